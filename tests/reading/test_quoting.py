"""The report's own words, as they are and made neutral."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested.model import Span, Wording, Words
from contested.reading.quoting import Quoter
from contested.reading.tokens import tokenise

TEXT = "The brutal regime shelled Idlib. Heroic rebels left."
WORDING = [
    Wording(start=4, end=10, text="brutal", kind="evaluation", neutral="", favours=None),
    Wording(start=11, end=17, text="regime", kind="label", neutral="government", favours=None),
    Wording(start=33, end=39, text="Heroic", kind="evaluation", neutral="", favours=None),
]
QUOTER = Quoter(tokenise(TEXT), WORDING)


def test_labels_are_replaced_and_evaluations_left_out() -> None:
    assert QUOTER.neutral(Words(4, 17, TEXT[4:17])) == "government"


def test_what_is_nothing_but_evaluation_stays() -> None:
    assert QUOTER.neutral(Words(4, 10, "brutal")) == "brutal"


def test_the_wording_of_a_sentence_is_that_within_it() -> None:
    assert [each.text for each in QUOTER.within(Span(0, 32))] == ["brutal", "regime"]
    assert [each.text for each in QUOTER.within(Span(33, len(TEXT)))] == ["Heroic"]


@given(st.text(min_size=1), st.data())
def test_quoted_words_are_the_text_between_their_offsets(text: str, data: st.DataObject) -> None:
    tokens = tokenise(text)
    if not tokens.words:
        return
    first = data.draw(st.integers(0, len(tokens.words) - 1))
    last = data.draw(st.integers(first + 1, len(tokens.words)))
    quoter = Quoter(tokens, ())
    words = quoter.words(first, last)
    assert text[words.start : words.end] == words.text
    assert quoter.token(words) == first
    assert quoter.neutral(words) == " ".join(words.text.split())
