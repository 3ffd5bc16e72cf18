"""A word that can be several classes gets the one that its neighbours ask for, from left to right, once.

Each rule looks at the class before it (adverbs apart), the class after it, and sometimes at the words themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from contested.reading.lexicon import Lexicon

BEFORE_NOUN: Final = frozenset("DJP#'")
BEFORE_VERB: Final = frozenset("TMKO")
NAMING: Final = frozenset("NQ")
OPENS_GROUP: Final = frozenset("DQO#JN")
OPENS_OBJECT: Final = frozenset("DQO#")
SITES: Final = frozenset(("site", "road"))
ENDS_CLAUSE: Final = frozenset('.,Z"')

Rule = Callable[[str, str, int, Sequence[str], Sequence[str]], str]  # before, after, index, classes, words


class Neighbours:
    """Decides the ambiguous classes of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar, cues = lexicon.cue_sets["grammar"], lexicon.cue_sets
        self.directions, self.particles = grammar["directions"], grammar["particles"]
        self.plurals, self.singulars = grammar["plural_subjects"], grammar["singular_s"]
        self.staying = grammar["staying"]
        self.events = frozenset(lexicon.nouns)
        self.named = {
            form: frozenset(head.before[-1] for head in heads if head.before) for form, heads in lexicon.heads.items()
        }
        plain = ((form, head) for form, heads in lexicon.heads.items() for head in heads if not head.before)
        self.sites = frozenset(form for form, head in plain if head.type in SITES)
        self.compounds = {
            form: frozenset(noun.before[-1] for noun in nouns if noun.before) for form, nouns in lexicon.nouns.items()
        }
        self.phases = _forms_of(lexicon, {word.split()[0] for words in cues["phase"].values() for word in words})
        said = cues["attribution"]
        self.says = _forms_of(lexicon, said["said"] | said["claimed"] | said["denied"])
        phrasal = {
            lemma
            for lemma, senses in lexicon.verbs.items()
            for sense in senses
            if sense.rest and sense.rest[0] in self.particles
        }
        self.phrasal = _forms_of(lexicon, phrasal)
        self.rules: Mapping[str, Rule] = {
            "a": self._noun_or_base,
            "b": self._plural_or_third,
            "d": self._of_a_name(_past_or_modifier),
            "e": self._of_a_name(_past_or_adjective),
            "g": self._ing,
            "h": _base_or_past,
            "j": _noun_or_adjective,
            "k": _adjective_or_verb,
            "x": _adjective_noun_or_verb,
            "y": _noun_or_past,
            "Z": _that_or_relative,
        }

    def decide(self, classes: list[str], words: Sequence[str]) -> None:
        """Settle the classes of a sentence, in place; ``words``: its words in lower case."""
        rules, directions, final = self.rules, self.directions, len(classes) - 1
        pairs = enumerate(zip(classes, words, strict=True))
        for i in [i for i, (found, word) in pairs if found in rules or word in directions]:
            if words[i] in directions and _is_preposition(classes, words, i):
                classes[i] = "P"
            elif classes[i] in rules:
                after = classes[i + 1] if i < final else "."
                classes[i] = rules[classes[i]](_before(classes, i), after, i, classes, words)

    def _said(self, before: str, after: str, word: str) -> bool:
        """ "the sources say.", "the report claims that": a verb of saying behind its subject."""
        return after in ENDS_CLAUSE and (before in NAMING or before == "O") and word in self.says

    def _noun_or_base(self, before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
        """ "attack", "advance": a noun after what opens a noun group, a verb after "to", a modal or a pronoun."""
        if before in BEFORE_VERB or self._said(before, after, words[i]):
            return "v"
        if before in NAMING:
            # "rebels attack the town", "police shoot protesters": a plural subject and what opens its object.
            plural = words[i - 1].endswith("s") or words[i - 1] in self.plurals
            return "v" if after in OPENS_OBJECT or (after in "NJjx" and plural) else "N"
        if before == "C" and after in OPENS_GROUP:
            return _as_before(classes, i)
        return "N"

    def _plural_or_third(self, before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
        """ "attacks", "strikes": a verb after a singular name or noun and before what opens an object; else a noun."""
        if before in NAMING:
            if self._said(before, after, words[i]):
                return "s"
            subject, behind = words[i - 1], words[i + 1] if i + 1 < len(words) else ""
            if words[i] in self.staying and (after in "denjkJ" or (before == "Q" and after == "P")):
                return "s"
            if not subject.endswith("s"):
                phrasal = behind in self.particles and words[i] in self.phrasal
                return "s" if phrasal or after in OPENS_OBJECT or after == "T" else "N"
            return "s" if subject in self.singulars and after in OPENS_OBJECT else "N"
        return "s" if before in "RO" else "N"

    def _of_a_name(self, rule: Rule) -> Rule:
        """A rule for past forms that knows "armed forces" for what somebody is called."""

        def decided(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
            named = i + 1 < len(words) and words[i] in self.named.get(words[i + 1], ())
            return "J" if named else rule(before, after, i, classes, words)

        return decided

    def _ing(self, before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
        """ "fighting", "shelling": a noun or a modifier after a determiner and where it opens a clause; else a verb."""
        if i and words[i - 1] in self.compounds.get(words[i], ()):
            return "N"  # "suicide bombing", "street fighting"
        if before in "dps" and after in NAMING and words[i - 1] not in self.phases:
            return "J"  # "fought running battles"
        if words[i] in self.events and (before in '.,C":P' or (i and words[i - 1] == "since")):
            subject = after in "dsvpnehBMHK"
            if subject or (after in "P,.CS:)Y" and (i == 0 or before in "PS")):
                return "N"
        if before in "DJ'#":
            return "J" if after in "NQbaJj" else "N"
        if before == "Q" and after in "P,.CS:)Y" and words[i] in self.sites and _determined(classes, i):
            return "N"  # "the Kafr Losin crossing"
        return "g"


def _forms_of(lexicon: Lexicon, lemmas: set[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(form for form, found in lexicon.forms.items() if not lemmas.isdisjoint(found))


def _before(classes: Sequence[str], i: int) -> str:
    """The class before a token, adverbs and an auxiliary's negation passed over; a full stop at the beginning."""
    if i == 0:
        return "."
    i -= 1
    while i > 0 and (classes[i] == "V" or (classes[i] == "X" and classes[i - 1] in "MKHB")):
        i -= 1
    return classes[i]


def _is_preposition(classes: Sequence[str], words: Sequence[str], i: int) -> bool:
    """ "an advance south of X"."""
    return 0 < i < len(words) - 1 and words[i + 1] == "of" and classes[i - 1] in "NQdpvs#Y"


def _determined(classes: Sequence[str], i: int) -> bool:
    """Whether a determiner opens the names before a token."""
    while i > 0 and classes[i - 1] in "QJ":
        i -= 1
    return i > 0 and classes[i - 1] == "D"


def _as_before(classes: Sequence[str], i: int) -> str:
    """ "to seize and hold the town": as the verb before the conjunction."""
    i -= 1
    while i > 0 and classes[i] == "V":
        i -= 1
    i -= 1
    while i >= 0 and classes[i] in "DJNQ#'O":
        i -= 1
    return "v" if i >= 0 and classes[i] in "vT" else "N"


def _base_or_past(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "hit", "cut", "fell", "run": a base form after "to" or a modal; a past form after a subject or an auxiliary."""
    if before in "TMK":
        return "v"
    if before in "BHO" or (i + 1 < len(words) and words[i + 1] == "by"):
        return "d"
    if before in BEFORE_NOUN:
        return "N"
    if before in NAMING and after in '.,"':
        return "d" if before == "Q" else "N"
    return "d" if before in "NQVY),CRX" and after in "DQO#PJTNVYabexZC" else "N"


def _past_or_adjective(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "wounded", "advanced"."""
    return "J" if (before in BEFORE_NOUN or i == 0) and after in "NQaJjbxegy" else "d"


def _past_or_modifier(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "the captured town", "captured towns" at the beginning."""
    modifies = (before in BEFORE_NOUN and after in "NQaJjbxy") or (i == 0 and after in "NJb")
    return "J" if modifies else "d"


def _adjective_or_verb(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "open", "clear"."""
    return "v" if before in BEFORE_VERB or (before in NAMING and after in "DQ") else "J"


def _noun_or_adjective(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "militant", "official"."""
    return "J" if after in "NQaJjbxgy" else "N"


def _adjective_noun_or_verb(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "secure", "model"."""
    return "v" if before in BEFORE_VERB else "J" if after in "NQajbJxy" else "N"


def _noun_or_past(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "thought", "left", "wound"."""
    return "N" if before in "DJ'" else "d"


def _that_or_relative(before: str, after: str, i: int, classes: Sequence[str], words: Sequence[str]) -> str:
    """ "the towns that fell"; else "said that"."""
    return "R" if before in NAMING and after in "vsdpMHBKVabdehT" else "Z"
