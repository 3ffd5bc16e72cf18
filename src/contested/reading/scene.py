"""One sentence with all that was found in it, before claims are made of it."""

from __future__ import annotations

from contested.model import Span
from contested.reading.attribution import Said
from contested.reading.entities import Entity
from contested.reading.frames import Match
from contested.reading.sentence import Sentence


class Scene:
    """Tokens [first, last), their structure, the known words in them, who says what of them, and the events."""

    __slots__ = ("first", "last", "matches", "said", "sentence", "span", "vocabulary")

    def __init__(
        self,
        span: Span,
        sentence: Sentence,
        vocabulary: list[Entity],
        said: list[Said],
        matches: list[Match],
    ) -> None:
        self.first, self.last, self.span = sentence.first, sentence.last, span
        self.sentence, self.vocabulary, self.said, self.matches = sentence, vocabulary, said, matches
