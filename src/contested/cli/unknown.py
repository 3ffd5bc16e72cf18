"""Names in options that nobody knows: the nearest that are known are offered.

A name that the knowledge files have and the ledger has not is none of these: then there is nothing to write, which is
no wrong use.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args

from contested import ontology
from contested.errors import UsageError
from contested.knowledge.tables import Knowledge
from contested.ledger import Filter, Ledger
from contested.model import Modality

OFFERED = 3


def settle_names(ledger: Ledger, options: dict[str, Any], known: Knowledge) -> dict[str, Any]:
    """The options, when every actor, side, place, source, type, modality and war in them is known.

    Raises:
        UsageError: one is not.
    """
    fixed = {
        "type": ontology.table(),
        "modality": get_args(Modality),
        "side": [side.id for war in known.conflicts for side in war.side],
    }
    wars = [war.id for war in known.conflicts]
    if options["conflict"] is not None and options["conflict"] not in wars:
        raise unknown("conflict", options["conflict"], wars)
    for name, values in fixed.items():
        for asked in options[name]:
            if asked not in values and not (name == "side" and in_ledger(ledger, "side", asked)):
                raise unknown(name, asked, values)
    for name in ("actor", "place", "source"):
        for asked in options[name]:
            if not in_ledger(ledger, name, asked) and asked.casefold() not in in_knowledge(name, known):
                raise unknown(name, asked, told_names(ledger, name))
    return options


def in_ledger(ledger: Ledger, name: str, asked: str) -> bool:
    """Whether some claim has it, by id, name or part of the name."""
    return next(ledger.told(Filter(**{name: (asked,)})), None) is not None  # type: ignore[arg-type]


def in_knowledge(name: str, known: Knowledge) -> set[str]:
    """Names and ids that the knowledge files have, in small letters."""
    rows: dict[str, Iterable[Any]] = {"actor": known.actors, "place": known.places, "source": ()}
    return {each.casefold() for row in rows[name] for each in (row.id, row.name, *row.aliases)}


def told_names(ledger: Ledger, name: str) -> set[str]:
    """All names of a kind in the ledger."""
    found: set[str] = set()
    for told in ledger.told():
        if name == "actor":
            found.update(actor.name for actor in told.claim.actors if actor.id)
        elif name == "place":
            found.update(place.name for place in told.claim.places if place.id)
        elif told.report.source:
            found.add(told.report.source)
    return found


def unknown(name: str, asked: str, values: Iterable[str]) -> UsageError:
    """Nobody knows it; the nearest names."""
    by_key = {value.casefold(): value for value in sorted(values)}
    near = [by_key[key] for key in get_close_matches(asked.casefold(), by_key, OFFERED, 0.5)]
    if not near:
        near = [value for key, value in by_key.items() if key[:2] == asked.casefold()[:2]][:OFFERED]
    remedy = f"the nearest are {', '.join(near)}" if near else f"`contested search --{name}` takes ids and names"
    return UsageError(f'no {name} is called "{asked}"', source=f"--{name}", remedy=remedy)
