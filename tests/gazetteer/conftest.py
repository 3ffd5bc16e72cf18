"""The compiled index, once for all tests, in the cache folder; and a small layer of made-up places upon it."""

from __future__ import annotations

import pytest

from contested.gazetteer.index import Gazetteer
from contested.knowledge.schema import PlaceEntry, RoadEntry, Stop

PLACES = (
    PlaceEntry(
        id="test-plain",
        name="Mithal Plain",
        level="region",
        country="SY",
        lat=36.0,
        lon=38.0,
        radius_km=12.0,
        outline=[(35.9, 37.9), (35.9, 38.1), (36.1, 38.1), (36.1, 37.9)],
    ),
    PlaceEntry(id="test-khirbat", name="Khirbat al-Mithal", level="settlement", country="SY", lat=35.9, lon=38.0),
    PlaceEntry(
        id="test-maskanah", name="Maskanah", level="settlement", country="SY", lat=35.966, lon=38.04, admin1="Aleppo"
    ),
)
ROADS = (
    RoadEntry(
        id="test-road",
        name="Damascus-Palmyra highway",
        country="SY",
        aliases=["Mithal road"],
        stop=[
            Stop(name="Damascus", lat=33.51, lon=36.29),
            Stop(name="Dumayr", lat=33.64, lon=36.69),
            Stop(name="Palmyra", lat=34.56, lon=38.28),
        ],
    ),
)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The base layer alone."""
    return Gazetteer.open()


@pytest.fixture(scope="session")
def layered(gazetteer: Gazetteer) -> Gazetteer:
    """The base layer with places and a road of our own."""
    return Gazetteer.open(places=PLACES, roads=ROADS)
