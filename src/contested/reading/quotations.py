"""Quotations of several sentences: what is said in the middle is said by whom their beginning or end names."""

from __future__ import annotations

from typing import Final

from contested.reading.antecedents import paragraphs
from contested.reading.tokens import Tokens

OPENING: Final = frozenset("“«„")
CLOSING: Final = frozenset("”»")
STRAIGHT: Final = '"'


def quotations(tokens: Tokens) -> dict[int, tuple[int, int]]:
    """For each sentence in a quotation of several: the numbers of the sentences that it is opened and closed in.

    A quotation ends with its paragraph at the latest; one that is never closed is none.
    """
    found: dict[int, tuple[int, int]] = {}
    numbers = paragraphs(tokens)
    opened: int | None = None
    for at, (first, last) in enumerate(tokens.sentences):
        if at and numbers[at] != numbers[at - 1]:
            opened = None
        for word in tokens.words[first:last]:
            if opened is None and (word in OPENING or word == STRAIGHT):
                opened = at
            elif opened is not None and (word in CLOSING or word == STRAIGHT):
                if at > opened:
                    found.update(dict.fromkeys(range(opened, at + 1), (opened, at)))
                opened = None
    return found
