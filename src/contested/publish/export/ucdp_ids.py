"""UCDP's numbers of conflicts, dyads and actors, by the names of two sides and the year; None where no list has them.

``ucdp_dyads.csv``, ``ucdp_actors.csv``: dyads with their conflicts, and actors, in Syria (UCDP GED, Syria special
release). ``ucdp_conflicts.csv``: state-based conflicts (UCDP/PRIO Armed Conflict Dataset) by the government's
Gleditsch-Ward number and years; against the opponents that are named, or, where none is, against everyone that no
other row of that government names.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from contested.publish.export import codes

CIVILIANS = "Civilians"
CIVILIANS_ID, CIVILIANS_DSET = "1", "9999"


class Numbers(NamedTuple):
    """What UCDP's lists say of two sides; None where they say nothing."""

    conflict: str | None = None
    conflict_name: str | None = None
    dyad: str | None = None
    dyad_name: str | None = None
    a: str | None = None
    b: str | None = None


def numbers(violence: int | None, a: str | None, b: str | None, year: str, gw: str | None) -> Numbers:
    """The numbers of two sides by their UCDP names; ``gw``: Gleditsch-Ward number of side a where it is a state."""
    names = f"{a} - {b}" if a and b else None
    listed = dyads().get((str(violence), a or "", b or ""))
    actor_a, actor_b = actors().get(a or ""), actors().get(b or "")
    if listed is not None:
        dyad = f"{listed['a']} - {listed['b']}"
        return Numbers(listed["conflict"], listed["conflict_name"] or dyad, listed["dyad"], dyad, actor_a, actor_b)
    if violence != 1:
        return Numbers(None, names, None, names, actor_a, actor_b)
    number, name = conflict(gw or "", b or "", year)
    return Numbers(number, name, None, names, actor_a, actor_b)


def conflict(gw: str, opponent: str, year: str) -> tuple[str | None, str | None]:
    """Number and name of a state's conflict with an opponent in a year."""
    fit = [row for row in codes.rows("ucdp_conflicts.csv") if row["gw"] == gw and row["first"] <= year <= row["last"]]
    named = [row for row in fit if opponent in row["opponents"].split(";")] if opponent else []
    rest = [row for row in fit if not row["opponents"]] if opponent else []
    found = named or rest
    return (found[0]["conflict_id"], found[0]["name"]) if len(found) == 1 else (None, None)


@cache
def dyads() -> dict[tuple[str, str, str], dict[str, str]]:
    """The listed dyads by type of violence and names, in both orders where neither side is the state's."""
    found = {}
    for row in codes.rows("ucdp_dyads.csv"):
        found[row["violence"], row["a"], row["b"]] = row
        if row["violence"] == "2":
            found.setdefault(("2", row["b"], row["a"]), row)
    return found


@cache
def actors() -> dict[str, str]:
    """Actors' numbers by name."""
    return {row["actor"]: row["number"] for row in codes.rows("ucdp_actors.csv")}
