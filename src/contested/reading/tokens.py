"""Text to tokens and sentences: parallel arrays over one report, nothing allocated twice.

A token is a word with its inner hyphens and apostrophes ("pro-government", "al-Rahba", "Ma'arrat"), a number with its
inner marks ("1,500", "2017-05-27", "10:30"), an abbreviation ("U.S.", "p.m."), a possessive mark ("'s"), or one other
character. ``text[starts[i]:ends[i]]`` is ``words[i]``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S.  p.m.  U.S.-led
    r"|\d+(?:[.,:/-]\d+)*[^\W\d_]{0,3}(?![^\W_])(?:[-–](?:[^\W\d_]+)(?:-[^\W\d_]+)*)?"  # 1,500  9th  2017-05-27  50-year-old
    r"|['’]s\b"
    r"|[^\W_]+(?:[-'’ʼ`](?!s\b)[^\W_]+)*"
    r"|\.{2,}|[-–—]{2,}|[^\w\s]|_+"
)

ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen col lt maj capt sgt cpl brig adm cmdr gov sen rep rev hon st mt ft no nos vs etc inc ltd co
    corp jr sr jan feb mar apr jun jul aug sep sept oct nov dec approx dept est fig al ca cf e.g i.e eg ie op pt pvt
    spc supt pres amb min dep asst univ km sq""".split()
)
LONGEST = 160  # tokens, after which a sentence ends at the next mark
CLOSERS = frozenset("\"'”’»)]")
OPENERS = frozenset("\"'“‘«([")


class Tokens(NamedTuple):
    """A report's tokens and its sentences as token ranges [first, last)."""

    text: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]


def tokenise(text: str) -> Tokens:
    """Split a report into tokens and sentences; linear in the length of the text."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(text):
        words.append(match[0])
        starts.append(match.start())
        ends.append(match.end())
    lowers = [word.lower() for word in words]
    return Tokens(text, words, lowers, starts, ends, split(text, words, lowers, starts, ends))


def split(text: str, words: list[str], lowers: list[str], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """Token ranges of sentences: at full stops that end one, at blank lines, and at lines that are a heading."""
    bounds: list[tuple[int, int]] = []
    first, last = 0, len(words)
    i = 0
    while i < last:
        word = words[i]
        after = i + 1
        if word in ".!?…" or word == "..." or (word[-1] == "." and len(word) > 2):
            while after < last and words[after] in CLOSERS and starts[after] == ends[after - 1]:
                after += 1
            if after == last or ends_sentence(text, words, lowers, starts, ends, i, after):
                bounds.append((first, after))
                first = i = after
                continue
        if after - first >= LONGEST and (words[i] in ",;:)" or after - first >= 2 * LONGEST):
            bounds.append((first, after))  # so that what looks at pairs of words stays linear in the text
            first = i = after
            continue
        if after < last and breaks_line(text, ends[i], starts[after], starts[first], words[after]):
            bounds.append((first, after))
            first = after
        i = after
    if first < last:
        bounds.append((first, last))
    return bounds


def ends_sentence(
    text: str, words: list[str], lowers: list[str], starts: list[int], ends: list[int], stop: int, after: int
) -> bool:
    """Whether the stop at a token ends its sentence; ``after`` is the first token behind it and its closing marks."""
    following = words[after]
    if starts[after] == ends[after - 1] and following[0] not in OPENERS:
        return False
    if words[stop] in ("!", "?"):
        return not following[0].islower()
    if words[stop] == "." and stop and starts[stop] == ends[stop - 1]:
        before = words[stop - 1]
        if lowers[stop - 1] in ABBREVIATIONS and not (lowers[stop - 1] == "no" and following[0].isupper()):
            return False
        if len(before) == 1 and before.isalpha() and before.isupper():  # an initial
            return False
    if len(words[stop]) > 3 and words[stop][-1] == "." and words[stop][0].isalpha():  # U.S. Army
        return (
            following in ("The", "A", "In", "It", "He", "She", "They", "On", "At", "But", "This")
            or following[0] in OPENERS
        )
    first = following[0]
    return not first.islower()


def breaks_line(text: str, end: int, start: int, sentence_start: int, following: str) -> bool:
    """Whether the white space between two tokens ends a sentence that has no full stop: a heading or a list item."""
    if start - end < 1:
        return False
    gap = text[end:start]
    newlines = gap.count("\n")
    if newlines == 0:
        return False
    if newlines > 1:
        return True
    return following in "-*•" or (text[end - 1] == ":" and end - sentence_start < 80)
