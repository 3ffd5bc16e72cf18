"""Days as ordinals (1 = 1 January of year 1) and as ISO dates."""

from __future__ import annotations

from datetime import date


def iso(day: int) -> str:
    """An ordinal as an ISO date."""
    return date.fromordinal(day).isoformat()
