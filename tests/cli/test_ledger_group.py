"""`ledger`, `search`, `show` and `decide`, as a user runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from contested.ledger import Ledger

Run = Callable[..., Result]
ROWS = (
    {"id": "r1", "text": "The army captured Maskanah.", "date": "2017-06-04", "source": "SANA", "title": "Army"},
    {"id": "r2", "text": "The army captured Idlib; Ahmad Khalil saw it.", "date": "2017-06-06", "source": "Monitor"},
)


@pytest.fixture
def kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "l.sqlite"
    monkeypatch.setenv("CONTESTED_LEDGER", str(path))
    monkeypatch.setenv("CONTESTED_AUTHOR", "Noor")
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))
    assert run("add", tmp_path / "r.jsonl").exit_code == 0
    return path


def ids(run: Run, *args: str) -> list[str]:
    done = run("search", *args, "--to", "json")
    assert done.exit_code == 0, done.stderr
    return [json.loads(line)["claim"]["id"] for line in done.stdout.splitlines()]


def test_search_and_show(run: Run, kept: Path) -> None:
    (one,) = ids(run, "maskanah")
    done = run("search", "captured", "--source", "SANA", "--from", "2017-06-01", "--until", "2017-06-05")
    assert one in done.stdout and "The army captured Maskanah." in done.stdout and "Idlib" not in done.stdout
    first = run("search", "captured", "--limit", 1, "--to", "csv")
    assert len(first.stdout.splitlines()) == 2 and "--limit 0" in first.stderr
    shown = run("show", one)
    assert "SANA, 2017-06-04, report r1" in shown.stdout and f"claim {one}" in shown.stdout
    assert "captured Idlib" in run("show", "r2").stdout
    assert json.loads(run("show", one, "--to", "json").stdout)["claim"]["id"] == one
    reports = run("search", "--reports", "army", "--to", "json")
    assert [json.loads(line)["id"] for line in reports.stdout.splitlines()] == ["r1", "r2"]


@pytest.mark.parametrize(
    ("call", "status", "says"),
    [
        (("show", "nothing"), 1, "no such claim"),
        (("search", "--box", "1,2,3"), 2, "no box"),
        (("search", "--", "-army"), 1, "no words"),
        (("decide", "accept", "r1"), 1, "reason"),
        (("decide", "correct", "r1", "--set", "date", "--reason", "x"), 2, "FIELD=VALUE"),
        (("ledger", "redact", "r9", "--reason", "x"), 1, "no such report"),
        (("ledger", "load", "none.jsonl"), 1, "no such dump"),
        (("ledger", "stats", "--ledger", "none.sqlite"), 1, "no such ledger"),
    ],
)
def test_what_goes_wrong_is_one_line(run: Run, kept: Path, call: tuple[str, ...], status: int, says: str) -> None:
    done = run(*call)
    assert done.exit_code == status and says in done.stderr and "Traceback" not in done.stderr


def test_decide(run: Run, kept: Path) -> None:
    one, two = ids(run)
    for call in (
        ("reject", one),
        ("correct", two, "--set", "type=siege", "--set", "places.0.id=null"),
        ("merge", one, two),
        ("comment", "r1"),
        ("withdraw", "1"),
    ):
        done = run("decide", *call, "--reason", "seen")
        assert done.exit_code == 0, done.stderr
    assert ids(run, "--type", "siege") == [two] and len(ids(run)) == 2
    listed = run("decide", "list", "--to", "json").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in listed] == ["correct", "merge", "comment"]
    assert len(run("decide", "list", "--all", "--to", "csv").stdout.splitlines()) == 6
    assert run("decide", "list", "--orphans", "--to", "json").stdout == ""
    shown = run("show", two).stdout
    assert "(seen)" in shown and "type = 'siege'" in shown
    assert shown.index("- SIEGE") < shown.index("as read:") < shown.index("- CAPTURE")
    assert json.loads(run("show", two, "--to", "json").stdout)["corrected"]["type"] == "siege"


def test_a_dump_goes_into_a_new_ledger_and_back(run: Run, kept: Path, tmp_path: Path) -> None:
    assert run("ledger", "dump", tmp_path / "d.jsonl").exit_code == 0
    new = tmp_path / "new.sqlite"
    assert run("ledger", "load", tmp_path / "d.jsonl", "--ledger", new).exit_code == 0
    assert run("ledger", "dump", "--ledger", new).stdout_bytes == (tmp_path / "d.jsonl").read_bytes()
    assert run("ledger", "backup", tmp_path / "b.sqlite").exit_code == 0
    assert run("ledger", "backup", tmp_path / "b.sqlite").exit_code == 1
    with Ledger.open(tmp_path / "b.sqlite") as copy:
        assert len(list(copy.reports())) == 2


def test_make_upgrade_check_and_count(run: Run, kept: Path, tmp_path: Path) -> None:
    assert "0 reports" in run("ledger", "init", "--ledger", tmp_path / "new.sqlite").stderr
    assert "already" in run("ledger", "upgrade").stderr
    done = run("ledger", "check")
    assert done.exit_code == 0 and "whole; 2 reports, 2 claims" in done.stdout
    assert "2017-06" in run("ledger", "stats").stdout
    figures = json.loads(run("ledger", "stats", "--to", "json").stdout)
    assert figures["types"] == [{"name": "capture", "reports": 2, "claims": 2}]


def test_take_down_and_withhold(run: Run, kept: Path) -> None:
    assert "Khalil" in run("ledger", "withhold", "Ahmad Khalil", "--reason", "asked").stdout
    assert "Khalil" not in run("show", "r2").stdout and "████" in run("show", "r2").stdout
    assert run("ledger", "withhold", "--list").stdout.count("Khalil") == 1
    done = run("ledger", "redact", "r1", "--reason", "asked")
    assert done.exit_code == 0 and "1 report are gone" not in done.stderr and "r1" in done.stdout
    assert "captured Maskanah" not in run("show", "r1").stdout and "r1" in run("ledger", "redact", "--list").stdout


def test_adding_says_what_is_on_disk(run: Run, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text(
        '{"id": "r3", "text": "They captured Palmyra."}\n' + json.dumps(ROWS[0]) + "\n"
    )
    done = run("add", tmp_path / "more.jsonl", "--to", "json")
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert said == [{"report": "r3", "new": True, "claims": 1}, {"report": "r1", "new": False, "claims": 0}]
