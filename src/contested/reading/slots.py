"""What stands around a verb, slot by slot: subject, object, complement, and the prepositions of its phrases."""

from __future__ import annotations

from collections.abc import Iterable

from contested.reading.clauses import Clauses
from contested.reading.fillers import Fillers
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.triggers import NONE, Sense
from contested.reading.verbs import VerbGroup

INSIDE = -1  # the chunk of a filler that is a part of another group
BETWEEN = frozenset(",VC")


class Arguments:
    """Slots with their fillers and the chunks that these are. ``end``: the chunk where the clause's phrases end."""

    __slots__ = ("end", "slots")

    def __init__(self) -> None:
        self.slots: list[tuple[str, Group, int]] = []
        self.end = -1

    def of(self, slot: str) -> list[Group]:
        """The fillers of a slot."""
        return [group for name, group, _ in self.slots if name == slot]

    def add(self, clauses: Clauses, slot: str, chunks: Iterable[int]) -> None:
        """Put the groups of some chunks into a slot."""
        self.slots.extend([(slot, clauses.group(k), k) for k in chunks])

    def add_phrases(self, clauses: Clauses, phrases: Iterable[tuple[str, int]]) -> None:
        """Put prepositional phrases into the slots of their prepositions."""
        self.slots.extend([(word, clauses.group(k), k) for word, k in phrases])

    def add_opening(self, clauses: Clauses, at: int) -> None:
        """The phrases that open the clause of the chunk ``at``, or of what fills a slot before it."""
        for _, _, k in self.slots:
            if INSIDE < k < at:
                at = k
        self.add_phrases(clauses, clauses.opening(at))


class VerbSlots:
    """Reads the slots of verbs."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        grammar = lexicon.cue_sets["grammar"]
        self.fillers = fillers
        self.at = grammar["at"] | grammar["directions"]
        self.leading, self.backing = grammar["leading"], grammar["backing"]

    def of(self, clauses: Clauses, verb: VerbGroup, sense: Sense) -> Arguments:
        """The slots of a verb in one of its senses, in the active: a passive's subject is its object."""
        args = Arguments()
        passive = verb.passive or clauses.reduced(verb.index)
        following = self._following(clauses, verb, sense.start, passive)
        self._core(args, clauses, verb, sense, following, passive)
        begin = following[-1] + 1 if following and following[-1] >= sense.start else sense.start
        phrases, args.end = clauses.phrases(begin)
        args.add_phrases(clauses, phrases)
        if passive:
            _shared_agent(clauses, verb, args)
        for name, group, _ in tuple(args.slots):
            if group.of is not None and name in ("object", "complement"):
                args.slots.append(("of", group.of, INSIDE))  # "the control of X" says nothing by itself
        args.add_opening(clauses, verb.index)
        for k in clauses.subjects(verb.index):
            self._beside_subject(clauses, k, args, verb.index)
            self._led(clauses, k, args)
        return args

    def _following(self, clauses: Clauses, verb: VerbGroup, start: int, passive: bool) -> list[int]:
        """The noun groups that a verb takes, most often those behind it."""
        found = clauses.objects(start)
        if not found and not passive and clauses.transitive(verb):
            found = _shared_objects(clauses, start)
        if not found and not passive:
            found = _relative_object(clauses, verb)
        return found

    def _core(
        self, args: Arguments, clauses: Clauses, verb: VerbGroup, sense: Sense, following: list[int], passive: bool
    ) -> None:
        """Subject, object and complement."""
        subjects, objects = clauses.subjects(verb.index), following
        if sense.between != NONE:
            args.add(clauses, "complement", following)
            objects = [k for k in clauses.objects(sense.between) if k < sense.start]
        elif passive and sense.start == verb.index + 1:
            objects = []
        if passive:
            # "was put under the control of Y": the subject is what was put.
            args.add(clauses, "complement", objects)
            subjects, objects = [], subjects
        args.add(clauses, "subject", subjects)
        args.add(clauses, "object", objects)
        if sense.start < len(clauses.chunks) and clauses.chunks[sense.start].first < sense.end:
            args.slots = [(slot, group.behind(sense.end), k) for slot, group, k in args.slots]

    def _beside_subject(self, clauses: Clauses, k: int, args: Arguments, before: int) -> None:
        """Phrases between a subject and its verb: "Clashes in X killed five"."""
        between = [(word, at) for word, at in clauses.phrases(k + 1)[0] if at < before and word in self.at]
        if between:
            seen = {at for _, _, at in args.slots}
            args.add_phrases(clauses, [(word, at) for word, at in between if at not in seen])

    def _led(self, clauses: Clauses, k: int, args: Arguments) -> None:
        """ "the army, led by X, backed by Y": who leads acts too, who backs supports."""
        i = clauses.after(k + 1, BETWEEN)
        while clauses.kind(i) == "W" and clauses.reduced(i):
            lemmas = clauses.verbs[i].lemmas
            slot = "subject" if not self.leading.isdisjoint(lemmas) else "supporter"
            phrases, end = clauses.phrases(i + 1)
            if slot == "subject" or not self.backing.isdisjoint(lemmas):
                for word, at in phrases:
                    if word in ("by", "with") and self.fillers.is_actor(clauses.group(at)):
                        args.add(clauses, slot, (at,))
            i = clauses.after(end, BETWEEN)


def _shared_agent(clauses: Clauses, verb: VerbGroup, args: Arguments) -> None:
    """The agent of coordinated passives stands behind the last: "were abducted and raped by X"."""
    if any(name == "by" for name, _, _ in args.slots):
        return
    i = verb.index
    while clauses.kind(i + 1) in (",", "C") and clauses.kind(i + 2) == "W" and clauses.reduced(i + 2):
        i += 2
        agent = next((k for word, k in clauses.phrases(i + 1)[0] if word == "by"), None)
        if agent is not None:
            args.add(clauses, "by", (agent,))
            return


def _shared_objects(clauses: Clauses, start: int) -> list[int]:
    """The object of coordinated verbs stands behind the last: "killed and wounded some 700"."""
    while clauses.kind(start) in (",", "C") and clauses.kind(start + 1) == "W":
        other = clauses.verbs[start + 1]
        if other.passive or other.form == "infinitive":
            return []
        found = clauses.objects(start + 2)
        if found:
            return found
        start += 2
    return []


def _relative_object(clauses: Clauses, verb: VerbGroup) -> list[int]:
    """ "the towns that the rebels have taken": the object stands before the relative word."""
    subjects = clauses.subjects(verb.index)
    if not subjects or verb.form not in ("finite", "participle"):
        return []
    i = subjects[0] - 1
    if i < 1 or clauses.chunks[i].kind not in "ZR":
        return []
    i -= 2 if clauses.chunks[i - 1].kind == "," else 1
    return [i] if clauses.kind(i) == "N" else []
