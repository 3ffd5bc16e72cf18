"""A share of so many in so many, with the interval in which the rate behind it likely lies."""

from __future__ import annotations

import math

import msgspec

Z = 1.959963984540054  # 95 %


class Share(msgspec.Struct, frozen=True, gc=False):
    """``count`` of ``of``, and the 95 % Wilson interval of the rate (0 to 1 where there is nothing to count)."""

    count: int
    of: int
    low: float
    high: float


def share(count: int, of: int) -> Share:
    """A share with its interval; E. B. Wilson, "Probable inference", JASA 22 (1927)."""
    if of == 0:
        return Share(0, 0, 0.0, 1.0)
    rate, square = count / of, Z * Z
    middle = rate + square / (2 * of)
    spread = Z * math.sqrt(rate * (1 - rate) / of + square / (4 * of * of))
    low, high = ((middle + sign * spread) / (1 + square / of) for sign in (-1, 1))
    return Share(count, of, round(max(0.0, low), 4), round(min(1.0, high), 4))
