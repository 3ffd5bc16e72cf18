"""Rows coded by hand: that they are ACLED's codes, and that the benchmark counts what agrees."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import rows as benchmark

from contested.publish.export import codes

GOLD = benchmark.gold(benchmark.GOLD)
ALL = [
    row
    for name in ("rows", "second", "third", "last")
    for row in benchmark.gold(benchmark.GOLD.with_name(f"{name}.csv"))
]


def test_rows_are_coded_by_the_codebook() -> None:
    assert len(ALL) >= 200 and len({row["war"] for row in ALL}) >= 20
    assert len({row["id"] for row in ALL}) == len({row["text"] for row in ALL}) == len(ALL)
    for row in ALL:
        assert row["country"] in codes.names(), row["id"]
        assert date.fromisoformat(row["event_date"]) <= date.fromisoformat(row["date"]), row["id"]
        assert row["fatalities"].isdigit() and row["time_precision"] in ("1", "2", "3")
        assert -90 <= float(row["latitude"]) <= 90 and -180 <= float(row["longitude"]) <= 180


def test_every_sub_event_type_has_its_event_type_and_disorder() -> None:
    rows = codes.rows("acled_types.csv")
    assert len(rows) == 25
    assert all(codes.disorder(row["event_type"], row["sub_event_type"]) for row in rows)


@pytest.mark.parametrize(("column", "value"), [("actor1", "Nobody"), ("latitude", "0"), ("fatalities", "")])
def test_a_column_that_differs_is_wrong_and_the_others_are_right(column: str, value: str) -> None:
    owed = GOLD[0]
    assert all(benchmark.right(owed, owed).values())
    found = benchmark.right(owed | {column: value}, owed)
    assert [name for name, is_right in found.items() if not is_right] == [
        "location" if column == "latitude" else column
    ]


def test_a_text_without_a_row_is_wrong_in_all() -> None:
    class Nothing(benchmark.Coder):
        def __init__(self) -> None:
            """Knows nothing."""

        def rows(self, id: str, day: str, text: str) -> list[dict[str, str]]:
            return []

    score = benchmark.compared(GOLD[:3], Nothing(), listed=False)
    assert (score.texts, score.coded, score.extra) == (3, 0, 0)
    assert set(score.shares().values()) == {0.0}
