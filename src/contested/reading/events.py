"""Triggers to drafts of claims: which words name an event, and who fills which role of it.

A verb or an event noun is a candidate by its form; it becomes a draft only if what its frame needs stands in its
clause. Roles are read from slots by the frame's table; nothing is matched by strings near a verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.reading.clauses import Clauses
from contested.reading.fillers import Fillers
from contested.reading.groups import Group
from contested.reading.lexicon import Frame, Lexicon, Noun, Trigger
from contested.reading.nominal import Light, NounSlots
from contested.reading.slots import Arguments, VerbSlots
from contested.reading.triggers import Sense, Senses
from contested.reading.verbs import VerbGroup

PLACED = frozenset(("place", "site", "road", "area", "name"))
PLACE_ROLES = frozenset(("at", "from", "to", "toward", "near", "via"))
LOSSES = frozenset(("casualties", "destruction"))
BLASTS = frozenset(("explosive", "suicide_bombing"))
TYPED = ("actor", "people", "place", "site")  # fillers that make an event of an event noun
NEAR = 8  # tokens between an event noun and the verb that tells of it, for both to be its trigger


class Draft:
    """A claim in the making: its trigger's tokens, its type, its fillers by role, the clause that it stands in.

    ``roles``, ``places``: (role, filler, slot). ``light``: the verb that tells of an event noun. ``anaphor``: it may
    point back to an event told before. ``weak``: it can only point back, and is no claim of its own. ``cause``: the
    draft of what these losses were caused by.
    """

    __slots__ = (
        "anaphor", "arguments", "cause", "chunk", "frame", "light", "noun", "places", "roles", "trigger",
        "trigger_first", "trigger_last", "type", "verb", "weak",
    )  # fmt: skip

    def __init__(
        self, type: str, first: int, last: int, chunk: int, trigger: Trigger, frame: Frame, arguments: Arguments
    ) -> None:
        self.type, self.trigger_first, self.trigger_last, self.chunk = type, first, last, chunk
        self.trigger, self.frame, self.arguments = trigger, frame, arguments
        self.roles: list[tuple[str, Group, str]] = []
        self.places: list[tuple[str, Group, str]] = []
        self.verb: VerbGroup | None = None
        self.light: VerbGroup | None = None
        self.cause: Draft | None = None
        self.noun = self.anaphor = self.weak = False

    def __repr__(self) -> str:
        return f"Draft({self.type} {self.roles} {self.places})"

    def fillers(self, role: str) -> list[Group]:
        """The groups in a role."""
        return [group for each, group, _ in self.roles if each == role]

    def tells(self, noun: Draft) -> bool:
        """Whether this verb's event is the noun's: "A suicide bomber blew himself up" is one event."""
        meant = self.trigger.generic and noun.trigger.type in LOSSES  # what killed: "shells hit X, killing two"
        same = self.type == noun.type or meant or (self.type in BLASTS and noun.type == "suicide_bombing")
        return same and not self.noun and any(at == noun.chunk for _, _, at in self.arguments.slots)


class Finder:
    """Finds the drafts of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.fillers, self.senses = Fillers(lexicon), Senses(lexicon)
        self.verb_slots = VerbSlots(lexicon, self.fillers)
        self.noun_slots = NounSlots(lexicon, self.fillers, self.senses)
        grammar, condition = lexicon.cue_sets["grammar"], lexicon.cue_sets["condition"]
        self.pointing, self.accidents = grammar["pointing"], condition["accidents"]
        self.hitting = grammar["hitting"]
        self.figurative, self.figurative_of = condition["figurative"], condition["figurative_of"]
        self.place_roles = {word: "at" for name in ("at", "directions") for word in grammar[name]}
        self.place_roles.update({word: name for name in ("from", "toward", "via") for word in grammar[name]})

    def drafts(self, clauses: Clauses, war: bool) -> list[Draft]:
        """All drafts of a sentence in text order; ``war``: whether the report speaks of armed force at all."""
        found: list[Draft] = []
        used: set[int] = set()  # noun chunks that are part of a verb's trigger
        for verb in clauses.verbs.values():
            draft = self._verb(clauses, verb, war, used)
            if draft is not None:
                found.append(draft)
        groups = [(i, chunk.group) for i, chunk in enumerate(clauses.chunks) if chunk.group is not None]
        for i, group in groups:
            if group.event is not None and i not in used:
                draft = self._noun(clauses, i, group, group.event, war)
                if draft is not None:
                    found.append(draft)
        losses = [draft for draft in found if draft.type in LOSSES and not draft.noun]
        found.extend(made for draft in losses for made in self._causes(draft))
        found.sort(key=lambda draft: draft.trigger_first)
        self._join_hits(found)
        kept = [draft for draft in found if not self._told_by(draft, found, clauses)]
        for draft in losses:
            if draft.cause is not None and draft.cause not in kept:
                draft.cause = None
        return kept

    def _join_hits(self, found: list[Draft]) -> None:
        """Make one of an event noun and the verb that says what it hit: "the blast shook X"."""
        nouns = {id(draft.light): draft for draft in found if draft.noun and draft.light and not draft.weak}
        for draft in found:
            noun = nouns.get(id(draft.verb))
            if noun is not None and noun is not draft and not draft.noun and self._hits(draft):
                draft.type, draft.trigger_first = noun.type, noun.trigger_first
                draft.roles = [*(role for role in noun.roles if role[0] == "agent"), *draft.roles]

    def _hits(self, draft: Draft) -> bool:
        return draft.trigger.generic and draft.verb is not None and not self.hitting.isdisjoint(draft.verb.lemmas)

    def _told_by(self, draft: Draft, found: list[Draft], clauses: Clauses) -> bool:
        """Whether another draft tells the same event: "shelled X, hitting a school"."""
        if draft.noun:
            return any(other.tells(draft) for other in found)
        verb = draft.verb
        if verb is None or verb.form != "ing" or not self._hits(draft):
            return False
        if any(at > verb.head and entity.kind in ("place", "name") for at, entity in clauses.entity_at.items()):
            return False
        return any(other.type not in LOSSES and other.trigger_first < draft.trigger_first for other in found)

    def _causes(self, losses: Draft) -> Iterator[Draft]:
        """ "A landmine killed five", "killed by a rocket": what killed or destroyed is an event of its own."""
        for slot, group, at in losses.arguments.slots:
            entity = group.entity
            if slot not in ("subject", "by") or at < 0 or group.type != "gear" or group.event is not None:
                continue
            if entity is None or entity.kind != "means":
                continue
            type = self.lexicon.refine.get(self.fillers.means[entity.value])
            if type is not None:
                frame = self.lexicon.frames["hit_event"]
                made = Draft(type, entity.first, entity.last, at, losses.trigger, frame, losses.arguments)
                made.verb, made.noun, made.places = losses.verb, True, list(losses.places)
                made.roles = [entry for entry in losses.roles if entry[0] == "patient" or entry[::2] == ("agent", slot)]
                losses.cause = made
                yield made

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, clauses: Clauses, verb: VerbGroup, war: bool, used: set[int]) -> Draft | None:
        """The draft of the first sense that has what it needs."""
        if not self.senses.may_tell(clauses, verb):
            return None
        slots: dict[int, Arguments] = {}
        for sense in self.senses.of(clauses, verb):
            if sense.verb.trigger is None:
                continue
            trigger = self.lexicon.triggers[sense.verb.trigger]
            if not war and (trigger.war or (trigger.type == "casualties" and self._is_disaster(clauses))):
                continue
            if trigger.generic and self._is_natural(clauses, verb):
                continue
            args = slots.get(sense.start)
            if args is None:
                args = slots[sense.start] = self.verb_slots.of(clauses, verb, sense)
            if self._needs(trigger, args, war, phrase=bool(sense.verb.rest)):
                first = verb.chain[0] if verb.chain else verb.head
                frame = self.lexicon.frames[trigger.frame]
                draft = Draft(trigger.type, first, sense.end, verb.index, trigger, frame, args)
                draft.verb = verb
                self._fill(draft, clauses)
                used.update(_within(clauses, verb, sense, args))
                return draft
        return None

    def _is_natural(self, clauses: Clauses, verb: VerbGroup) -> bool:
        """Whether no hand but nature's does it: "the storm hit the coast", "a virus attacks the lungs"."""
        return any(clauses.tokens.lowers[clauses.group(k).head] in self.accidents for k in clauses.subjects(verb.index))

    def _is_disaster(self, clauses: Clauses) -> bool:
        return not self.accidents.isdisjoint(clauses.words)

    # --- nouns --------------------------------------------------------------------------------------------------------

    def _noun(self, clauses: Clauses, i: int, group: Group, noun: Noun, war: bool) -> Draft | None:
        trigger = self.lexicon.triggers[noun.trigger]
        if (trigger.war and not war) or self._is_figurative(clauses, group, noun, trigger):
            return None
        args, light = self.noun_slots.of(clauses, i, group)
        first, last = _trigger_of_noun(clauses, group, noun, light)
        draft = Draft(trigger.type, first, last, i, trigger, self.lexicon.frames[trigger.frame], args)
        draft.noun = True
        if light is not None:
            draft.light = draft.verb = light.verb
        draft.anaphor = self._points_back(clauses, group, args)
        draft.weak = not self._stands(trigger, noun, args, light, war)
        if draft.weak and not draft.anaphor:
            return None
        self._fill(draft, clauses)
        return draft

    def _is_figurative(self, clauses: Clauses, group: Group, noun: Noun, trigger: Trigger) -> bool:
        """ "a heart attack", "a price war", "an explosion of measles cases"."""
        before = group.head - len(noun.before) - 1
        if before >= group.whole[0] and clauses.tokens.lowers[before] in self.figurative:
            return True
        return group.of is not None and group.of.type == "thing" and trigger.type in self.figurative_of

    def _points_back(self, clauses: Clauses, group: Group, args: Arguments) -> bool:
        """ "the attack", with nothing that would tell which: it may be the one told before."""
        if clauses.tokens.lowers[group.whole[0]] not in self.pointing:
            return False
        return not any(
            self.fillers.is_type(each, kind)
            for name, each, _ in args.slots
            if name not in ("subject", "object")
            for kind in TYPED
        )

    def _stands(self, trigger: Trigger, noun: Noun, args: Arguments, light: Light | None, war: bool) -> bool:
        """Whether an event noun is an event of its own. A noun that can mean much else ("strike") needs somebody or a
        place beside it, and a sign that it is meant so; what a trigger needs it must have, or be a sure word of war."""
        met = self._needs(trigger, args, war, noun=True)
        if not noun.weak:
            return met or war
        told = light is not None and light.gives in ("none", "patient") and not noun.before
        return met and self._is_typed(args) and (war or told or any(each.type == "actor" for _, each, _ in args.slots))

    def _is_typed(self, args: Arguments) -> bool:
        return any(
            self.fillers.is_type(each, kind) for name, each, _ in args.slots if name != "mentioned" for kind in TYPED
        )

    # --- needs and roles ----------------------------------------------------------------------------------------------

    def _needs(self, trigger: Trigger, args: Arguments, war: bool, noun: bool = False, phrase: bool = False) -> bool:
        """Whether a clause has what a trigger needs; ``phrase``: the trigger is a verb with further words."""
        for need in trigger.needs:
            for slot, kind in need:
                if not self._has(slot, kind, args, war, noun, phrase):
                    break
            else:
                return True
        return not trigger.needs

    def _has(self, slot: str, kind: str, args: Arguments, war: bool, noun: bool, phrase: bool) -> bool:
        if slot == "noun":
            return noun and war
        if slot == "war" or kind == "war":
            return war
        if slot == "verb":
            return phrase if kind == "phrase" else not noun
        for name, group, _ in args.slots:
            if (name == slot or (slot == "any" and name != "mentioned")) and self.fillers.is_type(group, kind, war):
                return True
        return False

    def _fill(self, draft: Draft, clauses: Clauses) -> None:
        """Give each filler its role by the frame; else what stands in a place phrase is a place."""
        for slot, group, _ in draft.arguments.slots:
            if slot == "supporter":
                draft.roles.append(("supporter", group, slot))
                continue
            table = draft.frame.slots.get(slot, {})
            if group.type in ("gear", "event") and slot in ("subject", "by") and "agent" in table.values():
                owner = self.fillers.owner(clauses, group)
                if owner is not None:
                    draft.roles.append(("agent", owner, slot))
                    continue
            role = self._role(table, group, slot, clauses)
            if role in PLACE_ROLES:
                draft.places.append((role, group, slot))
            elif role is not None and not (role == "agent" and slot == "object" and draft.fillers("agent")):
                draft.roles.append((role, group, slot))

    def _role(self, table: dict[str, str], group: Group, slot: str, clauses: Clauses) -> str | None:
        """The role that a frame's slot gives to a filler; else what its preposition says of a place."""
        if group.type == "pronoun" and "place" in table and clauses.tokens.lowers[group.head] == "it":
            return table["place"]
        for kind, role in table.items():
            if self.fillers.fits(group, kind, slot):
                return role
        return self.place_roles.get(slot) if group.type in PLACED else None


def _within(clauses: Clauses, verb: VerbGroup, sense: Sense, args: Arguments) -> Iterator[int]:
    """The chunks that a verb's trigger takes up: "launched an attack on"."""
    for at in range(verb.index + 1, len(clauses.chunks)):
        if clauses.chunks[at].last <= sense.end:
            yield at
    if sense.verb.rest:
        for name, group, at in args.slots:
            if name in ("object", "complement") and at >= 0 and group.last <= sense.end:
                yield at


def _trigger_of_noun(clauses: Clauses, group: Group, noun: Noun, light: Light | None) -> tuple[int, int]:
    """The tokens of an event noun, its further words and its light verb: "launched an attack", "clashes broke out"."""
    lowers, size = clauses.tokens.lowers, len(noun.before)
    first, last = group.head - size, group.head + 1
    if tuple(lowers[first : group.head]) != noun.before:
        first = group.head
    if light is not None and light.gives != "none":
        first = light.verb.chain[0] if light.verb.chain else light.verb.head
    elif light is not None and light.verb.chain and 0 <= light.verb.first - last <= NEAR:
        last = light.verb.head + 1
    return first, last
