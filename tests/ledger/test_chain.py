"""`check` names what was altered, put in or taken out, on either database; what is taken down leaves it whole."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sample
from click.testing import CliRunner
from sqlalchemy import Connection, inspect, text

from contested.cli.main import cli
from contested.ledger import Entry, Ledger
from contested.ledger.database import address, engine_for, is_postgresql
from contested.model import Report

BY: dict[str, Any] = {"author": "Noor", "reason": "seen"}


def report(n: int) -> Report:
    return Report(
        id=f"r{n}", text=f"{n}: The army captured Maskanah, 20 dead.", title=f"T {n}", source="S", date="2017-06-04"
    )


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with Ledger.open(where) as kept:
        for n in range(3):
            kept.add(report(n), sample.read(report(n)))
        kept.decide("accept", "r1", **BY)
        kept.withhold("Full Name", **BY)
        yield kept


def tamper(where: str, act: Callable[[Connection], object]) -> None:
    """Do what the ledger refuses, as whoever may write to the database can."""
    engine = engine_for(address(where))
    with engine.begin() as connection:
        if is_postgresql(connection):
            connection.execute(text("SET session_replication_role = replica"))
            act(connection)
        else:
            rows = connection.execute(
                text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            ).all()
            for name, _, _ in rows:
                connection.execute(text(f"DROP TRIGGER {name}"))
            act(connection)
            left = inspect(connection).get_table_names()
            for _, table, made in rows:
                if table in left:
                    connection.exec_driver_sql(made)
    engine.dispose()


def edit(table: str, column: str, before: str, after: str) -> Callable[[Connection], object]:
    """Replace a part of some JSON, as long as it was or not, in every row."""

    def act(connection: Connection) -> None:
        for row in connection.execute(text(f"SELECT n, {column} AS value FROM {table}")).all():
            made = bytes(row.value).decode().replace(before, after).encode()
            connection.execute(text(f"UPDATE {table} SET {column} = :made WHERE n = :n"), {"made": made, "n": row.n})

    return act


def said(statement: str) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(text(statement))


def swap(connection: Connection) -> None:
    """Give two readings each other's number, with their claims: so an older reading would be a report's newest."""
    if not is_postgresql(connection):
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    for table, column in (("readings", "n"), ("claims", "reading")):
        for before, after in ((1, -1), (2, 1), (-1, 2)):
            connection.execute(text(f"UPDATE {table} SET {column} = {after} WHERE {column} = {before}"))


ALTERED: dict[str, tuple[Callable[[Connection], object], str]] = {
    "quote": (edit("claims", "json", "20 dead", "90 dead"), "does not quote its text"),
    "count": (edit("claims", "json", '"low":20.0', '"low":90.0'), "its identity is not that"),
    "span": (edit("claims", "json", '"sentence":{"start":0', '"sentence":{"start":1'), "its identity is not that"),
    "time": (edit("claims", "json", '"edtf":"2017-06-04"', '"edtf":"2016-06-04"'), "its identity is not that"),
    "sentence": (edit("readings", "sentences", '"end":', '"end":9'), "a sentence is said to stand"),
    "mention": (edit("readings", "mentions", '"text":"', '"text":"x'), "a mention does not quote"),
    "made": (said("UPDATE readings SET made = '2001-01-01' WHERE n = 2"), "readings 2: is not as it was"),
    "title": (said("UPDATE reports SET title = 'other' WHERE n = 2"), "reports 2: is not as it was"),
    "retrieved": (said("UPDATE reports SET retrieved = '2001' WHERE n = 3"), "reports 3: is not as it was"),
    "decision": (said("UPDATE decisions SET author = 'Ada'"), "decisions 1: is not as it was"),
    "withheld": (said("DELETE FROM withheld"), "withheld 1: was added and is not there"),
    "put in": (
        said("INSERT INTO withheld VALUES (2, 'x', 'Ada', '2017', 'y', NULL)"),
        "withheld 2: is in no link",
    ),
    "order": (swap, "readings 2: has the number of one that was added later"),
    "link": (said("UPDATE links SET kept = link WHERE n = 4"), "4: does not follow"),
    "link out": (said("DELETE FROM links WHERE n = 4"), "5: does not follow"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_is_named(ledger: Ledger, where: str, what: str) -> None:
    assert ledger.check() == ()
    act, names = ALTERED[what]
    tamper(where, act)
    assert any(names in line for line in ledger.check()), ledger.check()


def test_what_is_taken_down_or_withheld_leaves_the_chain_whole(ledger: Ledger, where: str) -> None:
    noted = ledger.newest_link()
    ledger.redact("r2", **BY)
    assert ledger.check() == ()
    ledger.redact("r1", scope="claims", **BY)
    ledger.withhold("Full Name", publish=True, **BY)
    ledger.withdraw(1, **BY)
    ledger.add(report(7), sample.read(report(7)))
    assert ledger.check() == () and ledger.has_link(noted) and ledger.newest_link() != noted
    tamper(where, said("DELETE FROM redactions WHERE n = 1"))
    assert any("was added and is not there" in line for line in ledger.check())


def test_several_writers_make_one_chain(ledger: Ledger, where: str) -> None:
    def add(first: int) -> None:
        with Ledger.open(where) as mine:
            for n in range(first, first + 6):
                mine.add(report(n), sample.read(report(n)))
                mine.decide("comment", f"r{n}", **BY)

    writers = [threading.Thread(target=add, args=(first,)) for first in (10, 13, 30)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert ledger.check() == () and ledger.counts()["reports"] == 3 + 9 + 6


def test_a_digest_that_was_noted_is_asked_for(ledger: Ledger, where: str) -> None:
    call = ["ledger", "check", "--ledger", where]
    done = CliRunner().invoke(cli, call)
    noted = done.stdout.split()[-1]
    assert done.exit_code == 0 and noted == ledger.newest_link()
    ledger.decide("comment", "r1", **BY)
    assert CliRunner().invoke(cli, [*call, "--noted", noted]).exit_code == 0
    done = CliRunner().invoke(cli, [*call, "--noted", "f" * 64])
    assert done.exit_code == 1 and "is no digest of its chain" in done.stderr


def test_a_ledger_from_before_chains_gets_one(ledger: Ledger, where: str, tmp_path: Path) -> None:
    lines = [line for line in ledger.dump() if b'"links"' not in line]
    lines[-1] = json.dumps({"rows": len(lines) - 2}).encode()
    with Ledger.open(tmp_path / "copy") as copy:
        copy.load(lines)
        assert copy.check() == () and copy.counts()["links"] == ledger.counts()["links"]
    for table in ("links", "baselines"):
        tamper(where, said(f"DROP TABLE {table}"))
    tamper(where, said("UPDATE alembic_version SET version_num = '0002'"))
    with Ledger.open(where) as again:
        assert again.check() == () and again.counts()["links"] > 0
        again.decide("comment", "r1", **BY)
        assert again.check() == ()


HOSTILE = "a\0b\ud800c\x1b[2J\x85\ufffe"


def test_both_databases_take_the_same_and_carry_it_both_ways(where: str, tmp_path: Path) -> None:
    said_of_it = dict.fromkeys(("id", "title", "source", "side", "url", "lang"), HOSTILE)
    hostile = Report(text="a\0b captured", **said_of_it)
    long = "x" * 2_001
    refused = [
        Report(id="a", text="x", url=long), Report(id="b", text="x", source=long), Report(id="c", text="x", lang=long),
        Report(id=long, text="x"), Report(id="d", text="x", country="SYR"), Report(id="e", text="\ud800"),
    ]  # fmt: skip
    with Ledger.open(where) as kept, Ledger.open(tmp_path / "other") as other, Ledger.open(tmp_path / "b") as back:
        kept.add(hostile)
        added = kept.add_all([Entry(one) for one in refused])
        assert [hasattr(one, "remedy") for one in added] == [True] * len(refused)
        kept.decide("comment", next(iter(kept.reports())).id, author=HOSTILE, reason=HOSTILE)
        kept.withhold(HOSTILE, author=HOSTILE, reason=HOSTILE)
        other.load(kept.dump())
        back.load(other.dump())
        assert list(back.dump()) == list(kept.dump()) == list(other.dump())
        assert kept.check() == other.check() == back.check() == ()
        (found,) = kept.reports()
        assert found.text == "a\0b captured" and "\0" not in f"{found.id}{found.lang}{found.side}{found.title}"
