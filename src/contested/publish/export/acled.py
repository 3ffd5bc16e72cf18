"""Rows as ACLED's 31 columns, in their order (``acled.csv``; ACLED Codebook, edition of October 2024).

What ACLED's columns cannot say stands in the notes: who says so, the bounds of the deaths, disputes, the quote; the
tags say which names are ours and not known to be ACLED's. ``fatalities``: the lowest figure, see `deaths`; 0 where
nobody gives one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_coding import coded, settled
from contested.publish.export.acled_people import righted
from contested.publish.export.acled_sides import Side, interaction, sides
from contested.publish.export.cells import in_line, line, ordered
from contested.publish.export.codes import NO_COUNTRY, Country
from contested.publish.export.deaths import killed
from contested.publish.export.row import Row
from contested.publish.export.sentence import notes
from contested.publish.export.spot import acled_precision, unsure

COLUMNS = codes.columns("acled.csv")


def acled(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The header, then a line a row."""
    yield line(COLUMNS)
    for row in rows:
        yield ordered(COLUMNS, cells(row, about))


def cells(row: Row, about: About) -> dict[str, object]:
    """A row's columns; empty where the row has not what a column asks for."""
    row = settled(righted(row, about))
    code = coded(row, about)
    known = codes.countries().get(row.spot.known.country, NO_COUNTRY) if row.spot else NO_COUNTRY
    one, other = sides(row, code, about)
    return {
        "event_id_cnty": row.id, "disorder_type": codes.disorder(code.event_type, code.sub_event_type),
        "event_type": code.event_type, "sub_event_type": code.sub_event_type, "source": "; ".join(row.sources),
        "source_scale": None, "notes": in_line(notes(row, about.address(row))), "fatalities": killed(row),
        "tags": tags(row, one, other, about), "timestamp": None,
        "civilian_targeting": "Civilian targeting" if codes.targets_civilians(code, other.category) else None,
    } | when(row) | who(one, other) | where(row, known)  # fmt: skip


def tags(row: Row, one: Side, other: Side, about: About) -> str:
    """Our type and address, and which columns hold a name that is ours."""
    ours = [f"{column} is not ACLED's name" for column, side in (("actor1", one), ("actor2", other)) if side.ours]
    if row.spot is not None and unsure(row.spot):
        ours.append("the place is one of several of its name")
    if row.spot is not None and not row.spot.known.country:
        ours.append("the country is not known")
    return "; ".join((f"type={row.type}", f"address={about.address(row)}", *ours))


def when(row: Row) -> dict[str, object]:
    """The columns of the time: of a week or a month that is all that is known, its middle day."""
    if row.start is None or row.end is None:
        return {"event_date": None, "year": None, "time_precision": None}
    first, last = date.fromisoformat(row.start), date.fromisoformat(row.end)
    day = first + timedelta(days=(last - first).days // 2)
    precision = codes.span((last - first).days + 1, row.dated)["time_precision"]
    return {"event_date": day.isoformat(), "year": f"{day.year:04d}", "time_precision": precision}


def where(row: Row, known: Country) -> dict[str, object]:
    """The columns of the place."""
    spot = row.spot
    if spot is None:
        return dict.fromkeys(("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
                              "longitude", "geo_precision"))  # fmt: skip
    return {
        "iso": known.iso_numeric, "region": known.acled_region, "country": known.acled, "admin1": spot.admin1,
        "admin2": spot.admin2, "admin3": spot.known.admin3, "location": spot.name, "latitude": spot.lat,
        "longitude": spot.lon, "geo_precision": acled_precision(spot),
    }  # fmt: skip


def who(one: Side, other: Side) -> dict[str, object]:
    """The columns of the actors."""
    return {
        "actor1": one.name, "assoc_actor_1": "; ".join(one.beside), "inter1": one.category, "actor2": other.name,
        "assoc_actor_2": "; ".join(other.beside), "inter2": other.category,
        "interaction": interaction(one.category, other.category),
    }  # fmt: skip
