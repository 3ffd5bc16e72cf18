"""A part of the world that is asked for: a circle, an outline, or the land of a country or division.

A spot that is a settlement's is where the settlement is listed. Elsewhere an outline decides where there is one; else
the nearest settlement, on the country's land where that is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, floor, radians
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from shapely import Geometry

KM_PER_DEGREE = 111.2
BESIDE_KM = 3.0  # so near to a settlement's middle is the settlement, whatever a coarse border says
FAR_KM = 150.0  # no settlement says of what division a spot so far away is

Ring = tuple[tuple[float, float], ...]
Seed = tuple[float, float, bool]


class Seeds(msgspec.Struct, frozen=True):
    """Settlements (lat, lon, whether one lies in the area) by the degree square that they lie in."""

    squares: dict[tuple[int, int], list[Seed]]

    @classmethod
    def of(cls, seeds: Iterable[Seed]) -> Seeds:
        """Settlements in any order; of two at one spot the one in the area counts."""
        squares: dict[tuple[int, int], list[Seed]] = {}
        for seed in sorted(seeds):
            squares.setdefault((floor(seed[0]), floor(seed[1])), []).append(seed)
        return cls(squares)

    def nearest(self, lat: float, lon: float) -> tuple[float, bool]:
        """How many km away the nearest settlement is, infinity for none near, and whether it lies in the area."""
        best, mine = float("inf"), False
        for i in (-1, 0, 1):
            for j in (-1, 0, 1):
                for north, east, inside in self.squares.get((floor(lat) + i, floor(lon) + j), ()):
                    km = _km(lat, lon, north, east)
                    if km < best or (km == best and inside):
                        best, mine = km, inside
        return best, mine


class Area(msgspec.Struct, frozen=True):
    """Centre (WGS 84 degrees), radius, and (lat, lon) corners where the place has an outline.

    ``land``: the outlines of the country that it is or lies in, () where not known; ``seeds``: the settlements in it
    and about it, for a country or division.
    """

    name: str
    lat: float
    lon: float
    radius_km: float
    outline: Ring = ()
    land: tuple[Ring, ...] = ()
    seeds: Seeds | None = None
    whole: bool = False  # a country: its land is the area

    def holds(self, lat: float, lon: float, level: str | None = None) -> bool:
        """Whether a spot lies inside; ``level``: of the place that it stands for, for no country lies in a division."""
        if level == "country" and not self.whole:
            return False
        away, mine = self.seeds.nearest(lat, lon) if self.seeds is not None else (FAR_KM, False)
        if away <= BESIDE_KM:
            return mine
        if self.outline:
            return _inside(self.outline, lat, lon)
        if self.land:
            on_land = any(_inside(ring, lat, lon) for ring in self.land)
            return on_land and (self.whole or mine)
        if self.seeds is not None:
            return mine and away <= FAR_KM
        return _km(lat, lon, self.lat, self.lon) <= self.radius_km

    def shape(self) -> Geometry:
        """Its outline, else the land that it is, else a circle; (lon, lat) degrees, to draw and not to decide by."""
        import shapely

        rings = [self.outline] if self.outline else self.land if self.whole else []
        if rings:
            flipped = [shapely.Polygon([(lon, lat) for lat, lon in ring]) for ring in rings if len(ring) > 2]
            return shapely.make_valid(shapely.union_all([shapely.make_valid(one) for one in flipped]))
        circle = shapely.Point(0.0, 0.0).buffer(self.radius_km / KM_PER_DEGREE)
        wide = 1.0 / max(0.01, cos(radians(self.lat)))
        return shapely.transform(circle, lambda at: at * (wide, 1.0) + (self.lon, self.lat))


def _km(lat: float, lon: float, north: float, west: float) -> float:
    """Kilometres between two spots, on the plane between them."""
    east = ((west - lon + 180.0) % 360.0 - 180.0) * cos(radians((lat + north) / 2))
    return KM_PER_DEGREE * float((east**2 + (north - lat) ** 2) ** 0.5)


def _inside(outline: Ring, lat: float, lon: float) -> bool:
    """Whether a spot lies inside a ring of corners: a line from it crosses the ring an odd number of times."""
    inside = False
    for (north, east), (south, west) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (north > lat) != (south > lat) and lon < east + (west - east) * (lat - north) / (south - north):
            inside = not inside
    return inside
