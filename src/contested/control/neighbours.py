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

    Weights of a row sum to one less what is left to knowing nothing: the more, the farther its neighbours lie; beyond a
    place's last neighbour they are 0.
    """

    of: NDArray[np.int64]
    weight: NDArray[np.float32]

    def mean(self, values: NDArray[np.float32], nothing: NDArray[np.float32]) -> NDArray[np.float32]:
        """The weighted mean of the neighbours' values (n, k) and of what is thought where nothing is known (k,)."""
        found = np.asarray((1.0 - self.weight.sum(axis=1, keepdims=True)) * nothing, dtype=np.float32)
        for column in range(self.of.shape[1]):
            found += self.weight[:, column, None] * values[self.of[:, column]]
        return found


def neighbours(
    lat: Floats,
    lon: Floats,
    settings: Parameters,
    roads: Iterable[tuple[int, int]] = (),
    silent: NDArray[np.bool_] | None = None,
) -> Graph:
    """The neighbours of places.

    Args:
        lat: degrees (n,).
        lon: degrees (n,).
        settings: how many neighbours, how far, and how distance weighs.
        roads: pairs of places between which a road runs without another place between them.
        silent: places (n,) that nobody spoke of: they take after others, and others little after them.
    """
    points = unit_vectors(lat, lon)
    spoken = np.arange(len(lat)) if silent is None else np.flatnonzero(~silent)
    near = _nearest(points, spoken, settings.neighbours)
    near = near[_km(points, near[:, 0], near[:, 1]) <= settings.reach_km]
    by_road = np.array([pair for pair in roads if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    pairs = np.concatenate((near, by_road))
    pairs = np.unique(np.concatenate((pairs, pairs[:, ::-1])), axis=0)
    weights = 1.0 / (1.0 + _km(points, pairs[:, 0], pairs[:, 1]) / settings.half_km)
    if silent is not None:
        weights = np.where(silent[pairs[:, 1]], settings.silent * weights, weights)
    return _graph(len(lat), pairs, weights, settings.nothing)


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Degrees (n,) and (n,) to points on the unit sphere (n, 3): distances hold across the date line and the poles."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def _nearest(points: Floats, among: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Pairs (pairs, 2) of each point with the nearest others of some."""
    size, most = len(points), min(most + 1, len(among))
    if size * len(among) <= FEW**2:
        near = np.argsort(-(points @ points[among].T), axis=1, kind="stable")[:, :most]
    else:
        from scipy.spatial import cKDTree

        near = cKDTree(points[among]).query(points, k=most)[1].reshape(size, most)
    pairs = np.column_stack((np.repeat(np.arange(size), most), among[near.ravel()]))
    return np.asarray(pairs[pairs[:, 0] != pairs[:, 1]])


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
