"""How an event lies to the place it is told by: "in", "at the edge of", "the eastern part of", "along the road"."""

from __future__ import annotations

from typing import NamedTuple

from contested.model import Extent, Relation
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity

#: Prepositions that are a relation by themselves.
BY_SLOT: dict[str, Relation] = {
    "near": "near", "outside": "near", "off": "near", "beside": "near", "around": "around", "between": "between",
    "along": "along", "alongside": "along",
}  # fmt: skip


class Related(NamedTuple):
    """A relation, the direction as written ("western") or None, and how much of the place is meant."""

    relation: Relation
    direction: str | None
    extent: Extent


class Relations:
    """Reads relations off the words around a place's name."""

    def __init__(self, lexicon: Lexicon) -> None:
        relations, grounds = lexicon.cue_sets["relations"], lexicon.cue_sets["grounds"]
        self.directions, self.vague = relations["directions"], relations["vague"]
        self.edges, self.parts, self.behind = grounds["edges"], grounds["parts"], grounds["behind"]

    def of(self, lowers: list[str], group: Group, entity: Entity | None, slot: str) -> Related:
        """The relation to a group's place; ``slot``: the preposition or the slot of a clause that it stands in."""
        begin, end = group.whole
        inside = entity is not None and begin <= entity.first < end
        before = lowers[begin : entity.first if entity is not None and inside else group.head + 1]
        behind = lowers[entity.last] if entity is not None and inside and entity.last < end else ""
        direction = None
        if not self.directions.isdisjoint(before):
            direction = next(word for word in reversed(before) if word in self.directions)
        extent: Extent = "whole" if self.vague.isdisjoint(before) else "vague"
        if group.type == "road" or (group.parent is not None and group.parent.type == "road"):
            return Related("along_road", direction, extent)
        if not self.edges.isdisjoint(before):
            return Related("edge_of", direction, "part")
        if slot in BY_SLOT:
            return Related(BY_SLOT[slot], direction, extent)
        if behind in self.behind:
            return Related("edge_of" if behind in self.edges else "part_of", direction, "part")
        if direction is not None or not self.parts.isdisjoint(before):
            vague = extent == "vague"
            return Related("part_of", direction, "vague" if vague else "part")
        if entity is not None and before and before[-1] in ("outside", "near"):
            return Related("near", None, extent)
        return Related("in", None, extent)
