"""Times in a report: finding the expressions, valuing them in order, and joining the ends of ranges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from contested.reading.calendar import valid
from contested.reading.pieces import Pieces, take_apart
from contested.reading.times import dates, figures, units, words
from contested.reading.times.clocks import modern
from contested.reading.times.parts import Found
from contested.reading.times.resolve import value_of
from contested.reading.times.state import State, Value
from contested.reading.timetables import (
    DAYPARTS,
    DECADES,
    DEICTIC,
    FEASTS,
    MONTHS,
    SEASONS,
    SETS,
    UNITS,
    WEEKDAYS,
    ZONES,
)
from contested.reading.tokens import Tokens

Matcher = Callable[[Pieces, int, int], list[Found]]


def century_or_unit(p: Pieces, t: int, floor: int) -> list[Found]:
    """A century by its number, else as any unit of time ("the last century")."""
    return figures.century_at(p, t, floor) or units.unit_at(p, t, floor)


MATCHERS: Final[dict[str, Matcher]] = {
    **dict.fromkeys(UNITS, units.unit_at),
    **dict.fromkeys(SEASONS, dates.season_at),
    **dict.fromkeys(DECADES, figures.decade_word_at),
    **dict.fromkeys(DAYPARTS, words.daypart_at),
    **dict.fromkeys(DEICTIC, words.deictic_at),
    **dict.fromkeys(SETS, words.set_at),
    **dict.fromkeys(WEEKDAYS, dates.weekday_at),
    **dict.fromkeys(MONTHS, dates.month_at),
    **dict.fromkeys({name.split(" ")[0].split("'")[0] for name in FEASTS} - {"may", "new", "good"}, dates.feast_at),
    "century": century_or_unit,
    "centuries": units.unit_at,
    "past": words.past_at,
    "present": words.present_at,
    "modern": words.present_at,
    "far": words.far_at,
    "date": words.date_word_at,
    "anniversary": words.anniversary_at,
    "time": words.time_at,
    "period": words.time_at,
    "moment": words.moment_at,
    "moments": words.moment_at,
}


OPENING: Final = 3  # dates within which a text that tells of earlier years names one
LATELY: Final = 14  # days before a report that its news may be of


SINCE: Final = {
    "since": "since",
    "until": "until",
    "till": "until",
    "by": "by",
    "before": "before",
    "after": "after",
    "from": "from",
}
SINCE.update({"between": "from", "pre": "before", "post": "after"})


ENDS: Final = frozenset(("to", "-", "–", "—", "until", "till", "through", "and"))


class TimeSpan(NamedTuple):
    """A time expression: tokens [first, last), offsets, inclusive interval, EDTF, TIMEX3 type and value, precision.

    ``relation`` is what the preposition before it says of its interval: since, until, by, before, after, from, to, or
    "" ; ``partner`` is the index of the other end of a range ("from 5 to 9 May", "1914-18").
    ``vague`` marks words that point without a date ("now", "former"), durations and sets.
    """

    first: int
    last: int
    start: int
    end: int
    from_: str | None
    to: str | None
    edtf: str | None
    type: str
    value: str
    precision: str
    mod: str
    relation: str
    partner: int | None


def find_times(tokens: Tokens, anchor: date | None, pieces: Pieces | None = None) -> list[TimeSpan]:
    """The times of a report, in text order; ``anchor`` is the date of the report, None where it is not known.

    A report's date before 1000 or after 2999 is no date of a report and counts as unknown.
    """
    if anchor is not None and not 1000 <= anchor.year <= 2999:
        anchor = None
    p = pieces if pieces is not None else take_apart(tokens)
    found = modern(p, expressions(p))
    if not found:
        return []
    state = State(anchor, is_narrative(found, anchor), p)
    state.past = years_past(found, anchor)
    out: list[TimeSpan] = []
    covered = 0
    for index, item in enumerate(found):
        if item.op == "adjective" and not state.narrative:
            continue
        item = with_following_date(p, item, found[index + 1] if index + 1 < len(found) else None)
        value = value_of(state, item)
        if value is not None and item.first >= covered:
            out.append(span(p, item, value, state.narrative))
            covered = reach(item, state.narrative)
    return paired(p, out)


def expressions(p: Pieces) -> list[Found]:
    """The time expressions of a text, in order, not yet resolved."""
    matchers = MATCHERS
    found: list[Found] = []
    floor = 0
    for t in [i for i, word in enumerate(p.lowers) if word in matchers or "0" <= word < ":"]:
        if t < floor:
            continue
        matcher = matchers.get(p.lowers[t])
        for item in figures.digits_at(p, t, floor) if matcher is None else matcher(p, t, floor):
            merged = joined_clock(p, found, item)
            if merged is not None:
                found[-1] = merged
            else:
                found.append(item)
            floor = item.last
    return found


def joined_clock(p: Pieces, found: list[Found], item: Found) -> Found | None:
    """A clock time with the date right behind it: "10 a.m. Nov. 29, 2016", "9:34 p.m., March 19"."""
    if item.op != "date" or not found or found[-1].op != "clock" or found[-1].args[4] is not None:
        return None
    gap = item.first - found[-1].last
    if item.args[2] is None or gap > 1 or (gap == 1 and p.lowers[found[-1].last] != ","):
        return None
    clock, zone, _ = found[-1].args[:3]
    last = item.last
    if not zone and last < len(p.lowers) and p.lowers[last] in ZONES and p.text[p.starts[last]].isupper():
        zone, last = ZONES[p.lowers[last]], last + 1
    return Found(found[-1].first, last, "clock", (clock, zone, "", *item.args[:3]))


def with_following_date(p: Pieces, item: Found, following: Found | None) -> Found:
    """Give a clock time the date that follows it with "on", and a bare day the month of the other end of its range.

    "at 11 a.m. on 11 November"; "from the 13th to the 19th of October".
    """
    if following is None or following.first - item.last > 6 or not is_day(following):
        return item
    if item.op == "nth":
        joined = following.first - item.last == 1 and p.lowers[item.last] in ENDS and following.op == "date"
        year, month = following.args[:2]
        return Found(item.first, item.last, "date", (year, month, item.args[0], "", "")) if joined else item
    between = p.lowers[item.last : following.first]
    if (between[-1:] != ["on"] and (between or item.op != "part")) or "." in between:
        return item
    if item.op == "clock" and item.args[4] is None:
        return item._replace(args=(*item.args[:3], following, None, None))
    return (
        item._replace(args=(item.args[0], "at", following))
        if item.op == "part" and item.args[1] in ("at", "the")
        else item
    )


def is_day(found: Found) -> bool:
    """Whether an expression names one day."""
    return found.op == "weekday" or (found.op == "date" and found.args[2] is not None)


def is_narrative(found: list[Found], anchor: date | None) -> bool:
    """Whether a text tells of times long past and counts from the dates that it names, not from its own."""
    if anchor is None:
        return True
    old = near = 0
    for item in found:
        if item.op == "date" and isinstance(item.args[0], int):
            if item.args[0] <= anchor.year - 2:
                old += 1
            else:
                near += 1
        elif item.op in ("weekday", "today"):
            near += 3
    return old >= 5 and old > near


def years_past(found: list[Found], anchor: date | None) -> int:
    """How sure a text tells of earlier years alone, a battle retold years on.

    1 if it opens with a year, all that it names lie before its own, and it names no day beside its own; 2 if it opens
    with a month of one and names several; 0 if neither.
    """
    dates = [item for item in found if item.op in ("date", "season")]
    if anchor is None or not dates or any(_is_of_today(item) for item in found):
        return 0
    years = [item.args[0] for item in dates if isinstance(item.args[0], int)]
    opens = next((at for at, item in enumerate(dates) if item.args[0] in years), OPENING)
    if opens >= OPENING or any(year >= anchor.year for year in years) or _are_of_late(dates, anchor):
        return 0
    return 2 if len(set(years)) > 1 and dates[0].args[1] is not None else 1


def _are_of_late(dates: Sequence[Found], anchor: date) -> bool:
    """Whether all days without a year fall in the days before a report, and what years there are stand alone: "gains
    made in 2022. On July 7 ..."."""
    if any(isinstance(item.args[0], int) and (item.op != "date" or item.args[1] is not None) for item in dates):
        return False
    bare = [item.args for item in dates if item.op == "date" and item.args[0] is None and item.args[2] is not None]
    days = [(month, day) for _, month, day, *_ in bare if isinstance(month, int) and isinstance(day, int)]
    gaps = [(anchor - last).days for month, day in days if (last := _last(month, day, anchor)) is not None]
    return bool(gaps) and max(gaps) <= LATELY


def _last(month: int, day: int, anchor: date) -> date | None:
    """The last such day up to a report's; None for none (29 February)."""
    years = [year for year in (anchor.year, anchor.year - 1) if valid(year, month, day)]
    return next((found for year in years if (found := date(year, month, day)) <= anchor), None)


def _is_of_today(item: Found) -> bool:
    """Whether an expression counts from the report's own day; "the next day" counts from the last date named."""
    return item.op in ("weekday", "today", "this") or (item.op == "shift" and item.args[3] != "ref")


def reach(item: Found, narrative: bool) -> int:
    """The piece after an expression; in a narrative with its complement ("two days after the siege began")."""
    if narrative and item.op in ("long", "event", "same day"):
        close = item.args[-1]
        assert isinstance(close, int)
        return max(item.last, close)
    return item.last


def span(p: Pieces, item: Found, value: Value, narrative: bool) -> TimeSpan:
    """An expression with its value as tokens and offsets."""
    last = reach(item, narrative)
    before = p.lowers[item.first - 1] if item.first else ""
    relation = SINCE.get(before, "")
    if before == "-" and item.first > 1:
        relation = SINCE.get(p.lowers[item.first - 2], "")
    elif before in ("on", "in", "at", "of", "during"):
        relation = governed(p, item.first)
    extent = value.extent
    dated = not (extent.from_ or "").startswith("-") and not (extent.to or "").startswith("-")
    return TimeSpan(
        p.owner[item.first],
        p.owner[last - 1] + 1,
        p.starts[item.first],
        p.ends[last - 1],
        extent.from_ if dated else None,  # before year 1 the calendar has no ISO date; TIMEX3 and EDTF still tell it
        extent.to if dated else None,
        extent.edtf or None,
        value.type,
        value.value,
        extent.precision,
        item.edge,
        relation,
        None,
    )


def governed(p: Pieces, first: int) -> str:
    """ "since" or "until" where one governs the clause: "since the start of the offensive on the 9th of May"."""
    w = p.lowers
    for i in range(first - 2, max(-1, first - 14), -1):
        if w[i] in ("since", "until", "till"):
            return SINCE[w[i]]
        if (not w[i][0].isalnum() and w[i] not in ("'s", "’s", "-", '"')) or w[i] in ("on", "from", "before", "after"):
            break
    return ""


def paired(p: Pieces, spans: list[TimeSpan]) -> list[TimeSpan]:
    """Mark the two ends of ranges."""
    for i in range(len(spans) - 1):
        one, two = spans[i], spans[i + 1]
        between = p.text[one.end : two.start].strip().lower()
        if one.type == "DURATION" or two.type == "DURATION" or len(between) > 8:
            continue
        joiner = between.removesuffix(" the").strip()
        if joiner in ENDS and (joiner != "and" or one.relation == "from") and one.from_ and two.to:
            spans[i] = one._replace(relation="from", partner=i + 1)
            spans[i + 1] = two._replace(relation="to", partner=i)
    return spans


def interval(spans: list[TimeSpan], index: int, anchor: date | None) -> tuple[str | None, str | None]:
    """The interval that a time says of an event, with its preposition and its range: inclusive, None where open.

    "since 9 May" runs to the report's date, "until Friday" is open to the left, "from 5 to 9 May" is one interval.
    """
    one = spans[index]
    if one.partner is not None:
        low, high = sorted((index, one.partner))
        return spans[low].from_, spans[high].to
    today = anchor.isoformat() if anchor is not None else None
    if one.relation in ("since", "from", "after") and one.from_ is not None and one.type != "DURATION":
        late = one.from_ if one.relation != "after" else one.to
        return late, today if today is not None and late is not None and late <= today else None
    if one.relation in ("until", "by") and one.to is not None:
        return (today if one.relation == "by" and today is not None and one.to > today else None), one.to
    if one.relation == "before" and one.from_ is not None:
        return None, one.from_
    return one.from_, one.to
