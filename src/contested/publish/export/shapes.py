"""Rows with their places: GeoJSON (RFC 7946), GeoParquet 1.1 and KML 2.2, in WGS 84 degrees, longitude first.

A row whose place was not found has null geometry in the first two and is no row of KML; it is never put at 0, 0.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from contested.extras import needed
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.cells import clean
from contested.publish.export.flat import COLUMNS, flat
from contested.publish.export.json_text import array
from contested.publish.export.row import Row
from contested.publish.geojson import geometry

GROUP = 5_000  # rows of a Parquet row group: what is held in memory
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {
        "geometry": {
            "encoding": "WKB",
            "geometry_types": [],
            "covering": {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}},
        }
    },
}
KML_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>contested</name>
"""
KML_FOOT = "</Document>\n</kml>\n"


def shape(row: Row) -> dict[str, Any] | None:
    """The area that the words describe, else the point; None for a place that was not found."""
    return geometry(row.spot) if row.spot else None  # type: ignore[arg-type]


def geojson(rows: Iterable[Row], about: About) -> Iterator[str]:
    """A FeatureCollection, a line a feature."""
    features = (
        {"type": "Feature", "id": row.id, "geometry": shape(row), "properties": flat(row, about)} for row in rows
    )
    yield from array(features, '{"type":"FeatureCollection","features":[\n', "\n]}\n")


def geoparquet(rows: Iterable[Row], about: About) -> Iterator[bytes]:
    """A Parquet file with a column of well-known binary, a row group at a time."""
    with needed("tables", "GeoParquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

    kinds = {row["column"]: pa.type_for_alias(row["type"]) for row in codes.rows("table.csv")}
    box = pa.struct([(side, pa.float64()) for side in ("xmin", "ymin", "xmax", "ymax")])
    schema = pa.schema([*kinds.items(), ("bbox", box), ("geometry", pa.binary())], {"geo": json.dumps(GEO)})
    sink, rest = Drain(), iter(rows)
    with pq.ParquetWriter(pa.PythonFile(sink, "w"), schema, compression="zstd") as writer:
        while some := list(islice(rest, GROUP)):
            writer.write_table(pa.Table.from_pylist([record(row, about) for row in some], schema))
            yield sink.drained()
    yield sink.drained()


def record(row: Row, about: About) -> dict[str, object]:
    """A row with its types and its geometry."""
    import shapely

    found = {name: clean(value) if isinstance(value, str) else value for name, value in flat(row, about).items()}
    where = shape(row)
    drawn = shapely.geometry.shape(where) if where else None
    box = dict(zip(("xmin", "ymin", "xmax", "ymax"), drawn.bounds, strict=True)) if drawn else None
    return found | {"bbox": box, "geometry": shapely.to_wkb(drawn) if drawn else None}


class Drain(io.RawIOBase):
    """A file that is only written to, and emptied as it fills."""

    def __init__(self) -> None:
        self.held: list[bytes] = []
        self.at = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        kept = bytes(data)
        self.held.append(kept)
        self.at += len(kept)
        return len(kept)

    def tell(self) -> int:
        return self.at

    def drained(self) -> bytes:
        """What was written since the last time."""
        found, self.held = b"".join(self.held), []
        return found


def kml(rows: Iterable[Row], about: About) -> Iterator[str]:
    """A Document with a Placemark a row, all columns as extended data."""
    yield KML_HEAD
    for row in rows:
        yield placemark(row, about)
    yield KML_FOOT


def placemark(row: Row, about: About) -> str:
    """A row with a place: its sentence, its days, its point, and everything else."""
    found = flat(row, about)
    assert row.spot is not None
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{xml(found[name])}</value></Data>"
        for name in COLUMNS
        if found[name] is not None
    )
    ends = (("begin", row.start), ("end", row.end))
    span = "".join(f"<{name}>{value}</{name}>" for name, value in ends if value)
    return (
        f'<Placemark id="{row.kind}-{xml(row.id)}"><name>{xml(found["sentence"])}</name>'
        f"<description>{xml(described(found))}</description>"
        + (f"<TimeSpan>{span}</TimeSpan>" if span else "")
        + f"<ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{row.spot.lon},{row.spot.lat}</coordinates></Point></Placemark>\n"
    )


def described(found: dict[str, object]) -> str:
    """What a viewer shows of a mark: as text, in which markup of reports is only text."""
    parts = (("Sources", "sources"), ("Disputed", "disputed"), ("Quote", "quote"), ("Address", "address"))
    said = [f"{name}: {escape(clean(str(found[key])))}" for name, key in parts if found[key]]
    return "<br>".join(said)


def xml(value: object) -> str:
    """Text of an element."""
    return escape(clean(str(value)))
