"""What a gain that is told of says of the places about it: whose side it is may come there next.

Of the places within 30 km of which another side's gain was told, far more changed hands within a month than of the
rest; without word of such a gain hardly any did. So each gain presses on the places around it, the less the farther
they lie, and fades with the weeks. Whoever holds a place loses it, if at all, to who presses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.control.neighbours import EARTH_KM, unit_vectors
from contested.control.parameters import Parameters
from contested.fusion.sites import PLACE, Site, Sites
from contested.fusion.stakes import gained
from contested.fusion.testimony import first_day, when
from contested.model import Told

NEARING = frozenset({"at", "toward", "near"})  # roles of the places about which somebody gains ground
WIDEST_KM = 60.0  # who gains somewhere in what is wider presses on no place
MARGIN_KM = 0.1  # by which rounding may be off
FARTHEST = 3.0  # times `pressing_km`: what lies farther is not pressed on


class Gain(msgspec.Struct, frozen=True, gc=False, order=True):
    """On a day (ordinal) it is told that a side (index) took, reached or advanced at a spot (WGS 84 degrees).

    ``believed``: P that it did. ``reach_km``: how far about the spot it may have been.
    """

    day: int
    side: int
    lat: float
    lon: float
    reach_km: float
    believed: float


class Push(NamedTuple):
    """What one gain adds: at which places (indexes), to which side, how much (0-1) at each; P that it came about."""

    side: int
    believed: float
    places: NDArray[np.int64]
    weights: NDArray[np.float32]


def gains(
    told: Sequence[Told],
    where: Sites,
    sides: Sequence[str],
    believed: Callable[[str], float],
    first: int | None = None,
) -> list[Gain]:
    """What is told of sides that took or reached something: one a spot, side and day, as far as it is believed.

    Args:
        told: all claims; those of no gain may be left out where `first` is given.
        where: their sites.
        sides: of the war; others are left out.
        believed: claim id to P(true).
        first: the first day (ordinal) of which anything that is said is heard.
    """
    first = first_day(told) if first is None else first
    indexes = {side: at for at, side in enumerate(sides)}
    found: dict[tuple[int, int, str], Gain] = {}
    for each in told:
        won = [indexes[side] for side in gained(each.claim) if side in indexes]
        day = when(each)[0] if won else 0
        for site in _sites(each, where) if won and day >= first else ():
            reach = 0.0 if site.scope == PLACE else site.radius_km
            for side in won:
                made = Gain(day, side, site.lat, site.lon, reach, believed(each.claim.id))
                found[day, side, site.id] = max(made, found.get((day, side, site.id), made))
    return sorted(found.values())


def _sites(told: Told, where: Sites) -> Iterator[Site]:
    """The sites about which a claim tells of a gain."""
    for place, site in zip(told.claim.places, where.told(told), strict=True):
        if place.role in NEARING and site is not None and site.radius_km <= WIDEST_KM:
            yield site


def pushes(
    gains: Iterable[Gain],
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    settings: Parameters,
    alone: NDArray[np.bool_],
) -> Mapping[int, Sequence[Push]]:
    """What gains press on, by day.

    Args:
        gains: what is told, in any order.
        lat: degrees of the places (n,).
        lon: degrees (n,).
        settings: how far and how much.
        alone: what is not pressed on (n,): areas, and parts of places.
    """
    points, found = unit_vectors(lat, lon), defaultdict(list)
    for gain in sorted(gains):
        spot = unit_vectors(np.array([gain.lat]), np.array([gain.lon]))[0]
        # the farther, the smaller the product: what may be near is told apart before distances are reckoned
        chord = (FARTHEST * settings.pressing_km + gain.reach_km + MARGIN_KM) / EARTH_KM
        near = np.flatnonzero((points @ spot >= 1.0 - chord**2 / 2) & ~alone)
        far = EARTH_KM * np.linalg.norm(points[near] - spot, axis=1)
        beyond = np.maximum(0.0, far - gain.reach_km)
        near, beyond = near[beyond <= (most := FARTHEST * settings.pressing_km)], beyond[beyond <= most]
        weights = gain.believed * np.exp(-beyond / settings.pressing_km)
        found[gain.day].append(Push(gain.side, gain.believed, near, weights.astype(np.float32)))
    return found
