"""The day that a report says it was published on, to an ISO date.

Read are ISO dates and date-times, "20170405", "2017/04/05", "5 April 2017", "April 5, 2017", with or without weekday,
ordinal ending and clock time ("Wed, 05 Apr 2017 10:00:00 GMT"), and numbers with strokes, dots or hyphens:

- "05.04.2017" with dots is day, month, year, as those who write dots mean it.
- "4/5/2017" is ambiguous. It is month, day, year, as the tables that have it mostly come from American software,
  unless the first number cannot be a month ("25/4/2017"), or the user says ``day_first`` (`--day-first`).

The day is the one written; a clock time is not moved to another zone.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
#: Years that eight digits in a row may begin with; a year that is set apart may be any of four digits.
YEARS = range(1900, 2101)
FIRST_YEAR = 1000
ZONE = r"(?:Z|[+-]\d{2}:?\d{2}|[A-Z]{2,4})?"
CLOCK = rf"(?:[T,]?\s*(?:at\s+)?\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*{ZONE})?"
WEEKDAY = r"(?:(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|nesday|sday|rday|urday)?\.?,?\s+)?"
FORMS = tuple(
    (re.compile(f"{WEEKDAY}{pattern}{CLOCK}", re.IGNORECASE), order)
    for pattern, order in (
        (r"(\d{4})-(\d{1,2})-(\d{1,2})", "ymd"),
        (r"(\d{4})/(\d{1,2})/(\d{1,2})", "ymd"),
        (r"(\d{4})(\d{2})(\d{2})", "run"),
        (r"(\d{1,2})\.(\d{1,2})\.(\d{4})", "dmy"),
        (r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", "?"),
        (r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]+)\.?,?[\s-]+(\d{4})", "dmy"),
        (r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", "mdy"),
    )
)


def iso_date(written: str, day_first: bool = False) -> str | None:
    """The ISO date (YYYY-MM-DD) that is written here; None where it is none, or no day that the calendar has."""
    for form, order in FORMS:
        found = form.fullmatch(written.strip())
        if found:
            return calendar_day(found.groups(), order, day_first)
    return None


def calendar_day(parts: tuple[str, ...], order: str, day_first: bool) -> str | None:
    """Three written parts in the order said to an ISO date; None where that day is not in the calendar."""
    numbers = [MONTHS.get(part.lower(), 0) if part.isalpha() else int(part) for part in parts]
    if order == "?":
        order = "dmy" if day_first or numbers[0] > 12 else "mdy"
    if order == "run":
        if numbers[0] not in YEARS:
            return None
        order = "ymd"
    named = dict(zip(order, numbers, strict=True))
    if named["y"] < FIRST_YEAR:
        return None
    try:
        return date(named["y"], named["m"], named["d"]).isoformat()
    except ValueError:
        return None
