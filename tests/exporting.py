"""Rows made by hand for the tests of what is exported, and the formats as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts import account, killed, place
from msgspec.structs import replace

from contested.fusion.copies import copies
from contested.fusion.events import events
from contested.fusion.voice import Hearing
from contested.knowledge.schema import ActorEntry, Conflict, Dyad, Membership, Side
from contested.model import Actor, Told
from contested.publish.export import About, Row, export, of_claim, of_event
from contested.publish.export.spot import NOTHING, Known

KNOWN = {
    "maskanah": Known(country="SY", admin3="Maskana", pcode="C1", admin1_pcode="SY02", admin2_pcode="SY0203",
                      admin3_pcode="SY020301"),
    "douma": Known(country="SY"),
}  # fmt: skip
MASKANAH = place("Maskanah", admin1="Aleppo", admin2="Menbij")
ARMY = ActorEntry(
    id="army", name="Syrian Arab Army", kind="state_forces", parent="state", countries=["SY", "LB"],
    acled="Military Forces of Syria (2000-2024)", member=[Membership(conflict="syria", side="syrian-government")],
)  # fmt: skip
STATE = ActorEntry(id="state", name="Government of Syria", kind="government", countries=["SY"],
                   ucdp="Government of Syria")  # fmt: skip
REBELS = ActorEntry(id="rebels", name="Rebels", kind="rebel", countries=["SY"], ucdp="Syrian insurgents",
                    acled="Opposition Rebels (Syria)")  # fmt: skip
WAR = Conflict(
    id="syria", name="War in Syria", countries=["SY"], from_="2011", ucdp=[299], ucdp_names=["Syria: Government"],
    side=[Side(id=id, name=id, colour="#000") for id in ("syrian-government", "syrian-opposition")],
    dyad=[Dyad(id=11973, name="Government of Syria - Syrian insurgents", side_a="syrian-government",
               side_b="syrian-opposition")],
)  # fmt: skip
ABOUT = About(actors={entry.id: entry for entry in (ARMY, STATE, REBELS)}, conflicts=(WAR,), version="1")


def find(id: str, name: str) -> Known:
    """What the index knows of these places."""
    return KNOWN.get(id, NOTHING)


def claim_rows(*told: Told) -> list[Row]:
    """A row a claim."""
    return [of_claim(each, find) for each in told]


def event_rows(*told: Told) -> list[Row]:
    """A row an event."""
    by_id, hearing = {each.claim.id: each for each in told}, Hearing(told, copies(told))
    return [of_event(event, by_id, hearing.of, find) for event in events(told).all]


def text(rows: Iterable[Row], to: str, about: About = ABOUT) -> str:
    """Rows in a format."""
    return b"".join(export(rows, to, about)).decode()


def struck(told: Told, **more: Any) -> Told:
    """An account whose patients are others: each of ``more`` is a name with its kind."""
    patients = tuple(
        Actor(role="patient", id=None, name=name, kind=kind, parent=None, side=None, label=name, inferred=False,
              mention=None)
        for name, kind in more.items()
    )  # fmt: skip
    agents = tuple(actor for actor in told.claim.actors if actor.role != "patient")
    return replace(told, claim=replace(told.claim, actors=(*agents, *patients)))


FALL = (
    account("a", where=MASKANAH, of="rebels", source="Agency", side="syrian-government", counts=(killed(14),), ucdp=1),
    account("b", where=MASKANAH, of="rebels", source="Monitor", counts=(killed(20),), ucdp=1,
            text="Residents reached by telephone say the town is in the hands of other men since last night."),
    account("d", where=MASKANAH, by=None, of="rebels", modality="denied", day="2017-06-06", basis="report_date",
            source="Bulletin"),
)  # fmt: skip
