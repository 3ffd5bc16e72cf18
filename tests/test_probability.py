"""No figure says that what rests on reports is certain."""

from __future__ import annotations

import pytest

from contested.probability import decimal, percent


@pytest.mark.parametrize(("probability", "figure", "share"), [
    (0.73, "0.73", "73%"),
    (0.994, "0.99", "99%"),
    (0.996, "over 0.99", "over 99%"),
    (1.0, "over 0.99", "over 99%"),
    (0.004, "under 0.01", "under 1%"),
    (0.0, "under 0.01", "under 1%"),
    (0.006, "0.01", "1%"),
])  # fmt: skip
def test_nothing_is_certain(probability: float, figure: str, share: str) -> None:
    assert (decimal(probability), percent(probability)) == (figure, share)
