"""Stated parents: before, behind, in brackets, possessive, shared by a list, over all that a sentence tells."""

from __future__ import annotations

import pytest

from contested.model import PlaceMention, Report
from contested.reading import Reader, open_reader
from contested.reading.toponym_parents import plural

Told = tuple[str | None, str | None]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def found(reader: Reader, text: str) -> dict[str, Told]:
    """Each named place of a text with its level and country, None where it stays unresolved."""
    reading = reader.read(Report(id="1", text=text, date="2024-02-20"))
    places = [each for each in reading.mentions if isinstance(each, PlaceMention) and each.named]
    return {each.text: (each.level, each.country) for each in places}


@pytest.mark.parametrize(("text", "name", "told"), [
    ("Gunmen attacked Naway district in Helmand.", "Naway", (None, None)),  # not the country of Niue
    ("Gunmen attacked a village in Bam province, Burkina Faso.", "Bam", ("admin2", "BF")),
    ("A bomb went off in the Texas town of Paris.", "Paris", ("settlement", "US")),
    ("A bomb went off in Athens, Georgia.", "Athens", ("settlement", "US")),
    ("A bomb went off in Athens, Georgia.", "Georgia", ("admin1", "US")),
    ("A bomb went off in Athens, Greece.", "Athens", ("settlement", "GR")),
    ("Rockets were fired at the Lebanese city of Tripoli.", "Tripoli", ("settlement", "LB")),
    ("Rockets were fired at Lebanon's Tripoli.", "Tripoli", ("settlement", "LB")),
    ("Rockets were fired at Lebanon's northern city of Tripoli.", "Tripoli", ("settlement", "LB")),
    ("Rockets were fired at Tripoli (Lebanon).", "Tripoli", ("settlement", "LB")),
    ("Shells fell on Al Mawz Street in As Sabaa (Tripoli).", "As Sabaa", (None, None)),  # not Sabah in Malaysia
    ("Two were killed in Long Beach, CA and three in Fresno, CA.", "CA", ("admin1", "US")),
    ("Two were killed in Springfield, IL on Monday.", "Springfield", ("settlement", "US")),
    ("Pul-e-Khumri, the capital of Baghlan, fell to the Taliban.", "Baghlan", ("admin1", "AF")),
    ("Pul-e-Khumri, the capital of Baghlan, fell to the Taliban.", "Pul-e-Khumri", ("settlement", "AF")),
])  # fmt: skip
def test_a_stated_parent_decides_or_leaves_a_name_unresolved(reader: Reader, text: str, name: str, told: Told) -> None:
    assert found(reader, text)[name] == told


@pytest.mark.parametrize(("text", "names", "level"), [
    ("Fighting spread to Homs and Aleppo governorates.", ["Homs", "Aleppo"], "admin1"),
    ("Fighting spread to Homs and Aleppo Governorates.", ["Homs", "Aleppo Governorates"], "admin1"),
    ("Shelling in Donetsk and Luhansk oblasts went on.", ["Donetsk", "Luhansk"], "admin1"),
    ("Fighters attacked the cities of Homs, Hama and Aleppo.", ["Homs", "Hama", "Aleppo"], "settlement"),
    ("Clashes in Kajaki, Sangin and Musa Qala districts of Helmand.", ["Kajaki", "Sangin", "Musa Qala"], "admin2"),
])  # fmt: skip
def test_a_list_shares_the_level_that_is_said_of_it(reader: Reader, text: str, names: list[str], level: str) -> None:
    told = found(reader, text)
    assert [told[name][0] for name in names] == [level] * len(names)


def test_what_a_sentence_opens_with_holds_what_it_names(reader: Reader) -> None:
    told = found(reader, "Elsewhere in Kharkiv Oblast, the army liberated Peremoha, Fedorivka and Balakliia.")
    assert told["Balakliia"] == ("settlement", "UA")
    reading = reader.read(Report(id="1", text="In Kharkiv Oblast, the army took Peremoha and Fedorivka."))
    places = [each for each in reading.mentions if isinstance(each, PlaceMention) and each.level == "settlement"]
    assert all(each.lat is not None and each.lat > 48.5 for each in places)  # none of their namesakes in the south


def test_what_a_place_comes_from_need_not_lie_where_the_sentence_is_set(reader: Reader) -> None:
    assert found(reader, "In Idlib province, fighters from Manbij arrived.")["Manbij"] == ("settlement", "SY")


def test_a_list_of_states_is_no_chain_of_parents(reader: Reader) -> None:
    told = found(reader, "Cases were found in California, Colorado, Georgia, Illinois and Missouri.")
    assert set(told.values()) == {("admin1", "US")}


def test_a_short_form_in_brackets_is_no_parent(reader: Reader) -> None:
    told = found(reader, "The movement was banned in New South Wales (NSW) on Monday.")
    assert told["New South Wales"] == ("admin1", "AU")


@pytest.mark.parametrize(("text", "name", "told"), [
    ("An Israeli air strike killed seven people in Gaza on Monday.", "Gaza", ("admin1", "PS")),
    ("Seven were killed in Gaza in the past 24 hours.", "Gaza", ("admin1", "PS")),
    ("Officials of the United States, Canada, Texas, Ohio and Utah spoke of Egypt.", "Egypt", ("country", "EG")),
    ("U.S. officials in New York, Boston and Ohio spoke of a visit to Moscow.", "Moscow", ("settlement", "RU")),
])  # fmt: skip
def test_what_all_the_world_knows_comes_before_its_small_namesakes(
    reader: Reader, text: str, name: str, told: Told
) -> None:
    assert found(reader, text)[name] == told


def test_nouns_of_level_have_plurals() -> None:
    assert [plural(noun) for noun in ("city", "province", "valley", "raion")] == [
        "cities", "provinces", "valleys", "raions",
    ]  # fmt: skip
