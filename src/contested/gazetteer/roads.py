"""Roads by name, by two towns, or by a name made of two towns ("the Damascus-Palmyra highway")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from contested.gazetteer.keys import strict_key
from contested.gazetteer.layer import Layer
from contested.gazetteer.rows import PlaceRow
from contested.knowledge.schema import RoadEntry

ROAD = re.compile(r"^the\s+|\s+(?:main\s+|international\s+)?(?:road|highway|motorway|route|axis|line)$", re.IGNORECASE)
ENDS = re.compile(r"\s*[-–—/]\s*(?=[A-Z])(?<![Aa]l-)(?<!ez-)|\s+(?:to|and)\s+")
SAME_SPOT = 0.1  # degrees: a place this near a stop is the stop


class Roads:
    """All roads of all layers; ``bearers`` gives the foremost places that bear a name."""

    def __init__(self, layers: Sequence[Layer], bearers: Callable[[str], list[PlaceRow]]) -> None:
        self.by_name = roads_by_name(layers)
        self.bearers = bearers

    def named(self, name: str) -> RoadEntry | None:
        """A road by its name or by the towns in its name."""
        known = self.by_name.get(strict_key(name))
        ends = ENDS.split(ROAD.sub("", name).strip()) if known is None else []
        return self.between(*ends) if len(ends) == 2 and all(ends) else known

    def between(self, one: str, other: str) -> RoadEntry | None:
        """The road that passes both towns with the fewest stops between them."""
        passed = [(self.stop(road, one), self.stop(road, other), road) for road in self.by_name.values()]
        found = [(abs(i - j), road.id, road) for i, j, road in passed if i is not None and j is not None and i != j]
        return min(found, key=lambda item: item[:2])[2] if found else None

    def stop(self, road: RoadEntry, town: str) -> int | None:
        """Which stop of a road a town is: by its name, or by where the places so called lie."""
        key = strict_key(town)
        for i, stop in enumerate(road.stop):
            if strict_key(stop.name) == key:
                return i
        places = self.bearers(town)
        for i, stop in enumerate(road.stop):
            if any(abs(p.lat - stop.lat) < SAME_SPOT and abs(p.lon - stop.lon) < SAME_SPOT for p in places):
                return i
        return None


def roads_by_name(layers: Sequence[Layer]) -> dict[str, RoadEntry]:
    """All roads of all layers by the strict keys of their names; later layers win."""
    roads: dict[str, RoadEntry] = {}
    for layer in layers:
        for road in msgspec.json.decode(layer.extra, type=list[RoadEntry] | None) or ():
            for name in (road.name, *road.aliases):
                roads[strict_key(name)] = road
    return roads
