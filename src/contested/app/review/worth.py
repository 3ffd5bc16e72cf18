"""What a look at a claim is worth: how unsure it is, times what it would change on the map, in a row, in a count.

The weights are a table (``worth.csv``); a claim's worth comes with the rows of it that made it.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from contested import ontology
from contested.fusion.event import Event
from contested.fusion.stakes import stakes
from contested.model import Claim, Feature

#: Bearings on control that draw lines and not places.
LINES = frozenset({"nears", "surrounds", "relieves", "cuts", "opens", "contests"})
PEOPLE = frozenset({"killed", "wounded", "killed_or_wounded", "captured", "missing", "displaced"})
#: The margin between a place and its nearest namesake above which nobody doubts it.
CLEAR_MARGIN = 0.5


class Worth(msgspec.Struct, frozen=True, kw_only=True):
    """``worth`` is ``unsure`` (0-1) times ``change`` (0 and more); ``why`` are the weighed features behind both."""

    worth: float
    unsure: float
    change: float
    why: tuple[Feature, ...]


@cache
def weights() -> dict[str, float]:
    """The weight of each feature."""
    text = (files("contested.app.review") / "worth.csv").read_text(encoding="utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}


def worth(claim: Claim, event: Event | None, shares: Mapping[str, float]) -> Worth:
    """What a look is worth.

    Args:
        claim: as it is told.
        event: the event that it is of.
        shares: by claim, the greatest share that it has in what is known of a place.
    """
    doubt = [row for row in weighed(doubts(claim, event)) if row.weight > 0]
    moved = [row for row in weighed(changes(claim, event, shares.get(claim.id, 0.0))) if row.weight > 0]
    unsure = 1.0 - math.prod(1.0 - min(1.0, row.weight) for row in doubt)
    change = sum(row.weight for row in moved)
    rows = sorted((*doubt, *moved), key=lambda row: -row.weight)
    return Worth(worth=round(unsure * change, 4), unsure=round(unsure, 4), change=round(change, 4), why=tuple(rows))


def weighed(values: Mapping[str, float]) -> list[Feature]:
    """Values of features as what they weigh."""
    return [Feature(name, round(weights()[name] * value, 4)) for name, value in values.items()]


def doubts(claim: Claim, event: Event | None) -> dict[str, float]:
    """How unsure a claim is, by feature, 0 to 1."""
    at = [place for place in claim.places if place.role == "at"]
    margins = [place.margin for place in at if place.margin is not None and place.candidates > 1]
    return {
        "unsure reading": 4 * claim.confidence * (1 - claim.confidence),
        "unsure place": max((max(0.0, 1 - margin / CLEAR_MARGIN) for margin in margins), default=0.0),
        "no place": float(any(place.lat is None for place in at)),
        "unsaid actor": float(any(actor.inferred for actor in claim.actors)),
        "contradicted": float(event is not None and any(
            claim.id in variant.claims for row in event.contradictions for variant in row.variants)),
    }  # fmt: skip


def changes(claim: Claim, event: Event | None, share: float) -> dict[str, float]:
    """What a claim changes, by feature, 0 to 1."""
    voices = max(1, event.voices if event is not None else 1)
    row = claim.main and ontology.exportable(claim.type, claim.modality, claim.polarity, claim.scope)
    most = max((count.best or count.low or 0.0 for count in claim.counts if count.what in PEOPLE), default=0.0)
    return {
        "changes the map": share,
        "changes the map's lines": float(stakes(claim).bears in LINES),
        "makes a row": row / voices,
        "makes a count": min(1.0, math.log10(1 + most) / 3) / voices,
    }
