"""Who is actor 1 and who is actor 2 in ACLED's columns."""

from __future__ import annotations

import pytest
from accounts import account, killed
from acled_rows import ALL, bare, by, named, rows
from exporting import struck
from msgspec.structs import replace

from contested.knowledge.load import load
from contested.model import Means, Words
from contested.publish.export import About


@pytest.mark.parametrize(
    ("thing", "second"),
    [("residential building", "Civilians (Syria)"), ("school bus", "Civilians (Syria)"), ("fuel depot", ""),
     ("army positions", "Unidentified Armed Group (Syria)"), ("car", "")],
)  # fmt: skip
def test_what_is_struck_and_is_nobody_is_no_actor(thing: str, second: str) -> None:
    (row,) = rows(struck(account("a", "shelling"), **{thing: None}))
    assert row["actor2"] == second


def test_people_killed_by_remote_violence_of_whom_no_more_is_said_are_civilians() -> None:
    (row,) = rows(account("a", "explosive", of=None, counts=(killed(6),)))
    assert (row["actor2"], row["civilian_targeting"]) == ("Civilians (Syria)", "Civilian targeting")
    assert rows(account("a", "explosive", of=None))[0]["actor2"] == ""


@pytest.mark.parametrize(
    ("words", "name"),
    [("Turkish drone", "Military Forces of Turkey (2016-)"), ("Turkish artillery", "Military Forces of Turkey (2016-)"),
     ("Turkish gunmen", "Unidentified Armed Group (Syria)"), ("drone", "Unidentified Armed Group (Syria)")],
)  # fmt: skip
def test_a_nations_weapons_are_its_forces(words: str, name: str) -> None:
    told = by(account("a", "shelling", of=None), "agent", None, words, "armed_group")
    assert rows(told)[0]["actor1"] == name


def test_a_weapon_that_nobody_is_said_to_have_fired_is_the_nations_before_it() -> None:
    words = "A Turkish missile hit the town."
    told = bare("shelling", text=words)
    said = Means(kind="missile", mention=Words(10, 17, "missile"))
    assert (
        rows(replace(told, claim=replace(told.claim, means=(said,))))[0]["actor1"]
        == "Military Forces of Turkey (2016-)"
    )


def test_who_stands_in_both_roles_is_struck_where_somebody_else_acts() -> None:
    told = by(account("a", "raid"), "patient", "hayat-tahrir-al-sham", "HTS", "jihadist", "syrian-opposition")
    (first, other) = told.claim.actors
    twice = replace(told, claim=replace(told.claim, actors=(first, replace(other, role="agent"), other)))
    (row,) = rows(twice)
    assert row["actor2"].startswith("HTS") and not row["actor1"].startswith("HTS")


def test_a_clash_with_all_in_one_role_has_two_sides_in_the_order_of_the_words() -> None:
    told = account("a", "clash", of=None)
    one = by(told, "patient", "hayat-tahrir-al-sham", "HTS", "jihadist", "syrian-opposition").claim.actors[-1]
    army = by(told, "agent", "syrian-army", "army", "state_forces", "syrian-government").claim.actors[-1]
    for actors, first in (
        ((army, replace(one, role="agent")), "Military"),
        ((replace(one, role="agent"), army), "HTS"),
    ):
        (row,) = rows(replace(told, claim=replace(told.claim, actors=actors)))
        assert row["actor1"].startswith(first) and not row["actor2"].startswith(("Unidentified", first))


def test_in_a_war_of_two_sides_the_other_side_is_known() -> None:
    ukraine = About(actors=ALL.actors, conflicts=load().conflicts, nation=ALL.nation)
    told = by(account("a", of=None), "agent", "russian-armed-forces", "army", "state_forces", "russia-and-allies")
    told = replace(told, claim=replace(told.claim, time=replace(told.claim.time, start="2023-05-20", end="2023-05-20")))
    (row,) = rows(told, about=ukraine, country="UA")
    assert row["actor2"] == "Military Forces of Ukraine (2019-)"
    assert rows(told, about=ukraine)[0]["actor2"] == "Unidentified Armed Group (Syria)"


def test_who_lost_a_place_is_the_one_other_actor_of_the_sentence() -> None:
    words = "The army captured the town, a stronghold of Hayat Tahrir al-Sham."
    (row,) = rows(account("a", of=None, text=words))
    assert row["actor2"].startswith("HTS")


@pytest.mark.parametrize(
    ("id", "country", "name"),
    [("al-qaeda", "YE", "AQAP: Al Qaeda in the Arabian Peninsula"), ("al-qaeda", "AF", "Al-Qaeda"),
     ("dozo", "BF", "Dozo Communal Militia (Burkina Faso)"), ("islamic-state", "PH", "Islamic State (Philippines)"),
     ("islamic-state", "NE", "Islamic State (West Africa) - Greater Sahara Faction"),
     ("government-of-national-accord", "LY", "Military Forces of Libya (2016-2021) Government of National Accord"),
     ("ambazonian-separatists", "NG", "Ambazonian Separatists (Cameroon)"),
     ("uganda-peoples-defence-force", "CD", "Military Forces of Uganda (1986-)")],
)  # fmt: skip
def test_names_go_by_the_country(id: str, country: str, name: str) -> None:
    assert named(id, "2020-05-01", country)[0] == name
