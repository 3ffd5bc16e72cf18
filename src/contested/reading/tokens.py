"""Text to tokens and sentences: parallel arrays over one report, nothing allocated twice.

A token is a word with its inner hyphens and apostrophes ("pro-government", "al-Rahba", "Ma'arrat"), a number with its
inner marks ("1,500", "2017-05-27", "10:30"), an abbreviation ("U.S.", "p.m."), a possessive mark ("'s"), or one other
character. ``text[starts[i]:ends[i]]`` is ``words[i]``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from contested.reading.timetables import table

TOKEN: Final = re.compile(
    r"([A-Za-z]{2,}(?=[ ,])"  # what most tokens are, found without trying what follows
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S.  p.m.  U.S.-led
    r"|\d+(?:[.,:/-]\d+)*[^\W\d_]{0,3}(?![^\W_])"  # 1,500  9th  2017-05-27
    r"(?:[-–](?:[^\W\d_]+)(?:-[^\W\d_]+)*)?"  # 50-year-old
    r"|['’]s\b"
    r"|[^\W_]+(?:(?:[-'’ʼ`](?!s\b)|–(?=[^\W\d_a-z][^\W\d_]))[^\W_]+)*"  # Homs-Palmyra  Gwoza–Bama
    r"|\.{2,}|[-–—]{2,}|[^\w\s]|_+)"
)

NEW_LINE: Final = re.compile(r"\n")

_SENTENCES: Final = table("sentences.toml")
ABBREVIATIONS: Final[frozenset[str]] = frozenset(_SENTENCES["abbreviations"])
STARTERS: Final[frozenset[str]] = frozenset(_SENTENCES["openers"])
LONGEST: Final = 160  # tokens, after which a sentence ends at the next mark
HEADING: Final = 80  # characters, up to which a line that ends in a colon is one
STOPS: Final = frozenset(".!?…")
MARKS: Final = frozenset(",;:)")
LEADING: Final = frozenset(("after", "before", "following", "with", "during", "while", "despite", "amid", "in", "as"))
FRONTED: Final = 24  # tokens of what stands before "…" at the head of a title
BREAKING: Final = frozenset(",;:")  # marks not in it
BULLETS: Final = frozenset("-*•>▪●◦‣⁃■□▶►→·")
CLOSERS: Final = frozenset("\"'”’»)]")
OPENERS: Final = frozenset("\"'“‘«([")


class Tokens:
    """A report's tokens and its sentences as token ranges [first, last)."""

    __slots__ = ("ends", "lowers", "sentences", "starts", "text", "words")

    def __init__(self, text: str, words: list[str], starts: list[int], ends: list[int]) -> None:
        self.text, self.words, self.starts, self.ends = text, words, starts, ends
        self.lowers = list(map(str.lower, words))
        self.sentences: list[tuple[int, int]] = []


def tokenise(text: str) -> Tokens:
    """Split a report into tokens and sentences; linear in the length of the text."""
    pieces = TOKEN.split(text)  # what stands between tokens, a token, and so on
    words, bounds = pieces[1::2], list(accumulate(map(len, pieces)))
    tokens = Tokens(text, words, bounds[:-1:2], bounds[1::2])
    tokens.sentences.extend(_sentences(tokens))
    return tokens


def _sentences(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Token ranges of sentences: at full stops that end one, at blank lines, and at lines that are a heading."""
    words, breaks = tokens.words, _before_breaks(tokens)
    first = i = 0
    last = len(words)
    while i < last:
        word, after = words[i], i + 1
        ends = False
        if word[-1] in STOPS and len(word) != 2:
            while after < last and words[after] in CLOSERS and tokens.starts[after] == tokens.ends[after - 1]:
                after += 1
            ends = after == last or _stops(tokens, i, after, first)
        if ends or after - first >= LONGEST:
            # A sentence without end is cut, so that what looks at pairs of words stays linear in the text.
            ends = ends or word in MARKS or after - first >= 2 * LONGEST
        if not ends and after - 1 in breaks and after < last:
            ends = _breaks_line(tokens, i, after, first)
        if ends:
            yield first, after
            first = after
        i = after
    if first < last:
        yield first, last


def _before_breaks(tokens: Tokens) -> set[int]:
    """The tokens right before a new line."""
    return {bisect_right(tokens.starts, found.start()) - 1 for found in NEW_LINE.finditer(tokens.text)}


def _is_long(tokens: Tokens, first: int, stop: int) -> bool:
    return stop - first > FRONTED or not BREAKING.isdisjoint(tokens.words[first:stop])


def _stops(tokens: Tokens, stop: int, after: int, first: int) -> bool:
    """Whether the stop at a token ends its sentence, which begins at ``first``; ``after`` is the first token behind it
    and its closing marks. A title's "After expelling it from X… The group attacks" is one."""
    word, following = tokens.words[stop], tokens.words[after]
    if tokens.starts[after] == tokens.ends[after - 1] and following[0] not in OPENERS:
        return False
    if word == "…" and tokens.lowers[first] in LEADING and not _is_long(tokens, first, stop):
        return False
    touches = word == "." and stop > 0 and tokens.starts[stop] == tokens.ends[stop - 1]
    if touches and _abbreviates(tokens, stop - 1, following):
        return False
    if len(word) > 3 and word[-1] == "." and word[0].isalpha():  # U.S. Army
        return following in STARTERS or following[0] in OPENERS
    return not following[0].islower()


def _abbreviates(tokens: Tokens, i: int, following: str) -> bool:
    """Whether the stop behind a token is that of an abbreviation or an initial: "Gen.", "No. 5", "J."."""
    word, lower = tokens.words[i], tokens.lowers[i]
    if lower in ABBREVIATIONS:
        return lower != "no" or not following[0].isupper()
    return len(word) == 1 and word.isalpha() and word.isupper()


def _breaks_line(tokens: Tokens, i: int, after: int, first: int) -> bool:
    """Whether the new line behind a token ends a sentence that has no full stop: a heading or a list item."""
    text, end = tokens.text, tokens.ends[i]
    if text.count("\n", end, tokens.starts[after]) > 1 or tokens.words[after] in BULLETS:
        return True
    return text[end - 1] == ":" and end - tokens.starts[first] < HEADING
