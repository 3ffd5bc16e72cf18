"""Whose losses the figures of claims are, so that those of two sides are added and never take each other's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from contested.fusion.table import table
from contested.fusion.telling import LOSSES
from contested.model import Claim, Count, Told

CIVILIANS = "civilians"


class Figure(NamedTuple):
    """A count of a claim. ``whose``: the side that lost them, or civilians; None where it is not said."""

    told: Told
    said: Count
    whose: str | None


def figures(told: Iterable[Told], what: str) -> list[list[Figure]]:
    """The figures of one kind, those of one party together; all together where no two parties are told of.

    Of several figures that one claim gives for one party, the largest counts: the others are a part of it.
    """
    rows = [row for each in told for row in of_claim(each, what)]
    parties = sorted({row.whose for row in rows if row.whose})
    if len(parties) < 2 or what not in LOSSES:
        return [rows] if rows else []
    return [part for whose in (*parties, None) if (part := [row for row in rows if row.whose == whose])]


def of_claim(told: Told, what: str) -> Iterator[Figure]:
    """One claim's figures of one kind, one for each party."""
    found: dict[str | None, Figure] = {}
    for count in told.claim.counts:
        if count.what == what:
            row = Figure(told, count, whose(told.claim, count))
            found[row.whose] = max(found.get(row.whose, row), row, key=lambda one: size(one.said))
    yield from found.values()


def whose(claim: Claim, count: Count) -> str | None:
    """The party that a figure counts: the one whose words hold it, else the only one that suffered, if both did not."""
    struck = [actor for actor in claim.actors if actor.role == "patient"]
    words = count.mention
    held = [
        actor
        for actor in struck
        if actor.mention and words and actor.mention.start <= words.start and words.end <= actor.mention.end
    ]
    found = {
        CIVILIANS if actor.kind == CIVILIANS else actor.side
        for actor in held or ([] if claim.type in table().mutual else struck)
    }
    return found.pop() if len(found) == 1 else None


def size(count: Count) -> float:
    """The best figure, else a bound of it."""
    return next((figure for figure in (count.best, count.low, count.high) if figure is not None), 0.0)


def added(parts: Iterable[tuple[float | None, str | None]]) -> float | None:
    """Figures of several parties as one: the sum of those whose party is known, or what is told of all if that is more;
    None where nobody gives one."""
    rows = [(figure, party) for figure, party in parts if figure is not None]
    known, rest = ([figure for figure, party in rows if (party is None) is unknown] for unknown in (False, True))
    return max([*([sum(known)] if known else []), *rest], default=None)
