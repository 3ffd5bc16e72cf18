"""UCDP's numbers and names: of its lists where they have them, empty where they have none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from accounts import account, killed
from exporting import ABOUT, claim_rows, struck, text

from contested.publish.export import codes
from contested.publish.export.ged import Numbered
from contested.publish.export.ucdp_ids import Numbers, actors, numbers


def test_the_lists_are_ucdps(shared: Path) -> None:
    with (shared / "codes" / "ucdp_conflicts.csv").open(encoding="utf-8") as file:
        owed = {(row["conflict_id"], row["gwno_a"]) for row in csv.DictReader(file)}
    both = {("13243", "369")}  # one interstate conflict, from its other side
    assert {(row["conflict_id"], row["gw"]) for row in codes.rows("ucdp_conflicts.csv")} - both <= owed
    with (shared / "codes" / "ucdp_syria_dyads.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    for row in listed:
        known = numbers(int(row["type_of_violence"]), row["side_a"], row["side_b"], "2017", "652")
        assert known == Numbers(*(row[name] for name in ("conflict_new_id", "conflict_name", "dyad_new_id", "dyad_name",
                                                         "side_a_new_id", "side_b_new_id")))  # fmt: skip
    assert len(codes.rows("ucdp_dyads.csv")) == len(listed)


@pytest.mark.parametrize(
    ("a", "b", "year", "gw", "conflict"),
    [("Government of Mali", "JNIM", "2022", "432", "11347"), ("Government of Mali", "IS", "2022", "432", "14113"),
     ("Government of Israel", "Hezbollah", "2023", "666", "426"),
     ("Government of Israel", "Hamas", "2023", "666", "234"), ("Government of Israel", "Nobody", "2023", "666", None),
     ("Government of Russia (Soviet Union)", "Government of Ukraine", "2022", "365", "13243"),
     ("Government of Ukraine", "Government of Russia (Soviet Union)", "2022", "369", "13243"),
     ("Government of Mali", None, "2022", "432", None), ("Government of Mali", "JNIM", "1950", "432", None)],
)  # fmt: skip
def test_a_conflict_goes_by_the_government_the_opponent_and_the_year(
    a: str, b: str | None, year: str, gw: str, conflict: str | None
) -> None:
    assert numbers(1, a, b, year, gw).conflict == conflict


def test_dyads_and_actors_of_syria() -> None:
    assert numbers(1, "Government of Syria", "IS", "2017", "652") == Numbers(
        "13604", "Syria: Islamic State", "14620", "Government of Syria - IS", "118", "234"
    )
    assert numbers(2, "SDF", "IS", "2017", None).dyad == numbers(2, "IS", "SDF", "2017", None).dyad == "14637"
    assert (numbers(2, "SDF", "IS", "2017", None).a, actors()["SDF"]) == ("6288", "6288")


def test_one_sided_violence_repeats_the_dyad_and_has_ucdps_civilians() -> None:
    told = struck(account("a", "attack_on_civilians", counts=(killed(3),), ucdp=3), villagers="civilians")
    (row,) = csv.DictReader(io.StringIO(text(claim_rows(told), "ged")))
    assert (row["side_b"], row["side_b_new_id"], row["side_b_dset_id"]) == ("Civilians", "1", "9999")
    assert row["conflict_name"] == row["dyad_name"] == "Government of Syria - Civilians"
    assert (row["conflict_new_id"], row["dyad_new_id"], row["gwnob"]) == ("711", "1178", "")


@pytest.mark.parametrize(
    ("iso", "name", "number", "region"),
    [("PS", "Israel", "666", "Middle East"), ("CG", "Congo", "484", "Africa"), ("AG", "Antigua and Barbuda", "58",
     "Americas"), ("DM", "Dominica", "54", "Americas"), ("CD", "DR Congo (Zaire)", "490", "Africa")],
)  # fmt: skip
def test_countries_by_ucdps_names(iso: str, name: str, number: str, region: str) -> None:
    row = codes.countries()[iso]
    assert (row.ucdp, row.gw, row.ucdp_region) == (name, number, region)


def test_how_many_rows_have_numbers_is_told() -> None:
    told = account("a", of="rebels", counts=(killed(1),), ucdp=1), account("b", by="is", counts=(killed(1),), ucdp=1)
    counted = Numbered(ABOUT)
    assert len(list(counted.through(claim_rows(*told)))) == 2
    assert counted.lines() == ["UCDP's number of the conflict: 1 of 2 rows", "UCDP's number of the dyad: 1 of 2 rows",
                               "UCDP's numbers of both actors: 1 of 2 rows"]  # fmt: skip
    assert Numbered(None).lines() == []
