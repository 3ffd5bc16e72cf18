"""Roads: for each side and stretch open, cut, contested or unknown, by what the state shows and by what reports say.

A stretch runs between two stops. The state shows it open to a side that holds both ends, cut where it holds one and
another side the other; but no stretch is cut of which nobody speaks. Where a report says that a road was cut and not
by whom, it is cut for those who held a stop of it. A report that a road was opened or cut counts from its day on,
until a later one says otherwise; where the state knows nothing of a stretch, the report stands alone, and where they
disagree the stretch says so. A road that a report names and that cannot be placed is listed without a line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import msgspec

from contested.control.days import iso
from contested.control.named import Named
from contested.control.roads import Road
from contested.control.state import State
from contested.fusion.stakes import stakes
from contested.fusion.testimony import when
from contested.knowledge.schema import RoadEntry
from contested.model import Told

Passage = Literal["open", "cut", "contested", "unknown"]
BELIEVED = 0.4  # the least credence at which a report of a road counts
LONGEST_BACK = 400  # rows that are gone back to find since when
SPOT = 0.03  # degrees: a point of a claim's line this near a stop is the stop
# a road called by one end alone
LEADS = re.compile(r"\b(?:The )?((?:al-)?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*) (?:road|highway)\b")
NOWHERE: tuple[tuple[int, int, int], int, str, int, Road | None] = ((0, 0, 0), 0, "", 0, None)
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
    """A road for one side: as open as its worst stretch. ``since``: ISO day, None where it is unknown.

    ``side`` is None where reports say of no side whose road it is. A road that cannot be placed has no stretches, and
    no ``geometry``.
    """

    id: str
    name: str
    from_: str = msgspec.field(name="from")
    to: str
    side: str | None
    status: Passage
    since: str | None
    stretches: tuple[Stretch, ...]
    claims: tuple[str, ...]
    geometry: dict[str, Any] | None


class Said(NamedTuple):
    """A report of a road: from a day on (ordinal) it is open to, or cut for, somebody, over some stretches."""

    day: int
    opens: bool
    sides: frozenset[str]
    claim: str
    over: range = range(0)


Reports = dict[tuple[str, int], list[Said]]


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
        rows = [_route(state, row, road, side, said) for side in _concerned(state, row, road, said)]
        known = [route for route in rows if route.status != "unknown"]
        found += known or [route for route in rows if route.claims]
    return sorted(found, key=lambda route: (route.name, route.side or "", route.id))


def about(told: Told, on: int, credence: Callable[[str], float]) -> Said | None:
    """What a claim says of a road by a day, None where it says nothing that counts."""
    found, day = stakes(told.claim), when(told)[0]
    counts = told.claim.modality in ("asserted", "reported") and told.claim.outcome != "failed"
    if found.bears not in ("opens", "cuts") or not counts or day > on or credence(told.claim.id) < BELIEVED:
        return None
    sides = frozenset(actor.side for actor in told.claim.actors if actor.role == "agent" and actor.side)
    return Said(day, (found.bears == "opens") != found.against, sides, told.claim.id)


def reports(
    roads: Sequence[Road], told: Iterable[Told], on: int, credence: Callable[[str], float]
) -> dict[tuple[str, int], list[Said]]:
    """What is said of each stretch (road id, number) by a day, oldest first."""
    found: dict[tuple[str, int], list[Said]] = defaultdict(list)
    for each in told:
        said = about(each, on, credence)
        if said is not None:
            for road, stretches in meant(each, roads):
                for number in stretches:
                    found[road.entry.id, number].append(said._replace(over=stretches))
    return {key: sorted(rows, key=lambda one: (one.day, one.claim)) for key, rows in found.items()}


def unplaced(names: Iterable[Named], told: Iterable[Told], on: int, credence: Callable[[str], float]) -> list[Route]:
    """The roads that reports name and that lie nobody knows where, as what was last said of each, by name."""
    by_id = {each.claim.id: each for each in told}
    said: dict[str, list[Said]] = defaultdict(list)
    for one in names:
        word = about(by_id[one.claim], on, credence) if one.entry is None and one.claim in by_id else None
        if word is not None:
            said[one.name].append(word)
    found = []
    for name, rows in sorted(said.items()):
        rows.sort(key=lambda one: (one.day, one.claim))
        last, claims = rows[-1], tuple(one.claim for one in reversed(rows))
        # cut by somebody is cut for others, of whom nothing is said
        sides: list[str | None] = [*sorted(last.sides)] if last.opens else []
        for side in sides or [None]:
            status: Passage = "open" if last.opens else "cut"
            found.append(Route(id=f"unplaced:{name}", name=name, from_="", to="", side=side, status=status,
                               since=iso(last.day), stretches=(), claims=claims, geometry=None))  # fmt: skip
    return found


def meant(told: Told, roads: Sequence[Road]) -> Iterator[tuple[Road, range]]:
    """The stretches of the road that a claim is about: those along its line, else the road that its words name."""
    own = next((road for road in roads if road.claims and told.claim.id in road.claims), None)
    if own is not None:
        yield own, range(len(own.entry.stop) - 1)
        return
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
        else:
            yield from _toward(text, told.report.text, roads)


def _toward(sentence: str, text: str, roads: Sequence[Road]) -> Iterator[tuple[Road, range]]:
    """The road that is called by where it leads ("the Raqqa road"): from a stop of it that the report names most."""
    for match in LEADS.finditer(sentence):
        found: list[tuple[tuple[int, int, int], int, str, int, Road | None]] = []
        for road in roads:
            names = [stop.name for stop in road.entry.stop]
            if match[1] in names:
                end = names.index(match[1])
                told = [(text.count(name), -abs(at - end), at) for at, name in enumerate(names) if at != end]
                found.append((max(told, default=(0, 0, 0)), -len(names), road.entry.id, end, road))
        (times, _, start), _, _, end, best = max(found, key=lambda one: one[:3], default=NOWHERE)
        if times and best is not None:
            yield best, range(min(start, end), max(start, end))
            return


def _on(line: dict[str, Any], lat: float, lon: float) -> bool:
    return any(abs(at[0] - lon) < SPOT and abs(at[1] - lat) < SPOT for at in line.get("coordinates", ()))


def _named(road: RoadEntry, text: str) -> bool:
    return any(_plain(name) in text for name in (road.name, *road.aliases) if len(name) > 3)


def _plain(text: str) -> str:
    return DASHES.sub("-", " ".join(text.lower().split()))


def _concerned(state: State, row: int, road: Road, said: Reports) -> list[str | None]:
    """The sides that hold a stop, or that a report of the road names; None alone where it names none."""
    holders = {side for at in road.places if at is not None and (side := _end(state, row, at)) is not None}
    stretches = range(len(road.places) - 1)
    told = [one for number in stretches for one in said.get((road.entry.id, number), ())]
    named = {side for one in told for side in one.sides}
    users = {side for one in told if not one.opens for side in _users(state, row, road, one)}
    sides = (holders | named | users) & set(state.sides)
    concerned: list[str | None] = [*sorted(sides)]
    cutters = {side for one in told if not one.opens for side in one.sides}
    if cutters and sides <= cutters:  # it is cut for somebody else: in a war of two sides the other one
        others = [side for side in state.sides if side not in cutters]
        concerned += others if len(state.sides) == 2 else [None]
    return concerned or ([None] if told else [])


def _users(state: State, row: int, road: Road, said: Said) -> set[str]:
    """The sides that held a stop of what a report speaks of on its day, or the first that did by the day of a row."""
    rows = range(state.row(said.day), min(row, state.row(said.day) + LONGEST_BACK) + 1)
    stops = (at for at in road.places[said.over.start : said.over.stop + 1] if at is not None)
    first = (next((side for one in rows if (side := _end(state, one, at))), None) for at in stops)
    return {side for side in first if side is not None}


def _end(state: State, row: int, place: int) -> str | None:
    """The side whose end of a stretch a place is, None where nobody holds it."""
    mark = state.mark(place, row)
    return mark.side if mark.status == "held" else None


def _route(state: State, row: int, road: Road, side: str | None, said: Reports) -> Route:
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


def _stretch(state: State, row: int, road: Road, number: int, side: str | None, said: Sequence[Said]) -> Stretch:
    shown = _shown(state, row, road.places[number : number + 2], side)
    told = _told(state, row, road, side, said)
    if told == "open" and _taken_since(
        state, row, road.places[number : number + 2], side, _newest(said, state.days[row])
    ):
        told = "unknown"  # it was open then; now somebody else stands on it
    if shown == "cut" and not said:
        shown = "unknown"  # that a road is cut somebody must say
    # who holds both ends may still be cut off between them: a report that is no older says so
    late = _newest(said, state.days[row]) >= _held_since(state, row, road, number)
    newer = told == "cut" and shown == "open" and late
    status = told if shown == "unknown" or newer or (shown == "contested" and told != "unknown") else shown
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


def _newest(said: Sequence[Said], on: int) -> int:
    """The day of the newest report by a day, 0 for none."""
    return max((one.day for one in said if one.day <= on), default=0)


def _taken_since(state: State, row: int, ends: Sequence[int | None], side: str | None, day: int) -> bool:
    """Whether somebody else has come to hold an end of a stretch since a day."""
    taken = [at for at in ends if at is not None and side is not None and _end(state, row, at) not in (side, None)]
    return any(state.since(at, row) > day for at in taken)


def _held_since(state: State, row: int, road: Road, number: int) -> int:
    """The day since which both ends of a stretch stand as they do."""
    return max((state.since(at, row) for at in road.places[number : number + 2] if at is not None), default=0)


def _shown(state: State, row: int, ends: Sequence[int | None], side: str | None) -> Passage:
    """What the state shows of a stretch."""
    known = [at for at in ends if at is not None]
    if side is None:
        return "unknown"
    holders = [_end(state, row, at) for at in known]
    if side in holders and any(holder not in (side, None) for holder in holders):
        return "cut"
    if holders == [side, side]:
        return "open"
    return "contested" if any(state.mark(at, row).status == "contested" for at in known) else "unknown"


def _told(state: State, row: int, road: Road, side: str | None, said: Sequence[Said]) -> Passage:
    """What the last report of a stretch says for a side: opened by one is open to it; cut by one is cut for others;
    opened or cut by nobody in particular it is so for those who held a stop of it then."""
    last = next((one for one in reversed(said) if one.day <= state.days[row]), None)
    if last is None:
        return "unknown"
    users = _users(state, row, road, last) if not last.sides else set()
    if last.opens:
        return "open" if side is None or side in (last.sides or users or {side}) else "unknown"
    hit = side not in last.sides if last.sides or side is None or not users else side in users
    return "cut" if hit else "unknown"


def _since(state: State, row: int, road: Road, side: str | None, said: Reports, status: Passage) -> int:
    """The day since which a road has been as it is on the day of a row, or a day as far back as is looked."""
    for _ in range(min(row, LONGEST_BACK)):
        numbers = range(len(road.places) - 1)
        before = [_stretch(state, row - 1, road, at, side, said.get((road.entry.id, at), [])).status for at in numbers]
        if _whole(before) != status:
            break
        row -= 1
    return state.days[row]
