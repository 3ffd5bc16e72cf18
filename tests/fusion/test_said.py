"""Sentences as numbers: what runs and postings hold, and that it is the same in every process."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np

from contested.fusion.near_copies import Postings, spread
from contested.fusion.said import Forms, Said, Sentences

SENTENCE = "The army took Maskanah and 12 villages in the east."
PRINT = f"from contested.fusion.said import Forms; print(Forms().of({SENTENCE!r}))"


def said(text: str, report: str = "a", day: int = 1) -> Said:
    return Said(day, report, 0, None, *Forms().of(text))


def test_words_are_numbers_that_every_process_gives_alike() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINT], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    words, special = Forms().of(SENTENCE)
    assert len(words) == 8 * len(special) == 80
    assert [at for at, one in enumerate(special) if one] == [3, 5]


def test_runs_are_shared_where_so_many_words_are_and_end_with_the_sentence() -> None:
    found = Sentences([said("they took the town on Monday"), said("she says they took the town", "b"), said("no", "c")])
    assert [len(found.runs_of(one)) for one in range(3)] == [4, 4, 0]
    assert len(set(found.runs_of(0)) & set(found.runs_of(1))) == 2
    assert found.ordinary.tolist() == [5, 6, 1]


def test_postings_give_owners_and_features_once_each() -> None:
    found = Postings(np.array([7, 5, 5, 7, 5], np.uint64), np.array([0, 0, 1, 0, 3], np.int64), 4)
    assert [found.of(owner).tolist() for owner in range(4)] == [[0, 1], [0], [], [0]]
    assert (found.owners(0).tolist(), found.owners(1).tolist(), found.often.tolist()) == ([0, 1, 3], [0], [3, 1])
    assert [rank >> 32 for rank in found.rarest().tolist()] == [1, 3, 0, 3]


def test_stretches_are_spread_in_order() -> None:
    owner, at = spread(np.array([10, 0, 5]), np.array([2, 0, 3]))
    assert (owner.tolist(), at.tolist()) == ([0, 0, 2, 2, 2], [10, 11, 5, 6, 7])
