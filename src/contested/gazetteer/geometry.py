"""Relations to areas: "at the western edge of", "the eastern countryside of", "between", "along the road", as GeoJSON.

Every area has a middle, a radius that holds it, and UCDP's precision code. Distances are plain spherical mathematics;
polygons are only cut where a place has an outline, and only then is shapely loaded. The distances that a text leaves
open are the table `DEFAULTS`.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Final, NamedTuple

from contested.gazetteer.lines import Point, halfway, line_string, nearby, stretch, strip
from contested.gazetteer.precision import APART_KM, precision
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.sphere import kilometres, moved
from contested.knowledge.schema import RoadEntry

#: What is meant where the text gives no distance, in km; each with its reason in ``data/relations.csv``.
TABLE: Final = (resources.files("contested.gazetteer") / "data" / "relations.csv").read_text("utf-8")
DEFAULTS: Final = {row["name"]: float(row["km"]) for row in csv.DictReader(TABLE.splitlines())}
BEARINGS: Final = {
    "north": 0.0, "north-east": 45.0, "east": 90.0, "south-east": 135.0, "south": 180.0, "south-west": 225.0,
    "west": 270.0, "north-west": 315.0,
}  # fmt: skip
CENTRAL: Final = frozenset(("central", "centre", "center", "middle", "downtown", "inner"))
SIDES: Final = 32  # corners of a whole circle
REMEMBERED: Final = 4096  # circles and sectors that are kept: reports come back to the same towns
WIDE: Final = frozenset(("country", "admin1", "admin2", "region", "natural"))


class Area(NamedTuple):
    """Where something is said to be: a middle, a radius in km that holds it, GeoJSON or None for a point, precision."""

    lat: float
    lon: float
    radius_km: float
    geometry: dict[str, Any] | None
    precision: int


def bearing_of(direction: str | None) -> float | None:
    """Degrees from north of a direction as written: "west", "western", "north-eastern", "NE", "southeast"; or None."""
    if not direction:
        return None
    word = direction.lower().replace("-", "").replace(" ", "").removesuffix("wards").removesuffix("ward")
    word = word.removesuffix("ernmost").removesuffix("ern").removesuffix("erly")
    word = {"n": "north", "s": "south", "e": "east", "w": "west", "ne": "northeast", "nw": "northwest",
            "se": "southeast", "sw": "southwest"}.get(word, word)  # fmt: skip
    return {name.replace("-", ""): degrees for name, degrees in BEARINGS.items()}.get(word)


def shape(
    relation: str,
    anchors: Sequence[PlaceRow],
    direction: str | None = None,
    km: float | None = None,
    road: RoadEntry | None = None,
) -> Area:
    """The area that a relation to places describes.

    Args:
        relation: one of the model's relations (in, near, at, edge_of, part_of, direction_from, between, along,
            around, along_road).
        anchors: the places it is told by: one, two for between and along_road, three for a triangle, none for a road.
        direction: as written ("western", "NE", "central"), or None.
        km: a distance that the text gives.
        road: the road itself where it is known, for along_road.

    Raises:
        ValueError: no anchor is given.
    """
    if len(anchors) > 2 and relation in ("between", "around"):
        return around_all(anchors)
    if road is not None or (relation in ("between", "along", "along_road") and len(anchors) > 1):
        return along(anchors, road, km)
    if not anchors:
        raise ValueError("a relation needs at least one place")
    bearing = bearing_of(direction)
    first = anchors[0]
    if relation == "edge_of":
        return edge(first, bearing, km)
    if relation == "direction_from":
        return away(first, bearing, km)
    if relation == "part_of":
        return part(first, direction, bearing, km)
    if relation in ("near", "around"):
        return disc(first, (km or DEFAULTS[relation]) + first.radius_km, max(2, precision(first)))
    return whole(first)


def whole(place: PlaceRow) -> Area:
    """The place itself: its outline, a disc for a wide place without one, a point for a town."""
    if place.outline:
        return framed(polygon(place.outline), (place.lat, place.lon), precision(place))
    return Area(place.lat, place.lon, place.radius_km, None, precision(place))


def disc(place: PlaceRow, radius_km: float, code: int) -> Area:
    """All within a distance of a place."""
    return Area(place.lat, place.lon, round(radius_km, 2), polygon(ring(place.lat, place.lon, radius_km)), code)


def edge(place: PlaceRow, bearing: float | None, km: float | None) -> Area:
    """At the gates, outskirts or edge: a spot just outside the built-up area, or a belt where no side is named."""
    reach = place.radius_km + (km or DEFAULTS["edge"])
    if place.level in WIDE and place.outline and bearing is not None:
        return part(place, None, bearing)
    if bearing is None:
        return disc(place, reach, max(2, precision(place)))
    lat, lon = moved(place.lat, place.lon, bearing, reach)
    return Area(lat, lon, round(max(2.0, reach / 2), 2), None, max(2, min(4, precision(place))))


def away(place: PlaceRow, bearing: float | None, km: float | None) -> Area:
    """So many km in a direction; with no distance, somewhere on that side."""
    if bearing is None:
        return disc(place, km or DEFAULTS["near"] + place.radius_km, max(2, precision(place)))
    distance = km if km is not None else DEFAULTS["direction"] + place.radius_km
    lat, lon = moved(place.lat, place.lon, bearing, distance)
    if km is not None:
        return Area(lat, lon, round(max(1.0, 0.2 * km), 2), None, 2)
    cut = polygon(sector(place.lat, place.lon, bearing, 22.5, distance * 1.5, place.radius_km))
    return framed(cut, (lat, lon), 2 if distance <= 25 else 5)


def part(place: PlaceRow, direction: str | None, bearing: float | None, km: float | None = None) -> Area:
    """A side, the middle or the countryside of a place: half of its area, its inner half, or all of it.

    ``km``: how far a town's countryside reaches beyond it; 0 where a part of the town itself is meant.
    """
    wide = place.level in WIDE
    code = precision(place) if wide else 2
    beyond = DEFAULTS["countryside"] if km is None else km
    reach = place.radius_km if wide else place.radius_km + beyond
    if direction is not None and direction.lower() in CENTRAL:
        inner = place.radius_km * (0.5 if wide else 0.6)
        return disc(place, inner, code if wide else 1)
    if bearing is None:
        return whole(place) if wide and place.outline else disc(place, reach, code)
    if place.outline:
        clipped = clip(place.outline, sector(place.lat, place.lon, bearing, 67.5, 4 * reach))
        if clipped is not None:
            return framed(clipped, None, code)
    return framed(polygon(sector(place.lat, place.lon, bearing, 67.5, reach)), None, code)


def along(anchors: Sequence[PlaceRow], road: RoadEntry | None, km: float | None) -> Area:
    """The line between places, by the stops of the road where it is known, else straight."""
    points: list[Point] = [(place.lat, place.lon) for place in anchors]
    if road is not None:
        points = stretch([(stop.lat, stop.lon) for stop in road.stop], points)
    if len(points) < 2 and anchors:
        return disc(anchors[0], (km or DEFAULTS["road"]) + anchors[0].radius_km, 2)
    return lined(points)


def beside(line: RoadEntry, direction: str | None = None, about: Sequence[Point] = ()) -> Area:
    """A river, border or road itself, or its bank on a side; of a long one the stretch near the points given."""
    points = nearby([(stop.lat, stop.lon) for stop in line.stop], about, DEFAULTS["stretch"])
    bearing = bearing_of(direction)
    area = lined(points)
    if bearing is None:
        return area
    return framed(polygon(strip(points, bearing, DEFAULTS["bank"])), None, area.precision)


def lined(points: Sequence[Point]) -> Area:
    """A line as an area: its middle lies on it."""
    lat, lon = halfway(points)
    radius = max(kilometres(lat, lon, *point) for point in points)
    return Area(lat, lon, round(radius, 2), line_string(points), 2 if radius <= APART_KM else 5)


def common_border(one: PlaceRow, other: PlaceRow) -> Area:
    """Where two divisions or districts meet, as far as their middles and radii tell: a strip across the line between.

    The strip stands where the radii meet; no outline is needed, and none would be of the year that a report means.
    """
    whole_km = kilometres(one.lat, one.lon, other.lat, other.lon)
    share = one.radius_km / max(0.1, one.radius_km + other.radius_km)
    lat, lon = one.lat + share * (other.lat - one.lat), one.lon + share * (other.lon - one.lon)
    across = math.degrees(math.atan2((other.lon - one.lon) * math.cos(math.radians(lat)), other.lat - one.lat)) + 90.0
    half = max(DEFAULTS["border"], min(one.radius_km, other.radius_km, whole_km) / 2)
    ends = (moved(lat, lon, across, half), moved(lat, lon, across + 180.0, half))
    corners = [moved(*end, across + turn, DEFAULTS["border"]) for end, turn in
               ((ends[0], -90.0), (ends[0], 90.0), (ends[1], 90.0), (ends[1], -90.0))]  # fmt: skip
    return framed(polygon(corners), (round(lat, 6), round(lon, 6)), 5)


def around_all(anchors: Sequence[PlaceRow]) -> Area:
    """The triangle of three places, or the hull of more, in the order that winds around their middle."""
    lat = sum(place.lat for place in anchors) / len(anchors)
    lon = sum(place.lon for place in anchors) / len(anchors)
    corners = sorted(((place.lat, place.lon) for place in anchors), key=lambda p: math.atan2(p[0] - lat, p[1] - lon))
    return framed(polygon(corners), (round(lat, 6), round(lon, 6)), 5)


def framed(geometry: dict[str, Any], middle: Point | None, code: int) -> Area:
    """An area around a geometry: its middle (the mean of its corners where none is given) and the radius to hold it."""
    corners = [(lat, lon) for lon, lat in outer(geometry)[:-1]]
    if middle is None:
        middle = centroid(corners)
    radius = max(kilometres(*middle, *corner) for corner in corners)
    return Area(round(middle[0], 6), round(middle[1], 6), round(radius, 2), geometry, code)


def outer(geometry: dict[str, Any]) -> list[list[float]]:
    """The outer ring of a polygon, or of the largest part of several."""
    if geometry["type"] == "Polygon":
        ring_: list[list[float]] = geometry["coordinates"][0]
        return ring_
    return max((part[0] for part in geometry["coordinates"]), key=len)


def centroid(corners: Sequence[Point]) -> Point:
    """The centre of area of a ring of corners; its mean where it encloses nothing."""
    area = lat = lon = 0.0
    for (y1, x1), (y2, x2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area += cross
        lat += (y1 + y2) * cross
        lon += (x1 + x2) * cross
    if abs(area) < 1e-12:
        return sum(p[0] for p in corners) / len(corners), sum(p[1] for p in corners) / len(corners)
    return lat / (3 * area), lon / (3 * area)


@lru_cache(maxsize=REMEMBERED)
def ring(lat: float, lon: float, radius_km: float) -> tuple[Point, ...]:
    """The corners of a circle, counter-clockwise."""
    return tuple([moved(lat, lon, -360.0 * i / SIDES, radius_km) for i in range(SIDES)])


@lru_cache(maxsize=REMEMBERED)
def sector(
    lat: float, lon: float, bearing: float, half: float, radius_km: float, inner_km: float = 0.0
) -> tuple[Point, ...]:
    """The corners of a slice of a circle: ``half`` degrees to either side of the bearing, from an inner radius on."""
    steps = max(2, round(SIDES * half / 180))
    angles = [bearing + half - 2 * half * i / steps for i in range(steps + 1)]
    rim = [moved(lat, lon, angle, radius_km) for angle in angles]
    if not inner_km:
        return (lat, lon), *rim
    return *[moved(lat, lon, angle, inner_km) for angle in reversed(angles)], *rim


def polygon(corners: Sequence[Point]) -> dict[str, Any]:
    """Corners (lat, lon) as a GeoJSON polygon: lon before lat, closed, counter-clockwise (RFC 7946)."""
    turned = sum(a[1] * b[0] - b[1] * a[0] for a, b in zip(corners, [*corners[1:], corners[0]], strict=True))
    ordered = list(corners) if turned >= 0 else list(reversed(corners))
    line = [[round(lon, 5), round(lat, 5)] for lat, lon in ordered]
    return {"type": "Polygon", "coordinates": [[*line, line[0]]]}


def clip(outline: Sequence[Point], cutter: Sequence[Point]) -> dict[str, Any] | None:
    """The part of an outline that lies within another ring; None where nothing is left."""
    from shapely.geometry import MultiPolygon, Polygon

    left = Polygon([(lon, lat) for lat, lon in outline]).buffer(0)
    cut = left.intersection(Polygon([(lon, lat) for lat, lon in cutter]).buffer(0))
    if isinstance(cut, MultiPolygon):
        cut = max(cut.geoms, key=lambda piece: piece.area)
    if not isinstance(cut, Polygon) or cut.is_empty:
        return None
    return polygon([(lat, lon) for lon, lat in cut.exterior.coords[:-1]])
