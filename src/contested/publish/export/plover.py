"""Rows as PLOVER records (manual of February 2024): actors, recipients, event, mode and contexts, as JSON.

Category and mode are those of the ontology, the mode refined by the means that a clause names; contexts are those that
the type alone says (``contexts.csv``). ``plover_codes.csv`` holds the manual's categories and modes. Nothing
else is filled: intensity and the like are judgements that no table of ours makes. ``coded_date`` is null, since the
same ledger gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pycountry

from contested import ontology
from contested.fusion.event import Party
from contested.model import Plover
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
    """A row as a record; every key is always there, null or an empty list for what is not known."""
    first, code = row.told[0], coded(row)
    assert code is not None
    return {
        "id": row.id, "date": row.start, "enddate": row.end,
        "actor": [entity(party, about) for party in actors(row)],
        "recipient": [entity(party, about) for party in recipients(row)],
        "event": [code.event], "event_loc": where(row),
        "event_text": list(dict.fromkeys(each.claim.trigger.text for each in row.told[: row.telling])),
        "quad_code": quad(code.event), "mode": [code.mode] if code.mode else [], "context": codes.contexts(row.type),
        "text": quote(first), "text_info": text_info(row), "cite_info": cite_info(row, about),
        "coder": f"contested {about.version}".strip(), "coded_date": None,
        "comment": f"Disputed: {disputed(row)}" if row.contradictions else None,
    }  # fmt: skip


def coded(row: Row) -> Plover | None:
    """Category and mode; the mode of the means where the type has the means' default; None where there is no code."""
    code = ontology.table()[row.type].plover
    if code is None or code.event != "ASSAULT" or code.mode in ("unconventional", "suicide-attack"):
        return code
    named = {means.kind for told in row.told for means in told.claim.means}
    better = next((each["mode"] for each in codes.rows("plover_means.csv")
                   if each["means"] in named and each["from"] in ("", code.mode or "none")), None)  # fmt: skip
    return Plover(code.event, better) if better else code


def actors(row: Row) -> list[Party]:
    """Who does it; of a clash that names all in one role those of the first side."""
    acting = row.named("agent")
    return [party for party in acting if party not in foes(row)]


def recipients(row: Row) -> list[Party]:
    """To whom it is done; of a clash that names all in one role those of the other side."""
    return row.named("patient", "beneficiary") or foes(row)


def foes(row: Row) -> list[Party]:
    """Of a clash of which all stand in one role, those of another side than the first."""
    acting = row.named("agent")
    if row.type != "clash" or not acting or not acting[0].side or row.named("patient"):
        return []
    return [party for party in acting if party.side and party.side != acting[0].side]


def has_code(row: Row) -> bool:
    """Whether PLOVER has a code for the type, and the row the recipient that the category asks for."""
    code = coded(row)
    return code is not None and (bool(recipients(row)) or categories()[code.event]["recipient"] != "yes")


@cache
def categories() -> dict[str, dict[str, str]]:
    """The manual's categories by name."""
    return {row["category"]: row for row in codes.rows("plover_codes.csv")}


def quad(category: str) -> str:
    """Which of the four quadrants a category lies in."""
    return categories()[category]["quad"].upper()


def entity(party: Party, about: About) -> dict[str, Any]:
    """An actor or a recipient with its country (ISO alpha-3) and sector."""
    kind, home = codes.kinds().get(party.kind or ""), about.country(party)
    country = pycountry.countries.get(alpha_2=home) if home else None
    return {
        "entity_text": party.name, "country": country.alpha_3 if country else None,
        "sector": kind.sector if kind else None, "id": party.id, "side": party.side,
    }  # fmt: skip


def text_info(row: Row) -> dict[str, Any]:
    """What the text is in, a neutral sentence, and the deaths that it tells of."""
    found = deaths(row)
    return {
        "language": row.told[0].report.lang, "summary": sentence(row),
        "fatalities": None if found.low is None else found._asdict(),
    }  # fmt: skip


def cite_info(row: Row, about: About) -> dict[str, Any]:
    """Who published it, where, and our address of it."""
    return {"publication": row.sources, "url": row.urls, "address": about.address(row)}


def where(row: Row) -> dict[str, Any] | None:
    """The place; None for none."""
    spot = row.spot
    return None if spot is None else {
        "name": spot.name, "country": spot.known.country or None, "admin1": spot.admin1, "admin2": spot.admin2,
        "lat": spot.lat, "lon": spot.lon, "precision": spot.precision,
    }  # fmt: skip
