"""What date and duration forms share: the expression found, day and year numbers, and what may stand before and after.

All functions take the lists of `Pieces` and look at a bounded number of pieces around their position.
"""

from __future__ import annotations

from typing import NamedTuple

from contested.reading.timetables import (
    AFTER,
    BEFORE,
    CLOSED,
    DAYPARTS,
    EDGE_NOUNS,
    EDGES,
    MONTHS,
    PORTIONS,
    WEEKDAYS,
)
from contested.reading.pieces import Pieces

JOINERS = frozenset(("-", "–", "—", "to", "and", "or", "until", "till", "through", "&", "/"))
BC = frozenset(("bc", "bce", "b.c.", "b.c.e."))
SUFFIXES = ("st", "nd", "rd", "th")
OF_YEAR = {
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
NOTHING = ("", "", "")


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
    if len(digits) <= 2 and digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 31:
        return int(digits)
    return None


def year_number(word: str) -> int | None:
    """1000-2100 from four figures."""
    if len(word) == 4 and word.isascii() and word.isdigit() and "1000" <= word <= "2100":
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


def year_after(p: Pieces, j: int) -> tuple[int | str | None, int]:
    """The year that follows a month, season or day at piece ``j``: (number, or a word such as "that"; piece after it)."""
    w = p.lowers
    n = len(w)
    k = j + 1 if j < n and w[j] in (",", "of") else j
    if k >= n or not near(p, k):
        return None, j
    year = year_number(w[k])
    if year is not None:
        past = k + 1 < n and w[k] + w[k + 1] and w[k + 1] in BC
        return (-year, k + 2) if past else (year, k + 1)
    if w[k].isdigit() and bc_after(p, k + 1) > k + 1 and len(w[k]) <= 4:
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


def part_before(p: Pieces, k: int, floor: int) -> tuple[str, int]:
    """A part of the day handed over by "of": "the morning of", "the early hours of", "dawn of": (part, first piece)."""
    w = p.lowers
    if k - 1 < floor or w[k] != "of":
        return "", k + 1
    i = k - 1
    part = DAYPARTS.get(w[i], "")
    if w[i] == "hours" and i - 1 >= floor and w[i - 1] in ("morning", "early", "small"):
        part = "MO"
        i -= 1
        if w[i] == "morning" and i - 1 >= floor and w[i - 1] in ("early", "late"):
            i -= 1
    if not part:
        return "", k + 1
    if i - 1 >= floor and w[i - 1] in ("early", "late"):
        i -= 1
    if i - 1 >= floor and w[i - 1] in ("the", "that") or i - 1 >= floor and w[i - 1] in WEEKDAYS:
        i -= 1
    if w[i] == "the" and i - 2 >= floor and w[i - 1] == "in" and w[i - 2] in ("early", "late"):
        i -= 2
    return part, i


def edge_before(p: Pieces, first: int, floor: int) -> tuple[str, str, int]:
    """The edge or portion of a period named before piece ``first``: (edge, portion word, new first piece).

    "early", "mid-", "late in", "the end of", "the second half of", "the rest of", "later".
    """
    w = p.lowers
    k = first - 1
    if k < floor:
        return "", "", first
    det = first
    if w[k] == "the" and k - 1 >= floor:  # the end of the 1930s
        k, det = k - 1, k
    word = w[k]
    if word == "of" and k - 1 >= floor:
        noun = w[k - 1]
        if noun in EDGE_NOUNS:
            return EDGES.get(noun, "START"), "", with_article(w, k - 1, floor)
        if noun in PORTIONS:
            return portion(w, k - 1, floor, first)
        return "", "", first
    if word == "in" and k - 1 >= floor and w[k - 1] in ("early", "late", "later", "earlier"):
        return EDGES[w[k - 1]], "", k - 1
    if det != first:
        if word in ("early", "late", "later", "earlier"):  # early the next morning
            return EDGES[word], "", k
        return "", "", first
    if word in ("-", "–") and k - 1 >= floor and w[k - 1] in ("mid", "early", "late"):
        word, k = w[k - 1], k - 1
    if word in EDGES and word not in EDGE_NOUNS - {"middle"}:
        return EDGES[word], "", with_article(w, k, floor)
    return "", "", first


def with_article(w: list[str], i: int, floor: int) -> int:
    """The piece of "the" or "very" before ``i`` where there is one."""
    while i - 1 >= floor and w[i - 1] in ("the", "very"):
        i -= 1
    return i


def portion(w: list[str], i: int, floor: int, first: int) -> tuple[str, str, int]:
    """Read "the second half", "the latter part", "most of the rest" before "of"; ``i`` is at the noun."""
    noun, kind = w[i], PORTIONS[w[i]]
    j = i - 1
    which = w[j] if j >= floor else ""
    if noun in ("rest", "remainder"):
        start = with_article(w, i, floor)
        if start - 2 >= floor and w[start - 1] == "of" and w[start - 2] in ("most", "much"):
            start -= 2
        return "END", noun, start
    edges = {"first": "START", "early": "START", "opening": "START", "middle": "MID", "second": "END", "latter": "END"}
    edges |= {"last": "END", "late": "END", "closing": "END", "final": "END", "later": "END", "third": "MID"}
    if which not in edges:
        return "", "", first
    numbers = {"first": "1", "second": "2", "third": "3", "fourth": "4", "latter": "2", "last": "2"}
    if kind and which in numbers:
        return edges[which], kind + numbers[which], with_article(w, j, floor)
    if noun in ("months", "weeks", "days", "years", "hours") and which not in ("early", "late", "closing", "opening"):
        return "", "", first
    return edges[which], "", with_article(w, j, floor)


def which_before(p: Pieces, first: int, floor: int) -> tuple[str, int]:
    """Which of several is meant: ("last"|"next"|"this"|"that"|"same"|"previous"|"following"|"each"|"", first piece)."""
    w = p.lowers
    k = first - 1
    if k < floor or not near(p, first):
        return "", first
    word = w[k]
    if word in BEFORE or word in AFTER:
        start = k - 1 if k - 1 >= floor and w[k - 1] in ("the", "this") else k
        if word in ("last", "past", "next"):
            return ("last" if word != "next" else "next"), start
        return ("previous" if word in BEFORE else "following"), start
    if word == "same":
        return "same", k - 1 if k - 1 >= floor and w[k - 1] in ("the", "that") else k
    if word in ("this", "that"):
        return word, k
    if word in ("every", "each"):
        return "each", k
    return "", first


def about_before(p: Pieces, first: int, floor: int) -> int:
    """The first piece with "about", "around", "circa" or "ca." before a date."""
    w = p.lowers
    k = first - 1
    if k >= floor and w[k] in ("about", "around", "circa", "approximately", "ca"):
        return k
    if k - 1 >= floor and w[k] == "." and w[k - 1] in ("ca", "c"):
        return k - 1
    return first


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
    return not (word.endswith("ed") or word.endswith("ly") or word in ("saw", "began", "brought", "came", "alone", "when"))


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
        elif word in CLOSED or not word[0].isalnum():
            break
        elif opened and (word[-2:] in ("ed", "ly") or word in ("began", "took", "saw")):
            break
        else:
            opened = True
        j += 1
    while w[j - 1] in INSIDE and w[j - 1] not in ("'s", "’s"):
        j -= 1
    return j


INSIDE = frozenset(("the", "of", "a", "an", "their", "his", "its", "this", "that", "these", "'s", "’s"))


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
