"""A line's heading gives its day and its place to what the line tells; alone, to the lines below."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims)


def at(claim: Claim) -> list[str]:
    return [place.name for place in claim.places if place.role == "at"]


@pytest.mark.parametrize("text", [
    "Summary\n> Homs: a landmine killed two soldiers; rebels blew up a house\n> Idlib: gunmen were killed",
    "Summary\n- Homs: a landmine killed two soldiers. Rebels blew up a house\n- Idlib: gunmen were killed",
    "Summary\n* Homs – a landmine killed two soldiers; rebels blew up a house\n* Idlib – gunmen were killed",
])  # fmt: skip
def test_items_of_a_list_have_their_own_place(reader: Reader, text: str) -> None:
    found = claims(reader, text)
    assert {name for each in found[:-1] for name in at(each)} == {"Homs"}
    assert at(found[-1]) == ["Idlib"]


@pytest.mark.parametrize(("text", "days"), [
    ("22 May. Rebels shelled Homs. Two were killed.\n24 May. Rebels shelled Idlib.",
     ["2017-05-22", "2017-05-22", "2017-05-24"]),
    ("3 May | Homs | Rebels attacked a post. Two soldiers were killed.", ["2017-05-03"] * 2),
    ("Report\n12 May\nRebels shelled Homs.\nGunmen attacked Idlib.\n14 May\nThe army shelled Aleppo.",
     ["2017-05-12", "2017-05-12", "2017-05-14"]),
    ("30 May 2017\nRebels shelled Homs.", ["2017-05-30"]),
])  # fmt: skip
def test_a_day_at_the_head_is_that_of_all_below(reader: Reader, text: str, days: list[str]) -> None:
    assert [each.time.start for each in claims(reader, text)] == days


@pytest.mark.parametrize(("text", "days"), [
    ("2013\n4 Nov. Rebels shelled Homs.\n9 Nov. Rebels shelled Idlib.\n2014\n2 Dec. Rebels shelled Aleppo.",
     ["2013-11-04", "2013-11-09", "2014-12-02"]),
    ("12 Dec 2014: Rebels shelled Homs.\n3 Jan: Rebels shelled Idlib.", ["2014-12-12", "2015-01-03"]),
    ("2 Jan: Rebels shelled Homs.\n30 Dec: Rebels shelled Idlib.", ["2017-01-02", "2016-12-30"]),
])  # fmt: skip
def test_a_timeline_goes_on_in_its_year(reader: Reader, text: str, days: list[str]) -> None:
    assert [each.time.start for each in claims(reader, text)] == days


@pytest.mark.parametrize(("text", "places", "days"), [
    ("LOG-71, 11 May, Saraqib (Idlib). Jets bombed a school.\n\nLOG-72, 12 May, Homs. Rebels shelled a post.",
     [["Saraqib"], ["Homs"]], ["2017-05-11", "2017-05-12"]),
    ("No. 4, 20 May, Homs (Homs): Gunmen killed a mayor. They burnt two cars.",
     [["Homs"], ["Homs"]], ["2017-05-20"] * 2),
    ("A7 | 3 May | Idlib | Rebels attacked a post.", [["Idlib"]], ["2017-05-03"]),
])  # fmt: skip
def test_an_entry_of_a_log_opens_with_its_number_day_and_place(
    reader: Reader, text: str, places: list[list[str]], days: list[str]
) -> None:
    found = claims(reader, text)
    assert [at(each) for each in found] == places
    assert [each.time.start for each in found] == days


def test_a_place_that_nobody_knows_lies_near_the_one_that_heads_its_line(reader: Reader) -> None:
    (found,) = claims(reader, "LOG-73, 12 May, Saraqib. Soldiers burnt Ywar Tanaq village.")
    assert [(each.role, each.name) for each in found.places] == [("at", "Ywar Tanaq"), ("near", "Saraqib")]
