"""Any file of places as records: a line or number, values by column, and a geometry where the file has one."""

from __future__ import annotations

import csv
import struct
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from contested.errors import GazetteerError
from contested.gazetteer.formats.refusals import Refusals

DELIMITERS = "\t;|,"
#: What pyshp meets a broken shapefile with.
BAD_SHAPE = (OSError, ValueError, LookupError, TypeError, struct.error, zipfile.BadZipFile, Warning)
WORLD = ("WGS_1984", "WGS84", "WGS 84", "4326", "CRS84")  # what coordinates in degrees call themselves


class Record(NamedTuple):
    """One row of a file. ``line`` counts lines of text, records of a shapefile, from 1."""

    line: int
    values: dict[str, str]
    geometry: dict[str, Any] | None = None


class Table(NamedTuple):
    """The columns of a file, and its records one by one; ``size`` in bytes, ``read`` says how many are done."""

    columns: list[str]
    records: Iterator[Record]


def table(path: Path, refusals: Refusals, files: ExitStack, encoding: str | None = None) -> Table:
    """Open a file by its suffix; it stays open as long as ``files``.

    Raises:
        GazetteerError: the file cannot be read, or is not what its suffix says.
    """
    suffix = path.suffix.lower()
    if suffix in (".geojson", ".json"):
        return geojson(path, refusals)
    if suffix in (".geojsonl", ".geojsons", ".jsonl", ".ndjson"):
        return geojson_lines(path, refusals, files)
    if suffix in (".shp", ".zip", ".dbf"):
        return shapefile_table(path, refusals, files, encoding)
    return delimited(path, refusals, files, encoding)


# --- tables of text ---------------------------------------------------------------------------------------------------


def delimited(path: Path, refusals: Refusals, files: ExitStack, encoding: str | None) -> Table:
    """A table of text with a header line; the delimiter is the one that parts the header most."""
    csv.field_size_limit(sys.maxsize)
    file = files.enter_context(opened(path, encoding))
    head = guarded(file.readline, path, 1)
    if not head.strip():
        raise GazetteerError("is empty", source=str(path), line=1, remedy="give a table with a header line")
    delimiter = max(DELIMITERS, key=head.count)
    columns = [column.strip() for column in next(csv.reader([head], delimiter=delimiter))]
    return Table(columns, rows(csv.reader(file, delimiter=delimiter), columns, path, refusals))


def opened(path: Path, encoding: str | None) -> Any:
    """A file of text."""
    try:
        return path.open(encoding=encoding or "utf-8-sig", newline="")
    except OSError as error:
        raise unreadable(path, error) from error


def rows(reader: Any, columns: list[str], path: Path, refusals: Refusals) -> Iterator[Record]:
    """The rows below a header; a row with another number of cells is refused."""
    while True:
        line = reader.line_num + 2
        cells = guarded(lambda: next(reader, None), path, line)
        if cells is None:
            return
        if not any(cells):
            continue
        if len(cells) != len(columns):
            what = f"the number of cells is {len(cells)}, of the header {len(columns)}"
            refusals.refuse(wrong(what, path, line, "is the file cut short? mend the line, or leave it by --skip-bad"))
            continue
        yield Record(line, dict(zip(reversed(columns), reversed(cells), strict=True)))


def guarded(step: Any, path: Path, line: int) -> Any:
    """Do a step of reading; what stops it is told with the line."""
    try:
        return step()
    except UnicodeError as error:
        encoding = getattr(error, "encoding", "utf-8")
        where = undecodable(path, encoding) or line
        raise wrong(f"is not {encoding}", path, where, "name the character set by --encoding (cp1252, …)") from error
    except csv.Error as error:
        raise wrong(f"is no table: {error}", path, line, "save it again as CSV") from error
    except OSError as error:
        raise unreadable(path, error) from error


def undecodable(path: Path, encoding: str) -> int | None:
    """The first line that is not of a character set; None where no single line is to blame."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                raw.decode(encoding)
            except UnicodeError:
                return number
    return None


# --- GeoJSON ----------------------------------------------------------------------------------------------------------


class Feature(msgspec.Struct):
    """A GeoJSON feature (RFC 7946)."""

    type: str
    properties: dict[str, Any] | None = None
    geometry: dict[str, Any] | None = None
    id: str | int | None = None


class Collection(msgspec.Struct):
    """A GeoJSON collection, its features not looked into yet."""

    type: str
    features: list[msgspec.Raw]
    crs: dict[str, Any] | None = None


def geojson(path: Path, refusals: Refusals) -> Table:
    """A GeoJSON collection; the columns are those of its first thousand features."""
    try:
        data = path.read_bytes()
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=Collection)
    except OSError as error:
        raise unreadable(path, error) from error
    except (msgspec.MsgspecError, RecursionError) as error:
        raise wrong(f"is no GeoJSON collection: {error}", path, None, "is the file cut short?") from error
    crs = str((whole.crs or {}).get("properties", {}).get("name", "CRS84"))
    if not any(name in crs for name in WORLD):
        raise projected(crs, path)
    parts = [bytes(raw) for raw in whole.features]
    return Table(columns_of(parts), features(numbered(data, parts), path, refusals))


def numbered(data: bytes, parts: list[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each part of a file with the line that it begins on."""
    at, line = 0, 1
    for part in parts:
        begins = data.find(part, at)
        line += data.count(b"\n", at, begins)
        yield line, part
        line += part.count(b"\n")
        at = begins + len(part)


def geojson_lines(path: Path, refusals: Refusals, files: ExitStack) -> Table:
    """GeoJSON features, one a line."""
    try:
        file = files.enter_context(path.open("rb"))
        first = [line for line, _ in zip(file, range(1000), strict=False)]
        file.seek(0)
    except OSError as error:
        raise unreadable(path, error) from error
    parts = ((line, raw) for line, raw in enumerate(file, 1) if raw.strip(b"\x1e \r\n"))
    return Table(columns_of(first), features(((n, raw.strip(b"\x1e \r\n")) for n, raw in parts), path, refusals))


def columns_of(parts: list[bytes]) -> list[str]:
    """The properties that the first features have, in their order."""
    columns: dict[str, None] = {}
    for part in parts[:1000]:
        try:
            feature = msgspec.json.decode(part.strip(b"\x1e \r\n"), type=Feature)
        except (msgspec.MsgspecError, RecursionError):
            continue
        columns.update(dict.fromkeys(feature.properties or ()))
        if feature.id is not None:
            columns.setdefault("id")
    return list(columns)


def features(parts: Iterator[tuple[int, bytes]], path: Path, refusals: Refusals) -> Iterator[Record]:
    """Features as records."""
    for line, part in parts:
        try:
            feature = msgspec.json.decode(part, type=Feature)
        except (msgspec.MsgspecError, RecursionError) as error:
            refusals.refuse(wrong(f"is no GeoJSON feature: {error}", path, line, "mend it, or leave it by --skip-bad"))
            continue
        values = {name: said(value) for name, value in (feature.properties or {}).items()}
        if feature.id is not None:
            values.setdefault("id", str(feature.id))
        yield Record(line, values, feature.geometry)


def said(value: Any) -> str:
    """A value as it would stand in a table."""
    return "" if value is None else value if isinstance(value, str) else str(value)


# --- shapefiles -------------------------------------------------------------------------------------------------------


def shapefile_table(path: Path, refusals: Refusals, files: ExitStack, encoding: str | None) -> Table:
    """A shapefile, alone or in a zip archive."""
    import shapefile  # type: ignore[import-untyped]

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Warning)  # that the file is shorter than it says
            reader = files.enter_context(shapefile.Reader(str(path), encoding=encoding))
        projection = path.with_suffix(".prj")
        text = projection.read_text("utf-8", "replace") if projection.exists() else ""
    except BAD_SHAPE as error:
        raise wrong(
            f"is no shapefile: {error}", path, None, "give the .shp beside its .dbf and .shx, or a zip"
        ) from error
    if text.lstrip().upper().startswith("PROJCS"):
        raise projected(text.partition('"')[2].partition('"')[0], path)
    columns = [field[0] for field in reader.fields if field[0] != "DeletionFlag"]
    return Table(columns, shapes(reader, columns, path, refusals))


def shapes(reader: Any, columns: list[str], path: Path, refusals: Refusals) -> Iterator[Record]:
    """The records of a shapefile."""
    total = len(reader)
    for number in range(total):
        try:
            one = reader.shapeRecord(number)
            geometry = one.shape.__geo_interface__ if one.shape.shapeType else None
            values = {column: said(value) for column, value in zip(columns, one.record, strict=True)}
        except BAD_SHAPE as error:
            what = f"record {number + 1} of {total} cannot be read: {error}"
            refusals.refuse(wrong(what, path, number + 1, "is the file cut short, or its character set another?"))
            continue
        yield Record(number + 1, values, geometry)


# --- errors -----------------------------------------------------------------------------------------------------------


def wrong(what: str, path: Path, line: int | None, remedy: str) -> GazetteerError:
    """That a file is not what it must be."""
    return GazetteerError(what, source=str(path), line=line, remedy=remedy)


def projected(crs: str, path: Path) -> GazetteerError:
    """That a file is in metres, not degrees."""
    return wrong(f"is in the projection {crs}, not in degrees", path, None, "save it in WGS 84 (EPSG:4326)")


def unreadable(path: Path, error: OSError) -> GazetteerError:
    """That a file cannot be read."""
    return GazetteerError(
        f"cannot be read: {(error.strerror or str(error)).lower()}", source=str(path), remedy="is the path right?"
    )
