"""Whether a ledger has a report, asked before it is read again."""

from __future__ import annotations

from pathlib import Path

import sample
from msgspec.structs import replace

from contested.ledger import Ledger
from contested.model import Report

REPORT = Report(
    id="r1", text="The army captured Maskanah.", date="2017-06-04", source="SANA", url="https://a.example/1"
)


def test_a_report_is_there_once_it_is_read(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        assert not ledger.has(REPORT)
        ledger.add(REPORT)
        assert not ledger.has(REPORT)  # kept, not read
        ledger.add(REPORT, sample.read(REPORT))
        assert ledger.has(REPORT) and ledger.has(replace(REPORT, id="r2", title="Another"))
        for other in ({"text": "The army left."}, {"source": None}, {"date": None}, {"url": None}):
            assert not ledger.has(replace(REPORT, **other))
