"""From pointing words, shifts and durations to values: "yesterday", "two days later", "the last 24 hours"."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from contested.reading import calendar as cal
from contested.reading.calendar import NOWHEN, Day, Extent
from contested.reading.times.numbered import duration
from contested.reading.times.parts import Found
from contested.reading.times.state import State, Value, lies_ahead
from contested.reading.times.values import century_value, day_of, decade_value, half_extent, on_day
from contested.reading.timetables import RECENT

DAYS: Final = {
    "D": 1.0, "W": 7.0, "2W": 14.0, "WE": 7.0, "M": 30.44, "Q": 91.3, "Y": 365.25, "DE": 3652.5, "CE": 36525.0,
}  # fmt: skip
DAYS.update({"TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400})


def today_value(state: State, found: Found) -> Value | None:
    """ "today", "yesterday morning", "overnight": days from the report's date."""
    shift, part, word = found.args
    assert isinstance(shift, int)
    day = state.anchor
    if day is None or state.narrative:
        return Value(
            "DATE", "PRESENT_REF" if shift == 0 and not part else f"XXXX-XX-XX{'T' + str(part) if part else ''}", NOWHEN
        )
    target = cal.plus_days(day, shift)
    value = on_day(target, str(part))
    before = cal.plus_days(day, -1)
    if word == "overnight" and value is not None and before is not None:
        extent = Extent(f"{before}T20:00", f"{day}T06:00", f"{before}/{day}", "part_of_day")
        return value._replace(extent=extent, ref=None)
    return value


def reference_value(state: State, found: Found) -> Value | None:
    """ "now", "former", "the future": no date, only a direction."""
    word = str(found.args[0])
    day = state.anchor.isoformat() if state.anchor and word == "PRESENT_REF" and not state.narrative else None
    return Value("DATE", word, Extent(day, day, day, "vague"))


def adjective_value(state: State, found: Found) -> Value | None:
    """ "former", "daily": a reference or a set."""
    word = str(found.args[0])
    return set_value(state, found) if word[0] in "XP" and word[-4:] != "_REF" else reference_value(state, found)


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
    if len(found.args) > 2:
        following = found.args[2]
        assert isinstance(following, Found)
        named = day_of(state, following)
        day = named.full() if named is not None else None
        if day is not None:
            return on_day(day, part)
    told = which in ("this", "last") or (which == "next" and state.ref is None)
    base = state.base("anchor" if told else "ref")  # "the next afternoon" is that of the day told before
    day = base.full() if base else None
    if which in ("bare", "one") or (state.narrative and which == "at" and not part[0].isdecimal()):
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
    value = on_unit(state, base, unit, found.edge, portion)
    if value is None or which != "anchor" or state.narrative or not found.edge or unit == "D":
        return value
    return value._replace(extent=clipped(on_unit(state, base, unit, ""), value.extent, found.edge, base))


def clipped(whole: Value | None, extent: Extent, edge: str, base: Day) -> Extent:
    """ "earlier this week" ends with the report's day, "later this month" begins with it."""
    today = base.full()
    if whole is None or today is None or whole.extent.from_ is None or whole.extent.to is None or edge == "MID":
        return extent
    first, last = date.fromisoformat(whole.extent.from_), date.fromisoformat(whole.extent.to)
    low, high = (first, today) if edge == "START" else (today, last)
    return cal.days_extent(low, high, extent.precision)


def on_unit(state: State, base: Day, unit: str, edge: str, portion: str = "") -> Value | None:
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
        return Value(
            "DATE", cal.week_value(day) + "-WE", cal.days_extent(saturday, sunday, "weekend"), cal.of(saturday)
        )
    return Value("DATE", cal.week_value(day), cal.week_extent(monday, edge), None)


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
    if sign > 0 and which == "ref" and state.ref is None and unit == "D" and not lies_ahead(state.pieces, found):
        return Value("DATE", "XXXX-XX-XX", NOWHEN)  # "the next day" of a day that nobody told
    value = shifted(state, base, number * sign, str(unit), found.edge, str(portion))
    looks_back = sign < 0 and unit in ("Y", "DE", "CE") and which == "ref"
    return value._replace(ref=None) if value is not None and looks_back else value


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
        text = duration(number if isinstance(number, float) else None, str(unit))
        return duration_value(state, found._replace(args=(text, "", number, unit)))
    return shifted(state, base, number * sign, str(unit), "")


def duration_value(state: State, found: Found) -> Value | None:
    """A duration; one that points back or on ("the last 24 hours") has an interval, ending or beginning at its base."""
    text, direction, number, unit = found.args[:4]
    if not direction:
        return Value("DURATION", str(text), Extent(None, None, None, "duration"))
    base = state.base("ref" if state.past and state.ref is not None and direction != "back" else "anchor")
    day = base.full() if base else None
    length = (
        math.ceil(number * DAYS[str(unit)]) if isinstance(number, float) and number > 0 else RECENT.get(str(unit), 7)
    )
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
