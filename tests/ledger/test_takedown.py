"""Words that are taken down are gone from every file; names that are withheld leave in no form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sample
from sqlalchemy import text

from contested.errors import LedgerError
from contested.ledger import Added, Entry, Filter, Ledger
from contested.ledger.database import address, engine_for
from contested.model import Reading, Report

TEXT = "Ahmad Khalil told us that The army captured Maskanah with zzyzx, and captured 20 others."
REPORT = Report(id="r1", text=TEXT, title="Khalil speaks", date="2017-06-04", source="SANA", url="https://a.example/1")
REPRINT = Report(id="r2", text=TEXT, title="Again", date="2017-06-05", source="Desk")
OTHER = Report(id="r3", text="The army captured Idlib.", date="2017-06-05", source="Desk")
BY: dict[str, Any] = {"author": "Noor", "reason": "asked by the publisher"}


@pytest.fixture
def ledger(where: str) -> Ledger:
    ledger = Ledger.open(where)
    for report in (REPORT, REPRINT, OTHER):
        ledger.add(report, sample.read(report), raw=f"<p>{report.text}".encode())
    return ledger


def test_words_go_and_a_tombstone_stays(ledger: Ledger) -> None:
    with ledger:
        before = {one.claim.id: one.claim for one in ledger.told()}
        ledger.decide("accept", next(iter(before)), **BY)
        made = ledger.redact("r1", **BY)
        assert [(one.report, one.scope, one.author, one.reason) for one in made] == [
            (id, "words", BY["author"], BY["reason"]) for id in ("r1", "r2")
        ]
        assert ledger.redactions() == made and len(made[0].content) == 64
        kept = {report.id: report for report in ledger.reports()}
        assert (kept["r1"].text, kept["r1"].title, kept["r1"].url, kept["r1"].date) == ("", None, None, "2017-06-04")
        assert kept["r3"] == OTHER
        after = list(ledger.told())
        assert [one.claim.id for one in after] == list(before) and after[0].accepted
        for one in after[:4]:
            assert one.claim.quote.text == one.claim.trigger.text == one.report.text == ""
            assert one.claim.actors[0].id == "syrian-army" and one.claim.places[0].name == "Maskanah"
            assert one.claim.wording == () and one.claim.attribution[0].source == ""
        assert [one.report.id for one in ledger.search(Filter(words="captured"))] == ["r3"]
        assert [head.id for head in ledger.search_reports(Filter(words="khalil OR again"))] == []
        assert ledger.check() == ()


def test_with_the_claims_nothing_but_the_tombstone_stays(ledger: Ledger) -> None:
    with ledger:
        ledger.redact("r1", **BY)
        assert {one.scope for one in ledger.redact("r1", scope="claims", **BY)} == {"claims"}
        assert {one.report.id for one in ledger.told()} == {"r3"}
        assert [reading.report.id for reading in ledger.readings()] == ["r3"]
        with pytest.raises(LedgerError, match="already"):
            ledger.redact("r1", **BY)
        assert ledger.check() == ()


def test_words_that_were_taken_down_do_not_come_in_again(ledger: Ledger) -> None:
    with ledger:
        ledger.redact("r1", **BY)
        anew = Report(id="r9", text=TEXT, source="Another")
        again, fresh, other = ledger.add_all([Entry(each, sample.read(each)) for each in (REPORT, anew, OTHER)])
        assert isinstance(again, LedgerError) and isinstance(fresh, LedgerError) and "taken down" in str(fresh)
        assert other == Added(False, False) and ledger.has(REPORT)


def test_what_cannot_be_taken_down_is_said(ledger: Ledger) -> None:
    with ledger:
        for id, more, says in (("r9", {}, "no such report"), ("r1", {"reason": ""}, "reason")):
            with pytest.raises(LedgerError, match=says):
                ledger.redact(id, **(BY | more))
        assert ledger.redactions() == ()


def test_no_file_holds_the_words_any_more(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger.open(path) as ledger:
        for number in range(50):
            each = Report(id=str(number), text=f"{number} {TEXT if number == 7 else OTHER.text}")
            ledger.add(each, sample.read(each))
        assert any(b"zzyzx" in file.read_bytes() for file in tmp_path.iterdir())
        ledger.redact("7", **BY)
        assert [file.name for file in tmp_path.iterdir() if b"zzyzx" in file.read_bytes()] == []


def test_only_a_tombstone_lets_words_go(ledger: Ledger, where: str) -> None:
    with ledger:
        ledger.redact("r1", **BY)
    engine = engine_for(address(where))
    for act in (
        "DELETE FROM reports WHERE id = 'r1'",
        "UPDATE reports SET published = NULL WHERE id = 'r1'",
        "UPDATE reports SET title = 'x' WHERE id = 'r1'",
        "UPDATE reports SET title = NULL WHERE id = 'r3'",
        "UPDATE blobs SET bytes = '' WHERE hash = (SELECT content FROM reports WHERE id = 'r3')",
        "DELETE FROM claim_actors WHERE claim = (SELECT max(n) FROM claims WHERE reading = 3)",
        "DELETE FROM redactions",
    ):
        with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
            connection.execute(text(act))
    engine.dispose()


def test_a_withheld_name_is_blocked_out_and_offsets_hold(ledger: Ledger) -> None:
    with ledger:
        ledger.withhold("ahmad  khalil", **BY)
        ledger.withhold("Khalil", **BY)
        ledger.withhold("Idlib", **BY)
        values: list[Any] = [*ledger.reports(), *ledger.readings(), *ledger.told(), *ledger.search()]
        assert not any("Khalil" in str(value) or "Idlib" in str(value) for value in values)
        for reading in ledger.readings():
            assert len(reading.report.text) in (len(TEXT), len(OTHER.text))
            for quoted in (*reading.mentions, *(claim.quote for claim in reading.claims)):
                assert reading.report.text[quoted.start : quoted.end] == quoted.text
        assert next(ledger.reports()).title == "██████ speaks"
        ledger.withhold("Khalil", publish=True, **BY)
        assert [row.name for row in ledger.withheld()] == ["ahmad khalil", "Idlib"]
        assert next(ledger.reports()).title == "Khalil speaks"


def test_a_name_that_straddles_the_edge_of_a_quote_is_blocked_out_there_too(tmp_path: Path) -> None:
    reading = sample.read(OTHER)
    half = type(reading.claims[0].quote)(0, 7, "The arm")
    claim = type(reading.claims[0])(**{**fields(reading.claims[0]), "quote": half})
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        ledger.add(OTHER, Reading(**{**fields(reading), "claims": (claim,)}))
        ledger.withhold("army", **BY)
        assert next(ledger.told()).claim.quote.text == "The ███"


def fields(thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in thing.__struct_fields__}


@pytest.mark.parametrize(
    ("name", "more", "says"),
    [("", {}, "name"), ("A", {"author": ""}, "author"), ("B", {}, "already"), ("C", {"publish": True}, "not withheld")],
)
def test_what_cannot_be_withheld_is_said(ledger: Ledger, name: str, more: dict[str, Any], says: str) -> None:
    with ledger:
        ledger.withhold("B", **BY)
        with pytest.raises(LedgerError, match=says):
            ledger.withhold(name, **(BY | more))
