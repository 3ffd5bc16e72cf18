"""How fast reports are read: sentences a second on one core, all stages, start-up left out.

    python benchmarks/read.py [REPORTS.jsonl] [--text article_content] [--check]

Printed in one run, so that all see the same machine: sentences and megabytes a second of the reader as native code
(where `make fast` has compiled it) and as plain Python, of spaCy's blank English tokeniser with its sentencizer (where
spaCy is installed), the share of the time that each stage takes, and the growth of time with length (ten times the text
of one report; hostile texts too). Where both forms of the reader are here, what they read from the reports, the gold
and the packaged examples must be equal to the last byte; ``--check`` does that alone. Exit status 1 if it is not.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec

from contested import native
from contested.cli.work import COLLECT_READING
from contested.model import Report
from contested.reading import Reader, open_reader
from contested.reading import reader as reading

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT.parent / "shared" / "data" / "fa_kes" / "articles.jsonl"
EXAMPLES = ROOT / "src" / "contested" / "examples" / "maskanah-2017"
GOLD = ROOT / "tests" / "gold"
ENOUGH = 2.0  # seconds that a measure should at least take
TURN = 60  # reports that are read together, as `contested read` does
HOSTILE = {  # with enough English words that they are read, where they have words at all
    "one line": "The army captured Maskanah from rebels and killed 12 fighters near Aleppo, ",
    "brackets": "(((([[[",
    "commas": ",,,,,,,",
    "numbers": "12 1,500 2017 ",
    "names": "in Deir Hafer and Maskanah of Al Bab to ",
    "emoji": "\U0001f525\U0001f680",
    "verbs": "they said that it killed and captured ",
}


def reports(path: Path, field: str) -> list[Report]:
    """The reports to read; the packaged examples where the file is missing."""
    if not path.exists():
        texts = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.md"))] * 40
    else:
        with path.open(encoding="utf-8") as lines:
            texts = [json.loads(line)[field] for line in lines]
    return [Report(id=str(number), text=text, date="2017-04-10") for number, text in enumerate(texts)]


def gold() -> list[Report]:
    """The texts of the gold and of the packaged examples."""
    rows = [json.loads(line) for file in sorted(GOLD.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    told = [Report(id=row["id"], text=row["text"], date=row.get("date"), country=row.get("country")) for row in rows]
    examples = sorted(EXAMPLES.glob("*.md"))
    return told + [Report(id=file.name, text=file.read_text("utf-8"), date="2017-06-05") for file in examples]


class Form:
    """The reader in one of its forms, native or plain, in a process of its own that is asked one thing at a time."""

    def __init__(self, plain: bool) -> None:
        os.environ["CONTESTED_PURE"] = str(int(plain))  # what a process imports is settled when it starts
        self.pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self.why_plain = self.ask(native.why_plain)
        self.sentences, self.size, self.took = 0, 0, 0.0

    def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a function gives in that process."""
        return self.pool.submit(function, *args).result()

    def turn(self, texts: list[Report]) -> None:
        """Read some reports, and add to what was read and what it took."""
        sentences, took = self.ask(timed, texts)
        self.sentences, self.took = self.sentences + sentences, self.took + took
        self.size += sum(len(report.text) for report in texts)


@cache
def opened() -> Reader:
    """This process's reader."""
    gc.set_threshold(*COLLECT_READING)  # as the command line does
    return open_reader()


def timed(texts: list[Report]) -> tuple[int, float]:
    """The sentences of some reports, and the processor time that reading them took."""
    reader = opened()
    began = time.process_time()
    return sum([len(reading.sentences) for reading in reader.read_all(texts)]), time.process_time() - began


def readings(texts: list[Report]) -> list[bytes]:
    """All that is read from some reports, as JSON."""
    return [msgspec.json.encode(opened().read(report)) for report in texts]


def unequal(forms: list[Form], texts: list[Report]) -> int:
    """How many reports two forms read differently; the first of them is printed."""
    first, second = (form.ask(readings, texts) for form in forms)
    found = [report for report, one, other in zip(texts, first, second, strict=True) if one != other]
    print(f"native and plain read {len(texts) - len(found)} of {len(texts)} reports alike, to the last byte")
    if found:
        print(f"  unlike first: {found[0].id}: {found[0].text[:200]!r}")
    return len(found)


def speeds(forms: list[Form], texts: list[Report]) -> float | None:
    """Let the forms read the reports, and the peer; the peer's megabytes a second, by processor time.

    They take turns, some reports each, so that what else runs on the machine slows all alike.
    """
    pipeline = peer()
    peers = 0.0
    for form in forms:
        form.ask(timed, texts[:TURN])
    while min(form.took for form in forms) < ENOUGH:
        for at in range(0, len(texts), TURN):
            turn = texts[at : at + TURN]
            for form in forms:
                form.turn(turn)
            began = time.process_time()
            for report in turn if pipeline is not None else ():
                pipeline(report.text)
            peers += time.process_time() - began
    return forms[0].size / peers / 1e6 if pipeline is not None else None


def peer() -> Any:
    """spaCy's blank pipeline with sentence ends, None where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


def shares(texts: list[Report]) -> dict[str, float]:
    """The share of the time that each stage takes; what is in none of them is "the rest". Of plain Python only.

    Native functions cannot be replaced by timed ones; native code speeds up all stages much alike.
    """
    reader = opened()
    spent: dict[str, float] = defaultdict(float)

    def clocked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                spent[name] += time.perf_counter() - began

        return run

    stages: list[tuple[str, Any, str]] = [
        ("tokens", reading, "tokenise"),
        ("times", reading, "find_times"),
        ("counts", reading, "find_counts"),
        ("classes", reader.classifier, "sentence"),
        ("vocabulary", reader.namer, "vocabulary"),
        ("names", reader.namer, "names"),
        ("places", reading.Map, "resolve"),
        ("units", reader.structures, "draft"),
        ("trees", reader.structures, "parsed"),
        ("structure", reader.structures, "built"),
        ("events", reader.frames, "matches"),
        ("attribution", reader.hearer, "statements"),
        ("claims", reading.Maker, "sentence"),
    ]
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in stages]
    for (stage, owner, name), (_, _, function) in zip(stages, kept, strict=True):
        setattr(owner, name, clocked(stage, function))
    began = time.perf_counter()
    for at in range(0, len(texts), TURN):
        reader.read_all(texts[at : at + TURN])
    whole = time.perf_counter() - began
    for owner, name, function in kept:
        setattr(owner, name, function)
    spent["the rest"] = whole - sum(spent.values())
    return {stage: took / whole for stage, took in spent.items()}


def growth(piece: str, small: int = 20_000) -> float:
    """How many times longer ten times the text takes."""
    reader = opened()

    def took(size: int, times: int) -> float:
        """The least of several times, since what else runs on the machine only ever adds."""
        report = Report(id="x", text=(piece * (size // len(piece) + 1))[:size], date="2017-05-27")
        spent = []
        for _ in range(times):
            began = time.process_time()
            if reader.read(report).unread is not None:
                raise SystemExit(f"nothing is measured by a text that is not read: {piece!r}")
            spent.append(time.process_time() - began)
        return min(spent)

    return took(small * 10, 3) / took(small, 6)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else None)
    parser.add_argument("reports", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--text", default="article_content", help="the field that holds the text")
    parser.add_argument("--check", action="store_true", help="only compare what the two forms read")
    options = parser.parse_args()
    texts, plain, form = reports(options.reports, options.text), Form(plain=True), Form(plain=False)
    if form.why_plain is not None:
        print(f"native code    not measured, since {form.why_plain}: `make fast`")
    forms = [form, plain] if form.why_plain is None else [plain]
    if not options.check:
        measure(forms, texts)
    return int(len(forms) == 2 and unequal(forms, gold() + texts) > 0)


def measure(forms: list[Form], texts: list[Report]) -> None:
    """Print speeds, stages and growth."""
    other, plain = speeds(forms, texts), forms[-1]
    for form in forms:
        rate, size = form.sentences / form.took, form.size / form.took / 1e6
        name = "plain Python" if form is plain else "native code"
        times = f"{plain.took / form.took:.2f} times as fast" if form is not plain else f"{len(texts)} reports"
        print(f"{name:14} {rate:8.0f} sentences/s {size:7.3f} MB/s  ({times})")
    if other is None:
        print("spaCy blank    not installed")
    else:
        ratio = other * forms[0].took / forms[0].size * 1e6
        print(f"spaCy blank    {'':20} {other:7.3f} MB/s  ({ratio:.1f} times as fast as the first line)")
    for stage, share in sorted(plain.ask(shares, texts[:200]).items(), key=lambda item: -item[1]):
        print(f"  {stage:12} {share:6.1%}")
    for name, piece in HOSTILE.items():
        print(f"ten times the text, {name:10} {forms[0].ask(growth, piece):6.1f} times the time")


if __name__ == "__main__":
    sys.exit(main())
