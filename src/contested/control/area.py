"""A part of the world that is asked for: a circle, or the outline of a place that has one."""

from __future__ import annotations

from math import cos, radians

import msgspec

KM_PER_DEGREE = 111.2


class Area(msgspec.Struct, frozen=True):
    """Centre (WGS 84 degrees), radius, and (lat, lon) corners where the place has an outline."""

    name: str
    lat: float
    lon: float
    radius_km: float
    outline: tuple[tuple[float, float], ...] = ()

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a spot lies inside."""
        if self.outline:
            return _inside(self.outline, lat, lon)
        east = ((lon - self.lon + 180.0) % 360.0 - 180.0) * cos(radians((lat + self.lat) / 2))
        return KM_PER_DEGREE * float((east**2 + (lat - self.lat) ** 2) ** 0.5) <= self.radius_km


def _inside(outline: tuple[tuple[float, float], ...], lat: float, lon: float) -> bool:
    """Whether a spot lies inside a ring of corners: a line from it crosses the ring an odd number of times."""
    inside = False
    for (north, east), (south, west) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (north > lat) != (south > lat) and lon < east + (west - east) * (lat - north) / (south - north):
            inside = not inside
    return inside
