"""Names: what is a place, a person, a nation, an organisation, and what is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model import PlaceMention, Report
from contested.reading import open_reader
from contested.reading.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def found(reader: Reader, text: str, kind: str, country: str | None = None) -> list[str]:
    """The texts of all mentions of a kind, of places those with a name."""
    reading = reader.read(Report(id="test", text=text, country=country))
    named = [mention for mention in reading.mentions if getattr(mention, "named", True)]
    return [mention.text for mention in named if type(mention).__name__ == kind + "Mention"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Cases were found in Nevada, New Mexico and West Virginia.", ["Nevada", "New Mexico", "West Virginia"]),
        ("United States and Vietnamese officials began meetings.", ["United States"]),
        ("Turkey said the US would help.", ["Turkey", "US"]),
        ("The plane landed at Da Nang International Airport.", ["Da Nang International Airport"]),
        ("A crowd gathered in St. Peter's Square on Friday.", ["St. Peter's Square"]),
        ("The fire broke out in Metcalfe County near a farm.", ["Metcalfe County"]),
        ("The London-based group denied it.", ["London"]),
        ("She moved to British Columbia from the Dominican Republic.", ["British Columbia", "Dominican Republic"]),
        ("The army shelled the village of Kafr Foo.", ["Kafr Foo"]),
        ("GEORGETOWN, Ky. (WKYT) - A woman was arrested.", ["GEORGETOWN", "Ky."]),
        ("The militants withdrew from Sheikh Miskin town.", ["Sheikh Miskin"]),
        ("The rebels captured As Sukhnah on Monday.", ["As Sukhnah"]),
        ("The rebels left as Damascus rejoiced.", ["Damascus"]),
    ],
)
def test_places_are_found_whole(reader: Reader, text: str, places: list[str]) -> None:
    assert found(reader, text, "Place") == places


@pytest.mark.parametrize(
    "text",
    [
        "The sheriff's Office said the Company would pay.",
        "The company was listed with FIFA and the NICU at the Oscars.",
        "He spoke in Arabic to Muslim and Christian leaders.",
        "Fighters of the Army of Idlib were seen.",
    ],
)
def test_what_is_no_place(reader: Reader, text: str) -> None:
    assert found(reader, text, "Place") == []


def test_government_forces_alone_make_a_report_one_of_armed_force(reader: Reader) -> None:
    text = "Government forces controlled Saraqib on Friday, residents said."
    report = Report(id="test", text=text, date="2017-03-04", country="SY")
    claims = reader.read(report).claims
    assert [(claim.type, claim.actors[0].side) for claim in claims] == [("control", "syrian-government")]


def test_a_person_is_known_by_surname_later(reader: Reader) -> None:
    text = "Lt. Gen. Sean MacFarland said it failed. MacFarland met Secretary of State John Kerry."
    assert found(reader, text, "Person") == ["Sean MacFarland", "MacFarland", "John Kerry"]


def test_an_office_is_a_person(reader: Reader) -> None:
    assert found(reader, "Aid was promised by the prime minister on Monday.", "Person") == ["the prime minister"]


def test_places_within_an_institution_are_mentioned(reader: Reader) -> None:
    assert found(reader, "He was held by the Kentucky State Police.", "Place") == ["Kentucky"]
    assert found(reader, "The Syrian government agreed.", "Nationality") == ["Syrian"]


def test_noun_groups_are_actors(reader: Reader) -> None:
    actors = found(reader, "Iraqi security forces and the local opposition met our partners and civilians.", "Actor")
    assert {"Iraqi security forces", "the local opposition", "our partners", "civilians"} <= set(actors)


def test_a_nations_people_are_an_actor(reader: Reader) -> None:
    assert found(reader, "Many Syrians fled.", "Nationality") == []
    assert found(reader, "Many Syrians fled.", "Actor") == ["Syrians"]


def test_headlines_in_title_case(reader: Reader) -> None:
    text = "Rebels Capture Three Villages in Northern Hama After Heavy Clashes"
    assert found(reader, text, "Place") == ["Hama"]
    assert found(reader, text, "Count") == ["Three"]


def test_other_spellings_in_the_reports_country(reader: Reader) -> None:
    text = "Heavy bombardment on Telmins and shelling of KafrZitta"
    assert found(reader, text, "Place", "SY") == ["Telmins", "KafrZitta"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_every_mention_quotes_the_text(reader: Reader, text: str) -> None:
    for mention in reader.read(Report(id="test", text=text)).mentions:
        assert text[mention.start : mention.end] == mention.text


def test_a_place_may_be_told_of_without_a_name(reader: Reader) -> None:
    reading = reader.read(Report(id="test", text="The strike destroyed two bridges near the camp."))
    told = [mention for mention in reading.mentions if isinstance(mention, PlaceMention)]
    assert [(mention.text, mention.named, mention.lat) for mention in told] == [
        ("bridges", False, None),
        ("the camp", False, None),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels shelled Kafr Mithal on Monday.", "Kafr Mithal"),
        ("Clashes were reported in Bir al Mithshan village.", "Bir al Mithshan"),
        ("Clashes were reported in Abu al Mithaya village.", "Abu al Mithaya"),
        ("Clashes were reported at Wadi ash Shubithah.", "Wadi ash Shubithah"),
        ("The army captured Point 645 on Monday.", "Point 645"),
    ],
)
def test_words_that_begin_a_place_type_a_name_that_no_index_has(reader: Reader, text: str, name: str) -> None:
    mentions = reader.read(Report(id="1", text=text, date="2017-05-27", country="SY")).mentions
    places = [mention for mention in mentions if isinstance(mention, PlaceMention)]
    assert [mention.text for mention in places] == [name]
    assert places[0].lat is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Badia Rights Monitor said the army took Maskanah.", ["Maskanah"]),
        ("Levant Desk reported clashes in Homs.", ["Homs"]),
        ("Battlegroup Zapad took Dvorichna.", ["Dvorichna"]),
        ("African Province said that it killed ten soldiers in Gwoza.", ["Gwoza"]),
        ("Spirit Airlines cancelled flights to Port-au-Prince.", ["Port-au-Prince"]),
        ("The General Staff said that the 1st Infantry Division held Bakhmut.", ["Bakhmut"]),
        ("Forces of India and Pakistan exchanged fire across the Line of Control.",
         ["India", "Pakistan", "Line of Control"]),
    ],
)  # fmt: skip
def test_bodies_and_publishers_are_no_places(reader: Reader, text: str, places: list[str]) -> None:
    assert found(reader, text, "Place") == places


@pytest.mark.parametrize("name", ["Idlib", "Tyre", "Afrin", "Rafah", "Mariupol"])
def test_what_is_shelled_is_a_place(reader: Reader, name: str) -> None:
    assert found(reader, f"Rebels shelled {name} on Monday.", "Place") == [name]


def test_the_syrian_side_of_a_crossing(reader: Reader) -> None:
    reading = reader.read(Report(id="test", text="Fighters attacked the al-Tanf border crossing."))
    [place] = [each for each in reading.mentions if isinstance(each, PlaceMention)]
    assert place.country == "SY"


def test_a_name_between_a_dash_and_a_colon_is_a_dateline(reader: Reader) -> None:
    assert "Aybak" in found(reader, "August 9 – Aybak: The capital of Samangan is overrun.", "Place")
