from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.gazetteer.geometry import Area, bearing_of, moved, polygon, sector, shape
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.sphere import kilometres

RELATIONS = ("in", "near", "at", "edge_of", "part_of", "direction_from", "between", "along", "around", "along_road")


def place(gazetteer: Gazetteer, name: str, level: str | None = None) -> PlaceRow:
    rows = (gazetteer.place(row) for row in gazetteer.strict(name))
    return next(row for row in rows if level is None or row.level == level)


def corners(area: Area) -> list[tuple[float, float]]:
    assert area.geometry is not None
    found = area.geometry["coordinates"]
    if area.geometry["type"] == "Polygon":
        found = found[0]
    return [(lat, lon) for lon, lat in found]


def test_the_western_gates_lie_west(gazetteer: Gazetteer) -> None:
    area = shape("edge_of", [place(gazetteer, "Maskanah")], "western")
    assert area.lat == pytest.approx(35.97, abs=0.1)
    assert 37.85 < area.lon < 38.035


def test_the_edge_without_a_side_is_all_around(gazetteer: Gazetteer) -> None:
    town = place(gazetteer, "Maskanah")
    area = shape("edge_of", [town])
    assert (area.lat, area.lon) == (town.lat, town.lon)
    assert area.geometry is not None and area.precision == 2


def test_the_eastern_countryside_is_an_area_in_the_east(gazetteer: Gazetteer) -> None:
    province = place(gazetteer, "Aleppo Province")
    area = shape("part_of", [province], "eastern")
    assert area.geometry is not None and area.geometry["type"] == "Polygon"
    assert area.lon > province.lon + 0.2 and area.lat == pytest.approx(province.lat, abs=0.1)
    assert area.precision == 4
    around = shape("part_of", [place(gazetteer, "Homs")], "eastern")
    assert around.precision == 2 and around.lon > place(gazetteer, "Homs").lon


def test_an_outline_is_cut(layered: Gazetteer) -> None:
    plain = place(layered, "Mithal Plain")
    area = shape("part_of", [plain], "northern")
    assert all(35.9 <= lat <= 36.1 + 1e-6 and 37.9 - 1e-6 <= lon <= 38.1 + 1e-6 for lat, lon in corners(area))
    assert area.lat > plain.lat
    assert shape("in", [plain]).geometry == polygon(plain.outline)


def test_the_middle_is_smaller_than_the_whole(gazetteer: Gazetteer) -> None:
    homs = place(gazetteer, "Homs")
    area = shape("part_of", [homs], "central")
    assert area.geometry is not None
    assert area.radius_km < homs.radius_km and area.precision == 1


def test_a_road_follows_its_towns(layered: Gazetteer) -> None:
    ends = [place(layered, "Palmyra"), place(layered, "Damascus")]
    road = layered.road("Damascus", "Palmyra")
    area = shape("along_road", ends, road=road)
    assert area.geometry is not None and area.geometry["type"] == "LineString"
    assert area.geometry["coordinates"] == [[38.28, 34.56], [36.69, 33.64], [36.29, 33.51]]
    assert shape("along_road", [], road=road).geometry is not None
    straight = shape("along_road", ends)
    assert straight.geometry is not None and len(straight.geometry["coordinates"]) == 2


def test_so_many_km_in_a_direction(gazetteer: Gazetteer) -> None:
    homs = place(gazetteer, "Homs")
    area = shape("direction_from", [homs], "north-east", 30)
    assert kilometres(homs.lat, homs.lon, area.lat, area.lon) == pytest.approx(30, abs=0.1)
    assert area.lat > homs.lat and area.lon > homs.lon
    assert shape("direction_from", [homs], "south").geometry is not None


def test_a_triangle_of_three(gazetteer: Gazetteer) -> None:
    area = shape("between", [place(gazetteer, name) for name in ("Homs", "Hama", "Salamiyah")])
    assert area.geometry is not None
    around = shape("around", [place(gazetteer, name) for name in ("Homs", "Hama", "Salamiyah")])
    assert around.geometry is not None and around.geometry["type"] == "Polygon"


def test_a_town_itself_is_a_point(gazetteer: Gazetteer) -> None:
    homs = place(gazetteer, "Homs")
    assert shape("in", [homs]) == Area(homs.lat, homs.lon, homs.radius_km, None, 1)
    assert shape("in", [place(gazetteer, "Syria")]).precision == 6


def test_no_place_no_area() -> None:
    with pytest.raises(ValueError, match="at least one place"):
        shape("in", [])


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("direction", [None, "western", "central", "nonsense"])
@pytest.mark.parametrize("km", [None, 12.0])
def test_every_relation_holds_its_geometry(
    gazetteer: Gazetteer, relation: str, direction: str | None, km: float | None
) -> None:
    for names in (["Homs"], ["Homs", "Palmyra"], ["Aleppo Province"], ["Syria"]):
        area = shape(relation, [place(gazetteer, name) for name in names], direction, km)
        assert area.radius_km > 0 and 1 <= area.precision <= 7
        if area.geometry is not None:
            reach = area.radius_km * 1.02 + 0.1
            assert all(kilometres(area.lat, area.lon, *corner) <= reach for corner in corners(area))


@pytest.mark.parametrize(
    ("word", "degrees"),
    [("west", 270), ("Western", 270), ("north-eastern", 45), ("SE", 135), ("southwards", 180), ("northernmost", 0)],
)
def test_directions_as_written(word: str, degrees: float) -> None:
    assert bearing_of(word) == degrees
    assert bearing_of("sideways") is None
    assert bearing_of(None) is None


SPOTS = st.tuples(st.floats(-70, 70), st.floats(-179, 179))


@given(SPOTS, st.floats(0, 359), st.floats(0.1, 500))
def test_a_move_is_as_long_as_it_says(spot: tuple[float, float], bearing: float, km: float) -> None:
    lat, lon = moved(*spot, bearing, km)
    assert kilometres(*spot, lat, lon) == pytest.approx(km, rel=0.01, abs=0.01)


@given(SPOTS, st.floats(0, 359), st.floats(10, 80), st.floats(1, 200))
def test_polygons_close_and_turn_left(spot: tuple[float, float], bearing: float, half: float, km: float) -> None:
    ring = polygon(sector(*spot, bearing, half, km))["coordinates"][0]
    assert ring[0] == ring[-1] and len(ring) >= 4
    if max(x for x, _ in ring) - min(x for x, _ in ring) < 180:
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) >= -1e-6
