"""Roads by name, by two towns, or by a name made of two towns; rivers by name; borders by the countries they divide."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

import msgspec

from contested.gazetteer.keys import strict_key
from contested.gazetteer.layer import Layer
from contested.gazetteer.rows import PlaceRow
from contested.knowledge.schema import RoadEntry

ROAD = re.compile(r"^the\s+|\s+(?:main\s+|international\s+)?(?:road|highway|motorway|route|axis|line)$", re.IGNORECASE)
CODE = re.compile(r"^[A-Z]{1,2}-?\d{1,4}\s+(?=\w)")  # "the T-0401 Pokrovske-Huliaipole highway"
RIVER = re.compile(r"\s+river$|^river\s+", re.IGNORECASE)
ENDS = re.compile(r"\s*[-–—/]\s*(?=[A-Z])(?<![Aa]l-)(?<!ez-)|\s+(?:to|and)\s+")
SAME_SPOT = 0.1  # degrees: a place this near a stop is the stop


class Roads:
    """All roads, rivers and borders of all layers; ``bearers`` gives the foremost places that bear a name."""

    def __init__(self, layers: Sequence[Layer], bearers: Callable[[str], list[PlaceRow]]) -> None:
        self.lines = lines_of(layers)
        self.by_name: dict[str, list[RoadEntry]] = defaultdict(list)
        for line in self.lines:
            for name in dict.fromkeys((line.name, *line.aliases)):
                self.by_name[strict_key(name)].append(line)
        self.roads = [line for line in self.lines if line.kind == "road"]
        self.bearers = bearers

    def named(self, name: str) -> RoadEntry | None:
        """A road by its name or by the towns in its name."""
        for key in (strict_key(name), strict_key(ROAD.sub("", name))):
            known = [line for line in self.by_name.get(key, ()) if line.kind == "road"]
            if known:
                return known[-1]
        ends = ends_of(name)
        return self.between(*ends) if ends is not None else None

    def between(self, one: str, other: str) -> RoadEntry | None:
        """The road that passes both towns with the fewest stops between them."""
        passed = [(self.stop(road, one), self.stop(road, other), road) for road in self.roads]
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

    def river(self, name: str, country: str | None) -> RoadEntry | None:
        """A river by its name: the part of it in the country that a report is about, where it crosses several."""
        known = [line for line in self.by_name.get(strict_key(RIVER.sub("", name)), ()) if line.kind == "river"]
        here = [line for line in known if line.country == country]
        return next(iter(here or known), None)

    def border(self, country: str, beyond: str) -> RoadEntry | None:
        """The border of two countries (ISO alpha-2), in either order."""
        sides = {country, beyond}
        borders = (line for line in self.lines if line.kind == "border")
        return next((line for line in borders if {line.country, line.beyond} == sides), None)


def ends_of(name: str) -> tuple[str, str] | None:
    """The two towns that a road is called by ("the Damascus-Palmyra highway"), None where it is not called so."""
    ends = ENDS.split(CODE.sub("", ROAD.sub("", name).strip()))
    return (ends[0], ends[1]) if len(ends) == 2 and all(ends) else None


def lines_of(layers: Sequence[Layer]) -> list[RoadEntry]:
    """All lines of all layers; one of a later layer takes the place of one with its id."""
    lines: dict[str, RoadEntry] = {}
    for layer in layers:
        for line in msgspec.json.decode(layer.extra, type=list[RoadEntry] | None) or ():
            lines[line.id] = line
    return list(lines.values())
