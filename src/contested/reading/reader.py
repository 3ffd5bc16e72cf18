"""The reader: one report in, its mentions and claims out. A pure function of the report, the lexicon and the gazetteer."""

from __future__ import annotations

import bisect
from collections import Counter
from datetime import date

from contested.gazetteer.index import Gazetteer
from contested.model import (
    AnyMention,
    Claim,
    Reading,
    Report,
    Sentence,
    Span,
    Wording,
)
from contested.ontology import ARMED_KINDS, MAIN_ORDER, table
from contested.reading.actors import Cast
from contested.reading.attribution import Hearer
from contested.reading.claims import Maker, Scene
from contested.reading.classes import Classifier
from contested.reading.clauses import Clauses
from contested.reading.counts import Quantity, find_counts
from contested.reading.events import ACTS, Finder
from contested.reading.groups import Grouper
from contested.reading.lexicon import Lexicon, WordingInfo
from contested.reading.mentions import Scribe
from contested.reading.names import Entity, Line, Namer, titled
from contested.reading.times import TimeSpan, find_times
from contested.reading.tokens import Tokens, tokenise
from contested.reading.where import Map

VERSION = "rules-1"
LEAST_ENGLISH = 0.12  # of a text's words, the share that must be English function words
LONG_TIME = 7  # tokens from which a time tells of an event that it is counted from
ENOUGH = 25  # words below which no language is told


class Reader:
    """Reads reports with one lexicon and one gazetteer."""

    name = VERSION

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.classifier, self.namer, self.grouper = Classifier(lexicon), Namer(lexicon, gazetteer), Grouper(lexicon)
        self.finder, self.hearer = Finder(lexicon), Hearer(lexicon)
        self.function_words = frozenset(word for word, kind in lexicon.closed.items() if kind in "DPTCSRZOMHBK")
        self.triggers = frozenset(lexicon.forms) | frozenset(lexicon.nouns)
        self.order = {family: at for at, family in enumerate(MAIN_ORDER)}
        self.types = table()

    def read(self, report: Report) -> Reading:
        """All sentences, mentions and claims of a report, each in text order."""
        tokens = tokenise(report.text)
        unread = self._language(tokens)
        if unread is not None:
            whole = (Sentence(0, len(report.text), "body"),) if report.text else ()
            return Reading(report=report, reader=VERSION, sentences=whole, mentions=(), claims=(), unread=unread)
        return Work(self, report, tokens).reading()

    def _language(self, tokens: Tokens) -> str | None:
        """Why a text cannot be read: it is not in English; None where it can or is too short to tell."""
        words = [lower for lower in tokens.lowers[:2000] if lower[0].isalpha()]
        if len(words) < ENOUGH:
            ascii_words = sum(word.isascii() for word in words)
            return "the text is not in English" if len(words) > 3 and ascii_words < len(words) / 2 else None
        share = sum(word in self.function_words for word in words) / len(words)
        return None if share >= LEAST_ENGLISH else "the text is not in English"


class Work:
    """One report being read."""

    def __init__(self, reader: Reader, report: Report, tokens: Tokens) -> None:
        self.reader, self.report, self.tokens = reader, report, tokens
        anchor = date.fromisoformat(report.date[:10]) if report.date else None
        self.times: list[TimeSpan] = find_times(tokens, anchor)
        self.date = report.date or self._dateline()
        if report.date is None and self.date is not None:
            self.times = find_times(tokens, date.fromisoformat(self.date))
        self.counts: list[Quantity] = find_counts(tokens, self.times)
        self.vocabulary: list[list[Entity]] = []
        self.entities: list[Entity] = []
        self.by_sentence: list[tuple[list[str], dict[int, Entity], list[Entity]]] = []
        self.known: dict[str, Entity] = {}
        self.asides: list[Entity] = []  # named within other names: mentioned, but no part of what the sentence says

    def _dateline(self) -> str | None:
        """The day that the first line names, where it is a date and little else ("date 2017-05-27 --")."""
        if not self.tokens.sentences or not self.times:
            return None
        first, last = self.tokens.sentences[0]
        span = self.times[0]
        others = [i for i in range(first, last) if not span.first <= i < span.last and self.tokens.words[i][0].isalpha()]
        day = span.from_ is not None and span.type == "DATE" and len(span.value) == 10
        return str(span.from_)[:10] if day and span.first < last and len(others) <= 3 else None

    def reading(self) -> Reading:
        """Read it."""
        for first, last in self.tokens.sentences:
            self._names(first, last)
        self._settle()
        country = self.report.country or self._country()
        places = Map(self.reader.lexicon, self.reader.gazetteer, self.tokens, country)
        places.resolve(self.entities, self.asides)
        country = country or self._country_of_places(places)
        cast = Cast(self.reader.lexicon, self.reader.gazetteer, country, self.date, self.report.side)
        war = self._war()
        wording = self._wording(war)
        maker = Maker(
            self.reader.lexicon, self.report.id, self.date, self.tokens, cast, places, self.times, self.counts, wording, VERSION
        )  # fmt: skip
        for index, (first, last) in enumerate(self.tokens.sentences):
            self._sentence(maker, index, first, last, war)
        claims = self._main(maker.made)
        return Reading(
            report=self.report,
            reader=VERSION,
            sentences=tuple(self._parts()),
            mentions=tuple(self._mentions(places, wording, claims, cast)),
            claims=tuple(claims),
        )

    # --- names --------------------------------------------------------------------------------------------------------

    def _names(self, first: int, last: int) -> None:
        reader, tokens = self.reader, self.tokens
        title = titled(tokens, first, last, reader.lexicon.words)
        classes = self._classes(first, last, title)
        entity_at: dict[int, Entity] = {}
        vocabulary = reader.namer.vocabulary(tokens, first, last)
        taken = {i for i in range(first, last) if classes[i - first] == "Y"}
        for entity in vocabulary:
            if entity.kind == "actor" and not any(i in taken for i in range(entity.first, entity.last)):
                if reader.namer.is_town(tokens, entity, first):
                    entity.kind = "alias"
                    continue
                for i in range(entity.first, entity.last):
                    entity_at[i] = entity
                    classes[i - first] = "Q"
        for entity in vocabulary:
            if entity.kind == "means" and entity.first not in entity_at and classes[entity.last - 1 - first] in "NQJgd#":
                for i in range(entity.first, entity.last):
                    entity_at[i] = entity
                    classes[i - first] = "N"
        taken.update(entity_at)
        line = Line(tokens, classes, first, last, taken, self.known, self.report.country, title)
        names: list[Entity] = []
        for entity in reader.namer.names(line):
            if entity.span is not None:
                self.asides.append(entity)
                continue
            names.append(entity)
            for i in range(entity.first, entity.last):
                entity_at[i] = entity
                classes[i - first] = "Q"
            self._hear(entity)
        for entity in dict.fromkeys(entity_at.values()):
            if entity.kind == "actor":
                self.asides.extend(reader.namer.bodies.within(line, entity))
        self.by_sentence.append((classes, entity_at, names))
        self.vocabulary.append(vocabulary)

    def _fixed(self, first: int, last: int) -> dict[int, str]:
        """The classes of a sentence that are known before its words are looked at: times and quantities.

        A quantity is one number to the grammar, whatever words it is made of; a measure is a noun.
        """
        fixed: dict[int, str] = {}
        begin = bisect.bisect_left(self.times, first, key=lambda span: span.first)
        for span in self.times[begin:]:
            if span.first >= last:
                break
            for i in range(span.first, self._end(span, last)):
                fixed[i] = "Y"
        begin = bisect.bisect_left(self.counts, first, key=lambda quantity: quantity.first)
        for quantity in self.counts[begin:]:
            if quantity.first >= last:
                break
            stop = min(quantity.last, last)
            for i in range(quantity.first, stop):
                fixed[i] = "#"
            if quantity.what in ("area_km2", "distance_km", "money", "mass_t"):
                fixed[stop - 1] = "N"
        return fixed

    def _end(self, span: TimeSpan, last: int) -> int:
        """Where a time ends for the grammar: what it is told by ("a day after X was taken") is read as any words are."""
        stop = min(span.last, last)
        if stop - span.first <= LONG_TIME:
            return stop
        lowers = self.tokens.lowers
        return next((i for i in range(span.first + 1, stop) if lowers[i] in ("after", "before", "since", "when")), stop)

    def _classes(self, first: int, last: int, title: bool) -> list[str]:
        """The classes of a sentence's tokens; in Title Case a capital makes no word a name that is another word."""
        reader, tokens, fixed = self.reader, self.tokens, self._fixed(first, last)
        if not title:
            classes = reader.classifier.sentence(tokens.words, tokens.lowers, first, last, fixed)
            for i in range(first, last):
                if tokens.words[i] == "US" and not (i + 1 < last and tokens.words[i + 1] == "$"):
                    classes[i - first] = "Q"
            return classes
        plain = [reader.namer.plain(tokens, i, last) for i in range(first, last)]
        moved = {i - first: found for i, found in fixed.items()}
        return reader.classifier.sentence(plain, tokens.lowers[first:last], 0, last - first, moved)

    def _hear(self, entity: Entity) -> None:
        """Remember a name for the rest of the report; a person by the last name too."""
        if entity.kind == "place":
            self.known.setdefault(entity.name, entity)
        elif entity.kind == "person":
            self.known.setdefault(entity.name, entity)
            surname = self.tokens.words[entity.last - 1]
            if entity.last - entity.first > 1 and len(surname) > 2:
                self.known.setdefault(surname, entity)
                if self.tokens.lowers[entity.first] in self.reader.lexicon.given:
                    self.known.setdefault(self.tokens.words[entity.first], entity)

    def _settle(self) -> None:
        """A name that is a place or a person anywhere in the report is one everywhere; gather all entities in order."""
        for _, _, names in self.by_sentence:
            for entity in names:
                settled = self.known.get(entity.name)
                if settled is None or settled is entity:
                    continue
                if entity.kind == "name" or (entity.kind == "place" and settled.kind == "person" and self._surname(entity)):
                    entity.kind, entity.rows = settled.kind, settled.rows
        for vocabulary, (_, _, names) in zip(self.vocabulary, self.by_sentence, strict=True):
            found = [entity for entity in vocabulary if entity.kind == "actor"] + names
            found.sort(key=lambda entity: entity.first)
            self.entities.extend(found)
        self._second_look(self.report.country or self._country())

    def _surname(self, entity: Entity) -> bool:
        """Whether a place's name may as well be the surname of a person named in the report."""
        before = self.tokens.lowers[entity.first - 1] if entity.first else ""
        rows = entity.rows
        return before not in ("in", "near") and (not rows or self.reader.gazetteer.place(rows[0]).level not in ("country", "admin1"))

    def _second_look(self, country: str | None) -> None:
        """Names that stayed unknown, now that the report's country is known."""
        namer, tokens = self.reader.namer, self.tokens
        if country is None:
            return
        for (first, last), (classes, _, names) in zip(tokens.sentences, self.by_sentence, strict=True):
            unknown = [entity for entity in names if entity.kind == "name"]
            if unknown:
                line = Line(tokens, classes, first, last, set(), self.known, country)
                for entity in unknown:
                    namer.toponyms.second(line, entity, self.reader.triggers)

    def _country(self) -> str | None:
        """The country that most of the report's actors are of, where it names none."""
        votes: Counter[str] = Counter()
        for entity in self.entities:
            if entity.kind == "place" and entity.rows:
                row = self.reader.gazetteer.place(entity.rows[0])
                if row.level in ("country", "admin1"):
                    votes[row.country] += 1
            elif entity.kind == "actor" and entity.value >= 0:
                countries = self.reader.lexicon.actors[entity.value].countries
                if len(countries) == 1:
                    votes[countries[0]] += 1
        best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        return best[0][0] if best else None

    def _country_of_places(self, places: Map) -> str | None:
        votes = Counter(
            self.reader.gazetteer.place(answer.row).country for answer in places.found.values() if answer is not None
        )
        best = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
        return best[0][0] or None if best else None

    # --- sentences ----------------------------------------------------------------------------------------------------

    def _war(self) -> bool:
        """Whether the report speaks of armed force at all: armed actors, weapons, or words that mean nothing else."""
        lexicon, lowers = self.reader.lexicon, self.tokens.lowers
        for entity in self.entities:
            if entity.kind == "actor" and entity.value >= 0 and lexicon.actors[entity.value].kind in ARMED_KINDS - {"government"}:
                return True
        if any(entity.kind == "means" for vocabulary in self.vocabulary for entity in vocabulary):
            return True
        for lower in set(lowers):
            heads = lexicon.heads.get(lower, ())
            if any(head.type == "actor" and not head.weak and not head.before and head.kind in ("state_forces", "rebel", "armed_group", "militia", "police") for head in heads):
                return True
        if any(lower in lexicon.forms and "kill" in lexicon.forms[lower] for lower in lowers) and {"explosion", "explosions", "blast", "blasts", "bomb", "bombs", "bombing", "attack", "attacks", "shooting"} & set(lowers):
            return True
        for lower in set(lowers):
            for noun in lexicon.nouns.get(lower, ()):
                if not noun.weak and not noun.before and not lexicon.triggers[noun.trigger].war and self.reader.types[lexicon.triggers[noun.trigger].type].family in ("fighting", "remote", "civilians"):
                    return True
        return False

    def _sentence(self, maker: Maker, index: int, first: int, last: int, war: bool) -> None:
        reader, tokens = self.reader, self.tokens
        if reader.triggers.isdisjoint(tokens.lowers[first:last]):
            return
        classes, entity_at, _ = self.by_sentence[index]
        for entity in entity_at.values():
            if entity.kind == "place" and entity.rows:
                place = reader.gazetteer.place(entity.rows[0])
                entity.value = ACTS if place.level == "country" or entity.name.lower() in reader.lexicon.capitals else -1
        chunks = reader.grouper.chunks(tokens, classes, first, entity_at)
        clauses = Clauses(tokens, classes, first, chunks, reader.lexicon, entity_at)
        drafts = reader.finder.drafts(clauses, war)
        if not drafts:
            return
        vocabulary = self.vocabulary[index]
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        said = reader.hearer.statements(clauses, vocabulary)
        condition = reader.hearer.condition(clauses)
        maker.sentence(Scene(first, last, span, clauses, vocabulary, said, condition, drafts, entity_at))

    def _parts(self) -> list[Sentence]:
        tokens = self.tokens
        found: list[Sentence] = []
        for at, (first, last) in enumerate(tokens.sentences):
            part = "body"
            if at == 0 and tokens.words[last - 1] not in ".!?…\"”'" and last < len(tokens.words):
                timed = all(any(span.first <= i < span.last for span in self.times) or not tokens.words[i][0].isalpha() or tokens.lowers[i] == "date" for i in range(first, last))
                part = "header" if timed else "headline"
            found.append(Sentence(tokens.starts[first], tokens.ends[last - 1], part))  # type: ignore[arg-type]
        return found

    def _main(self, claims: list[Claim]) -> list[Claim]:
        """Mark the one claim that a one-event coder would code the report as."""
        import msgspec

        claims.sort(key=lambda claim: (claim.trigger.start, claim.trigger.end, claim.places[0].mention.start if claim.places and claim.places[0].mention else 0))
        unique: dict[str, Claim] = {}
        for claim in claims:
            unique.setdefault(claim.id, claim)
        out = list(unique.values())
        told = [i for i, claim in enumerate(out) if claim.modality in ("asserted", "reported") and claim.polarity == "affirmed"]
        best = min(told, key=lambda i: (self.reader.order[self.reader.types[out[i].type].family], i), default=None)
        if best is not None:
            out[best] = msgspec.structs.replace(out[best], main=True)
        return out

    # --- mentions -----------------------------------------------------------------------------------------------------

    def _wording(self, war: bool) -> list[Wording]:
        found: list[Wording] = []
        lexicon, tokens = self.reader.lexicon, self.tokens
        for vocabulary, (classes, entity_at, _), (first, _) in zip(self.vocabulary, self.by_sentence, tokens.sentences, strict=True):
            for entity in vocabulary:
                if entity.kind != "wording":
                    continue
                info = lexicon.wordings[entity.value]
                if info.needs_actor and not self._beside_actor(entity, classes, entity_at, first) and not (war and self._of_conflict(info, classes, entity_at, first)):
                    continue
                if entity.first in entity_at and entity_at[entity.first].kind in ("actor", "place") and not _covers(entity, entity_at[entity.first]):
                    continue
                start, end = tokens.starts[entity.first], tokens.ends[entity.last - 1]
                favours = info.favours
                found.append(Wording(start=start, end=end, text=tokens.text[start:end], kind=info.kind, neutral=info.neutral, favours=favours))  # type: ignore[arg-type]
        return found

    def _of_conflict(self, info: WordingInfo, classes: list[str], entity_at: dict[int, Entity], first: int) -> bool:
        """Whether a verb, adverb or predicate adjective stands in a sentence that names an armed actor."""
        if info.pos not in ("verb", "adverb", "adjective") and info.kind != "verb":
            return False
        if any(entity.kind == "actor" for entity in entity_at.values()):
            return True
        heads, lowers = self.reader.lexicon.heads, self.tokens.lowers
        return any(
            head.type == "actor" and not head.weak and not head.before
            for i in range(first, first + len(classes))
            for head in heads.get(lowers[i], ())
        )

    def _beside_actor(self, entity: Entity, classes: list[str], entity_at: dict[int, Entity], first: int) -> bool:
        """Whether a word stands in a group of words that names an armed actor, or is one itself."""
        lexicon, lowers = self.reader.lexicon, self.tokens.lowers
        low, high = entity.first, entity.last
        while low > first and classes[low - 1 - first] in "DJNQ#":
            low -= 1
        while high - first < len(classes) and classes[high - first] in "JNQ#":
            high += 1
        for i in range(low, high):
            if i in entity_at and entity_at[i].kind == "actor":
                return True
            if any(head.type == "actor" and not head.before for head in lexicon.heads.get(lowers[i], ())) or lowers[i] in lexicon.nouns:
                return True
        return False

    def _mentions(self, places: Map, wording: list[Wording], claims: list[Claim], cast: Cast) -> list[AnyMention]:
        scribe = Scribe(self.reader.lexicon, self.tokens, self.report.id, places, cast)
        scribe.entities(self.entities)
        scribe.entities(self.asides)
        scribe.groups(self.by_sentence)
        scribe.vocabulary(self.vocabulary)
        scribe.values(self.times, self.counts, wording)
        scribe.events(claims)
        return scribe.written()


def _covers(outer: Entity, inner: Entity) -> bool:
    """Whether one entity holds another whole ("ISIS terrorists" the actor, not "Liberation" the front)."""
    return outer.first <= inner.first and inner.last <= outer.last
