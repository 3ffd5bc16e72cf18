"""Who was killed on which side: figures of those killed only; "killed or wounded" is no figure of deaths.

Of every voice its last figure counts. For each side the best figure is the median over voices, the low and the high
are the lowest and the highest that anybody says. A figure of whom it is not said which side is taken to be of all
killed; what it is above the sides' own figures is unknown. The total is the sum of the four, as in UCDP GED.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from math import floor
from statistics import median
from typing import Literal, NamedTuple

from contested import ontology
from contested.model import Claim, Count
from contested.publish.export.codes import civilian
from contested.publish.export.row import Row
from contested.publish.export.violence import Sides, is_state, sides
from contested.publish.words import around

Whom = Literal["a", "b", "civilians", "unknown"]
KILLED = "killed"
AMONG = re.compile(r"(?:\bincluding|\bamong (?:them|whom)|\bof (?:them|whom))[\s,]+(?:were |at least )*$")


class Bounds(NamedTuple):
    """Lowest, best and highest figure of people."""

    low: int
    best: int
    high: int


class Deaths(NamedTuple):
    """Deaths by side and in all; ``low`` and ``high`` are None where nobody gives a figure, and the rest 0."""

    a: int
    b: int
    civilians: int
    unknown: int
    best: int
    low: int | None
    high: int | None


def deaths(row: Row, *, said_only: bool = False) -> Deaths:
    """The deaths of a row; ``said_only``: "about 50" is 50 and no range around it."""
    said: dict[Whom, list[tuple[Hashable, Bounds]]] = {}
    who = sides(row)
    for told, voice in zip(row.told, row.heard, strict=True):
        claim = told.claim
        dead = (count for count in claim.counts if count.what == KILLED and not of_others(count, told.report.text))
        counts = [bounds for count in dead if (bounds := bounds_of(count, said_only))]
        if counts and claim.polarity == "affirmed" and claim.modality in ("asserted", "reported"):
            said.setdefault(whom(claim, who), []).append((voice, Bounds(*map(sum, zip(*counts, strict=True)))))
    found = {side: agreed(figures) for side, figures in said.items()}
    return total(found) if found else Deaths(0, 0, 0, 0, 0, None, None)


def killed(row: Row) -> int:
    """The lowest figure of those killed, as ACLED's coders take it; of rows that were joined the sum of theirs."""
    return sum(map(killed, row.parts)) if row.parts else deaths(row, said_only=True).low or 0


def of_others(count: Count, text: str) -> bool:
    """Whether those counted are told to be among others who were counted: "17 people, among them nine children"."""
    return count.mention is not None and AMONG.search(text, 0, count.mention.start) is not None


def bounds_of(count: Count, said_only: bool = False) -> Bounds | None:
    """The figures of a count; where only one bound is said it stands for what is not."""
    if said_only and count.best and around(count):
        return Bounds(*(floor(count.best),) * 3)
    known = [figure for figure in (count.best, count.low, count.high) if figure is not None]
    if not known:
        return None
    best = count.best if count.best is not None else count.low if count.low is not None else 0.0
    low = count.low if count.low is not None else best
    return Bounds(floor(min(low, best)), floor(best), floor(max(known)))


def agreed(said: list[tuple[Hashable, Bounds]]) -> Bounds:
    """What several voices come to, of each of which the last figure counts."""
    last = {voice: figures.best for voice, figures in said}
    return Bounds(
        min(figures.low for _, figures in said),
        floor(median(last.values())),
        max(figures.high for _, figures in said),
    )


def total(found: dict[Whom, Bounds]) -> Deaths:
    """Sides and the rest to a whole."""
    none = Bounds(0, 0, 0)
    a, b, civilians = (found.get(side, none) for side in ("a", "b", "civilians"))
    rest = found.get("unknown", none)
    low, best, high = (sum(parts) for parts in zip(a, b, civilians, strict=True))
    return Deaths(
        a.best, b.best, civilians.best, max(0, rest.best - best), max(best, rest.best), max(low, rest.low),
        max(high, rest.high, best, rest.best),
    )  # fmt: skip


def whom(claim: Claim, who: Sides) -> Whom:
    """Which side the people that a claim tells the death of are on."""
    struck = [actor for actor in claim.actors if actor.role == "patient"]
    sides = {side_of(actor.id, actor.side, actor.kind, who) for actor in struck}
    return sides.pop() if len(sides) == 1 else "unknown"


def side_of(id: str | None, side: str | None, kind: str | None, who: Sides) -> Whom:
    """Which side somebody is on: by id, side, or being the only state among the two."""
    if civilian(kind):
        return "civilians"
    for name, party in (("a", who.a), ("b", who.b)):
        if party is not None and ((id and id == party.id) or (side and side == party.side)):
            return name  # type: ignore[return-value]
    states = [name for name, party in (("a", who.a), ("b", who.b)) if is_state(party)]
    if id is None and kind in ontology.STATE_KINDS and len(states) == 1:
        return states[0]  # type: ignore[return-value]
    return "unknown"


def not_counted(row: Row) -> list[str]:
    """Figures that look like deaths and are not: those of killed and wounded together."""
    return [
        f"{between(tally.low, tally.high)} killed or wounded"
        for tally in row.tallies
        if tally.what == "killed_or_wounded"
    ]


def between(low: float | None, high: float | None) -> str:
    """A figure or its range, "?" for a bound that is not known."""
    first, last = ("?" if figure is None else f"{figure:g}" for figure in (low, high))
    return first if first == last else f"{first}-{last}"
