"""Which places are each other's neighbours, as a sparse matrix of weights: the nearest ones, and the next on a road."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.spatial import cKDTree

from contested.control.parameters import Parameters

EARTH_KM = 6371.0
Floats = NDArray[np.float64]


def unit_vectors(lat: Floats, lon: Floats) -> Floats:
    """Degrees (n,) and (n,) to points on the unit sphere (n, 3): distances hold across the date line and the poles."""
    phi, lam = np.radians(lat), np.radians(lon)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def neighbours(lat: Floats, lon: Floats, settings: Parameters, roads: Iterable[tuple[int, int]] = ()) -> csr_array:
    """Weights (n, n), rows summing to one, or to nothing where a place has no neighbour.

    Args:
        lat: degrees (n,).
        lon: degrees (n,).
        settings: how many neighbours, how far, and how distance weighs.
        roads: pairs of places between which a road runs without another place between them.
    """
    size = len(lat)
    if size < 2:
        return csr_array((size, size))
    points = unit_vectors(lat, lon)
    most = min(settings.neighbours + 1, size)
    chords, near = cKDTree(points).query(points, k=most)
    one, other, far = np.repeat(np.arange(size), most), near.ravel(), 2 * EARTH_KM * np.arcsin(chords.ravel() / 2)
    kept = (one != other) & (far <= settings.reach_km)
    one, other, far = one[kept], other[kept], far[kept]
    by_road = np.array([pair for pair in roads if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    gaps = np.linalg.norm(points[by_road[:, 0]] - points[by_road[:, 1]], axis=1)
    first, second = np.concatenate((one, by_road[:, 0])), np.concatenate((other, by_road[:, 1]))
    weight = 1.0 / (1.0 + np.concatenate((far, EARTH_KM * gaps)) / settings.half_km)
    half = csr_array((weight, (first, second)), shape=(size, size))
    # a pair that stands twice (near and by road, or each other's nearest) is one pair
    half.data = np.minimum(half.data, 1.0)
    both = half.maximum(half.T)
    sums = np.asarray(both.sum(axis=1)).ravel()
    return csr_array(diags_array(np.divide(1.0, sums, out=np.zeros(size), where=sums > 0)) @ both)
