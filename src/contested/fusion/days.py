"""ISO dates as day numbers and back, also those that a corrected or foreign claim leaves incomplete."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

LAST = date.max.toordinal()


@lru_cache(maxsize=1 << 16)
def day_number(day: str | None) -> int | None:
    """The proleptic ordinal of an ISO date or date-time, of the first day of a month or year; None for what is none."""
    parts = (day or "")[:10].split("-")
    try:
        year, month, number = (*(int(part) for part in parts), 1, 1)[:3]
        return date(year, month, number).toordinal()
    except ValueError:
        return None


def iso(number: int) -> str:
    """The ISO date of a day number; of the last day that there is where it lies beyond."""
    return date.fromordinal(min(LAST, max(1, number))).isoformat()
