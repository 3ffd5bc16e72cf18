"""Rows are made, written and let go: an export of any size takes little memory, and the order is the claims' own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, permutations

import pytest
from accounts import account, killed
from exporting import ABOUT, claim_rows
from msgspec.structs import replace

from contested.model import Told
from contested.publish.export import WRITERS, Admission, Row, Spool, formats
from contested.publish.export.shapes import GROUP

AHEAD = {"geoparquet": GROUP}


class Endless:
    """Rows without end, each of a day of its own, counted as they are asked for."""

    def __init__(self, row: Row) -> None:
        self.row, self.asked = row, 0

    def __iter__(self) -> Iterator[Row]:
        while True:
            self.asked += 1
            day = (date(2017, 1, 1) + timedelta(days=self.asked)).isoformat()
            yield replace(self.row, start=day, end=day)


@pytest.mark.parametrize("to", sorted(WRITERS))
def test_a_writer_never_asks_for_more_rows_than_it_writes(to: str) -> None:
    (row,) = claim_rows(account("a", of="rebels", counts=(killed(1),), ucdp=1))
    rows = Endless(row)
    some = list(islice(WRITERS[to](Admission(formats()[to]).through(rows), ABOUT), 8 if to != "geoparquet" else 1))
    assert any(some) and rows.asked <= AHEAD.get(to, 8)


def test_claims_come_in_the_order_of_their_days_whatever_the_order_of_adding() -> None:
    told = (
        account("b", day="2017-06-02", text="A report of some length that is kept beside its claims."),
        account("a", day="2017-06-01", text="One report of two claims."),
        account("c", day=None),
        account("a", "clash", day="2017-06-03", at=3, text="One report of two claims."),
    )
    for order in permutations(told):
        with Spool(order) as kept:
            assert len(kept) == 4 and list(kept) == [told[1], told[0], told[3], told[2]]


def test_a_corrected_claim_keeps_its_day_of_knowing() -> None:
    one = Told(claim=account("a").claim, report=account("a").report, known="2017-01-01", accepted=True)
    with Spool([one]) as kept:
        assert list(kept) == [one]
