"""Checked words to claims: actors, places, times and counts are what our own tables and readers make of the words."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import msgspec

from contested import ontology
from contested.llm.check import Checked, HowMany, Speaker, Where, Who
from contested.llm.evidence import confidence, evidence
from contested.model import (
    Actor,
    Attribution,
    Claim,
    Count,
    Means,
    Modality,
    Place,
    Span,
    When,
    Words,
    claim_id,
)
from contested.ontology import ARMED_KINDS, CIVILIAN_KINDS
from contested.reading.actors import distinct
from contested.reading.claims import Maker
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.sentence import Group
from contested.reading.tokens import Tokens

UNREAD_TIME = "time that our calendar does not read"
UNREAD_COUNT = "count in which we read no such number"
TOLD_COUNT = "count that another claim holds"
UNKNOWN_MEANS = "weapon that our tables do not know"
ACTOR_AS_PLACE = "place that is an actor's name"
NO_CAUSE = "cause that is no claim of the sentence"
SLOTS = frozenset({"near", "outside", "off", "beside", "around", "between", "along", "alongside"})
DETERMINERS = frozenset({"the", "a", "an", "some", "its", "their", "his", "her", "these", "those", "this", "that"})
MEASURED = ("area_km2", "distance_km")
WITH_ECHELON = ("force_organisation", "deployment", "offensive")


class Scene(NamedTuple):
    """One sentence as the rules see it: its first token, chunks and known words; ``describe`` types a token range."""

    first: int
    span: Span
    groups: list[Group]
    vocabulary: list[Entity]
    describe: Callable[[int, int], Group]


class Arguments(NamedTuple):
    """What became of a claim's words; ``lost``: something of it was dropped."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    when: When
    counts: tuple[Count, ...]
    lost: bool


class Grounder:
    """Makes the claims of one report.

    ``place_at``: the entity of each place's name, by where the name begins; ``scene_at``: the sentence that an offset
    lies in; ``same``: type and offset of what the rules read as an event; ``drop`` is told each reason.
    """

    def __init__(
        self,
        maker: Maker,
        reader: str,
        *,
        place_at: Mapping[int, Entity],
        scene_at: Callable[[int], Scene],
        same: Set[tuple[str, int]],
        drop: Callable[[str], None],
    ) -> None:
        self.maker, self.reader = maker, reader
        self.place_at, self.scene_at, self.same, self.drop = place_at, scene_at, same, drop
        self.tokens: Tokens = maker.tokens
        self.lexicon: Lexicon = maker.lexicon
        self.types = ontology.table()
        self.used: set[int] = set()

    def sentence(self, scene: Scene, checked: Sequence[Checked]) -> list[Claim]:
        """The claims of one sentence, in the order of their triggers."""
        made: list[Claim] = []
        causes: list[str | None] = []
        for each in sorted(checked, key=lambda each: (each.trigger.start, each.trigger.end)):
            for claim in self._claims(scene, each):
                made.append(claim)
                causes.append(each.caused_by)
        return [self._caused(claim, cause, made) for claim, cause in zip(made, causes, strict=True)]

    def _caused(self, claim: Claim, cause: str | None, made: Sequence[Claim]) -> Claim:
        """A claim with the id of the claim that caused it: one of the same sentence with that trigger."""
        if cause is None:
            return claim
        wanted = cause.split()
        causes = (each.id for each in made if each.trigger.text.split() == wanted and each.type != claim.type)
        other = next(causes, None)
        if other is None:
            self.drop(NO_CAUSE)
        return msgspec.structs.replace(claim, caused_by=other)

    def _claims(self, scene: Scene, said: Checked) -> Iterator[Claim]:
        """A claim for each place where it took place; counts stand in the first only."""
        actors = distinct([self._actor(scene, who) for who in said.who])
        places = [place for place in (self._place(scene, where) for where in said.where) if place is not None]
        when, when_lost = self._when(said)
        counts = tuple(count for count in (self._count(scene, each) for each in said.how_many) if count is not None)
        lost = said.lost + when_lost + len(said.where) - len(places) + len(said.how_many) - len(counts)
        ats = [place for place in places if place.role == "at"]
        others = [place for place in places if place.role != "at"]
        for number, at in enumerate(ats or [None]):
            here = tuple([at, *others] if at is not None else others)
            yield self._claim(scene, said, Arguments(actors, here, when, () if number else counts, lost > 0))

    def _claim(self, scene: Scene, said: Checked, told: Arguments) -> Claim:
        kind, actors, places = self.types[said.type], told.actors, told.places
        quoted = self.maker.quoter
        agent = next((actor.kind for actor in actors if actor.role == "agent"), None)
        patient = next((actor.kind for actor in actors if actor.role == "patient"), None)
        at = places[0].mention if places and places[0].role == "at" else None
        modality = meant(said)
        ruled = any((said.type, at) in self.same for at in range(said.trigger.start, said.trigger.end))
        why = evidence(actors, places, told.when, modality, ruled=ruled, lost=told.lost)
        return Claim(
            id=claim_id(self.maker.report, said.trigger, said.type, str(at.start) if at else ""), main=False,
            scope=said.scope, report=self.maker.report, sentence=scene.span, quote=said.quote, type=said.type,
            acled=ontology.acled(said.type, agent, patient in CIVILIAN_KINDS), plover=kind.plover,
            ucdp=ontology.ucdp(said.type, agent, patient), trigger=said.trigger, actors=actors, places=places,
            time=told.when, counts=told.counts, caused_by=None, means=self._means(scene, said),
            echelon=self._echelon(said), polarity=said.polarity, outcome=said.outcome, modality=modality,
            condition=said.condition, attribution=tuple(self._speaker(scene, each) for each in said.speakers),
            wording=tuple(w for w in quoted.wording if w.start < said.quote.end and said.quote.start < w.end),
            confidence=confidence(why), why=why, reader=self.reader,
        )  # fmt: skip

    # --- who ----------------------------------------------------------------------------------------------------------

    def _actor(self, scene: Scene, who: Who) -> Actor:
        """The actor of some words; where they only point, the actor that they point to, marked as inferred."""
        words, cast = self._bare(who.words), self.maker.cast
        if who.named is None:
            group = self._national(self._group(scene, words), words)
            return cast.actor(self.maker.quoter, group, who.role, words)
        named = self._bare(who.named)
        group = self._national(self._group(self.scene_at(named.start), named), named)
        actor = cast.actor(self.maker.quoter, group, who.role, named)
        return msgspec.structs.replace(actor, label=words.text, mention=words, inferred=True)

    def _national(self, group: Group, words: Words) -> Group:
        """A nationality, or gear of one, as who acts ("Russian strikes", "a Russian drone"): that state's forces."""
        first, last = self._range(words)
        bare = group.entity is None and group.kind == "nationality" and not words.text.endswith("s")
        gear = group.entity is not None and group.entity.kind == "means"
        if group.nation is None or not (bare or gear):
            return group
        state = Group(first, last, last - 1)
        state.type, state.kind, state.weak, state.nation = "actor", "armed_group", True, group.nation
        return state

    def _group(self, scene: Scene, words: Words) -> Group:
        """The noun group that some words are: one inside them that names an actor, else what they are as a whole."""
        first, last = self._range(words)
        inside = [group for group in scene.groups if first <= group.head < last and group.last <= last]
        named = [group for group in inside if group.entity is not None and group.entity.kind == "actor"]
        acting = [group for group in inside if group.type in ("actor", "people", "pronoun")]
        return next(iter([*named, *acting, *inside]), None) or scene.describe(first, last)

    def _bare(self, words: Words) -> Words:
        """Words without their determiner."""
        first, last = self._range(words)
        if last - first < 2 or self.tokens.lowers[first] not in DETERMINERS:
            return words
        start = self.tokens.starts[first + 1]
        return Words(start, words.end, self.tokens.text[start : words.end])

    def _range(self, words: Words) -> tuple[int, int]:
        """The tokens [first, last) that some words touch."""
        first = bisect.bisect_right(self.tokens.ends, words.start)
        return first, max(first + 1, bisect.bisect_left(self.tokens.starts, words.end))

    def _speaker(self, scene: Scene, speaker: Speaker) -> Attribution:
        words = self._bare(speaker.words)
        entity = self._group(scene, words).entity
        known = entity is not None and entity.kind == "actor" and entity.value >= 0
        info = self.lexicon.actors[entity.value] if known and entity is not None else None
        party = info is not None and info.kind in ARMED_KINDS and speaker.kind != "self"
        return Attribution(
            source=words.text, actor_id=info.id if info else None, kind="party" if party else speaker.kind,
            cue=speaker.cue, mention=words,
        )  # fmt: skip

    # --- where --------------------------------------------------------------------------------------------------------

    def _place(self, scene: Scene, where: Where) -> Place | None:
        entity = self.place_at.get(where.name.start)
        if entity is None:
            self.drop(ACTOR_AS_PLACE)
            return None
        first, last = self._range(where.phrase)
        named = (group for group in scene.groups if group.entity is entity)
        group = next((group for group in named if group.first < last and first < group.last), None)
        if group is None:
            inside = first < entity.last and entity.first < last
            group = Group(first, last, entity.last - 1 if inside else last - 1)
            group.type, group.kind, group.entity = "place", "place", entity
        before = group.whole[0] - 1
        slots = (self.tokens.lowers[first], self.tokens.lowers[before] if before >= scene.first else "")
        slot = next((word for word in slots if word in SLOTS), "in")
        pointing = where.name.end <= where.phrase.start
        words = self._bare(where.phrase) if pointing else self._written(entity)
        return self.maker.places.place(group, where.role, slot, words)

    def _written(self, entity: Entity) -> Words:
        """The words of an entity; a part of a token where it is written in one ("London" in "London-based")."""
        if entity.span is None:
            return self.maker.quoter.words(entity.first, entity.last)
        return Words(*entity.span, self.tokens.text[slice(*entity.span)])

    # --- when, how many, with what ------------------------------------------------------------------------------------

    def _when(self, said: Checked) -> tuple[When, int]:
        """The time that the words say by our calendar, else the report's; 1 where words were there and say nothing."""
        day, times = self.maker.date, self.maker.times
        words = said.time
        if words is not None:
            shared = [min(span.end, words.end) - max(span.start, words.start) for span in times]
            hits = [i for i, length in enumerate(shared) if length > 0 and times[i].from_ is not None]
            if hits:
                return self._stated(max(hits, key=lambda i: (shared[i], -i))), 0
            self.drop(UNREAD_TIME)
        known = "day" if day else "unknown"
        report = When(start=day, end=day, edtf=day, timex=day, precision=known, basis="report_date", mention=None)
        return report, int(words is not None)

    def _stated(self, index: int) -> When:
        """A time; both ends of a range, and to the report's day with "since"."""
        day, times = self.maker.date, self.maker.times
        span = times[index]
        start, end, edtf = span.from_, span.to, span.edtf
        if span.partner is not None:
            low, high = sorted((index, span.partner))
            start, end = times[low].from_, times[high].to
        elif span.relation == "since" and day is not None and (start or "")[:10] <= day[:10]:
            end = day
        if (start, end) != (span.from_, span.to):
            edtf = f"{(start or '..')[:10]}/{(end or '..')[:10]}"
        return When(
            start=start, end=end, edtf=edtf, timex=span.value, precision=span.precision, basis="stated",
            mention=self.maker.quoter.words(span.first, span.last),
        )  # fmt: skip

    def _count(self, scene: Scene, said: HowMany) -> Count | None:
        """The number that we read in the words, of the kind that the model says."""
        for index, number in enumerate(self.maker.counts):
            if number.start >= said.words.end or said.words.start >= number.end:
                continue
            measured = said.what if said.what in MEASURED else None
            if number.what != measured:
                continue
            if index in self.used:
                self.drop(TOLD_COUNT)
                return None
            self.used.add(index)
            whom = self.tokens.words[number.head] if number.head is not None else None
            mention = Words(number.start, number.end, self.tokens.text[number.start : number.end])
            return Count(
                what=said.what, whom=whom, low=number.low, high=number.high, best=number.best,
                approximate=number.approximate, mention=mention,
            )  # fmt: skip
        self.drop(UNREAD_COUNT)
        return None

    def _means(self, scene: Scene, said: Checked) -> tuple[Means, ...]:
        made: dict[str, Means] = {}
        for words in said.means:
            first, last = self._range(words)
            inside = (each for each in scene.vocabulary if first <= each.first and each.last <= last)
            known = [each for each in inside if each.kind == "means"]
            if not known:
                self.drop(UNKNOWN_MEANS)
            for entity in known:
                kind = self.lexicon.means[entity.value][0]
                made.setdefault(kind, Means(kind, self.maker.quoter.words(entity.first, entity.last)))
        return tuple(made.values())

    def _echelon(self, said: Checked) -> str | None:
        """The size of formation that the clause names, where its type asks for one."""
        if said.type not in WITH_ECHELON:
            return None
        first, last = self._range(said.quote)
        lowers = self.tokens.lowers
        names = (" ".join(lowers[i : i + size]) for i in range(first, last) for size in (2, 1) if i + size <= last)
        return next((self.lexicon.echelons[name] for name in names if name in self.lexicon.echelons), None)


def meant(said: Checked) -> Modality:
    """The modality, made to agree with what else the claim says: a speaker's words are never the report's own."""
    if said.condition is not None and said.modality in ("asserted", "reported", "predicted", "possible"):
        return "conditional"
    return "reported" if said.speakers and said.modality == "asserted" else said.modality
