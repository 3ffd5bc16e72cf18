"""Each kind of expression to its value, in text order, and whether the text has moved on to the date it names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from contested.reading.calendar import Day
from contested.reading.times.parts import Found
from contested.reading.times.shifts import (
    adjective_value,
    duration_value,
    event_value,
    part_value,
    reference_value,
    same_day_value,
    set_value,
    shift_value,
    this_value,
    thus_far_value,
    today_value,
)
from contested.reading.times.state import State, Value, opens_line
from contested.reading.times.values import (
    century_value,
    clock_value,
    date_value,
    decade_value,
    feast_value,
    nth_value,
    season_value,
    short_year_value,
    week_of_value,
    weekday_value,
)

APART: Final = 10  # a bare year this far off is an aside, unless the next one is near it
REACH: Final = 6  # pieces before a range in which the word that opens it stands


ASIDE: Final = frozenset(("in", "for", "until", "till", "by", "since", "of"))


RESOLVERS: Final[dict[str, Callable[[State, Found], Value | None]]] = {
    "date": date_value,
    "nth": nth_value,
    "short year": short_year_value,
    "week of": week_of_value,
    "weekday": weekday_value,
    "season": season_value,
    "decade": decade_value,
    "century": century_value,
    "feast": feast_value,
    "clock": clock_value,
    "today": today_value,
    "reference": reference_value,
    "adjective": adjective_value,
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


def value_of(state: State, found: Found) -> Value | None:
    """The value of one expression; None where it has none that can be written."""
    value = RESOLVERS[found.op](state, found)
    if value is not None and value.ref is not None and opens_line(state.pieces, found):
        state.heading = value.ref
    if value is not None and value.ref is not None and moves_on(state, found, value.ref):
        state.ref, state.ref_at = value.ref, found.last
        if found.op != "season":
            state.season = ""
    return value


def ends_range(state: State, found: Found) -> bool:
    """Whether a date with its year ends a range that the last date named opened, with its own: "from X until Y"."""
    p, gap = state.pieces, found.first - state.ref_at
    years = found.op == "date" and isinstance(found.args[0], int) and found.args[1] is not None
    if not years or not 0 < gap <= 2 or p.lowers[found.first - gap] not in ("until", "till", "to", "through"):
        return False
    return any(word in ("from", "lasted") for word in p.lowers[max(0, state.ref_at - REACH) : state.ref_at])


def moves_on(state: State, found: Found, new: Day) -> bool:
    """Whether a date is where the text has now come to; a bare year may be an aside ("planned for 1976")."""
    old, aside = state.ref, state.aside
    if old is not None and not state.narrative and ends_range(state, found):
        return False  # "lasted from 14 October 1899 until 15 February 1900": what follows begins with the first
    state.aside = None
    if new.month is not None or old is None:
        return True
    if abs(new.year - old.year) > APART:
        state.aside = new.year
        return aside is not None and abs(aside - new.year) <= APART
    if new.year <= old.year or not state.narrative:
        return new.year != old.year
    p = state.pieces
    before = p.lowers[found.first - 1] if found.first else ""
    return before not in ASIDE or p.text[p.starts[found.first - 1]].isupper() or old.month is None
