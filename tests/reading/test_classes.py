"""A word's class is decided by its form, and where it can be several, by its neighbours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.reading.classes import Classifier
from contested.reading.compile import open_lexicon
from contested.reading.tokens import tokenise

LETTERS = frozenset("DPTCSRZOMHBKXVNQJ#Y'vsdnpg,;:()\".?")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(open_lexicon())


def classes(classifier: Classifier, text: str) -> str:
    tokens = tokenise(text)
    return "".join(classifier.sentence(tokens.words, tokens.lowers, 0, len(tokens.words)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They attack the town.", "OvDN."),
        ("The attack failed.", "DNd."),
        ("Rebels attack the town.", "NvDN."),
        ("The rebels hit the base.", "DNdDN."),
        ("to seize and hold the town", "TvCvDN"),
        ("The rebels' advance stopped.", "DN'Nd."),
        ("They were shelling the town.", "OBgDN."),
        ("The shelling continued.", "DNd."),
        ("an advance south of Homs", "DNPPQ"),
        ("the towns that surrendered", "DNRd"),
        ("They said that Homs fell.", "OdZQd."),
        ("The army captured the wounded men.", "DNdDJN."),
    ],
)
def test_neighbours_decide(classifier: Classifier, text: str, expected: str) -> None:
    assert classes(classifier, text) == expected


def test_the_first_capital_makes_no_name(classifier: Classifier) -> None:
    assert classes(classifier, "Troops left Homs.") == "NdQ."
    assert classes(classifier, "Qusayr fell.")[0] == "Q" or "qusayr" not in classifier.words


def test_what_is_known_stays(classifier: Classifier) -> None:
    tokens = tokenise("They left on Friday")
    found = classifier.sentence(tokens.words, tokens.lowers, 0, 4, {3: "Y"})
    assert found[3] == "Y"


@given(text=st.text(max_size=120))
def test_every_token_has_one_settled_class(classifier: Classifier, text: str) -> None:
    found = classes(classifier, text)
    assert len(found) == len(tokenise(text).words)
    assert set(found) <= LETTERS
