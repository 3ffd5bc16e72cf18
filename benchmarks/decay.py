"""How fast what is known of a place fades, and what gains nearby do to it: chosen with blocks of time left out.

    python benchmarks/decay.py --ledger war.sqlite --truth truth.csv --conflict syria [--steps 12]

``truth.csv`` is as for benchmarks/evidence.py; the ledger may hold a baseline. On some days in even steps it is asked
who holds the places of the truth, as known on that day. Tried are the parameters that stand, and each of `TRIED` halved
and doubled. For each third of the days the best of the two others is taken (by Brier score over all places that are
spoken of), so that every figure of "chosen" is of days that it was not chosen on.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from evidence import holder, known_place, truth_of
from numpy.typing import NDArray

from contested.control.parameters import Parameters, parameters
from contested.control.state import State
from contested.fusion.testimony import ordinal
from contested.knowledge.wars import open_wars
from contested.ledger import Ledger
from contested.situation import Question, Situation

TRIED = ("change", "front", "fighting", "pressing", "pressing_km", "pressing_days")
BLOCKS = 3


def candidates() -> dict[str, Parameters]:
    """What is tried, by name."""
    stand = parameters()
    found = {"as it stands": stand}
    for name in TRIED:
        for times in (0.5, 2.0):
            value = getattr(stand, name) * times
            found[f"{name} {value:g}"] = msgspec.structs.replace(stand, **{name: value})
    return found


def situations(ledger: Path, conflict: str, steps: int) -> Iterator[Situation]:
    """The situation on days in even steps, each as known on that day."""
    wars = open_wars([])
    with Ledger.open(ledger, create=False) as kept:
        told, baselines = tuple(kept.told()), tuple(kept.baselines())
    days = sorted(date.fromisoformat(each.known[:10]) for each in told)
    first, last = days[0], days[-1]
    for step in range(1, steps + 1):
        day = (first + timedelta(days=(last - first).days * step // steps)).isoformat()
        question = Question(on=day, as_known=day, conflict=conflict)
        yield Situation(told, question, conflicts=wars.conflicts, roads=wars.roads, baselines=baselines)


def scores(state: State, day: int, truth: dict[str, list[dict[str, Any]]]) -> Iterator[float]:
    """The Brier score (0 best, 1 worst) of each place that is spoken of and whose holder is known."""
    row = state.row(day)
    spoken = state.spoken(row)
    for at, site in enumerate(state.sites):
        place = known_place(site, truth) if spoken[at] else None
        right = holder(place, day) if place is not None else set()
        if right:
            chances = dict(zip(state.sides, state.chances[row, at].tolist(), strict=True))
            missed = 1.0 - sum(chances.get(side, 0.0) for side in right)
            yield (missed**2 + sum(p * p for side, p in chances.items() if side not in right)) / 2


def table(asked: Any) -> tuple[list[str], NDArray[np.float64]]:
    """The names of what is tried, and the mean score of each on each day (tried, days)."""
    tried, truth = candidates(), truth_of(asked.truth)
    rows = []
    for situation in situations(asked.ledger, asked.conflict, asked.steps):
        day = ordinal(situation.on)
        rows.append([np.mean(list(scores(situation.reckoned(one), day, truth))) for one in tried.values()])
    return list(tried), np.array(rows).T


def main() -> None:
    """Try, choose and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--conflict", default="syria")
    parser.add_argument("--steps", type=int, default=12)
    names, found = table(parser.parse_args())
    print("Brier score, all days")
    for name, mean in zip(names, found.mean(axis=1), strict=True):
        print(f"  {name:24} {mean:.4f}")
    left_out = []
    for block in np.array_split(np.arange(found.shape[1]), BLOCKS):
        rest = np.setdiff1d(np.arange(found.shape[1]), block)
        best = int(found[:, rest].mean(axis=1).argmin())
        left_out += found[best, block].tolist()
        ours, stands = found[best, block].mean(), found[0, block].mean()
        print(
            f"days {block[0] + 1} to {block[-1] + 1}: chosen without them {names[best]}, {ours:.4f} beside {stands:.4f}"
        )
    print(f"chosen, days left out: {np.mean(left_out):.4f}; as it stands: {found[0].mean():.4f}")


if __name__ == "__main__":
    main()
