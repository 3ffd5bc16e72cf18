"""Distances on the sphere of mean radius 6371 km."""

from __future__ import annotations

import math


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The great-circle distance of two points in km (haversine, mean radius 6371 km)."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point so many km from another in a direction (degrees from north), on the sphere."""
    angle, turn = km / 6371.0, math.radians(bearing)
    a = math.radians(lat)
    b = math.asin(math.sin(a) * math.cos(angle) + math.cos(a) * math.sin(angle) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(angle) * math.cos(a), math.cos(angle) - math.sin(a) * math.sin(b))
    return round(math.degrees(b), 6), round((lon + math.degrees(east) + 540) % 360 - 180, 6)
