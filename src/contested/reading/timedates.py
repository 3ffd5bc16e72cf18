"""Dates by name and number: months, years, decades, centuries, seasons, weekdays, feasts, numeric dates, clock times."""

from __future__ import annotations

import re

from contested.reading.calendar import valid
from contested.reading.timetables import (
    CLOSED,
    DAYPARTS,
    DECADES,
    EDGES,
    FEASTS,
    FRAMES,
    MAGNITUDES,
    MEASURES,
    MONTHS,
    NUMBERED_YEAR,
    ORDINALS,
    PLURALS,
    SEASONS,
    UNITS,
    WEEKDAYS,
    ZONES,
)
from contested.reading.pieces import Pieces
from contested.reading.timeparts import (
    JOINERS,
    Found,
    about_before,
    attributive,
    bc_after,
    day_number,
    edge_before,
    near,
    part_before,
    shared_year,
    touches,
    which_before,
    with_article,
    year_after,
    year_number,
)

NUMERIC = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:t\d*)?$|(\d\d?)[./-](\d\d?)[./-](\d{4}|\d\d)$|(\d{4})/(\d\d?)/(\d\d?)$")
CLOCK = re.compile(r"(\d\d?)(?::(\d\d))?(?::\d\d)?(am|pm|hrs|h|z)?$")
MERIDIEM = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12, "a.m": 0, "p.m": 12}
UNSURE = frozenset(("may", "march", "mar", "jan", "apr", "jun", "jul", "sep", "oct", "nov", "dec", "feb", "aug", "sept"))
STRICT = FRAMES - {"the", "and", "to", "or", "for", "of", "over", "about", "around", "on", "at", "after", "through"}
AUXILIARY = frozenset(("was", "were", "is", "are", "had", "has", "have", "will", "saw", "when", "as", "in", "at", "by"))


def month_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """The date around a month's name, with the other days of a range that shares it."""
    w = p.lowers
    month, end = MONTHS[w[t]], t + 1
    if end < len(w) and w[end] == "." and len(w[t]) <= 4 and touches(p, end) and w[t] not in ("may", "june", "july"):
        if end + 1 == len(w) or not p.text[p.starts[end + 1]].isupper():
            end += 1
    out: list[Found] = []
    day, first = left_day(p, t, floor)
    if day is None:
        day, end = right_day(p, t, end)
    day_end = end
    year, end = year_after(p, end)
    second: tuple[int, int, int] | None = None
    if day is not None and year is None and first == t:
        second = right_range(p, day_end)
        if second:
            year, after = year_after(p, second[2])
            second = (second[0], second[1], after)
    bare = day is None and year is None
    if bare and not month_is_meant(p, t, end, floor):
        return out
    if year is None:
        year = shared_year(p, end, month)
    if day is not None and not valid(year if isinstance(year, int) else None, month, day):
        return out
    if first < t:
        out = left_range(p, first, floor, year, month)
    low = out[-1].last if out else floor
    first, year, part, edge, portion = before_month(p, first, low, year, day)
    clock = clock_at(p, end, end) if day is not None and end < len(w) and near(p, end) else []
    if clock and clock[0].op == "clock":
        out.append(Found(first, clock[0].last, "clock", (*clock[0].args[:3], year, month, day)))
        return out
    out.append(Found(first, end if second is None else day_end, "date", (year, month, day, part, portion), edge))
    if second is not None and valid(year if isinstance(year, int) else None, month, second[0]):
        out.append(Found(second[1], second[2], "date", (year, month, second[0], "", ""), ""))
    return out


def month_is_meant(p: Pieces, t: int, end: int, floor: int) -> bool:
    """Whether a month's name without day and year is the month: "May" and "March" need more than a capital."""
    w = p.lowers
    word = w[t]
    if not p.text[p.starts[t]].isupper():
        return False
    before = w[t - 1] if t else ""
    if word == "may" or len(word) <= 3:
        joined = end + 1 < len(w) and w[end] in JOINERS and w[end + 1] in MONTHS
        framed = before in FRAMES - {"the", "and"} or before in EDGES or before in ("last", "next", "this", "previous")
        return framed or joined or (before in JOINERS and t >= 2 and w[t - 2] in MONTHS)
    return not (word == "march" and (before in ("long", "the", "'s") or named(p, t)))


def named(p: Pieces, t: int) -> bool:
    """Whether piece ``t`` is part of a name: a capitalised word that opens no sentence stands right before it."""
    w = p.lowers
    if not t or w[t - 1] in FRAMES or w[t - 1] in EDGES or not near(p, t):
        return False
    begin = p.starts[t - 1]
    opens = t < 2 or w[t - 2] in (".", "!", "?", ":", '"') or not near(p, t - 1)
    return p.text[begin].isupper() and not opens


def before_month(
    p: Pieces, first: int, floor: int, year: int | str | None, day: int | None
) -> tuple[int, int | str | None, str, str, str]:
    """What stands before a month or day: a weekday, a part of the day, an edge, "last"."""
    w = p.lowers
    part = edge = portion = ""
    k = first - 1
    if day is not None:
        comma = k - 1 if k >= floor and w[k] in (",", "the") else k
        if comma >= floor and w[comma] in WEEKDAYS and w[comma] not in DAYPARTS:
            first = comma
        part, first = part_before(p, first - 1, floor)
        return first, year, part, edge, portion
    edge, portion, first = edge_before(p, first, floor)
    if not edge:
        which, start = which_before(p, first, floor)
        if which and which != "each" and year is None:
            first, year = start, which
            edge, portion, first = edge_before(p, first, floor)
    return about_before(p, first, floor), year, part, edge, portion


def left_day(p: Pieces, t: int, floor: int) -> tuple[int | None, int]:
    """The day number before a month ("9 May", "the 9th of May"): (day, its first piece)."""
    w = p.lowers
    k = t - 1
    if k < floor or not near(p, t):
        return None, t
    if w[k] == "of" and k - 1 >= floor:
        day = day_number(w[k - 1]) if not w[k - 1].isdigit() else None
        return (day, with_article(w, k - 1, floor)) if day else (None, t)
    day = day_number(w[k])
    if day is None or (k - 1 >= floor and w[k - 1] in MONTHS):
        return None, t
    return day, with_article(w, k, floor)


def right_day(p: Pieces, t: int, end: int) -> tuple[int | None, int]:
    """The day number after a month ("May 9", "May the 9th"): (day, piece after it)."""
    w = p.lowers
    at = end + 1 if end < len(w) and w[end] == "the" else end
    if at >= len(w) or not near(p, at):
        return None, end
    day = day_number(w[at])
    if day is None or (at > end and w[at].isdigit()):
        return None, end
    following = w[at + 1] if at + 1 < len(w) else ""
    if t and w[t - 1] == "in" and w[at].isdigit() and following[:1].isalpha() and following not in AUXILIARY:
        return None, end  # in May 20 people
    if following in ("%", "percent", "per") or following in MONTHS or following in MAGNITUDES:
        return None, end
    return day, at + 1


def right_range(p: Pieces, j: int) -> tuple[int, int, int] | None:
    """The second day of "April 6-7", "May 4 and 5 were": (day, its first piece, piece after it)."""
    w = p.lowers
    if j + 1 >= len(w) or w[j] not in JOINERS:
        return None
    at = j + 2 if w[j + 1] == "the" and j + 2 < len(w) else j + 1
    day = day_number(w[at])
    if day is None:
        return None
    following = w[at + 1] if at + 1 < len(w) else ""
    if following in MONTHS or following == "of":
        return None
    plain = w[at].isdigit() and w[j] not in ("-", "–", "—")
    if plain and following[:1].isalnum() and following not in AUXILIARY:
        return None
    return day, j + 1, at + 1


def left_range(p: Pieces, first: int, floor: int, year: int | str | None, month: int) -> list[Found]:
    """The earlier days of "6-7 January", "the 28 and 29 August", in text order."""
    w = p.lowers
    out: list[Found] = []
    at = first
    while at - 2 >= floor and (w[at - 1] in JOINERS or (out and w[at - 1] == ",")) and len(out) < 4:
        day = day_number(w[at - 2])
        if day is None or (at - 3 >= floor and w[at - 3] in MONTHS):
            break
        at = with_article(w, at - 2, floor)
        out.append(Found(at, at + 1 + (w[at] == "the"), "date", (year, month, day, "", ""), ""))
    out.reverse()
    return out


def digits_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """The date that a piece of figures is: a year, a decade, a clock time, a numeric date, "the 13th"."""
    w = p.lowers
    word = w[t]
    if len(word) == 4 and word.isdigit():
        return year_at(p, t, floor)
    if len(word) <= 4 and word.isdigit():
        return short_number_at(p, t, floor)
    if word[-1] == "s" and word[:-1].isdigit() and word[-2] == "0" and len(word) in (3, 4, 5):
        return decade_at(p, t, floor, word[:-1])
    if word[-2:] in SUFFIX and day_number(word) is not None:
        return nth_at(p, t, floor)
    if ":" in word or word[-1] in "mshz":
        return clock_at(p, t, floor)
    match = NUMERIC.match(word) if len(word) <= 12 else None
    return numeric(match, t) if match else []


SUFFIX = ("st", "nd", "rd", "th")


def numeric(match: re.Match[str], t: int) -> list[Found]:
    """A date in figures; day first unless only the other order is a date."""
    a, b, c, d, e, f, g, h, i = match.groups()
    if a or g:
        year, month, day = int(a or g), int(b or h), int(c or i)
    else:
        year, month, day = int(f) + (2000 if len(f) == 2 else 0), int(e), int(d)
        if month > 12:
            month, day = day, month
    if not (1 <= month <= 12 and 1000 <= year <= 2100 and valid(year, month, day)) or (f and len(f) == 2 and year > 2050):
        return []
    return [Found(t, t + 1, "date", (year, month, day, "", ""), "")]


def short_number_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """Years before Christ ("499-493 BC"), years of two figures ("'89"), hours ("11 a.m.")."""
    w = p.lowers
    n = len(w)
    word = w[t]
    if t + 1 < n and (w[t + 1] in MERIDIEM or w[t + 1] == "o'clock"):
        return clock_at(p, t, floor)
    if len(word) == 2 and t and w[t - 1] in ("'", "’", "‘") and touches(p, t) and (t < 2 or not touches(p, t - 1)):
        closes = t + 1 < n and w[t + 1] in ("'", "’")
        return [] if closes else [Found(t - 1, t + 1, "short year", (int(word),))]
    end = bc_after(p, t + 1)
    if end > t + 1:
        return [year_found(p, t, end, floor, -int(word))]
    if t + 2 < n and w[t + 1] in JOINERS and w[t + 2].isdigit() and bc_after(p, t + 3) > t + 3 and len(w[t + 2]) < 5:
        return [year_found(p, t, t + 1, floor, -int(word))]
    return []


def year_found(p: Pieces, t: int, end: int, floor: int, year: int) -> Found:
    """A year with what stands before it."""
    w = p.lowers
    first = t
    if t - 1 >= floor and w[t - 1] in ("year", "years"):
        first = with_article(w, t - 1, floor)
    edge, portion, first = edge_before(p, first, floor)
    return Found(about_before(p, first, floor), end, "date", (year, None, None, "", portion), edge)


def year_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A year of four figures, and the second year of "1914-18"."""
    w = p.lowers
    n = len(w)
    year = year_number(w[t])
    end = bc_after(p, t + 1)
    if end > t + 1 and w[t].isdigit():
        return [year_found(p, t, end, floor, -int(w[t]))]
    if t + 1 < n and w[t + 1] in ("hrs", "hours", "gmt", "utc", "local") and t and w[t - 1] in ("at", "by", "around", "from"):
        return clock_at(p, t, floor)
    if year is None or not is_year(p, t):
        return []
    if t + 1 < n and w[t + 1] in ("'s", "’s") and year % 10 == 0 and t and w[t - 1] in ("the", "early", "late", "mid"):
        return decade_at(p, t, floor, w[t])
    if t + 1 < n and w[t + 1] in SEASONS and w[t + 1] != "fall":
        return []
    out = [year_found(p, t, t + 1, floor, year)]
    if t + 2 < n and w[t + 1] in ("-", "–", "/") and len(w[t + 2]) == 2 and w[t + 2].isdigit() and touches(p, t + 2):
        second = year - year % 100 + int(w[t + 2])
        if second > year:
            out.append(Found(t + 2, t + 3, "date", (second, None, None, "", ""), ""))
    return out


def is_year(p: Pieces, t: int) -> bool:
    """Whether four figures are a year and no count, number of a resolution, or sum."""
    w = p.lowers
    n = len(w)
    before = w[t - 1] if t else ""
    after = w[t + 1] if t + 1 < n and near(p, t + 1) else ""
    if after in UNITS or after in MAGNITUDES or after in MEASURES or before in NUMBERED_YEAR or before in "$£€#.:" and (
        touches(p, t) and t
    ):
        return False
    strict = before in STRICT or before in EDGES or before == "("
    if after in ("-", "–", "to", "and", "or") and t + 2 < n and year_number(w[t + 2]) is not None and not strict:
        return is_year(p, t + 2)
    counted = (after[-1:] == "s" and after[-2:] != "ss" and after not in CLOSED and len(after) > 2) or after in PLURALS
    lower = bool(after) and p.text[p.starts[t + 1]].islower()
    if counted and lower and not strict and before not in ("the", "-", "–", "'s", "’s", "its", "their", "his"):
        return False
    if "1000" <= w[t] < "1500":
        return strict or before in ("of", "to", "and", "-", "–", "year", "around", "about") and not (counted and lower)
    return True


def decade_at(p: Pieces, t: int, floor: int, digits: str) -> list[Found]:
    """A decade: "the late 1930s", "the 470s BC", "the '60s", "the 1980's"."""
    w = p.lowers
    end = t + 2 if t + 1 < len(w) and w[t + 1] in ("'s", "’s") and w[t].isdigit() else t + 1
    after = bc_after(p, end)
    first = t
    if after > end:
        decade = -int(digits)
    elif len(digits) == 4:
        decade = int(digits)
    elif len(digits) == 2 and t - 1 >= floor and w[t - 1] in ("'", "’", "‘", "the"):
        first = t - 1 if w[t - 1] != "the" else t
        decade = 1900 + int(digits)
    else:
        return []
    first = with_article(w, first, floor)
    edge, portion, first = edge_before(p, first, floor)
    return [Found(first, after, "decade", (decade,), edge)]


def decade_word_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A decade in words: "the sixties", "the late nineties"; an age ("in his sixties") is none."""
    w = p.lowers
    edge, _, first = edge_before(p, t, floor)
    first = with_article(w, first, floor)
    if first == t or not any(word == "the" for word in w[first:t]):
        return []
    return [Found(first, t + 1, "decade", (1900 + DECADES[w[t]],), edge)]


def century_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A century by its number: "the early 21st century", "the 4th century BC", "eighteenth-century"."""
    w = p.lowers
    k = t - 2 if t - 1 >= floor and w[t - 1] == "-" else t - 1
    if k < floor:
        return []
    number = int(w[k][:-2]) if w[k][-2:] in SUFFIX and w[k][:-2].isdigit() and len(w[k]) <= 4 else ORDINALS.get(w[k])
    first = k
    if number and number < 10 and k - 2 >= floor and w[k - 1] == "-" and w[k - 2] == "twenty":
        number, first = number + 20, k - 2
    if number is None or not 1 <= number <= 30 or w[k] in ("first", "second") and first == k:
        return []
    end = bc_after(p, t + 1)
    if k == t - 1:
        first = with_article(w, first, floor)
    edge, _, first = edge_before(p, first, floor)
    return [Found(first, end, "century", (-number if end > t + 1 else number,), edge)]


def season_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A season: "the summer of 2003", "early autumn", "next spring", "their winter offensive"."""
    w = p.lowers
    year, end = year_after(p, t + 1)
    which, first = which_before(p, t, floor)
    if year is None and not which and t - 1 >= floor and year_number(w[t - 1]) is not None:
        year, first = year_number(w[t - 1]), t - 1
    edge, portion, start = edge_before(p, first, floor)
    article = start == first and first - 1 >= floor and w[first - 1] == "the"
    if not season_is_meant(p, t, year, bool(which), bool(edge), article):
        return []
    joined = w[end : end + 1] == ["-"] and end + 1 < len(w) and w[end + 1] in SEASONS
    if article and (year is not None or joined or not attributive(p, end)):
        first = first - 1
        edge, portion, start = edge_before(p, first, floor)
    if year is None and which and which != "each":
        year = which
    if year is None and t + 2 < len(w) and w[t + 1] in JOINERS:
        shared = season_after(p, t + 2)
        year = shared if shared is not None else None
    return [Found(start, end, "season", (year, SEASONS[w[t]]), edge)]


def season_after(p: Pieces, j: int) -> int | str | None:
    """The year of the season at or one piece behind ``j``: "summer and autumn 1918"."""
    for k in (j, j + 1):
        if k < len(p.lowers) and p.lowers[k] in SEASONS:
            return year_after(p, k + 1)[0]
    return None


def season_is_meant(p: Pieces, t: int, year: object, which: bool, edge: bool, article: bool) -> bool:
    """Whether "fall" or "spring" is a season."""
    w = p.lowers
    word = w[t]
    before = w[t - 1] if t else ""
    after = w[t + 1] if t + 1 < len(w) else ""
    if before in ("arab", "prague", "euphrates", "to", "hot", "damascus") and year is None:
        return False
    if word == "fall":
        if after == "of" and year is None or before in ("would", "will", "could", "not", "can", "may"):
            return False
        return year is not None or which or edge or (article and t > 1 and w[t - 2] in ("in", "during", "throughout", "by"))
    if word == "spring":
        return after not in ("up", "from", "into") or year is not None
    return True


def weekday_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A weekday with what is said around it; one that a full date follows is left to its month."""
    w = p.lowers
    n = len(w)
    word = w[t]
    j = t + 1
    if j < n and w[j] == "." and len(word) <= 5:
        j += 1
    if j < n and w[j] in (",", "the"):
        j += 1
    dated = j < n and (w[j] in MONTHS or day_number(w[j]) is not None and j + 1 < n and (w[j + 1] in MONTHS or w[j + 1] == "of"))
    if dated or (len(word) <= 5 and word not in ("monday", "friday", "sunday")):
        return []
    if not p.text[p.starts[t]].isupper():
        return []
    part, end = "", t + 1
    if end < n and w[end] in DAYPARTS:
        part, end = DAYPARTS[w[end]], end + 1
        if w[end : end + 1] == ["of"] and end + 1 < n and (day_number(w[end + 1]) is not None or w[end + 1] in MONTHS):
            return []
    which, first = which_before(p, t, floor)
    edge, _, first = edge_before(p, first, floor)
    if not part and not which:
        part, first = part_before(p, first - 1, floor)
    if which == "each" or (word.endswith("days") and not which):
        return [Found(first, end, "set", (f"XXXX-WXX-{WEEKDAYS[word]}",))]
    return [Found(first, end, "weekday", (WEEKDAYS[word], which, part), edge)]


def feast_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A named day: "Christmas 2007", "last Thanksgiving", "Ramadan"."""
    w = p.lowers
    for length in (3, 2, 1):
        name = " ".join(w[t : t + length]).replace(" 's", "'s").replace(" ’s", "'s").replace(" - ", "-")
        if name in FEASTS and p.text[p.starts[t]].isupper() and not named(p, t):
            end = t + length
            break
    else:
        return []
    part = ""
    if end < len(w) and w[end] in DAYPARTS and w[end] not in ("noon", "midnight"):
        part, end = DAYPARTS[w[end]], end + 1
    year, end = year_after(p, end)
    which, first = which_before(p, t, floor)
    edge, _, first = edge_before(p, first, floor)
    return [Found(first, end, "feast", (FEASTS[name], year if year is not None else which or None, part), edge)]


def nth_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A day of a month not named again: "on the 20th", "May 6 and 7th" without its month."""
    w = p.lowers
    if t - 2 < floor or w[t - 1] != "the" or w[t - 2] not in ("on", "from", "to", "until", "by", "since", "of", "and", "'s"):
        return []
    after = w[t + 1] if t + 1 < len(w) and near(p, t + 1) else "."
    if after[0].isalpha() and after not in ("to", "and", "the", "was", "were", "until", "when", "in", "at", "he", "they", "a"):
        return []
    if after == "of" or after in MONTHS or after == "-":
        return []
    return [Found(t - 1, t + 1, "nth", (day_number(w[t]),))]


def clock_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A clock time with its zone and the date that follows it: "9:34 p.m., March 19 EST", "19:00", "03:00hrs"."""
    w = p.lowers
    n = len(w)
    word = w[t]
    match = CLOCK.match(word) if len(word) <= 10 else None
    military = len(word) == 4 and word.isdigit()
    if match is None and not military:
        return []
    hour, minute = (int(word[:2]), word[2:]) if match is None else (int(match[1]), match[2] or "")
    suffix = (match[3] or "") if match is not None else "hrs"
    end = t + 1
    if not suffix and end < n and (w[end] in MERIDIEM or w[end] in ("o'clock", "hrs", "hours")):
        suffix, end = w[end], end + 1
    elif military and match is None and end < n and w[end] in ("hrs", "hours"):
        end += 1
    if suffix in ("m", "s") or (not minute and suffix not in MERIDIEM and suffix != "o'clock") or hour > 24 or minute > "59":
        return []
    if suffix in MERIDIEM:
        hour = hour % 12 + MERIDIEM[suffix]
    zone = ""
    if end < n and w[end] in ZONES and p.text[p.starts[end]].isupper():
        zone, end = ZONES[w[end]], end + 1
    return [Found(t, end, "clock", (f"{hour:02d}" + (f":{minute}" if minute else ":00"), zone, "", None, None, None))]
