"""Roads among the places: two stops that were spoken of, with none between, are neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.fusion.sites import SPOTS, Site
from contested.gazetteer.keys import strict_key
from contested.knowledge.schema import RoadEntry, Stop

NEAR_KM = 100.0  # a road that passes no place that is told of so near is not of the situation
SAME_KM, SAME_NAME_KM = 3.0, 12.0  # within which a stop is a place, and a place of its name


Spots = NDArray[np.float64]


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
    found, spots = [], spots_of(sites)
    for entry in sorted(roads, key=lambda road: road.id):
        if (_km(entry.stop, spots) <= NEAR_KM).any():
            found.append(Road(entry, tuple(_place(stop, sites, spots) for stop in entry.stop)))
    return found


def laid(entry: RoadEntry, sites: Sequence[Site], claims: frozenset[str]) -> Road:
    """A road that claims name, among places."""
    spots = spots_of(sites)
    return Road(entry, tuple(_place(stop, sites, spots) for stop in entry.stop), claims)


def spots_of(sites: Sequence[Site]) -> Spots:
    """Where sites lie (n, 2): latitude and longitude in degrees."""
    return np.array([(site.lat, site.lon) for site in sites], dtype=np.float64).reshape(-1, 2)


def _place(stop: Stop, sites: Sequence[Site], spots: Spots) -> int | None:
    """The place that a stop is; None where nobody spoke of it."""
    name = strict_key(stop.name)
    away = _km([stop], spots)[0]
    near = sorted((away[at], at) for at in np.flatnonzero(away <= SAME_NAME_KM).tolist() if sites[at].scope in SPOTS)
    for far, at in near:
        if far <= SAME_KM or (far <= SAME_NAME_KM and strict_key(sites[at].name) == name):
            return at
    return None


def _km(stops: Sequence[Stop], spots: Spots) -> NDArray[np.float64]:
    """Kilometres from stops (m,) to each of some spots (n,), as (m, n)."""
    at = np.array([(stop.lat, stop.lon) for stop in stops], dtype=np.float64).reshape(-1, 2, 1)
    lat, lon = spots[:, 0], spots[:, 1]
    east = ((at[:, 1] - lon + 180.0) % 360.0 - 180.0) * np.cos(np.radians((at[:, 0] + lat) / 2))
    return np.asarray(111.2 * np.hypot(east, at[:, 0] - lat))
