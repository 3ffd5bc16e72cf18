"""What must hold for every place and road that we wrote down by hand: a slip of a digit lands in another country."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import contested.gazetteer
from contested.gazetteer.keys import strict_key
from contested.knowledge.load import load
from contested.knowledge.schema import PlaceEntry, RoadEntry
from contested.knowledge.tables import Knowledge

DATA = Path(contested.gazetteer.__file__).parent / "data"
KM_PER_DEGREE = 111.2
#: how many radii of a circle of a country's or division's area its farthest corner may be away
STRETCH = 2.6
MARGIN_KM = 40.0
LONGEST_LEG_KM = 330.0
#: from which two villages of one name in one country are told apart by what stands around them in a report
APART_KM = 25.0
#: names that an actor or a common word shares with a place that reports mean no less often
SHARED = frozenset(("ssc khatumo", "taqaddum", "sabri", "naf", "mazloum", "gina", "progress", "tina", "iss", "nasir"))
LEVELS_OF_ONE_NAME = {frozenset(("settlement", "facility")), frozenset(("settlement", "admin2"))}

Point = tuple[float, float]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load()


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance (haversine) between two (lat, lon) points in degrees."""
    (lat1, lon1), (lat2, lon2) = ((math.radians(x), math.radians(y)) for x, y in (one, other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reach(row: dict[str, str]) -> tuple[Point, float]:
    """A country's or division's centre, and how far in km a place of it may be from there."""
    return (float(row["lat"]), float(row["lon"])), STRETCH * float(row["radius_km"]) + MARGIN_KM


def names_of(entry: PlaceEntry | RoadEntry) -> set[str]:
    return {strict_key(name) for name in (entry.name, *entry.aliases)}


def clashes(entries: Iterable[PlaceEntry]) -> Iterator[tuple[str, str, str]]:
    """Names that two places of one country share, but for villages far apart and a town and what is named after it."""
    owners: dict[tuple[str, str], list[PlaceEntry]] = defaultdict(list)
    for entry in entries:
        for name in names_of(entry):
            owners[entry.country, name].append(entry)
    for (_, name), found in owners.items():
        for one, other in pairwise(found):
            apart = distance_km((one.lat, one.lon), (other.lat, other.lon))
            if {one.level, other.level} == {"settlement"} and apart >= APART_KM:
                continue
            if not (apart < 40 and frozenset((one.level, other.level)) in LEVELS_OF_ONE_NAME):
                yield name, one.id, other.id


def test_every_war_has_places(knowledge: Knowledge) -> None:
    ours = {entry.country for entry in knowledge.places}
    assert {"SY", "UA", "IQ", "PS", "IL", "LB", "YE", "LY", "SD", "ET", "ML", "CD", "MM", "AZ", "AF"} <= ours


def test_places_lie_in_their_country(knowledge: Knowledge) -> None:
    """Or in a division of it, for a country that is wide and flat: those are tested below."""
    countries = {row["iso2"]: reach(row) for row in rows("countries.csv")}
    strays = []
    for place in [place for place in knowledge.places if place.admin1 is None or place.level == "admin1"]:
        centre, limit = countries[place.country]
        if distance_km(centre, (place.lat, place.lon)) > limit:
            strays.append(place.id)
    assert strays == []


def test_places_lie_in_their_division(knowledge: Knowledge) -> None:
    divisions = {(row["country"], row["name"]): reach(row) for row in rows("admin1.csv")}
    strays = []
    for place in knowledge.places:
        if place.admin1 is None or place.level == "admin1":
            continue
        centre, limit = divisions[place.country, place.admin1]
        if distance_km(centre, (place.lat, place.lon)) > limit + (place.radius_km or 0):
            strays.append((place.id, place.admin1))
    assert strays == []


def test_no_name_means_two_places_of_one_country(knowledge: Knowledge) -> None:
    assert list(clashes(knowledge.places)) == []


def common_words(knowledge: Knowledge) -> set[str]:
    """The words of the reader's own lists, the given names it knows and what actors are called, as keys of names."""
    (persons,) = knowledge.persons
    words = [word for noun in knowledge.nouns for word in noun.words]
    words += [word for trigger in knowledge.triggers for word in (*trigger.verbs, *trigger.nouns)]
    words += [word for entry in (*knowledge.classes, *knowledge.means) for word in entry.words]
    words += [word for cue in knowledge.cues for group in cue.grammar.values() for word in group]
    words += [name for actor in knowledge.actors for name in (actor.name, *actor.aliases, *actor.leaders)]
    return {strict_key(word) for word in (*words, *persons.given)}


def test_no_place_is_called_as_a_person_an_actor_or_a_common_word(knowledge: Knowledge) -> None:
    """ "Nadiia" alone is a woman, "Hadid" iron: what is called so stands with its kind or where it lies."""
    words = common_words(knowledge) - SHARED
    assert {place.id: names for place in knowledge.places if (names := names_of(place) & words)} == {}


def test_every_place_says_how_precise_it_is(knowledge: Knowledge) -> None:
    assert [place.id for place in knowledge.places if place.radius_km is None] == []


def test_names_leave_something_to_find(knowledge: Knowledge) -> None:
    entries: list[PlaceEntry | RoadEntry] = [*knowledge.places, *knowledge.roads]
    assert [entry.id for entry in entries if any(len(name) < 2 for name in names_of(entry))] == []
    assert [entry.id for entry in entries if any(name != name.strip() for name in entry.aliases)] == []


def test_outlines_lie_around_their_point(knowledge: Knowledge) -> None:
    for place in knowledge.places:
        if not place.outline:
            continue
        assert len(place.outline) >= 3, place.id
        lats, lons = zip(*place.outline, strict=True)
        assert min(lats) < place.lat < max(lats), place.id
        assert min(lons) < place.lon < max(lons), place.id
        farthest = max(distance_km((place.lat, place.lon), corner) for corner in place.outline)
        assert farthest < 3 * (place.radius_km or 1), place.id


def test_roads_are_sequences_of_towns_one_after_the_other(knowledge: Knowledge) -> None:
    for road in knowledge.roads:
        if road.kind == "border":
            continue  # a border may be straight for long
        assert len(road.stop) >= 2, road.id
        for one, other in pairwise(road.stop):
            leg = distance_km((one.lat, one.lon), (other.lat, other.lon))
            assert 1 < leg < LONGEST_LEG_KM, (road.id, one.name, other.name, round(leg))


def test_roads_do_not_run_to_and_fro(knowledge: Knowledge) -> None:
    for road in [road for road in knowledge.roads if road.kind == "road"]:
        points = [(stop.lat, stop.lon) for stop in road.stop]
        along = sum(distance_km(one, other) for one, other in pairwise(points))
        widest = max(distance_km(one, other) for one in points for other in points)
        assert along < 1.9 * widest, (road.id, round(along), round(widest))


def test_no_name_means_two_roads(knowledge: Knowledge) -> None:
    """The gazetteer looks roads up by name alone, whatever the country."""
    owner: dict[str, str] = {}
    for road in knowledge.roads:
        if road.kind == "river":
            continue  # one that crosses two countries is an entry in each
        for name in names_of(road):
            assert owner.setdefault(name, road.id) == road.id, name


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Damascus to Palmyra highway", (34.0, 37.3)),
        ("Maskanah Plains", (36.0, 38.0)),
        ("al-Rahba", (33.7, 37.1)),
        ("East Qalamoun", (33.85, 37.0)),
        ("Syrian desert", (34.3, 38.8)),
        ("Azovstal", (47.1, 37.6)),
        ("Camp Speicher", (34.67, 43.54)),
        ("Zamzam camp", (13.49, 25.31)),
        ("National Penitentiary", (18.54, -72.34)),
        ("Toussaint Louverture", (18.58, -72.29)),
        ("Lungi", (8.61, -13.2)),
        ("Kissy", (8.47, -13.19)),
        ("Mamba Point", (6.32, -10.81)),
        ("PK12", (4.44, 18.54)),
        ("Barlonyo", (2.38, 32.92)),
        ("Tirah", (33.75, 70.9)),
        ("Camp Abubakar", (7.54, 124.4)),
        ("Markale", (43.86, 18.43)),
        ("Račak", (42.43, 21.02)),
        ("Diallassagou", (13.74, -3.62)),
        ("Um Sumayma", (13.0, 29.15)),
        ("Lofa County", (8.1, -9.8)),
    ],
)
def test_names_of_the_reports_are_known(knowledge: Knowledge, name: str, near: Point) -> None:
    places = [[(p.lat, p.lon)] for p in knowledge.places if strict_key(name) in names_of(p)]
    roads = [[(s.lat, s.lon) for s in road.stop] for road in knowledge.roads if strict_key(name) in names_of(road)]
    (points,) = places + roads
    assert min(distance_km(point, near) for point in points) < 60
