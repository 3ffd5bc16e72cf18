"""Tokens stand at their offsets; sentences are ranges of them that leave nothing out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.reading.tokens import LONGEST, tokenise

TEXT = st.text(alphabet=st.sampled_from("abRU1.,;:!?()\"'’“”-– \n\t'sé…"), max_size=300) | st.text(max_size=200)


def sentences(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens.starts[first] : tokens.ends[last - 1]] for first, last in tokens.sentences]


@given(TEXT)
def test_tokens_are_exactly_at_their_offsets(text: str) -> None:
    tokens = tokenise(text)
    assert tokens.words == [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))
    outside = "".join(text[a:b] for a, b in zip([0, *tokens.ends], [*tokens.starts, len(text)], strict=True))
    assert not outside.strip()


@given(TEXT)
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    tokens = tokenise(text)
    covered = [i for first, last in tokens.sentences for i in range(first, last)]
    assert covered == list(range(len(tokens.words)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pro-government U.S.-led al-Rahba", ["pro-government", "U.S.-led", "al-Rahba"]),
        ("1,500 men on 2017-05-27 at 10:30", ["1,500", "men", "on", "2017-05-27", "at", "10:30"]),
        ("the army's 9th 50-year-old", ["the", "army", "'s", "9th", "50-year-old"]),
    ],
)
def test_words_keep_their_inner_marks(text: str, words: list[str]) -> None:
    assert tokenise(text).words == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Smith fled. He died.", ["Gen. Smith fled.", "He died."]),
        ("They hold No. 5. Troops left.", ["They hold No. 5.", "Troops left."]),
        ("It fell in the U.S. They left.", ["It fell in the U.S.", "They left."]),
        ('"They fled." Rebels advanced.', ['"They fled."', "Rebels advanced."]),
        ("Aleppo falls\n\nThe army took it", ["Aleppo falls", "The army took it"]),
        ("Losses:\n- five tanks\n- two guns", ["Losses:", "- five tanks", "- two guns"]),
        ("a line that\ngoes on", ["a line that\ngoes on"]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_without_end_is_cut() -> None:
    bounds = tokenise("word " * 5 * LONGEST).sentences
    assert max(last - first for first, last in bounds) <= 2 * LONGEST


def test_time_grows_with_the_length_alone() -> None:
    def cost(text: str) -> float:
        best = 9.0
        for _ in range(3):
            began = time.process_time()
            tokenise(text)
            best = min(best, time.process_time() - began)
        return best

    text = "Rebels took U.S. arms (and more).\n" * 500
    assert cost(text * 8) < 8 * 4 * max(cost(text), 0.002)


@pytest.mark.parametrize("bullet", ["-", "*", "•", ">", "▪", "→"])
def test_items_of_a_list_are_sentences(bullet: str) -> None:
    tokens = tokenise(f"Evening summary\n{bullet} Homs: two killed\n{bullet} Idlib: a blast")
    assert len(tokens.sentences) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the Gwoza–Bama road", ["the", "Gwoza–Bama", "road"]),
        ("19–20 May", ["19", "–", "20", "May"]),
        ("Kyiv – Kharkiv", ["Kyiv", "–", "Kharkiv"]),
        ("the town–they said", ["the", "town", "–", "they", "said"]),
    ],
)
def test_a_dash_within_a_name_is_a_hyphen(text: str, words: list[str]) -> None:
    assert tokenise(text).words == words
