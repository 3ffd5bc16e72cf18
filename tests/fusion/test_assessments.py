"""Forecasts are kept, and scored by what others report of the time that they are about."""

from __future__ import annotations

from typing import Any

import pytest
from accounts import account, ids

from contested.fusion import events
from contested.fusion.assessments import Assessment, Verdict, assessments, records
from contested.model import Told, Words

LATER = "2017-12-31"


def forecast(**more: Any) -> Told:
    """Said on 1 June: the army will take Maskanah, without a day unless one is given."""
    row: dict[str, Any] = {"modality": "predicted", "day": "2017-06-01", "basis": "report_date", "known": "2017-06-01"}
    return account("f", **row | more)


def verdict(*told: Told, on: str = LATER) -> Verdict:
    (found,) = assessed(*told, on=on)
    return found.verdict


def assessed(*told: Told, on: str = LATER) -> tuple[Assessment, ...]:
    return assessments(told, events(told), on)


TOLD: dict[str, tuple[Told, Verdict]] = {
    "it happened": (account("a"), "came_true"),
    "its loser says so": (account("a", "withdrawal", by="is"), "came_true"),
    "somebody else did": (account("a", by="sdf"), "did_not"),
    "it failed": (account("a", outcome="failed"), "did_not"),
    "elsewhere": (account("a", where="Khafsah"), "undecided"),
    "something else": (account("a", "shelling"), "undecided"),
    "too late to tell": (account("a", day="2017-09-01", known="2017-09-02"), "undecided"),
    "before": (account("a", day="2017-05-04", known="2017-05-05"), "undecided"),
    "only denied": (account("a", modality="denied"), "undecided"),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_forecast_is_decided_by_what_is_told_later(case: str) -> None:
    told, expected = TOLD[case]
    assert verdict(forecast(), told) == expected


def test_it_is_open_until_its_day() -> None:
    assert verdict(forecast(), on="2017-06-20") == "open"
    assert verdict(forecast()) == "undecided"


def test_a_day_that_is_named_binds() -> None:
    within = forecast(day="2017-06-01", end="2017-06-03", basis="stated")
    (found,) = assessed(within, account("a"))
    assert (found.horizon.start, found.horizon.end, found.horizon.stated) == ("2017-06-01", "2017-06-03", True)
    assert found.verdict == "did_not"


def test_a_condition_that_may_not_have_been_met_proves_nothing() -> None:
    conditional = forecast(modality="conditional")
    assert verdict(conditional, account("a", by="sdf")) == "undecided"
    assert verdict(conditional, account("a")) == "came_true"


def test_what_is_forecast_not_to_happen_is_false_when_it_does() -> None:
    assert verdict(forecast(polarity="negated"), account("a")) == "did_not"
    assert verdict(forecast(polarity="negated")) == "undecided"


def test_the_report_itself_decides_nothing() -> None:
    assert verdict(forecast(), account("f", day="2017-06-01", known="2017-06-01", at=5)) == "undecided"


def test_what_decides_it_is_named() -> None:
    event = account("a")
    (found,) = assessed(forecast(source="Seer"), event)
    (there,) = events([event]).all
    assert (found.decided_by, found.claim, found.source) == ((there.id,), *ids(forecast()), "Seer")


def test_each_source_has_its_score() -> None:
    told = [
        forecast(source="Seer"),
        account("g", where="Raqqa", modality="predicted", known="2017-06-01", basis="report_date", source="Seer"),
        account("a"),
        account("b", where="Raqqa", by="sdf"),
    ]
    (found,) = records(assessments(told, events(told), LATER))
    assert (found.source, found.came_true.count, found.came_true.of, found.open) == ("Seer", 1, 2, 0)


def test_a_forecast_of_no_place_or_time_is_kept() -> None:
    assert verdict(forecast(where=None, day=None)) == "undecided"


def test_what_a_forecast_hangs_on_is_no_forecast() -> None:
    """If the road is cut, the garrison may withdraw: nobody says that the road will be cut."""
    text = "If the road is cut, the garrison may leave"
    condition, trigger = Words(0, 18, text[:18]), Words(15, 18, "cut")
    row: dict[str, Any] = {"modality": "conditional", "text": text, "condition": condition, "known": "2017-06-01"}
    cut = account("f", "route_cut", trigger=trigger, **row)
    leave = account("f", "withdrawal", trigger=Words(37, 42, "leave"), **row)
    assert [one.claim for one in assessed(cut, leave)] == [leave.claim.id]


@pytest.mark.parametrize(("by", "expected"), [("army", "came_true"), ("sdf", "did_not")])
def test_who_took_a_place_has_advanced_on_it(by: str, expected: Verdict) -> None:
    assert verdict(forecast(type="advance"), account("a", by=by)) == expected
