"""Sentences that hold claims as arrays of numbers: a word is 64 bits of its hash, so that no text need be at hand.

Equal words have equal numbers in every process and on every machine, and sentences of many reports are a few arrays.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from re import compile as pattern
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

WORD = pattern(r"\w+(?:['’]\w+)?")
MIX = np.uint64(0x9E3779B97F4A7C15)  # an odd number of 64 bits: 2^64 by the golden ratio
Ints = NDArray[np.int64]


class Rules(NamedTuple):
    """The limits of ``fusion-copies.toml`` by name, and the words that are numbers."""

    limits: dict[str, float]
    numbers: frozenset[str]


@cache
def rules() -> Rules:
    """The packaged limits."""
    data = tomllib.loads((files("contested.knowledge") / "fusion-copies.toml").read_text(encoding="utf-8"))
    limits = {row["name"]: row["value"] for row in data["limit"]}
    return Rules(limits, frozenset(data["numbers"]["words"].split()))


class Said(msgspec.Struct, frozen=True, gc=False):
    """One sentence: when it was published, where it stands, its words, and which of them are names or numbers.

    ``words``: 8 bytes a word, lowest first; ``special``: a byte a word, 1 for a name or number.
    """

    day: int
    report: str
    start: int
    source: str | None
    words: bytes
    special: bytes


class Form(NamedTuple):
    """A word as it is written: the number of its folded form, and whether it is special where it is first or later."""

    number: bytes
    first: bool
    later: bool


class Forms:
    """What is known of each form of a word, looked at once."""

    def __init__(self) -> None:
        self._known: dict[str, Form] = {}

    def of(self, text: str) -> tuple[bytes, bytes]:
        """A sentence's words and which of them are special, as `Said` has them."""
        found = [self._known.get(word) or self._new(word) for word in WORD.findall(text)]
        special = bytes([*(form.first for form in found[:1]), *(form.later for form in found[1:])])
        return b"".join(form.number for form in found), special

    def _new(self, written: str) -> Form:
        """A form that was not met before; at the beginning of a sentence every word has a capital."""
        word = written.casefold()
        number = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        first = written[0].isdigit() or written[1:] != written[1:].lower() or word in rules().numbers
        made = self._known[written] = Form(number, first, first or written[0].isupper())
        return made


class Sentences:
    """Some sentences, by day of publication, report and place in the report.

    ``words``, ``special`` and ``runs`` hold those of all, one sentence after the other; sentence i's begin at ``at[i]``
    and are ``size[i]``. A run is as many words as make words shared, mixed to one number; the last words of a sentence
    begin none.
    """

    def __init__(self, rows: Iterable[Said]) -> None:
        self.rows = sorted(rows, key=lambda row: (row.day, row.report, row.start))
        self.words = np.frombuffer(b"".join(row.words for row in self.rows), "<u8")
        self.special = np.frombuffer(b"".join(row.special for row in self.rows), np.bool_)
        self.size = np.array([len(row.special) for row in self.rows], np.int64)
        self.at = np.concatenate((np.zeros(1, np.int64), np.cumsum(self.size)))
        before = np.concatenate((np.zeros(1, np.int64), np.cumsum(self.special, dtype=np.int64)))
        self.ordinary = self.size - (before[self.at[1:]] - before[self.at[:-1]])
        self.day = np.array([row.day for row in self.rows], np.int64)
        self.report = numbered([row.report for row in self.rows])
        self.source = numbered([row.source for row in self.rows])
        self.length = int(rules().limits["run"])
        self.runs = runs_of(self.words, self.length)

    def __len__(self) -> int:
        return len(self.rows)

    def words_of(self, one: int) -> list[int]:
        """One sentence's words."""
        return self.words[self.at[one] : self.at[one + 1]].tolist()  # type: ignore[no-any-return]

    def special_of(self, one: int) -> list[bool]:
        """Which of them are names or numbers."""
        return self.special[self.at[one] : self.at[one + 1]].tolist()  # type: ignore[no-any-return]

    def runs_of(self, one: int) -> list[int]:
        """One sentence's runs, in the order of the text."""
        return self.runs[self.at[one] : max(self.at[one], self.at[one + 1] - self.length + 1)].tolist()  # type: ignore[no-any-return]


def runs_of(words: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """The run that begins at each word (words,), as if all were one sentence."""
    runs = np.zeros(len(words), np.uint64)
    for ahead in range(length):
        runs *= MIX
        runs[: max(0, len(words) - ahead)] += words[ahead:]
    return runs


def numbered(names: Sequence[str | None]) -> Ints:
    """Equal names as equal numbers; no name is no other's equal, and -1."""
    known: dict[str, int] = {}
    return np.array([-1 if name is None else known.setdefault(name, len(known)) for name in names], np.int64)
