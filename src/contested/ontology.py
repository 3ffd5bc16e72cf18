"""The event types: what each means, its ACLED, PLOVER and UCDP codes, and what it does to control.

The table is ``ontology.csv``, a row a type. Which claim of a report is its main one goes by the type's family, in the
order of ``MAIN_ORDER``, and among those of one family by the text.
Sources: ACLED Codebook (2023 edition on: 6 event types, 25 sub-event types); PLOVER Manual (February 2024:
category, mode); UCDP GED Codebook 24.1 (type of violence: 1 state-based, 2 non-state, 3 one-sided).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from contested.model import Acled, Modality, Outcome, Plover, Polarity

Holds = Literal[
    "agent",
    "not_agent",
    "beneficiary",
    "nears",
    "surrounds",
    "relieves",
    "contests",
    "presence",
    "strikes",
    "opens",
    "cuts",
    "none",
]
STATE_KINDS = frozenset({"government", "state_forces", "police", "external_forces", "coalition", "private_military"})
ARMED_KINDS = STATE_KINDS | {"rebel", "militia", "jihadist", "armed_group"}
CIVILIAN_KINDS = frozenset({"civilians", "media", "ngo", "protesters"})

# Which claim a one-event coder would code the report as: fighting before remote violence before violence against
# civilians before unrest before strategic developments (ACLED Codebook, "one event per actor, day and place"), with
# a change of control before all and bare losses after what caused them.
MAIN_ORDER = ("control", "fighting", "remote", "civilians", "unrest", "losses", "strategic")


class EventType(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the ontology.

    ``holds``: who is said to hold the place afterwards, or how the event bears on control; ``export``: whether it may
    become a row of an event data set at all.
    """

    name: str
    family: str
    neutral: str
    acled: Acled
    acled_nonstate: Acled | None
    plover: Plover | None
    violent: bool
    holds: Holds
    transferable: bool
    export: bool
    means: str


@cache
def table() -> dict[str, EventType]:
    """All event types by name, in the table's order."""
    text = (files("contested") / "ontology.csv").read_text(encoding="utf-8")
    return {row["type"]: _event_type(row) for row in csv.DictReader(text.splitlines())}


def _event_type(row: dict[str, str]) -> EventType:
    nonstate = row["acled_by_agent"].removeprefix("nonstate:")
    return EventType(
        name=row["type"],
        family=row["family"],
        neutral=row["neutral"],
        acled=_acled(row["acled"]),
        acled_nonstate=_acled(nonstate) if nonstate else None,
        plover=Plover(row["plover"], row["mode"] or None) if row["plover"] else None,
        violent=row["violent"] == "yes",
        holds=row["holds"],  # type: ignore[arg-type]
        transferable=row["transferable"] == "yes",
        export=row["export"] == "yes",
        means=row["means"],
    )


def _acled(code: str) -> Acled:
    # Two of ACLED's names hold a slash themselves: "Explosions/Remote violence" and "Air/drone strike".
    event, _, sub = (
        code.partition("/") if not code.startswith("Explosions/") else ("Explosions/Remote violence", "", code[27:])
    )
    return Acled(event, sub)


def acled(name: str, agent_kind: str | None, civilian_patient: bool) -> Acled:
    """The ACLED code of a type; by the agent's kind for territory, by the patient for violence against civilians."""
    kind = table()[name]
    if kind.acled_nonstate and agent_kind and agent_kind not in STATE_KINDS:
        return kind.acled_nonstate
    if civilian_patient and name in ("casualties", "raid", "ambush", "offensive"):
        return Acled("Violence against civilians", "Attack")
    return kind.acled


def ucdp(name: str, agent_kind: str | None, patient_kind: str | None) -> int | None:
    """UCDP's type of violence (1 state-based, 2 non-state, 3 one-sided), None where it is no violence or not said."""
    if not table()[name].violent or agent_kind is None or patient_kind is None:
        return None
    if patient_kind in CIVILIAN_KINDS or patient_kind == "person":
        return 3
    if agent_kind in STATE_KINDS or patient_kind in STATE_KINDS:
        return 1
    return 2


def exportable(name: str, modality: Modality, polarity: Polarity, scope: str) -> bool:
    """Whether a claim may become a row of an event data set: never what is only predicted, planned or denied."""
    return table()[name].export and modality in ("asserted", "reported") and polarity == "affirmed" and scope == "event"


class Effect(msgspec.Struct, frozen=True):
    """What a claim says about control: ``holds`` as in the table, ``weight`` 0-1 before credence; negative: against."""

    holds: Holds
    weight: float


def effect(name: str, modality: Modality, polarity: Polarity, outcome: Outcome) -> Effect | None:
    """What a claim does to control: type x modality x polarity x outcome (design: "What a claim does to control")."""
    kind = table()[name]
    if kind.holds == "none" or modality in ("predicted", "conditional", "planned", "possible"):
        return None
    if modality == "denied" or polarity == "negated":
        return Effect(kind.holds, -0.5) if kind.family == "control" else None
    if kind.holds == "strikes":
        return Effect("strikes", 0.2)  # whoever strikes a place from afar seldom holds it
    if outcome == "failed":
        return Effect("not_agent", 0.6) if name in ("offensive", "capture", "advance", "expulsion") else None
    weight = {"asserted": 1.0, "reported": 0.7}[modality]
    return Effect(kind.holds, weight * (0.6 if outcome in ("partial", "ongoing") else 1.0))
