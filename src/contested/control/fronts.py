"""Front lines: where the cells of two sides lie side by side, drawn smooth, with how sure both sides are.

A side has a cell where it is the most probable holder of the place with at least one half; beside a place that is
unknown there is no front.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString

from contested.control.state import State
from contested.control.tessellation import Border, Tessellation

ROUNDS = 2  # of corner cutting
NARROW = 0.65  # certainty below which a front is drawn as contested


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """A line between two sides: ``certainty`` 0-1 that each holds its bank; ``places`` along it; WGS 84 geometry."""

    sides: tuple[str, str]
    certainty: float
    contested: bool
    length_km: float
    places: tuple[str, ...]
    geometry: dict[str, Any]


def fronts(state: State, row: int, ground: Tessellation, kept: Callable[[float, float], bool]) -> list[Front]:
    """The fronts on the day of a row, longest first."""
    leading, chances, sure = state.leading(row), state.chances[row].max(axis=1), state.sure(row)
    between: dict[tuple[int, int], list[Border]] = defaultdict(list)
    for border in ground.borders:
        one, other = int(leading[border.one]), int(leading[border.other])
        if one != other and sure[border.one] and sure[border.other]:
            between[min(one, other), max(one, other)].append(border)
    found = []
    for (one, other), borders in between.items():
        for line in joined([border.line for border in borders]):
            along = [border for border in borders if shapely.dwithin(border.line, line, 0.01)]
            if any(kept(state.sites[at].lat, state.sites[at].lon) for border in along for at in border[:2]):
                found.append(_front(state, (one, other), line, along, chances, ground))
    return sorted(found, key=lambda front: (-front.length_km, front.sides, front.places))


def _front(
    state: State,
    sides: tuple[int, int],
    line: Geometry,
    borders: list[Border],
    chances: NDArray[np.float32],
    ground: Tessellation,
) -> Front:
    weights = [float(shapely.length(border.line)) for border in borders]
    sure = [float(chances[border.one] * chances[border.other]) for border in borders]
    certainty = sum(w * p for w, p in zip(weights, sure, strict=True)) / sum(weights)
    places = sorted({at for border in borders for at in border[:2]})
    return Front(
        sides=(state.sides[sides[0]], state.sides[sides[1]]),
        certainty=round(certainty, 3),
        contested=bool(certainty < NARROW**2),
        length_km=round(float(shapely.length(line)), 1),
        places=tuple(state.sites[at].id for at in places),
        geometry=geojson(ground.plane.degrees(smooth(line))),
    )


def joined(lines: list[Geometry]) -> list[LineString]:
    """Pieces of lines as lines as long as can be, in an order of their own."""
    parts = [part for part in shapely.get_parts(shapely.line_merge(shapely.union_all(lines))) if part.length > 0]
    strings = [part for part in parts if isinstance(part, LineString)]
    return sorted(strings, key=lambda line: (-round(line.length, 3), line.bounds))


def smooth(line: Geometry) -> Geometry:
    """A line with its corners cut off (G. Chaikin, 1974), its ends kept."""
    points = shapely.get_coordinates(line)
    closed = bool(np.array_equal(points[0], points[-1]))
    for _ in range(ROUNDS if len(points) > 2 else 0):
        cut = np.stack((0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]), axis=1)
        inner = cut.reshape(-1, 2)
        points = np.vstack((inner, inner[:1])) if closed else np.vstack((points[:1], inner[1:-1], points[-1:]))
    return LineString(points)


def geojson(geometry: Geometry) -> dict[str, Any]:
    """A geometry in degrees as GeoJSON, to about a hundred metres."""
    rounded = shapely.set_precision(geometry, 0.001, mode="pointwise")
    found: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return found
