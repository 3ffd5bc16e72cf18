"""The words of time and number (``knowledge/times.toml``, ``knowledge/numbers.toml``) as tables to look up in."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def table(name: str) -> dict[str, Any]:
    """One packaged knowledge file as plain dictionaries."""
    return tomllib.loads(resources.files("contested.knowledge").joinpath(name).read_text(encoding="utf-8"))


TIMES = table("times.toml")
NUMBERS = table("numbers.toml")

MONTHS: dict[str, int] = TIMES["months"]
WEEKDAYS: dict[str, int] = TIMES["weekdays"]
SEASONS: dict[str, str] = TIMES["seasons"]
UNITS: dict[str, str] = TIMES["units"]
DAYPARTS: dict[str, str] = TIMES["dayparts"]
DEICTIC: dict[str, str] = TIMES["deictic"]
SETS: dict[str, str] = TIMES["sets"]
FEASTS: dict[str, str] = TIMES["feasts"]
ORDINALS: dict[str, int] = TIMES["ordinals"]
DECADES: dict[str, int] = TIMES["decades"]
ZONES: dict[str, str] = TIMES["zones"]
HOURS: dict[str, list[str]] = TIMES["hours"]
RECENT: dict[str, int] = TIMES["recent"]

_WORDS = TIMES["words"]
EDGES: dict[str, str] = _WORDS["edge"]
EDGE_NOUNS = frozenset(_WORDS["edge_nouns"])
PORTIONS: dict[str, str] = _WORDS["half"]
BEFORE = frozenset(_WORDS["before"])
AFTER = frozenset(_WORDS["after"])
EACH = frozenset(_WORDS["each"])
EARLIER = frozenset(_WORDS["earlier"])
APPROX = frozenset(_WORDS["approx"])
BETWEEN = frozenset(_WORDS["between"])
VAGUE_COUNT = frozenset(_WORDS["vague"])
FRAMES = frozenset(_WORDS["frames"])
NUMBERED_YEAR = frozenset(_WORDS["numbered"])
CLOCK_AT = frozenset(_WORDS["clock_at"])
CLOCK_MAYBE = frozenset(_WORDS["clock_maybe"])
OLD_YEAR = frozenset(_WORDS["old_year"])
SUMS = frozenset(_WORDS["sums"])
FUTURE_CUES = frozenset(TIMES["cues"]["future"])
PAST_CUES = frozenset(TIMES["cues"]["past"])

WORDS: dict[str, int] = NUMBERS["words"]
MAGNITUDES: dict[str, int] = NUMBERS["magnitudes"]
FRACTIONS: dict[str, int] = NUMBERS["fractions"]
VAGUE: dict[str, dict[str, Any]] = NUMBERS["vague"]
MODIFIERS: dict[str, str] = NUMBERS["modifiers"]
PHRASES: dict[tuple[str, ...], str] = {tuple(phrase.split()): sense for phrase, sense in NUMBERS["phrases"].items()}
MEASURES: dict[str, dict[str, Any]] = NUMBERS["units"]
CURRENCY = frozenset(NUMBERS["lists"]["currency"])
SQUARE = frozenset(NUMBERS["lists"]["square"])
NONE_OF = frozenset(NUMBERS["lists"]["none_of"])
PLURALS = frozenset(NUMBERS["lists"]["plurals"])
NUMBERED = frozenset(NUMBERS["lists"]["numbered"])
NUMBERED_PLAIN = frozenset(NUMBERS["lists"]["numbered_plain"])
NUMBERED_TITLED = frozenset(NUMBERS["lists"]["numbered_titled"])
HARMED = frozenset(NUMBERS["lists"]["harmed"])
OWNERS = frozenset(NUMBERS["lists"]["owners"])
NOT_ONE = frozenset(NUMBERS["lists"]["not_one"])
CLOSED = frozenset(NUMBERS["lists"]["closed"])

JOINABLE = frozenset(
    {*MONTHS, *WEEKDAYS, *SEASONS, *UNITS, *DAYPARTS, *DEICTIC, *WORDS, *MAGNITUDES, *DECADES, "mid", "early", "late"}
    | {"pre", "post", "half", "present", "multi", *(word for word in ORDINALS if word not in ("first", "second"))}
)
