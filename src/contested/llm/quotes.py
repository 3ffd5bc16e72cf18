"""Where a quotation stands in the text: found by us, never taken from the model.

A quotation holds if its words stand in the text one after the other, whole words only; white space counts as white
space, whatever there is of it, since a model does not copy line breaks. Nothing else is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contested.model import Span, Words

LONGEST = 2_000  # code points of a quotation; a longer one is no quotation


def found(text: str, quote: str, within: Span) -> Iterator[Words]:
    """Every place of a quotation within a stretch of a text, in order; none where it does not hold."""
    parts = quote.split()
    if not parts or len(quote) > LONGEST:
        return
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    for match in pattern.finditer(text, within.start, within.end):
        if whole(text, match.start(), match.end()):
            yield Words(match.start(), match.end(), match[0])


def whole(text: str, start: int, end: int) -> bool:
    """Whether a stretch neither begins nor ends inside a word."""
    opens = start == 0 or not (text[start].isalnum() and text[start - 1].isalnum())
    return opens and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))


def nearest(text: str, quote: str, within: Span, to: Span) -> Words | None:
    """The place of a quotation nearest to another stretch, the first of two as near; None where it does not hold."""
    return min(found(text, quote, within), key=lambda words: gap(words, to), default=None)


def gap(one: Span | Words, other: Span | Words) -> int:
    """Code points between two stretches, 0 where they touch."""
    return max(0, one.start - other.end, other.start - one.end)
