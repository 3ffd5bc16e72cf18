"""Who holds which place on which day: what the filter says, and how it reads (held, contested, unknown, since when)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.control.filter import Chain, Floats
from contested.control.neighbours import neighbours
from contested.control.observations import Observation, Unrest, observations
from contested.control.parameters import Parameters, parameters
from contested.fusion.credence import Credences
from contested.fusion.sites import Site
from contested.fusion.testimony import Testimony

LIKELY = 0.5
NEVER = 10**7  # a day (ordinal) that does not come
Status = Literal["held", "contested", "unknown"]


class Mark(NamedTuple):
    """How a place stands on a day: its most probable side and how sure that is, and the next ("" for none)."""

    side: str
    probability: float
    status: Status
    other: str


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

    def spoken(self, row: int) -> NDArray[np.bool_]:
        """Whether anything was said of each place (places,) by the day of a row."""
        return np.asarray(self._first <= self.days[row])

    def fresh(self, place: int, row: int) -> bool:
        """Whether the last word on a place is recent on the day of a row."""
        word = self.last_word(place, self.days[row])
        return word is not None and self.days[row] - word <= self.settings.recent_days

    def sure(self, row: int) -> NDArray[np.bool_]:
        """Whether each place (places,) was spoken of and one side is likelier than all others together."""
        return np.asarray(self.spoken(row) & (self.chances[row].max(axis=1) >= LIKELY))

    def drawn(self, row: int) -> NDArray[np.bool_]:
        """Whether each place (places,) is held with recent word: what is coloured, and what fronts lie between."""
        places = range(len(self.sites))
        return np.array([self.fresh(at, row) and self.mark(at, row).status == "held" for at in places], dtype=bool)

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
        chances: list[float] = self.chances[row, place].tolist()
        order = sorted(range(len(chances)), key=lambda at: -chances[at])
        best, next_ = (chances[at] for at in (order[0], order[min(1, len(order) - 1)]))
        other = self.sides[order[1]] if len(order) > 1 else ""
        return Mark(self.sides[order[0]], best, self._status(place, row, best, next_), other)

    def _status(self, place: int, row: int, best: float, next_: float) -> Status:
        day = self.days[row]
        if best >= self.settings.held and not self._is_of_parts(place, day):
            return "held"
        word = self.last_word(place, day)
        late = word is not None and day - word <= self.settings.lately_days
        return "contested" if late and next_ >= self.settings.contesting else "unknown"

    def _is_of_parts(self, place: int, day: int) -> bool:
        """Whether all that was said of a place by a day is of a part of it: who holds that may hold no more."""
        told = [one.testimony.vague for one in self.observed.get(place, ()) if one.day <= day]
        return bool(told) and all(told)

    def since(self, place: int, row: int) -> int:
        """The day since which a place has stood as it does on the day of a row: same status, same side if held."""
        now = self.mark(place, row)
        if now.status == "held":
            chances = self.chances[: row + 1, place]
            leading = chances.argmax(axis=1)
            other = np.flatnonzero((leading != leading[-1]) | (chances.max(axis=1) < self.settings.held))
            return self.days[int(other[-1]) + 1 if len(other) else 0]
        while row > 0 and self.mark(place, row - 1).status == now.status:
            row -= 1
        return self.days[row]

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
    also: Sequence[int] = (),
    settings: Parameters | None = None,
) -> State:
    """Run the filter over some places.

    Args:
        sites: the places, those that nobody spoke of included.
        sides: the sides of the war.
        testimony: what was said of who holds them, in order of site and day.
        credences: how far each claim can be believed.
        on: the day that is asked for (ordinal); what is told of later days smooths it.
        roads: pairs of places (indexes) that a road joins.
        unrest: where fighting was told of.
        also: other days that will be asked about.
        settings: other parameters than the packaged ones.
    """
    settings = settings or parameters()
    places = {site.id: at for at, site in enumerate(sites)}
    seen = observations(
        testimony, lambda claim: credences.of(claim).probability, places, {side: at for at, side in enumerate(sides)},
        settings,
    )  # fmt: skip
    lat, lon = (np.array([getattr(site, axis) for site in sites], dtype=np.float64) for axis in ("lat", "lon"))
    days = calendar((*(one.day for one in seen), *(one.day for one in unrest), *also), on, settings.longest_step)
    silent = np.ones(len(sites), dtype=bool)
    silent[[one.place for one in seen]] = False
    graph = neighbours(lat, lon, settings, roads, silent)
    chain = Chain(days, len(sides), graph, seen, unrest, settings, prior(seen, len(sides)))
    chances = chain.forward()
    if any(one.day > min(on, *also, NEVER) for one in seen):
        chances = chain.smoothed(chances)
    return State(sites, sides, days, chances, seen, unrest, settings)


def prior(seen: Iterable[Observation], sides: int) -> Floats:
    """P of each side (sides,) for a place of which nothing is known: how often claims name it, and one claim more."""
    counts = np.ones(sides)
    for one in seen:
        for side in one.sides:
            counts[side] += one.share
    return np.asarray(counts / counts.sum(), dtype=np.float32)


def calendar(heard: Iterable[int], on: int, longest: int) -> list[int]:
    """The days to reckon: those of which something is told, the one asked for, and some in long gaps between."""
    known = sorted({*heard, on})
    days = [known[0]]
    for day in known[1:]:
        days.extend(range(days[-1] + longest, day, longest))
        days.append(day)
    return days


def by_side(state: State, row: int) -> Mapping[str, list[int]]:
    """The places of each side that leads them on the day of a row."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, side in enumerate(state.leading(row)):
        found[state.sides[side]].append(place)
    return found
