"""Who leaves a place, whence and whither, and what they leave behind; who acts beside whom."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader

STATE, REBELS, IS = "syrian-government", "syrian-opposition", "islamic-state"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str, *types: str) -> list[Claim]:
    reading = reader.read(Report(id="x", text=text, date="2017-06-05", country="SY"))
    return [claim for claim in reading.claims if claim.type in types]


def sides(claim: Claim, role: str) -> list[str | None]:
    return [actor.side for actor in claim.actors if actor.role == role]


def places(claim: Claim) -> dict[str, str]:
    return {place.role: place.name for place in claim.places}


@pytest.mark.parametrize(("text", "whither"), [
    ("The army took Maskanah. The militants retreated in the direction of al-Sukhnah, leaving behind nine dead.",
     "As Sukhnah"),
    ("The army took Maskanah. The rebels fled in the direction of Palmyra.", "Palmyra"),
    ("IS fighters withdrew from Maskanah in the direction of Raqqa.", "Raqqa"),
])  # fmt: skip
def test_who_flees_in_the_direction_of_a_place_is_not_at_it(reader: Reader, text: str, whither: str) -> None:
    [claim] = claims(reader, text, "withdrawal")
    assert places(claim)["toward"] == whither
    assert whither not in [place.name for place in claim.places if place.role == "at"]


@pytest.mark.parametrize("text", [
    "IS fighters fled Maskanah, leaving behind nine dead.",
    "IS fighters fled Maskanah, leaving nine dead behind.",
    "IS fighters left behind nine dead in Maskanah.",
])  # fmt: skip
def test_who_leaves_dead_behind_has_lost_them(reader: Reader, text: str) -> None:
    [claim] = claims(reader, text, "casualties")
    assert (sides(claim, "patient"), sides(claim, "agent")) == ([IS], [])
    assert [(count.what, count.best) for count in claim.counts] == [("killed", 9.0)]


@pytest.mark.parametrize(("text", "whence", "whither"), [
    ("Islamic State lost Al-Mayadin. The last of its men slipped out of the city for Abu Kamal before dawn.",
     "Al Mayādīn", "Abu Kamal"),
    ("IS lost Maskanah. The last IS fighters pulled out of the town for Palmyra.", "Maskanah", "Palmyra"),
    ("Islamic State lost Maskanah. Its men pulled back from the town towards Palmyra.", "Maskanah", "Palmyra"),
])  # fmt: skip
def test_who_goes_out_of_a_place_for_another(reader: Reader, text: str, whence: str, whither: str) -> None:
    [claim] = claims(reader, text, "withdrawal")
    assert (sides(claim, "agent"), places(claim)) == ([IS], {"from": whence, "toward": whither})


@pytest.mark.parametrize("text", [
    "In the course of the operation the army and allied forces liberated al-Basiri and the Khunayfis phosphate mines.",
    "The army and its allied militias captured Maskanah.",
    "The regime and allied forces took Maskanah.",
    "Maskanah was captured by the army and allied forces.",
])  # fmt: skip
def test_an_army_beside_its_allies_acts_too(reader: Reader, text: str) -> None:
    for claim in claims(reader, text, "capture"):
        assert STATE in sides(claim, "agent")
        assert len(sides(claim, "agent")) == 2


@pytest.mark.parametrize(("text", "side"), [
    ("The army withdrew from Raqqa. Its men shelled Maskanah.", STATE),
    ("The SDF took Raqqa. Their fighters shelled Maskanah.", "syrian-democratic-forces"),
])  # fmt: skip
def test_men_are_of_who_was_told_of_last(reader: Reader, text: str, side: str) -> None:
    [claim] = claims(reader, text, "shelling")
    assert sides(claim, "agent") == [side]
