"""Events in neutral sentences: who, what and where from the agreed values, never in a side's words (``say.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from contested.fusion.event import Event, EventTime, Party, Tally
from contested.publish.words import number, word

PART = re.compile(r"\[([^\]]*)\]")
NAME = re.compile(r"\{(\w+)\}")
ROLES = ("agent", "patient", "beneficiary", "supporter")
WIDE = frozenset(("country", "admin1", "admin2", "region", "natural"))


@cache
def table() -> dict[str, dict[str, str]]:
    """The sentences by event type, and what is said of who or what is not named."""
    with (files("contested.publish.brief") / "say.toml").open("rb") as file:
        return tomllib.load(file)


def sentence(event: Event) -> str:
    """What an event is said to be: "On 4 June 2017 the Syrian Arab Army took Maskanah from Islamic State"."""
    known = {role: listed(named(party) for party in event.actors if party.role == role) for role in ROLES}
    acting = {party.name for party in event.actors if party.role == "agent"}
    hit = [party for party in event.actors if party.role == "patient" and party.name not in acting]
    known["patient"] = listed(map(named, hit))
    known["place"] = place_name(event)
    known["there"] = there(event)
    said = filled(table()["sentence"][event.type], known)
    tail = [figures(event.counts), table()["outcome"].get(event.outcome, "")]
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


def named(party: Party) -> str:
    """A party's name; words that are no name lose the capital that they had at the beginning of a sentence."""
    first, _, rest = party.name.partition(" ")
    return f"{first.lower()} {rest}" if party.id is None and rest and rest == rest.lower() else party.name


def listed(names: Iterable[str]) -> str:
    """Names as people list them: "A, B and C"; each once."""
    each = list(dict.fromkeys(name for name in names if name))
    return " and ".join([", ".join(each[:-1]), each[-1]]) if len(each) > 1 else "".join(each)


def figures(counts: Sequence[Tally]) -> str:
    """Figures in words: "20 to 27 killed, at least 3 vehicles"."""
    return ", ".join(f"{amount(row)} {word('count', row.what)}" for row in counts)


def amount(row: Tally) -> str:
    """A tally's bounds: "20 to 27", "at least 12", "an unknown number"."""
    if row.low is not None and row.high is not None:
        return number(row.low) if row.low == row.high else f"{number(row.low)} to {number(row.high)}"
    if row.low is not None:
        return f"at least {number(row.low)}"
    return f"at most {number(row.high)}" if row.high is not None else "an unknown number of"


def day_phrase(time: EventTime) -> str:
    """The days that most voices say: "On 4 June 2017", "Between 12 and 13 May 2017", "On a day that is not told"."""
    first, last = time.start or time.end, time.end or time.start
    if first is None or last is None:
        return "On a day that is not told,"
    if first[:10] == last[:10]:
        return f"On {long_day(first)}"
    return f"Between {long_day(first)} and {long_day(last)}"


def long_day(day: str) -> str:
    """An ISO day as people write it: "4 June 2017"."""
    value = date.fromisoformat(day[:10])
    return f"{value.day} {value:%B} {value.year}"
