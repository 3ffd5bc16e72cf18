"""The last resort: names that differ in one consonant, found by trying each change of the sound key.

A key of n consonants has some 35 n neighbours: one consonant left out, put in, changed for another, or two swapped. So
few look-ups need no index of their own. Names of fewer than `LEAST` consonants have too many neighbours to mean one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from contested.gazetteer.sounds import SOUNDS, latin, plain

LEAST: Final = 4  # consonants
CLASSES: Final = tuple(sorted(set(SOUNDS.values())))
VOWELS: Final = frozenset("aeiouwy ")
WORST: Final = 0.75  # no name found in this way is more like than this
ROUNDING: Final = 1e-9
VOWEL: Final = 0.3  # what another vowel costs, beside 1 for another consonant
ALIKE: Final = 0.25  # and another consonant of the class


def neighbours(key: str) -> Iterator[str]:
    """All sound keys that differ from one in one consonant, each once, in a fixed order."""
    if len(key) < LEAST or key.endswith("."):
        return
    seen = {key}
    for one in changed(key):
        if one not in seen and len(one) >= LEAST - 1:
            seen.add(one)
            yield one


def changed(key: str) -> Iterator[str]:
    """A key with one consonant left out, two swapped, one changed or put in; a consonant may come twice."""
    for i in range(len(key)):
        yield key[:i] + key[i + 1 :]
    for i, (one, other) in enumerate(pairwise(key)):
        yield key[:i] + other + one + key[i + 2 :]
    for i in range(len(key) + 1):
        for sound in CLASSES:
            if i < len(key):
                yield key[:i] + sound + key[i + 1 :]
            yield key[:i] + sound + key[i:]


def closeness(one: str, other: str, least: float = 0.0) -> float:
    """How alike two strict keys are by the cheapest edits from one to the other, 0 to `WORST`.

    Args:
        least: what is less alike than this may be given as 0, which is quicker to see.
    """
    a, b = (plain(latin(key) or "") for key in (one, other))
    if not a or not b:
        return 0.0
    longer = max(len(a), len(b))
    return WORST * max(0.0, 1.0 - distance(a, b, longer * (1.0 - least / WORST) + ROUNDING) / longer)


def distance(one: str, other: str, most: float = math.inf) -> float:
    """The least cost of edits from one name to another (Damerau-Levenshtein, vowels and like consonants cheaper).

    Args:
        most: where the cost can only come to more than this, infinity is given as soon as that is seen.
    """
    before: list[float] = []
    row = [0.0]
    for letter in other:
        row.append(row[-1] + cost(letter, ""))
    for i, mine in enumerate(one):
        new = [row[0] + cost(mine, "")]
        for j, theirs in enumerate(other):
            best = min(row[j + 1] + cost(mine, ""), new[j] + cost(theirs, ""), row[j] + cost(mine, theirs))
            if i and j and mine == other[j - 1] and theirs == one[i - 1]:
                best = min(best, before[j - 1] + 1.0)
            new.append(best)
        # what comes later is built on the last row, or for two letters that are swapped on the one before it
        if min(new) > most and min(row) + 1.0 > most:
            return math.inf
        before, row = row, new
    return row[-1]


def cost(one: str, other: str) -> float:
    """What it costs to read one letter for another, or for none."""
    if one == other:
        return 0.0
    if one in VOWELS and (not other or other in VOWELS):
        return VOWEL
    return ALIKE if other and SOUNDS.get(one) == SOUNDS.get(other, "") else 1.0
