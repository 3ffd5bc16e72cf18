"""For notebooks: the places of a text as a table.

    contested.places("The army captured Deir Hafer on Sunday.", country="SY")

One row for each place that stands in the text, in text order, found or not; ``geometry`` is WKB in WGS 84 under the
GeoArrow extension name, so that GeoPandas, DuckDB and QGIS take the table as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from contested.errors import UsageError
from contested.gazetteer.shelf import newest
from contested.gazetteer.store import shelf_folder
from contested.model import Claim, Place, PlaceMention, Reading, Report, report_id
from contested.reading import Reader, open_reader

Form = Literal["arrow", "pandas", "geopandas"]
#: The columns, each with its Arrow type.
COLUMNS = {
    "report": "string", "start": "int32", "end": "int32", "text": "string", "name": "string", "id": "string",
    "level": "string", "country": "string", "admin1": "string", "admin2": "string", "pcode": "string", "lat": "float64",
    "lon": "float64", "radius_km": "float64", "relation": "string", "precision": "int8", "candidates": "int32",
    "margin": "float64", "claim": "string", "type": "string", "role": "string", "geometry": "binary",
}  # fmt: skip
GEOMETRY = {b"ARROW:extension:name": b"geoarrow.wkb", b"ARROW:extension:metadata": b'{"crs":"OGC:CRS84"}'}


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
        form: "arrow" for a `pyarrow.Table`, "pandas" for a DataFrame without geometries, "geopandas" for a
            GeoDataFrame; the latter two must be installed.

    Returns:
        One row for each place in the text. ``claim``, ``type``, ``role``, ``precision`` (UCDP 1-7) and ``margin`` are
        those of the first claim that rests on it, null where none does; ``geometry`` is the area or line that the
        words describe, else the point.

    Raises:
        UsageError: the library for the form is not installed.
        GazetteerError, KnowledgeError: the index or the knowledge cannot be opened.
    """
    import pyarrow as pa

    taken = [text] if isinstance(text, str | Report) else list(text)
    reports = [as_report(one, date, country) for one in taken]
    reader = reader_of(knowledge, gazetteer, tuple(sorted(map(str, newest(shelf_folder(gazetteer)).values()))))
    rows = [row for report in reports for row in rows_of(reader.read(report), reader)]
    fields = [
        pa.field(name, pa.type_for_alias(kind), metadata=GEOMETRY if name == "geometry" else None)
        for name, kind in COLUMNS.items()
    ]
    return formed(pa.Table.from_pylist(rows, pa.schema(fields)), form)


def formed(table: Any, form: Form) -> Any:
    """An Arrow table in another form."""
    if form == "arrow":
        return table
    try:
        if form == "geopandas":
            from geopandas import GeoDataFrame

            return GeoDataFrame.from_arrow(table)
        if form == "pandas":
            return table.drop_columns(["geometry"]).to_pandas()
    except ImportError as error:
        raise UsageError(f"{form} is not installed", remedy=f"pip install {form}") from error
    raise UsageError(f'"{form}" is no form', remedy="forms are arrow, pandas, geopandas")


def as_report(text: str | Report, date: str | None, country: str | None) -> Report:
    """A text as a report."""
    return text if isinstance(text, Report) else Report(id=report_id(text), text=text, date=date, country=country)


@lru_cache(maxsize=2)
def reader_of(knowledge: Path | None, gazetteer: Path | None, _layers: tuple[str, ...]) -> Reader:
    """A reader, opened once for each state of the user's layers."""
    return open_reader(knowledge, gazetteer)


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
        "geometry": well_known_binary(described, mention),
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


def well_known_binary(described: dict[str, Any] | None, mention: PlaceMention) -> bytes | None:
    """The area that the words describe, else the point; None for a place that was not found."""
    if mention.lat is None or mention.lon is None:
        return None
    import shapely
    from shapely.geometry import Point, shape

    found: bytes = shapely.to_wkb(shape(described) if described else Point(mention.lon, mention.lat))
    return found
