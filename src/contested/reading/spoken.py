"""Noun groups that stand for an actor, a person or a place without naming one: "Iraqi security forces", "the camp"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from contested.reading.entities import Entity, Heard
from contested.reading.lexicon import Head, Lexicon
from contested.reading.tokens import Tokens

INSIDE: Final = frozenset("DJNQ'")  # classes of the words of a group before its head
HEADS: Final = frozenset("NQJ")
LONGER: Final = frozenset("NQ'")
OWNING: Final = frozenset(("actor", "nationality", "place", "name"))
NAMED: Final = frozenset(("place",))
PLACES: Final = frozenset(("place", "site", "road"))
#: Kinds of common nouns of places that are levels of places.
LEVELS: Final = frozenset(("settlement", "neighbourhood", "region", "facility", "road"))


class Spoken(NamedTuple):
    """Somebody or something told of by a common noun: tokens [first, last), actor, place or person, of which kind."""

    what: str
    first: int
    last: int
    kind: str


class Nouns:
    """Finds the noun groups of a sentence that stand for somebody or for a place."""

    def __init__(self, lexicon: Lexicon) -> None:
        signs = lexicon.signs
        self.offices, self.owners, self.departments = signs["offices"], signs["owners"], signs["departments"]
        self.actors: dict[str, list[Head]] = {}
        self.levels: dict[str, str] = {}
        for form, heads in lexicon.heads.items():
            people = [head for head in heads if head.type in ("actor", "people")]
            if people and form not in signs["harmed"]:
                self.actors[form] = people
            kinds = [head.kind for head in heads if head.type in PLACES and head.kind in LEVELS and not head.before]
            if kinds and form not in signs["unplaced"] and form not in signs["harmed"]:
                self.levels[form] = kinds[0]
        self.words = self.actors.keys() | self.levels.keys() | self.offices

    def spoken(self, tokens: Tokens, sentence: Heard, first: int, last: int) -> Iterator[Spoken]:
        """All of a sentence [first, last), in text order of their heads."""
        lowers, classes, words = tokens.lowers, sentence.classes, self.words
        for i in [i for i, lower in enumerate(lowers[first:last], first) if lower in words]:
            if classes[i - first] not in HEADS:
                continue
            if lowers[i] in self.offices:
                found = self._office(lowers, classes, i, first)
            elif i + 1 < last and classes[i + 1 - first] in LONGER:
                continue
            else:
                found = self._group(lowers, sentence, i, first)
            if found is not None:
                yield found

    def _office(self, lowers: list[str], classes: list[str], i: int, first: int) -> Spoken | None:
        """ "the prime minister": a person by the office."""
        before = lowers[i - 1]
        owned = before in self.owners
        if i == first or classes[i - first] != "N" or not (owned or before in self.departments):
            return None
        return Spoken("person", i - 1 if owned or i - 1 == first else i - 2, i + 1, "")

    def _group(self, lowers: list[str], sentence: Heard, i: int, first: int) -> Spoken | None:
        low = _start(sentence.classes, i, first)
        here = sentence.entity_at.get(i)
        if here is not None and here.kind != "name" and here.first <= low:
            return None
        for head in self.actors.get(lowers[i], ()):
            if not head.before or tuple(lowers[i - len(head.before) : i]) == head.before:
                owned = not head.weak or self._owned(lowers, low, i, sentence.entity_at)
                return Spoken("actor", low, i + 1, head.kind) if owned else None
        told = sentence.classes[low - first] == "D" or (low > first and sentence.classes[low - 1 - first] == "#")
        return self._common_place(lowers, low, i, sentence.entity_at) if told else None

    def _owned(self, lowers: list[str], low: int, i: int, entity_at: dict[int, Entity]) -> bool:
        """Whether a group names whose it is, or points to somebody named before."""
        if lowers[low] in self.owners:
            return True
        return _names(entity_at, low, i, OWNING)

    def _common_place(self, lowers: list[str], low: int, i: int, entity_at: dict[int, Entity]) -> Spoken | None:
        """ "the camp", "two bridges": a place that is told of but not named here."""
        kind = self.levels.get(lowers[i])
        if kind is None:
            return None
        named = i + 3 if lowers[i + 1 : i + 2] == ["of"] else i + 1  # "the town of X" is X
        if _names(entity_at, low, named, NAMED):
            return None
        return Spoken("place", low, i + 1, kind)


def _names(entity_at: dict[int, Entity], first: int, last: int, kinds: frozenset[str]) -> bool:
    """Whether tokens [first, last) name something of some kinds."""
    for at in range(first, last):
        entity = entity_at.get(at)
        if entity is not None and entity.kind in kinds:
            return True
    return False


def _start(classes: Sequence[str], i: int, first: int) -> int:
    """The first token of the group that a noun heads; a determiner begins one, a number stays outside."""
    low = i
    while low > first and classes[low - 1 - first] in INSIDE and (classes[low - 1 - first] != "'" or low - 1 > first):
        low -= 1
        if classes[low - first] == "D":
            break
    return low
