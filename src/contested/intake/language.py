"""Which language a text is in, by the letters that stand together in it (langid: Lui and Baldwin 2012).

The same text gives the same answer; nothing is fetched.
"""

from __future__ import annotations

LOOKED_AT = 5000  # characters
FEWEST = 12  # letters


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None where it is too short to tell."""
    head = text[:LOOKED_AT]
    if sum(map(str.isalpha, head)) < FEWEST:
        return None
    import py3langid

    return str(py3langid.classify(head)[0])
