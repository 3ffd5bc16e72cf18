"""What may become a row of which format, and what is left out with which reason."""

from __future__ import annotations

import pytest
from accounts import account, killed

from contested.model import Told
from contested.publish.export import Admission, formats, of_claim
from contested.publish.export.codes import reasons
from contested.publish.export.spot import NOTHING

HAPPENED = account("a", counts=(killed(3),), ucdp=1)
PREDICTED = account("b", modality="predicted")
NOT = {
    "predicted": PREDICTED,
    "conditional": account("c", modality="conditional"),
    "planned": account("d", modality="planned"),
    "possible": account("e", modality="possible"),
    "denied": account("f", modality="denied"),
    "negated": account("g", polarity="negated"),
    "state": account("h", "siege", scope="state"),
    "type": account("i", "statement"),
}
SETS = ("acled", "ged", "plover", "ftm", "geojson", "geoparquet", "csv", "hxl", "kml", "markdown")
ABOUT_WORDS = ("annotations", "prov")


def why(told: Told, to: str, *, every: bool = False) -> str | None:
    """The reason for which a claim is left out; None where it is let through."""
    admission = Admission(formats()[to], every=every)
    let = list(admission.through([of_claim(told, lambda id, name: NOTHING)]))
    assert len(let) + sum(count for _, count in admission.counts()) == 1
    return None if let else next(iter(admission.out))


@pytest.mark.parametrize("to", [*SETS, *ABOUT_WORDS])
def test_what_happened_is_a_row_of_every_format(to: str) -> None:
    assert why(HAPPENED, to) is None


@pytest.mark.parametrize("to", SETS)
@pytest.mark.parametrize("reason", NOT)
def test_what_did_not_happen_is_no_row(to: str, reason: str) -> None:
    assert why(NOT[reason], to) == reason


@pytest.mark.parametrize("to", ABOUT_WORDS)
def test_formats_about_words_have_every_claim(to: str) -> None:
    assert {why(told, to) for told in NOT.values()} == {None}


@pytest.mark.parametrize(("to", "there"), [("csv", True), ("geojson", True), ("acled", False), ("ged", False)])
def test_every_claim_is_there_on_demand_where_the_format_says_how_it_is_put(to: str, there: bool) -> None:
    assert (why(PREDICTED, to, every=True) is None) == there


@pytest.mark.parametrize(("to", "there"), [("ged", True), ("csv", True), ("acled", False), ("plover", False),
                                           ("ftm", False)])  # fmt: skip
def test_a_total_is_a_row_only_where_the_format_can_say_so(to: str, there: bool) -> None:
    total = account("t", "casualties", counts=(killed(700),), scope="cumulative", ucdp=1)
    assert why(total, to) == (None if there else "cumulative")


@pytest.mark.parametrize(
    ("told", "to", "reason"),
    [
        (account("n", where="Nowhere"), "acled", "spot"),
        (account("n", where=None), "kml", "spot"),
        (account("n", day=None), "acled", "day"),
        (account("n", "bypass"), "plover", "plover"),
        (account("n", by=None), "ged", "violence"),
        (account("n", ucdp=1), "ged", "deaths"),
    ],
)
def test_a_row_has_what_its_format_needs(told: Told, to: str, reason: str) -> None:
    assert why(told, to) == reason


def test_killed_or_wounded_are_not_deaths() -> None:
    from msgspec.structs import replace

    both = replace(killed(12), what="killed_or_wounded")
    assert why(account("k", counts=(both,), ucdp=1), "ged") == "deaths"


def test_every_reason_and_every_need_has_its_words() -> None:
    needs = {need for form in formats().values() for need in form.needs}
    assert needs | set(NOT) | {"cumulative"} <= set(reasons())
