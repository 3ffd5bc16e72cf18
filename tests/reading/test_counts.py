"""Quantities: bounds, units, the noun that is counted, and what is no quantity."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.reading.counts import Quantity, find_counts
from contested.reading.times import find_times
from contested.reading.timetables import VAGUE
from contested.reading.tokens import tokenise


def found(text: str) -> list[Quantity]:
    tokens = tokenise(text)
    return find_counts(tokens, find_times(tokens, date(2017, 5, 27)))


def bounds(quantity: Quantity) -> tuple[float | None, float | None, float | None, bool]:
    return quantity.low, quantity.high, quantity.best, quantity.approximate


@pytest.mark.parametrize(
    ("text", "words", "expected", "head"),
    [
        ("They lost some 700 fighters there.", "some 700", (630, 770, 700, True), "fighters"),
        ("At least 12 civilians died.", "At least 12", (12, None, 12, True), "civilians"),
        ("It sent more than 300 troops.", "more than 300", (300, None, 300, True), "troops"),
        ("Up to 2000 people fled.", "Up to 2000", (None, 2000, 2000, True), "people"),
        ("As many as 40 soldiers died.", "As many as 40", (None, 40, 40, True), "soldiers"),
        ("Nearly 40 homes burnt.", "Nearly 40", (36, 40, 40, True), "homes"),
        ("Between 15 and 20 ISIS fighters came.", "Between 15 and 20", (15, 20, 17, True), "fighters"),
        ("It took 10–15 tanks.", "10–15", (10, 15, 12, True), "tanks"),
        ("It took 10-15 tanks.", "10-15", (10, 15, 12, True), "tanks"),
        ("Two to three thousand men came.", "Two to three thousand", (2000, 3000, 2500, True), "men"),
        ("A dozen rockets fell.", "A dozen", (12, 12, 12, False), "rockets"),
        ("They took dozens of villages.", "dozens", (12, 99, 36, True), "villages"),
        ("Tens of thousands of Syrian refugees left.", "Tens of thousands", (10_000, 99_999, 30_000, True), "refugees"),
        ("A few hundred people stayed.", "A few hundred", (200, 500, 300, True), "people"),
        ("A number of villages fell.", "A number", (2, 9, 3, True), "villages"),
        ("A couple of tanks burnt.", "A couple", (2, 3, 2, True), "tanks"),
        ("No civilians were hurt.", "No", (0, 0, 0, False), "civilians"),
        ("Over half a million Syrians left.", "Over half a million", (500_000, None, 500_000, True), "Syrians"),
        ("He saw twenty-five men.", "twenty-five", (25, 25, 25, False), "men"),
        ("He saw two hundred and fifty-six men.", "two hundred and fifty-six", (256, 256, 256, False), "men"),
        ("It has 60-plus members.", "60-plus", (60, None, 60, True), "members"),
        ("One strike hit a truck.", "One", (1, 1, 1, False), "strike"),
        ("They found 6 soldiers' bodies.", "6", (6, 6, 6, False), "bodies"),
    ],
)
def test_number(text: str, words: str, expected: tuple[object, ...], head: str) -> None:
    quantity = found(text)[0]
    assert text[quantity.start : quantity.end] == words
    assert bounds(quantity) == expected
    assert quantity.what is None
    assert quantity.head is not None
    assert tokenise(text).words[quantity.head] == head


@pytest.mark.parametrize(
    ("text", "words", "what", "best"),
    [
        ("It took thousands of square kilometres of land.", "thousands of square kilometres", "area_km2", 3000),
        ("It took 700 square miles.", "700 square miles", "area_km2", 1812.991677),
        ("It took 5 km2 of land.", "5 km2", "area_km2", 5),
        ("It is 20 km away.", "20 km", "distance_km", 20),
        ("It is three quarters of a mile away.", "three quarters of a mile", "distance_km", 1.207008),
        ("It cost $5 million.", "$5 million", "money", 5_000_000),
        ("It holds 15 to 20 percent of it.", "15 to 20 percent", "percent", 17),
        ("It holds 10 per cent of it.", "10 per cent", "percent", 10),
        ("It holds two thirds of the town.", "two thirds", "share", 2 / 3),
        ("It holds half of the town.", "half", "share", 0.5),
    ],
)
def test_unit(text: str, words: str, what: str, best: float) -> None:
    quantity = found(text)[0]
    assert text[quantity.start : quantity.end] == words
    assert quantity.what == what
    assert quantity.best == pytest.approx(best)


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2254 was read out.",
        "A T-72 and a Mi-24 were seen.",
        "Task Force 50 sailed.",
        "Call 910-432-3383 for more.",
        "It no longer matters, and one of them left.",
        "On 5 May 2017, two days later, at 10:30.",
        "He did it as many times as he could.",
    ],
)
def test_no_quantity(text: str) -> None:
    assert found(text) == []


def test_every_vague_word_has_a_source_and_ordered_bounds() -> None:
    for word, row in VAGUE.items():
        assert row["source"], word
        assert row["low"] <= row["best"] <= row.get("high", float("inf")), word


VOCABULARY = """
    some at least more than up to dozens of hundreds thousands two three hundred million half a third between and
    15 20 10-15 1,500 km square % percent $ no civilians people as many few couple number - – ' . , 1²3 ٣٤
    9999999999999999999
"""
WORDS = VOCABULARY.split()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_quantities_are_exact_ordered_and_apart(words: list[str]) -> None:
    tokens = tokenise(" ".join(words))
    quantities = find_counts(tokens)
    for quantity in quantities:
        assert tokens.starts[quantity.first] <= quantity.start < quantity.end <= tokens.ends[quantity.last - 1]
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    assert all(one.end <= two.start for one, two in pairwise(quantities))
