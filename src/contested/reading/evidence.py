"""How surely a report says what a claim says: a table of named features with their weights (``evidence.toml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contested.model import Actor, Feature, Modality, Place, When

LEAST: Final = 0.05
MOST: Final = 0.99
HEDGED: Final = frozenset(("possible", "predicted", "conditional", "denied"))
FEATURES: Final = (
    "agent named", "agent inferred", "patient named", "place named", "place resolved", "time stated", "verb", "noun",
    "hedged", "no argument",
)  # fmt: skip

Weighed = tuple[tuple[Feature, ...], float]


class Evidence:
    """Weighs claims; few sets of features are ever met, so that each is added up once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.base = weights.get("base", 0.0)
        self._rows = {name: Feature(name, weight) for name, weight in weights.items()}
        self._known: dict[tuple[bool, ...], Weighed] = {}

    def weigh(
        self, actors: Sequence[Actor], places: Sequence[Place], when: When, modality: Modality, noun: bool
    ) -> Weighed:
        """The features that hold of a claim, and its confidence (0-1). ``noun``: its trigger is one."""
        named = inferred = patient = False
        for actor in actors:
            if actor.role == "patient":
                patient = True
            elif actor.role == "agent":
                named, inferred = named or not actor.inferred, inferred or actor.inferred
        resolved = False
        for place in places:
            resolved = resolved or place.lat is not None
        alone, stated, hedged = not actors and not places, when.basis == "stated", modality in HEDGED
        holds = (named, inferred, patient, bool(places), resolved, stated, not noun, noun, hedged, alone)
        known = self._known.get(holds)
        if known is None:
            there = [name for name, there in zip(FEATURES, holds, strict=True) if there]
            why = tuple([self._rows[name] for name in there if name in self._rows])
            known = self._known[holds] = why, self._confidence(why)
        return known

    def _confidence(self, why: Sequence[Feature]) -> float:
        return round(min(MOST, max(LEAST, self.base + sum(row.weight for row in why))), 3)
