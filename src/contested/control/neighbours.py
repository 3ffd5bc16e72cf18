"""Which places are each other's neighbours, and how much each counts: the nearest ones, and the next on a road."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.control.parameters import Parameters

EARTH_KM = 6371.0
FEW = 1500  # places, up to which all distances are reckoned; a tree of them takes longer to import than to do without
Floats = NDArray[np.float64]


class Graph(NamedTuple):
    """Neighbours of n places, at most m each: their indexes and weights, both (n, m).

    Weights of a row sum to one, or to nothing where a place has no neighbour; beyond its last neighbour they are 0.
    """

    of: NDArray[np.int64]
    weight: NDArray[np.float32]

    @property
    def alone(self) -> NDArray[np.bool_]:
        """Which places have no neighbour (n,)."""
        return np.asarray(self.weight.sum(axis=1) == 0)

    def mean(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """The weighted mean of the neighbours' values: (n, k) to (n, k)."""
        found = np.zeros_like(values)
        for column in range(self.of.shape[1]):
            found += self.weight[:, column, None] * values[self.of[:, column]]
        return found


def neighbours(lat: Floats, lon: Floats, settings: Parameters, roads: Iterable[tuple[int, int]] = ()) -> Graph:
    """The neighbours of places.

    Args:
        lat: degrees (n,).
        lon: degrees (n,).
        settings: how many neighbours, how far, and how distance weighs.
        roads: pairs of places between which a road runs without another place between them.
    """
    points = unit_vectors(lat, lon)
    one, other = _nearest(points, min(settings.neighbours, len(lat) - 1)) if len(lat) > 1 else (_none(), _none())
    kept = _km(points, one, other) <= settings.reach_km
    by_road = np.array([pair for pair in roads if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    pairs = np.concatenate((np.column_stack((one[kept], other[kept])), by_road))
    pairs = np.unique(np.concatenate((pairs, pairs[:, ::-1])), axis=0)
    weights = 1.0 / (1.0 + _km(points, pairs[:, 0], pairs[:, 1]) / settings.half_km)
    return _graph(len(lat), pairs, weights)


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Degrees (n,) and (n,) to points on the unit sphere (n, 3): distances hold across the date line and the poles."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def _none() -> NDArray[np.int64]:
    return np.zeros(0, dtype=np.int64)


def _nearest(points: Floats, most: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of each point with its nearest others."""
    size = len(points)
    if size <= FEW:
        nearness = points @ points.T
        np.fill_diagonal(nearness, -2.0)
        near = np.argsort(-nearness, axis=1, kind="stable")[:, :most]
    else:
        from scipy.spatial import cKDTree

        # a point's nearest is itself, or another at the very same spot: whichever it is, itself is left out
        near = cKDTree(points).query(points, k=most + 1)[1]
    one, other = np.repeat(np.arange(size), near.shape[1]), near.ravel()
    kept = one != other
    return one[kept], other[kept]


def _km(points: Floats, one: NDArray[np.int64], other: NDArray[np.int64]) -> Floats:
    chords = np.linalg.norm(points[one] - points[other], axis=1)
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, chords / 2)))


def _graph(size: int, pairs: NDArray[np.int64], weights: Floats) -> Graph:
    """Pairs, sorted by their first, as rows of neighbours."""
    counts = np.bincount(pairs[:, 0], minlength=size)
    most = int(counts.max(initial=0))
    index, weight = np.zeros((size, most), dtype=np.int64), np.zeros((size, most))
    column = np.arange(len(pairs)) - np.repeat(np.cumsum(counts) - counts, counts)
    index[pairs[:, 0], column], weight[pairs[:, 0], column] = pairs[:, 1], weights
    sums = weight.sum(axis=1, keepdims=True)
    return Graph(index, np.divide(weight, sums, out=np.zeros_like(weight), where=sums > 0).astype(np.float32))
