"""What a report is about: armed conflict, or another matter that is told in words of war ("a siege of the champions").

A table of named features (``knowledge/subject.csv``) is added up: the words that a report writes in small letters, how
many of them are of armed force or of another matter (the topics in ``knowledge/cues.toml``), and how many armed actors
it names. Names of people and places count for nothing, so that a war that nobody has taught it is one all the same.
Above nought a report is of armed conflict, a sentence or two without
words of another matter a little below too, since they show little; of any other no event is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

from contested.reading.constructions import singulars
from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.setting import War
from contested.reading.tokens import Tokens

WORD = "word: "
DOUBT, ENOUGH = 2.0, 80  # what a single word may lack, and the words from which nothing may be
USUAL = 60  # different words up to which each counts in full
SHORTEST = 3  # letters of a word that counts
FEWEST = 25  # words that a share is taken of at least: a headline is no text
STEPS = {
    "armed words": (1, 2, 3, 4, 5, 6, 8, 10, 13),
    "armed words a hundred": (0.5, 1, 1.5, 2, 3, 4, 5, 6, 8),
    "armed actors": (1, 2, 3),
    "words of one other matter": (1, 2, 3, 4, 5, 6, 8),
    "words that open a retelling": (1, 2, 3, 4),
}
OTHER = "words of one other matter: 2 or more"
LEAD = 150  # tokens in which a text on films, memorials and lives, which retells wars, says what it is


class Subject:
    """Tells reports of armed conflict from those of other matters."""

    def __init__(self, lexicon: Lexicon, war: War) -> None:
        self.weights, self.war = lexicon.subject, war
        self.topics = lexicon.cue_sets["topics"]
        self.retelling = [self.topics[each] for each in sorted(lexicon.cue_sets["condition"]["retelling"])]

    def is_war(self, tokens: Tokens, entities: Iterable[Entity]) -> bool:
        """Whether a report may tell of armed conflict."""
        features = list(self.features(tokens, entities))
        doubt = 0.0 if OTHER in features else DOUBT * max(0.0, 1 - len(tokens.lowers) / ENOUGH)
        return score(self.weights, features) > -doubt

    def features(self, tokens: Tokens, entities: Iterable[Entity]) -> Iterator[str]:
        """What speaks for and against it."""
        yield "base"
        small = {lower for word, lower in zip(tokens.words, tokens.lowers, strict=True) if word == lower}
        small = {each for each in small if len(each) >= SHORTEST and each.isalpha()}
        yield from (WORD + each for each in sorted({singulars(each)[-1] for each in small}))
        different, warlike = set(tokens.lowers), self.war.warlike
        words = {each for lower in different for each in singulars(lower)}
        arms = {lower for lower in different if not warlike.isdisjoint(singulars(lower))}
        armed = [lower for lower in tokens.lowers if lower in arms]
        actors = {entity.value for entity in entities if entity.kind == "actor" and entity.value in self.war.armed}
        yield from _steps("armed words", len(words & self.war.warlike))
        yield from _steps("armed words a hundred", 100 * len(armed) / max(FEWEST, len(tokens.lowers)))
        yield from _steps("armed actors", len(actors))
        yield from _steps("words of one other matter", max(len(words & topic) for topic in self.topics.values()))
        lead = {each for lower in set(tokens.lowers[:LEAD]) for each in singulars(lower)}
        yield from _steps("words that open a retelling", max(len(lead & topic) for topic in self.retelling))


def score(weights: Mapping[str, float], features: Sequence[str]) -> float:
    """What the features of a report add up to; the words of a long one count for less, one by one."""
    words = [each for each in features if each.startswith(WORD)]
    others = [each for each in features if not each.startswith(WORD)]
    get = weights.get
    return sum([get(each, 0.0) for each in others]) + share(len(words)) * sum([get(each, 0.0) for each in words])


def share(words: int) -> float:
    """What each of so many different words counts for."""
    return min(1.0, sqrt(USUAL / max(1, words)))


def _steps(name: str, amount: float) -> Iterator[str]:
    """Each step that an amount reaches."""
    for step in STEPS[name][: bisect_right(STEPS[name], amount)]:
        yield f"{name}: {step} or more"
