"""What must hold of the actors and sides that come with the package."""

from __future__ import annotations

import itertools
from collections import defaultdict

import pytest

from contested.knowledge import Knowledge, load
from contested.knowledge.schema import Conflict

LEAST_ACTORS = 200
LEAST_BY_COUNTRY = {
    "SY": 90, "IQ": 30, "UA": 30, "RU": 20, "SD": 20, "SS": 6, "PS": 15, "IL": 10, "LB": 8, "IR": 10, "YE": 20,
    "LY": 20, "MM": 30, "ET": 12, "SO": 10, "ML": 20, "BF": 8, "NE": 8, "NG": 8, "CF": 8, "CD": 25, "AM": 5, "AZ": 7,
    "AF": 15,
}  # fmt: skip
SYRIAN_SIDES = {
    "syrian-government",
    "syrian-opposition",
    "islamic-state",
    "syrian-democratic-forces",
    "turkey-and-allies",
    "us-led-coalition",
}
# Machado, Oliveira, Fernandes 2009, table of matrices, deuteranomaly of severity 1.0, for linear RGB.
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
LEAST_COLOUR_DISTANCE = 14.0


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def test_there_are_enough_actors_in_every_war(knowledge: Knowledge) -> None:
    by_country: dict[str, int] = defaultdict(int)
    for actor in knowledge.actors:
        for country in actor.countries:
            by_country[country] += 1
    assert len(knowledge.actors) >= LEAST_ACTORS
    assert {code: by_country[code] for code, least in LEAST_BY_COUNTRY.items() if by_country[code] < least} == {}


def test_every_side_of_every_conflict_has_an_actor(knowledge: Knowledge) -> None:
    taken = {(member.conflict, member.side) for actor in knowledge.actors for member in actor.member}
    sides = {(conflict.id, side.id) for conflict in knowledge.conflicts for side in conflict.side}
    assert sides - taken == set()


@pytest.mark.parametrize(
    ("actor_id", "name", "parent"),
    [
        ("islamic-state", "Islamic State", None),
        ("syrian-army", "Syrian Arab Army", "government-of-syria"),
        ("government-of-syria", "Government of Syria", None),
        ("tiger-forces", "Tiger Forces", "syrian-army"),
        ("free-syrian-army", "Free Syrian Army", None),
    ],
)
def test_ids_that_other_rooms_rely_on(knowledge: Knowledge, actor_id: str, name: str, parent: str | None) -> None:
    actor = next(actor for actor in knowledge.actors if actor.id == actor_id)
    assert (actor.name, actor.parent) == (name, parent)


def test_the_syrian_sides(knowledge: Knowledge) -> None:
    syria = next(conflict for conflict in knowledge.conflicts if conflict.id == "syria")
    assert {side.id for side in syria.side} == SYRIAN_SIDES


def test_no_label_is_a_name(knowledge: Knowledge) -> None:
    names = {name.casefold() for actor in knowledge.actors for name in (actor.name, *actor.aliases)}
    labels = {label.text.casefold() for actor in knowledge.actors for label in actor.label}
    assert labels & names == set()


def test_every_label_has_a_neutral_reading(knowledge: Knowledge) -> None:
    assert [(actor.id, label.text) for actor in knowledge.actors for label in actor.label if not label.neutral] == []


def test_a_name_stands_for_one_actor_in_a_country(knowledge: Knowledge) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor in knowledge.actors:
        for name in (actor.name, *actor.aliases):
            for country in actor.countries or ["*"]:
                owners[name, country].add(actor.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_names_are_not_words_that_anybody_may_be_called(knowledge: Knowledge) -> None:
    common = {"army", "rebels", "government", "government forces", "militants", "troops", "opposition", "terrorists"}
    common |= {"coalition", "regime", "police", "security forces", "the army", "soldiers", "mercenaries", "separatists"}
    names = {name.casefold() for actor in knowledge.actors for name in (actor.name, *actor.aliases)}
    assert names & common == set()


def test_a_country_has_one_present_government(knowledge: Knowledge) -> None:
    states: dict[str, list[str]] = defaultdict(list)
    for actor in knowledge.actors:
        if actor.kind == "government" and actor.id.startswith("government-of-") and actor.to is None:
            states[actor.countries[0]].append(actor.id)
    assert {country: ids for country, ids in states.items() if len(ids) > 1 and country not in {"LY"}} == {}


def test_sides_can_be_told_apart_by_the_colour_blind(knowledge: Knowledge) -> None:
    near = [
        (conflict.id, first, second, round(distance, 1))
        for conflict in knowledge.conflicts
        for first, second, distance in _distances(conflict)
        if distance < LEAST_COLOUR_DISTANCE
    ]
    assert near == []


def _distances(conflict: Conflict) -> list[tuple[str, str, float]]:
    return [
        (a.id, b.id, min(_distance(_lab(a.colour), _lab(b.colour)), _distance(_seen(a.colour), _seen(b.colour))))
        for a, b in itertools.combinations(conflict.side, 2)
    ]


def _distance(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5


def _linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def _seen(colour: str) -> tuple[float, ...]:
    rgb = _linear(colour)
    return _to_lab(tuple(sum(m * c for m, c in zip(row, rgb, strict=True)) for row in DEUTERANOPIA))


def _lab(colour: str) -> tuple[float, ...]:
    return _to_lab(_linear(colour))


def _to_lab(rgb: tuple[float, ...]) -> tuple[float, ...]:
    red, green, blue = (min(max(part, 0.0), 1.0) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
