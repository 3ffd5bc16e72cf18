"""How right the reader is, against a pinned floor.

    python benchmarks/accuracy.py                 our gold and, where present, the sets in ../shared
    python benchmarks/accuracy.py --gold          our gold alone (seconds)
    python benchmarks/accuracy.py --sample        our gold and a fixed sample of the shared sets
    python benchmarks/accuracy.py --check         exit 1 if a figure is below its pin, or a set is not what was pinned
    python benchmarks/accuracy.py --pin           write what was measured as the new floor, here and in the method note
    python benchmarks/accuracy.py --list-errors [WORDS ...]      each mistake, by class; only classes holding the words
    python benchmarks/accuracy.py --places [WORDS ...]           the same for ../shared's event_place, read in process
    python benchmarks/accuracy.py --by type|file  found claims by event type or by gold file

Pins stand in ``accuracy.toml``: per corpus its digest and its figures. Lowering one is a deliberate act: run ``--pin``
and say why in the commit. The shared sets are third-party data: measured where present, never copied.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import gold_score

from contested.model import Report

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold"
SHARED = ROOT.parent / "shared"
PINS = Path(__file__).with_name("accuracy.toml")
NOTE = ROOT / "docs" / "method" / "reading.md"
FIGURES = re.compile(r"(?<=--pin -->\n).*(?=<!-- end of figures -->)", re.DOTALL)
FIGURE = re.compile(r"^\S+ (\w+): (-?\d+\.\d+)$", re.MULTILINE)
SEED = re.compile(r"^seed: (\d+) of (\d+)$", re.MULTILINE)
WINDOW = 70
TOLERANCE = 0.0005  # figures are pinned to four digits


class SharedSet(NamedTuple):
    """A third-party set: its scorer and file, the scorer's further words, what is pinned, and the sample's step."""

    name: str
    script: str
    data: str
    extra: tuple[str, ...]
    figures: tuple[str, ...]
    step: int


PLACES = ("precision", "recall", "f1", "item_exact")
MENTIONS = ("place_f1", "actor_f1", "time_f1", "count_f1")
TIMES = ("strict_f1", "relaxed_f1", "value_f1")
SETS = (
    SharedSet("event_place", "event_place.py", "event_place/dev.jsonl", (), PLACES, 10),
    SharedSet("mentions", "mentions.py", "re3d/dev.jsonl", (), MENTIONS, 4),
    SharedSet("timexes", "timexes.py", "time/wikiwars_dev.jsonl", (), TIMES, 4),
    SharedSet("tr_news", "geoparse.py", "geoparse/tr_news.jsonl", ("demonyms",), ("f1", "acc161"), 4),
    SharedSet("geovirus", "geoparse.py", "geoparse/geovirus.jsonl", (), ("f1", "acc161"), 4),
    SharedSet("ged_headlines", "ged.py", "ged_syria/dev.csv", ("headlines",), ("within_10km", "precision_10km"), 20),
)


class Measured(NamedTuple):
    """What one corpus came to, and the digest of its texts."""

    digest: str
    figures: dict[str, float]


# --- our own gold ----------------------------------------------------------------------------------------------------


def read_gold(folder: Path = GOLD) -> tuple[gold_score.Score, str]:
    """Read every gold text in this process; return the score and the digest of the files."""
    from contested.reading import open_reader

    reader, score = open_reader(), gold_score.Score()
    for gold in gold_score.load(folder):
        gold_score.add(score, gold, reader.read(gold_score.report(gold)))
    return score, digest(sorted(folder.glob("*.jsonl")))


def digest(paths: Iterable[Path]) -> str:
    """16 hex digits of the SHA-256 of the files' bytes, in the order given."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def show_gold(score: gold_score.Score, by: str | None) -> None:
    print(f"{'gold':<24}{'P':>7}{'R':>7}{'F1':>7}{'hit':>7}{'said':>7}{'there':>7}")
    rows = dict(score.tallies)
    if by:
        rows |= dict(sorted((score.types if by == "type" else score.files).items(), key=lambda row: row[1].f1))
    for name, t in rows.items():
        print(f"{name:<24}{t.precision:>7.3f}{t.recall:>7.3f}{t.f1:>7.3f}{t.hit:>7}{t.said:>7}{t.there:>7}")


def list_errors(mistakes: Iterable[gold_score.Mistake], words: Sequence[str]) -> None:
    """Mistakes by class, the most frequent first, a line each: id, what was expected and read, the words."""
    classes: dict[str, list[gold_score.Mistake]] = defaultdict(list)
    for mistake in mistakes:
        if all(word in f"{mistake.kind} {mistake.gold['id']} {mistake.note}" for word in words):
            classes[mistake.kind].append(mistake)
    for kind, rows in sorted(classes.items(), key=lambda row: -len(row[1])):
        print(f"\n== {kind} ({len(rows)})")
        for row in rows:
            print(f"{row.gold['id']:<18} {row.note} | {_around(row.gold['text'], row.start, row.end)}")


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - WINDOW) : start], text[end : end + WINDOW]
    head, tail = "…" if start > WINDOW else "", "…" if end + WINDOW < len(text) else ""
    return f"{head}{before}«{text[start:end]}»{after}{tail}".replace("\n", " ")


# --- the shared sets -------------------------------------------------------------------------------------------------


def read_shared(which: SharedSet, sample: bool) -> Measured | None:
    """Run a shared set's scorer with this Python, on the whole set or on each ``step``-th row; None where absent."""
    script, data = SHARED / "score" / which.script, SHARED / "data" / which.data
    if not (script.is_file() and data.is_file()):
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = data
        if sample:
            path = Path(folder) / data.name
            _sample(data, path, which.step)
        done = _run(script, str(path), *which.extra)
        found = {name: round(float(value), 4) for name, value in FIGURE.findall(done)}
        return Measured(digest([path]), {name: found[name] for name in which.figures if name in found})


def _sample(data: Path, path: Path, step: int) -> None:
    """Write each ``step``-th row of a set to a file: always the same rows, since the set does not change."""
    with data.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8", newline="") as target:
        if data.suffix != ".csv":
            target.writelines(row for i, row in enumerate(source) if i % step == 0)
            return
        csv.writer(target).writerows(row for i, row in enumerate(csv.reader(source)) if i == 0 or i % step == 1)


def read_seed() -> Measured | None:
    """How many of the seed report's checks hold."""
    script = SHARED / "score" / "seed.py"
    if not script.is_file():
        return None
    held = SEED.search(_run(script))
    return Measured(digest([SHARED / "seed" / "2017-05-27.txt"]), {"held": float(held[1]) if held else 0.0})


def _run(script: Path, *words: str) -> str:
    call = [sys.executable, str(script), *words]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.stderr.strip():
        print(done.stderr.strip()[-2000:], file=sys.stderr)
    return done.stdout


def place_mistakes() -> Iterable[gold_score.Mistake]:
    """Where the places of event_place's verbs come out wrong, read in this process: missing, extra, no claim."""
    from contested.reading import open_reader

    reader = open_reader()
    for row, gold in enumerate(_event_places()):
        reading = reader.read(Report(id=str(row), text=gold["text"], date="2016-06-01"))
        verb = tuple(gold["verb"])
        mine = [c for c in reading.claims if gold_score.overlap((c.trigger.start, c.trigger.end), verb)]
        said = {(p.mention.start, p.mention.end) for c in mine for p in c.places if p.role == "at" and p.mention}
        there = [tuple(p) for p in gold["places"]]
        note = f"{gold['text'][verb[0] : verb[1]]} {sorted({c.type for c in mine})}"
        for start, end in there:
            if not any(gold_score.overlap((start, end), s) for s in said):
                kind = "missing place" if mine else "missing place, no claim"
                yield gold_score.Mistake(kind, {**gold, "id": f"{row}"}, start, end, note)
        for start, end in sorted(said):
            if not any(gold_score.overlap((start, end), t) for t in there):
                kind = "extra place" if there else "extra place, none expected"
                yield gold_score.Mistake(kind, {**gold, "id": f"{row}"}, start, end, note)


def _event_places() -> list[gold_score.Gold]:
    path = SHARED / "data" / "event_place" / "dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


# --- pins ------------------------------------------------------------------------------------------------------------


def pinned() -> dict[str, Measured]:
    """The floor: per corpus its digest and figures; empty where nothing is pinned yet."""
    if not PINS.is_file():
        return {}
    table = tomllib.loads(PINS.read_text(encoding="utf-8"))
    return {name: Measured(row["digest"], row["figures"]) for name, row in table.items()}


def pin(measured: dict[str, Measured]) -> None:
    """Write what was measured as the floor; corpora that were not run, or gave no figure, keep theirs."""
    lines = ["# The floor under the reader: written by `benchmarks/accuracy.py --pin`, see its docstring.\n"]
    good = {name: corpus for name, corpus in measured.items() if corpus.figures}
    for name, corpus in sorted({**pinned(), **good}.items()):
        lines.append(f'\n[{name}]\ndigest = "{corpus.digest}"\n\n[{name}.figures]\n')
        lines += [f"{figure} = {value}\n" for figure, value in sorted(corpus.figures.items())]
    PINS.write_text("".join(lines), encoding="utf-8")


def note(floor: dict[str, Measured]) -> str:
    """The pinned figures as the method note shows them."""
    if not floor:
        return "Nothing is pinned yet.\n"
    rows = [f"| {name} | {figure} | {value:.3f} |\n" for name in floor for figure, value in floor[name].figures.items()]
    return "| set | figure | value |\n|---|---|---|\n" + "".join(rows)


def below(measured: dict[str, Measured], floor: dict[str, Measured]) -> list[str]:
    """A line for each figure below its pin and for each corpus that is not what was pinned."""
    lines = []
    for name, corpus in measured.items():
        if name not in floor:
            lines.append(f"{name}: nothing is pinned; run benchmarks/accuracy.py --pin")
            continue
        if corpus.digest != floor[name].digest:
            lines.append(f"{name}: the texts are not those that were pinned; look at the figures and run --pin")
            continue
        for figure, least in floor[name].figures.items():
            value = corpus.figures.get(figure, 0.0)
            if value < least - TOLERANCE:
                lines.append(f"{name} {figure}: {value:.4f} is below the pinned {least:.4f}")
    return lines


# --- the command -----------------------------------------------------------------------------------------------------


def measure(gold_only: bool, sample: bool, score: gold_score.Score, gold_digest: str) -> dict[str, Measured]:
    measured = {"gold": Measured(gold_digest, score.figures())}
    if gold_only:
        return measured
    if seed := read_seed():
        measured["seed"] = seed
    for which in SETS:
        name = f"{which.name}_sample" if sample else which.name
        corpus = read_shared(which, sample)
        if corpus is None:
            print(f"{name}: not here, not measured")
            continue
        measured[name] = corpus
        print(f"{name}: " + " ".join(f"{k} {v:.3f}" for k, v in corpus.figures.items()))
    return measured


def main(argv: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--gold", action="store_true")
    ask.add_argument("--sample", action="store_true")
    ask.add_argument("--check", action="store_true")
    ask.add_argument("--pin", action="store_true")
    ask.add_argument("--by", choices=("type", "file"))
    ask.add_argument("--list-errors", nargs="*", metavar="WORDS")
    ask.add_argument("--places", nargs="*", metavar="WORDS")
    want = ask.parse_args(argv)
    if want.places is not None:
        list_errors(place_mistakes(), want.places)
        return 0
    score, gold_digest = read_gold()
    if want.list_errors is not None:
        list_errors(score.mistakes, want.list_errors)
        return 0
    show_gold(score, want.by)
    measured = measure(want.gold, want.sample, score, gold_digest)
    if want.pin:
        pin(measured)
        NOTE.write_text(FIGURES.sub(note(pinned()), NOTE.read_text(encoding="utf-8")), encoding="utf-8")
    short = below(measured, pinned()) if want.check else []
    for line in short:
        print(line)
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
