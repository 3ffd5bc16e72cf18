"""Who holds a place is told by the words before its name, whatever else the sentence tells."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def held(reader: Reader, text: str) -> list[Claim]:
    reading = reader.read(Report(id="x", text=text, date="2016-08-05", country="SY"))
    return [claim for claim in reading.claims if claim.type == "control"]


@pytest.mark.parametrize(("text", "holder", "place"), [
    ("An air strike hit the rebel-held town of Saraqib on Sunday.", "rebel", "Saraqib"),
    ("Two people died in rebel-held Idlib, a monitor said.", "rebel", "Idlib"),
    ("Aircraft bombed the Daesh-held town of Manbij.", "Islamic State", "Manbij"),
    ("Jets did not bomb the Islamic State-held city of Raqqa.", "Islamic State", "Raqqa"),
    ("Ten were killed in regime-held Hama.", "Government of Syria", "Hama"),
    ("Rockets hit the regime stronghold of Latakia.", "Government of Syria", "Latakia"),
    ("Manbij, a key IS stronghold, was bombed.", "Islamic State", "Manbij"),
    ("The Saudi-led coalition bombed the Houthi-controlled port of Hodeidah.", "Houthis", "Hodeidah"),
])  # fmt: skip
def test_a_description_tells_who_holds_a_place(reader: Reader, text: str, holder: str, place: str) -> None:
    [claim] = held(reader, text)
    assert [actor.name for actor in claim.actors if actor.role == "agent"] == [holder]
    assert [(one.name, one.extent) for one in claim.places if one.role == "at"] == [(place, "whole")]
    assert (claim.polarity, text[claim.trigger.start : claim.trigger.end]) == ("affirmed", claim.trigger.text)


@pytest.mark.parametrize("text", [
    "The army retook the rebel-held town of Saraqib.",
    "The state-run agency said Homs was bombed.",
    "Shells fell on rebel-held areas in Aleppo.",
    "Shells fell on Homs rebel-held areas.",
    "Islamic State lost its Syrian stronghold of Raqqa.",
    "Jets bombed a Turkish stronghold of Idlib.",
])  # fmt: skip
def test_what_is_over_or_elsewhere_is_no_hold(reader: Reader, text: str) -> None:
    assert all(actor.name != "rebel" for claim in held(reader, text) for actor in claim.actors)
    assert not [claim for claim in held(reader, text) if any(one.extent == "whole" for one in claim.places)]


@pytest.mark.parametrize(("country", "text", "side", "place"), [
    ("SY", "They shelled the former IS stronghold of Palmyra.", "islamic-state", "Palmyra"),
    ("SY", "Jets bombed the once rebel-held town of Saraqib.", "syrian-opposition", "Saraqib"),
    ("SY", "A bomb killed four in the IS group's former stronghold of Raqqa.", "islamic-state", "Raqqa"),
    ("UA", "Russian troops shelled the formerly Russian-occupied city of Kherson.", "russia-and-allies", "Kherson"),
])  # fmt: skip
def test_a_former_holder_holds_it_no_longer(reader: Reader, country: str, text: str, side: str, place: str) -> None:
    date = "2016-08-05" if country == "SY" else "2022-12-05"
    reading = reader.read(Report(id="x", text=text, date=date, country=country))
    [claim] = [each for each in reading.claims if each.type == "control"]
    assert claim.polarity == "negated"
    assert [actor.side for actor in claim.actors if actor.role == "agent"] == [side]
    assert [one.name for one in claim.places if one.role == "at"] == [place]


def test_a_part_stays_a_part(reader: Reader) -> None:
    [claim] = held(reader, "Shells fell on regime-held districts of Aleppo.")
    assert [(one.name, one.extent) for one in claim.places if one.role == "at"] == [("Aleppo", "part")]


def test_who_holds_a_town_has_not_killed_there(reader: Reader) -> None:
    reading = reader.read(Report(id="x", text="Ten were killed in regime-held Hama.", date="2016-08-05", country="SY"))
    [losses] = [claim for claim in reading.claims if claim.type == "casualties"]
    assert [(each.role, each.name) for each in losses.actors] == [("patient", "Ten")]
