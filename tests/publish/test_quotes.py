from itertools import pairwise

import war_sample
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Sentence
from contested.publish.quotes import GAP, masked, merged, quotes_only

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda one: (one[0], one[0] + one[1])))


@given(st.text(min_size=80, max_size=90), spans)
def test_quotes_stay_where_they_were_and_nothing_else_does(text: str, kept: list[tuple[int, int]]) -> None:
    found = masked(text, merged(kept), [Sentence(0, 40, "body"), Sentence(40, 80, "body")])
    assert len(found) == len(text)
    inside = {at for start, end in kept for at in range(start, end)}
    assert all(found[at] == text[at] for at in inside)
    assert all(found[at] in (" ", GAP) for at in range(len(text)) if at not in inside)


@given(spans)
def test_merged_spans_lie_apart_and_cover_the_same(kept: list[tuple[int, int]]) -> None:
    found = merged(kept)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert {at for start, end in found for at in range(start, end)} == {at for s, e in kept for at in range(s, e)}


def test_every_offset_of_a_reading_stays_true() -> None:
    for reading in war_sample.readings():
        found = quotes_only(reading)
        assert found.claims == reading.claims
        for claim in found.claims:
            assert found.report.text[claim.quote.start : claim.quote.end] == claim.quote.text
        assert all(found.report.text[each.start : each.end] == each.text for each in found.mentions)
