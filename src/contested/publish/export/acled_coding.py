"""What ACLED codes a row as: its event and sub-event type (ACLED Codebook, October 2024, "ACLED events").

The type's own code stands in the ontology; here is what the rest of the row makes of it. Each rule says why.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from contested import ontology
from contested.fusion.agreed import TURNED
from contested.fusion.event import Party
from contested.fusion.telling import part_of
from contested.model import Acled
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_standing import (
    EACH_OTHER,
    RIVALS,
    bears_arms,
    bombs_itself,
    somebody,
    unarmed,
    words,
)
from contested.publish.export.deaths import killed
from contested.publish.export.row import Row

CLASH = Acled("Battles", "Armed clash")
REGAINS = Acled("Battles", "Government regains territory")
OVERTAKES = Acled("Battles", "Non-state actor overtakes territory")
LEFT = Acled("Strategic developments", "Non-violent transfer of territory")
SUICIDE = Acled("Explosions/Remote violence", "Suicide bomb")
CHEMICAL = "Chemical weapon"
ATTACK = Acled("Violence against civilians", "Attack")
ABDUCTION = Acled("Violence against civilians", "Abduction/forced disappearance")
EXCESSIVE = Acled("Protests", "Excessive force against protesters")
RIOT = Acled("Riots", "Violent demonstration")
OTHER = Acled("Strategic developments", "Other")
MOVED = Acled("Strategic developments", "Change to group/activity")
DISRUPTED = Acled("Strategic developments", "Disrupted weapons use")
#: How many sides a clash has.
BOTH = 2
TAKEN = ("capture", "expulsion")
#: What is fighting between armed groups unless all whom it befell are unarmed.
FOUGHT = frozenset({"casualties", "raid", "ambush", "offensive", "clash"})
#: Fighting that may be an attack on a place where nobody fought back.
STORMS = frozenset({"raid", "ambush", "offensive"})
#: What moves without fighting, and is an attack where it kills the unarmed alone.
MOVES = frozenset({"advance", "deployment", "encirclement"})
DEAD = re.compile(
    r"\b(?:dead|killed|killing|slain|slaughtered|bodies of|deaths of) (?:[\w-]+ ){0,4}?"
    r"(?:villagers|residents|civilians|worshippers|passengers|farmers|women|children|inhabitants)\b"
)
PEACEFUL = frozenset({"peaceful_protest", "protest_with_intervention"})
WEAPONS = frozenset({"vehicles", "weapons", "tanks", "aircraft", "drones", "missiles"})


def coded(row: Row, about: About) -> Acled:
    """The event and sub-event type of a row; an analyst's correction of the code goes before every rule."""
    if (corrected := by_analyst(row)) is not None:
        return corrected
    type = ontology.table()[row.type]
    if type.family == "control" and type.acled_nonstate:
        if row.outcome not in ("failed", "ongoing") and unopposed(row):
            return LEFT
        return CLASH if row.outcome in ("failed", "ongoing") else REGAINS if by_government(row, about) else OVERTAKES
    return refined(row, type.name) or type.acled


def refined(row: Row, type: str) -> Acled | None:
    """What the parties, the deaths and the means make of a type; None where they change nothing."""
    if (by := by_means(row, type)) is not None:
        return by
    acting, struck = somebody(row.named("agent")), somebody(row.named("patient"))
    if type in FOUGHT and acting and all(map(bombs_itself, acting)):
        return SUICIDE
    if type in STORMS and not any(map(bears_arms, struck)) and dead_civilians(row):
        return ATTACK
    if type in STORMS and any(each.claim.type == "attack_on_civilians" for each in row.told[: row.telling]):
        return ATTACK  # whom they killed there were civilians, whomever else they fought
    alone = type != "clash" or not (each_other(row) or len({party.id for party in acting if bears_arms(party)}) >= BOTH)
    if struck and all(map(unarmed, struck)) and alone and (type in FOUGHT or (type in MOVES and killed(row))):
        return ATTACK
    if type == "withdrawal" and acting and all(map(unarmed, acting)):
        return OTHER  # aid workers who leave give up no ground
    if type == "advance" and not any(map(bears_arms, struck)) and not killed(row):
        return MOVED  # who moves, and meets nobody, fights nobody
    if type == "mob_violence" and acting and all(party.kind in ontology.STATE_KINDS for party in acting):
        return ATTACK
    if type == "mob_violence" and any(told.claim.type == "violent_demonstration" for told in row.told):
        return RIOT  # what rioters do in a demonstration is part of it
    if type == "abduction" and killed(row):
        return ATTACK  # violence during an abduction makes it an attack
    if type == "attack_on_civilians" and struck and all(party.kind in ontology.STATE_KINDS for party in struck):
        return CLASH  # soldiers and police on duty are no civilians
    if type == "arrest" and outside_the_state(row.named("agent"), row.start) and not any(map(bears_arms, struck)):
        return ABDUCTION  # only who exercises a state's control arrests
    if type in PEACEFUL and killed(row):
        return EXCESSIVE  # lethal violence against peaceful protesters
    if type == "destruction" and of_weapons(row):
        return DISRUPTED
    return None


def by_means(row: Row, type: str) -> Acled | None:
    """What the means of killing make of bare losses, and chemical agents of any remote violence."""
    named = [weapons()[each.kind] for told in row.told for each in told.claim.means if each.kind in weapons()]
    if CHEMICAL in named and ontology.table()[type].family == "remote":
        return Acled("Explosions/Remote violence", CHEMICAL)
    if type in ("destruction", "offensive", "raid", "explosive") and (struck_with := by_weapons(row)):
        return Acled("Explosions/Remote violence", struck_with)
    return Acled("Explosions/Remote violence", named[0]) if named and type == "casualties" else None


def by_weapons(row: Row) -> str:
    """The sub-event type of the weapons that act in a row ("Ukrainian drones set a refinery ablaze"); else empty."""
    agents = (actor for told in row.told for actor in told.claim.actors if actor.role == "agent")
    acting = [[arms()[word] for word in words(actor.label) if arms().get(word)] for actor in agents]
    return acting[0][0] if acting and all(acting) else ""


@cache
def arms() -> dict[str, str]:
    """The sub-event type of remote violence by the word for the weapon."""
    return {row["word"]: row["sub_event_type"] for row in codes.rows("state_arms.csv")}


@cache
def weapons() -> dict[str, str]:
    """The sub-event type of remote violence by the weapon."""
    return {row["means"]: row["sub_event_type"] for row in codes.rows("acled_means.csv")}


def each_other(row: Row) -> bool:
    """Whether those who act are said to have fought each other, or are rivals."""
    told = any(party.name.casefold() in EACH_OTHER for party in row.named("patient"))
    return told or any(RIVALS.search(party.name) for party in row.named("agent"))


def dead_civilians(row: Row) -> bool:
    """Whether the words around a row speak of the unarmed dead alone ("counted 100 dead villagers")."""
    return any(DEAD.search(each.report.text, each.claim.sentence.start, each.claim.sentence.end)
               for each in row.told[: row.telling])  # fmt: skip


def unopposed(row: Row) -> bool:
    """Whether the sentence that tells of a capture says that nobody fought, or that some came where others had left;
    and nobody was killed."""
    if {part.type for part in row.parts} == {"advance", "withdrawal"}:
        return not killed(row)
    said = [each.report.text[each.claim.sentence.start : each.claim.sentence.end].casefold() for each in row.told]
    return not killed(row) and any(each["words"] in text for text in said for each in codes.rows("unopposed.csv"))


def by_analyst(row: Row) -> Acled | None:
    """The code that an analyst put in the place of the reader's."""
    for told in row.told:
        read, now = told.original, told.claim
        if read is not None and now.type == read.type and now.acled is not None and now.acled != read.acled:
            return now.acled
    return None


def settled(row: Row) -> Row:
    """The row as a capture, where some report tells of one and most only of the advance or of the others' retreat."""
    done = {each.claim.type for each in row.told if part_of(each.claim) == "told" and each.claim.outcome == "succeeded"}
    taken = next((type for type in TAKEN if type in done), None)
    if taken is None or row.type not in ("withdrawal", "advance", "offensive"):
        return row
    if row.type != "withdrawal":
        return replace(row, type=taken, outcome="succeeded")
    turned = (replace(party, role=TURNED.get(party.role, party.role)) for party in row.parties)
    return replace(row, type=taken, outcome="succeeded", parties=tuple(turned))


def by_government(row: Row, about: About) -> bool:
    """Whether who took a place is the country's own government, or fights on its behalf and is no foreign state.

    A foreign state's capture is that of a "non-state actor" in the codebook's words.
    """
    country = row.spot.known.country if row.spot else ""
    takers = row.named("agent")
    return any(standing(party, country, row.start, about) for party in takers) if takers else True


def standing(party: Party, country: str, day: str | None, about: About) -> bool:
    """Whether a party is of the state of a country, or of its side without being another state's."""
    if about.stateness(party, day) or (party.id is None and party.kind in ontology.STATE_KINDS):
        home = about.home_of(party, day)
        return not (home and country) or home == country
    return bool(party.side) and party.side in about.government_sides(country, day)


def outside_the_state(parties: list[Party], day: str | None) -> bool:
    """Whether those who act are armed and none of them is of a state, or rules as one on that day."""
    kinds = {party.kind for party in parties}
    if any(rules(party, day or "") for party in parties):
        return False
    return bool(kinds) and kinds <= ontology.ARMED_KINDS - ontology.STATE_KINDS


def rules(party: Party, day: str) -> bool:
    """Whether an actor is a state to ACLED on a day, whatever it was before ("Taliban" since August 2021)."""
    return any(row["actor"] == party.id and row["category"] == "State forces"
               and (row["first"] or "") <= day < (row["last"] or "9999")
               for row in codes.rows("acled_actors.csv"))  # fmt: skip


def of_weapons(row: Row) -> bool:
    """Whether what was destroyed is weapons: by what is counted, or by the means that the clause names.

    Vehicles are weapons unless they are said to be somebody's who is unarmed, or things of nobody.
    """
    struck = row.named("patient")
    if struck and not any(map(bears_arms, struck)):
        return False
    return any(tally.what in WEAPONS for tally in row.tallies) or any(each.claim.means for each in row.told)
