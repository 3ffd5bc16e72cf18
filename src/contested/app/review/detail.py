"""One claim in review: its report, which words are which part of it, and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from contested.app.desk import Desk
from contested.app.review.queue import Queue, Verdict, as_read, disputed, verdict, verdicts
from contested.errors import NotFoundError
from contested.ledger.decisions import Verdicts, standing
from contested.model import Claim, Decision, PlaceMention, Reading, Report, Sentence, Words

MOST_LANDMARKS = 40


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a report that are a part of a claim. ``path``: of the part in the claim; ``role``: what it is there."""

    start: int
    end: int
    path: str
    role: str
    name: str


class Landmark(msgspec.Struct, frozen=True, kw_only=True):
    """A place that the report names, to find one's way by on the map."""

    name: str
    lat: float
    lon: float


class Corrected(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody corrected: a path, its value, and by which decision."""

    path: str
    value: object
    author: str
    number: int


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it is told now (None: rejected) and as it was read, with all that a look at it needs.

    ``others``: the other claims of the report, by id, with the words that they rest on. ``seen``: the newest decision
    of the ledger. ``landmarks``: the settlements that the report names. ``event``: the event that it is of;
    ``beside``: the other claims of that event.
    """

    claim: Claim | None
    read: Claim
    report: Report
    sentences: tuple[Sentence, ...]
    marks: list[Mark]
    others: list[Mark]
    landmarks: list[Landmark]
    event: str | None
    beside: list[str]
    decided: list[Verdict]
    corrected: list[Corrected]
    disputed: bool
    seen: int


def detail(desk: Desk, queue: Queue, id: str) -> Detail:
    """All of one claim.

    Raises:
        NotFoundError: there is no such claim.
    """
    read = as_read(desk, id)
    if read is None:
        raise NotFoundError("there is no such claim", source=id, remedy="/api/review lists them")
    decisions = desk.ledger.decisions(withdrawn=True)
    stand = standing(decisions)
    after = Verdicts(stand).on(read)
    rows = verdicts(stand).get(id, [])
    reading = desk.ledger.reading(read.report.id)
    event = queue.event(id)
    told = Verdicts(stand).reading(reading).claims if reading else ()
    on_it = [row for row in stand if id in (row.subject, *row.others) or row in rows]
    return Detail(
        claim=after.claim if after else None, read=read.claim, report=read.report,
        sentences=reading.sentences if reading else (), marks=list(marks((after or read).claim)),
        others=[whole(one) for one in told if one.id != id], landmarks=landmarks(reading),
        event=event.id if event else None,
        beside=[one for one in event.claims if one != id] if event else [], decided=[verdict(row) for row in on_it],
        corrected=list(corrections(rows)), disputed=disputed(rows),
        seen=max((row.number for row in decisions), default=0),
    )  # fmt: skip


def landmarks(reading: Reading | None) -> list[Landmark]:
    """The settlements that a report names and that were found, each once."""
    named = {
        (one.lat, one.lon): Landmark(name=one.name, lat=one.lat, lon=one.lon)
        for one in (reading.mentions if reading else ())
        if isinstance(one, PlaceMention) and one.level == "settlement" and one.lat is not None and one.lon is not None
    }
    return list(named.values())[:MOST_LANDMARKS]


def marks(claim: Claim) -> Iterator[Mark]:
    """The words that are parts of a claim."""
    yield Mark(start=claim.trigger.start, end=claim.trigger.end, path="trigger", role="event", name=claim.type)
    parts = (
        ("actors", [(one.role, one.name, one.mention) for one in claim.actors]),
        ("places", [(one.role, one.name, one.mention) for one in claim.places]),
        ("counts", [("count", one.what, one.mention) for one in claim.counts]),
        ("attribution", [("says", one.source, one.mention) for one in claim.attribution]),
    )
    for part, rows in parts:
        for at, (role, name, words) in enumerate(rows):
            if words is not None:
                yield Mark(start=words.start, end=words.end, path=f"{part}.{at}", role=role, name=name)
    if claim.time.mention is not None:
        yield from_words(claim.time.mention, "time", "time", claim.time.start or "")


def from_words(words: Words, path: str, role: str, name: str) -> Mark:
    """A mark of words."""
    return Mark(start=words.start, end=words.end, path=path, role=role, name=name)


def whole(claim: Claim) -> Mark:
    """Another claim of the report, by the words that tell of its event."""
    return Mark(start=claim.trigger.start, end=claim.trigger.end, path=claim.id, role="claim", name=claim.type)


def corrections(rows: list[Decision]) -> Iterator[Corrected]:
    """What was corrected, each field by each person, in the order of deciding."""
    for row in rows:
        if row.kind == "correct":
            for path, value in row.fields.items():
                yield Corrected(path=path, value=value, author=row.author, number=row.number)
