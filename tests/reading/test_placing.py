"""Where an event took place: the table over (trigger, place) pairs, and what the frames keep for themselves."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contested
from contested.model import Claim, Report
from contested.reading import open_reader
from contested.reading.reader import Reader

TABLE = Path(contested.__file__).parent / "knowledge" / "placing.toml"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(Report(id="test", text=text, date="2016-06-01")).claims


def places(reader: Reader, text: str, trigger: str, role: str = "at") -> list[str]:
    """The words of the places in a role of the claims whose trigger holds a word."""
    return [
        place.mention.text
        for claim in claims(reader, text)
        if trigger in claim.trigger.text
        for place in claim.places
        if place.role == role and place.mention is not None
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "there"),
    [
        ("Rebels captured the town of Kobani in Aleppo province.", "captured", ["Kobani"]),
        ("A car bomb exploded in Baghdad on Monday, killing 12 people.", "exploded", ["Baghdad"]),
        ("The army shelled Homs, Hama and Idlib on Friday.", "shelled", ["Homs", "Hama", "Idlib"]),
        ("The bodies were brought from Mosul after militants killed six men in Kirkuk.", "killed", ["Kirkuk"]),
        ("In Mosul, gunmen killed two policemen.", "killed", ["Mosul"]),
        ("Soldiers captured the district, officials in Washington said.", "captured", []),
    ],
)
def test_at_is_where_it_took_place(reader: Reader, text: str, trigger: str, there: list[str]) -> None:
    assert places(reader, text, trigger) == there


def test_origin_and_goal_stay_what_the_frame_says(reader: Reader) -> None:
    text = "Government forces withdrew from Palmyra to Homs."
    assert places(reader, text, "withdrew") == []
    assert places(reader, text, "withdrew", "from") == ["Palmyra"]


def test_each_opponent_has_the_place_beside_it(reader: Reader) -> None:
    text = "The army advanced against the rebels in Hama and against Islamic State in Homs."
    assert places(reader, text, "advanced") == ["Hama", "Homs"]


def test_the_span_is_the_bare_name(reader: Reader) -> None:
    assert places(reader, "Fighters seized the northern outskirts of the city of Raqqa.", "seized") == ["Raqqa"]


def test_every_weight_is_a_number_of_a_named_feature_with_its_reason() -> None:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["placing"]
    assert len({row["feature"] for row in rows}) == len(rows)
    assert all(row["why"] and row["weights"] for row in rows)
    assert all(abs(weight) < 10 for row in rows for weight in row["weights"].values())
    assert TABLE.stat().st_size < 100_000


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("Homs in captured the army , and Aleppo killed near of Syria (".split()), max_size=18))
def test_every_place_is_quoted_exactly_and_once_a_claim(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    for claim in claims(reader, text):
        found = [place.mention for place in claim.places if place.mention is not None]
        assert all(text[mention.start : mention.end] == mention.text for mention in found)
        assert len({(mention.start, mention.end) for mention in found}) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State lost Maskanah. Its fighters left the town for Homs, and the army moved in at daybreak.",
        "Rebels lost Maskanah. They withdrew to Homs, and the army entered at noon.",
        "Rebels held Maskanah. They pulled out towards Homs, and soldiers moved in.",
    ],
)
def test_where_somebody_goes_is_not_where_others_come(reader: Reader, text: str) -> None:
    for claim in claims(reader, text):
        assert not any(place.role == "at" and place.name == "Homs" for place in claim.places), claim.type


def test_every_event_of_a_sentence_has_the_whole_of_a_place_s_words(reader: Reader) -> None:
    text = "The army took an airbase in the eastern countryside of Aleppo on Friday, expelling the last rebels."
    relations = {place.relation for claim in claims(reader, text) for place in claim.places if place.name == "Aleppo"}
    assert relations == {"part_of"}
