"""What must hold of the partisan wording that comes with the package."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from contested.knowledge import Knowledge, load
from contested.knowledge.schema import WordingEntry
from contested.reading.compile import English
from contested.reading.tokens import tokenise

LEAST = 200
LEAST_BY_KIND = {"label": 150, "verb": 60, "evaluation": 100, "intensifier": 30}
PARTS = {"noun", "verb", "adjective", "adverb", None}
LEAVE_OUT = "(leave out)"
# A neutral reading may not itself take a side.
PARTISAN = {
    "terrorist", "terrorists", "regime", "junta", "liberate", "liberated", "martyr", "martyrs", "martyred", "occupier",
    "mercenary", "thugs", "heroic", "glorious", "barbaric", "annihilate", "slaughter", "massacre", "puppet", "infidel",
}  # fmt: skip
# Generic here and a label of one army or government among the actors: which of the two is meant, the reader decides
# by the war that the report is about.
ALSO_OF_ONE_ACTOR = {
    "junta forces", "junta soldiers", "junta troops", "military junta", "regime army", "regime forces",
    "regime militias", "regime troops", "regime warplanes",
}  # fmt: skip
EXPECTED = {
    "liberated": "took control of",
    "terrorists": "fighters",
    "terrorist group": "armed group",
    "mercenary forces": "hired forces",
    "regime forces": "government forces",
    "US-backed": "supported by the United States",
    "Coalition-backed": "supported by the coalition",
    "astronomical": "very large",
    "priceless": "important",
    "elite": "specially trained",
    "annihilate": "attack or kill",
    "annihilated": "attack or kill",
    "martyred": "killed",
    "eliminated": "killed",
    "neutralised": "kill or capture",
    "wiped out": "kill or destroy",
    "occupiers": "foreign forces",
    "occupation forces": "foreign forces",
    "crushing blow": "losses",
    "purification": "taking of control",
    "so-called caliphate": "territory held by the Islamic State",
    "virtually": "almost",
    "massively": "strongly",
}
# Words of ordinary and of sober war reporting that count only beside an armed actor, and those that never do.
GUARDED = ("regime", "gang", "enemy", "hero", "resistance", "crush", "brilliant", "completely", "virtually", "criminal")
NEVER = ("militant", "rebels", "insurgents", "government forces", "seized", "invaded", "rebel-held", "strategic")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def spelt(knowledge: Knowledge) -> dict[str, list[WordingEntry]]:
    """Every spelling as lower-case tokens, with the entries that it belongs to."""
    english = English()
    found: dict[str, list[WordingEntry]] = defaultdict(list)
    for entry in knowledge.wording:
        for spelling in dict.fromkeys(_spellings(entry, english)):
            found[" ".join(tokenise(spelling).lowers)].append(entry)
    return found


def _spellings(entry: WordingEntry, english: English) -> list[str]:
    if not entry.lemma:
        return [entry.text]
    words = entry.text.split()
    if entry.kind == "verb":
        return [" ".join((form, *words[1:])) for form in english.verb(words[0])]
    return [" ".join((*words[:-1], form)) for form in english.plural(words[-1])]


def test_there_are_enough_of_every_kind(knowledge: Knowledge) -> None:
    kinds = Counter(entry.kind for entry in knowledge.wording)
    assert kinds.total() >= LEAST
    assert {kind: kinds[kind] for kind, least in LEAST_BY_KIND.items() if kinds[kind] < least} == {}


def test_every_neutral_reading_says_something_else(knowledge: Knowledge) -> None:
    said = [(entry.text.casefold(), entry.neutral.strip().casefold()) for entry in knowledge.wording]
    assert [text for text, neutral in said if neutral in ("", text)] == []


def test_neutral_readings_take_no_side(knowledge: Knowledge) -> None:
    taking = {entry.text: entry.neutral for entry in knowledge.wording if PARTISAN & set(entry.neutral.lower().split())}
    assert taking == {}


def test_what_can_be_left_out_is_no_name_and_no_verb(knowledge: Knowledge) -> None:
    """A noun or a verb that is left out leaves no sentence."""
    left_out = [entry for entry in knowledge.wording if entry.neutral == LEAVE_OUT]
    assert [entry.text for entry in left_out if entry.kind == "verb" or entry.pos == "noun"] == []
    labels = {entry.text for entry in left_out if entry.kind == "label"}
    assert labels == {"so-called", "so called", "self-styled"}


def test_parts_of_speech_are_known(knowledge: Knowledge) -> None:
    assert {entry.pos for entry in knowledge.wording} <= PARTS
    assert {entry.pos for entry in knowledge.wording if entry.kind == "verb"} <= {"verb", None}


def test_everything_says_whom_it_favours(knowledge: Knowledge) -> None:
    assert [entry.text for entry in knowledge.wording if entry.favours is None] == []


def test_one_reading_for_one_spelling(spelt: dict[str, list[WordingEntry]]) -> None:
    assert {words: [entry.kind for entry in found] for words, found in spelt.items() if len(found) > 1} == {}


def test_labels_of_one_actor_stand_with_that_actor(knowledge: Knowledge, spelt: dict[str, list[WordingEntry]]) -> None:
    labels = {" ".join(tokenise(label.text).lowers) for actor in knowledge.actors for label in actor.label}
    assert labels & spelt.keys() == ALSO_OF_ONE_ACTOR


@pytest.mark.parametrize(("written", "neutral"), EXPECTED.items())
def test_words_read_neutrally(written: str, neutral: str, spelt: dict[str, list[WordingEntry]]) -> None:
    assert [entry.neutral for entry in spelt[" ".join(tokenise(written).lowers)]] == [neutral]


@pytest.mark.parametrize("word", GUARDED)
def test_words_of_everyday_need_an_armed_actor(word: str, spelt: dict[str, list[WordingEntry]]) -> None:
    assert [entry.needs_actor for entry in spelt[word]] == [True]


@pytest.mark.parametrize("words", NEVER)
def test_plain_words_are_left_alone(words: str, spelt: dict[str, list[WordingEntry]]) -> None:
    assert words not in spelt
