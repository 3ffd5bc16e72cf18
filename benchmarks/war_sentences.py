"""Sentences of war reports with their trees, drawn from ``war_sentences.txt`` (its head says how it is written)."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lemminflect import getInflection
from treebank import Example, label_of

FILE = Path(__file__).with_suffix(".txt")
DRAWS = 20  # sentences of each template
TOKEN = re.compile(r"\s*(\[[a-z:]+|\]|\{[^{}]*\}[^\s\]]*|[^\s\[\]]+)")
LABELS = {"ADP": "case", "POS": "case", "CCONJ": "cc", "SCONJ": "mark", "TO": "mark", "PRPS": "nmod:poss"}
LABELS |= dict.fromkeys(("HAVE", "DO", "MODAL"), "aux")
NAMING = ("NN", "NNS", "PROPN")
MARKS = frozenset(',.;()"')


class Leaf(NamedTuple):
    """A word of a template; its label is None where the tag says it."""

    form: str
    tag: str
    label: str | None
    is_head: bool


class Branch(NamedTuple):
    """A bracket of a template."""

    label: str
    parts: list[Leaf | Branch]


class Bank:
    """The templates and what they are filled from."""

    def __init__(self, text: str) -> None:
        self.tags: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {}
        self.templates: list[str] = []
        section = ""
        for line in filter(None, (line.strip() for line in text.split("\n") if not line.startswith("#"))):
            if re.fullmatch(r"\[[a-z]+\]", line):
                section = line[1:-1]
            elif section == "words":
                tag, _, words = line.partition(":")
                self.tags |= dict.fromkeys(words.split(), tag)
            elif section == "lists":
                name, _, entries = line.partition("=")
                self.lists[name.strip()] = _entries(entries)
            else:
                self.templates.append(line)

    def draw(self, template: str, chance: random.Random) -> Example:
        """A sentence of a template."""
        parts = self._parts(_tokens(template), chance)
        words: list[tuple[str, str]] = []
        arcs: dict[int, tuple[int, str]] = {}
        top = _spread(parts, words, arcs)
        arcs[top] = -1, "other"
        forms = [form for form, _ in words]
        forms[0] = forms[0][0].upper() + forms[0][1:]
        heads, labels = [arcs[i][0] for i in range(len(forms))], [arcs[i][1] for i in range(len(forms))]
        return Example(forms, [tag for _, tag in words], heads, labels)

    def _parts(self, tokens: Iterator[str], chance: random.Random, suffix: str = "") -> list[Leaf | Branch]:
        """The parts of a bracket, up to where it closes; a suffix is the tag of words that have none."""
        parts: list[Leaf | Branch] = []
        for token in tokens:
            if token == "]":
                return parts
            if token.startswith("["):
                parts.append(Branch(token[1:], self._parts(tokens, chance)))
            elif token.startswith("{"):
                choices, _, tag = token[1:].rpartition("}")
                parts += self._parts(_tokens(chance.choice(_entries(choices))), chance, tag)
            else:
                parts += self._filled(token, suffix, chance)
        return parts

    def _filled(self, token: str, suffix: str, chance: random.Random) -> list[Leaf | Branch]:
        """What a word, a list's name or a verb's becomes."""
        plain = token.rstrip("*")
        name, _, form = plain.partition(".")
        if plain in self.lists:
            parts = self._parts(_tokens(chance.choice(self.lists[plain])), chance)
            return _starred(parts) if token.endswith("*") else parts
        if form and name in self.lists:
            return [Leaf(inflected(chance.choice(self.lists[name][0].split()), form), form, None, token.endswith("*"))]
        is_bare = "/" not in token and plain.lower() not in self.tags and token not in MARKS
        return [self._leaf(token + suffix if is_bare else token)]

    def _leaf(self, token: str) -> Leaf:
        form, *said = token.rstrip("*").split("/")
        tag = said[0] if said else "PUNCT" if form in MARKS else self.tags[form.lower()]
        return Leaf(form, tag, said[1] if len(said) > 1 else None, token.endswith("*"))


def _tokens(text: str) -> Iterator[str]:
    """The words, choices and brackets of a text."""
    return (found[1] for found in TOKEN.finditer(text))


def _entries(text: str) -> list[str]:
    """The entries of a list; a stroke within braces divides no entries."""
    return [entry.strip() for entry in re.split(r"\|(?![^{}]*\})", text)]


def _starred(parts: list[Leaf | Branch]) -> list[Leaf | Branch]:
    """Parts of which the head is marked as such."""
    head = _head(parts)
    return [part._replace(is_head=i == head) if isinstance(part, Leaf) else part for i, part in enumerate(parts)]


def _head(parts: list[Leaf | Branch]) -> int:
    """Which part is the head: one marked, else the last verb, noun or other word."""
    leaves = [(i, part) for i, part in enumerate(parts) if isinstance(part, Leaf) and part.tag != "PUNCT"]
    ranks = (lambda p: p.is_head, lambda p: p.tag[0] == "V", lambda p: p.tag in NAMING, lambda p: True)
    for fits in ranks:
        found = [i for i, part in leaves if fits(part)]
        if found:
            return found[-1]
    return -1


def _spread(parts: list[Leaf | Branch], words: list[tuple[str, str]], arcs: dict[int, tuple[int, str]]) -> int:
    """Lay the parts of a bracket out in order; the place of its head."""
    head = _head(parts)
    if head < 0:  # a bracket of one bracket is that bracket
        inner = next(part for part in parts if isinstance(part, Branch))
        return _spread(inner.parts, words, arcs)
    places: list[tuple[int, str]] = []
    for i, part in enumerate(parts):
        if isinstance(part, Branch):
            places.append((_spread(part.parts, words, arcs), label_of(part.label)))
        else:
            places.append((len(words), label_of(part.label) if part.label else _label(part.tag, i < head)))
            words.append((part.form, part.tag))
    top = places[head][0]
    arcs |= {place: (top, label) for i, (place, label) in enumerate(places) if i != head}
    return top


def _label(tag: str, before: bool) -> str:
    """The relation of a word that is not the head."""
    if tag in NAMING:
        return "compound" if before else "flat"
    return LABELS.get(tag, "other")


def inflected(verb: str, tag: str) -> str:
    """A form of a verb."""
    if tag in ("VVB", "VVBP"):
        return verb
    return str(getInflection(verb, tag=tag[1:])[0])


def war_sentences() -> Iterator[Example]:
    """Sentences of every template, always the same."""
    bank, chance = Bank(FILE.read_text(encoding="utf-8")), random.Random(11)
    for template in bank.templates:
        for _ in range(DRAWS):
            yield bank.draw(template, chance)
