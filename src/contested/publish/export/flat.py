"""A row in the columns of our own table (``table.csv``), for CSV, HXL, GeoJSON, GeoParquet, KML and Markdown alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contested import ontology
from contested.fusion.event import Party, Tally
from contested.publish import words
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_coding import coded
from contested.publish.export.cells import line, ordered
from contested.publish.export.deaths import deaths
from contested.publish.export.row import Row
from contested.publish.export.sentence import disputed, quote, sentence
from contested.publish.export.spot import Spot

COLUMNS = codes.columns("table.csv")


def table(rows: Iterable[Row], about: About, *, hxl: bool = False) -> Iterator[str]:
    """The header, with ``hxl`` the row of tags, then a line a row."""
    yield line(COLUMNS)
    if hxl:
        # a tag is no comment to a spreadsheet and begins with no sign that a cell is changed for
        yield line(row["hxl"] for row in codes.rows("table.csv"))
    for row in rows:
        yield ordered(COLUMNS, flat(row, about))


def flat(row: Row, about: About) -> dict[str, object]:
    """A row by column; None where something is not known."""
    code = coded(row, about) if row.type in ontology.table() else None
    return {
        "id": row.id, "address": about.address(row), "rows": row.kind, "type": row.type,
        "acled_event_type": code and code.event_type, "acled_sub_event_type": code and code.sub_event_type,
        "start": row.start, "end": row.end, "counts": joined(map(figure, row.tallies)), "outcome": row.outcome,
        "modality": row.modality, "polarity": row.polarity, "scope": row.scope, "certainty": row.certainty,
        "voices": row.voices, "disputed": disputed(row) or None, "sentence": sentence(row),
        "quote": quote(row.told[0]) or None, "sources": joined(row.sources), "urls": joined(row.urls),
        "reports": joined(row.reports), "claims": joined(each.claim.id for each in row.told),
    } | who(row) | where(row.spot) | killed(row)  # fmt: skip


def joined(values: Iterable[str | None]) -> str | None:
    """Values in one cell, each once."""
    return "; ".join(dict.fromkeys(filter(None, values))) or None


def who(row: Row) -> dict[str, object]:
    """The columns of the parties."""

    def sides(parties: list[Party]) -> str | None:
        return joined(party.side for party in parties)

    agents, patients = row.named("agent"), row.named("patient")
    return {
        "agents": joined(party.name for party in agents), "agent_sides": sides(agents),
        "patients": joined(party.name for party in patients), "patient_sides": sides(patients),
    }  # fmt: skip


def where(spot: Spot | None) -> dict[str, object]:
    """The columns of the place."""
    if spot is None:
        return dict.fromkeys(
            ("place", "pcode", "country", "admin1", "admin1_pcode", "admin2", "admin2_pcode", "admin3", "admin3_pcode",
             "lat", "lon", "radius_km", "precision")
        )  # fmt: skip
    known = spot.known
    return {
        "place": spot.name, "pcode": known.pcode or None, "country": known.country or None, "admin1": spot.admin1,
        "admin1_pcode": known.admin1_pcode or None, "admin2": spot.admin2, "admin2_pcode": known.admin2_pcode or None,
        "admin3": known.admin3 or None, "admin3_pcode": known.admin3_pcode or None, "lat": spot.lat, "lon": spot.lon,
        "radius_km": spot.radius_km, "precision": spot.precision,
    }  # fmt: skip


def killed(row: Row) -> dict[str, object]:
    """The columns of deaths; None, and not 0, where nobody gives a figure."""
    found = deaths(row)
    known = found.low is not None
    return {"killed_low": found.low, "killed_best": found.best if known else None, "killed_high": found.high}


def figure(tally: Tally) -> str:
    """A figure with its range: "12-15 killed"."""
    low, high = ("?" if number is None else words.number(number) for number in (tally.low, tally.high))
    return f"{low if low == high else f'{low}-{high}'} {words.word('count', tally.what)}"
