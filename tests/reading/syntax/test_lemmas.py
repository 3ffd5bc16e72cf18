"""Dictionary forms by tag."""

from __future__ import annotations

import pytest

from contested.reading.syntax.lemmas import lemma

FORMS = """seized VVBD seize|taken VVBN take|shelling VVBG shell|planning VVBG plan|battling VVBG battle|fled VVBD flee
    held VVBN hold|overran VVBD overrun|besieged VVBN besiege|killing VVBG kill|clashes VVBZ clash
    re-captured VVBD re-capture
    men NNS man|cities NNS city|casualties NNS casualty|series NNS series|aircraft NNS aircraft|troops NNS troop
    was BE be|been BEN be|has HAVE have|did DO do|got GET get|are VVBP be
    Forces NNS force|Azaz PROPN azaz|controlled VVBN control|travelled VVBD travel"""


@pytest.mark.parametrize("row", [row.strip() for line in FORMS.split("\n") for row in line.split("|")])
def test_lemma(row: str) -> None:
    word, tag, expected = row.split()
    assert lemma(word, tag) == expected


@pytest.mark.parametrize("tag", ["VVBD", "VVBN", "VVBG", "VVBZ", "NNS", "BE", "X"])
@pytest.mark.parametrize("word", ["", "s", "-", "x-", "ed", "ing", "ies", "城", "É́s", "----ed"])
def test_odd_words_have_one_too(word: str, tag: str) -> None:
    assert lemma(word, tag) is not None
    assert bool(lemma(word, tag)) == bool(word)
