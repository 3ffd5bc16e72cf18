"""The ledger appends, keeps and refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from socket import SHUT_RDWR, socket
from typing import Any

import pytest
import sample
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from postgresql import new_database
from sqlalchemy import URL, create_engine, text
from sqlalchemy.event import listen
from sqlalchemy.exc import IntegrityError

from contested.errors import LedgerError
from contested.ledger import Added, Entry, Ledger, metadata
from contested.ledger.database import address, engine_for, is_postgresql
from contested.ledger.schema import DERIVED
from contested.ledger.version import head, migrations, versions
from contested.model import Report

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
REPORT = Report(
    id="r1",
    text="The army captured Maskanah 👍\r\nand captured 20 others.",
    title="Army",
    date="2017-06-04",
    source="SANA",
    side="syrian-government",
    url="https://a.example/1",
    country="SY",
    lang="en",
)


def test_what_went_in_comes_out(where: str) -> None:
    reading = sample.read(REPORT)
    with Ledger.open(where) as ledger:
        assert ledger.add(REPORT, reading, knowledge="k", gazetteer="g", now=NOW) == Added(True, True)
    with Ledger.open(where, create=False) as ledger:
        assert list(ledger.reports()) == [REPORT]
        assert list(ledger.readings()) == [reading]
        assert list(ledger.claims()) == list(reading.claims)
        assert ledger.counts()["claims"] == ledger.counts()["claim_actors"] == ledger.counts()["claim_places"] == 2


def test_claims_are_told_with_their_report_and_the_day_they_were_known(where: str) -> None:
    undated = Report(id="r2", text=REPORT.text, source="Monitor")
    with Ledger.open(where) as ledger:
        for report in (REPORT, undated):
            ledger.add(report, sample.read(report), now=NOW)
        told = list(ledger.told())
        assert [(one.report, one.known) for one in told] == [(REPORT, "2017-06-04")] * 2 + [(undated, "2026-01-02")] * 2
        assert [one.claim for one in told] == list(ledger.claims())
        assert [one.report.id for one in ledger.told(as_known="2017-06-04")] == ["r1", "r1"]
        assert list(ledger.told(as_known="2017-06-03")) == []


def test_a_closed_ledger_says_so(where: str) -> None:
    ledger = Ledger.open(where)
    ledger.close()
    ledger.close()
    for ask in (ledger.stats, ledger.decisions, lambda: list(ledger.told()), lambda: ledger.add(REPORT)):
        with pytest.raises(LedgerError, match=r"has been closed \(open it again\)"):
            ask()


def test_adding_again_changes_nothing_and_says_so(where: str) -> None:
    reading = sample.read(REPORT)
    with Ledger.open(where) as ledger:
        ledger.add(REPORT, reading)
        before = ledger.counts()
        assert ledger.add(REPORT, reading) == Added(False, False)
        assert ledger.counts() == before


def test_another_publisher_of_the_same_words_shares_the_bytes(where: str) -> None:
    with Ledger.open(where) as ledger:
        for number, source in enumerate(("SANA", "SOHR", None)):
            assert ledger.add(Report(id=str(number), text="The same.", source=source)).report
        counts = ledger.counts()
    assert (counts["reports"], counts["blobs"], counts["sources"]) == (3, 1, 2)


def test_a_newer_reading_stands_beside_the_older(where: str) -> None:
    old = sample.read(REPORT)
    new = type(old)(report=REPORT, reader="sample 2", sentences=old.sentences, mentions=(), claims=old.claims[:1])
    with Ledger.open(where) as ledger:
        ledger.add(REPORT, old)
        assert ledger.add(REPORT, new) == Added(False, True)
        assert ledger.counts()["readings"] == 2
        assert list(ledger.readings()) == [new]
        assert list(ledger.claims()) == list(new.claims)


def test_the_same_report_under_another_id_adds_nothing(where: str) -> None:
    other = Report(id="r2", text=REPORT.text, date=REPORT.date, source=REPORT.source, url=REPORT.url)
    with Ledger.open(where) as ledger:
        ledger.add(REPORT, sample.read(REPORT))
        assert ledger.add(other, sample.read(other)) == Added(False, False)
        assert {claim.report for claim in ledger.claims()} == {"r1"}


def test_bytes_that_the_words_were_taken_from_are_kept_once(where: str) -> None:
    with Ledger.open(where) as ledger:
        ledger.add(Report(id="1", text="words"), raw=b"<p>words")
        ledger.add(Report(id="2", text="more"), raw=b"<p>words")
        assert ledger.counts()["blobs"] == 3


#: A row of each table that adding a report leaves empty.
ROWS = {
    "baselines": "1, 'id', 'syria', '2016-01-01', '2016-01-01', 'Map', NULL, '[]', 'me', '2026-01-01', '', NULL",
    "decisions": "1, 'reject', 'c', NULL, 'me', '2026-01-01', 'wrong', NULL",
    "redactions": "1, 1, 'hash', 'words', 'me', '2026-01-01', 'asked'",
    "withheld": "1, 'Name', 'me', '2026-01-01', 'asked', NULL",
}


@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables])
@pytest.mark.parametrize("act", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_no_row_can_be_changed_or_removed(where: str, table: str, act: str) -> None:
    column = next(iter(metadata.tables[table].primary_key.columns)).name
    with Ledger.open(where) as ledger:
        ledger.add(REPORT, sample.read(REPORT))
    engine = engine_for(address(where))
    with engine.connect() as connection:
        if table in ROWS:
            connection.execute(text(f"INSERT INTO {table} VALUES ({ROWS[table]})"))
        with pytest.raises(IntegrityError, match="append-only"):
            connection.execute(text(act.format(table, column)))
    engine.dispose()


def test_the_migrations_make_the_schema_that_the_code_has(where: str) -> None:
    Ledger.open(where).close()
    engine = engine_for(address(where))
    with engine.connect() as connection:
        options = {"include_object": lambda thing, name, *_: not (name or "").startswith(DERIVED)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
        if not is_postgresql(engine):
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_the_files_of_migrations_are_named_by_the_versions_that_they_lead_to() -> None:
    scripts = ScriptDirectory.from_config(migrations())
    assert versions() == tuple(script.revision for script in reversed([*scripts.walk_revisions()]))
    assert head() == scripts.get_current_head()


def test_a_reading_that_fails_leaves_nothing_behind(where: str) -> None:
    reading = sample.read(REPORT)
    twice = type(reading)(
        report=REPORT, reader="x", sentences=(), mentions=(), claims=(reading.claims[0], reading.claims[0])
    )
    with Ledger.open(where) as ledger:
        with pytest.raises(LedgerError):
            ledger.add(REPORT, twice)
        assert set(ledger.counts().values()) == {0}


def test_what_is_no_ledger_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no database, but long enough to be taken for one by its size " * 3)
    engine = create_engine(f"sqlite:///{tmp_path / 'b.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE other (n INTEGER)"))
    engine.dispose()
    for place, says in (
        (tmp_path / "a.txt", "no ledger"),
        (tmp_path / "b.sqlite", "no ledger"),
        (tmp_path / "none" / "c.sqlite", "no such folder"),
        ("mysql://host/name", "PostgreSQL"),
    ):
        with pytest.raises(LedgerError, match=says):
            Ledger.open(place)
    with pytest.raises(LedgerError, match="no such ledger"):
        Ledger.open(tmp_path / "d.sqlite", create=False)


def test_a_ledger_of_a_later_version_is_left_alone(where: str) -> None:
    Ledger.open(where).close()
    engine = engine_for(address(where))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerError, match="later version"):
        Ledger.open(where)


def test_several_processes_add_at_once(where: str) -> None:
    script = (
        "import sys; from contested.ledger import Ledger; from contested.model import Report\n"
        "with Ledger.open(sys.argv[1]) as ledger:\n"
        "    print(sum(ledger.add(Report(id=str(n), text=str(n))).report for n in range(30)))"
    )
    call = [sys.executable, "-c", script, where]
    running = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert sum(int(process.communicate(timeout=120)[0]) for process in running) == 30
    with Ledger.open(where) as ledger:
        assert ledger.counts()["reports"] == 30


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_disk_that_fills_while_a_ledger_is_made(tmp_path: Path) -> None:
    (tmp_path / "l.sqlite").symlink_to("/dev/full")
    with pytest.raises(LedgerError) as caught:
        Ledger.open(tmp_path / "l.sqlite").close()
    assert caught.value.remedy and "l.sqlite" in str(caught.value)


def test_reports_that_come_together_are_written_together_and_one_that_is_refused_costs_no_other(where: str) -> None:
    bad = Report(id="bad", text="half a character: \ud800")
    entries = [Entry(Report(id=str(n), text=f"{n}\0", title="\0")) for n in range(3)]
    with Ledger.open(where) as ledger:
        first, second, refused, third, again = ledger.add_all([*entries[:2], Entry(bad), entries[2], entries[0]])
        assert first == second == third == Added(True, False) and again == Added(False, False)
        assert isinstance(refused, LedgerError) and "bad" in str(refused)
        assert [report.text for report in ledger.reports()] == ["0\0", "1\0", "2\0"]
        assert ledger.add_all([]) == []


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(LedgerError, match="cannot be reached") as caught:
        Ledger.open("postgresql://me:secret@127.0.0.1:1/none")
    assert "secret" not in str(caught.value) and caught.value.remedy


def test_what_the_driver_warns_of_is_not_written_beside_the_error(server: URL) -> None:
    program = """
import logging, sys
from sqlalchemy import make_url
from contested.ledger.database import postgresql_engine

postgresql_engine(make_url(sys.argv[1]))
logging.getLogger("psycopg").warning("error ignored")
"""
    url = server.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("ask", [Ledger.reports, Ledger.readings, Ledger.told])
def test_who_wants_no_more_hears_nothing_of_a_server_that_went_meanwhile(server: URL, ask: Any) -> None:
    with Ledger.open(new_database(server)) as ledger:
        for number in range(3):
            report = Report(id=str(number), text=f"{number} captured")
            ledger.add(report, sample.read(report))
        used: list[Any] = []
        listen(ledger._engine, "checkout", lambda connection, *_: used.append(connection))
        rows = ask(ledger)
        next(rows)
        with socket(fileno=os.dup(used[-1].fileno())) as wire:
            wire.shutdown(SHUT_RDWR)  # as where the server is killed: without a word
        rows.close()


def test_a_ledger_that_another_holds_is_said_after_a_while(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(where).close()
    monkeypatch.setattr("contested.ledger.database.BUSY_SECONDS", 1)
    engine = engine_for(address(where))
    with engine.begin() as _holding, Ledger.open(where) as ledger:
        with pytest.raises(LedgerError, match="locked by another process") as caught:
            ledger.add(REPORT)
        assert caught.value.remedy and list(ledger.reports()) == []
    engine.dispose()


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "l.sqlite"
    with Ledger.open(path) as ledger:
        ledger.add(REPORT, sample.read(REPORT))
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(len(content) - 8192))
    with pytest.raises(LedgerError, match="damaged") as caught, Ledger.open(path) as ledger:
        assert ledger.check()
    assert "backup" in str(caught.value)
