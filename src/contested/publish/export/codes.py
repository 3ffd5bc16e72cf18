"""The code tables of the formats, as data beside this module: columns, countries, kinds of actors, precision.

Sources: ACLED Codebook (October 2024); UCDP GED Codebook 24.1 (where_prec, date_prec, Gleditsch and Ward's numbers);
ISO 3166-1; PLOVER (February 2024) for sectors; HXL 1.1 for tags.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

import msgspec

from contested.model import Acled

Claims = Literal["happened", "marked", "words"]


class Format(msgspec.Struct, frozen=True):
    """One form of an export: see ``formats.toml``."""

    title: str
    edition: str
    suffix: str
    claims: Claims
    totals: bool
    needs: tuple[str, ...]
    joins: bool = False


class Country(NamedTuple):
    """A country's codes; empty where a codebook has none."""

    iso2: str
    iso_numeric: str
    acled: str
    acled_region: str
    gw: str
    ucdp: str
    ucdp_region: str


NO_COUNTRY = Country("", "", "", "", "", "", "")


class Kind(NamedTuple):
    """What a kind of actor is to ACLED (code and category) and PLOVER (sector), and whether it does not fight."""

    kind: str
    inter: int
    category: str
    sector: str
    civilian: bool


def text(name: str) -> str:
    """A data file of this room."""
    return (files("contested.publish.export") / name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV file of this room."""
    return tuple(csv.DictReader(text(name).splitlines()))


@cache
def columns(name: str) -> tuple[str, ...]:
    """The columns of a table, in its order."""
    return tuple(row["column"] for row in rows(name))


@cache
def formats() -> dict[str, Format]:
    """All forms by name."""
    table = tomllib.loads(text("formats.toml"))
    return {name: msgspec.convert(row, Format) for name, row in table.items() if name not in ("reasons", "pending")}


@cache
def reasons() -> dict[str, str]:
    """Why something is no row, in words."""
    return dict(tomllib.loads(text("formats.toml"))["reasons"])


@cache
def pending_reasons() -> dict[str, str]:
    """Why a row waits for a human, in words."""
    return dict(tomllib.loads(text("formats.toml"))["pending"])


@cache
def countries() -> dict[str, Country]:
    """Countries by ISO alpha-2 code."""
    return {row["iso2"]: Country(**row) for row in rows("countries.csv")}


@cache
def names() -> frozenset[str]:
    """ACLED's names of countries."""
    return frozenset(row.acled for row in countries().values())


@cache
def kinds() -> dict[str, Kind]:
    """Kinds of actors by name."""
    return {
        row["kind"]: Kind(row["kind"], int(row["inter"]), row["category"], row["sector"], row["civilian"] == "yes")
        for row in rows("kinds.csv")
    }


def civilian(kind: str | None) -> bool:
    """Whether a kind of actor is people who do not fight."""
    return kind is not None and kind in kinds() and kinds()[kind].civilian


@cache
def geo_precision(where_prec: int | None) -> str:
    """ACLED's precision for UCDP's; empty where it has none."""
    return next((row["geo_precision"] for row in rows("precision.csv") if row["where_prec"] == str(where_prec)), "")


def span(days: int, dated: bool) -> dict[str, str]:
    """The row for an interval of so many days; a day that is only the report's counts as one within a week."""
    long = days if dated else max(days, 2)
    return next(row for row in rows("spans.csv") if not row["days"] or long <= int(row["days"]))


def disorder(event_type: str, sub_event_type: str) -> str:
    """ACLED's type of disorder."""
    fit = (row for row in rows("disorder.csv") if row["event_type"] == event_type)
    return next((row["disorder_type"] for row in fit if row["sub_event_type"] in ("", sub_event_type)), "")


def targets_civilians(code: Acled, second: str) -> bool:
    """Whether civilians are the main or only target: by the event's code and the category of its second actor."""
    at = (row["second"] for row in rows("acled_targets.csv") if row["event_type"] == code.event_type
          and row["sub_event_type"] in ("", code.sub_event_type))  # fmt: skip
    return any(asked in ("", second) for asked in at)


def contexts(type: str) -> list[str]:
    """PLOVER's contexts of an event type, as far as the type alone says one."""
    found = next((row["contexts"] for row in rows("contexts.csv") if row["type"] == type), "")
    return found.split(";") if found else []
