"""Noun groups to actors: known by name, by nationality and kind, by what they are called, or by whom they point to.

An actor that is not named in its own words is marked as inferred. A label is never a name: the name is the neutral
reading, the writer's words are kept as the label.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec

from contested.gazetteer.index import Gazetteer
from contested.model import Actor, ActorRole, Words
from contested.ontology import ARMED_KINDS, STATE_KINDS
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.quoting import Quoter
from contested.reading.sentence import Group
from contested.reading.sides import Sides
from contested.reading.tokens import Tokens

ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)")
ARMIES: Final = frozenset(("army", "military", "forces", "troops", "soldiers"))  # which may be a people's or a leader's
NON_STATE: Final = frozenset({"rebel", "jihadist", "militia", "armed_group", "political"})
SPEAKERS: Final = frozenset(("we", "us", "i", "me"))
SINGULAR: Final = frozenset(("it", "its", "itself"))
FOLLOWING: Final = ("-backed", "-led", "-supported", "-sponsored", "-commanded")
BACKED: Final = ("-backed", "-supported", "-sponsored", "-aligned", "-allied")
LOOSE: Final = frozenset(("forces", "fighters", "troops", "militias", "militiamen", "factions", "groups", "rebels"))
REMEMBERED: Final = 60  # actors back that words may point to at all
RECENT: Final = 6  # actors back among whom one that acted is who a pronoun points to
HOME_KINDS: Final = frozenset(("state_forces", "government", "police"))  # kinds that are the report's own country's


class Spoken(NamedTuple):
    """A group of words in a role, with the writer's words."""

    group: Group
    role: ActorRole
    words: Words
    quoter: Quoter

    @property
    def neutral(self) -> str:
        """The words with partisan ones replaced."""
        return self.quoter.neutral(self.words)


class Cast(Sides):
    """The actors of one report: who was named so far, and which war it is."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, country: str | None, date: str | None) -> None:
        super().__init__(lexicon, country, date)
        self.gazetteer = gazetteer
        self.parties = lexicon.cue_sets["parties"]
        self.recent: list[Actor] = []

    def actor(self, quoter: Quoter, group: Group, role: ActorRole, words: Words) -> Actor:
        """The actor that a group stands for, ``words``: as the writer says it."""
        entity = group.entity
        if entity is not None and entity.kind == "actor" and entity.value >= 0 and group.type != "pronoun":
            if self._is_sponsored(quoter.tokens.lowers, group, entity):
                backer = self._side_of_backer(quoter.tokens.lowers[group.whole[0] : entity.first])
                made = _new(Spoken(group, role, words, quoter), quoter.neutral(words), "armed_group", backer)
            else:
                made = self._known(role, words, entity.value)
        else:
            made = self._actor(quoter.tokens, Spoken(group, role, words, quoter))
        if made.kind in ARMED_KINDS or made.id is not None:
            self.recent.append(made)
        return made

    def _is_sponsored(self, lowers: Sequence[str], group: Group, entity: Entity) -> bool:
        """Whether another's backing makes mere "Syrian forces" no state's: "Turkey-backed Syrian forces"."""
        before = lowers[group.whole[0] : entity.first]
        backed = any(word.endswith(BACKED) or word == "backed" for word in before)
        return backed and lowers[entity.last - 1] in LOOSE and self.lexicon.actors[entity.value].kind in STATE_KINDS

    def again(self, actor: Actor, role: ActorRole) -> Actor:
        """An actor of another clause, in a role that this clause leaves open."""
        return Actor(
            role=role, id=actor.id, name=actor.name, kind=actor.kind, parent=actor.parent, side=actor.side,
            label=actor.label, inferred=True, mention=None,
        )  # fmt: skip

    def force(self, owner: Actor, kind: str | None) -> Actor:
        """Whose a force of a kind is: a government's soldiers are its armed forces."""
        at = self.lexicon.actor_index.get(owner.id or "", -1)
        if owner.kind != "government" or kind == "government" or at < 0:
            return owner
        index = self.state(next(iter(self.lexicon.actors[at].countries), None), "state_forces")
        if index < 0:
            return owner
        info = self.lexicon.actors[index]
        return msgspec.structs.replace(
            owner, id=info.id, name=info.name, kind=info.kind, parent=info.parent, side=self.side_of(index)
        )

    # --- which of them ------------------------------------------------------------------------------------------------

    def _actor(self, tokens: Tokens, said: Spoken) -> Actor:
        group, entity = said.group, said.group.entity
        if group.type == "pronoun":
            return self._back(said, None) or self._by_name(said)
        unnamed = entity is None and group.nation is None
        if unnamed and tokens.lowers[group.head] in self.parties["bodies"]:
            back = self._back(said, NON_STATE)
            if back is not None:
                return back
        if entity is not None and entity.kind == "actor":
            return self._named(said, entity)
        if entity is not None and entity.kind == "place":
            state = self._of_place(tokens, said, entity)
            if state is not None:
                return state
        return self._by_grammar(tokens, said) if group.type == "actor" else self._by_name(said)

    def _named(self, said: Spoken, entity: Entity) -> Actor:
        """An actor by its own name: one that we know, or one that is only shown to be an actor by its words."""
        group = said.group
        if entity.value >= 0:
            return self._known(said.role, said.words, entity.value)
        kind = entity.organisation or group.kind
        name = said.neutral if group.type == "actor" and not group.weak else entity.name
        return _new(said, name, kind if kind != "actor" else "armed_group")

    def _of_place(self, tokens: Tokens, said: Spoken, entity: Entity) -> Actor | None:
        """A country that acts is its government ("Turkey backs ..."); "Syria's army" is that country's."""
        group, kind = said.group, said.group.kind
        place = group.type == "place"
        if place and "of" in tokens.lowers[group.whole[0] : entity.first]:
            return None  # who is "east of Tripoli" is not its government
        if group.weak and group.head > entity.last and entity.name.lower() in self.lexicon.capitals:
            kind = "state_forces"  # "Kyiv's forces"
        if not place and (group.type != "actor" or kind not in STATE_KINDS):
            return None
        if not place and self._is_part_of_country(entity, group):
            return _new(said, said.neutral, group.kind if group.kind == "police" else "armed_group")  # "the Karen army"
        index = self.state(self._country_of(entity), "government" if place else kind)
        if group.kind == "police":  # "Nairobi police" are no army
            return _new(said, said.neutral, "police", self.side_of(index) if index >= 0 else None)
        if index >= 0:
            return self._known(said.role, said.words, index, inferred=place)
        return _new(said, f"Government of {entity.name}", "government")

    def _by_name(self, said: Spoken) -> Actor:
        """Somebody who is no armed party: a person, people, or whoever a pronoun points to."""
        group, entity = said.group, said.group.entity
        kind = group.kind if group.type == "people" else None
        if entity is not None and entity.kind == "person":
            kind = "person"
        named = entity is not None and entity.kind in ("person", "name")
        return _new(said, entity.name if entity is not None and named else said.neutral, kind or None)

    # --- by what they are called --------------------------------------------------------------------------------------

    def _by_grammar(self, tokens: Tokens, said: Spoken) -> Actor:
        """An actor by the common nouns and adjectives of its group."""
        group, parties = said.group, self.parties
        kind, country, head, entity = group.kind, self._nation(group), tokens.lowers[group.head], group.entity
        words = _parts(tokens.lowers[group.first : group.last])
        if kind == "rebel" or not parties["rebel"].isdisjoint(words) or self._are_factions(tokens, group):
            return _new(said, said.neutral, "rebel", self.rebel_side if country in (None, self.country) else None)
        own = head in parties["state"]
        ours = own or not parties["government"].isdisjoint(words)
        manning = head in parties["manning"]
        if manning and country is None and not ours:
            return _new(said, said.neutral, kind)  # whose garrison it is nobody says
        if head in ARMIES and country is None and self._is_of_others(tokens, group):
            return _new(said, said.neutral, "armed_group")
        if head in ARMIES and country is None and any(ORDINAL.fullmatch(word) for word in words):
            return _new(said, said.neutral, "state_forces")  # "the 58th Army" is one of some state's, nobody says whose
        if ours or kind in STATE_KINDS:
            return self._of_state(said, kind, country, own, ours)
        fired = said.role == "agent" and entity is not None and entity.kind == "means"  # "Tajik mortar bombs landed"
        if country is not None and (group.weak or manning or fired):
            index = self.state(country, "state_forces")
            if index >= 0:
                return self._known(said.role, said.words, index)
            nation = group.nation
            name = f"{' '.join(tokens.words[nation.first : nation.last])} forces" if fired and nation else said.neutral
            return _new(said, name, "state_forces")
        somewhere = tokens.words[
            group.last : group.last + 2
        ]  # "the militants in East Qalamoun" are these, not the last
        placed = len(somewhere) == 2 and somewhere[0] in ("in", "near", "around") and somewhere[1][:1].isupper()
        placed = placed or entity is not None or self._is_of_others(tokens, group, 0)  # "Raqqa fighters"
        if head in parties["pointing"] and country is None and parties["sponsored"].isdisjoint(words) and not placed:
            back = self._back(said, NON_STATE)
            if back is not None:
                return back
        return _new(said, said.neutral, kind, self._side_of_backer(words))

    def _is_of_others(self, tokens: Tokens, group: Group, ahead: int = 1) -> bool:
        """Whether a name that is no word of English makes a force that of a people or a leader: "the Karen army".

        ``ahead``: how many words of the group stand before the name at least.
        """
        at = group.head - 1
        if at < group.whole[0] + ahead or not tokens.words[at][:1].isupper():
            return False
        name = tokens.lowers[at]
        led = any(phrase.rest[:1] == ("'s",) for phrase in self.lexicon.phrases.get(name, ()))  # "the Assad army"
        return not (led or name in self.lexicon.words or name in self.lexicon.closed)

    def _are_factions(self, tokens: Tokens, group: Group) -> bool:
        """Whether a group is "the factions" and no more, in a war whose rebels are many groups."""
        if tokens.lowers[group.head] not in self.parties["factions"] or group.of is not None or not self.many_rebels:
            return False
        return group.entity is None and group.nation is None and group.head - group.whole[0] <= 1 and (
            group.head == group.whole[0] or tokens.lowers[group.whole[0]] == "the"
        )  # fmt: skip

    def _side_of_backer(self, words: Iterable[str]) -> str | None:
        """The side of the foreign state that leads or backs a force: "Turkish-led fighters".

        None where that state's side is of foreigners alone, who back forces of other sides.
        """
        for word in sorted(words):
            nation, _, how = word.rpartition("-")
            row = self.gazetteer.demonym(nation.capitalize()) if nation and f"-{how}" in FOLLOWING else None
            names = self.gazetteer.strict(nation.capitalize()) if nation and f"-{how}" in FOLLOWING else ()
            row = row if row is not None else next(iter(names), None)
            place = self.gazetteer.place(row) if row is not None else None
            if place is not None and place.country and place.country != self.country:
                index = self.state(place.country, "state_forces")
                side = self.side_of(index) if index >= 0 else None
                return side if side in self.peopled else None
        return None

    def _of_state(self, said: Spoken, kind: str, country: str | None, own: bool, ours: bool) -> Actor:
        """A state's government or forces, or a part of them; ``own``, ``ours``: its head, any word says so."""
        home = country or (self.country if ours or kind in HOME_KINDS else None)
        index = self.state(home, "government" if kind == "government" else "state_forces")
        side = self.side_of(index) if index >= 0 else None
        if index < 0 or kind == "police" or (country is not None and kind not in ("state_forces", "government")):
            return _new(said, said.neutral, kind if kind in STATE_KINDS else "state_forces", side)
        known = self.lexicon.actors[index]
        whole = own or kind == "government" or country is not None
        return Actor(
            role=said.role, id=known.id if whole else None, name=known.name if whole else said.neutral,
            kind=known.kind if kind == "armed_group" else kind, parent=known.parent if whole else known.id, side=side,
            label=said.words.text, inferred=country is None, mention=said.words,
        )  # fmt: skip

    def _nation(self, group: Group) -> str | None:
        if group.nation is not None and group.nation.row >= 0:
            return self.gazetteer.place(group.nation.row).country or None
        return None

    def _is_part_of_country(self, entity: Entity, group: Group) -> bool:
        """Whether a force is called by a place that is no country and no capital: "the Karen army", "Tigray's army"."""
        rows = (entity.row,) if entity.row >= 0 else tuple(entity.rows)
        levels = {self.gazetteer.place(row).level for row in rows}
        if "country" in levels or entity.name.lower() in self.lexicon.capitals or group.head < entity.last:
            return False
        return group.head == entity.last or not levels.isdisjoint(("admin1", "admin2", "region"))

    def _country_of(self, entity: Entity) -> str | None:
        rows = (entity.row,) if entity.row >= 0 else tuple(entity.rows)
        return self.gazetteer.place(rows[0]).country if rows else None

    # --- made ---------------------------------------------------------------------------------------------------------

    def _back(self, said: Spoken, kinds: frozenset[str] | None) -> Actor | None:
        """The actor last spoken of, of these kinds, as whom some words point to."""
        able = [each for each in reversed(self.recent[-REMEMBERED:]) if kinds is None or each.kind in kinds]
        if said.words.text.lower().endswith("s"):  # "the militants" are not the suicide bomber told of before
            able = [each for each in able if each.id is not None or not _is_single(each)]
        pronoun = said.group.type == "pronoun"
        if not pronoun:  # "its allies" are told by whose they are, and "the terrorists" are others
            able = [each for each in able if each.id is not None or not self._is_somebodys(each)]
        acting = [each for each in able[:RECENT] if each.role == "agent"] if pronoun else []
        word = said.words.text.lower()
        if pronoun and word in SPEAKERS:
            return None  # whoever speaks, not whom the report named last
        if pronoun and word in SINGULAR:
            acting, able = [[one for one in each if _is_one(one) and _is_near(said, one)] for each in (acting, able)]
        back = next(iter(acting or able), None)
        if back is None:
            return None
        return Actor(
            role=said.role, id=back.id, name=back.name, kind=back.kind, parent=back.parent, side=back.side,
            label=said.words.text, inferred=True, mention=said.words,
        )  # fmt: skip

    def _is_somebodys(self, actor: Actor) -> bool:
        """Whether somebody unnamed is only told as another's: "its allies"."""
        return actor.label.rpartition(" ")[2].lower() in self.parties["others"]

    def _known(self, role: ActorRole, words: Words, index: int, inferred: bool = False) -> Actor:
        info = self.lexicon.actors[index]
        return Actor(
            role=role, id=info.id, name=info.name, kind=info.kind, parent=info.parent, side=self.side_of(index),
            label=words.text, inferred=inferred, mention=words,
        )  # fmt: skip


def _new(said: Spoken, name: str, kind: str | None, side: str | None = None) -> Actor:
    return Actor(
        role=said.role, id=None, name=name, kind=kind, parent=None, side=side, label=said.words.text, inferred=False,
        mention=said.words,
    )  # fmt: skip


def _is_single(actor: Actor) -> bool:
    """Whether the label of somebody unnamed is that of one person: "suicide bomber", not "army"."""
    return actor.label.lower().endswith(("er", "or", "man", "ant", "ist"))


def _is_one(actor: Actor) -> bool:
    """Whether "it" can stand for an actor: one that is known, or told in the singular."""
    return actor.id is not None or not actor.label.endswith("s")


def _is_near(said: Spoken, actor: Actor) -> bool:
    """Whether an actor is named in the sentence of some words or the one before: "it" points no farther."""
    sentences, token = said.quoter.tokens.sentences, said.quoter.token
    if actor.mention is None:
        return True
    here, there = (bisect_right(sentences, token(each), key=lambda one: one[0]) for each in (said.words, actor.mention))
    return here - there <= 1


def _parts(words: Sequence[str]) -> set[str]:
    """Words and, of those with hyphens, their first and last parts: "opposition-held"."""
    found = set(words)
    for word in words:
        if "-" in word:
            found.update((word.partition("-")[0], word.rpartition("-")[2]))
    return found


def distinct(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Actors with each role and words once."""
    return tuple({(a.role, a.id or a.name, a.label): a for a in actors}.values())
