import war_sample
from hypothesis import given
from hypothesis import strategies as st

from contested.publish.marks import Mark, pieces, wordings

TEXT = "Ein Gürteltier 🎖 und der Rest: 12 Dörfer."
edge = st.integers(0, len(TEXT))
mark = st.builds(
    lambda a, b, kind: Mark(min(a, b), max(a, b), kind, "1"), edge, edge, st.sampled_from(["quote", "wording"])
)


@given(edge, edge, st.lists(mark, max_size=6))
def test_pieces_lose_no_word_and_know_their_marks(a: int, b: int, marks: list[Mark]) -> None:
    start, end = min(a, b), max(a, b)
    found = pieces(TEXT, start, end, marks)
    assert "".join(piece.text for piece in found) == TEXT[start:end]
    at = start
    for piece in found:
        middle = at + 0.5
        assert set(piece.within) == {mark for mark in marks if mark.start < middle < mark.end}
        at += len(piece.text)


def test_wording_stands_once_however_many_claims_hold_it() -> None:
    reading = war_sample.readings()[0]
    found = wordings(reading)
    assert len({(row.start, row.end) for row in found}) == len(found)
    assert {reading.report.text[row.start : row.end] for row in found} == {"heroic", "liberated", "terrorists"}
