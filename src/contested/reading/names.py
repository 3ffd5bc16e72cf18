"""Capitalised stretches to entities: actors by alias or by grammar, places by the index, persons, nationalities.

Known vocabulary is matched first, the longest at each token; what is left in capitals is looked up in the index of
places, whole before parts; what is still left is an organisation by its head word, or a person by a title or a given
name, or an unknown name that stays one.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.gazetteer.index import Gazetteer
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens

LONGEST_NAME = 6  # tokens
JOINS = frozenset("al el ez es as ash an at az ad ar ed de la le du des of and the bin ibn ul von van der e i y d'".split())
# Features of "this capitalised stretch names a place", from the words beside it; a row a feature: weight.
PLACE_WEIGHTS = {
    "locative preposition": 2.0,  # in, near, outside X
    "other preposition": 0.6,  # of, from, to X
    "direction": 2.2,  # east X
    "feature noun before": 2.5,  # town of X
    "feature noun after": 2.5,  # X province
    "parent after": 2.0,  # X, Syria
    "known country or division": 3.0,
    "importance": 0.55,  # a point of importance above 2.5
    "country of the report": 2.0,
    "several words": 1.2,
    "coordinated with a place": 1.5,
    "person before": -4.0,  # a title or a given name
    "name beside": -1.5,  # part of a longer name
    "speaks": -1.5,  # X said
    "given name": -2.5,
    "opens the sentence": -0.8,
    "also a common word": -1.5,
    "short": -1.0,
}
THRESHOLD = 1.6
LOCATIVE = frozenset(
    "in at near outside inside around throughout across towards toward into within between reach reached leaving north"
    " south east west northeast northwest southeast southwest".split()
)
OTHER = frozenset("of from to on for over through via against by and or with".split())


class Entity:
    """A named thing in a sentence: tokens [first, last), what it is, and what it is in our tables.

    ``kind``: actor, place, person, nationality, means, wording, or a relation of the cues (edge_of, part_of, ...).
    ``value``: index into the lexicon's table of that kind, -1 for none. ``rows``: gazetteer rows of a place.
    """

    __slots__ = ("first", "kind", "last", "name", "row", "rows", "value")

    def __init__(
        self, kind: str, first: int, last: int, value: int = -1, name: str = "", rows: Sequence[int] = (), row: int = -1
    ) -> None:
        self.kind, self.first, self.last, self.value, self.name = kind, first, last, value, name
        self.rows, self.row = rows, row

    def __repr__(self) -> str:
        return f"{self.kind}[{self.first}:{self.last}] {self.name}"


class Namer:
    """Finds the entities of a sentence."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.directions = lexicon.cue_sets["relations"]["directions"]
        self.feature_nouns = {
            form
            for form, heads in lexicon.heads.items()
            for head in heads
            if head.type in ("place", "site", "road") and not head.before
        }
        self.says = lexicon.cue_sets["attribution"]["said"] | lexicon.cue_sets["attribution"]["claimed"]

    def vocabulary(self, tokens: Tokens, first: int, last: int) -> list[Entity]:
        """Known phrases, the longest of each kind at each token, none inside another of its kind."""
        found: list[Entity] = []
        lowers, words, phrases = tokens.lowers, tokens.words, self.lexicon.phrases
        ends: dict[str, int] = {}
        for i in range(first, last):
            options = phrases.get(lowers[i])
            if options is None:
                continue
            for phrase in options:
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

    def names(
        self, tokens: Tokens, classes: list[str], first: int, last: int, taken: set[int], known: dict[str, Entity]
    ) -> list[Entity]:
        """Places, persons, nationalities and unknown organisations in what capitals are left.

        ``taken``: tokens that are spoken for (actors, times). ``known``: names settled earlier in the report.
        """
        found: list[Entity] = []
        i = first
        while i < last:
            if classes[i - first] != "Q" or i in taken:
                i += 1
                continue
            end = self._stretch(tokens, classes, first, i, last, taken)
            found.extend(self._parts(tokens, classes, first, i, end, last, found, known))
            i = end
        return found

    def _stretch(self, tokens: Tokens, classes: list[str], first: int, start: int, last: int, taken: set[int]) -> int:
        """The end of a capitalised stretch: names, joined by small words that join names."""
        end = start + 1
        while end < last and end not in taken:
            if classes[end - first] == "Q":
                end += 1
            elif (
                tokens.lowers[end] in JOINS
                and end + 1 < last
                and classes[end + 1 - first] == "Q"
                and end + 1 not in taken
            ):
                end += 2
            else:
                break
        return end

    def _parts(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        start: int,
        end: int,
        last: int,
        earlier: list[Entity],
        known: dict[str, Entity],
    ) -> list[Entity]:
        """Split a stretch into entities, the longest known name at each token first."""
        lowers = tokens.lowers
        found: list[Entity] = []
        organisation = self._organisation(tokens, start, end)
        if organisation is not None:
            return [organisation]
        i = start
        while i < end:
            if lowers[i] in JOINS and tokens.words[i].islower():
                i += 1
                continue
            if lowers[i] in self.directions and i + 1 < end and not self._listed(tokens, i, end):
                i += 1
                continue
            entity = self._featured(tokens, i, end, last) or self._demonym(tokens, i, end, last) or self._place(tokens, classes, first, i, start, end, last, earlier or found, known)
            if entity is None:
                entity = self._person(tokens, i, start, end, first, last, known)
            if entity is None:
                entity = Entity("name", i, self._unknown_end(tokens, i, end), name=tokens.words[i])
                entity.name = tokens.text[tokens.starts[i] : tokens.ends[entity.last - 1]]
            found.append(entity)
            i = entity.last
        return found

    def _listed(self, tokens: Tokens, i: int, end: int) -> bool:
        """Whether a name that begins with a direction is a name of its own ("East Timor", not "Central Homs")."""
        return any(
            self.gazetteer.strict(tokens.text[tokens.starts[i] : tokens.ends[stop - 1]]) for stop in range(end, i + 1, -1)
        )

    def _featured(self, tokens: Tokens, i: int, end: int, last: int) -> Entity | None:
        """A name whose last word is a common noun: "Syrian desert", "Sinai peninsula", "Shaer gas field"."""
        for stop in range(min(end + 2, last), end, -1):
            if tokens.lowers[stop - 1] in self.feature_nouns and tokens.words[end].islower():
                name = tokens.text[tokens.starts[i] : tokens.ends[stop - 1]]
                rows = self.gazetteer.strict(name)
                if rows and self.gazetteer.place(rows[0]).source in ("knowledge", "contested", "user"):
                    whole = self.gazetteer.place(rows[0])
                    if whole.level in ("country", "admin1", "admin2", "settlement"):
                        return None
                    return Entity("place", i, stop, name=name, rows=rows)
        return None

    def _unknown_end(self, tokens: Tokens, start: int, end: int) -> int:
        i = start + 1
        while i < end and tokens.words[i][0].isupper():
            i += 1
        return i

    def _organisation(self, tokens: Tokens, start: int, end: int) -> Entity | None:
        """"the Sham Legion", "Ministry of Health", "Army of Conquest": a head word of organisations in capitals."""
        heads = self.lexicon.organisations
        if end - start < 2:
            return None
        kind = heads.get(tokens.lowers[end - 1])
        last = end
        if kind is None and end - start > 2 and tokens.lowers[start + 1] in ("of", "for"):
            kind = heads.get(tokens.lowers[start])
        if kind is None:
            for at in range(end - 2, start, -1):
                if tokens.lowers[at] in heads and tokens.lowers[at + 1] not in JOINS:
                    return None
            return None
        entity = Entity("actor", start, last, name=tokens.text[tokens.starts[start] : tokens.ends[last - 1]])
        entity.rows = (kind,)  # type: ignore[assignment]
        return entity

    def _demonym(self, tokens: Tokens, i: int, end: int, last: int) -> Entity | None:
        row = self.gazetteer.demonym(tokens.words[i])
        if row is None:
            row = self.gazetteer.demonym(tokens.words[i].rstrip("s")) if tokens.words[i].endswith("s") else None
        if row is None:
            return None
        return Entity("nationality", i, i + 1, name=tokens.words[i], row=row)

    def _place(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        i: int,
        start: int,
        end: int,
        last: int,
        earlier: list[Entity],
        known: dict[str, Entity],
    ) -> Entity | None:
        text, starts, ends = tokens.text, tokens.starts, tokens.ends
        for stop in range(min(end, i + LONGEST_NAME), i, -1):
            name = text[starts[i] : ends[stop - 1]]
            rows = self.gazetteer.strict(name)
            if not rows:
                continue
            before = known.get(name)
            if before is not None and before.kind == "place" and not self._is_person_here(tokens, i, start):
                return Entity("place", i, stop, name=name, rows=rows)
            if self._score(tokens, classes, first, i, stop, start, end, last, rows, earlier) >= THRESHOLD:
                return Entity("place", i, stop, name=name, rows=rows)
            if stop - i == 1:
                break
        return self._unlisted(tokens, classes, first, i, start, end, last)

    def _is_person_here(self, tokens: Tokens, i: int, start: int) -> bool:
        before = tokens.lowers[i - 1] if i else ""
        return before in self.lexicon.titles or (i > start and before in self.lexicon.given)

    def _score(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        i: int,
        stop: int,
        start: int,
        end: int,
        last: int,
        rows: Sequence[int],
        earlier: list[Entity],
    ) -> float:
        weights = PLACE_WEIGHTS
        lowers = tokens.lowers
        top = self.gazetteer.place(rows[0])
        score = weights["importance"] * (top.importance - 2.5)
        if top.level in ("country", "admin1") or (top.level in ("region", "natural") and top.source in ("contested", "knowledge")):
            score += weights["known country or division"]
        before = lowers[i - 1] if i > first else ""
        after = lowers[stop] if stop < last else ""
        if before in ("the", "a") and i - 1 > first:
            before = lowers[i - 2]
        if before in LOCATIVE:
            score += weights["locative preposition"]
        elif before in OTHER:
            score += weights["other preposition"]
        if before in self.directions:
            score += weights["direction"]
        if before == "of" and i - 2 >= first and lowers[i - 2] in self.feature_nouns:
            score += weights["feature noun before"]
        if before in self.feature_nouns:
            score += weights["feature noun before"] / 2
        if after in self.feature_nouns:
            score += weights["feature noun after"]
        if after == "," and stop + 1 < last and classes[stop + 1 - first] == "Q" and self._is_wide(tokens.words[stop + 1]):
            score += weights["parent after"]
        if stop - i > 1:
            score += weights["several words"]
        if earlier and earlier[-1].kind == "place" and before in ("and", ",", "or"):
            score += weights["coordinated with a place"]
        return score + self._against(tokens, i, stop, start, end, first, before, after, top.level)

    def _against(
        self, tokens: Tokens, i: int, stop: int, start: int, end: int, first: int, before: str, after: str, level: str
    ) -> float:
        weights, lowers = PLACE_WEIGHTS, tokens.lowers
        score = 0.0
        if before in self.lexicon.titles or (i > start and before in self.lexicon.given):
            score += weights["person before"]
        if stop < end and tokens.words[stop][0].isupper() and self.gazetteer.demonym(tokens.words[stop]) is None:
            score += weights["name beside"]
        if i > start and tokens.words[i - 1][0].isupper():
            score += weights["name beside"]
        if stop - i == 1:
            if level != "country":
                if after in self.lexicon.forms and set(self.lexicon.forms[after]) & self.says:
                    score += weights["speaks"]
                if lowers[i] in self.lexicon.given:
                    score += weights["given name"]
                if self.lexicon.words.get(lowers[i], 0):
                    score += weights["also a common word"]
            if i == first:
                score += weights["opens the sentence"]
            if len(tokens.words[i]) < 4 and level != "country":
                score += weights["short"]
        return score

    def _is_wide(self, word: str) -> bool:
        """Whether a name is a country's or a division's."""
        rows = self.gazetteer.strict(word)
        return bool(rows) and self.gazetteer.place(rows[0]).level in ("country", "admin1")

    def _unlisted(
        self, tokens: Tokens, classes: list[str], first: int, i: int, start: int, end: int, last: int
    ) -> Entity | None:
        """A name that no index lists, which its neighbours say is a place: "the town of X", "in X, Homs"."""
        lowers = tokens.lowers
        stop = self._unknown_end(tokens, i, end)
        before = lowers[i - 1] if i > first else ""
        after = lowers[stop] if stop < last else ""
        if before in self.lexicon.titles or lowers[i] in self.lexicon.given:
            return None
        if before == "the" and i - 1 > first:
            before = lowers[i - 2]
        place = (
            (before == "of" and i - 2 >= first and lowers[i - 2] in self.feature_nouns)
            or after in self.feature_nouns
            or (before in LOCATIVE and not self._speaks(after))
            or before in self.directions
            or lowers[stop - 1] in self.feature_nouns
        )
        if not place:
            return None
        name = tokens.text[tokens.starts[i] : tokens.ends[stop - 1]]
        close = self.gazetteer.tolerant(name)
        rows = tuple(row for row, score in close if score >= 0.8)
        return Entity("place", i, stop, name=name, rows=rows)

    def _speaks(self, after: str) -> bool:
        return bool(set(self.lexicon.forms.get(after, ())) & self.says)

    def _person(
        self, tokens: Tokens, i: int, start: int, end: int, first: int, last: int, known: dict[str, Entity]
    ) -> Entity | None:
        lowers = tokens.lowers
        stop = self._unknown_end(tokens, i, end)
        for join in range(2):  # "Abu Bakr al-Baghdadi" with a small word between
            if stop < end and lowers[stop] in ("al", "bin", "ibn", "el", "von", "van", "de") and join == 0:
                stop = self._unknown_end(tokens, stop + 1, end)
        name = tokens.text[tokens.starts[i] : tokens.ends[stop - 1]]
        before = lowers[i - 1] if i > first else ""
        after = lowers[stop] if stop < last else ""
        if before == "." and i - 1 > first:
            before = lowers[i - 2]
        heard = known.get(name)
        is_person = (
            before in self.lexicon.titles
            or lowers[i] in self.lexicon.given
            or lowers[i] in self.lexicon.titles
            or self._speaks(after)
            or (heard is not None and heard.kind == "person")
            or (stop - i in (2, 3) and after == "," and stop + 1 < last and lowers[stop + 1][0].isdigit())
        )
        if not is_person:
            return None
        begin = i
        while begin < stop - 1 and lowers[begin] in self.lexicon.titles and lowers[begin] not in ("abu", "umm"):
            begin += 1
        while begin < stop and tokens.words[begin] == ".":
            begin += 1
        name = tokens.text[tokens.starts[begin] : tokens.ends[stop - 1]]
        return Entity("person", begin, stop, name=name)


def _capitals_fit(word: str, written: str, capitals: int) -> bool:
    return word == written.split()[0] if capitals == 2 else word[0].isupper()
