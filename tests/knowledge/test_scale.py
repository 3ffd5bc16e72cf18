"""Knowledge of many actors is loaded in a time that grows as they do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from contested.reading import open_reader

ROW = """
[[actor]]
id = "x-{0}"
name = "Brigade Number {0} of the Plain"
kind = "rebel"
aliases = ["Plain Brigade {0}"]
"""


def seconds(folder: Path, count: int, parents: bool = False) -> float:
    """How long a reader takes to open with so many actors of one's own, a part each of the one before if asked."""
    (folder / "actors").mkdir(parents=True)
    above = [f'parent = "x-{number - 1}"\n' if parents and number else "" for number in range(count)]
    rows = (ROW.format(number) + above[number] for number in range(count))
    (folder / "actors" / "many.toml").write_text("".join(rows))
    began = time.process_time()
    open_reader(folder)
    return time.process_time() - began


@pytest.mark.check
def test_twenty_thousand_actors(tmp_path: Path) -> None:
    seconds(tmp_path / "first", 0)  # loads what is loaded once in a process
    without, few, many = (seconds(tmp_path / str(count), count) for count in (0, 2_000, 20_000))
    assert many - without < 20 * (few - without) + 2, (without, few, many)


@pytest.mark.check
def test_a_chain_of_parents_costs_no_more_than_as_many_actors(tmp_path: Path) -> None:
    seconds(tmp_path / "first", 0)
    without, few = seconds(tmp_path / "0", 0), seconds(tmp_path / "few", 2_000)
    chained = seconds(tmp_path / "chained", 2_000, parents=True)
    assert chained - without < 2 * (few - without) + 2, (without, few, chained)
