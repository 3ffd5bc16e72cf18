"""The report's own words: tokens as quoted words, a group's label, and words with their wording made neutral."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Final

from contested.model import Span, Wording, Words
from contested.reading.sentence import Group
from contested.reading.tokens import Tokens

#: Determiners that are no part of what somebody is called.
DETERMINERS: Final = frozenset(
    ("the", "a", "an", "some", "its", "their", "his", "her", "these", "those", "this", "that")
)


class Quoter:
    """Quotes one report; ``wording`` is its wording in text order."""

    def __init__(self, tokens: Tokens, wording: Sequence[Wording]) -> None:
        self.tokens, self.wording = tokens, wording
        self._text, self._starts, self._ends, self._lowers = tokens.text, tokens.starts, tokens.ends, tokens.lowers
        self._begins = [each.start for each in wording]

    def words(self, first: int, last: int) -> Words:
        """Tokens [first, last) as quoted words."""
        start, end = self._starts[first], self._ends[last - 1]
        return Words(start, end, self._text[start:end])

    def label(self, group: Group) -> Words:
        """A group's words without its determiner."""
        if group.text is not None:
            start, end = group.text
            return Words(start, end, self._text[start:end])
        first, last = group.whole
        while first < last - 1 and self._lowers[first] in DETERMINERS:
            first += 1
        return self.words(first, last)

    def token(self, words: Words) -> int:
        """The token that some words begin at."""
        return bisect.bisect_left(self._starts, words.start)

    def within(self, span: Span) -> tuple[Wording, ...]:
        """The wording of a sentence."""
        begin = bisect.bisect_left(self._begins, span.start)
        return tuple(self.wording[begin : bisect.bisect_left(self._begins, span.end, begin)])

    def neutral(self, words: Words) -> str:
        """Words with partisan ones replaced by their neutral reading, evaluations left out."""
        begin = bisect.bisect_left(self._begins, words.start)
        if begin == len(self._begins) or self._begins[begin] >= words.end:
            return " ".join(words.text.split())
        out, at, behind = "", words.start, ""
        for each in self.wording[begin : bisect.bisect_left(self._begins, words.end, begin)]:
            if each.start >= at and each.end <= words.end:
                out += self._text[at : each.start]
                postponed = each.end < words.end and each.kind == "label" and each.neutral.split()[1:2] == ["by"]
                out += each.neutral if each.kind == "label" and not postponed else ""
                behind += f" {each.neutral}" if postponed else ""  # "US-backed men" are men supported by ...
                at = each.end
        return " ".join((out + self._text[at : words.end] + behind).split()) or words.text
