"""A row in one neutral sentence, what is disputed in it, and its quote: words for people, made from ``sentences.csv``.

A template's ``{who}`` and ``{whom}`` are the parties (``{whom|nobody}`` where none is named), ``{place}`` the place,
``{at}`` the place with its preposition; what stands in brackets falls away where a part of it is not known.
"""

from __future__ import annotations

import re
from functools import cache

from contested.fusion.event import Contradiction, Party
from contested.model import Told
from contested.publish.export import codes
from contested.publish.export.deaths import deaths, not_counted
from contested.publish.export.row import Row, only_toward
from contested.publish.export.spot import Spot
from contested.publish.words import plain

MOST = 3  # names in a row before "and n more"
AREAS = frozenset({"country", "admin1", "admin2", "region"})
#: A retreat of which only the direction is known.
TOWARD = ("{who} withdrew towards {place}", "a force withdrew towards {place}")
OUTCOMES = {
    "failed": " (said to have failed)",
    "ongoing": " (said to be under way)",
    "partial": " (said to have been done in part)",
}
SLOT = re.compile(r"\{(\w+)(?:\|([^}]*))?\}")
OPTION = re.compile(r"\[([^]]*)\]")


@cache
def templates() -> dict[str, tuple[str, str]]:
    """For each type the sentence with somebody who did it, and that without."""
    return {row["type"]: (row["told"], row["untold"]) for row in codes.rows("sentences.csv")}


def sentence(row: Row) -> str:
    """What happened, as nobody's word: "2017-06-04: Syrian Arab Army took Maskanah from Islamic State"."""
    between = "or" if any(each.attribute == "actor" for each in row.contradictions) else "and"
    acting = row.named("agent")
    against = [party for party in acting if party.side and acting[0].side and party.side != acting[0].side]
    if row.type == "clash" and against and not row.named("patient"):
        acting = [party for party in acting if party not in against]
    known = {party.id for party in acting if party.id}
    struck = [party for party in row.named("patient") if party.id not in known]  # nobody does it to himself
    struck = struck or (against if row.type == "clash" else [])
    who, whom = listed(acting, between), listed(struck)
    told, untold = (
        TOWARD if only_toward(row) else templates().get(row.type, ("{who}: " + row.type, row.type.replace("_", " ")))
    )
    said = filled(told if who else untold, {"who": who, "whom": whom, "place": name(row.spot), "at": at(row.spot)})
    return f"{days(row)}: {said}{OUTCOMES.get(row.outcome, '')}"


def filled(template: str, words: dict[str, str]) -> str:
    """A template with its slots filled."""

    def slot(match: re.Match[str]) -> str:
        return words[match[1]] or match[2] or ("a place" if match[1] == "place" else "")

    def option(match: re.Match[str]) -> str:
        known = all(words[each[1]] for each in SLOT.finditer(match[1]))
        return SLOT.sub(slot, match[1]) if known else ""

    # first the brackets of the template, so that those in names stay
    parts = [OPTION.sub(option, part) if "[" in part else SLOT.sub(slot, part) for part in pieces(template)]
    return "".join(parts)


@cache
def pieces(template: str) -> tuple[str, ...]:
    """A template cut at its brackets."""
    return tuple(part for part in re.split(r"(\[[^]]*\])", template) if part)


def listed(parties: list[Party], between: str = "and") -> str:
    """Names in a row, "or" between those of whom not all can be right; descriptions only where no name is known."""
    known = [party for party in parties if party.id] or parties
    names = list(dict.fromkeys(party.name if party.id else plain(party.name) for party in known if party.name))
    shown, rest = names[:MOST], len(names) - MOST
    if rest > 0:
        return f"{', '.join(shown)} {between} {rest} more"
    return f" {between} ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def name(spot: Spot | None) -> str:
    """The place's name; empty for none."""
    return spot.name if spot else ""


def at(spot: Spot | None) -> str:
    """The place with a preposition and a space before it; empty for none."""
    if spot is None or not spot.name:
        return ""
    if spot.relation in ("near", "edge_of", "around", "direction_from"):
        return f" near {spot.name}"
    return f" {'in' if spot.level in AREAS else 'at'} {spot.name}"


def days(row: Row) -> str:
    """The day or days."""
    if row.start is None:
        return "Day not known"
    return row.start if row.start == row.end else f"{row.start} to {row.end}"


def disputed(row: Row) -> str:
    """The accounts that cannot all be right, with who gives each: "time: 2017-06-04 (A) / 2017-06-05 (B)"."""
    return "; ".join(map(account, row.contradictions))


def account(row: Contradiction) -> str:
    """The accounts of one attribute."""
    said = " / ".join(f"{each.value} ({', '.join(each.sources)})" for each in row.variants)
    return f"{row.attribute}: {said}"


def quote(told: Told) -> str:
    """A claim's words in one line."""
    return " ".join(told.claim.quote.text.split())


def notes(row: Row, address: str) -> str:
    """All that a data set's columns cannot say: whose word it is, bounds, disputes, the quote, the address."""
    return " ".join(filter(None, (
        f"According to {', '.join(row.tellers)}: {sentence(row)}.", how_many(row),
        f"Disputed: {disputed(row)}." if row.contradictions else "",
        f'Quote ({row.sources[0]}): "{quote(row.told[0])}"' if quote(row.told[0]) else "", f"[{address}]",
    )))  # fmt: skip


def how_many(row: Row) -> str:
    """The bounds of the deaths, and figures that are none."""
    found = deaths(row)
    said = [f"Deaths: {found.low} to {found.high} said, best {found.best}."] if found.low is not None else []
    return " ".join([*said, *(f"Not counted as deaths: {each}." for each in not_counted(row))])
