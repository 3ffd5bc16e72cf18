"""Train the table of the places and days that carry over to events that name none (``knowledge/carried.toml``).

    python benchmarks/train_carried.py                cross-validate, then write the table
    python benchmarks/train_carried.py --check        cross-validate only

Data: the blind rounds in ``tests/gold/passages`` after they were measured. A multinomial logistic regression with an L2
penalty: the choices of an event are the places named (days told) before it, and none (the report's own day). Folds hold
whole passages. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from logistic import minimised
from msgspec.structs import replace
from numpy.typing import NDArray

from contested.gazetteer.sphere import kilometres
from contested.model import Claim, Place, Report, Span, Words
from contested.ontology import table
from contested.reading import open_reader
from contested.reading.antecedents import Antecedent, key_of
from contested.reading.carried import NOTHING, Candidate, Carrier, Known, Where
from contested.reading.tokens import Tokens

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "gold" / "passages"
TABLE = ROOT / "src" / "contested" / "knowledge" / "carried.toml"
MEASURED = tuple(range(1, 17))  # rounds that were measured before they are learned from
FOLDS = 5
PENALTY = 6.0
LEAST = 4  # times that a feature must be seen
SMALLEST = 0.05  # weights below are left out of the table
NEAR_KM = 25.0
ALIKE = 0.8  # of the letters of two spellings of one name
FAR = 60  # characters between an event's words in the gold and the claim's

# Added to what is fitted: a place that is probably right is of use, but for a capture a false one is the worst fault.
BY_HAND = {
    "base": 0.6,
    "its own words point to such a place": 0.8,
    "family: control": -0.3,
    "beside an unknown place": -0.3,
}

HEADER = """\
# What carries over to a claim whose sentence leaves its place or day open. The features of a place (or day) named
# before are added up; the place with the greatest sum is carried over where that is above nought, as inherited.
#
# Written by benchmarks/train_carried.py from the blind rounds; how far to trust it: docs/method/reading.md.

"""

Vector = NDArray[np.float64]


class Case(NamedTuple):
    """One claim with its choices: the features of each place, and which of them the gold calls right."""

    passage: str
    kind: str  # "beside": it names a place of its own that nobody knows; "missed": the reader missed it; "none"; "day"
    features: list[tuple[str, ...]]
    right: list[bool]
    silent: bool  # whether it is right to carry none of them over
    shown: str


class Recorder(Carrier):
    """Carries over as ever, and keeps what it was asked."""

    asked: list[tuple[Claim, list[tuple[Candidate, tuple[str, ...]]]]]
    days_asked: list[tuple[Claim, list[tuple[Claim, list[str]]]]]
    events: Sequence[dict[str, Any]] = ()

    def carried(
        self,
        claims: Sequence[Claim],
        named: Sequence[Antecedent],
        tokens: Tokens,
        headed: Mapping[int, Sequence[Place]] = NOTHING,
    ) -> list[Claim]:
        """As ever, asked also for the events of the gold that the reader missed and whose sentence names no place."""
        found = {id(event_of(claim, self.events)) for claim in claims}
        missed = [made for event in self.events if id(event) not in found for made in _missed(event, claims, tokens)]
        return super().carried(sorted([*claims, *missed], key=lambda one: one.trigger.start), named, tokens, headed)

    def _placed(self, claim: Claim, known: Known, here: Where) -> Claim:
        own = {key_of(each) for each in claim.places}
        beside = any(each.role == "at" for each in claim.places)
        asked = [one for one in known.asked(here.sentence) if key_of(one.place) not in own]
        choices = [one for one in asked if not (beside and one.place.lat is None)]
        self.asked.append((claim, [(one, tuple(self.place_features(claim, one, known, here))) for one in choices]))
        return super()._placed(claim, known, here)

    def _dated(self, claim: Claim, before: Sequence[Claim], here: Where, where: Sequence[Where]) -> Claim:
        if claim.id:
            self.days_asked.append((claim, list(self.days(claim, before, here, where))))
        return super()._dated(claim, before, here, where)


def _missed(event: dict[str, Any], claims: Sequence[Claim], tokens: Tokens) -> Iterator[Claim]:
    """An event of the gold as a claim that names no place, if its sentence names none of the gold's."""
    if not claims:
        return
    first, last = next((a, b) for a, b in tokens.sentences if tokens.ends[b - 1] > event["start"])
    span = Span(tokens.starts[first], tokens.ends[last - 1])
    text = tokens.text[span.start : span.end].lower()
    words = {word for place in event["places"] for word in place["name"].lower().split() if len(word) > 3}
    if not any(word in text for word in words):
        trigger = Words(event["start"], event["start"] + len(event["anchor"]), event["anchor"])
        time = replace(claims[0].time, basis="report_date")
        yield replace(
            claims[0], id="", sentence=span, trigger=trigger, type=event["type"][0], places=(), actors=(), counts=(),
            modality="planned" if event["modality"] == "p" else "asserted", time=time,
        )  # fmt: skip


def gold() -> Iterator[dict[str, Any]]:
    """The passages on war of the rounds."""
    for path in (GOLD / f"round-{number}.jsonl" for number in MEASURED):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["war"] != "none":
                yield row


def cases() -> list[Case]:
    """What the reader asks of all passages, with the gold's answers."""
    reader = open_reader()
    recorder = Recorder(reader.lexicon, table())
    reader.carrier = recorder
    found = []
    for row in gold():
        recorder.asked, recorder.days_asked, recorder.events = [], [], row["expected"]
        report = Report(id=row["id"], text=row["text"], date=row["date"], country=row.get("country"))
        reader.read(report)
        for claim, choices in recorder.asked:
            event = event_of(claim, row["expected"])
            if event is None or not choices:
                continue
            right = [any(same(place, one.place) for place in event["places"]) for one, _ in choices]
            kind = "beside" if any(each.role == "at" for each in claim.places) else "none" if claim.id else "missed"
            shown = f"{row['id']} {claim.type} {claim.trigger.text!r} gold {[p['name'] for p in event['places']]}"
            names = [one.place.name for one, _ in choices]
            found.append(Case(row["id"], kind, [f for _, f in choices], right, not any(right), f"{shown} of {names}"))
        found.extend(_days(row, recorder))
    return found


def _days(row: dict[str, Any], recorder: Recorder) -> Iterator[Case]:
    """What was asked of days, where the gold tells one."""
    for claim, choices in recorder.days_asked:
        event = event_of(claim, row["expected"])
        if event is not None and event["date"] and choices:
            right = [falls(event["date"], other) for other, _ in choices]
            shown = f"{row['id']} {claim.type} {claim.trigger.text!r} gold {event['date']}"
            days = [other.time.start for other, _ in choices]
            features = [tuple(each) for _, each in choices]
            yield Case(row["id"], "day", features, right, falls(event["date"], claim), f"{shown} of {days}")


def falls(day: str, claim: Claim) -> bool:
    """Whether a day, month or year of the gold is a claim's."""
    start = (claim.time.start or "")[:10]
    end = (claim.time.end or start)[:10]
    return start <= day <= end if len(day) == len(start) else start[: len(day)] == day


def event_of(claim: Claim, events: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The event of the gold that a claim tells, None for none."""
    best, least = None, FAR
    for event in events:
        begin, end = event["start"], event["start"] + len(event["anchor"])
        far = max(0, claim.trigger.start - end, begin - claim.trigger.end)
        inside = claim.sentence.start <= begin < claim.sentence.end
        if inside and claim.type in event["type"] and far < least:
            best, least = event, far
    return best


def same(want: dict[str, Any], place: Place) -> bool:
    """Whether a place is the one that the gold names."""
    alike = SequenceMatcher(None, plain(place.name), plain(want["name"])).ratio() >= ALIKE
    if place.lat is None or "lat" not in want:
        return alike
    off: float = kilometres(want["lat"], want["lon"], place.lat, place.lon or 0.0)
    wide = place.level in ("country", "admin1", "region")
    return alike if wide else off <= NEAR_KM


def plain(name: str) -> str:
    """A name without marks and case: "‘Alī" is "ali"."""
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(each for each in letters if each.isalnum() or each == " ")


def fit(data: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    """The weights of a softmax over each case's places and none, then over its days, with an L2 penalty."""
    days = [name for name in names if name.startswith("day:")]
    places = [name for name in names if not name.startswith("day:")]
    found = {**_fit([case for case in data if case.kind != "day"], places)}
    found.update(_fit([case for case in data if case.kind == "day"], days))
    return {name: weight + BY_HAND.get(name, 0.0) for name, weight in sorted(found.items())}


def _fit(data: Sequence[Case], names: Sequence[str]) -> dict[str, float]:
    column = {name: at for at, name in enumerate(names)}
    places = [[column[f] for f in features if f in column] for case in data for features in case.features]
    rows = np.repeat(np.arange(len(places)), [len(place) for place in places])
    columns = np.concatenate([np.array(place, dtype=np.int64) for place in places])
    of = np.repeat(np.arange(len(data)), [len(case.features) for case in data])
    right = np.array([each for case in data for each in case.right], dtype=float)
    none = np.array([case.silent or not any(case.right) for case in data], dtype=float)

    def loss(w: Vector) -> tuple[float, Vector]:
        raised = np.exp(np.clip(np.bincount(rows, w[columns], len(places)), -30, 30))
        total = 1 + np.bincount(of, raised, len(data))
        good = np.bincount(of, raised * right, len(data))
        value = float(np.log(total).sum() - np.log(good + none).sum() + 0.5 * PENALTY * w @ w)
        pull = raised / total[of] - raised * right / np.where(none > 0, 1, good)[of]
        return value, np.bincount(columns, pull[rows], len(names)) + PENALTY * w

    return dict(zip(names, minimised(loss, len(names)).tolist(), strict=True))


def choose(case: Case, weights: dict[str, float]) -> int | None:
    """The place that a table chooses, None for none."""
    best, most = None, 0.0
    for at, features in enumerate(case.features):
        score = sum(weights.get(each, 0.0) for each in features)
        if score > most:
            best, most = at, score
    return best


def tally(data: Sequence[Case], weights: dict[str, float], counts: Counter[str], show: bool = False) -> None:
    """Add up how often a table is right, wrong, rightly and wrongly silent."""
    for case in data:
        at = choose(case, weights)
        verdict = (
            ("silent, rightly" if case.silent else "silent, wrongly")
            if at is None
            else ("right" if case.right[at] else "wrong")
        )
        counts[f"{case.kind}: {verdict}"] += 1
        if show and verdict in ("wrong", "silent, wrongly"):
            print(verdict, case.shown, "" if at is None else f"chose {at}")


def main() -> None:
    """Cross-validate, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--errors", action="store_true", help="print what the cross-validated tables get wrong")
    options = parser.parse_args()
    data = cases()
    seen = Counter(feature for case in data for features in case.features for feature in set(features))
    names = sorted(name for name, times in seen.items() if times >= LEAST)
    passages = sorted({case.passage for case in data})
    fold = {passage: at % FOLDS for at, passage in enumerate(passages)}
    now, counts = Counter[str](), Counter[str]()
    tally(data, open_reader().lexicon.carried, now)
    for left in range(FOLDS):
        weights = fit([case for case in data if fold[case.passage] != left], names)
        tally([case for case in data if fold[case.passage] == left], weights, counts, options.errors)
    print(f"{len(data)} cases, {len(names)} features")
    print(f"now             {sorted(now.items())}")
    print(f"cross-validated {sorted(counts.items())}")
    if not options.check:
        write(fit(data, names))


def write(weights: dict[str, float]) -> None:
    """Write the table."""
    blocks = [
        f'[[carried]]\nfeature = "{name}"\nweight = {weight:.2f}\n'
        for name, weight in weights.items()
        if abs(weight) >= SMALLEST
    ]
    TABLE.write_text(HEADER + "\n".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    main()
