"""What the words beside a capitalised name say for its being a place's: a readable table of features."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import PlaceRow
from contested.ontology import table
from contested.reading.entities import Entity, Line
from contested.reading.lexicon import Lexicon
from contested.reading.persons import Persons

#: Feature -> what it adds. Set by judgement; `toponyms.THRESHOLD` is what a place must reach.
PLACE_WEIGHTS: Final = {
    "locative preposition": 2.0,  # in, near, outside X
    "other preposition": 0.6,  # of, from, to X
    "taken": 1.6,  # seized, entered, left X
    "falls": 1.6,  # X fell, X has fallen
    "held": 2.5,  # rebel-held X
    "described": 2.5,  # X, the provincial capital
    "struck": 1.6,  # shelled, attacked X
    "direction": 2.2,  # east X
    "feature noun before": 2.5,  # town of X
    "feature noun beside": 1.25,  # town X
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
LITTLE_KNOWN: Final = 2.5  # importance
#: Importance of a town that is meant where it is shelled, though it is a common word: "shelled Tyre"
SURELY_TOWN: Final = 4.5
FOREMOST: Final = 8  # rows of a name that are looked through for the report's country
DESCRIBED: Final = 5  # tokens in which a description says what a place is
FALL: Final = "fall"  # the frame of what happens to a place
PERFECT: Final = frozenset(("has", "had", "have"))
SHORT: Final = 4  # letters, fewer than which say little
RULES: Final = frozenset(("-", "–", "—", "--"))
DASHES: Final = frozenset(("-", "–", "—", "--", "(", "/", ","))  # behind a dateline


def _taking(lexicon: Lexicon) -> frozenset[str]:
    """Forms of verbs of control and movement whose object by itself is a place: "seized", "entered", "left"."""
    types = table()
    lemmas = {
        lemma
        for lemma, senses in lexicon.verbs.items()
        for sense in senses
        if sense.trigger is not None and not sense.rest
        if types[lexicon.triggers[sense.trigger].type].family == "control"
        if "place" in lexicon.frames[lexicon.triggers[sense.trigger].frame].slots.get("object", {})
    }
    return frozenset(form for form, found in lexicon.forms.items() if not lemmas.isdisjoint(found))


def _falling(lexicon: Lexicon) -> frozenset[str]:
    """Forms of verbs that tell of a place by themselves how it changed hands: "X fell"."""
    lemmas = {
        lemma
        for lemma, senses in lexicon.verbs.items()
        for sense in senses
        if sense.trigger is not None and not sense.rest and lexicon.triggers[sense.trigger].frame == FALL
    }
    return frozenset(form for form, found in lexicon.forms.items() if not lemmas.isdisjoint(found))


class Name:
    """A name that may be a place's: tokens [first, last) of the stretch [start, end), its foremost place."""

    __slots__ = ("end", "first", "known", "last", "line", "start", "top")

    def __init__(self, line: Line, first: int, last: int, start: int, end: int, top: PlaceRow) -> None:
        self.line, self.first, self.last, self.start, self.end, self.top = line, first, last, start, end, top
        ours = top.level in ("region", "natural") and top.source in ("contested", "knowledge")
        self.known = top.level in ("country", "admin1") or ours


class Beside:
    """Weighs the words beside a name."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, persons: Persons) -> None:
        self.gazetteer, self.persons, self.common = gazetteer, persons, lexicon.words
        self.directions, self.feature_nouns = lexicon.cue_sets["relations"]["directions"], lexicon.feature_nouns
        self.taking, self.striking = _taking(lexicon), lexicon.signs["striking"]
        self.falling, self.settled = _falling(lexicon), lexicon.signs["settled"]
        self.holding = tuple(f"-{word}" for word in sorted(lexicon.cue_sets["parties"]["holding"]))
        self.locative, self.governing = lexicon.signs["locative"], lexicon.signs["governing"]

    def score(
        self, line: Line, i: int, stop: int, start: int, end: int, rows: Sequence[int], earlier: Sequence[Entity]
    ) -> float:
        """What is said for tokens [i, stop) of the stretch [start, end) being one of the places of ``rows``."""
        top = self.gazetteer.place(rows[0])
        name = Name(line, i, stop, start, end, top)
        score = PLACE_WEIGHTS["importance"] * (top.importance - LITTLE_KNOWN)
        if name.known:
            score += PLACE_WEIGHTS["known country or division"]
        elif line.country is not None and self._in_country(rows, line.country):
            score += PLACE_WEIGHTS["country of the report"]
        for feature in self._for(name, earlier):
            score += PLACE_WEIGHTS[feature]
        return score + sum(PLACE_WEIGHTS[feature] for feature in self._against(name))

    def _in_country(self, rows: Sequence[int], country: str) -> bool:
        return any(self.gazetteer.place(row).country == country for row in rows[:FOREMOST])

    def _for(self, name: Name, earlier: Sequence[Entity]) -> Iterator[str]:
        """The features of the words before and behind a name, the article before it passed over."""
        line, i, lowers = name.line, name.first, name.line.lowers
        before, after = line.before(i), line.after(name.last)
        if before in ("the", "a") and i - 1 > line.first:
            before = lowers[i - 2]
            if not name.known:
                yield "article before"
        if before in self.locative or (before == "of" and self._second(line, i) == ","):  # "49, of X"
            yield "locative preposition"
        elif before in self.governing:
            yield "other preposition"
        elif before in self.taking:
            yield "taken"
        elif before in self.striking:
            yield "struck"
        elif before.endswith(self.holding):
            yield "held"
        if before in self.directions:
            yield "direction"
        if after in self.falling or (after in PERFECT and line.after(name.last + 1) in self.falling):
            yield "falls"
        if before == "of" and self._second(line, i) in self.feature_nouns:
            yield "feature noun before"
        elif before in self.feature_nouns:
            yield "feature noun beside"
        if after in self.feature_nouns:
            yield "feature noun after"
        elif after == "," and self._described(line, name.last + 1):
            yield "described"
        if after in (",", "(") and self.wide(line, name.last + 1):
            yield "parent after"
        if name.last - i > 1:
            yield "several words"
        if earlier and earlier[-1].kind == "place" and before in ("and", ",", "or"):
            yield "coordinated with a place"

    def _described(self, line: Line, i: int) -> bool:
        """Whether a description of a place begins at a token: "the provincial capital", "a town"."""
        if line.after(i) not in ("the", "a", "an"):
            return False
        for at in range(i + 1, min(i + DESCRIBED, line.last)):
            if line.lowers[at] in self.settled:
                return True
            if not line.words[at][0].islower() or line.lowers[at] in ("of", "in", "that", "who"):
                return False
        return False

    def _second(self, line: Line, i: int) -> str:
        """The word before the word before a token; "" where the sentence begins later."""
        return line.lowers[i - 2] if i - 2 >= line.first else ""

    def _against(self, name: Name) -> Iterator[str]:
        """The features that speak against a place, and of the place in the sentence that a name stands at."""
        line, i, stop, words = name.line, name.first, name.last, name.line.words
        if self.persons.titled(line, i, name.start):
            yield "person before"
        dateline = self.dateline(line, i, stop)
        if dateline and i != line.first:
            yield "dateline"
        if not line.title:
            goes_on = stop < name.end and words[stop][0].isupper() and not dateline
            if goes_on and self.gazetteer.demonym(words[stop]) is None:
                yield "name beside"
            if i > name.start and words[i - 1][0].isupper() and not line.before(i).endswith(self.holding):
                yield "name beside"
        if stop - i > 1:
            return
        if i == line.first:
            yield "dateline" if dateline else "opens the sentence"
        if name.top.level != "country":
            yield from self._one_word(name, dateline)

    def _one_word(self, name: Name, dateline: bool) -> Iterator[str]:
        """What speaks against a name of one word."""
        line, i, persons = name.line, name.first, self.persons
        word, lower, before = line.words[i], line.lowers[i], line.before(i)
        if persons.speaks(line.after(name.last)):
            yield "speaks"
        if persons.speaks(before):
            yield "spoken before"
        if lower in persons.given and before not in self.locative:
            yield "given name"
        sure = name.top.importance >= SURELY_TOWN and (before in self.striking or before in self.taking)
        if self.common.get(lower, 0) and not (sure and not line.title):
            yield "also a common word"
        if len(word) < SHORT and not (name.known and before == ","):
            yield "short"
        if word.isupper() and not (line.title or name.known or dateline):
            yield "all capitals"

    def dateline(self, line: Line, i: int, stop: int) -> bool:
        """ "BEIJING --", "GEORGETOWN, Ky. (WKYT) -": capitals, then a dash, a bracket or another place's comma.

        Also what stands alone between a dash and a colon: "August 9 – Aybak: ...".
        """
        if line.before(i) in RULES and line.after(stop) == ":":
            return True
        if i != line.first or not line.words[i].isupper():
            return False
        if line.after(stop) in DASHES:
            return True
        return stop < line.last and line.words[stop][0].isupper() and not line.words[stop].isupper()

    def wide(self, line: Line, i: int) -> bool:
        """Whether the name that begins at a token is a country's or a division's."""
        for stop in (i + 2, i + 1):
            if stop <= line.last and line.is_name(i):
                rows = self.gazetteer.strict(line.text(i, stop))
                if rows and self.gazetteer.place(rows[0]).level in ("country", "admin1"):
                    return True
        return False
