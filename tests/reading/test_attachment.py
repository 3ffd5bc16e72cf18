"""Phrases and clauses hang on the right word: who acted, how many, and what each verb tells."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claim(reader: Reader, text: str, type: str) -> Claim:
    reading = reader.read(Report(id="x", text=text, date="2022-03-03"))
    [found] = [each for each in reading.claims if each.type == type]
    return found


@pytest.mark.parametrize(("text", "type", "agents"), [
    ("Junta troops and fighters of the Karen National Liberation Army fought at Myawaddy.", "clash",
     {"government troops", "Karen National Liberation Army"}),
    ("Clashes between the army and the Rapid Support Forces broke out in Khartoum.", "clash",
     {"Sudanese Armed Forces", "Rapid Support Forces"}),
    ("Women were raped by fighters of the Rapid Support Forces.", "sexual_violence", {"Rapid Support Forces"}),
    ("The rebel general was shot while visiting the line and died of his wounds.", "attack_on_civilians", set()),
])  # fmt: skip
def test_who_acted(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    found = claim(reader, text, type)
    assert {each.name for each in found.actors if each.role == "agent"} == agents


@pytest.mark.parametrize(("text", "type", "counts"), [
    ("Police fired on demonstrators in Homs, killing five of them.", "casualties", [5]),
    ("Police shot dead 18 anti-coup protesters in Bago.", "excessive_force", [18]),
    ("Two suicide bombers blew themselves up in Homs, killing at least 32.", "casualties", [32]),
    ("A bomb buried beside a road killed two soldiers.", "casualties", [2]),
    ("A relief committee of the rebels reported seven people killed in Homs.", "casualties", [7]),
])  # fmt: skip
def test_how_many(reader: Reader, text: str, type: str, counts: list[int]) -> None:
    assert [each.best for each in claim(reader, text, type).counts] == counts


@pytest.mark.parametrize(("text", "type"), [
    ("A bomb buried beside a road killed two soldiers.", "explosive"),
    ("A magnetic bomb attached to a minibus went off in Homs, killing seven.", "explosive"),
    ("Fighters raided Homs, setting houses ablaze.", "destruction"),
    ("Police defused a car bomb that had been parked outside a court in Homs.", "weapons_disrupted"),
])  # fmt: skip
def test_what_each_verb_tells(reader: Reader, text: str, type: str) -> None:
    assert claim(reader, text, type).polarity == "affirmed"


def test_from_house_to_house_is_no_plan(reader: Reader) -> None:
    text = "Rebels went from house to house and shot three men."
    assert claim(reader, text, "attack_on_civilians").modality == "asserted"


@pytest.mark.parametrize(("text", "day"), [
    ("American soldiers set up a base near Homs on Monday.", "2022-02-28"),
    ("Rebels are set to attack Homs on Monday.", "2022-03-07"),
    ("Demonstrators threw stones at police on Sunday.", "2022-02-27"),
    ("Rebels put up a roadblock near Homs on Tuesday.", "2022-03-01"),
])  # fmt: skip
def test_verbs_of_one_form_are_past(reader: Reader, text: str, day: str) -> None:
    assert {each.time.start for each in reader.read(Report(id="x", text=text, date="2022-03-03")).claims} == {day}


def test_what_is_told_of_a_place_beside_keeps_its_day(reader: Reader) -> None:
    text = "Planes struck near Palmyra, which government forces recaptured from IS in May 2021."
    capture, strike = claim(reader, text, "capture"), claim(reader, text, "air_strike")
    assert [place.name for place in capture.places] == ["Palmyra"]
    assert (capture.time.start, strike.time.basis) == ("2021-05-01", "report_date")


@pytest.mark.parametrize("text", [
    "The “Islamic State” organization withdraws from Qabasin.",
    "Fighters of the \"Islamic State\" group withdrew from Qabasin.",
])  # fmt: skip
def test_a_name_in_quotation_marks_is_the_actors(reader: Reader, text: str) -> None:
    assert [actor.name for actor in claim(reader, text, "withdrawal").actors] == ["Islamic State"]


@pytest.mark.parametrize("text", [
    "The rebels were continuing to battle Daesh for control of Manbij.",
    "When it controlled the city of Palmyra Daesh carried out beheadings.",
])  # fmt: skip
def test_control_that_is_fought_for_or_over_is_none(reader: Reader, text: str) -> None:
    claims = reader.read(Report(id="x", text=text, date="2022-03-03", country="SY")).claims
    assert claims and "control" not in {each.type for each in claims}


def test_who_loses_a_town_has_not_taken_it(reader: Reader) -> None:
    text = "Mines planted by ISIS before losing Raqqa city killed two."
    assert not [actor for actor in claim(reader, text, "capture").actors if actor.role == "agent"]


@pytest.mark.parametrize(("text", "counts"), [
    ("Fourteen people were killed and 35 wounded in Homs.", [("killed", 14), ("wounded", 35)]),
    ("Two soldiers were killed and four wounded in Homs.", [("killed", 2), ("wounded", 4)]),
    ("Eleven people were killed and 30 injured when a missile struck Homs.", [("killed", 11), ("wounded", 30)]),
    ("The attack left ten dead and 20 wounded.", [("killed", 10), ("wounded", 20)]),
    ("Shelling killed and wounded some 700 people in Homs.", [("killed_or_wounded", 700)]),
    ("Twelve were killed, 20 wounded and three abducted in Homs.", [("killed", 12), ("wounded", 20), ("abducted", 3)]),
])  # fmt: skip
def test_a_number_counts_what_is_said_of_it(reader: Reader, text: str, counts: list[tuple[str, int]]) -> None:
    claims = reader.read(Report(id="x", text=text, date="2022-03-03")).claims
    assert [(each.what, each.best) for claim in claims for each in claim.counts] == counts


@pytest.mark.parametrize(
    "text",
    [
        "Engineering units are clearing mines and booby traps in Homs.",
        "Sappers defused two mines and a car bomb in Homs on Monday.",
        "The army destroyed mines and booby traps near Homs.",
    ],
)
def test_what_is_cleared_has_not_gone_off(reader: Reader, text: str) -> None:
    found = reader.read(Report(id="x", text=text, date="2017-05-13", country="SY")).claims
    assert "explosive" not in {claim.type for claim in found}, [claim.trigger.text for claim in found]


@pytest.mark.parametrize(("text", "type", "agents", "patients"), [
    ("Yesterday at noon the Majeed Brigade and the Fateh Squad blew up a train.", "explosive",
     {"Baloch Liberation Army", "Fateh Squad"}, {"train"}),
    ("Fighters of the Rapid Support Forces last night stormed El Fasher.", "offensive",
     {"Rapid Support Forces"}, set()),
    ("Bedouin gunmen rob and kidnap a Druze vegetable trader near Homs.", "abduction",
     {"gunmen"}, {"Druze vegetable trader"}),
    ("Russian forces also recently advanced northwest of Toretsk.", "advance", {"Russian Armed Forces"}, set()),
    ("Militants reportedly advanced towards Goma.", "advance", {"Militants"}, set()),
])  # fmt: skip
def test_a_time_is_no_subject_and_a_verb_no_noun(
    reader: Reader, text: str, type: str, agents: set[str], patients: set[str]
) -> None:
    found = claim(reader, text, type)
    assert {each.name for each in found.actors if each.role == "agent"} == agents
    assert {each.name for each in found.actors if each.role == "patient"} == patients


@pytest.mark.parametrize(("text", "count"), [
    ("Our fighters attacked the camp at Gushanag; 4 personnel killed.", 4),
    ("7 soldiers reported killed near Kani.", 7),
    ("Ten rebels were reported killed near Homs.", 10),
    ("12 civilians wounded, two houses destroyed in Homs.", 12),
])  # fmt: skip
def test_who_is_counted_and_does_it_to_nobody_suffers(reader: Reader, text: str, count: float) -> None:
    found = claim(reader, text, "casualties")
    assert [each.best for each in found.counts] == [count]
    assert {each.role for each in found.actors if each.mention and each.mention.text[:1].isdigit()} <= {"patient"}
    assert not [each for each in found.attribution if each.kind != "unnamed"]
