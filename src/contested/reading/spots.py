"""The named places of a sentence, each with what it shows by itself: its preposition, its level, its group of words."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from contested.reading.groups import Group
from contested.reading.names import Entity

if TYPE_CHECKING:
    from contested.reading.scene import Scene
    from contested.reading.where import Map

Feature = tuple[str, ...]  # its name, then the parts of its value
COARSE = ("country", "admin1", "admin2")
MANY = ("0", "1", "2", "3", "4")
UNITS = frozenset(
    "km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters hour hours".split()
)
LINKS = frozenset((",", "in", "the", "of"))


class Spot:
    """A named place, or what may be one: tokens [first, last), its chunk, what governs it, what it shows by itself.

    ``lead`` is the first of those that it is coordinated with. ``parent_of``: it says where the spot before it lies.
    ``count``: how many known places the sentence has, starred where this is one of them.
    """

    __slots__ = (
        "chunk", "coordinated", "count", "entity", "features", "first", "governor", "group", "last", "lead", "level",
        "parent_of", "score",
    )  # fmt: skip

    def __init__(self, entity: Entity, chunk: int, group: Group | None, level: str) -> None:
        self.entity, self.first, self.last = entity, entity.first, entity.last
        self.chunk, self.group, self.level = chunk, group, level
        self.governor, self.count = "", ""
        self.coordinated, self.parent_of = False, False
        self.lead: Spot = self
        self.features: list[Feature] = []
        self.score = 0.0

    @property
    def named(self) -> bool:
        """Whether the words are known to name a place."""
        return self.entity.kind == "place"


class Spotter:
    """Finds the spots of a sentence."""

    def __init__(self, places: Map, feature_nouns: frozenset[str], directions: frozenset[str]) -> None:
        self.places, self.feature_nouns, self.directions = places, feature_nouns, directions

    def spots(self, scene: Scene) -> list[Spot]:
        """All spots of a sentence in text order."""
        chunks = scene.clauses.chunks
        firsts = [chunk.first for chunk in chunks]
        found: dict[int, Spot] = {}
        for entity in scene.entities.values():
            if entity.first not in found and _may_be_place(entity):
                chunk = bisect.bisect_right(firsts, entity.first) - 1
                found[entity.first] = Spot(entity, chunk, chunks[chunk].group, self._level(entity))
        spots = [found[first] for first in sorted(found)]
        count = MANY[min(sum([spot.named for spot in spots]), 4)]
        for at, spot in enumerate(spots):
            before = spots[at - 1] if at else None
            self._describe(scene, spot, before, spots[at + 1] if at + 1 < len(spots) else None)
            spot.count = count + "*" if spot.named else count
            spot.features.append(("places in the sentence", spot.count))
        return spots

    def _level(self, entity: Entity) -> str:
        if entity.kind != "place":
            return entity.kind
        row = self.places.row(entity)
        return row.level if row is not None else "unknown"

    def _describe(self, scene: Scene, spot: Spot, before: Spot | None, after: Spot | None) -> None:
        clauses, out = scene.clauses, spot.features
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        i = self._step_back(scene, spot)
        governor = spot.governor = self._governor(scene, spot, before, i)
        ends = spot.last >= scene.last
        out.append(("level", spot.level))
        out.append(("preposition", governor))
        out.append(("preposition and level", governor, spot.level))
        out.append(("word after", "end" if ends else classes[spot.last - first]))
        if not ends and lowers[spot.last] in self.feature_nouns:
            out.append(("feature noun after", lowers[spot.last]))
        if spot.coordinated and before is not None:
            out.append(("coordinated with a name", before.level))
        if spot.parent_of and before is not None:
            out.append(("parent of a name", governor, before.level))
        if after is not None and self._lies_in(lowers, spot, after):
            out.append(("lies in the next name", after.level))
        if i > first and governor not in ("start", ", parent"):
            out.append(("class before the preposition", classes[i - 1 - first], governor))
        self._grouped(scene, spot)

    def _step_back(self, scene: Scene, spot: Spot) -> int:
        """The token before a place and the words that describe it: "the besieged eastern town of X"."""
        clauses, out = scene.clauses, spot.features
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        nouns = self.feature_nouns
        noun = direction = article = ""
        i = spot.first - 1
        while i >= first:
            lower = lowers[i]
            if lower in self.directions:
                direction = lower
            elif lower in nouns:
                noun = noun or lower
            elif classes[i - first] == "D":
                article = article or lower
            elif classes[i - first] != "J" and not (lower == "of" and i > first and lowers[i - 1] in nouns):
                break
            i -= 1
        if noun:
            out.append(("feature noun before", noun))
        if direction:
            governed = i >= first and classes[i - first] in "PT"
            out.append(("a direction before", lowers[i] if governed else "no preposition"))
        if article:
            out.append(("an article before", spot.level))
        return i

    def _governor(self, scene: Scene, spot: Spot, before: Spot | None, i: int) -> str:
        """The preposition that governs a place, through what coordinates it; else the class of what stands before."""
        lowers, classes, first = scene.clauses.tokens.lowers, scene.clauses.classes, scene.clauses.first
        if i < first:
            return "start"
        found = classes[i - first]
        if found in ",C" and before is not None and self._beside(lowers, classes, first, before, i):
            if found == "," and i == before.last and spot.level in COARSE and before.level != spot.level:
                spot.parent_of = True
                return ", parent"
            spot.coordinated, spot.lead = True, before.lead
            return before.governor
        if found not in "PT":
            return found
        if before is not None and before.last <= i and self.feature_nouns.issuperset(lowers[before.last : i]):
            spot.parent_of = True
        if lowers[i] == "of" and i > first and lowers[i - 1] in self.directions:
            # "60 miles south of X", "south of X"
            return "distance of" if i - 2 >= first and lowers[i - 2] in UNITS else "direction of"
        return lowers[i]

    def _beside(self, lowers: list[str], classes: list[str], first: int, before: Spot, i: int) -> bool:
        """Whether nothing but commas, conjunctions and feature nouns stands between a place and the token ``i``."""
        return all(classes[j - first] in ",C" or lowers[j] in self.feature_nouns for j in range(before.last, i))

    def _lies_in(self, lowers: list[str], spot: Spot, after: Spot) -> bool:
        if after.level not in COARSE or after.first - spot.last > 4:
            return False
        between = lowers[spot.last : after.first]
        return all(word in LINKS or word in self.feature_nouns or word in self.directions for word in between)

    def _grouped(self, scene: Scene, spot: Spot) -> None:
        group, out = spot.group, spot.features
        if group is None:
            out.append(("group", "none"))
        else:
            whole = group.last == spot.last and group.entity is spot.entity
            out.append(("group", group.type, "head" if whole else "part"))
        for said in scene.said:
            if said.speaker is not None and said.speaker.whole[0] <= spot.first < said.speaker.whole[1]:
                out.append(("in a speaker", spot.level))


def _may_be_place(entity: Entity) -> bool:
    """Places, and names that no table knows: a hospital reads as an organisation, a village as a mere name."""
    return entity.kind in ("place", "name") or (entity.kind == "actor" and entity.value < 0)
