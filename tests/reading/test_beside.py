"""What the words beside a name say for its being a place's."""

from __future__ import annotations

import pytest

from contested.model import PersonMention, PlaceMention, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def places(reader: Reader, text: str) -> list[str]:
    found = reader.read(Report(id="x", text=text, date="2017-05-27")).mentions
    return [each.text for each in found if isinstance(each, PlaceMention) and each.named]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Fighting went on in Homs.", ["Homs"]),
        ("Fighting went on near the town of Qwrtzplk.", ["Qwrtzplk"]),
        ("Shells fell on Sidon, Lebanon, at night.", ["Sidon", "Lebanon"]),
        ("Shells fell on Homs, Hama and Idlib.", ["Homs", "Hama", "Idlib"]),
        ("President Lincoln said that he had spoken.", []),
        ("It was quiet, said Lincoln.", []),
    ],
)
def test_its_neighbours_decide_what_a_name_is(reader: Reader, text: str, names: list[str]) -> None:
    assert places(reader, text) == names


def test_a_title_makes_the_name_behind_it_a_persons(reader: Reader) -> None:
    found = reader.read(Report(id="x", text="Gen. Homs left.", date="2017-05-27")).mentions
    assert [each.text for each in found if isinstance(each, PersonMention)] == ["Homs"]
