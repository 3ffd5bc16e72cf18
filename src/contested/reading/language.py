"""Whether a text can be read at all: it must be in English, as its function words show.

Names in another script ("clashes in الباب") do not make a text foreign: they are no words of a language here, so that
the words around them decide. Only where English is a small part of the whole is the text told to be in another.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from contested.reading.tokens import Tokens

LEAST_ENGLISH: Final = 0.12  # of a text's words in Latin letters, the share that must be English function words
LEAST_OF_ALL: Final = 0.06  # of all of its words, the same
ENOUGH: Final = 25  # words below which only a text in another script is told
FEWEST: Final = 12  # letters below which nothing is told
LOOKED_AT: Final = 2000  # tokens
LATIN: Final = "\u0370"  # where the letters of other scripts begin
LATIN_AGAIN: Final = ("\u1e00", "\u1eff")  # those with two marks, of Vietnamese and of transliterations
LETTERS: Final = 4  # of a short text, as many as count for a word, since some scripts put no space between words
NOT_ENGLISH: Final = "the text is not in English"


def unread(tokens: Tokens, function_words: Container[str]) -> str | None:
    """Why a text cannot be read; None where it can be, or is too short to tell."""
    words = [lower for lower in tokens.lowers[:LOOKED_AT] if lower[0].isalpha()]
    known = sum(map(function_words.__contains__, words))
    if len(words) < ENOUGH:
        letters = sum([len(word) for word in words])
        foreign = sum([len(word) for word in words if not word.isascii()])
        english = known >= LEAST_ENGLISH * letters / LETTERS
        return NOT_ENGLISH if letters >= FEWEST and foreign > letters / 2 and not english else None
    latin = sum([word[0] < LATIN or LATIN_AGAIN[0] <= word[0] <= LATIN_AGAIN[1] for word in words])
    return None if known >= max(LEAST_ENGLISH * latin, LEAST_OF_ALL * len(words)) else NOT_ENGLISH
