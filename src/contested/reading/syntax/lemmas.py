"""The dictionary form of a word, by its tag: "seized" -> "seize", "men" -> "man".

``knowledge/en/lemmas.csv`` says what becomes of forms that end in certain letters; the longest ending that fits
decides, a whole word (marked by ^) before all. It is written by ``benchmarks/train_lemmas.py``.
"""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from importlib import resources
from typing import Final

KINDS: Final[dict[str, tuple[str, ...]]] = {
    "VVBD": ("past",),
    "VVBN": ("participle",),
    "VVBG": ("ing",),
    "VVBZ": ("third",),
    "VVBP": ("present",),
    "NNS": ("plural",),
    "BE": ("past", "third", "present"),
    "BEN": ("participle", "ing"),
    "HAVE": ("past", "third", "ing", "present"),
    "DO": ("past", "third", "participle", "ing"),
    "GET": ("past", "participle", "ing", "third"),
}
WHOLE: Final = ("BE", "BEN", "HAVE", "DO", "GET", "VVBP")  # of which only rows of whole words speak


class Endings:
    """Rows of one kind of form: ending, or ^ and a word -> how many letters to cut, and what to put instead."""

    def __init__(self) -> None:
        self.rows: dict[str, tuple[int, str]] = {}
        self.longest = 0

    def add(self, ending: str, cut: int, put: str) -> None:
        """Take in a row."""
        self.rows[ending] = cut, put
        if not ending.startswith("^"):
            self.longest = max(self.longest, len(ending))

    def whole(self, form: str) -> str | None:
        """The lemma of a form that has a row of its own."""
        found = self.rows.get("^" + form)
        return None if found is None else form[: len(form) - found[0]] + found[1]

    def lemma(self, form: str) -> str:
        """The lemma of any form."""
        if (known := self.whole(form)) is not None:
            return known
        for length in range(min(self.longest, len(form)), -1, -1):
            found = self.rows.get(form[len(form) - length :])
            if found is not None and len(form) - found[0] + len(found[1]) > 1:
                return form[: max(0, len(form) - found[0])] + found[1]
        return form


@cache
def endings() -> dict[str, Endings]:
    """Kind of form -> its rows."""
    found: dict[str, Endings] = {}
    table = resources.files("contested.knowledge") / "en" / "lemmas.csv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").split("\n")):
        found.setdefault(row["form"], Endings()).add(row["ending"], int(row["cut"]), row["put"])
    return found


@lru_cache(maxsize=50_000)
def lemma(word: str, tag: str) -> str:
    """The dictionary form of a word, in small letters.

    Args:
        word: as it is written.
        tag: its tag; a word whose tag has no forms is its own lemma.
    """
    form = word.lower()
    kinds = KINDS.get(tag)
    if kinds is None:
        return form
    tables = endings()
    if tag in WHOLE:
        known = (tables[kind].whole(form) for kind in kinds)
        return next((found for found in known if found is not None), form)
    if "-" in form and tag != "NNS":  # "re-captured": as its last part
        before, _, last = form.rpartition("-")
        return f"{before}-{tables[kinds[0]].lemma(last)}" if last else form
    return tables[kinds[0]].lemma(form)
