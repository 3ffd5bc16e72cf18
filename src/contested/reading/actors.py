"""Noun groups to actors: known by name, by nationality and kind, by what they are called, or by whom they point back to.

An actor that is not named in its own words is marked as inferred. A label is never a name: the name is the neutral
reading, the writer's words are kept as the label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from contested.gazetteer.index import Gazetteer
from contested.model import Actor, ActorRole, Words
from contested.ontology import ARMED_KINDS, STATE_KINDS
from contested.reading.groups import Group
from contested.reading.lexicon import ActorInfo, Lexicon
from contested.reading.names import Entity
from contested.reading.tokens import Tokens

OWN_STATE = frozenset({"government", "regime", "authority", "authorities", "army", "military", "loyalists", "loyalist"})
GOVERNMENT_WORDS = frozenset(
    {
        "government",
        "regime",
        "pro-government",
        "pro-regime",
        "loyalist",
        "state",
        "army",
        "military",
        "national",
        "pro-assad",
    }
)
REBEL_WORDS = frozenset(
    {"opposition", "rebel", "insurgent", "anti-government", "separatist", "anti-regime", "resistance"}
)
POINTING = frozenset(
    {
        "group",
        "organisation",
        "organization",
        "militants",
        "militant",
        "terrorists",
        "terrorist",
        "jihadists",
        "extremists",
        "fighters",
        "gunmen",
        "insurgents",
        "rebels",
        "enemy",
        "movement",
        "faction",
        "islamists",
        "jihadis",
    }
)
NON_STATE = frozenset({"rebel", "jihadist", "militia", "armed_group", "political"})


class Cast:
    """The actors of one report: who was named so far, and which war it is."""

    def __init__(
        self, lexicon: Lexicon, gazetteer: Gazetteer, country: str | None, date: str | None, own_side: str | None
    ) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.country, self.date, self.own_side = country, date, own_side
        self.recent: list[Actor] = []
        self.conflicts = {
            conflict.id
            for conflict in lexicon.conflicts
            if country in conflict.countries and (date is None or conflict.from_[: len(date)] <= date)
        }

    # --- sides --------------------------------------------------------------------------------------------------------

    def side_of(self, index: int) -> str | None:
        """The side of a known actor on the report's day, in the report's war; its parent's where it has none."""
        seen: set[int] = set()
        while index >= 0 and index not in seen:
            seen.add(index)
            actor = self.lexicon.actors[index]
            rows = [row for row in actor.sides if self._holds(row)]
            here = [row for row in rows if row[0] in self.conflicts]
            if here:
                return here[0][1]
            if rows and not self.conflicts:
                return rows[0][1]
            index = self.lexicon.actor_index.get(actor.parent or "", -1)
        return None

    def _holds(self, row: tuple[str, str, str | None, str | None]) -> bool:
        _, _, begins, ends = row
        return self.date is None or (
            (begins is None or begins <= self.date) and (ends is None or self.date[: len(ends)] <= ends)
        )

    def state(self, country: str | None, kind: str) -> int:
        """The index of a country's government or armed forces, -1 where we know none."""
        if country is None:
            return -1
        wanted = "government" if kind == "government" else "state_forces"
        found = self.lexicon.states.get((country, wanted), ())
        return next((index for index in found if self._stands(index)), -1)

    def _stands(self, index: int) -> bool:
        """Whether an actor is there on the report's day, as far as its memberships say."""
        rows = self.lexicon.actors[index].sides
        return not rows or any(self._holds(row) for row in rows)

    @cached_property
    def rebel_side(self) -> str | None:
        """The side that most rebel groups of this war are on."""
        sides = Counter(
            row[1]
            for actor in self.lexicon.actors
            if actor.kind == "rebel"
            for row in actor.sides
            if row[0] in self.conflicts and self._holds(row)
        )
        ranked = sorted(sides.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None

    # --- actors -------------------------------------------------------------------------------------------------------

    def actor(self, tokens: Tokens, group: Group, role: ActorRole, neutral: str, words: Words) -> Actor:
        """The actor that a group stands for. ``neutral``: its words with partisan ones replaced."""
        made = self._actor(tokens, group, role, neutral, words)
        if made.kind in ARMED_KINDS or made.id is not None:
            self.recent.append(made)
        return made

    def _actor(self, tokens: Tokens, group: Group, role: ActorRole, neutral: str, words: Words) -> Actor:
        entity = group.entity
        head = tokens.lowers[group.head]
        text = set(tokens.lowers[group.first : group.last])
        if (
            group.type == "pronoun"
            or (head in ("group", "organisation", "organization", "side", "movement", "faction")
            and entity is None
            and group.nation is None)
        ):
            back = self._back(None if group.type == "pronoun" else NON_STATE)
            if back is not None:
                return self._pointing(back, role, words)
        if entity is not None and entity.kind == "actor" and entity.value >= 0:
            return self._known(entity.value, role, words, inferred=False)
        if entity is not None and entity.kind == "actor":
            kind = str(entity.rows[0]) if entity.rows else group.kind
            return self._new(
                role,
                words,
                neutral if group.type == "actor" and not group.weak else entity.name,
                kind if kind != "actor" else "armed_group",
                None,
            )
        if entity is not None and entity.kind == "place" and group.type in ("place", "actor"):
            country = self._country_of(entity)
            index = self.state(
                country, "government" if group.type == "place" or group.kind == "government" else group.kind
            )
            if group.type == "place" or group.kind in STATE_KINDS:
                if index >= 0:
                    return self._known(index, role, words, inferred=group.type == "place")
                return self._new(role, words, f"Government of {entity.name}", "government", None)
        if group.type == "actor":
            return self._by_grammar(tokens, group, role, neutral, words, head, text)
        kind = group.kind if group.type == "people" else None
        if entity is not None and entity.kind == "person":
            kind = "person"
        return self._new(
            role,
            words,
            entity.name if entity is not None and entity.kind in ("person", "name") else neutral,
            kind or None,
            None,
        )

    def _by_grammar(
        self, tokens: Tokens, group: Group, role: ActorRole, neutral: str, words: Words, head: str, text: set[str]
    ) -> Actor:
        kind = group.kind
        country = self._nation(group)
        compounds = {
            part for word in text if "-" in word for part in (word, word.rpartition("-")[2], word.partition("-")[0])
        }
        said = text | compounds
        if said & REBEL_WORDS or kind == "rebel":
            return self._new(
                role, words, neutral, "rebel", self.rebel_side if country in (None, self.country) else None
            )
        own = bool(said & GOVERNMENT_WORDS) or head in OWN_STATE
        if kind in STATE_KINDS or own:
            home = country or (self.country if own or kind in ("state_forces", "government", "police") else None)
            index = self.state(home, "government" if kind == "government" else "state_forces")
            if index >= 0 and kind != "police":
                known = self.lexicon.actors[index]
                if country is None or kind in ("state_forces", "government"):
                    exact = head in OWN_STATE or kind == "government" or country is not None
                    return Actor(
                        role=role, id=known.id if exact else None, name=known.name if exact else f"{neutral}",
                        kind=known.kind if kind == "armed_group" else kind, parent=known.parent if exact else known.id,
                        side=self.side_of(index), label=words.text, inferred=country is None, mention=words,
                    )  # fmt: skip
            return self._new(
                role,
                words,
                neutral,
                kind if kind in STATE_KINDS else "state_forces",
                self.side_of(index) if index >= 0 else None,
            )
        if country is not None and group.weak:
            index = self.state(country, "state_forces")
            if index >= 0:
                return self._known(index, role, words, inferred=False)
            return self._new(role, words, neutral, "state_forces", None)
        if head in POINTING and country is None and not (said & {"backed", "coalition-backed", "us-backed"}):
            back = self._back(NON_STATE)
            if back is not None:
                return self._pointing(back, role, words)
        return self._new(role, words, neutral, kind, None)

    def _nation(self, group: Group) -> str | None:
        if group.nation is not None and group.nation.row >= 0:
            return self.gazetteer.place(group.nation.row).country or None
        return None

    def _country_of(self, entity: Entity) -> str | None:
        rows = (entity.row,) if entity.row >= 0 else tuple(entity.rows)
        return self.gazetteer.place(rows[0]).country if rows else None

    def _back(self, kinds: frozenset[str] | None) -> Actor | None:
        """The actor last spoken of, of these kinds."""
        return next((each for each in reversed(self.recent) if kinds is None or each.kind in kinds), None)

    def _pointing(self, back: Actor, role: ActorRole, words: Words) -> Actor:
        return Actor(
            role=role, id=back.id, name=back.name, kind=back.kind, parent=back.parent, side=back.side, label=words.text,
            inferred=True, mention=words,
        )  # fmt: skip

    def again(self, actor: Actor, role: ActorRole) -> Actor:
        """An actor of another clause, in a role that this clause leaves open."""
        return Actor(
            role=role, id=actor.id, name=actor.name, kind=actor.kind, parent=actor.parent, side=actor.side,
            label=actor.label, inferred=True, mention=None,
        )  # fmt: skip

    def _known(self, index: int, role: ActorRole, words: Words, inferred: bool) -> Actor:
        info: ActorInfo = self.lexicon.actors[index]
        return Actor(
            role=role, id=info.id, name=info.name, kind=info.kind, parent=info.parent, side=self.side_of(index),
            label=words.text, inferred=inferred, mention=words,
        )  # fmt: skip

    def _new(self, role: ActorRole, words: Words, name: str, kind: str | None, side: str | None) -> Actor:
        return Actor(
            role=role, id=None, name=name, kind=kind, parent=None, side=side, label=words.text, inferred=False,
            mention=words,
        )  # fmt: skip


def distinct(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Actors with each role and words once."""
    return tuple({(a.role, a.id or a.name, a.label): a for a in actors}.values())
