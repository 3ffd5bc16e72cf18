"""Capitalised stretches to entities: actors by alias or by grammar, places by the index, persons, nationalities.

Known vocabulary is matched first, the longest at each token; what is left in capitals is looked up in the index of
places, whole before parts; what is still left is an organisation by its head word, or a person by a title or a given
name, or an unknown name that stays one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import ne
from typing import Final

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.keys import has_article, is_article
from contested.reading.bodies import Bodies
from contested.reading.entities import Entity, Line
from contested.reading.lexicon import Lexicon, Phrase
from contested.reading.persons import Persons
from contested.reading.tokens import Tokens
from contested.reading.toponyms import Toponyms

__all__ = ["Entity", "Line", "Namer", "titled"]

Single = dict[str, tuple[Phrase, ...]]
Longer = dict[tuple[str, str], tuple[Phrase, ...]]
WORDLIKE_ARTICLES: Final = frozenset(("As", "At", "An"))
SHORT_WORD: Final = 3  # letters
CAPITAL_INSIDE: Final = re.compile(r"-[A-Z]")
TITLE_CASE: Final = 0.8  # of the longer words, the share in capitals that makes a headline


class Namer:
    """Finds the entities of a sentence."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.single, self.phrases = _by_opening(lexicon.phrases)
        self.joins = lexicon.signs["joins"]
        self.persons = Persons(lexicon)
        self.bodies = Bodies(lexicon, gazetteer)
        self.toponyms = Toponyms(lexicon, gazetteer, self.persons)
        self.directions = self.toponyms.directions
        self.peoples, self.dotted = lexicon.signs["peoples"], lexicon.signs["dotted"] | lexicon.titles

    def vocabulary(self, tokens: Tokens, first: int, last: int) -> list[Entity]:
        """Known phrases, the longest of each kind at each token, none inside another of its kind."""
        found: list[Entity] = []
        lowers, words, starts = tokens.lowers, tokens.words, self.phrases
        ends: dict[str, int] = {}
        pairs = pairwise((*lowers[first:last], ""))
        for i, pair in [(i, pair) for i, pair in enumerate(pairs, first) if pair in starts or pair[0] in self.single]:
            for phrase in starts.get(pair, ()) + self.single.get(pair[0], ()):
                kind = phrase.kind
                end = i + 1 + len(phrase.rest)
                if ends.get(kind, 0) > i or end > last:
                    continue
                if phrase.rest and tuple(lowers[i + 1 : end]) != phrase.rest:
                    continue
                if phrase.capitals and not _capitals_fit(words[i], phrase.written, phrase.capitals):
                    continue
                ends[kind] = end
                found.append(Entity(kind, i, end, phrase.value, phrase.written))
        return found

    def is_town(self, tokens: Tokens, entity: Entity, first: int) -> bool:
        """Whether what some actor is called is a place here: "the city of Al-Mayadeen"."""
        i = entity.first
        if i - 2 < first or tokens.lowers[i - 1] != "of" or tokens.lowers[i - 2] not in self.toponyms.feature_nouns:
            return False
        name = tokens.text[tokens.starts[i] : tokens.ends[entity.last - 1]]
        return bool(self.gazetteer.strict(name) or self.gazetteer.tolerant(name))

    def plain(self, tokens: Tokens, i: int, last: int) -> str:
        """A word of a sentence in Title Case as it would be written in another: small, unless it is a name's."""
        word, lower = tokens.words[i], tokens.lowers[i]
        if not self.lexicon.words.get(lower, 0) or self._is_wide(word):
            return word
        if i + 1 < last and self._is_wide(tokens.text[tokens.starts[i] : tokens.ends[i + 1]]):
            return word
        return lower

    def names(self, line: Line) -> list[Entity]:
        """Places, persons, nationalities and unknown organisations in what capitals are left."""
        self._first_word(line)
        found: list[Entity] = []
        end = line.first
        for i in [i for i, kind in enumerate(line.classes, line.first) if kind == "Q"]:
            if i >= end and i not in line.taken:
                end = self._stretch(line, i)
                self._parts(line, self._with_article(line, i), end, found)
        return found

    def _with_article(self, line: Line, i: int) -> int:
        """Where a name begins: at an article that looks like an English word, if the name is written with it.

        "As Sukhnah" inside a sentence; not "as Sukhnah", and not "As" at the beginning, where any word has a capital.
        """
        j = i - 1
        if j <= line.first or line.words[j] not in WORDLIKE_ARTICLES or not is_article(line.lowers[j], line.lowers[i]):
            return i
        name = line.text(j, i + 1)
        placed = line.words[j - 1] in ("in", "near", "at")  # no conjunction stands there
        known = (has_article(self.gazetteer.place(row).name) for row in self.gazetteer.strict(name)[:1])
        if not placed and not any(known):
            return i
        line.classes[j - line.first] = "Q"
        return j

    def _first_word(self, line: Line) -> None:
        """A sentence's first word that also is a common one is a name where the index knows the name it begins."""
        i = line.first
        while i < line.last and not line.words[i][0].isalnum():
            i += 1
        if i >= line.last or line.is_name(i) or i in line.taken or not line.words[i][0].isupper():
            return
        at = i - line.first
        if CAPITAL_INSIDE.search(line.words[i]) and self.gazetteer.strict(line.words[i]):
            line.classes[at] = "Q"  # "Pul-e-Khumri"
        if line.classes[at] not in "DPTCSRZOMHBKX#Y" and (
            self._is_wide(line.words[i]) or (line.is_name(i + 1) and self._is_wide(line.text(i, i + 2)))
        ):
            line.classes[at] = "Q"

    def _is_wide(self, name: str) -> bool:
        rows = self.gazetteer.strict(name)
        return bool(rows) and self.gazetteer.place(rows[0]).importance > 5.9

    def _stretch(self, line: Line, start: int) -> int:
        """The end of a capitalised stretch: names, joined by small words that join names."""
        end, lowers = start + 1, line.lowers
        while end < line.last and end not in line.taken:
            if line.classes[end - line.first] == "Q":
                end += 1
            elif lowers[end] in self.joins and line.is_name(end + 1):
                end += 2
            elif lowers[end] == "of" and line.after(end + 1) == "the" and line.is_name(end + 2):
                end += 3
            elif (
                line.words[end] == "."
                and line.is_name(end + 1)
                and line.touches(end)
                and self._shortened(line, end - 1)
            ) or (lowers[end] in ("'s", "’s") and line.is_name(end + 1) and self._holy(line, start, end)):
                end += 2
            else:
                break
        return end

    def _shortened(self, line: Line, i: int) -> bool:
        """ "St", "Lt", or an initial: a stop behind it ends no sentence."""
        return line.lowers[i] in self.dotted or (len(line.words[i]) == 1 and line.words[i].isupper())

    def _holy(self, line: Line, start: int, end: int) -> bool:
        """ "St. Peter's Square": a saint's possession is one name."""
        return end - start >= 3 and line.lowers[end - 3] == "st" and line.words[end - 2] == "."

    def _parts(self, line: Line, start: int, end: int, found: list[Entity]) -> None:
        """Split a stretch into entities, the longest known name at each token first."""
        lowers, i = line.lowers, start
        while i < end:
            if (
                (lowers[i] in self.joins and line.words[i].islower())
                or not line.words[i][0].isalnum()
                or contracted(lowers[i])
            ):
                i += 1
                continue
            if lowers[i] in self.directions and i + 1 < end and not self._listed(line, i, end):
                i += 1
                continue
            made = self.bodies.inside(line, i) if "-" in line.words[i] else None
            if made is not None:
                found.extend(made)
                line.classes[i - line.first] = "J"
                i += 1
                continue
            entity = self._entity(line, i, start, end, found)
            found.append(entity)
            i = max(entity.last, i + 1)

    def _entity(self, line: Line, i: int, start: int, end: int, found: list[Entity]) -> Entity:
        """What begins at a token of a stretch; a name that stays unknown where nothing does."""
        if end - i == 1 and line.lowers[i] in self.peoples:
            return Entity("nationality", i, i + 1, name=line.words[i])
        return (
            (self._of_several(line, i, end) if end - i > 1 else None)
            or self.toponyms.opened(line, i, end)
            or self.toponyms.honoured(line, i, end)
            or self.toponyms.known_whole(line, i, end)
            or self.persons.opening(line, i, end)
            or self.toponyms.featured(line, i, end)
            or self._demonym(line, i)
            or self.toponyms.place(line, i, start, end, found)
            or self.persons.guess(line, i, end)
            or self.toponyms.unlisted(line, i, end, found)
            or self._unknown(line, i, end)
        )

    def _of_several(self, line: Line, i: int, end: int) -> Entity | None:
        """A name that the last of its words tells, or that would mean something else without it."""
        return (
            self.bodies.organisation(line, i, end)
            or self.toponyms.with_feature(line, i, end)
            or self._nation_of_two(line, i, end)
        )

    def _nation_of_two(self, line: Line, i: int, end: int) -> Entity | None:
        """ "British Columbia", "Indian Ocean", "Dominican Republic": a place whose first word is another name."""
        for stop in range(min(end, i + 6), i + 1, -1):
            rows = self.gazetteer.strict(line.text(i, stop))
            if rows and self.gazetteer.place(rows[0]).importance > 5.9:
                return Entity("place", i, stop, name=line.text(i, stop), rows=rows)
        return None

    def _listed(self, line: Line, i: int, end: int) -> bool:
        """Whether a name that begins with a direction is a name of its own ("East Timor", not "Central Homs")."""
        return any(self.gazetteer.strict(line.text(i, stop)) for stop in range(end, i + 1, -1))

    def _demonym(self, line: Line, i: int) -> Entity | None:
        word = line.words[i]
        if line.lowers[i] in self.peoples:
            return Entity("nationality", i, i + 1, name=word)
        row = self.gazetteer.demonym(word)
        if row is None and word.endswith("s"):
            row = self.gazetteer.demonym(word[:-1])
        return None if row is None else Entity("nationality", i, i + 1, name=word, row=row)

    def _unknown(self, line: Line, i: int, end: int) -> Entity:
        stop = self.toponyms.run(line, i, end)
        return Entity("name", i, stop, name=line.text(i, stop))


def _by_opening(phrases: Mapping[str, Sequence[Phrase]]) -> tuple[Single, Longer]:
    """Phrases of one word by it, and those of more by their first two, the longest first."""
    single: defaultdict[str, list[Phrase]] = defaultdict(list)
    longer: defaultdict[tuple[str, str], list[Phrase]] = defaultdict(list)
    for first, opened in phrases.items():
        for phrase in opened:
            if phrase.rest:
                longer[first, phrase.rest[0]].append(phrase)
            else:
                single[first].append(phrase)
    return {key: tuple(found) for key, found in single.items()}, {key: tuple(found) for key, found in longer.items()}


def _capitals_fit(word: str, written: str, capitals: int) -> bool:
    return word == written.split(maxsplit=1)[0] if capitals == 2 else word[0].isupper()


def contracted(lower: str) -> bool:
    """Whether a word is a pronoun with its verb: "I've", "it's"."""
    return lower[1:2] in "'’" and lower[0] == "i" if len(lower) > 1 else False


def titled(tokens: Tokens, first: int, last: int, common: Mapping[str, int]) -> bool:
    """Whether a sentence's common words are in capitals too (a headline's), so that capitals mark no name."""
    words = tokens.words[first:last]
    capitals = sum(map(ne, words, tokens.lowers[first:last]))
    most = capitals * (1.0 - TITLE_CASE) / TITLE_CASE
    large = small = 0
    for word in words:
        if len(word) > SHORT_WORD:
            if word in common:
                small += 1
                if small > most:
                    return False
            elif word.lower() in common:
                large += 1
    return large + small > 2 and large > TITLE_CASE * (large + small)
