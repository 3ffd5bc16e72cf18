"""What the claims of one event agree on, and the range of what they say.

What most voices say is agreed; of two that equally many say, the one told first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from statistics import median

from msgspec import structs

from contested.fusion.contradiction import contradictions
from contested.fusion.event import Event, EventPlace, EventTime, Party, Tally, event_id
from contested.fusion.figures import Figure, added, figures
from contested.fusion.table import table
from contested.fusion.telling import AREAS, follows, part_of, spot
from contested.fusion.voice import Hearing
from contested.model import ActorRole, Claim, Place, Told

ROLES = ("agent", "patient", "beneficiary", "supporter")
TURNED: dict[ActorRole, ActorRole] = {"agent": "patient", "patient": "agent"}


def event_of(told: Sequence[Told], voice: Hearing) -> Event:
    """An event of its claims, in any order."""
    rows = sorted(told, key=lambda each: (each.known, each.report.id, each.claim.trigger.start, each.claim.id))
    yes = [each for each in rows if part_of(each.claim) == "told"] or rows
    no = [each for each in rows if part_of(each.claim) == "denied"]
    kind = type_of(yes, voice)
    return Event(
        id=event_id(min(each.claim.id for each in rows)),
        type=kind,
        time=time_of(yes, voice),
        place=place_of(sorted(yes, key=lambda each: each.claim.type != kind), voice),
        actors=tuple(parties(yes, kind)),
        counts=tuple(tallies(yes, voice)),
        outcome=most([each for each in yes if each.claim.type == kind], voice, lambda each: each.claim.outcome),
        voices=voice.count(yes),
        denied=voice.count(no),
        sources=tuple(dict.fromkeys(each.report.source or each.report.id for each in rows)),
        reports=tuple(dict.fromkeys(each.report.id for each in rows)),
        claims=tuple(each.claim.id for each in rows),
        contradictions=tuple(contradictions(yes, no, voice)),
    )


def most(told: Sequence[Told], voice: Hearing, value: Callable[[Told], str]) -> str:
    """What most voices say; of two that equally many say, the one told first."""
    said: dict[str, set[Hashable]] = {}
    for each in told:
        said.setdefault(value(each), set()).add(voice.of(each))
    return max(said, key=lambda one: len(said[one]))


def type_of(told: Sequence[Told], voice: Hearing) -> str:
    """The type that most voices say, losses only where nobody says what caused them."""
    causes = [each for each in told if not follows(each.claim)]
    return most(causes or told, voice, lambda each: each.claim.type)


def time_of(told: Sequence[Told], voice: Hearing) -> EventTime:
    """The interval that most voices say, and the range of all; from reports' dates only where nobody says more."""
    known = [each for each in told if each.claim.time.start or each.claim.time.end]
    dated = [each for each in known if each.claim.time.basis != "report_date"] or known
    if not dated:
        return EventTime(start=None, end=None, earliest=None, latest=None)
    start, _, end = most(dated, voice, lambda each: "/".join(interval(each.claim))).partition("/")
    every = [interval(each.claim) for each in dated]
    return EventTime(
        start=start, end=end, earliest=min(first for first, _ in every), latest=max(last for _, last in every)
    )


def interval(claim: Claim) -> tuple[str, str]:
    """First and last day of a claim that has one."""
    start, end = claim.time.start, claim.time.end
    return (start or end or "")[:10], (end or start or "")[:10]


def place_of(told: Sequence[Told], voice: Hearing) -> EventPlace | None:
    """The place that most voices name; of several, one that was found, and the one that reaches least; as it is told
    first."""
    said: dict[Hashable, tuple[Place, set[Hashable]]] = {}
    for each in told:
        place = spot(each.claim)
        if place is not None:
            said.setdefault(place.id or place.name, (place, set()))[1].add(voice.of(each))
    if not said:
        return None
    best, _ = min(
        said.values(), key=lambda row: (row[0].lat is None, wide(row[0]), -len(row[1]), row[0].radius_km or 0.0)
    )
    return EventPlace(
        role=best.role, relation=best.relation, id=best.id, name=best.name, level=best.level, admin1=best.admin1,
        admin2=best.admin2, lat=best.lat, lon=best.lon, radius_km=best.radius_km, precision=best.precision,
    )  # fmt: skip


def wide(place: Place) -> bool:
    """Whether a place is an area in which much happens."""
    return place.level in AREAS


def parties(told: Sequence[Told], kind: str) -> list[Party]:
    """Who takes part in which role, as an event of this type has them: those who are told of beside losses first, then
    the one in most claims, then one whose side is known."""
    beside = {each.claim.id for each in told if not follows(each.claim)}
    found: dict[tuple[str, str], tuple[Party, list[str]]] = {}
    for each in told:
        for actor in each.claim.actors:
            alike = follows(each.claim) or turned(each.claim.type) == turned(kind)  # who lost, lost in any event
            role = actor.role if alike else TURNED.get(actor.role, actor.role)
            party = Party(role=role, id=actor.id, name=actor.name, kind=actor.kind, side=actor.side, claims=())
            found.setdefault((role, actor.id or actor.name.casefold()), (party, []))[1].append(each.claim.id)
    rows = [structs.replace(party, claims=tuple(dict.fromkeys(claims))) for party, claims in found.values()]
    return sorted(
        rows,
        key=lambda row: (
            ROLES.index(row.role), beside.isdisjoint(row.claims), -len(row.claims), row.side is None, row.id is None,
            row.id or "", row.name,
        ),
    )  # fmt: skip


def turned(kind: str) -> bool:
    """Whether the agent of a type is the one who suffers it."""
    return kind in table().turned


def tallies(told: Sequence[Told], voice: Hearing) -> list[Tally]:
    """The figures of each kind: their range, and the median of what every voice said last; of several parties' losses
    the sum."""
    kinds = sorted({count.what for each in told for count in each.claim.counts})
    return [tally(what, figures(told, what), voice) for what in kinds]


def tally(what: str, parts: Sequence[Sequence[Figure]], voice: Hearing) -> Tally:
    """One kind of figure."""
    bounds = [(of_party(rows, voice), rows[0].whose if len(parts) > 1 else "all") for rows in parts]
    low, high, best = ([(row[at], party) for row, party in bounds] for at in range(3))
    return Tally(
        what=what, low=added(low), high=added(high), best=added(best),
        claims=tuple(dict.fromkeys(row.told.claim.id for rows in parts for row in rows)),
    )  # fmt: skip


def of_party(rows: Sequence[Figure], voice: Hearing) -> tuple[float | None, float | None, float | None]:
    """The lowest and highest that anybody says of one party's losses, and the median of the voices' best figures."""
    last = {voice.of(row.told): row.said.best for row in rows if row.said.best is not None}
    counts = [row.said for row in rows]
    low = [figure for count in counts for figure in (count.low, count.best) if figure is not None]
    high = [figure for count in counts for figure in (count.high, count.best, count.low) if figure is not None]
    return min(low, default=None), max(high, default=None), float(median(last.values())) if last else None
