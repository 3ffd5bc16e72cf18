"""What claims weigh as evidence of who holds a place: weights fitted on claims whose truth is known, blocks left out.

    python benchmarks/evidence.py --ledger war.sqlite --truth truth.csv --conflict syria    the table, and calibration
    python benchmarks/evidence.py … --seeds 4                                               with simulated campaigns too
    python benchmarks/evidence.py … --write                                                 holding.toml, and the card

``truth.csv``: place, aliases (joined by |), lat, lon, from (ISO day), side (several joined by | are all right; ? is
left out): who held each place from a day on. A testimony is right where the side that it says holds the place did on
its day, or the side that it says does not, did not. Its log odds are the claim's credence, the weight of what it is
told as, and a weight for each independent voice that bears it out; they are fitted by logistic regression (Newton's
method), held back towards those that stand. Every figure is of blocks of time that the weights were not fitted on.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.control.evidence import ALONE, evidence
from contested.control.observations import MOST_VOICES, bears_out
from contested.control.parameters import parameters
from contested.fusion.copies import copies
from contested.fusion.credence import Credences, logit
from contested.fusion.sites import Site, sites
from contested.fusion.testimony import Testimony
from contested.gazetteer.keys import strict_key
from contested.gazetteer.sphere import kilometres
from contested.ledger import Ledger
from contested.model import Told

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/contested/knowledge/holding.toml"
SETTINGS = ROOT / "src/contested/knowledge/control.toml"
CARD = ROOT / "docs/method/evidence.md"
BLOCKS, NEAR_KM, ROUNDS = 5, 20.0, 30
HELD_BACK = 4.0  # how many claims of doubt a weight that stands is worth
MOST = 3.0  # no weight is larger, whatever few claims say
Floats = NDArray[np.float64]


class Case(NamedTuple):
    """One testimony: its kind, log odds of its credence, how many voices bear it out, and whether it is right."""

    kind: str
    odds: float
    voices: int
    right: bool
    day: int
    stance: str


class Fit(NamedTuple):
    """Weights by kind, and for each voice that bears a claim out."""

    weights: dict[str, float]
    agreement: float

    def chance(self, case: Case) -> float:
        """P that a testimony is right."""
        return 1.0 / (1.0 + np.exp(-self.odds(case)))

    def odds(self, case: Case) -> float:
        """Its log odds."""
        own = 0.0 if case.kind in ALONE else case.odds + self.agreement * case.voices
        return self.weights.get(case.kind, 0.0) + own


def standing() -> Fit:
    """The weights that stand in the package."""
    return Fit({row.kind: row.weight for row in evidence().values()}, parameters().agreement)


# --- cases ------------------------------------------------------------------------------------------------------------


def truth_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Who held each place from when, by the key of each of its names."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    places: dict[tuple[str, str, str], dict[str, Any]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = places.setdefault((row["place"], row["lat"], row["lon"]), {"names": set(), "held": []})
            place["names"] |= {strict_key(name) for name in (row["place"], *row["aliases"].split("|")) if name}
            place |= {"lat": float(row["lat"]), "lon": float(row["lon"])}
            place["held"].append((row["from"], row["side"]))
    for place in places.values():
        for name in place["names"]:
            found[name].append(place)
    return found


def holder(place: dict[str, Any], day: int) -> set[str]:
    """The sides that are right to name on a day; empty where nobody knows."""
    on = date.fromordinal(day).isoformat()
    side = next((side for since, side in sorted(place["held"], reverse=True) if since <= on), "?")
    return set() if side == "?" else set(side.split("|"))


def cases(told: Sequence[Told], truth: dict[str, list[dict[str, Any]]]) -> list[Case]:
    """All testimonies on places whose holder is known, in order of day."""
    where = sites(told)
    credences = Credences(told, copies(told), where=where)
    by_site: dict[str, list[Testimony]] = defaultdict(list)
    for one in credences.testimony:
        by_site[one.site].append(one)
    found = []
    for id, here in by_site.items():
        place = known_place(where.all[id], truth)
        for one in here if place else ():
            right = holder(place or {}, one.day)
            if right:
                found.append(case(one, here, right, credences))
    return sorted(found, key=lambda each: (each.day, each.kind, each.odds))


def known_place(site: Site, truth: dict[str, list[dict[str, Any]]]) -> dict[str, Any] | None:
    """The place of the truth that a site is; areas and parts are none."""
    near = [(kilometres(site.lat, site.lon, each["lat"], each["lon"]), at)
            for at, each in enumerate(truth.get(strict_key(site.name), ()))]  # fmt: skip
    if site.scope != "place" or not near or min(near)[0] > NEAR_KM:
        return None
    return truth[strict_key(site.name)][min(near)[1]]


def case(one: Testimony, here: Iterable[Testimony], right: set[str], credences: Credences) -> Case:
    """One testimony and whether it is right."""
    within = parameters().concession_days
    voices = {other.voice for other in here if abs(other.day - one.day) <= within and bears_out(other, one)}
    said = one.stakes
    true = bool(right & set(said.holds)) if said.holds else not right & set(said.leaves)
    odds = logit(credences.of(one.claim).probability)
    return Case(one.kind, odds, min(MOST_VOICES, len(voices)), true, one.day, one.stance)


def simulated(seeds: int) -> list[Case]:
    """The cases of campaigns of a known truth (benchmarks/campaign.py), each in a time of its own."""
    from campaign import START, campaign
    from control import told_of

    found: list[Case] = []
    for seed in range(seeds):
        made = campaign(seed)
        truth: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for town in made.towns:
            held = [(str(START + timedelta(days=day)), sides[town.name]) for day, sides in enumerate(made.truth)]
            truth[strict_key(town.name)].append({"lat": town.lat, "lon": town.lon, "held": held})
        found += cases(told_of(made), truth)
    return found


# --- fitting ----------------------------------------------------------------------------------------------------------


def fitted(rows: Sequence[Case], start: Fit) -> Fit:
    """Weights that make what was right likely, held back towards `start`."""
    kinds = sorted({row.kind for row in rows} & set(start.weights))
    rows = [row for row in rows if row.kind in kinds]
    if not rows:
        return start
    x = np.zeros((len(rows), len(kinds) + 1))
    for at, row in enumerate(rows):
        x[at, kinds.index(row.kind)] = 1.0
        x[at, -1] = 0.0 if row.kind in ALONE else row.voices
    offset = np.array([0.0 if row.kind in ALONE else row.odds for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    first = np.array([*(start.weights[kind] for kind in kinds), start.agreement])
    w = newton(x, offset, right, first)
    return Fit(start.weights | dict(zip(kinds, w[:-1].tolist(), strict=True)), max(0.0, float(w[-1])))


def newton(x: Floats, offset: Floats, right: Floats, first: Floats) -> Floats:
    """Logistic regression by Newton's method with a ridge about `first`."""
    w = first.copy()
    for _ in range(ROUNDS):
        p = 1.0 / (1.0 + np.exp(-(x @ w + offset)))
        slope = x.T @ (right - p) - HELD_BACK / 4 * (w - first)
        curve = (x * (p * (1 - p))[:, None]).T @ x + HELD_BACK / 4 * np.eye(len(w))
        w = np.clip(w + np.linalg.solve(curve, slope), -MOST, MOST)
    return np.asarray(w)


def left_out(rows: Sequence[Case], start: Fit) -> list[tuple[Case, float, float]]:
    """Each case with P by the weights that stand, and by weights fitted without its block of time."""
    parts = np.array_split(np.arange(len(rows)), BLOCKS)
    found = []
    for part in parts:
        inside = set(part.tolist())
        fit = fitted([row for at, row in enumerate(rows) if at not in inside], start)
        found += [(rows[at], start.chance(rows[at]), fit.chance(rows[at])) for at in part.tolist()]
    return found


# --- telling ----------------------------------------------------------------------------------------------------------


def told_by(rows: Sequence[tuple[Case, float, float]], start: Fit, fit: Fit) -> Iterator[str]:
    """The card's tables: weights by kind, and calibration, of blocks left out."""
    yield "| told as | testimonies | right | weight that stood | fitted |"
    yield "|---|---|---|---|---|"
    for kind in sorted({case.kind for case, _, _ in rows}):
        same = [case.right for case, _, _ in rows if case.kind == kind]
        stood, now = start.weights.get(kind, 0.0), fit.weights.get(kind, 0.0)
        yield f"| `{kind}` | {len(same)} | {np.mean(same):.2f} | {stood:+.2f} | {now:+.2f} |"
    yield f"| each voice that bears it out | | | {start.agreement:+.2f} | {fit.agreement:+.2f} |"
    yield ""
    yield "| said with | testimonies | right, weights that stood | testimonies | right, fitted (blocks left out) |"
    yield "|---|---|---|---|---|"
    for low in range(10):
        cells = [[case.right for case, *both in rows if min(9, int(10 * both[at])) == low] for at in (0, 1)]
        shown = [f"{len(each)} | {np.mean(each):.2f}" if each else "0 | " for each in cells]
        yield f"| {low / 10:.1f}–{(low + 1) / 10:.1f} | {shown[0]} | {shown[1]} |"
    yield ""
    for name, at in (("weights that stood", 0), ("fitted, blocks left out", 1)):
        p = np.array([both[at] for _, *both in rows])
        right = np.array([case.right for case, *_ in rows], dtype=float)
        loss = -np.mean(right * np.log(p) + (1 - right) * np.log(1 - p))
        yield f"- {name}: Brier score {np.mean((p - right) ** 2):.3f}, log loss {loss:.3f}"


def write(fit: Fit, rows: Sequence[str], about: str) -> None:
    """The weights into their files, and the card beside them."""
    text = TABLE.read_text(encoding="utf-8")
    for kind, weight in fit.weights.items():
        pattern = rf'(kind = "{kind}"\nweight = )[-\d.]+'
        text = re.sub(pattern, lambda match, weight=weight: f"{match[1]}{weight:.2f}", text)  # type: ignore[misc]
    TABLE.write_text(text, encoding="utf-8")
    text = SETTINGS.read_text(encoding="utf-8")
    text = re.sub(r'(name = "agreement"\nvalue = )[-\d.]+', rf"\g<1>{fit.agreement:.2f}", text)
    SETTINGS.write_text(text, encoding="utf-8")
    head = CARD.read_text(encoding="utf-8").split("## Figures")[0]
    CARD.write_text(f"{head}## Figures\n\n{about}\n\n" + "\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, tell, and write where that is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--ledger", type=Path)
    asked.add_argument("--truth", type=Path)
    asked.add_argument("--conflict", default="syria")
    asked.add_argument("--seeds", type=int, default=0, help="simulated campaigns to add")
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    found: list[Case] = []
    if options.ledger:
        with Ledger.open(options.ledger, create=False) as kept:
            found += cases(tuple(kept.told()), truth_of(options.truth))
    real = len(found)
    found += simulated(options.seeds)
    start = standing()
    fit = fitted(found, start)
    rows = [*told_by(left_out(found, start), start, fit)]
    about = (f"{real} testimonies of the war {options.conflict} on places whose holder is known, "
             f"{len(found) - real} of {options.seeds} simulated campaigns; {BLOCKS} blocks of time.")  # fmt: skip
    print(about, *rows, sep="\n")
    if options.write:
        write(fit, rows, about)


if __name__ == "__main__":
    main()
