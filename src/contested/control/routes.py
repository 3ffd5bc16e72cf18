"""Roads: for each side and stretch open, cut, contested or unknown, by what the state shows and by what reports say.

A stretch runs between two stops. The state shows it open to a side that holds both ends, cut where another side holds
one. A report that a road was opened or cut counts from its day on, until a later one says otherwise; where the state
knows nothing of a stretch, the report stands alone, and where they disagree the stretch says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import msgspec

from contested.control.days import iso
from contested.control.roads import Road
from contested.control.state import State
from contested.fusion.stakes import stakes
from contested.fusion.testimony import when
from contested.knowledge.schema import RoadEntry
from contested.model import Told

Passage = Literal["open", "cut", "contested", "unknown"]
BELIEVED = 0.4  # the least credence at which a report of a road counts
SURE = 0.6  # from which an end of a stretch is taken to be a side's
LONGEST_BACK = 400  # rows that are gone back to find since when
SILENT = 0.75  # and the same where nobody ever spoke of the place
SPOT = 0.03  # degrees: a point of a claim's line this near a stop is the stop
DASHES = re.compile(r"\s*[-‐‑–—/]\s*")


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A road between two stops. ``basis``: the state, reports, both, or None where nothing is known."""

    from_: str = msgspec.field(name="from")
    to: str
    status: Passage
    basis: Literal["stated", "derived", "both"] | None
    disagreement: str | None
    claims: tuple[str, ...]


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """A road for one side: as open as its worst stretch. ``since``: ISO day, None where it is unknown."""

    id: str
    name: str
    from_: str = msgspec.field(name="from")
    to: str
    side: str
    status: Passage
    since: str | None
    stretches: tuple[Stretch, ...]
    claims: tuple[str, ...]
    geometry: dict[str, Any]


class Said(NamedTuple):
    """A report of a stretch: from a day on (ordinal) it is open to, or cut for, somebody."""

    day: int
    opens: bool
    sides: frozenset[str]
    claim: str


def routes(
    state: State,
    row: int,
    roads: Sequence[Road],
    told: Iterable[Told],
    credence: Callable[[str], float],
    kept: Callable[[float, float], bool],
) -> list[Route]:
    """Every road that something is known of, for every side that it concerns, by name and side."""
    said = reports(roads, told, state.days[row], credence)
    found = []
    for road in roads:
        if not any(kept(stop.lat, stop.lon) for stop in road.entry.stop):
            continue
        for side in _concerned(state, row, road, said):
            route = _route(state, row, road, side, said)
            if route.status != "unknown" or route.claims:
                found.append(route)
    return sorted(found, key=lambda route: (route.name, route.side))


def reports(
    roads: Sequence[Road], told: Iterable[Told], on: int, credence: Callable[[str], float]
) -> dict[tuple[str, int], list[Said]]:
    """What is said of each stretch (road id, number) by a day, oldest first."""
    found: dict[tuple[str, int], list[Said]] = defaultdict(list)
    for each in told:
        bears = stakes(each.claim).bears
        day = when(each)[0]
        if bears not in ("opens", "cuts") or day > on or credence(each.claim.id) < BELIEVED:
            continue
        opens = (bears == "opens") != stakes(each.claim).against
        sides = frozenset(actor.side for actor in each.claim.actors if actor.role == "agent" and actor.side)
        for road, stretches in _meant(each, roads):
            for number in stretches:
                found[road.entry.id, number].append(Said(day, opens, sides, each.claim.id))
    return {key: sorted(rows, key=lambda one: (one.day, one.claim)) for key, rows in found.items()}


def _meant(told: Told, roads: Sequence[Road]) -> Iterator[tuple[Road, range]]:
    """The stretches of the road that a claim is about: those along its line, else the road that its sentence names."""
    lines = [place.geometry for place in told.claim.places if place.geometry and place.relation == "along_road"]
    for line in lines:
        for road in roads:
            stops = [at for at, stop in enumerate(road.entry.stop) if _on(line, stop.lat, stop.lon)]
            if len(stops) > 1 and len(stops) == len(line.get("coordinates", ())):
                yield road, range(stops[0], stops[-1])
                return
    if not lines:
        text = told.report.text[told.claim.sentence.start : told.claim.sentence.end]
        named = next((road for road in roads if _named(road.entry, _plain(text))), None)
        if named is not None:
            yield named, range(len(named.entry.stop) - 1)


def _on(line: dict[str, Any], lat: float, lon: float) -> bool:
    return any(abs(at[0] - lon) < SPOT and abs(at[1] - lat) < SPOT for at in line.get("coordinates", ()))


def _named(road: RoadEntry, text: str) -> bool:
    return any(_plain(name) in text for name in (road.name, *road.aliases) if len(name) > 3)


def _plain(text: str) -> str:
    return DASHES.sub("-", " ".join(text.lower().split()))


def _concerned(state: State, row: int, road: Road, said: dict[tuple[str, int], list[Said]]) -> list[str]:
    """The sides that hold a stop, or that a report of the road names."""
    holders = {state.mark(at, row).side for at in road.places if at is not None and _sure(state, row, at)}
    stretches = range(len(road.places) - 1)
    named = {side for number in stretches for one in said.get((road.entry.id, number), ()) for side in one.sides}
    return sorted((holders | named) & set(state.sides))


def _sure(state: State, row: int, place: int) -> bool:
    return _end(state, row, place) is not None


def _end(state: State, row: int, place: int) -> str | None:
    """The side whose end of a stretch a place is, None where that is not known well enough."""
    mark = state.mark(place, row)
    spoken = state.last_word(place, state.days[row]) is not None
    return mark.side if mark.probability >= (SURE if spoken else SILENT) else None


def _route(state: State, row: int, road: Road, side: str, said: dict[tuple[str, int], list[Said]]) -> Route:
    stops = road.entry.stop
    stretches = tuple(
        _stretch(state, row, road, number, side, said.get((road.entry.id, number), []))
        for number in range(len(stops) - 1)
    )
    status = _whole([stretch.status for stretch in stretches])
    since = None if status == "unknown" else iso(_since(state, row, road, side, said, status))
    line = [[round(stop.lon, 4), round(stop.lat, 4)] for stop in stops]
    return Route(
        id=road.entry.id, name=road.entry.name, from_=stops[0].name, to=stops[-1].name, side=side, status=status,
        since=since, stretches=stretches, claims=tuple(dict.fromkeys(id for one in stretches for id in one.claims)),
        geometry={"type": "LineString", "coordinates": line},
    )  # fmt: skip


def _whole(statuses: Sequence[Passage]) -> Passage:
    """A road by its stretches: cut if one is; open if all are; contested if one is and none unknown."""
    if "cut" in statuses:
        return "cut"
    if all(status == "open" for status in statuses):
        return "open"
    return "contested" if "contested" in statuses else "unknown"


def _stretch(state: State, row: int, road: Road, number: int, side: str, said: Sequence[Said]) -> Stretch:
    shown, told = _shown(state, row, road.places[number : number + 2], side), _told(said, side, state.days[row])
    status = told if shown == "unknown" or (shown == "contested" and told != "unknown") else shown
    both = shown != "unknown" and told != "unknown"
    disagreement = f"reports say {told}, the state shows {shown}" if both and shown != told else None
    basis: Literal["stated", "derived", "both"] | None = "both" if both and shown == told else None
    if basis is None and status != "unknown":
        basis = "stated" if status == told else "derived"
    one, other = list(pairwise(road.entry.stop))[number]
    return Stretch(
        from_=one.name, to=other.name, status=status, basis=basis, disagreement=disagreement,
        claims=tuple(one.claim for one in reversed(said) if one.day <= state.days[row]),
    )  # fmt: skip


def _shown(state: State, row: int, ends: Sequence[int | None], side: str) -> Passage:
    """What the state shows of a stretch."""
    known = [at for at in ends if at is not None]
    holders = [_end(state, row, at) for at in known]
    if any(holder not in (side, None) for holder in holders):
        return "cut"
    if len(holders) == 2 and None not in holders:
        return "open"
    return "contested" if any(state.mark(at, row).status == "contested" for at in known) else "unknown"


def _told(said: Sequence[Said], side: str, on: int) -> Passage:
    """What the last report of a stretch says for a side: opened by one is open to it; cut by one is cut for others."""
    last = next((one for one in reversed(said) if one.day <= on), None)
    if last is None:
        return "unknown"
    if last.opens:
        return "open" if not last.sides or side in last.sides else "unknown"
    return "cut" if side not in last.sides else "unknown"


def _since(
    state: State, row: int, road: Road, side: str, said: dict[tuple[str, int], list[Said]], status: Passage
) -> int:
    """The day since which a road has been as it is on the day of a row, or a day as far back as is looked."""
    for _ in range(min(row, LONGEST_BACK)):
        numbers = range(len(road.places) - 1)
        before = [_stretch(state, row - 1, road, at, side, said.get((road.entry.id, at), [])).status for at in numbers]
        if _whole(before) != status:
            break
        row -= 1
    return state.days[row]
