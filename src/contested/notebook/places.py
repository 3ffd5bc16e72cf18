"""The places of a text as a table, one row each, in text order, found or not.

contested.places("The army captured Deir Hafer on Sunday.", country="SY")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from contested.model import Claim, Place, PlaceMention, Reading, Report
from contested.notebook.forms import Form, table, well_known_binary
from contested.notebook.opening import as_report, reader_of
from contested.reading import Reader

#: The columns, each with its type (`contested.notebook.forms`).
COLUMNS = {
    "report": "string", "start": "int32", "end": "int32", "text": "string", "name": "string", "id": "string",
    "level": "string", "country": "string", "admin1": "string", "admin2": "string", "pcode": "string", "lat": "float64",
    "lon": "float64", "radius_km": "float64", "relation": "string", "precision": "int8", "candidates": "int32",
    "margin": "float64", "claim": "string", "type": "string", "role": "string", "geometry": "binary",
}  # fmt: skip


def places(
    text: str | Report | Iterable[str | Report],
    *,
    date: str | None = None,
    country: str | None = None,
    knowledge: Path | None = None,
    gazetteer: Path | None = None,
    form: Form = "arrow",
) -> Any:
    """The places that stand in a text, as a table.

    Args:
        text: a text, a report, or several.
        date: ISO day of texts that bring none.
        country: ISO alpha-2 code of the country that texts are about; a hint, never a filter.
        knowledge: a folder of your own actors, places, wording.
        gazetteer: another index of places than your own.
        form: "arrow" for a `pyarrow.Table`, "pandas" or "polars" for a DataFrame without geometries, "geopandas" for
            a GeoDataFrame; all but the first must be installed.

    Returns:
        One row for each place in the text. ``claim``, ``type``, ``role``, ``precision`` (UCDP 1-7) and ``margin`` are
        those of the first claim that rests on it, null where none does; ``geometry`` is the area or line that the
        words describe, else the point.

    Raises:
        UsageError: the library for the form is not installed.
        GazetteerError, KnowledgeError: the index or the knowledge cannot be opened.
    """
    taken = [text] if isinstance(text, str | Report) else list(text)
    reports = [as_report(one, date, country) for one in taken]
    reader = reader_of(knowledge, gazetteer)
    rows = (row for report in reports for row in rows_of(reader.read(report), reader))
    return table(COLUMNS, rows, form)


def rows_of(reading: Reading, reader: Reader) -> Iterator[dict[str, Any]]:
    """The places of one reading."""
    resting = resting_on(reading.claims)
    for mention in reading.mentions:
        if isinstance(mention, PlaceMention):
            claim, place = resting.get((mention.start, mention.end), (None, None))
            yield row_of(mention, claim, place, reader)


def resting_on(claims: Iterable[Claim]) -> dict[tuple[int, int], tuple[Claim, Place]]:
    """The first claim that rests on each place of a text, with the place as the claim has it."""
    found: dict[tuple[int, int], tuple[Claim, Place]] = {}
    for claim in claims:
        for place in claim.places:
            if place.mention is not None:
                found.setdefault((place.mention.start, place.mention.end), (claim, place))
    return found


def row_of(mention: PlaceMention, claim: Claim | None, place: Place | None, reader: Reader) -> dict[str, Any]:
    """One place of a text as a row."""
    known = of_index(mention, reader)
    described = place.geometry if place is not None else None
    return {
        **{name: getattr(mention, name) for name in COLUMNS if hasattr(mention, name)},
        "admin1": known.get("admin1"),
        "admin2": known.get("admin2"),
        "pcode": known.get("pcode"),
        "precision": place.precision if place else None,
        "margin": place.margin if place else None,
        "claim": claim.id if claim else None,
        "type": claim.type if claim else None,
        "role": place.role if place else None,
        "geometry": well_known_binary(mention.lat, mention.lon, described),
    }


def of_index(mention: PlaceMention, reader: Reader) -> dict[str, str | None]:
    """What the index says of a place beyond the mention."""
    gazetteer = reader.gazetteer
    for name in (mention.name, mention.text):
        for row in gazetteer.strict(name) if mention.id else ():
            place = gazetteer.place(row)
            if place.id == mention.id:
                return {"admin1": place.admin1, "admin2": place.admin2, "pcode": place.pcode}
    return {}
