"""What a relation to the places of a report describes on the map: which line, which other places it is told by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from contested.gazetteer.geometry import Area, beside, common_border, shape
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.lines import Point
from contested.gazetteer.rows import PlaceRow
from contested.knowledge.schema import RoadEntry
from contested.reading.names import Entity
from contested.reading.relations import Related, Relations
from contested.reading.tokens import Tokens

LINES: Final = frozenset(("along_road", "between", "along"))  # relations that a road may be the line of
SETTLED: Final = frozenset(("settlement", "neighbourhood", "facility"))
JOINED: Final = frozenset(("and", ",", "-", "–", "to"))


class Drawn(NamedTuple):
    """A relation as it can be drawn, its area (None for the place itself), and the known line that it follows."""

    related: Related
    area: Area | None
    line: RoadEntry | None = None


class Areas:
    """Draws relations to the places of one report, each once."""

    def __init__(self, gazetteer: Gazetteer, country: str | None) -> None:
        self.gazetteer, self.country = gazetteer, country
        self.drawn: dict[tuple[object, ...], Drawn] = {}

    def draw(self, related: Related, anchors: Sequence[PlaceRow], words: str, about: Sequence[Point]) -> Drawn:
        """The area of a relation to places; ``words`` name them, ``about``: where else the report is."""
        if related.relation == "in":
            return Drawn(related, None)
        key = (related, tuple([anchor.id for anchor in anchors]), words if related.relation in LINES else "")
        found = self.drawn.get(key)
        if found is None:
            found = self.drawn[key] = self._draw(related, anchors, words, about)
        return found

    def _draw(self, related: Related, anchors: Sequence[PlaceRow], words: str, about: Sequence[Point]) -> Drawn:
        if related.line and anchors:
            return self._line(related, anchors, about)
        road = self._road(related, anchors, words) if related.relation in LINES else None
        if not anchors:
            road = road if related.relation == "along_road" else None
            return Drawn(related, beside(road, None, about) if road is not None else None, road)
        if road is None and len(anchors) == 1 and related.relation in ("along_road", "between"):
            related = related._replace(relation="near")  # a line with no end
        return Drawn(related, shape(related.relation, anchors, related.direction, related.km, road), road)

    def _road(self, related: Related, anchors: Sequence[PlaceRow], words: str) -> RoadEntry | None:
        """The road by its name or its ends; what lies between towns lies along a road only where one is said."""
        if len(anchors) < 2:
            return self.gazetteer.road(words)
        return self.gazetteer.road(anchors[0].name, anchors[-1].name) if related.relation == "along_road" else None

    def _line(self, related: Related, anchors: Sequence[PlaceRow], about: Sequence[Point]) -> Drawn:
        """A bank of a river, or a border: of two countries where one is known, else of two divisions."""
        first = anchors[0]
        if related.line == "border":
            return self._border(related, anchors, about)
        river = self.gazetteer.roads.river(first.name, self.country) if first.level == "natural" else None
        if river is not None:
            return Drawn(related, beside(river, related.direction, about), river)
        plain = Related("part_of" if related.direction else "in", related.direction, related.extent)
        return Drawn(plain, shape(plain.relation, anchors[:1], plain.direction))

    def _border(self, related: Related, anchors: Sequence[PlaceRow], about: Sequence[Point]) -> Drawn:
        first, other = anchors[0], anchors[-1]
        if first.level == "country":
            beyond = other.country if other is not first else self.country
            line = self.gazetteer.roads.border(first.country, beyond) if beyond else None
            if line is not None:
                return Drawn(related, beside(line, None, about), line)
        if other is not first:
            return Drawn(related, common_border(first, other))
        near = Related("near" if first.level in SETTLED else "edge_of", None, "part")
        return Drawn(near, shape(near.relation, anchors[:1]))


class Company:
    """Which places of a report are told together: "between A and B", "the triangle of A, B and C".

    ``members``: by the first token of the first of them; ``absorbed``: the first tokens of the others.
    """

    def __init__(self, tokens: Tokens, relations: Relations, places: Sequence[Entity], wide: frozenset[int]) -> None:
        self.tokens, self.relations, self.places = tokens, relations, places
        self.members: dict[int, tuple[Entity, ...]] = {}
        self.absorbed: set[int] = set()
        for at, entity in enumerate(places):
            if entity.first not in self.absorbed and entity.first not in wide:
                self._gather(at, entity, wide)

    def _gather(self, at: int, entity: Entity, wide: frozenset[int]) -> None:
        between = self.relations.is_between(self.tokens.lowers, entity.first)
        if not between:
            return
        most = 2 if between == "between" else 4
        found = [entity]
        for after in self.places[at + 1 : at + most]:
            linked = self.tokens.lowers[found[-1].last : after.first]
            if not linked or not JOINED.issuperset(linked) or after.first in wide:
                break
            found.append(after)
        if len(found) > 1:
            self.members[entity.first] = tuple(found)
            self.absorbed.update(other.first for other in found[1:])
