"""What is sent: all types, numbered sentences, nothing that says where the report was found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested import ontology
from contested.llm.prompt import MOST_CHARACTERS, MOST_SENTENCES, batches, instructions, question
from contested.model import Report, Span


def test_the_instructions_name_every_type() -> None:
    for kind in ontology.table().values():
        assert f"- {kind.name}: {kind.means}\n" in instructions()
    assert "{types}" not in instructions()


@given(st.lists(st.integers(1, MOST_CHARACTERS + 10), max_size=60))
def test_every_sentence_that_is_not_too_long_is_in_one_batch(lengths: list[int]) -> None:
    spans = [Span(sum(lengths[:at]), sum(lengths[: at + 1])) for at in range(len(lengths))]
    made = batches(spans)
    asked = [at for batch in made for at in range(batch.first, batch.last)]
    assert asked == [at for at, length in enumerate(lengths) if length <= MOST_CHARACTERS]
    for batch in made:
        assert 0 < batch.last - batch.first <= MOST_SENTENCES
        assert sum(lengths[batch.first : batch.last]) <= MOST_CHARACTERS


def test_the_question_numbers_its_sentences_and_tells_those_before() -> None:
    report = Report(
        id="secret-id", text="One.\nTwo\nlines. Three.", date="2020-01-01", url="http://x.example/", title="T"
    )
    spans = [Span(0, 4), Span(5, 15), Span(16, 22)]
    lines = question(report, spans, batches(spans)[0]).splitlines()
    assert lines == [
        "Title: T", "Published: 2020-01-01",
        "=== sentences ===", "1: One.", "2: Two lines.", "3: Three.", "=== end ===",
    ]  # fmt: skip
    later = question(report, spans, type(batches(spans)[0])(2, 3))
    assert "One.\nTwo lines.\n=== sentences ===\n3: Three." in later
