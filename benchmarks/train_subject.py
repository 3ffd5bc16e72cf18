"""Train the table that tells reports of armed conflict from those of other matters (``knowledge/subject.csv``).

    python benchmarks/train_subject.py                cross-validate, then write the table
    python benchmarks/train_subject.py --check        cross-validate only

Of war: the passages of the blind rounds in ``tests/gold/passages`` and their single sentences that tell of an event,
texts of war beside disasters, trials and sport (``benchmarks/war_beside.jsonl``); where they are there, FA-KES's
articles and headlines of UCDP GED's Syria release (both CC BY 4.0; of them nothing but weights is kept). Of other
matters: the rounds' passages of them, ``benchmarks/other_matters.jsonl``, and the documents of the treebanks but for
news and speeches. A logistic regression with an L2 penalty; folds hold whole rounds.
Deterministic.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from logistic import minimised
from numpy.typing import NDArray

from contested.model import Report
from contested.reading import open_reader
from contested.reading.reader import Reader
from contested.reading.subject import WORD, Subject, score, share

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold" / "passages"
OTHER = ROOT / "benchmarks" / "other_matters.jsonl"
BESIDE = ROOT / "benchmarks" / "war_beside.jsonl"  # of war, told beside disasters, trials, sport
DATA = ROOT.parent / "shared" / "data"
TABLE = ROOT / "src" / "contested" / "knowledge" / "subject.csv"
MEASURED = (*range(1, 17), *range(18, 23))  # rounds that were measured before they are learned from
FOLDS = 5
LEAST = 8  # texts that a word must stand in
PENALTY = (1.0, 0.3)  # of words, of the rest
SMALLEST = 0.03  # weights below are left out of the table
EVERY = 30  # of how many headlines one is taken
LONGEST = 3000  # characters of a text
SHORTEST = 150  # characters of a treebank's text
OURS = 1.3  # what is added for "war": a war that is passed over is worse than another matter that is read

Vector = NDArray[np.float64]


class Text(NamedTuple):
    """One text: whether it is of war, what it weighs in training, the events that the reader finds in it."""

    fold: int
    war: bool
    weight: float
    kind: str
    features: list[str]
    claims: int


class Teller(Subject):
    """Lets everything through, and keeps the features of what was asked last."""

    seen: list[str]

    def is_war(self, tokens: object, entities: object) -> bool:  # type: ignore[override]
        """Yes."""
        self.seen = list(self.features(tokens, entities))  # type: ignore[arg-type]
        return True


def texts() -> list[Text]:
    """All texts, read."""
    reader = open_reader()
    reader.subject = Teller(reader.lexicon, reader.war)
    return [
        *_rounds(reader),
        *_beside(reader),
        *_other(reader),
        *_treebanks(reader),
        *_articles(reader),
        *_headlines(reader),
    ]


def _text(reader: Reader, text: str, fold: int, war: bool, weight: float, kind: str, day: str | None = None) -> Text:
    claims = len(reader.read(Report(id="", text=text, date=day)).claims)
    assert isinstance(reader.subject, Teller)
    return Text(fold, war, weight, kind, reader.subject.seen, claims)


def _rounds(reader: Reader) -> Iterator[Text]:
    for at, number in enumerate(MEASURED):
        for line in (GOLD / f"round-{number}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            fold, war = at * FOLDS // len(MEASURED), row["war"] != "none"
            yield _text(reader, row["text"], fold, war, 1.0 if war else 1.5, "war" if war else "other", row["date"])
            for sentence in re.split(r"(?<=[.!?])\s+", row["text"]):
                told = any(event["anchor"] in sentence for event in row.get("expected", ()))
                if war == told and len(sentence) > 20:
                    yield _text(reader, sentence, fold, war, 0.15, "sentence", row["date"])


def _beside(reader: Reader) -> Iterator[Text]:
    for at, line in enumerate(BESIDE.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        yield _text(reader, row["text"], at % FOLDS, True, 1.0, "beside", row["date"])


def _other(reader: Reader) -> Iterator[Text]:
    for at, line in enumerate(OTHER.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        yield _text(reader, row["text"], at % FOLDS, False, 1.5, "other", row["date"])
        for sentence in re.split(r"(?<=[.!?])\s+", row["text"]):
            if len(sentence) > 20:
                yield _text(reader, sentence, at % FOLDS, False, 0.15, "sentence", row["date"])


def _treebanks(reader: Reader) -> Iterator[Text]:
    path = DATA / "ud" / "train.conllu.gz"
    documents: dict[str, list[str]] = {}
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n") if path.exists() else []
    for line in lines:
        if line.startswith("# sent_id"):
            name = re.sub(r"-\d+$", "", line.split("=", 1)[1].strip())
        elif line.startswith("# text ="):
            documents.setdefault(name, []).append(line.split("=", 1)[1].strip())
    for at, (name, sentences) in enumerate(sorted(documents.items())):
        text = " ".join(sentences)[:LONGEST]
        if len(text) >= SHORTEST and not name.startswith(("GUM_news", "GUM_speech")):
            yield _text(reader, text, at % FOLDS, False, 0.5, "treebank")


def _articles(reader: Reader) -> Iterator[Text]:
    path = DATA / "fa_kes" / "articles.jsonl"
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else ()):
        row = json.loads(line)
        text = f"{row['article_title']}\n{row['article_content']}"[:LONGEST]
        yield _text(reader, text, at % FOLDS, True, 0.25, "article")


def _headlines(reader: Reader) -> Iterator[Text]:
    path = DATA / "ged_syria" / "dev.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for at, row in enumerate(list(csv.DictReader(file))[::EVERY]):
                if len(row["source_headline"]) > 20:
                    yield _text(reader, row["source_headline"], at % FOLDS, True, 0.3, "headline")


def fit(data: Sequence[Text], names: Sequence[str]) -> dict[str, float]:
    """The weights of the names, "base" without a penalty."""
    column = {name: at for at, name in enumerate(names)}
    found = [np.array([column[f] for f in text.features if f in column], dtype=np.int64) for text in data]
    rows = np.repeat(np.arange(len(found)), [len(each) for each in found])
    columns = np.concatenate(found)
    war = np.array([text.war for text in data], dtype=float)
    weight = np.array([text.weight for text in data])
    full = [share(sum(f.startswith(WORD) for f in text.features)) for text in data]
    is_word = np.array([name.startswith(WORD) for name in names])
    worth = np.concatenate([np.where(is_word[each], s, 1.0) for s, each in zip(full, found, strict=True)])
    penalty = np.where(is_word, *PENALTY)
    penalty[column["base"]] = 0.0

    def loss(w: Vector) -> tuple[float, Vector]:
        p = 1 / (1 + np.exp(-np.clip(np.bincount(rows, worth * w[columns], len(data)), -30, 30)))
        value = -(weight * (war * np.log(p + 1e-12) + (1 - war) * np.log(1 - p + 1e-12))).sum()
        pull = np.bincount(columns, worth * (weight * (p - war))[rows], len(names))
        return float(value + 0.5 * (penalty * w * w).sum()), pull + penalty * w

    weights = dict(zip(names, minimised(loss, len(names)).tolist(), strict=True))
    return {**weights, "base": weights["base"] + OURS}


def tally(data: Sequence[Text], weights: dict[str, float], counts: Counter[str]) -> None:
    """Count texts of war that are passed over, and events told of other matters."""
    for text in data:
        is_war = score(weights, text.features) > 0
        counts[f"{text.kind}: texts"] += 1
        if text.war:
            counts[f"{text.kind}: passed over"] += not is_war
            counts[f"{text.kind}: events"] += text.claims
            counts[f"{text.kind}: events lost"] += 0 if is_war else text.claims
        else:
            counts[f"{text.kind}: read"] += is_war
            counts[f"{text.kind}: events told"] += text.claims if is_war else 0


def main() -> None:
    """Cross-validate, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    data = texts()
    seen = Counter(feature for text in data for feature in text.features if text.kind != "sentence")
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    counts = Counter[str]()
    for left in range(FOLDS):
        weights = fit([text for text in data if text.fold != left], names)
        tally([text for text in data if text.fold == left], weights, counts)
    print(f"{len(data)} texts, {len(names)} features")
    for kind in sorted({text.kind for text in data}):
        print(kind, {name.split(": ")[1]: n for name, n in sorted(counts.items()) if name.startswith(kind + ":")})
    if not options.check:
        write(fit(data, names))


def write(weights: dict[str, float]) -> None:
    """Write the table."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("feature", "weight"))
        rows.writerows((name, f"{w:.2f}") for name, w in sorted(weights.items()) if abs(w) >= SMALLEST)


if __name__ == "__main__":
    main()
