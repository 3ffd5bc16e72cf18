"""What reports say of rings: who is encircled or besieged where, by whom, since when, and whether it was broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import msgspec

from contested.fusion.sites import place_key
from contested.fusion.stakes import stakes
from contested.fusion.testimony import when
from contested.model import Place, Told

BELIEVED = 0.4  # the least credence at which a stated ring is drawn


class Ring(msgspec.Struct, frozen=True):
    """A place that is said to be cut off. ``side``: the besieged side as far as it is said; days are ordinals."""

    place: Place
    side: str | None
    by: tuple[str, ...]
    since: int
    last: int
    claims: tuple[str, ...]
    credence: float


def rings(told: Iterable[Told], on: int, credence: Callable[[str], float]) -> list[Ring]:
    """The rings that are said to stand on a day, in order of place; a broken one stands again when told of again."""
    said: dict[str, list[tuple[int, Told]]] = defaultdict(list)
    for each in told:
        bears, day = stakes(each.claim).bears, when(each)[0]
        if day > on or bears not in ("surrounds", "relieves") or each.claim.modality not in ("asserted", "reported"):
            continue
        if bears == "relieves" and each.claim.outcome != "succeeded":
            continue
        for place in each.claim.places:
            key = place_key(place)
            if place.role == "at" and key is not None and place.level not in ("country", "admin1"):
                said[key].append((day, each))
    ordered = (sorted(rows, key=lambda row: (row[0], row[1].claim.id)) for _, rows in sorted(said.items()))
    found = (_ring(rows, credence) for rows in ordered)
    return [ring for ring in found if ring is not None]


def _ring(rows: Sequence[tuple[int, Told]], credence: Callable[[str], float]) -> Ring | None:
    """The ring at one place from what is said of it, oldest first; None where none stands."""
    standing: list[tuple[int, Told]] = []
    for day, each in rows:
        found = stakes(each.claim)
        broken = found.bears == "relieves" or (found.against and credence(each.claim.id) >= BELIEVED)
        standing = [] if broken and credence(each.claim.id) >= BELIEVED else standing
        if not broken:
            standing.append((day, each))
    believed = [(day, each) for day, each in standing if credence(each.claim.id) >= BELIEVED]
    if not believed:
        return None
    place = max((_place(each) for _, each in believed), key=lambda place: (place.geometry is not None, place.name))
    return Ring(
        place,
        _most(believed, "patient", credence),
        tuple(sorted({side for _, each in believed for side in _sides(each, "agent")})),
        min(day for day, _ in believed),
        max(day for day, _ in believed),
        tuple(dict.fromkeys(each.claim.id for _, each in standing)),
        max(credence(each.claim.id) for _, each in believed),
    )


def _place(told: Told) -> Place:
    return next(place for place in told.claim.places if place.role == "at" and place_key(place) is not None)


def _sides(told: Told, role: str) -> list[str]:
    return [actor.side for actor in told.claim.actors if actor.role == role and actor.side]


def _most(rows: Sequence[tuple[int, Told]], role: str, credence: Callable[[str], float]) -> str | None:
    """The side that is named most in a role, each claim by its credence."""
    votes: dict[str, float] = defaultdict(float)
    for _, each in rows:
        for side in _sides(each, role):
            votes[side] += credence(each.claim.id)
    return min(votes, key=lambda side: (-votes[side], side), default=None)
