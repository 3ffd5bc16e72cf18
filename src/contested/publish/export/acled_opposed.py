"""Who acts in a row and to whom it is done, as ACLED sees it: who faced whom, who lost what was taken, who is blamed.

A clash of which all who fought stand in one role has two sides; whoever lost a place is who else the sentence names. An
attack of which nobody says who did it is theirs who are blamed for it or claim it (ACLED Codebook, "Actor names").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry
from contested.model import Acled, ActorRole
from contested.publish.export import codes
from contested.publish.export.about import OWN, About, holds
from contested.publish.export.acled_blamed import POLICE, blamed, sentence_of, soon_after
from contested.publish.export.acled_meant import called
from contested.publish.export.acled_standing import bears_arms, somebody
from contested.publish.export.row import Row

TAKING = frozenset({"Government regains territory", "Non-state actor overtakes territory"})
#: Event types in which somebody armed acts, whom a row names even if nobody does.
ARMED = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
GIVER = re.compile(r"\bfrom ([^,.;]+)")
#: Who is said in the next words to have left.
GAVE_WAY = re.compile(r"(?:\w+ ){1,4}(?:had )?(?:withdrew|withdrawn|fled|retreated|pulled out|surrendered|abandoned)\b")
#: How it is said that somebody who was attacked fought.
FOUGHT_BACK = re.compile(r"[^.;]{0,60}\b(?:fought back|returned fire|fired back|shot back|fought them off|held them off"
                         r"|beat them back|drove them off|repelled (?:them|the attack|the assault))\b")  # fmt: skip
STRUCK = re.compile(r"\b(?:at|with|against|attacked|fought|pelted|injuring|wounding) (?:the |riot )?(\w+ )?"
                    r"(police officers|police|policemen|officers|gendarmes|soldiers|security forces)\b")  # fmt: skip
FACED = re.compile(
    r"\b(?:against|fought|fighting|battled|battling|clashed with|clashes with|engaged|fight with|battle with)"
    r" (?:(?:the|fighters|militants|rebels|gunmen|members|forces|of|from|with|its|remnants) )*$"
)


def known_sides(row: Row, code: Acled, about: About) -> tuple[list[Party], list[Party]]:
    """Who acts and to whom it is done, with who is blamed where nobody is named, and who lost what was taken."""
    acting, struck = opposed(row)
    if code.event_type in ARMED and not any(party.id and bears_arms(party) for party in acting):
        culprit = blamed(row, about)
        if culprit is not None:
            acting = [culprit, *acting]
            struck = [party for party in struck if party.id is None or party.id != culprit.id]
    if any(map(bears_arms, struck)):
        return acting, struck
    if code.sub_event_type in TAKING:
        return acting, [*struck, *loser(row, acting, about)]
    if code.event_type == "Battles" and any(map(bears_arms, acting)):
        return acting, [*struck, *faced(row, acting, about)]
    return acting, struck


def opposed(row: Row) -> tuple[list[Party], list[Party]]:
    """Who acts and to whom it is done, in the order in which the reports name them; the known before descriptions.

    Nobody fights itself: who stands in both roles acts, unless somebody else does too. Of a clash that has all in one
    role the second side is who stands on another side than the first.
    """
    roles: tuple[ActorRole, ...] = ("agent", "patient", "supporter", "beneficiary")
    told = [actor.id or actor.name for each in row.told for actor in each.claim.actors]
    order = {name: at for at, name in reversed(list(enumerate(told)))}

    def at_word(party: Party) -> int:
        return order.get(party.id or party.name, order.get(party.name, 0))

    acting, struck = (
        sorted(
            somebody(row.named(*pair)),
            key=lambda party: (roles.index(party.role), party.id is None, at_word(party)),
        )
        for pair in (roles[::2], roles[1::2])
    )
    both = {party.id for party in acting if party.id} & {party.id for party in struck}
    others = [party for party in acting if party.id not in both and bears_arms(party)]
    if others:
        acting = [party for party in acting if party.id not in both]
    else:
        struck = [party for party in struck if party.id not in both]
    if row.type != "clash":
        return acting, foes(acting, struck)
    return parted(*(sorted(some, key=at_word) for some in (acting, struck)))


def foes(acting: Sequence[Party], struck: list[Party]) -> list[Party]:
    """To whom it was done, without those who are only described and on the side of who acts, if there are others."""
    own = {party.side for party in acting if party.side}
    found = [party for party in struck if party.id or party.side not in own]
    return found if any(map(bears_arms, found)) else struck


def parted(acting: list[Party], struck: list[Party]) -> tuple[list[Party], list[Party]]:
    """The two sides of a clash of which all who fight stand in one role; the known of each before descriptions."""
    armed, others = ([party for party in some if bears_arms(party)] for some in (acting, struck))
    if not (armed or others) or (armed and any(party.id for party in others)):
        return known_first(acting), known_first(struck)
    pool = armed or others
    against = [party for party in pool if party.side and pool[0].side and party.side != pool[0].side]
    if len(pool) == 2 and not (pool[0].side and pool[1].side):
        against = against or pool[1:]  # two who fought, of whom no side is known, fought each other
    if not against:
        return known_first(acting), known_first(struck)
    rest = [party for party in (*acting, *struck) if not bears_arms(party)]
    return known_first([party for party in pool if party not in against]), [*known_first(against), *rest]


def known_first(parties: Sequence[Party]) -> list[Party]:
    """The known before descriptions, otherwise as they stand."""
    return sorted(parties, key=lambda party: party.id is None)


# --- who lost a place -------------------------------------------------------------------------------------------------


def loser(row: Row, acting: Sequence[Party], about: About) -> list[Party]:
    """Who lost a place or was fought: the one other armed actor whom the sentence names ("a stronghold of …"), else
    the state's forces where it speaks of them and others act ("the last junta battalion")."""
    named = about.others_named(row, acting)
    if named:
        return [party_of(entry, "patient") for entry in named] if len(named) == 1 else []
    if giver := giver_of(row, about):
        return giver
    if any(about.stateness(party, row.start) or party.kind in OWN for party in acting):
        return []
    then = [match[0] for told in row.told[: row.telling] if (match := GAVE_WAY.search(soon_after(told)))]
    texts = [*map(sentence_of, row.told[: row.telling]), *then]
    kind = next((found for text in texts if (found := forces_in(text.lower()))), None)
    return [Party(role="patient", id=None, name=kind, kind=kind, side=None, claims=())] if kind else []


def giver_of(row: Row, about: About) -> list[Party]:
    """From whom something is said to have been taken, by what only one movement is called ("from the jihadists")."""
    given = (GIVER.search(sentence_of(told)) for told in row.told[: row.telling])
    found = {entry.id: entry for match in given if match and (entry := called(match[1], row, about)) is not None}
    return [party_of(entry, "patient") for entry in found.values() if len(found) == 1]


def faced(row: Row, acting: Sequence[Party], about: About) -> list[Party]:
    """Whom the sentence says that somebody fought ("fought the Taliban street by street"), where it is but one."""
    if back := fought_back(row, acting, about):
        return back
    others = {entry.id: entry for entry in about.others_named(row, acting)}
    said = (text[: match.start()] for told in row.told[: row.telling] for text in [sentence_of(told)]
            for match in about.armed_names.finditer(text) if about.named[match[0]].id in others)  # fmt: skip
    if len(others) != 1 or not any(FACED.search(before) for before in said):
        return []
    return [party_of(entry, "patient") for entry in others.values()]


def fought_back(row: Row, acting: Sequence[Party], about: About) -> list[Party]:
    """Who is said in the next words to have fought back, where it is but one."""
    found = {}
    for text in map(soon_after, row.told[: row.telling]):
        for match in about.armed_names.finditer(text):
            entry = about.named[match[0]]
            if holds(entry, row.start) and FOUGHT_BACK.match(text[match.end() :]):
                found[entry.id] = entry
    known = {party.id for party in acting}
    return [party_of(entry, "patient") for entry in found.values() if len(found) == 1 and entry.id not in known]


def forces_in(text: str) -> str | None:
    """The kind of the state's forces that a text speaks of; None for none."""
    match = state_words().search(text)
    return next(row["kind"] for row in codes.rows("state_words.csv") if row["words"] == match[0]) if match else None


@cache
def state_words() -> re.Pattern[str]:
    """Words that mean a state's forces, the longest first."""
    words = sorted((row["words"] for row in codes.rows("state_words.csv")), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")


def party_of(entry: ActorEntry, role: ActorRole) -> Party:
    """A known actor as a party."""
    return Party(role=role, id=entry.id, name=entry.name, kind=entry.kind, side=None, claims=())


def forces_struck(row: Row) -> list[Party]:
    """The state's forces at whom or with whom a crowd is said to fight, where the reports' claims name nobody."""
    text = " ".join(map(sentence_of, row.told[: row.telling]))
    match = STRUCK.search(text)
    if match is None:
        return []
    kind = "police" if match[2] in POLICE else "state_forces"
    return [Party(role="patient", id=None, name=f"{match[1] or ''}{match[2]}", kind=kind, side=None, claims=())]
