"""A ledger to ask: the hand-made readings of `war_sample`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import war_sample

import contested


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[contested.Ledger]:
    with contested.open(tmp_path / "war.sqlite", create=True) as kept:
        for reading in war_sample.readings():
            kept.add(reading.report, reading)
        yield kept
