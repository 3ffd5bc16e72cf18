"""The queue: claims grouped by event, those first at which a look is worth most.

To rank all claims takes a situation; so the ranks of a ledger that has only been decided on since are used on, without
the claims that were decided on, and ranked anew every minute at most.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from threading import Lock, Thread
from typing import Literal, NamedTuple

import msgspec

from contested.app.desk import Desk, Mark
from contested.app.review.worth import Worth, worth
from contested.fusion.event import Event
from contested.ledger.decisions import standing
from contested.model import Claim, Decision, Feature, Told
from contested.situation import Situation
from contested.wars import apart

State = Literal["open", "decided", "disputed"]
JUDGED = ("accept", "reject", "correct", "add")
#: How long ranks are used while the ledger is only decided on, in seconds.
FRESH_SECONDS = 60.0
#: The part of a ledger's mark that changes when claims were added: its version and the first three tables.
READ = slice(0, 4)


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody decided on a claim."""

    number: int
    kind: str
    author: str
    made: str
    reason: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in the queue."""

    claim: str
    report: str
    type: str
    quote: str
    source: str | None
    known: str
    confidence: float
    worth: float
    unsure: float
    change: float
    why: tuple[Feature, ...]
    decided: tuple[Verdict, ...]
    disputed: bool


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The claims about one event; its worth is that of the claim at which a look is worth most."""

    event: str
    type: str
    place: str | None
    day: str | None
    voices: int
    worth: float
    items: tuple[Item, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Some groups of the queue. ``seen``: the newest decision; to be sent along with the next one."""

    groups: list[Group]
    more: bool
    claims: int
    decided: int
    disputed: int
    seen: int


class Ranked(NamedTuple):
    """A claim with its event and what a look is worth."""

    told: Told
    event: Event
    worth: Worth


class Queue:
    """The ranks of a desk's ledger."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._ranked: tuple[Mark, float, list[list[Ranked]]] | None = None
        self._lock, self._anew = Lock(), Lock()

    def page(self, state: State, limit: int, offset: int, *, type: str | None, source: str | None) -> Page:
        """Some groups of claims that are open, decided on, or decided on differently by two."""
        decisions = self.desk.ledger.decisions(withdrawn=True)
        by_claim = verdicts(standing(decisions))
        found = []
        for rows in self.ranked():
            kept = [row for row in rows if (type is None or row.told.claim.type == type)
                    and (source is None or row.told.report.source == source)
                    and state_of(by_claim.get(row.told.claim.id, ())) in wanted(state)]  # fmt: skip
            if kept:
                found.append(kept)
        counted = [state_of(rows) for rows in by_claim.values()]
        return Page(
            groups=[group(rows, by_claim) for rows in found[offset : offset + limit]],
            more=len(found) > offset + limit,
            claims=len({row.told.claim.id for rows in self.ranked() for row in rows} | by_claim.keys()),
            decided=len(counted), disputed=counted.count("disputed"),
            seen=max((row.number for row in decisions), default=0),
        )  # fmt: skip

    def event(self, claim: str) -> Event | None:
        """The event of a claim as it was ranked."""
        rows = (row for rows in self.ranked() for row in rows)
        return next((row.event for row in rows if row.told.claim.id == claim), None)

    def ranked(self) -> list[list[Ranked]]:
        """All claims by event, the events and the claims of each in order of worth."""
        mark = self.desk.mark()
        with self._lock:
            known = self._ranked
        if known is None or known[0][READ] != mark[READ]:
            return self._rank(mark)
        if known[0] != mark and time.monotonic() - known[1] > FRESH_SECONDS and self._anew.acquire(blocking=False):
            Thread(target=self._rank_beside, args=(mark,), daemon=True).start()
        return known[2]

    def _rank_beside(self, mark: Mark) -> None:
        try:
            self._rank(mark)
        finally:
            self._anew.release()

    def _rank(self, mark: Mark) -> list[list[Ranked]]:
        desk = self.desk
        made = desk.answer("ranked", lambda: ranked(desk.situation(), undecided(desk)))
        with self._lock:
            self._ranked = (mark, time.monotonic(), made)
        return made


def undecided(desk: Desk) -> tuple[Told, ...]:
    """All claims that were read or added, as they are told; those that were rejected as they were read."""
    told = {each.claim.id: each for each in desk.told()}
    gone = [row.subject for row in desk.ledger.decisions() if row.kind == "reject" and row.subject not in told]
    lost = [each for id in dict.fromkeys(gone) if (each := as_read(desk, id)) is not None]
    return (*told.values(), *lost)


def as_read(desk: Desk, id: str) -> Told | None:
    """A claim as it was read, with its report; None for the id of something else."""
    thing = desk.ledger.find(id)
    reading = desk.ledger.reading(thing.report) if isinstance(thing, Claim) else None
    if reading is None or not isinstance(thing, Claim):
        return None
    return Told(claim=thing, report=reading.report, known=(reading.report.date or "")[:10])


def ranked(asked: Situation, told: Iterable[Told]) -> list[list[Ranked]]:
    """Claims by event, ranked."""
    shares = shares_of(apart(asked))
    event_of = {claim: event for event in asked.grouped.all for claim in event.claims}
    groups: dict[str, list[Ranked]] = defaultdict(list)
    for each in told:
        event = event_of.get(each.claim.id) or alone(each)
        groups[event.id].append(Ranked(each, event, worth(each.claim, event, shares)))
    for rows in groups.values():
        rows.sort(key=lambda row: (-row.worth.worth, row.told.claim.id))
    return sorted(groups.values(), key=lambda rows: (-rows[0].worth.worth, rows[0].event.id))


def alone(told: Told) -> Event:
    """The event of a claim that is in none, as one that was rejected is."""
    from contested.fusion.event import EventTime, event_id

    time = told.claim.time
    return Event(
        id=event_id(told.claim.id), type=told.claim.type, time=EventTime(start=time.start, end=time.end,
        earliest=time.start, latest=time.end), place=None, actors=(), counts=(), outcome=told.claim.outcome, voices=1,
        denied=0, sources=(), reports=(told.report.id,), claims=(told.claim.id,), contradictions=(),
    )  # fmt: skip


def shares_of(asked: Iterable[Situation]) -> dict[str, float]:
    """By claim, the greatest share that it has in what is known of a place, in the situations of some wars."""
    found: dict[str, float] = {}
    for place in chain.from_iterable(each.control(evidence=True).places for each in asked):
        words = place.evidence or ()
        every = sum(word.share * word.credence for word in words) or 1.0
        for word in words:
            if word.claim is not None:  # else it is a baseline's
                found[word.claim] = max(found.get(word.claim, 0.0), word.share * word.credence / every)
    return found


def verdicts(decisions: Sequence[Decision]) -> dict[str, list[Decision]]:
    """The decisions that judge a claim, by claim."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in decisions:
        if row.kind in JUDGED:
            found[row.fields["claim"]["id"] if row.kind == "add" else row.subject].append(row)
    return found


def state_of(rows: Sequence[Decision]) -> State:
    """Whether a claim is open, decided on, or decided on differently by two people."""
    if not rows:
        return "open"
    return "disputed" if disputed(rows) else "decided"


def disputed(rows: Sequence[Decision]) -> bool:
    """Whether two people decided differently: one rejects what another keeps, or both correct a field otherwise."""
    last: dict[str, str] = {row.author: "reject" if row.kind == "reject" else "keep" for row in rows}
    if len(set(last.values())) > 1:
        return True
    values: dict[str, dict[str, object]] = defaultdict(dict)
    for row in rows:
        if row.kind == "correct":
            for path, value in row.fields.items():
                values[path][row.author] = value
    return any(len({msgspec.json.encode(value) for value in by.values()}) > 1 for by in values.values())


def wanted(state: State) -> tuple[State, ...]:
    """The states that are meant: what is disputed is decided on, too."""
    return ("decided", "disputed") if state == "decided" else (state,)


def group(rows: Sequence[Ranked], by_claim: Mapping[str, Sequence[Decision]]) -> Group:
    """The group of some claims of one event."""
    event = rows[0].event
    place = event.place.name if event.place else place_of(rows[0].told.claim)
    return Group(
        event=event.id, type=event.type, place=place, day=event.time.start,
        voices=event.voices, worth=rows[0].worth.worth,
        items=tuple(item(row, by_claim.get(row.told.claim.id, ())) for row in rows),
    )  # fmt: skip


def place_of(claim: Claim) -> str | None:
    """Where a claim says that it was, where no event says it."""
    return next((place.name for place in claim.places if place.role == "at"), None)


def item(row: Ranked, decided: Sequence[Decision]) -> Item:
    """A claim as the queue shows it."""
    told, value = row.told, row.worth
    return Item(
        claim=told.claim.id, report=told.report.id, type=told.claim.type, quote=told.claim.quote.text,
        source=told.report.source, known=told.known, confidence=told.claim.confidence, worth=value.worth,
        unsure=value.unsure, change=value.change, why=value.why, decided=tuple(map(verdict, decided)),
        disputed=disputed(decided),
    )  # fmt: skip


def verdict(row: Decision) -> Verdict:
    """A decision as the queue shows it."""
    return Verdict(number=row.number, kind=row.kind, author=row.author, made=row.made, reason=row.reason)
