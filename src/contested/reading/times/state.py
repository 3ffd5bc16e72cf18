"""What times are counted from while a text is read: the report's date, the last date named, the tense of a sentence.

News counts from the report's date ("last week"), a narrative from the last date named ("the next month").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from contested.reading import calendar as cal
from contested.reading.calendar import Day, Extent
from contested.reading.pieces import Pieces
from contested.reading.times.parts import Found
from contested.reading.timetables import FUTURE_CUES, PAST_CUES

MARGIN: Final = 12  # characters of bullets and spaces that a line may open with
BESIDE: Final = (["door"], ["to"])  # what makes no time of "next"


class Value(NamedTuple):
    """What an expression means: TIMEX3 type, value and modifier, and its interval."""

    type: str
    value: str
    extent: Extent
    ref: Day | None = None


class State:
    """The report's date, the last date named, and whether times are counted from the one or the other."""

    __slots__ = ("anchor", "aside", "heading", "narrative", "part", "past", "pieces", "ref", "ref_at", "season")

    def __init__(self, anchor: date | None, narrative: bool, pieces: Pieces) -> None:
        self.anchor = anchor
        self.narrative = narrative
        self.past = 0  # how sure it is that it tells of earlier years only: 0, 1, 2
        self.ref: Day | None = None
        self.ref_at = 0
        self.heading: Day | None = None  # the last date that a line opened with
        self.season = ""
        self.aside: int | None = None
        self.pieces = pieces

    def same_sentence(self, found: Found) -> bool:
        """Whether no full stop stands between the last date named and this one."""
        return found.first - self.ref_at < 40 and "." not in self.pieces.lowers[self.ref_at : found.first]

    def base(self, which: str) -> Day | None:
        """The date to count from: "ref" is the last one named, "anchor" the report's (in a narrative both are ref)."""
        if which == "ref" or self.narrative:
            return self.ref or (cal.of(self.anchor) if self.anchor and not self.narrative else None)
        return cal.of(self.anchor) if self.anchor else self.ref


def opens_line(p: Pieces, found: Found) -> bool:
    """Whether a line opens with an expression, behind a bullet or none: the dates of a timeline do."""
    start = p.starts[found.first]
    begin = p.text.rfind("\n", max(0, start - MARGIN), start) + 1
    return (begin > 0 or start <= MARGIN) and not any(each.isalnum() for each in p.text[begin:start])


def tense(p: Pieces, found: Found) -> int:
    """What the sentence says of a bare weekday or month: 1 that it is to come, -1 that it is past, 0 nothing."""
    w = p.lowers
    before = range(found.first - 1, max(-1, found.first - 16), -1)
    said = _tense_of(w, before) or _tense_of(w, range(found.last, min(len(w), found.last + 10)))
    return said or int(found.first > 0 and w[found.first - 1] in ("until", "till", "by"))


def _tense_of(w: Sequence[str], pieces: Iterable[int]) -> int:
    """The tense of the first piece that tells one, up to a full stop; 0 for none."""
    for i in pieces:
        if w[i] == ".":
            return 0
        if (w[i] in FUTURE_CUES and w[i + 1 : i + 2] not in BESIDE) or w[i : i + 2] == ["set", "to"]:
            return 1
        if w[i] in PAST_CUES or (len(w[i]) > 4 and w[i][-2:] == "ed"):
            return -1
    return 0


def lies_ahead(p: Pieces, found: Found) -> bool:
    """Whether the sentence says that a bare weekday or month is still to come."""
    return tense(p, found) > 0
