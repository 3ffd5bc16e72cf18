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


def seconds(folder: Path, count: int) -> float:
    """How long a reader takes to open with so many actors of one's own."""
    (folder / "actors").mkdir(parents=True)
    (folder / "actors" / "many.toml").write_text("".join(map(ROW.format, range(count))))
    began = time.process_time()
    open_reader(folder)
    return time.process_time() - began


@pytest.mark.check
def test_twenty_thousand_actors(tmp_path: Path) -> None:
    without, few, many = (seconds(tmp_path / str(count), count) for count in (0, 2_000, 20_000))
    assert many - without < 20 * (few - without) + 2, (without, few, many)
