"""Cells of any points: they do not overlap, fill the reach of their points, and share their edges."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon

from contested.control.cells import divide

REACH = 10.0
POINTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=25)


@given(spots=POINTS)
@settings(max_examples=60, deadline=None)
def test_cells_fill_the_reach_of_their_points_without_overlap(spots: list[tuple[int, int]]) -> None:
    cells, edges = divide(np.array(spots, dtype=float), REACH)
    shapes = [Polygon(cell) for cell in cells if len(cell)]
    discs = shapely.union_all([shapely.Point(spot).buffer(REACH, quad_segs=16) for spot in spots])
    assert len(shapes) == len(set(spots))
    assert all(shape.is_valid for shape in shapes)
    # without a grid GEOS loses shapes whose corners lie a hair apart
    whole = shapely.union_all(shapes, grid_size=1e-6)
    assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, rel=1e-6)
    assert whole.area == pytest.approx(discs.area, rel=1e-2)
    for edge in edges:
        one, other = np.array(spots[edge.one]), np.array(spots[edge.other])
        for end in edge.ends:
            assert np.linalg.norm(end - one) == pytest.approx(np.linalg.norm(end - other), abs=1e-6)
        line = LineString(edge.ends)
        # where an edge ends on the discs, these are polygons that do not meet exactly
        assert shapely.dwithin(Polygon(cells[edge.other]), line, 0.01 * REACH)


def test_no_points_have_no_cells() -> None:
    assert divide(np.zeros((0, 2)), REACH) == ([], [])
