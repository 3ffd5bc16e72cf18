"""The numbers that the filter works with, from ``knowledge/control.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """One field a row of ``control.toml``; units and reasons stand there."""

    change: float
    front: float
    fighting: float
    fighting_days: float
    pressing: float
    pressing_km: float
    pressing_days: float
    pressing_most: float
    winning_days: float
    winning_least: float
    unheard: float
    likeness: float
    claimed_change: float
    claimed_state: float
    nearness: float
    again_days: float
    struck_days: float
    surveyed: float
    concession_days: float
    agreement: float
    conceded: float
    same_line: float
    neighbours: int
    reach_km: float
    half_km: float
    nothing: float
    longest_step: int
    held: float
    contesting: float
    lately_days: float
    recent_days: float


@cache
def parameters() -> Parameters:
    """The packaged parameters."""
    data = tomllib.loads((files("contested.knowledge") / "control.toml").read_text(encoding="utf-8"))
    return msgspec.convert({row["name"]: row["value"] for row in data["parameter"]}, Parameters)
