"""The rules' own claims, told as words by a server, come back as the same claims: both readers ground alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from importlib.resources import as_file, files
from typing import Any

import pytest
from speaking import Answer, Speaking, claims

from contested.intake import take
from contested.llm import LlmReader
from contested.model import Claim, Reading, Report
from contested.reading import Reader
from contested.reading.consequences import TURNED

NUMBER = re.compile(r"^(\d+): ", re.MULTILINE)


@pytest.fixture(scope="module")
def ruled(rules: Reader) -> list[Reading]:
    with as_file(files("contested") / "examples" / "maskanah-2017") as folder:
        return [rules.read(report) for report in take([folder]) if isinstance(report, Report)]


def told(claim: Claim, number: int) -> dict[str, Any]:
    """A claim as a model would tell it: by its words."""
    places = [(place.mention.text, place.role) for place in claim.places if place.mention]
    counts = [(count.mention.text, count.what) for count in claim.counts if count.mention]
    here = range(claim.sentence.start, claim.sentence.end)  # whom "he said" points to stands before it
    said = [(each.mention.text, each.cue, each.kind) for each in claim.attribution if each.mention]
    said = said if all(each.mention.start in here for each in claim.attribution if each.mention) else []
    actors = [(actor.mention.text, actor.role) for actor in claim.actors if actor.mention]
    return {
        "sentence": number, "type": claim.type, "trigger": claim.trigger.text, "quote": claim.quote.text,
        "actors": [{"words": words, "role": role} for words, role in actors],
        "places": [{"words": words, "name": words, "role": role} for words, role in places],
        "counts": [{"words": words, "what": what} for words, what in counts],
        "time": claim.time.mention.text if claim.time.mention else None,
        "means": [], "polarity": claim.polarity, "outcome": claim.outcome, "modality": claim.modality,
        "scope": claim.scope, "condition": claim.condition.text if claim.condition else None, "caused_by": None,
        "attribution": [{"words": words, "cue": cue, "kind": kind} for words, cue, kind in said],
    }  # fmt: skip


def kind(claim: Claim) -> str:
    """A claim's type; whom an attack hurt is told by the losses after it, which carried places decide too."""
    return "offensive" if claim.type in TURNED else claim.type


def test_what_the_rules_read_comes_back(
    server: Speaking, reader: Callable[..., LlmReader], ruled: list[Reading]
) -> None:
    now: list[Reading] = []

    def answer(request: dict[str, Any]) -> Answer:
        numbers = NUMBER.findall(request["messages"][1]["content"].partition("=== sentences ===")[2])
        starts = {now[-1].sentences[int(number) - 1].start: int(number) for number in numbers}
        return claims(
            *[told(each, starts[each.sentence.start]) for each in now[-1].claims if each.sentence.start in starts]
        )

    server.answers = answer
    asking = reader()
    same: Counter[str] = Counter()
    for reading in ruled:
        now.append(reading)
        found = {(kind(each), each.trigger.start): each for each in asking.read(reading.report).claims}
        for one in reading.claims:
            other = found[kind(one), one.trigger.start]
            assert other.trigger == one.trigger and other.modality == one.modality
            same["claims"] += 1
            if one.time.basis == "stated":
                same["stated"] += 1
                same["times"] += (one.time.start, one.time.end) == (other.time.start, other.time.end)
            named = {(actor.role, actor.id) for actor in one.actors if actor.mention and actor.id}
            same["named"] += bool(named)
            same["actors"] += bool(named) and named <= {(actor.role, actor.id) for actor in other.actors}
    assert same["claims"] > 100
    assert same["times"] >= 0.95 * same["stated"] > 10
    assert same["actors"] >= 0.8 * same["named"] > 10
