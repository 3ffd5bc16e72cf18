"""Names to keys: a strict key for one spelling, a sound key for all spellings of one name.

The strict key folds case, diacritics, apostrophes, hyphens, the Arabic and English article and the many words for an
airfield; two names with one strict key are written the same. The sound key keeps the consonants in classes that
transliteration systems confuse (q/k/g, kh/h, sh/ch, j/dj, dh/z) and drops vowels, so that "Dayr az-Zawr" and "Deir
Ezzor" meet; `likeness` then says how well the spellings agree. Arabic and Cyrillic letters are first put into Latin.
The classes follow the differences between the BGN/PCGN, UN (UNGEGN) and press romanisations of Arabic, Russian and
Ukrainian.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path


def spelling(table: str) -> dict[str, str]:
    """One table of ``data/spelling.csv``: what is written to what it stands for."""
    lines = (Path(__file__).parent / "data" / "spelling.csv").read_text("utf-8").splitlines()[1:]
    rows = (line.split(",") for line in lines)
    return {written: stands for name, written, stands in rows if name == table}


#: Articles, each with the consonant that it may stand before ("ash" before "Shaykh"; "" for any).
ARTICLES = spelling("article")
FOLDED = str.maketrans(
    {
        **dict.fromkeys("'’‘ʼʻʿʾ`´ʹʺ.ء\u200c\u200d\u200e\u200f\u0640"),  # marks of ayn and hamza; tatweel; joiners
        **dict.fromkeys("-‐‑–—/_,;:()[]\"“”«»|&", " "),
        **spelling("fold"),
    }
)
AIRFIELD = re.compile(
    r" (?:(?:military|international|intl|regional|civil|domestic|national|memorial) )*"
    r"(?:air ?bases?|airports?|airfields?|air force base|air ?strip|aerodrome|afb)$"
)
LATIN = str.maketrans(spelling("letter"))  # Arabic and Cyrillic letters (BGN/PCGN, simplified)
SOUNDS = spelling("sound")  # how a consonant may be written -> the class that it falls into
UNIT = re.compile(
    r"(sh?ch|tch|tsh|dzh|[skgdtpz]h|ch|ck|cq|dj|ts|[bcdfghjklmnpqrstvxz])(?:\1)*|([aeiouwy]+)(?:h\b)?"
)
VOWELS = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "u"})
SHORT = 3  # fewer consonants than this say too little: the vowels join the key
SOUNDED = re.compile(r"[a-z ]*")


def strict_key(name: str) -> str:
    """The key under which one spelling of a name is stored; empty where nothing is left of the name."""
    key = name.lower()
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key.translate(FOLDED)) if not unicodedata.combining(c))
    words = key.translate(FOLDED).split()
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
    words = name.lower().translate(FOLDED).split(maxsplit=2)
    return len(words) > 1 and is_article(words[0], words[1])


def latin(key: str) -> str | None:
    """A strict key in Latin letters, or None where its script is not one that we can put into them."""
    if not key.isascii():
        key = key.translate(LATIN)
    return key if SOUNDED.fullmatch(key) else None


Units = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=4096)
def units(key: str) -> Units:
    """A Latin strict key as (consonant classes, consonants as written, vowel runs around them).

    There is one vowel run more than there are consonants: before the first, between, after the last ("" for none).
    """
    classes: list[str] = []
    written: list[str] = []
    vowels: list[str] = [""]
    for consonant, run in UNIT.findall(key):
        if consonant:
            sound = SOUNDS[consonant]
            if classes and classes[-1] == sound and not vowels[-1]:
                continue  # doubled, or met across a word's end
            classes.append(sound)
            written.append(consonant)
            vowels.append("")
        elif run:
            vowels[-1] += run.translate(VOWELS)
    for i in range(len(classes) - 1):
        if classes[i] == "n" and classes[i + 1] in "bp" and not vowels[i + 1]:
            classes[i] = "m"  # Manbij, Membij
    return tuple(classes), tuple(written), tuple(collapse(run) for run in vowels)


def collapse(run: str) -> str:
    """A vowel run without doubled letters."""
    return run if len(run) < 2 else "".join(c for i, c in enumerate(run) if not i or run[i - 1] != c)


def sound_key(key: str) -> str:
    """The key that all spellings of a name share; empty where the script is unknown or no letter is left."""
    written = latin(key)
    if not written:
        return ""
    classes, _, vowels = units(written)
    if len(classes) >= SHORT:
        return "".join(classes)
    if not classes:
        return ""
    return "".join(a + b for a, b in zip(vowels, (*classes, ""), strict=True)).rstrip("ia") + "."


#: What it costs to read one spelling of a consonant for another of its class; what is not named costs `FAR`.
CLOSE = {frozenset(pair.split()): float(cost) for pair, cost in spelling("cost").items()}
FAR = 0.6


def likeness(one: str, other: str) -> float:
    """How well two Latin strict keys of one sound key agree: 1 the same, 0 nothing but the consonant classes.

    The cost of each consonant (table `CLOSE`) and each vowel run is shared over the length, so that a long name may
    differ in more letters than a short one.
    """
    if one == other:
        return 1.0
    a, b = units(one), units(other)
    if len(a[1]) != len(b[1]):
        return 0.0
    cost = 0.0
    for x, y in zip(a[1], b[1], strict=True):
        if x != y:
            cost += CLOSE.get(frozenset((x, y)), FAR)
    last = len(a[2]) - 1
    for i, (x, y) in enumerate(zip(a[2], b[2], strict=True)):
        if x != y:
            cost += vowel_cost(x, y, i == last)
    if one.count(" ") != other.count(" "):
        cost += 0.1
    return max(0.0, 1.0 - cost / max(3.0, len(a[1]) + 1.0))


def vowel_cost(one: str, other: str, at_end: bool) -> float:
    """What it costs to read one vowel run for another; an ending -a, -e, -i or none weighs less."""
    if not one or not other:
        return 0.15 if at_end else 0.4 if len(one or other) == 1 else 0.55
    if one in other or other in one or at_end:
        return 0.12
    return 0.25 if set(one) & set(other) or len(one) == len(other) == 1 else 0.4
