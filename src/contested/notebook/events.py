"""The events of a ledger as a table, one row each however many reports tell of it.

contested.events(ledger, on="2017-06-04", area="Maskanah")
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from contested.fusion.event import Event
from contested.notebook.forms import Form, day, table, well_known_binary
from contested.notebook.opening import Day, Source, iso, opened
from contested.question import ask

#: The columns, each with its type (`contested.notebook.forms`).
COLUMNS = {
    "id": "string", "type": "string", "start": "date32", "end": "date32", "earliest": "date32", "latest": "date32",
    "agents": "string[]", "agent_sides": "string[]", "patients": "string[]", "patient_sides": "string[]",
    "place": "string", "place_id": "string", "level": "string", "admin1": "string", "admin2": "string",
    "lat": "float64", "lon": "float64", "radius_km": "float64", "precision": "int8", "counts": "tally[]",
    "outcome": "string", "credence": "float64", "voices": "int32", "denied": "int32",
    "contradictions": "contradiction[]", "sources": "string[]", "reports": "string[]", "claims": "string[]",
    "geometry": "binary",
}  # fmt: skip


def events(
    ledger: Source,
    /,
    *,
    on: Day | None = None,
    as_known: Day | None = None,
    area: str | None = None,
    conflict: str | None = None,
    knowledge: Path | None = None,
    gazetteer: Path | None = None,
    form: Form = "arrow",
) -> Any:
    """The events of a ledger, one row each.

    Args:
        ledger: an open one, its path or URL, or readings.
        on: only events of this day.
        as_known: only what could be known by this day.
        area: the name of a place; only what lies in it.
        conflict: the id of the war; the one that most claims are about where None.
        knowledge: a folder of your own conflicts.
        gazetteer: another index of places to find the area in.
        form: "arrow", "pandas", "polars" or "geopandas".

    Returns:
        A table with `COLUMNS`; ``claims`` are the ids of the claims that tell of it.

    Raises:
        LedgerError: there is no such ledger, or it has been closed.
        UsageError: the day, area, war or form is not known.
    """
    question = {"on": iso(on, "on"), "as_known": iso(as_known, "as_known"), "area": area, "conflict": conflict}
    with opened(ledger) as kept:
        found = ask(kept, knowledge=knowledge, gazetteer=gazetteer, **question).events()
    return table(COLUMNS, map(row, found), form)


def row(event: Event) -> dict[str, Any]:
    """An event as a row."""
    same = ("id", "type", "outcome", "credence", "voices", "denied", "sources", "reports", "claims")
    return {name: getattr(event, name) for name in same} | who(event) | where(event) | {
        "start": day(event.time.start), "end": day(event.time.end), "earliest": day(event.time.earliest),
        "latest": day(event.time.latest), "counts": msgspec.to_builtins(event.counts),
        "contradictions": msgspec.to_builtins(event.contradictions),
    }  # fmt: skip


def who(event: Event) -> dict[str, Any]:
    """By whom and to whom."""
    found: dict[str, Any] = {}
    for role in ("agent", "patient"):
        of = [party for party in event.actors if party.role == role]
        found[f"{role}s"] = [party.name for party in of]
        found[f"{role}_sides"] = list(dict.fromkeys(party.side for party in of if party.side))
    return found


def where(event: Event) -> dict[str, Any]:
    """The place that most voices name."""
    place = event.place
    if place is None:
        return {}
    same = ("level", "admin1", "admin2", "lat", "lon", "radius_km", "precision")
    return {name: getattr(place, name) for name in same} | {
        "place": place.name,
        "place_id": place.id,
        "geometry": well_known_binary(place.lat, place.lon),
    }
