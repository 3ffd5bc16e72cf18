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
TURN = 20  # reports
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


def speeds(reader: Reader, texts: list[Report]) -> tuple[float, float, float | None]:
    """Sentences and megabytes a second of the reader, and megabytes of the peer, by processor time.

    They take turns, some reports each, so that what else runs on the machine slows both alike.
    """
    pipeline = peer()
    sentences, size, took, peers = 0, 0, 0.0, 0.0
    for report in texts[:TURN]:
        reader.read(report)
    while took < ENOUGH:
        for at in range(0, len(texts), TURN):
            turn = texts[at : at + TURN]
            began = time.process_time()
            sentences += sum([len(reader.read(report).sentences) for report in turn])
            ended = time.process_time()
            for report in turn if pipeline is not None else ():
                pipeline(report.text)
            peers += time.process_time() - ended
            took += ended - began
            size += sum(len(report.text) for report in turn)
    return sentences / took, size / took / 1e6, size / peers / 1e6 if pipeline is not None else None


def peer() -> Any:
    """spaCy's blank pipeline with sentence ends, None where it is not installed."""
    try:
        import spacy
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


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
    options = parser.parse_args()
    reader, texts = open_reader(), reports(options.reports, options.text)
    gc.set_threshold(*COLLECT_AFTER)  # as the command line does
    sentences, megabytes, other = speeds(reader, texts)
    print(f"contested      {sentences:8.0f} sentences/s {megabytes:7.3f} MB/s  ({len(texts)} reports)")
    ratio = "" if other is None else f"{'':20} {other:7.3f} MB/s  ({other / megabytes:.1f} times as fast)"
    print("spaCy blank    " + (ratio or "not installed"))
    for stage, share in sorted(shares(reader, texts[:200]).items(), key=lambda item: -item[1]):
        print(f"  {stage:12} {share:6.1%}")
    for name, piece in HOSTILE.items():
        print(f"ten times the text, {name:10} {growth(reader, piece):6.1f} times the time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
