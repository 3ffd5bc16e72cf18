"""Rows of weights for many features at once: exact keys to rows, and sums of rows, in NumPy.

A row is the same lanes as in ``lanes.py``, four to a machine word; adding words adds lanes, and with the bias added
each lane can be read by itself, so that sums are those of the big integers to the last bit. Keys are found by
two-choice hashing (R. Pagh and F. Rodler, "Cuckoo hashing", 2004): each key stands at one of two places.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from contested.reading.syntax.lanes import HALF, LANE, Filed

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]

FACTORS: Final = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)
PER_WORD: Final = 64 // LANE
MOST_ROUNDS: Final = 500
BIAS: Final = np.uint64(sum(HALF << LANE * lane for lane in range(PER_WORD)))


class Rows:
    """The rows of some weights."""

    def __init__(self, answers: int, filed: Filed) -> None:
        self.answers = answers
        self.width = -(-answers // PER_WORD)
        count = len(filed.keys)
        keys: Ints = np.array([*filed.keys, -1], np.int64)
        lanes = np.zeros((count + 1, self.width * PER_WORD), np.int16)  # the last: of what has no weights
        lanes[:-1, :answers] = np.frombuffer(filed.raw, "<i2").reshape(count, answers)
        self.rows: Words = lanes.view(np.uint64)
        self.rows -= (self.rows & BIAS) << np.uint64(1)  # a negative lane borrows from the one above
        self.places = self._placed(keys, count)
        self.keys = [keys.take(places) for places in self.places]  # what is asked first: most have no weights

    def _placed(self, keys: Ints, count: int) -> list[Ints]:
        """Give each key one of its two places; whoever stands there already moves to the other of its own."""
        bits = max(4, (2 * count).bit_length())
        self.shift = np.uint64(64 - bits)
        placed = [np.full(1 << bits, count, np.int64) for _ in FACTORS]
        waiting = [np.arange(count), np.zeros(0, np.int64)]
        for _ in range(MOST_ROUNDS):
            if not len(waiting[0]) and not len(waiting[1]):
                return placed
            moved = []
            for side, here in enumerate(waiting):
                slots = self._slots(keys[here], side)
                before = np.unique(placed[side][slots])
                placed[side][slots] = here
                stays = placed[side][slots] == here
                moved.append(np.concatenate([here[~stays], before[before < count]]))
            waiting = moved[::-1]
        raise ValueError("features that cannot be told apart")

    def _slots(self, keys: Ints, side: int) -> Ints:
        return ((keys.view(np.uint64) * np.uint64(FACTORS[side])) >> self.shift).view(np.int64)

    def sums(self, keys: Ints) -> Words:
        """The sums of rows: keys (features, n) to (n, words)."""
        flat = keys.ravel()
        found = np.full(flat.shape, len(self.rows) - 1)
        for side, places in enumerate(self.places):
            slots = self._slots(flat, side)
            hit = np.flatnonzero(self.keys[side].take(slots) == flat)
            found[hit] = places.take(slots.take(hit))
        total: Words = np.add.reduce(self.rows.take(found.reshape(keys.shape), axis=0), axis=0)
        return total


def scores(total: Words) -> NDArray[np.uint16]:
    """The lanes of sums, with the bias: (n, words) to (n, lanes)."""
    return (total + BIAS).view(np.uint16)
