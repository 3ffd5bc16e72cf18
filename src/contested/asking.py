"""A place that is asked for by name, as the area that it takes in: where the index of places and the situation meet."""

from __future__ import annotations

import json
from collections.abc import Collection
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from contested.control.area import Area, Ring, Seeds
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.keys import strict_key
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.settled import settled
from contested.gazetteer.sphere import kilometres

SPELT = 0.85  # likeness of another spelling that may be meant without a report around it
WRITTEN = 0.6  # share of letters that two spellings in Latin script have in common
SMALLEST_KM = 5.0  # a circle about a town is no smaller
BESIDE_KM = 12.0  # a place of that name so near to a spot is the place that is meant
HELD = ("settlement", "facility")
DIVISIONS = ("country", "admin1")


def meant(name: str, gazetteer: Gazetteer, at_war: Collection[str]) -> PlaceRow | None:
    """The place that a name most likely means: a country, else one in a country at war; None where there is none."""
    places = _named(name, gazetteer)
    if places and places[0].level == "country":
        return places[0]
    return next((one for one in places if one.country in at_war), places[0] if places else None)


def nearest(
    name: str, gazetteer: Gazetteer, at_war: Collection[str], spot: tuple[float, float] | None
) -> PlaceRow | None:
    """The settlement or facility of a name nearest to a spot (lat, lon), within `BESIDE_KM`; without one as `meant`."""
    if spot is None:
        return meant(name, gazetteer, at_war)
    places = [place for place in _named(name, gazetteer) if place.level in HELD]
    far = {place.id: kilometres(*spot, place.lat, place.lon) for place in places}
    near = [place for place in places if far[place.id] <= BESIDE_KM]
    return min(near, key=lambda place: (far[place.id], place.id), default=None)


def _named(name: str, gazetteer: Gazetteer) -> list[PlaceRow]:
    """The places that bear a name, else those that are written much alike; spelling by sound alone goes too far here,
    where no report stands about the name."""
    exact = gazetteer.strict(name)
    if exact:
        return [gazetteer.place(row) for row in exact]
    places = (gazetteer.place(row) for row, like in gazetteer.tolerant(name) if like >= SPELT)
    key = strict_key(name)
    latin = any("a" <= letter <= "z" for letter in key)
    return [one for one in places if not latin or SequenceMatcher(None, key, strict_key(one.name)).ratio() >= WRITTEN]


def area(place: PlaceRow, gazetteer: Gazetteer) -> Area:
    """What a place takes in: its outline, its settlements and land for a country or division, else a circle."""
    circle = Area(place.name, place.lat, place.lon, max(place.radius_km, SMALLEST_KM), place.outline)
    if place.level not in DIVISIONS:
        return circle
    lat, lon, inside = settled(gazetteer, place)
    if not inside.any():
        return circle
    return Area(
        place.name, place.lat, place.lon, circle.radius_km, place.outline, outlines().get(place.country, ()),
        Seeds.of(zip(lat.tolist(), lon.tolist(), inside.tolist(), strict=True)), place.level == "country",
    )  # fmt: skip


@cache
def outlines() -> dict[str, tuple[Ring, ...]]:
    """The land of the countries at war, by ISO alpha-2 code; coarse (``benchmarks/land.py`` made it)."""
    data = json.loads((files("contested.control") / "land.json").read_text(encoding="utf-8"))
    return {
        code: tuple(tuple((lat, lon) for lon, lat in part[0][:-1]) for part in parts) for code, parts in data.items()
    }
