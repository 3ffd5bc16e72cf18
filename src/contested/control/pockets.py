"""Pockets: connected land of one side that is cut off from its other land, stated by reports, derived, or both.

Derived: the cells that a side most probably holds fall into connected parts (side by side, or joined by a road without
another stop between). All but the largest are cut off; one is a pocket where most of its border is another side's, so
that the edge of what is known, a coast or a country's border makes none. Stated: a ring that reports tell of and nobody
broke (`rings`). Where the two disagree, the pocket says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import pi
from typing import Any, Literal, NamedTuple

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, Point
from shapely.geometry import shape

from contested.control.days import iso
from contested.control.fronts import geojson
from contested.control.holding import claims
from contested.control.rings import Ring
from contested.control.state import LIKELY, State
from contested.control.tessellation import Tessellation
from contested.fusion.groups import joined
from contested.fusion.sites import SPOTS, own_key

UNKNOWN = -1
CLOSED = 0.6  # share of a part's border that must be another side's
LONGEST_BACK = 100  # days of word that are gone back to find since when
RING_KM = 8.0  # radius of a stated ring around a place of which no area is known


class Pocket(msgspec.Struct, frozen=True, kw_only=True):
    """Cut-off land. ``since``: ISO day; ``basis``: what it rests on; ``disagreement``: what does not fit, in words."""

    name: str
    side: str | None
    surrounded_by: tuple[str, ...]
    since: str
    places: tuple[str, ...]
    area_km2: float
    basis: Literal["stated", "derived", "both"]
    disagreement: str | None
    claims: tuple[str, ...]
    geometry: dict[str, Any]


class Part(NamedTuple):
    """A connected part of a side's land: its places (indexes), the sides around it by length of border in km, and the
    share of its outline that they are."""

    side: int
    places: frozenset[int]
    around: dict[int, float]
    closed: float


def pockets(
    state: State,
    row: int,
    ground: Tessellation,
    rings: Sequence[Ring],
    links: Iterable[tuple[int, int]],
    kept: Callable[[float, float], bool],
    known: dict[int, list[Part]] | None = None,
) -> list[Pocket]:
    """The pockets on the day of a row, largest first. A ring of which nobody says who is inside is none.

    ``known``: what is cut off on other rows, as far as it has been reckoned for this state and ground; it is added to.
    """
    links, parts = list(links), {} if known is None else known

    def shown(at: int) -> list[Part]:
        if at not in parts:
            parts[at] = cut_off(state, at, ground, links)
        return parts[at]

    derived = shown(row)
    used: set[int] = set()
    found = []
    for ring in (settled(state, row, ring) for ring in rings if not fallen(state, row, ring)):
        if ring.side is None or not _on_land(ring, ground):
            continue
        at = next((at for at, part in enumerate(derived) if at not in used and _same(part, ring, state, ground)), None)
        used |= {at} if at is not None else set()
        part = derived[at] if at is not None else None
        if kept(ring.place.lat or 0.0, ring.place.lon or 0.0):
            found.append(_stated(state, row, ground, ring, ring.side, part))
    for at, part in enumerate(derived):
        if at not in used and any(kept(state.sites[place].lat, state.sites[place].lon) for place in part.places):
            found.append(_derived(state, row, ground, part, since(state, row, part, ground, shown)))
    return sorted(found, key=lambda pocket: (-pocket.area_km2, pocket.name))


def fallen(state: State, row: int, ring: Ring) -> bool:
    """Whether the place of a ring has since come to be held by somebody else than the besieged."""
    at = state.index.get(own_key(ring.place) or "")
    mark = state.mark(at, row) if at is not None else None
    if at is None or mark is None or mark.status != "held":
        return False
    return mark.side in ring.by or (ring.side not in (None, mark.side) and state.since(at, row) >= ring.last)


def settled(state: State, row: int, ring: Ring) -> Ring:
    """A ring with who is inside, where it is not said and other accounts say who holds the place; in a war of more than
    two sides only where it is said who is around, since "the siege" may have been another's or long ago."""
    at = state.index.get(own_key(ring.place) or "")
    mark = state.mark(at, row) if at is not None else None
    meant = ring.by or len(state.sides) == 2
    if ring.side is not None or not meant or mark is None or mark.status != "held" or mark.side in ring.by:
        return ring
    return msgspec.structs.replace(ring, side=mark.side)


def _on_land(ring: Ring, ground: Tessellation) -> bool:
    """Whether the place of a ring lies in the countries at war, or on their coast."""
    if ground.within is None:
        return True
    spot = ground.plane.km(Point(ring.place.lon or 0.0, ring.place.lat or 0.0))
    return bool(shapely.dwithin(ground.within, spot, RING_KM))


def cut_off(state: State, row: int, ground: Tessellation, links: Iterable[tuple[int, int]]) -> list[Part]:
    """The parts of each side's land that are cut off from its largest part by others."""
    sure = state.held(row) & (ground.areas > 0)
    held = np.where(sure, state.leading(row), UNKNOWN)
    groups, of = connected(held, ground, links)
    around, inner = _borders(ground, held, of, (len(groups), len(state.sides)))
    areas, outlines = (np.bincount(of, each, len(groups)) for each in (ground.areas, ground.outlines))
    side = held[[group[0] for group in groups]] if groups else np.zeros(0, dtype=np.int64)
    mine = np.flatnonzero(side != UNKNOWN)
    around[mine, side[mine]] = 0.0
    free = outlines - 2 * inner
    closed = np.divide(around.sum(axis=1), free, out=np.zeros(len(groups)), where=free > 0)
    largest = {int(side[at]): at for at in mine[np.lexsort((-mine, areas[mine]))].tolist()}
    return [
        Part(int(side[at]), frozenset(groups[at]), _sides(around[at]), float(closed[at]))
        for at in mine[closed[mine] >= CLOSED].tolist()
        if largest[int(side[at])] != at
    ]


def _sides(around: NDArray[np.float64]) -> dict[int, float]:
    return {side: km for side, km in enumerate(around.tolist()) if km}


def connected(
    held: NDArray[np.int64], ground: Tessellation, links: Iterable[tuple[int, int]]
) -> tuple[list[list[int]], NDArray[np.int64]]:
    """Each side's land as connected groups of places, in the order of their first ones, and the group of each place.

    ``held``: the side of each place, `UNKNOWN` where it is not known well enough; such a place is a group by itself.
    """
    pairs = np.concatenate((ground.pairs, np.array(list(links), dtype=np.int64).reshape(-1, 2)))
    one, other = held[pairs[:, 0]], held[pairs[:, 1]]
    groups = joined(len(held), pairs[(one == other) & (one != UNKNOWN)].tolist())
    of = np.zeros(len(held), dtype=np.int64)
    of[[place for group in groups for place in group]] = np.repeat(
        np.arange(len(groups)), [len(group) for group in groups]
    )
    return groups, of


def _borders(
    ground: Tessellation, held: NDArray[np.int64], of: NDArray[np.int64], size: tuple[int, int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Kilometres of border of each group with each side (groups, sides), and within each group (groups,)."""
    around, inner = np.zeros(size), np.zeros(size[0])
    here, there = ground.pairs.T
    within = of[here] == of[there]
    np.add.at(inner, of[here][within], ground.lengths[within])
    for mine, yours in ((here, there), (there, here)):
        met = ~within & (held[yours] != UNKNOWN)
        np.add.at(around, (of[mine][met], held[yours][met]), ground.lengths[met])
    return around, inner


def _same(part: Part, ring: Ring, state: State, ground: Tessellation) -> bool:
    """Whether a derived part is what a report says is ringed: the side fits and the ring's land meets the part's."""
    if ring.side is not None and state.sides[part.side] != ring.side:
        return False
    return bool(shapely.intersects(_land(ring, ground), shapely.union_all(ground.cells[sorted(part.places)])))


def _land(ring: Ring, ground: Tessellation) -> Geometry:
    """The ground of a stated ring, in kilometres of the plane."""
    place = ring.place
    if place.geometry is not None and place.geometry.get("type") in ("Polygon", "MultiPolygon"):
        return ground.plane.km(shape(place.geometry))
    spot = ground.plane.km(Point(place.lon or 0.0, place.lat or 0.0))
    return shapely.buffer(spot, max(RING_KM, place.radius_km or 0.0))


def _stated(state: State, row: int, ground: Tessellation, ring: Ring, side: str, part: Part | None) -> Pocket:
    """A ring that reports tell of, with what the state says of it."""
    land = _land(ring, ground)
    spots = [at for at, site in enumerate(state.sites) if site.scope in SPOTS]
    inside = [at for at in spots if shapely.intersects(land, ground.spots[at])]
    if part is not None:
        land, inside = shapely.union_all(ground.cells[sorted(part.places)]), sorted(part.places)
    by = _besiegers(state, part) if part else ring.by or _around(state, row, ground, land, side)
    return Pocket(
        name=ring.place.name, side=side, surrounded_by=by, since=iso(ring.since),
        places=tuple(state.sites[at].id for at in inside), area_km2=round(float(shapely.area(land)), 1),
        basis="both" if part is not None else "stated",
        disagreement=None if part is not None else _disagreement(state, row, _core(ground, land, inside), side),
        claims=ring.claims, geometry=geojson(ground.plane.degrees(land)),
    )  # fmt: skip


def _besiegers(state: State, part: Part) -> tuple[str, ...]:
    """The sides around a part, by length of border."""
    return tuple(state.sides[side] for side in sorted(part.around, key=lambda side: (-part.around[side], side)))


def _around(state: State, row: int, ground: Tessellation, land: Geometry, side: str | None) -> tuple[str, ...]:
    """The other sides that hold cells on the edge of some land, in order."""
    edge, sure = shapely.boundary(land), state.held(row)
    cells = [at for at in range(len(state.sites)) if sure[at] and shapely.intersects(ground.cells[at], edge)]
    return tuple(sorted({state.sides[state.leading(row)[at]] for at in cells} - {side}))


def _core(ground: Tessellation, land: Geometry, places: Sequence[int]) -> list[int]:
    """The places in the inner half of some land: its edge is known only roughly."""
    middle, half = shapely.centroid(land), (float(shapely.area(land)) / pi) ** 0.5 / 2
    return [at for at in places if shapely.dwithin(ground.spots[at], middle, half)]


def _disagreement(state: State, row: int, places: Sequence[int], side: str | None) -> str | None:
    """Where the state does not show what reports state: in words."""
    marks = [state.mark(at, row) for at in places]
    others = sorted({mark.side for mark in marks if mark.probability >= LIKELY and mark.side != side})
    if side is not None and others:
        return f"reports say that {side} is ringed here; the state shows {', '.join(others)} inside"
    return None


def _derived(state: State, row: int, ground: Tessellation, part: Part, since: int) -> Pocket:
    """A part of a side's land that the state shows to be cut off."""
    places = sorted(part.places)
    land = shapely.union_all(ground.cells[places])
    middle = shapely.centroid(land)
    named = min(places, key=lambda at: (float(shapely.distance(ground.spots[at], middle)), at))
    heard = [one for at in places for one in state.observed.get(at, ()) if one.day <= state.days[row]]
    return Pocket(
        name=state.sites[named].name, side=state.sides[part.side],
        surrounded_by=_besiegers(state, part),
        since=iso(since), places=tuple(state.sites[at].id for at in places),
        area_km2=round(float(shapely.area(land)), 1), basis="derived", disagreement=None,
        claims=claims(heard), geometry=geojson(ground.plane.degrees(land)),
    )  # fmt: skip


def since(state: State, row: int, part: Part, ground: Tessellation, shown: Callable[[int], list[Part]]) -> int:
    """The day since which some land of a part has been cut off, by what was told of it and of the land beside it."""
    beside = {at for border in ground.borders for at in border[:2] if set(border[:2]) & part.places} | part.places
    rows = sorted({state.row(one.day) for at in beside for one in state.observed.get(at, ())}, reverse=True)
    first = row
    for back in [at for at in rows if at <= row][:LONGEST_BACK]:
        if not any(each.side == part.side and each.places & part.places for each in shown(back)):
            break
        first = back
    return state.days[first]
