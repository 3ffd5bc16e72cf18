"""A tag for each word of a sentence, from left to right: the one whose weights add up highest.

An averaged perceptron (M. Collins, "Discriminative training methods for hidden Markov models", 2002). A word that has
one tag only, and a word whose tag is given, are not asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contested.reading.syntax.features import around_keys, tag_keys
from contested.reading.syntax.lanes import Lanes
from contested.reading.syntax.words import Word

BEYOND: Final = 63  # the tag of what stands before the first word
EDGE: Final = Word(0, 0, 0, 0, -1, 0, ())


def context(words: Sequence[Word], i: int) -> tuple[int, ...]:
    """The keys of a word's features that hang on the words around it.

    Args:
        words: the sentence's words, two edges behind them.
        i: which word.
    """
    number, _, ending2, shape, _, _, _ = words[i]
    behind, behind_ending3, behind_ending2, behind_shape, _, _, _ = words[i + 1]
    before = words[i - 1][0] if i else 0
    before2 = words[i - 2][0] if i > 1 else 0
    ends = behind_ending3, behind_ending2
    return around_keys(shape, i == 0, number, ending2, before, before2, behind, *ends, behind_shape, words[i + 2][0])


def static_score(lanes: Lanes, word: Word) -> int:
    """What a word's own features add up to, with the bias."""
    return lanes.bias + sum(filter(None, map(lanes.get, word.keys)))


def tags_of(lanes: Lanes, words: list[Word], scores: Sequence[int], fixed: Mapping[int, int]) -> list[int]:
    """The numbers of the tags of a sentence's words.

    Args:
        words: the words, two edges behind them.
        scores: what each word's own features add up to.
        fixed: tags that are known, by place.
    """
    get, unpack, width = lanes.get, lanes.unpack, lanes.width
    found: list[int] = []
    tag1 = tag2 = BEYOND
    for i, score in enumerate(scores):
        tag = fixed.get(i, words[i][4])
        if tag < 0:
            word = words[i]
            told = tag_keys(tag1, tag2, word[0], word[1], words[i + 1][0])
            total = score + sum(filter(None, map(get, (*context(words, i), *told))))
            lane = unpack(total.to_bytes(width, "little"))
            tag = lane.index(max(lane))
        found.append(tag)
        tag1, tag2 = tag, tag1
    return found
