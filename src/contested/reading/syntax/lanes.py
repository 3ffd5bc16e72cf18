"""Weights as big integers: a feature's weights for all answers side by side, so that scoring is adding.

A row holds one signed weight for each answer (a tag, an action of the parser) in lanes of 16 bits: weight a counts
2^(16 a). A negative weight borrows from the lane above; the sum of rows is right all the same, and with ``bias`` added
(half of a lane's range in each lane) no lane is negative and each can be read by itself.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from struct import Struct
from typing import Final, NamedTuple

LANE: Final = 16
HALF: Final = 1 << LANE - 1
MANY: Final = 40_000  # features asked for, as some fifty sentences do, from which all rows are made at once


class Filed(NamedTuple):
    """Rows as they are filed: sorted keys, and for each its lanes in two's complement, lowest answer first."""

    keys: array[int]
    raw: bytes


class Lanes:
    """Rows of weights by feature, for a number of answers.

    Args:
        answers: how many answers there are to choose among.
        rows: key of a feature -> its row; None where they are filed.
        filed: rows that are made into integers when they are first asked for.
    """

    def __init__(self, answers: int, rows: dict[int, int] | None = None, filed: Filed | None = None) -> None:
        self.answers, self.filed = answers, filed
        self._rows = rows
        self._met = Rows(filed, answers) if filed is not None else None
        self.bias = sum(HALF << LANE * lane for lane in range(answers))
        self.width = answers * LANE // 8
        self.unpack: Callable[[bytes], tuple[int, ...]] = Struct(f"<{answers}H").unpack

    @property
    def rows(self) -> dict[int, int]:
        """Key of a feature -> its row."""
        if self._rows is None:
            self._rows = rows_from(self.filed, self.answers) if self.filed else {}
            self._met = None
        return self._rows

    @property
    def get(self) -> Callable[[int], int | None]:
        """Gives the row of a key, 0 or None for a feature that has none."""
        if self._met is None or len(self._met) > MANY:
            return self.rows.get
        return self._met.__getitem__


class Rows(dict[int, int]):
    """The filed rows that a few sentences ask for, made into integers one by one; 0 for a feature that has none."""

    def __init__(self, filed: Filed, answers: int) -> None:
        super().__init__()
        self.filed, self.width = filed, answers * LANE // 8
        self.signs = sum(HALF << LANE * lane for lane in range(answers))

    def __missing__(self, key: int) -> int:
        keys, row = self.filed.keys, 0
        at = bisect_left(keys, key)
        if at < len(keys) and keys[at] == key:
            lanes = int.from_bytes(self.filed.raw[at * self.width : (at + 1) * self.width], "little")
            row = lanes - ((lanes & self.signs) << 1)
        self[key] = row
        return row


def rows_from(filed: Filed, answers: int) -> dict[int, int]:
    """Rows by key, as integers."""
    width = answers * LANE // 8
    signs = sum(HALF << LANE * lane for lane in range(answers))
    read, raw = int.from_bytes, filed.raw
    found = (read(raw[at : at + width], "little") for at in range(0, len(raw), width))
    return {key: lanes - ((lanes & signs) << 1) for key, lanes in zip(filed.keys, found, strict=True)}
