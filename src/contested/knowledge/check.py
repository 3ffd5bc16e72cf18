"""What the shape of a row cannot say: references that must hold, codes that must exist, values in their range."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple, get_args

import pycountry

from contested.errors import KnowledgeError
from contested.knowledge.schema import (
    ActorEntry,
    Conflict,
    Entry,
    FrameEntry,
    MeansEntry,
    PlaceEntry,
    RoadEntry,
    TriggerEntry,
    WordingEntry,
)
from contested.knowledge.sources import KnowledgeFile
from contested.model import Level, WordingKind

ActorKind = Literal[
    "government", "state_forces", "police", "rebel", "militia", "jihadist", "coalition", "external_forces",
    "private_military", "civilians", "political", "international_organisation", "ngo", "monitor", "media", "court",
]  # fmt: skip
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

Path = tuple[str | int, ...]


class Row(NamedTuple):
    """A row with its place: the file, and the path in its data."""

    entry: Entry
    file: KnowledgeFile
    at: Path

    def error(self, path: Sequence[str | int], what: str, remedy: str | None = None) -> KnowledgeError:
        """An error about the value at `path` of the row."""
        return self.file.error((*self.at, *path), what, remedy)


class Fault(NamedTuple):
    """Something wrong at a path of a row, and what to do about it."""

    path: Path
    what: str
    remedy: str | None = None


class Known(NamedTuple):
    """What rows may refer to; ``rooted`` gathers the actors from which the way up is known to end."""

    actors: Mapping[str, ActorEntry]
    sides: Mapping[str, frozenset[str]]
    frames: frozenset[str]
    rooted: set[str]

    @property
    def all_sides(self) -> frozenset[str]:
        """The sides of all conflicts."""
        return frozenset().union(*self.sides.values())


def check(rows: Mapping[str, Iterable[Row]]) -> None:
    """Raises the first fault of any row as a `KnowledgeError`."""
    every = [row for table in rows.values() for row in table]
    entries = [row.entry for row in every]
    known = Known(
        {entry.id: entry for entry in entries if isinstance(entry, ActorEntry)},
        {entry.id: frozenset(side.id for side in entry.side) for entry in entries if isinstance(entry, Conflict)},
        frozenset(entry.name for entry in entries if isinstance(entry, FrameEntry)),
        set(),
    )
    for row in every:
        for fault in _faults(row.entry, known):
            raise row.error(*fault)


def _faults(entry: Entry, known: Known) -> Iterator[Fault]:
    by_type: dict[type[Entry], Callable[..., Iterator[Fault]]] = {
        Conflict: _conflict,
        ActorEntry: _actor,
        PlaceEntry: _place,
        RoadEntry: _road,
        WordingEntry: _wording,
        MeansEntry: _means,
        TriggerEntry: _trigger,
    }
    faults = by_type.get(type(entry))
    return faults(entry, known) if faults else iter(())


def _conflict(entry: Conflict, known: Known) -> Iterator[Fault]:
    yield from _is_id(("id",), entry.id)
    yield from _countries(entry.countries)
    yield from _period((), entry.from_, entry.to)
    sides = [side.id for side in entry.side]
    for index, side in enumerate(entry.side):
        yield from _is_id(("side", index, "id"), side.id)
        if side.id in sides[:index]:
            yield Fault(("side", index, "id"), f'side "{side.id}" stands twice', "give each side its own id")
        if not _COLOUR.fullmatch(side.colour):
            yield Fault(("side", index, "colour"), f'"{side.colour}" is no colour', 'write it as "#1b6ca8"')
    for index, dyad in enumerate(entry.dyad):
        for key, side_id in (("side_a", dyad.side_a), ("side_b", dyad.side_b)):
            if side_id not in sides:
                yield Fault(("dyad", index, key), f'no side "{side_id}" in this conflict', _among(sides))


def _actor(entry: ActorEntry, known: Known) -> Iterator[Fault]:
    yield from _is_id(("id",), entry.id)
    yield from _one_of(("kind",), entry.kind, get_args(ActorKind))
    yield from _countries(entry.countries)
    yield from _period((), entry.from_, entry.to)
    for index, name in enumerate((entry.name, *entry.aliases, *entry.leaders)):
        if not name.strip():
            yield Fault(("aliases",) if index else ("name",), "is empty", "give a name or leave it out")
    yield from _parent(entry, known)
    for index, member in enumerate(entry.member):
        at: Path = ("member", index)
        if member.conflict not in known.sides:
            yield Fault((*at, "conflict"), f'no conflict "{member.conflict}"', _among(known.sides))
        elif member.side not in known.sides[member.conflict]:
            yield Fault((*at, "side"), f'no side "{member.side}"', _among(known.sides[member.conflict]))
        yield from _period(at, member.from_, member.to)
    for index, label in enumerate(entry.label):
        if label.by not in {"opponents", "supporters"} | known.all_sides:
            what = f'"{label.by}" is neither a side nor "opponents" nor "supporters"'
            yield Fault(("label", index, "by"), what, "give the id of a side of a conflict")


def _parent(entry: ActorEntry, known: Known) -> Iterator[Fault]:
    seen = dict.fromkeys([entry.id])
    parent = entry.parent
    while parent is not None and parent not in known.rooted:
        if parent not in known.actors:
            if len(seen) == 1:
                yield Fault(("parent",), f'no actor "{parent}"', "add it, or correct the id")
            return
        if parent in seen:
            yield Fault(("parent",), f"goes in a circle: {' → '.join((*seen, parent))}", "break the circle")
            return
        seen[parent] = None
        parent = known.actors[parent].parent
    known.rooted.update(seen)


def _trigger(entry: TriggerEntry, known: Known) -> Iterator[Fault]:
    if entry.frame not in known.frames:
        yield Fault(("frame",), f'no frame "{entry.frame}"', _among(known.frames))


def _place(entry: PlaceEntry, known: Known) -> Iterator[Fault]:
    yield from _is_id(("id",), entry.id)
    yield from _one_of(("level",), entry.level, get_args(Level))
    yield from _countries([entry.country], "country")
    yield from _point((), entry.lat, entry.lon)
    if entry.radius_km is not None and entry.radius_km <= 0:
        yield Fault(("radius_km",), "is not above 0", "give the radius in kilometres or leave it out")
    for lat, lon in entry.outline:
        yield from _point(("outline",), lat, lon)


def _road(entry: RoadEntry, known: Known) -> Iterator[Fault]:
    yield from _is_id(("id",), entry.id)
    yield from _one_of(("kind",), entry.kind, ("road", "river", "border"))
    yield from _countries([entry.country], "country")
    if entry.kind == "border":
        yield from _countries([entry.beyond], "beyond")
    for index, stop in enumerate(entry.stop):
        yield from _point(("stop", index), stop.lat, stop.lon)


def _wording(entry: WordingEntry, known: Known) -> Iterator[Fault]:
    yield from _one_of(("kind",), entry.kind, get_args(WordingKind))
    favours = {"agent", "patient", "speaker", "named", "against_named"} | known.all_sides
    if entry.favours is not None:
        yield from _one_of(("favours",), entry.favours, favours)


def _means(entry: MeansEntry, known: Known) -> Iterator[Fault]:
    yield from _one_of(("mention",), entry.mention, ("weapon", "platform"))


def _is_id(path: Path, value: str) -> Iterator[Fault]:
    if not _ID.fullmatch(value):
        yield Fault(path, f'"{value}" is no id', "use small letters, figures and single hyphens")


def _one_of(path: Path, value: str, allowed: Iterable[str]) -> Iterator[Fault]:
    if value not in set(allowed):
        yield Fault(path, f'"{value}" is not known', _among(allowed))


def _among(allowed: Iterable[str]) -> str:
    return f"expected one of {', '.join(sorted(allowed)) or 'none'}"


def _countries(codes: Sequence[str], key: str = "countries") -> Iterator[Fault]:
    for code in codes:
        if code not in _iso_codes():
            yield Fault((key,), f'"{code}" is no ISO 3166-1 code of two letters', 'write "SY" for Syria')


@cache
def _iso_codes() -> frozenset[str]:
    """With Kosovo's, which ISO leaves to its users and the European Union and GeoNames use."""
    return frozenset(("XK", *(country.alpha_2 for country in pycountry.countries)))


def _period(at: Path, first: str | None, last: str | None) -> Iterator[Fault]:
    for key, value in (("from", first), ("to", last)):
        if value is not None and not _DATE.fullmatch(value):
            yield Fault((*at, key), f'"{value}" is no date', 'write "2017", "2017-05" or "2017-05-27"')
    if first and last and last < first[: len(last)]:
        yield Fault((*at, "to"), f"{last} is before {first}", "set the earlier date as `from`")


def _point(at: Path, lat: float, lon: float) -> Iterator[Fault]:
    for key, value, limit in (("lat", lat, 90), ("lon", lon, 180)):
        if not -limit <= value <= limit:
            path = at if at == ("outline",) else (*at, key)
            yield Fault(path, f"{value} is outside ±{limit} degrees", "give WGS 84 degrees")
