"""What a noun group stands for: a named entity, a common noun that the knowledge files type, or an event noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contested.reading.entities import Entity
from contested.reading.lexicon import BASE, Head, Lexicon
from contested.reading.sentence import Group
from contested.reading.tokens import Tokens

OF_ENTITY: Final = {"actor": "actor", "person": "people", "place": "place", "nationality": "people", "name": "name"}
SHORTEST_HUMAN: Final = 6  # letters, from which an ending tells that a noun names people
UNTYPED: Final = frozenset(
    ("measure", "source")
)  # types of nouns that say what is counted or quoted, not what a group is
PLACED: Final = frozenset(("place", "site", "road", "event", "actor", "people"))
MEN: Final = frozenset(("men", "man", "boys"))
POINTING: Final = frozenset(("PRON", "WH", "EX"))  # tags of a head that only points to somebody


class Describer:
    """Types noun groups by what heads them."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar, endings = lexicon.cue_sets["grammar"], lexicon.cues["endings"]
        self.nouns, self.organisations = lexicon.nouns, lexicon.organisations
        self.heads = {
            form: tuple(head for head in heads if head.type not in UNTYPED) for form, heads in lexicon.heads.items()
        }
        self.typed = self.nouns.keys() | self.heads.keys()  # nouns that say what their group stands for
        self.columns, self.words = grammar["columns"], lexicon.words
        self.owning = lexicon.cue_sets["parties"]["owning"]
        self.measures, self.serving = grammar["measures"], grammar["serving"]
        self.whose, self.whose_prefixes, self.human = endings["whose"], endings["whose_prefixes"], endings["human"]

    def group(
        self, tokens: Tokens, tags: Sequence[str], start: int, end: int, entity_at: Mapping[int, Entity]
    ) -> Group:
        """The noun group of tokens [start, end), whose tags are given; the last of them heads it."""
        group = Group(start, end, end - 1)
        if end - start > 1 and "POS" in tags:
            mark = end - 1 - list(reversed(tags)).index("POS")
            if start < mark < end - 1:
                group.possessor = (start, mark)
        if tags[-1] in POINTING:
            group.type = "pronoun"
        elif self._head(group, tokens.lowers, tags, entity_at) and (end - start > 1 or group.head in entity_at):
            self._beside(group, tokens.lowers, entity_at)
        return group

    def _head(self, group: Group, lowers: Sequence[str], tags: Sequence[str], entity_at: Mapping[int, Entity]) -> bool:
        """Type a group by its head; False where what stands before the head has no more to say."""
        entity = entity_at.get(group.head)
        if entity is not None and entity.kind in OF_ENTITY:
            _named(group, entity)
            return entity.kind in ("place", "name") and self._common(group, lowers) and group.type == "event"
        if entity is not None and entity.kind == "means" and not self._event(group, lowers):
            group.type, group.kind, group.entity = "gear", "means", entity
            self._acts(group, lowers, entity_at)
            return True
        return self._plain(group, lowers, tags)

    def _plain(self, group: Group, lowers: Sequence[str], tags: Sequence[str]) -> bool:
        head = lowers[group.head]
        if tags[-1] == "NUM":
            group.type = "number"
            return False
        if head in self.measures and "NUM" in tags:
            group.type = "measure"
            return False
        if head[0].isalpha() and head == head.upper():
            group.type, group.kind = "name", "name"  # in a script without capitals: no English word
            return False
        adjective = tags[-1] == "ADJ" and head in self.heads
        if not self._common(group, lowers) and not adjective and self._is_human(head):
            group.type, group.kind = "people", "civilians"
        return True

    def _acts(self, group: Group, lowers: Sequence[str], entity_at: Mapping[int, Entity]) -> None:
        """ "Israeli warplanes": a platform with an owner is who acts."""
        if not any(each.type == "actor" and not each.before for each in self.heads.get(lowers[group.head], ())):
            return
        beside = (entity_at.get(at) for at in range(group.first, group.last))
        owned = any(each is not None and each.kind in ("actor", "nationality") for each in beside)
        if owned:
            group.type, group.kind = "actor", "armed_group"

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
            _be(group, best)
            group.event = None
        elif len(best.before) == size and best.type == "actor":
            _be(group, best)  # "suicide bomber": somebody, and the name of what they do
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
        """Whether a noun that no list has names people by its ending: who does what a verb says."""
        if len(word) < SHORTEST_HUMAN or not word.endswith(self.human):
            return False
        stem = word.removesuffix("s")
        if not stem.endswith(("er", "or")):
            return True
        return any(self.words.get(each, 0) & BASE for each in (stem[:-2], stem[:-1], stem[:-3]))

    def _beside(self, group: Group, lowers: Sequence[str], entity_at: Mapping[int, Entity]) -> None:
        """What the words before the head add to it."""
        head = lowers[group.head]
        if group.weak and any(self._says_whose(lower) for lower in lowers[group.first : group.head]):
            group.weak = False
        if entity_at:
            _modifiers(group, entity_at, head)
        if group.type == "site" and head in self.columns:
            self._march(group, lowers)
        if head in MEN:
            if group.entity is not None and group.entity.kind in ("actor", "name"):
                group.type, group.kind = "actor", "armed_group"  # "Viv Ansanm men"
            elif not self.owning.isdisjoint(lowers[group.first : group.head]):
                group.type, group.kind = "actor", "armed_group"  # "its men"
        if group.type == "thing" and group.entity is not None and group.entity.kind == "actor":
            organisation = self.organisations.get(head)
            if organisation is not None:
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


def _modifiers(group: Group, entity_at: Mapping[int, Entity], head: str) -> None:
    """Who or what stands before the head: "ISIS militants", "Syrian troops", "Maskanah residents"."""
    for at in range(group.head, group.first - 1, -1):
        entity = entity_at.get(at)
        if entity is None:
            continue
        if entity.kind == "nationality" and group.nation is None:
            group.nation = entity
        elif group.entity is None and (
            entity.kind in ("actor", "person")
            or (entity.kind == "place" and group.type in PLACED)
            or (entity.kind == "name" and head in MEN)
        ):
            group.entity = entity


def _be(group: Group, head: Head) -> None:
    group.type, group.kind, group.weak = head.type, head.kind, head.weak
