"""Which known actor is meant by words that only describe somebody.

"Houthi drones" are the Houthis', "jihadists of JNIM" are JNIM; who is called by what only one movement of a country is
called, is that movement: "Maoists" in India (``acled_meant.csv``, by country and years). Gunmen dressed up as policemen
are no policemen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from contested import ontology
from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry
from contested.model import Actor, Told
from contested.publish.export import codes
from contested.publish.export.about import About, holds
from contested.publish.export.acled_standing import WORD
from contested.publish.export.row import Row

#: Kinds of those who bear arms and of whom it is not said for whom.
NAMELESS = frozenset({"rebel", "armed_group", "militia", "jihadist", None})
#: How a group is named after a word for its people.
LED = re.compile(r",? (?:(?:led|headed|commanded|spearheaded) by|of|from|linked to|belonging to|loyal to) (?:the )?")
#: How a name begins that may be another's within a description: "anti-Houthi forces", "former Taliban fighters".
NOT_THEIRS = re.compile(r"(?:\b(?:anti|ex|pro|former|against|rival|fighting)[ -]|-)$", re.IGNORECASE)
GUISE = re.compile(r"\b(?:disguised|masquerading|posing) as (?:the |an? )?(?:\w+ ){0,2}$", re.IGNORECASE)


def meant(party: Party, said: Sequence[tuple[Told, Actor]], row: Row, about: About) -> Party:
    """Somebody described as the actor who is meant, if there is but one."""
    if party.id is not None:
        return party
    if party.kind in ontology.STATE_KINDS and all(in_guise(*each) for each in said):
        return replace(party, name="gunmen", kind="armed_group", side=None)
    found = {each.id: each for each in entries(party, said, row, about)}
    if len(found) != 1:
        return party
    (entry,) = found.values()
    return replace(party, id=entry.id, kind=entry.kind)  # the words say where it stands among others


def entries(party: Party, said: Sequence[tuple[Told, Actor]], row: Row, about: About) -> Iterator[ActorEntry]:
    """The actors who are named in or after a description, or who alone are called so in the country."""
    for told, actor in said:
        label = actor.label or party.name
        if (entry := called(label, row, about)) is not None:
            yield entry
        elif party.kind in NAMELESS and party.kind is not None:
            yield from (each for each in (named_in(label, row, about), led_by(told, actor, about)) if each is not None)


def named_in(label: str, row: Row, about: About) -> ActorEntry | None:
    """The armed actor whose name stands in a description: "Houthi drones"; None for none, and for several."""
    matches = [each for each in about.armed_names.finditer(label) if not NOT_THEIRS.search(label[: each.start()])]
    found = {entry.id: entry for each in matches if holds(entry := about.named[each[0]], row.start)}
    return next(iter(found.values())) if len(found) == 1 else None


def led_by(told: Told, actor: Actor, about: About) -> ActorEntry | None:
    """The armed actor who is said to lead somebody, or of whom they are: "jihadists of JNIM", "rebels led by M23"."""
    lead = LED.match(told.report.text, actor.mention.end) if actor.mention else None
    name = about.armed_names.match(told.report.text, lead.end()) if lead else None
    return about.named[name[0]] if name else None


def called(label: str, row: Row, about: About) -> ActorEntry | None:
    """The movement that alone is called so in a row's country on its day."""
    country, day = row.spot.known.country if row.spot else "", row.start or ""
    said = f" {' '.join(word.casefold() for word in WORD.findall(label))} "
    for each in codes.rows("acled_meant.csv"):
        there = each["country"] == country and (each["first"] or "") <= day < (each["last"] or "9999")
        if there and f" {each['words']} " in said:
            return about.actors.get(each["actor"])
    return None


def in_guise(told: Told, actor: Actor) -> bool:
    """Whether somebody is only said to look like what they are called."""
    return actor.mention is not None and GUISE.search(told.report.text[: actor.mention.start]) is not None
