"""Tokens taken apart where a hyphen joins words of time or number: "1914-18", "ten-day", "March-April", "10-15".

A time or a count may begin or end inside a token, so these two readers look at pieces; ``owner[i]`` is the token that
piece ``i`` belongs to. Texts without such tokens share the lists of the tokens themselves.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import Final, NamedTuple

from contested.reading.timetables import JOINABLE
from contested.reading.tokens import Tokens

WHOLE: Final = re.compile(r"\d{4}-\d\d?-\d\d?\b|\d\d?-\d\d?-\d{4}$|\d{4}-\d\dt")
PART: Final = re.compile(r"[-–]|[^-–]+")
LONGEST: Final = 120


class Pieces(NamedTuple):
    """Lower-cased pieces, their offsets in ``text``, and the token that each lies in."""

    text: str
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    owner: list[int] | range


def take_apart(tokens: Tokens) -> Pieces:
    """The pieces of a report's tokens; linear in their number."""
    lowers = tokens.lowers
    joined = [i for i, word in enumerate(lowers) if "-" in word or "–" in word]
    joined = [i for i in joined if 1 < len(lowers[i]) <= LONGEST and opens(lowers[i])]
    if not joined:
        return Pieces(tokens.text, lowers, tokens.starts, tokens.ends, range(len(lowers)))
    out = Pieces(tokens.text, [], [], [], [])
    owner: list[int] = []
    done = 0
    for i in chain(joined, (len(lowers),)):
        out.lowers.extend(lowers[done:i])
        out.starts.extend(tokens.starts[done:i])
        out.ends.extend(tokens.ends[done:i])
        owner.extend(range(done, i))
        if i == len(lowers):
            break
        for part in PART.finditer(tokens.words[i]):
            out.lowers.append(part[0].lower())
            out.starts.append(tokens.starts[i] + part.start())
            out.ends.append(tokens.starts[i] + part.end())
            owner.append(i)
        done = i + 1
    return out._replace(owner=owner)


def opens(word: str) -> bool:
    """Whether a hyphenated token opens with a figure or a word of time or number, and is no numeric date."""
    head = PART.match(word)
    if head is None or head[0] in "-–":
        return False
    return (head[0] in JOINABLE or "0" <= word < ":") and not WHOLE.match(word)
