"""The places that a report names, one after the other: what an event whose own sentence names none may have been at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from typing import Final, NamedTuple

from contested.model import Place
from contested.reading.entities import Entity
from contested.reading.tokens import BULLETS, Tokens
from contested.reading.where import Map

# what stands between paragraphs and items of a list
BREAKS: Final = ("\n\n", "\n–", *(f"\n{bullet}" for bullet in sorted(BULLETS)))
PREPOSITIONS: Final = frozenset(
    ("in", "at", "near", "on", "of", "from", "to", "towards", "toward", "into", "inside", "for",
     "with", "by", "between", "around", "outside", "through", "against", "over", "across", "and")
)  # fmt: skip
LOCATED: Final = frozenset(
    f"behind: {word}"
    for word in (
        "in",
        "at",
        "near",
        "on",
        "of",
        "from",
        "to",
        "towards",
        "toward",
        "into",
        "inside",
        "around",
        "outside",
    )
)
POSSESSIVE: Final = frozenset(("'s", "’s"))
HYPHENS: Final = frozenset("-–—(")


class Antecedent(NamedTuple):
    """A place named in sentence ``sentence`` of paragraph ``paragraph``.

    ``country``: the ISO alpha-2 code of where it lies, "" for nowhere known; ``signs``: how it is named.
    """

    place: Place
    key: str
    sentence: int
    paragraph: int
    country: str
    signs: tuple[str, ...]


def paragraphs(tokens: Tokens) -> list[int]:
    """The number of the paragraph, or item of a list, that each sentence stands in."""
    numbers, number = [0], 0
    for before, after in zip(tokens.sentences, tokens.sentences[1:], strict=False):
        gap = tokens.text[tokens.ends[before[1] - 1] : tokens.starts[after[0]] + 1]
        number += any(mark in gap for mark in BREAKS)
        numbers.append(number)
    return numbers


def key_of(place: Place) -> str:
    """What makes two namings of a place one: its identity, or its name where none is known."""
    return place.id or place.name.lower()


def antecedents(entities: Iterable[Entity], places: Map, tokens: Tokens, capitals: Container[str]) -> list[Antecedent]:
    """The places among a report's names, in text order."""
    starts, numbers = [first for first, _ in tokens.sentences], paragraphs(tokens)
    found = []
    for entity in entities:
        if entity.kind == "place" and entity.first not in places.ends:  # a road between two towns is no place of others
            place = places.named(entity)
            at = bisect_right(starts, entity.first) - 1
            signs = tuple(_signs(entity, place, tokens, tokens.sentences[at], capitals))
            if "a capital" in signs and not _is_place(signs):
                continue  # "Moscow denied it", "the Kabul administration"
            found.append(Antecedent(place, key_of(place), at, numbers[at], places.lies_in(entity), signs))
    return found


def _is_place(signs: Iterable[str]) -> bool:
    """Whether a capital is told of as a place rather than as who rules in it."""
    return any(sign == "dateline" or sign in LOCATED for sign in signs)


def _signs(
    entity: Entity, place: Place, tokens: Tokens, sentence: tuple[int, int], capitals: Container[str]
) -> Iterator[str]:
    """How a place is named: its level, the preposition before it, whether it opens the report or may stand for rule."""
    lowers, (first, last) = tokens.lowers, sentence
    yield f"level: {place.level}"
    before = lowers[entity.first - 1] if entity.first > first else ""
    after = lowers[entity.last] if entity.last < last else ""
    if before in ("the", "a"):
        before = lowers[entity.first - 2] if entity.first > first + 1 else ""
    if after in POSSESSIVE:
        yield "possessive"
    elif before in PREPOSITIONS:
        yield f"behind: {before}"
    elif not before:
        yield "opens a sentence"
    if entity.name.lower() in capitals:
        yield "a capital"
    if first == 0:
        yield "in the first sentence"
        if _is_dateline(entity, tokens, sentence):
            yield "dateline"


def _is_dateline(entity: Entity, tokens: Tokens, sentence: tuple[int, int]) -> bool:
    """Whether a name opens a report in capitals, or before a dash or bracket: "KYIV, Aug. 28 - ..."."""
    if entity.first != sentence[0]:
        return False
    ahead = range(entity.last, min(entity.last + 8, sentence[1]))
    return tokens.words[entity.first].isupper() or any(tokens.words[i] in HYPHENS for i in ahead)
