"""How right a reading is, measured on gold: one text, its expected claims, the claims that the reader made.

The gold's format and what each key asks for is told in ``tests/gold/README.md``. A gold claim is found where a claim
of an accepted type has a trigger that overlaps the gold's; each read claim answers for one gold claim. Roles and
attributes are compared on found claims only, so that each figure says what its own stage does; ``whole`` counts the
claims that are found and right in everything the gold asks for.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contested.model import Actor, Claim, Place, Reading, Report, WordingMention

Gold = dict[str, Any]
Pair = tuple[Mapping[str, Any], Claim]
ACTOR_ROLES = ("agent", "patient", "beneficiary", "supporter")
# Where a way ends and where it only points is a matter of tense and luck: either answers for the other.
PLACE_ROLES = {
    "at": ("at",),
    "from": ("from",),
    "to": ("to", "toward"),
    "toward": ("to", "toward"),
    "via": ("via",),
}
PLAIN = ("polarity", "modality", "outcome", "scope")


@dataclass
class Tally:
    """What was right, what was said, what was there."""

    hit: int = 0
    said: int = 0
    there: int = 0

    def add(self, hit: int, said: int, there: int) -> None:
        self.hit, self.said, self.there = self.hit + hit, self.said + said, self.there + there

    @property
    def precision(self) -> float:
        return self.hit / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.hit / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.said + self.there) if self.said + self.there else 0.0


@dataclass(frozen=True)
class Mistake:
    """One thing that came out wrong: its class, the gold text, where in it, and what was expected and read."""

    kind: str
    gold: Gold
    start: int
    end: int
    note: str


@dataclass
class Score:
    """Tallies by figure, found claims by type and by file, and every mistake."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    types: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    files: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    mistakes: list[Mistake] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """The figures that are pinned: claims as P, R and F1, pairs of said and there as F1, all else as a share."""
        found = self.tallies["claims"]
        rows = {"claims_precision": found.precision, "claims_recall": found.recall}
        rows |= {f"{name}_f1": tally.f1 for name, tally in self.tallies.items()}
        return {name: round(value, 4) for name, value in sorted(rows.items())}


def load(folder: Path) -> Iterator[Gold]:
    """The gold texts of a folder's ``*.jsonl`` files, each with the name of its file under ``file``."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield {**json.loads(line), "file": path.stem}


def report(gold: Gold) -> Report:
    """The gold text as the report that is read."""
    return Report(id=gold["id"], text=gold["text"], date=gold["date"], country=gold["country"])


def words_at(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    """Where whole words stand in a text, the nth time; ValueError where they do not."""
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(found) < nth:
        raise ValueError(f"{words!r} does not stand {nth} time(s) in {text!r}")
    return found[nth - 1], found[nth - 1] + len(words)


def trigger(gold: Gold, claim: Mapping[str, Any]) -> tuple[int, int]:
    return words_at(gold["text"], claim["trigger"], claim.get("nth", 1))


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def add(score: Score, gold: Gold, reading: Reading) -> None:
    """Compare one reading with its gold and add what comes of it to the score."""
    pairs, left_gold, left_read = _match(gold, reading.claims)
    for wanted, claim in pairs:
        before = len(score.mistakes)
        _compare(score, gold, wanted, claim, reading)
        whole = before == len(score.mistakes)
        score.tallies["whole"].add(whole, 0, 0)
    left_read = [c for c in left_read if not _is_optional(gold, c)]
    _unmatched(score, gold, pairs, left_gold, left_read)
    said, there = len(pairs) + len(left_read), len(gold["claims"])
    for tally in (score.tallies["claims"], score.files[gold["file"]]):
        tally.add(len(pairs), said, there)
    score.tallies["whole"].add(0, said, there)
    for wanted, _ in pairs:
        score.types[wanted["type"]].add(1, 1, 1)
    for wanted in left_gold:
        score.types[wanted["type"]].add(0, 0, 1)
    for claim in left_read:
        score.types[claim.type].add(0, 1, 0)
    if not gold["claims"]:
        score.tallies["nothing"].add(not left_read, 1, 1)
    _wording(score, gold, reading)


def _accepted(wanted: Mapping[str, Any]) -> set[str]:
    return {wanted["type"], *wanted.get("or", ())}


def _match(gold: Gold, claims: Iterable[Claim]) -> tuple[list[Pair], list[Mapping[str, Any]], list[Claim]]:
    """Pair gold and read claims one to one, best first: accepted type, the exact type, then place and actors."""
    read = list(claims)
    ranked = []
    for i, wanted in enumerate(gold["claims"]):
        for j, claim in enumerate(read):
            shared = overlap(trigger(gold, wanted), (claim.trigger.start, claim.trigger.end))
            if shared and claim.type in _accepted(wanted):
                places, actors = _places_agree(gold["text"], wanted, claim), _actors_agree(wanted, claim)
                ranked.append((claim.type == wanted["type"], places, actors, shared, -i, -j))
    pairs: dict[int, int] = {}
    for *_, i, j in sorted(ranked, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return (
        [(gold["claims"][i], read[j]) for i, j in sorted(pairs.items())],
        [wanted for i, wanted in enumerate(gold["claims"]) if i not in pairs],
        [claim for j, claim in enumerate(read) if j not in pairs.values()],
    )


def _places_agree(text: str, wanted: Mapping[str, Any], claim: Claim) -> bool:
    return any(_place_is(text, place, words) for words in _wanted_places(wanted) for place in claim.places)


def _actors_agree(wanted: Mapping[str, Any], claim: Claim) -> bool:
    names = [name for role in ("agent", "patient") for name in wanted.get(role, ())]
    return any(_actor_is(actor, name) for name in names for actor in claim.actors)


def _wanted_places(wanted: Mapping[str, Any]) -> list[str]:
    return [words for key in ("at", "place") for words in wanted.get(key, ())]


def _is_optional(gold: Gold, claim: Claim) -> bool:
    span = (claim.trigger.start, claim.trigger.end)
    return any(overlap(trigger(gold, may), span) for may in gold.get("optional", ()))


def _unmatched(
    score: Score, gold: Gold, pairs: list[Pair], missing: list[Mapping[str, Any]], extra: list[Claim]
) -> None:
    """Name what did not pair: a wrong type where the triggers meet, else a missed or a needless split or trigger."""
    spare = list(extra)
    for wanted in missing:
        span = trigger(gold, wanted)
        other = next((c for c in spare if overlap(span, (c.trigger.start, c.trigger.end))), None)
        if other is not None:
            spare.remove(other)
            score.mistakes.append(Mistake("wrong type", gold, *span, f"{wanted['type']}, read {other.type}"))
            continue
        split = any(overlap(span, (c.trigger.start, c.trigger.end)) for _, c in pairs)
        kind, where = "missed split" if split else "missed trigger", " ".join(_wanted_places(wanted))
        score.mistakes.append(Mistake(kind, gold, *span, f"{wanted['type']} {where}"))
    for claim in spare:
        span = (claim.trigger.start, claim.trigger.end)
        split = any(overlap(trigger(gold, w), span) for w in gold["claims"])
        kind = "needless split" if split else "false alarm" if gold["claims"] else "false alarm on nothing"
        score.mistakes.append(Mistake(kind, gold, *span, claim.type))


# --- roles and attributes of a found claim ---------------------------------------------------------------------------


def _compare(score: Score, gold: Gold, wanted: Mapping[str, Any], claim: Claim, reading: Reading) -> None:
    span = trigger(gold, wanted)

    def note(kind: str, expected: object, read: object) -> None:
        score.mistakes.append(Mistake(f"wrong {kind}", gold, *span, f"{wanted['type']}: {expected!s}, read {read!s}"))

    for role in ACTOR_ROLES:
        if role in wanted:
            mine = [a for a in claim.actors if a.role == role]
            hits = sum(any(_actor_is(a, name) for a in mine) for name in wanted[role])
            said = sum(not a.inferred or any(_actor_is(a, n) for n in wanted[role]) for a in mine)
            score.tallies[role].add(hits, max(said, hits), len(wanted[role]))
            if not hits == len(wanted[role]) == max(said, hits):
                note(role, wanted[role], [a.label or a.name for a in mine])
    for role, answers in PLACE_ROLES.items():
        if role in wanted:
            there = [p for p in claim.places if p.role in answers]
            hits = sum(any(_place_is(gold["text"], p, words) for p in there) for words in wanted[role])
            score.tallies[role].add(hits, len(there), len(wanted[role]))
            if not hits == len(wanted[role]) == len(there):
                note(role, wanted[role], _places(claim))
    for key, right, expected, read in _shares(gold["text"], wanted, claim, reading):
        score.tallies[key].add(right, 1, 1)
        if not right:
            note(key, expected, read)


def _shares(
    text: str, wanted: Mapping[str, Any], claim: Claim, reading: Reading
) -> Iterator[tuple[str, bool, object, object]]:
    """Attributes that are right or wrong as a whole: (figure, right, expected, read)."""
    for key in PLAIN:
        if key in wanted:
            yield key, getattr(claim, key) in wanted[key].split("|"), wanted[key], getattr(claim, key)
    if "place" in wanted:
        right = all(any(_place_is(text, p, words) for p in claim.places) for words in wanted["place"])
        yield "place", right, wanted["place"], _places(claim)
    if "time" in wanted:
        read = [(claim.time.start or "")[:10], (claim.time.end or "")[:10]]
        right = all(day in days.split("|") for day, days in zip(read, wanted["time"], strict=True))
        yield "time", right, wanted["time"], read
    if "counts" in wanted:
        right = all(any(_count_is(c, n) for c in claim.counts) for n in wanted["counts"])
        yield "counts", right, wanted["counts"], [(c.what, c.low, c.high) for c in claim.counts]
    if "attribution" in wanted:
        voices = [f"{a.source} {a.mention.text if a.mention else ''}" for a in claim.attribution]
        right = all(any(_named(name, voice) for voice in voices) for name in wanted["attribution"])
        yield "attribution", right, wanted["attribution"], voices
    if "condition" in wanted:
        read_words = claim.condition.text if claim.condition else ""
        yield "condition", wanted["condition"] in read_words, wanted["condition"], read_words
    if "acled" in wanted and claim.type == wanted["type"]:
        code = claim.acled.sub_event_type if claim.acled else None
        yield "acled", code == wanted["acled"], wanted["acled"], code


def _named(name: str, where: str) -> bool:
    """Whether one of the names ("Moscow|Russia") stands in these words, in any case of letters."""
    folded = where.casefold()
    return any(one.casefold() in folded for one in name.split("|"))


def _actor_is(actor: Actor, name: str) -> bool:
    return _named(name, f"{actor.name} {actor.label}")


def _place_is(text: str, place: Place, words: str) -> bool:
    if place.mention is None:
        return _named(words, place.name)
    span = (place.mention.start, place.mention.end)
    found = (m.span() for one in words.split("|") for m in re.finditer(re.escape(one), text))
    return any(overlap(span, f) for f in found)


def _place_words(place: Place) -> str:
    return place.mention.text if place.mention else place.name


def _places(claim: Claim) -> list[str]:
    return [f"{p.role} {_place_words(p)}" for p in claim.places]


def _count_is(count: Any, wanted: Mapping[str, Any]) -> bool:
    return count.what == wanted["what"] and all(getattr(count, k) == wanted[k] for k in ("low", "high") if k in wanted)


def _wording(score: Score, gold: Gold, reading: Reading) -> None:
    """Partisan words of the text: marked anywhere in it, with a neutral reading that holds the expected word."""
    spoken = [(w.start, w.end, w.neutral) for c in reading.claims for w in c.wording]
    spoken += [(m.start, m.end, m.neutral) for m in reading.mentions if isinstance(m, WordingMention)]
    for wanted in gold.get("wording", ()):
        start = gold["text"].index(wanted["text"])
        span = (start, start + len(wanted["text"]))
        mine = sorted({neutral for first, last, neutral in spoken if overlap(span, (first, last))})
        right = any(wanted.get("neutral_contains", "").casefold() in neutral.casefold() for neutral in mine)
        score.tallies["wording"].add(right, 1, 1)
        if not right:
            score.mistakes.append(Mistake("wrong wording", gold, *span, f"{wanted['text']}, read {mine}"))
