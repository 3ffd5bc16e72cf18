"""What goes wrong outside the reports: full disks, closed streams, signals, faults of our own. One line each."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
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
if hasattr(signal, "SIGHUP"):  # which `nohup` has everything beneath it ignore
    HEED += "; signal.signal(signal.SIGHUP, signal.SIG_DFL)"
CALL = (sys.executable, "-c", f"{HEED}; from contested.cli import main; main()")


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader with a fault of its own in some reports."""

    def read(report: Report) -> Reading:
        if "fault" in report.text:
            raise ZeroDivisionError("two\nlines")
        return sample.read(report)

    def read_all(reports: list[Report]) -> list[Reading]:
        return [read(report) for report in reports]

    digest = SimpleNamespace(digest="0" * 16)
    reader = SimpleNamespace(read=read, read_all=read_all, lexicon=digest, gazetteer=digest)
    monkeypatch.setattr("contested.cli.work.reader_for", lambda options: reader)


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A hundred short reports, of which every fortieth meets the fault."""
    path = tmp_path / "a.jsonl"
    rows = ({"id": str(n), "text": f"{n}. It was captured{', by a fault' if n % 40 == 7 else ''}."} for n in range(100))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
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


@pytest.mark.parametrize("value", ["\\uD800", "a\\0b", "a\\e[2Jb", "\\x9b", "\\uFFFE"])
@pytest.mark.parametrize("field", ["title", "source", "url", "lang", "side"])
@pytest.mark.parametrize("command", ["add", "read"])
def test_no_character_in_a_field_stops_a_run(run: Run, tmp_path: Path, field: str, value: str, command: str) -> None:
    (tmp_path / "a.md").write_text(f'---\n{field}: "{value}"\n---\nThe army captured Maskanah.')
    (tmp_path / "b.md").write_text("The army captured Homs.")
    to = ["--ledger", tmp_path / "l.sqlite"] if command == "add" else ["--to", "claims"]
    done = run(command, tmp_path, *to)
    assert done.exit_code == 0 and "fault" not in done.stderr
    assert "2 reports added" in done.stderr if command == "add" else done.stdout.count("\n") == 2


def test_a_source_that_is_no_text_stops_no_run(run: Run, lines: Path, tmp_path: Path) -> None:
    for source in ("\udcff", "a\0b", "\x1b[2J"):
        done = run("add", lines, "--ledger", tmp_path / "l.sqlite", "--source", source)
        assert done.exit_code == 0 and "fault" not in done.stderr, done.stderr


def test_what_is_asked_for_and_is_no_text_is_no_fault_of_ours(run: Run, lines: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.sqlite"
    assert run("add", lines, "--ledger", ledger).exit_code == 0
    for call in (["search", "a\udcff"], ["search", "--actor", "a\udcff"], ["show", "a\udcff"]):
        assert "fault" not in run(*call, "--ledger", ledger).stderr
    done = run("publish", tmp_path / "site", "--title", "a\udcff", "--ledger", ledger)
    assert done.exit_code == 2 and "no text in UTF-8" in done.stderr and not (tmp_path / "site").exists()


def test_a_terminal_is_not_made_to_obey(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "b.md").write_text('---\ntitle: "a\\e[2Jb"\n---\nIt was captured\x1b[31m, \x9b2J\x07 he said.')
    done = run("read", tmp_path)
    for char in "\x1b\x9b\x07":
        assert char not in done.stdout + done.stderr
    assert "captured␛[31m" in done.stdout and "a\ufffd[2Jb" in done.stdout and r"a\x1b[31m.txt" in done.stderr


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


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of some megabytes; only root may have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_loses_nothing_and_the_run_goes_on_when_there_is_room(
    small_disk: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(0, 400))
    call = [*CALL, "add", str(tmp_path / "a.jsonl"), "--ledger", str(small_disk / "l.sqlite"), "--resume"]
    full = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert full.returncode == 1 and len(full.stderr.splitlines()) == 1 and "the disk is full" in full.stderr
    there = kept(small_disk / "l.sqlite")
    assert 0 < there < 400
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert (
        done.returncode == 0
        and f"{400 - there} reports added" in done.stderr
        and f"{there} there already" in done.stderr
    )


def test_a_ledger_on_a_read_only_mount_is_searched_and_refuses_what_is_new(
    run: Run, small_disk: Path, lines: Path
) -> None:
    ledger = small_disk / "l.sqlite"
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert run("add", lines, "--ledger", ledger, "--source", "Monitor").exit_code == 0
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    for call in (["search", "captured"], ["ledger", "check"], ["sources"], ["ledger", "dump"]):
        done = run(*call, "--ledger", ledger)
        assert done.exit_code == 0 and done.stdout, done.stderr
    done = run("add", lines, "--ledger", ledger, "--source", "Other")
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1 and "cannot be written" in done.stderr
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert run("ledger", "check", "--ledger", ledger).exit_code == 0


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
def test_closed_streams(report: Path) -> None:
    done = shell('exec "$@" >&-', "read", report)
    assert done.returncode == 2 and "standard output is closed" in done.stderr
    done = shell('exec "$@" <&-', "read", "-")
    assert done.returncode == 1 and "standard input: is closed" in done.stderr
    done = shell('exec "$@" 2>&-', "read", report.with_name("none.txt"), report, "--to", "claims")
    assert done.returncode == 1 and done.stdout.count("\n") >= 1


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="feeds a run through a named pipe")


def rows(first: int, number: int) -> bytes:
    """So many reports as JSON Lines."""
    return b"".join(json.dumps({"id": str(n), "text": f"{n}. {TEXT}"}).encode() + b"\n" for n in range(first, number))


class Fed:
    """`contested add` with two workers, fed through a pipe that stays open: it cannot end by itself before it is told.

    It reads the first hundred reports and waits for more.
    """

    def __init__(self, folder: Path) -> None:
        self.ledger, pipe = folder / "l.sqlite", folder / "more.jsonl"
        os.mkfifo(pipe)
        call = [*CALL, "add", str(pipe), "--ledger", str(self.ledger), "--workers", "2"]
        self.process = subprocess.Popen(call, stderr=subprocess.PIPE, text=True, start_new_session=True)
        self.pipe = pipe.open("wb", buffering=0)
        self.pipe.write(rows(0, 100))

    def wait_for(self, ready: Callable[[], object]) -> None:
        """Wait until something has happened in the run, however slow the machine is."""
        until = time.monotonic() + 300
        while not ready():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < until
            time.sleep(0.02)

    def workers(self) -> list[int]:
        """The processes of its session, itself left out, that are still at work."""
        call = ["ps", "-o", "pid=,stat=", "-s", str(self.process.pid)]
        lines = subprocess.run(call, capture_output=True, text=True, check=False).stdout.splitlines()
        found = [line.split() for line in lines]
        return [int(pid) for pid, state in found if int(pid) != self.process.pid and not state.startswith("Z")]

    def ended(self) -> tuple[int, str]:
        """Its exit status and messages, once it has ended."""
        _, errors = self.process.communicate(timeout=300)
        self.pipe.close()
        return self.process.returncode, errors.strip()


def kept(ledger: Path) -> int:
    """How many reports a ledger holds; each has its reading, whenever one looks."""
    if not ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=60)) as database:
            found = database.execute("SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM readings)")
            reports, readings = found.fetchone()
    except sqlite3.OperationalError:  # not made yet
        return 0
    assert reports == readings
    return int(reports)


@needs_pipes
@pytest.mark.parametrize(
    ("number", "status", "says"), [(signal.SIGINT, 130, "stopped"), (signal.SIGTERM, 143, ""), (signal.SIGHUP, 129, "")]
)
def test_a_stopped_run_leaves_a_whole_ledger_and_no_worker(
    tmp_path: Path, number: signal.Signals, status: int, says: str
) -> None:
    run = Fed(tmp_path)
    run.wait_for(lambda: kept(run.ledger) >= 1 and run.workers())
    os.killpg(run.process.pid, number)  # as a terminal and a supervisor do it: to all at once
    assert run.ended() == (status, says)
    assert kept(run.ledger) >= 1 and not run.workers()


@needs_pipes
def test_workers_end_with_a_first_process_that_is_killed(tmp_path: Path) -> None:
    run = Fed(tmp_path)
    run.wait_for(run.workers)
    run.process.kill()
    assert run.ended()[0] == -signal.SIGKILL
    until = time.monotonic() + 300
    while run.workers() and time.monotonic() < until:
        time.sleep(0.02)
    assert not run.workers()


@needs_pipes
def test_a_worker_that_is_killed_is_told(tmp_path: Path) -> None:
    run = Fed(tmp_path)
    run.wait_for(lambda: kept(run.ledger) >= 1 and len(run.workers()) == 2)
    killed = run.workers()[0]
    os.kill(killed, signal.SIGKILL)
    run.wait_for(lambda: killed not in run.workers())
    more = threading.Thread(target=feed_until_it_leaves, args=(run, rows(100, 200)))
    more.start()
    status, errors = run.ended()
    more.join()
    assert status == 1
    assert len(errors.splitlines()) == 1 and "a worker ended" in errors and "--workers" in errors
    assert kept(run.ledger) >= 1 and not run.workers()


def feed_until_it_leaves(run: Fed, more: bytes) -> None:
    """Give a run more to read, as long as it reads."""
    try:
        run.pipe.write(more)
    except BrokenPipeError:
        return


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="ends a process in the middle of its forks")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle_of_a_fork_is_not_lost(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(0, 100))
    hook = f"import os; os.register_at_fork(before=lambda: os.kill(os.getpid(), {int(number)}))"
    script = f"{hook}; {HEED}; from contested.cli import main; main()"
    call = [sys.executable, "-c", script, "read", str(tmp_path / "a.jsonl"), "--to", "claims", "--workers", "2"]
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == (130 if number == signal.SIGINT else 143)
    # Python itself may add a line about the hook of this test, in which the signal arrives
    assert ("stopped" in done.stderr.splitlines()) == (number == signal.SIGINT)


def test_two_may_add_to_one_ledger_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(rows(0, 40))
    call = [*CALL, "add", str(tmp_path / "a.jsonl"), "--ledger", str(tmp_path / "l.sqlite")]
    both = [subprocess.Popen(call, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=300)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert kept(tmp_path / "l.sqlite") == 40
