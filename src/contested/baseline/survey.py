"""Rows to a baseline: which columns say place, side and spot, whether the sides are known, and where the places lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import shapely
from shapely.geometry import shape

from contested.baseline.files import records
from contested.errors import InputError, UsageError
from contested.gazetteer.formats.records import Record
from contested.knowledge.schema import Conflict
from contested.model import Baseline, Stand, digest

#: Names of columns, the first that a file has counts; `--map` names others.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "place": ("place", "name", "town", "settlement", "label"),
    "side": ("side", "holder", "control", "controlled_by", "faction"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "longitude", "lng", "long", "x"),
    "id": ("id", "place_id"),
}
NEEDED = ("side",)
TOUCHING = 0.01  # share of the smaller outline that two of different sides may have in common: drawn by hand, they do
WIDEST = 180.0

#: A name, and a spot (lat, lon) where one is given, to (id, lat, lon); None where nobody knows it.
Find = Callable[[str, tuple[float, float] | None], tuple[str, float, float] | None]


class Asked(NamedTuple):
    """What is said of a baseline beside its rows. ``columns``: field to column; ``sides``: the file's word to a side
    id, "" for rows that are to be left out."""

    day: str
    known: str
    source: str
    licence: str | None
    conflict: str | None
    columns: Mapping[str, str]
    sides: Mapping[str, str]


def survey(
    path: Path, asked: Asked, conflicts: Sequence[Conflict], find: Find, encoding: str | None = None
) -> Baseline:
    """The baseline that a file holds.

    Args:
        path: the file.
        asked: what is said of it.
        conflicts: the wars that are known.
        find: looks places up by name.
        encoding: the character set of a table of text, UTF-8 where None.

    Raises:
        InputError: a row that cannot be taken; names it. UsageError: no such war or column.
    """
    rows = records(path, encoding)
    columns = chosen(rows, asked.columns, str(path))
    held = [row for row in rows if _counts(row)]
    told = [(row, side) for row in held if (side := _word(row, columns, asked.sides, path)) is not None]
    war = _war(told, asked.conflict, conflicts, path)
    stands = [_stand(row, side, columns, war, find, path) for row, side in told]
    if not stands:
        raise InputError("holds no row that says who holds what", source=str(path), remedy="see docs/control.md")
    _apart(stands, path)
    return made(stands, asked, war.id)


def made(stands: Sequence[Stand], asked: Asked, war: str | None) -> Baseline:
    """A baseline of rows; its id hangs on war, days, source and rows."""
    id = digest("baseline", war, asked.day, asked.known, asked.source, msgspec.json.encode(stands).decode())
    return Baseline(
        id=id, conflict=war, day=asked.day, known=asked.known, source=asked.source, licence=asked.licence,
        stands=tuple(stands),
    )  # fmt: skip


def chosen(rows: Sequence[Record], given: Mapping[str, str], source: str) -> dict[str, str]:
    """The column of each field.

    Raises:
        InputError: there is no column for the side. UsageError: a column that was named is not there.
    """
    there = {name: name for row in rows[:1000] for name in row.values}
    by_key = {name.lower(): name for name in reversed(there)}
    found = {}
    for field, names in COLUMNS.items():
        if field in given and given[field] not in there:
            remedy = f"its columns are {', '.join(there) or 'none'}"
            raise UsageError(f'it has no column "{given[field]}"', source=source, key=field, remedy=remedy)
        column = given.get(field) or next((by_key[name] for name in names if name in by_key), None)
        if column is not None:
            found[field] = column
    for field in NEEDED:
        if field not in found:
            remedy = f"name it by --map {field}=COLUMN; its columns are {', '.join(there) or 'none'}"
            raise InputError(f"no column says the {field}", source=source, remedy=remedy)
    return found


def _counts(row: Record) -> bool:
    """Whether a row of an earlier answer of `contested control` says who holds a place: only held places do."""
    status, scope = row.values.get("status", "held"), row.values.get("scope", "place")
    return status == "held" and scope == "place"


def _word(row: Record, columns: Mapping[str, str], sides: Mapping[str, str], path: Path) -> str | None:
    """A row's side in the file's word, or as it is mapped; None where it is to be left out."""
    word = " ".join(row.values.get(columns["side"], "").split())
    if word in sides:
        return sides[word] or None
    if not word:
        remedy = 'write its side, or leave such rows out by --as "="'
        raise InputError("has no side", source=str(path), line=row.line, key=columns["side"], remedy=remedy)
    return word


def _war(told: Sequence[tuple[Record, str]], asked: str | None, conflicts: Sequence[Conflict], path: Path) -> Conflict:
    """The war that is asked for, else the one whose sides all rows name; every side is one of its own.

    Raises:
        InputError: a side is unknown; names its row and the nearest. UsageError: no such war, or it must be said.
    """
    if asked is not None:
        war = next((one for one in conflicts if one.id == asked), None)
        if war is None:
            ids = ", ".join(sorted(one.id for one in conflicts))
            raise UsageError(f'no war is called "{asked}"', remedy=f"known are {ids}")
        wars = [war]
    else:
        wars = [one for one in conflicts if all(side_of(word, one) for _, word in told)]
    if len(wars) > 1:
        ids = ", ".join(sorted(one.id for one in wars))
        raise UsageError("its sides fit several wars", source=str(path), remedy=f"say --conflict, one of {ids}")
    for row, word in told:
        fitting = wars or conflicts
        if not any(side_of(word, one) for one in fitting):
            known = {side.id for one in fitting for side in one.side}
            near = get_close_matches(word.lower().replace(" ", "-"), sorted(known), 3, 0.4)
            say = f"the nearest are {', '.join(near)}" if near else f"known are {', '.join(sorted(known)[:8])}"
            remedy = f'{say}; --as "{word}=SIDE" says what is meant'
            raise InputError(f'no side is called "{word}"', source=str(path), line=row.line, remedy=remedy)
    if not wars:
        raise UsageError("its sides are of several wars", source=str(path), remedy="say --conflict")
    return wars[0]


def side_of(word: str, war: Conflict) -> str | None:
    """The side of a war that a word means: its id or its name."""
    key = word.casefold()
    return next((side.id for side in war.side if key in (side.id.casefold(), side.name.casefold())), None)


def _stand(row: Record, word: str, columns: Mapping[str, str], war: Conflict, find: Find, path: Path) -> Stand:
    """One row."""
    side = side_of(word, war)
    assert side is not None, "the sides were looked at before"
    name = " ".join(row.values.get(columns.get("place", ""), "").split())
    kind = (row.geometry or {}).get("type")
    if kind in ("Polygon", "MultiPolygon"):
        return Stand(row=row.line, place=name, id=None, side=side, lat=None, lon=None,
                     outline=_outline(row.geometry or {}, row, path))  # fmt: skip
    if kind not in (None, "Point"):
        remedy = "give points and polygons"
        raise InputError(f"is a {kind}", source=str(path), line=row.line, remedy=remedy)
    spot = _spot(row, columns, path)
    if not name and spot is None:
        remedy = "name its place, or give lat and lon"
        raise InputError("names no place", source=str(path), line=row.line, remedy=remedy)
    known = find(name, spot) if name else None
    if known is None and spot is None:
        remedy = "write the name as the index of places has it, or give lat and lon"
        raise InputError(f'no place is called "{name}"', source=str(path), line=row.line, remedy=remedy)
    lat, lon = spot or (known[1], known[2])  # type: ignore[index]
    id = row.values.get(columns.get("id", ""), "") if "status" in row.values else ""
    return Stand(row=row.line, place=name or f"{lat:.2f}, {lon:.2f}", id=id or (known[0] if known else None), side=side,
                 lat=lat, lon=lon)  # fmt: skip


def _spot(row: Record, columns: Mapping[str, str], path: Path) -> tuple[float, float] | None:
    """A row's latitude and longitude, None where it has none."""
    if row.geometry is not None:
        lon, lat = (row.geometry.get("coordinates") or (None, None))[:2]
        written = (lat, lon)
    else:
        written = tuple(row.values.get(columns.get(axis, ""), "").strip() for axis in ("lat", "lon"))  # type: ignore[assignment]
    if written in (("", ""), (None, None)):
        return None
    try:
        lat, lon = float(written[0]), float(written[1])  # type: ignore[arg-type]
    except (TypeError, ValueError):
        remedy = "write degrees, such as 36.20"
        raise InputError(f"{written} are no degrees", source=str(path), line=row.line, remedy=remedy) from None
    if not (isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= WIDEST):
        raise InputError(f"{lat:g}, {lon:g} lies nowhere on earth", source=str(path), line=row.line, remedy=PROJECTED)
    return lat, lon


PROJECTED = "coordinates must be degrees of WGS 84: reproject the file, or see whether lat and lon are swapped"


def _outline(geometry: dict[str, Any], row: Record, path: Path) -> dict[str, Any]:
    """A polygon, whole and in degrees."""
    try:
        outline = shapely.make_valid(shape(geometry))
        west, south, east, north = outline.bounds
    except (shapely.errors.GEOSException, ValueError, TypeError, IndexError) as error:
        remedy = "mend the polygon"
        raise InputError("its polygon cannot be read", source=str(path), line=row.line, remedy=remedy) from error
    if not all(map(isfinite, (west, south, east, north))):
        raise InputError("its polygon is empty", source=str(path), line=row.line, remedy="leave the row out")
    if max(abs(west), abs(east)) > WIDEST or max(abs(south), abs(north)) > 90:
        raise InputError("its polygon lies nowhere on earth", source=str(path), line=row.line, remedy=PROJECTED)
    areas = [part for part in shapely.get_parts(outline) if part.geom_type in ("Polygon", "MultiPolygon")]
    found: dict[str, Any] = msgspec.json.decode(shapely.to_geojson(shapely.union_all(areas)))
    return found


def _apart(stands: Iterable[Stand], path: Path) -> None:
    """See that outlines of different sides do not overlap, and that no place has two.

    Raises:
        InputError: two do; names both rows.
    """
    places: dict[tuple[object, ...], Stand] = {}
    for stand in (stand for stand in stands if stand.outline is None):
        key = (stand.id,) if stand.id else (stand.place, round(stand.lat or 0, 2), round(stand.lon or 0, 2))
        other = places.setdefault(key, stand)
        if other.side != stand.side:
            what = f'"{stand.place}" is given to {stand.side} here and to {other.side} in row {other.row}'
            raise InputError(what, source=str(path), line=stand.row, remedy="leave one of them")
    for one, other in overlapping([stand for stand in stands if stand.outline is not None]):
        what = f"its outline ({other.side}) overlaps that of row {one.row} ({one.side})"
        raise InputError(what, source=str(path), line=other.row, remedy="cut one of them, or leave one out")


def overlapping(stands: Sequence[Stand]) -> Iterator[tuple[Stand, Stand]]:
    """Pairs of outlines of different sides that have more in common than hand-drawn edges do, in order of rows."""
    shapes = [shape(stand.outline) for stand in stands if stand.outline is not None]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist() if shapes else []
    for one, other in sorted(pairs):
        if one < other and stands[one].side != stands[other].side:
            common = shapes[one].intersection(shapes[other]).area
            if common > TOUCHING * min(shapes[one].area, shapes[other].area):
                yield stands[one], stands[other]
