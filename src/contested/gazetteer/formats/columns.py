"""Which column of a table holds which field of a place: as told, else guessed from the headers.

Headers are compared in small letters and figures only. Those of administrative levels follow the conventions of the
Common Operational Datasets (OCHA): ADM2_EN, ADM2_PCODE, admin2Name_ar, ADMIN2_COD …
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from contested.gazetteer.formats.records import wrong

FIELDS = (
    "id", "name", "names", "lat", "lon", "level", "country", "admin1", "admin2", "population", "pcode", "geonames",
    "wikidata", "radius_km",
)  # fmt: skip
LEVEL = re.compile(r"adm(?:in)?([0-5])(.*)")
CODE = re.compile(r"p?cod(?:e|es)?|id|code")
MAIN = ("en", "nameen", "name", "")  # what the main name of a level is marked by
NAMED = re.compile(
    r"(?:alt|alternate|alternative|other|local|native|official|int|old|former|short)?nam(?:e|es)?\w{0,12}"
)
NO_NAME = re.compile(r"nam(?:e|es)?(?:type|id|date|src|source|code|lang)")


class Depth(NamedTuple):
    """The columns of one administrative level."""

    main: str | None
    code: str | None
    others: tuple[str, ...]


class Columns(NamedTuple):
    """The columns of fields; ``names``: of further names; ``depths``: of administrative levels."""

    of: dict[str, str]
    names: tuple[str, ...]
    depths: dict[int, Depth]

    @property
    def own_depth(self) -> int:
        """The administrative level of the places themselves: one below their parents, if they have a name beside.

        -1 where nothing has a name; divisions that name no parents are of the first level.
        """
        deepest = max((n for n, depth in self.depths.items() if depth.main), default=-1)
        return max(1, deepest + 1) if "name" in self.of else deepest


def folded(header: str) -> str:
    """A header in small letters and figures only."""
    return "".join(char for char in header.lower() if char.isalnum())


@cache
def guesses() -> tuple[tuple[str, str], ...]:
    """Fields and the headers that they go under, the likelier first."""
    lines = (Path(__file__).parents[1] / "data" / "columns.csv").read_text("utf-8").splitlines()[1:]
    return tuple((field, header) for field, header in csv.reader(lines))


def columns(headers: Sequence[str], told: Mapping[str, str], path: Path, *, spots: bool) -> Columns:
    """The columns of fields in a table with these headers.

    Args:
        headers: the columns that there are.
        told: fields and their columns, which no guess overrules.
        path: the file, for errors.
        spots: whether the file has geometries, so that it needs no columns of coordinates.

    Raises:
        GazetteerError: a column that was told is not there, or there is none for a name or a coordinate.
    """
    for field, column in told.items():
        if column not in headers:
            raise wrong(f'has no column "{column}" for {field}; it has {shown(headers)}', path, 1, "see --map")
    by_fold = {folded(header): header for header in reversed(headers)}
    depths = levels(headers)
    of = dict(told)
    for field, header in guesses():
        if header in by_fold:
            of.setdefault(field, by_fold[header])
    taken = {*of.values(), *(c for depth in depths.values() for c in (depth.main, depth.code, *depth.others) if c)}
    others = [header for header in headers if header not in taken and is_name(header)]
    found = Columns(of, (*([told["names"]] if "names" in told else ()), *others), depths)
    check(found, headers, path, spots)
    return found


def is_name(header: str) -> bool:
    """Whether a column holds further names."""
    fold = folded(header)
    return bool(NAMED.fullmatch(fold)) and not NO_NAME.match(fold)


def levels(headers: Sequence[str]) -> dict[int, Depth]:
    """The columns of administrative levels, by level."""
    found: dict[int, dict[str, str]] = {}
    for header in headers:
        named = LEVEL.fullmatch(folded(header))
        if named:
            found.setdefault(int(named[1]), {}).setdefault(named[2], header)
    return {level: depth(columns) for level, columns in found.items()}


def depth(columns: dict[str, str]) -> Depth:
    """The columns of one level by what their headers end in."""
    main = next((columns[end] for end in MAIN if end in columns), None)
    code = next((column for end, column in columns.items() if CODE.fullmatch(end)), None)
    spoken = [column for end, column in columns.items() if "name" in end or "alt" in end or len(end) in (2, 3)]
    others = [column for column in spoken if column not in (main, code)]
    main = main or (others.pop(0) if others else None)
    return Depth(main, code, tuple(others))


def check(found: Columns, headers: Sequence[str], path: Path, spots: bool) -> None:
    """Refuse a table that says no name or no spot."""
    lacking = [field for field in ("lat", "lon") if field not in found.of and not spots]
    if "name" not in found.of and found.own_depth < 0:
        lacking.insert(0, "name")
    if lacking:
        remedy = f"say which it is: {' '.join(f'--map {field}=COLUMN' for field in lacking)}"
        raise wrong(f"has no column for {', '.join(lacking)}; it has {shown(headers)}", path, 1, remedy)


def shown(headers: Sequence[str]) -> str:
    """The columns of a table in a message."""
    more = f" and {len(headers) - 20} more" if len(headers) > 20 else ""
    return ", ".join(headers[:20]) + more
