"""Rows as FollowTheMoney statements: an Event entity a row, an Organization for each actor involved, as JSON Lines.

A statement says: in dataset A, entity X has property P with value V. Its id is the SHA-1 of dataset, entity, property
and value, as FollowTheMoney makes it; the statement of the property "id" holds a digest of the entity's others. The
properties used are in ``ftm.csv``, with the schema that has them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from contested.fusion.event import Party
from contested.model import digest
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.cells import clean
from contested.publish.export.json_text import lines
from contested.publish.export.row import Row
from contested.publish.export.sentence import disputed, quote, sentence

DATASET = "contested"
Values = list[tuple[str, str | None]]


def statements(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The statements, a line each; an actor's once, however many events it is in."""
    yield from lines(entities(rows, about))


def entities(rows: Iterable[Row], about: About) -> Iterator[dict[str, object]]:
    """The statements of all entities."""
    seen: set[str] = set()
    for row in rows:
        for party in row.parties:
            if actor_id(party) not in seen:
                seen.add(actor_id(party))
                yield from entity(actor_id(party), "Organization", actor(party, about))
        yield from entity(f"contested-{row.kind}-{row.id}", "Event", event(row, about))


def entity(id: str, schema: str, values: Values) -> Iterator[dict[str, object]]:
    """The statements of one entity, with that of its id first."""
    known = dict.fromkeys((name, clean(value).strip()) for name, value in values if value)
    found = [statement(id, schema, name, value) for name, value in known if value]
    whole = hashlib.sha1("".join(sorted(str(row["id"]) for row in found)).encode()).hexdigest()
    yield statement(id, schema, "id", whole)
    yield from found


def statement(id: str, schema: str, name: str, value: str) -> dict[str, object]:
    """One statement, with the keys of FollowTheMoney 4."""
    key = hashlib.sha1(f"{DATASET}.{id}.{name}.{value}".encode()).hexdigest()
    return {
        "canonical_id": id, "entity_id": id, "prop": name, "schema": schema, "value": value, "dataset": DATASET,
        "lang": None, "original_value": None, "first_seen": None, "last_seen": None, "external": False,
        "origin": None, "id": key,
    }  # fmt: skip


def event(row: Row, about: About) -> Values:
    """The properties of an Event."""
    spot = row.spot
    dispute = f"Disputed: {disputed(row)}" if row.contradictions else None
    same = row.start if row.start == row.end else None
    return [
        ("name", sentence(row)), ("summary", quote(row.told[0])), ("description", dispute), ("date", same),
        ("startDate", row.start), ("endDate", row.end), ("location", spot.name if spot else None),
        ("country", spot.known.country.lower() if spot else None), ("recordId", row.uri), ("keywords", row.type),
        *(("publisher", name) for name in row.sources), *(("sourceUrl", url) for url in row.urls),
        ("sourceUrl", about.address(row) if about.base_url else None),
        *(("involved", actor_id(party)) for party in row.parties),
        *(("notes", f"Quote ({told.report.source or told.report.id}): {quote(told)}") for told in row.told[1:]),
    ]  # fmt: skip


def actor(party: Party, about: About) -> Values:
    """The properties of an actor."""
    home = about.country(party)
    return [("name", party.name), ("country", home and home.lower())]


def actor_id(party: Party) -> str:
    """An actor's id; of one that is only described, a digest of the description."""
    return f"contested-actor-{party.id or digest('described', party.name)}"


def properties() -> dict[str, tuple[str, ...]]:
    """The properties that are used, by schema."""
    found: dict[str, tuple[str, ...]] = {}
    for row in codes.rows("ftm.csv"):
        found[row["schema"]] = (*found.get(row["schema"], ()), row["property"])
    return found
