"""Where a row is: the place with what the index of places knows of it, its country, divisions and P-codes.

What the index does not know stays empty. The country of a row is that of its place and never guessed from the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec

from contested.fusion.event import EventPlace
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.keys import strict_key
from contested.gazetteer.rows import PlaceRow
from contested.model import Claim, Level, Place
from contested.publish.export import codes
from contested.publish.export.divisions import LEVELS, Divisions

#: What the index knows of the place with an id and a name.
Find = Callable[[str, str], "Known"]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the index adds to a place; every field is empty where it knows nothing."""

    country: str = ""
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    pcode: str = ""
    admin1_pcode: str = ""
    admin2_pcode: str = ""
    admin3_pcode: str = ""


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place as a row has it. Degrees WGS 84, kilometres; ``precision`` is UCDP's where_prec (1-7)."""

    name: str
    level: Level | None = None
    admin1: str | None = None
    admin2: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: int | None = None
    relation: str = "in"
    geometry: dict[str, Any] | None = None
    known: Known = Known()


NOTHING = Known()
#: Levels of places that lie in one division.
SPOTS = frozenset({"settlement", "neighbourhood", "facility"})


def spot_of(place: Place | EventPlace, find: Find) -> Spot:
    """The spot of a claim's or an event's place."""
    said = find(place.id, place.name) if place.id else NOTHING
    if isinstance(place, Place) and place.pcode:
        said = msgspec.structs.replace(said, pcode=place.pcode)
    shown = place if isinstance(place, Place) else None
    return Spot(
        name=place.name, level=place.level, admin1=place.admin1 or said.admin1 or None,
        admin2=place.admin2 or said.admin2 or None, lat=place.lat, lon=place.lon, radius_km=place.radius_km,
        precision=place.precision, relation=shown.relation if shown else "in",
        geometry=shown.geometry if shown else None, known=said,
    )  # fmt: skip


def spot_among(place: Place | EventPlace | None, claims: Iterable[Claim], find: Find) -> Spot | None:
    """The spot of a row: its place, at the spot of one nearby that its claims bring where nobody knows its own."""
    spot = spot_of(place, find) if place else None
    if spot is None or spot.lat is not None:
        return spot
    around = (each for claim in claims for each in claim.places if each.role == "near" and each.lat is not None)
    near = next(around, None)
    return msgspec.structs.replace(spot_of(near, find), name=spot.name) if near is not None else spot


def unsure(spot: Spot) -> bool:
    """Whether a spot is precise only to a country or more because it may be another of the same name."""
    return spot.level in SPOTS and spot.precision is not None and not codes.geo_precision(spot.precision)


def acled_precision(spot: Spot) -> str:
    """ACLED's geo_precision; of a spot that may be another of the same name, that of a region."""
    return "3" if unsure(spot) else codes.geo_precision(spot.precision)


def in_index(index: Gazetteer) -> Find:
    """Looks places up in an index, each once."""
    divisions = Divisions(index)

    @lru_cache(maxsize=4096)
    def find(id: str, name: str) -> Known:
        row = index.known_id(id)
        found = index.place(row) if row is not None else None
        if found is None:
            named = chain((index.place(at) for at in index.strict(name)), below(name, index))
            found = next((place for place in named if place.id == id), None)
        return known(found, index, divisions) if found else NOTHING

    return find


def below(name: str, index: Gazetteer) -> Iterator[PlaceRow]:
    """The places of a name in every layer, also those that a later layer knows better."""
    key = strict_key(name)
    for layer in index.layers if key else ():
        number = layer.key(key)
        yield from (layer.place(row) for row in layer.rows(number)) if number >= 0 else ()


def known(place: PlaceRow, index: Gazetteer, divisions: Divisions) -> Known:
    """What a row of the index adds; of a spot, and not of an area, also the divisions that it lies in."""
    codes = dict(place.ids)
    around = divisions.around(place.lat, place.lon) if place.level in SPOTS else {}
    # where a boundary set and the place disagree, a code would not be that of the name beside it
    around = {level: row for level, row in around.items() if place.admin1 in (None, row.admin1 or row.name)}
    for level, row in around.items():
        codes.setdefault(f"{level}_pcode", row.pcode or "")
    if place.level in LEVELS and place.pcode:
        codes[f"{place.level}_pcode"] = place.pcode
    names = {level: getattr(row, level) or row.name for level, row in around.items()}
    third = index.pcode(codes["admin3_pcode"]) if "admin3_pcode" in codes else None
    return Known(
        country=place.country or country_of(place.admin1, index),
        admin1=place.admin1 or names.get("admin1", ""),
        admin2=place.admin2 or names.get("admin2", ""),
        admin3=index.place(third).name if third is not None else "",
        pcode=codes.get("pcode", ""),
        admin1_pcode=codes.get("admin1_pcode", ""),
        admin2_pcode=codes.get("admin2_pcode", ""),
        admin3_pcode=codes.get("admin3_pcode", ""),
    )


def country_of(admin1: str | None, index: Gazetteer) -> str:
    """The country (ISO alpha-2) of a first-order division by its name, where only one has it; else empty."""
    named = (index.place(row) for row in index.strict(admin1)) if admin1 else ()
    found = {place.country for place in named if place.level == "admin1"}
    return found.pop() if len(found) == 1 else ""
