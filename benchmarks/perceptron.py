"""An averaged perceptron in whole numbers, over the same rows of lanes that the runtime scores with.

Averaging needs the sum of every weight over time. As usual it is kept as the weight and a second sum, of (change ×
time): average = weight - second / time (H. Daumé, "Practical structured learning", 2006, figure 2.3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.reading.syntax.lanes import HALF, LANE, Lanes

WIDE = 64
FAR = 1 << WIDE - 1
CHUNK = 50_000  # rows turned into arrays at once


class Weights(NamedTuple):
    """Sorted keys of features, (features,), and their weights in whole numbers, (features, answers)."""

    keys: NDArray[np.int64]
    weights: NDArray[np.int64]


class Perceptron:
    """Weights that learn, for a number of answers; features outside ``allowed`` are never given any."""

    def __init__(self, answers: int, allowed: frozenset[int] | None = None) -> None:
        self.answers, self.allowed = answers, allowed
        self.rows: dict[int, int] = {}
        self.seconds: dict[int, int] = {}
        self.time = 1
        self.lanes = Lanes(answers, self.rows)

    def learn(self, keys: Iterable[int], good: int, bad: int) -> None:
        """Count the features for the answer that was right and against the one that was given."""
        change = (1 << LANE * good) - (1 << LANE * bad)
        late = ((1 << WIDE * good) - (1 << WIDE * bad)) * self.time
        rows, seconds, allowed = self.rows, self.seconds, self.allowed
        for key in keys:
            if allowed is None or key in allowed:
                rows[key] = rows.get(key, 0) + change
                seconds[key] = seconds.get(key, 0) + late

    def average(self, scale: int) -> Weights:
        """The averaged weights times ``scale``, rounded."""
        keys = sorted(self.rows)
        weights = np.zeros((len(keys), self.answers), np.int64)
        for first in range(0, len(keys), CHUNK):
            part = keys[first : first + CHUNK]
            now = _array([self.rows[key] for key in part], self.answers, LANE, HALF)
            late = _array([self.seconds[key] for key in part], self.answers, WIDE, FAR)
            exact = (now * self.time - late) * scale
            weights[first : first + CHUNK] = (2 * exact + self.time) // (2 * self.time)
        return Weights(np.array(keys, np.int64), weights)


def mixed(models: Sequence[Weights]) -> Weights:
    """The mean of models over the same features: what they agree on counts, what is by chance of one cancels out."""
    keys = np.unique(np.concatenate([model.keys for model in models]))
    total = np.zeros((len(keys), models[0].weights.shape[1]), np.int64)
    for model in models:
        total[np.searchsorted(keys, model.keys)] += model.weights
    return Weights(keys, (2 * total + len(models)) // (2 * len(models)))


def _array(rows: list[int], answers: int, bits: int, half: int) -> NDArray[np.int64]:
    """Rows of lanes as an array of weights."""
    bias = sum(half << bits * lane for lane in range(answers))
    width = answers * bits // 8
    raw = b"".join((row + bias).to_bytes(width, "little") for row in rows)
    lanes = np.frombuffer(raw, f"<u{bits // 8}").reshape(len(rows), answers)
    signed: NDArray[np.int64] = (lanes - np.array(half, lanes.dtype)).view(f"<i{bits // 8}").astype(np.int64)
    return signed


def most_useful(model: Weights, count: int) -> frozenset[int]:
    """The features with the largest weights; ties go by key."""
    largest = np.abs(model.weights).max(axis=1)
    order = np.lexsort((model.keys, -largest))[:count]
    return frozenset(model.keys[order].tolist())
