"""Clauses of time: whose verb stands behind "after" and "since", and what only tells how long before it was."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def agents(reader: Reader, text: str) -> dict[str, set[str]]:
    """Who does what a text tells, by the words that tell it."""
    claims: tuple[Claim, ...] = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims
    return {claim.trigger.text: {actor.name for actor in claim.actors if actor.role == "agent"} for claim in claims}


@pytest.mark.parametrize(("text", "word", "agent"), [
    ("Jets bombed Homs in March 2016, two years after fighters had seized the citadel.", "seized", "fighters"),
    ("Troops recaptured Homs on Monday after guerrillas of Islamic State had held it for three days.", "held",
     "Islamic State"),
    ("The army shelled Homs on Friday before the rebels of the town had left it.", "left", "rebels"),
    ("Two weeks after rebels captured Homs, the army shelled the town.", "captured", "rebels"),
    ("Dozens are missing since militants raided Homs on Monday.", "raided", "militants"),
])  # fmt: skip
def test_the_noun_behind_a_word_of_time_does_what_the_verb_behind_it_says(
    reader: Reader, text: str, word: str, agent: str
) -> None:
    assert agents(reader, text)[word] == {agent}


@pytest.mark.parametrize("text", [
    "The army retook Homs after the siege of the town was lifted by rebels.",
    "The army retook Homs since the siege of the town was lifted.",
])  # fmt: skip
def test_what_opens_a_passive_clause_of_time_is_not_who_acts(reader: Reader, text: str) -> None:
    assert agents(reader, text)["retook"] == {"Syrian Arab Army"}
