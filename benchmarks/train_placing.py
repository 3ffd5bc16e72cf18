"""Train the table that says where an event took place (``src/contested/knowledge/placing.toml``).

    python benchmarks/train_placing.py                cross-validate, then write the table
    python benchmarks/train_placing.py --check        cross-validate only
    python benchmarks/train_placing.py --errors N     also print N mistakes of the cross-validated tables

Data: ``../shared/data/event_place/dev.jsonl`` (A. Halterman, "Geolocating Political Events in Text", 2019, MIT), never
copied here. Two logistic regressions with an L2 penalty, fitted by L-BFGS: the first over what a place shows by itself
and towards a trigger, the second over the first's score and those of the sentence's other places, on scores that the
first reached out of sample. Folds hold whole sentences: rows of one text, however spaced, stay together. Deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from logistic import Matrix, Sparse, fit
from numpy.typing import NDArray

from contested.model import Report
from contested.reading import open_reader
from contested.reading.claims import Maker
from contested.reading.frames import Match
from contested.reading.ground import Site
from contested.reading.place_candidates import Feature
from contested.reading.placing import UNIT, Pair, siblings
from contested.reading.scene import Scene

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "event_place" / "dev.jsonl"
TABLE = ROOT / "src" / "contested" / "knowledge" / "placing.toml"
WORD = re.compile(r"\w+")
FOLDS = 5
LEAST = 6  # times that a feature's value must be seen
PENALTY = 10.0
SECOND_PENALTY = 3.0
THRESHOLD = -0.5  # of the second table's score, by cross-validation: tokens, not pairs, are what is counted
# Added to what is fitted. The frames know words and wars that this data has not; that each opponent has its own place
# ("against X in A and against Y in B") is grammar that the data hardly shows.
BY_HAND: dict[Feature, float] = {
    ("rule", "at"): 0.7,
    ("outside the statement", ">"): -4.0,
    **{("beside one opponent of several", word): 1.5 for word in ("in", "at", "near", "around")},
}
SMALLEST = 0.04  # weights below are left out of the table

HEADER = """# Where an event took place: what each value of a named feature of (event, place) says for it, in log odds.
#
# Written by benchmarks/train_placing.py from event_place (MIT); what it is and how far to trust it:
# docs/model-cards/placing.md. A place counts where its sum is above nought. Parts of a value have | between them.
"""


class Case(NamedTuple):
    """One event verb of the data with the candidates of each of its triggers, and which tokens each would answer."""

    row: int
    fold: int
    gold: frozenset[int]
    matches: list[list[tuple[Pair, frozenset[int]]]]


def tokens(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Starts of the words that spans touch, as the scorer counts them."""
    spans = list(spans)
    return frozenset(m.start() for m in WORD.finditer(text) if any(m.start() < b and a < m.end() for a, b in spans))


def fold_of(text: str) -> int:
    """The fold of a text: the same for all its rows."""
    return int(hashlib.sha256("".join(WORD.findall(text.lower())).encode()).hexdigest(), 16) % FOLDS


def cases(rows: list[dict]) -> list[Case]:  # type: ignore[type-arg]
    """Read every row and gather the candidates of the triggers that touch its verb."""
    reader = open_reader()
    seen: list[tuple[Maker, Scene, Match]] = []
    choose = Maker._place_groups

    def record(self: Maker, scene: Scene, match: Match) -> list[Site]:
        seen.append((self, scene, match))
        return choose(self, scene, match)

    Maker._place_groups = record  # type: ignore[method-assign]
    found = []
    for at, row in enumerate(rows):
        seen.clear()
        text = row["text"]
        reader.read(Report(id=str(at), text=text, date="2016-06-01"))
        matches = []
        for maker, scene, match in seen:
            starts, ends = maker.tokens.starts, maker.tokens.ends
            begin, end = starts[match.first], ends[match.last - 1]
            if begin < row["verb"][1] and row["verb"][0] < end:
                pairs = maker.ground.placer.pairs(scene, match)
                matches.append([(p, tokens(text, [(starts[p.place.first], ends[p.place.last - 1])])) for p in pairs])
        found.append(Case(at, fold_of(text), tokens(text, row["places"]), matches))
    Maker._place_groups = choose  # type: ignore[method-assign]
    return found


class Samples(NamedTuple):
    """All pairs as rows: features, answers, folds, weights."""

    features: list[list[Feature]]
    answers: Matrix
    folds: NDArray[np.int64]
    weight: Matrix


def samples(found: list[Case]) -> Samples:
    """Flatten the cases."""
    features: list[list[Feature]] = []
    answers: list[float] = []
    folds: list[int] = []
    weight: list[float] = []
    for case in found:
        for pairs in case.matches:
            for pair, there in pairs:
                features.append([*pair.place.features, *pair.features])
                answers.append(float(len(there & case.gold) * 2 >= len(there) > 0))
                folds.append(case.fold)
                weight.append(max(1.0, len(there)) / max(1, len(case.matches)))
    return Samples(features, np.array(answers), np.array(folds), np.array(weight))


def vocabulary(rows: Iterable[list[Feature]]) -> dict[Feature, int]:
    """Features seen often enough, to columns; column 0 is the bias."""
    counts = Counter(each for row in rows for each in set(row))
    kept = sorted(each for each, n in counts.items() if n >= LEAST)
    return {each: at + 1 for at, each in enumerate(kept)}


def matrix(rows: Sequence[list[Feature]], columns: dict[Feature, int], first: Matrix | None = None) -> Sparse:
    """Rows of features as 0 and 1; ``first`` is a last column of the first table's scores."""
    found = [[0, *sorted({columns[each] for each in row if each in columns})] for row in rows]
    width = 1 + len(columns)
    longest = max(map(len, found), default=1)
    filled = np.full((len(rows), longest), width)
    for at, each in enumerate(found):
        filled[at, : len(each)] = each
    return Sparse(filled, width, first)


def second_features(found: list[Case], scores: Matrix) -> list[list[Feature]]:
    """What the siblings' scores say of each pair."""
    out: list[list[Feature]] = []
    for case in found:
        for pairs in case.matches:
            own = [float(each) * UNIT for each in scores[len(out) : len(out) + len(pairs)]]
            out.extend(siblings([pair.place for pair, _ in pairs], own))
    return out


class Trained(NamedTuple):
    """Both tables."""

    first: dict[Feature, float]
    second: dict[Feature, float]


def train(found: list[Case], data: Samples, use: NDArray[np.bool_]) -> Trained:
    """Fit both tables on the rows in use."""
    scores = np.zeros(len(data.features))
    inner = [k for k in range(FOLDS) if np.any(use & (data.folds == k))]
    for k in inner:
        rest = use & (data.folds != k)
        columns, w = _fit_first(data, rest)
        part = np.flatnonzero(use & (data.folds == k))
        scores[part] = matrix([data.features[i] for i in part], columns).times(w)
    more = second_features(found, scores)
    rows = np.flatnonzero(use)
    columns = vocabulary(more[i] for i in rows)
    x = matrix([more[i] for i in rows], columns, scores[rows])
    w2 = fit(x, data.answers[rows], SECOND_PENALTY, data.weight[rows])
    second = {each: float(w2[at]) for each, at in columns.items()}
    second["second bias", ""], second["first score", ""] = float(w2[0]), float(w2[-1])
    columns, w = _fit_first(data, use)
    first = {each: float(w[at]) for each, at in columns.items()}
    first["bias", ""] = float(w[0])
    for each, more_weight in BY_HAND.items():
        first[each] = first.get(each, 0.0) + more_weight
    return Trained(first, second)


def _fit_first(data: Samples, use: NDArray[np.bool_]) -> tuple[dict[Feature, int], Matrix]:
    rows = np.flatnonzero(use)
    columns = vocabulary(data.features[i] for i in rows)
    x = matrix([data.features[i] for i in rows], columns)
    return columns, fit(x, data.answers[rows], PENALTY, data.weight[rows])


def apply(tables: Trained, found: list[Case], data: Samples) -> Matrix:
    """The final scores of all pairs."""
    first = tables.first["bias", ""] + totals(tables.first, data.features)
    bias, scale = tables.second["second bias", ""], tables.second["first score", ""]
    return np.asarray(bias + scale * first + totals(tables.second, second_features(found, first)))


def totals(table: dict[Feature, float], rows: Iterable[list[Feature]]) -> Matrix:
    """What a table's weights of each row's features add up to."""
    return np.array([sum(table.get(each, 0.0) for each in row) for row in rows])


def measure(found: list[Case], scores: Matrix, threshold: float) -> tuple[float, float, float]:
    """Token precision, recall and F1 over all rows, as the scorer counts them."""
    hit = said = there = at = 0
    for case in found:
        answer: set[int] = set()
        for pairs in case.matches:
            for pair, own in pairs:
                pair.score = float(scores[at]) - threshold
                if pair.counts:
                    answer |= own
                at += 1
        hit, said, there = hit + len(answer & case.gold), said + len(answer), there + len(case.gold)
    p, r = hit / max(1, said), hit / max(1, there)
    return p, r, 2 * p * r / max(1e-9, p + r)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = cases(rows)
    data = samples(found)
    held = np.zeros(len(data.features))
    for k in range(FOLDS):
        tables = train(found, data, data.folds != k)
        part = data.folds == k
        held[part] = apply(tables, found, data)[part]
    ceiling = measure(found, np.where(data.answers > 0, 1.0, -1.0), 0.0)
    print(f"pairs {len(data.features)}; every pair right: P {ceiling[0]:.3f} R {ceiling[1]:.3f} F1 {ceiling[2]:.3f}")
    for threshold in (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2):
        p, r, f = measure(found, held, threshold)
        print(f"cross-validated, threshold {threshold:+.1f}: P {p:.3f} R {r:.3f} F1 {f:.3f}")
    if arguments.errors:
        errors(rows, found, held, arguments.errors)
    if arguments.check:
        return
    tables = train(found, data, data.folds >= 0)
    tables.second["second bias", ""] -= THRESHOLD
    p, r, f = measure(found, apply(tables, found, data), 0.0)
    print(f"on the rows it was trained on: P {p:.3f} R {r:.3f} F1 {f:.3f}")
    write(tables)


def errors(rows: list[dict], found: list[Case], scores: Matrix, n: int) -> None:  # type: ignore[type-arg]
    """Print mistakes, every so many of them."""
    lines = []
    at = 0
    for case in found:
        row = rows[case.row]
        a, b = row["verb"]
        for pairs in case.matches:
            for pair, there in pairs:
                right = len(there & case.gold) * 2 >= len(there)
                if right != (scores[at] > THRESHOLD):
                    text = row["text"]
                    words = text[min(there) : max(there) + 12] if there else ""
                    clip = (text[max(0, a - 110) : a] + "[" + text[a:b] + "]" + text[b : b + 150]).replace("\n", " ")
                    mark = "MISSED" if right else "NEEDLESS"
                    place, gold = pair.place, [text[s:e] for s, e in row["places"]]
                    what = f"rule={pair.role} slot={pair.slot} prep={place.governor} level={place.level}"
                    lines.append(f"{mark} {scores[at]:+.1f} {words!r} {what} | {case.row} {clip} => {gold}")
                at += 1
    step = max(1, len(lines) // n)
    print(len(lines), "mistakes")
    print("\n".join(lines[::step]), flush=True)


def write(tables: Trained) -> None:
    """Write the table, weights by size, two digits; the reasons are kept from the table as it stands."""
    reasons = {row["feature"]: row["why"] for row in tomllib.loads(TABLE.read_text(encoding="utf-8"))["placing"]}
    rows: dict[str, dict[str, float]] = {}
    for table in tables:
        for (feature, *parts), weight in table.items():
            if abs(weight) >= SMALLEST or parts == [""]:
                rows.setdefault(feature, {})["|".join(parts)] = weight
    lines = [HEADER]
    for feature, values in rows.items():
        ranked = sorted(values.items(), key=lambda item: (-round(item[1], 2), item[0]))
        lines += ["[[placing]]", f"feature = {json.dumps(feature)}", f"why = {json.dumps(reasons.get(feature, ''))}"]
        lines.append("[placing.weights]")
        lines += [f"{json.dumps(value, ensure_ascii=False)} = {weight:.2f}" for value, weight in ranked]
        lines.append("")
    TABLE.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
