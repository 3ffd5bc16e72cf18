"""What is carried is found; what two reporters write alike by chance, or of other towns, days and numbers, is not."""

from __future__ import annotations

import random

import pytest
from accounts import account
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import claim

from contested.fusion import testimony
from contested.fusion.copies import Copies, copies
from contested.fusion.sites import sites
from contested.model import Report, Span, Told

DISPATCH = (
    "The army captured the village of Maskanah after three days of fighting in the east of the province, "
    "a military source said."
)


def report(name: str, text: str, day: int = 1, source: str | None = None) -> Report:
    """A report of March 2017."""
    return Report(id=name, text=text, date=f"2017-03-{day:02}", source=source or name)


def told(*reports: Report) -> list[Told]:
    """Each sentence of each report as a claim."""
    rows = []
    for each in reports:
        start = 0
        for sentence in each.text.split("\n"):
            span = Span(start, start + len(sentence))
            row = claim(each, start)
            rows.append(Told(claim=_at(row, span), report=each, known=each.date or "2017-03-01"))
            start = span.end + 1
    return rows


def _at(row: object, span: Span) -> object:
    import msgspec

    return msgspec.structs.replace(row, sentence=span)  # type: ignore[type-var]


def found(*reports: Report) -> Copies:
    return copies(told(*reports))


def are_one(one: str, other: str, days: int = 1) -> bool:
    """Whether the second text counts as a copy of the first."""
    first, second = report("a", one), report("b", other, 1 + days)
    return found(first, second).origin("b", Span(0, len(other))) == "a"


CARRIED = {
    "word for word": (DISPATCH, DISPATCH),
    "a short dispatch word for word": (
        "Syrian government forces captured the town of Maskanah on 1 March 2017.",
        "Syrian government forces captured the town of Maskanah on 1 March 2017.",
    ),
    "with a word changed": (DISPATCH, DISPATCH.replace("captured", "seized")),
    "with another beginning": (
        DISPATCH,
        "In the latest fighting, the agency reported, " + DISPATCH[0].lower() + DISPATCH[1:],
    ),
    "cut short": (DISPATCH, DISPATCH.replace(", a military source said", "")),
    "in capitals and other marks": (DISPATCH, DISPATCH.replace(",", " -").replace("village", "Village")),
}
OWN = {
    "another town": (DISPATCH, DISPATCH.replace("Maskanah", "Khafsah")),
    "another number": (DISPATCH, DISPATCH.replace("three", "five")),
    "another actor": (
        "Fighters of the Islamic State withdrew from the town of Maskanah late on Sunday night.",
        "Fighters of the Sham Legion withdrew from the town of Maskanah late on Sunday night.",
    ),
    "another day": (
        "Militants attacked an army post outside the town of Maskanah on Sunday.",
        "Militants attacked an army post outside the town of Maskanah on Friday.",
    ),
    "other words": (
        DISPATCH,
        "Maskanah fell to the army, which had fought for the village for three days, officers said.",
    ),
    "a formula": ("Clashes continued in Maskanah.", "Clashes continued in Maskanah."),
    "short and nearly alike": (
        "Government forces took control of Maskanah on 1 March 2017 after clashes with militants.",
        "Government forces captured the town of Maskanah from militants on 1 March 2017.",
    ),
}


@pytest.mark.parametrize("case", CARRIED)
def test_words_that_are_carried_are_found(case: str) -> None:
    assert are_one(*CARRIED[case])


@pytest.mark.parametrize("case", OWN)
def test_sentences_of_their_own_are_no_copies(case: str) -> None:
    assert not are_one(*OWN[case])


def test_a_short_sentence_weeks_later_is_written_anew_and_a_long_one_carried() -> None:
    short = "Government forces shelled the town of Maskanah on Sunday."
    assert are_one(short, short, days=2)
    assert not are_one(short, short, days=21)
    assert are_one(DISPATCH, DISPATCH, days=21)


def test_the_origin_is_the_earliest_and_the_chain_is_kept() -> None:
    later, first, last = (report("b", DISPATCH, 2, "B"), report("z", DISPATCH, 1, "A"), report("c", DISPATCH, 4, "C"))
    copied = found(later, last, first)
    sentence = Span(0, len(DISPATCH))
    assert [copied.origin(name, sentence) for name in "bzc"] == ["z", "z", "z"]
    assert copied.carriers("c", sentence) == ("z", "b", "c")
    assert [str(chain) for chain in copied.chains] == ["A, carried by B and C"]
    assert [copied.is_copy(name, sentence) for name in "bzc"] == [True, False, True]


def test_of_two_on_one_day_the_smaller_id_is_the_origin() -> None:
    assert found(report("n", DISPATCH), report("m", DISPATCH)).origin("n", Span(0, len(DISPATCH))) == "m"


def test_a_report_that_takes_one_sentence_is_no_copy_but_its_sentence_is() -> None:
    own = "Aid workers said that the road to the city had been closed for a week by snow and by fighting in the hills."
    mixed = report("b", f"{own}\n{DISPATCH}", 2)
    copied = found(report("a", DISPATCH), mixed)
    assert copied.origin("b") == "b"
    assert copied.origin("b", Span(0, len(own))) == "b"
    assert copied.origin("b", Span(len(own) + 1, len(mixed.text))) == "a"
    assert [chain.whole for chain in copied.chains] == [False]


def test_a_report_that_takes_all_is_a_copy_as_a_whole() -> None:
    copied = found(report("a", DISPATCH + "\nThe road is shut."), report("b", DISPATCH, 2))
    assert copied.origin("b") == "a"
    assert [chain.whole for chain in copied.chains] == [True]


def test_what_nobody_carries_is_its_own_origin() -> None:
    copied = found(report("a", DISPATCH))
    assert copied.origin("a", Span(0, len(DISPATCH))) == copied.origin("a") == "a"
    assert copied.origin("never seen") == "never seen"
    assert copies([]).chains == ()


SENTENCES = [text for pair in (CARRIED | OWN).values() for text in pair]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(SENTENCES), st.integers(1, 28)), max_size=12), st.randoms(use_true_random=False)
)
def test_the_order_of_arrival_changes_nothing(rows: list[tuple[str, int]], rng: random.Random) -> None:
    there = told(*(report(f"r{number}", text, day) for number, (text, day) in enumerate(rows)))
    mixed = list(there)
    rng.shuffle(mixed)
    assert copies(mixed).chains == copies(there).chains


@pytest.mark.parametrize("source", ["Gulf Daily", "World Wire"])
def test_words_that_are_carried_tell_of_the_day_that_their_origin_told_of(source: str) -> None:
    """On Friday is the Friday before the origin, whoever prints it a week later."""
    text = "On Friday the alliance took full control of the town of Maskanah after the last of its defenders had fled."
    first = account("a", text=text, day="2016-08-12", known="2016-08-17", source="Gulf Daily")
    later = account("b", text=text, day="2016-08-19", known="2016-08-19", source=source)
    (one,) = testimony.testimonies([later, first], copies([later, first]), sites([later, first]))
    assert (one.day, one.claim, one.again) == (testimony.ordinal("2016-08-12"), first.claim.id, (later.claim.id,))
