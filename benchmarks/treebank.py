"""Universal Dependencies as training data: trees of a treebank, carried over to the tokens of this project.

Reads CoNLL-U (https://universaldependencies.org/format.html). A token of ours may hold several of the treebank's
("pro-government", "didn't") or be a part of one; arcs that cross are lifted until none does, since the parser cannot
draw them.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from contested.reading.syntax.tree import LABELS
from contested.reading.tokens import tokenise

OWN_LABELS = frozenset(LABELS) - {"det", "amod", "nummod", "advmod", "punct", "other"}
AUXILIARIES = {"be": "BE", "have": "HAVE", "do": "DO", "get": "GET"}
#: Which of the treebank's tokens stands for a token of ours that holds several: the first of these parts of speech.
RANKS = ("VERB", "NOUN PROPN", "PRON ADJ NUM", "ADV", "AUX DET", "ADP", "PART", "PUNCT")
RANK = {part: rank for rank, parts in enumerate(RANKS) for part in parts.split()}
MOST_LIFTS = 40
LONGEST = 160  # tokens


class Example(NamedTuple):
    """A sentence and its tree: heads are places, -1 a root; labels are those that the parser learns."""

    words: list[str]
    tags: list[str]
    heads: list[int]
    labels: list[str]


class Row(NamedTuple):
    """A word of the treebank."""

    form: str
    lemma: str
    part: str
    features: dict[str, str]
    head: int
    relation: str


class Block(NamedTuple):
    """A sentence of the treebank: its name, its text, its words by number, and words that are written as one."""

    name: str
    text: str
    rows: dict[int, Row]
    joined: dict[int, tuple[int, str]]


def blocks(path: Path) -> Iterator[Block]:
    """The sentences of a file, packed or not."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for block in data.decode().strip().split("\n\n"):
        yield _block(block)


def _block(block: str) -> Block:
    said: dict[str, str] = {}
    rows: dict[int, Row] = {}
    joined: dict[int, tuple[int, str]] = {}
    for line in block.split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            said[key.strip()] = value.strip()
            continue
        number, form, lemma, part, _, features, head, relation, *_ = line.split("\t")
        if "-" in number:
            first, last = map(int, number.split("-"))
            joined[first] = (last, form)
        elif "." not in number:
            rows[int(number)] = Row(form, lemma, part, _features(features), int(head), relation)
    return Block(said["sent_id"], said["text"], rows, joined)


def examples(path: Path) -> Iterator[Example]:
    """The trees of a file that can be carried over, in its order."""
    for block in blocks(path):
        example = project(block)
        if example is not None and 0 < len(example.words) < LONGEST:
            yield example


def project(block: Block) -> Example | None:
    """A treebank's tree over our tokens; None where the words do not fit the text."""
    spans = _spans(block)
    if spans is None:
        return None
    tokens = tokenise(block.text)
    members: list[list[int]] = [[] for _ in tokens.words]
    owner: dict[int, int] = {}
    for number, (first, _) in spans.items():
        owner[number] = max(0, bisect_right(tokens.starts, first) - 1)
        members[owner[number]].append(number)
    parts = [_part(block, owner, spans, members, i, tokens.starts, tokens.words) for i in range(len(tokens.words))]
    example = Example(list(tokens.words), [p[0] for p in parts], [p[1] for p in parts], [p[2] for p in parts])
    return projective(example) if is_tree(example.heads) else None


def _spans(block: Block) -> dict[int, tuple[int, int]] | None:
    """Where each word of the treebank stands in the text."""
    found: dict[int, tuple[int, int]] = {}
    at = 0
    for number, row in block.rows.items():
        if number in found:
            continue
        last, form = block.joined.get(number, (number, row.form))
        first = block.text.find(form, at)
        if first < 0 or first - at > 3:
            return None
        at = first + len(form)
        found.update(_inside(block, number, last, form, first))
    return found


def _inside(block: Block, number: int, last: int, form: str, first: int) -> dict[int, tuple[int, int]]:
    """Where the words stand that are written as one."""
    forms = [block.rows[k].form for k in range(number, last + 1)]
    if "".join(forms) != form:
        return dict.fromkeys(range(number, last + 1), (first, first + len(form)))
    found = {}
    for k, part in enumerate(forms, number):
        found[k] = (first, first + len(part))
        first += len(part)
    return found


def _part(
    block: Block,
    owner: dict[int, int],
    spans: dict[int, tuple[int, int]],
    members: list[list[int]],
    i: int,
    starts: list[int],
    words: list[str],
) -> tuple[str, int, str]:
    """Tag, head and label of one of our tokens."""
    held = members[i]
    if not held:
        return _remainder(spans, members, i, starts, words[i])
    rows = block.rows
    outward = [k for k in held if not rows[k].head or owner[rows[k].head] != i] or held
    chosen = min(outward, key=lambda k: (RANK.get(rows[k].part, 5), k))
    head = rows[chosen].head
    while head and owner[head] == i:
        head = rows[head].head
    tag = tag_of(rows[chosen])
    if len(held) > 1 and "-" in words[i]:
        last = rows[held[-1]]
        if tag[0] == "V" or rows[chosen].relation == "amod":
            tag = "ADJ"
        elif last.part in ("NOUN", "PROPN"):
            tag = tag_of(last)
    return tag, owner[head] if head else -1, label_of(rows[chosen].relation)


def _remainder(
    spans: dict[int, tuple[int, int]], members: list[list[int]], i: int, starts: list[int], word: str
) -> tuple[str, int, str]:
    """A token that is a later part of a word of the treebank hangs on the token where that word begins."""
    whole = next(k for k in range(i - 1, -1, -1) if any(spans[m][1] > starts[i] for m in members[k]) or not k)
    return "PUNCT" if not word[0].isalnum() else "NUM" if word[0].isdigit() else "PROPN", whole, "flat"


def _features(written: str) -> dict[str, str]:
    """A word's features: "Number=Plur|Case=Nom"."""
    return dict(pair.split("=", 1) for pair in written.split("|") if "=" in pair)


def tag_of(row: Row) -> str:
    """Our tag of a word of the treebank."""
    has, lemma = row.features.get, row.lemma.lower()
    if row.part == "VERB":
        return _form_of(row.features)
    if row.part == "AUX":
        tag = AUXILIARIES.get(lemma, "MODAL")
        return "BEN" if tag == "BE" and has("VerbForm") in ("Inf", "Part", "Ger") else tag
    if has("PronType") in ("Int", "Rel", "Int,Rel") and row.part in ("PRON", "DET", "ADV"):
        return "WRB" if row.part == "ADV" else "WH"
    if row.part == "NOUN":
        return "NNS" if has("Number") in ("Plur", "Ptan") else "NN"
    if row.part == "PART":
        return "TO" if lemma == "to" else "POS" if lemma == "'s" else "NEG"
    if row.part == "PRON":
        return "PRPS" if has("Poss") == "Yes" else "EX" if lemma == "there" else "PRON"
    return row.part


def _form_of(features: dict[str, str]) -> str:
    """The tag of a verb, by its form."""
    has = features.get
    past = has("Tense") == "Past"
    if has("VerbForm") in ("Part", "Ger"):
        return "VVBN" if past else "VVBG"
    if has("VerbForm") == "Inf" or has("Mood") == "Imp":
        return "VVB"
    if past:
        return "VVBD"
    return "VVBZ" if has("Person") == "3" and has("Number") == "Sing" else "VVBP"


def label_of(relation: str) -> str:
    """The label that the parser learns for a relation; "other" where the tag says what it is, or nobody asks."""
    for name in (relation, relation.partition(":")[0]):
        if name in OWN_LABELS:
            return name
    return "other"


def is_tree(heads: list[int]) -> bool:
    """Whether every word leads to a root."""
    for i in range(len(heads)):
        head, steps = i, 0
        while head >= 0 and steps <= len(heads):
            head, steps = heads[head], steps + 1
        if head >= 0:
            return False
    return True


def projective(example: Example) -> Example | None:
    """The tree with each crossing arc's dependent hung higher until none crosses; None where that takes too long."""
    heads = list(example.heads)
    for _ in range(MOST_LIFTS):
        crossing = _crossing(heads)
        if crossing is None:
            return example._replace(heads=heads)
        heads[crossing] = heads[heads[crossing]]
    return None


def _crossing(heads: list[int]) -> int | None:
    """The dependent of the shortest arc that something between its ends reaches out of."""
    for dependent in sorted(range(len(heads)), key=lambda i: abs(i - heads[i])):
        head = heads[dependent]
        if head >= 0 and not all(_under(heads, k, head) for k in range(min(head, dependent) + 1, max(head, dependent))):
            return dependent
    return None


def _under(heads: list[int], i: int, ancestor: int) -> bool:
    """Whether a word hangs below another."""
    while i >= 0 and i != ancestor:
        i = heads[i]
    return i >= 0
