"""What was predicted, and what became of it: forecasts scored by the events that came after.

A forecast is a claim that is predicted or conditional. Its horizon is the time that it says, else so many days from its
report. It came true where an event of its kind, at its place, by its actor, fell within the horizon and another report
told it later; it did not where the opposite did (another winner, a failure), or where its event came soon after
a horizon that it named. It is open until the horizon has passed, and undecided where nothing tells: silence is no
proof, least of all of a condition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from contested.fusion.alike import NEVER, casting, kinship, placing
from contested.fusion.days import day_number, iso
from contested.fusion.event import Event
from contested.fusion.events import Events
from contested.fusion.near import place_keys
from contested.fusion.share import Share, share
from contested.fusion.table import table
from contested.fusion.telling import Shape, shape_of
from contested.model import Told, Words

Verdict = Literal["came_true", "did_not", "undecided", "open"]
FORECASTS = frozenset(("predicted", "conditional"))
OPPOSED = frozenset(("other winner", "roles turned round"))
HERE = frozenset(("same place", "same city", "same name", "near place"))


class Horizon(msgspec.Struct, frozen=True, gc=False):
    """From the report, or the time that it names, to the last day that it is about; ``stated``: it names that day."""

    start: str
    end: str
    stated: bool


class Assessment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One forecast and what became of it. ``decided_by``: ids of the events that decide it, the first decisive."""

    claim: str
    text: str
    source: str | None
    report: str
    known: str
    type: str
    modality: str
    condition: str | None
    horizon: Horizon
    verdict: Verdict
    decided_by: tuple[str, ...]


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One source's forecasts: what came true of what was decided, and how many are not."""

    source: str | None
    came_true: Share
    undecided: int
    open: int


class Happened(NamedTuple):
    """One telling of an event, to compare a forecast with."""

    shape: Shape
    event: Event
    day: str
    told: Told


def assessments(told: Iterable[Told], found: Events, on: str) -> tuple[Assessment, ...]:
    """Every forecast with its verdict as of the ISO day `on`, by day of publication; `told` may be in any order."""
    rows = {each.claim.id: each for each in told}
    after = happened(rows, found)
    forecasts = [each for each in rows.values() if each.claim.modality in FORECASTS and not is_condition(each)]
    forecasts.sort(key=lambda each: (each.known, each.report.id, each.claim.trigger.start, each.claim.id))
    return tuple(assess(each, after, on) for each in forecasts)


def is_condition(told: Told) -> bool:
    """Whether a claim is what something else hangs on ("if the road is cut, ..."): nobody forecasts that."""
    claim = told.claim
    return claim.condition is not None and claim.condition.start <= claim.trigger.start < claim.condition.end


def records(assessed: Iterable[Assessment]) -> tuple[Record, ...]:
    """The forecasts of each source, in the order of names."""
    by: dict[str | None, list[Verdict]] = defaultdict(list)
    for each in assessed:
        by[each.source].append(each.verdict)
    return tuple(
        Record(
            source=source,
            came_true=share(rows.count("came_true"), rows.count("came_true") + rows.count("did_not")),
            undecided=rows.count("undecided"),
            open=rows.count("open"),
        )
        for source, rows in sorted(by.items(), key=lambda row: row[0] or "")
    )


def happened(rows: dict[str, Told], found: Events) -> dict[Hashable, list[Happened]]:
    """What events tell, by what their places can be found by."""
    there: dict[Hashable, list[Happened]] = defaultdict(list)
    for event in found.all:
        for claim in event.claims:
            if event.time.start is None or event.denied >= event.voices or claim not in rows:
                continue
            shape = shape_of([rows[claim]])
            if shape.part == "told" and shape.where is not None:
                for key in place_keys(shape.where):
                    there[key].append(Happened(shape, event, event.time.start, rows[claim]))
    return there


def assess(told: Told, there: dict[Hashable, list[Happened]], on: str) -> Assessment:
    """One forecast's verdict."""
    claim, horizon = told.claim, horizon_of(told)
    shape = shape_of([told])
    keys = place_keys(shape.where) if shape.where is not None else []
    near = {one.told.claim.id: one for key in keys for one in there.get(key, ())}
    after = [one for one in near.values() if horizon.start <= one.day <= on and one.told.known > told.known]
    after.sort(key=lambda one: (one.day, one.event.id, one.told.claim.id))
    verdict, deciding = judge(shape, claim.polarity == "negated", after, horizon, on)
    if verdict == "did_not" and claim.modality == "conditional":
        verdict, deciding = "undecided", []
    return Assessment(
        claim=claim.id,
        text=claim.quote.text,
        source=told.report.source,
        report=told.report.id,
        known=told.known,
        type=claim.type,
        modality=claim.modality,
        condition=said(claim.condition),
        horizon=horizon,
        verdict=verdict,
        decided_by=tuple(dict.fromkeys(one.event.id for one in deciding)),
    )


def judge(
    shape: Shape, negated: bool, after: Sequence[Happened], horizon: Horizon, on: str
) -> tuple[Verdict, list[Happened]]:
    """The verdict on what is forecast to happen, or not to, and what decides it."""
    kin = (one for one in after if kinship(shape.type, one.shape.type) != NEVER or arrived(shape, one.shape))
    like = [one for one in kin if here(shape, one.shape)]
    inside = [one for one in like if one.day <= horizon.end]
    fulfilled = [one for one in inside if agrees(shape, one.shape)]
    opposed = [one for one in inside if casting(shape, one.shape) in OPPOSED or one.shape.outcome == "failed"]
    late = [one for one in like if horizon.stated and too_late(one, horizon) and agrees(shape, one.shape)]
    if negated:
        if fulfilled:
            return "did_not", fulfilled
        return ("came_true" if late else "open" if on <= horizon.end else "undecided"), late
    if fulfilled and (not opposed or fulfilled[0].day <= opposed[0].day):
        return "came_true", fulfilled
    if opposed or late:
        return "did_not", opposed or late
    return ("open" if on <= horizon.end else "undecided"), []


def too_late(one: Happened, horizon: Horizon) -> bool:
    """Whether an event came after a horizon, and not so long after that it is another matter."""
    return horizon.end < one.day <= iso((day_number(horizon.end) or 1) + table().horizon_days)


def here(one: Shape, other: Shape) -> bool:
    """Whether two are at one place."""
    return placing(one.where, other.where) in HERE


def arrived(forecast: Shape, event: Shape) -> bool:
    """Whether who was to advance on a place took it."""
    return forecast.type == "advance" and event.type == "capture"


def agrees(forecast: Shape, event: Shape) -> bool:
    """Whether an event is what was forecast: of its kind, not by somebody else, and no failure."""
    other = casting(forecast, event) in (*OPPOSED, "other doer")
    like = kinship(forecast.type, event.type) >= table().like_enough or arrived(forecast, event)
    return like and not other and event.outcome != "failed"


def horizon_of(told: Told) -> Horizon:
    """Until when a forecast is held to."""
    time, known = told.claim.time, day_number(told.known) or 1
    first, last = day_number(time.start or time.end), day_number(time.end or time.start)
    if time.basis == "stated" and first is not None and last is not None:
        return Horizon(iso(min(known, first)), iso(last), True)
    return Horizon(iso(known), iso(known + table().horizon_days), False)


def said(words: Words | None) -> str | None:
    """The words, where there are any."""
    return words.text if words else None
