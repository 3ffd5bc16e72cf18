"""An area that somebody drew: the corners of a polygon, and what lies inside."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from contested.errors import UsageError

MOST_CORNERS = 500
REMEDY = "write lon,lat,lon,lat,… in degrees: the corners in order, the last joined to the first"


class Outline(NamedTuple):
    """A polygon's corners (lon, lat) in degrees, in order; it neither crosses itself nor the date line."""

    corners: tuple[tuple[float, float], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        lons, lats = [lon for lon, _ in self.corners], [lat for _, lat in self.corners]
        return min(lons), min(lats), max(lons), max(lats)

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether a place lies inside; one without coordinates does not."""
        if lat is None or lon is None:
            return False
        inside = False
        for (x, y), (u, v) in pairwise((*self.corners, self.corners[0])):
            if (y > lat) != (v > lat) and lon < x + (lat - y) / (v - y) * (u - x):
                inside = not inside
        return inside


def outline_of(written: str, source: str = "polygon") -> Outline:
    """A polygon as it is written in an address.

    Raises:
        UsageError: it is none, lies outside the Earth, has too few or too many corners, no area, or crosses itself.
    """
    from shapely import Polygon, is_valid_reason

    try:
        numbers = [float(part) for part in written.split(",")]
    except ValueError:
        raise UsageError("holds what is no number", source=source, remedy=REMEDY) from None
    corners = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(numbers) % 2 or not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in corners):
        raise UsageError("is no list of places on the Earth", source=source, remedy=REMEDY)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if not 3 <= len(set(corners)) <= MOST_CORNERS:
        raise UsageError(f"has {len(set(corners))} corners", source=source, remedy=f"give 3 to {MOST_CORNERS}")
    reason = is_valid_reason(Polygon(corners))
    if reason != "Valid Geometry":
        found = re.search(r"\[(\S+) (\S+)\]", reason)
        where = f" at {float(found[1]):.4g},{float(found[2]):.4g}" if found else ""
        raise UsageError(f"crosses or touches itself{where}", source=source, remedy="draw it anew, without crossing")
    return Outline(tuple(corners))
