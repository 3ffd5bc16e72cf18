"""Pieces: hyphenated words of time and number are taken apart, everything else is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.reading.pieces import take_apart
from contested.reading.tokens import tokenise


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("1914-18", ["1914", "-", "18"]),
        ("ten-day", ["ten", "-", "day"]),
        ("March-April", ["march", "-", "april"]),
        ("2017-05-27", ["2017-05-27"]),
        ("al-Rahba", ["al-rahba"]),
        ("T-72", ["t-72"]),
    ],
)
def test_taken_apart(text: str, pieces: list[str]) -> None:
    assert take_apart(tokenise(text)).lowers == pieces


@given(st.text(alphabet="ab1290-– İmay\n", max_size=60))
def test_pieces_cover_their_tokens(text: str) -> None:
    tokens = tokenise(text)
    p = take_apart(tokens)
    assert len(p.lowers) == len(p.starts) == len(p.ends) == len(p.owner)
    for start, end, owner in zip(p.starts, p.ends, p.owner, strict=True):
        assert tokens.starts[owner] <= start < end <= tokens.ends[owner]
