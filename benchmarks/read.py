"""How fast reports are read: sentences a second on one core, all stages, start-up left out.

    python benchmarks/read.py [REPORTS.jsonl] [--text article_content]

Printed in one run, so that all see the same machine: sentences and megabytes a second of the reader, of spaCy's blank
English tokeniser with its sentencizer (where spaCy is installed), the share of the time that each stage takes, and the
growth of time with length (ten times the text of one report; hostile texts too).
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contested.cli.work import COLLECT_AFTER
from contested.model import Report
from contested.reading import Reader, open_reader
from contested.reading import reader as reading

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT.parent / "shared" / "data" / "fa_kes" / "articles.jsonl"
EXAMPLES = ROOT / "src" / "contested" / "examples" / "maskanah-2017"
ENOUGH = 2.0  # seconds that a measure should at least take
HOSTILE = {
    "one line": "The army captured Maskanah from rebels and killed 12 fighters near Aleppo, ",
    "brackets": "(((([[[",
    "commas": ",,,,,,,",
    "numbers": "12 1,500 2017 ",
    "names": "Deir Hafer Maskanah Al Bab ",
    "emoji": "\U0001f525\U0001f680",
    "verbs": "said killed captured said ",
}


def reports(path: Path, field: str) -> list[Report]:
    """The reports to read; the packaged examples where the file is missing."""
    if not path.exists():
        texts = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.md"))] * 40
    else:
        with path.open(encoding="utf-8") as lines:
            texts = [json.loads(line)[field] for line in lines]
    return [Report(id=str(number), text=text, date="2017-04-10") for number, text in enumerate(texts)]


def speed(reader: Reader, texts: list[Report]) -> tuple[float, float]:
    """Sentences and megabytes a second, by processor time."""
    for report in texts[:20]:
        reader.read(report)
    sentences = size = 0
    began = time.process_time()
    while time.process_time() - began < ENOUGH:
        for report in texts:
            sentences += len(reader.read(report).sentences)
            size += len(report.text)
    took = time.process_time() - began
    return sentences / took, size / took / 1e6


def peer(texts: list[Report]) -> float | None:
    """Megabytes a second of spaCy's blank pipeline with sentence ends, None where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline(texts[0].text)
    size, began = 0, time.process_time()
    for report in texts:
        pipeline(report.text)
        size += len(report.text)
    return size / (time.process_time() - began) / 1e6


def shares(reader: Reader, texts: list[Report]) -> dict[str, float]:
    """The share of the time that each stage takes; what is in none of them is "the rest"."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
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
        ("groups", reader.chunker, "chunks"),
        ("events", reader.finder, "drafts"),
        ("attribution", reader.hearer, "statements"),
        ("claims", reading.Maker, "sentence"),
    ]
    kept = [(owner, name, getattr(owner, name)) for _, owner, name in stages]
    for (stage, owner, name), (_, _, function) in zip(stages, kept, strict=True):
        setattr(owner, name, timed(stage, function))
    began = time.perf_counter()
    for report in texts:
        reader.read(report)
    whole = time.perf_counter() - began
    for owner, name, function in kept:
        setattr(owner, name, function)
    spent["the rest"] = whole - sum(spent.values())
    return {stage: took / whole for stage, took in spent.items()}


def growth(reader: Reader, piece: str, small: int = 20_000) -> float:
    """How many times longer ten times the text takes."""

    def took(size: int) -> float:
        report = Report(id="x", text=(piece * (size // len(piece) + 1))[:size], date="2017-05-27")
        began = time.process_time()
        reader.read(report)
        return time.process_time() - began

    took(small)
    return min(took(small * 10) for _ in range(2)) / max(1e-9, min(took(small) for _ in range(3)))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else None)
    parser.add_argument("reports", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--text", default="article_content", help="the field that holds the text")
    options = parser.parse_args()
    reader, texts = open_reader(), reports(options.reports, options.text)
    gc.set_threshold(*COLLECT_AFTER)  # as the command line does
    sentences, megabytes = speed(reader, texts)
    print(f"contested      {sentences:8.0f} sentences/s {megabytes:7.3f} MB/s  ({len(texts)} reports)")
    other = peer(texts)
    print("spaCy blank    " + ("not installed" if other is None else f"{'':8} {'':11} {other:7.3f} MB/s"))
    for stage, share in sorted(shares(reader, texts[:200]).items(), key=lambda item: -item[1]):
        print(f"  {stage:12} {share:6.1%}")
    for name, piece in HOSTILE.items():
        print(f"ten times the text, {name:10} {growth(reader, piece):6.1f} times the time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
