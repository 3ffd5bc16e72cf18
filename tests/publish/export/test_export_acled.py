"""What ACLED codes: event types by the parties, actors by their names of the day, their order, what is one row."""

from __future__ import annotations

import csv
import io
from datetime import date
from itertools import combinations_with_replacement, pairwise
from pathlib import Path
from typing import Any

import pytest
from accounts import account, killed, place
from exporting import claim_rows, find, struck, text
from msgspec.structs import replace

from contested.fusion.event import Party
from contested.knowledge.load import load
from contested.model import Means, Span, Told, Words
from contested.publish.export import About, Admission, codes, formats
from contested.publish.export.acled_coding import settled
from contested.publish.export.acled_naming import Scene, name_of, regime, regimes
from contested.publish.export.acled_sides import interaction, interactions
from contested.publish.export.pending import listed
from contested.publish.export.spot import Known

ALL = About(actors={entry.id: entry for entry in load().actors}, nation={"Turkish": "TR", "Kenyan": "KE"}.get)
CATEGORIES = ("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters",
              "Civilians", "External/Other forces")  # fmt: skip


def named(id: str | None, day: str, country: str, **more: Any) -> tuple[str, str, bool]:
    """An actor's name, category and whether that is ours, on a day in a country."""
    entry = ALL.actors.get(id or "")
    kind = more.pop("kind", entry.kind if entry else None)
    who = Party(role="agent", id=id, name=more.pop("name", entry.name if entry else ""), kind=kind,
                side=more.pop("side", None), claims=())  # fmt: skip
    return tuple(name_of(who, Scene(codes.countries()[country], day, more.pop("armed", True), ALL)))  # type: ignore[return-value]


def rows(*told: Told, about: About = ALL, country: str = "SY") -> list[dict[str, str]]:
    """ACLED rows of claims that lie in a country."""
    made = [replace(row, spot=row.spot and replace(row.spot, known=Known(country=country)))
            for row in claim_rows(*told)]  # fmt: skip
    admission = Admission(formats()["acled"], about=about)
    return list(csv.DictReader(io.StringIO(text(admission.through(made), "acled", about))))


def by(told: Told, role: str, id: str | None, name: str, kind: str | None, side: str | None = None) -> Told:
    """An account in which somebody else stands in a role."""
    from contested.model import Actor

    who = Actor(role=role, id=id, name=name, kind=kind, parent=None, side=side, label=name, inferred=False,  # type: ignore[arg-type]
                mention=None)  # fmt: skip
    kept = tuple(each for each in told.claim.actors if each.role != role)
    return replace(told, claim=replace(told.claim, actors=(*kept, who)))


def bare(type: str, where: str = "Maskanah", **more: Any) -> Told:
    """An account without actors."""
    return account(more.pop("report", "r"), type, where, by=None, **more)


# --- interaction codes and countries ---------------------------------------------------------------------------------


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


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "day", "country", "name"),
    [
        ("malian-armed-forces", "2012-12-01", "ML", "Military Forces of Mali (2012-2013)"),
        ("malian-armed-forces", "2015-01-01", "ML", "Military Forces of Mali (2013-2020)"),
        ("malian-armed-forces", "2022-05-01", "ML", "Military Forces of Mali (2021-)"),
        ("syrian-army", "2017-06-04", "SY", "Military Forces of Syria (2000-2024)"),
        ("new-syrian-army", "2025-03-01", "SY", "Military Forces of Syria (2024-)"),
        ("syrian-air-force", "2017-06-04", "SY", "Military Forces of Syria (2000-2024)"),
        ("afghan-national-army", "2010-06-04", "AF", "Military Forces of Afghanistan (2004-2014)"),
        ("taliban", "2020-06-04", "AF", "Taliban"),
        ("taliban", "2023-06-04", "AF", "Military Forces of Afghanistan (2021-)"),
        ("irgc", "2022-01-01", "IR", "Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps"),
        ("afghan-national-police", "2016-01-01", "AF", "Police Forces of Afghanistan (2014-2021)"),
        ("government-of-mali", "2022-01-01", "ML", "Military Forces of Mali (2021-)"),
        ("islamic-state", "2016-01-01", "IQ", "Islamic State (Iraq)"),
        ("rapid-support-forces", "2023-06-01", "SD", "RSF: Rapid Support Forces"),
        ("rapid-support-forces", "2022-06-01", "SD", "Military Forces of Sudan (2019-) Rapid Support Forces"),
        ("houthis", "2018-01-01", "YE", "Military Forces of Yemen (2016-) Supreme Political Council"),
    ],
)
def test_an_actor_has_the_name_of_the_day(id: str, day: str, country: str, name: str) -> None:
    assert named(id, day, country)[0] == name


def test_regimes_follow_on_each_other_and_the_later_holds_on_the_day_of_change() -> None:
    for country, found in regimes().items():
        assert country in codes.countries()
        for later, earlier in pairwise(found):
            assert date.fromisoformat(earlier["first"]) < date.fromisoformat(earlier["last"])
            assert earlier["last"] <= later["first"]
    assert (regime("ML", "2020-08-18") or {})["years"] == "2020-2021"
    assert (regime("ML", "2020-08-17") or {})["years"] == "2013-2020"
    assert regime("ML", "1950-01-01") is None and regime("XX", "2020-01-01") is None


def test_names_that_are_attested_stand_in_public_rows(shared: Path) -> None:
    public = (shared / "codes" / "acled_state_forces.csv").read_text(encoding="utf-8").splitlines()
    sure = [row for found in regimes().values() for row in found if row["attested"] == "yes"]
    missing = [row for row in sure if not any(
        line.strip('"').startswith(f"{arm} of {name} ({row['years'].split('-')[0]}-") for line in public
        for arm in ("Military Forces", "Police Forces", "Government")
        for name in (row["called"], row["called"].removeprefix("the ")))]  # fmt: skip
    # regimes since those rows were published, whose names the knowledge files had from ACLED
    assert {row["country"] for row in missing} <= {"AF", "BF", "IL", "IQ", "LB", "ML", "MM", "NE", "SY"}


def test_a_states_forces_abroad_are_external_and_keep_their_name() -> None:
    assert named("russian-armed-forces", "2022-05-01", "UA")[:2] == ("Military Forces of Russia (2000-)",
                                                                      "External/Other forces")  # fmt: skip
    assert named("russian-armed-forces", "2022-05-01", "RU")[1] == "State forces"


@pytest.mark.parametrize(
    ("words", "kind", "country", "name", "category"),
    [
        ("Fulani militiamen", "militia", "NG", "Fulani Ethnic Militia (Nigeria)", "Identity militia"),
        ("Dozo hunters", "militia", "ML", "Dozo Communal Militia (Mali)", "Identity militia"),
        ("clan militiamen", "militia", "SO", "Unidentified Clan Militia (Somalia)", "Identity militia"),
        ("armed herders", "militia", "NG", "Unidentified Communal Militia (Nigeria)", "Identity militia"),
        ("Fulani villagers", "civilians", "NG", "Civilians (Nigeria)", "Civilians"),
        ("gunmen", "armed_group", "MX", "Unidentified Armed Group (Mexico)", "Political militia"),
        ("gang members", "militia", "HT", "Unidentified Gang (Haiti)", "Political militia"),
        ("Turkish civilians", "civilians", "SY", "Civilians (Turkey)", "Civilians"),
        ("journalists", "media", "SY", "Civilians (Syria)", "Civilians"),
        ("the Azande Ani Kpi Gbe militia", "militia", "CF", "the Azande Ani Kpi Gbe militia", "Political militia"),
        (
            "Troops of the 103rd Infantry Brigade",
            "armed_group",
            "PH",
            "Unidentified Armed Group (Philippines)",
            "Political militia",
        ),
        ("Suspected Islamist militants", "armed_group", "ML", "Unidentified Armed Group (Mali)", "Political militia"),
        ("security forces", "state_forces", "GN", "Military Forces of Guinea (2021-)", "State forces"),
        ("police", "police", "KE", "Police Forces of Kenya (2022-)", "State forces"),
        ("Turkish troops", "state_forces", "SY", "Military Forces of Turkey (2016-)", "External/Other forces"),
    ],
)
def test_who_is_only_described(words: str, kind: str, country: str, name: str, category: str) -> None:
    assert named(None, "2023-05-01", country, name=words, kind=kind)[:2] == (name, category)


def test_a_name_that_acled_has_not_is_marked_as_ours() -> None:
    told = by(account("a", "clash", of="rebels"), "agent", "nyatura", "Nyatura", "militia")
    (row,) = rows(told, country="CD")
    assert "actor1 is not ACLED's name" in row["tags"] and row["actor1"] == "Nyatura"
    assert not named("al-shabaab", "2015-01-01", "SO")[2] and not named("syrian-army", "2017-01-01", "SY")[2]


# --- event types ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "side", "country", "code"),
    [
        ("russian-armed-forces", "russia", "UA", "Non-state actor overtakes territory"),
        ("ukrainian-armed-forces", "ukraine", "UA", "Government regains territory"),
        ("turkish-armed-forces", None, "SY", "Non-state actor overtakes territory"),
        ("syrian-army", "syrian-government", "SY", "Government regains territory"),
        ("national-defence-forces-syria", "syrian-government", "SY", "Government regains territory"),
        ("russian-armed-forces", "syrian-government", "SY", "Non-state actor overtakes territory"),
        ("hayat-tahrir-al-sham", "syrian-opposition", "SY", "Non-state actor overtakes territory"),
    ],
)
def test_only_a_countrys_own_government_regains_territory(id: str, side: str | None, country: str, code: str) -> None:
    entry = ALL.actors[id]
    told = by(account("a", of="rebels", by=None), "agent", id, entry.name, entry.kind, side)
    assert rows(told, country=country)[0]["sub_event_type"] == code


@pytest.mark.parametrize(
    ("type", "code"),
    [("surrender", "Agreement"), ("negotiation", "Agreement"), ("evacuation", "Agreement"),
     ("deployment", "Change to group/activity"), ("prisoner_exchange", "Agreement"),
     ("withdrawal", "Non-violent transfer of territory"), ("displacement", "Other")],
)  # fmt: skip
def test_strategic_developments(type: str, code: str) -> None:
    assert rows(account("a", type))[0]["sub_event_type"] == code


def test_destroyed_weapons_are_disrupted_and_destroyed_houses_are_not() -> None:
    tanks = replace(killed(2), what="vehicles")
    assert rows(account("a", "destruction", counts=(tanks,)))[0]["sub_event_type"] == "Disrupted weapons use"
    assert rows(account("a", "destruction"))[0]["sub_event_type"] == "Looting/property destruction"


def test_an_abduction_that_kills_is_an_attack_and_an_arrest_by_rebels_an_abduction() -> None:
    people = struck(account("a", "abduction", counts=(killed(2),)), villagers="civilians")
    assert rows(people)[0]["sub_event_type"] == "Attack"
    held = by(account("a", "arrest", of=None), "agent", "hamas", "Hamas", "rebel")
    assert rows(held, country="PS")[0]["sub_event_type"] == "Abduction/forced disappearance"


def test_lethal_force_against_a_protest_is_excessive_protesters_first() -> None:
    told = struck(by(bare("excessive_force", counts=(killed(12),)), "agent", None, "police", "police"),
                  demonstrators="protesters")  # fmt: skip
    (row,) = rows(told, country="NG")
    assert (row["actor1"], row["actor2"]) == ("Protesters (Nigeria)", "Police Forces of Nigeria (2015-2023)")
    assert row["interaction"] == "State forces-Protesters" and row["civilian_targeting"] == "Civilian targeting"
    assert row["event_type"] == "Protests" and row["fatalities"] == "12"


def test_civilians_are_never_a_side_of_a_battle_and_always_the_second_of_violence_against_them() -> None:
    (attack,) = rows(struck(bare("attack_on_civilians"), **{"two gunmen": "armed_group"}))
    assert attack["actor2"] == "Civilians (Syria)"
    (clash,) = rows(struck(account("a", "clash"), rebels="rebel", villagers="civilians"))
    assert "Civilians" not in clash["actor2"] + clash["assoc_actor_2"]


@pytest.mark.parametrize(
    ("type", "means", "code"),
    [("casualties", "roadside_bomb", "Remote explosive/landmine/IED"), ("casualties", "grenade", "Grenade"),
     ("air_strike", "chemical_agent", "Chemical weapon"), ("air_strike", "mortar", "Air/drone strike"),
     ("casualties", "small_arms", "Armed clash")],
)  # fmt: skip
def test_bare_losses_go_by_the_weapon_and_gas_goes_before_the_aircraft(type: str, means: str, code: str) -> None:
    told = account("a", type, of="rebels")
    told = replace(told, claim=replace(told.claim, means=(Means(kind=means, mention=Words(0, 4, "with")),)))
    assert rows(told)[0]["sub_event_type"] == code


@pytest.mark.parametrize("bomber", ["suicide bomber", "Two suicide bombers"])
def test_an_attack_by_a_bomber_is_a_bombing(bomber: str) -> None:
    told = struck(by(account("a", "offensive", of=None), "agent", None, bomber, "armed_group"), policemen="police")
    assert rows(told)[0]["sub_event_type"] == "Suicide bomb"


@pytest.mark.parametrize(
    ("words", "code"),
    [("The army took the town without a fight.", "Non-violent transfer of territory"),
     ("The army took the town without firing a shot.", "Non-violent transfer of territory"),
     ("The army took the town after a fight.", "Government regains territory")],
)  # fmt: skip
def test_ground_that_is_taken_without_a_fight_is_a_transfer(words: str, code: str) -> None:
    assert rows(account("a", of="rebels", text=words))[0]["sub_event_type"] == code


@pytest.mark.parametrize("type", ["advance", "offensive"])
def test_an_advance_of_which_some_report_tells_that_the_place_was_taken_is_a_capture(type: str) -> None:
    (row,) = claim_rows(account("a", type, of="rebels"))
    both = replace(row, told=(*row.told, account("a", of="rebels", at=40)), heard=(None, None), telling=2)
    assert (settled(both).type, settled(row).type) == ("capture", type)


@pytest.mark.parametrize("type", ["casualties", "advance", "raid"])
def test_who_moves_in_and_kills_only_the_unarmed_attacks_them(type: str) -> None:
    told = struck(account("a", type, counts=(killed(3),)), herders="militia")
    (row,) = rows(told)
    assert (row["sub_event_type"], row["actor2"]) == ("Attack", "Civilians (Syria)")


def test_who_moves_and_meets_nobody_changes_his_place() -> None:
    assert rows(account("a", "advance"))[0]["sub_event_type"] == "Change to group/activity"
    assert rows(account("a", "advance", of="rebels"))[0]["sub_event_type"] == "Armed clash"


def test_a_clash_that_drives_people_out_is_no_attack_on_them() -> None:
    told = struck(account("a", "clash", of=None), residents="civilians")
    army = by(told, "agent", "syrian-army", "army", "state_forces", "syrian-government").claim.actors[-1]
    rebels = by(told, "agent", "hayat-tahrir-al-sham", "HTS", "jihadist", "syrian-opposition").claim.actors[-1]
    both = replace(told, claim=replace(told.claim, actors=(*told.claim.actors[1:], army, rebels)))
    (row,) = rows(both)
    assert row["sub_event_type"] == "Armed clash" and row["actor2"].startswith("HTS")
    assert rows(told)[0]["sub_event_type"] == "Attack"


def test_burnt_lorries_of_a_firm_are_no_weapons() -> None:
    trucks = replace(killed(3), what="vehicles")
    told = struck(account("a", "destruction", counts=(trucks,)), **{"three trucks": None})
    assert rows(told)[0]["sub_event_type"] == "Looting/property destruction"


def test_ground_that_nobody_is_said_to_have_taken_waits() -> None:
    admission = Admission(formats()["acled"], about=ALL)
    row = claim_rows(bare("capture", text="Three villages were taken."))[0]
    assert not list(admission.through([replace(row, spot=row.spot and replace(row.spot, known=Known(country="SY")))]))
    assert list(admission.out) == ["sides"]


def test_of_several_figures_of_deaths_the_lowest_is_coded() -> None:
    (row,) = rows(account("a", "clash", of="rebels", counts=(killed(22, 26),)))
    assert row["fatalities"] == "22"
    about = replace(killed(45, 55), best=50.0, approximate=True)
    assert rows(account("a", "clash", of="rebels", counts=(about,)))[0]["fatalities"] == "50"
    dozens = replace(killed(13, 99), best=36.0, approximate=True)
    assert rows(account("a", "clash", of="rebels", counts=(dozens,)))[0]["fatalities"] == "13"


# --- who is a side ----------------------------------------------------------------------------------------------------


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


# --- sides, days, places that are missing ----------------------------------------------------------------------------


def test_a_battle_whose_text_leaves_the_other_side_open_is_against_an_unidentified_group() -> None:
    (row,) = rows(account("a", "clash", text="The army fought all day in the town."))
    assert row["actor2"] == "Unidentified Armed Group (Syria)"


def test_a_battle_whose_text_names_an_actor_that_was_read_as_no_side_waits_for_a_human() -> None:
    told = account("a", "clash", text="The army fought in the town against Hayat Tahrir al-Sham.")
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


# --- what is one row --------------------------------------------------------------------------------------------------


def test_a_battle_takes_in_the_shelling_of_its_own_sides() -> None:
    clash = account("a", "clash", of="rebels", counts=(killed(3),))
    (row,) = rows(clash, account("b", "shelling", of="rebels", at=30, counts=(killed(2),)))
    assert (row["sub_event_type"], row["fatalities"]) == ("Armed clash", "5")


def test_what_others_do_or_what_befalls_civilians_stays_a_row() -> None:
    clash = account("a", "clash", of="rebels")
    assert len(rows(clash, account("b", "shelling", by="is", of=None))) == 2
    assert len(rows(clash, struck(account("b", "shelling"), villagers="civilians"))) == 2
    assert len(rows(clash, account("b", "clash", "Raqqa", of="rebels"))) == 2
    assert len(rows(clash, account("b", "clash", day="2017-06-05", of="rebels"))) == 2


@pytest.mark.parametrize("turned", [False, True])
def test_a_capture_takes_in_the_other_sides_retreat(turned: bool) -> None:
    told = [account("a", of="is"), account("b", "withdrawal", by="is")]
    (row,) = rows(*(reversed(told) if turned else told))
    assert (row["event_type"] == "Battles" and row["actor1"].startswith("Military Forces")) or row["actor1"] == "army"
    assert row["sub_event_type"] != "Non-violent transfer of territory"


ONE = Span(0, 60)


def done(type: str, at: int, who: str | None, kind: str | None, **struck_by: Any) -> Told:
    """What somebody without a name did, in the sentence `ONE`, to others."""
    told = bare(type, at=at, sentence=ONE, counts=struck_by.pop("counts", ()))
    told = by(told, "agent", None, who, kind) if who else told
    return struck(told, **struck_by) if struck_by else told


def test_what_one_sentence_tells_of_one_event_is_one_row() -> None:
    calm = done("peaceful_protest", 0, None, None)
    stopped = done("protest_with_intervention", 30, "police", "police", students="protesters")
    assert [row["sub_event_type"] for row in rows(calm, stopped)] == ["Protest with intervention"]
    storm = done("raid", 0, "Gunmen", "armed_group")
    took = done("abduction", 30, "Gunmen", "armed_group", pupils="civilians")
    assert [row["sub_event_type"] for row in rows(storm, took)] == ["Abduction/forced disappearance"]
    blast = done("suicide_bombing", 0, None, None)
    dead = done("attack_on_civilians", 30, None, None, counts=(killed(9),), people="civilians")
    assert [(row["sub_event_type"], row["fatalities"]) for row in rows(blast, dead)] == [("Suicide bomb", "9")]
    swept = done("arrest", 0, "soldiers", "state_forces")
    shot = done("attack_on_civilians", 30, "soldiers", "state_forces", people="civilians")
    assert [row["sub_event_type"] for row in rows(swept, shot)] == ["Attack"]


def test_an_event_with_a_place_and_the_town_around_it_is_one_row() -> None:
    quarter = replace(place("Harasta"), radius_km=1.0)
    town = replace(place("Douma"), radius_km=8.0)
    within = rows(account("a", "clash", town, of="rebels"), account("a", "clash", quarter, of="rebels"))
    assert [row["location"] for row in within] == ["Harasta"]
    apart = replace(town, radius_km=0.5)
    assert len(rows(account("a", "clash", apart, of="rebels"), account("a", "clash", quarter, of="rebels"))) == 2


@pytest.mark.parametrize(
    ("who", "kind", "coded"),
    [("police", "police", ["Excessive force against protesters"]),
     ("Gunmen", "militia", ["Attack", "Peaceful protest"])],
)  # fmt: skip
def test_police_who_kill_beside_a_protest_use_excessive_force(who: str, kind: str, coded: list[str]) -> None:
    shot = done("attack_on_civilians", 0, who, kind, counts=(killed(3),), people="civilians")
    found = rows(shot, done("peaceful_protest", 30, None, None), country="KE")
    assert [row["sub_event_type"] for row in found] == coded


def test_who_leaves_under_a_deal_with_somebody_has_an_agreement_where_he_left() -> None:
    left = account("r", "withdrawal", "Maskanah", by="rebels", sentence=ONE)
    deal = bare("agreement", "Raqqa", at=30, sentence=ONE)
    with_state = by(deal, "patient", "government-of-syria", "government", "government")
    assert [(row["sub_event_type"], row["location"]) for row in rows(left, with_state)] == [("Agreement", "Maskanah")]
    assert "Non-violent transfer of territory" in [row["sub_event_type"] for row in rows(left, deal)]


@pytest.mark.parametrize(
    ("start", "end", "day", "precision"),
    [("2017-06-04T20:00", "2017-06-05T05:00", "2017-06-04", "1"),
     ("2017-06-04T20:00", "2017-06-06T05:00", "2017-06-05", "2"), ("2017-06-04", "2017-06-05", "2017-06-04", "2")],
)  # fmt: skip
def test_a_night_is_the_day_on_which_it_began(start: str, end: str, day: str, precision: str) -> None:
    (row,) = rows(account("a", "clash", day=start, end=end, of="rebels"))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_a_town_that_may_be_another_of_its_name_is_a_row_that_says_so() -> None:
    (row,) = rows(account("a", where=replace(place("Maskanah"), precision=7), of="rebels"))
    assert row["geo_precision"] == "3" and row["tags"].endswith("the place is one of several of its name")
    wide = replace(place("Syria"), level="country", precision=6)
    assert not rows(account("a", where=wide, of="rebels"))


def test_rows_that_were_joined_are_counted() -> None:
    admission = Admission(formats()["acled"], about=ALL)
    told = account("a", "clash", of="rebels"), account("b", "clash", of="rebels", at=40)
    assert len(list(admission.through(claim_rows(*told)))) == 1
    assert (admission.admitted, admission.joined) == (1, 1)


def test_no_row_is_lost_or_told_twice() -> None:
    assert find("nowhere", "Nowhere") == Known()
    told = [account(str(at), type, of="rebels", at=at * 40, counts=(killed(1),))
            for at, type in enumerate(("capture", "clash", "air_strike", "shelling", "withdrawal"))]  # fmt: skip
    made = rows(*told)
    assert sum(int(row["fatalities"]) for row in made) == 5


# --- bad input --------------------------------------------------------------------------------------------------------


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
