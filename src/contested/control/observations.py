"""Testimony to observations: which place on which day, which sides, and how much it weighs.

Copies and repetitions of one day are gone already (`fusion.testimony`); what is left is one voice saying the same of a
place on several days, and a further voice of the same side: they add in part (`_news`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

import msgspec

from contested.control.parameters import Parameters
from contested.fusion.credence import logistic, logit
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
) -> list[Observation]:
    seen: list[Observation] = []
    for one in testimony:
        meant = _meant(one, sides)
        if meant is not None:
            odds = logit(credence(one.claim))
            share = _weight(one, settings) * _news(one, meant, odds, seen, settings)
            seen.append(Observation(place, one.day, *meant, odds, share, one.state, one))
    return seen


def _news(
    one: Testimony, meant: tuple[tuple[int, ...], bool], odds: float, seen: Sequence[Observation], settings: Parameters
) -> float:
    """How much of a testimony is new (0-1) after what voices of its side said of the place lately.

    The same voice again adds what it is believed more than before; where it gives another day, it tells of another
    change, of which at least half is new. Another voice of the same side adds `same_line`. What anybody contradicted
    since is news again.
    """
    news = 1.0
    for earlier in reversed(seen):
        before = earlier.testimony
        if one.day - earlier.day > settings.again_days:
            break
        if before.voice != one.voice and one.agrees(before) is False and before.known <= one.known:
            break
        if (earlier.sides, earlier.holds) != meant or not earlier.share:
            continue
        if before.voice == one.voice:
            more = 1.0 - logistic(earlier.odds) / logistic(odds)
            another = one.dated and not one.against_change and one.day - earlier.day > 1
            news = min(news, max(more, settings.same_line if another else 0.0))
        elif before.voice.side is not None and before.voice.side == one.voice.side:
            news = min(news, settings.same_line)
    return news


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
