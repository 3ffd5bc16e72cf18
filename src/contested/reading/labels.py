"""Numbers that are names and count nothing: "Resolution 2254", "Task Force 50", "Mi-24", a list's "1."."""

from __future__ import annotations

from typing import Final

from contested.reading.pieces import Pieces
from contested.reading.timetables import CLOSED, MODIFIERS, MONTHS, NUMBERED, NUMBERED_PLAIN, NUMBERED_TITLED

GLUE: Final = frozenset("#/._@:)")  # marks that tie a number to what stands before them


def is_label(p: Pieces, t: int) -> bool:
    """Whether the number at a piece is a name or a part of one."""
    w = p.lowers
    if not t:
        return len(w) > 1 and w[1] in (".", ")") and w[0].isdecimal()
    before = w[t - 1]
    capital = p.text[p.starts[t - 1]].isupper()
    if before in NUMBERED and before != "no" and (capital or before not in NUMBERED_TITLED):
        return capital or before in NUMBERED_PLAIN
    return glued(p, t) or (before[0].isalpha() and capital and named(p, t))


def glued(p: Pieces, t: int) -> bool:
    """Whether a number is written to what stands before or behind it: "Mi-24", "#5", "12/3", "910-432"."""
    w, before = p.lowers, p.lowers[t - 1]
    if p.starts[t] == p.ends[t - 1] and (before in GLUE or (before in "-–" and t > 1 and w[t - 2][-1:].isalnum())):
        return True
    after = t + 1
    return after + 1 < len(w) and p.starts[after] == p.ends[t] and (w[after] == "/" or falls(w, t))


def falls(w: list[str], t: int) -> bool:
    """Whether figures are joined to no larger figures, as in a telephone number ("910-432")."""
    if w[t + 1] not in ("-", "–") or not w[t].isdecimal() or not w[t + 2 : t + 3] or not w[t + 2].isdecimal():
        return False
    return int(w[t][:15]) >= int(w[t + 2][:15]) or w[t + 3 : t + 4] == ["-"]


def named(p: Pieces, t: int) -> bool:
    """Whether a number behind a word in capitals belongs to it ("Apollo 11"): nothing follows that it could count."""
    w, before = p.lowers, p.lowers[t - 1]
    if before in CLOSED or before in MODIFIERS or before in MONTHS:
        return False
    acronym = p.text[p.starts[t - 1] : p.ends[t - 1]].isupper()
    if not acronym and (t < 2 or not w[t - 2][0].isalnum()):
        return False  # the word opens a sentence: its capital says nothing
    follows = w[t + 1] if t + 1 < len(w) else "."
    return not follows[0].isalpha() or follows in CLOSED
