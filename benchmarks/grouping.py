"""How right events are: B-cubed of the grouping gold, read and fused as a user's reports are, beside TF-IDF and a week.

An item is what one report tells of one event (``tests/gold/groups``). It is where the claim is that rests on its words,
else the claims of its sentence; an item that gives no claim, or none of an event, stands alone and costs recall.

The baseline joins items whose sentences are alike (cosine of TF-IDF vectors) and whose reports are within seven days,
at the threshold that suits it best on this very gold.
Source of B-cubed: A. Bagga and B. Baldwin, "Entity-based cross-document coreferencing using the vector space model",
COLING-ACL 1998.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from contested.fusion import Events, events
from contested.fusion.groups import joined
from contested.model import Claim, Report, Told
from contested.reading import Reader

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold" / "groups"
DAYS = 7


class Item(NamedTuple):
    """A report tells of an event: in the sentence from `start` to `end`, with `words` at `at`."""

    event: str
    report: Report
    at: int
    words: str
    sentence: str


class Score(NamedTuple):
    """B-cubed precision, recall and F1."""

    precision: float
    recall: float
    f1: float


def items(folder: Path = GOLD) -> list[Item]:
    """The items of the gold, in the order of its files."""
    return [item for path in sorted(folder.glob("*.jsonl")) for item in of_file(path)]


def of_file(path: Path) -> Iterator[Item]:
    """The items of one file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        report = Report(**{key: row[key] for key in ("id", "text", "date", "source", "side", "country")})
        for tells in row["tells"]:
            ends = [found.end() for found in re.finditer(r"[.!?](?= |$)", report.text)]
            first = max((end for end in ends if end <= tells["start"]), default=0)
            last = min((end for end in ends if end > tells["start"]), default=len(report.text))
            yield Item(tells["event"], report, tells["start"], tells["words"], report.text[first:last])


def read(reader: Reader, found: Sequence[Item]) -> list[Told]:
    """What the reports of some items tell."""
    reports = {item.report.id: item.report for item in found}
    return [
        Told(claim=claim, report=report, known=report.date or "")
        for report in reports.values()
        for claim in reader.read(report).claims
    ]


def ours(found: Sequence[Item], told: Sequence[Told]) -> list[Hashable]:
    """The event that each item is put in."""
    grouped = events(told)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for each in told:
        claims[each.report.id].append(each.claim)
    return [place(item, claims[item.report.id], grouped) or ("alone", number) for number, item in enumerate(found)]


def place(item: Item, claims: Sequence[Claim], grouped: Events) -> str | None:
    """The event of the claim that rests on an item's words, else of the first of its sentence that has one."""
    end = item.at + len(item.words)
    exact = [claim for claim in claims if claim.trigger.start < end and item.at < claim.trigger.end]
    beside = [claim for claim in claims if claim.sentence.start <= item.at < claim.sentence.end]
    tells = (grouped.of_claim(claim.id) for claim in exact or beside)
    return next((event.id for event in tells if event), None)


def b_cubed(found: Sequence[Item], groups: Sequence[Hashable]) -> Score:
    """B-cubed of the groups that items were put in."""
    gold, made = Counter(item.event for item in found), Counter(groups)
    shared = Counter((item.event, group) for item, group in zip(found, groups, strict=True))
    precision = sum(count * count / made[group] for (_, group), count in shared.items()) / len(found)
    recall = sum(count * count / gold[event] for (event, _), count in shared.items()) / len(found)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def baseline(found: Sequence[Item]) -> Score:
    """TF-IDF and a window of days, at its best threshold."""
    likeness = cosines([item.sentence for item in found])
    days = np.array([date.fromisoformat(item.report.date or "").toordinal() for item in found])
    likeness[np.abs(days[:, None] - days[None, :]) > DAYS] = 0.0
    scores = []
    for threshold in np.arange(0.1, 0.9, 0.05):
        groups = joined(len(found), np.argwhere(np.triu(likeness, 1) >= threshold).tolist())
        of = {at: number for number, members in enumerate(groups) for at in members}
        scores.append(b_cubed(found, [of[at] for at in range(len(found))]))
    return max(scores, key=lambda score: score.f1)


def cosines(texts: Sequence[str]) -> np.ndarray:
    """The cosine of every two texts, shape (texts, texts): term frequency times smoothed inverse document frequency."""
    bags = [Counter(re.findall(r"\w+", text.lower())) for text in texts]
    column = {word: number for number, word in enumerate(sorted({word for bag in bags for word in bag}))}
    counts = np.zeros((len(bags), len(column)))
    for row, bag in enumerate(bags):
        for word, count in bag.items():
            counts[row, column[word]] = count
    weighted = counts * (np.log((1 + len(bags)) / (1 + (counts > 0).sum(axis=0))) + 1)
    unit = weighted / np.linalg.norm(weighted, axis=1, keepdims=True)
    return np.asarray(unit @ unit.T)
