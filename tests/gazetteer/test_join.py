"""A user's places beside those of the layers below: one place is one row, a division is no town."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.join import Joiner
from contested.gazetteer.rows import Entry

TOWN = Entry(
    id="pcode:C1", names=("Kafr Zeita", "كفر زيتا"), level="settlement", country="SY", lat=35.37, lon=36.60,
    importance=2.5, admin1="Hamah", ids=(("pcode", "C1"),),
)  # fmt: skip


@pytest.fixture
def joiner(gazetteer: Gazetteer) -> Joiner:
    return Joiner(gazetteer, tolerant=True)


@pytest.fixture(scope="module")
def joined(gazetteer: Gazetteer) -> Joiner:
    return Joiner(gazetteer, tolerant=False)


def test_a_town_in_another_spelling_is_the_one_below(joiner: Joiner) -> None:
    joined = joiner.join(TOWN)
    ids = dict(joined.ids)
    assert ids["pcode"] == "C1" and f"geonames:{ids['geonames']}" in {
        joiner.below.place(row).id for row, replaced in enumerate(joiner.replaced) if replaced
    }
    assert joined.population > 10_000 and joined.importance > 4 and joined.source == "user"
    assert joined.names[:2] == TOWN.names and "Kafr Zaytā" in joined.names
    assert joined.admin1 == "Hama"


def test_a_town_of_that_name_elsewhere_is_another(joiner: Joiner) -> None:
    joined = joiner.join(TOWN._replace(lat=33.0))
    assert sum(joiner.replaced) == 0 and joined.names == TOWN.names and joined.importance == 2.5


@pytest.mark.parametrize("level", ["facility", "natural", "admin2"])
def test_another_kind_of_place_is_another(joiner: Joiner, level: str) -> None:
    joiner.join(TOWN._replace(level=level))
    assert sum(joiner.replaced) == 0


def test_a_division_takes_over_the_one_below_and_leaves_the_name_to_its_town(joiner: Joiner) -> None:
    idleb = Entry(
        id="pcode:SY07", names=("Idleb", "إدلب"), level="admin1", country="SY", lat=35.85, lon=36.57, importance=6.0,
        admin1="Idleb", outline=((35.0, 36.0), (36.0, 36.0), (36.0, 37.0)), radius_km=40.0, ids=(("pcode", "SY07"),),
    )  # fmt: skip
    joined = joiner.join(idleb)
    assert sum(joiner.replaced) == 1
    assert (joined.admin1, joined.names[0]) == ("Idlib", "Idleb Governorate")
    assert {"Idleb", "Idlib", "إدلب"} <= set(joined.secondary)
    assert (joined.radius_km, joined.outline) == (40.0, idleb.outline)


def test_a_district_leaves_its_name_to_its_town(joiner: Joiner) -> None:
    ariha = TOWN._replace(names=("Ariha",), level="admin2", lat=35.77, lon=36.56, admin2="Ariha", ids=())
    joined = joiner.join(ariha)
    assert joined.names == ("Ariha District",) and joined.secondary == ("Ariha",)


def test_a_division_that_no_layer_knows_keeps_its_name(joiner: Joiner) -> None:
    assert joiner.join(TOWN._replace(admin1="Qwrtzplk")).admin1 == "Qwrtzplk"


@given(row=st.integers(0, 200_000), north=st.floats(-0.099, 0.099), east=st.floats(-0.099, 0.099))
def test_no_place_near_a_row_below_is_passed_over(
    gazetteer: Gazetteer, joined: Joiner, row: int, north: float, east: float
) -> None:
    place = gazetteer.place(row)
    assert joined.neighboured(TOWN._replace(lat=place.lat + north, lon=place.lon + east))


def test_far_from_all_rows_nothing_is_looked_up(joined: Joiner) -> None:
    assert not joined.neighboured(TOWN._replace(lat=-55.0, lon=-130.0))
