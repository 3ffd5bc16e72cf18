"""Places in the countries that a report points to: other spellings and small namesakes far away are not meant."""

from __future__ import annotations

import pytest

from contested.model import PlaceMention, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def found(reader: Reader, text: str) -> dict[str, tuple[int, int] | None]:
    """Each named place of a text with its whole degrees, None where it stays unresolved."""
    reading = reader.read(Report(id="1", text=text, date="2022-08-01"))
    places = [each for each in reading.mentions if isinstance(each, PlaceMention) and each.name]
    return {
        each.text: (int(each.lat), int(each.lon)) if each.lat is not None and each.lon is not None else None
        for each in places
    }


@pytest.mark.parametrize(("text", "name", "where"), [
    ("Russian forces shelled Bakhmut, Sloviansk and Kramatorsk on Tuesday.", "Sloviansk", (48, 37)),
    ("Russian forces shelled Kherson on Friday, wounding two.", "Kherson", (46, 32)),
    ("Russian troops attacked near Yampolivka and Terny but were repelled.", "Terny", (49, 37)),
    ("JNIM fighters attacked the village of Boni on Monday.", "Boni", (15, -1)),
    ("Gunmen attacked Tiou in Yatenga province on Sunday.", "Tiou", (13, -2)),
    ("ISGS fighters attacked Tillaberi and Ouallam.", "Ouallam", (14, 2)),
    ("Violence between Fulani and Dogon near Koro left 20 dead.", "Koro", (14, -3)),
    ("Clashes erupted in al-Mansura in western rural Raqqa between the SDF and ISIS.", "al-Mansura", (35, 38)),
    ("Rebels shelled the Castello quarter of Aleppo, killing three.", "Castello", (36, 37)),
    ("Rebels shelled the Ardello quarter of Aleppo, killing three.", "Ardello", None),
    ("A mortar shell hit the Palace of Justice in Damascus.", "Justice", None),
    ("A bomb went off in Cairo, far from Syria.", "Cairo", (30, 31)),  # what all the world knows is meant anywhere
])  # fmt: skip
def test_a_name_is_looked_for_where_the_report_is_set(
    reader: Reader, text: str, name: str, where: tuple[int, int] | None
) -> None:
    assert found(reader, text)[name] == where


@pytest.mark.parametrize(("text", "name"), [
    ("Rebels shelled Dasman on Tuesday.", "Dasman"),  # not Dousman, Wisconsin
    ("Serb forces shelled towns in eastern Slavonia.", "Slavonia"),  # not Slovenia
    ("Maoist rebels attacked a police post at Syangja in Nepal.", "Syangja"),  # not Shantou in China
    ("The militia attacked Mayikengo in the Democratic Republic of the Congo.", "Mayikengo"),
])  # fmt: skip
def test_a_name_that_is_only_alike_stays_open(reader: Reader, text: str, name: str) -> None:
    assert found(reader, text).get(name) is None


@pytest.mark.parametrize(("text", "name"), [
    ("Rebels shelled the Sudanese capital.", "Khartoum"),
    ("Jets bombed the Syrian capital on Monday.", "Damascus"),
    ("Fighters attacked a post in the Malian capital.", "Bamako"),
    ("An Israeli air strike on a school in Gaza City killed 80.", "Gaza"),
    ("Russian shells fell on Lyman, wounding two.", "Lyman"),
    ("A missile hit a cafe in Hroza, Kyiv said.", "Hroza"),
    ("In Homs the Mission saw a house hit by a rocket.", "Homs"),
    ("In Homs, observers heard rebels shell the market.", "Homs"),
])  # fmt: skip
def test_a_place_that_is_described_or_looked_at(reader: Reader, text: str, name: str) -> None:
    claims = reader.read(Report(id="1", text=text, date="2022-08-01")).claims
    assert (
        [place.name for claim in claims for place in claim.places if place.role == "at"] == [name] * len(claims) != []
    )


@pytest.mark.parametrize(("text", "name"), [
    ("In Panjshir Taliban fighters are shelling Dara with mortars.", "Dara"),  # not the one of Syria
    ("The Taliban took posts in Nawa district of Helmand.", "Nawa"),  # nor this one
])  # fmt: skip
def test_a_namesake_in_another_war_is_not_meant(reader: Reader, text: str, name: str) -> None:
    assert found(reader, text)[name] is None


@pytest.mark.parametrize(("text", "name", "where"), [
    ("A French journalist was abducted by armed men in Gao on 8 April.", "Gao", (16, 0)),
    ("Nine Chinese nationals were killed when gunmen stormed a mine near Bambari.", "Bambari", (5, 20)),
    ("Burundi's army sent 1,000 more soldiers to Uvira on Tuesday.", "Uvira", (-3, 29)),
])  # fmt: skip
def test_who_is_of_another_country_moves_no_town(reader: Reader, text: str, name: str, where: tuple[int, int]) -> None:
    assert found(reader, text)[name] == where


def at(reader: Reader, text: str) -> list[list[str]]:
    claims = reader.read(Report(id="1", text=text, date="2022-08-01")).claims
    return [[place.name for place in each.places if place.role == "at"] for each in claims]


@pytest.mark.parametrize("text", [
    "Rebels shelled Goma. Shells were also fired by the Kinshasa coalition.",
    "Rebels shelled Goma. Three men were killed, Kinshasa said.",
    "Rebels shelled Goma, and Kigali denied it. Three men were killed.",
    "Rebels shelled Goma. Fighters of the Kinshasa government killed three men.",
])  # fmt: skip
def test_a_capital_that_stands_for_who_rules_is_no_place_of_events(reader: Reader, text: str) -> None:
    assert at(reader, text) == [["Goma"]] * 2


@pytest.mark.parametrize(("text", "name"), [
    ("The Syrian army captured Zabadani. Rebels shelled Douma. They seized the Sahel district.", "Sahel"),
    ("Rebels shelled Douma in Syria. Bombs fell near Deir ez-Zor and on the al-Jafra area.", "al-Jafra"),
])  # fmt: skip
def test_a_province_far_from_all_towns_of_the_report_is_not_meant(reader: Reader, text: str, name: str) -> None:
    assert found(reader, text)[name] is None


def test_a_province_of_the_same_war_may_lie_far(reader: Reader) -> None:
    assert found(reader, "The M23 took Goma and Bukavu in Congo. Fighting spread to Katanga.")["Katanga"] is not None
