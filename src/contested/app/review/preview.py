"""What a decision would change, before anybody makes it: who holds what, events, rows of exports, figures.

The situation is reckoned twice, without and with the decision, on the day of the claim and on the last day. Where a
ledger is large, of the claims near its places alone, and the answer says so.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

import msgspec

from contested.app.api.decisions import NewDecision
from contested.app.desk import Desk
from contested.app.review.missed import READER
from contested.app.review.queue import as_read
from contested.control.holding import Holding
from contested.errors import NotFoundError
from contested.fusion.event import Event
from contested.knowledge.schema import Conflict
from contested.ledger import Filter
from contested.ledger.decisions import Verdicts, standing
from contested.ledger.filter import Box
from contested.model import Claim, Decision, Told
from contested.publish.export import formats, in_index, of_event
from contested.publish.export.admission import why_not
from contested.situation import Control, Question, Situation
from contested.wars import told_of, war_of, wars

#: Of how many claims a situation is reckoned whole; of more, those within `NEAR` degrees of the claim's places.
WHOLE, NEAR, MOST_NEAR = 1_500, 0.5, 3_000
#: Which number of a ledger's mark counts its claims.
CLAIMS = 3
ROWS = "acled"


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """How a place or area stands: held, contested, unknown; by which side (None where it is unknown), with which
    probability (that of the likeliest where it is unknown), and what that stands on or what is missing."""

    status: str
    side: str | None
    probability: float
    why: str


class PlaceChange(msgspec.Struct, frozen=True, kw_only=True):
    """A place or area that would stand otherwise on a day; None where nothing is known of it. ``scope``: "place", or
    what part or kind of area it is."""

    id: str
    name: str
    scope: str
    lat: float
    lon: float
    on: str
    before: Stand | None
    after: Stand | None


class EventChange(msgspec.Struct, frozen=True, kw_only=True):
    """An event that would come, go, or be told otherwise; ``row``: whether it makes a row of an event data set."""

    id: str
    before: Event | None
    after: Event | None
    row_before: bool
    row_after: bool


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision would change. ``claim``: as it would be told; None for none. ``near``: of how many claims of all
    it was reckoned, where not of all; ``seconds``: how long that took."""

    claim: Claim | None
    places: list[PlaceChange]
    events: list[EventChange]
    near: int | None
    seconds: float


def preview(desk: Desk, author: str, new: NewDecision) -> Preview:
    """What a decision would change.

    Raises:
        LedgerError: the decision does not fit the ledger.
    """
    began = time.monotonic()
    decision, now = supposed(desk, author, new), desk.ledger.decisions()
    then = standing([*desk.ledger.decisions(withdrawn=True), decision])
    concerned, verdicts = subjects(decision, desk), Verdicts(then)
    after = {each.claim.id: verdicts.on(each) if is_there(each, verdicts) else None for each in concerned}
    shown = [each for each in after.values() if each is not None]
    told, near = around(desk, list(spots_of([*concerned, *shown])))
    war, told = concerning(concerned, situation(desk, told, None, now))
    before = {each.claim.id: each for each in told}
    changed = {id: each for id, each in before.items() if id not in after} | {each.claim.id: each for each in shown}
    days = sorted({day for each in concerned if (day := (each.claim.time.end or each.known)[:10])} | {last_day(told)})
    pair = situation(desk, before.values(), war, now), situation(desk, changed.values(), war, then)
    return Preview(
        claim=shown[0].claim if shown else None, places=[row for day in days for row in moved(pair, day)],
        events=list(retold(desk, pair)), near=len(told) if near else None, seconds=round(time.monotonic() - began, 2),
    )  # fmt: skip


def around(desk: Desk, spots: Sequence[tuple[float, float]]) -> tuple[tuple[Told, ...], bool]:
    """The claims that a change at some spots bears on, and whether these are not all: of a large ledger those near."""
    if int(desk.mark()[CLAIMS]) <= WHOLE:
        return desk.told(), False
    if not spots:
        return (), True
    lats, lons = [lat for lat, _ in spots], [lon for _, lon in spots]
    box = Box(min(lons) - NEAR, min(lats) - NEAR, max(lons) + NEAR, max(lats) + NEAR)
    near = (each for each in desk.ledger.told(Filter(box=box)) if close(each, spots))
    return tuple(islice(near, MOST_NEAR)), True


def concerning(concerned: Iterable[Told], asked: Situation) -> tuple[Conflict | None, tuple[Told, ...]]:
    """The war that a decision on some claims bears on, and the claims of it: of several wars theirs."""
    several = [one.conflict for one in wars(asked)]
    if len(several) < 2:
        return asked.conflict, asked.told
    found = (war_of(each.claim, each.report, several) for each in concerned)
    war = next((each for each in found if each is not None), several[0])
    return war, tuple(told_of(asked.told, war, several))


def supposed(desk: Desk, author: str, new: NewDecision) -> Decision:
    """The decision as it would be, checked as if it were made.

    Raises:
        LedgerError: it does not fit the ledger.
    """
    number = max((row.number for row in desk.ledger.decisions(withdrawn=True)), default=0) + 1
    subject = new.subject or next(
        (row.subject for row in desk.ledger.decisions() if row.number == new.withdraws), f"decision {new.withdraws}"
    )
    made = Decision(
        number=number, kind=new.kind, subject=subject, others=tuple(new.others), fields=new.fields, author=author,
        made=datetime.now(UTC).isoformat(timespec="seconds"), reason=new.reason, withdraws=new.withdraws,
    )  # fmt: skip
    desk.ledger.check_decision(made)
    return made


def subjects(decision: Decision, desk: Desk) -> list[Told]:
    """The claims that a decision is on, as they were read or added."""
    if decision.kind == "add":
        claim = msgspec.convert(decision.fields["claim"], Claim)
        reading = desk.ledger.reading(decision.subject)
        return [Told(claim=claim, report=reading.report, known=(reading.report.date or "")[:10])] if reading else []
    ids = [decision.subject, *decision.others]
    if decision.kind == "withdraw":
        taken = next(row for row in desk.ledger.decisions() if row.number == decision.withdraws)
        ids = [taken.fields["claim"]["id"]] if taken.kind == "add" else [taken.subject, *taken.others]
    return [each for id in dict.fromkeys(ids) for each in meant(desk, id)]


def meant(desk: Desk, id: str) -> Iterator[Told]:
    """The claims that an id means: a claim's own, a report's, an event's."""
    own = as_read_or_none(desk, id)
    if own is not None:
        yield own
        return
    reading = desk.ledger.reading(id)
    of_event = (
        next((event.claims for event in desk.situation().grouped.all if event.id == id), ()) if not reading else ()
    )
    for claim in (*((one.id for one in reading.claims) if reading else ()), *of_event):
        each = as_read_or_none(desk, claim)
        if each is not None:
            yield each


def as_read_or_none(desk: Desk, id: str) -> Told | None:
    """A claim as it was read; None for an id of something else."""
    try:
        return as_read(desk, id)
    except NotFoundError:
        return None


def is_there(told: Told, verdicts: Verdicts) -> bool:
    """Whether a claim was read, or is added after the decision."""
    if told.claim.reader != READER:
        return True
    return told.claim.id in verdicts.added.get(told.report.id, {})


def spots_of(told: Iterable[Told]) -> Iterator[tuple[float, float]]:
    """The spots of some claims."""
    for each in told:
        for place in each.claim.places:
            if place.lat is not None and place.lon is not None:
                yield place.lat, place.lon


def close(told: Told, spots: Sequence[tuple[float, float]]) -> bool:
    """Whether a claim lies near one of some spots."""
    return any(abs(lat - y) <= NEAR and abs(lon - x) <= 1.5 * NEAR for lat, lon in spots_of([told]) for y, x in spots)


def last_day(told: Sequence[Told]) -> str:
    """The last day on which something could be known."""
    return max((each.known for each in told if each.known), default="1970-01-01")


def situation(desk: Desk, told: Iterable[Told], war: Conflict | None, decisions: Sequence[Decision]) -> Situation:
    """The situation of some claims, in a war; in that which most of them are about where None."""
    question = Question(conflict=war.id if war else None)
    return Situation(
        tuple(told), question, conflicts=desk.wars.conflicts, roads=desk.wars.roads, decisions=decisions,
        baselines=desk.baselines(),
    )  # fmt: skip


def moved(pair: tuple[Situation, Situation], day: str) -> Iterator[PlaceChange]:
    """The places and areas that stand otherwise on a day."""
    before, after = ({one.id: one for one in stands(each.again(day).control())} for each in pair)
    for id in sorted({*before, *after}):
        first, second = before.get(id), after.get(id)
        if stand(first) != stand(second):
            one = second or first
            assert one is not None
            yield PlaceChange(id=id, name=one.name, scope=one.scope, lat=one.lat, lon=one.lon, on=day,
                              before=stand(first), after=stand(second))  # fmt: skip


def stands(control: Control) -> list[Holding]:
    """The places and the areas."""
    return [*control.places, *control.areas]


def stand(one: Holding | None) -> Stand | None:
    """How a place stands, to a hundredth."""
    if one is None:
        return None
    return Stand(status=one.status, side=one.side, probability=round(one.probability, 2), why=one.why)


def retold(desk: Desk, pair: tuple[Situation, Situation]) -> Iterator[EventChange]:
    """The events that come, go, or are told otherwise."""
    before, after = ({one.id: one for one in each.grouped.all} for each in pair)
    for id in sorted({*before, *after}):
        first, second = before.get(id), after.get(id)
        if first != second:
            rows = [
                one is not None and is_row(desk, each, one) for each, one in zip(pair, (first, second), strict=True)
            ]
            yield EventChange(id=id, before=first, after=second, row_before=rows[0], row_after=rows[1])


def is_row(desk: Desk, asked: Situation, event: Event) -> bool:
    """Whether an event makes a row of an event data set."""
    told = {each.claim.id: each for each in asked.told if each.claim.id in event.claims}
    row = of_event(event, told, lambda each: each.report.source or each.report.id, in_index(desk.gazetteer))
    return why_not(row, formats()[ROWS]) is None
