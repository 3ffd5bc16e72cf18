"""Quotations are found where they stand, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.llm.quotes import found, nearest
from contested.model import Span, Words

TEXT = "ISIS took Is and Isis. The army\ntook  Is."
WHOLE = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("quote", "starts"),
    [
        ("Is", [10, 38]),
        ("took Is", [5, 32]),
        ("The army took Is.", [23]),
        ("is", []),
        ("Army", []),
        ("took Raqqa", []),
        ("", []),
        ("  ", []),
        ("x" * 3000, []),
    ],
)
def test_words_are_found_whole_and_as_they_are_written(quote: str, starts: list[int]) -> None:
    assert [words.start for words in found(TEXT, quote, WHOLE)] == starts


def test_only_within_the_sentence() -> None:
    assert not list(found(TEXT, "took Is", Span(6, 30)))
    assert not list(found(TEXT, "Is", Span(10, 11)))


def test_the_nearest_is_taken_and_the_first_of_two_as_near() -> None:
    assert nearest(TEXT, "Is", WHOLE, Span(27, 31)) == Words(38, 40, "Is")
    assert nearest(TEXT, "Is", WHOLE, Span(9, 9)) == Words(10, 12, "Is")
    assert nearest("a b a", "a", Span(0, 5), Span(2, 3)) == Words(0, 1, "a")


@given(st.text(max_size=80), st.text(max_size=10), st.integers(0, 80), st.integers(0, 80))
def test_what_is_found_is_always_exactly_the_text(text: str, quote: str, start: int, end: int) -> None:
    span = Span(min(start, len(text)), min(end, len(text)))
    for words in found(text, quote, span):
        assert text[words.start : words.end] == words.text
        assert words.text.split() == quote.split()
        assert span.start <= words.start < words.end <= span.end
