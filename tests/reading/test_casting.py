"""Who is in a claim."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report(id="x", text=text, date="2017-05-27", country="SY")).claims)


def actors(claim: Claim) -> list[tuple[str, str, bool]]:
    return [(actor.role, actor.name, actor.inferred) for actor in claim.actors]


def test_a_bare_army_is_that_of_the_reports_country(reader: Reader) -> None:
    (claim,) = claims(reader, "The army captured Maskanah.")
    assert actors(claim) == [("agent", "Syrian Arab Army", True)]
    assert claim.actors[0].label == "army"


def test_the_group_is_whom_was_spoken_of_last(reader: Reader) -> None:
    capture = claims(reader, "ISIS attacked Palmyra. The group captured the city.")[1]
    assert actors(capture) == [("agent", "Islamic State", True)]
    assert capture.actors[0].label == "group"


def test_opponents_go_with_the_place_they_are_paired_with(reader: Reader) -> None:
    told = claims(reader, "The army fought against rebels in Idlib and against ISIS in Palmyra.")
    assert [(claim.places[0].name, claim.actors[1].name) for claim in told] == [
        ("Idlib", "rebels"),
        ("Palmyra", "Islamic State"),
    ]


def test_losses_have_the_agent_and_the_cause_of_their_sentence(reader: Reader) -> None:
    capture, losses = claims(reader, "Rebels captured Maskanah, killing 12 soldiers.")
    assert ("agent", "Rebels") in [(actor.role, actor.name) for actor in losses.actors]
    assert losses.caused_by == capture.id


def test_losses_are_caused_by_nothing_that_another_sentence_tells(reader: Reader) -> None:
    sentences = ["Rebels shelled Aleppo.", "The army captured Maskanah.", "Twelve soldiers were killed in Idlib."] * 20
    losses = [claim for claim in claims(reader, " ".join(sentences)) if claim.type == "casualties"]
    assert len(losses) == 20
    assert {claim.caused_by for claim in losses} == {None}


def test_forces_are_called_by_their_leader(reader: Reader) -> None:
    for words in ("Fighters loyal to Haftar", "Haftar's troops", "Forces loyal to Field Marshal Haftar"):
        report = Report(id="x", text=f"{words} took Derna.", date="2018-06-28", country="LY")
        (claim,) = reader.read(report).claims
        assert [(actor.id, actor.side) for actor in claim.actors] == [("libyan-national-army", "eastern-libya")]


def test_a_speakers_own_troops_are_the_speakers(reader: Reader) -> None:
    report = Report(id="x", text="Russia's defence ministry said its troops had captured Robotyne.", date="2023-09-01")
    (claim,) = reader.read(report).claims
    assert [(actor.name, actor.inferred) for actor in claim.actors] == [("Russian Armed Forces", True)]


def test_a_shared_head_is_of_both_nationalities(reader: Reader) -> None:
    report = Report(id="x", text="Armenian and Azerbaijani forces exchanged fire near Sotk.", date="2022-09-13")
    (claim,) = reader.read(report).claims
    assert [actor.kind for actor in claim.actors] == ["state_forces", "state_forces"]


@pytest.mark.parametrize(
    "text", ["Nairobi police shot two men.", "In Goma police shot two students.", "Kabul police shot a man."]
)
def test_the_police_of_a_town_are_no_army(reader: Reader, text: str) -> None:
    [agent] = [actor for actor in claims(reader, text)[0].actors if actor.role == "agent"]
    assert (agent.id, agent.kind) == (None, "police")


@pytest.mark.parametrize(
    ("text", "type", "patients"),
    [
        ("Arab tribesmen burned six hamlets near Kutum in revenge.", "destruction", ["six hamlets"]),
        ("Rebels blew up a bridge near Kaya on Monday.", "explosive", ["bridge"]),
        (
            "Rebels looted the premises of seven aid agencies in Bossangoa.",
            "looting",
            ["premises of seven aid agencies"],
        ),
        ("Soldiers destroyed the radio mast in Kaya.", "destruction", ["radio mast"]),
        ("Rebels burned Kaya.", "destruction", []),  # a town's name is where it was
    ],
)
def test_what_was_destroyed_is_told(reader: Reader, text: str, type: str, patients: list[str]) -> None:
    claim = next(each for each in claims(reader, text) if each.type == type)
    assert [actor.name for actor in claim.actors if actor.role == "patient"] == patients
