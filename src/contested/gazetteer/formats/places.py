"""Records to entries: each field checked, each refusal with file, line and column."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from contested.errors import GazetteerError
from contested.gazetteer.formats.columns import Columns
from contested.gazetteer.formats.countries import FAR_RADII, circles, countries, country_of, lies_in, middles
from contested.gazetteer.formats.records import Record
from contested.gazetteer.formats.refusals import Refusals
from contested.gazetteer.formats.shape import Shape, shape_of
from contested.gazetteer.keys import strict_key
from contested.gazetteer.rows import LEVELS, Entry
from contested.gazetteer.sphere import kilometres
from contested.model import digest

DEPTHS = ("country", "admin1", "admin2", "admin2")  # levels of administrative depths; deeper: settlements
#: How important a place without population is, by level; below what the default sources know, which are towns.
IMPORTANCE = {
    "country": 9.0, "admin1": 6.0, "admin2": 4.5, "region": 3.5, "settlement": 2.5, "neighbourhood": 2.3,
    "facility": 2.5, "road": 2.5, "natural": 2.5,
}  # fmt: skip
SWAPPED_RADII = 1.5  # and one whose coordinates are swapped lies within so many when they are put right
FAR_KM = 500.0  # nor is anything refused within so many km
SAMPLE = 1_000  # places of which it is asked whether lat and lon are swapped
MOST, LEAST = 0.8, 0.5  # they are where more than this part would lie in its country then, and less does so now
BETWEEN = "|;"  # what parts several names in a cell


class Hints(NamedTuple):
    """What is said of all places of a source: ``layer`` its name, ``country`` where a row says none, ``level`` too.

    ``by_depth``: the level is that of the administrative depth (Common Operational Datasets).
    """

    layer: str
    country: str | None = None
    level: str | None = None
    by_depth: bool = False


class Placed(NamedTuple):
    """An entry with the line that it comes from."""

    line: int
    entry: Entry


class Reading:
    """Turns the records of one source into entries."""

    def __init__(self, path: Path, columns: Columns, hints: Hints, refusals: Refusals) -> None:
        self.path, self.columns, self.hints, self.refusals = path, columns, hints, refusals

    def places(self, records: Iterator[Record]) -> Iterator[Placed]:
        """The entries of records that can be.

        Raises:
            GazetteerError: the first thousand lie in their countries only if lat and lon are swapped.
        """
        placed = self.placed(records)
        first = list(islice(placed, SAMPLE))
        self.check_side(first)
        return chain(first, placed)

    def check_side(self, placed: Sequence[Placed]) -> None:
        """Refuse a source whose places lie in their countries only if lat and lon are swapped."""
        spots = [(one.entry.country, one.entry.lat, one.entry.lon) for one in placed if one.entry.country in circles()]
        as_said = sum(lies_in(country, lat, lon) for country, lat, lon in spots)
        swapped = sum(lies_in(country, lon, lat) for country, lat, lon in spots)
        if swapped > MOST * len(spots) and as_said < LEAST * len(spots):
            what = f"{swapped} of the first {len(spots)} places lie in their country only if lat and lon are swapped"
            raise GazetteerError(what, source=str(self.path), remedy="name them by --map lat=… --map lon=…")

    def placed(self, records: Iterator[Record]) -> Iterator[Placed]:
        """The entries of records that can be each by itself."""
        for record in records:
            try:
                entry = self.entry(record)
            except GazetteerError as error:
                self.refusals.refuse(error)
            else:
                yield Placed(record.line, entry)

    def wrong(self, what: str, record: Record, field: str, remedy: str) -> GazetteerError:
        """That a field of a record is not what it must be."""
        key = self.columns.of.get(field)
        return GazetteerError(what, source=str(self.path), line=record.line, key=key, remedy=remedy)

    def value(self, record: Record, field: str) -> str:
        """The value of a field; empty for none."""
        column = self.columns.of.get(field)
        return record.values.get(column, "").strip() if column else ""

    def entry(self, record: Record) -> Entry:
        """One record as an entry.

        Raises:
            GazetteerError: it has no name, or its spot, level, country or population cannot be.
        """
        names = self.names(record)
        parents = self.parents(record)
        shape = self.shape(record)
        country = self.country(record)
        self.check_spot(shape, country, record)
        level = self.level(record, shape)
        population = self.population(record)
        ids = self.ids(record)
        return Entry(
            id=self.id(record, names[0], shape, ids),
            names=names,
            level=level,
            country=country,
            lat=shape.lat,
            lon=shape.lon,
            importance=importance(level, population),
            admin1=names[0] if level == "admin1" else parents.get(1),
            admin2=names[0] if level == "admin2" else parents.get(2),
            population=population,
            radius_km=self.radius(record) or shape.radius_km or settled(level, population),
            outline=shape.outline,
            source="user",
            ids=ids,
        )

    # --- names --------------------------------------------------------------------------------------------------------

    def names(self, record: Record) -> tuple[str, ...]:
        """All names of a place, the main one first, without those of which no key is left."""
        own = self.columns.depths.get(self.columns.own_depth) if "name" not in self.columns.of else None
        main = self.value(record, "name") or (record.values.get(own.main or "", "") if own else "")
        others = [*self.columns.names, *(own.others if own else ())]
        found = [main, *(part for column in others for part in several(record.values.get(column, "")))]
        names = tuple(dict.fromkeys(clean(name) for name in found if strict_key(name)))
        if not names:
            raise self.wrong("has no name", record, "name", "give it one, or leave it by --skip-bad")
        return names

    def parents(self, record: Record) -> dict[int, str]:
        """The names of the divisions that a place lies in, by level."""
        found = {n: self.value(record, f"admin{n}") for n in (1, 2)}
        for n, depth in self.columns.depths.items():
            if depth.main and not found.get(n):
                found[n] = record.values.get(depth.main, "").strip()
        return {n: name for n, name in found.items() if name}

    # --- spots --------------------------------------------------------------------------------------------------------

    def shape(self, record: Record) -> Shape:
        """Where a place lies: as its columns say, else its geometry."""
        if "lat" in self.columns.of and "lon" in self.columns.of:
            return Shape(self.degrees(record, "lat", 90.0), self.degrees(record, "lon", 180.0), 0.0, ())
        if record.geometry is None:
            raise self.wrong("has no geometry", record, "", "give it one, or leave it by --skip-bad")
        try:
            shape = shape_of(record.geometry)
        except Exception as error:  # shapely has many ways to refuse
            what = f"has a geometry that cannot be read: {error}"
            raise self.wrong(what, record, "", "mend it, or leave it by --skip-bad") from error
        for value, field, most in ((shape.lat, "lat", 90.0), (shape.lon, "lon", 180.0)):
            self.in_range(value, record, field, most)
        return shape

    def degrees(self, record: Record, field: str, most: float) -> float:
        """A coordinate in degrees."""
        said = self.value(record, field)
        try:
            value = float(said)
        except ValueError:
            what = f'"{said}" is no number' if said else "is empty"
            raise self.wrong(what, record, field, "write degrees such as 35.962, or leave it by --skip-bad") from None
        self.in_range(value, record, field, most)
        return value

    def in_range(self, value: float, record: Record, field: str, most: float) -> None:
        """Refuse what is no coordinate."""
        if not abs(value) <= most:  # not a number, too
            swapped = "are lat and lon swapped? see --map; " if 90.0 < abs(value) <= 180.0 else "in metres? "
            what = f"{value:g} is out of range for {'a latitude' if most == 90.0 else 'a longitude'}"
            raise self.wrong(what, record, field, f"{swapped}write degrees, or leave it by --skip-bad")

    def check_spot(self, shape: Shape, country: str, record: Record) -> None:
        """Refuse 0, 0, which stands for "not known", and what lies in its country only if lat and lon are swapped."""
        if shape.lat == 0.0 and shape.lon == 0.0:
            raise self.wrong("lies at 0, 0, which means not known", record, "lat", "give its spot, or --skip-bad")
        middle = middles().get(country)
        if middle is None:
            return
        *spot, radius = middle
        far = kilometres(shape.lat, shape.lon, *spot) > max(FAR_KM, FAR_RADII * radius)
        if far and kilometres(shape.lon, shape.lat, *spot) <= max(FAR_KM, SWAPPED_RADII * radius):
            what = f"{shape.lat:g}, {shape.lon:g} lies far from {country}, {shape.lon:g}, {shape.lat:g} in it"
            raise self.wrong(what, record, "lat", "lat and lon are swapped: name them by --map lat=… --map lon=…")

    def radius(self, record: Record) -> float:
        """A radius that the source says, 0 for none."""
        said = self.value(record, "radius_km")
        return self.number(said, record, "radius_km") if said else 0.0

    # --- the rest -----------------------------------------------------------------------------------------------------

    def country(self, record: Record) -> str:
        """The country's ISO alpha-2 code; empty where nothing says it."""
        said = self.value(record, "country")
        code = countries().get(strict_key(said)) or country_of(said)
        if said and not (code or self.hints.country):
            raise self.wrong(f'"{said}" is no country', record, "country", "write an ISO code such as SY, or --country")
        if code or self.hints.country:
            return code or self.hints.country or ""
        parents = [record.values.get(depth.code or "", "") for depth in self.columns.depths.values()]
        return next(filter(None, map(country_of, [*parents, self.value(record, "pcode")])), "")

    def level(self, record: Record, shape: Shape) -> str:
        """The level of a place."""
        said = self.value(record, "level").lower()
        if said in LEVELS:
            return said
        if said and not self.hints.level:
            remedy = f"levels are {', '.join(LEVELS)}; or say one for all by --level"
            raise self.wrong(f'"{said}" is no level', record, "level", remedy)
        if self.hints.level:
            return self.hints.level
        if self.hints.by_depth or "name" not in self.columns.of:
            depth = self.columns.own_depth
            return DEPTHS[depth] if depth < len(DEPTHS) else "settlement"
        return "region" if shape.outline else "settlement"

    def population(self, record: Record) -> int:
        """How many live there, 0 for unknown."""
        said = self.value(record, "population").replace(" ", "").replace(",", "")
        return round(self.number(said, record, "population")) if said else 0

    def number(self, said: str, record: Record, field: str) -> float:
        """A number that is not negative."""
        try:
            value = float(said)
        except ValueError:
            value = -1.0
        if not 0.0 <= value < 4e9:
            raise self.wrong(f'"{said}" is no number', record, field, "mend it, or leave the place by --skip-bad")
        return value

    def ids(self, record: Record) -> tuple[tuple[str, str], ...]:
        """Ids in other sources."""
        own = self.columns.depths.get(self.columns.own_depth) if "name" not in self.columns.of else None
        found = {kind: self.value(record, kind) for kind in ("pcode", "geonames", "wikidata")}
        if own and own.code:
            found["pcode"] = found["pcode"] or record.values.get(own.code, "").strip()
        for n, depth in sorted(self.columns.depths.items()):
            if depth.code and depth is not own and 1 <= n <= 3:
                found[f"admin{n}_pcode"] = record.values.get(depth.code, "").strip()
        found["wikidata"] = found["wikidata"].rpartition("/")[2]
        return tuple((kind, clean(code)) for kind, code in found.items() if clean(code))

    def id(self, record: Record, name: str, shape: Shape, ids: tuple[tuple[str, str], ...]) -> str:
        """The place's id: that of its source, else made of its name and spot."""
        own = self.value(record, "id")
        if own:
            return f"{self.hints.layer}:{clean(own)}"
        for kind, code in ids:
            if kind in ("pcode", "geonames", "wikidata"):
                return f"{kind}:{code}"
        return f"{self.hints.layer}:{digest('place', name, shape.lat, shape.lon)}"


def clean(text: str) -> str:
    """A name or code on one line."""
    return " ".join(text.replace("\0", " ").split())


def several(cell: str) -> list[str]:
    """The names in a cell, which bars or semicolons part."""
    for mark in BETWEEN[1:]:
        cell = cell.replace(mark, BETWEEN[0])
    return cell.split(BETWEEN[0])


def importance(level: str, population: int) -> float:
    """How important a place is: the logarithm of its people, at least what its level says."""
    return max(IMPORTANCE[level], math.log10(population) if population else 0.0)


def settled(level: str, population: int) -> float:
    """The radius in km of a place without an area."""
    from contested.gazetteer.sources import settlement_radius

    wide = {"country": 300.0, "admin1": 70.0, "admin2": 20.0, "region": 25.0, "natural": 5.0}
    return wide.get(level) or settlement_radius(population)
