"""What ACLED codes an event as, by the parties, the deaths and the means."""

from __future__ import annotations

import pytest
from accounts import account, killed
from acled_rows import ALL, bare, by, rows
from exporting import claim_rows, struck
from msgspec.structs import replace

from contested.model import Means, Words
from contested.publish.export import Admission, formats
from contested.publish.export.acled_coding import settled
from contested.publish.export.spot import Known


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
