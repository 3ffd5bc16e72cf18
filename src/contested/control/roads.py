"""Roads among the places: two stops that were spoken of, with none between, are neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import cos, radians

import msgspec

from contested.fusion.sites import SPOTS, Site
from contested.gazetteer.keys import strict_key
from contested.knowledge.schema import RoadEntry, Stop

NEAR_KM = 100.0  # a road that passes no place that is told of so near is not of the situation
SAME_KM, SAME_NAME_KM = 3.0, 12.0  # within which a stop is a place, and a place of its name


class Road(msgspec.Struct, frozen=True):
    """A road, and the places (indexes) that it passes, in order; None for a stop that is none of the situation's.

    ``claims``: ids of the claims that name it, where no knowledge file holds it.
    """

    entry: RoadEntry
    places: tuple[int | None, ...]
    claims: frozenset[str] = frozenset()

    def links(self) -> Iterator[tuple[int, int]]:
        """Pairs of places between which the road runs without another stop."""
        for one, other in pairwise(self.places):
            if one is not None and other is not None and one != other:
                yield one, other


def lay(roads: Iterable[RoadEntry], sites: Sequence[Site]) -> list[Road]:
    """Lay roads among places: those that pass near any, in order of id.

    Args:
        roads: the roads of the countries at war, and those that reports name.
        sites: the places and areas of the situation.
    """
    found = []
    for entry in sorted(roads, key=lambda road: road.id):
        if any(_km(stop, site) <= NEAR_KM for stop in entry.stop for site in sites):
            found.append(Road(entry, tuple(_place(stop, sites) for stop in entry.stop)))
    return found


def laid(entry: RoadEntry, sites: Sequence[Site], claims: frozenset[str]) -> Road:
    """A road that claims name, among places."""
    return Road(entry, tuple(_place(stop, sites) for stop in entry.stop), claims)


def _place(stop: Stop, sites: Sequence[Site]) -> int | None:
    """The place that a stop is; None where nobody spoke of it."""
    name = strict_key(stop.name)
    near = sorted((_km(stop, site), at) for at, site in enumerate(sites) if site.scope in SPOTS)
    for far, at in near:
        if far <= SAME_KM or (far <= SAME_NAME_KM and strict_key(sites[at].name) == name):
            return at
    return None


def _km(stop: Stop, site: Site) -> float:
    east = ((stop.lon - site.lon + 180.0) % 360.0 - 180.0) * cos(radians((stop.lat + site.lat) / 2))
    return 111.2 * float((east**2 + (stop.lat - site.lat) ** 2) ** 0.5)
