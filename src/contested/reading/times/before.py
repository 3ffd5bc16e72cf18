"""What stands before a date and belongs to it: "the morning of", "the end of", "early", "last", "about"."""

from __future__ import annotations

from typing import Final

from contested.reading.pieces import Pieces
from contested.reading.times.parts import near
from contested.reading.timetables import AFTER, BEFORE, DAYPARTS, EDGE_NOUNS, EDGES, PORTIONS, WEEKDAYS

PART_EDGES: Final = {
    "first": "START", "early": "START", "opening": "START", "middle": "MID", "second": "END", "third": "MID",
}  # fmt: skip
PART_EDGES.update(dict.fromkeys(("latter", "last", "late", "later", "closing", "final", "fourth"), "END"))
HALVES: Final = {"first": "1", "second": "2", "latter": "2", "last": "2"}
QUARTERS: Final = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4"}


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
    if (i - 1 >= floor and w[i - 1] in ("the", "that")) or (i - 1 >= floor and w[i - 1] in WEEKDAYS):
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
    if which not in PART_EDGES:
        return "", "", first
    number = QUARTERS.get(which, "") if kind == "Q" else HALVES.get(which, "")
    if kind and number:
        return PART_EDGES[which], kind + number, with_article(w, j, floor)
    if noun in ("months", "weeks", "days", "years", "hours") and which not in ("early", "late", "closing", "opening"):
        return "", "", first
    return PART_EDGES[which], "", with_article(w, j, floor)


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
