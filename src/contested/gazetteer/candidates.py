"""The places that a name may mean, each with what can be said of it alone.

What is worked out here depends on the name and the index only, so it is remembered from report to report.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import PLAIN, SECONDARY, PlaceRow
from contested.gazetteer.weights import WEIGHTS

KNOWN = 5.5  # importance of what the whole world knows
MOST = 40  # candidates weighed at most: the most important
GOOD_SPELLING = 0.75
GOOD_MISSPELLING = 0.66  # of a name that differs in a consonant, where no parent is stated for it
REMEMBERED = 4096  # names
SETTLED = frozenset(("settlement", "neighbourhood", "facility", "admin2"))
DIVISIONS = frozenset(("admin1", "admin2", "region"))

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
    name: str, gazetteer: Gazetteer, country_hint: str | None = None
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Rows that may be meant by a name, each with its likeness (none given where all are spelt the same).

    Other spellings are looked for where nothing is spelt so, or nothing in the country that the report is about.
    """
    rows = gazetteer.strict(name)[:MOST]
    if rows and (country_hint is None or serves(rows, gazetteer, country_hint)):
        return rows, ()
    spelt = gazetteer.tolerant(name, country_hint)
    if not spelt and not rows:
        spelt = gazetteer.tolerant(name)
    other = [(row, score) for row, score in spelt if score >= GOOD_SPELLING and row not in rows]
    if not rows and not other and country_hint is not None:
        other = [(row, score) for row, score in gazetteer.misspelt(name, country_hint) if score >= GOOD_MISSPELLING]
    found = [(row, 1.0) for row in rows] + other[:MOST]
    return tuple(row for row, _ in found), tuple(score for _, score in found)


def serves(rows: Sequence[int], gazetteer: Gazetteer, country: str) -> bool:
    """Whether rows hold a place of the country, or one so well known that no village is meant instead."""
    return any(place.country == country or place.importance > KNOWN for place in map(gazetteer.place, rows))


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
    if {hint, level} <= SETTLED or {hint, level} <= DIVISIONS:
        return 0.0
    return -1.0


def _square(place: PlaceRow) -> Square | None:
    """The degree square of a place; None for one that is larger than a district."""
    return (math.floor(place.lat), math.floor(place.lon)) if place.level in SETTLED else None
