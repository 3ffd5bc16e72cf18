"""The hidden-state filter: P(side holds place on day) for all places at once, forward as known and smoothed as it was.

Each place i is a chain over the sides s. From day to day

    P'(s) = (1 - h) P(s) + h u(s)          h: rate of change; u: what it drifts to, in part what its neighbours are

on a day with a claim the same step is taken once more with the rate and the sides that the claim gives (who is said to
have left gives up its own share only), and then

    P''(s) ~ P'(s) exp(odds of the claims that say s)

so that a lone claim of credence r on a place held by somebody else leaves P = r. Neighbours enter through their
probabilities of the day before (mean field), which keeps every step a product of arrays. Smoothing goes back over the
same steps, so that "as it was" uses what was told later and "as known" does not.

Sources: L. Rabiner, "A tutorial on hidden Markov models", 1989 (forward and backward); T. Anders, "Territorial control
in civil wars", Journal of Peace Research 57 (2020) (a hidden Markov model of control from events).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.control.neighbours import Around, Graph
from contested.control.observations import Observation, Unrest
from contested.control.parameters import Parameters
from contested.control.pressure import Push
from contested.errors import SituationError

Floats = NDArray[np.float32]
LEAST = 1e-6  # no side is ever impossible
KEPT = 16_000_000  # figures of one kind that are kept of the way forth for the way back, at most; else reckoned again


class Heard(NamedTuple):
    """The claims of one day as arrays over claims, in order of place, and over the places (rows) they are of.

    ``pull`` is times ``share``; ``meant``, ``said`` and ``toward`` (claims, sides): the sides meant, which of them gain
    weight, and to whom a change goes; ``even``: P of the sides meant where nothing is known. ``first``: the first claim
    of each place, None where each has one.
    """

    place: NDArray[np.int64]
    odds: Floats
    share: Floats
    pull: Floats
    meant: NDArray[np.bool_]
    said: NDArray[np.bool_]
    toward: NDArray[np.float64]
    even: Floats
    holds: NDArray[np.bool_]
    rows: NDArray[np.int64]
    first: NDArray[np.int64] | None


class Step(NamedTuple):
    """How a day changes what is believed: everywhere with ``rate`` by side (n, k) to ``target`` (n, k), and with
    ``pushed`` (n, k) to each side by its gains nearby, times how much stronger it is than who holds (`stronger`); then
    at some ``rows`` with ``claimed`` rates by side (m, k) to ``claimants`` (m, k); then weighed by ``likelihood``
    (m, k)."""

    rate: Floats
    target: Floats
    pushed: Floats | None
    over: Floats
    rows: NDArray[np.int64]
    claimed: Floats
    claimants: Floats
    likelihood: Floats


class Moment(NamedTuple):
    """What stands before a day: places never heard of (n,), unrest (n,), how gains press as logarithms (n, k), and who
    is stronger (k, k)."""

    unheard: NDArray[np.bool_]
    unrest: Floats
    pressure: NDArray[np.float16] | None
    over: Floats

    @property
    def losing(self) -> Floats:
        """How readily each side (k,) loses to the others; 1 where all are alike."""
        return np.asarray(self.over.sum(axis=0) / max(1, len(self.over) - 1), dtype=np.float32)


def stronger(won: NDArray[np.float64]) -> Floats:
    """How readily each side (rows) takes from each other (columns), by what each won of late; 1 where both won."""
    over = (2.0 * won[:, None] / (won[:, None] + won[None, :])).astype(np.float32)
    np.fill_diagonal(over, 0.0)
    return over


class Chain:
    """The filter over fixed places, sides and days."""

    def __init__(
        self,
        days: Sequence[int],
        sides: int,
        graph: Graph,
        observations: Sequence[Observation],
        unrest: Sequence[Unrest],
        settings: Parameters,
        prior: Floats | None = None,
        pushes: Mapping[int, Sequence[Push]] | None = None,
    ) -> None:
        """Prepare.

        Args:
            days: ordinals in rising order; every day of an observation is among them.
            sides: how many there are.
            graph: each place's neighbours.
            observations: what claims say of who holds places.
            unrest: where fighting is told of.
            settings: rates and weights.
            prior: P of each side (sides,) where nothing is known; all alike where None.
            pushes: by day, what gains that are told of press on.
        """
        even = np.full(sides, 1.0 / max(1, sides))
        self.prior = np.asarray(even if prior is None else prior, dtype=np.float32)
        self.days, self.sides, self.settings = list(days), sides, settings
        self.places, self._around = len(graph.weight), Around(graph, self.prior)
        self._heard, self._observations = _by_day(observations, sides, self.prior), observations
        self._pushes, self._kept = pushes or {}, list[Step]()
        none = np.zeros((0, sides), dtype=np.float32)
        self._silence = np.zeros(0, dtype=np.int64), none, none, none
        self._unrest: dict[int, list[int]] = {}
        for one in unrest:
            self._unrest.setdefault(one.day, []).append(one.place)

    def forward(self) -> Floats:
        """P by day, place, side (days, places, sides) from what is heard up to each day."""
        found = np.empty((len(self.days), self.places, self.sides), dtype=np.float32)
        now = np.tile(self.prior, (self.places, 1))
        keep = found.size <= KEPT
        self._kept.clear()
        for at, step in enumerate(self._steps(found)):
            now = _moved(now, step)
            if len(step.rows):
                now[step.rows] *= step.likelihood
            now /= _total(now)
            np.maximum(now, LEAST, out=now)
            self._check(now, at)
            found[at] = now
            if keep:
                self._kept.append(step)
        return found

    def _check(self, now: Floats, at: int) -> None:
        """See that every P is a number.

        Raises:
            SituationError: one is not; names a claim of that day, at that place.
        """
        if isfinite(float(np.add.reduce(now, axis=None))):
            return
        places = set(np.flatnonzero(~np.isfinite(now).all(axis=1)).tolist())
        day = self.days[at]
        claims = [one.testimony.claim for one in self._observations if one.day == day and one.place in places]
        raise SituationError("leads to a figure that is no number", source=f"claim {min(claims, default='unknown')}")

    def smoothed(self, forward: Floats) -> Floats:
        """P by day, place, side from all that is heard, given `forward`'s answer, which is overwritten."""
        later = np.ones((self.places, self.sides), dtype=np.float32)
        moments = [] if self._kept else list(self._transitions())
        for at in range(len(self.days) - 1, -1, -1):
            step = self._kept.pop() if self._kept else self._step(at, forward[at - 1] if at else None, moments[at])
            here = forward[at] * later
            here /= _total(here)
            self._check(here, at)
            if len(step.rows):
                later[step.rows] *= step.likelihood
            later = _back(later, step)
            later /= _total(later)  # any factor will do
            # what stands in row at - 1 is still the filtered one: the step back needed it above
            forward[at] = here
        return forward

    # --- steps --------------------------------------------------------------------------------------------------------

    def _steps(self, found: Floats) -> Iterator[Step]:
        """Each day's step; row at - 1 of `found` must be there when the step of day `at` is asked for."""
        for at, moment in enumerate(self._transitions()):
            yield self._step(at, found[at - 1] if at else None, moment)

    def _transitions(self) -> Iterator[Moment]:
        """What stands before each day: who was never heard of, what unrest is left, how gains press, and who gains."""
        unheard = np.ones(self.places, dtype=bool)
        unrest = np.zeros(self.places, dtype=np.float32)
        pressure, won = np.zeros((self.places, self.sides), dtype=np.float32), np.zeros(self.sides)
        last = self.days[0] if self.days else 0
        for day in self.days:
            unrest = unrest * np.float32(np.exp(-(day - last) / self.settings.fighting_days))
            if day in self._unrest:
                unrest[self._unrest[day]] = 1.0
            pressure *= np.float32(np.exp(-(day - last) / self.settings.pressing_days))
            won *= np.exp(-(day - last) / self.settings.winning_days)
            for push in self._pushes.get(day, ()):
                pressure[push.places, push.side] += push.weights
                won[push.side] += push.believed
            kept = np.log1p(pressure).astype(np.float16) if self._pushes else None
            yield Moment(unheard.copy(), unrest, kept, stronger(won + self.settings.winning_least))
            if day in self._heard:
                unheard[self._heard[day].place] = False
            last = day

    def _step(self, at: int, before: Floats | None, moment: Moment) -> Step:
        settings, unheard = self.settings, moment.unheard
        if before is None:
            before = np.tile(self.prior, (self.places, 1))
        around = self._around.mean(before)
        gap = self.days[at] - self.days[at - 1] if at else 1
        # who has others around loses sooner than who has its own, and who loses elsewhere sooner than who gains
        most = settings.change * moment.losing + settings.front
        rate = (most + settings.fighting * moment.unrest[:, None]).astype(np.float32)
        rate -= np.float32(settings.front) * around
        rate[unheard] = settings.unheard
        rate = rate if gap == 1 else np.float32(1.0) - (np.float32(1.0) - rate) ** gap
        target = np.float32(settings.likeness) * around + np.float32(1 - settings.likeness) * self.prior
        pushed = None
        if moment.pressure is not None:
            # gains elsewhere make nobody sure of a place: what they say ends where the side is likely enough
            left = np.maximum(np.float32(0.0), np.float32(settings.pressing_most) - before)
            left[unheard] = 0.0
            pushed = moment.pressure * (left * np.float32(settings.pressing * gap / settings.pressing_most))
        return Step(rate, target, pushed, moment.over, *self._claimed(self.days[at], around))

    def _claimed(self, day: int, around: Floats) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
        """The second part of a day's step: what is claimed, at the places that it is claimed of."""
        heard = self._heard.get(day)
        if heard is None:
            return self._silence
        near = np.add.reduce(around[heard.place] * heard.meant, axis=1)
        # neighbours held by whoever is said to have come make it likelier, none less likely; 0 where they say nothing
        nearness = np.minimum(np.maximum(np.log((near + 0.05) / (heard.even + 0.05)), -1.5), 1.5)
        odds = heard.odds + self.settings.nearness * np.where(heard.holds, nearness, 0.0)
        pull = heard.pull * np.minimum(1.0, 2.0 / (1.0 + np.exp(-odds)))
        # several claims of one change are one change: the strongest pull to each side counts
        pulls = _strongest(pull[:, None] * heard.toward, heard.first)
        came = _strongest(np.where(heard.holds, pull, 0.0)[:, None] * heard.meant, heard.first).astype(np.float64)
        left = _strongest(np.where(heard.holds, 0.0, pull)[:, None] * heard.meant, heard.first).astype(np.float64)
        stay = np.multiply.reduce(1.0 - np.minimum(came, 0.99), axis=1, keepdims=True) * (1.0 - np.minimum(left, 0.99))
        sums = np.add.reduce(pulls, axis=1, keepdims=True)
        claimants = np.divide(pulls, sums, out=np.full(pulls.shape, self.prior, dtype=np.float64), where=sums > 0)
        weight = np.maximum(0.0, odds) * heard.share
        logs = np.where(heard.said, weight[:, None], 0.0).astype(np.float64)
        logs = logs if heard.first is None else np.add.reduceat(logs, heard.first, axis=0)
        likelihood = np.exp(logs - np.maximum.reduce(logs, axis=1, keepdims=True))
        changed = (1.0 - stay).astype(np.float32)
        return heard.rows, changed, claimants.astype(np.float32), likelihood.astype(np.float32)


def _strongest(values: NDArray[Any], first: NDArray[np.int64] | None) -> NDArray[Any]:
    """The greatest of each place's values (claims, k) by side (rows, k)."""
    return values if first is None else np.maximum.reduceat(values, first, axis=0)


def _total(values: Floats) -> Floats:
    """The sum over sides (n, 1) of (n, k): column by column, for few sides several times as fast as `sum`."""
    found = values[:, :1].copy()
    for column in range(1, values.shape[1]):
        found += values[:, column : column + 1]
    return found


def _moved(now: Floats, step: Step) -> Floats:
    """What is believed after a day's change and claims, before they are weighed."""
    leaving = step.rate * now
    moved = _total(leaving) * step.target
    moved += now
    moved -= leaving
    if step.pushed is not None:
        taken = step.pushed * (moved @ step.over.T)
        moved = moved * (1.0 - step.pushed @ step.over) + taken
    if len(step.rows):
        going = step.claimed * moved[step.rows]
        moved[step.rows] += np.add.reduce(going, axis=1, keepdims=True) * step.claimants - going
    return np.asarray(moved, dtype=np.float32)


def _back(later: Floats, step: Step) -> Floats:
    """`_moved` taken back: what each side before the day says of what comes after it."""
    if len(step.rows):
        there = later[step.rows]
        claims = np.add.reduce(step.claimants * there, axis=1, keepdims=True)
        later[step.rows] = (1.0 - step.claimed) * there + step.claimed * claims
    if step.pushed is not None:
        taken = (step.pushed * later) @ step.over - (step.pushed @ step.over) * later
        later = np.asarray(later + taken, dtype=np.float32)
    come = _total(step.target * later)
    return np.asarray((1.0 - step.rate) * later + step.rate * come, dtype=np.float32)


def _by_day(observations: Sequence[Observation], sides: int, prior: Floats) -> Mapping[int, Heard]:
    """The observations as arrays, by day; in an order of their own, so that sums do not depend on that of arrival."""
    ordered = sorted(observations, key=lambda one: (one.day, one.place, one.testimony.claim))
    whole = _arrays(ordered, sides, prior)
    days = np.array([one.day for one in ordered], dtype=np.int64)
    begins = [0, *(np.flatnonzero(np.diff(days)) + 1).tolist()] if ordered else []
    ends = [*begins[1:], len(ordered)]
    return {ordered[begin].day: _part(whole, begin, end) for begin, end in zip(begins, ends, strict=False)}


def _part(whole: Heard, begin: int, end: int) -> Heard:
    """The claims of one day out of all."""
    cut = [None if each is None else each[begin:end] for each in whole]
    place = whole.place[begin:end]
    first = np.concatenate(([0], np.flatnonzero(np.diff(place)) + 1))
    return Heard(*cut)._replace(rows=place[first], first=first if len(first) < len(place) else None)  # type: ignore[arg-type]


def _arrays(same: Sequence[Observation], sides: int, prior: Floats) -> Heard:
    meant = np.zeros((len(same), sides), dtype=bool)
    for row, one in enumerate(same):
        meant[row, list(one.sides)] = True
    holds = np.array([one.holds for one in same], dtype=bool)
    # who is said to have left names nobody who came: all others alike, and where none is left, all sides
    others = np.where(meant.all(axis=1, keepdims=True), prior, 1.0 - meant)
    toward = np.where(holds[:, None], meant, others)
    share = np.array([one.share for one in same], dtype=np.float32)
    place = np.array([one.place for one in same], dtype=np.int64)
    return Heard(
        place,
        np.array([one.odds for one in same], dtype=np.float32),
        share,
        np.array([one.pull for one in same], dtype=np.float32) * share,
        meant,
        meant == holds[:, None],
        toward / toward.sum(axis=1, keepdims=True),
        meant @ prior,
        holds,
        place,
        None,
    )
