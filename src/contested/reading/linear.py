"""Borders and roads that a sentence names by no place's name: "the Syrian-Turkish border", "the M5 highway"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from contested.gazetteer.index import Gazetteer
from contested.knowledge.schema import RoadEntry
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens


class NamedLine(NamedTuple):
    """Tokens [first, last) that name a known line."""

    first: int
    last: int
    entry: RoadEntry


class Linear:
    """The lines named in one report; ``country``: the one that it is about, the near side of "the Turkish border"."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, tokens: Tokens, country: str | None) -> None:
        grounds = lexicon.cue_sets["grounds"]
        self.borders, self.highways, self.guards = grounds["borders"], grounds["highways"], grounds["guards"]
        self.lines = self.borders | self.highways
        self.gazetteer, self.tokens, self.country = gazetteer, tokens, country

    def within(self, first: int, last: int) -> list[NamedLine]:
        """The lines that tokens [first, last) name, in text order."""
        found: list[NamedLine] = []
        if self.lines.isdisjoint(self.tokens.lowers[first:last]):
            return found
        for i in range(first, last):
            lower = self.tokens.lowers[i]
            if self.tokens.lowers[i + 1 : i + 2] and self.tokens.lowers[i + 1] in self.guards:
                continue  # "the Jordanian border guards"
            if lower in self.borders:
                found += self._border(i, first, last)
            elif lower in self.highways and i > first:
                found += self._road(i)
        return found

    def _road(self, i: int) -> Iterator[NamedLine]:
        """ "the M5 highway": a road by a name with a figure in it."""
        name = self.tokens.words[i - 1]
        road = self.gazetteer.road(name) if any(letter.isdigit() for letter in name) else None
        if road is not None:
            yield NamedLine(i - 1, i + 1, road)

    def _border(self, i: int, first: int, last: int) -> Iterator[NamedLine]:
        """ "the Syrian-Turkish border", "the Turkish border", "the border with Turkey"."""
        words = self.tokens.words
        sides = [self._nation(word) for word in words[i - 1].split("-")] if i > first else []
        begin, end = i - 1, i + 1
        if not all(sides) or not sides:
            begin, sides = i, []
            at = i + 2 + (self.tokens.lowers[i + 2 : i + 3] == ["the"])
            if self.tokens.lowers[i + 1 : i + 2] == ["with"] and at < last:
                sides, end = [self._country(words[at])], at + 1
        if len(sides) == 1:
            sides.append(self.country)
        one, other = (sides[0], sides[1]) if len(sides) == 2 else (None, None)
        line = self.gazetteer.roads.border(one, other) if one and other else None
        if line is not None:
            yield NamedLine(begin, end, line)

    def _nation(self, word: str) -> str | None:
        """The country whose people or things are called so."""
        row = self.gazetteer.demonym(word)
        return self.gazetteer.place(row).country or None if row is not None else self._country(word)

    def _country(self, word: str) -> str | None:
        """A country by its name of one word."""
        places = [self.gazetteer.place(row) for row in self.gazetteer.strict(word)[:1]]
        return next((place.country for place in places if place.level == "country"), None)
