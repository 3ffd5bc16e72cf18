"""Events in neutral sentences: who, what and where from the agreed values, never in a side's words (``say.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from math import ceil, floor
from types import MappingProxyType

from contested.fusion.event import Event, EventTime, Party, Tally
from contested.model import Told
from contested.publish.words import around, number, plain, word

PART = re.compile(r"\[([^\]]*)\]")
NAME = re.compile(r"\{(\w+)\}")
#: Words that point back to somebody whom another sentence names, and that name nobody here.
POINTING = frozenset({"they", "them", "he", "she", "it", "we", "others", "those", "forces", "fighters", "men", "who"})
OWNERS = ("his ", "her ", "their ", "its ", "our ")
ROLES = ("agent", "patient", "beneficiary", "supporter")
WIDE = frozenset(("country", "admin1", "admin2", "region", "natural"))


@cache
def table() -> dict[str, dict[str, str]]:
    """The sentences by event type, and what is said of who or what is not named."""
    with (files("contested.publish.brief") / "say.toml").open("rb") as file:
        return tomllib.load(file)


def sentence(event: Event, rows: Mapping[str, Told] = MappingProxyType({})) -> str:
    """What an event is said to be: "On 4 June 2017 the Syrian Arab Army took Maskanah from Islamic State".

    ``rows``: the claims told, by id, which know a round figure ("about 6,000") from a range.
    """
    known = {role: listed(named(party) for party in event.actors if party.role == role) for role in ROLES}
    known["agent"] = listed(named(party) for party in event.actors if party.role == "agent" and is_name(party))
    acting = {party.name for party in event.actors if party.role == "agent"}
    hit = [row for row in event.actors if row.role == "patient" and row.name not in acting and is_name(row)]
    known["patient"] = listed(map(named, hit))
    known["place"] = place_name(event)
    known["there"] = there(event)
    said = filled(table()["sentence"][event.type], known)
    tail = [figures(event.counts, rows), table()["outcome"].get(event.outcome, "")]
    return "; ".join([f"{day_phrase(event.time)} {said}", *(part for part in tail if part)])


def filled(pattern: str, known: Mapping[str, str]) -> str:
    """A pattern with its names put in; a part in brackets is left out where it names what is not known."""
    unnamed = table()["unnamed"]

    def part(match: re.Match[str]) -> str:
        return match[1] if all(known.get(name) for name in NAME.findall(match[1])) else ""

    return " ".join(NAME.sub(lambda match: known.get(match[1]) or unnamed[match[1]], PART.sub(part, pattern)).split())


def place_name(event: Event) -> str:
    """Where: the name of the place with its first-level division, where that is another name."""
    place = event.place
    if place is None:
        return ""
    wide = place.admin1 if place.level not in ("country", "admin1") else None
    return f"{place.name} ({wide})" if wide and wide != place.name else place.name


def there(event: Event) -> str:
    """Where, with its preposition: "in" what is wide, "at" what is a spot."""
    wide = event.place is not None and event.place.level in WIDE
    return f"{'in' if wide else 'at'} {place_name(event)}" if event.place is not None else ""


def is_name(party: Party) -> bool:
    """Whether the words for a party say who it is; "they" and "his men" do not."""
    words = party.name.casefold()
    return party.id is not None or not (words in POINTING or words.startswith(OWNERS))


def named(party: Party) -> str:
    """A party's name; words that are no name lose the capital that they had at the beginning of a sentence."""
    return party.name if party.id is not None else plain(party.name)


def listed(names: Iterable[str]) -> str:
    """Names as people list them: "A, B and C"; each once."""
    each = list(dict.fromkeys(name for name in names if name))
    return " and ".join([", ".join(each[:-1]), each[-1]]) if len(each) > 1 else "".join(each)


def figures(counts: Sequence[Tally], rows: Mapping[str, Told] = MappingProxyType({})) -> str:
    """Figures in words: "20 to 27 killed, at least 3 vehicles, about 6,000 displaced"."""
    return ", ".join(f"{rounded(row, rows) or amount(row)} {word('count', row.what)}" for row in counts)


def rounded(row: Tally, rows: Mapping[str, Told]) -> str:
    """The one round figure that all claims of a tally give; empty where they give others."""
    said = [
        count for claim in row.claims if claim in rows for count in rows[claim].claim.counts if count.what == row.what
    ]
    best = {count.best for count in said}
    return f"about {number(best.pop() or 0)}" if said and all(map(around, said)) and len(best) == 1 else ""


def amount(row: Tally) -> str:
    """A tally's bounds: "20 to 27", "at least 12", "an unknown number"."""
    low, high = whole(row.what, row.low, floor), whole(row.what, row.high, ceil)
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return f"at most {number(high)}" if high is not None else "an unknown number of"


def whole(what: str, bound: float | None, to: Callable[[float], int]) -> float | None:
    """A bound as a whole number of people or things, widened where it is none; areas are measured as they are."""
    return bound if bound is None or what == "area_km2" else to(bound)


def day_phrase(time: EventTime) -> str:
    """The days that most voices say: "On 4 June 2017", "Between 12 and 13 May 2017", "On an unspecified day,"."""
    first, last = time.start or time.end, time.end or time.start
    if first is None or last is None:
        return "On an unspecified day,"
    if first[:10] == last[:10]:
        return f"On {long_day(first)}"
    return f"Between {long_day(first)} and {long_day(last)}"


def long_day(day: str) -> str:
    """An ISO day as people write it: "4 June 2017"."""
    value = date.fromisoformat(day[:10])
    return f"{value.day} {value:%B} {value.year}"
