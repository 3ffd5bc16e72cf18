"""Equal values of many claims as one in memory: names, days, reasons and shapes come a thousand times each.

A claim as it is decoded takes some 4.5 kB, most of it strings and small values that other claims have too. Claims are
frozen, so what is equal can be the same; nothing but memory tells the difference.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import force_setattr

from contested.model import Claim

#: What claims repeat of each other, by the field of a claim that it lies in; "" is the claim itself.
REPEATED = {
    "": ("type", "acled", "plover", "echelon", "why", "reader", "report"),
    "trigger": ("text",),
    "actors": ("id", "name", "kind", "parent", "side", "label"),
    "places": ("id", "name", "level", "admin1", "admin2", "pcode"),
    "time": ("start", "end", "edtf", "timex", "precision"),
    "counts": ("what", "whom"),
    "means": ("kind",),
    "attribution": ("source", "actor_id", "cue"),
    "wording": ("text", "neutral", "favours"),
}
#: Those of them that have a `mention`, whose words others have too.
MENTIONED = frozenset(("actors", "places", "time", "counts", "means", "attribution"))


class Pool:
    """Values met so far, each once."""

    def __init__(self) -> None:
        self._met: dict[Any, Any] = {}

    def share(self, claim: Claim) -> Claim:
        """The same claim, with what an earlier one has in common with it held once."""
        for field, names in REPEATED.items():
            held = getattr(claim, field) if field else claim
            for one in held if isinstance(held, tuple) else (held,):
                self._share(one, names)
                if field in MENTIONED and one.mention is not None:
                    self._share(one.mention, ("text",))
        for place in claim.places:
            if place.geometry is not None:
                force_setattr(place, "geometry", self._shape(place.geometry))
        return claim

    def _share(self, one: msgspec.Struct, names: tuple[str, ...]) -> None:
        for name in names:
            value = getattr(one, name)
            if value is not None:
                force_setattr(one, name, self._met.setdefault(value, value))

    def _shape(self, geometry: dict[str, Any]) -> dict[str, Any]:
        """A geometry by its content, since a dictionary cannot be a key."""
        found: dict[str, Any] = self._met.setdefault(msgspec.msgpack.encode(geometry), geometry)
        return found
