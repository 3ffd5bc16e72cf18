"""The land of every war can be drawn, of whatever shapes it is made."""

from __future__ import annotations

import pytest
import shapely

from contested.control.tessellation import land
from contested.publish.figures.chart import polygons


@pytest.mark.parametrize("country", sorted(land()))
def test_land_is_drawn_as_polygons_and_loses_no_area(country: str) -> None:
    shape = land()[country]
    found = polygons(shape)
    assert found and all(isinstance(part, shapely.Polygon) for part in found)
    assert sum(part.area for part in found) == pytest.approx(shape.area)


def test_shapes_within_shapes_are_taken_apart() -> None:
    one, other = shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)
    line = shapely.LineString([(0, 0), (5, 5)])
    nested = shapely.GeometryCollection([shapely.MultiPolygon([one, other]), line])
    assert polygons(nested) == [one, other]
