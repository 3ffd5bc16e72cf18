"""A user's places joined with the layers below: one place is one row, with the best of what each source knows of it.

A row of a layer replaces the row below that it is the same place as, and takes over what it lacks itself: population,
importance, names, ids. Divisions are called as the layers below call them, so that "in Idlib province" holds for a
place that its source puts in "Idleb".
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from contested.gazetteer.index import Gazetteer, same_place
from contested.gazetteer.rows import PACKED, SECONDARY, Entry, PlaceRow
from contested.gazetteer.sphere import kilometres

NAMES = 12  # names of a place that are looked up
SPELT_ALIKE = 0.85  # likeness of another spelling that may be the same place
NEAR_KM = 5.0  # within which it is
TENTH = 100_000  # microdegrees; rows within `SAME_SPOT` lie in touching squares of this side
WIDTH = 10_000  # more squares than there are around the earth
WIDE = frozenset(("country", "admin1"))  # which are the same wherever their middles are put
CHIEF_KM = 150.0  # a division's chief town lies within


class Joiner:
    """Joins places with what a gazetteer of the layers below knows; ``tolerant``: also by other spellings.

    ``replaced`` has a byte for each row below: 1 where a place that came in is the same.
    """

    def __init__(self, below: Gazetteer, *, tolerant: bool) -> None:
        self.below, self.tolerant = below, tolerant
        self.replaced = bytearray(below.size)
        self.cells = cells_of(below)
        self.division = lru_cache(10_000)(self._division)

    def joined(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The places, each with what the layers below add to it."""
        for entry in entries:
            yield self.join(entry)

    def join(self, entry: Entry) -> Entry:
        """One place with what the layers below add to it."""
        entry = entry._replace(source="user")
        if entry.admin1 and entry.level != "admin1":
            entry = entry._replace(admin1=self.division(entry.country, entry.admin1))
        row = self.same(entry)
        if row is None:
            return self.demoted(entry)
        self.replaced[row] = 1
        return self.demoted(self.with_names(merged(entry, self.below.place(row)), row))

    def _division(self, country: str, name: str) -> str:
        """A first-level division as the layers below call it; the name itself where they know none."""
        spelt = [(row, 1.0) for row in self.below.strict(name)]
        for row, _ in (*spelt, *self.below.tolerant(name, country)):
            place = self.below.place(row)
            if place.level == "admin1" and place.country == country:
                return place.admin1 or place.name
        return name

    def same(self, entry: Entry) -> int | None:
        """The nearest row below that is the same place, None for none."""
        if entry.level not in WIDE and not self.neighboured(entry):
            return None
        wanted = as_row(entry)
        names = (*entry.names, *entry.secondary)[:NAMES]
        found = {row for name in names for row in self.below.strict(name) if same_place(wanted, self.below.place(row))}
        if not found and self.tolerant and entry.level in ("settlement", "neighbourhood"):
            found = {row for name in names[:2] for row in self.alike(name, wanted)}
        return min(found, key=lambda row: (self.distance(entry, row), row), default=None)

    def neighboured(self, entry: Entry) -> bool:
        """Whether any row below lies so near that it may be the same place; of most places in the country none does."""
        lat, lon = math.floor(entry.lat * 10), math.floor(entry.lon * 10)
        return any((lat + i) * WIDTH + lon + j in self.cells for i in (-1, 0, 1) for j in (-1, 0, 1))

    def alike(self, name: str, wanted: PlaceRow) -> Iterator[int]:
        """Rows in another spelling of a name that lie where the place does."""
        for row, likeness in self.below.tolerant(name, wanted.country or None):
            place = self.below.place(row)
            near = same_place(wanted, place) and kilometres(place.lat, place.lon, wanted.lat, wanted.lon) < NEAR_KM
            if near and likeness >= SPELT_ALIKE:
                yield row

    def distance(self, entry: Entry, row: int) -> float:
        """How far a row lies from a place, in km."""
        place = self.below.place(row)
        return kilometres(entry.lat, entry.lon, place.lat, place.lon)

    def with_names(self, entry: Entry, row: int) -> Entry:
        """A place with the names of a row below; what the row is only also called stays so."""
        place = self.below.place(row)
        secondary = dict.fromkeys(entry.secondary)
        names = dict.fromkeys(entry.names)
        for name in (place.name, *self.below.other_names(row)):
            marks = dict(self.below.postings(name)).get(row, 0)
            (secondary if marks & SECONDARY else names).setdefault(name)
        return entry._replace(names=tuple(names), secondary=tuple(secondary))

    def demoted(self, entry: Entry) -> Entry:
        """A division: a name that its chief town bears too more often means the town."""
        if entry.level not in ("admin1", "admin2"):
            return entry
        shared = {name for name in entry.names if self.chief_town(entry, name)}
        latin = [name for name in entry.names if name not in shared or name.isascii()] or entry.names[:1]
        return entry._replace(
            names=tuple(dict.fromkeys(f"{name} {title(entry.level)}" if name in shared else name for name in latin)),
            secondary=tuple(dict.fromkeys((*entry.secondary, *(name for name in entry.names if name in shared)))),
        )

    def chief_town(self, entry: Entry, name: str) -> bool:
        """Whether a town of a division bears this name."""
        towns = [self.below.place(row) for row in self.below.strict(name)]
        return any(
            town.level == "settlement"
            and town.country == entry.country
            and kilometres(entry.lat, entry.lon, town.lat, town.lon) < CHIEF_KM
            for town in towns
        )


def cells_of(gazetteer: Gazetteer) -> set[int]:
    """The squares of a tenth of a degree in which some row lies, each as one number."""
    cells: set[int] = set()
    for layer in gazetteer.layers:
        rows = np.frombuffer(layer.section("rows"), np.dtype((np.void, PACKED.size)))
        spots = rows.view(np.dtype({"names": ["at"], "formats": ["(2,)<i4"], "itemsize": PACKED.size}))["at"]
        square = spots.astype(np.int64) // TENTH
        cells.update(np.unique(square[:, 0] * WIDTH + square[:, 1]).tolist())
    return cells


def title(level: str) -> str:
    """The word that tells a division from its chief town."""
    return "Governorate" if level == "admin1" else "District"


def merged(entry: Entry, place: PlaceRow) -> Entry:
    """A place with the population, importance and ids of the same place below where it has none of its own."""
    ids = dict(place.ids) | dict(entry.ids)
    if place.id.startswith("geonames:"):
        ids.setdefault("geonames", place.id.removeprefix("geonames:"))
    return entry._replace(
        population=entry.population or place.population,
        importance=max(entry.importance, place.importance),
        radius_km=entry.radius_km if entry.population or entry.outline else place.radius_km,
        outline=entry.outline or place.outline,
        admin1=(place.admin1 if entry.level == "admin1" else entry.admin1 or place.admin1),
        admin2=entry.admin2 or place.admin2,
        ids=tuple(ids.items()),
    )


def as_row(entry: Entry) -> PlaceRow:
    """A place that comes in as a row, to be compared."""
    return PlaceRow(
        entry.id, entry.names[0], entry.level, entry.country, entry.admin1, entry.admin2, entry.lat, entry.lon,
        entry.population, entry.radius_km, entry.outline, entry.source, entry.importance, entry.ids,
    )  # fmt: skip
