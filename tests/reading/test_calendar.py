"""Calendar arithmetic against dates that are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.reading import calendar as cal
from contested.reading.calendar import Day


@pytest.mark.parametrize(("year", "day"), [(1961, (4, 2)), (2016, (3, 27)), (2017, (4, 16)), (2024, (3, 31))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert cal.easter(year) == date(year, *day)


@pytest.mark.parametrize(("year", "first"), [(2014, (6, 28)), (2017, (5, 27)), (2023, (3, 23)), (2024, (3, 11))])
def test_ramadan_within_a_day(year: int, first: tuple[int, int]) -> None:
    span = cal.feast("islamic:9", year)
    assert span is not None
    assert abs((span[0] - date(year, *first)).days) <= 1


def test_thanksgiving() -> None:
    assert cal.feast("thanksgiving", 2016) == (date(2016, 11, 24), date(2016, 11, 24))


def test_years_before_christ_are_astronomical_in_iso() -> None:
    assert cal.day_extent(Day(-499)).from_ == "-0498-01-01"
    assert Day(-499).value == "BC0499"


@given(st.integers(min_value=1000, max_value=2999), st.integers(1, 12), st.sampled_from(["", "START", "MID", "END"]))
def test_an_edge_lies_inside_its_month(year: int, month: int, edge: str) -> None:
    whole, part = cal.day_extent(Day(year, month)), cal.day_extent(Day(year, month), edge)
    assert whole.from_ is not None and whole.to is not None and part.from_ is not None and part.to is not None
    assert whole.from_ <= part.from_ <= part.to <= whole.to


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)), st.integers(-500, 500))
def test_months_add_up(day: date, n: int) -> None:
    there = cal.plus_months(cal.of(day), n)
    assert cal.plus_months(there, -n) == Day(day.year, day.month)
