"""Testimony to observations: which place on which day, which sides, and how much it weighs.

Copies and repetitions are gone already (`fusion.testimony`); what is left of repetition here is one voice saying the
same of the same place on several days, which adds nothing within `again_days`, and a further voice of the same side on
the same change, which adds in part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from contested.control.parameters import Parameters
from contested.fusion.credence import logit
from contested.fusion.testimony import Testimony


class Observation(msgspec.Struct, frozen=True, gc=False):
    """On a day (ordinal), at a place (index), it is said that one of ``sides`` (indexes) holds, or none of them.

    ``odds``: log odds of the claim. ``share`` (0-1) scales what it weighs: a part for a repetition, a presence, a ring.
    ``state``: it is said how things stand, not that they changed.
    """

    place: int
    day: int
    sides: tuple[int, ...]
    holds: bool
    odds: float
    share: float
    state: bool
    testimony: Testimony


class Unrest(msgspec.Struct, frozen=True, gc=False):
    """On a day (ordinal) fighting, an approach or a ring is told of at a place (index)."""

    place: int
    day: int


def observations(
    testimony: Iterable[Testimony],
    credence: Callable[[str], float],
    places: Mapping[str, int],
    sides: Mapping[str, int],
    settings: Parameters,
) -> list[Observation]:
    """What the filter takes in, in order of place and day.

    Args:
        testimony: what voices say, in order of site and day.
        credence: claim id to P(true).
        places: site id to index.
        sides: side id to index; testimony about other sides is left out.
        settings: shares and days.
    """
    found: list[Observation] = []
    for site, group in groupby(testimony, key=lambda one: one.site):
        if site in places:
            found.extend(_of_site(places[site], list(group), credence, sides, settings))
    return found


def _of_site(
    place: int,
    testimony: Sequence[Testimony],
    credence: Callable[[str], float],
    sides: Mapping[str, int],
    settings: Parameters,
) -> Iterator[Observation]:
    heard: dict[tuple[object, ...], int] = {}
    lines: dict[tuple[object, ...], int] = {}
    for one in testimony:
        meant = _meant(one, sides)
        if meant is None:
            continue
        who, holds = meant
        share = _weight(one, settings)
        mine = heard.get((one.voice, who, holds))
        if mine is not None and one.day - mine <= settings.again_days and not _between(testimony, one, mine):
            share = 0.0
        line = lines.get((one.voice.side, who, holds)) if one.voice.side else None
        if line is not None and one.day - line <= settings.again_days and share:
            share *= settings.same_line
        heard[one.voice, who, holds] = lines[one.voice.side, who, holds] = one.day
        yield Observation(place, one.day, who, holds, logit(credence(one.claim)), share, one.state, one)


def _between(testimony: Sequence[Testimony], one: Testimony, since: int) -> bool:
    """Whether anybody said otherwise since a day: then saying it again is news."""
    return any(since < other.day <= one.day and one.agrees(other) is False for other in testimony)


def _meant(one: Testimony, sides: Mapping[str, int]) -> tuple[tuple[int, ...], bool] | None:
    """The sides that are said to hold (True) or not to hold (False), as indexes."""
    for names, holds in ((one.stakes.holds, True), (one.stakes.leaves, False)):
        known = tuple(sorted(sides[side] for side in names if side in sides))
        if known:
            return known, holds
    return None


def _weight(one: Testimony, settings: Parameters) -> float:
    if one.stakes.bears == "presence":
        return settings.presence
    if one.stakes.bears == "surrounds":
        return settings.ring
    return settings.denial if one.stakes.against else 1.0
