"""Strict keys to sound keys: all spellings of a name meet under one, and a score says how well two of them agree.

The sound key keeps the consonants in classes that transliteration systems confuse (q/k/g, kh/h, sh/ch, j/dj, dh/z) and
drops vowels, so that "Dayr az-Zawr" and "Deir Ezzor" meet; of a short name it keeps where a u or o is. Articles written
together with their noun ("Burj Elqasab") and the -t of a noun before another ("Maarrat", "Maarra") are dropped. Arabic
and Cyrillic letters are first put into Latin; what vowels stand between Arabic letters is not known and costs little.
Classes, letters and costs are tables in ``data/spelling.csv``, set by judgement from spellings met in reports.

For the score a name is a row of bytes, ``code``: vowel run, consonant, vowel run, … vowel run, spaces. Names under one
sound key have rows of one length, so that a block of them is compared column by column without a loop over letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from contested.gazetteer.keys import spelling

LATIN: Final = str.maketrans(spelling("letter"))  # Arabic and Cyrillic letters, simplified
SOUNDS: Final = spelling("sound")  # how a consonant may be written -> the class that it falls into
UNIT: Final = re.compile(
    r"(sh?ch|tch|tsh|dzh|[skgdtpz]h|ch|ck|cq|dj|ts|[bcdfghjklmnpqrstvxz])(?:\1)*|([aeiouwy]+)(?:h\b)?"
)
VOWELS: Final = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "u"})
SHORT: Final = 3  # fewer consonants than this say too little: some vowels join the key
ARABIC: Final = re.compile(r"[\u0621-\u06d5]")
AYN: Final = "عأإآ"  # letters that stand for a vowel at a word's beginning, whichever it is
TAIL: Final = re.compile(r"(?<=[^\Waeiouwy])h\b")  # what is left of an Arabic feminine ending
GLUED: Final = re.compile(r"(?<= )[ae]l(?=[b-df-hj-np-tvxz][a-z]{2})")  # an article written together with its noun
BOUND: Final = re.compile(r"(?<=[a-z]{3}[ae])t(?= )")  # the -t of a noun that another follows
WHOLE: Final = spelling("word")
SOUNDED: Final = re.compile(r"[a-z ]*")

#: What it costs to read one spelling of a consonant for another of its class; what is not named costs `FAR`.
CLOSE: Final = {frozenset(pair.split()): float(cost) for pair, cost in spelling("cost").items()}
FAR: Final = 0.6
SPACED: Final = 0.1  # what it costs to write in another number of words
UNKNOWN: Final = "?"  # vowels that the script does not write
RUNS: Final = (
    "",
    UNKNOWN,
    "a",
    "i",
    "u",
    "ai",
    "ia",
    "au",
    "ua",
    "iu",
    "ui",
    "aia",
    "iai",
)  # those with a code; others: the last
CONSONANTS: Final = tuple(SOUNDS)
NUMBERS: Final = {consonant: number for number, consonant in enumerate(CONSONANTS)}
RUN_CODES: Final = {run: code for code, run in enumerate(RUNS)}
OTHER_RUN: Final = len(RUNS) - 1


def latin(key: str) -> str | None:
    """A strict key in Latin letters, or None where its script is not one that we can put into them."""
    if not key.isascii():
        arabic = ARABIC.search(key) is not None
        key = key.translate(LATIN)
        key = TAIL.sub("a", key) if arabic else key
    return key if SOUNDED.fullmatch(key) else None


def plain(written: str) -> str:
    """A Latin key without what is written or not: articles within, the -t before a further word, "abul" for "abu"."""
    if " " not in written:
        return written
    written = BOUND.sub("", GLUED.sub("", written))
    return " ".join([WHOLE.get(word, word) for word in written.split()])


Units = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


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
    for i in range(len(classes) - 1) if "n" in classes else ():
        if classes[i] == "n" and classes[i + 1] in "bp" and not vowels[i + 1]:
            classes[i] = "m"  # Manbij, Membij
    return tuple(classes), tuple(written), tuple([run if len(run) < 2 else collapse(run) for run in vowels])


@lru_cache(maxsize=4096)
def collapse(run: str) -> str:
    """A vowel run without doubled letters."""
    return "".join([c for i, c in enumerate(run) if not i or run[i - 1] != c])


def sound(key: str) -> tuple[str, bytes]:
    """A strict key's sound key and code; empty where the script is unknown or no consonant is left."""
    written = latin(key)
    if not written:
        return "", b""
    classes, consonants, vowels = units(plain(written))
    if not classes:
        return "", b""
    if not key.isascii() and ARABIC.search(key):
        initial = vowels[0] or (UNKNOWN if key[0] in AYN else "")
        vowels = (initial, *[run or UNKNOWN for run in vowels[1:]])
    code = bytearray((RUN_CODES.get(vowels[0], OTHER_RUN),))
    for consonant, run in zip(consonants, vowels[1:], strict=True):
        code.append(NUMBERS[consonant])
        code.append(RUN_CODES.get(run, OTHER_RUN))
    code.append(written.count(" "))
    if len(classes) >= SHORT:
        return "".join(classes), bytes(code)
    return "".join([one + "u" * ("u" in run) for one, run in zip(classes, vowels[1:], strict=True)]) + ".", bytes(code)


def consonants(name: str) -> int:
    """How many consonants a strict key has, 0 where its script is unknown."""
    return max(0, len(sound(name)[1]) // 2 - 1)


def is_short(name: str) -> bool:
    """Whether a strict key has too few consonants for its sound to say much."""
    return sound(name)[0].endswith(".")


def vowel_cost(one: str, other: str, at_end: bool) -> float:
    """What it costs to read one vowel run for another; an ending -a, -e, -i or none weighs less."""
    if UNKNOWN in (one, other):
        return 0.12
    if not one or not other:
        return 0.15 if at_end else 0.4 if len(one or other) == 1 else 0.55
    if one in other or other in one or at_end:
        return 0.12
    return 0.25 if set(one) & set(other) or len(one) == len(other) == 1 else 0.4


def costs(code: bytes, block: bytes) -> list[int]:
    """What it costs, in hundredths, to read each name of a block for the name of a code; all codes of one length."""
    width = len(code)
    columns = [block[at::width].translate(cost_table(kind_of(at, width), code[at])) for at in range(width)]
    return list(map(sum, zip(*columns, strict=True)))


def kind_of(at: int, width: int) -> str:
    """What stands at a place of a code: spaces last, the ending before them, then consonants and vowel runs in turn."""
    if at == width - 1:
        return "spaces"
    if at == width - 2:
        return "ending"
    return "consonant" if at % 2 else "vowels"


@lru_cache(maxsize=256)
def cost_table(kind: str, mine: int) -> bytes:
    """For one value of a code, what each other value costs in hundredths, as a table for `bytes.translate`."""
    table = bytearray(256)
    for other in range(256):
        table[other] = 0 if other == mine else round(100 * one_cost(kind, mine, other))
    return bytes(table)


def one_cost(kind: str, mine: int, other: int) -> float:
    """What it costs to read one value of a code for another; values that no code holds cost most."""
    if kind == "spaces":
        return SPACED
    if kind == "consonant":
        if max(mine, other) >= len(CONSONANTS):
            return FAR
        return CLOSE.get(frozenset((CONSONANTS[mine], CONSONANTS[other])), FAR)
    if max(mine, other) >= len(RUNS):
        return FAR
    return vowel_cost(RUNS[mine], RUNS[other], kind == "ending")


def span_of(code: bytes) -> float:
    """Over how many consonants a cost is shared: a long name may differ in more letters than a short one."""
    consonants = len(code) // 2 - 1
    return consonants + 1.0 if consonants >= SHORT else max(1.5, consonants)


def likeness(one: str, other: str) -> float:
    """How well two strict keys agree, 0-1: 1 the same, 0 another sound key or nothing but the classes."""
    if one == other:
        return 1.0
    (key, code), (other_key, other_code) = sound(one), sound(other)
    if not key or key != other_key or len(code) != len(other_code):
        return 0.0
    return max(0.0, 1.0 - costs(code, other_code)[0] / 100 / span_of(code))
