"""A sentence's dependency tree, with the tags and labels that the treebank table speaks in.

Labels are the relations of Universal Dependencies (https://universaldependencies.org/u/dep), cut down to those that say
who does what. Tags are its parts of speech, finer for verbs (their forms), auxiliaries (which one) and pronouns.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: Tag -> what it is. A verb's tag begins with V; its index in this table is its number in the weights.
TAGS: Final[dict[str, str]] = {
    "VVB": "verb, base form: seize",
    "VVBD": "verb, past: seized",
    "VVBN": "verb, past participle: taken",
    "VVBG": "verb, gerund or present participle: seizing",
    "VVBZ": "verb, third person: seizes",
    "VVBP": "verb, other present: seize",
    "NN": "noun",
    "NNS": "noun, plural",
    "PROPN": "name",
    "PRON": "pronoun",
    "PRPS": "possessive pronoun: their",
    "EX": "existential there",
    "ADJ": "adjective",
    "ADV": "adverb",
    "NUM": "number",
    "DET": "determiner",
    "ADP": "preposition or particle",
    "SCONJ": "subordinating conjunction",
    "CCONJ": "coordinating conjunction",
    "TO": "the infinitive's to",
    "POS": "possessive mark: 's",
    "NEG": "not",
    "WH": "interrogative or relative word: who, which, whose",
    "WRB": "interrogative or relative adverb: where",
    "BE": "auxiliary or copula be, finite",
    "BEN": "auxiliary or copula be, not finite: be, been, being",
    "HAVE": "auxiliary have",
    "DO": "auxiliary do",
    "GET": "auxiliary get",
    "MODAL": "modal auxiliary",
    "PUNCT": "mark",
    "SYM": "symbol: %",
    "INTJ": "interjection",
    "X": "anything else",
}

TAG_NAMES: Final = tuple(TAGS)
TAG_NUMBERS: Final = {tag: number for number, tag in enumerate(TAGS)}
PUNCT: Final = TAG_NUMBERS["PUNCT"]

#: The labels that a tree may bear.
LABELS: Final[tuple[str, ...]] = (
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "acl", "acl:relcl", "advcl", "conj", "cc"),
    *("case", "mark", "aux", "aux:pass", "compound", "compound:prt", "xcomp", "ccomp", "appos", "flat", "cop", "expl"),
    *("parataxis", "det", "amod", "nummod", "advmod", "punct", "other"),
)

#: What a label that the parser leaves open is, by the dependent's tag: the tag says it, so no weights are spent on it.
OPEN_LABELS: Final[dict[str, str]] = {
    **{"DET": "det", "ADJ": "amod", "NUM": "nummod", "ADV": "advmod", "NEG": "advmod", "WRB": "advmod"},
    "PUNCT": "punct",
}


class Tree(NamedTuple):
    """A sentence's tree, one entry a token: tag, index of its head (-1: none, a root), relation to it."""

    tags: list[str]
    heads: list[int]
    labels: list[str]


def is_verb(tag: str) -> bool:
    """Whether a tag is that of a verb that is no auxiliary."""
    return tag[0] == "V"
