"""The land around each place: Voronoi cells, cut to the country's land and to what lies within reach of the place.

Beyond `REACH_KM` of any place that is known nothing is claimed, so that a desert is not painted by a town at its edge.
Land is Natural Earth 1:50m, coarse (``land.json``, made by ``benchmarks/land.py``); where a war's country is not in it,
cells are cut to reach alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString, MultiPolygon, Polygon

from contested.control.cells import Known, divide
from contested.fusion.sites import Site

REACH_KM = 30.0
KM_PER_DEGREE = 111.2
SHARED_KM = 0.05  # borders shorter than this are corners


Where = tuple[float, float, tuple[str, ...]]  # the middle of a plane, and the countries whose land lies on it


class Plane:
    """A plane that touches the earth near the middle of some places: degrees to kilometres and back.

    It touches at whole degrees, so that a further place seldom moves it, and all else lies as it lay.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        self.lat = float(round(sum(site.lat for site in sites) / max(1, len(sites))))
        self.lon = float(round(sum(site.lon for site in sites) / max(1, len(sites))))
        self.east = KM_PER_DEGREE * max(0.01, cos(radians(self.lat)))

    def km(self, geometry: Geometry) -> Geometry:
        """(lon, lat) degrees to (x, y) kilometres."""
        return shapely.transform(geometry, lambda at: (at - (self.lon, self.lat)) * (self.east, KM_PER_DEGREE))

    def degrees(self, geometry: Geometry) -> Geometry:
        """(x, y) kilometres to (lon, lat) degrees."""
        return shapely.transform(geometry, lambda at: at / (self.east, KM_PER_DEGREE) + (self.lon, self.lat))


class Border(NamedTuple):
    """Two cells (indexes of places) side by side, and the line between them, so many kilometres long."""

    one: int
    other: int
    line: Geometry
    km: float


class Grounds:
    """What tessellations of other places, or of other days, have in common: cells, the land of countries, and shapes
    cut to it, which are known by the corners or ends that they are made of (kept by the cells)."""

    def __init__(self) -> None:
        self.cells: dict[tuple[float, float], Known] = {}
        self.land: dict[Where, Geometry | None] = {}
        self.shapes: dict[Where, dict[int, Geometry]] = {}

    def cut(self, at: Where, of: Sequence[NDArray[np.float64]], shape: Callable[[Any], Geometry]) -> NDArray[Any]:
        """Shapes of corners or ends, cut to the land."""
        known = self.shapes.setdefault(at, {})
        new = [each for each in of if len(each) and id(each) not in known]
        made = clipped(np.array([shape(each) for each in new], dtype=object), self.land[at])
        known.update(zip(map(id, new), made, strict=True))
        return np.array([known[id(each)] if len(each) else Polygon() for each in of], dtype=object)


class Tessellation:
    """Cells of places, (places,) polygons in kilometres of the plane; empty where a place has none of its own."""

    def __init__(
        self,
        sites: Sequence[Site],
        countries: Collection[str] = (),
        having: NDArray[np.bool_] | None = None,
        known: Grounds | None = None,
    ) -> None:
        """Divide the land.

        Args:
            sites: the places.
            countries: ISO codes of the countries whose land it is; all land, and the sea, where none is given.
            having: which places (places,) have a cell; all where None.
            known: what is known of others; it is added to.
        """
        self.plane, known = Plane(sites), known or Grounds()
        at, here = (self.plane.lat, self.plane.lon, tuple(sorted(countries))), (self.plane.lat, self.plane.lon)
        spots = np.array([(site.lon, site.lat) for site in sites], dtype=float).reshape(-1, 2)
        self.spots: NDArray[Any] = self.plane.km(shapely.points(spots))  # type: ignore[arg-type, assignment]
        if at not in known.land:
            known.land[at] = self._land(countries)
        self.within = known.land[at]
        own = np.flatnonzero(np.ones(len(sites), dtype=bool) if having is None else having)
        found, edges = divide(shapely.get_coordinates(self.spots[own]), REACH_KM, known.cells.setdefault(here, {}))
        self.cells = np.full(len(sites), Polygon(), dtype=object)
        self.cells[own] = known.cut(at, found, Polygon)
        lines = known.cut(at, [edge.ends for edge in edges], LineString)
        self.areas = shapely.area(self.cells) if len(self.cells) else np.zeros(0)
        self.outlines = shapely.length(self.cells)
        self.borders = [
            Border(int(own[edge.one]), int(own[edge.other]), line, float(km))
            for edge, line, km in zip(edges, lines, shapely.length(lines), strict=True)
            if km > SHARED_KM
        ]
        self.pairs = np.array([border[:2] for border in self.borders], dtype=np.int64).reshape(-1, 2)
        self.lengths = np.array([border.km for border in self.borders], dtype=float)

    def _land(self, countries: Collection[str]) -> Geometry | None:
        known = land()
        if not countries or any(country not in known for country in countries):
            return None
        whole = shapely.make_valid(self.plane.km(shapely.union_all([known[country] for country in sorted(countries)])))
        return MultiPolygon([part for part in shapely.get_parts(whole) if isinstance(part, Polygon)])


@cache
def land() -> dict[str, Geometry]:
    """The land of the countries at war, (lon, lat) degrees, by ISO alpha-2 code."""
    data = json.loads((files("contested.control") / "land.json").read_text(encoding="utf-8"))
    shapes = {country: MultiPolygon([Polygon(part[0]) for part in parts]) for country, parts in data.items()}
    return {country: shapely.make_valid(shape) for country, shape in shapes.items()}


def clipped(shapes: NDArray[Any], within: Geometry | None) -> NDArray[Any]:
    """Shapes cut to the land; one on a coast or border that the coarse land misses is kept: somebody holds it too."""
    if within is None or not len(shapes):
        return shapes
    shapely.prepare(within)
    found = shapes.copy()
    beyond = ~shapely.contains_properly(within, shapes)
    cut = shapely.intersection(shapes[beyond], within)
    found[beyond] = np.where(shapely.is_empty(cut), shapes[beyond], cut)
    return found
