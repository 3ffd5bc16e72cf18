"""A telling is what one sentence of one report says of one happening: a claim with the losses that it caused.

Claims that a cumulative total, a state, a plan or a prediction make are none: they tell of no happening of their own.
A denial is a telling that answers others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from contested.fusion.days import day_number
from contested.fusion.table import table
from contested.gazetteer.keys import strict_key
from contested.model import Actor, ActorRole, Claim, Count, Place, Told
from contested.ontology import table as ontology

Part = Literal["told", "denied"]
WORD = re.compile(r"\w+")
AREAS = frozenset(("country", "admin1", "admin2", "region"))
LOSSES = ("killed", "wounded", "killed_or_wounded")
NO_DAY = 10**9
REACH = 60  # characters on either side of a trigger that may hold words about it
PRECISE, CITY, VAGUE, DENIAL = range(4)


class Where(msgspec.Struct, frozen=True, gc=False):
    """A place as the rule sees it. ``reach``: km; ``area``: so wide that it says little; ``part``: not all is meant.

    ``keys``: its name in the gazetteer and in the report, without their spelling. ``lat`` and ``lon`` are None where
    nobody knows the place.
    """

    id: str | None
    keys: frozenset[str]
    lat: float | None
    lon: float | None
    reach: float
    area: bool
    part: bool


class Who(msgspec.Struct, frozen=True, gc=False):
    """Actors in one part: their ids with those of whom they are part, and their sides."""

    ids: frozenset[str]
    sides: frozenset[str]


class Shape(msgspec.Struct, frozen=True, gc=False):
    """All that the rule looks at. Tellings of one shape are alike in everything.

    ``first``, ``last``: days (proleptic ordinals), ``first`` is `NO_DAY` where none is known; ``dated``: the day is
    said. ``losses``: best figures of killed, wounded and both. ``tier``: `PRECISE`, `CITY` or `VAGUE`, or a `DENIAL`.
    """

    type: str
    where: Where | None
    first: int
    last: int
    dated: bool
    doers: Who
    sufferers: Who
    losses: tuple[float | None, ...]
    outcome: str
    another: bool
    part: Part
    tier: int


class Telling(msgspec.Struct, frozen=True, gc=False):
    """Claims of one sentence on one happening, its head first, with its shape."""

    claims: tuple[Told, ...]
    shape: Shape

    @property
    def head(self) -> Claim:
        """The claim that the others hang on."""
        return self.claims[0].claim


def tellings(told: Iterable[Told]) -> list[Telling]:
    """The tellings of all reports, by day on which they were known, report and place in the text."""
    reports: dict[str, list[Told]] = {}
    for each in told:
        reports.setdefault(each.report.id, []).append(each)
    found = [telling for rows in reports.values() for telling in of_report(rows)]
    return sorted(found, key=lambda telling: (telling.claims[0].known, telling.head.report, telling.head.id))


def of_report(rows: Sequence[Told]) -> Iterator[Telling]:
    """The tellings of one report; the order of its claims does not matter."""
    there = {each.claim.id: each for each in rows if part_of(each.claim) is not None}
    ordered = sorted(there.values(), key=lambda each: (each.claim.trigger.start, each.claim.id))
    heads = {each.claim.id: head_of(each, there, ordered) for each in ordered}
    for each in ordered:
        if heads[each.claim.id] == each.claim.id:
            under = [other for other in ordered if heads[other.claim.id] == each.claim.id and other is not each]
            claims = (each, *under)
            yield Telling(claims, shape_of(claims))


def part_of(claim: Claim) -> Part | None:
    """What part a claim plays in events; None for those that tell of no happening of their own."""
    if claim.scope != "event" or claim.type not in ontology():
        return None
    if claim.modality == "denied" or (claim.polarity == "negated" and claim.modality in ("asserted", "reported")):
        return "denied"
    return "told" if claim.modality in ("asserted", "reported") else None


def head_of(told: Told, there: dict[str, Told], ordered: Sequence[Told]) -> str:
    """The id of the claim that a claim hangs on: what caused a loss, else itself."""
    claim, seen = told.claim, {told.claim.id}
    while claim.caused_by in there and claim.caused_by not in seen and follows(claim):
        claim = there[claim.caused_by].claim
        seen.add(claim.id)
    if follows(claim) and claim.id == told.claim.id:
        causes = [other.claim for other in ordered if may_cause(other.claim, claim)]
        if causes:
            return min(causes, key=lambda cause: (abs(cause.trigger.start - claim.trigger.start), cause.id)).id
    return claim.id


def follows(claim: Claim) -> bool:
    """Whether a claim tells what an event brought about."""
    return claim.type in table().follows


def may_cause(cause: Claim, loss: Claim) -> bool:
    """Whether one sentence tells a violent event and a loss at one place and time."""
    if cause.sentence != loss.sentence or follows(cause) or part_of(cause) != part_of(loss):
        return False
    if not ontology()[cause.type].violent or (cause.time.start, cause.time.end) != (loss.time.start, loss.time.end):
        return False
    place, other = spot(cause), spot(loss)
    return place is None or other is None or (place.id, place.name) == (other.id, other.name)


def shape_of(claims: Sequence[Told]) -> Shape:
    """What the rule looks at in a head and the losses under it."""
    head, known = claims[0].claim, table()
    where = where_of(spot(head), known.limits.toward_km)
    first, last, dated = days(claims[0])
    one, other = who(first_in(claims, "agent")), who(first_in(claims, "patient"))
    turned = head.type in known.turned
    return Shape(
        type=head.type,
        where=where,
        first=first,
        last=last,
        dated=dated,
        doers=other if turned else one,
        sufferers=one if turned else other,
        losses=tuple(best([row for each in claims for row in each.claim.counts], what) for what in LOSSES),
        outcome="" if turned or head.outcome not in ("succeeded", "failed") else head.outcome,
        another=says_another(claims[0]),
        part=part_of(head) or "told",
        tier=tier_of(head, where, dated and last - first <= known.limits.few_days, bool(one.sides or other.sides)),
    )


def says_another(told: Told) -> bool:
    """Whether the words just before the trigger, or next after it, say that it is another one ("a second blast")."""
    trigger, sentence, text = told.claim.trigger, told.claim.sentence, told.report.text
    before = WORD.findall(text[max(sentence.start, trigger.start - REACH) : trigger.end].lower())
    after = WORD.findall(text[trigger.end : min(sentence.end, trigger.end + REACH)].lower())
    return not table().another.isdisjoint((*before[-4:], *after[:2]))


def tier_of(head: Claim, where: Where | None, dated: bool, named: bool) -> int:
    """How precise a telling is: what is vague in place or day, and a bare loss, goes with something more precise.

    So does a change of hands of which nobody is `named`: it would glue one side's gain to the other's.
    """
    if part_of(head) == "denied":
        return DENIAL
    if follows(head) or not dated or where is None or where.area:
        return VAGUE
    small = where.lat is not None and where.reach <= table().limits.precise_km
    return PRECISE if small and (named or head.type not in table().hands) else CITY


def first_in(claims: Sequence[Told], role: ActorRole) -> list[Actor]:
    """Who is in a role: as the head says, else as its losses do."""
    for each in claims:
        if rows := [row for row in each.claim.actors if row.role == role and (row.id or row.side)]:
            return rows
    return []


def who(actors: Iterable[Actor]) -> Who:
    """Actors as ids and sides; names that nobody knows say nothing."""
    rows = list(actors)
    ids = frozenset(one for row in rows for one in (row.id, row.parent) if one)
    return Who(ids, frozenset(row.side for row in rows if row.side))


def spot(claim: Claim) -> Place | None:
    """Where a claim is: the place that it happened at, else the first that it names."""
    return min(claim.places, key=lambda place: ("at", "from", "near").index(place.role)
               if place.role in ("at", "from", "near") else 3, default=None)  # fmt: skip


@cache
def name_key(name: str) -> str:
    """A place's name without its spelling."""
    return strict_key(name)


def where_of(place: Place | None, toward_km: float) -> Where | None:
    """A place as the rule sees it."""
    if place is None:
        return None
    reach = place.radius_km or 1.0
    if place.role in ("to", "toward", "near"):
        reach += toward_km
    area = place.level in AREAS or reach > table().limits.area_km
    lat, lon = (place.lat, place.lon) if place.lat is not None and place.lon is not None else (None, None)
    part = place.relation != "in" or place.extent != "whole"
    names = (place.name, place.mention.text if place.mention else "")
    keys = frozenset(key for name in names if (key := name_key(name)))
    return Where(place.id, keys, lat, lon, reach, area, part)


def days(told: Told) -> tuple[int, int, bool]:
    """First and last day, and whether they are said. Unsaid: the days up to the report, none where it has no date."""
    time = told.claim.time
    first, last = day_number(time.start or time.end), day_number(time.end or time.start)
    if first is None or last is None:
        return NO_DAY, NO_DAY, False
    if time.basis == "report_date":
        return first - table().limits.back_days, last, False
    return min(first, last), last, True


def best(counts: Iterable[Count], what: str) -> float | None:
    """The largest best figure of a kind of loss."""
    figures = [row.best if row.best is not None else row.low for row in counts if row.what == what]
    return max((figure for figure in figures if figure is not None), default=None)
