"""How surely a report says what a claim of the model says: a table of named features with their weights.

The weights are set by hand and fitted to nothing: that the rules find the same event is worth as much as all arguments
together.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.model import Actor, Feature, Modality, Place, When

BASE = 0.45  # the weights are summed onto it and the sum is cut to LEAST-MOST
LEAST, MOST = 0.05, 0.99
WEIGHTS = {
    "read by the rules too": 0.25,
    "agent known": 0.08,
    "patient named": 0.04,
    "place resolved": 0.08,
    "time stated": 0.05,
    "hedged": -0.1,
    "something dropped": -0.12,
    "no argument": -0.15,
}
HEDGED = ("possible", "predicted", "conditional", "denied")


def evidence(
    actors: Sequence[Actor], places: Sequence[Place], when: When, modality: Modality, *, ruled: bool, lost: bool
) -> tuple[Feature, ...]:
    """The features that hold. ``ruled``: the rules read it too; ``lost``: something of the claim was dropped."""
    holds = {
        "read by the rules too": ruled,
        "agent known": any(actor.role == "agent" and actor.id is not None for actor in actors),
        "patient named": any(actor.role == "patient" for actor in actors),
        "place resolved": any(place.lat is not None for place in places),
        "time stated": when.basis == "stated",
        "hedged": modality in HEDGED,
        "something dropped": lost,
        "no argument": not actors and not places,
    }
    return tuple(Feature(name, WEIGHTS[name]) for name, there in holds.items() if there)


def confidence(why: Sequence[Feature]) -> float:
    """The score that the features add up to, 0-1."""
    return round(min(MOST, max(LEAST, BASE + sum(row.weight for row in why))), 3)
