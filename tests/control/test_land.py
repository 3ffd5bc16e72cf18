"""Land and fronts come from one geometry: they never disagree, and what has no word has no colour."""

from __future__ import annotations

from datetime import date, timedelta

import shapely
from grid import ARMY, GRID, STATE, ask, holds, ring
from shapely.geometry import shape

NEAR = 0.012  # degrees: lines are drawn to about a kilometre


def test_every_front_lies_between_coloured_land_of_its_two_sides() -> None:
    situation = ask(ring())
    held = {one.side: shape(one.geometry) for one in situation.land() if one.kind == "held"}
    assert set(held) == {ARMY, STATE}
    fronts = situation.fronts()
    assert fronts
    for front in fronts:
        line = shape(front.geometry)
        for side in front.sides:
            assert shapely.hausdorff_distance(line, shapely.intersection(line.buffer(0.2), held[side])) < 1.0
            assert all(shapely.dwithin(shapely.Point(at), held[side], 0.05) for at in line.coords)


def test_land_that_nobody_spoke_of_is_no_word_and_not_the_nearest_colour() -> None:
    rows = ask(ring()).land()
    (silent,) = (one for one in rows if one.kind == "no word")
    assert (silent.side, silent.level, silent.places) == (None, 0, ())
    assert shape(silent.geometry).contains(shapely.Point(36.8, 34.9))
    for one in rows:
        if one is not silent:
            assert shapely.area(shapely.intersection(shape(one.geometry), shape(silent.geometry))) < NEAR


def test_old_word_is_said_to_be_old_and_carries_no_front() -> None:
    later = (date(2017, 6, 1) + timedelta(days=250)).isoformat()
    situation = ask(ring(), later)
    assert situation.fronts() == []
    assert {one.kind for one in situation.land()} <= {"old word", "contested", "no word"}


def test_a_front_says_how_old_the_newest_word_along_it_is() -> None:
    told = [*ring(), holds("t03", "army", "2017-06-03")]
    fronts = ask(told, "2017-06-08").fronts()
    assert {front.newest for front in fronts} == {"2017-06-01", "2017-06-03"}
    ages = {stretch.days for front in fronts for stretch in front.stretches if "t03" in stretch.places}
    assert ages == {5}


def test_the_picture_is_land_and_fronts_as_one_collection() -> None:
    situation = ask(ring())
    found = situation.picture()
    layers = [feature["properties"]["layer"] for feature in found["features"]]
    assert layers == ["land"] * len(situation.land()) + ["front"] * len(situation.fronts())
    assert all(shapely.is_valid(shape(feature["geometry"])) for feature in found["features"])
    assert set(GRID) == {place for row in situation.land() for place in row.places}
