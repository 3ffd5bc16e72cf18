"""Where, by which relation."""

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
    ("text", "places"),
    [
        ("The army captured Maskanah.", [("at", "in", "whole", "Maskanah")]),
        ("Rebels withdrew from Maskanah.", [("from", "in", "whole", "Maskanah")]),
        ("The army is advancing towards Maskanah.", [("toward", "in", "whole", "Maskanah")]),
        ("Rebels were killed at the western edge of Maskanah.", [("at", "edge_of", "part", "Maskanah")]),
        ("The army took villages in the eastern countryside of Aleppo.", [("at", "part_of", "part", "Aleppo")]),
        ("Rebels tried to storm the airbase near Maskanah.", [("at", "near", "whole", "Maskanah")]),
    ],
)
def test_a_place_has_the_relation_that_its_words_say(
    reader: Reader, text: str, places: list[tuple[str, str, str, str]]
) -> None:
    claim = claims(reader, text)[0]
    assert [(each.role, each.relation, each.extent, each.name) for each in claim.places] == places


def test_a_part_of_a_place_is_an_area_beside_its_middle(reader: Reader) -> None:
    (whole,) = claims(reader, "The army captured Aleppo.")
    (east,) = claims(reader, "The army took villages in the eastern countryside of Aleppo.")
    assert whole.places[0].lon is not None
    assert east.places[0].lon is not None
    assert east.places[0].lon > whole.places[0].lon
    assert east.places[0].geometry is not None


def test_the_city_is_the_place_last_named_and_names_nothing(reader: Reader) -> None:
    attack, capture = claims(reader, "ISIS attacked Palmyra. The group captured the city.")
    assert capture.places[0].id == attack.places[0].id
    assert capture.places[0].mention is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # who takes a village takes no province
        ("The army captured a village in Aleppo Province.", [("at", "part_of", "part", "Aleppo Governorate")]),
        ("Rebels took control of most villages in Idlib Province.", [("at", "part_of", "part", "Idlib Governorate")]),
        ("Rebels lost their last town in Idlib Province.", [("at", "part_of", "part", "Idlib Governorate")]),
        ("Rebels hold positions in Idlib Province.", [("at", "part_of", "part", "Idlib Governorate")]),
        ("The army took control of Idlib Province.", [("at", "in", "whole", "Idlib Governorate")]),
        ("The army captured Idlib Province.", [("at", "in", "whole", "Idlib Governorate")]),
        # what a place lies in is no place of its own
        ("In Idlib Province, the army captured Saraqib.", [("at", "in", "whole", "Saraqib")]),
        ("In Idlib Province, rebels shelled Saraqib.", [("at", "in", "whole", "Saraqib")]),
        ("In Syria, rebels took Saraqib.", [("at", "in", "whole", "Saraqib")]),
    ],
)
def test_how_much_of_a_place(reader: Reader, text: str, places: list[tuple[str, ...]]) -> None:
    found = [(p.role, p.relation, p.extent, p.name) for each in claims(reader, text) for p in each.places]
    assert found == places


@pytest.mark.parametrize(
    "text",
    [
        "Rebels fought the army at the Zaza checkpoint, which controls the road from Damascus to the Iraqi border.",
        "Rebels fought the army on a hill that controls the highway to Homs.",
    ],
)
def test_ground_that_lies_over_a_road_holds_nothing(reader: Reader, text: str) -> None:
    assert [each.type for each in claims(reader, text)] == ["clash"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell on the areas of Maskanah, Saraqib and Manbij.", ["Maskanah", "Saraqib", "Manbij"]),
        ("Fighting went on in the towns of Saraqib, Manbij and Maskanah.", ["Saraqib", "Manbij", "Maskanah"]),
        ("Air strikes were carried out on the territory of Manbij and Saraqib.", ["Manbij", "Saraqib"]),
        ("Clashes took place in the vicinity of Maskanah and Manbij.", ["Maskanah", "Manbij"]),
    ],
)
def test_each_place_of_a_list_behind_what_it_is_has_a_claim(reader: Reader, text: str, names: list[str]) -> None:
    made = claims(reader, text)
    assert [place.name for claim in made for place in claim.places if place.role == "at"] == names
    assert len({claim.id for claim in made}) == len(names)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The rebels seized the Baghdad hotel in Mosul on Friday.", [("Mosul", "whole")]),
        ("Forces of the army seized the Ouagadougou convention complex in Sirte.", [("Sirte", "whole")]),
        ("Rebels captured the Mosul hotel.", [("Mosul", "part")]),
        ("The army took the Kherson bridge.", [("Kherson", "part")]),
        ("Rebels captured the Homs prison.", [("Homs", "part")]),
    ],
)
def test_a_site_called_by_a_town_is_not_that_town(reader: Reader, text: str, places: list[tuple[str, str]]) -> None:
    read = reader.read(Report(id="x", text=f"Fighting went on. {text}", date="2017-05-30")).claims[-1]
    assert [(place.name, place.extent) for place in read.places] == places
    assert not [actor for actor in read.actors if actor.role == "patient"]
