"""Whether somebody in a row bears arms, is unarmed, or is no actor but a thing (a depot, a car, a school).

What a report only describes goes by its words (``objects.csv``): positions are those of somebody armed, houses and
markets of civilians, all else of nobody. Herders, farmers and hunters who are killed and of whom it is not said that
they were armed are civilians (ACLED Codebook, "Civilians").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from contested import ontology
from contested.fusion.event import Party
from contested.publish.export import codes

Standing = Literal["armed", "civilian", "thing"]
WORD = re.compile(r"[\w'’-]+")
#: Words that say that people bear arms.
ARMED = frozenset({"militia", "militias", "militiamen", "militiaman", "fighters", "gunmen", "armed", "raiders",
                   "vigilantes", "warriors", "attackers", "assailants"})  # fmt: skip

#: Words for two groups of a kind that fight each other, and what they say of themselves.
RIVALS = re.compile(r"\b(?:rival|opposing|warring|competing|feuding)\b", re.IGNORECASE)
EACH_OTHER = frozenset({"each other", "one another"})


def fights(kind: str | None) -> bool:
    """Whether a kind of actor bears arms, as far as is known."""
    return not codes.civilian(kind) and kind != "mob" and kind not in ontology.CIVILIAN_KINDS


def standing(party: Party) -> Standing:
    """How somebody stands in a row."""
    if party.id is None and party.kind is None:
        said = {objects()[word] for word in words(party.name) if word in objects()}
        return "civilian" if "civilian" in said else "armed" if said else "thing"  # an aid convoy is no army's
    return "armed" if fights(party.kind) and not of_a_trade(party) else "civilian"


def bears_arms(party: Party) -> bool:
    """Whether somebody bears arms."""
    return standing(party) == "armed"


def unarmed(party: Party) -> bool:
    """Whether somebody is a civilian, or something of civilians."""
    return standing(party) == "civilian"


def somebody(parties: Sequence[Party]) -> list[Party]:
    """Those who are no mere thing."""
    return [party for party in parties if standing(party) != "thing"]


def bombs_itself(party: Party) -> bool:
    """Whether somebody is only said to be the bomber."""
    return party.id is None and not {"bomber", "bombers"}.isdisjoint(words(party.name))


def of_a_trade(party: Party) -> bool:
    """Whether somebody to whom something is done is described by a trade, and not as armed."""
    if party.id is not None or party.role != "patient" or party.kind != "militia":
        return False
    said = set(words(party.name))
    return not said.isdisjoint(trades()) and said.isdisjoint(ARMED)


def words(name: str) -> list[str]:
    """The words of a name or description, in lower case."""
    return [word.casefold() for word in WORD.findall(name)]


@cache
def objects() -> dict[str, str]:
    """Words for things that are struck, and whose they are."""
    return {row["word"]: row["is"] for row in codes.rows("objects.csv")}


@cache
def trades() -> frozenset[str]:
    """Words for those who work on the land, who may or may not be armed."""
    return frozenset(row["word"] for row in codes.rows("identities.csv") if row["use"] == "trade")
