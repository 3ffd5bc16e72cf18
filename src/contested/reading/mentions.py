"""What a report mentions, written out: every entity, and the noun groups that stand for an actor or a person."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from contested.model import (
    ActorMention,
    AnyMention,
    AttributionMention,
    Claim,
    CountMention,
    EventMention,
    NationalityMention,
    PersonMention,
    PlaceMention,
    PlatformMention,
    TimeMention,
    Timex,
    WeaponMention,
    Wording,
    WordingMention,
)
from contested.reading.actors import Cast
from contested.reading.counts import Quantity
from contested.reading.entities import Entity, Heard
from contested.reading.lexicon import Lexicon
from contested.reading.spoken import Nouns, Spoken
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens
from contested.reading.where import Map

SUBJECT_BEFORE: Final = frozenset('.,:;"(CSZR')  # classes after which a subject begins
VERBS: Final = frozenset("spdMHBKVv")
PHRASES: Final = frozenset(("attribution", "means"))


class Scribe:
    """Writes the mentions of one report."""

    def __init__(self, lexicon: Lexicon, nouns: Nouns, tokens: Tokens, report: str, places: Map, cast: Cast) -> None:
        self.lexicon, self.nouns, self.tokens, self.report = lexicon, nouns, tokens, report
        self.places, self.cast = places, cast
        self.found: list[AnyMention] = []
        self.marked: set[tuple[str, int, int]] = set()

    def written(self) -> list[AnyMention]:
        """All mentions in text order, the longer before the shorter."""
        self.found.sort(key=attrgetter("__class__.__name__"))
        self.found.sort(key=attrgetter("end"), reverse=True)
        self.found.sort(key=attrgetter("start"))
        return self.found

    def _new(self, what: str, start: int, end: int) -> bool:
        """Whether a stretch was not yet mentioned as this; it now is."""
        known = len(self.marked)
        self.marked.add((what, start, end))
        return len(self.marked) > known

    # --- names --------------------------------------------------------------------------------------------------------

    def entities(self, entities: Sequence[Entity]) -> None:
        """Places, persons, nationalities and actors by name."""
        write = {
            "place": self._place,
            "person": self._person,
            "nationality": self._nationality,
            "actor": self._named_actor,
        }
        for entity in entities:
            start, end = self._span(entity)
            if entity.kind in write and self._new(entity.kind, start, end):
                write[entity.kind](entity, start, end)

    def _span(self, entity: Entity) -> tuple[int, int]:
        return entity.span or (self.tokens.starts[entity.first], self.tokens.ends[entity.last - 1])

    def _person(self, entity: Entity, start: int, end: int) -> None:
        text = self.tokens.text[start:end]
        self.found.append(PersonMention(report=self.report, start=start, end=end, text=text, name=entity.name))

    def _place(self, entity: Entity, start: int, end: int) -> None:
        answer, text = self.places.answer(entity), self.tokens.text[start:end]
        if answer is None:
            self.found.append(
                PlaceMention(
                    report=self.report, start=start, end=end, text=text, named=True, name=entity.name, id=None,
                    lat=None, lon=None, radius_km=None, level=None, country=None, relation=None, candidates=0,
                )
            )  # fmt: skip
            return
        row = self.places.gazetteer.place(answer.row)
        self.found.append(
            PlaceMention(
                report=self.report, start=start, end=end, text=text, named=True, name=row.name, id=row.id,
                lat=row.lat, lon=row.lon, radius_km=round(row.radius_km, 2),
                level=row.level,  # type: ignore[arg-type]
                country=row.country or None, relation=None, candidates=answer.candidates,
            )
        )  # fmt: skip

    def _nationality(self, entity: Entity, start: int, end: int) -> None:
        """A nation's adjective; its people ("Syrians") are an actor."""
        gazetteer = self.places.gazetteer
        row = gazetteer.place(entity.row) if entity.row >= 0 else None
        text = self.tokens.text[start:end]
        if text.lower() in self.lexicon.signs["faiths"]:
            return
        if row is not None and text.endswith("s") and gazetteer.demonym(text[:-1]) is not None:
            self._actor(start, end, "civilians")
            return
        self.found.append(
            NationalityMention(
                report=self.report, start=start, end=end, text=text, name=row.name if row else text,
                country=row.country or None if row else None, lat=row.lat if row else None,
                lon=row.lon if row else None,
            )
        )  # fmt: skip

    def _named_actor(self, entity: Entity, start: int, end: int) -> None:
        if entity.value >= 0:
            self._known_actor(entity.value, start, end, self.lexicon.actors[entity.value].kind)
        else:
            self._actor(start, end, entity.organisation or None, entity.name)

    def _known_actor(self, index: int, start: int, end: int, kind: str) -> None:
        known = self.lexicon.actors[index]
        self.found.append(
            ActorMention(
                report=self.report, start=start, end=end, text=self.tokens.text[start:end], id=known.id,
                name=known.name, actor_kind=kind, side=self.cast.side_of(index),
            )
        )  # fmt: skip

    def _actor(self, start: int, end: int, kind: str | None, name: str | None = None) -> None:
        """An actor that no table knows."""
        text = self.tokens.text[start:end]
        self.found.append(
            ActorMention(
                report=self.report, start=start, end=end, text=text, id=None,
                name=text if name is None else name, actor_kind=kind, side=None,
            )
        )  # fmt: skip

    # --- noun groups --------------------------------------------------------------------------------------------------

    def groups(self, heard: Sequence[Heard]) -> None:
        """Noun groups that a common noun makes an actor, a person or a place, and countries that do something."""
        for (first, last), sentence in zip(self.tokens.sentences, heard, strict=True):
            for spoken in self.nouns.spoken(self.tokens, sentence, first, last):
                self._spoken(spoken)
            self._states(first, sentence.classes, sentence.entity_at)

    def _spoken(self, spoken: Spoken) -> None:
        start, end = self.tokens.starts[spoken.first], self.tokens.ends[spoken.last - 1]
        text = self.tokens.text[start:end]
        if spoken.what == "actor":
            if self._new("actor", start, end):
                self._actor(start, end, spoken.kind)
        elif spoken.what == "person":
            self.found.append(PersonMention(report=self.report, start=start, end=end, text=text, name=text))
        else:
            self.found.append(
                PlaceMention(
                    report=self.report, start=start, end=end, text=text, named=False, name=text, id=None, lat=None,
                    lon=None, radius_km=None, level=spoken.kind,  # type: ignore[arg-type]
                    country=None, relation=None, candidates=0,
                )
            )  # fmt: skip

    def _states(self, first: int, classes: list[str], entity_at: dict[int, Entity]) -> None:
        """A country that does something is its government: "Turkey backs …", "the United States remains …"."""
        for at, entity in entity_at.items():
            if entity.kind != "place" or at != entity.first or not entity.rows:
                continue
            stop = entity.last - first
            if stop >= len(classes) or classes[stop] not in VERBS or not _may_be_subject(classes, at - first):
                continue
            row = self.places.row(entity)
            if row is None or row.level != "country":
                continue
            index, (start, end) = self.cast.state(row.country, "government"), self._span(entity)
            if index >= 0:
                self._known_actor(index, start, end, "government")
            else:
                self._actor(start, end, "government", f"Government of {entity.name}")

    # --- the rest -----------------------------------------------------------------------------------------------------

    def vocabulary(self, heard: Sequence[Heard]) -> None:
        """Weapons, platforms and words of attribution."""
        for sentence in heard:
            for entity in sentence.vocabulary:
                if entity.kind in PHRASES:
                    self._phrase(entity)

    def _phrase(self, entity: Entity) -> None:
        start, end = self._span(entity)
        report, text = self.report, self.tokens.text[start:end]
        if entity.kind == "attribution":
            self.found.append(AttributionMention(report=report, start=start, end=end, text=text, name=text))
            return
        _, mention, name = self.lexicon.means[entity.value]
        made = WeaponMention if mention == "weapon" else PlatformMention
        self.found.append(made(report=report, start=start, end=end, text=text, name=name))

    def values(self, times: Sequence[TimeSpan], counts: Sequence[Quantity], wording: Sequence[Wording]) -> None:
        """Times, counts and wording."""
        text, report = self.tokens.text, self.report
        for span in times:
            self.found.append(
                TimeMention(
                    report=report, start=span.start, end=span.end, text=text[span.start : span.end], from_=span.from_,
                    to=span.to, edtf=span.edtf, timex=Timex(span.type, span.value), precision=span.precision,
                )
            )  # fmt: skip
        for quantity in counts:
            head = self.tokens.lowers[quantity.head] if quantity.head is not None else None
            self.found.append(
                CountMention(
                    report=report, start=quantity.start, end=quantity.end, text=text[quantity.start : quantity.end],
                    what=quantity.what or head, low=quantity.low, high=quantity.high, best=quantity.best,
                    approximate=quantity.approximate,
                )
            )  # fmt: skip
        for each in wording:
            self.found.append(
                WordingMention(
                    report=report, start=each.start, end=each.end, text=each.text, name=each.text,
                    wording_kind=each.kind, neutral=each.neutral, favours=each.favours,
                )
            )  # fmt: skip

    def events(self, claims: Sequence[Claim]) -> None:
        """The triggers of the claims, each once."""
        for claim in claims:
            words = claim.trigger
            if self._new("event", words.start, words.end):
                self.found.append(
                    EventMention(report=self.report, start=words.start, end=words.end, text=words.text, name=claim.type)
                )


def _may_be_subject(classes: Sequence[str], at: int) -> bool:
    """Whether a subject may begin at a word of a sentence, or at the article before it."""
    begin = at - 2 if at and classes[at - 1] == "D" else at - 1
    return begin < 0 or classes[begin] in SUBJECT_BEFORE
