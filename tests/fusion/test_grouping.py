"""Events of the grouping gold, read and fused as a user's reports are, hold their floor and beat the baseline."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from contested.reading import open_reader

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

import grouping  # noqa: E402

FLOOR = 0.93
LEAD = 0.08


@pytest.fixture(scope="module")
def gold() -> list[grouping.Item]:
    return grouping.items()


def test_the_gold_is_as_large_and_as_varied_as_it_should_be(gold: list[grouping.Item]) -> None:
    reports = {item.report.id: item.report for item in gold}
    events = Counter(item.event for item in gold)
    assert (len(events) >= 60, len(reports) >= 250) == (True, True)
    assert min(events.values()) >= 2
    assert len({report.country for report in reports.values()}) >= 10
    assert all(item.report.text[item.at : item.at + len(item.words)] == item.words for item in gold)
    assert all(len({item.report.source for item in gold if item.event == event}) >= 2 for event in events)


def test_events_hold_their_floor_and_lead_the_baseline(gold: list[grouping.Item], cache_folder: Path) -> None:
    score = grouping.b_cubed(gold, grouping.ours(gold, grouping.read(open_reader(), gold)))
    assert score.f1 >= FLOOR, score
    assert score.f1 >= grouping.baseline(gold).f1 + LEAD


def test_b_cubed_is_one_for_the_gold_itself_and_falls_both_ways(gold: list[grouping.Item]) -> None:
    assert grouping.b_cubed(gold, [item.event for item in gold]).f1 == pytest.approx(1.0)
    together, apart = grouping.b_cubed(gold, [0] * len(gold)), grouping.b_cubed(gold, range(len(gold)))
    assert (together.recall, apart.precision) == (pytest.approx(1.0), pytest.approx(1.0))
    assert max(together.precision, apart.recall) < 0.4


def test_b_cubed_of_a_worked_example() -> None:
    report = grouping.items()[0].report
    found = [grouping.Item(event, report, 0, "", "") for event in "aab"]
    score = grouping.b_cubed(found, [1, 2, 2])
    assert (score.precision, score.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
