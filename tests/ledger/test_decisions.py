"""Decisions are rows: they stand until taken back, bear on what is told, and overwrite nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sample

from contested.errors import LedgerError
from contested.ledger import Ledger
from contested.model import Decision, Reading, Report, event_id

REPORT = Report(id="r1", text="The army captured Maskanah and captured 20 others.", date="2017-06-04", source="SANA")
ONE, TWO = (claim.id for claim in sample.read(REPORT).claims)
BY: dict[str, Any] = {"author": "Noor", "reason": "seen"}


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 12, tzinfo=UTC)


@pytest.fixture
def ledger(where: str) -> Ledger:
    ledger = Ledger.open(where)
    ledger.add(REPORT, sample.read(REPORT), now=day(1))
    return ledger


def told(ledger: Ledger, **clocks: str) -> list[str]:
    return [one.claim.id for one in ledger.told(**clocks)]


def test_a_decision_is_kept_with_author_time_and_reason(ledger: Ledger) -> None:
    with ledger:
        made = ledger.decide("comment", REPORT.id, now=day(2), **BY)
        merged = ledger.decide("merge", ONE, others=[TWO], **BY)
        assert made == Decision(
            number=1, kind="comment", subject="r1", author="Noor", made="2026-01-02T12:00:00+00:00", reason="seen"
        )
        assert ledger.decisions() == (made, merged) and merged.others == (TWO,)


def test_the_last_word_on_a_claim_holds(ledger: Ledger) -> None:
    with ledger:
        ledger.decide("reject", ONE, **BY)
        assert told(ledger) == [TWO]
        ledger.decide("accept", ONE, **BY)
        assert [(one.claim.id, one.accepted) for one in ledger.told()] == [(ONE, True), (TWO, False)]
        ledger.decide("reject", REPORT.id, **BY)
        assert told(ledger) == []
        assert len(list(ledger.claims())) == 2


def test_taking_back_is_another_row(ledger: Ledger) -> None:
    with ledger:
        number = ledger.decide("reject", ONE, now=day(2), **BY).number
        back = ledger.withdraw(number, now=day(4), **BY)
        assert (back.kind, back.subject, back.withdraws) == ("withdraw", ONE, number)
        assert ledger.decisions() == () and len(ledger.decisions(withdrawn=True)) == 2
        assert told(ledger) == [ONE, TWO]
        with pytest.raises(LedgerError, match="taken back"):
            ledger.withdraw(number, **BY)


def test_a_correction_keeps_the_original(ledger: Ledger) -> None:
    fields = {"type": "withdrawal", "time.start": "2017-06-01", "actors.0.side": None, "modality": "asserted"}
    with ledger:
        before = next(ledger.told())
        ledger.decide("correct", ONE, fields=fields, **BY)
        after = next(ledger.told())
        assert after.original == before.claim and after.report is not None
        claim = after.claim
        assert (claim.id, claim.type, claim.time.start, claim.modality) == (ONE, "withdrawal", "2017-06-01", "asserted")
        assert claim.actors[0].side is None and claim.acled is not None and claim.acled != before.claim.acled
        ledger.decide("correct", ONE, fields={"type": "advance"}, **BY)
        again = next(ledger.told())
        assert (again.claim.type, again.claim.time.start) == ("advance", "2017-06-01")


def test_a_corrected_report_is_known_from_its_corrected_day(ledger: Ledger) -> None:
    with ledger:
        ledger.decide("correct", REPORT.id, fields={"date": "2017-06-02"}, **BY)
        assert told(ledger, as_known="2017-06-02") == [ONE, TWO]
        assert {one.known for one in ledger.told()} == {"2017-06-02"}
        ledger.decide("correct", REPORT.id, fields={"date": "2017-06-09"}, **BY)
        assert told(ledger, as_known="2017-06-04") == []


def test_the_ledgers_own_clock_leaves_out_what_came_later(ledger: Ledger) -> None:
    old = sample.read(REPORT)
    new = Reading(report=REPORT, reader="sample 2", sentences=old.sentences, mentions=(), claims=old.claims[1:])
    other = Report(id="r2", text=REPORT.text, source="Monitor", date="2017-06-01")
    with ledger:
        number = ledger.decide("reject", TWO, now=day(2), **BY).number
        ledger.withdraw(number, now=day(4), **BY)
        ledger.add(REPORT, new, now=day(5))
        ledger.add(other, sample.read(other), now=day(6))
        assert told(ledger, as_recorded="2025-12-31") == []
        assert told(ledger, as_recorded="2026-01-01") == [ONE, TWO]
        assert told(ledger, as_recorded="2026-01-02") == told(ledger, as_recorded="2026-01-04T11:59:59") == [ONE]
        assert told(ledger, as_recorded="2026-01-04") == [ONE, TWO]
        assert told(ledger, as_recorded="2026-01-05") == [TWO]
        assert len(told(ledger)) == 3 and len(told(ledger, as_known="2017-06-03")) == 2
        assert [row.number for row in ledger.decisions(as_recorded="2026-01-03")] == [number]


def test_an_event_can_be_decided_on(ledger: Ledger) -> None:
    with ledger:
        assert ledger.decide("split", event_id([ONE, TWO]), others=[TWO], **BY).subject == event_id([ONE, TWO])


@pytest.mark.parametrize(
    ("kind", "subject", "more", "says"),
    [
        ("accept", "0" * 16, {}, "no such claim"),
        ("accept", ONE, {"author": " "}, "author"),
        ("accept", ONE, {"reason": ""}, "reason"),
        ("accept", ONE, {"others": [TWO]}, "no others"),
        ("merge", ONE, {}, "needs the others"),
        ("correct", ONE, {}, "nothing to correct"),
        ("correct", ONE, {"fields": {"id": "x"}}, "cannot be corrected"),
        ("correct", ONE, {"fields": {"colour": "red"}}, "no such field"),
        ("correct", ONE, {"fields": {"places.4.name": "x"}}, "no such field"),
        ("correct", ONE, {"fields": {"modality": "maybe"}}, "maybe"),
        ("correct", ONE, {"fields": {"type": "picnic"}}, "no event type"),
        ("correct", ONE, {"fields": {"time.start": "2017-06-05"}}, "before it starts"),
        ("correct", ONE, {"fields": {"time.start": "soon"}}, "no date"),
        ("correct", "r1", {"fields": {"date": "2017-02-31"}}, "no date"),
        ("approve", ONE, {}, "no decision"),
    ],
)
def test_a_decision_that_says_too_little_is_refused(
    ledger: Ledger, kind: Any, subject: str, more: dict[str, Any], says: str
) -> None:
    with ledger:
        with pytest.raises(LedgerError, match=says):
            ledger.decide(kind, subject, **(BY | more))
        assert ledger.decisions(withdrawn=True) == ()


def test_readings_are_given_after_what_was_decided(ledger: Ledger) -> None:
    with ledger:
        ledger.decide("reject", ONE, **BY)
        ledger.decide("correct", TWO, fields={"type": "siege"}, **BY)
        ledger.decide("correct", REPORT.id, fields={"source": "Desk"}, **BY)
        (reading,) = ledger.readings(decided=True)
        assert [(claim.id, claim.type) for claim in reading.claims] == [(TWO, "siege")]
        assert reading.report.source == "Desk" and next(ledger.readings()) == sample.read(REPORT)
