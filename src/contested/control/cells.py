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


def divide(points: Floats, reach: float) -> tuple[list[Floats], list[Edge]]:
    """The cells of points (n, 2), each as its corners (corners, 2) in order, and their edges in order of the cells.

    A point at the spot of an earlier one has no cell: no corners.
    """
    near: list[list[int]] = [[] for _ in points]
    if len(points):
        spots = np.atleast_1d(np.asarray(shapely.points(points), dtype=object))
        for one, other in shapely.STRtree(spots).query(spots, predicate="dwithin", distance=2 * reach).T.tolist():
            near[one].append(other)
    first: dict[tuple[float, float], int] = {}
    own = [first.setdefault((round(x, 4), round(y, 4)), at) == at for at, (x, y) in enumerate(points.tolist())]
    circle = np.linspace(0.0, 2 * np.pi, CORNERS, endpoint=False)
    disc = list(zip((reach * np.cos(circle)).tolist(), (reach * np.sin(circle)).tolist(), strict=True))
    cells, edges = [], []
    for one, others in enumerate(near):
        away = points[others] - points[one]
        far = np.linalg.norm(away, axis=1)
        order = [at for at in np.lexsort((others, far)).tolist() if others[at] != one and own[others[at]]]
        if not own[one]:
            cells.append(np.zeros((0, 2)))
            continue
        cell, met, size = disc, 0, reach
        there, apart = away.tolist(), far.tolist()
        while met < len(order) and apart[order[met]] < 2 * size:
            left = cut(cell, *there[order[met]])
            if left is not cell:
                cell, size = left, max(hypot(x, y) for x, y in left)
            met += 1
        corners = np.array(cell)
        for at in order[:met]:
            if others[at] > one:
                on = np.abs(corners @ away[at] - far[at] ** 2 / 2) <= TOUCHING * far[at] ** 2
                ends = corners[on][[0, -1]] if on.any() else np.zeros((2, 2))
                if np.linalg.norm(ends[1] - ends[0]) > SHORT * reach:
                    edges.append(Edge(one, others[at], points[one] + ends))
        cells.append(points[one] + corners)
    return cells, sorted(edges, key=lambda edge: edge[:2])


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
