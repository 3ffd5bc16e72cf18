"""Events and claims in the formats of the field, streamed: a row is made, written and let go.

``formats.toml`` says what each format is; `admission` what may become a row of it; each writer turns rows into text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from contested.publish.export.about import About
from contested.publish.export.acled import acled
from contested.publish.export.admission import Admission
from contested.publish.export.annotations import web_annotations
from contested.publish.export.codes import formats
from contested.publish.export.flat import table
from contested.publish.export.ged import ged
from contested.publish.export.gold import gold
from contested.publish.export.markdown import markdown
from contested.publish.export.plover import plover
from contested.publish.export.prov import prov
from contested.publish.export.row import Row, of_claim, of_event
from contested.publish.export.shapes import geojson, geoparquet, kml
from contested.publish.export.spool import Spool
from contested.publish.export.spot import in_index
from contested.publish.export.statements import statements
from contested.publish.export.workbook import workbook

Writer = Callable[[Iterable[Row], About], Iterator[str] | Iterator[bytes]]
WRITERS: dict[str, Writer] = {
    "acled": acled,
    "ged": ged,
    "plover": plover,
    "geojson": geojson,
    "geoparquet": geoparquet,
    "csv": table,
    "hxl": partial(table, hxl=True),
    "kml": kml,
    "ftm": statements,
    "annotations": web_annotations,
    "prov": prov,
    "markdown": markdown,
}


#: Formats that are tables, and so may be workbooks too.
TABLES = frozenset({"acled", "ged", "csv", "hxl"})


def export(rows: Iterable[Row], to: str, about: About, *, book: bool = False) -> Iterator[bytes]:
    """Rows in a format, as bytes (UTF-8), piece by piece; they are such as `Admission` let through.

    ``book``: one of `TABLES` as a workbook.
    """
    made = WRITERS[to](rows, about)
    for piece in workbook((str(line) for line in made), to) if book else made:
        yield piece.encode() if isinstance(piece, str) else piece


__all__ = [
    "TABLES",
    "WRITERS",
    "About",
    "Admission",
    "Row",
    "Spool",
    "export",
    "formats",
    "gold",
    "in_index",
    "of_claim",
    "of_event",
]
