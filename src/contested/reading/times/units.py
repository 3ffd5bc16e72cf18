"""Expressions built on a unit of time: durations, shifts ("two days later", "last week"), sets ("every day")."""

from __future__ import annotations

from typing import Final

from contested.reading.pieces import Pieces
from contested.reading.times.before import edge_before, with_article
from contested.reading.times.dates import month_at
from contested.reading.times.figures import year_at
from contested.reading.times.numbered import Left, approximate, before_unit, duration
from contested.reading.times.parts import Found, attributive, clause_end, near, phrase_end, year_after
from contested.reading.timetables import AFTER, BEFORE, EACH, EARLIER, MONTHS, ORDINALS, UNITS

LAST_WEEK: Final = -1
WEEKS: Final = 5  # of a month
LEADING: Final = frozenset(("for", "within", "in", "after", "over", "by", "just", "only", "-", "many", "of", "until"))


WINDOW: Final = frozenset(("over", "in", "within", "during", "for", "throughout", "of"))


def unit_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """The expression around a unit of time."""
    w = p.lowers
    word, unit = w[t], UNITS[w[t]]
    if word in ("second", "minute", "quarter") and not (t > floor and (w[t - 1].isdecimal() or w[t - 1] == "one")):
        return quarter_at(p, t, floor) if word == "quarter" else []
    left = before_unit(p, t, floor)
    if left.hyphen:
        return attribute(p, t, unit, left, floor)
    if left.number is not None:
        return counted(p, t, unit, left, floor)
    plural = word[-1] == "s"
    return several(p, t, unit, left, floor) if plural else single(p, t, unit, left, floor)


def attribute(p: Pieces, t: int, unit: str, left: Left, floor: int) -> list[Found]:
    """A duration before a noun: "ten-day", "month-long", "the same 28-day period", "a sixty-day period"."""
    w = p.lowers
    end, first = t + 1, left.first
    if end + 1 < len(w) and w[end] == "-" and w[end + 1] in ("long", "old"):
        end += 2
    if end < len(w) and w[end] == "period" and near(p, end):
        end += 1
        while first - 1 >= floor and w[first - 1] in ("the", "a", "same", "this", "that"):
            first -= 1
    return [Found(first, end, "duration", (duration(left.number, unit), "", left.number, unit))]


def counted(p: Pieces, t: int, unit: str, left: Left, floor: int) -> list[Found]:
    """A number of units: a duration, or a shift where "later", "ago", "before" follows."""
    w = p.lowers
    n = len(w)
    j = t + 1
    vague = left.number is not None and left.number < 0
    if (j + 1 < n and w[j] == "-" and w[j + 1] == "long") or (j < n and w[j] == "long" and w[j - 1][-1] != "s"):
        first = left.first + (w[left.first] in ("a", "an"))
        j += 2 if w[j] == "-" else 1
        return [Found(first, j, "duration", (duration(left.number, unit), "", left.number, unit))]
    if j + 1 < n and w[j] == "and" and w[j + 1 : j + 3] == ["a", "half"]:
        number = left.number + 0.5 if left.number is not None and left.number > 0 else left.number
        left, j = left._replace(number=number), j + 3
    if j < n and w[j] == "old":
        return [Found(left.first, j + 1, "duration", (duration(left.number, unit), "", left.number, unit))]
    if j + 1 < n and w[j] == "of" and w[j + 1] == "age":
        return [Found(left.first, j + 2, "duration", (duration(left.number, unit), "", left.number, unit))]
    sign, end = shift_word(p, j)
    if sign:
        base = "anchor" if w[j] in ("ago", "hence") or w[j : j + 3] == ["from", "now", "on"] else "ref"
        number = None if vague else left.number
        edge, _, first = edge_before(p, left.first, floor)
        return [Found(first, end, "shift", (number, unit, sign, base, ""), edge)]
    if j < n and w[j] in ("after", "before", "since") and near(p, j) and j + 1 < n and w[j + 1][0].isalnum():
        number = None if vague else left.number
        return [Found(left.first, j, "event", (number, unit, w[j], clause_end(p, j + 1)))]
    direction = selected(left.words, left.ordinal)
    if (
        w[left.first] == "the"
        and not left.words
        and left.ordinal is None
        and (w[j : j + 1] in (["'"], ["'s"], ["’"]) or attributive(p, j))
    ):
        left = left._replace(first=left.first + 1)
    if left.number == 1.0 and w[left.first] in ("a", "an", "one") and not direction:
        before = w[left.first - 1] if left.first else ""
        if before in ("/",) or rate(p, left.first):
            return [Found(left.first, j, "set", (duration(1, unit),))]
    end = of_date(p, j)
    args = (duration(left.number, unit), direction, left.number, unit)
    if end == j and j < n and w[j] == "of" and near(p, j):
        return [Found(left.first, j, "long", (*args, phrase_end(p, j + 1)))]
    return [Found(left.first, end, "duration", args)]


def rate(p: Pieces, first: int) -> bool:
    """Whether "a day" follows a number or a counted noun: "960 a week", "attacks a day"."""
    w = p.lowers
    if not first or not near(p, first):
        return False
    before = w[first - 1]
    return before[0].isdecimal() or before in ("once", "twice", "times", "million", "billion", "thousand", "hundred")


def selected(words: frozenset[str], ordinal: int | None) -> str:
    """Which way "the last two weeks" or "the next few days" points: back, on, or nowhere."""
    if words & {"last", "past", "previous", "preceding", "prior", "recent"} or ordinal == -1:
        return "back"
    return "on" if words & {"next", "following", "coming", "subsequent", "upcoming", "ensuing"} else ""


def shift_word(p: Pieces, j: int) -> tuple[int, int]:
    """The sign and end of "later", "earlier", "ago", "before", "after that" behind a duration; 0 for none."""
    w = p.lowers
    n = len(w)
    if j >= n or not near(p, j):
        return 0, j
    word = w[j]
    closed = (
        j + 1 >= n
        or not w[j + 1][0].isalnum()
        or w[j + 1] in ("the", "he", "they", "it", "in", "on", "at", "when", "that")
    )
    if word in ("ago", "earlier", "previously"):
        return -1, j + 1
    if word in ("later", "afterwards", "afterward", "hence", "thereafter"):
        return 1, j + 1
    if word == "prior" and w[j + 1 : j + 2] != ["to"]:
        return -1, j + 1
    if word in ("before", "after") and (j + 1 >= n or not w[j + 1][0].isalnum()):
        return (1 if word == "after" else -1), j + 1
    if (
        word in ("before", "after")
        and w[j + 1] in ("that", "this", "then")
        and (j + 2 >= n or not w[j + 2][0].isalnum())
    ):
        return (1 if word == "after" else -1), j + 2
    if word == "from" and w[j + 1 : j + 2] == ["now"]:
        return 1, j + 2
    return (0, j) if not closed or word not in ("beforehand",) else (-1, j + 1)


def of_date(p: Pieces, j: int) -> int:
    """The end of "of August", "of 1915" behind "the last two weeks", or ``j``."""
    w = p.lowers
    if j + 1 >= len(w) or w[j] not in ("of", "in"):
        return j
    for k in range(j + 1, min(len(w), j + 4)):
        if w[j] == "of" and w[k] in MONTHS and p.text[p.starts[k]].isupper():
            found = month_at(p, k, j + 1)
            return found[-1].last if found and found[0].first == j + 1 else j
        if w[j] == "of" and len(w[k]) == 4 and w[k].isdecimal():
            found = year_at(p, k, j + 1)
            return found[-1].last if found and found[0].first == j + 1 else j
    return j


def several(p: Pieces, t: int, unit: str, left: Left, floor: int) -> list[Found]:
    """Units without a number: "weeks later", "for months", "recent days", "the coming years"."""
    w = p.lowers
    n = len(w)
    j = t + 1
    first = left.first
    before = w[first - 1] if first > floor else ""
    direction = selected(left.words, left.ordinal)
    sign, end = shift_word(p, j)
    if sign and first == t:
        base = "anchor" if w[j] in ("ago", "hence") else "ref"
        return [Found(approximate(p, t, floor), end, "shift", (None, unit, sign, base, ""))]
    if left.words & {"these"} and unit == "D":
        return [Found(first, j, "reference", ("PRESENT_REF",))]
    vague = (duration(None, unit), direction, None, unit)
    if before == "the" and first > floor and (left.words or left.ordinal is not None):
        end = of_date(p, j)
        if end == j and j < n and w[j] == "of":
            return [Found(first - 1, j, "long", (*vague, phrase_end(p, j + 1)))]
        return [Found(first - 1, end, "duration", vague)]
    if left.words & {"recent", "those", "these", "past", "last", "coming", "following", "peaceful", "more", "many"}:
        return [Found(first, j, "duration", vague)]
    if first == t and j < n and w[j] == "-" and w[j + 1 : j + 2] == ["long"]:
        return [Found(t, j + 2, "duration", vague)]
    if first == t and j < n and w[j] == "of" and unit[0] != "T" and before not in ("the",):
        return [Found(t, j, "long", (*vague, phrase_end(p, j + 1)))]
    if first == t and (before in LEADING or before in ("and", "or")) and unit != "TS":
        if before in ("and", "or") and not (t - 2 >= 0 and w[t - 2] in UNITS):
            return []
        return [Found(t, j, "duration", vague)]
    return []


def single(p: Pieces, t: int, unit: str, left: Left, floor: int) -> list[Found]:
    """One unit: "last week", "that month", "the next day", "every day", "the end of the year", "month's end"."""
    w = p.lowers
    n = len(w)
    j, first, words = t + 1, left.first, left.words
    before = w[first - 1] if first > floor and near(p, first) else ""
    if before == "very" and first - 1 > floor and w[first - 2] == "the":
        first, before = first - 1, "the"  # "the very next day"
    if j < n and w[j] == "-" and j + 1 < n and w[j + 1] in ("long", "end") and first == t:
        if w[j + 1] == "long":
            return [Found(t, j + 2, "duration", (duration(1, unit), "", 1.0, unit))]
        return [Found(t, j + 2, "this", (unit, "ref", ""), "END")]
    if j + 1 < n and w[j] in ("'s", "’s") and w[j + 1] == "end" and first == t:
        return [Found(t, j + 2, "this", (unit, "ref", ""), "END")]
    if before in EACH:
        return [Found(first - 1, j, "set", (every(unit, before),))]
    if before == "/":
        return [Found(t, j, "set", (duration(1, unit),))]
    if left.ordinal is not None and not words & {"last"}:
        return ordinal_unit(p, t, unit, left, floor)
    article = before == "the"
    start = first - 1 if article else first
    if words & (BEFORE | AFTER):
        return which_unit(p, t, unit, words, start, article, floor)
    if words & {"this", "that", "same", "current"}:
        if unit == "D" and words == {"that"} and j < n and w[j] == "'s":
            pass
        edge, portion, start = edge_before(p, with_that(p, start, floor), floor)
        base = "anchor" if words & {"this", "current"} and "same" not in words else "ref"
        if words == {"current"} and not article:
            return []
        return [Found(start, j, "this", (unit, base, portion), edge)]
    if article and first == t:
        return the_unit(p, t, unit, floor)
    return []


def with_that(p: Pieces, start: int, floor: int) -> int:
    """Take in "that" or "this" of "that same day"."""
    return (
        start - 1
        if start - 1 >= floor and p.lowers[start - 1] in ("that", "this") and p.lowers[start] == "same"
        else start
    )


def every(unit: str, word: str) -> str:
    """The TIMEX3 value of "every day" and its like; "per day" is a rate."""
    sets = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "TH": "XXXX-XX-XXTXX", "WE": "XXXX-WXX-WE"}
    return duration(1, unit) if word == "per" else sets.get(unit, duration(1, unit))


def which_unit(
    p: Pieces, t: int, unit: str, words: frozenset[str], start: int, article: bool, floor: int
) -> list[Found]:
    """ "last week", "the next day", "the past year", "the last week of August"."""
    w = p.lowers
    j = t + 1
    back = bool(words & BEFORE)
    before = w[start - 1] if start > floor else ""
    end = of_date(p, j)
    if end > j:
        return week_of_month(p, start, end, unit, LAST_WEEK) or [
            Found(start, end, "duration", (duration(1, unit), "", 1.0, unit))
        ]
    window = "past" in words or (article and before in WINDOW and bool(words & {"last", "coming"}))
    if window:
        return [Found(start, j, "duration", (duration(1, unit), "back" if back else "on", 1.0, unit))]
    near_words = bool(words & {"last", "next", "coming", "upcoming"})
    told = unit == "D" and (article or "next" in words)  # "but next day" is the one after that told last
    base = "anchor" if near_words and not told else "ref"
    edge, portion, start = edge_before(p, start, floor)
    return [Found(start, j, "shift", (1.0, unit, -1 if back else 1, base, portion), edge)]


def week_of_month(p: Pieces, first: int, end: int, unit: str, number: int) -> list[Found]:
    """ "the third week of February 2011": one week of a month; nothing of any other unit or date."""
    w = p.lowers
    month = next((k for k in range(first, end) if w[k] in MONTHS), -1)
    if unit != "W" or month < 0 or not (number == LAST_WEEK or 1 <= number <= WEEKS):
        return []
    found = month_at(p, month, month)
    if not found or found[0].op != "date":
        return []
    return [Found(first, end, "week of", (number, *found[0].args[:2]))]


def ordinal_unit(p: Pieces, t: int, unit: str, left: Left, floor: int) -> list[Found]:
    """ "the first day of the war", "the last week of August", "the third day"."""
    w = p.lowers
    j, first = t + 1, left.first
    before = w[first - 1] if first > floor else ""
    if before not in ("the", "its", "their", "his", "a"):
        return []
    first = first - 1 if before == "the" else first
    edge, _, first = edge_before(p, first, floor)
    end = of_date(p, j)
    if end > j:
        return week_of_month(p, first, end, unit, left.ordinal or 0) or [
            Found(first, end, "duration", (duration(1, unit), "", 1.0, unit), edge)
        ]
    close = phrase_end(p, j + 1) if j < len(w) and w[j] == "of" else j
    if unit == "D":
        return [Found(first, j, "same day", (close,), edge)]
    return [Found(first, j, "long", (duration(1, unit), "", 1.0, unit, close), edge)] if close > j else []


def the_unit(p: Pieces, t: int, unit: str, floor: int) -> list[Found]:
    """ "the end of the month", "later in the year", "the day before", "during the week"."""
    w = p.lowers
    n = len(w)
    j = t + 1
    following = w[j] if j < n and near(p, j) else ""
    if following in ("before", "after") and w[j + 1 : j + 2] in (["yesterday"], ["tomorrow"]):
        back = w[j + 1] == "yesterday"
        return [Found(t - 1, j + 2, "shift", (2.0, unit, -1 if back else 1, "anchor", ""))]
    if following in ("before", "after", "following", "earlier", "later"):
        sign = -1 if following in EARLIER or following == "before" else 1
        bare = j + 1 >= n or not w[j + 1][0].isalnum() or w[j + 1] in ("and", "saw", "that", "was", "he", "they")
        if bare or following == "following":
            return [Found(t - 1, j + 1, "shift", (1.0, unit, sign, "ref", ""))]
        return [Found(t - 1, j, "event", (1.0, unit, following, clause_end(p, j + 1)))]
    edge, portion, first = edge_before(p, t - 1, floor)
    if edge or portion:
        return [Found(first, j, "this", (unit, "ref", portion), edge)]
    before = w[t - 2] if t - 2 >= floor else ""
    if (
        unit in ("Y", "M", "W", "DE", "CE", "WE")
        and following != "of"
        and before in ("during", "in", "throughout", "for", "over")
    ):
        return [Found(t - 1, j, "this", (unit, "ref", ""))]
    return []


def quarter_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A quarter of a year: "the third quarter of 2016", "the first quarter"."""
    w = p.lowers
    number = ORDINALS.get(w[t - 1]) if t - 1 >= floor else None
    if number is None or not 1 <= number <= 4:
        return []
    year, end = year_after(p, t + 1)
    if year is None and w[t - 2 : t - 1] != ["the"]:
        return []
    return [Found(with_article(w, t - 1, floor), end, "date", (year or "this", None, None, "", f"Q{number}"))]
