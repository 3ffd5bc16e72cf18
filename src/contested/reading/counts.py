"""Quantities in a report: "some 700", "dozens", "between 15 and 20", "thousands of square kilometres", "two thirds of".

Each says its bounds and best figure, what unit it has, and which noun it counts. Bounds of vague words and of modifiers
are data with their sources (``knowledge/numbers.toml``). Numbers inside times are left to `times`; numbers that name
("Resolution 2254", "T-72") are none.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from contested.reading.numbers import numeral
from contested.reading.pieces import Pieces, take_apart
from contested.reading.times import TimeSpan
from contested.reading.timetables import (
    CLOSED,
    CURRENCY,
    FRACTIONS,
    MAGNITUDES,
    MEASURES,
    MODIFIERS,
    MONTHS,
    NONE_OF,
    NUMBERED,
    PHRASES,
    PLURALS,
    SQUARE,
    UNITS,
    VAGUE,
    WORDS,
)
from contested.reading.tokens import Tokens

TENTH = 0.1  # how far off a round figure may be after "some", "about", "nearly"
DONE = frozenset(("killed", "wounded", "injured", "dead"))
REACH = 7  # pieces looked at for the noun
OPENERS = frozenset({*WORDS, *MAGNITUDES, *(key.split()[0] for key in VAGUE), "no", "half", "a", "an", *CURRENCY})
OPENERS -= {"zero", "a", "an"}
RANGE = frozenset(("-", "–", "—", "to", "or"))


class Quantity(NamedTuple):
    """How many: tokens [first, last) and offsets of the number with its unit, bounds, best figure, unit and head noun.

    ``what``: area_km2, distance_km, mass_t, money, percent, share, calibre_mm, age_years, degrees; None for a plain
    number of the noun at token ``head`` (None where no noun is near). ``low`` or ``high`` is None where the words set
    no such bound. Areas, distances and masses are converted to km2, km and tonnes.
    """

    first: int
    last: int
    start: int
    end: int
    low: float | None
    high: float | None
    best: float | None
    approximate: bool
    what: str | None
    head: int | None


class Amount(NamedTuple):
    """A number as read: pieces [first, last), bounds, best, whether the words leave it open, whether they are vague."""

    first: int
    last: int
    low: float | None
    high: float | None
    best: float | None
    approximate: bool
    vague: bool


def find_counts(tokens: Tokens, times: list[TimeSpan] | None = None, pieces: Pieces | None = None) -> list[Quantity]:
    """The quantities of a report, in text order, without those inside ``times``."""
    p = pieces if pieces is not None else take_apart(tokens)
    spans = times or []
    out: list[Quantity] = []
    openers = OPENERS
    floor = later = 0
    for t in [i for i, word in enumerate(p.lowers) if word in openers or "0" <= word < ":"]:
        if t < floor:
            continue
        while later < len(spans) and spans[later].end <= p.starts[t]:
            later += 1
        if later < len(spans) and spans[later].start <= p.starts[t]:
            continue
        found = amount_at(p, t, floor)
        if found is None:
            continue
        quantity = complete(p, found)
        if quantity is not None:
            if later < len(spans) and spans[later].start < quantity[0].end:
                continue
            out.append(quantity[0])
            floor = quantity[1]
    return out


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
    if names(p, t):
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
    return at < len(w) and (w[at] in DONE or w[at] in ("were", "are", "have"))


def scaled(value: float | None, factor: float) -> float | None:
    """A bound times a factor, rid of binary dust; None stays None."""
    return None if value is None else round(value * factor, 6)


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
        if sense is not None and not (
            w[first - 1] in ("over", "under", "below", "above", "around", "just", "only") and first < 1
        ):
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


def names(p: Pieces, t: int) -> bool:
    """Whether a number is a name: "Resolution 2254", "Task Force 50", "Mi-24", a list's "1."."""
    w = p.lowers
    if not t:
        return len(w) > 1 and w[1] in (".", ")") and w[0].isdecimal()
    before = w[t - 1]
    if (
        before in NUMBERED
        and before != "no"
        and not (before in ("force", "area") and p.text[p.starts[t - 1]].islower())
    ):
        return p.text[p.starts[t - 1]].isupper() or before in (
            "resolution",
            "article",
            "flight",
            "number",
            "page",
            "phase",
        )
    glued = p.starts[t] == p.ends[t - 1]
    if glued and (before in "#/._@:)" or (before in "-–" and t > 1 and w[t - 2][-1:].isalnum())):
        return True
    after = t + 1
    if after + 1 < len(w) and p.starts[after] == p.ends[t] and (w[after] == "/" or falls(w, t)):
        return True
    if before[0].isalpha() and p.text[p.starts[t - 1]].isupper() and before not in CLOSED and before not in MODIFIERS:
        acronym = p.text[p.starts[t - 1] : p.ends[t - 1]].isupper()
        opens = (t < 2 or not w[t - 2][0].isalnum()) and not acronym
        follows = w[after] if after < len(w) else "."
        return not opens and (not follows[0].isalpha() or follows in CLOSED) and before not in MONTHS
    return False


def falls(w: list[str], t: int) -> bool:
    """Whether figures are joined to no larger figures, as in a telephone number ("910-432")."""
    if w[t + 1] not in ("-", "–") or not w[t].isdecimal() or not w[t + 2 : t + 3] or not w[t + 2].isdecimal():
        return False
    return int(w[t][:15]) >= int(w[t + 2][:15]) or w[t + 3 : t + 4] == ["-"]


def complete(p: Pieces, amount: Amount) -> tuple[Quantity, int] | None:
    """An amount with its unit and its head noun, and the piece after it; None where it is no quantity."""
    w = p.lowers
    n = len(w)
    first, end = amount.first, amount.last
    word = w[end] if end < n else ""
    hyphen = word == "-" and end + 1 < n
    if hyphen:
        word, end = w[end + 1], end + 1
    if word == "of" and end + 1 < n and not hyphen and (w[end + 1] in MEASURES or w[end + 1] in SQUARE):
        end, word = end + 1, w[end + 1]
    if word == "of" and w[end + 1 : end + 2] in (["a"], ["an"]) and w[end + 2 : end + 3] and w[end + 2] in MEASURES:
        end, word = end + 2, w[end + 2]  # three quarters of a mile
    unit = measure_at(w, end)
    if unit is not None:
        return measured(p, amount, unit)
    if word in UNITS:
        return aged(p, amount, end) if w[end + 1 : end + 3] == ["-", "old"] or w[end + 1 : end + 2] == ["old"] else None
    if hyphen:
        return None if word[:1].isalpha() else (quantity(p, amount, first, amount.last, None, None), amount.last)
    if any(mark in CURRENCY for mark in w[first : amount.last]):
        return quantity(p, amount, first, amount.last, "money", None), amount.last
    share = amount.best is not None and 0 < amount.best < 1 and not amount.vague
    if (
        w[amount.last - 1] == "one"
        and amount.last - 1 == first
        and (word in ("of", "another", "-", "'s", "day", "side", "by") or not word)
    ):
        return None
    if w[first] == "one" and not word[:1].isalpha():
        return None
    head = head_noun(p, amount)
    if head is None and w[first] == "one":
        return None
    return quantity(p, amount, first, amount.last, "share" if share else None, head), amount.last


def measure_at(w: list[str], at: int) -> tuple[int, str, float] | None:
    """The unit of measure at a piece: (piece after it, what it measures, factor to km, km2 or tonnes)."""
    if at >= len(w):
        return None
    word = w[at]
    if word in SQUARE:
        after = at + 2 if w[at + 1 : at + 2] in (["."], ["-"]) else at + 1
        row = MEASURES.get(w[after]) if after < len(w) else None
        if row is not None and row["what"] == "distance_km":
            return after + 1, "area_km2", float(row["factor"]) ** 2
        return None
    if word == "per" and w[at + 1 : at + 2] == ["cent"]:
        return at + 2, "percent", 1.0
    row = MEASURES.get(word)
    if row is None:
        return None
    if word in ("km", "m") and w[at + 1 : at + 2] in (["²"], ["2"]):
        return at + 2, "area_km2", float(row["factor"]) ** 2
    return at + 1, str(row["what"]), float(row["factor"])


def measured(p: Pieces, amount: Amount, unit: tuple[int, str, float]) -> tuple[Quantity, int]:
    """An amount of a unit, converted."""
    end, what, factor = unit
    scaled_amount = amount._replace(
        low=scaled(amount.low, factor), high=scaled(amount.high, factor), best=scaled(amount.best, factor)
    )
    return quantity(p, scaled_amount, amount.first, end, what, None), end


def aged(p: Pieces, amount: Amount, end: int) -> tuple[Quantity, int]:
    """ "42-year-old"."""
    last = end + (3 if p.lowers[end + 1] == "-" else 2)
    return quantity(p, amount, amount.first, last, "age_years", None), last


def head_noun(p: Pieces, amount: Amount) -> int | None:
    """The piece of the noun that a number counts: the first plural of the group behind it, or its last word."""
    w = p.lowers
    j = amount.last
    if w[j : j + 1] == ["of"]:
        j += 1
        while j < len(w) and w[j] in ("the", "its", "their", "his", "these", "those", "our", "other"):
            j += 1
    single = amount.best == 1
    last: int | None = None
    for i in range(j, min(len(w), j + REACH)):
        word = w[i]
        if word in ("'s", "’s", "'", "’", "-") and i > j:
            last = None
            continue
        if word in CLOSED or not word[0].isalpha():
            break
        upper = p.text[p.starts[i] : p.ends[i]].isupper() and len(word) > 1
        if not single and not upper and (word in PLURALS or (word[-1] == "s" and word[-2:] not in ("ss", "us", "is"))):
            follows = w[i + 1] if i + 1 < len(w) else ""
            if follows in ("'", "’") and w[i + 2 : i + 3] and w[i + 2][0].isalpha() and w[i + 2] not in CLOSED:
                continue
            if not (
                follows in PLURALS - DONE
                or (follows[-1:] == "s" and follows not in CLOSED and p.text[p.starts[i]].isupper())
            ):
                return i
        if last is not None and word[-2:] == "ed" and word not in PLURALS:
            break
        last = i
    return last


def quantity(p: Pieces, amount: Amount, first: int, last: int, what: str | None, head: int | None) -> Quantity:
    """The finished value, in tokens and offsets."""
    return Quantity(
        p.owner[first],
        p.owner[last - 1] + 1,
        p.starts[first],
        p.ends[last - 1],
        amount.low,
        amount.high,
        amount.best,
        amount.approximate,
        what,
        None if head is None else p.owner[head],
    )
