"""What the tagger and the parser see of a word: its number, its endings and beginnings, its shape.

A word that the training data hardly had goes by its shape and last letters ("<xing"), so that it is treated like others
of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

NOTHING: Final = 0  # the number of a word that is not there: before the first, after the last
UNKNOWN: Final = 1
UNSEEN: Final = (1 << 20) - 1  # the number of letters that no feature speaks of
SHAPES: Final[dict[str, int]] = {"x": 1, "X": 2, "XX": 3, "9": 4, ".": 5, "x-": 6, "X-": 7, "XX-": 8, "9-": 9, ".-": 10}
NO_MARK: Final = 0
COMMA: Final = 1
OTHER_MARK: Final = 2


class Word(NamedTuple):
    """A word in numbers, whatever stands around it.

    ``sure`` is the number of its tag where it has only one, else -1; ``mark`` says whether it is a comma or another
    mark; ``ending3`` and ``ending2`` are numbers of its last letters.
    """

    number: int
    ending3: int
    ending2: int
    shape: int
    sure: int
    mark: int
    keys: tuple[int, ...]


def shape(word: str) -> str:
    """A word's shape: small, Capital, CAPITALS, digits or a mark; and whether it has a hyphen."""
    first = word[0]
    if first.isdigit():
        kind = "9"
    elif not first.isalnum():
        kind = "."
    elif not first.isupper():
        kind = "x"
    else:
        kind = "XX" if len(word) > 1 and word.isupper() else "X"
    return kind + "-" if "-" in word[1:] else kind


def stand_in(word: str) -> str:
    """What stands in the vocabulary for a word that is not in it."""
    kind = shape(word)
    if kind[0] == "9":
        return f"<9{min(len(word), 5)}"
    return f"<{kind}{word[-3:].lower()}"


class Vocabulary:
    """Words and letter groups by number.

    Args:
        numbers: lower-case words and stand-ins -> number, from 2.
        letters: letter groups -> number, from 1: "3" and "2" before endings of so many letters, "4" of four; "p" and
            "q" before beginnings of two and three.
        sure: lower-case words that have one tag only -> its number.
    """

    def __init__(self, numbers: Mapping[str, int], letters: Mapping[str, int], sure: Mapping[str, int]) -> None:
        self.numbers, self.letters, self.sure = numbers, letters, sure

    def number(self, word: str, lower: str) -> int:
        """The number of a word, of what stands in for it, or of its shape."""
        numbers = self.numbers
        return numbers.get(lower) or numbers.get(stand_in(word)) or numbers.get("<" + shape(word)) or UNKNOWN

    def word(self, word: str) -> Word:
        """A word in numbers, with the keys of the tagger's features that hang on it alone."""
        lower = word.lower()
        letters = self.letters.get
        number = self.number(word, lower)
        ending3, ending2 = letters("3" + lower[-3:], UNSEEN), letters("2" + lower[-2:], UNSEEN)
        keys = (
            number << 6 | 1,
            ending3 << 6 | 2,
            ending2 << 6 | 3,
            letters("p" + lower[:2], UNSEEN) << 6 | 4,
            letters("4" + lower[-4:], UNSEEN) << 6 | 6,
            letters("q" + lower[:3], UNSEEN) << 6 | 7,
        )
        mark = NO_MARK if word[0].isalnum() else COMMA if word == "," else OTHER_MARK
        return Word(number, ending3, ending2, SHAPES[shape(word)], self.sure.get(lower, -1), mark, keys)


def letter_groups(lower: str) -> tuple[str, ...]:
    """The letter groups of a lower-case word, as a vocabulary names them."""
    return "3" + lower[-3:], "2" + lower[-2:], "4" + lower[-4:], "p" + lower[:2], "q" + lower[:3]
