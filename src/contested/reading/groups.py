"""What a noun group stands for: a named entity, a common noun that the knowledge files type, or an event noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contested.reading.entities import Entity
from contested.reading.lexicon import Head, Lexicon, Noun
from contested.reading.tokens import Tokens

OF_ENTITY = {"actor": "actor", "person": "people", "place": "place", "nationality": "people", "name": "name"}
SHORTEST_HUMAN = 6  # letters, from which an ending tells that a noun names people
UNTYPED = frozenset(("measure", "source"))  # types of nouns that say what is counted or quoted, not what a group is
PLACED = frozenset(("place", "site", "road", "event", "actor", "people"))


class Group:
    """A noun group: tokens [first, last), its head token, what it stands for.

    ``type``: actor, people, place, site, gear, road, area, event, number, measure, pronoun, name, thing. ``kind``: the
    actor kind, place level or other kind within the type. ``entity``: the named entity that it is or that identifies
    it; ``nation``: the nationality beside it. ``event``: the event noun that heads it. ``weak``: a head that is an
    actor only with somebody beside it. ``whole``: its tokens with what was folded into it. ``part``: the outer group
    of "A of B" that this B was folded with; ``of``: the group that "of" hangs on it where it was not; ``parent``: a
    road's other end. ``possessor``: the tokens before a possessive mark.
    """

    __slots__ = (
        "entity", "event", "first", "head", "kind", "last", "nation", "of", "parent", "part", "possessor", "type",
        "weak", "whole",
    )  # fmt: skip

    def __init__(self, first: int, last: int, head: int, type: str = "thing", kind: str = "") -> None:
        self.first, self.last, self.head = first, last, head
        self.type, self.kind = type, kind
        self.entity: Entity | None = None
        self.nation: Entity | None = None
        self.event: Noun | None = None
        self.of: Group | None = None
        self.part: Group | None = None
        self.parent: Group | None = None
        self.possessor: tuple[int, int] | None = None
        self.weak = False
        self.whole = (first, last)

    def __repr__(self) -> str:
        return f"Group({self.first}:{self.last} {self.type}/{self.kind} {self.entity} of={self.of})"

    def within(self, outer: Group) -> Group:
        """This group with another folded around it: "members of Y"; it stands for what it stood for."""
        group = self._from(outer.first, outer.whole[0])
        group.part = outer
        return group

    def behind(self, token: int) -> Group:
        """This group without what stands before a token: "dead" belongs to "shot dead | three policemen"."""
        if not self.first < token <= self.head:
            return self
        group = self._from(token, token)
        group.part = self.part
        return group

    def _from(self, first: int, whole: int) -> Group:
        """This group as one that begins at another token, and in whole at another."""
        group = Group(first, self.last, self.head, self.type, self.kind)
        group.entity, group.nation, group.event, group.weak = self.entity, self.nation, self.event, self.weak
        group.of, group.parent, group.possessor = self.of, self.parent, self.possessor
        group.whole = (whole, self.whole[1])
        return group

    def _be(self, head: Head) -> None:
        self.type, self.kind, self.weak = head.type, head.kind, head.weak


class Describer:
    """Types noun groups by what heads them."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar, endings = lexicon.cue_sets["grammar"], lexicon.cues["endings"]
        self.nouns, self.organisations = lexicon.nouns, lexicon.organisations
        self.heads = {
            form: tuple(head for head in heads if head.type not in UNTYPED) for form, heads in lexicon.heads.items()
        }
        self.typed = self.nouns.keys() | self.heads.keys()  # nouns that say what their group stands for
        self.columns = grammar["columns"]
        self.measures, self.serving = grammar["measures"], grammar["serving"]
        self.whose, self.whose_prefixes, self.human = endings["whose"], endings["whose_prefixes"], endings["human"]

    def group(
        self, tokens: Tokens, classes: Sequence[str], first: int, start: int, end: int, entity_at: Mapping[int, Entity]
    ) -> Group:
        """The noun group of tokens [start, end) of a sentence that begins at token ``first``."""
        group = Group(start, end, end - 1)
        own = classes[start - first : end - first]
        if end - start > 1 and "'" in own:
            mark = end - 1 - own[::-1].index("'")
            if start < mark < end - 1:
                group.possessor = (start, mark)
        if own[-1] == "O":
            group.type = "pronoun"
        elif self._head(group, tokens.lowers, own, entity_at) and (end - start > 1 or group.head in entity_at):
            self._beside(group, tokens.lowers, entity_at)
        return group

    def _head(self, group: Group, lowers: Sequence[str], own: Sequence[str], entity_at: Mapping[int, Entity]) -> bool:
        """Type a group by its head; False where what stands before the head has no more to say."""
        entity = entity_at.get(group.head)
        if entity is not None and entity.kind in OF_ENTITY:
            _named(group, entity)
            return entity.kind in ("place", "name") and self._common(group, lowers) and group.type == "event"
        if entity is not None and entity.kind == "means" and not self._event(group, lowers):
            group.type, group.kind, group.entity = "gear", "means", entity
            return self._acts(group, lowers, entity_at)
        return self._plain(group, lowers, own)

    def _plain(self, group: Group, lowers: Sequence[str], own: Sequence[str]) -> bool:
        head = lowers[group.head]
        if own[-1] == "#":
            group.type = "number"
            return False
        if head in self.measures and "#" in own:
            group.type = "measure"
            return False
        adjective = own[-1] == "J" and head in self.heads
        if not self._common(group, lowers) and not adjective and self._is_human(head):
            group.type, group.kind = "people", "civilians"
        return True

    def _acts(self, group: Group, lowers: Sequence[str], entity_at: Mapping[int, Entity]) -> bool:
        """ "Israeli warplanes": a platform with an owner is who acts."""
        if not any(each.type == "actor" and not each.before for each in self.heads.get(lowers[group.head], ())):
            return False
        beside = (entity_at.get(at) for at in range(group.first, group.last))
        owned = any(each is not None and each.kind in ("actor", "nationality") for each in beside)
        if owned:
            group.type, group.kind = "actor", "armed_group"
        return owned

    def _event(self, group: Group, lowers: Sequence[str]) -> bool:
        """Whether an event noun heads the group; words of it may stand before the group ("hit and run attack")."""
        end = group.head
        for noun in self.nouns.get(lowers[end], ()):
            size = len(noun.before)
            reach = 0 if size < 2 else 2
            if not size or (end - size >= group.first - reach and tuple(lowers[end - size : end]) == noun.before):
                group.event, group.type = noun, "event"
                return True
        return False

    def _common(self, group: Group, lowers: Sequence[str]) -> bool:
        """Type a group by its common noun: event nouns first, longer ones before shorter ones."""
        end = group.head
        if lowers[end] not in self.typed:
            return False
        is_event = self._event(group, lowers)
        best = self._head_of(group, lowers)
        if best is None:
            return is_event
        size = len(group.event.before) if group.event else -1
        if len(best.before) > size:
            group._be(best)
            group.event = None
        elif len(best.before) == size and best.type == "actor":
            group._be(best)  # "suicide bomber": somebody, and the name of what they do
        return True

    def _head_of(self, group: Group, lowers: Sequence[str]) -> Head | None:
        """What the common noun that heads a group stands for, with the words before it that it needs."""
        end = group.head
        for head in self.heads.get(lowers[end], ()):
            size = len(head.before)
            if not size or (end - size >= group.first and tuple(lowers[end - size : end]) == head.before):
                return head
        return None

    def _is_human(self, word: str) -> bool:
        return len(word) >= SHORTEST_HUMAN and word.endswith(self.human)

    def _beside(self, group: Group, lowers: Sequence[str], entity_at: Mapping[int, Entity]) -> None:
        """What the words before the head add to it."""
        if group.weak and any(self._says_whose(lower) for lower in lowers[group.first : group.head]):
            group.weak = False
        if entity_at:
            _modifiers(group, entity_at)
        organisation = self.organisations.get(lowers[group.head])
        if group.type == "site" and lowers[group.head] in self.columns:
            self._march(group, lowers)
        of_actor = group.entity is not None and group.entity.kind == "actor"
        if group.type == "thing" and of_actor and organisation is not None:
            group.type, group.kind = "actor", organisation  # "the UN mission"

    def _march(self, group: Group, lowers: Sequence[str]) -> None:
        """ "an army convoy", "a Turkish military convoy": whose it is acts, and is hit."""
        named = group.entity is not None and group.entity.kind == "actor"
        words = (head for word in lowers[group.first : group.head] for head in self.heads.get(word, ()))
        kind = next((head.kind for head in words if head.type == "actor" and not head.before), None)
        military = not self.serving.isdisjoint(lowers[group.first : group.head])
        if named or kind is not None or (military and group.nation is not None):
            group.type, group.kind, group.weak = "actor", kind or ("armed_group" if named else "state_forces"), False

    def _says_whose(self, word: str) -> bool:
        """Whether a modifier makes a group of fighters out of a mere "force": "Turkish-backed", "pro-government"."""
        return word in self.serving or word.endswith(self.whose) or word.startswith(self.whose_prefixes)


def _named(group: Group, entity: Entity) -> None:
    group.type, group.kind = OF_ENTITY[entity.kind], entity.kind
    if entity.kind == "nationality":
        group.nation = entity
    else:
        group.entity = entity


def _modifiers(group: Group, entity_at: Mapping[int, Entity]) -> None:
    """Who or what stands before the head: "ISIS militants", "Syrian troops", "Maskanah residents"."""
    for at in range(group.head, group.first - 1, -1):
        entity = entity_at.get(at)
        if entity is None:
            continue
        if entity.kind == "nationality" and group.nation is None:
            group.nation = entity
        elif group.entity is None and (
            entity.kind in ("actor", "person") or (entity.kind == "place" and group.type in PLACED)
        ):
            group.entity = entity
