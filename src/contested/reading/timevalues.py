"""From expressions to values: each kind of `Found` against the report's date and the last date named.

News counts from the report's date ("last week"), a narrative from the last date named ("the next month"); which of the
two a text is, `is_narrative` decides from the years that it names.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from contested.reading import calendar as cal
from contested.reading.calendar import NOWHEN, Day, Extent
from contested.reading.timetables import FUTURE_CUES, PAST_CUES, RECENT
from contested.reading.pieces import Pieces
from contested.reading.timeparts import Found

DAYS = {"D": 1.0, "W": 7.0, "2W": 14.0, "WE": 7.0, "M": 30.44, "Q": 91.3, "Y": 365.25, "DE": 3652.5, "CE": 36525.0}
DAYS |= {"TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}
ROLL = 6  # a month this many before the last one named belongs to the next year


class Value(NamedTuple):
    """What an expression means: TIMEX3 type, value and modifier, and its interval."""

    type: str
    value: str
    extent: Extent
    ref: Day | None = None


class State:
    """The report's date, the last date named, and whether times are counted from the one or the other."""

    __slots__ = ("anchor", "narrative", "part", "pieces", "ref", "season")

    def __init__(self, anchor: date | None, narrative: bool, pieces: Pieces) -> None:
        self.anchor = anchor
        self.narrative = narrative
        self.ref: Day | None = None
        self.season = ""
        self.pieces = pieces

    def base(self, which: str) -> Day | None:
        """The date to count from: "ref" is the last one named, "anchor" the report's (in a narrative both are ref)."""
        if which == "ref" or self.narrative:
            return self.ref or (cal.of(self.anchor) if self.anchor and not self.narrative else None)
        return cal.of(self.anchor) if self.anchor else self.ref


def value_of(state: State, found: Found) -> Value | None:
    """The value of one expression; None where it has none that can be written."""
    value = RESOLVERS[found.op](state, found)
    if value is not None and value.ref is not None:
        old = state.ref
        new = value.ref
        if new.month is None and old is not None and old.year == new.year:
            return value
        state.ref = new
        if found.op != "season":
            state.season = ""
    return value


def lies_ahead(p: Pieces, found: Found) -> bool:
    """Whether the nearest cue in the sentence says that a bare weekday or month is still to come."""
    w = p.lowers
    best, ahead = 99, False
    for step in range(1, 16):
        i = found.first - step
        if i < 0 or w[i] == ".":
            break
        if w[i] in FUTURE_CUES or w[i] in PAST_CUES or (len(w[i]) > 4 and w[i][-2:] == "ed"):
            best, ahead = step, w[i] in FUTURE_CUES
            break
    for step in range(0, min(10, best - 1)):
        i = found.last + step
        if i >= len(w) or w[i] == ".":
            break
        if w[i] in FUTURE_CUES or w[i] in PAST_CUES:
            return w[i] in FUTURE_CUES
    return ahead


# --- named dates -----------------------------------------------------------------------------------------------------


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
    """The year of a bare month in news: the latest one that is not ahead of the report, unless the sentence looks on."""
    now = base.month or 1
    later = month > now or (month == now and day is not None and day > (base.day or 31))
    if lies_ahead(state.pieces, found):
        return base.year if month >= now else base.year + 1
    if not later:
        return base.year
    months_on = month - now
    return base.year if months_on <= 1 and day is not None and months_on == 0 else base.year - 1


def date_value(state: State, found: Found) -> Value | None:
    """A date with year, month, day, part of day or half of year, as far as they are said."""
    year, month, day, part, portion = found.args
    assert month is None or isinstance(month, int)
    assert day is None or isinstance(day, int)
    resolved = year_of(state, year, month, day, found)
    if resolved is None:
        text = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "") if month else "XXXX"
        return Value("DATE", text, NOWHEN)
    at = Day(resolved, month, day)
    if part:
        return Value("TIME", at.value + "T" + str(part), cal.part_extent(at, str(part)), at)
    if portion and str(portion)[0] in "HQ" and month is None:
        return Value("DATE", f"{at.value}-{portion}", half_extent(resolved, str(portion)), at)
    return Value("DATE", at.value, cal.day_extent(at, found.edge), at)


def half_extent(year: int, portion: str) -> Extent:
    """The months of a half or a quarter of a year."""
    length = 6 if portion[0] == "H" else 3
    first = (int(portion[1]) - 1) * length + 1
    code = (39 if portion[0] == "H" else 32) + int(portion[1])
    return cal.months_extent(year, first, first + length - 1, "half" if length == 6 else "quarter", "", f"{year:04d}-{code}")


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
    if stated:
        resolved = year_of(state, year, None, None, found)
    else:
        resolved = season_year(state, str(year or ""), name, found)
    if resolved is None:
        return Value("DATE", f"XXXX-{name}", NOWHEN)
    state.season = name
    middle = {"SP": 4, "SU": 7, "FA": 10, "WI": 1 if not stated else 12}[name]
    extent = cal.season_extent(resolved, name, found.edge, ends=not stated)
    return Value("DATE", f"{Day(resolved).value}-{name}", extent, Day(resolved, middle) if state.narrative and stated else None)


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
        return base.year - (0 if season == "WI" and month > 2 or month > start + 2 else 1)
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
        return Value("DATE", f"BC{-decade // 10:03d}", cal.years_extent(first, first + 9, "decade", found.edge, "") , None)
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
    if str(rule)[:4].isdigit():
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


def clock_value(state: State, found: Found) -> Value | None:
    """A clock time on its day: the one said with it, else the last one named, else the report's."""
    clock, zone, _, year, month, day = found.args
    at: Day | None
    if isinstance(month, int) and isinstance(day, int):
        resolved = year_of(state, year, month, day, found)
        at = Day(resolved, month, day) if resolved else None
    else:
        at = state.base("ref")
    if at is None or at.day is None:
        return Value("TIME", f"XXXX-XX-XXT{clock}{zone}", NOWHEN)
    return Value("TIME", f"{at.value}T{clock}{zone}", cal.part_extent(at, str(clock)), at)


# --- pointing words and shifts ---------------------------------------------------------------------------------------


def today_value(state: State, found: Found) -> Value | None:
    """ "today", "yesterday morning", "overnight": days from the report's date."""
    shift, part, word = found.args
    assert isinstance(shift, int)
    day = state.anchor
    if day is None or state.narrative:
        return Value("DATE", "PRESENT_REF" if shift == 0 and not part else f"XXXX-XX-XX{'T' + str(part) if part else ''}", NOWHEN)
    target = cal.plus_days(day, shift)
    value = on_day(target, str(part))
    if word == "overnight" and value is not None:
        before = cal.plus_days(day, -1)
        extent = Extent(f"{before}T20:00", f"{day}T06:00", f"{before}/{day}", "part_of_day")
        return value._replace(extent=extent, ref=None)
    return value


def reference_value(state: State, found: Found) -> Value | None:
    """ "now", "former", "the future": no date, only a direction."""
    word = str(found.args[0])
    day = state.anchor.isoformat() if state.anchor and word == "PRESENT_REF" and not state.narrative else None
    return Value("DATE", word, Extent(day, day, day, "vague"))


def thus_far_value(state: State, found: Found) -> Value | None:
    """ "so far": up to the report's date."""
    day = state.anchor.isoformat() if state.anchor else None
    return Value("DATE", "PRESENT_REF", Extent(None, day, f"../{day}" if day else None, "vague"))


def set_value(state: State, found: Found) -> Value | None:
    """A set or a rate."""
    return Value("SET", str(found.args[0]), Extent(None, None, None, "set"))


def part_value(state: State, found: Found) -> Value | None:
    """A part of a day: of the report's, of the last one named, or of any."""
    part, which = str(found.args[0]), str(found.args[1])
    base = state.base("anchor" if which in ("this", "last", "next") else "ref")
    day = base.full() if base else None
    if which in ("bare", "one") or (state.narrative and which == "at" and not part[0].isdigit()):
        return Value("TIME", f"XXXX-XX-XXT{part}", NOWHEN)
    if day is None:
        text = base.value + ("-XX" if base.month else "-XX-XX") if base and which != "at" else "XXXX-XX-XX"
        return Value("TIME", f"{text}T{part}", NOWHEN)
    if which in ("last", "previous"):
        return on_day(cal.plus_days(day, -1), part)
    if which in ("next", "following"):
        return on_day(cal.plus_days(day, 1), part)
    return on_day(day, part)


def this_value(state: State, found: Found) -> Value | None:
    """ "this week", "that month", "the same day", "the end of the year"."""
    unit, which, portion = (str(arg) for arg in found.args)
    base = state.base(which)
    if base is None:
        return Value("DATE", {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX"}.get(unit, "XXXX"), NOWHEN)
    return on_unit(state, base, unit, found.edge, portion, to_date=which == "anchor")


def on_unit(state: State, base: Day, unit: str, edge: str, portion: str = "", to_date: bool = False) -> Value | None:
    """The day, week, month, year, decade or century that a date lies in."""
    full = base.full()
    if unit in ("D", "TH", "TM", "TS"):
        text = base.value if base.day else base.value + ("-XX" if base.month else "-XX-XX")
        return Value("DATE", text, cal.day_extent(base), base if base.day else None)
    if unit in ("W", "2W", "WE"):
        return week(full, base, unit, edge)
    if unit == "M":
        at = Day(base.year, base.month)
        return Value("DATE", at.value if base.month else f"{at.value}-XX", cal.day_extent(at, edge), at)
    if unit == "Y" and portion[:1] in ("H", "Q") and portion:
        return Value("DATE", f"{Day(base.year).value}-{portion}", half_extent(base.year, portion), Day(base.year))
    if unit == "DE":
        return decade_value(state, Found(0, 0, "decade", (base.year - base.year % 10,), edge))
    if unit == "CE":
        return century_value(state, Found(0, 0, "century", ((base.year - 1) // 100 + 1,), edge))
    at = Day(base.year)
    return Value("DATE", at.value, cal.day_extent(at, edge), at)


def week(day: date | None, base: Day, unit: str, edge: str) -> Value | None:
    """A date's week or its weekend."""
    if day is None:
        return Value("DATE", f"{Day(base.year).value}-WXX", cal.day_extent(base))
    monday = cal.plus_days(day, 1 - day.isoweekday())
    if monday is None:
        return None
    if unit == "WE":
        saturday, sunday = cal.plus_days(monday, 5), cal.plus_days(monday, 6)
        if saturday is None or sunday is None:
            return None
        return Value("DATE", cal.week_value(day) + "-WE", cal.days_extent(saturday, sunday, "weekend"), cal.of(saturday))
    return Value("DATE", cal.week_value(day), cal.week_extent(monday), None)


def shift_value(state: State, found: Found) -> Value | None:
    """ "two days later", "last month", "a year ago", "the next day"."""
    number, unit, sign, which, portion = found.args
    assert isinstance(sign, int)
    base = state.base(str(which))
    if number is None:
        return Value("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF", vague_extent(state, str(unit), sign, str(which)))
    assert isinstance(number, float)
    if base is None:
        return Value("DATE", {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(str(unit), "XXXX"), NOWHEN)
    return shifted(state, base, number * sign, str(unit), found.edge, str(portion))


def shifted(state: State, base: Day, n: float, unit: str, edge: str, portion: str = "") -> Value | None:
    """So many units from a date, to the precision of the unit or of the date, whichever is coarser."""
    full = base.full()
    if unit in ("Y", "DE", "CE"):
        years = int(n * {"Y": 1, "DE": 10, "CE": 100}[unit])
        moved = base.year + years
        if moved == 0 or abs(moved) > 9000:
            return None
        return on_unit(state, Day(moved), unit, edge, portion)
    if unit in ("M", "Q"):
        if base.month is None:
            return Value("DATE", f"{base.value}-XX", cal.day_extent(Day(base.year)))
        moved_month = cal.plus_months(base, int(n * (3 if unit == "Q" else 1)))
        return on_unit(state, moved_month, "M", edge) if abs(moved_month.year) < 9000 and moved_month.year else None
    if full is None:
        tail = "-XX-XX" if unit == "D" else "-WXX"
        return Value("DATE", Day(base.year).value + tail, cal.day_extent(base))
    if unit in ("TH", "TM", "TS"):
        hours = n * DAYS[unit]
        target = cal.plus_days(full, math.floor(hours) if hours <= -1 or hours >= 1 else 0)
        return on_day(target)
    if abs(n) > 3_000_000:
        return None
    target = cal.plus_days(full, int(n * DAYS[unit]))
    if target is None:
        return None
    return on_day(target) if unit == "D" else week_of(state, target, unit, edge)


def week_of(state: State, target: date, unit: str, edge: str) -> Value | None:
    """The week of a shifted date; the date itself becomes the last one named."""
    value = week(target, cal.of(target), "WE" if unit == "WE" else "W", edge)
    return value._replace(ref=cal.of(target)) if value is not None else None


def vague_extent(state: State, unit: str, sign: int, which: str) -> Extent:
    """ "days ago", "weeks later": as far as `RECENT` lets a few of the unit reach."""
    base = state.base(which)
    day = base.full() if base else None
    other = cal.plus_days(day, sign * RECENT.get(unit, 7)) if day else None
    if day is None or other is None:
        return NOWHEN
    return cal.days_extent(min(day, other), max(day, other), "vague")


def event_value(state: State, found: Found) -> Value | None:
    """ "two days after the siege began": counted from the last date named."""
    number, unit, word, _ = found.args
    sign = -1 if word == "before" else 1
    base = state.base("ref")
    if word == "since" or not isinstance(number, float) or base is None or not state.narrative:
        return duration_value(state, found._replace(args=(duration_text(number, str(unit)), "", number, unit)))
    return shifted(state, base, number * sign, str(unit), "")


def duration_text(number: object, unit: str) -> str:
    """The TIMEX3 duration of a number of units."""
    from contested.reading.timespans import duration

    return duration(number if isinstance(number, float) else None, unit)


def duration_value(state: State, found: Found) -> Value | None:
    """A duration; one that points back or on ("the last 24 hours") has an interval, ending or beginning at its base."""
    text, direction, number, unit = found.args[:4]
    if not direction:
        return Value("DURATION", str(text), Extent(None, None, None, "duration"))
    base = state.base("anchor")
    day = base.full() if base else None
    length = math.ceil(number * DAYS[str(unit)]) if isinstance(number, float) and number > 0 else RECENT.get(str(unit), 7)
    sign = -1 if direction == "back" else 1
    if isinstance(number, float) and unit in ("M", "Y") and base and number > 0 and number == int(number) and day:
        other = same_day(day, int(number) * sign * (1 if unit == "M" else 12))
    else:
        other = cal.plus_days(day, sign * length) if day and length < 3_000_000 else None
    if day is None or other is None:
        return Value("DURATION", str(text), Extent(None, None, None, "duration"))
    return Value("DURATION", str(text), cal.days_extent(min(day, other), max(day, other)))


def same_day(day: date, months: int) -> date | None:
    """The same day some months on, or the last of that month."""
    moved = cal.plus_months(cal.of(day), months)
    if not 1 <= moved.year <= 9998 or moved.month is None:
        return None
    return date(moved.year, moved.month, min(day.day, cal.days_in(moved.year, moved.month)))


def same_day_value(state: State, found: Found) -> Value | None:
    """ "the first day of the battle": in a narrative the last date named."""
    base = state.base("ref")
    if base is None:
        return Value("DATE", "XXXX-XX-XX", NOWHEN)
    return on_unit(state, base, "D", found.edge)


RESOLVERS: dict[str, Callable[[State, Found], Value | None]] = {
    "date": date_value,
    "nth": nth_value,
    "short year": short_year_value,
    "weekday": weekday_value,
    "season": season_value,
    "decade": decade_value,
    "century": century_value,
    "feast": feast_value,
    "clock": clock_value,
    "today": today_value,
    "reference": reference_value,
    "thus far": thus_far_value,
    "set": set_value,
    "part": part_value,
    "this": this_value,
    "shift": shift_value,
    "event": event_value,
    "duration": duration_value,
    "long": duration_value,
    "same day": same_day_value,
}
