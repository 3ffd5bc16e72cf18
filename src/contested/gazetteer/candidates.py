"""The places that a name may mean, each with what can be said of it alone.

What is worked out here depends on the name and the index only, so it is remembered from report to report.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.keys import strict_key
from contested.gazetteer.rows import PLAIN, SECONDARY, PlaceRow
from contested.gazetteer.sounds import consonants
from contested.gazetteer.weights import WEIGHTS

KNOWN: Final = 5.5  # importance of what the whole world knows
MOST: Final = 40  # candidates weighed at most: the most important
GOOD_SPELLING: Final = 0.96
GOOD_OF_ONE: Final = 0.99  # of a name of one consonant
REMEMBERED: Final = 4096  # names
SETTLED: Final = frozenset(("settlement", "neighbourhood", "facility", "admin2"))
DIVISIONS: Final = frozenset(("admin1", "admin2", "region"))
PROVINCES: Final = {"admin1", "admin2"}  # a country's provinces may be either

Why = tuple[tuple[str, float], ...]
Square = tuple[int, int]


class Weighed(NamedTuple):
    """A candidate with the part of its score that does not depend on the report's other places.

    ``square``: the degree square that it lies in, None for what is larger than a district.
    """

    row: int
    place: PlaceRow
    base: float
    why: Why
    square: Square | None


@lru_cache(maxsize=REMEMBERED)
def candidates(
    name: str, gazetteer: Gazetteer, country_hint: str | None = None, theatre: tuple[str, ...] = ()
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Rows that may be meant by a name, each with its likeness (none given where all are spelt the same).

    Other spellings are looked for where nothing is spelt so, or nothing in the country that the report is about: there
    and in the countries of its theatre; in all of the world where none of these has one.
    """
    rows = gazetteer.strict(name)[:MOST]
    if rows and (country_hint is None or any(serves(name, gazetteer, each) for each in {country_hint, *theatre})):
        return rows, ()
    spelt = gazetteer.tolerant(name, country_hint)
    if not rows and theatre and not any(score >= GOOD_SPELLING for _, score in spelt if country_hint is not None):
        spelt = tuple(found for country in theatre for found in gazetteer.tolerant(name, country))
    if not spelt and not rows:
        spelt = gazetteer.tolerant(name)
    other = [(row, score) for row, score in spelt if score >= least(name) and row not in rows]
    found = [(row, 1.0) for row in rows] + other[:MOST]
    return tuple(row for row, _ in found), tuple(score for _, score in found)


@lru_cache(maxsize=REMEMBERED)
def least(name: str) -> float:
    """The likeness from which another spelling of a name is weighed."""
    return GOOD_SPELLING if consonants(strict_key(name)) > 1 else GOOD_OF_ONE


def serves(name: str, gazetteer: Gazetteer, country: str) -> bool:
    """Whether a name is a place's of the country, or the main one of a place so well known that no village is meant."""
    postings = [(gazetteer.place(row), mark) for row, mark in gazetteer.postings(name)[:MOST]]
    return any(
        place.country == country or (place.importance > KNOWN and (mark & PLAIN or place.level in DIVISIONS))
        for place, mark in postings
    )


@lru_cache(maxsize=REMEMBERED)
def weigh(
    name: str,
    rows: tuple[int, ...],
    likeness: tuple[float, ...],
    level: str | None,
    hint: str | None,
    gazetteer: Gazetteer,
) -> tuple[Weighed, ...]:
    """The candidates of a name with what can be said of each alone, best first.

    Args:
        name: as written.
        rows: the candidates; looked up by the name where there are none.
        likeness: how well each is spelt, 0-1; empty where all are spelt so.
        level: the level that the words beside the name state, None for none.
        hint: ISO alpha-2 code of the country that the report is known to be about, None for none.
        gazetteer: the index that the rows belong to.
    """
    if not rows:
        rows, likeness = candidates(name, gazetteer, hint)
    else:
        rows = rows[:MOST]
    marks = dict(gazetteer.postings(name))
    places = [gazetteer.place(row) for row in rows]
    weighed = []
    for i, (row, place) in enumerate(zip(rows, places, strict=True)):
        like = likeness[i] if i < len(likeness) else None
        mark = marks.get(row, 0)
        if row not in marks and like is not None and heads_own(place, like, zip(places, likeness, strict=False)):
            mark = SECONDARY
        why = _alone(place, mark, like, level, hint)
        weighed.append(Weighed(row, place, sum(weight for _, weight in why), why, _square(place)))
    weighed.sort(key=lambda one: (-one.base, one.row))
    return tuple(weighed)


def heads_own(place: PlaceRow, like: float, others: Iterable[tuple[PlaceRow, float]]) -> bool:
    """Whether a division shares a name with a town of its own that is spelt as well, and then meant more often."""
    return place.level == "admin1" and any(
        other.level == "settlement" and other.admin1 == place.admin1 and other.country == place.country and well >= like
        for other, well in others
    )


def _alone(place: PlaceRow, mark: int, likeness: float | None, level: str | None, hint: str | None) -> Why:
    """Each feature that a candidate shows by itself, with what it adds."""
    why = [("importance", WEIGHTS["importance"] * place.importance)]
    if mark & PLAIN:
        why.append(("own_name", WEIGHTS["own_name"]))
    if mark & SECONDARY and level is None:
        why.append(("secondary", WEIGHTS["secondary"]))
    if likeness is not None:
        why.append(("likeness", WEIGHTS["likeness"] * (likeness - 1.0)))
    if hint is not None and place.country == hint:
        why.append(("hint", WEIGHTS["hint"]))
    if level is not None:
        why.append(("level", WEIGHTS["level"] * agrees(level, place.level)))
    return tuple(why)


def agrees(hint: str, level: str) -> float:
    """How well a place's level fits the level that the words state: 1 the same, 0 near it, -1 against it."""
    if hint == level:
        return 1.0
    if {hint, level} <= SETTLED or {hint, level} <= DIVISIONS or {hint, level} == PROVINCES:
        return 0.0
    return -1.0


def _square(place: PlaceRow) -> Square | None:
    """The degree square of a place; None for one that is larger than a district."""
    return (math.floor(place.lat), math.floor(place.lon)) if place.level in SETTLED else None
