"""What the model said against the text: every string must stand in its sentence, word for word, or it is dropped.

An argument that does not hold goes alone; a claim goes whole where its trigger or clause does not hold, and where what
limits it does not hold (who says so, on what condition): without these it would say more than the report does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from contested import ontology
from contested.llm.answer import Counted, SaidActor, SaidClaim, SaidPlace
from contested.llm.prompt import CONTEXT
from contested.llm.quotes import found, nearest
from contested.model import ActorRole, Modality, Outcome, PlaceRole, Polarity, Scope, SourceKind, Span, Words

# Why something was dropped, as the bill tells it.
NOT_ASKED = "claim of a sentence that was not asked about"
FORM = "claim not of the asked form"
TYPE = "claim of a type that the ontology does not have"
TRIGGER = "claim whose trigger is not in the sentence"
EMPTY = "claim whose trigger holds only small words"
QUOTE = "claim whose clause is not in the sentence"
SPEAKER = "claim whose speaker is not in the sentence"
CONDITION = "claim whose condition is not in the sentence"
ACTOR = "actor not in the sentence"
PLACE = "place not in the sentence"
NAMELESS = "place without a name"
TIME = "time not in the sentence"
COUNT = "count not in the sentence"
REFERENT = "whom a pronoun means, not in the text before it"
MEANS = "weapon not in the sentence"
CUE = "word of saying not in the sentence"


class Who(NamedTuple):
    """An actor's words and role, and the words before that name whom a pronoun means."""

    words: Words
    role: ActorRole
    named: Words | None


class Where(NamedTuple):
    """A place's whole phrase, the name in it or before it, and its role."""

    phrase: Words
    name: Words
    role: PlaceRole


class HowMany(NamedTuple):
    """A count's words and what is counted."""

    words: Words
    what: Counted


class Speaker(NamedTuple):
    """A speaker, the words that hand the statement over ("" for none), and what kind of source it is."""

    words: Words
    cue: str
    kind: SourceKind


class Checked(NamedTuple):
    """A claim of which every word stands in the report."""

    sentence: int
    type: str
    trigger: Words
    quote: Words
    who: tuple[Who, ...]
    where: tuple[Where, ...]
    time: Words | None
    how_many: tuple[HowMany, ...]
    means: tuple[Words, ...]
    polarity: Polarity
    outcome: Outcome
    modality: Modality
    scope: Scope
    condition: Words | None
    speakers: tuple[Speaker, ...]
    caused_by: str | None
    lost: int


class Checker:
    """Checks the claims of one report. ``drop`` is told each reason."""

    def __init__(
        self, text: str, sentences: Sequence[Span], small: frozenset[str], drop: Callable[[str], None]
    ) -> None:
        self.text, self.sentences, self.small, self.drop = text, sentences, small, drop

    def check(self, said: SaidClaim, first: int, last: int) -> Checked | None:
        """A claim with where its words stand; None where it does not hold. Asked about were sentences [first, last)."""
        at = said.sentence - 1
        if not first <= at < last:
            self.drop(NOT_ASKED)
            return None
        if said.type not in ontology.table():
            self.drop(TYPE)
            return None
        sentence = self.sentences[at]
        clause = next(found(self.text, said.quote, sentence), None)
        if clause is None:
            self.drop(QUOTE)
            return None
        trigger = nearest(self.text, said.trigger, sentence, Span(clause.start, clause.end))
        if trigger is None:
            self.drop(TRIGGER)
            return None
        if all(word.lower() in self.small for word in trigger.text.split()):
            self.drop(EMPTY)
            return None
        shown = Span(self.sentences[max(0, first - CONTEXT)].start, sentence.end)
        return self._rest(said, at, trigger, self._joined(clause, trigger), shown)

    def _rest(self, said: SaidClaim, at: int, trigger: Words, clause: Words, shown: Span) -> Checked | None:
        seek = Seeker(self.text, self.sentences[at], Span(trigger.start, trigger.end), self.drop)
        condition = None
        if said.condition is not None:
            condition = seek.near(said.condition)
            if condition is None:
                self.drop(CONDITION)
                return None
        speakers = [(seek.near(each.words), each) for each in said.attribution]
        if any(words is None for words, _ in speakers):
            self.drop(SPEAKER)
            return None
        who = [seek.actor(each, shown) for each in said.actors]
        how_many = [(seek.near(each.words, COUNT), each.what) for each in said.counts]
        means = [seek.near(each, MEANS) for each in said.means]
        where = [seek.place(each, shown) for each in said.places]
        time = seek.near(said.time, TIME) if said.time is not None else None
        told = [Speaker(words, seek.cue(each.cue), each.kind) for words, each in speakers if words is not None]
        return Checked(
            sentence=at, type=said.type, trigger=trigger, quote=clause,
            who=tuple(each for each in who if each is not None),
            where=tuple(each for each in where if each is not None), time=time,
            how_many=tuple(HowMany(words, what) for words, what in how_many if words is not None),
            means=tuple(words for words in means if words is not None),
            polarity=said.polarity, outcome=said.outcome, modality=said.modality, scope=said.scope, condition=condition,
            speakers=tuple(told), caused_by=said.caused_by, lost=seek.lost,
        )  # fmt: skip

    def _joined(self, one: Words, other: Words) -> Words:
        """The stretch from one to the other, both within it."""
        start, end = min(one.start, other.start), max(one.end, other.end)
        return Words(start, end, self.text[start:end])


class Seeker:
    """Looks for the words of one claim in its sentence, nearest to its trigger; ``lost`` counts what was not there."""

    def __init__(self, text: str, sentence: Span, trigger: Span, drop: Callable[[str], None]) -> None:
        self.text, self.sentence, self.trigger, self.drop = text, sentence, trigger, drop
        self.lost = 0

    def near(self, quote: str, reason: str | None = None) -> Words | None:
        """Where a quotation stands; None, with the reason told if one is given, where it does not."""
        words = nearest(self.text, quote, self.sentence, self.trigger)
        if words is None and reason is not None:
            self._lose(reason)
        return words

    def actor(self, said: SaidActor, shown: Span) -> Who | None:
        """An actor's words, and where what they refer to stands before them in the stretch that was shown."""
        words = self.near(said.words, ACTOR)
        if words is None:
            return None
        named = None
        if said.refers_to is not None and said.refers_to.split() != words.text.split():
            before = Span(shown.start, max(shown.start, words.start))
            named = nearest(self.text, said.refers_to, before, Span(words.start, words.end))
            if named is None:
                self._lose(REFERENT)
        return Who(words, said.role, named)

    def place(self, said: SaidPlace, shown: Span) -> Where | None:
        """A place's phrase and the name within it; before it, where the phrase only points ("the town")."""
        whole = self.near(said.words, PLACE)
        if whole is None:
            return None
        part = next(found(self.text, said.name, Span(whole.start, whole.end)), None)
        if part is None and whole.text == whole.text.lower():
            before = Span(shown.start, max(shown.start, whole.start))
            part = nearest(self.text, said.name, before, Span(whole.start, whole.end))
        if part is None or part.text == part.text.lower() != part.text.upper():
            self._lose(PLACE if part is None else NAMELESS)
            return None
        return Where(whole, part, said.role)

    def cue(self, quote: str) -> str:
        """The words that hand a statement over, as the text has them."""
        words = self.near(quote, CUE)
        return words.text if words is not None else ""

    def _lose(self, reason: str) -> None:
        self.lost += 1
        self.drop(reason)
