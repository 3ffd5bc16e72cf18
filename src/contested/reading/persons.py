"""Capitalised words that name a person: by a title, a given name, what they do, or because they were named before."""

from __future__ import annotations

from contested.reading.entities import Entity, Line
from contested.reading.lexicon import Lexicon

DESCRIBED = 5  # tokens in which an office is told
ARTICLES = frozenset(("the", "a", "an", "its", "their", "his", "her"))


class Persons:
    """Finds the persons in a capitalised stretch."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.titles, self.given = lexicon.titles, lexicon.given
        self.offices, self.ranks = lexicon.signs["offices"], lexicon.signs["ranks"]
        self.heading = lexicon.signs["heading"]
        self.particles, self.relatives = lexicon.signs["particles"], lexicon.signs["relatives"]
        self.unpersonal, self.speech_ends = lexicon.signs["unpersonal"], lexicon.signs["speech_ends"]
        attribution = lexicon.cue_sets["attribution"]
        self.says = attribution["said"] | attribution["claimed"]
        self.told = {form for form, lemmas in lexicon.forms.items() if not self.says.isdisjoint(lemmas)}

    def speaks(self, word: str) -> bool:
        """Whether a word is a form of a verb of saying."""
        return word in self.told

    def titled(self, line: Line, i: int, start: int) -> bool:
        """Whether a title or a given name stands right before a token."""
        before = line.before(i)
        if before == "." and i - 1 > line.first:
            before = line.lowers[i - 2]
            return before in self.titles or (i - 2 >= start and len(before) == 1)
        return before in self.titles or (i > start and before in self.given)

    def opening(self, line: Line, i: int, end: int) -> Entity | None:
        """A person whose name begins here: a title or a given name with more capitals, or a name heard before."""
        lower = line.lowers[i]
        if lower in self.titles or (lower in self.ranks and i + 1 < end and self._to_title(line, i, end)):
            return self._with_title(line, i, end)
        heard = line.known.get(line.words[i])
        if heard is not None and heard.kind == "person":
            return self._named(line, i, end)
        if lower in self.given and i + 1 < end and self._part(line, i + 1):
            return self._named(line, i, end)
        if self.titled(line, i, i) and not line.lowers[i].endswith("-based"):
            return self._named(line, i, end)
        return None

    def _to_title(self, line: Line, i: int, end: int) -> bool:
        """ "Foreign Secretary", "Deputy Prime Minister": words of rank up to a title."""
        while i < end and line.lowers[i] in self.ranks:
            i += 1
        return i < end and line.lowers[i] in self.titles

    def _with_title(self, line: Line, i: int, end: int) -> Entity | None:
        """The name behind titles ("Lt. Gen. Sean MacFarland"), or the office alone ("the Foreign Secretary")."""
        at, office = i, False
        while at < end and (line.lowers[at] in self.titles or line.lowers[at] in self.ranks or line.words[at] == "."):
            office = office or line.lowers[at] in self.offices
            at += 1
        if at < end and line.lowers[at] in ("of", "for"):  # "Secretary of State John Kerry"
            stop = at + 1
            while (
                stop < end
                and (line.lowers[stop] == "the" or self._part(line, stop))
                and line.lowers[stop] not in self.given
            ):
                stop += 1
            at = stop if stop < end and line.lowers[stop] in self.given else at
        first = i if line.lowers[i] in ("abu", "umm") else at
        if at < end and self._part(line, at):
            return self._named(line, first, end)
        if at > i and line.lowers[at - 1] in ("abu", "umm"):
            return None
        return Entity("person", i, at, name=line.text(i, at)) if office and line.lowers[i] not in self.given else None

    def _part(self, line: Line, i: int) -> bool:
        """Whether a token is a further part of a personal name."""
        return line.is_name(i) and line.words[i] != "." and line.lowers[i] not in self.lexicon.organisations

    def _named(self, line: Line, i: int, end: int) -> Entity:
        stop = i + 1
        while stop < end:
            lower = line.lowers[stop]
            if line.words[stop] == "." and len(line.words[stop - 1]) == 1:
                stop += 1
            elif (lower in self.titles and lower not in self.given) or lower in ("and", "of", "the"):
                break
            elif self._part(line, stop) or (lower in self.particles and stop + 1 < end and self._part(line, stop + 1)):
                stop += 1
            else:
                break
        return Entity("person", i, stop, name=line.text(i, stop))

    def guess(self, line: Line, i: int, end: int) -> Entity | None:
        """A person by what follows: the name says something, is so many years old, or is told of by "who"."""
        if line.before(i) in self.unpersonal or (line.words[i].isupper() and len(line.words[i]) > 1):
            return None
        found = self._named(line, i, end)
        after = line.after(found.last)
        if after in self.lexicon.feature_nouns:
            return None
        if found.last - i == 1:
            said = self.speaks(after) or (self.speaks(line.before(i)) and after in self.speech_ends)
            return found if said and line.lowers[i] not in self.lexicon.words else None
        aged = after == "," and line.after(found.last + 1)[:1].isdigit()
        if found.last - i <= 4 and (
            aged
            or after in self.relatives
            or line.after(found.last + 1) in self.relatives
            or self.speaks(after)
            or (after == "," and self._in_office(line, found.last + 1))
        ):
            return found
        return None

    def _in_office(self, line: Line, i: int) -> bool:
        """Whether an office or a part in a body is told from a token on: "X, the head of the council"."""
        for at in range(i, min(i + DESCRIBED, line.last)):
            word = line.lowers[at]
            if word in self.titles or (word in self.heading and line.after(at + 1) in ("of", "for", ",")):
                return True
            if word not in ARTICLES and (not line.words[at].islower() or word in self.lexicon.feature_nouns):
                return False
        return False
