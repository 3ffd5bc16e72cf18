"""Places that fell and nobody says to whom: whoever was said to hold them before does not, and in a war of two sides
the other one does ("A fell", "newly liberated A").

Without a word of who held the place before, a fall says nothing of who holds it. Where somebody was said to have taken
the place lately, a fall is told of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from contested.control.evidence import Table
from contested.control.observations import Observation
from contested.fusion.sites import PLACE, Sites
from contested.fusion.stakes import Stakes, stakes
from contested.fusion.testimony import Testimony, Voices, told_at, when
from contested.model import Told

KIND = "fell"
LATELY_DAYS = 60


class Hold(NamedTuple):
    """On a day (ordinal) a side is said to hold a place, or to have come to hold it."""

    day: int
    came: bool
    side: str


def fell(
    told: Iterable[Told],
    testimony: Sequence[Testimony],
    given: Iterable[Observation],
    voices: Voices,
    sites: Sites,
    sides: Sequence[str],
    table: Table,
    ids: Sequence[str],
) -> list[Testimony]:
    """All testimony with that of falls, in order of site and day.

    Args:
        told: all claims.
        testimony: what they say of who holds places, in order of site and day.
        given: what baselines say.
        voices: whose voice a claim is.
        sites: the claims' sites.
        sides: of the war.
        table: what claims weigh; who holds a place is told by what may colour it.
        ids: the site ids that the places of ``given`` (indexes) have.
    """
    words: dict[str, list[Hold]] = defaultdict(list)
    for one in testimony:
        row = table.get(one.kind)
        if row is not None and row.colour and one.stance != "own gain" and len(one.stakes.holds) == 1:
            words[one.site].append(Hold(one.day, not one.against_change, one.stakes.holds[0]))
    for seen in given:
        words[ids[seen.place]].append(Hold(seen.day, False, sides[seen.sides[0]]))
    found = list(_falls(told, words, voices, sites, sides))
    order = attrgetter("site", "day", "known", "claim")
    return sorted((*testimony, *found), key=order) if found else list(testimony)


def _falls(
    told: Iterable[Told],
    words: Mapping[str, Sequence[Hold]],
    voices: Voices,
    sites: Sites,
    sides: Sequence[str],
) -> Iterator[Testimony]:
    seen: set[tuple[object, ...]] = set()
    for each in told:
        for site, vague in told_at(each, sites) if _falling(each) else ():
            if site.scope != PLACE:
                continue  # of areas and parts too little is known to say that one holder left
            (day, known), voice = when(each), voices.of(each)
            before = max((word for word in words.get(site.id, ()) if word.day <= day), default=None)
            lately = before is not None and before.came and day - before.day <= LATELY_DAYS
            if before is None or lately or (site.id, voice, day) in seen:
                continue
            seen.add((site.id, voice, day))
            came = tuple(side for side in sides if side != before.side) if len(sides) == 2 else ()
            meant = Stakes("agent", False, came, (before.side,), came, (before.side,))
            dated = each.claim.time.basis == "stated"
            yield Testimony(each.claim.id, site.id, voice, meant.stance(voice.side), meant, day, known, vague,
                            False, dated, kind=KIND)  # fmt: skip


def _falling(told: Told) -> bool:
    """Whether a claim says that a place was taken, and neither by whom nor from whom."""
    claim = told.claim
    happened = claim.modality in ("asserted", "reported") and claim.polarity == "affirmed" and claim.outcome != "failed"
    return claim.type == "capture" and happened and claim.scope == "event" and not claim.actors and (
        not (stakes(claim).holds or stakes(claim).leaves)
    )  # fmt: skip
