"""What claims weigh as evidence of who holds a place, by what they are told as: ``knowledge/holding.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

#: Kinds whose weight stands alone, whatever the credence of the claim.
ALONE = frozenset({"struck", "baseline"})


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One row: log odds beside credence, how much counts (0-1), and whether a colour may stand on it."""

    kind: str
    weight: float
    share: float
    colour: bool
    why: str


Table = Mapping[str, Evidence]


@cache
def evidence() -> Table:
    """The packaged table, by kind."""
    text = (files("contested.knowledge") / "holding.toml").read_text(encoding="utf-8")
    rows = msgspec.convert(tomllib.loads(text)["evidence"], list[Evidence])
    return {row.kind: row for row in rows}
