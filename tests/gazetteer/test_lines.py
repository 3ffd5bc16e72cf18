from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.gazetteer.geometry import DEFAULTS, beside, common_border
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.lines import halfway, nearby, stretch, strip
from contested.gazetteer.sphere import kilometres
from contested.knowledge.schema import RoadEntry, Stop

POINTS = st.lists(st.tuples(st.floats(-60, 60), st.floats(-170, 170)), min_size=2, max_size=8)
RIVER = RoadEntry(
    id="river", name="Mithal", country="SY", kind="river",
    stop=[Stop(name=str(i), lat=35.0, lon=38.0 + i / 2) for i in range(8)],
)  # fmt: skip


@given(POINTS)
def test_halfway_lies_on_the_way(points: list[tuple[float, float]]) -> None:
    lat, lon = halfway(points)
    assert min(p[0] for p in points) - 1e-5 <= lat <= max(p[0] for p in points) + 1e-5
    assert min(p[1] for p in points) - 1e-5 <= lon <= max(p[1] for p in points) + 1e-5


@given(POINTS, POINTS, st.floats(1, 500))
def test_what_is_near_is_part_of_the_line(
    line: list[tuple[float, float]], about: list[tuple[float, float]], reach: float
) -> None:
    found = nearby(line, about, reach)
    assert found and all(point in line for point in found)
    assert nearby(line, [], reach) == line


def test_a_stretch_runs_from_the_first_end_to_the_last() -> None:
    stops = [(35.0, 38.0), (35.0, 39.0), (35.0, 40.0)]
    assert stretch(stops, [(35.0, 40.1), (35.0, 38.9)]) == [(35.0, 40.0), (35.0, 39.0)]


def test_a_bank_lies_on_its_side() -> None:
    north = beside(RIVER, "northern")
    assert north.lat > 35.0 and north.geometry is not None and north.geometry["type"] == "Polygon"
    assert beside(RIVER, "southern").lat < 35.0
    line = beside(RIVER)
    assert line.lat == pytest.approx(35.0) and line.precision == 5
    assert beside(RIVER, None, [(35.0, 38.1)]).radius_km < line.radius_km / 2
    assert len(strip([(35.0, 38.0), (35.0, 39.0)], 0.0, DEFAULTS["bank"])) == 4


def test_two_divisions_meet_between_their_middles(gazetteer: Gazetteer) -> None:
    found = [gazetteer.place(gazetteer.strict(name)[0]) for name in ("Aleppo Governorate", "Raqqa Governorate")]
    area = common_border(*found)
    assert found[0].lon < area.lon < found[1].lon and area.precision == 5
    assert area.geometry is not None
    corners = area.geometry["coordinates"][0]
    assert max(kilometres(area.lat, area.lon, lat, lon) for lon, lat in corners) <= area.radius_km + 0.1


def test_rivers_and_borders_are_found_by_country() -> None:
    from contested.reading.compile import known_places

    roads = Gazetteer.open(**known_places([])).roads
    here, there = roads.river("Euphrates River", "SY"), roads.river("the Euphrates", "IQ")
    assert here is not None and here.id == "sy-euphrates"
    assert there is not None and there.id == "iq-euphrates"
    border = roads.border("TR", "SY")
    assert border is not None and border == roads.border("SY", "TR")
    assert roads.border("SY", "MM") is None
    assert roads.named("Euphrates") is None, "a river is no road"
