"""Tables: columns with types, rows, and the forms in which a notebook takes them.

A type is the name of an Arrow type, of one of `STRUCTS`, or one of these with ``[]`` behind it: a list of them. A
column called ``geometry`` is WKB in WGS 84 under the GeoArrow extension name, so that GeoPandas, DuckDB and QGIS take a
table as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from contested.errors import UsageError
from contested.extras import needed

Form = Literal["arrow", "pandas", "polars", "geopandas"]
GEOMETRY = {b"ARROW:extension:name": b"geoarrow.wkb", b"ARROW:extension:metadata": b'{"crs":"OGC:CRS84"}'}
#: What stands in cells that hold several values under names.
STRUCTS: dict[str, dict[str, str]] = {
    "count": {
        "what": "string", "whom": "string", "low": "float64", "high": "float64", "best": "float64",
        "approximate": "bool",
    },
    "tally": {"what": "string", "low": "float64", "high": "float64", "best": "float64", "claims": "string[]"},
    "variant": {"value": "string", "voices": "int32", "sources": "string[]", "claims": "string[]"},
    "contradiction": {"attribute": "string", "variants": "variant[]"},
}  # fmt: skip


def arrow_type(kind: str) -> Any:
    """The Arrow type of a column's type."""
    with needed("tables", "a table in Python"):
        import pyarrow as pa

    if kind.endswith("[]"):
        return pa.list_(arrow_type(kind.removesuffix("[]")))
    if kind in STRUCTS:
        return pa.struct([(name, arrow_type(of)) for name, of in STRUCTS[kind].items()])
    return pa.type_for_alias(kind)


def table(
    columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], form: Form, types: Mapping[str, Any] | None = None
) -> Any:
    """Rows as a table.

    Args:
        columns: names with their types, in order.
        rows: a value for each column, None for what is not known.
        form: what the table is to be.
        types: the Arrow types of columns whose type only the rows tell.

    Raises:
        UsageError: there is no such form, or its library is not installed.
    """
    with needed("tables", "a table in Python"):
        import pyarrow as pa

    kinds = {name: arrow_type(kind) for name, kind in columns.items() if name not in (types or {})} | dict(types or {})
    fields = [pa.field(name, kinds[name], metadata=GEOMETRY if name == "geometry" else None) for name in columns]
    return formed(pa.Table.from_pylist(list(rows), pa.schema(fields)), form)


def formed(made: Any, form: Form) -> Any:
    """An Arrow table in another form; pandas and polars have no type for a geometry and go without."""
    if form == "arrow":
        return made
    try:
        if form == "geopandas":
            from geopandas import GeoDataFrame

            return GeoDataFrame.from_arrow(made)
        if form == "pandas":
            return made.drop_columns(["geometry"]).to_pandas()
        if form == "polars":
            import polars

            return polars.from_arrow(made.drop_columns(["geometry"]))
    except ImportError as error:
        raise UsageError(f"{form} is not installed", remedy=f"pip install {form}") from error
    raise UsageError(f'"{form}" is no form', remedy="forms are arrow, pandas, polars, geopandas")


def well_known_binary(lat: float | None, lon: float | None, described: dict[str, Any] | None = None) -> bytes | None:
    """The area or line (GeoJSON) that words describe, else the point in degrees; None for a place not found."""
    if lat is None or lon is None:
        return None
    import shapely
    from shapely.geometry import Point, shape

    found: bytes = shapely.to_wkb(shape(described) if described else Point(lon, lat))
    return found


def day(text: str | None) -> date | None:
    """The day of an ISO date or date-time."""
    return date.fromisoformat(text[:10]) if text else None
