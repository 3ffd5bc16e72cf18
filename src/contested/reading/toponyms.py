"""Capitalised words that name a place: by the index, weighed by the words beside them, or by those words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contested.gazetteer.index import Gazetteer
from contested.reading.bodies import JOINS
from contested.reading.entities import Entity, Line
from contested.reading.lexicon import Lexicon
from contested.reading.persons import Persons

LONGEST_NAME = 6  # tokens
# Features of "this capitalised stretch names a place", from the words beside it; a row a feature: weight.
PLACE_WEIGHTS = {
    "locative preposition": 2.0,  # in, near, outside X
    "other preposition": 0.6,  # of, from, to X
    "direction": 2.2,  # east X
    "feature noun before": 2.5,  # town of X
    "feature noun after": 2.5,  # X province
    "parent after": 2.0,  # X, Syria
    "dateline": 2.5,  # X (AP) --
    "known country or division": 3.0,
    "importance": 0.55,  # a point of importance above 2.5
    "country of the report": 1.5,
    "several words": 1.2,
    "coordinated with a place": 1.5,
    "person before": -4.0,  # a title or a given name
    "name beside": -2.0,  # part of a longer name
    "speaks": -1.5,  # X said
    "spoken before": -3.0,  # said X
    "given name": -2.5,
    "opens the sentence": -0.8,
    "also a common word": -1.5,
    "short": -1.0,
    "all capitals": -2.5,  # an acronym
    "article before": -1.2,  # the X
}
THRESHOLD = 1.6
LOCATIVE = frozenset(
    "in at near outside inside around throughout across towards toward into within between reach reached leaving north"
    " south east west northeast northwest southeast southwest".split()
)
OTHER = frozenset("of from to on for over through via against by and or with".split())
INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
ARTICLED = ("al-", "el-", "ad-", "ar-", "as-", "ash-", "an-", "at-", "az-", "ed-", "er-", "es-", "ez-")
CLOSE = 0.8  # likeness of another spelling that may be meant


class Toponyms:
    """Finds the places in a capitalised stretch."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, persons: Persons) -> None:
        self.lexicon, self.gazetteer, self.persons = lexicon, gazetteer, persons
        self.directions = lexicon.cue_sets["relations"]["directions"]
        self.feature_nouns = lexicon.feature_nouns
        signs = lexicon.signs
        self.features, self.divisions, self.bare = signs["features"], signs["divisions"], signs["bare"]
        self.dotted, self.honours = signs["dotted"], signs["honours"]
        self.triggers = lexicon.forms.keys() | lexicon.nouns.keys()
        self.states, self.peoples = signs["states"], signs["peoples"]

    def place(self, line: Line, i: int, start: int, end: int, earlier: list[Entity]) -> Entity | None:
        """The place that begins at token i of the stretch [start, end), the longest first."""
        whole = self._whole(line, i, end)
        if whole is not None:
            return whole
        for stop in range(min(end, i + LONGEST_NAME), i, -1):
            rows = self.gazetteer.strict(line.text(i, stop))
            if not rows or (stop - i == 1 and line.lowers[i] in self.bare) or line.words[stop - 1] == ".":
                continue
            if stop < end and (line.lowers[stop].startswith(ARTICLED) or line.lowers[stop - 1] in self.dotted):
                continue
            heard = line.known.get(line.text(i, stop))
            if heard is not None and heard.kind == "place" and not self.persons.titled(line, i, start):
                return self._listed(line, i, stop, rows)
            if self._score(line, i, stop, start, end, rows, earlier) >= THRESHOLD:
                return self._listed(line, i, stop, rows)
        return None

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

    def honoured(self, line: Line, i: int, end: int) -> Entity | None:
        """"Sheikh Miskin", "Abu Kamal": what reads as a person's title is part of a place's name."""
        stop = self.run(line, i, end)
        if line.lowers[i] not in self.honours or stop - i < 2:
            return None
        text = line.text(i, stop)
        rows = self._spelt(text, line.country) if line.country else self.gazetteer.strict(text)
        placed = self._before(line, i) in LOCATIVE or line.after(stop) in self.feature_nouns
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
        here = tuple(row for row in strict if place(row).country == country)
        return here or tuple(
            row
            for row, score in self.gazetteer.tolerant(name)
            if score >= CLOSE and country in (None, place(row).country)
        )

    def with_feature(self, line: Line, i: int, end: int) -> Entity | None:
        """"Metcalfe County", "St. Peter's Square", "Hertford Road": a capitalised feature noun makes one name."""
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
            text, bare = line.text(i, at + 1), line.text(i, at)
            rows = self.gazetteer.strict(text)
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
                if not rows or self.gazetteer.place(rows[0]).source not in ("knowledge", "contested", "user"):
                    continue
                if self.gazetteer.place(rows[0]).level in ("country", "admin1", "admin2", "settlement"):
                    return None
                bare = self.gazetteer.strict(line.text(i, end))
                if bare and self.gazetteer.place(bare[0]).level in ("country", "admin1", "admin2", "region", "natural"):
                    return None
                return Entity("place", i, stop, name=line.text(i, stop), rows=rows)
        return None

    def _score(
        self, line: Line, i: int, stop: int, start: int, end: int, rows: Sequence[int], earlier: list[Entity]
    ) -> float:
        weights, lowers = PLACE_WEIGHTS, line.lowers
        top = self.gazetteer.place(rows[0])
        score = weights["importance"] * (top.importance - 2.5)
        wide = top.level in ("country", "admin1") or (
            top.level in ("region", "natural") and top.source in ("contested", "knowledge")
        )
        if wide:
            score += weights["known country or division"]
        elif line.country is not None and any(self.gazetteer.place(row).country == line.country for row in rows[:8]):
            score += weights["country of the report"]
        before, after = line.before(i), line.after(stop)
        if before in ("the", "a") and i - 1 > line.first:
            before = lowers[i - 2]
            score += 0.0 if wide else weights["article before"]
        if before in LOCATIVE or (before == "of" and i - 2 >= line.first and lowers[i - 2] == ","):  # "49, of X"
            score += weights["locative preposition"]
        elif before in OTHER:
            score += weights["other preposition"]
        if before in self.directions:
            score += weights["direction"]
        if before == "of" and i - 2 >= line.first and lowers[i - 2] in self.feature_nouns:
            score += weights["feature noun before"]
        elif before in self.feature_nouns:
            score += weights["feature noun before"] / 2
        if after in self.feature_nouns:
            score += weights["feature noun after"]
        if after in (",", "(") and self.wide(line, stop + 1):
            score += weights["parent after"]
        if stop - i > 1:
            score += weights["several words"]
        if earlier and earlier[-1].kind == "place" and before in ("and", ",", "or"):
            score += weights["coordinated with a place"]
        return score + self._against(line, i, stop, start, end, after, top.level, wide)

    def _against(
        self, line: Line, i: int, stop: int, start: int, end: int, after: str, level: str, wide: bool
    ) -> float:
        weights, lowers, words = PLACE_WEIGHTS, line.lowers, line.words
        score = 0.0
        if self.persons.titled(line, i, start):
            score += weights["person before"]
        dateline = self._dateline(line, i, stop)
        if (
            stop < end
            and words[stop][0].isupper()
            and not dateline
            and self.gazetteer.demonym(words[stop]) is None
            and not line.title
        ):
            score += weights["name beside"]
        if i > start and words[i - 1][0].isupper() and not line.title:
            score += weights["name beside"]
        if stop - i > 1:
            return score
        if i == line.first:
            score += weights["dateline"] if dateline else weights["opens the sentence"]
        if level == "country":
            return score
        if self.persons.speaks(after):
            score += weights["speaks"]
        if self.persons.speaks(line.before(i)):
            score += weights["spoken before"]
        if lowers[i] in self.persons.given and line.before(i) not in LOCATIVE:
            score += weights["given name"]
        if self.lexicon.words.get(lowers[i], 0):
            score += weights["also a common word"]
        if len(words[i]) < 4 and not (wide and line.before(i) == ","):
            score += weights["short"]
        if words[i].isupper() and not line.title and not wide and not dateline:
            score += weights["all capitals"]
        return score

    def _dateline(self, line: Line, i: int, stop: int) -> bool:
        """"BEIJING --", "GEORGETOWN, Ky. (WKYT) -": capitals, then a dash, a bracket or another place's comma."""
        return (
            i == line.first
            and line.words[i].isupper()
            and (
                line.after(stop) in ("-", "–", "—", "--", "(", "/", ",")
                or (stop < line.last and line.words[stop][0].isupper() and not line.words[stop].isupper())
            )
        )

    def wide(self, line: Line, i: int) -> bool:
        """Whether the name that begins at a token is a country's or a division's."""
        for stop in (i + 2, i + 1):
            if stop <= line.last and line.is_name(i):
                rows = self.gazetteer.strict(line.text(i, stop))
                if rows and self.gazetteer.place(rows[0]).level in ("country", "admin1"):
                    return True
        return False

    def unlisted(self, line: Line, i: int, end: int, earlier: list[Entity]) -> Entity | None:
        """A name that no index lists, which its neighbours say is a place: "the town of X", "in X, Homs"."""
        lowers = line.lowers
        stop = self.run(line, i, end)
        if line.before(i) in self.lexicon.titles or lowers[i] in self.persons.given or lowers[i] in self.peoples:
            return None
        if line.words[i].isupper() and len(line.words[i]) > 1 and not line.title and not self._dateline(line, i, stop):
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
        if after in self.feature_nouns or lowers[stop - 1] in self.feature_nouns:
            return not (single and word)
        if before in LOCATIVE or before in self.directions:
            return not self.persons.speaks(after) and not word
        if after in (",", "(") and self.wide(line, stop + 1) and not word:
            return True
        listed = len(earlier) > 0 and earlier[-1].kind == "place" and earlier[-1].last >= i - 2
        return listed and before in ("and", ",", "or") and single and not word and not self.persons.speaks(after)

    def run(self, line: Line, i: int, end: int) -> int:
        """The end of the capitalised words from a token on, without joining words."""
        stop = i + 1
        while stop < end and (line.lowers[stop] not in JOINS or line.words[stop][0].isupper()):
            if line.words[stop] == "." and line.lowers[stop - 1] not in self.dotted:
                break
            stop += 1
        return stop

    def second(self, line: Line, entity: Entity) -> bool:
        """Whether an unknown name is a place of the report's country after all: "bombardment on Telmins", "shell X"."""
        name = entity.name
        if line.country is None or len(name) < 4 or name.isupper() or name.lower() in self.persons.given:
            return False
        before = line.before(entity.first)
        signs = before in LOCATIVE or before in OTHER or before in self.triggers or before in (",", "and")
        if not signs and self.gazetteer.demonym(line.words[max(entity.first - 1, 0)]) is None:
            return False
        if self.lexicon.words.get(name.lower(), 0) or name.lower() in self.bare or name.lower() in self.peoples:
            return False
        rows = self._spelt(name, line.country)
        if rows:
            entity.kind, entity.rows = "place", rows
        return bool(rows)
