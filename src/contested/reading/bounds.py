"""A number with the words that widen it: "some 700", "at least twelve", "dozens", "between 15 and 20", "two thirds of".

Bounds of vague words and of modifiers are data with their sources (``knowledge/numbers.toml``).
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from contested.reading.labels import is_label
from contested.reading.numbers import numeral
from contested.reading.pieces import Pieces
from contested.reading.timetables import (
    CLOSED,
    CURRENCY,
    FRACTIONS,
    HARMED,
    MAGNITUDES,
    MODIFIERS,
    NONE_OF,
    PHRASES,
    VAGUE,
    WORDS,
)

TENTH: Final = 0.1  # how far off a round figure may be after "some", "about", "nearly"
RANGE: Final = frozenset(("-", "–", "—", "to", "or"))


class Amount(NamedTuple):
    """A number as read: pieces [first, last), bounds, best, whether the words leave it open, whether they are vague."""

    first: int
    last: int
    low: float | None
    high: float | None
    best: float | None
    approximate: bool
    vague: bool


def amount_at(p: Pieces, t: int, floor: int) -> Amount | None:
    """The number that begins at a piece, with the range and the modifier around it."""
    w = p.lowers
    word = w[t]
    if word == "no":
        return none_at(p, t)
    if word in CURRENCY:
        return None if t + 1 >= len(w) else money_at(p, t, floor)
    vague = vague_at(w, t)
    if vague is not None:
        return modified(p, vague, floor)
    if is_label(p, t):
        return None
    share = share_at(w, t)
    if share is not None:
        return modified(p, share, floor)
    exact = numeral(w, t)
    if exact is None:
        return None
    first = t - 1 if t - 1 >= floor and w[t - 1] in ("a", "an") and word in MAGNITUDES else t
    end, value = exact
    ranged = range_end(p, first, end, value)
    if ranged is not None:
        return modified(p, ranged, floor)
    return modified(p, Amount(first, end, value, value, value, False, False), floor)


def none_at(p: Pieces, t: int) -> Amount | None:
    """ "no civilians": zero, only of what reports count."""
    w = p.lowers
    ahead = w[t + 1 : t + 3]
    if (ahead[:1] and ahead[0] in NONE_OF) or (len(ahead) == 2 and ahead[1] in NONE_OF and ahead[0] not in CLOSED):
        return Amount(t, t + 1, 0.0, 0.0, 0.0, False, False)
    return None


def money_at(p: Pieces, t: int, floor: int) -> Amount | None:
    """ "$5 million"."""
    exact = numeral(p.lowers, t + 1)
    if exact is None:
        return None
    return modified(p, Amount(t, exact[0], exact[1], exact[1], exact[1], False, False), floor)


def vague_at(w: list[str], t: int) -> Amount | None:
    """A vague word or phrase: "dozens", "tens of thousands", "a few", "several hundred", "a number of"."""
    for length in (3, 1):
        row = VAGUE.get(" ".join(w[t : t + length])) if t + length <= len(w) else None
        if row is not None:
            return vague_row(w, t, length, row)
    return None


def vague_row(w: list[str], t: int, length: int, row: dict[str, Any]) -> Amount | None:
    """Bounds of a vague word, times the magnitude that follows; words that need "a ... of" are checked for it."""
    word = w[t]
    end = t + length
    first = t
    if word in ("couple", "number", "handful"):
        if w[end : end + 1] != ["of"] or not t or w[t - 1] not in ("a", "the", "large", "small"):
            return None
        large = w[t - 1] in ("large", "small")
        first = t - 1 - large
        if first < 0 or w[first] not in ("a", "the") or w[first] == "the":
            return None
    elif word == "many" and t and w[t - 1] in ("as", "how", "so"):
        return None
    elif word == "few":
        if not t or w[t - 1] != "a":
            return None
        first = t - 1
    elif word in ("scores", "tens") and w[end : end + 1] != ["of"] and (word == "tens" or not casualties(w, end)):
        return None
    factor = 1
    if word in ("few", "several", "couple", "many"):
        after = end + 1 if w[end : end + 1] == ["of"] and word == "couple" else end
        if after < len(w) and w[after] in MAGNITUDES and w[after] != "score":
            factor, end = MAGNITUDES[w[after]], after + 1
    low, best, high = (row.get(key) for key in ("low", "best", "high"))
    return Amount(first, end, scaled(low, factor), scaled(high, factor), scaled(best, factor), True, True)


def casualties(w: list[str], at: int) -> bool:
    """Whether a participle of harm follows: "scores killed", "scores were wounded"."""
    return at < len(w) and (w[at] in HARMED or w[at] in ("were", "are", "have"))


def scaled(value: float | None, factor: float) -> float | None:
    """A bound times a factor, rid of binary dust, a float as all are (tables have whole numbers); None stays None."""
    return None if value is None else round(float(value) * factor, 6)


def share_at(w: list[str], t: int) -> Amount | None:
    """ "two thirds of", "half of", "a quarter of": a share of one."""
    word = w[t]
    if word == "half" and w[t + 1 : t + 2] in (["of"], ["the"]):
        return Amount(t, t + 1, 0.5, 0.5, 0.5, False, False)
    over = t + 2 if w[t + 1 : t + 2] == ["-"] else t + 1
    if word in WORDS and over < len(w) and w[over] in FRACTIONS and w[over + 1 : over + 2] == ["of"]:
        value = WORDS[word] / FRACTIONS[w[over]]
        return Amount(t, over + 1, value, value, value, False, False) if 0 < value < 1 else None
    return None


def range_end(p: Pieces, first: int, end: int, value: float) -> Amount | None:
    """The second number of "10-15", "15 to 20", "between 15 and 20"."""
    w = p.lowers
    if end + 1 >= len(w):
        return None
    between = first > 0 and w[first - 1] == "between"
    joiner = w[end]
    if not (joiner in RANGE or (between and joiner == "and")):
        return None
    second = numeral(w, end + 1)
    if second is None or second[1] <= value:
        return None
    low = value
    scale = w[second[0] - 1]
    if scale in MAGNITUDES and value < 1000 and w[end - 1] not in MAGNITUDES and second[1] >= MAGNITUDES[scale] > value:
        low = value * MAGNITUDES[scale]  # two to three thousand
    if low >= second[1]:
        return None
    middle = (low + second[1]) / 2
    best = float(int(middle)) if low == int(low) and second[1] == int(second[1]) else middle
    return Amount(first - between, second[0], low, second[1], best, True, False)


def modified(p: Pieces, amount: Amount, floor: int) -> Amount:
    """Widen the bounds by the modifier before the number: "some", "at least", "more than", "up to"."""
    w = p.lowers
    first = amount.first
    for length in (3, 2):
        if first - length >= floor:
            sense = PHRASES.get(tuple(w[first - length : first]))
            if sense is not None:
                return bounded(amount, sense, first - length)
    if first - 1 >= floor:
        sense = MODIFIERS.get(w[first - 1])
        if sense is not None:
            return bounded(amount, sense, first - 1)
    after = amount.last
    if w[after : after + 2] == ["-", "plus"] or w[after : after + 1] in (["plus"], ["+"]):
        end = after + (2 if w[after] == "-" else 1)
        return bounded(amount._replace(last=end), "above", first)
    if w[after : after + 2] == ["or", "more"]:
        return bounded(amount._replace(last=after + 2), "above", first)
    return amount


def bounded(amount: Amount, sense: str, first: int) -> Amount:
    """An amount after its modifier."""
    low, high, best = amount.low, amount.high, amount.best
    if amount.vague:
        return amount._replace(first=first, high=None if sense == "above" else high)
    if sense == "above":
        return amount._replace(first=first, high=None, approximate=True)
    if sense == "under":
        return amount._replace(first=first, low=None, approximate=True)
    if sense == "approximate":
        return amount._replace(
            first=first, low=scaled(low, 1 - TENTH), high=scaled(high, 1 + TENTH), best=best, approximate=True
        )
    if sense == "below":
        return amount._replace(first=first, low=scaled(low, 1 - TENTH), approximate=True)
    return amount._replace(first=first)
