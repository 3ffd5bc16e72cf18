"""How well control is derived, what each part of the method brings, and what it costs.

    python benchmarks/control.py [--seeds 6] [--first 0]   three-sided campaigns (benchmarks/campaign.py), by ablation
    python benchmarks/control.py --calibrate               credence against truth, in tenths
    python benchmarks/control.py --cost                    time and memory of the filter, and how they grow

Scored every third day on what was known that day: the Brier score (0 is best) of the towns that changed hands, and of
the band along the front (towns with another side among their four nearest), the share of changes seen within a week,
and calibration (1 - expected calibration error). Beside them stand "nothing changed since the first day" and "the last
claim holds". Overlap of the whole map is not scored: nothing changed scores .9 and more on it.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec
import numpy as np
from campaign import BASES, DAYS, START, Campaign, Town, apart, campaign

from contested import open_reader
from contested.control.filter import Chain
from contested.control.neighbours import neighbours
from contested.control.observations import Observation, Unrest
from contested.control.parameters import Parameters, parameters
from contested.control.pressure import Gain, gains, pushes
from contested.control.state import State, reckon
from contested.fusion.copies import Copies, copies
from contested.fusion.credence import Credences, Table, table
from contested.fusion.sites import sites
from contested.fusion.stakes import Stakes
from contested.fusion.testimony import Testimony, Voice
from contested.model import Told

SIDES = (*BASES, "syrian-opposition", "turkey-and-allies", "us-led-coalition")
EVERY, SEEN_WITHIN = 3, 4
SAME = 0.03  # degrees


class Method(NamedTuple):
    """One way to reckon: whether copies are found, and with which weights and parameters."""

    copied: bool
    weights: Table
    settings: Parameters


def methods() -> dict[str, Method]:
    """The whole method, and the method without one part each."""
    weights, settings = table(), parameters()
    alike = {**weights.weights, "own gain": 0.4, "own loss": 0.4, "third party": 0.4, "no second voice": 0.0}
    lone = msgspec.structs.replace(settings, likeness=0.0, nearness=0.0, front=0.0)
    quiet = msgspec.structs.replace(settings, pressing=0.0)
    return {
        "all": Method(True, weights, settings),
        "copies counted": Method(False, weights, settings),
        "no interest": Method(True, weights._replace(weights=alike), settings),
        "no neighbours": Method(True, weights, lone),
        "no gains nearby": Method(True, weights, quiet),
    }


class Score:
    """What one method comes to."""

    def __init__(self) -> None:
        self.moved: list[float] = []
        self.band: list[float] = []
        self.sure: list[tuple[float, bool]] = []
        self.seen: dict[tuple[int, str, int], bool] = {}

    def add(self, chances: dict[str, float], truth: str, *, moved: bool, band: bool) -> None:
        """One town on one day."""
        loss = sum((p - (side == truth)) ** 2 for side, p in chances.items()) / 2
        if moved:
            self.moved.append(loss)
            best = max(sorted(chances), key=lambda side: chances[side])
            self.sure.append((chances[best], best == truth))
        if band:
            self.band.append(loss)

    def row(self) -> str:
        """The figures."""
        bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for p, right in self.sure:
            bins[min(9, int(10 * p))].append((p, right))
        gaps = [abs(sum(p for p, _ in rows) - sum(right for _, right in rows)) for rows in bins.values()]
        changes = f"{sum(self.seen.values()) / len(self.seen):.3f}" if self.seen else "    -"
        return f"{mean(self.moved):.3f}   {mean(self.band):.3f}   {changes}   {1 - sum(gaps) / len(self.sure):.3f}"


def mean(values: Sequence[float]) -> float:
    """The mean; 0 for none."""
    return sum(values) / len(values) if values else 0.0


def told_of(made: Campaign) -> list[Told]:
    """The claims that the reader finds in a campaign's reports."""
    reader = open_reader()
    return [
        Told(claim=claim, report=report, known=report.date or "")
        for report in made.reports
        for claim in reader.read(report).claims
    ]


def judged(told: Sequence[Told], day: int, method: Method) -> Credences:
    """The credences of what was known by a day."""
    found = copies(told) if method.copied else Copies({}, {}, ())
    return Credences(told, found, as_known=START.toordinal() + day, weights=method.weights)


def reckoned(told: Sequence[Told], day: int, method: Method) -> State:
    """The state on a day, of what was known by it."""
    known = [each for each in told if each.known <= str(START + timedelta(days=day))]
    credences = judged(known, day, method)
    where = sites(known)
    gained = gains(known, where, SIDES, lambda claim: credences.of(claim).probability)
    return reckon(
        list(where.all.values()), SIDES, credences.testimony, credences,
        on=START.toordinal() + day, settings=method.settings, gains=gained,
    )  # fmt: skip


def chances_at(state: State, town: Town) -> dict[str, float]:
    """P by side at a town on the last day reckoned; all sides alike where nobody spoke of it."""
    for at, site in enumerate(state.sites):
        if abs(site.lat - town.lat) < SAME and abs(site.lon - town.lon) < SAME:
            return {side: float(p) for side, p in zip(state.sides, state.chances[-1, at], strict=True)}
    return dict.fromkeys(SIDES, 1 / len(SIDES))


def score(seeds: Sequence[int], names: Sequence[str]) -> dict[str, Score]:
    """The scores of methods and baselines over campaigns."""
    found: dict[str, Score] = defaultdict(Score)
    for seed in seeds:
        made = campaign(seed)
        told = told_of(made)
        moved = {name for name in made.truth[0] if len({day[name] for day in made.truth}) > 1}
        for day in range(6, DAYS, EVERY):
            held, states = made.truth[day], {name: reckoned(told, day, methods()[name]) for name in names}
            for town in made.towns:
                near = sorted(made.towns, key=lambda other: apart(town, other))[1:5]
                band = any(held[other.name] != held[town.name] for other in near)
                answers = {name: chances_at(state, town) for name, state in states.items()}
                answers["nothing changed"] = certain(made.truth[0][town.name])
                answers["last claim"] = certain(last_claim(told, town, day) or made.truth[0][town.name])
                for name, chances in answers.items():
                    found[name].add(chances, held[town.name], moved=town.name in moved, band=band)
                    see(found[name], made, town, day, seed, chances)
    return found


def certain(side: str) -> dict[str, float]:
    """All on one side, but for a little."""
    return {each: 0.95 if each == side else 0.05 / (len(SIDES) - 1) for each in SIDES}


def last_claim(told: Sequence[Told], town: Town, day: int) -> str | None:
    """The side that the last claim of a town known by a day says holds it."""
    until = str(START + timedelta(days=day))
    said = [
        (each.claim.time.end or each.known, each.known, each.claim.id, actor.side)
        for each in told
        for place in each.claim.places
        for actor in each.claim.actors
        if each.known <= until and place.lat is not None and place.lon is not None
        and abs(place.lat - town.lat) < SAME and abs(place.lon - town.lon) < SAME
        and each.claim.type in ("capture", "control") and each.claim.modality in ("asserted", "reported")
        and actor.role == "agent" and actor.side
    ]  # fmt: skip
    return max(said)[3] if said else None


def see(score: Score, made: Campaign, town: Town, day: int, seed: int, chances: dict[str, float]) -> None:
    """Whether a change of the days before, still true, is seen."""
    for back in range(2, SEEN_WITHIN + EVERY):
        on = day - back
        if on > 0 and made.truth[on][town.name] != made.truth[on - 1][town.name]:
            if all(made.truth[later][town.name] == made.truth[on][town.name] for later in range(on, day + 1)):
                key = (seed, town.name, on)
                right = max(sorted(chances), key=lambda side: chances[side]) == made.truth[on][town.name]
                score.seen[key] = score.seen.get(key, False) or right
            return


def calibrate(seeds: Sequence[int]) -> None:
    """Credence against truth, in tenths, and by stance."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    kinds: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for seed in seeds:
        made = campaign(seed)
        told = told_of(made)
        credences = judged(told, DAYS, methods()["all"])
        where = sites(told).all
        for one in credences.testimony:
            site, day = where[one.site], one.day - START.toordinal()
            town = min(made.towns, key=lambda town: abs(town.lat - site.lat) + abs(town.lon - site.lon))
            holder = made.truth[min(DAYS - 1, max(0, day))][town.name]
            said = one.stakes
            right = holder in said.holds if said.holds else holder not in said.leaves
            p = credences.of(one.claim).probability
            tenths[min(9, int(10 * p))].append((p, right))
            kinds[f"{one.stance}{', nothing changed' if said.against or one.state else ''}"].append((p, right))
    for name, rows in (*sorted(tenths.items()), *sorted(kinds.items())):
        said, true = mean([p for p, _ in rows]), mean([right for _, right in rows])
        print(f"{name!s:32} {len(rows):5}  said {said:.3f}  true {true:.3f}")


def cost() -> None:
    """Time and memory of the filter, forward and back, for 5,000 places on 1,000 days, and how they grow."""
    for places, days in ((1250, 250), (2500, 500), (5000, 1000)):
        took = timed(lambda places=places, days=days: filtered(places, days))  # type: ignore[misc]
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{places} places x {days} days: {took:.2f} s of processor, at most {most:.0f} MB")


def filtered(places: int, days: int) -> None:
    """One run of the filter on made-up observations, ten a place, and a gain a place."""
    rng = np.random.default_rng(0)
    lat, lon, settings = 33 + 4 * rng.random(places), 36 + 5 * rng.random(places), parameters()
    graph = neighbours(lat, lon, settings)
    stakes = Stakes("agent", False, ("a",), (), ("a",), ())
    one = Testimony("claim", "site", Voice("voice", None), "third party", stakes, 1, 1, False, False, True)
    seen = [
        Observation(int(at), int(day), (int(side),), True, float(odds), 1.0, 0.5, True, one)
        for at, day, side, odds in zip(
            rng.integers(places, size=10 * places), rng.integers(days, size=10 * places),
            rng.integers(len(SIDES), size=10 * places), rng.normal(1, 1, size=10 * places), strict=True,
        )
    ]  # fmt: skip
    told = [Gain(each.day, each.sides[0], lat[each.place], lon[each.place], 0.0, 0.7) for each in seen[::10]]
    pressed = pushes(told, lat, lon, settings, np.zeros(places, dtype=bool))
    unrest = [Unrest(each.place, each.day) for each in seen]
    chain = Chain(range(days), len(SIDES), graph, seen, unrest, settings, pushes=pressed)
    chain.smoothed(chain.forward())


def timed(work: Callable[[], None]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Run what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seeds", type=int, default=6)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--calibrate", action="store_true")
    asked.add_argument("--cost", action="store_true")
    options = asked.parse_args()
    seeds = range(options.first, options.first + options.seeds)
    if options.cost:
        cost()
    elif options.calibrate:
        calibrate(seeds)
    else:
        print(f"{'':16} moved   front   seen    calibration")
        for name, found in score(seeds, list(methods())).items():
            print(f"{name:16} {found.row()}")


if __name__ == "__main__":
    main()
