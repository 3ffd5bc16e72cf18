"""Rows as PLOVER records (edition of 2023): source, target, event, mode and contexts, as JSON.

The event and the mode are those of the ontology; contexts are those that the type alone says (``contexts.csv``).
Nothing else of PLOVER is filled: intensity and the like are judgements that no table of ours makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pycountry

from contested import ontology
from contested.fusion.event import Party
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.deaths import deaths
from contested.publish.export.json_text import array
from contested.publish.export.row import Row
from contested.publish.export.sentence import disputed, quote, sentence


def plover(rows: Iterable[Row], about: About) -> Iterator[str]:
    """An array of records, a line each."""
    yield from array(record(row, about) for row in rows)


def record(row: Row, about: About) -> dict[str, Any]:
    """A row as a record; every key is always there, null for what is not known."""
    type, first = ontology.table()[row.type], row.told[0]
    assert type.plover is not None
    found = deaths(row)
    return {
        "id": row.id, "address": about.address(row), "date": row.start, "dateEnd": row.end,
        "source": [actor(party, about) for party in row.named("agent")],
        "target": [actor(party, about) for party in row.named("patient", "beneficiary")],
        "event": type.plover.event, "mode": type.plover.mode, "context": codes.contexts(type.family),
        "eventText": first.claim.trigger.text, "text": quote(first), "summary": sentence(row),
        "location": where(row), "fatalities": None if found.low is None else found._asdict(),
        "comment": f"Disputed: {disputed(row)}" if row.contradictions else None, "language": first.report.lang,
        "publication": row.sources, "url": row.urls, "coder": f"contested {about.version}".strip(),
        "version": "2023",
    }  # fmt: skip


def actor(party: Party, about: About) -> dict[str, Any]:
    """An actor with PLOVER's code (the country, ISO alpha-3) and sector."""
    kind, home = codes.kinds().get(party.kind or ""), about.country(party)
    country = pycountry.countries.get(alpha_2=home) if home else None
    return {
        "actorText": party.name, "code": country.alpha_3 if country else None, "sector": kind.sector if kind else None,
        "id": party.id, "side": party.side,
    }  # fmt: skip


def where(row: Row) -> dict[str, Any] | None:
    """The place; None for none."""
    spot = row.spot
    return None if spot is None else {
        "name": spot.name, "country": spot.known.country or None, "admin1": spot.admin1, "admin2": spot.admin2,
        "lat": spot.lat, "lon": spot.lon, "precision": spot.precision,
    }  # fmt: skip
