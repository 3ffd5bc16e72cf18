"""Cuts a stretch of text into pieces at the edges of everything marked in it, so that marks may overlap freely."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec

from contested.model import Claim, Reading, WordingMention


class Mark(msgspec.Struct, frozen=True):
    """A marked stretch [start, end): what it is (quote, trigger, wording), and its claim's number or neutral words."""

    start: int
    end: int
    kind: str
    value: str


class Piece(msgspec.Struct, frozen=True):
    """A stretch that no mark begins or ends in: its text, the marks that cover it, and those that end with it."""

    text: str
    within: tuple[Mark, ...]
    ending: tuple[Mark, ...]


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """``text[start:end]`` in order, without loss: joining the pieces' text gives it back."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = sorted({start, end} | {min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end)})
    return [
        Piece(
            text[left:right],
            tuple(mark for mark in inside if mark.start <= left and mark.end >= right),
            tuple(mark for mark in inside if left < min(mark.end, end) == right),
        )
        for left, right in pairwise(edges)
    ]


def wordings(reading: Reading) -> list[Mark]:
    """The writer's partisan words, whether a claim holds them or they stand alone, each stretch once."""
    found = {(row.start, row.end): row.neutral for row in reading.mentions if isinstance(row, WordingMention)}
    found |= {(row.start, row.end): row.neutral for claim in reading.claims for row in claim.wording}
    return [Mark(start, end, "wording", neutral) for (start, end), neutral in sorted(found.items())]


def of_claims(numbered: Iterable[tuple[int, Claim]]) -> list[Mark]:
    """The quote and the trigger of each claim, with the number that the page gives it."""
    marks = []
    for number, claim in numbered:
        marks.append(Mark(claim.quote.start, claim.quote.end, "quote", str(number)))
        marks.append(Mark(claim.trigger.start, claim.trigger.end, "trigger", str(number)))
    return marks
