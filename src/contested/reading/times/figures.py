"""Dates in figures: years, decades, centuries, numeric dates, "the 13th", clock times."""

from __future__ import annotations

import re
from typing import Final

from contested.reading.calendar import valid
from contested.reading.pieces import Pieces
from contested.reading.times.before import about_before, edge_before, with_article
from contested.reading.times.clocks import is_clock
from contested.reading.times.parts import JOINERS, SUFFIXES, Found, bc_after, day_number, near, touches, year_number
from contested.reading.timetables import (
    CLOSED,
    DECADES,
    EDGES,
    FEASTS,
    FRAMES,
    MAGNITUDES,
    MEASURES,
    MONTHS,
    NUMBERED_YEAR,
    ORDINALS,
    PLURALS,
    SEASONS,
    UNITS,
    ZONES,
)

#: What may stand behind "on the 20th", where a noun would make it a number: "the 20th brigade".
BEHIND_DAY: Final = frozenset((
    "to", "and", "the", "was", "were", "until", "when", "in", "at", "he", "they", "a", "without", "with", "after",
    "before", "by", "but", "as", "while", "for", "from", "had", "his", "its", "their", "she", "it", "we", "an", "both",
    "that", "where", "under", "near", "through", "because", "who", "which", "having",
))  # fmt: skip
MILITARY: Final = frozenset((
    "army", "division", "brigade", "regiment", "battalion", "corps", "infantry", "armoured", "armored", "tank",
    "guards", "mechanized", "mechanised", "motorized", "airborne", "cavalry", "squadron", "fleet", "parallel",
))  # fmt: skip
NUMERIC: Final = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:t\d*)?$|(\d\d?)[./-](\d\d?)[./-](\d{4}|\d\d)$|(\d{4})/(\d\d?)/(\d\d?)$"
)


CLOCK: Final = re.compile(r"(\d\d?)(?::(\d\d))?(?::\d\d)?(am|pm|hrs|h|z)?$")


FOUR: Final = re.compile(r"(\d\d)(\d\d)(hrs|h|z)$")


MERIDIEM: Final = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12, "a.m": 0, "p.m": 12}


STRICT: Final = FRAMES - {
    "the", "and", "to", "or", "for", "of", "over", "about", "around", "on", "at", "after", "through",
}  # fmt: skip


def digits_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """The date that a piece of figures is: a year, a decade, a clock time, a numeric date, "the 13th"."""
    w = p.lowers
    word = w[t]
    if len(word) == 4 and word.isdecimal():
        return clock_at(p, t, floor) if is_clock(p, t) else year_at(p, t, floor)
    if len(word) <= 4 and word.isdecimal():
        return short_number_at(p, t, floor)
    if word[-1] == "s" and word[:-1].isdecimal() and word[-2] == "0" and len(word) in (3, 4, 5):
        return decade_at(p, t, floor, word[:-1])
    if word[-2:] in SUFFIXES and day_number(word) is not None:
        return nth_at(p, t, floor)
    if ":" in word or word[-1] in "mshz":
        return clock_at(p, t, floor)
    if word in FEASTS:
        return [Found(t, t + 1, "feast", (FEASTS[word], None, ""))]
    match = NUMERIC.match(word) if len(word) <= 12 else None
    return numeric(match, t) if match else []


def numeric(match: re.Match[str], t: int) -> list[Found]:
    """A date in figures; day first unless only the other order is a date."""
    a, b, c, d, e, f, g, h, i = match.groups()
    if a or g:
        year, month, day = int(a or g), int(b or h), int(c or i)
    else:
        year, month, day = int(f) + (2000 if len(f) == 2 else 0), int(e), int(d)
        if month > 12:
            month, day = day, month
    if not (1 <= month <= 12 and 1000 <= year <= 2100 and valid(year, month, day)) or (
        f and len(f) == 2 and year > 2050
    ):
        return []
    return [Found(t, t + 1, "date", (year, month, day, "", ""), "")]


def short_number_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """Years before Christ ("499-493 BC"), years of two figures ("'89"), hours ("11 a.m.")."""
    w = p.lowers
    n = len(w)
    word = w[t]
    if t + 1 < n and (w[t + 1] in MERIDIEM or w[t + 1] == "o'clock"):
        return clock_at(p, t, floor)
    if len(word) == 2 and t and w[t - 1] in ("'", "’", "‘") and touches(p, t) and (t < 2 or not touches(p, t - 1)):
        closes = t + 1 < n and w[t + 1] in ("'", "’")
        return [] if closes else [Found(t - 1, t + 1, "short year", (int(word),))]
    end = bc_after(p, t + 1)
    if end > t + 1:
        return [year_found(p, t, end, floor, -int(word))]
    if t + 2 < n and w[t + 1] in JOINERS and w[t + 2].isdecimal() and bc_after(p, t + 3) > t + 3 and len(w[t + 2]) < 5:
        return [year_found(p, t, t + 1, floor, -int(word))]
    return []


def year_found(p: Pieces, t: int, end: int, floor: int, year: int) -> Found:
    """A year with what stands before it."""
    w = p.lowers
    first = t
    if t - 1 >= floor and w[t - 1] in ("year", "years"):
        first = with_article(w, t - 1, floor)
    edge, portion, first = edge_before(p, first, floor)
    return Found(about_before(p, first, floor), end, "date", (year, None, None, "", portion), edge)


def year_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A year of four figures, and the second year of "1914-18"."""
    w = p.lowers
    n = len(w)
    year = year_number(w[t])
    end = bc_after(p, t + 1)
    if end > t + 1 and w[t].isdecimal():
        return [year_found(p, t, end, floor, -int(w[t]))]
    if year is None or not is_year(p, t):
        return []
    if t + 1 < n and w[t + 1] in ("'s", "’s") and year % 10 == 0 and t and w[t - 1] in ("the", "early", "late", "mid"):
        return decade_at(p, t, floor, w[t])
    if t + 1 < n and w[t + 1] in SEASONS and w[t + 1] != "fall":
        return []
    out = [year_found(p, t, t + 1, floor, year)]
    if t + 2 < n and w[t + 1] in ("-", "–", "/") and len(w[t + 2]) == 2 and w[t + 2].isdecimal() and touches(p, t + 2):
        second = year - year % 100 + int(w[t + 2])
        if second > year:
            out.append(Found(t + 2, t + 3, "date", (second, None, None, "", ""), ""))
    return out


def is_year(p: Pieces, t: int, ranged: bool = True) -> bool:
    """Whether four figures are a year and no count, number of a resolution, or sum."""
    w = p.lowers
    n = len(w)
    before = w[t - 1] if t else ""
    after = w[t + 1] if t + 1 < n and near(p, t + 1) else ""
    if (
        after in UNITS
        or after in MAGNITUDES
        or after in MEASURES
        or before in NUMBERED_YEAR
        or (before in "$£€#.:" and (touches(p, t) and t))
    ):
        return False
    strict = before in STRICT or before in EDGES or before == "("
    if ranged and after in JOINERS and t + 2 < n and year_number(w[t + 2]) is not None and not strict:
        return is_year(p, t + 2, ranged=False)
    counted = (after[-1:] == "s" and after[-2:] != "ss" and after not in CLOSED and len(after) > 2) or after in PLURALS
    lower = bool(after) and p.text[p.starts[t + 1]].islower()
    if counted and lower and not strict and before not in ("the", "-", "–", "'s", "’s", "its", "their", "his"):
        return False
    if "1000" <= w[t] < "1500":
        return strict or (
            before in ("of", "to", "and", "-", "–", "year", "around", "about") and not (counted and lower)
        )
    return True


def decade_at(p: Pieces, t: int, floor: int, digits: str) -> list[Found]:
    """A decade: "the late 1930s", "the 470s BC", "the '60s", "the 1980's"."""
    w = p.lowers
    end = t + 2 if t + 1 < len(w) and w[t + 1] in ("'s", "’s") and w[t].isdecimal() else t + 1
    after = bc_after(p, end)
    first = t
    if after > end:
        decade = -int(digits)
    elif len(digits) == 4:
        decade = int(digits)
    elif len(digits) == 2 and t - 1 >= floor and w[t - 1] in ("'", "’", "‘", "the"):
        first = t - 1 if w[t - 1] != "the" else t
        decade = 1900 + int(digits)
    else:
        return []
    first = with_article(w, first, floor)
    edge, _portion, first = edge_before(p, first, floor)
    return [Found(first, after, "decade", (decade,), edge)]


def decade_word_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A decade in words: "the sixties", "the late nineties"; an age ("in his sixties") is none."""
    w = p.lowers
    edge, _, first = edge_before(p, t, floor)
    first = with_article(w, first, floor)
    if first == t or not any(word == "the" for word in w[first:t]):
        return []
    return [Found(first, t + 1, "decade", (1900 + DECADES[w[t]],), edge)]


def century_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A century by its number: "the early 21st century", "the 4th century BC", "eighteenth-century"."""
    w = p.lowers
    k = t - 2 if t - 1 >= floor and w[t - 1] == "-" else t - 1
    if k < floor:
        return []
    number = (
        int(w[k][:-2]) if w[k][-2:] in SUFFIXES and w[k][:-2].isdecimal() and len(w[k]) <= 4 else ORDINALS.get(w[k])
    )
    first = k
    if number and number < 10 and k - 2 >= floor and w[k - 1] == "-" and w[k - 2] == "twenty":
        number, first = number + 20, k - 2
    if number is None or not 1 <= number <= 30 or (w[k] in ("first", "second") and first == k):
        return []
    end = bc_after(p, t + 1)
    if k == t - 1:
        first = with_article(w, first, floor)
    edge, _, first = edge_before(p, first, floor)
    return [Found(first, end, "century", (-number if end > t + 1 else number,), edge)]


def opens_clause(p: Pieces, t: int) -> bool:
    """Whether "the 25th" opens a clause with a name behind it: "but on the 25th George Thomas's men stormed it"."""
    w = p.lowers
    opens = t < 3 or w[t - 3] in (",", ";", ".", "but", "and", "then", "until")
    named = p.text[p.starts[t + 1]].isupper() and not MILITARY & set(w[t + 1 : t + 4])
    several = w[t + 1] in PLURALS or w[t + 1].endswith("s")  # "On the 20th men of the 82nd Division crossed"
    return w[t - 2] == "on" and opens and (named or several)


def nth_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A day of a month not named again: "on the 20th", "May 6 and 7th" without its month."""
    w = p.lowers
    if (
        t - 2 < floor
        or w[t - 1] != "the"
        or w[t - 2] not in ("on", "from", "to", "until", "by", "since", "of", "and", "'s")
    ):
        return []
    after = w[t + 1] if t + 1 < len(w) and near(p, t + 1) else "."
    if after[0].isalpha() and after not in BEHIND_DAY and not opens_clause(p, t):
        return []
    if after == "of" or after in MONTHS or after == "-":
        return []
    return [Found(t - 1, t + 1, "nth", (day_number(w[t]),))]


def clock_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A clock time with its zone and the date that follows it: "9:34 p.m., March 19 EST", "19:00", "03:00hrs"."""
    w = p.lowers
    n = len(w)
    word = w[t]
    match = (CLOCK.match(word) or FOUR.match(word)) if len(word) <= 10 else None
    military = len(word) == 4 and word.isdecimal()
    if match is None and not military:
        return []
    hour, minute = (int(word[:2]), word[2:]) if match is None else (int(match[1]), match[2] or "")
    suffix = (match[3] or "") if match is not None else "hrs"
    end = t + 1
    if not suffix and end < n and (w[end] in MERIDIEM or w[end] in ("o'clock", "hrs", "hours")):
        suffix, end = w[end], end + 1
    elif military and match is None and end < n and w[end] in ("hrs", "hours", "h"):
        end += 1
    if (
        suffix in ("m", "s")
        or (not minute and suffix not in MERIDIEM and suffix != "o'clock")
        or hour > 24
        or minute > "59"
    ):
        return []
    if suffix in MERIDIEM:
        hour = hour % 12 + MERIDIEM[suffix]
    zone = ""
    if end < n and w[end] in ZONES and p.text[p.starts[end]].isupper():
        zone, end = ZONES[w[end]], end + 1
    return [Found(t, end, "clock", (f"{hour:02d}" + (f":{minute}" if minute else ":00"), zone, "", None, None, None))]
