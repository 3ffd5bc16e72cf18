"""Which places are each other's neighbours, and how much each counts: the nearest ones, and the next on a road."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.control.parameters import Parameters

EARTH_KM = 6371.0
AT_ONCE = 256  # places whose distances to others are reckoned together
FEW = 1500  # others, up to which all are put in order; of more the nearest are only set apart
Floats = NDArray[np.float64]


class Graph(NamedTuple):
    """Neighbours of n places, at most m each: their indexes and weights, both (n, m).

    Weights of a row sum to one less what is left to knowing nothing: the more, the farther its neighbours lie; beyond a
    place's last neighbour they are 0.
    """

    of: NDArray[np.int64]
    weight: NDArray[np.float32]


class Around:
    """What the neighbours of places are, day by day."""

    def __init__(self, graph: Graph, nothing: NDArray[np.float32]) -> None:
        """Prepare; ``nothing`` (k,): what is thought where nothing is known."""
        counts = (graph.weight > 0).sum(axis=1)
        # places with most neighbours first: those that have a second, a third … are then the first so many
        self._order = np.argsort(-counts, kind="stable")
        self._back = np.argsort(self._order, kind="stable")
        left = np.asarray((1.0 - graph.weight.sum(axis=1, keepdims=True)) * nothing, dtype=np.float32)
        self._left = left[self._order]
        some = [self._order[: int((counts > at).sum())] for at in range(graph.of.shape[1])]
        self._columns = [
            (graph.of[rows, at], _wide(graph.weight[rows, at], len(nothing))) for at, rows in enumerate(some)
        ]

    def mean(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """The weighted mean (n, k) of the neighbours' values (n, k) and of what is thought where nothing is known."""
        found = self._left.copy()
        for of, weight in self._columns:
            part = values.take(of, axis=0)
            part *= weight
            found[: len(of)] += part
        return found.take(self._back, axis=0)


def _wide(weight: NDArray[np.float32], sides: int) -> NDArray[np.float32]:
    """Weights (m,) once for each side (m, k): so they are multiplied without a stop at each place."""
    return np.ascontiguousarray(np.broadcast_to(weight[:, None], (len(weight), sides)))


def neighbours(
    lat: Floats,
    lon: Floats,
    settings: Parameters,
    roads: Iterable[tuple[int, int]] = (),
    alone: NDArray[np.bool_] | None = None,
) -> Graph:
    """The neighbours of places.

    Args:
        lat: degrees (n,).
        lon: degrees (n,).
        settings: how many neighbours, how far, and how distance weighs.
        roads: pairs of places between which a road runs without another place between them.
        alone: what has no neighbours (n,): areas, and parts of places.
    """
    points = unit_vectors(lat, lon)
    among = np.arange(len(lat)) if alone is None else np.flatnonzero(~alone)
    near = _nearest(points, among, settings.neighbours, settings.reach_km)
    if alone is not None:
        near = near[~alone[near[:, 0]]]
    near = near[_km(points, near[:, 0], near[:, 1]) <= settings.reach_km]
    by_road = np.array([pair for pair in roads if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    pairs = np.concatenate((near, by_road))
    pairs = np.unique(np.concatenate((pairs, pairs[:, ::-1])), axis=0)
    weights = 1.0 / (1.0 + _km(points, pairs[:, 0], pairs[:, 1]) / settings.half_km)
    return _graph(len(lat), pairs, weights, settings.nothing)


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Degrees (n,) and (n,) to points on the unit sphere (n, 3): distances hold across the date line and the poles."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def _nearest(points: Floats, among: NDArray[np.int64], most: int, reach_km: float) -> NDArray[np.int64]:
    """Pairs (pairs, 2) of each point with the nearest others of some, of which those within reach are exact.

    Points go from south to north, so that a few at a time are held against those of their own latitudes only.
    """
    order, height = np.argsort(points[:, 2], kind="stable"), points[among, 2]
    by_height = np.argsort(height, kind="stable")
    height, reach = height[by_height], 2 * math.sin(min(reach_km / EARTH_KM, math.pi) / 2)
    pairs = []
    for first in range(0, len(order), AT_ONCE):
        some = order[first : first + AT_ONCE]
        low = np.searchsorted(height, points[some[0], 2] - reach, "left")
        high = np.searchsorted(height, points[some[-1], 2] + reach, "right")
        others = among[np.sort(by_height[low:high])]
        near = _most_alike(points[some] @ points[others].T, most + 1)
        pairs.append(np.column_stack((np.repeat(some, near.shape[1]), others[near.ravel()])))
    found = np.concatenate(pairs) if pairs else np.empty((0, 2), np.int64)
    return np.asarray(found[found[:, 0] != found[:, 1]])


def _most_alike(likeness: Floats, most: int) -> NDArray[np.int64]:
    """For each row (rows, others) the places of its greatest values (rows, most)."""
    most = min(most, likeness.shape[1])
    if likeness.shape[1] <= FEW or most == likeness.shape[1]:
        return np.asarray(np.argsort(-likeness, axis=1, kind="stable")[:, :most])
    return np.asarray(np.argpartition(-likeness, most, axis=1)[:, :most])


def _km(points: Floats, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    chords = np.linalg.norm(points[one] - points[other], axis=1)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, chords / 2)))


def _graph(size: int, pairs: NDArray[np.int64], weights: Floats, nothing: float) -> Graph:
    """Pairs, sorted by their first, as rows of neighbours, beside which knowing nothing has a weight too."""
    counts = np.bincount(pairs[:, 0], minlength=size)
    most = int(counts.max(initial=0))
    index, weight = np.zeros((size, most), dtype=np.int64), np.zeros((size, most))
    column = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts)
    index[pairs[:, 0], column], weight[pairs[:, 0], column] = pairs[:, 1], weights
    return Graph(index, (weight / (weight.sum(axis=1, keepdims=True) + nothing)).astype(np.float32))
