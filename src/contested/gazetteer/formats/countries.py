"""Countries by what a source may call them, and roughly where they lie."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from contested.gazetteer.keys import strict_key
from contested.gazetteer.sphere import kilometres

FAR_RADII = 3.0  # a place lies no farther from its country's middle than so many of its radii
AROUND = 1.3  # how far a division reaches, in radii of the circle of its size


def country_of(code: str) -> str:
    """The country that a P-code begins with (ISO letters, then figures: "SY0705", "UKR01"); empty for none."""
    letters = code.rstrip("0123456789").lower()
    return countries().get(letters, "") if len(letters) in (2, 3) and letters.isalpha() else ""


@cache
def countries() -> dict[str, str]:
    """ISO alpha-2 codes by code (of two or three letters) and by name."""
    import pycountry

    from contested.gazetteer.sources import split, table

    found = {country.alpha_3.lower(): country.alpha_2 for country in pycountry.countries}
    for row in table("countries.csv"):
        for name in (row["iso2"], row["name"], *split(row["aliases"])):
            found.setdefault(strict_key(name), row["iso2"])
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "official_name", "")):
            found.setdefault(strict_key(name), country.alpha_2)
    del found[""]
    return found


@cache
def middles() -> dict[str, tuple[float, float, float]]:
    """The middle (lat, lon) and radius in km of each country."""
    from contested.gazetteer.sources import table

    rows = table("countries.csv")
    return {row["iso2"]: (float(row["lat"]), float(row["lon"]), float(row["radius_km"])) for row in rows}


@cache
def circles() -> dict[str, list[tuple[float, float, float]]]:
    """The circles (lat, lon, km) that cover each country: of its divisions, else of itself."""
    from contested.gazetteer.sources import table

    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in table("admin1.csv"):
        found[row["country"]].append((float(row["lat"]), float(row["lon"]), AROUND * float(row["radius_km"])))
    return {country: [(lat, lon, FAR_RADII * radius)] for country, (lat, lon, radius) in middles().items()} | found


def lies_in(country: str, lat: float, lon: float) -> bool:
    """Whether a point lies in a country, roughly."""
    return abs(lat) <= 90.0 and any(kilometres(lat, lon, *spot) <= radius for *spot, radius in circles()[country])
