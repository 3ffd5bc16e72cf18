"""What a place that is asked for takes in: countries and divisions by their land and settlements, towns by a circle."""

from __future__ import annotations

import pytest

from contested.asking import area, meant
from contested.control.area import Area, Seeds
from contested.gazetteer.index import Gazetteer
from contested.reading.compile import known_places

SPOTS = {
    "Damascus": (33.51, 36.29), "Aleppo": (36.2, 37.16), "Qamishli": (37.05, 41.22), "Nusaybin": (37.07, 41.216),
    "the desert": (34.2, 39.6), "Beirut": (33.89, 35.5), "Maskanah": (36.0, 38.05), "Tabqa": (35.83, 38.55),
    "Bakhmut": (48.6, 38.0), "Simferopol": (44.95, 34.1), "Belgorod": (50.6, 36.6), "Berlin": (52.5, 13.4),
}  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(None, **known_places([]))


def asked(name: str, gazetteer: Gazetteer) -> Area:
    place = meant(name, gazetteer, {"SY", "UA"})
    assert place is not None
    return area(place, gazetteer)


@pytest.mark.parametrize(("name", "holds"), [
    ("Syria", {"Damascus", "Aleppo", "Qamishli", "the desert", "Maskanah", "Tabqa"}),
    ("Ukraine", {"Bakhmut", "Simferopol"}),
    ("Aleppo province", {"Aleppo", "Maskanah"}),
    ("Raqqa governorate", {"Tabqa"}),
    ("Donetsk Oblast", {"Bakhmut"}),
    ("Germany", {"Berlin"}),  # of no war: its settlements alone say where it is
    ("Aleppo", {"Aleppo"}),
])  # fmt: skip
def test_countries_and_divisions_reach_to_their_borders(name: str, holds: set[str], gazetteer: Gazetteer) -> None:
    found = asked(name, gazetteer)
    assert {spot for spot, at in SPOTS.items() if found.holds(*at)} == holds


def test_the_middle_of_a_country_lies_in_no_division(gazetteer: Gazetteer) -> None:
    syria, homs = asked("Syria", gazetteer), asked("Homs governorate", gazetteer)
    assert homs.holds(syria.lat, syria.lon)
    assert not homs.holds(syria.lat, syria.lon, "country")
    assert syria.holds(syria.lat, syria.lon, "country")


def test_a_name_that_no_place_bears_means_none(gazetteer: Gazetteer) -> None:
    assert meant("Qwrtplkjhgfd", gazetteer, {"SY"}) is None


@pytest.mark.parametrize("name", ["Qqqqville", "Kwoffelt", "Khkhkh"])
def test_what_only_sounds_a_little_alike_is_not_meant(name: str, gazetteer: Gazetteer) -> None:
    assert meant(name, gazetteer, {"SY", "UA"}) is None


@pytest.mark.parametrize(
    ("written", "id"), [("Maskana", "Maskanah"), ("Deir ez Zour", "Deir ez-Zor"), ("Izyumm", "Izyum")]
)
def test_a_slip_of_the_pen_is_still_understood(written: str, id: str, gazetteer: Gazetteer) -> None:
    found, right = (meant(name, gazetteer, {"SY", "UA"}) for name in (written, id))
    assert found is not None and right is not None
    assert found.id == right.id


def test_the_nearest_settlement_decides() -> None:
    seeds = Seeds.of([(0.5, 179.9, True), (0.5, 178.5, False)])
    assert seeds.nearest(0.5, 179.8)[1]
    assert not seeds.nearest(0.5, 178.6)[1]
    assert seeds.nearest(40.0, 0.0) == (float("inf"), False)
