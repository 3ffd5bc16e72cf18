"""The reader: one report in, its mentions and claims out. Pure: it depends on report, lexicon and gazetteer alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Final

import msgspec

from contested.gazetteer.index import Gazetteer
from contested.model import AnyMention, Claim, Reading, Report, Sentence, Span, Wording
from contested.ontology import MAIN_ORDER, table
from contested.reading.actors import Cast
from contested.reading.anachronisms import Anachronisms
from contested.reading.antecedents import antecedents
from contested.reading.attribution import Hearer, Said
from contested.reading.carried import Carrier
from contested.reading.claims import Maker, Rules
from contested.reading.classes import Classifier
from contested.reading.consequences import Consequences
from contested.reading.counts import Quantity, find_counts
from contested.reading.entities import Entity
from contested.reading.fillers import ACTS
from contested.reading.frames import Frames
from contested.reading.headings import Heading, headings
from contested.reading.holders import Holders
from contested.reading.language import unread
from contested.reading.lexicon import Lexicon
from contested.reading.mentions import Scribe
from contested.reading.named import Named
from contested.reading.names import Namer
from contested.reading.pieces import take_apart
from contested.reading.quotations import quotations
from contested.reading.relations import Relations
from contested.reading.scene import Scene
from contested.reading.sentence import Group
from contested.reading.sentence import Sentence as Structured
from contested.reading.setting import War, country_named, foremost
from contested.reading.spoken import Nouns
from contested.reading.structure import Draft, Structures
from contested.reading.subject import Subject
from contested.reading.syntax import load
from contested.reading.syntax.tree import Tree
from contested.reading.times import TimeSpan, find_times
from contested.reading.tokens import Tokens, tokenise
from contested.reading.where import Map
from contested.reading.wording import Words

VERSION: Final = "rules-1"
FUNCTION_CLASSES: Final = "DPTCSRZOMHBK"  # of closed words that only English has
SENTENCE_ENDS: Final = ".!?…\"”'"
DASHES: Final = frozenset(("-", "–", "—", "--", ":", ")"))
DATELINE: Final = 3  # words that may stand beside the date of a first line that is a date
TOLD: Final = frozenset(("asserted", "reported"))
SPOKE: Final = frozenset(("he", "she", "it"))  # pronouns of who spoke before
BACK: Final = 4  # sentences back that they may point to


class Reader:
    """Reads reports with one lexicon and one gazetteer."""

    name = VERSION

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.classifier, self.namer = Classifier(lexicon), Namer(lexicon, gazetteer)
        self.structures, self.frames = Structures(lexicon, load()), Frames(lexicon)
        self.hearer, self.rules = Hearer(lexicon), Rules(lexicon)
        self.holders = Holders(lexicon, self.frames.fillers)
        self.consequences = Consequences(table(), lexicon.cue_sets["attribution"]["responsible"])
        self.carrier, self.relations = Carrier(lexicon, table()), Relations(lexicon)
        self.anachronisms = Anachronisms(lexicon)
        self.war, self.words, self.nouns = War(lexicon), Words(lexicon), Nouns(lexicon)
        self.subject = Subject(lexicon, self.war)
        self.function_words = frozenset(word for word, kind in lexicon.closed.items() if kind in FUNCTION_CLASSES)
        order = {family: at for at, family in enumerate(MAIN_ORDER)}
        self.rank = {name: order[row.family] for name, row in table().items()}

    def read(self, report: Report) -> Reading:
        """All sentences, mentions and claims of a report, each in text order."""
        return self.read_all((report,))[0]

    def read_all(self, reports: Sequence[Report]) -> list[Reading]:
        """The readings of reports, each as it would be alone; many at once take less time, and memory for all."""
        opened = [self._opened(report) for report in reports]
        works = [each for each in opened if isinstance(each, Work)]
        drafts = [draft for work in works for draft in work.drafts()]
        trees = iter(self.structures.parsed(drafts))
        return [each.read(trees) if isinstance(each, Work) else each for each in opened]

    def _opened(self, report: Report) -> Work | Reading:
        """The work on a report; its reading where it is not in English."""
        tokens = tokenise(report.text)
        why = unread(tokens, self.function_words)
        if why is None:
            return Work(self, report, tokens)
        whole = (Sentence(0, len(report.text), "body"),) if report.text else ()
        return Reading(report=report, reader=VERSION, sentences=whole, mentions=(), claims=(), unread=why)


class Work:
    """One report being read."""

    def __init__(self, reader: Reader, report: Report, tokens: Tokens) -> None:
        self.reader, self.report, self.tokens = reader, report, tokens
        pieces = take_apart(tokens)
        self.date = report.date
        self.times = find_times(tokens, date.fromisoformat(report.date[:10]) if report.date else None, pieces)
        if report.date is None:
            self.date = self._dateline()
            if self.date is not None:
                self.times = find_times(tokens, date.fromisoformat(self.date), pieces)
        self.quotations = quotations(tokens)
        self.heard: dict[int, list[Said]] = {}  # the statements of sentences that others point back to
        self.asked: list[tuple[Structured, bool]] = []  # sentences, and whether the report speaks of armed force
        self.counts = find_counts(tokens, self.times, pieces)
        self.named = Named(reader.lexicon, reader.gazetteer, reader.classifier, reader.namer, tokens, report.country)
        self._within: list[tuple[list[TimeSpan], list[Quantity]]] = []  # the times and quantities of each sentence
        self._drafts: dict[int, Draft] = {}  # of sentences that may tell of an event
        self._held: set[int] = set()  # sentences that may say who holds a place
        self._trees: dict[int, Tree] = {}
        self._silent = False  # whether it is about another matter

    def _dateline(self) -> str | None:
        """The day that the first line names, where it is a date and little else ("date 2017-05-27 --")."""
        if not self.tokens.sentences or not self.times:
            return None
        first, last = self.tokens.sentences[0]
        span = self.times[0]
        if span.from_ is None or span.type != "DATE" or len(span.value) != len("2017-05-27") or span.first >= last:
            return None
        words = self.tokens.words
        heads = span.last < last and words[span.last] in DASHES  # "El Fasher, 15 June 2024 - At least ..."
        outside = (i for i in range(first, span.first if heads else last) if not span.first <= i < span.last)
        others = sum([words[i][0].isalpha() for i in outside])
        return span.from_[:10] if others <= DATELINE + heads else None

    def reading(self) -> Reading:
        """Read it."""
        return self.read(iter(self.reader.structures.parsed(self.drafts())))

    def drafts(self) -> list[Draft]:
        """Find the names; the sentences that may tell of an event, in the order in which `read` takes their trees."""
        self._find_names()
        self._settle()
        self._silent = not self.reader.subject.is_war(self.tokens, self.named.entities)
        self._drafts = {} if self._silent else {index: self._draft(index) for index in self._eventful()}
        return list(self._drafts.values())

    def read(self, trees: Iterator[Tree]) -> Reading:
        """Read it, given the trees of its drafts."""
        self._trees = {index: next(trees) for index in self._drafts}
        reader, report, named = self.reader, self.report, self.named
        country = report.country or country_named(named.entities, reader.lexicon, reader.gazetteer)
        places = Map(reader.lexicon, reader.gazetteer, reader.relations, self.tokens, country, named.theatre)
        places.resolve(named.entities, named.asides)
        country = country or self._country_of(places)
        cast = Cast(reader.lexicon, reader.gazetteer, country, self.date)
        war = reader.war.told(self.tokens, named.entities, (sentence.vocabulary for sentence in named.heard))
        war = war or (cast.many_rebels and not cast.parties["factions"].isdisjoint(self.tokens.lowers))
        wording = reader.words.found(self.tokens, named.heard, war)
        heads = headings(self.tokens, self.times, named.entities)
        dated = {first: head.time for (first, _), head in zip(self.tokens.sentences, heads, strict=True)}
        maker = Maker(
            reader.rules, report.id, self.date, self.tokens, cast, places, self.times, self.counts, wording, VERSION,
            {first: time for first, time in dated.items() if time >= 0 and self._is_other_day(time)},
        )  # fmt: skip
        for index in () if self._silent else range(len(self.tokens.sentences)):
            self._sentence(maker, index, war)
        starts = [self.tokens.starts[first] for first, _ in self.tokens.sentences]
        tied = sorted(reader.consequences.tied(maker.made, starts), key=_in_text)
        claims = tuple(self._main(reader.anachronisms.without(self._carried(tied, places, heads))))
        return Reading(
            report=report,
            reader=VERSION,
            sentences=tuple(self._parts()),
            mentions=tuple(self._mentions(places, wording, claims, cast)),
            claims=claims,
        )

    # --- names --------------------------------------------------------------------------------------------------------

    def _find_names(self) -> None:
        """The names of every sentence, with the times and quantities that begin in it."""
        times, counts = iter(self.times), iter(self.counts)
        time, count = next(times, None), next(counts, None)
        for first, last in self.tokens.sentences:
            here, many = [], []
            while time is not None and time.first < last:
                here.append(time)
                time = next(times, None)
            while count is not None and count.first < last:
                many.append(count)
                count = next(counts, None)
            self._within.append((here, many))
            self.named.sentence(first, last, here, many)

    def _settle(self) -> None:
        """Make one thing of each name of the report."""
        self.named.settle()

    def _country_of(self, places: Map) -> str | None:
        """The country that most of the report's places lie in."""
        gazetteer = self.reader.gazetteer
        votes = Counter(gazetteer.place(one.row).country for one in places.found.values() if one is not None)
        return foremost(votes) or None

    def _is_other_day(self, time: int) -> bool:
        """Whether a time is not the report's own day, which heads all that it tells."""
        return self.date is None or self.times[time].value != self.date[:10]

    def _carried(self, claims: list[Claim], places: Map, heads: Sequence[Heading]) -> list[Claim]:
        """Claims with the places and days that carry over from those before them."""
        named = antecedents(self.named.entities, places, self.tokens, self.reader.lexicon.capitals)
        headed = {at: [places.named(each) for each in head.places] for at, head in enumerate(heads) if head.places}
        return self.reader.carrier.carried(claims, named, self.tokens, headed)

    # --- sentences ----------------------------------------------------------------------------------------------------

    def _eventful(self) -> Iterator[int]:
        """The sentences that may tell of an event."""
        for index, (first, last) in enumerate(self.tokens.sentences):
            lowers = self.tokens.lowers[first:last]
            if self.reader.holders.may_be(lowers):
                self._held.add(index)
                yield index
            elif self.reader.frames.constructions.may_be(frozenset(lowers)):
                yield index

    def _draft(self, index: int) -> Draft:
        first, last = self.tokens.sentences[index]
        return self.reader.structures.draft(
            self.tokens, first, last, self.named.heard[index].entity_at, *self._within[index]
        )

    def _structure(self, index: int) -> Structured:
        """The structure of a sentence."""
        structures = self.reader.structures
        draft = self._drafts.get(index) or self._draft(index)
        return structures.built(draft, self._trees.get(index) or structures.parsed([draft])[0])

    def _sentence(self, maker: Maker, index: int, war: bool) -> None:
        """Make the claims of a sentence."""
        if index not in self._drafts:
            return
        reader, tokens = self.reader, self.tokens
        first, last = tokens.sentences[index]
        vocabulary = self.named.heard[index].vocabulary
        self._mark_actors(self.named.heard[index].names)
        sentence = self._structure(index)
        self.asked.append((sentence, war))
        matches = reader.frames.matches(sentence, war)
        if index in self._held:
            matches = sorted(
                [*matches, *reader.holders.matches(sentence, matches, self.named.asides)],
                key=lambda match: (match.first, match.last),
            )
        if not matches:
            return
        span = Span(tokens.starts[first], tokens.ends[last - 1])
        said = reader.hearer.statements(sentence, vocabulary) or self._quoted(index, first, last)
        maker.sentence(Scene(span, sentence, vocabulary, self._who(index, said), matches))

    def _quoted(self, index: int, first: int, last: int) -> list[Said]:
        """Who says a sentence in the middle of a quotation: whom the one that closes it names, else that opens it."""
        span = self.quotations.get(index)
        for other in (span[1], span[0]) if span is not None else ():
            told = self._statements(other) if other != index else []
            if told:
                return [Said(first, last, told[-1].speaker, told[-1].how, told[-1].cue)]
        return []

    def _who(self, index: int, said: list[Said]) -> list[Said]:
        """Statements with the one that spoke last for "he said", "she added"."""
        if not any(each.speaker is not None and each.speaker.type == "pronoun" for each in said):
            return said
        before = map(self._speaker, range(index - 1, max(-1, index - BACK - 1), -1))
        speaker = next((each for each in before if each is not None), None)
        return [
            each._replace(speaker=speaker) if speaker and each.speaker and self._is_pronoun(each.speaker) else each
            for each in said
        ]

    def _is_pronoun(self, group: Group) -> bool:
        return group.type == "pronoun" and self.tokens.lowers[group.head] in SPOKE

    def _speaker(self, index: int) -> Group | None:
        """The last that a sentence gives the word to by name or title; None where it gives it to nobody."""
        speakers = [each.speaker for each in self._statements(index) if each.speaker is not None]
        return next((each for each in reversed(speakers) if each.type != "pronoun"), None)

    def _statements(self, index: int) -> list[Said]:
        """The statements of a sentence, found once."""
        if index not in self.heard:
            self.heard[index] = self._found(index)
        return self.heard[index]

    def _found(self, index: int) -> list[Said]:
        return self.reader.hearer.statements(self._structure(index), self.named.heard[index].vocabulary)

    def _mark_actors(self, names: Sequence[Entity]) -> None:
        """Mark the places of a sentence that may act: countries, and capitals for their governments."""
        reader = self.reader
        for entity in names:
            if entity.kind == "place" and entity.rows:
                place = reader.gazetteer.place(entity.rows[0])
                acts = place.level == "country" or entity.name.lower() in reader.lexicon.capitals
                entity.value = ACTS if acts else -1

    def _parts(self) -> Iterator[Sentence]:
        """The sentences; the first may be a header, that says no more than a date, or a headline."""
        tokens = self.tokens
        for at, (first, last) in enumerate(tokens.sentences):
            headed = at == 0 and last < len(tokens.words) and tokens.words[last - 1] not in SENTENCE_ENDS
            start, end = tokens.starts[first], tokens.ends[last - 1]
            if not headed:
                yield Sentence(start, end, "body")
            else:
                yield Sentence(start, end, "header" if self._is_date(first, last) else "headline")

    def _is_date(self, first: int, last: int) -> bool:
        """Whether the words of a first line are those of a time, or the word "date" itself."""
        tokens = self.tokens
        timed: set[int] = set()
        for span in takewhile(lambda span: span.first < last, self.times):
            timed.update(range(span.first, span.last))
        words = (i for i in range(first, last) if i not in timed and tokens.words[i][0].isalpha())
        return all(tokens.lowers[i] == "date" for i in words)

    def _main(self, claims: list[Claim]) -> list[Claim]:
        """Each claim once, in text order; mark the one that a one-event coder would code the report as."""
        claims.sort(key=_in_text)
        unique: dict[str, Claim] = {}
        for claim in claims:
            unique.setdefault(claim.id, claim)
        out, rank = list(unique.values()), self.reader.rank
        told = [i for i, one in enumerate(out) if one.modality in TOLD and one.polarity == "affirmed"]
        if told:
            best = min(told, key=lambda i: (rank[out[i].type], i))
            out[best] = msgspec.structs.replace(out[best], main=True)
        return out

    def _mentions(
        self, places: Map, wording: Sequence[Wording], claims: Sequence[Claim], cast: Cast
    ) -> list[AnyMention]:
        named = self.named
        scribe = Scribe(self.reader.lexicon, self.reader.nouns, self.tokens, self.report.id, places, cast)
        scribe.entities(named.entities)
        scribe.entities(named.asides)
        scribe.groups(named.heard)
        scribe.vocabulary(named.heard)
        scribe.values(self.times, self.counts, wording)
        scribe.events(claims)
        return scribe.written()


def _in_text(claim: Claim) -> tuple[int, int, int]:
    """Where a claim stands in its report: its trigger, then its first place."""
    first = claim.places[0].mention if claim.places else None
    return claim.trigger.start, claim.trigger.end, first.start if first else 0
