"""The names of one report: found sentence by sentence, then settled, so that one name is one thing throughout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.gazetteer.index import Gazetteer
from contested.reading.classes import Classifier
from contested.reading.counts import Quantity
from contested.reading.entities import Entity, Heard, Line
from contested.reading.lexicon import Lexicon
from contested.reading.names import Namer, titled
from contested.reading.setting import WIDE, country_named, theatre
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens

LONG_TIME: Final = 7  # tokens from which a time tells of an event that it is counted from
COUNTED_FROM: Final = frozenset(("after", "before", "since", "when"))
MEASURES: Final = frozenset(("area_km2", "distance_km", "money", "mass_t"))
MEANS_CLASSES: Final = frozenset("NQJgd#")  # of the last word of a weapon's name
SHORTEST_SURNAME: Final = 3  # letters


class Named:
    """The names of one report.

    ``heard`` holds what is known of each sentence; ``entities`` all actors, places, persons, nationalities and unknown
    names in text order, once `settle` was called; ``asides`` what is named within other names: mentioned, but no part
    of what the sentence says.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        classifier: Classifier,
        namer: Namer,
        tokens: Tokens,
        country: str | None,
    ) -> None:
        self.lexicon, self.gazetteer, self.classifier, self.namer = lexicon, gazetteer, classifier, namer
        self.tokens, self.country = tokens, country
        self.heard: list[Heard] = []
        self.entities: list[Entity] = []
        self.asides: list[Entity] = []
        self.known: dict[str, Entity] = {}
        self.theatre: tuple[str, ...] = ()
        self.minerals = lexicon.cue_sets["grounds"]["minerals"]
        self._state_named = "US" in tokens.words

    # --- one sentence -------------------------------------------------------------------------------------------------

    def sentence(self, first: int, last: int, times: Sequence[TimeSpan], counts: Sequence[Quantity]) -> None:
        """Find the names of the next sentence, whose times and quantities are known."""
        tokens, namer = self.tokens, self.namer
        title = titled(tokens, first, last, self.lexicon.words)
        classes = self._classes(first, last, title, self._fixed(last, times, counts))
        taken = {i for i, kind in enumerate(classes, first) if kind == "Y"} if times else set()
        vocabulary = namer.vocabulary(tokens, first, last)
        entity_at = self._spoken_for(vocabulary, classes, taken, first)
        actors = [entity for entity in dict.fromkeys(entity_at.values()) if entity.kind == "actor"]
        taken.update(entity_at)
        line = Line(tokens, classes, first, last, taken, self.known, self.country, title)
        names: list[Entity] = []
        for entity in namer.names(line):
            if entity.span is not None:
                self.asides.append(entity)
                continue
            names.append(entity)
            if entity.kind == "actor":
                actors.append(entity)
            for i in range(entity.first, entity.last):
                entity_at[i] = entity
                classes[i - first] = "Q"
            self._hear(entity)
        for entity in actors:
            self.asides.extend(namer.bodies.within(line, entity))
        self.heard.append(Heard(classes, entity_at, names, vocabulary))

    def _spoken_for(
        self, vocabulary: Sequence[Entity], classes: list[str], taken: set[int], first: int
    ) -> dict[int, Entity]:
        """The tokens of known actors and means, which names are not looked for in."""
        entity_at: dict[int, Entity] = {}
        for entity in vocabulary:
            span = range(entity.first, entity.last)
            if entity.kind == "actor" and taken.isdisjoint(span):
                if self.namer.is_town(self.tokens, entity, first):
                    entity.kind = "alias"
                    continue
                for i in span:
                    entity_at[i] = entity
                    classes[i - first] = "Q"
        for entity in vocabulary:
            if (
                entity.kind == "means"
                and entity.first not in entity_at
                and not self._is_dug(entity, first)
                and classes[entity.last - 1 - first] in MEANS_CLASSES
            ):
                for i in range(entity.first, entity.last):
                    entity_at[i] = entity
                    classes[i - first] = "N"
        return entity_at

    def _is_dug(self, entity: Entity, first: int) -> bool:
        """Whether mines are those of a mineral: "the phosphate mines"."""
        lowers = self.tokens.lowers
        before = lowers[entity.first - 1] if entity.first > first else ""
        return before in self.minerals and lowers[entity.last - 1] in ("mine", "mines")

    def _fixed(self, last: int, times: Sequence[TimeSpan], counts: Sequence[Quantity]) -> dict[int, str]:
        """The classes of a sentence that are known before its words are looked at: times and quantities.

        A quantity is one number to the grammar, whatever words it is made of; a measure is a noun.
        """
        fixed: dict[int, str] = {}
        for span in times:
            fixed.update(dict.fromkeys(range(span.first, self._end(span, last)), "Y"))
        for quantity in counts:
            stop = min(quantity.last, last)
            fixed.update(dict.fromkeys(range(quantity.first, stop), "#"))
            if quantity.what in MEASURES:
                fixed[stop - 1] = "N"
        return fixed

    def _end(self, span: TimeSpan, last: int) -> int:
        """Where a time ends for the grammar: what it is told by ("a day after X fell") is read as any words are."""
        stop = min(span.last, last)
        if stop - span.first <= LONG_TIME:
            return stop
        lowers = self.tokens.lowers
        return next((i for i in range(span.first + 1, stop) if lowers[i] in COUNTED_FROM), stop)

    def _classes(self, first: int, last: int, title: bool, fixed: dict[int, str]) -> list[str]:
        """The classes of a sentence's tokens; in Title Case a capital makes no word a name that is another word."""
        tokens, words = self.tokens, self.tokens.words
        if title:
            plain = [self.namer.plain(tokens, i, last) for i in range(first, last)]
            moved = {i - first: found for i, found in fixed.items()}
            return self.classifier.sentence(plain, tokens.lowers[first:last], 0, last - first, moved)
        classes = self.classifier.sentence(words, tokens.lowers, first, last, fixed)
        if self._state_named:
            for i in range(first, last):
                if words[i] == "US" and not (i + 1 < last and words[i + 1] == "$"):
                    classes[i - first] = "Q"
        return classes

    def _hear(self, entity: Entity) -> None:
        """Remember a name for the rest of the report; a person by the last name too."""
        known = self.known
        if entity.kind == "place":
            known.setdefault(entity.name, entity)
        elif entity.kind == "person":
            known.setdefault(entity.name, entity)
            words = self.tokens.words
            surname = words[entity.last - 1]
            if entity.last - entity.first > 1 and len(surname) >= SHORTEST_SURNAME:
                known.setdefault(surname, entity)
                if self.tokens.lowers[entity.first] in self.lexicon.given:
                    known.setdefault(words[entity.first], entity)

    # --- all of them --------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """A name that is a place or a person anywhere in the report is one everywhere; gather all entities in order."""
        for sentence in self.heard:
            for entity in sentence.names:
                self._settled(entity)
            found = [entity for entity in sentence.vocabulary if entity.kind == "actor"] + sentence.names
            found.sort(key=lambda entity: entity.first)
            self.entities.extend(found)
        country = self.country or country_named(self.entities, self.lexicon, self.gazetteer)
        self.theatre = theatre(self.entities, self.lexicon, self.gazetteer, country)
        self._second_look(country)

    def _settled(self, entity: Entity) -> None:
        settled = self.known.get(entity.name)
        if settled is None or settled is entity:
            return
        if entity.kind == "name" or (
            entity.kind == "place" and settled.kind == "person" and self._may_be_surname(entity)
        ):
            entity.kind, entity.rows, entity.organisation = settled.kind, settled.rows, settled.organisation

    def _may_be_surname(self, entity: Entity) -> bool:
        """Whether a place's name may as well be the surname of a person named in the report."""
        before = self.tokens.lowers[entity.first - 1] if entity.first else ""
        rows = entity.rows
        return before not in ("in", "near") and (not rows or self.gazetteer.place(rows[0]).level not in WIDE)

    def _second_look(self, country: str | None) -> None:
        """Names that stayed unknown, now that the report's country is known."""
        if not self.theatre:
            return
        for (first, last), sentence in zip(self.tokens.sentences, self.heard, strict=True):
            unknown = [entity for entity in sentence.names if entity.kind == "name"]
            if unknown:
                line = Line(self.tokens, sentence.classes, first, last, set(), self.known, country)
                for entity in unknown:
                    self.namer.toponyms.second(line, entity, self.theatre)
