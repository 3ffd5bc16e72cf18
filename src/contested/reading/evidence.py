"""How surely a report says what a claim says: a table of named features with their weights (``evidence.toml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contested.model import Actor, Feature, Modality, Place, When

LEAST, MOST = 0.05, 0.99
HEDGED = frozenset(("possible", "predicted", "conditional", "denied"))


class Evidence:
    """Weighs claims."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.base = weights.get("base", 0.0)
        self._rows = {name: Feature(name, weight) for name, weight in weights.items()}

    def why(
        self, actors: Sequence[Actor], places: Sequence[Place], when: When, modality: Modality, noun: bool
    ) -> tuple[Feature, ...]:
        """The features that hold of a claim. ``noun``: its trigger is one."""
        agents = {actor.inferred for actor in actors if actor.role == "agent"}
        holds = (
            ("agent named", False in agents),
            ("agent inferred", True in agents),
            ("patient named", any(actor.role == "patient" for actor in actors)),
            ("place named", bool(places)),
            ("place resolved", any(place.lat is not None for place in places)),
            ("time stated", when.basis == "stated"),
            ("verb", not noun),
            ("noun", noun),
            ("hedged", modality in HEDGED),
            ("no argument", not actors and not places),
        )
        return tuple([self._rows[name] for name, there in holds if there and name in self._rows])

    def confidence(self, why: Sequence[Feature]) -> float:
        """The score that the features add up to, 0-1."""
        return round(min(MOST, max(LEAST, self.base + sum([row.weight for row in why]))), 3)
