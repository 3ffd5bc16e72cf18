"""The places that claims tell of, each once: by id, and where several ids or none mean one spot, as one site.

A newer index of places may move a place; its id stays, and the site lies where the reading that was known last puts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians

import msgspec

from contested.gazetteer.keys import strict_key
from contested.model import Place, Told

#: What a side can hold; a province or a country is held by nobody as a whole.
HELD = frozenset({"settlement", "neighbourhood", "facility", "natural", "region"})
WIDEST_KM = 20.0  # radius above which a region is an area of several places
SAME_NAME_KM = 6.0  # two ids of one name this near are one place
KM_PER_DEGREE = 111.2


class Site(msgspec.Struct, frozen=True, gc=False):
    """A place that somebody can hold: where it lies (WGS 84 degrees) and the ids that mean it."""

    id: str
    name: str
    lat: float
    lon: float
    level: str
    radius_km: float


def place_key(place: Place) -> str | None:
    """What a place is known by: its id, else its spot; None where it has none."""
    if place.lat is None or place.lon is None:
        return None
    return place.id or f"spot:{place.lat:.2f},{place.lon:.2f}"


def holdable(place: Place) -> bool:
    """Whether somebody can be said to hold this place as one."""
    if place.lat is None or place.lon is None or place.relation not in ("in", "at", "edge_of", "part_of"):
        return False
    return place.level in HELD and (place.level != "region" or (place.radius_km or 0.0) <= WIDEST_KM)


class Sites:
    """All sites of some claims, by any of their keys."""

    def __init__(self, sites: Iterable[Site], same: Mapping[str, str]) -> None:
        self.all = {site.id: site for site in sites}
        self._same = same

    def of(self, place: Place) -> Site | None:
        """The site of a place; None where it is not held as one."""
        key = place_key(place)
        return self.all.get(self._same.get(key, key)) if key is not None else None

    def until(self, told: Iterable[Told]) -> Sites:
        """Those of the sites that some of the claims tell of."""
        places = (place for each in told for place in each.claim.places if holdable(place))
        named = {site.id for place in places if (site := self.of(place)) is not None}
        return Sites((site for id, site in self.all.items() if id in named), self._same)


def sites(told: Iterable[Told]) -> Sites:
    """Every holdable place of some claims; the same for any order of them."""
    newest: dict[str, tuple[tuple[str, str, str], Place]] = {}
    for each in told:
        for place in each.claim.places:
            key = place_key(place) if holdable(place) else None
            rank = (each.known, each.report.id, each.claim.id)
            if key is not None and (key not in newest or rank > newest[key][0]):
                newest[key] = rank, place
    places = {key: place for key, (_, place) in sorted(newest.items())}
    same = dict(_same(places))
    return Sites((_site(key, place) for key, place in places.items() if key not in same), same)


def _site(key: str, place: Place) -> Site:
    assert place.lat is not None and place.lon is not None, "a holdable place has a spot"
    return Site(key, place.name, place.lat, place.lon, place.level or "settlement", place.radius_km or 1.0)


def _same(places: Mapping[str, Place]) -> Iterator[tuple[str, str]]:
    """Keys that mean the place of another key: one name, almost one spot. The smallest key stays."""
    named: dict[str, list[str]] = {}
    for key, place in places.items():
        for other in named.setdefault(strict_key(place.name), []):
            if distance_km(place, places[other]) <= SAME_NAME_KM:
                yield key, other
                break
        else:
            named[strict_key(place.name)].append(key)


def distance_km(one: Place, other: Place) -> float:
    """The distance of two near places in kilometres, on a plane that touches the earth there."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return KM_PER_DEGREE * float((east**2 + (one.lat - other.lat) ** 2) ** 0.5)
