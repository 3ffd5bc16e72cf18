"""Trees that another trained pipeline gives to war reports, as further training data for the grammar.

    python benchmarks/taught.py FILE.txt… --model en_core_web_sm --out TREES.jsonl
    python benchmarks/train_syntax.py --taught TREES.jsonl

A file holds a text a line. For the packaged table these were the source headlines of GED's Syria release, each once and
of their trees every second; FA-KES and re3d, of whose trees those of more than 20 tokens with fewer than a comma in 14
were left out, since the articles have lost most of theirs; and the lines of the blind rounds 1 to 8.

A treebank is short of text ("each doubling brought 2 to 5 points"), and holds no war. So sentences of reports, whose
words nobody has annotated, are parsed by spaCy's English pipeline (MIT), and its trees, which follow the ClearNLP
scheme, are carried over to the tags and relations of Universal Dependencies that ours are written in. Only sentences
whose trees come out whole are kept. spaCy is needed here alone; nothing of it or of the texts is in the product.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from treebank import AUXILIARIES, LONGEST, OWN_LABELS, Example, is_tree, projective

from contested.reading.tokens import tokenise

SHORTEST = 4  # tokens
#: Relations of ClearNLP that have another name in Universal Dependencies.
RENAMED = {
    **{"dobj": "obj", "nsubjpass": "nsubj:pass", "auxpass": "aux:pass", "dative": "iobj", "poss": "nmod:poss"},
    **{"relcl": "acl:relcl", "prt": "compound:prt", "npadvmod": "obl", "oprd": "xcomp", "csubj": "nsubj"},
    **{"csubjpass": "nsubj:pass", "preconj": "cc", "case": "case", "nn": "compound", "nmod": "compound"},
}
WORDS = {"VB": "VVB", "VBD": "VVBD", "VBN": "VVBN", "VBG": "VVBG", "VBZ": "VVBZ", "VBP": "VVBP"}
TAGS = {
    **{"NN": "NN", "NNS": "NNS", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRPS", "EX": "EX"},
    **{"JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "CD": "NUM", "DT": "DET"},
    **{"PDT": "DET", "RP": "ADP", "CC": "CCONJ", "TO": "TO", "POS": "POS", "MD": "MODAL", "UH": "INTJ", "FW": "X"},
    **{"WP": "WH", "WDT": "WH", "WP$": "WH", "WRB": "WRB", "SYM": "SYM", "$": "SYM", "LS": "X", "ADD": "PROPN"},
}
NOUNS = ("NN", "NNS", "PROPN", "PRON", "NUM")


def main() -> None:
    """Write a tree a line: words, tags, heads, labels."""
    import spacy  # only for this

    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("texts", nargs="+", type=Path)
    asked.add_argument("--model", default="en_core_web_sm")
    asked.add_argument("--out", type=Path, required=True)
    given = asked.parse_args()
    pipeline = spacy.load(given.model, exclude=["lemmatizer"])
    texts = (line for path in given.texts for line in path.read_text().splitlines() if line.strip())
    with given.out.open("w") as out:
        for example in taught(pipeline, texts):
            out.write(json.dumps(example, ensure_ascii=False) + "\n")


def taught(pipeline: Any, texts: Iterable[str]) -> Iterator[Example]:
    """The trees of the sentences of texts, each sentence once."""
    seen: set[str] = set()
    for tree in pipeline.pipe(_documents(pipeline, texts, seen)):
        example = carried(tree)
        if example is not None:
            yield example


def _documents(pipeline: Any, texts: Iterable[str], seen: set[str]) -> Iterator[Any]:
    from spacy.tokens import Doc

    for text in texts:
        tokens = tokenise(text)
        for first, last in tokens.sentences:
            words = tokens.words[first:last]
            key = " ".join(words).lower()
            if SHORTEST <= len(words) < LONGEST and key not in seen:
                seen.add(key)
                starts, ends = tokens.starts[first : last + 1], tokens.ends[first:last]
                follow = [*starts[1:], ends[-1]] if len(starts) == len(words) else starts[1:]
                spaces = [end < start for end, start in zip(ends, follow, strict=True)]
                yield Doc(pipeline.vocab, words=words, spaces=spaces, sent_starts=[True] + [False] * (len(words) - 1))


def carried(tree: Any) -> Example | None:
    """A tree of ClearNLP's as one of ours; None where it does not come out whole."""
    words = [token.text for token in tree]
    n = len(words)
    raw = [token.dep_ for token in tree]
    heads = [-1 if token.head.i == token.i else token.head.i for token in tree]
    tags = [_tag(token) for token in tree]
    labels = [RENAMED.get(label, label) for label in raw]
    for i in range(n):
        if raw[i] in ("pobj", "pcomp"):
            _turn_preposition(i, heads, labels, raw, tags)
    for i in range(n):
        if raw[i] in ("attr", "acomp") and heads[i] >= 0 and tags[heads[i]] in ("BE", "BEN"):
            if any(raw[k] == "expl" and heads[k] == heads[i] for k in range(n)):
                tags[heads[i]], labels[i] = WORDS[tree[heads[i]].tag_], "nsubj"  # "there is hope"
            else:
                _turn_copula(i, heads, labels)
    for i in range(n):
        if tags[i] in ("BE", "BEN") and raw[i] not in ("aux", "auxpass") and labels[i] != "cop":
            told = [k for k in range(i + 1, n) if heads[k] == i and labels[k] == "obl" and raw[k] == "pobj"]
            if told and not any(heads[k] == i and raw[k] in ("expl", "acomp", "attr", "ccomp") for k in range(n)):
                _turn_copula(told[0], heads, labels)  # "is in Paris"
    _turn_names(tree, heads, labels, tags)
    _turn_lists(heads, labels)
    for i in range(n):
        if labels[i] == "prep":  # nothing hangs on it
            labels[i] = "advmod" if tags[i] == "ADV" else "case"
        if labels[i] in ("attr", "acomp"):
            labels[i] = "xcomp"
    labels = [_label(label) for label in labels]
    example = Example(words, tags, heads, labels)
    return projective(example) if is_tree(heads) else None


def _tag(token: Any) -> str:
    if token.is_punct or token.tag_ in ("HYPH", ",", ".", ":", "``", "''", "-LRB-", "-RRB-", "NFP"):
        return "PUNCT"
    tag, dep = token.tag_, token.dep_
    if tag == "IN":
        if dep == "mark":
            return "SCONJ"
        return "ADP"
    if tag in ("RB", "RBR", "RBS") and dep == "neg":
        return "NEG"
    if tag in {"WDT", "WP"}:
        return "WH"
    if tag in WORDS:
        return _verb_tag(token)
    return TAGS.get(tag, "X")


def _verb_tag(token: Any) -> str:
    form, dep = token.text.lower(), token.dep_
    lemma = {
        **dict.fromkeys(("be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "’s"), "be"),
        **dict.fromkeys(("has", "have", "had", "having"), "have"),
        **dict.fromkeys(("do", "does", "did"), "do"),
        **dict.fromkeys(("get", "gets", "got", "getting"), "get"),
    }.get(form, "")
    if lemma == "be":
        return "BEN" if form in ("be", "been", "being") else "BE"
    if lemma and dep in ("aux", "auxpass"):
        return AUXILIARIES[lemma]
    return WORDS[token.tag_]


def _turn_preposition(i: int, heads: list[int], labels: list[str], raw: list[str], tags: list[str]) -> None:
    """ "attacked (in (town))" becomes "attacked ((in) town)"."""
    case = heads[i]
    if case < 0:
        return
    outer, label = heads[case], raw[case]
    if raw[i] == "pcomp":
        heads[i], heads[case] = outer, i
        labels[i] = "acl" if outer >= 0 and tags[outer] in NOUNS else "advcl"
        labels[case] = "mark"
    else:
        heads[i], heads[case] = outer, i
        labels[i] = "nmod" if outer >= 0 and tags[outer] in NOUNS else "obl"
        labels[case] = "case"
    if label == "conj":
        labels[i] = "conj"
    for k in range(len(heads)):  # what hung on the preposition hangs on what it governs
        if k != i and heads[k] == case:
            heads[k] = i
            if labels[k] in ("prep",):
                labels[k] = "case"


def _turn_copula(i: int, heads: list[int], labels: list[str]) -> None:
    """ "is (hideout)" becomes "((is) hideout)"."""
    copula = heads[i]
    heads[i], labels[i] = heads[copula], labels[copula] if labels[copula] != "ROOT" else "ROOT"
    heads[copula], labels[copula] = i, "cop"
    for k in range(len(heads)):
        if k != i and heads[k] == copula:
            heads[k] = i


def _turn_names(tree: Any, heads: list[int], labels: list[str], tags: list[str]) -> None:
    """A person's name hangs on its first word: "(Hu (Jintao))"."""
    for entity in tree.ents:
        first, last = entity.start, entity.end - 1
        if entity.label_ != "PERSON" or any(tags[k] != "PROPN" for k in range(first, last + 1)):
            continue
        if first == last or any(heads[k] != last for k in range(first, last)):
            continue
        heads[first], labels[first] = heads[last], labels[last]
        for k in range(len(heads)):
            if k != first and heads[k] == last:
                heads[k] = first
        for k in range(first + 1, last + 1):
            heads[k], labels[k] = first, "flat"


def _turn_lists(heads: list[int], labels: list[str]) -> None:
    """Further members of a list hang on the first, and "and" on the member behind it."""
    n = len(heads)
    for i in range(n):
        if labels[i] == "conj":
            first, steps = heads[i], 0
            while first >= 0 and labels[first] == "conj" and heads[first] >= 0 and steps < n:
                first, steps = heads[first], steps + 1
            heads[i] = first
    for i in range(n):
        if labels[i] == "cc":
            behind = [k for k in range(i + 1, n) if labels[k] == "conj" and heads[k] == _first(heads, labels, heads[i])]
            if behind:
                heads[i] = behind[0]


def _first(heads: Sequence[int], labels: Sequence[str], i: int) -> int:
    return heads[i] if i >= 0 and labels[i] == "conj" else i


def _label(label: str) -> str:
    for name in (label, label.partition(":")[0]):
        if name in OWN_LABELS:
            return name
    return "parataxis" if label in ("dep", "intj", "meta") else "other"


if __name__ == "__main__":
    main()
