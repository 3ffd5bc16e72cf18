"""With what: the means that an event is told with, and of which size the force is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contested.model import Means
from contested.ontology import EventType
from contested.reading.entities import Entity
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene

ARMED: Final = frozenset(
    ("control", "fighting", "remote", "civilians", "losses")
)  # families of events that means are used in
SIZED: Final = frozenset(("force_organisation", "deployment", "offensive"))  # types that a force's size is told of
NO_SIZE: Final = frozenset(("than", "not"))  # words behind which a size is only compared with


class Armoury:
    """Finds means and sizes in the sentences of one report."""

    def __init__(self, lexicon: Lexicon, quoter: Quoter, types: Mapping[str, EventType]) -> None:
        self.lexicon, self.quoter, self.types = lexicon, quoter, types

    def named(self, scene: Scene) -> list[Entity]:
        """The means that a sentence names; none is a part of a place's name ("the X phosphate mines")."""
        at = scene.sentence.entity_at
        named = (entity for entity in scene.vocabulary if entity.kind == "means")
        return [each for each in named if each.first not in at or at[each.first].kind != "place"]

    def means(self, scene: Scene, match: Match, named: Sequence[Entity]) -> tuple[Means, ...]:
        """What the event was done with: of the means of its sentence, each with the nearest event that can use it."""
        if self.types[match.type].family not in ARMED:
            return ()
        users = [each for each in scene.matches if self.types[each.type].family in ARMED]
        targets = [group.whole for _, group, slot in match.roles + match.places if slot == "object"]
        found: dict[str, Means] = {}
        for entity in named:
            at = entity.first
            if _nearest(users, at) is match and not any(first <= at < last for first, last in targets):
                kind = self.lexicon.means[entity.value][0]
                found.setdefault(kind, Means(kind, self.quoter.words(entity.first, entity.last)))
        return tuple(found.values())

    def echelon(self, scene: Scene, match: Match) -> str | None:
        """The size of the force that the clause of a `SIZED` match names, None for none; one compared with is none."""
        lowers = scene.sentence.lowers
        centre = match.light.head if match.light is not None else match.head
        for i in range(match.first, scene.sentence.span(centre)[1]):
            if lowers[i] in NO_SIZE:
                return None
            name = self.lexicon.echelons.get(" ".join(lowers[i : i + 2])) or self.lexicon.echelons.get(lowers[i])
            if name is not None:
                return name
        return None


def _nearest(matches: Sequence[Match], token: int) -> Match:
    """The match whose trigger stands nearest to a token, the first of several."""
    if len(matches) == 1:
        return matches[0]
    return min(matches, key=lambda match: abs(match.first - token))
