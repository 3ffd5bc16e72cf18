"""Names to strict keys: two names with one strict key are written the same.

The strict key folds case, diacritics, apostrophes (for ayn and hamza), hyphens, the Arabic and English article, its
assimilation to the next consonant, the seats of Arabic letters, and the many words for an airfield.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path


def spelling(table: str) -> dict[str, str]:
    """One table of ``data/spelling.csv``: what is written to what it stands for."""
    lines = (Path(__file__).parent / "data" / "spelling.csv").read_text("utf-8").splitlines()[1:]
    rows = (line.split(",") for line in lines)
    return {written: stands for name, written, stands in rows if name == table}


#: Articles, each with the consonant that it may stand before ("ash" before "Shaykh"; "" for any).
ARTICLES = spelling("article")
OPENING = frozenset(article[0] for article in ARTICLES)
FOLDED = str.maketrans(
    {
        **dict.fromkeys("'’‘ʼʻʿʾ`´ʹʺ.ء\u200c\u200d\u200e\u200f\u0640"),  # marks of ayn and hamza; tatweel; joiners
        **dict.fromkeys('-‐‑–—/_,;:()[]"“”«»|&', " "),
        **spelling("fold"),
    }
)
FIRST_MARK = "\u0300"  # no character before this combines with another
AIRFIELD = re.compile(
    r" (?:(?:military|international|intl|regional|civil|domestic|national|memorial) )*"
    r"(?:air ?bases?|airports?|airfields?|air force base|air ?strip|aerodrome|afb)$"
)


def strict_key(name: str) -> str:
    """The key under which one spelling of a name is stored; empty where nothing is left of the name."""
    key = name.lower()
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key.translate(FOLDED))
        key = "".join([c for c in key if c < FIRST_MARK or not unicodedata.combining(c)])
    words = key.translate(FOLDED).split()
    if not key.isascii():
        words = [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words]
    if len(words) > 1:
        kept = [word for word, after in pairwise(words) if not is_article(word, after)]
        key = " ".join([*kept, words[-1]])
        return AIRFIELD.sub(" airport", key) if " a" in key else key
    return words[0] if words else ""


def is_article(word: str, after: str) -> bool:
    """Whether a word is the article of the word after it ("ash" before "Shaykh", "al" before anything)."""
    before = ARTICLES.get(word)
    return before is not None and after.startswith(before)


def has_article(name: str) -> bool:
    """Whether a name begins with an article that its strict key drops."""
    if name[:1].isascii() and name[:1].isalpha() and name[0].lower() not in OPENING:
        return False
    words = name.lower().translate(FOLDED).split(maxsplit=2)
    return len(words) > 1 and is_article(words[0], words[1])
