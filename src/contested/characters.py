"""What may stand in a field: one place for it, so that both databases and every form that leaves hold the same.

PostgreSQL has no place for NUL, UTF-8 none for a lone surrogate, XML none for control characters, and a terminal obeys
some of them. In a field each becomes U+FFFD, tabs and line breaks become spaces. The words of a report are left as they
are, since offsets count in them, but for lone surrogates, which are no characters: each becomes one U+FFFD.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
#: Bytes of UTF-8 of a field at most: PostgreSQL indexes no longer ones (a third of its pages of 8 kB, in btree).
LONGEST = 2_000
SURROGATE = re.compile("[\ud800-\udfff]")
BREAK = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def words(text: str) -> str:
    """A report's words, as long as they were, without what is no character."""
    return text if text.isascii() else SURROGATE.sub(REPLACEMENT, text)


def field(text: str) -> str:
    """A field in one line, without control characters."""
    return text if text.isascii() and text.isprintable() else NO_CHARACTER.sub(REPLACEMENT, BREAK.sub(" ", text))


def is_too_long(text: str) -> bool:
    """Whether a field is longer than any may be (`LONGEST`)."""
    return len(text) * 4 > LONGEST and len(text.encode("utf-8", "surrogatepass")) > LONGEST


def storable(text: str) -> str:
    """What a column of either database can hold of a text that the reader wrote: without NUL and lone surrogates."""
    return SURROGATE.sub(REPLACEMENT, text.replace("\0", REPLACEMENT))
