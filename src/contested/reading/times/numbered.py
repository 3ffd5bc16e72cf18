"""How many of a unit of time: what stands before "days", "weeks", "years", and the TIMEX3 duration it makes."""

from __future__ import annotations

from typing import Final, NamedTuple

from contested.reading.numbers import numeral_before
from contested.reading.pieces import Pieces
from contested.reading.times.parts import near, touches
from contested.reading.timetables import AFTER, APPROX, BEFORE, BETWEEN, ORDINALS, VAGUE_COUNT

# before these "over" says how much, else it is a preposition: "for over a year", "sorties over 42 days"
AMOUNT_FRAMES: Final = frozenset(
    ("for", "just", "in", "after", "took", "lasted", "last", "well", "of", "by", "lasting", "nearly")
)


class Left(NamedTuple):
    """What stands before a unit: its first piece, the number (None, or -1 for a vague one), the words found."""

    first: int
    number: float | None
    words: frozenset[str]
    ordinal: int | None
    hyphen: bool


def duration(number: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units; None or -1 is an unknown number."""
    if unit == "2W":
        number, unit = (number * 2 if number is not None and number > 0 else number), "W"
    if unit == "WE":
        return "P1WE" if number in (None, 1) else f"P{amount(number)}WE"
    count = amount(number)
    return f"PT{count}{unit[1]}" if unit[0] == "T" else f"P{count}{unit}"


def amount(number: float | None) -> str:
    """A number as TIMEX3 writes it in a duration."""
    if number is None or number < 0:
        return "X"
    return str(int(number)) if number == int(number) else f"{number:g}"


def before_unit(p: Pieces, t: int, floor: int) -> Left:
    """Read leftwards from a unit: adjectives, "last", ordinals, then a number or a vague word."""
    w = p.lowers
    k = t - 1
    hyphen = k > floor and w[k] in ("-", "–") and touches(p, t) and touches(p, k)
    if hyphen:
        k -= 1
    words: set[str] = set()
    ordinal: int | None = None
    first = t
    if not hyphen:
        first, k, ordinal = adjectives(p, k, floor, words, t)
    if k >= floor and near(p, k + 1) and (hyphen or w[k] != "-"):
        found = numeral_before(w, k, floor)
        if found is not None and w[k] != "and":
            return extend(p, found[0], found[1], words, ordinal, hyphen, floor)
        if w[k] in VAGUE_COUNT and not hyphen:
            return extend(p, k, -1.0, words, ordinal, hyphen, floor)
        if w[k] == "of" and k - 1 >= floor and w[k - 1] in VAGUE_COUNT:
            return extend(p, k - 1, -1.0 if w[k - 1] != "couple" else 2.0, words, ordinal, hyphen, floor)
        if w[k] in ("a", "an"):
            return extend(p, k, 1.0, words, ordinal, hyphen, floor)
    return Left(first, None, frozenset(words), ordinal, False)


def adjectives(p: Pieces, k: int, floor: int, words: set[str], t: int) -> tuple[int, int, int | None]:
    """Walk over up to three adjectives and selectors to the left: (first piece, next piece to read, ordinal)."""
    w = p.lowers
    first, ordinal = t, None
    for _ in range(3):
        if k < floor or not near(p, k + 1):
            break
        word = w[k]
        if word in BEFORE or word in AFTER or word in ("this", "that", "same", "these", "those", "current"):
            words.add(word)
        elif (word in ORDINALS and word != "second") or (word == "second" and k - 1 >= floor and w[k - 1] == "the"):
            ordinal = ORDINALS[word]
        elif word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdecimal() and len(word) < 5:
            ordinal = int(word[:-2])
        elif word in BETWEEN or (word == "-" and w[k + 1] in ("plus", "odd")) or (word[-2:] == "ly" and k - 1 >= floor):
            words.add(word)
        else:
            break
        first = k
        k -= 1
    return first, k, ordinal


def extend(
    p: Pieces, first: int, number: float, words: set[str], ordinal: int | None, hyphen: bool, floor: int
) -> Left:
    """Take in what stands before the number: "the last", "more than", "nearly"."""
    w = p.lowers
    k = first - 1
    if w[first] in VAGUE_COUNT and k >= floor and w[k] in ("a", "the", "these", "those"):
        first, k = k, k - 1
    while k >= floor and near(p, k + 1) and not hyphen:
        word = w[k]
        if (
            word in BEFORE
            or word in AFTER
            or word in ("same", "these", "those")
            or (word in ("this", "that") and number != 1)
        ):
            words.add(word)
        elif word in ORDINALS and word not in ("second",) and k - 1 >= floor and w[k - 1] in ("the", "its", "their"):
            ordinal = ORDINALS[word]
        elif word == "the":
            pass
        else:
            break
        first = k
        if word == "the":
            break
        k -= 1
    if not hyphen:
        first = approximate(p, first, floor)
    return Left(first, number, frozenset(words), ordinal, hyphen)


def approximate(p: Pieces, first: int, floor: int) -> int:
    """The first piece of "more than", "nearly", "only", "at least", "a little over" before a duration."""
    w = p.lowers
    k = first - 1
    if k < floor or not near(p, first):
        return first
    word, before = w[k], w[k - 1] if k - 1 >= floor else ""
    if word == "than" and before in ("more", "less", "fewer", "longer", "shorter"):
        return with_little(w, k - 1, floor)
    if (word == "to" and before in ("up", "close")) or (word in ("least", "most") and before == "at"):
        return k - 1
    if word not in APPROX or (word in ("over", "about", "around") and w[first] in ("the", "this", "that")):
        return first
    if word == "over" and before and before not in AMOUNT_FRAMES:
        return first
    if word in ("only", "just"):
        return approximate(p, k, floor) if before not in ("only", "just") else k
    return k - 1 if (word in ("over", "under") and before == "well") or (word == "mere" and before == "a") else k


def with_little(w: list[str], k: int, floor: int) -> int:
    """Take in "a little" before "more"."""
    if k - 1 >= floor and w[k - 1] == "little":
        return k - 2 if k - 2 >= floor and w[k - 2] == "a" else k - 1
    return k
