"""What a claim takes from an event told before: its place and its day, marked as inherited."""

from __future__ import annotations

import pytest

from contested.model import Claim, Place, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Maskanah. Three civilians were killed.",
        "Clashes broke out in Maskanah. Two soldiers were wounded.",
        "The army stormed Maskanah. Rebels ambushed a convoy.",
    ],
)
def test_a_place_carries_over_to_the_next_sentence(reader: Reader, text: str) -> None:
    claim = claims(reader, text)[-1]
    assert [(place.name, place.role, place.mention) for place in claim.places] == [("Maskanah", "at", None)]


def test_a_place_of_its_own_stays(reader: Reader) -> None:
    claim = claims(reader, "Rebels shelled Maskanah. The army captured Deir Hafer.")[-1]
    assert [place.mention.text for place in claim.places if place.mention] == ["Deir Hafer"]


def test_a_day_carries_over_and_says_so(reader: Reader) -> None:
    first, second = claims(reader, "On 20 May 2017 rebels shelled Maskanah. Two soldiers were killed.")
    assert (first.time.start, first.time.basis) == ("2017-05-20", "stated")
    assert (second.time.start, second.time.basis, second.time.mention) == ("2017-05-20", "inherited", None)


def test_nothing_carries_over_far(reader: Reader) -> None:
    text = "Rebels shelled Maskanah. " + "The minister spoke of peace. " * 6 + "Two soldiers were killed."
    assert claims(reader, text)[-1].places == ()


@pytest.mark.parametrize(
    "text",
    [
        "Rebels besieged Maskanah. The army swept through several villages.",
        "Rebels shelled Maskanah. The army captured a hill.",
        "Clashes went on in Maskanah. The army took dozens of positions.",
        "Rebels besieged Maskanah. The army swept through several villages and killed nine rebels.",
        "Rebels shelled Maskanah. The army stormed a dozen villages, killing three fighters.",
    ],
)
def test_no_town_is_taken_where_something_unnamed_is(reader: Reader, text: str) -> None:
    assert claims(reader, text)[-1].places == ()


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Maskanah on Friday. Three men were killed at the Ardello checkpoint.",
        "Fighting went on in Maskanah. A shell hit the Ardello hospital.",
    ],
)
def test_what_nobody_knows_lies_near_the_place_that_it_is_told_in(reader: Reader, text: str) -> None:
    places = [(place.role, place.name, place.lat is not None) for place in claims(reader, text)[-1].places]
    assert places == [("at", "Ardello", False), ("near", "Maskanah", True)]


def test_the_capital_that_a_report_comes_from_is_not_where_it_happened(reader: Reader) -> None:
    text = "DAMASCUS, May 29 (Agency) - Rebels shelled Maskanah on Sunday. Three civilians were killed."
    assert {place.name for claim in claims(reader, text) for place in claim.places} == {"Maskanah"}


@pytest.mark.parametrize("text", [
    "The army encircled Douma. It took over the mines at Palmyra. A commander in the pocket said his men were "
    "surrounded.",
    "Government forces have encircled Madaya. Rebels seized Azaz. The rebels in the enclave are surrounded.",
])  # fmt: skip
def test_a_pocket_is_where_a_ring_was_told_of(reader: Reader, text: str) -> None:
    ring = [claim for claim in claims(reader, text) if claim.type == "encirclement"][-1]
    assert {place.name for place in ring.places if place.role == "at"} <= {"Douma", "Madaya", "Maḑāyā"}


def test_what_carries_over_from_a_part_is_a_part(reader: Reader) -> None:
    claim = claims(reader, "Rebels shelled eastern Aleppo. Two soldiers were killed.")[-1]
    assert [(place.name, place.extent) for place in claim.places] == [("Aleppo", "part")]


@pytest.mark.parametrize(("text", "goal"), [
    ("Jets struck Maskanah. Hundreds of civilians have fled from the area towards Raqqa.", "Raqqa"),
    ("Rebels shelled Homs. Residents fled the quarter for Damascus.", "Damascus"),
    ("The army shelled Idlib. Thousands of people fled from their villages to Azaz.", "Azaz"),
])  # fmt: skip
def test_where_people_flee_to_is_not_where_they_were_driven_from(reader: Reader, text: str, goal: str) -> None:
    fled = claims(reader, text)[-1]
    assert fled.type == "displacement"
    assert goal in [place.name for place in fled.places if place.role in ("to", "toward")]
    assert goal not in [place.name for place in fled.places if place.role == "at"]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Rebels attacked the Jirah airbase. Jets carried out 30 air strikes on Maskanah. A family of five was killed "
         "in one of the strikes.", "casualties"),
        ("Rebels attacked the Jirah airbase. Jets carried out 30 air strikes on Maskanah. The strikes went on.",
         "air_strike"),
        ("Rebels stormed the Jirah airbase. Government forces hold Maskanah. Rebels will try to retake the town.",
         "capture"),
    ],
)  # fmt: skip
def test_what_is_told_again_was_where_it_was(reader: Reader, text: str, type: str) -> None:
    claim = [each for each in claims(reader, text) if each.type == type][-1]
    assert [place.name for place in claim.places] == ["Maskanah"]


def test_a_village_is_no_airbase(reader: Reader) -> None:
    claim = claims(reader, "Rebels stormed the Jirah airbase. They did not take the village.")[-1]
    assert "Jirah airbase" not in [place.name for place in claim.places]


def carried(reader: Reader, text: str, kind: str) -> list[Place]:
    reading = reader.read(Report(id="x", text=text, date="2017-05-26", country="SY"))
    claim = next(each for each in reversed(reading.claims) if each.type == kind)
    return [place for place in claim.places if place.role in ("at", "from")]


@pytest.mark.parametrize(("text", "kind", "relation"), [
    ("The army captured the Jirah airbase on Friday. The northern half of the airbase was secured by noon.",
     "capture", "part_of"),
    ("Islamic State lost the Jirah airbase. Its fighters carried out a suicide bombing at the gates of the base.",
     "suicide_bombing", "edge_of"),
    ("The army captured the Jirah airbase on Friday. The airbase was secured by noon.", "capture", "in"),
])  # fmt: skip
def test_a_part_of_what_was_named_is_a_part(reader: Reader, text: str, kind: str, relation: str) -> None:
    [place] = carried(reader, text, kind)
    assert (place.name, place.relation, place.extent == "part") == ("Jirah airbase", relation, relation != "in")


@pytest.mark.parametrize("text", [
    "Regime forces have encircled the rebels in East Qalamoun. The pocket was cut off from the Syrian desert.",
    "Regime forces have encircled the rebels in East Qalamoun. They took the Zaza checkpoint. A commander of the "
    "rebels in the pocket acknowledged that his men were surrounded on all sides.",
])  # fmt: skip
def test_the_pocket_is_the_one_told_before(reader: Reader, text: str) -> None:
    assert carried(reader, text, "encirclement")[0].name == "East Qalamoun"


def test_who_flees_from_the_area_to_a_place_does_not_flee_from_it(reader: Reader) -> None:
    text = (
        "Russian warplanes carried out air strikes on Maskanah and on villages along the Raqqa road. Hundreds of "
        "civilians have fled from the area towards Raqqa."
    )
    assert [place.name for place in carried(reader, text, "displacement")] == ["Maskanah"]


@pytest.mark.parametrize(("text", "kind", "where"), [
    ("Islamic State lost Maskanah. In eastern Aleppo 68 soldiers died. IS killed 30 soldiers in an ambush east of the "
     "town.", "ambush", ("Maskanah", "direction_from")),
    ("Islamic State lost Maskanah. In eastern Aleppo 68 soldiers died. IS killed 30 soldiers in an ambush east of the "
     "town.", "casualties", ("Maskanah", "direction_from")),
    ("Rebels entered three positions at al-Rahba. They pulled out of the three positions.", "withdrawal",
     ("al-Rahba", "part_of")),
])  # fmt: skip
def test_what_lies_about_the_town_lies_about_it(reader: Reader, text: str, kind: str, where: tuple[str, str]) -> None:
    assert [(place.name, place.relation) for place in carried(reader, text, kind)] == [where]


def test_what_follows_a_total_is_not_of_its_time(reader: Reader) -> None:
    text = (
        "Some 68 soldiers have died in Maskanah since 9 May. Twelve civilians were killed by shelling.\n\n"
        "Rebels said that they had ambushed a convoy. Soldiers looted homes."
    )
    told = {claim.type: claim for claim in claims(reader, text)}
    assert told["casualties"].scope == "cumulative"
    assert [told[kind].time.start for kind in ("ambush", "looting")] == ["2017-05-30"] * 2


def test_what_is_only_meant_to_happen_was_nowhere(reader: Reader) -> None:
    text = (
        "The Free Syrian Army attacked the army in the area of al-Rahba, seeking to break the siege of East Qalamoun. "
        "A tank was destroyed, a spokesman said."
    )
    assert carried(reader, text, "destruction")[0].name == "al-Rahba"


@pytest.mark.parametrize("text", [
    "The Raqqa road has not been cut, although it comes under artillery fire during the day.",
    "Rebels shelled the Raqqa road.",
])  # fmt: skip
def test_a_road_is_not_the_town_that_it_is_called_by(reader: Reader, text: str) -> None:
    assert all(place.relation in ("near", "along_road") for place in carried(reader, text, "shelling"))


@pytest.mark.parametrize(
    "text",
    [
        "HOMS – Units of the army advancing from the south linked up on Monday with other troops.",
        "HOMS, May 29 – The army advanced on Monday and shelled the rebels.",
        "HOMS (Wire) – Rebels withdrew on Monday after an attack by the army.",
    ],
)
def test_nobody_moves_where_a_report_was_written(reader: Reader, text: str) -> None:
    moves = [claim for claim in claims(reader, text) if claim.type in ("advance", "withdrawal")]
    assert moves
    assert not any(place.name == "Homs" for claim in moves for place in claim.places)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked the army near Maskanah. Three positions were captured.",
        "Rebels raided Maskanah on Friday. Two checkpoints were seized in the first hours.",
        "The army stormed Maskanah. Soldiers took four trenches.",
    ],
)
def test_posts_are_taken_where_the_fighting_was_and_no_town(reader: Reader, text: str) -> None:
    taken = claims(reader, text)[-1]
    assert taken.type == "capture"
    assert [(place.name, place.extent) for place in taken.places if place.relation != "near"] in (
        [("Maskanah", "part")], [],
    )  # fmt: skip
    assert [place.name for place in taken.places] == ["Maskanah"]


@pytest.mark.parametrize(
    "text",
    [
        "A month after the siege of Maskanah began, the bridge was destroyed.",
        "Two years after rebels took Maskanah, Jirah airbase was shelled.",
    ],
)
def test_how_long_before_something_was_dates_nothing_else(reader: Reader, text: str) -> None:
    assert claims(reader, text)[-1].time.start == "2017-05-30"


@pytest.mark.parametrize(
    "text",
    [
        "The army took Maskanah. A second thrust, towards two villages southwest of the airbase, was halted.",
        "The army took Maskanah. An attack toward several hamlets was repelled.",
        "Rebels shelled Maskanah. They attacked towards two towns and were beaten back.",
    ],
)
def test_a_thrust_towards_villages_that_nobody_names_is_nowhere(reader: Reader, text: str) -> None:
    fought = [claim for claim in claims(reader, text) if claim.type in ("repulse", "offensive")]
    assert fought
    assert not any(claim.places for claim in fought)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("IS left Maskanah on Sunday. In the days after the town's fall, soldiers looted homes.", "2017-05-16"),
        ("IS left Maskanah on Sunday. In the weeks following its fall, soldiers looted homes.", "2017-03-21"),
    ],
)
def test_the_days_after_something_are_not_its_day(reader: Reader, text: str, start: str) -> None:
    looted = claims(reader, text)[-1]
    assert (looted.type, looted.time.start, looted.time.end) == ("looting", start, "2017-05-30")
