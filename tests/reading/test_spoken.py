"""Noun groups that stand for somebody without a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.model import Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def mentioned(reader: Reader, text: str, kind: str) -> list[str]:
    found = reader.read(Report(id="x", text=text, date="2017-05-27")).mentions
    return [each.text for each in found if type(each).__name__ == kind]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Iraqi security forces entered the town.", "Iraqi security forces"),
        ("Their fighters left the town.", "Their fighters"),
        ("The rebels, 40 of them, left.", "The rebels"),
    ],
)
def test_a_common_noun_makes_its_group_an_actor(reader: Reader, text: str, actor: str) -> None:
    assert actor in mentioned(reader, text, "ActorMention")


def test_an_office_is_a_person(reader: Reader) -> None:
    assert mentioned(reader, "On Monday the prime minister visited Homs.", "PersonMention") == ["the prime minister"]


def test_a_place_told_of_but_not_named_is_mentioned_unresolved(reader: Reader) -> None:
    found = reader.read(Report(id="x", text="Shells hit the camp near Homs.", date="2017-05-27")).mentions
    [camp] = [each for each in found if each.text == "the camp"]
    assert (camp.named, camp.lat, camp.lon) == (False, None, None)  # type: ignore[union-attr]


def test_the_town_of_a_name_is_that_name_alone(reader: Reader) -> None:
    assert mentioned(reader, "Shells hit the town of Maskanah.", "PlaceMention") == ["Maskanah"]


WORDS = "the rebels army of Homs Aleppo prime minister two camps killed , . their fighters 's Turkey backs".split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_mentions_quote_the_text_in_its_order(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    found = reader.read(Report(id="x", text=text, date="2017-05-27")).mentions
    assert all(text[each.start : each.end] == each.text for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
