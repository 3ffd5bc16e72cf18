"""An event is what several claims tell of: every claim kept, what they agree on, and where they contradict each other.

An event's id is the hash of its smallest claim id, so that it is the same for whoever has the same claims; the hash of
any other of its claims leads to it too (`event_id`), which is how an id stays good when events join.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from contested.model import ActorRole, Feature, Level, PlaceRole, Relation, digest

Attribute = Literal["happened", "actor", "place", "time", "count", "outcome"]


class EventTime(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """When: the interval that most voices say (`start`, `end`), and the range of all (`earliest`, `latest`)."""

    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None


class EventPlace(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Where: the place that most voices name; the most precise of several. Degrees WGS 84, kilometres.

    ``role`` and ``relation`` as in the claim that names it: what was hit in a direction from a town was not the town.
    """

    role: PlaceRole
    relation: Relation
    id: str | None
    name: str
    level: Level | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    precision: int | None


class Party(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Who: an actor in a role, with the claims that say so."""

    role: ActorRole
    id: str | None
    name: str
    kind: str | None
    side: str | None
    claims: tuple[str, ...]


class Tally(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How many: the lowest and highest that anybody says, and the median of the voices' best figures."""

    what: str
    low: float | None
    high: float | None
    best: float | None
    claims: tuple[str, ...]


class Variant(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One of several accounts of an attribute, and who gives it. ``voices``: how many independent ones."""

    value: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    voices: int


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Accounts of one attribute that cannot all be right, the one with most voices first."""

    attribute: Attribute
    variants: tuple[Variant, ...]


class Event(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What happened according to `claims`, in the order of publication.

    ``outcome``: of most voices. ``voices``: independent ones that tell it, copies counted once; ``denied``: that deny
    it. ``credence`` and ``why`` are set by whoever weighs the event, None and empty before.
    """

    id: str
    type: str
    time: EventTime
    place: EventPlace | None
    actors: tuple[Party, ...]
    counts: tuple[Tally, ...]
    outcome: str
    credence: float | None = None
    why: tuple[Feature, ...] = ()
    voices: int
    denied: int
    sources: tuple[str, ...]
    reports: tuple[str, ...]
    claims: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]


def event_id(claim: str) -> str:
    """The id of an event by the id of its smallest claim; of any other of its claims an id that leads to it."""
    return digest("event", claim)
