"""A floor under the quality of control: campaigns with a known truth (benchmarks/campaign.py), beside baselines."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import control as benchmark


@pytest.fixture(scope="module")
def scores() -> dict[str, benchmark.Score]:
    return benchmark.score([0, 1], ["all", "copies counted"])


def test_control_is_far_better_than_no_change_and_than_the_last_claim(scores: dict[str, benchmark.Score]) -> None:
    ours = benchmark.mean(scores["all"].moved)
    for baseline in ("nothing changed", "last claim"):
        assert ours < 0.65 * benchmark.mean(scores[baseline].moved)


def test_the_band_along_the_front_is_better_than_no_change(scores: dict[str, benchmark.Score]) -> None:
    assert benchmark.mean(scores["all"].band) < 0.8 * benchmark.mean(scores["nothing changed"].band)


def test_copies_mislead_where_they_are_counted(scores: dict[str, benchmark.Score]) -> None:
    assert benchmark.mean(scores["all"].moved) < benchmark.mean(scores["copies counted"].moved)


def test_most_changes_are_seen_within_a_week(scores: dict[str, benchmark.Score]) -> None:
    seen = scores["all"].seen.values()
    assert sum(seen) > 0.65 * len(seen)
