"""An event that was not read: the claim that an analyst makes of it by marking words."""

from __future__ import annotations

from typing import Annotated

import msgspec

from contested import ontology
from contested.errors import UsageError
from contested.ledger.correct import codes
from contested.model import (
    Actor,
    Claim,
    Count,
    Feature,
    Modality,
    Outcome,
    Place,
    Polarity,
    Reading,
    Report,
    Sentence,
    Span,
    When,
    Words,
    claim_id,
)

READER = "analyst"
At = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class Missed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was marked: the words that tell of the event (``start`` to ``end``), its type, the parts of the claim."""

    report: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    start: At
    end: At
    type: str
    actors: Annotated[list[Actor], msgspec.Meta(max_length=20)] = []
    places: Annotated[list[Place], msgspec.Meta(max_length=20)] = []
    time: When | None = None
    counts: Annotated[list[Count], msgspec.Meta(max_length=20)] = []
    polarity: Polarity = "affirmed"
    outcome: Outcome = "succeeded"
    modality: Modality = "reported"


def marked(text: str, start: int, end: int) -> Words:
    """Words of a text by their offsets, without the spaces at their ends.

    Raises:
        UsageError: there are none.
    """
    words = text[start:end]
    if not (0 <= start < end <= len(text)) or not words.strip():
        raise UsageError("no words are marked", source=f"{start}-{end}", remedy="mark words of the report")
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Words(start, start + len(words), words)


def claim(missed: Missed, reading: Reading) -> Claim:
    """The claim of what was marked in a report.

    Raises:
        UsageError: no words are marked, or the type is none.
    """
    report = reading.report
    trigger = marked(report.text, missed.start, missed.end)
    if missed.type not in ontology.table():
        raise UsageError(
            f'"{missed.type}" is no event type', source="type", remedy=f"one of {', '.join(ontology.table())}"
        )
    sentence = sentence_of(reading, trigger)
    quote = marked(report.text, sentence.start, sentence.end)
    content = {"type": missed.type, "actors": [msgspec.to_builtins(actor) for actor in missed.actors]}
    return msgspec.convert(
        {
            "id": claim_id(report.id, trigger, missed.type, "added"), "main": False, "scope": "event",
            "report": report.id, "sentence": {"start": sentence.start, "end": sentence.end},
            "quote": msgspec.to_builtins(quote), "trigger": msgspec.to_builtins(trigger), **content,
            **codes(content, report.id), "places": [msgspec.to_builtins(place) for place in missed.places],
            "time": msgspec.to_builtins(missed.time or on_the_day(report)),
            "counts": [msgspec.to_builtins(count) for count in missed.counts], "caused_by": None, "means": [],
            "echelon": None, "polarity": missed.polarity, "outcome": missed.outcome, "modality": missed.modality,
            "condition": None, "attribution": [], "wording": [], "confidence": 1.0,
            "why": [msgspec.to_builtins(Feature("an analyst marked it", 1.0))], "reader": READER,
        },
        Claim,
    )  # fmt: skip


def sentence_of(reading: Reading, words: Words) -> Sentence | Span:
    """The sentence that words stand in; the words themselves where they stand in none, or across two."""
    found = (each for each in reading.sentences if each.start <= words.start and words.end <= each.end)
    return next(found, Span(words.start, words.end))


def on_the_day(report: Report) -> When:
    """The report's own day."""
    day = report.date[:10] if report.date else None
    return When(start=day, end=day, edtf=day, timex=day, precision="day" if day else "unknown", basis="report_date",
                mention=None)  # fmt: skip
