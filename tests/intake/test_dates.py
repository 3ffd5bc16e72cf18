"""Dates as reports write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.intake.dates import iso_date


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2017-04-05", "2017-04-05"),
        ("2017-04-05T23:59:00+03:00", "2017-04-05"),
        ("2017-04-05 10:00", "2017-04-05"),
        ("2017/04/05", "2017-04-05"),
        ("20170405", "2017-04-05"),
        ("05.04.2017", "2017-04-05"),
        ("4/5/2017", "2017-04-05"),
        ("25/4/2017", "2017-04-25"),
        ("Wed 05 Apr 2017", "2017-04-05"),
        ("Wed, 05 Apr 2017 10:00:00 GMT", "2017-04-05"),
        ("5th of April 2017", "2017-04-05"),
        ("April 5, 2017", "2017-04-05"),
        ("Sept. 5, 2017 at 3:15 PM", "2017-09-05"),
        (" 2017-04-05 ", "2017-04-05"),
    ],
)
def test_written_forms_are_read(written: str, day: str) -> None:
    assert iso_date(written) == day


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2017", "2017-04", "2017-13-40", "2017-02-30", "13/14/2017", "5 Foo 2017", "99999999", "0017-01-01"],
)
def test_what_is_no_day_is_none(written: str) -> None:
    assert iso_date(written) is None


def test_the_ambiguous_form_follows_the_stated_rule() -> None:
    assert iso_date("4/5/2017", day_first=True) == "2017-05-04"
    assert iso_date("05.04.2017", day_first=False) == "2017-04-05"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_survives_its_written_forms(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%m/%d/%Y"):
        assert iso_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=30))
def test_no_text_breaks_it(written: str) -> None:
    assert iso_date(written) is None or len(iso_date(written) or "") == 10
