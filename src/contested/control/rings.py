"""What reports say of rings: who is encircled or besieged where, by whom, since when, and whether it ended.

The besieged are inside, the besieger is around, and nobody is both. Who is inside and not named is whoever holds the
place by other accounts; in a war of two sides it is the other side; else it stays open. A ring ends when it is told to
be broken, when a way out is opened, when the place is taken or handed over, when the besieged surrender or leave, and
when nobody speaks of it any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

import msgspec

from contested.fusion.parts import meant
from contested.fusion.sites import place_key
from contested.fusion.stakes import stakes
from contested.fusion.testimony import ordinal, when
from contested.model import Place, Told

BELIEVED = 0.4  # the least credence at which a stated ring is drawn, or ends
CLEARLY = 2.0  # who is told of as inside and as around is where so many times more is said of it, else nowhere
SILENT_DAYS = 180  # without word for longer, a ring is not said to stand
WIDEST_KM = 60.0  # what is wider is no place that can be ringed
RINGED = frozenset({"settlement", "neighbourhood", "facility", "region", "admin2", None})
TAKEN = frozenset({"capture", "handover", "control"})
LEFT = frozenset({"surrender", "withdrawal"})

Does = Literal["rings", "ends", "takes", "leaves"]


class Ring(msgspec.Struct, frozen=True):
    """A place that is said to be cut off. ``side``: who is inside, as far as it is said; days are ordinals."""

    place: Place
    side: str | None
    by: tuple[str, ...]
    since: int
    last: int
    claims: tuple[str, ...]
    credence: float


class Said(NamedTuple):
    """What one claim does to the ring of a place, from a day (ordinal) on."""

    day: int
    does: Does
    told: Told


def rings(told: Iterable[Told], on: int, credence: Callable[[str], float], sides: Sequence[str] = ()) -> list[Ring]:
    """The rings that are said to stand on a day, in order of place; a broken one stands again when told of again.

    Args:
        told: all claims.
        on: the day (ordinal).
        credence: claim id to P(true).
        sides: the sides of the war.
    """
    said: dict[str, list[Said]] = defaultdict(list)
    told = tuple(told)
    ringed = {place_key(place) for each in told if does(each) == "rings" for place in each.claim.places} - {None}
    for each in told if ringed else ():
        for key, one in _said(each) if any(place_key(place) in ringed for place in each.claim.places) else ():
            if one.day <= on:
                said[key].append(one)
    found = []
    for _, rows in sorted(said.items()):
        if any(one.does == "rings" for one in rows):
            ordered = sorted(rows, key=lambda one: (one.day, one.does == "rings", one.told.claim.id))
            ring = _ring([one for one in ordered if credence(one.told.claim.id) >= BELIEVED], on, credence, sides)
            found += [ring] if ring is not None else []
    return found


def _said(told: Told) -> Iterable[tuple[str, Said]]:
    """What a claim does to rings, by the key of each place that it is about."""
    claim, done = told.claim, does(told)
    if done is None or claim.modality not in ("asserted", "reported"):
        return
    for place in claim.places:
        key = place_key(place)
        roles = ("at", "from") if claim.type in LEFT else ("at",)
        if place.role in roles and key is not None and place.level in RINGED and (place.radius_km or 0) <= WIDEST_KM:
            whole = place.relation in ("in", "at", "around") and "part" not in (place.extent, meant(told, place))
            if whole or done == "ends":
                yield key, Said(when(told)[0], done, told)


def does(told: Told) -> Does | None:
    """What a claim does to a ring, None for nothing."""
    claim, found = told.claim, stakes(told.claim)
    if found.bears == "surrounds":
        if found.against:
            return "ends"
        return "rings" if claim.outcome in ("succeeded", "ongoing", "unknown") else None
    if found.against or claim.outcome not in ("succeeded", "unknown"):
        return None
    if found.bears == "relieves" or (found.bears == "opens" and claim.outcome == "succeeded"):
        return "ends"
    if claim.type in TAKEN:
        return "takes"
    return "leaves" if claim.type in LEFT else None


def _ring(rows: Sequence[Said], on: int, credence: Callable[[str], float], sides: Sequence[str]) -> Ring | None:
    """The ring at one place from what is believed of it, oldest first; None where none stands."""
    standing: list[Said] = []
    for one in rows:
        if one.does == "rings":
            standing.append(one)
        elif one.does == "ends" or _over(one, standing, credence):
            standing = []
    if not standing or on - max(_last(one) for one in standing) > SILENT_DAYS:
        return None
    inside, by = _votes(standing, "patient", credence), _votes(standing, "agent", credence)
    around = tuple(sorted(side for side in by if by[side] > CLEARLY * inside.get(side, 0.0)))
    clear = [one for one in inside if inside[one] > CLEARLY * by.get(one, 0.0)]
    side = min(clear, key=lambda one: (-inside[one], one), default=None)
    if side is None and len(sides) == 2 and len(around) == 1:
        side = next((other for other in sides if other not in around), None)
    place = max((_place(one.told) for one in standing), key=lambda place: (place.geometry is not None, place.name))
    return Ring(
        place, side, around, min(one.day for one in standing), max(_last(one) for one in standing),
        tuple(dict.fromkeys(one.told.claim.id for one in standing)),
        max(credence(one.told.claim.id) for one in standing),
    )  # fmt: skip


def _over(one: Said, standing: Sequence[Said], credence: Callable[[str], float]) -> bool:
    """Whether a ring ends by a claim that its place was taken, or that somebody left it."""
    if not standing or one.day < min(ring.day for ring in standing):
        return False
    inside, by = _votes(standing, "patient", credence), _votes(standing, "agent", credence)
    found = stakes(one.told.claim)
    if one.does == "leaves":
        return bool(set(found.leaves) & (set(inside) | set(by)))
    came = set(found.holds)
    return bool(came) and not came & set(inside)


def _last(one: Said) -> int:
    """The day by which a ring is said to stand: a lasting one stands when it is told of."""
    return ordinal(one.told.known) if one.told.claim.scope == "state" else one.day


def _place(told: Told) -> Place:
    return next(place for place in told.claim.places if place.role == "at" and place_key(place) is not None)


def _votes(rows: Sequence[Said], role: str, credence: Callable[[str], float]) -> dict[str, float]:
    """The sides that are named in a role, each claim by its credence."""
    votes: dict[str, float] = defaultdict(float)
    for one in rows:
        for side in {actor.side for actor in one.told.claim.actors if actor.role == role and actor.side}:
            votes[side] += credence(one.told.claim.id)
    return votes
