"""Lines as areas: the stretch of a road between two towns, the bank of a river, a border, a straight line.

A line is a sequence of points (lat, lon): the towns that a road passes, points of a river or border. Of a long one only
the stretch is meant that lies near the places that a report names; with none named it is the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from contested.gazetteer.sphere import kilometres, moved

Point = tuple[float, float]  # lat, lon


def stretch(stops: list[Point], ends: Sequence[Point]) -> list[Point]:
    """The part of a road from the stop nearest the first end to the stop nearest the last; all of it for one end."""
    if len(ends) < 2:
        return stops
    first, last = (min(range(len(stops)), key=lambda i: kilometres(*stops[i], *end)) for end in (ends[0], ends[-1]))
    if first == last:
        return list(ends)
    return stops[first : last + 1] if first < last else stops[last : first + 1][::-1]


def nearby(stops: list[Point], about: Sequence[Point], reach_km: float) -> list[Point]:
    """The part of a line that lies near places, from its point before the first of them to that after the last."""
    close = [i for i, stop in enumerate(stops) if any(kilometres(*stop, *point) <= reach_km for point in about)]
    return stops[max(0, close[0] - 1) : close[-1] + 2] if close else stops


def halfway(points: Sequence[Point]) -> Point:
    """The point halfway along a line."""
    legs = [kilometres(*a, *b) for a, b in pairwise(points)]
    left = sum(legs) / 2
    for (a, b), leg in zip(pairwise(points), legs, strict=True):
        if left <= leg or b is points[-1]:
            share = left / leg if leg else 0.0
            return round(a[0] + share * (b[0] - a[0]), 6), round(a[1] + share * (b[1] - a[1]), 6)
        left -= leg
    return points[0]


def strip(points: Sequence[Point], bearing: float, km: float) -> list[Point]:
    """The corners of the strip on one side of a line: the line, and the line moved so far in a direction."""
    return [*points, *(moved(*point, bearing, km) for point in reversed(points))]


def line_string(points: Sequence[Point]) -> dict[str, Any]:
    """Points as GeoJSON: lon before lat."""
    return {"type": "LineString", "coordinates": [[round(lon, 5), round(lat, 5)] for lat, lon in points]}
