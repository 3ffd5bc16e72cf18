"""The divisions that a spot lies in, by the boundaries that a user's layers of the index of places have.

The packaged index has no boundaries of divisions; so codes of divisions come from the place itself or from a boundary
set that somebody added (OCHA's, say), and are empty otherwise.
"""

from __future__ import annotations

from functools import cached_property

import shapely

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import PlaceRow

LEVELS = ("admin1", "admin2")


class Divisions:
    """The divisions with an outline, looked up by a point."""

    def __init__(self, index: Gazetteer) -> None:
        self.index = index

    @cached_property
    def rows(self) -> tuple[PlaceRow, ...]:
        """Users' divisions that have an outline and a P-code, those of later layers first."""
        layers = [layer for layer in reversed(self.index.layers) if layer.size and layer.place(0).source == "user"]
        every = (layer.place(row) for layer in layers for row in range(layer.size))
        return tuple(place for place in every if place.level in LEVELS and len(place.outline) > 2 and place.pcode)

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Their outlines."""
        return shapely.STRtree([shapely.Polygon([(lon, lat) for lat, lon in row.outline]) for row in self.rows])

    def around(self, lat: float, lon: float) -> dict[str, PlaceRow]:
        """The division of each level that a spot lies in."""
        if not self.rows:
            return {}
        hits = self.tree.query(shapely.Point(lon, lat), predicate="intersects")
        found: dict[str, PlaceRow] = {}
        for at in sorted(int(hit) for hit in hits):
            found.setdefault(self.rows[at].level, self.rows[at])
        return found
