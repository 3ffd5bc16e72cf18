"""Who fights whom in a row, as UCDP sees it: its type of violence and its two sides.

In state-based violence side a is the state; in one-sided violence it is who attacks civilians; otherwise who did it.
Source: UCDP GED Codebook 24.1, type_of_violence, side_a, side_b.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from contested import ontology
from contested.fusion.event import Party
from contested.publish.export.codes import civilian
from contested.publish.export.row import Row


class Sides(NamedTuple):
    """Two sides, the first of each; None where nobody is named."""

    a: Party | None
    b: Party | None


def violence(row: Row) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided: what most claims say; else by the kinds of actors; None if not known."""
    if row.type not in ontology.table():
        return None
    said = Counter(each.claim.ucdp for each in row.told if each.claim.ucdp is not None and each.claim.type == row.type)
    if said:
        return min(said, key=lambda code: (-said[code], code))
    agent, patient = first(row.named("agent")), first(row.named("patient"))
    return ontology.ucdp(row.type, agent.kind if agent else None, patient.kind if patient else None)


def sides(row: Row) -> Sides:
    """Side a and side b of a row."""
    agent, patient = first(row.named("agent")), first(row.named("patient"))
    if violence(row) == 3 and agent is not None and civilian(agent.kind):
        return Sides(patient, agent)
    if agent is not None and patient is not None and agent.id and agent.id == patient.id:
        patient = None  # nobody fights itself: one of the two was read wrongly
    turned = is_state(patient) and not is_state(agent) and violence(row) == 1
    return Sides(patient, agent) if turned else Sides(agent, patient)


def first(parties: list[Party]) -> Party | None:
    """The first of some parties."""
    return parties[0] if parties else None


def is_state(party: Party | None) -> bool:
    """Whether a party is of a state."""
    return party is not None and party.kind in ontology.STATE_KINDS
