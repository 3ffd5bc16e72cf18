"""The table behind the rule of sameness (``fusion-events.toml``), compiled for looking up."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from contested.ontology import table as ontology


class Limits(NamedTuple):
    """Kilometres, days and ratios of the rule."""

    same_km: float
    near_km: float
    precise_km: float
    area_km: float
    toward_km: float
    once_days: int
    often_days: int
    back_days: int
    few_days: int
    long_days: int
    month_days: int
    equal_counts: float
    rising_counts: float
    other_counts: float


class Table(NamedTuple):
    """Weights by feature; by pair of types the weight of their kinship, none where they cannot be one event."""

    weights: dict[str, float]
    reasons: dict[str, str]
    kin: dict[tuple[str, str], float]
    once: frozenset[str]
    hands: frozenset[str]
    turned: frozenset[str]
    undoes: frozenset[str]
    mutual: frozenset[str]
    follows: frozenset[str]
    another: frozenset[str]
    limits: Limits
    horizon_days: int
    like_enough: float


@cache
def table() -> Table:
    """The packaged table."""
    data = tomllib.loads((files("contested.knowledge") / "fusion-events.toml").read_text(encoding="utf-8"))
    weights = {row["name"]: row["weight"] for row in data["feature"]}
    kin: dict[tuple[str, str], float] = {}
    for row in data["kin"]:
        for one in [row["one"]] if "one" in row else row["types"]:
            for other in row["types"]:
                for pair in ((one, other), (other, one)):
                    kin[pair] = max(row["weight"], kin.get(pair, 0.0))
    kin |= {(name, name): weights["same type"] for name in ontology()}
    types: dict[str, Any] = {name: frozenset(names) for name, names in data["types"].items()}
    return Table(
        weights=weights,
        reasons={row["name"]: row["why"] for row in data["feature"]},
        kin=kin,
        another=frozenset(data["words"]["another"]),
        limits=Limits(**data["limits"]),
        **data["assessments"],
        **types,
    )
