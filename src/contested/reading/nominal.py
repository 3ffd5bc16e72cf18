"""What stands around an event noun: its own phrases and modifiers, and the slots of the verb that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contested.reading.clauses import Clauses
from contested.reading.entities import Entity
from contested.reading.fillers import Fillers
from contested.reading.groups import OF_ENTITY, UNTYPED, Group
from contested.reading.lexicon import Lexicon
from contested.reading.slots import INSIDE, Arguments
from contested.reading.triggers import Senses
from contested.reading.verbs import VerbGroup

GOVERNED = frozenset("VYJ")  # what may stand between a verb and its noun
GIVEN: Mapping[str, str] = {"agent": "subject", "patient": "object"}  # what a light verb gives -> the noun's slot


class Light(NamedTuple):
    """The light verb of an event noun ("launched an attack", "an attack took place"), what its subject is in the event
    (agent, patient, none), and whether the noun is its subject."""

    verb: VerbGroup
    gives: str
    is_subject: bool


class NounSlots:
    """Reads the slots of event nouns."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, senses: Senses) -> None:
        self.fillers, self.senses, self.heads = fillers, senses, lexicon.heads
        self.hitting = lexicon.cue_sets["grammar"]["hitting"]

    def of(self, clauses: Clauses, i: int, group: Group) -> tuple[Arguments, Light | None]:
        """The slots of the event noun that heads the group at a chunk, and its light verb."""
        args = Arguments()
        light = self._light(clauses, i)
        if group.possessor is not None:
            self._possessor(args, clauses, group, *group.possessor)
        self._modifiers(args, clauses, group)
        phrases, args.end = clauses.phrases(i + 1)
        args.add_phrases(clauses, phrases)
        _reduced_after(clauses, args)
        if light is not None:
            self._from_light(args, clauses, light)
        else:
            governor = clauses.before(i - 1, GOVERNED)
            if clauses.kind(governor) == "W":
                args.add(clauses, "mentioned", clauses.subjects(governor))
        args.add_opening(clauses, i)
        return args, light

    def _modifiers(self, args: Arguments, clauses: Clauses, group: Group) -> None:
        """Who or what stands before the noun: "ISIS attack", "Russian air strikes", "the Homs offensive"."""
        begin = group.possessor[1] if group.possessor is not None else group.whole[0]
        entity = group.entity
        if entity is not None and begin <= entity.first < group.head:
            _modifier(args, group, entity.kind)
        if entity is None and group.nation is not None:
            _modifier(args, group, "nationality")
        elif entity is None or entity.kind != "actor":
            self._common_modifier(args, clauses, group)

    def _common_modifier(self, args: Arguments, clauses: Clauses, group: Group) -> None:
        """ "rebel attack", "pro-government offensives", "army advance": a common noun that says who."""
        lowers = clauses.tokens.lowers
        first = group.head - len(group.event.before if group.event else ())
        for at in range(first - 1, group.first - 1, -1):
            word = lowers[at]
            own = word.partition("-")[2] if word.startswith(("pro-", "anti-")) else word
            kind = self.fillers.owner_kind(own)
            if kind is not None:
                part = Group(at, at + 1, at, "actor", "rebel" if word.startswith("anti-") else kind)
                args.slots += [("modifier", part, INSIDE), ("subject", part, INSIDE)]
                return

    def _possessor(self, args: Arguments, clauses: Clauses, group: Group, first: int, last: int) -> None:
        """ "the army's advance"."""
        part = Group(first, last, last - 1)
        entity = group.entity
        if entity is not None and first <= entity.first < last:
            part.entity, part.type = entity, _type_of(entity)
        else:
            heads = self.heads.get(clauses.tokens.lowers[last - 1], ())
            plain = next((head for head in heads if not head.before and head.type not in UNTYPED), None)
            if plain is not None:
                part.type, part.kind, part.weak = plain.type, plain.kind, plain.weak
            part.nation = group.nation
        args.slots.append(("subject", part, INSIDE))

    def _light(self, clauses: Clauses, i: int) -> Light | None:
        for j, verb in clauses.verbs.items():
            if not self.senses.may_carry(verb) or clauses.reduced(j):
                continue
            light = [sense for sense in self.senses.of(clauses, verb) if sense.verb.light is not None]
            gives = light[0].verb.light if light else None
            if gives is not None and not verb.passive and j < i:
                starts = (j + 1, *(sense.start for sense in light))
                if any(i in clauses.objects(start) for start in starts):
                    return Light(verb, gives, False)
            if (gives is not None or verb.passive) and verb.form != "ing" and i in clauses.subjects(j):
                return Light(verb, "none", True)
        return None

    def _from_light(self, args: Arguments, clauses: Clauses, light: Light) -> None:
        """What the light verb gives the noun: who did it, and the phrases behind the verb."""
        verb = light.verb
        if not light.is_subject:
            if light.gives in GIVEN:
                args.add(clauses, GIVEN[light.gives], clauses.subjects(verb.index))
            return
        start = verb.index + 1
        if not verb.passive:
            objects = clauses.objects(start)
            if not self.hitting.isdisjoint(verb.lemmas):
                args.add(clauses, "object", objects)
            start = objects[-1] + 1 if objects else start
        phrases, args.end = clauses.phrases(start)
        args.add_phrases(clauses, phrases)


def _modifier(args: Arguments, group: Group, kind: str) -> None:
    """The words before an event noun as its modifier, who acts where they name an actor."""
    part = Group(group.whole[0], group.head, group.head - 1)
    part.entity, part.nation = group.entity, group.nation
    if kind == "place":
        part.type, part.kind = "place", "settlement"
        args.slots.append(("modifier", part, INSIDE))
    elif kind in ("actor", "nationality"):
        part.type, part.kind = "actor", "armed_group" if kind == "actor" else "state_forces"
        args.slots += [("modifier", part, INSIDE), ("subject", part, INSIDE)]


def _type_of(entity: Entity) -> str:
    return OF_ENTITY[entity.kind] if entity.kind in ("actor", "person", "place") else "name"


def _reduced_after(clauses: Clauses, args: Arguments) -> None:
    """ "the advance made by X in Y", "offensives conducted throughout Z": what follows belongs to the noun."""
    if clauses.kind(args.end) == "W" and clauses.reduced(args.end):
        phrases, args.end = clauses.phrases(args.end + 1)
        args.add_phrases(clauses, phrases)
