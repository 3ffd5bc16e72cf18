"""A named thing in a sentence, and the sentence that it is looked for in."""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.tokens import Tokens


class Entity:
    """A named thing in a sentence: tokens [first, last), what it is, and what it is in our tables.

    ``kind``: actor, place, person, nationality, means, wording, name (unknown), or a relation of the cues (edge_of,
    part_of, ...). ``value``: index into the lexicon's table of that kind, -1 for none. ``rows``: gazetteer rows of a
    place. ``row``: the country of a nationality, -1 for none. ``organisation``: the kind of one that only its head word
    tells ("Ministry of Health": government), "" for none. ``span``: the characters that it is written in, where they
    are not those of whole tokens ("London" in "London-based").
    """

    __slots__ = ("first", "kind", "last", "name", "organisation", "row", "rows", "span", "value")

    def __init__(
        self, kind: str, first: int, last: int, value: int = -1, name: str = "", rows: Sequence[int] = (), row: int = -1
    ) -> None:
        self.kind, self.first, self.last, self.value, self.name = kind, first, last, value, name
        self.rows, self.row = rows, row
        self.organisation = ""
        self.span: tuple[int, int] | None = None

    def __repr__(self) -> str:
        return f"{self.kind}[{self.first}:{self.last}] {self.name}"


class Heard:
    """The names of a sentence: its tokens' classes, token -> the named thing it is of, names, known phrases."""

    __slots__ = ("classes", "entity_at", "names", "vocabulary")

    def __init__(
        self, classes: list[str], entity_at: dict[int, Entity], names: list[Entity], vocabulary: list[Entity]
    ) -> None:
        self.classes, self.entity_at, self.names, self.vocabulary = classes, entity_at, names, vocabulary


class Line:
    """A sentence whose names are looked for: tokens [first, last) with their classes.

    ``known``: names settled earlier in the report. ``title``: whether it is written in Title Case, so that capitals say
    little. ``country``: the country that the report is known to be about.
    """

    __slots__ = ("classes", "country", "first", "known", "last", "lowers", "taken", "title", "tokens", "words")

    def __init__(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        last: int,
        taken: set[int],
        known: dict[str, Entity],
        country: str | None = None,
        title: bool = False,
    ) -> None:
        self.tokens, self.classes, self.first, self.last = tokens, classes, first, last
        self.taken, self.known, self.country, self.title = taken, known, country, title
        self.words, self.lowers = tokens.words, tokens.lowers

    def is_name(self, i: int) -> bool:
        """Whether a token is written as a name and not spoken for."""
        return i < self.last and self.classes[i - self.first] == "Q" and i not in self.taken

    def text(self, first: int, last: int) -> str:
        """The words of tokens [first, last) as they are written."""
        tokens = self.tokens
        return tokens.text[tokens.starts[first] : tokens.ends[last - 1]]

    def before(self, i: int) -> str:
        """The word before a token; "" at the start of the sentence."""
        return self.lowers[i - 1] if i > self.first else ""

    def after(self, i: int) -> str:
        """The word at a token; "" at the end of the sentence."""
        return self.lowers[i] if i < self.last else ""

    def touches(self, i: int) -> bool:
        """Whether a token stands right behind the one before it, with no space."""
        return self.tokens.starts[i] == self.tokens.ends[i - 1]
