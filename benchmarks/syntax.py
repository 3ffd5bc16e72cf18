"""How well the syntax table says who does what, on sentences of war (``tests/gold/syntax/war.txt``), and how fast.

    python benchmarks/syntax.py                    F1 of arcs, verbs found, time a sentence
    python benchmarks/syntax.py --list-errors      also each arc that is missed or wrong

The larger measure, on UD English EWT's weblogs, is the one of the model card.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from contested.reading.syntax import load
from contested.reading.syntax.arcs import INFERRED, arcs
from contested.reading.syntax.table import Syntax
from contested.reading.tokens import tokenise

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "syntax" / "war.txt"
SAME = {"toward": "to", "towards": "to", "into": "in", "onto": "on"}
PLAIN = ("subject", "object")
Found = tuple[str, str, str]  # verb, slot, head word


class Case(NamedTuple):
    """A sentence, its verbs, and its arcs: verb -> slot and the words of which any is right."""

    text: str
    verbs: list[str]
    arcs: list[tuple[str, str, frozenset[str]]]


def cases(path: Path) -> Iterator[Case]:
    """The sentences of a gold file."""
    case: Case | None = None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isupper() or line[0] in '"“':
            if case:
                yield case
            case = Case(line, [], [])
        elif case:
            verb, *said = line.split()
            case.verbs.append(verb)
            for each in said:
                slot, _, word = each.partition("=")
                case.arcs.append((verb, slot, frozenset(word.split("_"))))
    if case:
        yield case


def found(syntax: Syntax, text: str) -> tuple[set[str], set[Found]]:
    """The verbs that are found in a sentence, and their arcs; a word's second occurrence is named word/2."""
    tokens = tokenise(text)
    tree = syntax.parse(tokens.words)
    names = [f"{w}/{n}" if (n := tokens.words[:i].count(w) + 1) > 1 else w for i, w in enumerate(tokens.words)]
    verbs = {i for i, tag in enumerate(tree.tags) if tag[0] == "V"}
    left_out = ("complement", "particle", "indirect")
    return {names[v] for v in verbs}, {
        (names[arc.head], SAME.get(arc.slot, arc.slot), names[arc.dependent])
        for arc in arcs(tokens.words, tree)
        if arc.head in verbs and arc.via not in INFERRED and arc.slot not in left_out
    }


def kind(slot: str) -> str:
    """The family that an arc is counted in."""
    return slot if slot in PLAIN else "oblique"


def measure(syntax: Syntax, list_errors: bool) -> dict[str, float]:
    """F1 by family, and of verbs."""
    hit: Counter[str] = Counter()
    said: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for case in cases(GOLD):
        verbs, ours = found(syntax, case.text)
        hit["verbs"] += len(verbs & set(case.verbs))
        said["verbs"] += len(verbs)
        there["verbs"] += len(case.verbs)
        open_, missed = set(ours), []
        for verb, slot, words in case.arcs:
            there[kind(slot)] += 1
            right = {arc for arc in open_ if arc[0] == verb and arc[1] == SAME.get(slot, slot) and arc[2] in words}
            hit[kind(slot)] += bool(right)
            open_ -= right
            if not right:
                missed.append(f"{verb} {slot}={'_'.join(sorted(words))}")
        said.update(kind(slot) for _, slot, _ in ours)
        if list_errors and (open_ or missed):
            print(case.text, "missed:", missed, "wrong:", [f"{v} {s}={w}" for v, s, w in sorted(open_)], sep="\n    ")
    return {name: 2 * hit[name] / (said[name] + there[name]) for name in ("verbs", *PLAIN, "oblique")}


def speed(syntax: Syntax) -> tuple[float, float]:
    """Milliseconds of processor time a sentence, one by one and many at once."""
    sentences = [tokenise(case.text).words for case in cases(GOLD)] * 10
    times = []
    for run in (lambda: [syntax.parse(words) for words in sentences], lambda: syntax.parse_all(sentences)):
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            run()
            best = min(best, time.process_time() - began)
        times.append(best * 1000 / len(sentences))
    return times[0], times[1]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--list-errors", action="store_true")
    asked.add_argument("--table", type=Path, help="another table than the packaged one")
    given = asked.parse_args()
    began = time.process_time()
    syntax = load(given.table)
    took = time.process_time() - began
    for name, figure in measure(syntax, given.list_errors).items():
        print(f"{name:8} {figure:.3f}")
    alone, together = speed(syntax)
    print(f"loading {took * 1000:.0f} ms; a sentence {alone:.2f} ms one by one, {together:.2f} ms of {600} at once")


if __name__ == "__main__":
    main()
