"""Constructions to matches: which words of a sentence name an event, and who fills which role of it.

A verb or an event noun is a candidate by its form; it becomes a match only if what its construction needs hangs on it.
Roles are read from slots by the frame's table; nothing is matched by strings near a verb.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from contested.reading.constructions import Constructions, Sense
from contested.reading.fillers import Fillers, is_country
from contested.reading.lexicon import PARTICIPLE, Frame, Lexicon, Noun, Trigger
from contested.reading.nominal import Light, NounArguments, is_of_years, lasts, left_out
from contested.reading.sentence import INSIDE, Argument, Group, Sentence, VerbGroup
from contested.reading.timetables import MEASURES

PLACED: Final = frozenset(("place", "site", "road", "area", "name"))
PLACE_ROLES: Final = frozenset(("at", "from", "to", "toward", "near", "via"))
SIDES: Final = frozenset(("side", "sides", "direction", "directions", "flank", "flanks"))  # "ambushed from three sides"
LOSSES: Final = frozenset(("casualties", "destruction"))
CLEARED: Final = "weapons_disrupted"
SIEGE: Final = "siege"
HOLDING: Final = "control"
BLASTS: Final = frozenset(("explosive", "suicide_bombing"))
FOUGHT: Final = frozenset(("clash", "offensive", "raid", "ambush", "air_strike", "shelling"))
MOVED: Final = frozenset(("displacement",))  # what people do whom others make do it
AMID: Final = frozenset(("in", "during", "after", "following", "amid"))  # slots of an event that something was done in
MOST_SIDES: Final = 2
TYPED: Final = ("actor", "people", "place", "site")  # fillers that make an event of an event noun
TAKING: Final = frozenset(("capture", "control", "advance", "withdrawal", "base_established", "deployment", "raid"))
HARMED: Final = frozenset(
    ("object", "on", "against", "at", "of", "upon")
)  # slots of what is hit, whose owner is harmed
RUINED: Final = frozenset(
    ("destruction", "looting", "explosive", "weapons_disrupted")
)  # what they are done to is a thing
RUINS: Final = frozenset(("thing", "site", "place", "area"))
BLOWN_UP: Final = frozenset(("site", "place", "area"))
NAMED_PARTIES: Final = frozenset(("subject", "by", "with", "against"))  # slots in which an unknown name is somebody's
#: Whom a bare participle can befall: "41 villages freed", "eight drivers shot".
LANDING: Final = "land"  # the frame of what is fired
SUFFERING: Final = frozenset(("place", "site", "road", "area", "gear", "thing", "measure", "people", "actor", "number"))
GROUND: Final = frozenset(("place", "site", "area", "road", "thing"))
STILL: Final = frozenset(("place", "site", "road", "area", "gear", "thing", "measure"))  # what does nothing by itself
LOCATIVE: Final = frozenset(("in", "at", "near"))
PRESENT: Final = frozenset(("is", "are", "has", "have", "holds", "hold", "controls", "control", "remains", "remain"))
FORMS: Final = frozenset(("phrase", "active", "passive"))  # what a need may ask of a verb
MOVING: Final = frozenset(("advance", "withdrawal", "deployment"))
NEAR: Final = 8  # tokens between an event noun and the verb that tells of it, for both to be its trigger


class Match:
    """An event in a sentence: its trigger's tokens [first, last), its type, what fills which role of it.

    ``head``: the token of its verb or noun. ``roles``, ``places``: (role, filler, slot). ``light``: the verb that
    tells of an event noun. ``anaphor``: it may point back to an event told before. ``weak``: it can only point back,
    and is no claim of its own. ``negated``: it is so no longer. ``cause``: what caused these losses.
    """

    __slots__ = (
        "anaphor", "arguments", "cause", "first", "frame", "head", "last", "light", "negated", "noun", "places",
        "roles", "trigger", "type", "verb", "weak",
    )  # fmt: skip

    def __init__(
        self, type: str, first: int, last: int, head: int, trigger: Trigger, frame: Frame, arguments: list[Argument]
    ) -> None:
        self.type, self.first, self.last, self.head = type, first, last, head
        self.trigger, self.frame, self.arguments = trigger, frame, arguments
        self.roles: list[tuple[str, Group, str]] = []
        self.places: list[tuple[str, Group, str]] = []
        self.verb: VerbGroup | None = None
        self.light: VerbGroup | None = None
        self.cause: Match | None = None
        self.noun = self.anaphor = self.weak = self.negated = False

    def __repr__(self) -> str:
        return f"Match({self.type} {self.roles} {self.places})"

    def fillers(self, role: str) -> list[Group]:
        """The groups in a role."""
        return [group for each, group, _ in self.roles if each == role]

    def of(self, slot: str) -> list[Group]:
        """The groups in a slot."""
        return [each.group for each in self.arguments if each.slot == slot]

    def tells(self, noun: Match, heads: Sequence[int] = ()) -> bool:
        """Whether this verb's event is the noun's: "A suicide bomber blew himself up" is one event; ``heads``: the
        noun's token and the first of its list, where it stands in one."""
        counted = any(each.slot == "counted" for each in noun.arguments)  # "shelled X: | 12 dead" tells its own
        meant = self.trigger.generic and noun.trigger.type in LOSSES and not counted  # "shells hit X, killing two"
        same = self.type == noun.type or meant or (self.type in BLASTS and noun.type == "suicide_bombing")
        same = same or (self.type == CLEARED and noun.type in BLASTS)  # "clearing mines and booby traps"
        return same and not self.noun and any(each.token in (heads or (noun.head,)) for each in self.arguments)


HEAD: Final = "head"  # the slot of somebody whose name is that of what they do: "a suicide bomber"


class Tried:
    """A construction that a verb can be, its arguments, and whether what it needs is there."""

    __slots__ = ("arguments", "met", "sense", "trigger")

    def __init__(self, sense: Sense, trigger: Trigger, arguments: list[Argument], met: bool) -> None:
        self.sense, self.trigger, self.arguments, self.met = sense, trigger, arguments, met


class Frames:
    """Finds the matches of a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.fillers, self.constructions = Fillers(lexicon), Constructions(lexicon)
        self.nouns = NounArguments(lexicon, self.fillers, self.constructions)
        grammar, condition = lexicon.cue_sets["grammar"], lexicon.cue_sets["condition"]
        self.forcing = grammar["forcing"]
        self.pointing, self.accidents = grammar["pointing"], condition["accidents"]
        self.unhandled = self.accidents | condition["ills"]
        self.periods = grammar["periods"]
        self.hitting, self.leading, self.backing = grammar["hitting"], grammar["leading"], grammar["backing"]
        self.moving, self.beside = grammar["moving"], grammar["at"] | grammar["from"] | grammar["beside"]
        self.then, self.while_ = grammar["then"], grammar["contrast"]
        self.timing = frozenset(("after", "since", "before", "until", "following"))
        self.over = lexicon.cue_sets["parties"]["over"]
        self.denying = lexicon.cue_sets["attribution"]["denied"]
        self.particles = grammar["meaning_changed"]
        self.figurative, self.figurative_of = condition["figurative"], condition["figurative_of"]
        self.durations = condition["durations"]
        self.place_roles = {word: "at" for name in ("at", "directions") for word in grammar[name]}
        self.place_roles.update({word: name for name in ("from", "toward", "via") for word in grammar[name]})

    def matches(self, sentence: Sentence, war: bool) -> list[Match]:
        """All matches of a sentence in text order; ``war``: whether the report speaks of armed force at all."""
        found: list[Match] = []
        self.fillers.read(sentence)
        used: set[int] = set()  # nouns that are part of a verb's construction
        for verb in sentence.verbs.values():
            match = self._verb(sentence, verb, war, used)
            if match is not None:
                found.append(match)
        lowers, nouns = sentence.lowers, self.lexicon.nouns
        for token in [i for i in range(sentence.first, sentence.last) if lowers[i] in nouns]:
            if token not in used and self._may_be_event(sentence, token):
                group = sentence.group(token)
                if group is not None and group.event is not None and group.head == token:
                    noun = self._noun(sentence, group, group.event, war)
                    if noun is not None:
                        found.append(noun)
        for match in found:
            match.roles += _fired_by(match)
        losses = [match for match in found if match.type in LOSSES and not match.noun]
        for match in losses:
            self._killers(match, found)
        found.extend(made for match in losses for made in self._causes(match))
        found.sort(key=lambda match: (match.first, match.last))
        self._join_hits(found)
        kept = [match for match in found if not self._told_by(match, found, sentence)]
        kept = [match for match in kept if not self._denies(match, kept, sentence)]
        kept = [match for match in kept if not _is_told_of_somebody(sentence, match)]
        for match in kept:
            if match.noun and match.type in FOUGHT:
                self._share_parties(sentence, match, kept)
                self._after_days(sentence, match, kept)
            elif match.type in MOVED and match.verb is not None and not match.fillers("agent"):
                match.roles.extend(self._forced_by(sentence, match.verb.head))
        for match in losses:
            if match.cause is not None and match.cause not in kept:
                match.cause = None
        return kept

    def _forced_by(self, sentence: Sentence, verb: int) -> list[tuple[str, Group, str]]:
        """Who made others go: "ISIL | forced 200 households to leave X"."""
        forcing = sentence.verbs.get(sentence.head(verb)) if sentence.label(verb) in ("xcomp", "ccomp") else None
        if forcing is None or forcing.passive or self.forcing.isdisjoint(forcing.lemmas):
            return []
        subjects = (each.group for each in sentence.subjects(forcing.head))
        return [("agent", group, "subject") for group in subjects if self.fillers.is_fighters(group)]

    def _may_be_event(self, sentence: Sentence, token: int) -> bool:
        """Whether a noun of events can head its group: one that modifies no other."""
        if sentence.tag(token)[0] == "V" or sentence.label(token) in ("compound", "amod", "flat", "det", "case"):
            return False
        entity = sentence.entity_at.get(token)
        return entity is None or entity.kind in ("means", "name", "place", "wording") or entity.last == token + 1

    def _join_hits(self, found: list[Match]) -> None:
        """Make one of an event noun and the verb that says what it hit: "the blast shook X"."""
        nouns = {id(match.light): match for match in found if match.noun and match.light and not match.weak}
        for match in found:
            noun = nouns.get(id(match.verb))
            if noun is not None and noun is not match and not match.noun and self._hits(match):
                match.type, match.first = noun.type, noun.first
                match.roles = [*(role for role in noun.roles if role[0] == "agent"), *match.roles]
        bombers = [(match, group) for match in found if match.noun for group in match.of(HEAD)]
        for noun, bomber in bombers:
            for match in found:
                acts = not match.noun and any(group is bomber for group in match.fillers("agent"))
                if acts and (match.trigger.generic or match.type == "advance"):
                    match.type = noun.type  # "a suicide bomber attacked the mosque, drove into the base"

    def _hits(self, match: Match) -> bool:
        return match.trigger.generic and match.verb is not None and not self.hitting.isdisjoint(match.verb.lemmas)

    def _told_by(self, match: Match, found: Sequence[Match], sentence: Sentence) -> bool:
        """Whether another match tells the same event: "shelled X, hitting a school"."""
        if match.noun:
            listed = [
                match.head,
                *(each for each in sentence.above(match.head) if sentence.label(match.head) == "conj"),
            ]
            moving = [other for other in found if not other.noun and other.type in MOVING]
            if match.type == "deployment" and any(match.head in _heads_of(each) for each in moving):
                return True  # "columns | of reinforcements were moving"
            if match.type == "clash" and match.anaphor and any(_fled_from(each, match) for each in found):
                return True  # "were displaced | by the fighting"
            return any(other.tells(match, listed[:2]) for other in found)
        verb = match.verb
        if match.type in BLASTS and sentence.label(match.head) == "acl:relcl":
            laid = sentence.head(match.head)  # "clearing the mines | that they left"
            return any(each.type == CLEARED and each.first <= laid < each.last for each in found)
        if verb is None or verb.form != "ing" or not self._hits(match):
            return False
        if any(at > verb.head and entity.kind in ("place", "name") for at, entity in sentence.entity_at.items()):
            return False
        return any(other.type not in LOSSES and other.first < match.first for other in found)

    def _denies(self, match: Match, found: Sequence[Match], sentence: Sentence) -> bool:
        """Whether it says no more than that another is denied, which that one tells: "denied that its men killed X".

        "Rejected | the truce" tells what somebody answered.
        """
        if match.type != "statement" or match.verb is None or self.denying.isdisjoint(match.verb.lemmas):
            return False
        return any(
            match.head in above and not (other.noun and above[0] == match.head)
            for other in found
            for above in (sentence.above(other.head),)
        )

    def _causes(self, losses: Match) -> Iterator[Match]:
        """ "A landmine killed five", "killed by a rocket": what killed or destroyed is an event of its own."""
        for each in losses.arguments:
            slot, group, token = each.slot, each.group, each.token
            if slot not in ("subject", "by") or token < 0 or group.event is not None:
                continue
            if any(role == "patient" and lost is group for role, lost, _ in losses.roles):
                continue  # "a drone crashed"
            type = self._means_of(group)
            if type is not None:
                frame, whole = self.lexicon.frames["hit_event"], group.entity or group
                made = Match(type, whole.first, whole.last, token, losses.trigger, frame, losses.arguments)
                made.verb, made.noun, made.places = losses.verb, True, list(losses.places)
                made.roles = [entry for entry in losses.roles if entry[0] == "patient" or entry[::2] == ("agent", slot)]
                losses.cause = made
                yield made

    def _share_parties(self, sentence: Sentence, noun: Match, found: Sequence[Match]) -> None:
        """Who took part in what somebody did something in: "the army killed seven rebels in a clash".

        "Five soldiers died in clashes with rebels": who died is the side that is not named.
        """
        governor = next((each for each in sentence.above(noun.head) if each in sentence.verbs), -1)
        slots = {each.slot for each in sentence.arguments.get(governor, ()) if each.token == noun.head}
        other = next((each for each in found if each.head == governor and each.type in LOSSES), None)
        if other is None or slots.isdisjoint(AMID):
            return
        agents, patients = noun.fillers("agent"), noun.fillers("patient")
        killers = [role for role in other.roles if role[0] == "agent" and role[1].type != "gear"]
        if not agents and not patients:
            noun.roles += killers
        if (noun.type != "clash" or len(agents) + len(patients) < MOST_SIDES) and not patients:
            lost = [role for role in other.roles if role[0] == "patient" and self.fillers.is_fighters(role[1])]
            noun.roles += [role for role in lost if role[1].type == "actor" and role[1] not in agents]

    def _after_days(self, sentence: Sentence, noun: Match, found: Sequence[Match]) -> None:
        """Who fought before what they did in the end: "took the town after three days of fighting with the army"."""
        time = sentence.head(noun.head)
        if noun.fillers("agent") or time < 0 or sentence.lowers[time] not in self.periods:
            return
        governor = sentence.head(time)
        told = any(each.token == time and each.slot == "after" for each in sentence.arguments.get(governor, ()))
        did = next((each for each in found if each.head == governor and not each.noun), None) if told else None
        if did is not None and did.verb is not None and not did.verb.passive:
            noun.roles += [role for role in did.roles if role[0] == "agent" and self.fillers.is_fighters(role[1])]

    def _killers(self, losses: Match, found: Sequence[Match]) -> None:
        """Give an act that kills who are no fighters to whose it is: "the siege of the army | kills two women"."""
        subjects = {each.token for each in losses.arguments if each.slot == "subject"}
        lost = losses.fillers("patient")
        if not lost or any(self.fillers.is_fighters(group) for group in lost):
            return
        for match in found:
            if match.noun and match.head in subjects and not match.fillers("agent"):
                match.roles = [
                    ("agent", group, slot) if (role, slot) == ("patient", "of") else (role, group, slot)
                    for role, group, slot in match.roles
                ]

    def _means_of(self, group: Group) -> str | None:
        """The type of event that a weapon names which killed or destroyed; a mine is one, if nobody digs in it."""
        entity = group.entity
        if group.type == "gear" and entity is not None and entity.kind == "means":
            return self.lexicon.refine.get(self.fillers.means[entity.value])
        return "explosive" if entity is None and self.fillers.is_type(group, "hit_mine") else None

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _verb(self, sentence: Sentence, verb: VerbGroup, war: bool, used: set[int]) -> Match | None:
        """The match of the first construction that has what it needs; else with subject and object the other way round:
        a bare past may be a passive, a bare participle an active ("forces recently advanced")."""
        match = self._first(sentence, verb, war, used)
        turned = self._turned(sentence, verb) if match is None else None
        if turned is None:
            return match
        before = sentence.arguments[verb.head]
        sentence.arguments[verb.head] = [
            Argument(turned[1], each.group, each.token) if each.slot == turned[0] else each for each in before
        ]
        match = self._first(sentence, verb, war, used)
        if match is None:
            sentence.arguments[verb.head] = before
        return match

    def _turned(self, sentence: Sentence, verb: VerbGroup) -> tuple[str, str] | None:
        """The slot whose fillers may stand in another one, and that one."""
        if self._is_bare(sentence, verb):
            return "subject", "object"
        slots = {each.slot for each in sentence.arguments.get(verb.head, ())}
        active = verb.form == "participle" and not verb.passive and "object" in slots and not slots & {"subject", "by"}
        return ("object", "subject") if active else None

    def _first(self, sentence: Sentence, verb: VerbGroup, war: bool, used: set[int]) -> Match | None:
        for sense, trigger in self._senses(sentence, verb):
            if self._may_tell(sentence, verb, trigger, war):
                arguments = self._with_more(sentence, sense)
                if self._needs(trigger, arguments, war, form=_form(sense, verb)):
                    match = self._made(verb, sense, trigger, arguments)
                    match.negated = trigger.type == HOLDING and self._is_over(sentence, verb)
                    self._fill(match, sentence)
                    used.update(sense.taken)
                    return match
        return None

    def _is_bare(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether a verb can be a passive without its auxiliary, as headlines have it: "41 villages freed"."""
        if verb.passive or verb.first != verb.head or verb.copula >= 0:
            return False
        form = sentence.lowers[verb.head]
        if not self.lexicon.words.get(form, 0) & PARTICIPLE or not self.moving.isdisjoint(verb.lemmas):
            return False
        slots = [each.slot for each in sentence.arguments.get(verb.head, ())]
        subjects = {each.group.type for each in sentence.subjects(verb.head)}
        if "object" in slots or not subjects or not subjects <= SUFFERING:
            return False
        following = sentence.lowers[verb.last] if verb.last < sentence.last else "."
        return subjects <= STILL or not following[0].isalpha() or following in self.beside

    def tried(self, sentence: Sentence, verb: VerbGroup, war: bool) -> Iterator[Tried]:
        """The constructions that a verb can be, in the order in which they are asked."""
        for sense, trigger in self._senses(sentence, verb):
            arguments = self._with_more(sentence, sense)
            met = self._may_tell(sentence, verb, trigger, war)
            met = met and self._needs(trigger, arguments, war, form=_form(sense, verb))
            yield Tried(sense, trigger, arguments, met)

    def _senses(self, sentence: Sentence, verb: VerbGroup) -> Iterator[tuple[Sense, Trigger]]:
        for sense in self.constructions.of(sentence, verb):
            if sense.verb.trigger is None:
                if sense.verb.rest:
                    return  # "took part in the attack": the verb only carries the noun
                continue
            if not sense.verb.rest and self._is_phrasal(sentence, verb):
                continue  # "took out a radar" takes nothing
            yield sense, self.lexicon.triggers[sense.verb.trigger]

    def _with_more(self, sentence: Sentence, sense: Sense) -> list[Argument]:
        """A construction's arguments with what hangs on them."""
        arguments = self._with_of(sense.arguments)
        arguments += _within(sentence, arguments)
        if sense.taken:
            arguments += self._owners(sentence, sense)
        arguments += self._led(sentence, arguments)
        return arguments

    def _is_phrasal(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether a verb has a particle that makes another verb of it."""
        small = [sentence.lowers[each] for each in sentence.under(verb.head) if sentence.label(each) == "compound:prt"]
        return any(f"{lemma} {word}" in self.particles for lemma in verb.lemmas for word in small) if small else False

    def _may_tell(self, sentence: Sentence, verb: VerbGroup, trigger: Trigger, war: bool) -> bool:
        """Whether the report lets a trigger tell of an event: of armed force, and of none but people's."""
        if not war and (trigger.war or (trigger.type in LOSSES and self._is_disaster(sentence))):
            return False
        if trigger.type == "control" and (self._is_past_time(sentence, verb) or self._is_ground(sentence, verb)):
            return False
        return not (trigger.generic and self._is_natural(sentence, verb))

    def _is_past_time(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether a verb only tells when something else was: "when it controlled the town, it beheaded ..."."""
        marks = {
            sentence.lowers[each] for each in sentence.under(verb.head) if sentence.label(each) in ("mark", "advmod")
        }
        if sentence.label(verb.head) != "advcl" or marks.isdisjoint(self.then):
            return False
        return not (self.while_ & marks and self._is_contrast(sentence, verb))

    def _is_ground(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether it is ground that lies over other ground: "the hill, which controls the road"."""
        subjects = [each.group for each in sentence.subjects(verb.head) if sentence.objects(verb.head)]
        return bool(subjects) and all(group.type in GROUND and not is_country(group) for group in subjects)

    def _is_contrast(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether "while" sets somebody else against who is told of before: "A held X, while B controlled Y"."""
        subjects = [each.group for each in sentence.subjects(verb.head)]
        behind = 0 <= sentence.head(verb.head) < verb.head
        return behind and any(group.type != "pronoun" and self.fillers.is_actor(group) for group in subjects)

    def _made(self, verb: VerbGroup, sense: Sense, trigger: Trigger, arguments: list[Argument]) -> Match:
        near = [token for token in sense.taken if verb.head - NEAR <= token <= verb.head + NEAR]
        first, last = min(verb.head, *near, verb.head), max(verb.head, *near, verb.head) + 1
        frame = self.lexicon.frames[trigger.frame]
        match = Match(trigger.type, first, last, verb.head, trigger, frame, arguments)
        match.verb = verb
        return match

    def _is_over(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether a past tells what is so no longer: "was briefly in rebel hands", "had once held it"."""
        centre = verb.copula if verb.copula >= 0 else verb.head
        adverbs = {sentence.lowers[each] for each in sentence.under(centre) if sentence.label(each) == "advmod"}
        return not self.over.isdisjoint(adverbs) and PRESENT.isdisjoint(sentence.lowers[verb.first : verb.head + 1])

    def _led(self, sentence: Sentence, arguments: Sequence[Argument]) -> list[Argument]:
        """ "the army, led by X, backed by Y": who leads acts too, who backs supports."""
        found: list[Argument] = []
        for each in arguments:
            if each.slot != "subject" or each.token < 0:
                continue
            for child in sentence.under(each.token):
                verb = sentence.verbs.get(child)
                if verb is None or sentence.label(child) not in ("acl", "acl:relcl", "parataxis"):
                    continue
                slot = "subject" if not self.leading.isdisjoint(verb.lemmas) else "supporter"
                if slot == "subject" or not self.backing.isdisjoint(verb.lemmas):
                    by = [
                        other for other in sentence.arguments.get(child, ()) if other.slot in ("subject", "by", "with")
                    ]
                    found += [Argument(slot, other.group, INSIDE) for other in by if self.fillers.is_actor(other.group)]
        return found

    def _owners(self, sentence: Sentence, sense: Sense) -> list[Argument]:
        """Whose the construction's own noun is: "in rebel hands", "under Taliban control"."""
        found: list[Argument] = []
        for token in sense.taken:
            group = sentence.groups.get(token)
            owner = self.fillers.owner(sentence, group) if group is not None else None
            if owner is not None:
                found.append(Argument("owner", owner, INSIDE))
        return found

    def _with_of(self, arguments: list[Argument]) -> list[Argument]:
        """The arguments with what hangs on an object by "of": "the control of X" says nothing by itself.

        "Troops took the rail hub of X" takes X; "the film captured the mood of X" does not.
        """
        found = list(arguments)
        measured = [each for each in arguments if each.group.of is not None and each.slot in ("object", "complement")]
        if measured:
            forced = any(each.slot == "subject" and each.group.type == "actor" for each in arguments)
            for each in measured:
                of = each.group.of
                if of is not None and (forced or each.group.type != "thing" or of.type not in PLACED):
                    found.append(Argument("of", of, INSIDE))
        return found

    def _is_natural(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """Whether no hand but nature's does it: "Hurricane Ian hit the coast", "a virus attacks the lungs", or no hand
        at all: "the crisis struck the town"."""
        lowers = sentence.lowers
        return any(
            not self.unhandled.isdisjoint(lowers[each.group.whole[0] : each.group.head + 1])
            for each in sentence.subjects(verb.head)
        )

    def _is_disaster(self, sentence: Sentence) -> bool:
        return not self.accidents.isdisjoint(sentence.words)

    # --- nouns --------------------------------------------------------------------------------------------------------

    def _noun(self, sentence: Sentence, group: Group, noun: Noun, war: bool) -> Match | None:
        """The match of an event noun in the first of its senses that stands, else in its first that points back."""
        pointing: Match | None = None
        for sense in self.lexicon.nouns[sentence.lowers[group.head]]:
            if sense.before == noun.before:
                match = self._noun_as(sentence, group, sense, war)
                if match is not None and not match.weak:
                    return match
                pointing = pointing or match
        return pointing

    def _noun_as(self, sentence: Sentence, group: Group, noun: Noun, war: bool) -> Match | None:
        trigger = self.lexicon.triggers[noun.trigger]
        if (trigger.war and not war) or self._is_figurative(sentence, group, noun, trigger):
            return None
        case = sentence.child(group.head, "case")
        if trigger.type == "control" and case is not None and sentence.lowers[case] == "for":
            return None  # "battle for control of X"
        arguments, light = self.nouns.of(sentence, group)
        timed = trigger.type == "capture" and case is not None and sentence.lowers[case] in self.timing
        if timed and all(each.group.entity is None for each in arguments if each.slot != "mentioned"):
            return None  # "in the days after the town's fall": when something else was
        arguments += _within(sentence, arguments)
        first, last = _trigger_of_noun(sentence, group, noun, light)
        match = Match(trigger.type, first, last, group.head, trigger, self.lexicon.frames[trigger.frame], arguments)
        match.noun = True
        if light is not None:
            match.light = match.verb = light.verb
        match.anaphor = self._points_back(sentence, group, arguments)
        stands = self._stands(trigger, noun, arguments, light, war)
        match.weak = not stands and not (war and trigger.type in FOUGHT and lasts(sentence, group, self.durations))
        if (match.weak and not match.anaphor) or self._is_of_no_place(sentence, group, trigger, arguments):
            return None
        self._fill(match, sentence)
        if group.type == "actor":
            match.arguments.append(Argument(HEAD, group, INSIDE))
            match.roles.append(("agent", group, HEAD))
        return match

    def _is_of_no_place(
        self, sentence: Sentence, group: Group, trigger: Trigger, arguments: Sequence[Argument]
    ) -> bool:
        """Whether sieges, or years of them, are told of and no place: "rebel blockades", "after years of siege"."""
        if any(each.group.type in PLACED and each.slot != "mentioned" for each in arguments):
            return False
        if trigger.type == SIEGE and sentence.tag(group.head) == "NNS":
            return True
        return trigger.type in (SIEGE, "shelling") and is_of_years(sentence, group)

    def _is_figurative(self, sentence: Sentence, group: Group, noun: Noun, trigger: Trigger) -> bool:
        """ "a heart attack", "a price war", "an explosion of measles cases"."""
        before = group.head - len(noun.before) - 1
        beside = before >= group.first or (before >= sentence.first and sentence.lowers[before].endswith("ing"))
        if beside and sentence.lowers[before] in self.figurative:
            return True
        of = group.of
        if of is None or of.type != "thing" or trigger.type not in self.figurative_of:
            return False
        return sentence.lowers[of.head] not in self.durations  # "a siege of two years"

    def _points_back(self, sentence: Sentence, group: Group, arguments: Sequence[Argument]) -> bool:
        """ "the attack", with nothing that would tell which: it may be the one told before.

        "The attack was carried out by rebels" tells more than how it turned out.
        """
        if sentence.lowers[group.whole[0]] not in self.pointing:
            return False
        return not any(
            self.fillers.is_type(each.group, kind)
            for each in arguments
            if each.slot not in ("subject", "object") or (each.slot == "subject" and each.token > group.head)
            for kind in TYPED
        )

    def _stands(
        self, trigger: Trigger, noun: Noun, arguments: Sequence[Argument], light: Light | None, war: bool
    ) -> bool:
        """Whether an event noun is an event of its own. A noun that can mean much else ("strike") needs somebody or a
        place beside it, and a sign that it is meant so; what a trigger needs it must have, or be a sure word of war."""
        met = self._needs(trigger, arguments, war, noun=True)
        if not noun.weak:
            return met or war
        told = light is not None and light.gives in ("none", "patient") and not noun.before
        acted = any(each.group.type == "actor" for each in arguments)
        return met and self._is_typed(arguments) and (war or told or acted)

    def _is_typed(self, arguments: Sequence[Argument]) -> bool:
        return any(
            each.slot == "counted" or any(self.fillers.is_type(each.group, kind) for kind in TYPED)
            for each in arguments
            if each.slot != "mentioned"
        )

    # --- needs and roles ----------------------------------------------------------------------------------------------

    def _needs(
        self, trigger: Trigger, arguments: Sequence[Argument], war: bool, noun: bool = False, form: str = ""
    ) -> bool:
        """Whether a clause has what a trigger needs; ``form``: what is to be said of a verb: phrase, passive."""
        for need in trigger.needs:
            for slot, kind in need:
                if not self._has(slot, kind, arguments, war, noun, form):
                    break
            else:
                return True
        return not trigger.needs

    def _has(self, slot: str, kind: str, arguments: Sequence[Argument], war: bool, noun: bool, form: str) -> bool:
        if slot == "noun":
            return noun and war
        if slot == "war" or kind == "war":
            return war
        if slot == "verb":
            return kind in form if kind in FORMS else not noun
        if slot == "by" and not noun:
            slot = "subject"  # a passive's agent
        for each in arguments:
            wanted = each.slot == slot if slot != "any" else each.slot != "mentioned"
            if wanted and self.fillers.is_type(each.group, kind, war):
                return True
        return False

    def _fill(self, match: Match, sentence: Sentence) -> None:
        """Give each filler its role by the frame; else what stands in a place phrase is a place."""
        # "took the military airport from the rebels" took it from no army
        lost = match.type == "capture" and any(
            each.slot == "from" and each.group.type == "actor" for each in match.arguments
        )
        for each in match.arguments:
            slot, group = each.slot, each.group
            if left_out(sentence, group) or (slot == "from" and sentence.lowers[group.head] in SIDES):
                continue
            if slot == "supporter":
                match.roles.append(("supporter", group, slot))
                continue
            table = match.frame.slots.get(slot, {})
            if group.type in ("gear", "event") and slot in ("subject", "by") and "agent" in table.values():
                owner = self.fillers.owner(sentence, group)
                if owner is not None:
                    repelled = group.type == "event" and match.trigger.type == "repulse"  # "X's attack has failed"
                    match.roles.append(("patient" if repelled else "agent", owner, slot))
                    continue
                if group.type == "gear" and self.fillers.is_type(group, "crewed"):
                    match.roles.append(("agent", group, slot))  # "helicopters threw barrel bombs"
                    continue
            role = self._role(table, group, slot, sentence)
            if slot == "of" and role == "agent" and not match.noun:
                role = "patient" if "patient" in table.values() else None  # "attacked a post of the army"
            beaten = group.type == "event" and match.trigger.type == "repulse"  # "beat back | the rebels' attack"
            suffers = beaten or group.type in ("site", "gear", "thing")
            if slot in HARMED and suffers and "patient" in table.values():
                owner = self.fillers.owner(sentence, group) if not lost else None
                if owner is not None:
                    match.roles.append(("patient", owner, slot))
                elif group.type == "site" and group.entity is None and match.trigger.type not in TAKING:
                    match.roles.append(("patient", group, slot))  # "struck a school"
            if role in PLACE_ROLES:
                match.places.append((role, group, slot))
            elif role is not None and not (role == "agent" and slot == "object" and match.fillers("agent")):
                match.roles.append((role, group, slot))
        if match.verb is not None and not match.fillers("patient"):
            self._fill_object(match, sentence, match.verb)
            if match.type in RUINED and not match.noun and not match.fillers("patient"):
                kinds = BLOWN_UP if match.type == "explosive" else RUINS
                match.roles.extend(_ruined(sentence, sentence.objects(match.verb.head), kinds))

    def _fill_object(self, match: Match, sentence: Sentence, verb: VerbGroup) -> None:
        """Give its role to an object among a construction's own words: "freed | 12 hostages"."""
        table = match.frame.slots.get("object", {})
        for each in sentence.objects(verb.head):
            role = table.get(each.group.type) if match.first <= each.token < match.last else None
            if role == "patient" or (role == "agent" and not match.fillers("agent")):  # "sent | two battalions"
                match.roles.append((role, each.group, "object"))
        for each in match.arguments if match.type in LOSSES and not match.fillers("patient") else ():
            group = each.group
            owned = each.slot in ("mod", "owner") and match.first <= group.head < match.last
            if owned and group.type in ("people", "actor"):
                match.roles.append(("patient", group, "object"))  # "leaving | ten people dead"

    def _role(self, table: dict[str, str], group: Group, slot: str, sentence: Sentence) -> str | None:
        """The role that a frame's slot gives to a filler; else what its preposition says of a place."""
        it = group.type == "pronoun" and sentence.lowers[group.head] == "it"
        if it and "place" in table and group.head not in self.fillers.told_of:
            return table["place"]
        for kind, role in table.items():
            if self.fillers.fits(group, kind, slot):
                return role
        if group.type == "name" and slot in NAMED_PARTIES and "actor" in table:
            return table["actor"]  # "clashes with Kitazo": no place stands there
        return self.place_roles.get(slot) if group.type in PLACED else None


def _fired_by(match: Match) -> list[tuple[str, Group, str]]:
    """Whose what landed is: "Tajik mortar bombs landed on the town"."""
    if match.frame.name != LANDING:
        return []
    owned = (each.group for each in match.arguments if each.slot == "subject" and each.group.type == "actor")
    return [("agent", one, "subject") for one in owned if one.entity is not None and one.entity.kind == "means"]


def _ruined(sentence: Sentence, objects: Sequence[Argument], kinds: Collection[str]) -> list[tuple[str, Group, str]]:
    """What was destroyed or plundered, where it is more than a name: "burned | six hamlets", "blew up | a bridge"."""
    found: list[tuple[str, Group, str]] = []
    for each in objects:
        group, entity = each.group, each.group.entity
        named = group.type == "place" and entity is not None and entity.last == group.last
        common = sentence.tag(group.head) in ("NN", "NNS") and sentence.lowers[group.head] not in MEASURES
        if group.type in kinds and group.kind != "time" and common and not named:
            thing = Group(group.first, group.last, group.head, "thing")
            thing.whole = (group.whole[0], max(group.whole[1], group.of.whole[1] if group.of is not None else 0))
            found.append(("patient", thing, "object"))
    return found


def _is_told_of_somebody(sentence: Sentence, match: Match) -> bool:
    """Whether a clause only says who somebody is, by what befell them nobody says where: "residents who had been
    displaced | will be allowed to return"."""
    verb = match.verb
    if match.type != "displacement" or verb is None or match.noun:
        return False
    if sentence.label(verb.head) != "acl:relcl" or "had" not in sentence.lowers[verb.first : verb.head]:
        return False
    return not any(each.group.type in PLACED or each.group.kind == "time" for each in sentence.arguments[verb.head])


def _heads_of(match: Match) -> list[int]:
    """The heads of what hangs by "of" on who does what a match tells."""
    return [each.group.of.head for each in match.arguments if each.slot == "subject" and each.group.of is not None]


def _fled_from(match: Match, noun: Match) -> bool:
    """Whether a match tells who fled, and a noun what from."""
    return match.type == "displacement" and any(each.token == noun.head for each in match.arguments)


def _form(sense: Sense, verb: VerbGroup) -> str:
    """What needs may ask of a verb: that it has further words, that it is active or passive."""
    passive = verb.passive or verb.form == "participle"
    return ("phrase " if sense.verb.rest else "") + ("passive" if passive else "active")


def _within(sentence: Sentence, arguments: Sequence[Argument]) -> list[Argument]:
    """Where somebody is told to be who takes part: "against X | in A and against Y | in B"."""
    found = []
    for each in arguments:
        if each.token < 0 or each.group.type not in ("actor", "people", "number"):
            continue
        for other in sentence.arguments.get(each.token, ()):
            if other.slot in LOCATIVE and other.group.type in PLACED:
                found.append(Argument(other.slot, other.group, other.token))
    return found


def _trigger_of_noun(sentence: Sentence, group: Group, noun: Noun, light: Light | None) -> tuple[int, int]:
    """The tokens of an event noun, its further words and its light verb: "launched an attack", "clashes broke out"."""
    lowers, size = sentence.lowers, len(noun.before)
    first, last = group.head - size, group.head + 1
    if first < sentence.first or tuple(lowers[first : group.head]) != noun.before:
        first = group.head
    if light is not None and not light.is_subject and 0 <= first - light.verb.head <= NEAR:
        first = light.verb.head
    elif light is not None and light.is_subject and 0 <= light.verb.head - last <= NEAR:
        last = light.verb.head + 1
    return first, last
