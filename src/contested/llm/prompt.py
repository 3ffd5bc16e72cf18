"""What the model is told: the instructions of ``prompt.md`` with the ontology's types, then a batch of sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from contested import ontology
from contested.model import Report, Span

MOST_SENTENCES = 12  # of a batch: few enough that a small model keeps count of them
MOST_CHARACTERS = 6_000  # of a batch's sentences; a longer sentence is no sentence and is not asked about
LONGEST_CONTEXT = 600  # characters of a sentence told before
CONTEXT = 2  # sentences told before a batch, so that "they" and "the town" can be understood


class Batch(NamedTuple):
    """Sentences to be asked about, by their index in the report: [first, last). They are numbered from 1."""

    first: int
    last: int


@cache
def instructions() -> str:
    """The system message: the same for every report, so that servers can keep it in memory."""
    told = (files("contested") / "llm" / "prompt.md").read_text(encoding="utf-8")
    types = "\n".join(f"- {kind.name}: {kind.means}" for kind in ontology.table().values())
    return told.replace("{types}", types)


def batches(sentences: Sequence[Span]) -> list[Batch]:
    """The sentences of a report in batches that are not too long; overlong sentences are in none."""
    found: list[Batch] = []
    first = size = 0
    for at, sentence in enumerate(sentences):
        length = sentence.end - sentence.start
        if at > first and (at - first >= MOST_SENTENCES or size + length > MOST_CHARACTERS):
            found.append(Batch(first, at))
            first, size = at, 0
        if length > MOST_CHARACTERS:
            first = at + 1
        else:
            size += length
    return [*found, Batch(first, len(sentences))] if first < len(sentences) else found


def halves(batch: Batch) -> tuple[Batch, Batch]:
    """A batch in two, for an answer that did not fit."""
    middle = (batch.first + batch.last) // 2
    return Batch(batch.first, middle), Batch(middle, batch.last)


def question(report: Report, sentences: Sequence[Span], batch: Batch) -> str:
    """The user message for a batch: what is known of the report, the sentences before, the numbered sentences.

    The report's id and address are left out: the same words are the same question wherever they were found.
    """
    known = {"Title": report.title, "Published": report.date, "Publisher": report.source}
    lines = [f"{name}: {' '.join(value.split())}" for name, value in known.items() if value]
    lines = [line.encode("utf-8", "replace").decode() for line in lines]
    before = sentences[max(0, batch.first - CONTEXT) : batch.first]
    if before:
        lines += [
            "Sentences before, only to understand what follows:",
            *(told(report, each)[:LONGEST_CONTEXT] for each in before),
        ]
    lines.append("=== sentences ===")
    lines += [f"{at + 1}: {told(report, sentences[at])}" for at in range(batch.first, batch.last)]
    lines.append("=== end ===")
    return "\n".join(lines)


def told(report: Report, sentence: Span) -> str:
    """A sentence on one line; half a surrogate pair, which cannot be sent, is sent as a question mark."""
    line = " ".join(report.text[sentence.start : sentence.end].split())
    return line.encode("utf-8", "replace").decode()
