"""Calendar arithmetic on TIMEX3 values: shifting, intervals, EDTF.

A `Day` is a date known to the year, month or day; years before Christ are negative (-499 is 499 BC). Intervals are
inclusive ISO dates or date-times; years before Christ are written as ISO 8601 does (499 BC is -0498). Sources: TimeML
1.2.1 (values), EDTF, Library of Congress 2019 (levels 0-2), Meeus, Astronomical Algorithms (Easter), the tabular
Islamic calendar (civil epoch).
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final, NamedTuple

from contested.reading.timetables import HOURS

SEASON_MONTHS: Final = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
SEASON_EDTF: Final = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
ISLAMIC_EPOCH: Final = 227_015


class Day(NamedTuple):
    """A date known to the year, the month or the day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"{self.year:04d}" if self.year > 0 else f"BC{-self.year:04d}"
        if self.month is None:
            return year
        return f"{year}-{self.month:02d}" if self.day is None else f"{year}-{self.month:02d}-{self.day:02d}"

    def full(self) -> date | None:
        """The date where it is known to the day and has one in Python's calendar."""
        if self.month is None or self.day is None or not 1 <= self.year <= 9998:
            return None
        return date(self.year, self.month, self.day) if self.day <= days_in(self.year, self.month) else None


class Extent(NamedTuple):
    """An interval of inclusive ISO dates or date-times, its EDTF, and how precisely it is known."""

    from_: str | None
    to: str | None
    edtf: str | None
    precision: str


NOWHEN: Final = Extent(None, None, None, "vague")


def of(day: date) -> Day:
    """A Python date as a `Day`."""
    return Day(day.year, day.month, day.day)


def days_in(year: int, month: int) -> int:
    """Days of a month."""
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else (28 if month == 2 else 30 + (month in LONG))


LONG: Final = frozenset((1, 3, 5, 7, 8, 10, 12))


def valid(year: int | None, month: int, day: int) -> bool:
    """Whether a day exists; without a year, whether it exists in a leap year."""
    return 1 <= day <= days_in(year if year and year > 0 else 2000, month)


def plus_days(day: date, n: int) -> date | None:
    """A date some days on, None beyond the calendar."""
    try:
        return day + timedelta(days=n)
    except OverflowError:
        return None


def plus_months(day: Day, n: int) -> Day:
    """A month some months on; the day is dropped."""
    index = day.year * 12 + (day.month or 1) - 1 + n
    return Day(index // 12, index % 12 + 1)


def week_value(day: date) -> str:
    """A date's ISO week as a TIMEX3 value."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def easter(year: int) -> date:
    """Easter Sunday (Meeus, the anonymous Gregorian algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * i) // 451
    return date(year, (h + i - 7 * m + 114) // 31, (h + i - 7 * m + 114) % 31 + 1)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar as a Gregorian date."""
    ordinal = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + ISLAMIC_EPOCH - 1
    return date.fromordinal(ordinal)


def feast(rule: str, year: int) -> tuple[date, date] | None:
    """The first and last day, in a Gregorian year, of a feast by its rule in ``times.toml``."""
    if not 1 < year < 9000:
        return None
    if rule.startswith("easter"):
        day = easter(year) + timedelta(days=int(rule[6:]))
        return day, day
    if rule == "thanksgiving":
        first = date(year, 11, 1)
        day = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        return day, day
    if rule.startswith("islamic:"):
        return islamic_feast(rule[8:], year)
    if len(rule) > 5:
        day = date.fromisoformat(rule)
        return day, day
    day = date(year, int(rule[:2]), int(rule[3:]))
    return day, day


def islamic_feast(rule: str, year: int) -> tuple[date, date] | None:
    """The Islamic month or day ("9", "10-1") that begins in a Gregorian year."""
    month, _, day = rule.partition("-")
    guess = int((year - 622) * 33 / 32)
    for hijri in (guess - 1, guess, guess + 1, guess + 2):
        if hijri < 1:
            continue
        first = islamic(hijri, int(month), int(day or 1))
        if first.year == year:
            last = first if day else islamic(hijri, int(month), 30 if int(month) % 2 else 29)
            return first, last
    return None


def iso(year: int, month: int, day: int) -> str:
    """An ISO date; years before Christ as ISO 8601 counts them."""
    return f"{year:04d}-{month:02d}-{day:02d}" if year > 0 else f"-{-year - 1:04d}-{month:02d}-{day:02d}"


def months_extent(year: int, first: int, last: int, precision: str, edge: str = "", edtf: str | None = None) -> Extent:
    """From the first of one month to the end of another, narrowed to an edge of it."""
    second = year + 1 if last < first else year
    a, b = (year, first, 1), (second, last, days_in(second, last))
    if edge:
        a, b = narrowed(year, first, (second - year) * 12 + last - first + 1, edge)
        return Extent(iso(*a), iso(*b), f"{iso(*a)}/{iso(*b)}", precision)
    return Extent(iso(*a), iso(*b), edtf or f"{iso(*a)}/{iso(*b)}", precision)


def narrowed(year: int, first: int, months: int, edge: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first, middle or last third of a stretch of months (of a month: days 1-10, 11-20, 21 to its end)."""
    if months == 1:
        lo, hi = {"START": (1, 10), "MID": (11, 20)}.get(edge, (21, days_in(year, first)))
        return (year, first, lo), (year, first, hi)
    third = max(1, round(months / 3))
    offset, length = {"START": (0, third), "MID": (third, max(1, months - 2 * third))}.get(
        edge, (months - third, third)
    )
    lo_month, hi_month = first - 1 + offset, first - 1 + offset + length - 1
    lo_year, hi_year = year + lo_month // 12, year + hi_month // 12
    a, b = lo_month % 12 + 1, hi_month % 12 + 1
    return (lo_year, a, 1), (hi_year, b, days_in(hi_year, b))


def day_extent(day: Day, edge: str = "") -> Extent:
    """The interval of a day, month or year, or of an edge of it."""
    year, month = day.year, day.month
    written = f"{year:04d}" if year > 0 else f"-{-year - 1:04d}"
    if month is None:
        return months_extent(year, 1, 12, "year", edge, written)
    if day.day is None:
        return months_extent(year, month, month, "month", edge, f"{written}-{month:02d}")
    text = iso(year, month, day.day)
    return Extent(text, text, text, "day")


def part_extent(day: Day, part: str) -> Extent:
    """The interval of a part of a day ("MO", "NI") or of a clock time ("11:30"), date-times in local time."""
    if day.day is None or day.month is None:
        return day_extent(day)
    text = iso(day.year, day.month, day.day)
    if part in HOURS:
        lo, hi = HOURS[part]
        full = day.full()
        following = plus_days(full, 1) if full is not None and hi < lo else None
        end = following.isoformat() if following else text
        return Extent(f"{text}T{lo}", f"{end}T{hi}", text, "part_of_day")
    if part[:1].isdigit():
        return Extent(f"{text}T{part[:5]}", f"{text}T{part[:5]}", text, "minute" if ":" in part else "hour")
    return Extent(text, text, text, "day")


def season_extent(year: int, season: str, edge: str, ends: bool) -> Extent:
    """A season's months (meteorological, northern); ``ends``: the winter named by the year it ends in."""
    first, last = SEASON_MONTHS[season]
    begin = year - 1 if season == "WI" and ends else year
    written = f"{begin:04d}" if begin > 0 else f"-{-begin - 1:04d}"
    return months_extent(begin, first, last, "season", edge, f"{written}-{SEASON_EDTF[season]}")


def week_extent(monday: date, edge: str = "") -> Extent:
    """A week from its Monday to its Sunday, or its first, middle or last days."""
    lo, hi = {"START": (0, 2), "MID": (1, 3), "END": (3, 6)}.get(edge, (0, 6))
    first, last = plus_days(monday, lo) or monday, plus_days(monday, hi) or monday
    return Extent(first.isoformat(), last.isoformat(), f"{first.isoformat()}/{last.isoformat()}", "week")


def years_extent(first: int, last: int, precision: str, edge: str, edtf: str) -> Extent:
    """A decade's or century's years, or an edge of them."""
    if edge:
        third = max(1, (last - first + 1) // 3)
        span = {"START": (first, first + third - 1), "MID": (first + third, last - third)}
        first, last = span.get(edge, (last - third + 1, last))
        edtf = f"{iso(first, 1, 1)[:-6]}/{iso(last, 1, 1)[:-6]}"
    return Extent(iso(first, 1, 1), iso(last, 12, 31), edtf, precision)


def days_extent(first: date, last: date, precision: str = "interval") -> Extent:
    """From one date to another."""
    a, b = first.isoformat(), last.isoformat()
    return Extent(a, b, a if a == b else f"{a}/{b}", precision)
