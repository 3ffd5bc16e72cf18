"""The words of time and number (``knowledge/times.toml``, ``knowledge/numbers.toml``) as tables to look up in."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any, Final


def table(name: str) -> dict[str, Any]:
    """One packaged knowledge file as plain dictionaries."""
    return tomllib.loads(resources.files("contested.knowledge").joinpath(name).read_text(encoding="utf-8"))


TIMES: Final = table("times.toml")
NUMBERS: Final = table("numbers.toml")

MONTHS: Final[dict[str, int]] = TIMES["months"]
WEEKDAYS: Final[dict[str, int]] = TIMES["weekdays"]
SEASONS: Final[dict[str, str]] = TIMES["seasons"]
UNITS: Final[dict[str, str]] = TIMES["units"]
DAYPARTS: Final[dict[str, str]] = TIMES["dayparts"]
DEICTIC: Final[dict[str, str]] = TIMES["deictic"]
SETS: Final[dict[str, str]] = TIMES["sets"]
FEASTS: Final[dict[str, str]] = TIMES["feasts"]
ORDINALS: Final[dict[str, int]] = TIMES["ordinals"]
DECADES: Final[dict[str, int]] = TIMES["decades"]
ZONES: Final[dict[str, str]] = TIMES["zones"]
HOURS: Final[dict[str, list[str]]] = TIMES["hours"]
RECENT: Final[dict[str, int]] = TIMES["recent"]

_WORDS: Final = TIMES["words"]
EDGES: Final[dict[str, str]] = _WORDS["edge"]
EDGE_NOUNS: Final = frozenset(_WORDS["edge_nouns"])
PORTIONS: Final[dict[str, str]] = _WORDS["half"]
BEFORE: Final = frozenset(_WORDS["before"])
AFTER: Final = frozenset(_WORDS["after"])
EACH: Final = frozenset(_WORDS["each"])
EARLIER: Final = frozenset(_WORDS["earlier"])
APPROX: Final = frozenset(_WORDS["approx"])
BETWEEN: Final = frozenset(_WORDS["between"])
VAGUE_COUNT: Final = frozenset(_WORDS["vague"])
FRAMES: Final = frozenset(_WORDS["frames"])
NUMBERED_YEAR: Final = frozenset(_WORDS["numbered"])
CLOCK_AT: Final = frozenset(_WORDS["clock_at"])
CLOCK_MAYBE: Final = frozenset(_WORDS["clock_maybe"])
OLD_YEAR: Final = frozenset(_WORDS["old_year"])
SUMS: Final = frozenset(_WORDS["sums"])
FUTURE_CUES: Final = frozenset(TIMES["cues"]["future"])
PAST_CUES: Final = frozenset(TIMES["cues"]["past"])

WORDS: Final[dict[str, int]] = NUMBERS["words"]
MAGNITUDES: Final[dict[str, int]] = NUMBERS["magnitudes"]
FRACTIONS: Final[dict[str, int]] = NUMBERS["fractions"]
VAGUE: Final[dict[str, dict[str, Any]]] = NUMBERS["vague"]
MODIFIERS: Final[dict[str, str]] = NUMBERS["modifiers"]
PHRASES: Final[dict[tuple[str, ...], str]] = {
    tuple(phrase.split()): sense for phrase, sense in NUMBERS["phrases"].items()
}
MEASURES: Final[dict[str, dict[str, Any]]] = NUMBERS["units"]
CURRENCY: Final = frozenset(NUMBERS["lists"]["currency"])
SQUARE: Final = frozenset(NUMBERS["lists"]["square"])
NONE_OF: Final = frozenset(NUMBERS["lists"]["none_of"])
PLURALS: Final = frozenset(NUMBERS["lists"]["plurals"])
NUMBERED: Final = frozenset(NUMBERS["lists"]["numbered"])
NUMBERED_PLAIN: Final = frozenset(NUMBERS["lists"]["numbered_plain"])
NUMBERED_TITLED: Final = frozenset(NUMBERS["lists"]["numbered_titled"])
HARMED: Final = frozenset(NUMBERS["lists"]["harmed"])
OWNERS: Final = frozenset(NUMBERS["lists"]["owners"])
NOT_ONE: Final = frozenset(NUMBERS["lists"]["not_one"])
CLOSED: Final = frozenset(NUMBERS["lists"]["closed"])

JOINABLE: Final = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *UNITS, *DAYPARTS, *DEICTIC, *WORDS, *MAGNITUDES, *DECADES, "mid", "early", "late"}
    | {"pre", "post", "half", "present", "multi", *(word for word in ORDINALS if word not in ("first", "second"))}
)
