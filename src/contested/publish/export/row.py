"""A row is an event, or a claim, that leaves the tool: what is said, with every claim and report that says it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from contested.fusion.event import Contradiction, Event, Party, Tally
from contested.fusion.telling import part_of, spot
from contested.model import ActorRole, Count, Told, When
from contested.publish.disputes import between_sentences
from contested.publish.export.spot import Find, Spot, spot_among

Kind = Literal["event", "claim"]
#: Characters of an ISO day, beyond which stands the time of day.
DAY = 10


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of an export.

    ``told`` are its claims, those that tell it (`telling` of them) before those that deny it, each in the order of
    publication; ``heard`` is whose voice each of them is.
    ``parts``: the rows that it was joined of, where a data set codes several as one.
    ``start`` and ``end`` are ISO days; ``dated``: some claim says the day, it is not only a report's. ``certainty``:
    of an event how probable it is (credence), of a claim how sure the reader is that the report says it.
    """

    kind: Kind
    id: str
    type: str
    start: str | None
    end: str | None
    dated: bool
    spot: Spot | None
    parties: tuple[Party, ...]
    tallies: tuple[Tally, ...]
    outcome: str
    modality: str
    polarity: str
    scope: str
    certainty: float | None
    voices: int
    contradictions: tuple[Contradiction, ...]
    told: tuple[Told, ...]
    telling: int
    heard: tuple[Hashable, ...]
    parts: tuple[Row, ...] = ()

    def named(self, *roles: ActorRole) -> list[Party]:
        """Who stands in some roles; those that are known before descriptions."""
        rows = [party for party in self.parties if party.role in roles]
        return sorted(rows, key=lambda party: (roles.index(party.role), party.id is None))

    @property
    def sources(self) -> list[str]:
        """Who reports on it, each once: the publisher, or the report's id where that is not known."""
        return publishers(self.told)

    @property
    def tellers(self) -> list[str]:
        """Who reports that it happened."""
        return publishers(self.told[: self.telling])

    @property
    def urls(self) -> list[str]:
        """The addresses of the reports, each once."""
        return list(dict.fromkeys(each.report.url for each in self.told if each.report.url))

    @property
    def reports(self) -> list[str]:
        """The ids of the reports, each once."""
        return list(dict.fromkeys(each.report.id for each in self.told))

    @property
    def uri(self) -> str:
        """Our address of it."""
        return f"contested:{self.kind}:{self.id}"


def of_event(event: Event, told: Mapping[str, Told], voice: Callable[[Told], Hashable], find: Find) -> Row:
    """The row of an event; ``told`` holds its claims by id."""
    every = [told[claim] for claim in event.claims]
    telling = [each for each in every if part_of(each.claim) == "told"] or every
    rows = tuple(sorted(every, key=lambda each: part_of(each.claim) != "told"))  # stable: by publication within both
    first, last = day(event.time.start), day(event.time.end)
    asserted = any(each.claim.modality == "asserted" for each in telling)
    return Row(
        kind="event", id=event.id, type=event.type, start=first,
        end=first if any(within_a_night(each.claim.time, first, last) for each in telling) else last,
        dated=any(each.claim.time.start and each.claim.time.basis != "report_date" for each in telling),
        spot=spot_among(event.place, [each.claim for each in telling], find), parties=event.actors,
        tallies=event.counts,
        outcome=event.outcome, modality="asserted" if asserted else telling[0].claim.modality,
        polarity=telling[0].claim.polarity, scope="event", certainty=event.credence, voices=event.voices,
        contradictions=between_sentences(event.contradictions, told), told=rows, telling=len(telling),
        heard=tuple(map(voice, rows)),
    )  # fmt: skip


def of_claim(told: Told, find: Find) -> Row:
    """The row of a claim."""
    claim, place = told.claim, spot(told.claim)
    first, last = day(claim.time.start), day(claim.time.end)
    last = first if within_a_night(claim.time, first, last) else last
    return Row(
        kind="claim", id=claim.id, type=claim.type, start=first or last, end=last or first,
        dated=claim.time.basis != "report_date", spot=spot_among(place, [claim], find),
        parties=tuple(parties(told)), tallies=tuple(tally(count, claim.id) for count in claim.counts),
        outcome=claim.outcome, modality=claim.modality, polarity=claim.polarity, scope=claim.scope,
        certainty=claim.confidence, voices=1, contradictions=(), told=(told,), telling=1, heard=(None,),
    )  # fmt: skip


def parties(told: Told) -> Iterable[Party]:
    """The actors of a claim."""
    for actor in told.claim.actors:
        yield Party(role=actor.role, id=actor.id, name=actor.name or actor.label, kind=actor.kind, side=actor.side,
                    claims=(told.claim.id,))  # fmt: skip


def tally(count: Count, claim: str) -> Tally:
    """A figure of a claim."""
    return Tally(what=count.what, low=count.low, high=count.high, best=count.best, claims=(claim,))


def only_toward(row: Row) -> bool:
    """Whether all that is known of a retreat's place is where it led."""
    roles = {place.role for each in row.told[: row.telling] for place in each.claim.places}
    return row.type == "withdrawal" and bool(roles) and roles <= {"to", "toward"}


def publishers(told: Iterable[Told]) -> list[str]:
    """Who published some claims, each once."""
    return list(dict.fromkeys(each.report.source or each.report.id for each in told))


def day(time: str | None) -> str | None:
    """The day of a date or date-time."""
    return time[:DAY] if time else None


def within_a_night(time: When, first: str | None, last: str | None) -> bool:
    """Whether a time that begins and ends on these days is less than a day: a night is the day on which it began."""
    start, end = time.start or "", time.end or ""
    if first == last or (day(start), day(end)) != (first, last) or not (len(start) > DAY and len(end) > DAY):
        return False
    return datetime.fromisoformat(end) - datetime.fromisoformat(start) < timedelta(days=1)
