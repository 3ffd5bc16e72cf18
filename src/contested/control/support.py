"""What a colour stands on: whether anybody who may be heard says that a side holds a place, and who.

A probability alone colours nothing. A side may be said to hold a place only on a positive word of its present tenure: a
baseline; an account by somebody whom it does not serve; or its own claim, where somebody whom that does not serve says
that the others left. Who left, was driven out, or struck from afar, names nobody who came.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from contested.control.observations import Observation, bears_out

Reason = Literal["a baseline", "an account by others", "its own claim, corroborated by others"]


def support(
    observed: Sequence[Observation], side: int, first: int, last: int, within: int
) -> tuple[Reason, Observation] | None:
    """On what it may be said that a side holds a place, and the newest word of that kind; None for nothing.

    Args:
        observed: what is said of the place.
        side: index.
        first: the first day (ordinal) of the words that count.
        last: the last.
        within: days within which two words are about one change.
    """
    here = [one for one in observed if first <= one.day <= last]
    words = [one for one in here if one.holds and one.colour and one.sides == (side,)]
    found: tuple[Reason, Observation] | None = None
    for one in sorted(words, key=lambda one: (one.day, one.testimony.claim)):
        reason = _reason(one, here, within)
        if reason is not None:
            found = reason, one
    return found


def _reason(one: Observation, here: Iterable[Observation], within: int) -> Reason | None:
    if one.baseline is not None:
        return "a baseline"
    if one.testimony.stance != "own gain":
        return "an account by others" if one.odds > 0 else None
    about = (other for other in here if other.baseline is None and abs(other.day - one.day) <= within)
    served = (other.testimony for other in about if other.testimony.stance != "own gain")
    borne_out = any(bears_out(other, one.testimony) for other in served)
    return "its own claim, corroborated by others" if borne_out else None
