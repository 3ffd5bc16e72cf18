"""Claims dealt out by the event that they are of, and events made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np

from contested.fusion.agreed import event_of
from contested.fusion.event import Event
from contested.fusion.telling import tellings
from contested.fusion.testimony import Speakers, Voices
from contested.fusion.voice import Hearing
from contested.model import Claim, Report, Told
from contested.scale import rows, tables
from contested.scale.carrying import Carry, copies, origins
from contested.scale.grouping import Grouped
from contested.scale.likeness import Dealing
from contested.scale.shuffle import about, encode, from_all, hand_on, taken
from contested.scale.step import Step

#: Columns of a table of events with their Arrow types, in order.
COLUMNS = {
    "id": "string", "type": "string", "start": "string", "end": "string", "earliest": "string", "latest": "string",
    "place": "string", "place_id": "string", "admin1": "string", "lat": "float64", "lon": "float64",
    "outcome": "string", "voices": "int64", "denied": "int64", "claims": "int64", "reports": "int64", "event": "string",
}  # fmt: skip
JSON = msgspec.json.Encoder().encode


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A claim on its way to its event: with its report, of which no text is needed, and who had its words first."""

    group: int
    claim: Claim
    report: Report
    known: str
    carried: Carry | None


def dealt(step: Step) -> None:
    """A table's claims by the task of their events."""
    dealing = msgspec.msgpack.decode(step.settings, type=Dealing)
    carries = {(each.report, each.start): each for each in taken(step.paths[1], step.at, Carry)}
    of = group_of(next(taken(step.paths[2], step.at, Grouped)))
    found: dict[int, list[bytes]] = {}
    for told in tables.told(step.paths[0], dealing.taking):
        report = msgspec.structs.replace(told[0].report, text="")
        for telling in tellings(told):
            group = of.get(int(telling.head.id, 16))
            for each in telling.claims if group is not None else ():
                carry = carries.get((report.id, each.claim.sentence.start))
                row = encode(Piece(group, each.claim, report, each.known, carry))  # type: ignore[arg-type]
                found.setdefault(group % dealing.tasks, []).append(row)  # type: ignore[operator]
    hand_on(step.path, found, dealing.tasks)


def group_of(row: Grouped) -> dict[int, int]:
    """The groups of some heads."""
    heads, groups = (np.frombuffer(column, "<u8").tolist() for column in (row.head, row.group))
    return dict(zip(heads, groups, strict=True))


def events(step: Step) -> None:
    """The events of one task as a table. The last of its input is who carries whom."""
    *paths, known = step.paths
    pieces = list(from_all(paths, step.at, Piece))
    carries = [each.carried for each in pieces if each.carried]
    by: dict[int, list[Told]] = {}
    for each, told in zip(pieces, told_of(pieces), strict=True):
        by.setdefault(each.group, []).append(told)
    everything, carried = [one for told in by.values() for one in told], copies(carries)
    voice = Hearing(everything, carried, Voices(everything, carried, about(known, Speakers), origins(carries)))
    made = sorted((event_of(by[group], voice) for group in sorted(by)), key=lambda event: event.id)
    rows.write(step.path, map(row, made), lambda: JSON({"events": len(made), "claims": len(pieces)}), COLUMNS)


def told_of(pieces: Sequence[Piece]) -> Iterator[Told]:
    """Claims with their reports, each of which is one object."""
    reports: dict[str, Report] = {}
    for each in pieces:
        yield Told(claim=each.claim, report=reports.setdefault(each.report.id, each.report), known=each.known)


def row(event: Event) -> dict[str, Any]:
    """An event as a row."""
    time, place = event.time, event.place
    return {
        "id": event.id, "type": event.type, "start": time.start, "end": time.end, "earliest": time.earliest,
        "latest": time.latest, "place": place.name if place else None, "place_id": place.id if place else None,
        "admin1": place.admin1 if place else None, "lat": place.lat if place else None,
        "lon": place.lon if place else None, "outcome": event.outcome, "voices": event.voices, "denied": event.denied,
        "claims": len(event.claims), "reports": len(event.reports), "event": JSON(event).decode(),
    }  # fmt: skip
