"""What must hold of the weapons, vehicles, vessels and aircraft that come with the package."""

from __future__ import annotations

from collections import defaultdict

import pytest

from contested.knowledge import Knowledge, load
from contested.reading.compile import English
from contested.reading.tokens import tokenise

KINDS = {
    "tank", "infantry_fighting_vehicle", "armoured_vehicle", "artillery", "mortar", "rocket", "missile",
    "ballistic_missile", "cruise_missile", "anti_tank_missile", "drone", "aircraft", "helicopter", "gunship", "bomb",
    "barrel_bomb", "cluster_munition", "glide_bomb", "ied", "car_bomb", "roadside_bomb", "suicide_vest",
    "suicide_car_bomb", "explosives", "small_arms", "machine_gun", "sniper_rifle", "grenade", "mine", "chemical_agent",
    "fire_support_vehicle", "pickup", "truck", "ship", "boat", "air_defence", "thermobaric", "incendiary",
    "multiple_rocket_launcher", "howitzer", "shell",
}  # fmt: skip
WRITTEN = {
    "tanks": "tank",
    "infantry fighting vehicles": "infantry_fighting_vehicle",
    "self-propelled fire support trucks": "fire_support_vehicle",
    "airpower": "aircraft",
    "gunship": "gunship",
    "T-72": "tank",
    "BMP-1": "infantry_fighting_vehicle",
    "BM-21": "multiple_rocket_launcher",
    "HIMARS": "multiple_rocket_launcher",
    "Shahed": "drone",
    "Bayraktar TB2": "drone",
    "FPV drones": "drone",
    "Mi-24": "gunship",
    "Su-24": "aircraft",
    "MiG-29s": "aircraft",
    "warplanes": "aircraft",
    "TOW": "anti_tank_missile",
    "Kornet": "anti_tank_missile",
    "S-300": "air_defence",
    "Iskander": "ballistic_missile",
    "Tochka-U": "ballistic_missile",
    "Scud missiles": "ballistic_missile",
    "Kalibr": "cruise_missile",
    "Qassam rockets": "rocket",
    "AK-47": "small_arms",
    "RPG-7": "rocket_launcher",
    "D-30": "howitzer",
    "2S1": "howitzer",
    "Leopard 2": "tank",
    "IEDs": "ied",
    "mines": "mine",
    "chlorine gas": "chemical_agent",
    "barrel bombs": "barrel_bomb",
    "tear gas": "crowd_control",
}
# Mostly something else in ordinary English, so that they may stand only beside another word.
ORDINARY = {
    "fire", "arm", "arms", "mine", "round", "launch", "strike", "blast", "explosion", "patriot", "predator", "reaper",
    "hurricane", "tornado", "leopard", "apache", "cobra", "hunter", "lancet", "hellfire", "rock", "stone", "club",
    "sword", "bomber", "car", "bus", "vehicle", "boat", "vessel", "train", "technical", "fighter", "carrier", "puma",
    "gazelle",
}  # fmt: skip


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="module")
def kinds_of(knowledge: Knowledge) -> dict[tuple[str, ...], set[str]]:
    """Every spelling as lower-case tokens, with the kinds that it stands for."""
    english = English()
    kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in knowledge.means:
        for word in entry.words:
            *before, last = word.split()
            for form in english.plural(last):
                kinds[tuple(tokenise(" ".join((*before, form))).lowers)].add(entry.kind)
    return kinds


def test_kinds_are_there(knowledge: Knowledge) -> None:
    kinds = [entry.kind for entry in knowledge.means]
    assert set(kinds) >= KINDS
    assert len(kinds) == len(set(kinds))


def test_no_spelling_stands_for_two_kinds(kinds_of: dict[tuple[str, ...], set[str]]) -> None:
    assert {words: kinds for words, kinds in kinds_of.items() if len(kinds) > 1} == {}


def test_a_word_stands_once(knowledge: Knowledge) -> None:
    words = [word for entry in knowledge.means for word in entry.words]
    assert sorted({word for word in words if words.count(word) > 1}) == []


@pytest.mark.parametrize(("written", "kind"), WRITTEN.items())
def test_usual_spellings_are_known(written: str, kind: str, kinds_of: dict[tuple[str, ...], set[str]]) -> None:
    assert kinds_of.get(tuple(tokenise(written).lowers)) == {kind}


def test_ordinary_words_are_left_alone(kinds_of: dict[tuple[str, ...], set[str]]) -> None:
    assert sorted(word for word in ORDINARY if (word,) in kinds_of) == []


def test_refinements_name_kinds_that_exist(knowledge: Knowledge) -> None:
    """A kind that refines a trigger and that no word has would never do so."""
    kinds = {entry.kind for entry in knowledge.means}
    assert {kind for row in knowledge.refinements for kind in row.means} <= kinds


def test_vehicles_are_platforms(knowledge: Knowledge) -> None:
    mentions = {entry.kind: entry.mention for entry in knowledge.means}
    assert {mentions[kind] for kind in ("tank", "aircraft", "drone", "helicopter", "ship", "truck")} == {"platform"}
    assert {mentions[kind] for kind in ("rocket", "mortar", "bomb", "small_arms", "chemical_agent")} == {"weapon"}
