"""Single words and parts of the day: "yesterday", "now", "at dawn", "that afternoon", "every night", "at the time"."""

from __future__ import annotations

from typing import Final

from contested.reading.pieces import Pieces
from contested.reading.times.before import edge_before, which_before, with_article
from contested.reading.times.parts import Found, attributive, day_number, near, phrase_end
from contested.reading.timetables import CLOSED, DAYPARTS, DEICTIC, MONTHS, ORDINALS, SETS, UNITS, WEEKDAYS

TIME_FRAMES: Final = frozenset(
    ("at", "by", "during", "around", "from", "until", "since", "about", "in", "throughout", "of")
)


def deictic_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "today", "yesterday morning", "late yesterday", "now", "former", "recently"."""
    w = p.lowers
    n = len(w)
    word, value = w[t], DEICTIC[w[t]]
    after = w[t + 1] if t + 1 < n and near(p, t + 1) else ""
    first, end = t, t + 1
    if value.endswith("_REF"):
        return reference(p, t, floor, value, after)
    shift, part = (value[:-3], value[-2:]) if "T" in value else (value, "")
    if after in DAYPARTS and not part:
        part, end = DAYPARTS[after], end + 1
    edge, _, first = edge_before(p, first, floor)
    if first == t and t - 1 >= floor and w[t - 1] in ("earlier", "later", "late", "early"):
        first = t - 1
    return [Found(first, end, "today", (int(shift), part, word), edge)]


def reference(p: Pieces, t: int, floor: int, value: str, after: str) -> list[Found]:
    """A word that points to the past, the present or the future without a date."""
    w = p.lowers
    word = w[t]
    if word in ("recent", "current") and after in UNITS:
        return []
    if word == "former" and (not after[:1].isalnum() or after in CLOSED):
        return []
    if word == "future":
        article = t - 1 >= floor and w[t - 1] in ("the", "near")
        if not article and not attributive(p, t + 1):
            return []
        if article and not attributive(p, t + 1):
            return [Found(with_article(w, t - 1, floor) if w[t - 1] == "near" else t - 1, t + 1, "reference", (value,))]
        return [Found(t, t + 1, "adjective", (value,))]
    if word == "current" and not attributive(p, t + 1):
        return []
    if word in ("former", "current", "recent"):
        return [Found(t, t + 1, "adjective", (value,))]
    first = t - 1 if word == "now" and t - 1 >= floor and w[t - 1] == "right" else t
    return [Found(first, t + 1, "reference", (value,))]


def set_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "daily", "weekly", "annually"."""
    op = "adjective" if p.lowers[t].endswith("ly") and attributive(p, t + 1) else "set"
    return [Found(t, t + 1, op, (SETS[p.lowers[t]],))]


def anniversary_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "the sixth anniversary of the city's fall": the day last named, or none."""
    w = p.lowers
    first = t
    while first - 1 >= floor and t - first < 3:
        word = w[first - 1]
        if not (
            word in ORDINALS
            or word in ("year", "-", "the")
            or (word[0].isdecimal() and word[-2:] in ("st", "nd", "rd", "th"))
        ):
            break
        first -= 1
        if word == "the":
            break
    if first == t or w[first] in ("year", "-"):
        return []
    close = phrase_end(p, t + 2) if w[t + 1 : t + 2] == ["of"] else t + 1
    return [Found(first, t + 1, "same day", (close,))]


def past_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "in the past"."""
    w = p.lowers
    after = w[t + 1] if t + 1 < len(w) and near(p, t + 1) else ""
    if t - 1 >= floor and w[t - 1] == "the" and (not after[:1].isalnum() or after in CLOSED):
        return [Found(t - 1, t + 1, "reference", ("PAST_REF",))]
    return []


def present_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "present-day", "at present", "the present"."""
    w = p.lowers
    end = t + 2 if w[t + 1 : t + 2] == ["-"] else t + 1
    if w[end : end + 1] == ["day"]:
        return [Found(t, end + 1, "reference", ("PRESENT_REF",))]
    after = w[t + 1] if t + 1 < len(w) and near(p, t + 1) else ""
    if w[t] == "present" and t - 1 >= floor and w[t - 1] == "at":
        return [Found(t, t + 1, "reference", ("PRESENT_REF",))]
    if w[t] == "present" and t - 1 >= floor and w[t - 1] == "the" and (not after[:1].isalnum() or after in CLOSED):
        return [Found(t - 1, t + 1, "reference", ("PRESENT_REF",))]
    return []


def far_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "thus far"."""
    w = p.lowers
    if t - 1 < floor or w[t - 1] != "thus":
        return []
    return [Found(t - 1, t + 1, "thus far", ())]


def date_word_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "to date", "this date"."""
    w = p.lowers
    if t - 1 >= floor and w[t - 1] == "to" and not attributive(p, t + 1):
        return [Found(t, t + 1, "thus far", ())]
    if t - 1 >= floor and w[t - 1] in ("this", "that"):
        return [Found(t - 1, t + 1, "this", ("D", "ref", ""))]
    return []


def time_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "at the time", "by this time", "at the same time", "during that period", "for the time being"."""
    w = p.lowers
    n = len(w)
    k = t - 1
    same = k >= floor and w[k] == "same"
    k -= same
    if k - 1 < floor or w[k] not in ("the", "this", "that") or w[k - 1] not in TIME_FRAMES:
        return []
    after = w[t + 1] if t + 1 < n and near(p, t + 1) else ""
    if w[k] == "the" and not same:
        if after == "being":
            return [Found(k, t + 2, "reference", ("PRESENT_REF",))]
        if (
            w[k - 1] == "by"
            or after in ("of", "to", "for", "when", "that")
            or (w[t] == "time" and w[k - 1] in ("in", "from"))
        ):
            return []
        if attributive(p, t + 1) and w[k - 1] != "at":
            return []
    return [Found(k, t + 1, "reference", ("PRESENT_REF" if w[k] != "that" else "PAST_REF",))]


def moment_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """ "at the moment", "moments later"."""
    w = p.lowers
    if w[t] == "moments" and w[t + 1 : t + 2] in (["later"], ["after"], ["before"], ["earlier"]):
        return [Found(t, t + 2, "reference", ("FUTURE_REF" if w[t + 1] in ("later", "after") else "PAST_REF",))]
    if (
        t - 2 >= floor
        and w[t - 1] in ("the", "this", "that")
        and w[t - 2] == "at"
        and w[t + 1 : t + 2] not in (["of"], ["where"])
    ):
        return [Found(t - 1, t + 1, "reference", ("PRESENT_REF" if w[t - 1] != "that" else "PAST_REF",))]
    return []


def daypart_at(p: Pieces, t: int, floor: int) -> list[Found]:
    """A part of the day; one that hands over to a date ("the morning of 19 April") is left to that date."""
    w = p.lowers
    n = len(w)
    part = DAYPARTS[w[t]]
    if (
        not p.text[p.starts[t]].islower()
        and t
        and p.text[p.starts[t] - 1 : p.starts[t]] not in ("\n", "")
        and w[t - 1] != "."
    ):
        return []
    end = t + 1
    if end < n and w[end] == "hours" and w[t] == "morning":
        end += 1
    elif w[end : end + 2] == ["-", "time"]:
        end += 2
    if end < n and w[end] == "of" and dated(p, end + 1):
        return []
    which, first = which_before(p, t, floor)
    if which == "each":
        return [Found(first, end, "set", (f"XXXX-XX-XXT{part}",))]
    eve = not which and t - 1 >= floor and w[t - 1] == "the" and w[end : end + 1] == ["before"]
    if eve and (end + 1 >= n or not w[end + 1][0].isalnum() or w[end + 1] == "and"):
        return [Found(t - 1, end + 1, "part", (part, "previous"))]  # "the evening before"
    early = first == t and t - 1 >= floor and w[t - 1] in ("early", "late")
    first -= early
    if early and not which:
        which, first = which_before(p, first, floor)
    if which:
        edge, _, first = edge_before(p, first, floor)
        return [Found(first, end, "part", (part, which), edge)]
    if first - 2 >= floor and w[first - 1] in ORDINALS and w[first - 2] == "the":
        return [Found(first - 2, end, "part", (part, "the"))]
    before = w[first - 1] if first > floor else ""
    if part[0].isdecimal():
        return [Found(first, end, "part", (part, "at"))]
    if before in ("the", "that"):
        if attributive(p, end) and w[t] not in ("night",):
            return [Found(t, end, "part", (part, "bare"))]
        return [Found(first - 1, end, "part", (part, "the"))]
    if before in ("one", "a"):
        return [Found(first - 1 if before == "one" else t, end, "part", (part, "one" if before == "one" else "bare"))]
    if before == "in" and w[t] in ("daytime", "nighttime", "daylight"):
        return [Found(first, end, "part", (part, "bare"))]
    if before in ("at", "by", "before", "until", "since", "after", "around", "from", "till", "to", "day", "and"):
        return (
            [Found(first, end, "part", (part, "at"))] if before not in ("day", "and", "to") or w[t] == "night" else []
        )
    if w[t] in ("night", "nights", "nighttime", "daytime", "afternoon", "morning", "evening") and (
        attributive(p, end) or early
    ):
        return [Found(first, end, "part", (part, "bare"))]
    return []


def dated(p: Pieces, j: int) -> bool:
    """Whether a date begins at piece ``j`` (up to three pieces in)."""
    w = p.lowers
    for k in range(j, min(len(w), j + 3)):
        if w[k] in MONTHS or w[k] in WEEKDAYS or day_number(w[k]) is not None:
            return True
        if w[k] not in ("the", "of"):
            return False
    return False
