"""The land around each place: Voronoi cells, cut to the country's land and to what lies within reach of the place.

Beyond `REACH_KM` of any place that is known nothing is claimed, so that a desert is not painted by a town at its edge.
Land is Natural Earth 1:50m, coarse (``land.json``, made by ``benchmarks/land.py``); where a war's country is not in it,
cells are cut to reach alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, MultiPoint, MultiPolygon, Polygon

from contested.fusion.sites import Site

REACH_KM = 30.0
KM_PER_DEGREE = 111.2
SHARED_KM = 0.05  # borders shorter than this are corners


class Plane:
    """A plane that touches the earth at the middle of some places: degrees to kilometres and back."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.lat = sum(site.lat for site in sites) / max(1, len(sites))
        self.lon = sum(site.lon for site in sites) / max(1, len(sites))
        self.east = KM_PER_DEGREE * max(0.01, cos(radians(self.lat)))

    def km(self, geometry: Geometry) -> Geometry:
        """(lon, lat) degrees to (x, y) kilometres."""
        return shapely.transform(geometry, lambda at: (at - (self.lon, self.lat)) * (self.east, KM_PER_DEGREE))

    def degrees(self, geometry: Geometry) -> Geometry:
        """(x, y) kilometres to (lon, lat) degrees."""
        return shapely.transform(geometry, lambda at: at / (self.east, KM_PER_DEGREE) + (self.lon, self.lat))


class Border(NamedTuple):
    """Two cells (indexes of places) side by side, and the line between them in kilometres of the plane."""

    one: int
    other: int
    line: Geometry


class Tessellation:
    """Cells of places, (places,) polygons in kilometres of the plane; empty where a place lies at another's spot."""

    def __init__(self, sites: Sequence[Site], countries: Collection[str] = ()) -> None:
        self.plane = Plane(sites)
        spots = np.array([(site.lon, site.lat) for site in sites], dtype=float).reshape(-1, 2)
        self.spots: NDArray[Any] = self.plane.km(shapely.points(spots))  # type: ignore[arg-type, assignment]
        self.cells = cells(self.spots, self._land(countries))
        self.areas = shapely.area(self.cells) if len(self.cells) else np.zeros(0)
        self.borders = borders(self.cells)

    def _land(self, countries: Collection[str]) -> Geometry | None:
        known = land()
        if not countries or any(country not in known for country in countries):
            return None
        return self.plane.km(shapely.union_all([known[country] for country in sorted(countries)]))


@cache
def land() -> dict[str, Geometry]:
    """The land of the countries at war, (lon, lat) degrees, by ISO alpha-2 code."""
    data = json.loads((files("contested.control") / "land.json").read_text(encoding="utf-8"))
    shapes = {country: MultiPolygon([Polygon(part[0]) for part in parts]) for country, parts in data.items()}
    return {country: shapely.make_valid(shape) for country, shape in shapes.items()}


def cells(spots: NDArray[Any], within: Geometry | None) -> NDArray[Any]:
    """The part of the plane nearest to each spot and within reach of it; spots are points in kilometres."""
    found = np.full(len(spots), Polygon(), dtype=object)
    first: dict[tuple[float, float], int] = {}
    for at, spot in enumerate(spots):
        first.setdefault((round(spot.x, 2), round(spot.y, 2)), at)
    own = sorted(first.values())
    discs = shapely.buffer(spots[own], REACH_KM, quad_segs=16) if own else np.zeros(0, dtype=object)
    if len(own) > 1:
        whole = shapely.envelope(shapely.union_all(discs))
        split = shapely.voronoi_polygons(MultiPoint(list(spots[own])), extend_to=whole, ordered=True)
        discs = shapely.intersection(np.array(split.geoms, dtype=object), discs)
    if within is not None:
        shapely.prepare(within)
        inside = shapely.contains_properly(within, discs)
        # a place on a coast or border that the coarse land misses keeps its cell: somebody holds it all the same
        cut = shapely.intersection(discs, within)
        discs = np.where(inside | shapely.is_empty(cut), discs, cut)
    found[own] = discs
    return found


def borders(cells: NDArray[Any]) -> list[Border]:
    """Every pair of cells that lie side by side, the smaller index first, in order."""
    if not len(cells):
        return []
    one, other = shapely.STRtree(cells).query(cells, predicate="intersects")
    pairs = np.unique(np.column_stack((one, other))[one < other], axis=0)
    lines = shapely.intersection(cells[pairs[:, 0]], cells[pairs[:, 1]])
    kept = shapely.length(lines) > SHARED_KM
    return [Border(int(a), int(b), line) for (a, b), line in zip(pairs[kept], lines[kept], strict=True)]
