"""Sides, days and places that are missing, and bad input: nothing is guessed."""

from __future__ import annotations

import csv
import io

import pytest
from accounts import account, killed, place
from acled_rows import ALL, bare, by, named, rows
from exporting import claim_rows, struck, text
from msgspec.structs import replace

from contested.model import Words
from contested.publish.export import Admission, formats
from contested.publish.export.pending import listed
from contested.publish.export.spot import Known


def test_a_battle_whose_text_leaves_the_other_side_open_is_against_an_unidentified_group() -> None:
    (row,) = rows(account("a", "clash", text="The army fought all day in the town."))
    assert row["actor2"] == "Unidentified Armed Group (Syria)"


def test_a_battle_whose_text_names_an_actor_that_was_read_as_no_side_waits_for_a_human() -> None:
    told = account("a", "clash", text="The army fought in the town, said Hayat Tahrir al-Sham.")
    admission = Admission(formats()["acled"], about=ALL)
    assert not list(admission.through(claim_rows(told)))
    assert list(admission.out) == ["sides"] and len(admission.pending["sides"]) == 1
    (row,) = csv.DictReader(io.StringIO("".join(listed(admission.pending, ALL))))
    assert row["missing"] == "an actor" and row["location"] == "Maskanah" and row["event_date"] == "2017-06-04"


@pytest.mark.parametrize(("by_whom", "of"), [(None, None), ("army", "army")])
def test_a_battle_of_nobody_or_of_one_force_with_itself_waits(by_whom: str | None, of: str | None) -> None:
    told = bare("clash", text="There was fighting in the town.")
    for role, id in (("agent", by_whom), ("patient", of)):
        if id:
            told = by(told, role, f"syrian-{'army' if role == 'agent' else 'air-force'}", "army", "state_forces")
    admission = Admission(formats()["acled"], about=ALL)
    row = replace(claim_rows(told)[0], spot=replace(claim_rows(told)[0].spot, known=Known(country="SY")))
    assert not list(admission.through([row])) and list(admission.pending) == ["sides"]


def test_violence_without_a_place_waits_with_all_that_is_known() -> None:
    told = struck(account("a", "explosive", None, counts=(killed(8),)), villagers="civilians")
    peaceful = account("b", "negotiation", None)
    admission = Admission(formats()["acled"], about=ALL)
    assert not list(admission.through(claim_rows(told, peaceful)))
    (row,) = csv.DictReader(io.StringIO("".join(listed(admission.pending, ALL))))
    assert row["missing"].startswith("the place") and (row["location"], row["fatalities"]) == ("", "8")


def test_a_dateline_is_no_location() -> None:
    words = "GOMA, January 9 (Wire) - Rebels clashed with the army last week."
    there = place("Maskanah", mention=Words(0, 4, "GOMA"))
    admission = Admission(formats()["acled"], about=ALL)
    assert not list(admission.through(claim_rows(account("a", "clash", there, of="rebels", text=words))))
    assert list(admission.out) == ["dateline"]
    within = place("Maskanah", mention=Words(60, 64, "Goma"))
    assert len(rows(account("a", "clash", within, of="rebels", text=words))) == 1
    first = account("a", "clash", replace(there, mention=Words(0, 4, "Goma")), of="rebels", text="Goma fell to rebels.")
    assert len(rows(first)) == 1


@pytest.mark.parametrize(
    ("start", "end", "day", "precision"),
    [("2017-06-04", "2017-06-04", "2017-06-04", "1"), ("2017-06-05", "2017-06-11", "2017-06-08", "2"),
     ("2017-06-01", "2017-06-30", "2017-06-15", "3"), ("2017-06-03", "2017-06-04", "2017-06-03", "2"),
     ("2016-12-26", "2017-01-08", "2017-01-01", "3")],
)  # fmt: skip
def test_of_a_week_or_a_month_the_middle_day_stands(start: str, end: str, day: str, precision: str) -> None:
    (row,) = rows(account("a", "clash", day=start, end=end, of="rebels"))
    assert (row["event_date"], row["year"], row["time_precision"]) == (day, day[:4], precision)


def test_what_took_years_is_no_row_and_waits() -> None:
    admission = Admission(formats()["acled"], about=ALL)
    assert not list(admission.through(claim_rows(account("a", "clash", day="2005-01-01", end="2016-12-31"))))
    assert list(admission.pending) == ["month"]


def test_nothing_that_may_be_a_row_gives_the_header_alone() -> None:
    told = (account("a", modality="planned"), account("b", "statement"), account("c", polarity="negated"))
    assert rows(*told) == [] and rows() == []
    admission = Admission(formats()["acled"], about=ALL)
    assert text(admission.through(claim_rows(*told)), "acled", ALL).count("\n") == 1 and len(admission.out) == 3


def test_on_the_day_on_which_a_government_changed_all_actors_of_it_have_the_later_name() -> None:
    day = "2024-12-08"
    names = {named(id, day, "SY", kind=kind, name="soldiers")[0]
             for id, kind in ((None, "state_forces"), ("syrian-army", "state_forces"))}  # fmt: skip
    assert names == {"Military Forces of Syria (2024-)"}
    assert named("syrian-army", "2024-12-07", "SY")[0] == "Military Forces of Syria (2000-2024)"


def test_a_sea_is_a_place_without_a_country_and_says_so() -> None:
    sea = replace(place("Maskanah"), name="Black Sea", level="natural", precision=5)
    (row,) = rows(account("a", "air_strike", where=sea, of="rebels"), country="")
    assert (row["location"], row["country"], row["iso"], row["geo_precision"]) == ("Black Sea", "", "", "3")
    assert row["actor1"] and "the country is not known" in row["tags"]
    ocean = replace(sea, precision=7)
    assert rows(account("a", "air_strike", where=ocean, of="rebels"), country="") == []


@pytest.mark.parametrize("title", ["=cmd|' /C calc'!A0", "+1\n2", "x" * 32_000, "@SUM(1)\x00"])
def test_a_publisher_named_like_a_formula_is_text_in_one_cell(title: str) -> None:
    told = account("a", "clash", of="rebels")
    (row,) = rows(replace(told, report=replace(told.report, source=title)))
    assert not row["source"].startswith(("=", "+", "@")) and "\x00" not in row["source"]
    assert len(row["source"]) >= len(title)
