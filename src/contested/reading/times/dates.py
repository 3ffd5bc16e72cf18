"""Dates by name: months with their days and years, seasons, weekdays, feasts."""

from __future__ import annotations

from typing import Final

from contested.reading.calendar import valid
from contested.reading.pieces import Pieces
from contested.reading.times.before import about_before, edge_before, part_before, which_before, with_article
from contested.reading.times.figures import clock_at
from contested.reading.times.parts import (
    JOINERS,
    Found,
    attributive,
    day_number,
    named,
    near,
    shared_year,
    touches,
    year_after,
    year_number,
)
from contested.reading.timetables import DAYPARTS, EDGES, FEASTS, FRAMES, MAGNITUDES, MONTHS, SEASONS, WEEKDAYS

AUXILIARY: Final = frozenset(
    ("was", "were", "is", "are", "had", "has", "have", "will", "saw", "when", "as", "in", "at", "by")
)


def month_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """The date around a month's name, with the other days of a range that shares it."""
    w = p.lowers
    month, end = MONTHS[w[t]], t + 1
    if end < len(w) and w[end] == "." and abbreviates(p, t):
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


def abbreviates(p: Pieces, t: int) -> bool:
    """Whether the full stop behind a month's name belongs to it: "Dec. 6", not "in June. The"."""
    if len(p.lowers[t]) > 4 or p.lowers[t] in ("may", "june", "july") or not touches(p, t + 1):
        return False
    return t + 2 == len(p.lowers) or not p.text[p.starts[t + 2]].isupper()


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
        day = day_number(w[k - 1]) if not w[k - 1].isdecimal() else None
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
    if day is None or (at > end and w[at].isdecimal()):
        return None, end
    following = w[at + 1] if at + 1 < len(w) else ""
    if t and w[t - 1] == "in" and w[at].isdecimal() and following[:1].isalpha() and following not in AUXILIARY:
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
    plain = w[at].isdecimal() and w[j] not in ("-", "–", "—")
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


def season_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A season: "the summer of 2003", "early autumn", "next spring", "their winter offensive"."""
    w = p.lowers
    year, end = year_after(p, t + 1)
    which, first = which_before(p, t, floor)
    if year is None and not which and t - 1 >= floor and year_number(w[t - 1]) is not None:
        year, first = year_number(w[t - 1]), t - 1
    edge, _, start = edge_before(p, first, floor)
    article = start == first and first - 1 >= floor and w[first - 1] == "the"
    if not season_is_meant(p, t, year, bool(which), bool(edge), article):
        return []
    joined = w[end : end + 1] == ["-"] and end + 1 < len(w) and w[end + 1] in SEASONS
    if article and (year is not None or joined or not attributive(p, end)):
        first = first - 1
        edge, _portion, start = edge_before(p, first, floor)
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
        if (after == "of" and year is None) or before in ("would", "will", "could", "not", "can", "may"):
            return False
        return (
            year is not None
            or which
            or edge
            or (article and t > 1 and w[t - 2] in ("in", "during", "throughout", "by"))
        )
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
    dated = j < n and (
        w[j] in MONTHS or (day_number(w[j]) is not None and j + 1 < n and (w[j + 1] in MONTHS or w[j + 1] == "of"))
    )
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
    for length in range(min(3, len(w) - t), 0, -1):
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
