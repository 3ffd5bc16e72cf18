"""One sentence with all that was found in it, before claims are made of it."""

from __future__ import annotations

from typing import NamedTuple

from contested.model import Span
from contested.reading.attribution import Condition, Said
from contested.reading.clauses import Clauses
from contested.reading.events import Draft
from contested.reading.names import Entity


class Scene(NamedTuple):
    """Tokens [first, last), their clauses, the known words in them, who says what of them, and the drafts of claims."""

    first: int
    last: int
    span: Span
    clauses: Clauses
    vocabulary: list[Entity]
    said: list[Said]
    condition: Condition | None
    drafts: list[Draft]
    entities: dict[int, Entity]  # token -> the named thing that it is part of
