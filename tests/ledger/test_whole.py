"""The ledger as a whole: checked, dumped and loaded, backed up, counted, and brought from its first version to ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sample
from sqlalchemy import Engine, Table, select

from contested.errors import LedgerError
from contested.ledger import Filter, Ledger, schema
from contested.ledger.append import insert_rows
from contested.ledger.database import address, engine_for
from contested.ledger.version import head, upgrade
from contested.model import Baseline, Reading, Report, Stand

TEXT = "The army captured Maskanah and captured 20 others."
REPORT = Report(id="r1", text=TEXT, title="Army 👍", date="2017-06-04", source="SANA", url="https://a.example/1")
BY: dict[str, Any] = {"author": "Noor", "reason": "seen"}


def fill(ledger: Ledger) -> None:
    """Something in every table."""
    undated = Report(id="r2", text=f"{TEXT}\0\r\n", source=None)
    gone = Report(id="r3", text="The army captured Idlib.", date="2017-07-01", source="Desk")
    unread = Report(id="r4", text="سيطر الجيش", date="2017-07-02", source="SANA", lang="ar")
    for report in (REPORT, undated, gone):
        ledger.add(report, sample.read(report), knowledge="k", raw=b"\x89PNG" + report.id.encode())
    empty = Reading(report=unread, reader="sample 1", sentences=(), mentions=(), claims=(), unread="in Arabic")
    ledger.add(unread, empty)
    ids = [one.claim.id for one in ledger.told()]
    ledger.decide("correct", ids[0], fields={"places.0.name": "Maskana"}, **BY)
    ledger.withdraw(ledger.decide("merge", ids[0], others=ids[1:2], **BY).number, **BY)
    ledger.redact("r3", **BY)
    ledger.withhold("Idlib", **BY)
    stand = Stand(row=1, place="Maskanah", id=None, side="syrian-government", lat=36.0, lon=38.1)
    day = "2017-06-01"
    given = Baseline(id="b1", conflict="syria", day=day, known=day, source="Map", licence=None, stands=(stand,))
    ledger.add_baseline(given, **BY)


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as ledger:
        fill(ledger)
        yield ledger


def test_a_dump_loads_into_an_equal_ledger(ledger: Ledger, tmp_path: Path) -> None:
    lines = list(ledger.dump())
    assert all(ledger.counts().values()) and len(lines) == sum(ledger.counts().values()) + 2
    with Ledger.open(tmp_path / "copy.sqlite") as copy:
        assert copy.load(lines) == len(lines) - 2
        assert list(copy.dump()) == lines
        assert list(copy.told()) == list(ledger.told()) and copy.check() == ()
        assert [one.report.id for one in copy.search()] == [one.report.id for one in ledger.search()]
        with pytest.raises(LedgerError, match="empty ledger"):
            copy.load(lines)


def test_a_dump_of_a_file_loads_into_a_server(server: Any, tmp_path: Path, where: str) -> None:
    with Ledger.open(tmp_path / "file.sqlite") as file:
        fill(file)
        lines = list(file.dump())
    with Ledger.open(where) as ledger:
        ledger.load(lines)
        assert list(ledger.dump()) == lines and ledger.check() == ()


@pytest.mark.parametrize(
    ("cut", "says"),
    [
        (lambda lines: [], "no dump"),
        (lambda lines: [b'{"id": 1}\n', *lines[1:]], "no dump"),
        (lambda lines: [lines[0].replace(head().encode(), b"9999"), *lines[1:]], "later version"),
        (lambda lines: lines[:-1], "torn"),
        (lambda lines: lines[:4] + lines[5:], "torn"),
        (lambda lines: [*lines[:3], b'{"table":"blobs","row":["x"]}\n', *lines[3:]], "no row"),
        (lambda lines: [*lines[:3], b"{\n"], "no row"),
    ],
)
def test_what_is_no_whole_dump_leaves_nothing(tmp_path: Path, cut: Any, says: str) -> None:
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        ledger.add(REPORT, sample.read(REPORT))
        lines = list(ledger.dump())
    with Ledger.open(tmp_path / "copy.sqlite") as copy:
        with pytest.raises(LedgerError, match=says):
            copy.load(cut(lines))
        assert set(copy.counts().values()) == {0}


def test_a_backup_is_an_equal_ledger_in_a_file(ledger: Ledger, tmp_path: Path) -> None:
    ledger.backup(tmp_path / "backup.sqlite")
    with Ledger.open(tmp_path / "backup.sqlite", create=False) as copy:
        assert list(copy.dump()) == list(ledger.dump()) and copy.check() == ()
    with pytest.raises(LedgerError, match="there already"):
        ledger.backup(tmp_path / "backup.sqlite")
    with pytest.raises(LedgerError, match="folder"):
        ledger.backup(tmp_path / "none" / "backup.sqlite")


def test_a_whole_ledger_has_nothing_wrong(ledger: Ledger) -> None:
    seen: list[tuple[str, int, int]] = []
    assert ledger.check(lambda *step: seen.append(step)) == ()
    assert ("readings", 4, 4) in seen


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        ("UPDATE blobs SET bytes = x'6f' WHERE hash = (SELECT min(content) FROM reports)", "blobs: "),
        ("UPDATE reports SET identity = 'x' WHERE n = 1", "reports: 1"),
        ("UPDATE readings SET mentions = '[' WHERE n = 1", "readings: 1"),
        ("UPDATE claims SET type = 'siege' WHERE n = 1", "readings: 1: claim"),
        ("UPDATE claims SET json = '{}' WHERE n = 2", "readings: 1: "),
        ("DELETE FROM claim_actors WHERE claim = 2", "readings: 1: claim"),
        ("DELETE FROM report_words", "report_words"),
        ("DROP TRIGGER claims_no_update", "trigger claims_no_update"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM sources WHERE n = 1", "source"),
    ],
)
def test_what_was_changed_behind_the_ledgers_back_is_found(tmp_path: Path, harm: str, says: str) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger.open(path) as ledger:
        ledger.add(REPORT, sample.read(REPORT))
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    kept = [sql for name, sql in triggers if name not in harm]
    for statement in [*(harm.split("; ") if "TRIGGER" not in harm else []), *kept]:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with Ledger.open(path) as ledger:
        found = ledger.check()
    assert found and any(says in line for line in found), found


def test_decisions_whose_claim_is_found_no_more_are_listed(where: str) -> None:
    old = sample.read(REPORT)
    first, second = old.claims
    new = Reading(report=REPORT, reader="sample 2", sentences=old.sentences, mentions=(), claims=(second,))
    with Ledger.open(where) as ledger:
        ledger.add(REPORT, old)
        lost = ledger.decide("accept", first.id, **BY)
        merged = ledger.decide("merge", second.id, others=[first.id], **BY)
        ledger.decide("accept", second.id, **BY)
        ledger.decide("comment", REPORT.id, **BY)
        assert ledger.orphans() == ()
        ledger.add(REPORT, new)
        assert ledger.orphans() == (lost, merged)
        assert [one.accepted for one in ledger.told()] == [True]


def test_figures(ledger: Ledger) -> None:
    found = ledger.stats()
    assert (found.reports, found.unread, found.claims, found.redacted, found.decisions) == (4, 1, 5, 1, 1)
    assert [tuple(row) for row in found.sources] == [("SANA", 2, 2), ("(not known)", 1, 2), ("Desk", 1, 1)]
    assert [tuple(row) for row in found.types] == [("capture", 3, 5)]
    assert [row.name for row in found.months][:2] == ["2017-06", "2017-07"] and len(found.months) == 3


def first_tables() -> list[Table]:
    """The tables of the first version."""
    later = ("redactions", "withheld", "links", "baselines")
    return [table for table in schema.metadata.sorted_tables if table.name not in later]


def rows_of(engine: Engine) -> list[list[Any]]:
    """All that the tables of the first version hold."""
    with engine.connect().execution_options(reading=True) as connection:
        return [[tuple(row) for row in connection.execute(select(table))] for table in first_tables()]


def test_a_ledger_of_the_first_version_comes_to_ours_with_equal_data(where: str, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "now.sqlite") as now:
        for report in (REPORT, Report(id="r2", text="a\0b: captured")):
            now.add(report, sample.read(report), raw=b"\x89")
        now.decide("comment", "r1", **BY)
    old, new = engine_for(address(tmp_path / "now.sqlite")), engine_for(address(where))
    upgrade(new, where, to="0001")
    with new.begin() as connection:
        for table, rows in zip(first_tables(), rows_of(old), strict=True):
            insert_rows(connection, table, rows)
    before = rows_of(new)
    assert all(before) and before == rows_of(old)
    assert upgrade(new, where) == "0001" and rows_of(new) == before
    old.dispose()
    new.dispose()
    with Ledger.open(where) as ledger:
        assert ledger.check() == ()
        assert [one.report.id for one in ledger.search(Filter(words="maskanah"))] == ["r1", "r1"]
        assert [head.id for head in ledger.search_reports(Filter(words="maskanah"))] == ["r1"]
