"""What a table of claims holds, looked through once."""

from __future__ import annotations

from contested.scale import tables
from contested.scale.shuffle import encode, hand_on
from contested.scale.step import Step


def stock(step: Step) -> None:
    """A table's `Stock`."""
    hand_on(step.path, {}, 1, encode(tables.stock(step.paths[0])))
