"""The named places of a sentence, each with what it shows by itself: its preposition, its level, its group of words."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contested.reading.bearings import COARSE, MANY, Feature, Key, before, behind, setting
from contested.reading.groups import Group
from contested.reading.names import Entity

if TYPE_CHECKING:
    from contested.reading.scene import Scene
    from contested.reading.where import Map

UNITS = frozenset(
    "km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters hour hours".split()
)
GOES_ON = frozenset((",", "and", "or", "&"))  # what a list goes on with
LINKS = frozenset((",", "in", "the", "of"))
MAYBE = frozenset(("place", "name"))  # kinds of names that may be a place's
FARTHEST = 4  # tokens between a place and the wider one that it lies in
NO_GROUP: Feature = ("none",)
UNGOVERNED = ("start", ", parent")


class Spot:
    """A named place, or what may be one: tokens [first, last), its chunk, what governs it, what it shows by itself.

    ``at``: its number in the sentence. ``lead``: that of the first of those that it is coordinated with, else its own;
    ``lead_first``, ``lead_chunk``: where that one stands. ``parent_of``: it says where the spot before it lies.
    ``count``: how many known places the sentence has, starred where this is one. ``hangs_on``: the chunk before its
    phrase, -1 for none.
    """

    __slots__ = (
        "at", "before", "behind", "coordinated", "count", "entity", "first", "governor", "group", "hangs_on", "last",
        "lead", "lead_chunk", "lead_first", "level", "parent_of", "score", "setting",
    )  # fmt: skip

    def __init__(self, at: int, entity: Entity, chunk: int, group: Group | None, level: str) -> None:
        self.at, self.entity, self.first, self.last = at, entity, entity.first, entity.last
        self.lead, self.lead_first, self.lead_chunk = at, entity.first, chunk
        self.group, self.level = group, level
        self.governor, self.count = "", ""
        self.coordinated = self.parent_of = False
        self.setting: Key = ()
        self.before: Key = ()
        self.behind: Key = ()
        self.score, self.hangs_on = 0, -1

    @property
    def named(self) -> bool:
        """Whether the words are known to name a place."""
        return self.entity.kind == "place"

    @property
    def features(self) -> list[Feature]:
        """All that it shows by itself."""
        return setting(*self.setting) + before(*self.before) + behind(*self.behind)


class Spotter:
    """Finds the spots of a sentence."""

    def __init__(self, places: Map, feature_nouns: frozenset[str], directions: frozenset[str]) -> None:
        self.places, self.feature_nouns, self.directions = places, feature_nouns, directions

    def spots(self, scene: Scene) -> list[Spot]:
        """All spots of a sentence in text order."""
        spots = self._found(scene)
        if spots:
            known = MANY[min(sum([spot.entity.kind == "place" for spot in spots]), 4)]
            for at, spot in enumerate(spots):
                spot.count = known + "*" if spot.entity.kind == "place" else known
                self._describe(scene, spot, spots[at - 1] if at else None, spots[at + 1 : at + 2])
        return spots

    def _found(self, scene: Scene) -> list[Spot]:
        """What names a place, or may: a hospital reads as an organisation, a village as a mere name."""
        found: dict[int, Entity] = {}
        for entity in scene.entities.values():
            if entity.kind in MAYBE or (entity.kind == "actor" and entity.value < 0):
                found.setdefault(entity.first, entity)
        if not found:
            return []
        chunks = scene.clauses.chunks
        firsts = [chunk.first for chunk in chunks]
        spots = []
        for at, first in enumerate(sorted(found)):
            entity, chunk = found[first], bisect.bisect_right(firsts, first) - 1
            spots.append(Spot(at, entity, chunk, chunks[chunk].group, self._level(entity)))
        return spots

    def _level(self, entity: Entity) -> str:
        if entity.kind != "place":
            return entity.kind
        row = self.places.row(entity)
        return row.level if row is not None else "unknown"

    def _describe(self, scene: Scene, spot: Spot, before: Spot | None, after: Sequence[Spot]) -> None:
        """Gather what a spot shows by itself."""
        clauses, end = scene.clauses, spot.last
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        i, noun, direction, article = self._step_back(lowers, classes, first, spot.first)
        governor = spot.governor = self._governor(lowers, classes, first, spot, before, i)
        ends = end >= scene.last
        spot.setting = (
            spot.level, governor, spot.count, article,
            before.level if before is not None and spot.coordinated else "",
            before.level if before is not None and spot.parent_of else "",
            after[0].level if after and self._lies_in(lowers, end, after[0]) else "",
            _speakers(scene, spot.first),
        )  # fmt: skip
        kind = classes[i - 1 - first] if i > first and governor not in UNGOVERNED else ""
        spot.before = (governor, kind, noun, direction)
        named = lowers[end] if not ends and lowers[end] in self.feature_nouns else ""
        spot.behind = ("end" if ends else classes[end - first], named, *_grouped(spot))

    def _step_back(
        self, lowers: Sequence[str], classes: Sequence[str], first: int, at: int
    ) -> tuple[int, str, str, bool]:
        """The token before a place and the words that describe it: "the besieged eastern town of X".

        Beside it the feature noun and, for a direction, the preposition before it ("" for none), and whether there is
        an article.
        """
        nouns, directions = self.feature_nouns, self.directions
        noun, directed, article = "", False, False
        i = at - 1
        while i >= first:
            lower = lowers[i]
            if lower in directions:
                directed = True
            elif lower in nouns:
                noun = noun or lower
            elif classes[i - first] == "D":
                article = True
            elif classes[i - first] != "J" and not (lower == "of" and i > first and lowers[i - 1] in nouns):
                break
            i -= 1
        if not directed:
            return i, noun, "", article
        return i, noun, lowers[i] if i >= first and classes[i - first] in "PT" else "no preposition", article

    def _governor(
        self, lowers: Sequence[str], classes: Sequence[str], first: int, spot: Spot, before: Spot | None, i: int
    ) -> str:
        """The preposition that governs a place, through what coordinates it; else the class of what stands before."""
        if i < first:
            return "start"
        found = classes[i - first]
        if found in ",C" and before is not None and self._beside(lowers, classes, first, before, i):
            behind = i == before.last or self.feature_nouns.issuperset(lowers[before.last : i])
            if found == "," and behind and before.level != spot.level and self._is_wide(lowers, spot):
                spot.parent_of = True
                return ", parent"
            spot.coordinated, spot.lead = True, before.lead
            spot.lead_first, spot.lead_chunk = before.lead_first, before.lead_chunk
            return before.governor
        if found not in "PT":
            return found
        if before is not None and before.last <= i and self.feature_nouns.issuperset(lowers[before.last : i]):
            spot.parent_of = True
        if lowers[i] == "of" and i > first and lowers[i - 1] in self.directions:
            # "60 miles south of X", "south of X"
            return "distance of" if i - 2 >= first and lowers[i - 2] in UNITS else "direction of"
        return lowers[i]

    def _is_wide(self, lowers: Sequence[str], spot: Spot) -> bool:
        """Whether a spot is a country or a division: by what it is known as, or by the noun behind it."""
        if spot.level in COARSE or (spot.last < len(lowers) and self.places.levels.get(lowers[spot.last]) in COARSE):
            return True
        ends = spot.named and (spot.last >= len(lowers) or lowers[spot.last] not in GOES_ON)
        return ends and any(self.places.gazetteer.place(row).level in COARSE for row in spot.entity.rows)

    def _beside(self, lowers: Sequence[str], classes: Sequence[str], first: int, before: Spot, i: int) -> bool:
        """Whether nothing but commas, conjunctions and feature nouns stands between a place and the token ``i``."""
        return all(classes[j - first] in ",C" or lowers[j] in self.feature_nouns for j in range(before.last, i))

    def _lies_in(self, lowers: Sequence[str], end: int, after: Spot) -> bool:
        if after.level not in COARSE or after.first - end > FARTHEST:
            return False
        between = lowers[end : after.first]
        return all(word in LINKS or word in self.feature_nouns or word in self.directions for word in between)


def _grouped(spot: Spot) -> Feature:
    """The type of the noun group that a spot stands in, and whether it is the head of it."""
    group = spot.group
    if group is None:
        return NO_GROUP
    return group.type, "head" if group.last == spot.last and group.entity is spot.entity else "part"


def _speakers(scene: Scene, token: int) -> int:
    """How many words for who speaks a token is part of."""
    count = 0
    for said in scene.said:
        if said.speaker is not None and said.speaker.whole[0] <= token < said.speaker.whole[1]:
            count += 1
    return count
