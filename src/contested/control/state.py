"""Who holds which place on which day: what the filter says, and how it reads (held, contested, unknown, since when)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.control.evidence import Table, evidence
from contested.control.filter import Chain, Floats
from contested.control.neighbours import neighbours
from contested.control.observations import Observation, Unrest, observations
from contested.control.parameters import Parameters, parameters
from contested.control.pressure import Gain, pushes
from contested.control.support import support
from contested.fusion.credence import Credences
from contested.fusion.sites import SPOTS, Site
from contested.fusion.testimony import Testimony

LIKELY = 0.5
CONTRADICTED = "accounts contradict each other"
LEFT = frozenset({"withdrawal", "expulsion", "surrender", "capture", "handover", "fell"})
NEVER = 10**7  # a day (ordinal) that does not come
Status = Literal["held", "contested", "unknown"]


class Mark(NamedTuple):
    """How a place stands on a day: its most probable side and how sure that is, the next side ("" for none), and why.

    ``why``: what the colour stands on where it is held; what is missing where it is not.
    """

    side: str
    probability: float
    status: Status
    other: str
    why: str


class Column(NamedTuple):
    """How a place stands on the day of each row: its likeliest side and the next (indexes), and whether that may be
    said to hold it, or both to contend for it; unknown where neither."""

    side: NDArray[np.int64]
    other: NDArray[np.int64]
    held: NDArray[np.bool_]
    contested: NDArray[np.bool_]

    def status(self, row: int) -> Status:
        """How it stands on the day of a row."""
        return "held" if self.held[row] else "contested" if self.contested[row] else "unknown"

    def alike(self, row: int) -> NDArray[np.bool_]:
        """The rows on whose days it stands as on that of one: the same status, and the same side if held."""
        if self.held[row]:
            return np.asarray(self.held & (self.side == self.side[row]))
        return np.asarray(~self.held & (self.contested == self.contested[row]))


class State:
    """The situation of one war over time. ``chances`` (days, places, sides) sum to one over the sides."""

    def __init__(
        self,
        sites: Sequence[Site],
        sides: Sequence[str],
        days: Sequence[int],
        chances: Floats,
        observed: Sequence[Observation],
        unrest: Sequence[Unrest],
        settings: Parameters,
    ) -> None:
        self.sites, self.sides, self.days, self.chances = tuple(sites), tuple(sides), list(days), chances
        self.settings = settings
        self.index = {site.id: at for at, site in enumerate(self.sites)}
        self.observed: dict[int, list[Observation]] = defaultdict(list)
        for one in observed:
            self.observed[one.place].append(one)
        self._words: dict[int, list[int]] = defaultdict(list)
        heard = [(one.day, one.place) for one in observed] + [(one.day, one.place) for one in unrest]
        for day, place in sorted(heard):
            self._words[place].append(day)
        self._first = np.array([min(self._words.get(at, [NEVER])) for at in range(len(self.sites))], dtype=np.int64)
        self._rows = {day: row for row, day in enumerate(self.days)}
        self._marks: dict[tuple[int, int], Mark] = {}
        self._columns: dict[int, Column] = {}
        self._stands: dict[tuple[int, int, int, int], tuple[str, Observation] | None] = {}
        self._said: dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}
        self._ordinals = np.asarray(self.days, dtype=np.int64)

    def spoken(self, row: int) -> NDArray[np.bool_]:
        """Whether anything was said of each place (places,) by the day of a row."""
        return np.asarray(self._first <= self.days[row])

    def fresh(self, place: int, row: int) -> bool:
        """Whether the last word on a place is recent on the day of a row."""
        word = self.last_word(place, self.days[row])
        return word is not None and self.days[row] - word <= self.settings.recent_days

    def held(self, row: int) -> NDArray[np.bool_]:
        """Whether each place (places,) is held on the day of a row."""
        places, spoken = range(len(self.sites)), self.spoken(row)
        return np.array([spoken[at] and self._column(at).held[row] for at in places], dtype=bool)

    def drawn(self, row: int) -> NDArray[np.bool_]:
        """Whether each place (places,) is held with recent word: what is coloured, and what fronts lie between."""
        held = self.held(row)
        return np.array([bool(held[at]) and self.fresh(at, row) for at in range(len(self.sites))], dtype=bool)

    def row(self, day: int) -> int:
        """The row of a day: the last that was reckoned by then."""
        return max(0, bisect_right(self.days, day) - 1)

    def last_word(self, place: int, day: int) -> int | None:
        """The last day by `day` of which anything was said of a place, None for none."""
        words = self._words.get(place, [])
        at = bisect_right(words, day)
        return words[at - 1] if at else None

    def mark(self, place: int, row: int) -> Mark:
        """How a place stands on the day of a row."""
        if (place, row) not in self._marks:
            self._marks[place, row] = self._mark(place, row)
        return self._marks[place, row]

    def _mark(self, place: int, row: int) -> Mark:
        column = self._column(place)
        side, other, status = int(column.side[row]), int(column.other[row]), column.status(row)
        why = CONTRADICTED if status == "contested" else ""
        if status == "held":
            stands_on = self.stands_on(place, row, side)
            why = stands_on[0] if stands_on is not None else why
        elif status == "unknown":
            why = self._lacking(place, self.days[row])
        chance = float(self.chances[row, place, side])
        return Mark(self.sides[side], chance, status, self.sides[other] if len(self.sides) > 1 else "", why)

    def _column(self, place: int) -> Column:
        """How a place stands on all days: reckoned at once, since most days are like those beside them."""
        if place not in self._columns:
            self._columns[place] = self._reckoned(place)
        return self._columns[place]

    def _reckoned(self, place: int) -> Column:
        chances, settings, days = self.chances[:, place].astype(np.float64), self.settings, self._ordinals
        rows, side = np.arange(len(chances)), chances.argmax(axis=1)
        likeliest = chances[rows, side]
        chances[rows, side] = -1.0  # the next is the likeliest of the others
        other = chances.argmax(axis=1) if len(self.sides) > 1 else side
        held = self._supported(place, side, likeliest >= settings.held)
        if len(self.sides) < 2:
            return Column(side, other, held & ~self._left(place), np.zeros_like(held))
        words = np.array([-NEVER, *self._words.get(place, ())], dtype=np.int64)
        late = days - words[np.searchsorted(words, days, side="right") - 1] <= settings.lately_days
        named, until = self._named(place), days + settings.concession_days
        both = (named[side] <= until) & (named[other] <= until)
        contested = ~held & late & both & (chances[rows, other] >= settings.contesting)
        return Column(side, other, held, contested)

    def _supported(self, place: int, side: NDArray[np.int64], likely: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """On which of the days (rows,) on which the likeliest side is likely enough it may be said to hold a place."""
        found = np.zeros(len(side), dtype=bool)
        if not likely.any():
            return found
        for one in np.flatnonzero(np.bincount(side[likely], minlength=1)).tolist():
            rows = np.flatnonzero(likely & (side == one))
            first, last = self._within(place, one, self._ordinals[rows])
            # most days lie within the same words as the day before
            changes = np.flatnonzero((first[1:] != first[:-1]) | (last[1:] != last[:-1])) + 1
            begins = np.concatenate(([0], changes))
            spans = zip(first[begins].tolist(), last[begins].tolist(), strict=True)
            stand = [self._support(place, one, *span) is not None for span in spans]
            found[rows] = np.repeat(stand, np.diff(begins, append=len(rows)))
        return found

    def stands_on(self, place: int, row: int, side: int) -> tuple[str, Observation] | None:
        """On what it may be said that a side holds a place on the day of a row (`support`), by its present tenure."""
        first, last = self._within(place, side, self._ordinals[row : row + 1])
        return self._support(place, side, int(first[0]), int(last[0]))

    def _within(self, place: int, side: int, days: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """From which to before which of a place's observations the words of a side's tenure lie, on some days."""
        (said, rows), within = self._said_on(place), int(self.settings.concession_days)
        ends = np.concatenate(([0], said[self.chances[rows, place, side] < LIKELY]))
        tenure = ends[np.searchsorted(ends, days, side="right") - 1]
        return np.searchsorted(said, tenure - within), np.searchsorted(said, days + within, side="right")

    def _said_on(self, place: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The days of a place's observations, and their rows."""
        if place not in self._said:
            days = [one.day for one in self.observed.get(place, ())]
            rows = [self._rows[day] for day in days]
            self._said[place] = np.array(days, dtype=np.int64), np.array(rows, dtype=np.int64)
        return self._said[place]

    def _support(self, place: int, side: int, first: int, last: int) -> tuple[str, Observation] | None:
        key = place, side, first, last
        if key not in self._stands:
            observed = self.observed.get(place, [])[first:last]
            self._stands[key] = support(observed, side, 0, NEVER, int(self.settings.concession_days))
        return self._stands[key]

    def _left(self, place: int) -> NDArray[np.bool_]:
        """On which days the last word is that the only side of a war has left: where there is one, nobody else can be
        likelier."""
        said = [one for one in self.observed.get(place, []) if not one.testimony.stakes.strikes]
        last = np.searchsorted(np.array([one.day for one in said], dtype=np.int64), self._ordinals, side="right")
        return np.asarray(np.array([False, *(not one.holds for one in said)], dtype=bool)[last])

    def _named(self, place: int) -> NDArray[np.int64]:
        """The first day on which anybody says of each side (sides,) that it holds a place."""
        found = [NEVER] * len(self.sides)
        for one in reversed(self.observed.get(place, [])):
            for side in one.sides if one.holds else ():
                found[side] = one.day
        return np.array(found, dtype=np.int64)

    def _lacking(self, place: int, day: int) -> str:
        """Why a place is unknown, in words."""
        heard = [one for one in self.observed.get(place, ()) if one.day <= day and not one.testimony.stakes.strikes]
        late = [one for one in heard if day - one.day <= self.settings.lately_days]
        if not any(one.holds for one in heard):
            left = any(one.testimony.kind in LEFT for one in heard)
            return "nobody says who came" if left else "nobody says who holds it"
        if late and len({one.sides for one in late if one.holds and one.colour}) > 1:
            return CONTRADICTED
        if all(one.testimony.stance == "own gain" for one in heard if one.holds):
            return "nobody but the side itself says that it holds it"
        if late and not late[-1].holds:
            return "nobody says who came"
        return "too little is said" if late else "no word for long"

    def since(self, place: int, row: int) -> int:
        """The day (ordinal) since which a place has stood as it does on the day of a row.

        Held: the first day of the present holding that anything was said of, so that it stays the same for every later
        day until something new is told. Else the day after the last on which it stood otherwise.
        """
        if self._column(place).held[row]:
            first = self._held_since(place, row)
            if first is not None:
                return first
        otherwise = np.flatnonzero(~self._column(place).alike(row)[:row])
        at = int(otherwise[-1]) + 1 if otherwise.size else 0
        words = self._words.get(place, [self.days[row]])
        said = self.days[at] in words
        since = self.days[at] if said or not at else self.days[at - 1] + 1
        return min(max(since, words[0]), self.days[row])

    def _held_since(self, place: int, row: int) -> int | None:
        since, alike = None, self._column(place).alike(row)
        days = sorted({one.day for one in self.observed.get(place, ()) if one.day <= self.days[row]}, reverse=True)
        for day in days:
            if not alike[self._rows[day]]:
                break
            since = day
        return since

    def leading(self, row: int) -> NDArray[np.int64]:
        """The most probable side of each place, as indexes (places,)."""
        return np.asarray(self.chances[row].argmax(axis=1))


def reckon(
    sites: Sequence[Site],
    sides: Sequence[str],
    testimony: Iterable[Testimony],
    credences: Credences,
    *,
    on: int,
    roads: Iterable[tuple[int, int]] = (),
    unrest: Sequence[Unrest] = (),
    given: Sequence[Observation] = (),
    gains: Iterable[Gain] = (),
    also: Sequence[int] = (),
    settings: Parameters | None = None,
    table: Table | None = None,
) -> State:
    """Run the filter over some places.

    Args:
        sites: the places and areas.
        sides: the sides of the war.
        testimony: what was said of who holds them, in order of site and day.
        credences: how far each claim can be believed.
        on: the day that is asked for (ordinal); what is told of later days smooths it.
        roads: pairs of places (indexes) that a road joins.
        unrest: where fighting was told of.
        given: what baselines say of the places (`control.baseline.surveyed`).
        gains: what was told of sides that took or reached something, anywhere.
        also: other days that will be asked about.
        settings: other parameters than the packaged ones.
        table: other weights than the packaged ones.

    Raises:
        SituationError: a claim leads to a figure that is no number.
    """
    settings, table = settings or parameters(), table or evidence()
    indexes = {side: at for at, side in enumerate(sides)}
    places = {site.id: at for at, site in enumerate(sites)}
    seen = observations(
        testimony, lambda claim: credences.of(claim).probability, places, indexes, settings, table
    )  # fmt: skip
    seen = sorted((*seen, *given), key=lambda one: (one.place, one.day, one.baseline is not None, one.testimony.claim))
    lat, lon = (np.array([getattr(site, axis) for site in sites], dtype=np.float64) for axis in ("lat", "lon"))
    gains = list(gains)
    days = calendar(
        (*(one.day for each in (seen, unrest, gains) for one in each), *also), on, settings.longest_step
    )  # fmt: skip
    alone = np.array([site.scope not in SPOTS for site in sites], dtype=bool)
    graph = neighbours(lat, lon, settings, roads, alone)
    pressed = pushes(gains, lat, lon, settings, alone)
    chain = Chain(days, len(sides), graph, seen, unrest, settings, prior(seen, len(sides)), pressed)
    # what is told later corrects earlier days; on the day of the newest word both ways agree
    chances = chain.smoothed(chain.forward())
    return State(sites, sides, days, chances, seen, unrest, settings)


def prior(seen: Iterable[Observation], sides: int) -> Floats:
    """P of each side (sides,) for a place of which nothing is known: how often claims name it, and one claim more."""
    counts = np.ones(sides)
    for one in seen:
        for side in one.sides if one.holds else ():
            counts[side] += one.share
    return np.asarray(counts / counts.sum(), dtype=np.float32)


def calendar(heard: Iterable[int], on: int, longest: int) -> list[int]:
    """The days to reckon: those of which something is told, the one asked for, and every `longest`-th in gaps.

    The days in gaps are the same whatever day is asked for, so that what is said of earlier days does not hang on it.
    """
    known = {*heard, on}
    first, last = min(known), max(known)
    return sorted(known.union(range(first + longest - first % longest, last, longest)))


def by_side(state: State, row: int) -> Mapping[str, list[int]]:
    """The places of each side that leads them on the day of a row."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, side in enumerate(state.leading(row)):
        found[state.sides[side]].append(place)
    return found
