"""What the forms of time share: the expression found, day and year numbers, and what may stand before and after.

All functions take `Pieces` and look at a bounded number of pieces around their position.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from contested.reading.pieces import Pieces
from contested.reading.timetables import CLOSED, EDGES, FRAMES, MONTHS, NUMBERED_YEAR, ZONES

JOINERS: Final = frozenset(("-", "–", "—", "to", "and", "or", "until", "till", "through", "&", "/"))


BC: Final = frozenset(("bc", "bce", "b.c.", "b.c.e."))


SUFFIXES: Final = ("st", "nd", "rd", "th")


OF_YEAR: Final = {
    ("that", "year"): "ref+0",
    ("the", "same", "year"): "ref+0",
    ("that", "same", "year"): "ref+0",
    ("the", "year"): "ref+0",
    ("this", "year"): "now+0",
    ("last", "year"): "now-1",
    ("next", "year"): "now+1",
    ("the", "previous", "year"): "ref-1",
    ("the", "following", "year"): "ref+1",
}


INSIDE: Final = frozenset(("the", "of", "a", "an", "their", "his", "its", "this", "that", "these", "'s", "’s"))


class Found(NamedTuple):
    """A time expression before its value is known: pieces [first, last), what kind it is, and what it says."""

    first: int
    last: int
    op: str
    args: tuple[object, ...]
    edge: str = ""


def day_number(word: str) -> int | None:
    """1-31 from "9", "09" or "9th"."""
    digits = word[:-2] if word[-2:] in SUFFIXES else word
    if len(digits) <= 2 and digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= 31:
        return int(digits)
    return None


def year_number(word: str) -> int | None:
    """1000-2100 from four figures."""
    if len(word) == 4 and word.isascii() and word.isdecimal() and "1000" <= word <= "2100":
        return int(word)
    return None


def near(p: Pieces, i: int) -> bool:
    """Whether piece ``i`` stands on the same line as the one before it."""
    gap = p.starts[i] - p.ends[i - 1]
    return gap <= 1 or "\n" not in p.text[p.ends[i - 1] : p.starts[i]]


def touches(p: Pieces, i: int) -> bool:
    """Whether nothing stands between piece ``i`` and the one before it."""
    return p.starts[i] == p.ends[i - 1]


def bc_after(p: Pieces, j: int) -> int:
    """The piece after "BC" where one begins at ``j``, else ``j``."""
    w = p.lowers
    if j < len(w) and w[j] in BC:
        return j + 1
    if w[j : j + 3] == ["b", ".", "c"]:
        return j + 3
    return j


def says_clock(p: Pieces, t: int) -> bool:
    """Whether what follows a figure says that it is a time of the day: "1730 hours", "0430 local time", "1200 GMT"."""
    w = p.lowers
    after = w[t + 1] if t + 1 < len(w) and near(p, t + 1) else ""
    behind = w[t + 2] if t + 2 < len(w) else ""
    if after in ("hours", "hrs", "h"):
        return behind != "of" and (not t or w[t - 1] not in NUMBERED_YEAR or w[t - 1] == "approximately")
    if after == "local":
        return behind == "time" or not behind[:1].isalpha()
    return after in ZONES and p.text[p.starts[t + 1]].isupper()


def year_after(p: Pieces, j: int) -> tuple[int | str | None, int]:
    """The year that follows a month, season or day at piece ``j``: (number or a shift "now-1"; piece after it)."""
    w = p.lowers
    n = len(w)
    k = j + 1 if j < n and w[j] in (",", "of") else j
    if k >= n or not near(p, k):
        return None, j
    year = year_number(w[k]) if not says_clock(p, k) else None
    if year is not None:
        past = k + 1 < n and w[k] + w[k + 1] and w[k + 1] in BC
        return (-year, k + 2) if past else (year, k + 1)
    if w[k].isdecimal() and bc_after(p, k + 1) > k + 1 and len(w[k]) <= 4:
        return -int(w[k]), bc_after(p, k + 1)
    if w[j] == "of":
        for length in (3, 2):
            rel = OF_YEAR.get(tuple(w[k : k + length]))
            if rel:
                return rel, k + length
    return None, j


def shared_year(p: Pieces, j: int, month: int) -> int | str | None:
    """The year of a later date that this one is joined to: "April and June 1955", "14 August - 2 September 1914"."""
    w = p.lowers
    if j >= len(w) or w[j] not in JOINERS:
        return None
    for k in range(j + 1, min(len(w), j + 6)):
        if w[k] in MONTHS:
            after = k + 1
            if after < len(w) and day_number(w[after]) is not None:
                after += 1
            year, _ = year_after(p, after)
            if isinstance(year, int):
                return year - 1 if MONTHS[w[k]] < month else year
            return year
        if not (w[k] in EDGES or w[k] in ("the", "of", "-", "in", "from", "on") or day_number(w[k]) is not None):
            return None
    return None


def attributive(p: Pieces, j: int) -> bool:
    """Whether piece ``j`` is an open-class word right after the expression, so that it stands before a noun."""
    w = p.lowers
    if j >= len(w) or not near(p, j):
        return False
    word = w[j]
    if word == "-":
        return True
    if not word[0].isalpha() or word in CLOSED:
        return False
    return not (
        word.endswith("ed") or word.endswith("ly") or word in ("saw", "began", "brought", "came", "alone", "when")
    )


def phrase_end(p: Pieces, j: int) -> int:
    """The end of the noun phrase that "of" at piece ``j - 1`` opens: up to a mark, a verb or another preposition."""
    w = p.lowers
    stop = min(len(w), j + 12)
    opened = False
    while j < stop and near(p, j):
        word = w[j]
        if word in INSIDE:
            opened = False
        elif word == "and":
            if not (opened and closes_noun(w, j + 1)):
                break
        elif (
            word in CLOSED
            or not word[0].isalnum()
            or (opened and (word[-2:] in ("ed", "ly") or word in ("began", "took", "saw")))
        ):
            break
        else:
            opened = True
        j += 1
    while w[j - 1] in INSIDE and w[j - 1] not in ("'s", "’s"):
        j -= 1
    return j


def closes_noun(w: list[str], j: int) -> bool:
    """Whether one open-class word and then a mark or a closed-class word follow."""
    if j >= len(w) or w[j] in CLOSED or not w[j][0].isalpha():
        return False
    return j + 1 >= len(w) or not w[j + 1][0].isalnum() or w[j + 1] in CLOSED


def clause_end(p: Pieces, j: int) -> int:
    """The end of the clause from piece ``j``: up to the next mark, at most 25 pieces."""
    w = p.lowers
    stop = min(len(w), j + 25)
    while j < stop and near(p, j) and (w[j][0].isalnum() or w[j] in ("'s", "’s", "-", "'")):
        j += 1
    return j


def named(p: Pieces, t: int) -> bool:
    """Whether piece ``t`` is part of a name: a capitalised word that opens no sentence stands right before it."""
    w = p.lowers
    if not t or w[t - 1] in FRAMES or w[t - 1] in EDGES or not near(p, t):
        return False
    begin = p.starts[t - 1]
    opens = t < 2 or w[t - 2] in (".", "!", "?", ":", '"') or not near(p, t - 1)
    return p.text[begin].isupper() and not opens
