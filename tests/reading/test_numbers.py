"""Numerals in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.reading.numbers import figure, numeral, numeral_before
from contested.reading.pieces import take_apart
from contested.reading.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        ("2.5 million", 2_500_000),
        ("twenty-five", 25),
        ("two hundred and fifty-six", 256),
        ("half a million", 500_000),
        ("a hundred", 100),
        ("three thousand", 3000),
        ("one and a half", 1.5),
        ("3k", 3000),
    ],
)
def test_numeral(text: str, value: float) -> None:
    lowers = take_apart(tokenise(text)).lowers
    assert numeral(lowers, 0) == (len(lowers), value)
    assert numeral_before(lowers, len(lowers) - 1, 0) == (0, value)


@pytest.mark.parametrize("word", ["10:30", "9th", "1,50", "1.2.3", "1²", "٣", "", "12345678901234567890"])
def test_no_figure(word: str) -> None:
    assert figure(word) is None


@given(st.integers(min_value=0, max_value=10**12))
def test_figures_come_back(number: int) -> None:
    assert figure(str(number)) == number
    assert figure(f"{number:,}") == number
