"""Who besieges whom, where and whether at all: whose siege it is, when it ended, sieges of no place."""

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


def at(claim: Claim) -> list[str]:
    return [place.name for place in claim.places if place.role == "at"]


@pytest.mark.parametrize(("text", "agents", "place"), [
    ("The siege of Hezbollah and the regime forces kill two women, a child and two men in Madaya near Zabadani.",
     [STATE, STATE], "Maḑāyā"),
    ("The siege of the regime forces kills three children in Madaya.", [STATE], "Maḑāyā"),
    ("The blockade of Islamic State has killed a woman in Deir Ezzor city.", [IS], "Deir ez-Zor"),
])  # fmt: skip
def test_a_siege_that_kills_civilians_is_of_those_who_besiege(
    reader: Reader, text: str, agents: list[str], place: str
) -> None:
    [claim] = claims(reader, text, "siege")
    assert (sides(claim, "agent"), sides(claim, "patient"), at(claim)) == (agents, [], [place])


def test_whose_fire_kills_civilians_is_who_fires(reader: Reader) -> None:
    [claim] = claims(reader, "The shelling of the rebels killed three women in Aleppo.", "shelling")
    assert (sides(claim, "agent"), sides(claim, "patient")) == ([REBELS], [])


def test_who_fights_may_be_killed_by_a_siege_of_their_own(reader: Reader) -> None:
    [claim] = claims(reader, "The siege of the rebels in Madaya began in July.", "siege")
    assert sides(claim, "patient") == [REBELS]


@pytest.mark.parametrize("text", [
    "4 massacres were committed in Deir Ezzor since the siege on Deir Ezzor city was lifted, to more than 960 persons.",
    "Aid has reached Deir Ezzor since the siege of Deir Ezzor was broken.",
    "Prices fell after the siege of Deir Ezzor had been lifted.",
])  # fmt: skip
def test_a_siege_that_was_lifted_is_none(reader: Reader, text: str) -> None:
    assert not claims(reader, text, "siege")
    assert [at(claim) for claim in claims(reader, text, "siege_broken")] == [["Deir ez-Zor"]]


@pytest.mark.parametrize("text", [
    "With Syrian government detentions and rebel blockades, Aleppo residents caught in the middle.",
    "The Homs agreements are part of a regime strategy to forcibly displace populations from opposition-held areas "
    "after years of siege and bombardment.",
    "In Homs the rebels left after months of siege.",
    "Sieges by the army have shaped the war. Rebels shelled Aleppo.",
])  # fmt: skip
def test_sieges_of_no_place_besiege_none(reader: Reader, text: str) -> None:
    assert not claims(reader, text, "siege")


def test_a_siege_of_two_years_is_one(reader: Reader) -> None:
    [claim] = claims(reader, "After two years of siege in Madaya, rebels left the town.", "siege")
    assert at(claim) == ["Maḑāyā"]


@pytest.mark.parametrize(("text", "besieged", "bombing"), [
    ("72 hours of violent battles in Deir Ezzor and besiege the regime and its controlled areas within the first "
     "besiege, amid intense aerial bombardment by the Russians and the regime.", STATE, STATE),
    ("The army besieges the rebels in Madaya amid heavy shelling by Hezbollah.", REBELS, STATE),
])  # fmt: skip
def test_who_bombs_beside_a_siege_does_not_besiege(reader: Reader, text: str, besieged: str, bombing: str) -> None:
    [siege] = claims(reader, text, "siege")
    [strike] = claims(reader, text, "air_strike", "shelling")
    assert sides(siege, "patient") == [besieged]
    assert len(sides(siege, "agent")) == ("The army" in text)
    assert set(sides(strike, "agent")) == {bombing}


@pytest.mark.parametrize(("text", "agents", "patients"), [
    ("Its capital city of Deir ez-Zor held by the Syrian government has been under terrorists' siege since 2014.",
     [None], [STATE]),
    ("The town of Madaya, controlled by rebels, is under the army's siege.", [STATE], [REBELS]),
    ("Rebels shelled the army. Hama city was subject to a siege by the regime.", [STATE], []),
    ("Group of ISIS infiltrates into Hajin town, SDF besiege them, and the International Coalition kill them.",
     ["syrian-democratic-forces"], [IS]),
])  # fmt: skip
def test_who_besieges_and_who_is_inside(
    reader: Reader, text: str, agents: list[str | None], patients: list[str]
) -> None:
    [claim] = claims(reader, text, "siege")
    assert (sides(claim, "agent"), sides(claim, "patient")) == (agents, patients)


@pytest.mark.parametrize("text", [
    "ISIS denies having lost the Jirah airbase, but the Observatory and two other sources say that government forces "
    "captured it.",
    "Islamic State denies having lost the Jirah airbase to the army.",
    "ISIS denied losing the Jirah airbase.",
])  # fmt: skip
def test_who_denies_a_loss_is_who_would_have_lost(reader: Reader, text: str) -> None:
    first = claims(reader, text, "capture")[0]
    assert (first.modality, sides(first, "patient"), at(first)) == ("denied", [IS], ["Jirah airbase"])


@pytest.mark.parametrize(("text", "negated"), [
    ("Hama city was briefly in rebel hands at the start of the revolution.", True),
    ("Homs was once held by rebels.", True),
    ("The town had previously been controlled by rebels. The army shelled Saraqib.", True),
    ("Raqqa is once again held by the army.", False),
    ("Homs was held by rebels on Monday.", False),
])  # fmt: skip
def test_what_was_so_once_is_so_no_longer(reader: Reader, text: str, negated: bool) -> None:
    [claim] = claims(reader, text, "control")
    assert (claim.polarity == "negated") is negated
