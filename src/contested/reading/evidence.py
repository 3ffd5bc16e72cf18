"""How surely a report says what a claim says: a table of named features with their weights (``evidence.toml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contested.model import Actor, Feature, Modality, Place, When

LEAST, MOST = 0.05, 0.99
HEDGED = frozenset(("possible", "predicted", "conditional", "denied"))


Weighed = tuple[tuple[Feature, ...], float]


class Evidence:
    """Weighs claims; few sets of features are ever met, so that each is added up once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.base = weights.get("base", 0.0)
        self._rows = {name: Feature(name, weight) for name, weight in weights.items()}
        self._known: dict[tuple[tuple[str, bool], ...], Weighed] = {}

    def weigh(
        self, actors: Sequence[Actor], places: Sequence[Place], when: When, modality: Modality, noun: bool
    ) -> Weighed:
        """The features that hold of a claim, and its confidence (0-1). ``noun``: its trigger is one."""
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
        known = self._known.get(holds)
        if known is None:
            why = tuple(self._rows[name] for name, there in holds if there and name in self._rows)
            known = self._known[holds] = why, self._confidence(why)
        return known

    def _confidence(self, why: Sequence[Feature]) -> float:
        return round(min(MOST, max(LEAST, self.base + sum(row.weight for row in why))), 3)
