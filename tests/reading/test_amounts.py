"""How many of what."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report(id="x", text=text, date="2017-05-27", country="SY")).claims)


@pytest.mark.parametrize(
    ("text", "type", "counts"),
    [
        ("Rebels killed and wounded some 700 soldiers in Idlib.", "casualties", [("killed_or_wounded", 700.0)]),
        ("Three people suffered injuries in a blast in Idlib.", "casualties", [("wounded", 3.0)]),
        ("Shelling of Idlib killed a young man.", "casualties", [("killed", 1.0)]),
        ("Shelling of Idlib killed people.", "casualties", []),
        ("The army captured 17 villages in the countryside of Aleppo.", "capture", [("settlements", 17.0)]),
        ("Police arrested five men in Damascus.", "arrest", [("arrested", 5.0)]),
        # machines are counted where they are hit, dropped, downed and fired
        ("The army knocked out five tanks near Idlib.", "destruction", [("vehicles", 5.0)]),
        ("Helicopters threw 47 barrel bombs on Idlib.", "air_strike", [("bombs", 47.0)]),
        (
            "Three helicopters and four drones were downed by rebels in Idlib.",
            "weapons_disrupted",
            [("helicopters", 3.0), ("drones", 4.0)],
        ),
        ("Two missiles were launched by rebels at Idlib.", "shelling", [("missiles", 2.0)]),
        # a number before the construction's own words
        ("Some 205 government troops were lost in Idlib.", "casualties", [("killed", 205.0)]),
        # one of a unit, one of an age
        ("A soldier of the self-defence unit was killed in Idlib.", "casualties", [("killed", 1.0)]),
        ("A 62-year-old man was wounded by shelling in Idlib.", "casualties", [("wounded", 1.0)]),
        ("Soldiers of the self-defence unit were killed in Idlib.", "casualties", []),
        ("Rebels raped at least four women in Idlib.", "sexual_violence", [("raped", 4.0)]),
        # what many are told by is not one
        ("A column of troops was wiped out in Idlib.", "casualties", []),
        ("A majority of the soldiers of the unit were killed in Idlib.", "casualties", []),
        ("The bulk of the militia was killed in Idlib.", "casualties", []),
        ("A third of the villagers were killed in Idlib.", "casualties", []),
        ("A group of soldiers was killed in Idlib.", "casualties", []),
        # each single person is one, named or not
        ("Gunmen shot dead a former mayor in Idlib.", "attack_on_civilians", [("killed", 1.0)]),
        (
            "Gunmen shot dead the mayor of Idlib and a young footballer.",
            "attack_on_civilians",
            [("killed", 1.0), ("killed", 1.0)],
        ),
        ("Rebels killed ten officers and their driver in Idlib.", "casualties", [("killed", 10.0), ("killed", 1.0)]),
        ("An air strike killed an al-Shabaab commander near Idlib.", "casualties", [("killed", 1.0)]),
        ("Journalist Adil Khan was shot dead in Idlib.", "attack_on_civilians", [("killed", 1.0)]),
        ("The army killed the enemy in Idlib.", "casualties", []),
        # who is among the number told is in it
        ("The strike in Idlib killed 20 people, among them a doctor.", "casualties", [("killed", 20.0)]),
        # a people is counted as people
        ("More than 200 Alawites were massacred in Idlib.", "attack_on_civilians", [("killed", 200.0)]),
        # who was attacked or beaten need not have died
        ("Gunmen attacked 30 villagers near Idlib.", "attack_on_civilians", [("persons", 30.0)]),
        ("Soldiers beat three farmers in Idlib.", "attack_on_civilians", [("persons", 3.0)]),
        ("Gunmen opened fire on 12 worshippers in Idlib.", "attack_on_civilians", [("persons", 12.0)]),
        # who did it was not done to
        ("500 fighters captured Idlib.", "capture", [("persons", 500.0)]),
        (
            "Twelve gunmen kidnapped three priests near Idlib.",
            "abduction",
            [("persons", 12.0), ("abducted", 3.0)],
        ),
        ("Rebels besieged 35,000 people in Idlib.", "siege", [("persons", 35000.0)]),
        ("Two bombs exploded in Idlib, killing 20 people.", "casualties", [("killed", 20.0)]),
    ],
)
def test_a_number_counts_what_its_event_is_about(
    reader: Reader, text: str, type: str, counts: list[tuple[str, float]]
) -> None:
    claim = next(each for each in claims(reader, text) if each.type == type)
    assert [(count.what, count.best) for count in claim.counts] == counts


def test_a_number_is_told_once(reader: Reader) -> None:
    told = claims(reader, "Rebels captured Maskanah, killing 12 soldiers.")
    assert [(claim.type, len(claim.counts)) for claim in told] == [("capture", 0), ("casualties", 1)]
