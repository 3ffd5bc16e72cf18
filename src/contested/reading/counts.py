"""Quantities in a report: "some 700 fighters", "thousands of square kilometres", "two thirds of the town".

Each says its bounds and best figure, what unit it has, and which noun it counts. Numbers inside times are left to
`times`; numbers that name ("T-72") are none.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from contested.reading.bounds import Amount, amount_at, scaled
from contested.reading.pieces import Pieces, take_apart
from contested.reading.times import TimeSpan
from contested.reading.timetables import (
    CLOSED,
    CURRENCY,
    HARMED,
    MAGNITUDES,
    MEASURES,
    NOT_ONE,
    OWNERS,
    PLURALS,
    SQUARE,
    UNITS,
    VAGUE,
    WORDS,
)
from contested.reading.tokens import Tokens

REACH: Final = 7  # pieces looked at for the noun
POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’", "-"))
OPENERS: Final = frozenset(
    {*WORDS, *MAGNITUDES, *(key.split()[0] for key in VAGUE), "no", "half", *CURRENCY} - {"zero", "a", "an"}
)


class Quantity(NamedTuple):
    """How many: tokens [first, last) and offsets of the number with its unit, bounds, best figure, unit and head noun.

    ``what``: area_km2, distance_km, mass_t, money, percent, share, calibre_mm, age_years, degrees; None for a plain
    number of the noun at token ``head`` (None where no noun is near). ``low`` or ``high`` is None where the words set
    no such bound. Areas, distances and masses are converted to km2, km and tonnes.
    """

    first: int
    last: int
    start: int
    end: int
    low: float | None
    high: float | None
    best: float | None
    approximate: bool
    what: str | None
    head: int | None


def find_counts(tokens: Tokens, times: list[TimeSpan] | None = None, pieces: Pieces | None = None) -> list[Quantity]:
    """The quantities of a report, in text order, without those inside ``times``."""
    p = pieces if pieces is not None else take_apart(tokens)
    spans = times or []
    out: list[Quantity] = []
    openers = OPENERS
    floor = later = 0
    for t in [i for i, word in enumerate(p.lowers) if word in openers or "0" <= word < ":"]:
        if t < floor:
            continue
        while later < len(spans) and spans[later].end <= p.starts[t]:
            later += 1
        if later < len(spans) and spans[later].start <= p.starts[t]:
            continue
        found = amount_at(p, t, floor)
        if found is None:
            continue
        quantity = complete(p, found)
        if quantity is not None:
            if later < len(spans) and spans[later].start < quantity[0].end:
                continue
            out.append(quantity[0])
            floor = quantity[1]
    return out


def complete(p: Pieces, amount: Amount) -> tuple[Quantity, int] | None:
    """An amount with its unit and its head noun, and the piece after it; None where it is no quantity."""
    w = p.lowers
    end, hyphen = unit_place(w, amount.last)
    word = w[end] if end < len(w) else ""
    unit = measure_at(w, end)
    if unit is not None:
        return measured(p, amount, unit)
    if word in UNITS:
        return aged(p, amount, end) if w[end + 1 : end + 3] == ["-", "old"] or w[end + 1 : end + 2] == ["old"] else None
    if hyphen:
        return None if word[:1].isalpha() else counted(p, amount, None, None)
    if any(mark in CURRENCY for mark in w[amount.first : amount.last]):
        return counted(p, amount, "money", None)
    one = w[amount.last - 1] == "one" and amount.last - 1 == amount.first
    if one and (word in NOT_ONE or not word[:1].isalpha()):
        return None
    head = head_noun(p, amount)
    if head is None and w[amount.first] == "one":
        return None
    share = amount.best is not None and 0 < amount.best < 1 and not amount.vague
    return counted(p, amount, "share" if share else None, head)


def unit_place(w: list[str], end: int) -> tuple[int, bool]:
    """Where the unit of a number that ends at a piece may stand ("ten-mile", "dozens of miles"); whether hyphenated."""
    if w[end : end + 1] == ["-"] and end + 1 < len(w):
        return end + 1, True
    if w[end : end + 1] == ["of"]:
        ahead = w[end + 1 : end + 3]
        if ahead[:1] and (ahead[0] in MEASURES or ahead[0] in SQUARE):
            return end + 1, False
        if len(ahead) == 2 and ahead[0] in ("a", "an") and ahead[1] in MEASURES:
            return end + 2, False  # three quarters of a mile
    return end, False


def counted(p: Pieces, amount: Amount, what: str | None, head: int | None) -> tuple[Quantity, int]:
    """An amount that has no unit of measure."""
    return quantity(p, amount, amount.first, amount.last, what, head), amount.last


def measure_at(w: list[str], at: int) -> tuple[int, str, float] | None:
    """The unit of measure at a piece: (piece after it, what it measures, factor to km, km2 or tonnes)."""
    if at >= len(w):
        return None
    word = w[at]
    if word in SQUARE:
        after = at + 2 if w[at + 1 : at + 2] in (["."], ["-"]) else at + 1
        row = MEASURES.get(w[after]) if after < len(w) else None
        if row is not None and row["what"] == "distance_km":
            return after + 1, "area_km2", float(row["factor"]) ** 2
        return None
    if word == "per" and w[at + 1 : at + 2] == ["cent"]:
        return at + 2, "percent", 1.0
    row = MEASURES.get(word)
    if row is None:
        return None
    if word in ("km", "m") and w[at + 1 : at + 2] in (["²"], ["2"]):
        return at + 2, "area_km2", float(row["factor"]) ** 2
    return at + 1, str(row["what"]), float(row["factor"])


def measured(p: Pieces, amount: Amount, unit: tuple[int, str, float]) -> tuple[Quantity, int]:
    """An amount of a unit, converted."""
    end, what, factor = unit
    scaled_amount = amount._replace(
        low=scaled(amount.low, factor), high=scaled(amount.high, factor), best=scaled(amount.best, factor)
    )
    return quantity(p, scaled_amount, amount.first, end, what, None), end


def aged(p: Pieces, amount: Amount, end: int) -> tuple[Quantity, int]:
    """ "42-year-old"."""
    last = end + (3 if p.lowers[end + 1] == "-" else 2)
    return quantity(p, amount, amount.first, last, "age_years", None), last


def head_noun(p: Pieces, amount: Amount) -> int | None:
    """The piece of the noun that a number counts: the first plural of the group behind it, or its last word."""
    w, j = p.lowers, amount.last
    if w[j : j + 1] == ["of"]:
        j += 1
        while j < len(w) and w[j] in OWNERS:
            j += 1
    last: int | None = None
    for i in range(j, min(len(w), j + REACH)):
        word = w[i]
        if word in POSSESSIVE and i > j:
            last = None
            continue
        if word in CLOSED or not word[0].isalpha():
            break
        if amount.best != 1 and is_plural(p, i):
            if owns(w, i):
                continue
            if not goes_on(p, i):
                return i
        if last is not None and word[-2:] == "ed" and word not in PLURALS:
            break
        last = i
    return last


def is_plural(p: Pieces, i: int) -> bool:
    """Whether a word is written as a plural; an acronym that ends in s is none."""
    word = p.lowers[i]
    if len(word) > 1 and p.text[p.starts[i] : p.ends[i]].isupper():
        return False
    return word in PLURALS or (word[-1] == "s" and word[-2:] not in ("ss", "us", "is"))


def owns(w: list[str], i: int) -> bool:
    """Whether a plural owns the noun behind it: "12 rebels' houses"."""
    if w[i + 1 : i + 2] not in (["'"], ["’"]):
        return False
    return bool(w[i + 2 : i + 3]) and w[i + 2][0].isalpha() and w[i + 2] not in CLOSED


def goes_on(p: Pieces, i: int) -> bool:
    """Whether a plural is followed by the plural that it describes: "12 forces members"."""
    follows = p.lowers[i + 1] if i + 1 < len(p.lowers) else ""
    if follows in PLURALS:
        return follows not in HARMED
    return follows[-1:] == "s" and follows not in CLOSED and p.text[p.starts[i]].isupper()


def quantity(p: Pieces, amount: Amount, first: int, last: int, what: str | None, head: int | None) -> Quantity:
    """The finished value, in tokens and offsets."""
    return Quantity(
        p.owner[first],
        p.owner[last - 1] + 1,
        p.starts[first],
        p.ends[last - 1],
        amount.low,
        amount.high,
        amount.best,
        amount.approximate,
        what,
        None if head is None else p.owner[head],
    )
