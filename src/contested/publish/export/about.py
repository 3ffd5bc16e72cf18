"""What the writers need to know beside the rows: who the actors are to ACLED and UCDP, the wars, and the addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal
from urllib.parse import quote

import msgspec

from contested import ontology
from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry, Conflict, Membership
from contested.publish.export.row import Row

DataSet = Literal["acled", "ucdp"]
OWN = frozenset({"government", "state_forces", "police"})


def holds(row: Membership | ActorEntry, day: str | None) -> bool:
    """Whether an actor, or its standing on a side, was there on a day."""
    return not day or ((row.from_ or "") <= day <= (row.to or "9999"))


def report_uri(id: str) -> str:
    """Our address of a report, whose id may be any text."""
    return f"contested:report:{quote(id, safe='', errors='replace')}"


def no_nation(word: str) -> str | None:
    """Knows no word for the people of a country."""
    return None


class About(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Knowledge and settings of an export.

    ``base_url``: where the published page is, None for our own addresses. ``nation``: the country (ISO alpha-2) that a
    word for its people or things stands for ("Turkish").
    """

    actors: Mapping[str, ActorEntry] = {}
    conflicts: Sequence[Conflict] = ()
    base_url: str | None = None
    version: str = ""
    nation: Callable[[str], str | None] = no_nation

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
        entry = self.entry(party)
        return self.above(entry, by) if entry is not None else None

    def above(self, start: ActorEntry, by: DataSet) -> ActorEntry | None:
        """An entry, or the nearest body above it, that a data set has a name for."""
        entry: ActorEntry | None = start
        seen = {""}
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
        """The one country that an actor is of; of an army the first, since it may fight in others."""
        seen = set()
        while entry is not None and entry.parent and entry.parent in self.actors and entry.id not in seen:
            seen.add(entry.id)
            entry = self.actors[entry.parent]
        one = entry is not None and (len(entry.countries) == 1 or (entry.kind in OWN and bool(entry.countries)))
        return entry.countries[0] if entry is not None and one else None

    def home_of(self, party: Party, day: str | None) -> str | None:
        """The country of a known actor, or of the army that a described one is of."""
        return self.country(party) if party.id else self.state_of_side(party.side, "", day or "")

    def stateness(self, party: Party, day: str | None) -> bool:
        """Whether a known actor is a government, an army or a police, or a body of one."""
        entry = self.entry(party)
        return entry is not None and entry.kind in OWN and (not day or holds(entry, day))

    def government_sides(self, country: str, day: str | None) -> frozenset[str]:
        """The sides on which a country's own government, army and police stand on a day."""
        own = (entry for entry in self.armies if entry.countries == [country] and holds(entry, day))
        return frozenset(each.side for entry in own for each in entry.member if holds(each, day))

    @cached_property
    def armies(self) -> tuple[ActorEntry, ...]:
        """The governments, armies and police forces that are no part of anything but a state of one country."""
        return tuple(entry for entry in self.actors.values() if entry.kind in OWN and self.home(entry))

    def state_of_side(self, side: str | None, country: str, day: str) -> str | None:
        """The one state whose forces stand on a side: of this country where it does, else the only one; else None."""
        if not side:
            return None
        homes = {
            home for entry in self.armies if holds(entry, day) and (home := self.home(entry))
            and any(each.side == side and holds(each, day) for each in entry.member)
        }  # fmt: skip
        return country if country in homes else homes.pop() if len(homes) == 1 else None

    def only_opponent(self, side: str, country: str, day: str) -> str | None:
        """The one state that a side fights in a country on a day: in a war of two sides alone; None for any other."""
        against = {
            each.id for war in self.conflicts if country in war.countries and len(war.side) == 2
            and side in (ids := [each.id for each in war.side])
            and (war.from_ or "") <= day <= (war.to or "9999") for each in war.side if each.id != side and ids
        }  # fmt: skip
        return self.state_of_side(against.pop(), country, day) if len(against) == 1 else None

    def names_another(self, row: Row, known: Sequence[Party]) -> bool:
        """Whether a row's words name an armed actor that is none of those who are known, nor of their sides."""
        return bool(self.others_among((told.claim.quote.text for told in row.told), row, known))

    def others_named(self, row: Row, known: Sequence[Party]) -> list[ActorEntry]:
        """The armed actors whom a row's sentences name beside those who are known, and who are on no side of theirs."""
        spans = ((told.report.text, told.claim.sentence) for told in row.told)
        return self.others_among((text[span.start : span.end] for text, span in spans), row, known)

    def others_among(self, texts: Iterable[str], row: Row, known: Sequence[Party]) -> list[ActorEntry]:
        """The armed actors of some texts that are none of a row's, nor of the sides of those who are known."""
        ids = {party.id for party in row.parties}
        sides = {party.side for party in known if party.side}
        named = (self.named[match[0]] for text in texts for match in self.armed_names.finditer(text))
        found = {each.id: each for each in named if each.id not in ids and holds(each, row.start)
                 and not any(one.side in sides for one in each.member)}  # fmt: skip
        return list(found.values())

    @cached_property
    def named(self) -> dict[str, ActorEntry]:
        """Armed actors by each of their names."""
        armed = (entry for entry in self.actors.values() if entry.kind in ontology.ARMED_KINDS)
        return {name: entry for entry in armed for name in (entry.name, *entry.aliases)}

    @cached_property
    def armed_names(self) -> re.Pattern[str]:
        """Any name of an armed actor, the longest first."""
        every = "|".join(map(re.escape, sorted(self.named, key=len, reverse=True)))
        return re.compile(rf"(?<!\w)(?:{every})(?!\w)" if every else r"(?!)")
