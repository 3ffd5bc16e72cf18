"""Weights as big integers: a feature's weights for all answers side by side, so that scoring is adding.

A row holds one signed weight for each answer (a tag, an action of the parser) in lanes of 16 bits: weight a counts
2^(16 a). A negative weight borrows from the lane above; the sum of rows is right all the same, and with ``bias`` added
(half of a lane's range in each lane) no lane is negative and each can be read by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from struct import Struct
from typing import Final

LANE: Final = 16
HALF: Final = 1 << LANE - 1


class Lanes:
    """Rows of weights by feature, for a number of answers.

    Args:
        answers: how many answers there are to choose among.
        rows: key of a feature -> its row.
    """

    def __init__(self, answers: int, rows: Mapping[int, int]) -> None:
        self.answers, self.rows = answers, rows
        self.bias = sum(HALF << LANE * lane for lane in range(answers))
        self.width = answers * LANE // 8
        self.unpack: Callable[[bytes], tuple[int, ...]] = Struct(f"<{answers}H").unpack


def row_of(weights: Iterable[tuple[int, int]]) -> int:
    """The row of weights that are given as (answer, weight)."""
    return sum(weight << LANE * answer for answer, weight in weights)


def weights_of(row: int, answers: int) -> list[int]:
    """The weights of a row."""
    bias = sum(HALF << LANE * lane for lane in range(answers))
    raw = (row + bias).to_bytes(answers * LANE // 8, "little")
    return [lane - HALF for lane in Struct(f"<{answers}H").unpack(raw)]


def rows_from(keys: Sequence[int], raw: bytes, answers: int) -> dict[int, int]:
    """Rows by key, from lanes as they are filed: two's complement, lowest answer first, 16 bits each."""
    width = answers * LANE // 8
    signs = sum(HALF << LANE * lane for lane in range(answers))
    read = int.from_bytes
    found = (read(raw[at : at + width], "little") for at in range(0, len(raw), width))
    return {key: lanes - ((lanes & signs) << 1) for key, lanes in zip(keys, found, strict=True)}
