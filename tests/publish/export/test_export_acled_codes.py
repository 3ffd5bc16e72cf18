"""ACLED's codes for countries and pairs of actors."""

from __future__ import annotations

import csv
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from contested.publish.export import codes
from contested.publish.export.acled_sides import interaction, interactions

CATEGORIES = ("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters",
              "Civilians", "External/Other forces")  # fmt: skip


def test_there_are_44_interactions_and_every_pair_has_one_whichever_comes_first() -> None:
    assert len(interactions()) == 44
    for one, other in combinations_with_replacement(CATEGORIES, 2):
        assert interaction(one, other) == interaction(other, one) != ""
    for alone in CATEGORIES:
        assert interaction(alone, "") == f"{alone} only"
    assert interaction("", "") == ""


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [("Civilians", "External/Other forces", "External/Other forces-Civilians"),
     ("Civilians", "State forces", "State forces-Civilians"),
     ("Protesters", "State forces", "State forces-Protesters"),
     ("External/Other forces", "Rebel group", "Rebel group-External/Other forces"),
     ("Identity militia", "Identity militia", "Identity militia-Identity militia")],
)  # fmt: skip
def test_pairs_go_by_the_inter_code_but_for_one(one: str, other: str, name: str) -> None:
    assert interaction(one, other) == name


def test_all_countries_and_territories_are_there_with_their_region(shared: Path) -> None:
    with (shared / "codes" / "acled_countries.csv").open(encoding="utf-8") as file:
        owed = {row["country"]: row["region"] for row in csv.DictReader(file)}
    found = {row.acled: row.acled_region for row in codes.countries().values()}
    assert len(found) == 243 and found == owed
    assert all(row.iso_numeric.isdigit() for row in codes.countries().values())
    assert len({row.iso_numeric for row in codes.countries().values()}) == 243
    assert found["Mexico"] == "North America"


def test_every_interaction_category_is_a_kind(shared: Path) -> None:
    with (shared / "codes" / "acled_interaction_codes.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == len(CATEGORIES)
    assert {kind.category for kind in codes.kinds().values()} == set(CATEGORIES)
