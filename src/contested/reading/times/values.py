"""From dates to values: the year, month and day that a date leaves unsaid, and the interval that it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from contested.reading import calendar as cal
from contested.reading.calendar import NOWHEN, Day, Extent
from contested.reading.times.parts import Found
from contested.reading.times.state import State, Value, lies_ahead, opens_line, tense

RECENT: Final = 2  # months before a report of which a bare day may be, though the text named an earlier year
ROLL: Final = 9  # a month more than this many before the last one named belongs to the next year


def year_of(state: State, year: object, month: int | None, day: int | None, found: Found) -> int | None:
    """The year that a date without a number for it means."""
    if isinstance(year, int):
        return year
    if isinstance(year, str) and len(year) == 5:
        base = state.base("ref" if year[:3] == "ref" else "anchor")
        return base.year + int(year[3:]) if base else None
    which = year if isinstance(year, str) else ""
    base = state.base("ref" if which in ("that", "same", "previous", "following") else "anchor")
    if base is None:
        return None
    if which in ("that", "same", "this") or month is None:
        return base.year
    if which in ("last", "previous"):
        return base.year if base.month is not None and month < base.month else base.year - 1
    if which in ("next", "following"):
        return base.year if base.month is not None and month > base.month else base.year + 1
    if state.narrative:
        return narrative_year(base, month)
    return news_year(state, base, month, day, found)


def narrative_year(base: Day, month: int) -> int:
    """The year of a bare month in a narrative: that of the last date named, or the next where the story has run on."""
    if base.month is not None and month < base.month - ROLL:
        return base.year + 1
    return base.year


def news_year(state: State, base: Day, month: int, day: int | None, found: Found) -> int:
    """The year of a bare month in news: the latest one not ahead of the report, unless the sentence looks on."""
    ref, heading = state.ref, state.heading
    if heading is not None and heading.year <= base.year and opens_line(state.pieces, found):
        year = narrative_year(heading, month)  # "2020 \n 4 Nov.: ... \n 9 Nov.: ..."
        return year - ((year, month) > (base.year, base.month or month))
    if ref is not None and ref.month is not None and ref.year < base.year:
        long_ago = day is not None and ref.year < base.year - 1  # "6 July 1995: ... 8 July: ...", told ten years on
        if long_ago or state.same_sentence(found):
            return narrative_year(ref, month)
    if state.past and ref is not None and ref.year < base.year:
        long_ago = state.past > 1 or ref.year < base.year - 1
        if long_ago or ref.day is not None or _is_far(base, month):
            return narrative_year(ref, month)
    now = base.month or 1
    later = month > now or (month == now and day is not None and day > (base.day or 31))
    when = tense(state.pieces, found)
    if when > 0:
        return base.year if month >= now else base.year + 1
    if day is not None and when == 0:  # nobody writes a day half a year off without its year
        ahead = (month - now) % 12
        return base.year + (month < now) if ahead <= 5 else base.year - (month > now)
    return base.year - 1 if later else base.year


def _is_far(base: Day, month: int) -> bool:
    """Whether a month is not one of the last few before a report."""
    return ((base.month or 1) - month) % 12 > RECENT


def date_value(state: State, found: Found) -> Value | None:
    """A date with year, month, day, part of day or half of year, as far as they are said."""
    year, month, day, part, portion = found.args
    assert month is None or isinstance(month, int)
    assert day is None or isinstance(day, int)
    resolved = year_of(state, year, month, day, found)
    if resolved is None:
        text = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "") if month else "XXXX"
        return Value("DATE", text, NOWHEN)
    if month and day and not cal.valid(resolved, month, day):  # 29 February: the nearest year that has one
        resolved = next((y for y in (resolved + 1, resolved - 1, resolved + 2) if cal.valid(y, month, day)), resolved)
    at = Day(resolved, month, day)
    if part:
        return Value("TIME", at.value + "T" + str(part), cal.part_extent(at, str(part)), at)
    if portion and str(portion)[0] in "HQ" and month is None:
        return Value("DATE", f"{at.value}-{portion}", half_extent(resolved, str(portion)), at)
    return Value("DATE", at.value, cal.day_extent(at, found.edge), at)


def week_of_value(state: State, found: Found) -> Value | None:
    """ "the third week of February 2011": its days from the fifteenth; of the last the last seven."""
    number, year, month = found.args
    assert isinstance(number, int) and isinstance(month, int)
    resolved = year_of(state, year, month, None, found)
    if resolved is None:
        return Value("DURATION", "P1W", NOWHEN)
    most = cal.days_in(resolved, month)
    first = most - 6 if number < 0 else min(1 + 7 * (number - 1), most)
    extent = cal.days_extent(date(resolved, month, first), date(resolved, month, min(first + 6, most)), "week")
    return Value("DURATION", "P1W", extent, Day(resolved, month))


def half_extent(year: int, portion: str) -> Extent:
    """The months of a half or a quarter of a year."""
    length = 6 if portion[0] == "H" else 3
    first = (int(portion[1]) - 1) * length + 1
    code = (39 if portion[0] == "H" else 32) + int(portion[1])
    return cal.months_extent(
        year, first, first + length - 1, "half" if length == 6 else "quarter", "", f"{year:04d}-{code}"
    )


def short_year_value(state: State, found: Found) -> Value | None:
    """ "'99": the year so written that is nearest to the text's own time."""
    base = state.base("anchor")
    short = found.args[0]
    assert isinstance(short, int)
    near = base.year if base else 1990
    year = min((near - near % 100 + short + step for step in (-100, 0, 100)), key=lambda y: abs(y - near))
    at = Day(year)
    return Value("DATE", at.value, cal.day_extent(at))


def nth_value(state: State, found: Found) -> Value | None:
    """ "the 20th": a day of the month last named, else of the report's."""
    base = state.base("ref")
    if base is None or base.month is None or not isinstance(found.args[0], int):
        return None
    if not cal.valid(base.year, base.month, found.args[0]):
        return None
    at = Day(base.year, base.month, found.args[0])
    return Value("DATE", at.value, cal.day_extent(at), at)


def weekday_value(state: State, found: Found) -> Value | None:
    """A weekday before or after the report's date, or beside the last date named."""
    weekday, which, part = found.args
    assert isinstance(weekday, int)
    base = state.base("ref" if which in ("that", "same", "previous", "following") else "anchor")
    day = base.full() if base else None
    if day is None:
        return Value("DATE", f"XXXX-WXX-{weekday}", NOWHEN)
    back = (day.isoweekday() - weekday) % 7
    if which in ("last", "previous"):
        target = cal.plus_days(day, -(back or 7))
    elif which in ("next", "following"):
        target = cal.plus_days(day, (7 - back) or 7)
    elif which == "this":
        target = cal.plus_days(day, weekday - day.isoweekday())
    elif not which and not state.narrative and back and lies_ahead(state.pieces, found):
        target = cal.plus_days(day, 7 - back)
    else:
        target = cal.plus_days(day, -back)
    return on_day(target, str(part))


def on_day(target: date | None, part: str = "") -> Value | None:
    """A whole day or a part of it."""
    if target is None:
        return None
    at = cal.of(target)
    if part:
        return Value("TIME", f"{at.value}T{part}", cal.part_extent(at, part), at)
    return Value("DATE", at.value, cal.day_extent(at), at)


def season_value(state: State, found: Found) -> Value | None:
    """A season with its year; a bare winter in autumn is the coming one."""
    year, season = found.args
    name = str(season)
    stated = isinstance(year, int) or (isinstance(year, str) and len(year) == 5)
    resolved = year_of(state, year, None, None, found) if stated else season_year(state, str(year or ""), name, found)
    if resolved is None:
        return Value("DATE", f"XXXX-{name}", NOWHEN)
    state.season = name
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1 if not stated else 12}[name]
    extent = cal.season_extent(resolved, name, found.edge, ends=not stated)
    ref = Day(resolved) if state.past and stated and state.ref is None else None
    return Value(
        "DATE", f"{Day(resolved).value}-{name}", extent, Day(resolved, middle) if state.narrative and stated else ref
    )


def season_year(state: State, which: str, season: str, found: Found) -> int | None:
    """The year of a season named without one."""
    base = state.base("ref" if which in ("that", "same", "previous", "following") else "anchor")
    if base is None:
        return None
    month = base.month or 0
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if which in ("next", "following"):
        return base.year + (1 if month >= start or not month or season == "WI" else 0)
    if which in ("last", "previous"):
        return base.year - (0 if (season == "WI" and month > 2) or month > start + 2 else 1)
    if season == "WI" and (month >= 8 or state.season == "FA"):
        return base.year + 1
    if not which and not state.narrative and season != "WI" and start > month and not lies_ahead(state.pieces, found):
        return base.year - 1
    return base.year


def decade_value(state: State, found: Found) -> Value | None:
    """A decade: TIMEX3 writes it by three figures."""
    decade = found.args[0]
    assert isinstance(decade, int)
    if decade < 0:
        first = decade - 9
        return Value(
            "DATE", f"BC{-decade // 10:03d}", cal.years_extent(first, first + 9, "decade", found.edge, ""), None
        )
    written = f"{decade // 10:03d}"
    return Value("DATE", written, cal.years_extent(decade, decade + 9, "decade", found.edge, written + "X"))


def century_value(state: State, found: Found) -> Value | None:
    """A century: TIMEX3 writes it by two figures."""
    number = found.args[0]
    assert isinstance(number, int)
    if number < 0:
        first = number * 100
        return Value("DATE", f"BC{-number - 1:02d}", cal.years_extent(first, first + 99, "century", found.edge, ""))
    first = (number - 1) * 100
    extent = cal.years_extent(first or 1, first + 99, "century", found.edge, f"{number - 1:02d}XX")
    return Value("DATE", f"{number - 1:02d}", extent)


def feast_value(state: State, found: Found) -> Value | None:
    """A named day or month in its year."""
    rule, year, part = found.args
    if str(rule)[:4].isdecimal():
        return on_day(date.fromisoformat(str(rule)))
    resolved = year_of(state, year, None, None, found)
    span = cal.feast(str(rule), resolved) if resolved else None
    if span is None:
        return Value("DATE", "XXXX-XX-XX", NOWHEN)
    base = state.base("anchor")
    day = base.full() if base else None
    if year is None and day is not None and span[0] > day + timedelta(days=30) and not lies_ahead(state.pieces, found):
        span = cal.feast(str(rule), span[0].year - 1) or span
    if span[0] == span[1]:
        return on_day(span[0], str(part))
    value = f"{span[0].isoformat()}/{span[1].isoformat()}"
    return Value("DATE", value, cal.days_extent(*span), cal.of(span[0]))


def day_of(state: State, found: Found) -> Day | None:
    """The day that a date or weekday behind a clock time or a part of the day names."""
    value = weekday_value(state, found) if found.op == "weekday" else date_value(state, found)
    return value.ref if value is not None else None


def clock_value(state: State, found: Found) -> Value | None:
    """A clock time on its day: the one said with it, else the last one named, else the report's."""
    clock, zone, _, year, month, day = found.args
    at: Day | None
    if isinstance(year, Found):
        at = day_of(state, year)
    elif isinstance(month, int) and isinstance(day, int):
        resolved = year_of(state, year, month, day, found)
        at = Day(resolved, month, day) if resolved else None
    else:
        at = state.base("ref")
    if at is None or at.day is None:
        return Value("TIME", f"XXXX-XX-XXT{clock}{zone}", NOWHEN)
    return Value("TIME", f"{at.value}T{clock}{zone}", cal.part_extent(at, str(clock)), at)
