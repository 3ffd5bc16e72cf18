"""Logistic regression over rows of named features that are there or not, fitted by L-BFGS; deterministic."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
ROUNDS = 300


class Sparse(NamedTuple):
    """Rows of 0 and 1 as column numbers, filled up with a column past the last; ``dense`` is one more column."""

    columns: NDArray[np.int64]
    width: int
    dense: Matrix | None

    def times(self, w: Matrix) -> Matrix:
        """Rows times weights."""
        total: Matrix = np.append(w, 0.0)[np.where(self.columns < self.width, self.columns, len(w))].sum(axis=1)
        return total if self.dense is None else np.asarray(total + self.dense * w[-1])

    def transposed(self, g: Matrix) -> Matrix:
        """Columns times a value a row."""
        flat = np.repeat(g, self.columns.shape[1])
        found = np.bincount(self.columns.ravel(), flat, self.width + 1)[: self.width].astype(np.float64)
        return found if self.dense is None else np.append(found, self.dense @ g)


def fit(x: Sparse, y: Matrix, penalty: float, weight: Matrix) -> Matrix:
    """Weights of an L2-penalised logistic regression; the first column, the bias, goes unpenalised."""
    columns = x.width + (x.dense is not None)
    free: Matrix = np.full(columns, penalty)
    free[0] = 0.0

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = x.times(w)
        p = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        value = float(weight @ (np.logaddexp(0, z) - y * z) + 0.5 * (free * w) @ w)
        return value, x.transposed(weight * (p - y)) + free * w

    return minimised(loss, columns)


def minimised(loss: Callable[[Matrix], tuple[float, Matrix]], columns: int) -> Matrix:
    """Where a convex function that gives its value and its gradient is least, by L-BFGS from nought."""
    w = np.zeros(columns)
    value, gradient = loss(w)
    steps: list[tuple[Matrix, Matrix]] = []
    for _ in range(ROUNDS):
        direction = -_inverse(steps, gradient)
        size = 1.0
        while True:
            new, slope = loss(w + size * direction)
            if new <= value + 1e-4 * size * float(gradient @ direction) or size < 1e-8:
                break
            size /= 2
        step, change = size * direction, slope - gradient
        w, gradient = w + step, slope
        if value - new < 1e-7 * abs(value):
            break
        value = new
        if float(step @ change) > 1e-12:
            steps = [*steps[-9:], (step, change)]
    return w


def _inverse(steps: list[tuple[Matrix, Matrix]], gradient: Matrix) -> Matrix:
    """The L-BFGS product of the inverse Hessian and a gradient (Nocedal 1980)."""
    q = gradient.copy()
    kept = []
    for s, y in reversed(steps):
        a = float(s @ q) / float(s @ y)
        kept.append(a)
        q -= a * y
    if steps:
        s, y = steps[-1]
        q *= float(s @ y) / float(y @ y)
    for (s, y), a in zip(steps, reversed(kept), strict=True):
        q += s * (a - float(y @ q) / float(s @ y))
    return q
