"""Sentences that maps went wrong on, read and put on the map: what each must become, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from contested.knowledge.wars import open_wars
from contested.model import Report, Told
from contested.reading import open_reader
from contested.situation import Holding, Question, Situation

WARS, READER = open_wars([]), open_reader()


def situation(*texts: str, day: str = "2017-06-05", country: str = "SY", sources: Sequence[str] = ()) -> Situation:
    """The situation that some reports of one day, each by another source, tell of."""
    names = sources or [f"Wire {at}" for at in range(len(texts))]
    reports = [Report(id=f"r{at}", text=text, date=day, country=country, source=name)
               for at, (text, name) in enumerate(zip(texts, names, strict=True))]  # fmt: skip
    told = [Told(claim=claim, report=report, known=day) for report in reports for claim in READER.read(report).claims]
    return Situation(told, Question(on=day), conflicts=WARS.conflicts, roads=WARS.roads)


def row(found: Situation, name: str) -> Holding | None:
    """How a place stands, None where nothing was said of it."""
    return next((one for one in found.control().places if one.name == name), None)


def types(found: Situation) -> list[str]:
    """What is claimed."""
    return [each.claim.type for each in found.told]


def test_the_last_fighters_left_the_town_for_another() -> None:
    found = situation(
        "Islamic State has lost Maskanah. Its last fighters left the town for Raqqa in the night to Sunday."
    )
    left = next(each.claim for each in found.told if each.claim.type == "withdrawal")
    assert {(place.role, place.name) for place in left.places} == {("from", "Maskanah"), ("toward", "Raqqa")}
    maskanah = row(found, "Maskanah")
    assert maskanah is not None and (maskanah.status, maskanah.why) == ("unknown", "nobody says who came")
    assert row(found, "Raqqa") is None


def test_where_they_fled_to_is_left_alone() -> None:
    found = situation("The terrorists fled towards al-Sukhnah, leaving 13 bodies behind.")
    assert types(found).count("withdrawal") == 1
    assert found.control().places == [] and found.control().areas == []


def test_the_encircled_are_inside() -> None:
    (pocket,) = situation("Russian forces have encircled Mariupol.", day="2022-03-05", country="UA").pockets()
    assert (pocket.name, pocket.side, pocket.surrounded_by) == ("Mariupol", "ukraine", ("russia-and-allies",))


def test_the_besieged_hold_what_is_besieged() -> None:
    found = situation("Government forces hold Deir ez-Zor, which Islamic State has besieged since 2015.")
    town = row(found, "Deir ez-Zor")
    assert town is not None and (town.status, town.side) == ("held", "syrian-government")
    assert town.surrounded_by == ("islamic-state",)
    (pocket,) = found.pockets()
    assert (pocket.side, pocket.surrounded_by) == ("syrian-government", ("islamic-state",))


def test_who_denies_a_loss_does_not_hold_what_others_say_is_taken() -> None:
    found = situation(
        "Islamic State denied on Sunday that it had lost the Jirah airbase.",
        "Government forces captured the Jirah airbase on Saturday, the monitor said.",
        "The army took the Jirah airbase from Islamic State on Saturday.",
        "The army took the Jirah airbase on Saturday, residents said.",
    )
    base = row(found, "Jirah airbase")
    assert base is not None and base.side == "syrian-government" and base.sides["islamic-state"] < 0.5
    denied = next(each.claim for each in found.told if each.claim.modality == "denied")
    assert "denied" in denied.quote.text or denied.attribution[0].cue == "denied"


def test_assaults_in_provinces_hold_no_province() -> None:
    text = "Ukrainian forces repelled assaults in Donetsk and Luhansk Oblasts."
    found = situation(text, day="2022-09-05", country="UA").control()
    assert found.places == []
    assert {one.scope for one in found.areas} == {"province"} and {one.status for one in found.areas} == {"unknown"}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The Taliban attacked two bases on the outskirts of Kandahar.", "Kandahār", "AF"),
        ("The army captured 8 members of the group in the Aleppo countryside.", "Aleppo", "SY"),
        ("The army has liberated dozens of villages in eastern Aleppo.", "Aleppo", "SY"),
        ("Turkey-backed Syrian forces seized the al-Bab hills.", "Al Bāb", "SY"),
    ],
)
def test_a_part_or_what_lies_about_it_is_no_word_on_the_town(text: str, name: str, country: str) -> None:
    found = situation(text, country=country)
    assert found.told != ()
    assert row(found, name) is None


def test_prisoners_are_no_place() -> None:
    found = situation("The army captured 8 members of the group in the Aleppo countryside.")
    assert "capture" not in types(found)


@pytest.mark.parametrize(
    "text",
    [
        "Russian forces are unlikely to be able to surround or take Kryvyi Rih.",
        "There is no confirmation that Ukrainian forces recaptured Snake Island.",
        "Reports that Ukrainian forces retook Sviatohirsk are false.",
        "The advance could enable a recapture of Lyman.",
    ],
)
def test_what_did_not_happen_changes_nothing(text: str) -> None:
    found = situation(text, day="2022-09-25", country="UA")
    assert found.told != ()
    assert all(one.status == "unknown" for one in (*found.control().places, *found.control().areas))
    assert found.pockets() == []


def test_what_will_happen_changes_nothing() -> None:
    found = situation("The army will attack and conquer El Obeid.", day="2024-03-05", country="SD")
    assert "capture" in types(found)
    assert found.control().places == []


def test_a_publisher_is_never_a_place() -> None:
    texts = ("The Badia Rights Monitor said that the army captured Maskanah.",
             "The army captured Maskanah, the Levant Desk reports.")  # fmt: skip
    found = situation(*texts, sources=("Badia Rights Monitor", "Levant Desk"))
    control = found.control()
    assert [one.name for one in (*control.places, *control.areas)] == ["Maskanah"]


@pytest.mark.parametrize(
    "text",
    ["Troops of the Donetsk People's Republic (DNR) captured Dibrova.", "DNR troops captured Dibrova."],
)
def test_troops_of_a_republic_at_war_with_ukraine_are_on_russias_side(text: str) -> None:
    found = row(situation(text, day="2022-06-25", country="UA"), "Dibrova")
    assert found is not None and (found.status, found.side) == ("held", "russia-and-allies")


def test_forces_that_turkey_backs_hold_the_hills_that_they_seized() -> None:
    found = situation("Turkey-backed Syrian rebels seized the al-Bab hills.", day="2017-02-08").control()
    assert found.places == []
    (hills,) = found.areas
    assert (hills.scope, hills.side) == ("part", "syrian-opposition")
