"""Descriptions within a sentence, and round figures."""

from __future__ import annotations

import pytest

from contested.model import Count, Words
from contested.publish.words import around, count, plain


@pytest.mark.parametrize(
    ("said", "within"),
    [
        ("Gunmen of an Arab militia", "gunmen of an Arab militia"), ("At least 40 civilians", "at least 40 civilians"),
        ("Women", "women"), ("Palestinian farmer", "Palestinian farmer"), ("Palestinians", "Palestinians"),
        ("Galaxy Leader", "Galaxy Leader"), ("RSF gunmen", "RSF gunmen"), ("Fulani herders", "Fulani herders"),
        ("6,000 people", "6,000 people"), ("armed men", "armed men"),
    ],
)  # fmt: skip
def test_a_description_loses_the_capital_of_a_sentences_beginning_and_no_names(said: str, within: str) -> None:
    assert plain(said) == within


@pytest.mark.parametrize(
    ("words", "low", "best", "high", "printed"),
    [
        ("Some 6,000", 5400, 6000, 6600, "about 6,000 displaced"),
        ("Between 12 and 15", 12, 13, 15, "about 12 to 15 displaced"),
        ("dozens", 12, 36, 99, "about 12 to 99 displaced"),
    ],
)
def test_a_round_figure_has_no_bounds_that_nobody_said(
    words: str, low: float, best: float, high: float, printed: str
) -> None:
    row = Count(what="displaced", whom=None, low=low, high=high, best=best, approximate=True,
                mention=Words(0, len(words), words))  # fmt: skip
    assert count(row) == printed
    assert around(row) == (best == 6000)
