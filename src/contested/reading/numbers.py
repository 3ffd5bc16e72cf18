"""Numbers in words and figures: "1,500", "2.5 million", "twenty-five", "two hundred and fifty", "half a million".

Exact numerals only; vague words and modifiers ("dozens", "some 700") are `counts`' part. Every reader here looks at a
bounded number of pieces.
"""

from __future__ import annotations

from typing import Final

from contested.reading.timetables import MAGNITUDES, WORDS

REACH: Final = 12
SUFFIXES: Final = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}
DIGITS: Final = frozenset("0123456789")


def figure(word: str) -> float | None:
    """The value of a token of figures ("1,500", "2.5", "3k"), or None; "10:30" and "9th" are none."""
    if word.isascii() and word.isdecimal():
        return float(word) if len(word) <= 15 else None
    body = word.rstrip("kmnb")
    factor = SUFFIXES.get(word[len(body) :]) if len(body) < len(word) else 1
    if factor is None or not body or len(body) > 20 or not body[-1].isdecimal():
        return None
    parts = body.split(",")
    if len(parts) > 1 and not (1 <= len(parts[0]) <= 3 and all(len(part.split(".")[0]) == 3 for part in parts[1:])):
        return None
    plain = "".join(parts)
    if not set(plain) <= DIGITS | {"."} or plain.count(".") > 1:
        return None
    return float(plain) * factor


def starts_number(word: str) -> bool:
    """Whether a piece can begin or continue a numeral."""
    return word in WORDS or word in MAGNITUDES or ("0" <= word < ":" and figure(word) is not None)


def numeral(lowers: list[str], at: int, stop: int | None = None) -> tuple[int, float] | None:
    """The exact numeral that begins at a piece: (piece after it, value), or None."""
    stop = min(len(lowers), at + REACH) if stop is None else stop
    if at >= stop:
        return None
    word = lowers[at]
    if word == "half" and lowers[at + 1 : at + 2] in (["a"], ["an"]) and at + 2 < stop and lowers[at + 2] in MAGNITUDES:
        return at + 3, MAGNITUDES[lowers[at + 2]] / 2
    if word in ("a", "an"):
        if at + 1 < stop and lowers[at + 1] in MAGNITUDES and lowers[at + 1] != "score":
            return magnified(lowers, at + 1, 1.0, stop)
        return None
    value = figure(word) if "0" <= word < ":" else WORDS.get(word)
    if value is None:
        return magnified(lowers, at, 1.0, stop) if word in MAGNITUDES and word not in ("score", "millions") else None
    end = at + 1
    if 20 <= value < 100 and value % 10 == 0 and word in WORDS:
        joint = end + 1 if lowers[end : end + 1] == ["-"] else end
        ones = WORDS.get(lowers[joint], 0) if joint < stop else 0
        if 0 < ones < 10:
            value, end = value + ones, joint + 1
    return magnified(lowers, end, float(value), stop)


def magnified(lowers: list[str], at: int, value: float, stop: int) -> tuple[int, float]:
    """A numeral's value so far with the magnitudes, the rest of the number and the halves that follow it."""
    total = 0.0
    while at < stop:
        word = lowers[at]
        hyphen = word == "-" and at + 1 < stop and lowers[at + 1] in MAGNITUDES
        if hyphen:
            at, word = at + 1, lowers[at + 1]
        if word in MAGNITUDES:
            value *= MAGNITUDES[word]
            at += 1
            continue
        rest = at + 1 if word == "and" else at
        if value >= 100 and value % 100 == 0 and rest < stop and lowers[rest] in WORDS and lowers[at - 1] in MAGNITUDES:
            tail = numeral(lowers, rest, stop)
            if tail is not None and tail[1] < value:
                return tail[0], total + value + tail[1]
        if word == "and" and at + 1 < stop:
            half = at + 2 if lowers[at + 1] in ("a", "one") else at + 1
            if half < stop and lowers[half] == "half":
                return half + 1, total + value + 0.5
        break
    return at, total + value


def numeral_before(lowers: list[str], last: int, floor: int) -> tuple[int, float] | None:
    """The exact numeral that ends with piece ``last``: (its first piece, value), or None."""
    first = last
    word = lowers[last]
    if not (starts_number(word) or word == "half"):
        return None
    while first > floor and last - first < REACH - 2:
        before = lowers[first - 1]
        if starts_number(before) or before in ("-", "half", "a", "an") or (before == "and" and first < last + 1):
            first -= 1
        else:
            break
    while first <= last:
        if lowers[first] not in ("-", "and"):
            found = numeral(lowers, first)
            if found is not None and found[0] == last + 1:
                return first, found[1]
        first += 1
    return None
