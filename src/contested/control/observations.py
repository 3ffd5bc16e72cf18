"""Testimony to observations: which place on which day, which sides, and how much it weighs.

Copies and repetitions of one day are gone already (`fusion.testimony`); what is left is one voice saying the same of a
place on several days, and a further voice of the same side: they add in part (`_news`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import isfinite

import msgspec
from msgspec.structs import replace

from contested.control.evidence import ALONE, Table
from contested.control.parameters import Parameters
from contested.errors import SituationError
from contested.fusion.credence import logistic, logit
from contested.fusion.records import independent
from contested.fusion.sites import is_place
from contested.fusion.testimony import Testimony, Voice, meet

MOST_VOICES = 2  # that bear a claim out: more of them say little more
OF_AREAS = frozenset({"capture", "control", "handover"})  # what is said of an area as a whole, not of events in it
NEAR_SCOPES = frozenset({"part", "edge", "direction", "around"})  # of a place, which go with it when it changes hands
CHANGES = frozenset({"capture", "fell", "control", "handover", "expulsion", "withdrawal", "surrender"})
WEAK = frozenset({"struck", "failed", "deployment", "base_established"})  # bear nothing out


class Observation(msgspec.Struct, frozen=True, gc=False):
    """On a day (ordinal), at a place (index), it is said that one of ``sides`` (indexes) holds, or none of them.

    ``odds``: log odds of that. ``share`` (0-1) scales what it weighs: a part for a repetition, a presence, a ring.
    ``pull`` (0-1): how likely the place changed hands by that day, since it is said. ``colour``: whether a side may be
    said to hold the place on its strength. ``baseline``: the id of the baseline that it is of, None for a claim.
    """

    place: int
    day: int
    sides: tuple[int, ...]
    holds: bool
    odds: float
    share: float
    pull: float
    colour: bool
    testimony: Testimony
    baseline: str | None = None


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
    table: Table,
) -> list[Observation]:
    """What the filter takes in, in order of place and day.

    Args:
        testimony: what voices say, in order of site and day.
        credence: claim id to P(true).
        places: site id to index.
        sides: side id to index; testimony about other sides is left out.
        settings: shares and days.
        table: what claims weigh by what they are told as.

    Raises:
        SituationError: a claim's weight is no number.
    """
    found: dict[str, list[Observation]] = {}
    for site, group in groupby(testimony, key=lambda one: one.site):
        if site in places:
            found[site] = _of_site(places[site], list(group), credence, sides, settings, table)
    return [one for site, rows in found.items() for one in (*rows, *_followed(site, rows, found, settings))]


def _followed(
    site: str, rows: Sequence[Observation], found: Mapping[str, Sequence[Observation]], settings: Parameters
) -> Iterator[Observation]:
    """What is said against the holder of a place's edge, parts or surroundings since they were last spoken of: that the
    place itself changed hands. Who lost it does not go on holding them by old word. It colours nothing."""
    key, _, scope = site.partition("#")
    if scope in NEAR_SCOPES and rows:
        last, held = max(one.day for one in rows), {side for one in rows if one.holds for side in one.sides}
        for one in found.get(key, ()):
            against = not one.holds or not held & set(one.sides)
            if one.day > last and one.testimony.kind in CHANGES and against:
                yield replace(one, place=rows[0].place, share=one.share * settings.same_line, colour=False)


def _of_site(
    place: int,
    testimony: Sequence[Testimony],
    credence: Callable[[str], float],
    sides: Mapping[str, int],
    settings: Parameters,
    table: Table,
) -> list[Observation]:
    seen: list[Observation] = []
    for one in testimony:
        meant = _meant(one, sides)
        row = table.get(one.kind)
        if meant is None or row is None:
            continue
        odds = row.weight
        if one.kind not in ALONE:
            odds += _odds(credence(one.claim), one.claim) + _borne_out(one, testimony, settings)
        share = row.share * _news(one, meant, odds, seen, settings)
        colour = row.colour and (is_place(one.site) or (one.kind in OF_AREAS and not one.some))
        seen.append(Observation(place, one.day, *meant, odds, share, _pull(one, settings), colour, one))
    return seen


def _odds(believed: float, claim: str) -> float:
    """Log odds of a claim's credence.

    Raises:
        SituationError: it is no number.
    """
    if not isfinite(believed):
        raise SituationError("how far it is believed is no number", source=f"claim {claim}")
    return logit(believed)


def _borne_out(one: Testimony, testimony: Sequence[Testimony], settings: Parameters) -> float:
    """What independent voices that bear a testimony out, about the same time, add to it; most where the side that lost
    is one of them. `testimony` in order of day."""
    voices: set[Voice] = set()
    conceded, concedes = False, bool(one.stakes.holds)
    first = bisect_left(testimony, one.day - settings.concession_days, key=lambda each: each.day)
    for other in testimony[first:]:
        if other.day > one.day + settings.concession_days:
            break
        lost = concedes and other.stance == "own loss"
        if len(voices) >= MOST_VOICES and (conceded or not concedes):
            break  # whoever else bears it out adds nothing
        if (lost or len(voices) < MOST_VOICES) and bears_out(other, one):
            voices.add(other.voice)
            conceded = conceded or lost
    return settings.agreement * min(MOST_VOICES, len(voices)) + settings.conceded * conceded


def bears_out(other: Testimony, one: Testimony) -> bool:
    """Whether a voice of another line says the same, or, not in its own interest, that somebody else left."""
    if other.kind in WEAK or not independent(one, other):
        return False
    if other.kind == "denied" and not other.stakes.holds:
        return False  # who denies that others came does not say who holds the place
    if one.agrees(other):
        return True
    said, left = one.stakes.holds, other.stakes.leaves
    return other.stance != "own gain" and bool(said and left) and not other.stakes.holds and not meet(said, left)


def _pull(one: Testimony, settings: Parameters) -> float:
    """How likely it is that the place changed hands by the day of a testimony, since it is told."""
    if one.stakes.strikes:
        return 0.0
    return settings.claimed_state if one.state else settings.claimed_change


def _news(
    one: Testimony, meant: tuple[tuple[int, ...], bool], odds: float, seen: Sequence[Observation], settings: Parameters
) -> float:
    """How much of a testimony is new (0-1) after what voices of its side said of the place lately.

    The same voice again adds what it is believed more than before; where it gives another day, it tells of another
    change, of which at least half is new. Another voice of the same side adds `same_line`. What anybody contradicted
    since is news again. Strikes go on for long: within `struck_days` whoever tells of them again adds nothing.
    """
    strikes = one.stakes.strikes
    news = 1.0
    for earlier in reversed(seen):
        before = earlier.testimony
        if one.day - earlier.day > (settings.struck_days if strikes else settings.again_days):
            break
        if before.voice != one.voice and one.agrees(before) is False and before.known <= one.known:
            break
        if (earlier.sides, earlier.holds) != meant or not earlier.share or before.stakes.strikes != strikes:
            continue
        if strikes:
            return 0.0
        if before.voice == one.voice:
            more = 1.0 - logistic(earlier.odds) / logistic(odds)
            another = one.dated and not one.against_change and one.day - earlier.day > 1
            news = min(news, max(more, settings.same_line if another else 0.0))
        elif before.voice.side is not None and before.voice.side == one.voice.side:
            news = min(news, settings.same_line)
    return max(0.0, news)


def _meant(one: Testimony, sides: Mapping[str, int]) -> tuple[tuple[int, ...], bool] | None:
    """The sides that are said to hold (True) or not to hold (False), as indexes."""
    for names, holds in ((one.stakes.holds, True), (one.stakes.leaves, False)):
        known = tuple(sorted(sides[side] for side in names if side in sides))
        if known:
            return known, holds
    return None
