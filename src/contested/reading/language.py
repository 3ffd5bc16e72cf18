"""Whether a text can be read at all: it must be in English, as its function words show."""

from __future__ import annotations

from collections.abc import Container

from contested.reading.tokens import Tokens

LEAST_ENGLISH = 0.12  # of a text's words, the share that must be English function words
ENOUGH = 25  # words below which only a text in another script is told
FEWEST = 12  # letters below which nothing is told
LOOKED_AT = 2000  # tokens
NOT_ENGLISH = "the text is not in English"


def unread(tokens: Tokens, function_words: Container[str]) -> str | None:
    """Why a text cannot be read; None where it can be, or is too short to tell."""
    words = [lower for lower in tokens.lowers[:LOOKED_AT] if lower[0].isalpha()]
    if len(words) < ENOUGH:
        # by letters, since some scripts put no space between words
        letters = sum([len(word) for word in words])
        foreign = sum([len(word) for word in words if not word.isascii()])
        return NOT_ENGLISH if letters >= FEWEST and foreign > letters / 2 else None
    known = sum(map(function_words.__contains__, words))
    return None if known >= LEAST_ENGLISH * len(words) else NOT_ENGLISH
