"""Triggers to drafts of claims: which words name an event, and who fills which role of it.

A verb or an event noun is a candidate by its form; it becomes a draft only if what its frame needs stands in its
clause. Roles are read from slots by the frame's table; nothing is matched by strings near a verb.
"""

from __future__ import annotations

from contested.reading.classes import DIRECTIONS
from contested.reading.clauses import Arguments, Clauses, VerbGroup
from contested.reading.groups import Chunk, Group
from contested.reading.lexicon import Frame, Lexicon, Trigger, Verb

PLACE_TYPES = frozenset({"place", "site", "road", "area"})
AT_PREPOSITIONS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west in at near around inside outside within across throughout along between on over amid off beyond behind above under atop opposite beside alongside".split()
)
DEFAULT_ROLES = {
    "from": "from",
    "to": "toward",
    "into": "toward",
    "towards": "toward",
    "toward": "toward",
    "through": "via",
    "via": "via",
}
ACTS = 1  # an entity's value: a place that can stand for its government
ORDNANCE = frozenset(
    "rocket missile mortar artillery shell ballistic_missile cruise_missile howitzer rocket_launcher multiple_rocket_launcher projectile anti_tank_missile mortar_bomb".split()
)
BOMBS = frozenset("bomb barrel_bomb cluster_munition glide_bomb chemical_agent incendiary thermobaric".split())
EXPLOSIVES = frozenset(
    "bomb ied car_bomb mine landmine explosives roadside_bomb suicide_vest suicide_bomb suicide_car_bomb booby_trap vehicle_bomb explosive grenade".split()
)
AIRCRAFT = frozenset(
    "aircraft helicopter drone gunship fighter_jet bomber missile rocket cruise_missile ballistic_missile".split()
)
LEADING = frozenset({"lead", "spearhead", "head", "command"})
BACKING = frozenset({"back", "support", "assist", "aid", "accompany"})
FIGURATIVE_OF = frozenset(("explosive", "shelling", "air_strike", "offensive", "siege"))
NEAR = 8  # tokens between an event noun and the verb that tells of it, for both to be its trigger
SKIP_IN_PHRASE = frozenset("DJV'#")


class Draft:
    """A claim in the making: its trigger's tokens, its type, its fillers by role, the clause that it stands in."""

    __slots__ = (
        "anaphor", "arguments", "cause", "chunk", "frame", "light", "noun", "places", "roles", "slots", "trigger", "trigger_first",
        "trigger_last", "type", "verb", "weak",
    )  # fmt: skip

    def __init__(self, type: str, first: int, last: int, chunk: int, trigger: Trigger, frame: Frame) -> None:
        self.type, self.trigger_first, self.trigger_last, self.chunk = type, first, last, chunk
        self.trigger, self.frame = trigger, frame
        self.roles: list[tuple[str, Group, str]] = []  # role, filler, slot
        self.places: list[tuple[str, Group, str]] = []
        self.verb: VerbGroup | None = None
        self.noun = False
        self.light: VerbGroup | None = None
        self.arguments: Arguments | None = None
        self.cause: Draft | None = None
        self.anaphor = False
        self.weak = False  # only points back: no claim of its own

    def __repr__(self) -> str:
        return f"Draft({self.type} {self.roles} {self.places})"

    def fillers(self, role: str) -> list[Group]:
        """The groups in a role."""
        return [group for each, group, _ in self.roles if each == role]


class Finder:
    """Finds the drafts of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.means = [row[0] for row in lexicon.means]

    def drafts(self, clauses: Clauses, war: bool) -> list[Draft]:
        """All drafts of a sentence in text order."""
        found: list[Draft] = []
        used: set[int] = set()  # noun chunks that are part of a light verb's trigger
        for i, verb in clauses.verbs.items():
            draft = self._verb(clauses, verb, war, used)
            if draft is not None:
                found.append(draft)
        for i, chunk in enumerate(clauses.chunks):
            if chunk.kind == "N" and chunk.group is not None and chunk.group.event is not None and i not in used:
                draft = self._noun(clauses, i, chunk.group, war)
                if draft is not None:
                    found.append(draft)
        found.extend(self._means(clauses, found))
        found.sort(key=lambda draft: draft.trigger_first)
        return [draft for draft in found if not self._told_by_verb(draft, found)]

    def _told_by_verb(self, draft: Draft, among: list[Draft]) -> bool:
        """ "A suicide bomber blew himself up" is one event: its noun serves the verb of the same type."""
        return draft.noun and any(
            other is not draft
            and other.type in (draft.type, "explosive", "suicide_bombing")
            and draft.type in (other.type, "suicide_bombing")
            and not other.noun
            and other.arguments is not None
            and any(at == draft.chunk for _, _, at in other.arguments.slots)
            for other in among
        )

    def _means(self, clauses: Clauses, drafts: list[Draft]) -> list[Draft]:
        """ "A landmine killed five", "killed by a rocket": what killed or destroyed is an event of its own."""
        found: list[Draft] = []
        for draft in drafts:
            if draft.type not in ("casualties", "destruction") or draft.arguments is None or draft.noun:
                continue
            for slot, group, at in draft.arguments.slots:
                entity = group.entity
                if (
                    slot not in ("subject", "by")
                    or at < 0
                    or group.type != "gear"
                    or entity is None
                    or entity.kind != "means"
                ):
                    continue
                type = self.lexicon.refine.get(self.means[entity.value])
                if type is None or group.event is not None:
                    continue
                made = Draft(type, entity.first, entity.last, at, draft.trigger, self.lexicon.frames["hit_event"])
                made.verb, made.arguments, made.noun = draft.verb, draft.arguments, True
                made.places = list(draft.places)
                made.roles = [entry for entry in draft.roles if entry[0] == "patient"]
                draft.cause = made
                found.append(made)
        return found

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, clauses: Clauses, verb: VerbGroup, war: bool, used: set[int]) -> Draft | None:
        arguments: dict[int, tuple[Arguments, int]] = {}
        for sense, end, start, between in self._senses(clauses, verb):
            if sense.trigger is None:
                continue
            trigger = self.lexicon.triggers[sense.trigger]
            if trigger.war and not war:
                continue
            if start not in arguments:
                arguments[start] = self._arguments(clauses, verb, start, between), end
            args, _ = arguments[start]
            if trigger.type in ("casualties",) and not war and clauses.disaster:
                continue
            if not self._needs(trigger, args, False, bool(sense.rest), war):
                continue
            draft = Draft(
                trigger.type,
                verb.chain[0] if verb.chain else verb.head,
                end,
                verb.index,
                trigger,
                self.lexicon.frames[trigger.frame],
            )
            draft.verb, draft.arguments = verb, args
            self._fill(draft, args, clauses)
            for name, group, at in args.slots:
                if (
                    name in ("object", "complement")
                    and group.event is not None
                    and at >= 0
                    and sense.rest
                    and group.last <= end
                ):
                    used.add(at)
            for at in range(verb.index + 1, len(clauses.chunks)):
                if clauses.chunks[at].last <= end:
                    used.add(at)
            return draft
        return None

    def _senses(self, clauses: Clauses, verb: VerbGroup) -> list[tuple[Verb, int, int, int]]:
        """Senses whose words follow: (sense, end of the trigger, chunk where its objects begin, object chunk between)."""
        known = clauses.senses.get(verb.index)
        if known is None:
            known = clauses.senses[verb.index] = self._find_senses(clauses, verb)
        return known

    def _find_senses(self, clauses: Clauses, verb: VerbGroup) -> list[tuple[Verb, int, int, int]]:
        found = []
        for lemma in verb.lemmas:
            for sense in self.lexicon.verbs.get(lemma, ()):
                if not sense.rest:
                    found.append((sense, verb.head + 1, verb.index + 1, -1))
                    continue
                if not clauses.may_hold(sense.rest[0]):
                    continue
                match = self._follow(clauses, verb, sense.rest)
                if match is not None:
                    found.append((sense, *match))
        if verb.passive or verb.chain[:-1]:
            for lemma in ("be",) if verb.passive else ():
                for sense in self.lexicon.verbs.get(lemma, ()):
                    if sense.rest and sense.rest[0] == clauses.tokens.lowers[verb.head]:
                        match = (
                            self._follow(clauses, verb, sense.rest[1:])
                            if sense.rest[1:]
                            else (verb.head + 1, verb.index + 1, -1)
                        )
                        if match is not None:
                            found.append((sense, *match))
        found.sort(key=lambda row: -len(row[0].rest))
        return found

    def _follow(self, clauses: Clauses, verb: VerbGroup, rest: tuple[str, ...]) -> tuple[int, int, int] | None:
        """Match the words after a verb: directly, or after its object ("drive the rebels out")."""
        _tokens, chunks = clauses.tokens, clauses.chunks
        end = self._match(clauses, verb.head + 1, rest)
        if end is not None:
            return end, _chunk_from(chunks, end, verb.index), -1
        after = verb.index + 1
        between = clauses.objects(after)
        if between:
            end = self._match(clauses, chunks[between[-1]].last, rest)
            if end is not None:
                return end, _chunk_from(chunks, end, between[-1]), between[0]
        if verb.passive or clauses.reduced(verb.index):
            return self._passive_phrase(clauses, verb, rest)
        return None

    def _passive_phrase(self, clauses: Clauses, verb: VerbGroup, rest: tuple[str, ...]) -> tuple[int, int, int] | None:
        """ "hostages were freed", "a grenade was thrown": the noun of the phrase is the passive's subject."""
        lowers = clauses.tokens.lowers
        for k in clauses.subjects(verb.index):
            group = clauses.chunks[k].group
            if group is not None and rest[0] in _singulars(lowers[group.head]):
                if len(rest) == 1 or rest[1] in ("of", "at", "on", "against", "to", "with"):
                    return verb.head + 1, verb.index + 1, -1
        return None

    def _match(self, clauses: Clauses, at: int, rest: tuple[str, ...]) -> int | None:
        tokens, classes, first = clauses.tokens, clauses.classes, clauses.first
        last = first + len(classes)
        for word in rest:
            skipped = 0
            while at < last:
                lower = tokens.lowers[at]
                if lower == word or word in _singulars(lower):
                    break
                if classes[at - first] not in SKIP_IN_PHRASE or skipped > 3:
                    return None
                at += 1
                skipped += 1
            if at >= last:
                return None
            at += 1
        return at

    def _arguments(self, clauses: Clauses, verb: VerbGroup, start: int, between: int) -> Arguments:
        """The slots of a verb, in the active: a passive's subject is its object."""
        chunks = clauses.chunks
        args = Arguments()
        subjects = clauses.subjects(verb.index)
        passive = verb.passive or clauses.reduced(verb.index)
        objects = [k for k in clauses.objects(between) if k < start] if between >= 0 else []
        following = clauses.objects(start)
        if not following and clauses.transitive(verb):
            following = self._shared_objects(clauses, start, passive)
        if not following and not passive:
            following = self._relative_object(clauses, verb, subjects)
        if between >= 0:
            args.slots.extend(("complement", group, k) for k in following if (group := chunks[k].group) is not None)
        elif not passive or start > verb.index + 1:
            objects = following
        if passive and not objects:
            objects = subjects
            subjects = []
        elif passive:
            # "was put under the control of Y": the subject is what was put.
            args.slots.extend(("complement", group, k) for k in objects if (group := chunks[k].group) is not None)
            objects, subjects = subjects, []
        for slot, found in (("subject", subjects), ("object", objects)):
            args.slots.extend((slot, group, k) for k in found if (group := chunks[k].group) is not None)
        begin = max([start, *(k + 1 for k in following)])
        phrases, args.end = clauses.phrases(begin)
        args.slots.extend((word, group, k) for word, k in phrases if (group := chunks[k].group) is not None)
        if passive:
            self._shared_agent(clauses, verb, args)
        self._inner(args)
        anchor = min([verb.index, *(k for _, _, k in args.slots if k >= 0)])
        if verb.form in ("finite", "participle", "infinitive", "ing"):
            args.slots.extend(
                (word, group, k) for word, k in clauses.opening(anchor) if (group := chunks[k].group) is not None
            )
        for k in clauses.subjects(verb.index):
            self._own_phrases(clauses, k, args, verb.index)
            self._led(clauses, k, args)
        return args

    def _led(self, clauses: Clauses, k: int, args: Arguments) -> None:
        """ "the army, led by X, backed by Y": who leads acts too, who backs supports."""
        chunks = clauses.chunks
        i = k + 1
        while i < len(chunks) and chunks[i].kind in ",VC":
            i += 1
        while i < len(chunks) and chunks[i].kind == "W" and clauses.reduced(i):
            lemmas = set(clauses.verbs[i].lemmas)
            slot = "subject" if lemmas & LEADING else "supporter" if lemmas & BACKING else ""
            phrases, end = clauses.phrases(i + 1)
            for word, at in phrases:
                group = chunks[at].group
                if word in ("by", "with") and slot and group is not None and self.is_type(group, "actor"):
                    args.slots.append((slot, group, at))
            i = end
            while i < len(chunks) and chunks[i].kind in ",VC":
                i += 1

    def _shared_agent(self, clauses: Clauses, verb: VerbGroup, args: Arguments) -> None:
        """The agent of coordinated passives stands behind the last: "were abducted and raped by X"."""
        chunks, i = clauses.chunks, verb.index
        if any(name == "by" for name, _, _ in args.slots):
            return
        while i + 2 < len(chunks) and chunks[i + 1].kind in ",C" and chunks[i + 2].kind == "W" and clauses.reduced(i + 2):
            i += 2
            for word, k in clauses.phrases(i + 1)[0]:
                group = chunks[k].group
                if word == "by" and group is not None:
                    args.slots.append(("by", group, k))
                    return

    def _shared_objects(self, clauses: Clauses, start: int, passive: bool) -> list[int]:
        """The object of coordinated verbs stands behind the last: "killed and wounded some 700"."""
        chunks = clauses.chunks
        while not passive and start + 1 < len(chunks) and chunks[start].kind in ",C" and chunks[start + 1].kind == "W":
            other = clauses.verbs[start + 1]
            if other.passive or other.form == "infinitive":
                return []
            found = clauses.objects(start + 2)
            if found:
                return found
            start += 2
        return []

    def _relative_object(self, clauses: Clauses, verb: VerbGroup, subjects: list[int]) -> list[int]:
        """ "the towns that the rebels have taken": the object stands before the relative word."""
        chunks = clauses.chunks
        if not subjects or verb.form not in ("finite", "participle"):
            return []
        i = subjects[0] - 1
        if i < 1 or chunks[i].kind not in "ZR":
            return []
        i -= 1 if chunks[i - 1].kind != "," else 2
        return [i] if i >= 0 and chunks[i].kind == "N" else []

    def _own_phrases(self, clauses: Clauses, k: int, args: Arguments, before: int) -> None:
        """Phrases between a subject and its verb: "Clashes in X killed five"."""
        phrases, _ = clauses.phrases(k + 1)
        seen = {at for _, _, at in args.slots}
        for word, at in phrases:
            group = clauses.chunks[at].group
            if at < before and at not in seen and group is not None and word in AT_PREPOSITIONS:
                args.slots.append((word, group, at))

    def _inner(self, args: Arguments) -> None:
        """What "of" hangs on an object, where the object itself says nothing: "the control of X"."""
        for name, group, _ in list(args.slots):
            if group.of is not None and name in ("object", "complement"):
                args.slots.append(("of", group.of, -1))

    # --- nouns --------------------------------------------------------------------------------------------------------

    def _noun(self, clauses: Clauses, i: int, group: Group, war: bool) -> Draft | None:
        noun = group.event
        assert noun is not None
        lowers = clauses.tokens.lowers
        modifier = lowers[group.head - len(noun.before) - 1] if group.head - len(noun.before) > group.whole[0] else ""
        if modifier in clauses.figurative:
            return None
        trigger = self.lexicon.triggers[noun.trigger]
        if trigger.war and not war:
            return None
        args, light, gives = self._noun_arguments(clauses, i, group)
        first, last = group.head - len(noun.before), group.head + 1
        if clauses.tokens.lowers[first:last] != [*noun.before, clauses.tokens.lowers[group.head]]:
            first = group.head
        if light is not None and gives != "none" and light.index < i:
            first = light.chain[0] if light.chain else light.head
        elif light is not None and gives == "none" and 0 <= light.first - last <= NEAR and light.chain:
            last = light.head + 1  # "clashes broke out"
        draft = Draft(trigger.type, first, last, i, trigger, self.lexicon.frames[trigger.frame])
        draft.noun, draft.light, draft.verb, draft.arguments = True, light, light, args
        typed = any(
            name != "mentioned"
            and (
                self.is_type(each, "actor")
                or self.is_type(each, "people")
                or self.is_type(each, "place")
                or self.is_type(each, "site")
            )
            for name, each, _ in args.slots
        )
        definite = clauses.tokens.lowers[group.whole[0]] in ("the", "this", "that", "these", "those", "its", "their")
        draft.anaphor = definite and not any(
            self.is_type(each, kind)
            for name, each, _ in args.slots
            if name not in ("subject", "object")
            for kind in ("actor", "people", "place", "site")
        )
        if group.of is not None and group.of.type == "thing" and trigger.type in FIGURATIVE_OF:
            return None  # "an explosion of measles cases", "a barrage of criticism"
        unmet = bool(trigger.needs) and not self._needs(trigger, args, True, False, war)
        told = light is not None and gives in ("none", "patient") and not noun.before
        if (noun.weak and not (typed and (war or told or self._armed(args)))) or (unmet and (noun.weak or not war)):
            draft.weak = True
            if not draft.anaphor:
                return None
        self._fill(draft, args, clauses)
        return draft

    def _armed(self, args: Arguments) -> bool:
        return any(group.type == "actor" for _, group, _ in args.slots)

    def _noun_arguments(self, clauses: Clauses, i: int, group: Group) -> tuple[Arguments, VerbGroup | None, str]:
        """The slots of an event noun: its own phrases, its modifiers, and those of the light verb it stands with."""
        chunks = clauses.chunks
        args = Arguments()
        light, gives, is_subject = self._light(clauses, i)
        if group.possessor is not None:
            self._whole(args, "subject", clauses, group.possessor[0], group.possessor[1], group)
        begin = group.possessor[1] if group.possessor is not None else group.whole[0]
        for at in range(begin, group.head):
            entity = group.entity if group.entity is not None and group.entity.first <= at < group.entity.last else None
            if entity is not None and at == entity.first:
                self._modifier(args, clauses, group, entity.kind)
        if group.nation is not None and group.entity is None:
            self._modifier(args, clauses, group, "nationality")
        elif group.entity is None or group.entity.kind != "actor":
            self._common_modifier(args, clauses, group)
        phrases, args.end = clauses.phrases(i + 1)
        args.slots.extend((word, each, k) for word, k in phrases if (each := chunks[k].group) is not None)
        self._reduced_after(clauses, i, args)
        if light is not None:
            self._from_light(clauses, i, light, gives, is_subject, args)
        elif not is_subject:
            governor = self._governor(clauses, i)
            if governor is not None:
                args.slots.extend(
                    ("mentioned", each, k) for k in clauses.subjects(governor) if (each := chunks[k].group) is not None
                )
        anchor = min([i, *(k for _, _, k in args.slots if k >= 0)])
        args.slots.extend(
            (word, each, k) for word, k in clauses.opening(anchor) if (each := chunks[k].group) is not None
        )
        return args, light, gives

    def _modifier(self, args: Arguments, clauses: Clauses, group: Group, kind: str) -> None:
        part = Group(group.whole[0], group.head, group.head - 1)
        part.entity, part.nation = group.entity, group.nation
        if kind in ("actor", "nationality"):
            part.type, part.kind = "actor", "armed_group" if kind == "actor" else "state_forces"
            args.slots.append(("modifier", part, -1))
            args.slots.append(("subject", part, -1))
        elif kind == "place":
            part.type, part.kind = "place", "settlement"
            args.slots.append(("modifier", part, -1))

    def _common_modifier(self, args: Arguments, clauses: Clauses, group: Group) -> None:
        """ "rebel attack", "pro-government offensives", "army advance": a common noun that says who."""
        lowers = clauses.tokens.lowers
        first = group.head - len(group.event.before if group.event else ())
        for at in range(first - 1, group.first - 1, -1):
            word = lowers[at]
            own = word.partition("-")[2] if word.startswith(("pro-", "anti-")) else word
            heads = self.lexicon.heads.get(own, ())
            kind = next(
                (head.kind for head in heads if head.type == "actor" and not head.before and not head.weak), None
            )
            if kind is not None:
                part = Group(at, at + 1, at)
                part.type, part.kind = "actor", "rebel" if word.startswith("anti-") else kind
                args.slots.append(("modifier", part, -1))
                args.slots.append(("subject", part, -1))
                return

    def _whole(self, args: Arguments, slot: str, clauses: Clauses, first: int, last: int, group: Group) -> None:
        """A possessor as a filler: "the army's advance"."""
        part = Group(first, last, last - 1)
        entity = group.entity
        if entity is not None and first <= entity.first < last:
            part.entity = entity
            part.type = {"actor": "actor", "person": "people", "place": "place"}.get(entity.kind, "name")
        else:
            heads = self.lexicon.heads.get(clauses.tokens.lowers[last - 1], ())
            plain = next((head for head in heads if not head.before and head.type not in ("measure", "source")), None)
            if plain is not None:
                part.type, part.kind, part.weak = plain.type, plain.kind, plain.weak
            part.nation = group.nation
        args.slots.append((slot, part, -1))

    def _reduced_after(self, clauses: Clauses, i: int, args: Arguments) -> None:
        """ "the advance made by X in Y", "offensives conducted throughout Z": what follows belongs to the noun."""
        j = args.end
        chunks = clauses.chunks
        if j < len(chunks) and chunks[j].kind == "W" and clauses.reduced(j):
            phrases, args.end = clauses.phrases(j + 1)
            args.slots.extend((word, each, k) for word, k in phrases if (each := chunks[k].group) is not None)

    def _governor(self, clauses: Clauses, i: int) -> int | None:
        j = i - 1
        while j >= 0 and clauses.chunks[j].kind in "VYJ":
            j -= 1
        return j if j >= 0 and clauses.chunks[j].kind == "W" else None

    def _light(self, clauses: Clauses, i: int) -> tuple[VerbGroup | None, str, bool]:
        """The light verb that an event noun is the object or the subject of, what it gives its subject, and which."""
        for j, verb in clauses.verbs.items():
            if clauses.reduced(j):
                continue
            objects = clauses.objects(j + 1) if j < i else []
            passive = verb.passive
            senses = self._senses(clauses, verb)
            gives = next((sense.light for sense, *_ in senses if sense.light is not None), None)
            starts = [start for sense, _, start, _ in senses if sense.light is not None]
            in_object = i in objects or any(i in clauses.objects(start) for start in starts if j < i)
            if in_object and not passive and gives is not None:
                return verb, gives, False
            if i in clauses.subjects(j) and verb.form in ("finite", "participle", "infinitive"):
                if gives is not None or passive:
                    return verb, "none", True
        return None, "", False

    def _from_light(
        self, clauses: Clauses, i: int, light: VerbGroup, gives: str, is_subject: bool, args: Arguments
    ) -> None:
        chunks = clauses.chunks
        if is_subject:
            if light.passive or gives == "none":
                start = light.index + 1
                if not light.passive:
                    objects = clauses.objects(start)
                    hits = set(light.lemmas) & {"hit", "strike", "target", "rock", "shake"}
                    if hits:
                        args.slots.extend(("object", each, k) for k in objects if (each := chunks[k].group) is not None)
                    start = max([start, *(k + 1 for k in objects)])
                phrases, args.end = clauses.phrases(start)
                args.slots.extend((word, each, k) for word, k in phrases if (each := chunks[k].group) is not None)
            return
        slot = {"agent": "subject", "patient": "object"}.get(gives)
        for k in clauses.subjects(light.index):
            each = chunks[k].group
            if each is not None and slot is not None:
                args.slots.append((slot, each, k))

    # --- what a trigger needs -----------------------------------------------------------------------------------------

    def _needs(self, trigger: Trigger, args: Arguments, noun: bool, phrase: bool, war: bool) -> bool:
        if not trigger.needs:
            return True
        return any(all(self._has(slot, kind, args, noun, phrase, war) for slot, kind in need) for need in trigger.needs)

    def _has(self, slot: str, kind: str, args: Arguments, noun: bool, phrase: bool, war: bool) -> bool:
        if slot == "noun":
            return noun and war
        if slot == "war":
            return war
        if slot == "verb":
            return phrase if kind == "phrase" else not noun
        if slot == "any":
            return any(name != "mentioned" and self.is_type(group, kind, war) for name, group, _ in args.slots)
        if kind == "war":
            return war
        return any(name == slot and self.is_type(group, kind, war) for name, group, _ in args.slots)

    def is_type(self, group: Group, kind: str, war: bool = True) -> bool:
        """Whether a group can fill what a frame or a need asks for."""
        found = group.type
        if kind == "actor":
            return (
                (found == "actor" and (not group.weak or group.entity is not None or group.nation is not None))
                or (found == "place" and self._country(group))
                or (found == "pronoun" and war)
                or (found == "people" and group.kind == "nationality")
                or (found == "actor" and group.weak and war and group.kind != "platform")
            )
        if kind == "people":
            return (
                found in ("people", "number", "name")
                or (found == "pronoun" and war)
                or (found == "actor" and group.weak)
            )
        if kind == "town":
            return found == "place" and "settlement" in (group.kind, group.part.kind if group.part is not None else "")
        if kind == "human":
            return found in ("people", "name", "pronoun") or (found == "actor" and group.weak)
        if kind == "place":
            return found in ("place", "area")
        if kind == "site":
            return found in ("site", "road")
        if kind == "gear":
            return found == "gear"
        if kind == "captive":
            return found == "people" and group.kind == "captives"
        if kind in ("ordnance", "bomb", "explosive", "aircraft"):
            names = {"ordnance": ORDNANCE, "bomb": BOMBS, "explosive": EXPLOSIVES, "aircraft": AIRCRAFT}[kind]
            entity = group.entity
            return entity is not None and entity.kind == "means" and self.means[entity.value] in names
        return found == kind

    def _country(self, group: Group) -> bool:
        """Whether a place can act: a country, or a capital that stands for one ("Moscow denied")."""
        return group.kind == "place" and group.entity is not None and group.entity.value == ACTS

    def owner(self, clauses: Clauses, group: Group) -> Group | None:
        """Whose a weapon, a platform or an attack is: "Hezbollah rockets", "an American drone strike"."""
        for at in range(group.head, group.whole[0] - 1, -1):
            entity = clauses.entity_at.get(at)
            part = Group(at, at + 1, at)
            if entity is not None and entity.kind in ("actor", "nationality"):
                part.first = part.whole[0] if entity.first > at else entity.first
                part.whole = (entity.first, entity.last)
                part.first, part.last = part.whole
                part.type, part.kind = "actor", "state_forces"
                part.entity, part.nation = (entity, None) if entity.kind == "actor" else (None, entity)
                part.weak = entity.kind == "nationality"
                return part
            heads = self.lexicon.heads.get(clauses.tokens.lowers[at], ())
            if at < group.head and any(h.type == "actor" and not h.weak and not h.before for h in heads):
                part.type, part.kind = "actor", next(h.kind for h in heads if h.type == "actor")
                return part
        return None

    def _fill(self, draft: Draft, args: Arguments, clauses: Clauses) -> None:
        """Give each filler its role by the frame; what the frame does not name and stands in a place phrase is a place."""
        slots = draft.frame.slots
        for slot, group, _ in args.slots:
            if slot == "supporter":
                draft.roles.append(("supporter", group, slot))
                continue
            table = slots.get(slot, {})
            if group.type == "pronoun" and clauses.tokens.lowers[group.head] == "it" and "place" in table:
                role: str | None = table["place"]
            else:
                role = next((role for kind, role in table.items() if self._fits(group, kind, slot)), None)
            if role is None and group.type in PLACE_TYPES | {"name"}:
                role = "at" if slot in AT_PREPOSITIONS else DEFAULT_ROLES.get(slot)
            if group.type in ("gear", "event") and slot in ("subject", "by") and "agent" in table.values():
                owner = self.owner(clauses, group)
                if owner is not None:
                    draft.roles.append(("agent", owner, slot))
                    continue
            if role is None:
                continue
            if role == "agent" and slot == "object" and draft.fillers("agent"):
                continue
            if role in ("at", "from", "to", "toward", "near", "via"):
                draft.places.append((role, group, slot))
            else:
                draft.roles.append((role, group, slot))

    def _fits(self, group: Group, kind: str, slot: str) -> bool:
        if kind == "actor" and group.type == "place":
            # A country acts as a subject ("Russia bombed"), and is fought ("war with Iran"); else it is a place.
            return self._country(group) and slot in ("subject", "by", "with", "between", "against")
        if kind == "people" and group.type == "name" and slot not in ("subject", "object", "by", "of"):
            return False
        return self.is_type(group, kind)


def _singulars(word: str) -> tuple[str, ...]:
    """What a noun's singular can be, the word itself first."""
    if not word.endswith("s"):
        return (word, word[:-2] + "an") if word.endswith("men") else (word,)
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("ves"):
        return word, word[:-1], word[:-3] + "fe", word[:-3] + "f"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])


def _chunk_from(chunks: list[Chunk], token: int, at: int) -> int:
    """The first chunk, from ``at`` on, that begins at or after a token."""
    while at < len(chunks) and chunks[at].first < token:
        at += 1
    return at
