"""What holds of any sentence whatever: every token has one head, nothing goes in circles, time grows with length."""

from __future__ import annotations

import time
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import KnowledgeError
from contested.reading.syntax import Tree, load
from contested.reading.syntax.arcs import arcs
from contested.reading.syntax.table import read
from contested.reading.syntax.tree import LABELS, TAGS

FEW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
KNOWN = "the army captured town of by and , . which to held that Azaz 12 's not was have “ — ٣ 城 U.S. don't x".split()
WORDS = st.lists(st.sampled_from(KNOWN) | st.text(min_size=1, max_size=8), max_size=40)


def check(words: list[str], tree: Tree) -> None:
    """A tree is one: an entry a token, heads that lead to a root, tags and labels that are known."""
    assert len(tree.tags) == len(tree.heads) == len(tree.labels) == len(words)
    assert set(tree.tags) <= set(TAGS)
    assert set(tree.labels) <= set(LABELS)
    for i in range(len(words)):
        seen = set()
        while i >= 0:
            assert i not in seen
            seen.add(i)
            i = tree.heads[i]


@FEW
@given(WORDS)
def test_any_words_have_a_tree(words: list[str]) -> None:
    tree = load().parse(words)
    check(words, tree)
    for arc in arcs(words, tree):
        assert arc.head != arc.dependent
        assert 0 <= arc.dependent < len(words)


@FEW
@given(
    st.lists(st.tuples(WORDS, st.dictionaries(st.integers(0, 50), st.sampled_from(list(TAGS)), max_size=3)), max_size=8)
)
def test_many_at_once_as_one_by_one(sentences: list[tuple[list[str], dict[int, str]]]) -> None:
    words = [words for words, _ in sentences]
    fixed = [{place: tag for place, tag in known.items() if place < len(words)} for words, known in sentences]
    alone = [load().parse(*each) for each in zip(words, fixed, strict=True)]
    together = load().parse_all(words * 10, fixed * 10)
    assert together == alone * 10


def test_given_tags_overrule() -> None:
    words = "Houthi rebels shell the town".split()
    tree = load().parse(words, {0: "PROPN", 1: "NNS", 2: "VVBP"})
    assert tree.tags[:3] == ["PROPN", "NNS", "VVBP"]
    check(words, tree)


@pytest.mark.parametrize("piece", ["the army captured the town and", "of", ",", "shelled", "that which", "a , b and"])
def test_long_sentences_take_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        words = (piece.split() * times)[: 2 * times]
        least = float("inf")
        for _ in range(3):
            began = time.process_time()
            tree = load().parse(words)
            arcs(words, tree)
            least = min(least, time.process_time() - began)
        check(words, tree)
        return least

    assert seconds(1000) < 30 * max(seconds(100), 0.001)


def test_loading_is_quick() -> None:
    data, least = (resources.files("contested.knowledge") / "en" / "syntax.bin").read_bytes(), float("inf")
    for _ in range(5):
        began = time.process_time()
        read(data)
        least = min(least, time.process_time() - began)
    assert least < 0.1  # .02 to .04 where nothing else runs


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "syntax.bin"
    for data in (b"", b"contested syntax 1\n", b"contested syntax 1\nnothing", b"PK\3\4"):
        path.write_bytes(data)
        load.cache_clear()
        with pytest.raises(KnowledgeError, match="is no table of syntax"):
            load(path)
    load.cache_clear()
    with pytest.raises(KnowledgeError, match="cannot be read"):
        load(tmp_path / "nothing.bin")
