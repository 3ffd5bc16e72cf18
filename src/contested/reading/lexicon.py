"""The knowledge files, compiled to the tables that reading looks words up in.

Everything is keyed by lower-case tokens: a phrase by its first token, a noun by its last (its head), a verb by each
inflected form. Compiling generates the inflections (lemminflect's tables of English morphology, after the SPECIALIST
lexicon); the result is kept in the cache folder, so that a later start decodes one file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

# What an English word form can be, as bits.
NOUN, PLURAL, BASE, THIRD, PAST, PARTICIPLE, ING, ADJECTIVE, ADVERB = (1 << bit for bit in range(9))


class Frame(msgspec.Struct, frozen=True):
    """Slot -> filler's type -> role; see `knowledge.schema.FrameEntry`."""

    name: str
    intransitive: bool
    slots: dict[str, dict[str, str]]


class Trigger(msgspec.Struct, frozen=True):
    """What a word means as an event. ``needs``: alternatives of (slot, filler's type) pairs that must all be there."""

    type: str
    frame: str
    needs: tuple[tuple[tuple[str, str], ...], ...]
    war: bool
    generic: bool


class Verb(msgspec.Struct, frozen=True):
    """A verb's sense: the words that must follow its lemma, and its trigger (an index) or its work as a cue."""

    rest: tuple[str, ...]
    trigger: int | None = None
    light: str | None = None


class Noun(msgspec.Struct, frozen=True):
    """An event noun: the words before its head, its trigger (an index), whether it needs armed force beside it."""

    before: tuple[str, ...]
    trigger: int
    weak: bool


class Head(msgspec.Struct, frozen=True):
    """What a common noun stands for when it heads a noun group; ``before``: the words before the head."""

    before: tuple[str, ...]
    type: str
    kind: str
    weak: bool


class Refinement(msgspec.Struct, frozen=True):
    """A claim of one of ``types`` with such an agent and patient is of type ``to``: `knowledge.schema.RefineEntry`."""

    types: tuple[str, ...]
    agent: tuple[str, ...]
    patient: tuple[str, ...]
    to: str


class Phrase(msgspec.Struct, frozen=True):
    """Words that are one thing: an actor's alias, a piece of wording, a weapon. ``rest``: the tokens after the first.

    ``kind``: actor, label, wording, means, cue. ``value``: index into the table of that kind, or the cue's name.
    ``capitals``: 2 where the text must be in the same capitals ("IS", "WHO"), 1 where it must begin with one.
    """

    rest: tuple[str, ...]
    kind: str
    value: int
    capitals: int
    written: str


class ActorInfo(msgspec.Struct, frozen=True):
    """What reading needs of an actor. ``sides``: (conflict, side, from, to) rows; ``since``: the first day that it
    was there, where that is known."""

    id: str
    name: str
    kind: str
    parent: str | None
    countries: tuple[str, ...]
    sides: tuple[tuple[str, str, str | None, str | None], ...]
    since: str | None = None


class WordingInfo(msgspec.Struct, frozen=True):
    """A neutral reading; ``actor`` is the index of the actor that a label names, if it names one."""

    kind: str
    neutral: str
    favours: str | None
    needs_actor: bool
    pos: str | None
    actor: int | None


class ConflictInfo(msgspec.Struct, frozen=True):
    """Which wars a country had, and their sides."""

    id: str
    countries: tuple[str, ...]
    from_: str
    to: str | None
    sides: tuple[tuple[str, str, str], ...]


class Lexicon(msgspec.Struct, frozen=True, dict=True):
    """All tables that reading looks words up in.

    ``classes``: a class of words to its words in the singular. ``means_classes``: wider class ("ordnance") to kinds of
    means. ``words``: forms to the bits of what each can be.
    """

    digest: str
    frames: dict[str, Frame]
    triggers: tuple[Trigger, ...]
    forms: dict[str, tuple[str, ...]]
    verbs: dict[str, tuple[Verb, ...]]
    nouns: dict[str, tuple[Noun, ...]]
    heads: dict[str, tuple[Head, ...]]
    phrases: dict[str, tuple[Phrase, ...]]
    actors: tuple[ActorInfo, ...]
    wordings: tuple[WordingInfo, ...]
    means: tuple[tuple[str, str, str], ...]
    means_classes: dict[str, frozenset[str]]
    classes: dict[str, frozenset[str]]
    refine: dict[str, str]
    roles: tuple[Refinement, ...]
    capitals: dict[str, str]
    demonyms: frozenset[str]
    closed: dict[str, str]
    cues: dict[str, dict[str, tuple[str, ...]]]
    echelons: dict[str, str]
    titles: frozenset[str]
    given: frozenset[str]
    organisations: dict[str, str]
    signs: dict[str, frozenset[str]]
    conflicts: tuple[ConflictInfo, ...]
    words: dict[str, int]
    placing: dict[str, dict[str, float]] = {}
    evidence: dict[str, float] = {}
    carried: dict[str, float] = {}
    subject: dict[str, float] = {}

    @cached_property
    def cue_sets(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        """The cues as sets: group -> name -> words."""
        return {group: {name: frozenset(words) for name, words in names.items()} for group, names in self.cues.items()}

    @cached_property
    def prepositions(self) -> Mapping[str, str]:
        """Prepositions of several words, joined by "_", and others that count as a simpler one, to that one."""
        return {words.replace(" ", "_"): name for name, found in self.cues["prepositions"].items() for words in found}

    @cached_property
    def placing_weights(self) -> Mapping[tuple[str, ...], float]:
        """(feature, parts of its value) -> what it says for an event having taken place somewhere, in log odds."""
        rows = ((feature, value, each) for feature, values in self.placing.items() for value, each in values.items())
        return {(feature, *value.split("|")): each for feature, value, each in rows}

    @cached_property
    def rebels(self) -> Sequence[tuple[str, str, str | None, str | None]]:
        """The memberships of all rebel groups: conflict, side, from, to."""
        return [row for actor in self.actors if actor.kind == "rebel" for row in actor.sides]

    @cached_property
    def feature_nouns(self) -> frozenset[str]:
        """Common nouns of places: "town", "bridge", "highway"."""
        kinds = ("place", "site", "road")
        return frozenset(
            form for form, heads in self.heads.items() for head in heads if head.type in kinds and not head.before
        )

    @cached_property
    def transitive(self) -> Mapping[str, bool]:
        """Lemmas that are an event by themselves -> whether they need an object in every such sense."""
        found: dict[str, bool] = {}
        for lemma, senses in self.verbs.items():
            alone = [self.triggers[sense.trigger] for sense in senses if sense.trigger is not None and not sense.rest]
            if alone:
                found[lemma] = not any(self.frames[trigger.frame].intransitive for trigger in alone)
        return found

    @cached_property
    def states(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """(country, government or state_forces) -> indexes of the actors that are that, the whole before its parts."""
        found: dict[tuple[str, str], list[int]] = {}
        for index, actor in enumerate(self.actors):
            if actor.kind in ("government", "state_forces") and actor.countries:
                found.setdefault((actor.countries[0], actor.kind), []).append(index)
        return {
            key: tuple(sorted(rows, key=lambda index: (not self._is_whole(index), index)))
            for key, rows in found.items()
        }

    def _is_whole(self, index: int) -> bool:
        """Whether an actor is a state's government or its armed forces, not a branch of them."""
        actor = self.actors[index]
        parent = self.actor_index.get(actor.parent or "")
        return actor.id.startswith("government-of-") or parent is None or self.actors[parent].kind == "government"

    @cached_property
    def actor_index(self) -> Mapping[str, int]:
        """Actor id -> index into ``actors``."""
        return {actor.id: index for index, actor in enumerate(self.actors)}
