"""Who says so."""

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
    ("text", "modality", "speakers"),
    [
        ("According to activists, jets bombed Idlib.", "reported", [("activists", "unnamed")]),
        ("It was reported that the army captured Maskanah.", "reported", [("unnamed", "unnamed")]),
        (
            "Jets bombed Idlib, the Syrian Observatory for Human Rights said.",
            "reported",
            [("Syrian Observatory for Human Rights", "named")],
        ),
        ("Rebels will attack Idlib, the commander said.", "predicted", [("commander", "unnamed")]),
        ("The ministry denied that its forces had shelled Idlib.", "denied", [("ministry", "party")]),
        ("Jets bombed Idlib.", "asserted", []),
    ],
)
def test_what_is_said_is_its_speakers(
    reader: Reader, text: str, modality: str, speakers: list[tuple[str, str]]
) -> None:
    claim = claims(reader, text)[0]
    assert claim.modality == modality
    assert [(each.source, each.kind) for each in claim.attribution] == speakers


@pytest.mark.parametrize(("text", "source"), [
    ("Their commander, Ali Hassan, said it was calm. He said 12 had been killed near Homs.", "commander, Ali Hassan"),
    ("The ministry said the town was calm. It said 12 fighters had been killed near Homs.", "ministry"),
    ("The chief of staff of the 5th Brigade said that rebels had shelled Homs.", "chief of staff of the 5th Brigade"),
    ("He said 12 fighters had been killed near Homs.", "He"),
    ("Colonel Abdi Hersi said that 29 militants perished in Homs.", "Colonel Abdi Hersi"),
    ("A commander speaks of 70 government soldiers captured in Homs.", "commander"),
    ("According to claims by Russian propaganda outlets, rebels had shelled Homs.", "Russian propaganda outlets"),
    ("Syrian Defence Ministry reports say that rebels shelled Homs.", "Syrian Defence Ministry reports"),
    ("The refugees tell of houses ransacked by soldiers in Homs.", "refugees"),
])  # fmt: skip
def test_who_speaks_is_told_in_full(reader: Reader, text: str, source: str) -> None:
    [found] = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims
    assert [each.source for each in found.attribution] == [source]


@pytest.mark.parametrize(
    ("text", "type", "speakers"),
    [
        ("Rebels shelled Idlib, the ministry said, adding that two soldiers were killed.", "casualties", ["ministry"]),
        ("Ten people died in Idlib, residents said, blaming the army for the attack.", "offensive", ["residents"]),
        ("Rebels shelled Idlib, the ministry said, killing two soldiers.", "casualties", ["ministry"]),
        ("The United Nations blamed both sides for shelling civilians in Idlib.", "shelling", ["United Nations"]),
    ],
)
def test_who_says_more_is_who_spoke(reader: Reader, text: str, type: str, speakers: list[str]) -> None:
    [claim] = [each for each in claims(reader, text) if each.type == type]
    assert [each.source for each in claim.attribution] == speakers
