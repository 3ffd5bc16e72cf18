"""The rows of a file that holds a baseline: CSV, GeoJSON, shapefile, GeoPackage, or another ledger."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import shapely

from contested.errors import ContestedError, InputError
from contested.gazetteer.formats.records import Record, table
from contested.gazetteer.formats.refusals import Refusals

SQLITE = b"SQLite format 3\x00"
PACKAGE = (b"GPKG", b"GP10", b"GP11")  # application ids of GeoPackages, at byte 68
ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the envelope code in a GeoPackage geometry's flags
WORLD = 4326


def records(path: Path, encoding: str | None = None) -> list[Record]:
    """The rows of a file, with their geometry where they have one.

    Raises:
        InputError: it cannot be read, is empty, or its coordinates are no degrees of WGS 84.
    """
    if not path.is_file():
        raise InputError("there is no such file", source=str(path), remedy="give a file")
    try:
        if path.suffix.lower() == ".gpkg" or _kind(path) == "package":
            found = list(package(path))
        else:
            with ExitStack() as files:
                found = list(table(path, Refusals(), files, encoding).records)
    except InputError:
        raise
    except ContestedError as error:
        remedy = (error.remedy or "").replace(", or leave it by --skip-bad", "") or None
        raise InputError(error.what, source=error.source, line=error.line, key=error.key, remedy=remedy) from error
    if not found:
        raise InputError("holds no row", source=str(path), remedy="give at least one place and its side")
    if len({row.line for row in found}) < len(found):  # features that share a line: the number of each says which
        found = [row._replace(line=number) for number, row in enumerate(found, 1)]
    return found


def is_ledger(path: Path) -> bool:
    """Whether a file is another ledger."""
    return path.is_file() and _kind(path) == "database"


def _kind(path: Path) -> str | None:
    with path.open("rb") as file:
        head = file.read(72)
    if not head.startswith(SQLITE):
        return None
    return "package" if head[68:72] in PACKAGE else "database"


def package(path: Path) -> Iterator[Record]:
    """The rows of a GeoPackage's one table of features (OGC 12-128).

    Raises:
        InputError: it is none, has several tables of features or none, or is not in degrees of WGS 84.
    """
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            database.row_factory = sqlite3.Row
            columns = "SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns ORDER BY table_name"
            tables = database.execute(columns).fetchall()
            if len(tables) != 1:
                names = ", ".join(row["table_name"] for row in tables) or "none"
                remedy = "save the one that holds the baseline as a file of its own"
                raise InputError(f"has not one table of features but {names}", source=str(path), remedy=remedy)
            name, geometry, srs = tables[0]
            _world(database, srs, path)
            quoted = name.replace('"', '""')
            for number, row in enumerate(database.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid'), 1):
                values = {key: "" if row[key] is None else str(row[key]) for key in row.keys() if key != geometry}  # noqa: SIM118
                yield Record(number, values, _shape(row[geometry], path, number))
    except sqlite3.Error as error:
        remedy = "give a GeoPackage, or save it as GeoJSON"
        raise InputError(f"is no GeoPackage: {error}", source=str(path), remedy=remedy) from error


def _world(database: sqlite3.Connection, srs: int, path: Path) -> None:
    """See that coordinates are degrees of WGS 84."""
    query = "SELECT organization_coordsys_id, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
    found = database.execute(query, (srs,)).fetchone()
    if found is None or found[0] != WORLD:
        name = found[1] if found else f"system {srs}"
        remedy = "reproject it to WGS 84 (EPSG:4326), for example with ogr2ogr -t_srs EPSG:4326"
        raise InputError(f"is in {name}, not in degrees of WGS 84", source=str(path), remedy=remedy)


def _shape(blob: bytes | None, path: Path, number: int) -> dict[str, Any] | None:
    """A GeoPackage geometry as GeoJSON: a header of two letters, version, flags, system and envelope, then WKB."""
    if blob is None:
        return None
    try:
        start = 8 + ENVELOPES[(blob[3] >> 1) & 7]
        shape: dict[str, Any] = json.loads(shapely.to_geojson(shapely.from_wkb(blob[start:])))
    except (IndexError, shapely.errors.GEOSException) as error:
        remedy = "mend the geometry, or save the file as GeoJSON"
        raise InputError("its geometry cannot be read", source=str(path), line=number, remedy=remedy) from error
    return shape
