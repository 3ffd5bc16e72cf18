"""What stands around an event noun: what hangs on it, its modifiers, and the arguments of the verb that carries it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from contested.reading.constructions import Constructions
from contested.reading.entities import Entity
from contested.reading.fillers import ACTS, Fillers
from contested.reading.groups import OF_ENTITY, UNTYPED
from contested.reading.lexicon import Lexicon
from contested.reading.sentence import INSIDE, Argument, Group, Sentence, VerbGroup

GIVEN: Final = {"agent": "subject", "patient": "object"}  # what a light verb gives -> the noun's slot
NEAR_LIGHT: Final = 12  # tokens between an event noun and a light verb that does not take it directly
BETWEEN: Final = frozenset(("between", "with", "against", "of"))  # slots of the opponents of an event noun
BLAMED: Final = frozenset(("on", "to"))
CHARGED: Final = frozenset(("for", "of"))
CORE: Final = frozenset(("subject", "object", "complement", "indirect", "poss", "mod"))
LONG: Final = frozenset(("years", "months", "decades", "generations"))
LEAVING_OUT: Final = frozenset(("not", "except", "excluding"))

SUFFERED: Final = frozenset(("dead", "killed", "wounded", "injured", "missing", "casualties", "losses", "deaths"))


class Light(NamedTuple):
    """The light verb of an event noun ("launched an attack", "an attack took place"), what its subject is in the event
    (agent, patient, none), and whether the noun is its subject."""

    verb: VerbGroup
    gives: str
    is_subject: bool


class NounArguments:
    """Reads the arguments of event nouns."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, constructions: Constructions) -> None:
        self.fillers, self.constructions, self.heads = fillers, constructions, lexicon.heads
        self.hitting = lexicon.cue_sets["grammar"]["hitting"]
        grammar = lexicon.cue_sets["grammar"]
        self.claiming, self.blaming = grammar["claiming"], grammar["blaming"]
        self.owning = lexicon.cue_sets["parties"]["owning"]
        self.charged = lexicon.cue_sets["attribution"]["charged"]
        self.light = frozenset(
            [lemma for lemma, senses in lexicon.verbs.items() for each in senses if each.light is not None]
        )

    def of(self, sentence: Sentence, group: Group) -> tuple[list[Argument], Light | None]:
        """The arguments of the event noun that heads a group, and its light verb."""
        head = group.head
        found: list[Argument] = []
        if group.possessor is not None:
            self._possessor(found, sentence, group, *group.possessor)
        self._modifiers(found, sentence, group)
        found.extend(each for each in sentence.arguments.get(head, ()) if each.slot not in ("poss", "mod"))
        found.extend(self._sharing(sentence, head, found))
        if group.part is not None:  # "a series of attacks by X", "a wave of strikes on Y"
            found.extend(each for each in sentence.arguments.get(group.part.head, ()) if each.slot not in CORE | {"of"})
        found.extend(self._blamed(sentence, head))
        for each in [each for each in found if each.slot == "of" and each.token >= 0]:
            more = sentence.arguments.get(each.token, ())
            found.extend(other for other in more if other.slot in ("with", "against"))  # "clashes of A | with B"
        if any(sentence.tag(at) == "NUM" for at in range(group.first, head)):
            found.append(Argument("counted", group, INSIDE))  # "three deaths"
        light = self._light(sentence, head)
        if light is not None:
            self._from_light(found, sentence, light, head)
        else:
            governor = next((each for each in sentence.above(head) if each in sentence.verbs), None)
            if governor is not None:
                found.extend(Argument("mentioned", each.group, each.token) for each in sentence.subjects(governor))
        if light is None or light.gives != "patient":
            found.extend(self._own(sentence, group))
        if not any(each.slot in BETWEEN for each in found):
            found.extend(_strayed(sentence, found))
        return found, light

    def _sharing(self, sentence: Sentence, head: int, found: Sequence[Argument]) -> list[Argument]:
        """Who is joined to an act is joined to whose act it is: "the siege of X | and the army"."""
        of = next((each for each in found if each.slot == "of" and each.group.type == "actor"), None)
        joined = [sentence.groups.get(each) for each in sentence.under(head) if sentence.label(each) == "conj"]
        return [
            Argument("of", group, group.head)
            for group in joined
            if of is not None and group is not None and group.type == "actor" and group.first > of.token
        ]

    def _own(self, sentence: Sentence, group: Group) -> list[Argument]:
        """Whose "its" and "whose" is: "the group will tighten | its siege", "the army, | whose campaign failed"."""
        first = sentence.lowers[group.whole[0]]
        if first == "whose":
            whose = next((each for each in sentence.above(group.head) if sentence.label(each) == "acl:relcl"), -1)
            owner = sentence.groups.get(sentence.head(whose)) if whose >= 0 else None
            return [Argument("subject", owner, INSIDE)] if owner is not None and self._is_force(owner) else []
        if first not in self.owning:
            return []
        verb = next((each for each in sentence.above(group.head) if each in sentence.verbs), None)
        subjects = sentence.subjects(verb) if verb is not None else ()
        takes = any(each.token == group.head for each in sentence.objects(verb)) if verb is not None else False
        return [Argument("subject", each.group, INSIDE) for each in subjects if takes and self._is_force(each.group)]

    def _is_force(self, group: Group) -> bool:
        return group.type != "pronoun" and self.fillers.is_actor(group)

    def _blamed(self, sentence: Sentence, head: int) -> list[Argument]:
        """Who an event is said to be by: "claimed by X", "blamed on X", "X is blamed for it", "X is behind it"."""
        found: list[Argument] = []
        for token, argument in sentence.takers(head):
            verb = sentence.verbs.get(token)
            if verb is None:
                continue
            arguments = sentence.arguments.get(token, ())
            if argument.slot == "object" and not self.claiming.isdisjoint(verb.lemmas):
                if sentence.lowers[head] in SUFFERED:
                    continue  # "admitted 30 dead" takes no blame
                found.extend(Argument("by", each.group, each.token) for each in arguments if each.slot == "subject")
            elif argument.slot == "object" and not self.blaming.isdisjoint(verb.lemmas):
                found.extend(Argument("subject", each.group, INSIDE) for each in arguments if each.slot in BLAMED)
            elif argument.slot in CHARGED and not self.charged.isdisjoint(verb.lemmas):
                found.extend(Argument("subject", each.group, INSIDE) for each in arguments if each.slot == "object")
            elif argument.slot == "behind" and "be" in verb.lemmas:
                found.extend(each for each in arguments if each.slot == "subject")
        return [each for each in found if each.group.type == "name" or self.fillers.is_actor(each.group)]

    def _light(self, sentence: Sentence, head: int) -> Light | None:
        """The verb that carries an event noun."""
        best: Light | None = None
        for token in self._carrying(sentence, head):
            verb = sentence.verbs[token]
            slots = [each.slot for each in sentence.arguments.get(token, ()) if each.token == head]
            for sense in self.constructions.of(sentence, verb):
                if sense.verb.light is None:
                    continue
                turned = [each.slot for each in sense.arguments if each.token == head]
                if "object" in turned and sense.verb.light != "none":
                    return Light(verb, sense.verb.light, False)
                if "subject" in turned:
                    best = best or Light(verb, "none", True)
            if best is None and "object" in slots and (verb.passive or verb.form == "participle"):
                best = Light(verb, "none", True)
        return best

    def _carrying(self, sentence: Sentence, head: int) -> Sequence[int]:
        """The verbs that may carry a noun, in text order: those that take it, and light ones not far from it."""
        found = {token for token, _ in sentence.takers(head) if token in sentence.verbs}
        for token in range(max(sentence.first, head - NEAR_LIGHT), min(sentence.last, head + NEAR_LIGHT)):
            if token in sentence.verbs and not self.light.isdisjoint(sentence.verbs[token].lemmas):
                found.add(token)
        return sorted(found)

    def _from_light(self, found: list[Argument], sentence: Sentence, light: Light, head: int) -> None:
        """What the light verb gives the noun: who did it, and the phrases behind the verb."""
        for each in sentence.arguments.get(light.verb.head, ()):
            if each.token == head:
                continue
            if each.slot not in CORE:
                found.append(each)
            elif not light.is_subject and each.slot == "subject" and light.gives in GIVEN:
                found.append(Argument(GIVEN[light.gives], each.group, each.token))
            elif each.slot == "object" and not self.hitting.isdisjoint(light.verb.lemmas):
                found.append(each)

    def _modifiers(self, found: list[Argument], sentence: Sentence, group: Group) -> None:
        """Who or what stands before the noun: "ISIS attack", "Russian air strikes", "the Homs offensive"."""
        begin = group.possessor[1] if group.possessor is not None else group.first
        entity = group.entity
        if entity is not None and begin <= entity.first < group.head:
            _modifier(found, group, entity.kind)
        if entity is None and group.nation is not None:
            _modifier(found, group, "nationality")
        elif entity is None or entity.kind != "actor":
            self._common_modifier(found, sentence, group)

    def _common_modifier(self, found: list[Argument], sentence: Sentence, group: Group) -> None:
        """ "rebel attack", "pro-government offensives", "army advance": a common noun that says who."""
        lowers = sentence.lowers
        first = group.head - len(group.event.before if group.event else ())
        for at in range(first - 1, group.first - 1, -1):
            word = lowers[at]
            own = word.partition("-")[2] if word.startswith(("pro-", "anti-")) else word
            own = own.removesuffix("-led").removesuffix("-backed")
            kind = self.fillers.owner_kind(own)
            if kind is not None:
                part = Group(at, at + 1, at, "actor", "rebel" if word.startswith("anti-") else kind)
                found += [Argument("modifier", part, INSIDE), Argument("subject", part, INSIDE)]
                return

    def _possessor(self, found: list[Argument], sentence: Sentence, group: Group, first: int, last: int) -> None:
        """ "the army's advance"."""
        part = Group(first, last, last - 1)
        entity = group.entity
        if entity is not None and first <= entity.first < last:
            part.entity, part.type = entity, _type_of(entity)
        else:
            heads = self.heads.get(sentence.lowers[last - 1], ())
            plain = next((head for head in heads if not head.before and head.type not in UNTYPED), None)
            if plain is not None:
                part.type, part.kind, part.weak = plain.type, plain.kind, plain.weak
            part.nation = group.nation
        found.append(Argument("subject", part, INSIDE))


def _strayed(sentence: Sentence, found: Sequence[Argument]) -> list[Argument]:
    """ "Fighting went on | in X between A and B": what the parser hung on the place."""
    places = [each for each in found if each.token >= 0 and each.group.type in ("place", "time", "thing")]
    return [other for each in places for other in sentence.arguments.get(each.token, ()) if other.slot == "between"]


def _modifier(found: list[Argument], group: Group, kind: str) -> None:
    """The words before an event noun as its modifier, who acts where they name an actor."""
    part = Group(group.first, group.head, group.head - 1)
    part.entity, part.nation = group.entity, group.nation
    if kind == "place":
        country = group.entity is not None and group.entity.value == ACTS
        part.type, part.kind = "place", "place" if country else "settlement"
        found.append(Argument("modifier", part, INSIDE))
        if country:
            found.append(Argument("subject", part, INSIDE))  # "a U.S. airstrike"
    elif kind in ("actor", "nationality"):
        part.type, part.kind = "actor", "armed_group" if kind == "actor" else "state_forces"
        found += [Argument("modifier", part, INSIDE), Argument("subject", part, INSIDE)]


def _type_of(entity: Entity) -> str:
    return OF_ENTITY[entity.kind] if entity.kind in ("actor", "person", "place") else "name"


def lasts(sentence: Sentence, group: Group, durations: frozenset[str]) -> bool:
    """Whether how long it went on shows that a noun is an event: "three days of battle", "a night-long fight"."""
    if group.of is not None and sentence.lowers[group.of.head] in durations:
        return True
    before = sentence.lowers[max(sentence.first, group.head - 2) : group.head]
    if any("-" in word and word.rpartition("-")[2] in durations for word in before):
        return True
    case, governor = sentence.child(group.head, "case"), next(iter(sentence.above(group.head)), None)
    of = case is not None and sentence.lowers[case] == "of"
    return of and governor is not None and sentence.lowers[governor] in durations


def is_of_years(sentence: Sentence, group: Group) -> bool:
    """Whether a noun only tells what went on for long, nobody says for how long: "after years of siege"."""
    case, above = sentence.child(group.head, "case"), sentence.head(group.head)
    if sentence.label(group.head) == "conj":
        case, above = sentence.child(above, "case"), sentence.head(above)
    if case is None or above < sentence.first or sentence.lowers[case] != "of":
        return False
    counted = any(sentence.tag(each) == "NUM" for each in sentence.under(above))
    return sentence.lowers[above] in LONG and not counted


def left_out(sentence: Sentence, group: Group) -> bool:
    """Whether a group is named only to be left out: "took the town but not | the airport", "all except | the base"."""
    return is_left_out(sentence, group.whole[0])


def is_left_out(sentence: Sentence, first: int) -> bool:
    """Whether what begins at a token is named only to be left out."""
    first += sentence.lowers[first] == "not"
    if first <= sentence.first or sentence.lowers[first - 1] not in LEAVING_OUT:
        return False
    before = sentence.lowers[max(sentence.first, first - 2) : first]
    return before in (["but", "not"], ["and", "not"], [",", "not"]) or before[-1:] in (["except"], ["excluding"])
