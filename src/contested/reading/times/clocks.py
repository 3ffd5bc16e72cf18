"""Four bare figures: the time of a day as soldiers write it ("at 1730", "0430 hours"), or a year.

What stands beside them decides; where that leaves both open, a text that dates nothing else before `MODERN` tells of
no such year. The words are in ``times.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from contested.reading.pieces import Pieces
from contested.reading.times.parts import Found, near, says_clock, touches
from contested.reading.timetables import APPROX, CLOCK_AT, CLOCK_MAYBE, CLOSED, EDGES, OLD_YEAR, SUMS

#: A report of a war hardly tells of an earlier year, and no such number of figures is a time of our day
MODERN: Final = 1900
OF_DAY: Final = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")


def is_clock(p: Pieces, t: int) -> bool:
    """Whether the four figures at a piece are plainly a time of the day."""
    w = p.lowers
    if not OF_DAY.fullmatch(w[t]):
        return False
    before = w[t - 1] if t else ""
    if says_clock(p, t):
        return True
    if w[t][0] == "0":
        return before in CLOCK_AT or before in CLOCK_MAYBE
    at = t - 2 if before in CLOCK_MAYBE else t - 1  # "at about 1730"
    return at >= 0 and w[at] in CLOCK_AT and (int(w[t]) < MODERN or not _counted(p, t))


def _counted(p: Pieces, t: int) -> bool:
    """Whether a noun follows: "at 2017 prices"."""
    w = p.lowers
    after = w[t + 1] if t + 1 < len(w) and near(p, t + 1) else ""
    return after[-1:] == "s" and after not in CLOSED


def modern(p: Pieces, found: Sequence[Found]) -> list[Found]:
    """The expressions without years before `MODERN` that nothing says to be years; what may be a clock time is one."""
    doubtful = [at for at, item in enumerate(found) if _is_old(item) and not _is_signed(p, item)]
    if not doubtful or len(doubtful) < sum(_is_old(item) for item in found):
        return list(found)  # a text about such times
    out = list(found)
    for at in reversed(doubtful):
        out[at : at + 1] = _as_clock(p, found[at])
    return out


def _is_old(item: Found) -> bool:
    year = item.args[0] if item.op == "date" else None
    return isinstance(year, int) and 0 < year < MODERN


def _is_signed(p: Pieces, item: Found) -> bool:
    """Whether an old year stands with a month or a quarter, or with words that say it is a year."""
    if item.last - item.first > 1 and item.args[1] is not None:
        return True
    w, t = p.lowers, item.last - 1
    first = item.first
    if first < t and not CLOCK_MAYBE.issuperset(w[first:t]):
        return True  # "the beginning of 1812"
    before = w[first - 1] if first else ""
    if before == "of" and first > 1 and w[first - 2] in SUMS:
        return False
    return before in OLD_YEAR or before in EDGES


def _as_clock(p: Pieces, item: Found) -> list[Found]:
    """A year that may be a clock time as one, else nothing."""
    t = item.last - 1
    word, before = p.lowers[t], p.lowers[t - 1] if t else ""
    if not OF_DAY.fullmatch(word) or before not in CLOCK_MAYBE - APPROX or _counted(p, t):
        return []
    if before in ("-", "–") and not touches(p, t):
        return []
    return [Found(t, t + 1, "clock", (f"{word[:2]}:{word[2:]}", "", "", None, None, None))]
