"""Who acts where the verb stands far from its subject, or the noun that tells of the deed far from who did it."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def told(reader: Reader, text: str, type: str) -> Claim:
    claims = reader.read(Report(id="x", text=text, date="2024-06-01")).claims
    found = [claim for claim in claims if claim.type == type]
    assert found, [claim.type for claim in claims]
    return found[0]


def who(claim: Claim, role: str) -> set[str]:
    return {actor.label for actor in claim.actors if actor.role == role}


@pytest.mark.parametrize(
    ("text", "type", "agent"),
    [
        (
            "Members of the Ethiopian army went from house to house in Merawi, south of Bahir Dar, on 5 May and shot "
            "dead at least 45 civilians.",
            "attack_on_civilians",
            "army",
        ),
        (
            "On 6 August 1996, hours before the inauguration, some 1,500 Chechen separatists led by Aslan Maskhadov "
            "slipped into Grozny and attacked checkpoints.",
            "offensive",
            "separatists",
        ),
        ("Congolese soldiers pulled out towards Fizi after looting shops and pharmacies.", "looting", "soldiers"),
        ("NRF fighters claimed to have killed five Taliban members in an ambush in Andarab.", "ambush", "NRF"),
        ("JNIM will likely try to tighten its siege of Djibo in the coming weeks.", "siege", "JNIM"),
        ("Israel responded on Monday with air strikes on the port of Hodeidah.", "air_strike", "Israel"),
        ("Attacks by armed groups in Cabo Delgado uprooted close to 22,000 people.", "displacement", "armed groups"),
        ("The shelling of its positions by the military began at noon, the Arakan Army said.", "shelling", "military"),
        ("Twelve soldiers died in a series of attacks by the Taliban in Kunduz.", "casualties", "Taliban"),
        ("More than 80 people were killed in five days of attacks by the rebels in Kosa.", "casualties", "rebels"),
        ("The elimination of some 225 servicemen was claimed by the rebels.", "casualties", "rebels"),
        (
            "Russian forces are not using armour near Kurakhove and may try to encircle Ukrainian units there.",
            "encirclement",
            "Russian forces",
        ),
        ("On 21 January the government suspended peace talks with the ELN.", "negotiation", "government"),
        ("The rebels keep using artillery to shell settlements along the front line.", "shelling", "rebels"),
    ],
)
def test_who_acts(reader: Reader, text: str, type: str, agent: str) -> None:
    assert any(agent in each for each in who(told(reader, text, type), "agent"))


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Clashes of RSF fighters with army forces were reported in Sennar.", {"RSF fighters", "army forces"}),
        ("Fighting went on in Kosa between rebels supported by Jabhat al-Nusra and IS.", {"rebels", "IS"}),
    ],
)
def test_both_who_fought_are_told(reader: Reader, text: str, parties: set[str]) -> None:
    claim = told(reader, text, "clash")
    assert {actor.label for actor in claim.actors} == parties


def test_of_two_that_fought_nobody_is_said_to_have_killed(reader: Reader) -> None:
    claim = told(reader, "Ten soldiers were killed in clashes with the Taliban near Kunduz.", "casualties")
    assert who(claim, "agent") == set()


def test_who_uses_a_weapon_to_do_a_thing_does_it(reader: Reader) -> None:
    text = "The rebels keep using artillery to shell settlements along the front line."
    assert told(reader, text, "shelling").modality == "asserted"


def test_another_ones_attack_is_not_who_repels_it(reader: Reader) -> None:
    claims = reader.read(Report(id="x", text="The army repelled their attack on Kosa.", date="2024-06-01")).claims
    assert all("army" not in who(claim, "agent") for claim in claims if claim.type == "offensive")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Nobody has confirmed that Russian troops captured Vuhledar.", "possible"),
        ("No source has confirmed that Russian troops captured Vuhledar.", "possible"),
        ("Neither side confirmed that the rebels had captured Kosa.", "possible"),
        ("None of the officials denied that the town was captured by the rebels.", "reported"),
    ],
)
def test_what_nobody_says_is_said_by_nobody(reader: Reader, text: str, modality: str) -> None:
    claim = told(reader, text, "capture")
    assert claim.modality == modality
    assert {each.source for each in claim.attribution} <= {"unnamed"}


def test_nobody_is_no_agent(reader: Reader) -> None:
    assert who(told(reader, "No group has admitted carrying out the attack on Kosa.", "offensive"), "agent") == set()


def test_a_people_without_a_country_is_no_parent_of_a_place(reader: Reader) -> None:
    text = "A drone killed 30 people in Amhara's Finote Selam on Wednesday."
    assert {place.name for place in told(reader, text, "casualties").places} == {"Finote Selam"}


def test_a_name_between_commas_is_whom_the_subject_describes(reader: Reader) -> None:
    text = "The Russian-appointed commandant of Berdiansk, Artyom Bardin, died in hospital after an attack on his car."
    claim = told(reader, text, "casualties")
    assert {actor.role for actor in claim.actors} == {"patient"} and claim.counts[0].best == 1.0


@pytest.mark.parametrize(
    ("text", "type", "agents"),
    [
        ("Separatists in Thailand's far south set off a bomb in Sai Buri on Saturday.", "explosive", {"Separatists"}),
        (
            "Gunmen raided a school in Kagara, Niger State, in the small hours of Wednesday and abducted 42 people.",
            "abduction",
            {"Gunmen"},
        ),
        (
            "Rebels attacked a post in Kosa, Amur Oblast, on Monday and killed two soldiers.",
            "casualties",
            {"Rebels"},
        ),
        ("The fighting in Kumanovo, Macedonia, killed eight policemen.", "casualties", set()),
        ("The clashes in Goris, Armenia, left three soldiers dead.", "casualties", set()),
        ("The strike on Tripoli, Libya, killed nine people.", "casualties", set()),
    ],
)
def test_where_it_was_does_nothing(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    assert who(told(reader, text, type), "agent") == agents


def test_the_days_of_an_attack_are_those_of_what_it_led_to(reader: Reader) -> None:
    text = (
        "Militants attacked a checkpoint near Daquq on 30 May. Thirteen policemen were killed in a firefight that "
        "went on for two hours."
    )
    for type in ("offensive", "casualties", "clash"):
        assert told(reader, text, type).time.start == "2024-05-30", type


@pytest.mark.parametrize(
    ("text", "type", "agents"),
    [
        ("The rebels' shelling of Homs killed ten people.", "shelling", {"rebels"}),
        ("The militants' attack on Homs killed ten soldiers.", "offensive", {"militants"}),
        ("The fighters’ ambush near Homs killed ten soldiers.", "ambush", {"fighters"}),
        # "it" where a force speaks of itself
        (
            "The Saudi-led coalition said it had carried out 43 strikes on Abdiya.",
            "air_strike",
            {"Saudi-led coalition"},
        ),
        ("Hamas said it had captured the town of Sderot.", "capture", {"Hamas"}),
        ("Witnesses said it had shelled Homs and killed ten soldiers.", "shelling", set()),
        # who makes others go
        ("Gunmen burned 45 houses in Kaya and forced residents to flee.", "displacement", {"Gunmen"}),
        ("Islamic State forced about 200 households to leave Jalawla.", "displacement", {"Islamic State"}),
        ("Clashes forced about 200 households to leave Jalawla.", "displacement", set()),
        # who did what was done when they did something else, and not after it
        ("At least 70 people were massacred when rebels stormed Kaya.", "attack_on_civilians", {"rebels"}),
        ("Residents were abducted when militants raided the village of Kaya.", "abduction", {"militants"}),
        ("Residents were abducted after militants raided the village of Kaya.", "abduction", set()),
    ],
)
def test_whose_it_is(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    assert who(told(reader, text, type), "agent") == agents
