"""What a report is about: armed conflict, or another matter that is told in words of war ("a siege of the champions").

A table of named features (``knowledge/subject.csv``) is added up: the words that a report writes in small letters, how
many of them are of armed force or of another matter (the topics in ``knowledge/cues.toml``), and how many armed actors
it names. Names of people and places count for nothing, so that a war that nobody has taught it is one all the same.
Above nought a report is of armed conflict, a sentence or two without
words of another matter a little below too, since they show little; of any other no event is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import Final

from contested.reading.constructions import singulars
from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.setting import War
from contested.reading.tokens import Tokens

WORD: Final = "word: "
DOUBT: Final = 2.0  # what a single word may lack
ENOUGH: Final = 80  # the words from which nothing may be
USUAL: Final = 60  # different words up to which each counts in full
KEPT: Final = 20_000  # words of which that is kept at hand
SHORTEST: Final = 3  # letters of a word that counts
FEWEST: Final = 25  # words that a share is taken of at least: a headline is no text
STEPS: Final = {
    "armed words": (1, 2, 3, 4, 5, 6, 8, 10, 13),
    "armed words a hundred": (0.5, 1, 1.5, 2, 3, 4, 5, 6, 8),
    "armed actors": (1, 2, 3),
    "words of one other matter": (1, 2, 3, 4, 5, 6, 8),
    "words that open a retelling": (1, 2, 3, 4),
}
OTHER: Final = "words of one other matter: 2 or more"
LEAD: Final = 150  # tokens in which a text on films, memorials and lives, which retells wars, says what it is


class Subject:
    """Tells reports of armed conflict from those of other matters."""

    def __init__(self, lexicon: Lexicon, war: War) -> None:
        self.weights, self.war = lexicon.subject, war
        self.topics = lexicon.cue_sets["topics"]
        self.retelling = [self.topics[each] for each in sorted(lexicon.cue_sets["condition"]["retelling"])]
        self.marked = war.warlike.union(*self.topics.values())  # words that are counted
        self.of_words = {each.removeprefix(WORD): one for each, one in self.weights.items() if each.startswith(WORD)}
        self._told = lru_cache(KEPT)(self._of_word)

    def is_war(self, tokens: Tokens, entities: Iterable[Entity]) -> bool:
        """Whether a report may tell of armed conflict."""
        words, amounts = self._seen(tokens, entities)
        others = ["base", *_reached(amounts)]
        doubt = 0.0 if OTHER in others else DOUBT * max(0.0, 1 - len(tokens.lowers) / ENOUGH)
        get, known = self.weights.get, self.of_words
        told = sum([known[each] for each in sorted(words & known.keys())])  # what has no weight adds nothing
        return sum([get(each, 0.0) for each in others]) + share(len(words)) * told > -doubt

    def features(self, tokens: Tokens, entities: Iterable[Entity]) -> Iterator[str]:
        """What speaks for and against it."""
        words, amounts = self._seen(tokens, entities)
        yield "base"
        yield from (WORD + each for each in sorted(words))
        yield from _reached(amounts)

    def _seen(self, tokens: Tokens, entities: Iterable[Entity]) -> tuple[set[str], list[tuple[str, float]]]:
        """The words that a report writes in small letters, without their plural, and what is counted of it."""
        lowers, warlike = tokens.lowers, self.war.warlike
        small = set(tokens.words)  # a word in small letters is among them as it is
        meant, words, armed = set[str](), set[str](), 0
        for lower, count in Counter(lowers).items():
            plain, marked, arms = self._told(lower)
            if plain and lower in small:
                meant.add(plain)
            words.update(marked)
            armed += count if arms else 0
        actors = {entity.value for entity in entities if entity.kind == "actor" and entity.value in self.war.armed}
        lead = {each for lower in dict.fromkeys(lowers[:LEAD]) for each in self._told(lower)[1]}
        return meant, [
            ("armed words", len(words & warlike)),
            ("armed words a hundred", 100 * armed / max(FEWEST, len(lowers))),
            ("armed actors", len(actors)),
            ("words of one other matter", max([len(words & topic) for topic in self.topics.values()])),
            ("words that open a retelling", max([len(lead & topic) for topic in self.retelling])),
        ]

    def _of_word(self, lower: str) -> tuple[str, tuple[str, ...], bool]:
        """A word without its plural ("" for none to weigh); which forms of it are counted; whether it is armed."""
        forms = singulars(lower)
        plain = forms[-1] if len(lower) >= SHORTEST and lower.isalpha() else ""
        return plain, tuple([each for each in forms if each in self.marked]), not self.war.warlike.isdisjoint(forms)


def score(weights: Mapping[str, float], features: Sequence[str]) -> float:
    """What the features of a report add up to; the words of a long one count for less, one by one."""
    words = [each for each in features if each.startswith(WORD)]
    others = [each for each in features if not each.startswith(WORD)]
    get = weights.get
    return sum([get(each, 0.0) for each in others]) + share(len(words)) * sum([get(each, 0.0) for each in words])


def share(words: int) -> float:
    """What each of so many different words counts for."""
    return min(1.0, sqrt(USUAL / max(1, words)))


def _reached(amounts: Iterable[tuple[str, float]]) -> list[str]:
    """Each step that amounts reach."""
    return [
        f"{name}: {step} or more" for name, much in amounts for step in STEPS[name][: bisect_right(STEPS[name], much)]
    ]
