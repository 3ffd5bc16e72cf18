"""A GeoJSON geometry to what a place holds of it: a point within, a radius, an outline of few corners."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

CORNERS = 200  # an outline has no more
DEGREE_KM = 111.195


class Shape(NamedTuple):
    """A point within (degrees), the radius in km of a circle of the same area (0 for a point), corners (lat, lon)."""

    lat: float
    lon: float
    radius_km: float
    outline: tuple[tuple[float, float], ...]


def shape_of(geometry: dict[str, Any]) -> Shape:
    """What a place holds of a geometry; of several parts the outline of the largest.

    Raises:
        ValueError: no geometry that can be read.
    """
    if geometry.get("type") == "Point":  # the most frequent by far needs no library
        lon, lat = geometry["coordinates"][:2]
        return Shape(float(lat), float(lon), 0.0, ())
    import shapely
    from shapely.geometry import shape

    found = shapely.make_valid(shape(geometry))
    if found.is_empty:
        raise ValueError("the geometry is empty")
    spot = found.representative_point()
    parts = [part for part in getattr(found, "geoms", (found,)) if part.geom_type in ("Polygon", "MultiPolygon")]
    parts = [one for part in parts for one in getattr(part, "geoms", (part,))]
    if not parts:
        return Shape(spot.y, spot.x, 0.0, ())
    square = sum(part.area for part in parts) * DEGREE_KM**2 * math.cos(math.radians(spot.y))
    return Shape(spot.y, spot.x, round(math.sqrt(square / math.pi), 2), outline(max(parts, key=lambda part: part.area)))


def outline(polygon: Any) -> tuple[tuple[float, float], ...]:
    """The corners of a polygon's outer ring, simplified until there are few enough."""
    tolerance, ring = 0.001, polygon.exterior
    while len(ring.coords) > CORNERS + 1:
        ring = polygon.exterior.simplify(tolerance)
        tolerance *= 1.5
    return tuple((round(lat, 5), round(lon, 5)) for lon, lat, *_ in ring.coords[:-1])
