"""Cells of a plane: what lies nearest to each point and within reach of it, and the edges between cells.

A cell is a disc cut by the bisectors between its point and those around it, nearest first, until none can reach it any
more (a Voronoi cell, clipped as by Sutherland and Hodgman, 1974). Two neighbours so share an edge exactly.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

CORNERS = 64  # of a disc
SHORT = 0.001  # of the reach: an edge this short is a corner
TOUCHING = 1e-6  # of the distance between two points: a corner this near their bisector lies on it
ON = 1e-9  # of the square of that distance: a corner this near the bisector is not cut off
Floats = NDArray[np.float64]
Corners = list[tuple[float, float]]


class Edge(NamedTuple):
    """Two cells side by side (indexes, the smaller first) and the ends of the edge between them (2, 2)."""

    one: int
    other: int
    ends: Floats


class Cell(NamedTuple):
    """A cell: its corners (corners, 2), and which of the points around it, by their order, it has an edge with, from
    where to where (2, 2)."""

    corners: Floats
    edges: tuple[tuple[int, Floats], ...]


Known = dict[bytes, Cell]


def divide(points: Floats, reach: float, known: Known | None = None) -> tuple[list[Floats], list[Edge]]:
    """The cells of points (n, 2), each as its corners (corners, 2) in order, and their edges in order of the cells.

    A point at the spot of an earlier one has no cell: no corners.

    Args:
        points: the points.
        reach: how far a cell reaches.
        known: cells of other points of this reach, by all that they hang on; it is added to.
    """
    known = {} if known is None else known
    first: dict[tuple[float, float], int] = {}
    own = [first.setdefault((round(x, 4), round(y, 4)), at) == at for at, (x, y) in enumerate(points.tolist())]
    circle = np.linspace(0.0, 2 * np.pi, CORNERS, endpoint=False)
    disc = list(zip((reach * np.cos(circle)).tolist(), (reach * np.sin(circle)).tolist(), strict=True))
    cells, edges = [], []
    for one, others in enumerate(_near(points, own, reach)):
        if not own[one]:
            cells.append(np.zeros((0, 2)))
            continue
        later = others.searchsorted(one)  # those behind it in order: the edges with them are told of with this cell
        key = points[one].tobytes() + points[others].tobytes() + later.tobytes()
        if key not in known:
            known[key] = _cell(points[one], points[others], int(later), reach, disc)
        cells.append(known[key].corners)
        edges += [Edge(one, int(others[at]), ends) for at, ends in known[key].edges]
    return cells, sorted(edges, key=lambda edge: edge[:2])


def _near(points: Floats, own: list[bool], reach: float) -> list[NDArray[np.int64]]:
    """For each point the others, in order, whose cells may touch its own."""
    if not len(points):
        return []
    spots = np.atleast_1d(np.asarray(shapely.points(points), dtype=object))
    one, other = shapely.STRtree(spots).query(spots, predicate="dwithin", distance=2 * reach)
    kept = (one != other) & np.array(own, dtype=bool)[other]
    one, other = one[kept], other[kept]
    order = np.lexsort((other, one))
    return np.split(other[order], np.searchsorted(one[order], np.arange(1, len(points))))


def _cell(point: Floats, others: Floats, later: int, reach: float, disc: Corners) -> Cell:
    """The cell of a point among others; those from `later` on stand behind it in order."""
    away = others - point
    far = np.linalg.norm(away, axis=1)
    order = np.argsort(far, kind="stable").tolist()
    cell, met, size = disc, 0, reach
    there, apart = away.tolist(), far.tolist()
    while met < len(order) and apart[order[met]] < 2 * size:
        left = cut(cell, *there[order[met]])
        if left is not cell:
            cell, size = left, max(hypot(x, y) for x, y in left)
        met += 1
    corners, edges = np.array(cell), []
    for at in order[:met]:
        if at >= later:
            on = np.abs(corners @ away[at] - far[at] ** 2 / 2) <= TOUCHING * far[at] ** 2
            ends = corners[on][[0, -1]] if on.any() else np.zeros((2, 2))
            if np.linalg.norm(ends[1] - ends[0]) > SHORT * reach:
                edges.append((at, point + ends))
    return Cell(point + corners, tuple(edges))


def cut(cell: Corners, east: float, north: float) -> Corners:
    """A convex polygon around the origin without what lies nearer to a point that far away; itself where nothing does.

    In plain numbers: of so few corners an array takes longer to make than to reckon with.
    """
    half = (east * east + north * north) / 2
    on = ON * half
    beyond = [x * east + y * north - half for x, y in cell]
    if max(beyond) <= on:
        return cell
    kept = []
    for at, (x, y) in enumerate(cell):
        here, next_ = beyond[at], beyond[at + 1 - len(cell)]
        if here <= on:
            kept.append((x, y))
        # a corner on the line is the crossing itself: another a hair beside it would make a shape that crosses itself
        if (here <= on) != (next_ <= on) and min(abs(here), abs(next_)) > on:
            share, (u, v) = here / (here - next_), cell[at + 1 - len(cell)]
            kept.append((x + share * (u - x), y + share * (v - y)))
    return kept
