"""One sentence with all that was found in it, before claims are made of it."""

from __future__ import annotations

from typing import NamedTuple

from contested.model import Span
from contested.reading.attribution import Said
from contested.reading.entities import Entity
from contested.reading.frames import Match
from contested.reading.sentence import Sentence


class Scene(NamedTuple):
    """Tokens [first, last), their structure, the known words in them, who says what of them, and the events."""

    first: int
    last: int
    span: Span
    sentence: Sentence
    vocabulary: list[Entity]
    said: list[Said]
    matches: list[Match]
