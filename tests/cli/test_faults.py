"""What goes wrong outside the reports: full disks, closed streams, signals, faults of our own. One line each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import sample
from click.testing import Result

from contested.model import Reading, Report

Run = Callable[..., Result]
TEXT = "The Syrian army captured the town of Maskanah from ISIS on 4 June 2017, killing 20 militants."
# whoever runs the tests in the background may have them ignore Ctrl-C
HEED = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
CALL = (sys.executable, "-c", f"{HEED}; from contested.cli import main; main()")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader with a fault of its own in some reports."""

    def read(report: Report) -> Reading:
        if "fault" in report.text:
            raise ZeroDivisionError("two\nlines")
        return sample.read(report)

    digest = SimpleNamespace(digest="0" * 16)
    reader = SimpleNamespace(read=read, lexicon=digest, gazetteer=digest)
    monkeypatch.setattr("contested.cli.work.reader_for", lambda options: reader)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A hundred short reports, of which every fortieth meets the fault."""
    path = tmp_path / "a.jsonl"
    rows = ({"id": str(n), "text": f"{n}. It was captured{', by a fault' if n % 40 == 7 else ''}."} for n in range(100))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than can be read in some seconds."""
    path = tmp_path_factory.mktemp("long") / "long.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": f"{n}. {TEXT} " * 20}) + "\n" for n in range(2000)))
    return path


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_ours_costs_one_report(run: Run, faulty: None, lines: Path, workers: int) -> None:
    done = run("read", lines, "--to", "claims", "--workers", workers)
    assert done.exit_code == 1
    assert len({json.loads(line)["report"] for line in done.stdout.splitlines()}) == 97
    messages = done.stderr.splitlines()
    assert [line.partition(":")[0] for line in messages] == ["report 7", "report 47", "report 87"]
    for line in messages:
        assert "ZeroDivisionError: two at test_faults.py:" in line and "report it" in line


def test_a_fault_can_be_looked_at(run: Run, faulty: None, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_DEBUG", "1")
    assert isinstance(run("read", lines, "--to", "claims").exception, ZeroDivisionError)


def test_what_nobody_foresaw_is_one_line(run: Run, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("contested.cli.read.write", broken)
    done = run("read", lines)
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1
    assert (
        done.stderr.startswith("contested: ZeroDivisionError at test_faults.py:") and "CONTESTED_DEBUG" in done.stderr
    )


def test_a_terminal_is_not_made_to_obey(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "b.md").write_text('---\ntitle: "a\\e[2Jb"\n---\nIt was captured\x1b[31m, \x9b2J\x07 he said.')
    done = run("read", tmp_path)
    for char in "\x1b\x9b\x07":
        assert char not in done.stdout + done.stderr
    assert "captured␛[31m" in done.stdout and "a␛[2Jb" in done.stdout and r"a\x1b[31m.txt" in done.stderr


@pytest.mark.parametrize("ledger", ["", ":memory:", "sqlite://", "sqlite:///", "postgresql://a/b", "nowhere/x.sqlite"])
def test_a_ledger_needs_a_file(run: Run, lines: Path, ledger: str) -> None:
    done = run("add", lines, "--ledger", ledger)
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1 and "(" in done.stderr


def shell(script: str, *args: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell that does something to its streams ("$@" is the command)."""
    call = ["sh", "-c", script, "sh", *CALL, *map(str, args)]
    return subprocess.run(call, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("one") / "a.txt"
    path.write_text(TEXT)
    return path


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("form", ["claims", "html"])
def test_a_full_disk_is_one_line(report: Path, form: str) -> None:
    done = shell('exec "$@" > /dev/full', "read", report, "--to", form)
    assert done.returncode == 1 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "no space left" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
def test_closed_streams(report: Path) -> None:
    done = shell('exec "$@" >&-', "read", report)
    assert done.returncode == 2 and "standard output is closed" in done.stderr
    done = shell('exec "$@" <&-', "read", "-")
    assert done.returncode == 1 and "standard input: is closed" in done.stderr
    done = shell('exec "$@" 2>&-', "read", report.with_name("none.txt"), report, "--to", "claims")
    assert done.returncode == 1 and done.stdout.count("\n") >= 1
