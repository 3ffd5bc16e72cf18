"""What the writers need to know beside the rows: who the actors are to ACLED and UCDP, the wars, and the addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import quote

import msgspec

from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry, Conflict, Membership
from contested.publish.export.row import Row

DataSet = Literal["acled", "ucdp"]


def holds(row: Membership | ActorEntry, day: str | None) -> bool:
    """Whether an actor, or its standing on a side, was there on a day."""
    return not day or ((row.from_ or "") <= day <= (row.to or "9999"))


def report_uri(id: str) -> str:
    """Our address of a report, whose id may be any text."""
    return f"contested:report:{quote(id, safe='', errors='replace')}"


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Knowledge and settings of an export. ``base_url``: where the published page is, None for our own addresses."""

    actors: Mapping[str, ActorEntry] = {}
    conflicts: Sequence[Conflict] = ()
    base_url: str | None = None
    version: str = ""

    def address(self, row: Row) -> str:
        """Where a row can be looked at: the page's link to its claim, or our own address."""
        return self.link(row.told[0].claim.id) if self.base_url else row.uri

    def link(self, claim: str) -> str:
        """The link of a claim on the published page; our own address where there is none."""
        return f"{self.base_url.partition('#')[0]}#claim={claim}" if self.base_url else f"contested:claim:{claim}"

    def entry(self, party: Party) -> ActorEntry | None:
        """What is known of an actor."""
        return self.actors.get(party.id) if party.id else None

    def body(self, party: Party, by: DataSet) -> ActorEntry | None:
        """The actor, or the nearest body above it, that a data set has a name for."""
        entry, seen = self.entry(party), {""}
        while entry is not None and entry.id not in seen:
            if getattr(entry, by):
                return entry
            seen.add(entry.id)
            entry = self.actors.get(entry.parent) if entry.parent else None
        return None

    def called(self, party: Party, by: DataSet) -> str:
        """An actor's name in a data set; ours where it has none for it or any body above it."""
        body = self.body(party, by)
        return str(getattr(body, by)) if body else party.name

    def army(self, party: Party, country: str, day: str | None, by: DataSet) -> ActorEntry | None:
        """The army that a state's soldiers are of whom the report only describes ("army units"): that of their side in
        that country, where a data set has a name for one alone on that day; else None."""
        if not party.side or party.kind != "state_forces":
            return None
        found = {
            getattr(entry, by): entry
            for entry in self.actors.values()
            if entry.kind == "state_forces" and entry.countries == [country] and getattr(entry, by)
            and holds(entry, day) and any(each.side == party.side and holds(each, day) for each in entry.member)
        }  # fmt: skip
        return next(iter(found.values())) if len(found) == 1 else None

    def country(self, party: Party) -> str | None:
        """The one country that an actor is of (ISO alpha-2), by the topmost body above it; None for several or none."""
        return self.home(self.entry(party))

    def home(self, entry: ActorEntry | None) -> str | None:
        """The one country that an actor is of. The countries of an army are also those in which it fights."""
        seen = set()
        while entry is not None and entry.parent and entry.parent in self.actors and entry.id not in seen:
            seen.add(entry.id)
            entry = self.actors[entry.parent]
        return entry.countries[0] if entry is not None and len(entry.countries) == 1 else None
