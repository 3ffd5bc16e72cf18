"""Who the people of a row are where a nation's name, a number, a rank or a blue helmet is all that says it.

"Nine Chinese nationals", "170 Afghans" whom no army killed are civilians of that country; "Sixty were killed" are
people; an Iranian general is of Iran's forces; peacekeepers are their mission, whatever army they come from, and a camp
"for displaced people" is theirs (ACLED Codebook, "Actor names", "Civilians", "External/Other forces").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec.structs import replace

from contested import ontology
from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry
from contested.model import Actor, Told
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_meant import meant
from contested.publish.export.acled_naming import state_arms
from contested.publish.export.acled_standing import WORD, words
from contested.publish.export.row import Row

#: What befalls people: in these a nation's people are civilians unless an army did it.
BEFELL = frozenset(
    {"casualties", "attack_on_civilians", "abduction", "explosive", "suicide_bombing", "sexual_violence"}
)
#: The United Nations, whose base or troops in a country are its mission there.
UN = "united-nations"
NEXT = re.compile(r"\s+([A-Za-z'’-]+)")
TWO = re.compile(r"(?:\w+ )?([A-Z]\w+) and ([A-Z]\w+)( .*)?$")
CIVIL = re.compile(r"\b(?:settlers?|off-duty|retired|former|ex-\w+)\b", re.IGNORECASE)
MOSTLY = re.compile(
    r",? (?:almost all|nearly all|all|most|the majority|many) of (?:them|whom)(?: were| are)? "
    r"(?:off duty |young )?(soldiers|troops|policemen|police officers|police|gendarmes|troopers|recruits|cadets)\b"
)
WHOSE = re.compile(r" (?:for|of|housing|hosting|sheltering|belonging to) (?:[\w'’-]+ ){0,3}[\w'’-]+")


def righted(row: Row, about: About) -> Row:
    """A row whose parties are who they are to ACLED."""
    known = (who(party, row, about) for party in row.parties)
    parties = tuple(part for party in known for part in (peoples(party) if row.type == "clash" else (party,)))
    if row.type != "clash":  # of which both sides act
        parties = tuple(party for party in parties if not of_the_struck(party, parties))
    row = row if parties == row.parties else replace(row, parties=parties)
    return replace(row, type="capture", outcome="succeeded") if taken(row) else row


def of_the_struck(party: Party, parties: tuple[Party, ...]) -> bool:
    """Whether somebody who is only described is said to act with others against forces of that very side."""
    if party.role != "agent" or party.id is not None or party.side is None:
        return False
    struck = any(each.role == "patient" and each.side == party.side for each in parties)
    return struck and any(each.role == "agent" and each.id and each.side not in (None, party.side) for each in parties)


def who(party: Party, row: Row, about: About) -> Party:
    """A party as who it is."""
    said = list(sayings(party, row))
    if not said:
        return party
    if all(keeps_peace(told, actor) for told, actor in said):
        mission = mission_of(row, about)
        return replace(party, id=mission.id, name=mission.name, kind=mission.kind) if mission else party
    party = meant(party, said, row, about)
    if party.id == UN and (mission := mission_of(row, about)):
        return replace(party, id=mission.id, name=mission.name, kind=mission.kind)
    if party.id is None and party.kind in ("rebel", "armed_group", "militia", "jihadist"):
        return party
    if party.role != "patient":
        return party
    if party.id is None and party.kind in ("civilians", "person", None) and (kind := mostly(said)):
        return replace(party, name=f"{party.name} {kind}", kind="police" if "police" in kind else "state_forces")
    if all(not_serving(actor) for _, actor in said):
        return unarmed(party, said[0][1])
    if party.kind == "captives" and row.type == "arrest" and (nation := prisoners(said, row, about)):
        return replace(party, name=nation, kind="state_forces")
    if party.kind in ("state_forces", "nationality") and all(of_a_nation(*each, about) for each in said):
        armies = any(each.kind in ontology.STATE_KINDS for each in row.named("agent"))
        befell = all(told.claim.type in BEFELL for told, _ in said)
        return party if armies or not befell else unarmed(party, said[0][1])
    if party.id is None and party.kind is None:
        return counted(party, said, about)
    if party.id is None and party.kind == "person" and (rank := ranked(said, about)):
        return replace(party, name=rank, kind="state_forces")
    return party


def prisoners(said: list[tuple[Told, Actor]], row: Row, about: About) -> str:
    """What a nation's prisoners are called whom an army took, who are its soldiers ("14 Russian prisoners")."""
    took = any(each.kind in ontology.ARMED_KINDS for each in row.named("agent"))
    labels = (str(actor.label) for _, actor in said if took)
    return next(
        (label for label in labels for word in WORD.findall(label) if word[:1].isupper() and about.nation(word)), ""
    )


def taken(row: Row) -> bool:
    """Whether what is said to have been seized is somebody's base, and no person: ground that was taken."""
    labels = (actor.label or "" for told in row.told for actor in told.claim.actors if actor.role == "patient")
    return row.type == "arrest" and any(used(word, "base") for label in labels for word in words(label)[-1:])


def peoples(party: Party) -> tuple[Party, ...]:
    """The two peoples that one description of a fight names ("Misseriya and Dinka herders"), against one another."""
    match = TWO.match(party.name) if party.id is None and party.role == "agent" else None
    if match is None or not all(word.casefold() in people_names() for word in match.group(1, 2)):
        return (party,)
    one, other = (f"{match[at]}{match[3]}" for at in (1, 2))
    return replace(party, name=one, side=match[1]), replace(party, name=other, side=match[2])


@cache
def people_names() -> frozenset[str]:
    """Words for peoples who have militias."""
    return frozenset(row["word"] for row in codes.rows("identities.csv") if row["use"] == "people")


def mostly(said: list[tuple[Told, Actor]]) -> str:
    """What most of those are who are counted ("36 people, most of them soldiers"); empty where it is not said."""
    ends = ((told.report.text, actor.mention.end) for told, actor in said if actor.mention is not None)
    matches = (MOSTLY.match(text, end) for text, end in ends)
    return next((match[1] for match in matches if match is not None), "")


def not_serving(actor: Actor) -> bool:
    """Whether somebody is said to be a settler, off duty, retired or a former soldier: a civilian to ACLED."""
    return bool(CIVIL.search(actor.label or ""))


def unarmed(party: Party, actor: Actor) -> Party:
    """A party as civilians, called what the report calls them."""
    called = actor.label or party.name
    called = f"Israeli {called}" if "settler" in called and not called.startswith("Israeli") else called
    return replace(party, id=None, name=called, kind="civilians", side=None)


def counted(party: Party, said: list[tuple[Told, Actor]], about: About) -> Party:
    """Somebody of whom only a number is said is people; a thing that is said to be somebody's is theirs."""
    if all(only_number(*each) for each in said):
        return replace(party, kind="civilians")
    told, actor = said[0]
    whose = WHOSE.match(told.report.text, actor.mention.end) if actor.mention else None
    if whose is None:
        return party
    named = words(whose[0])
    if theirs := [word for word in WORD.findall(whose[0]) if word.casefold() in civilian_words()]:
        return replace(party, name=party.name + whose[0][: whose[0].index(theirs[0]) + len(theirs[0])])
    of_a_state = not state_arms().isdisjoint(named) and any(about.nation(word) for word in WORD.findall(whose[0]))
    return replace(party, name=party.name + whose[0], kind="state_forces") if of_a_state else party


@cache
def civilian_words() -> frozenset[str]:
    """Words for what is civilians'."""
    return frozenset(row["word"] for row in codes.rows("objects.csv") if row["is"] == "civilian")


def sayings(party: Party, row: Row) -> Iterator[tuple[Told, Actor]]:
    """The claims that speak of a party, each with how it does."""
    for told in row.told:
        for actor in told.claim.actors:
            same = actor.id == party.id if party.id else actor.id is None and party.name in (actor.name, actor.label)
            if same and actor.role == party.role and actor.mention is not None:
                yield told, actor


def following(told: Told, actor: Actor) -> str:
    """The word after somebody's mention, in lower case; empty where a stop or nothing follows."""
    match = NEXT.match(told.report.text, actor.mention.end) if actor.mention else None
    return match[1].casefold() if match else ""


def of_a_nation(told: Told, actor: Actor, about: About) -> bool:
    """Whether somebody is called by a nation's name alone, with a number or a word for the unarmed at most."""
    named = [word for word in WORD.findall(actor.label or "") if word[:1].isupper() and about.nation(word)]
    if len(named) != 1:
        return False
    rest = (actor.label or "").split(named[0])[1].split()
    after = following(told, actor)
    return all(used(word, "unarmed") for word in rest) and (not after or used(after, "unarmed")) and plural(told, actor)


def plural(told: Told, actor: Actor) -> bool:
    """Whether a count of people stands with somebody's mention."""
    return any(count.mention is not None and actor.mention is not None
               and count.mention.start <= actor.mention.end and actor.mention.start <= count.mention.end + 1
               for count in told.claim.counts)  # fmt: skip


def only_number(told: Told, actor: Actor) -> bool:
    """Whether all that is said of somebody is how many were hurt."""
    hurt = [count for count in told.claim.counts if count.what in ("killed", "wounded", "killed_or_wounded")]
    last = words(actor.label or "")[-1:]
    return any(count.mention is not None and actor.mention is not None and count.mention.end >= actor.mention.end
               and count.whom in (None, "others", "wounded") for count in hurt) or (
               bool(hurt) and bool(last) and used(last[0], "more"))  # fmt: skip


def ranked(said: list[tuple[Told, Actor]], about: About) -> str:
    """What somebody with a rank in a nation's forces is called ("Iranian general …"); empty for anybody else."""
    for _, actor in said:
        found = [word for word in WORD.findall(actor.label or "") if word[:1].isupper() and about.nation(word)]
        if found and any(used(word, "rank") for word in words(actor.label or "")):
            return str(actor.label)
    return ""


def keeps_peace(told: Told, actor: Actor) -> bool:
    """Whether somebody is said to be a peacekeeper."""
    called = [*words(actor.label or ""), following(told, actor)]
    return any(used(word, "peace") for word in called)


def mission_of(row: Row, about: About) -> ActorEntry | None:
    """The mission whose peacekeepers are in a row's country on its day."""
    country, day = row.spot.known.country if row.spot else "", row.start or ""
    for each in codes.rows("missions.csv"):
        if each["country"] == country and (each["first"] or "") <= day <= (each["last"] or "9999"):
            return about.actors.get(each["actor"])
    return None


def used(word: str, use: str) -> bool:
    """Whether a word is of a use in ``people.csv``."""
    return word.casefold() in people().get(use, frozenset())


@cache
def people() -> dict[str, frozenset[str]]:
    """Words for people by use."""
    uses = {row["use"] for row in codes.rows("people.csv")}
    return {use: frozenset(row["word"] for row in codes.rows("people.csv") if row["use"] == use) for use in uses}
