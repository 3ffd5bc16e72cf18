"""Capitalised words that name a place: by the index, weighed by the words beside them, or by those words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.keys import strict_key
from contested.gazetteer.sounds import consonants, is_short
from contested.reading.beside import Beside
from contested.reading.entities import Entity, Line
from contested.reading.lexicon import Lexicon
from contested.reading.persons import Persons

LONGEST_NAME: Final = 6  # tokens
SHORTEST: Final = 4  # letters of a name that may be meant in another spelling
THRESHOLD: Final = 1.6  # what the words beside a name must say for its being a place
INNER_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
CLOSE: Final = 0.88  # likeness of another spelling that may be meant
CLOSE_SHORT: Final = 0.97  # and of a name of few consonants
CLOSE_OF_ONE: Final = 0.99  # and of one
REMEMBERED: Final = 100_000  # names, so that a long run keeps its memory
POSSESSIVE: Final = frozenset(("'s", "’s", "'"))
LONGEST_CODE: Final = 5  # letters of initials
CODE: Final = 2  # letters of a state's code
CODED: Final = ("US", "CA", "AU")  # countries whose divisions are written by codes
TOWN: Final = 3.8  # importance of a town that a common word with a capital may mean
KNOWN: Final = ("knowledge", "contested", "user")  # sources


class Toponyms:
    """Finds the places in a capitalised stretch."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, persons: Persons) -> None:
        self.lexicon, self.gazetteer, self.persons = lexicon, gazetteer, persons
        self.beside = Beside(lexicon, gazetteer, persons)
        self.directions = lexicon.cue_sets["relations"]["directions"]
        self.feature_nouns = lexicon.feature_nouns
        signs = lexicon.signs
        self.features, self.divisions, self.bare = signs["features"], signs["divisions"], signs["bare"]
        self.dotted, self.honours = signs["dotted"], signs["honours"]
        self.triggers = lexicon.forms.keys() | lexicon.nouns.keys()
        self.locative, self.governing, self.joins = signs["locative"], signs["governing"], signs["joins"]
        self.articled = tuple(sorted(signs["articled"]))
        self.openers, self.numbered = signs["openers"], signs["numbered"]
        self.several, self.striking = signs["several"], signs["striking"]
        self.inner, self.sorts = signs["inner"], signs["sorts"]
        self.states, self.peoples = signs["states"], signs["peoples"]

    def place(self, line: Line, i: int, start: int, end: int, earlier: list[Entity]) -> Entity | None:
        """The place that begins at token i of the stretch [start, end), the longest first."""
        whole = self._coded(line, i, earlier) or self._whole(line, i, end)
        if whole is not None:
            return whole
        for stop in range(min(self._beyond(line, end), i + LONGEST_NAME), i, -1):
            rows = self.gazetteer.strict(line.text(i, stop))
            if not rows or (stop - i == 1 and self._is_bare(line, i)) or line.words[stop - 1] == ".":
                continue
            if stop - i == 1 and self._are_initials(line.words[i], rows):
                continue  # "An Loc" is at no LoC
            if stop < end and (line.lowers[stop].startswith(self.articled) or line.lowers[stop - 1] in self.dotted):
                continue
            heard = line.known.get(line.text(i, stop))
            if heard is not None and heard.kind == "place" and not self.persons.titled(line, i, start):
                return self._listed(line, i, stop, rows)
            if self.beside.score(line, i, stop, start, end, rows, earlier) >= THRESHOLD:
                return self._listed(line, i, stop, rows)
        return None

    def _beyond(self, line: Line, end: int) -> int:
        """The end of a stretch with the capitalised function word behind it, where a place is called so: "Nir Am"."""
        if end >= line.last or not line.words[end].istitle() or not line.words[end - 1].istitle():
            return end
        return end + 1 if self.gazetteer.strict(line.text(end - 1, end + 1)) else end

    def _is_bare(self, line: Line, i: int) -> bool:
        """Whether a word is no name by itself: a common one, or a state's abbreviation behind no place ("Ky Cung")."""
        lower = line.lowers[i]
        return lower in self.bare or (lower in self.states and line.before(i) != "," and line.after(i + 1) != ".")

    def _are_initials(self, word: str, rows: Sequence[int]) -> bool:
        """Whether a word would be the initials of what it is taken for, and is not written as such."""
        if len(word) > LONGEST_CODE or not word.istitle():
            return False
        names = (self.gazetteer.place(row).name.split() for row in rows)
        return any(len(name) > 1 and "".join(part[0] for part in name).lower() == word.lower() for name in names)

    def _coded(self, line: Line, i: int, earlier: Sequence[Entity]) -> Entity | None:
        """ "Long Beach, CA": a state's code behind a place and a comma."""
        word = line.words[i]
        if len(word) != CODE or not word.isupper() or line.before(i) != "," or not earlier:
            return None
        if earlier[-1].kind != "place" or earlier[-1].last != i - 1:
            return None
        row = next((row for row in (self.gazetteer.known_id(f"adm:{each}-{word}") for each in CODED) if row), None)
        return Entity("place", i, i + 1, name=word, rows=(row,)) if row is not None else None

    def _listed(self, line: Line, i: int, stop: int, rows: Sequence[int]) -> Entity:
        """A place of the index; a state's abbreviation takes its stop with it ("Ky.")."""
        if stop - i == 1 and line.lowers[i] in self.states and line.after(stop) == "." and line.touches(stop):
            stop += 1
        return Entity("place", i, stop, name=line.text(i, stop), rows=rows)

    def _whole(self, line: Line, i: int, end: int) -> Entity | None:
        """A name of several words in another spelling in the report's country: "Khan al-Shekh", not "Khan"."""
        if line.country is None or not 1 < end - i <= 4 or line.title:
            return None
        text = line.text(i, end)
        if self.gazetteer.strict(text):
            return None
        rows = self._spelt(text, line.country)
        return Entity("place", i, end, name=text, rows=rows) if rows and "." not in text else None

    def opened(self, line: Line, i: int, end: int) -> Entity | None:
        """ "Kafr Nasih", "Jubb as Sukkar", "Point 645": words that begin a place's name type it, known or not."""
        lowers = line.lowers
        if lowers[i] in self.numbered and line.after(i + 1)[:1].isdigit() and i + 1 < line.last:
            text = line.text(i, i + 2)
            return Entity("place", i, i + 2, name=text, rows=self.gazetteer.strict(text))
        if lowers[i] not in self.openers:
            return None
        for stop in range(min(end, i + LONGEST_NAME), i + 1, -1):
            rows = self.gazetteer.strict(line.text(i, stop))
            if rows:
                return Entity("place", i, stop, name=line.text(i, stop), rows=rows)
        reach = self._reach(line, i, end)
        if reach is None or line.lowers[reach - 1] in self.features:
            return None
        text = line.text(i, reach)
        return Entity("place", i, reach, name=text, rows=self._spelt(text, line.country) if line.country else ())

    def _reach(self, line: Line, i: int, end: int) -> int | None:
        """The end of a name of two words, with an article between them or none."""
        stop = i + 1 + (line.after(i + 1) in self.inner)
        return stop + 1 if stop < end and line.words[stop][:1].isupper() else None

    def honoured(self, line: Line, i: int, end: int) -> Entity | None:
        """ "Sheikh Miskin", "Abu Kamal": what reads as a person's title is part of a place's name."""
        if line.lowers[i] not in self.honours:
            return None
        stop = self.run(line, i, end)
        if line.after(i + 1) in self.inner:
            stop = self._reach(line, i, end) or stop
        if stop - i < 2:
            return None
        text = line.text(i, stop)
        rows = self._spelt(text, line.country) if line.country else self.gazetteer.strict(text)
        placed = self._before(line, i) in self.locative or line.after(stop) in self.feature_nouns
        if line.after(stop) in self.feature_nouns or (rows and (placed or line.country is not None)):
            return Entity("place", i, stop, name=text, rows=rows)
        return None

    def _before(self, line: Line, i: int) -> str:
        """The word before a name and its article."""
        before = line.before(i)
        return line.lowers[i - 2] if before in ("the", "a") and i - 1 > line.first else before

    def _spelt(self, name: str, country: str | None) -> tuple[int, ...]:
        """Rows of a country (of any, where none is known) that are spelt like a name."""
        name = INNER_CAPITAL.sub(" ", name)
        strict = self.gazetteer.strict(name)
        if strict and country is None:
            return strict
        place = self.gazetteer.place
        here = tuple([row for row in strict if place(row).country == country])
        return here or tuple([row for row, like in self.gazetteer.tolerant(name, country) if like >= _least(name)])

    def known_whole(self, line: Line, i: int, end: int) -> Entity | None:
        """ "in Musa Qala", "Musa Qala districts": a place of several words whose first may be a person's name."""
        if line.lowers[i] not in self.persons.given or line.lowers[i] in self.lexicon.titles:
            return None
        before = self._before(line, i)
        for stop in range(min(end, i + LONGEST_NAME), i + 1, -1):
            after = line.after(stop)
            if (
                after in self.feature_nouns
                or after in self.several
                or ((before in self.striking or before in ("in", "near")) and after not in POSSESSIVE)
            ):
                rows = self.gazetteer.strict(line.text(i, stop))
                if rows and (stop == end or not line.words[stop][0].isupper()):
                    return Entity("place", i, stop, name=line.text(i, stop), rows=rows)
        return None

    def with_feature(self, line: Line, i: int, end: int) -> Entity | None:
        """ "Metcalfe County", "St. Peter's Square", "Hertford Road": a capitalised feature noun makes one name."""
        lowers = line.lowers
        for at in range(i + 1, min(end, i + LONGEST_NAME)):
            if lowers[at] not in self.features:
                continue
            if (
                line.words[at].islower()
                or lowers[i] in self.lexicon.titles
                or (lowers[i] in self.persons.given and at - i > 2)
            ):
                return None
            if lowers[at] in self.several and "and" in lowers[i:at]:
                return None  # "Homs and Aleppo Governorates" are two
            text, bare = line.text(i, at + 1), line.text(i, at)
            rows = self.gazetteer.strict(text)
            if not rows and lowers[at] in self.divisions and at - i == 1 and self.gazetteer.demonym(bare) is not None:
                return Entity("name", i, at + 1, name=text)  # "African Province" is a branch of something
            if at + 1 < end and line.words[at + 1][0].isupper() and not rows:
                return None
            if not rows and lowers[at] in self.divisions:
                rows = self.gazetteer.strict(bare)
            return Entity("place", i, at + 1, name=text, rows=rows)
        return None

    def featured(self, line: Line, i: int, end: int) -> Entity | None:
        """A name whose last word is a common noun: "Syrian desert", "Sinai peninsula", "Shaer gas field"."""
        for stop in range(min(end + 2, line.last), end, -1):
            if line.lowers[stop - 1] in self.feature_nouns and line.words[end].islower():
                rows = self.gazetteer.strict(line.text(i, stop))
                if not rows or self.gazetteer.place(rows[0]).source not in KNOWN:
                    continue
                if self.gazetteer.place(rows[0]).level in ("country", "admin1", "admin2", "settlement"):
                    return None
                bare = self.gazetteer.strict(line.text(i, end))
                if bare and self.gazetteer.place(bare[0]).level in ("country", "admin1", "admin2", "region", "natural"):
                    return None
                return Entity("place", i, stop, name=line.text(i, stop), rows=rows)
        return None

    def unlisted(self, line: Line, i: int, end: int, earlier: list[Entity]) -> Entity | None:
        """A name that no index lists, which its neighbours say is a place: "the town of X", "in X, Homs"."""
        lowers = line.lowers
        if line.before(i) in self.lexicon.titles or lowers[i] in self.persons.given or lowers[i] in self.peoples:
            return None
        stop = self.run(line, i, end)
        if (
            line.words[i].isupper()
            and len(line.words[i]) > 1
            and not line.title
            and not self.beside.dateline(line, i, stop)
        ):
            return None
        single = stop - i == 1
        if single and (lowers[i] in self.bare or lowers[i] in self.features or not line.words[i][0].isalpha()):
            return None
        if not self._placed(line, i, stop, single, earlier):
            return None
        return Entity("place", i, stop, name=line.text(i, stop), rows=self._spelt(line.text(i, stop), None))

    def _placed(self, line: Line, i: int, stop: int, single: bool, earlier: list[Entity]) -> bool:
        lowers = line.lowers
        before, after = line.before(i), line.after(stop)
        word = bool(self.lexicon.words.get(lowers[stop - 1], 0))
        if before == "the" and i - 1 > line.first:
            before = lowers[i - 2]
            if after not in self.feature_nouns and lowers[stop - 1] not in self.feature_nouns:
                return False
        if before == "of" and i - 2 >= line.first and lowers[i - 2] in self.feature_nouns:
            return True
        if after in self.sorts and line.after(stop + 1) in self.feature_nouns:
            return not word
        if after in self.feature_nouns or lowers[stop - 1] in self.feature_nouns:
            return not (single and word)
        if before in self.triggers and after == "in" and self.beside.wide(line, stop + 1):
            return not word
        if before in self.locative or before in self.directions:
            return not self.persons.speaks(after) and not word
        if after in (",", "(") and self.beside.wide(line, stop + 1) and not word:
            return True
        listed = len(earlier) > 0 and earlier[-1].kind == "place" and earlier[-1].last >= i - 2
        return listed and before in ("and", ",", "or") and single and not word and not self.persons.speaks(after)

    def run(self, line: Line, i: int, end: int) -> int:
        """The end of the capitalised words from a token on, without joining words."""
        stop = i + 1
        while stop < end and (line.lowers[stop] not in self.joins or line.words[stop][0].isupper()):
            if line.words[stop] == "." and line.lowers[stop - 1] not in self.dotted:
                break
            stop += 1
        return stop

    def second(self, line: Line, entity: Entity, theatre: Sequence[str]) -> bool:
        """Whether an unknown name is a place of the report's country after all: "bombardment on Telmins", "shell X".

        ``theatre``: all countries that it may lie in; of those beside the report's own only as it is written.
        """
        name = entity.name
        if name.isupper() or name.lower() in self.persons.given:
            return False
        before = line.before(entity.first)
        if before in self.striking or before in self.beside.taking or before in ("in", "near"):
            rows = self._at_war(name, theatre)
            if rows:
                entity.kind, entity.rows = "place", rows
                return True
        if len(name) < SHORTEST:
            return False
        signs = before in self.locative or before in self.governing or before in self.triggers or before in (",", "and")
        if not signs and self.gazetteer.demonym(line.words[max(entity.first - 1, 0)]) is None:
            return False
        if self.lexicon.words.get(name.lower(), 0) or name.lower() in self.bare or name.lower() in self.peoples:
            return False
        rows = self._spelt(name, line.country) if line.country is not None else ()
        if not rows:
            place = self.gazetteer.place
            rows = tuple([row for row in self.gazetteer.strict(name) if place(row).country in theatre])
        if rows:
            entity.kind, entity.rows = "place", rows
        return bool(rows)

    def _at_war(self, name: str, theatre: Sequence[str]) -> tuple[int, ...]:
        """Towns of the report's countries that are called so, though it may be a common word: "hit Tyre"."""
        if len(name) < SHORTEST - 1 or name.lower() in self.bare or name.lower() in self.peoples:
            return ()
        places = [(row, self.gazetteer.place(row)) for row in self.gazetteer.strict(name)]
        least = TOWN if self.lexicon.words.get(name.lower(), 0) else 0.0
        return tuple([row for row, place in places if place.country in theatre and place.importance >= least])


@lru_cache(maxsize=REMEMBERED)
def _least(name: str) -> float:
    """The likeness from which another spelling of a name may be meant: more of a short one."""
    key = strict_key(name)
    if consonants(key) < 2:
        return CLOSE_OF_ONE
    return CLOSE_SHORT if is_short(key) else CLOSE
