"""Roads among the places: their stops are places too, and two stops with none between are neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, radians

import msgspec

from contested.fusion.sites import Site
from contested.gazetteer.keys import strict_key
from contested.knowledge.schema import RoadEntry, Stop

NEAR_KM = 100.0  # a stop this near a place that is told of is a place of the situation
SAME_KM, SAME_NAME_KM = 3.0, 12.0  # within which a stop is a place, and a place of its name
STOP_KM = 3.0


class Road(msgspec.Struct, frozen=True):
    """A road, and the places (indexes) that it passes, in order; None for a stop that is none of the situation's."""

    entry: RoadEntry
    places: tuple[int | None, ...]

    def links(self) -> Iterator[tuple[int, int]]:
        """Pairs of places between which the road runs without another stop."""
        for one, other in pairwise(self.places):
            if one is not None and other is not None and one != other:
                yield one, other


def lay(roads: Iterable[RoadEntry], told: Sequence[Site]) -> tuple[list[Site], list[Road]]:
    """Lay roads among places.

    Args:
        roads: the roads of the countries at war.
        told: the places that are told of.

    Returns:
        All places, those told of first and then stops that nobody spoke of; and the roads that pass near any of them.
    """
    sites, found = list(told), []
    for entry in sorted(roads, key=lambda road: road.id):
        if not any(_km(stop, site) <= NEAR_KM for stop in entry.stop for site in told):
            continue
        places = tuple(_place(stop, entry, sites, told) for stop in entry.stop)
        if sum(place is not None for place in places) > 1:
            found.append(Road(entry, places))
    return sites, found


def _place(stop: Stop, road: RoadEntry, sites: list[Site], told: Sequence[Site]) -> int | None:
    """The place that a stop is, made where there is none yet; None where it lies far from all that is told of."""
    name = strict_key(stop.name)
    near = sorted((_km(stop, site), at) for at, site in enumerate(sites))
    for far, at in near:
        if far <= SAME_KM or (far <= SAME_NAME_KM and strict_key(sites[at].name) == name):
            return at
    if not any(_km(stop, site) <= NEAR_KM for site in told):
        return None
    sites.append(Site(f"stop:{road.id}:{name}", stop.name, stop.lat, stop.lon, "settlement", STOP_KM))
    return len(sites) - 1


def _km(stop: Stop, site: Site) -> float:
    east = ((stop.lon - site.lon + 180.0) % 360.0 - 180.0) * cos(radians((stop.lat + site.lat) / 2))
    return 111.2 * float((east**2 + (stop.lat - site.lat) ** 2) ** 0.5)
