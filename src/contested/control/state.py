"""Who holds which place on which day: what the filter says, and how it reads (held, contested, unknown, since when)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
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
        return np.array([spoken[at] and self.mark(at, row).status == "held" for at in places], dtype=bool)

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
        chances: list[float] = self.chances[row, place].tolist()
        order = sorted(range(len(chances)), key=lambda at: -chances[at])
        best, next_ = (chances[at] for at in (order[0], order[min(1, len(order) - 1)]))
        side, other = order[0], order[1] if len(order) > 1 else None
        status, why = self._status(place, row, (side, best), (other, next_))
        return Mark(self.sides[side], best, status, self.sides[other] if other is not None else "", why)

    def _status(
        self, place: int, row: int, best: tuple[int, float], next_: tuple[int | None, float]
    ) -> tuple[Status, str]:
        day, (side, chance), (other, second) = self.days[row], best, next_
        if chance >= self.settings.held:
            stands_on = self.stands_on(place, row, side)
            if stands_on is not None:
                return "held", stands_on[0]
        word = self.last_word(place, day)
        late = word is not None and day - word <= self.settings.lately_days
        both = other is not None and self._named(place, side, day) and self._named(place, other, day)
        if late and both and second >= self.settings.contesting:
            return "contested", "accounts contradict each other"
        return "unknown", self._lacking(place, day)

    def stands_on(self, place: int, row: int, side: int) -> tuple[str, Observation] | None:
        """On what it may be said that a side holds a place on the day of a row (`support`), by its present tenure."""
        observed = self.observed.get(place, ())
        tenure = 0
        for one in observed:
            at = self._rows[one.day]
            if one.day <= self.days[row] and self.chances[at, place, side] < LIKELY:
                tenure = max(tenure, one.day)
        within = int(self.settings.concession_days)
        return support(observed, side, tenure - within, self.days[row] + within, within)

    def _named(self, place: int, side: int, day: int) -> bool:
        """Whether anybody said by a day, or shortly after, that a side holds a place."""
        until = day + self.settings.concession_days
        return any(one.holds and side in one.sides and one.day <= until for one in self.observed.get(place, ()))

    def _lacking(self, place: int, day: int) -> str:
        """Why a place is unknown, in words."""
        heard = [one for one in self.observed.get(place, ()) if one.day <= day and not one.testimony.stakes.strikes]
        late = [one for one in heard if day - one.day <= self.settings.lately_days]
        if not any(one.holds for one in heard):
            return "nobody says who came" if heard else "nobody says who holds it"
        if late and len({one.sides for one in late if one.holds and one.colour}) > 1:
            return "accounts contradict each other"
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
        if self.mark(place, row).status == "held":
            first = self._held_since(place, row)
            if first is not None:
                return first
        at = self._alike_from(place, row)
        words = self._words.get(place, [self.days[row]])
        said = self.days[at] in words
        since = self.days[at] if said or not at else self.days[at - 1] + 1
        return min(max(since, words[0]), self.days[row])

    def _alike_from(self, place: int, row: int) -> int:
        """The first of the rows up to one in all of which a place stands as in that."""
        rows: Iterable[int] = range(row - 1, -1, -1)
        if self.mark(place, row).status == "unknown":
            rows = np.flatnonzero(self._perhaps[:row, place])[::-1].tolist()  # in all others it is unknown too
        return next((earlier + 1 for earlier in rows if not self._alike(place, earlier, row)), 0)

    @cached_property
    def _perhaps(self) -> NDArray[np.bool_]:
        """Whether a place may be held or contested on the day of a row (rows, places), by its chances alone."""
        slack, best = 1e-6, self.chances.max(axis=2) if self.chances.size else self.chances.sum(axis=2)
        if self.chances.shape[2] < 2:
            return np.asarray(best >= self.settings.held - slack)
        second = np.partition(self.chances, -2, axis=2)[:, :, -2]
        return np.asarray((best >= self.settings.held - slack) | (second >= self.settings.contesting - slack))

    def _held_since(self, place: int, row: int) -> int | None:
        since = None
        days = sorted({one.day for one in self.observed.get(place, ()) if one.day <= self.days[row]}, reverse=True)
        for day in days:
            if not self._alike(place, self._rows[day], row):
                break
            since = day
        return since

    def _alike(self, place: int, row: int, other: int) -> bool:
        """Whether a place stands alike on the days of two rows: same status, same side if held."""
        one, two = self.mark(place, row), self.mark(place, other)
        return one.status == two.status and (one.status != "held" or one.side == two.side)

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
