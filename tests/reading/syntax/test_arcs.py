"""Who does what, the same in every voice and turn of phrase; the sentences are short ones of our own."""

from __future__ import annotations

import pytest

from contested.reading.syntax import load
from contested.reading.syntax.arcs import arcs
from contested.reading.syntax.lemmas import lemma
from contested.reading.tokens import tokenise

CAPTURES = """The army captured the town.
    The town was captured by the army.
    The town has been captured by the army.
    The army, which captured the town, withdrew.
    The town that the army captured is small.
    The army tried to capture the town.
    The army wants to capture the town.
    Troops saw the town captured by the army.
    The army captured the town and withdrew.
    The army advanced and captured the town.
    The army and the police captured the town.
    The army captured the town and the bridge.
    The army did not capture the town."""


def told(text: str) -> set[tuple[str, str, str]]:
    """Lemma, slot and word of a sentence's arcs."""
    words = tokenise(text).words
    tree = load().parse(words)
    return {(lemma(words[a.head], tree.tags[a.head]), a.slot, words[a.dependent]) for a in arcs(words, tree)}


@pytest.mark.parametrize("text", [line.strip() for line in CAPTURES.split("\n")])
def test_voice_alternation(text: str) -> None:
    assert {("capture", "subject", "army"), ("capture", "object", "town")} <= told(text)


def test_agentless_passive() -> None:
    found = told("Six civilians were killed in the market.")
    assert {("kill", "object", "civilians"), ("kill", "in", "market")} <= found
    assert not [arc for arc in found if arc[1] == "subject"]


def test_nouns() -> None:
    found = told("The capture of the town by the army was quick.")
    assert {("capture", "of", "town"), ("capture", "by", "army")} <= found
    assert ("position", "mod", "army") in told("Rebels shelled army positions.")


def test_what_stands_in_front_holds_of_all_verbs() -> None:
    found = told("In Idlib, the army captured two villages and shelled a town.")
    assert {("capture", "in", "Idlib"), ("shell", "in", "Idlib"), ("shell", "subject", "army")} <= found


@pytest.mark.parametrize("verb", ["ordered", "forced", "urged"])
def test_control_by_the_object(verb: str) -> None:
    assert ("leave", "subject", "rebels") in told(f"The army {verb} the rebels to leave the town.")


@pytest.mark.parametrize("text", ["Town captured by army", "Army seizes town near Kunduz"])
def test_headlines(text: str) -> None:
    words = {
        word.lower()
        for head, slot, word in told(text)
        if head in ("capture", "seize") and slot in ("subject", "object")
    }
    assert words == {"army", "town"}
