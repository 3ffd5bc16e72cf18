"""`contested scale read` on a cluster of its own: what one process reads, whatever is killed on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contested.cli.bounded import MOST_TIMES
from contested.intake.limits import Limits
from contested.intake.record import Input
from contested.scale import parts
from contested.scale.parts import Part, lines
from contested.scale.work import Job, Tally
from contested.scale.work import claims as claims_of

TEXT = "The Syrian army captured the town of Maskanah from ISIS on 4 June 2017, killing {0} militants."
COMMAND = [sys.executable, "-c", "from contested.cli import main; main()"]


def contested(*args: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    call = [*COMMAND, *map(str, args)]
    return subprocess.run(call, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of four files of reports."""
    folder = tmp_path_factory.mktemp("articles")
    for file in range(4):
        rows = [{"id": f"{file}-{n}", "text": f"{n}. {TEXT.format(n)}", "date": "2017-06-05"} for n in range(25)]
        (folder / f"{file}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(articles: Path) -> list[str]:
    """The claims that one process reads, in order."""
    return sorted(contested("read", articles, "--to", "claims").stdout.splitlines())


def claims(out: Path) -> list[str]:
    """The claims of all tables, in order."""
    return sorted(one for table in out.glob("*.parquet") for one in pq.read_table(table)["claim"].to_pylist())


def test_it_reads_what_one_process_reads_and_tells_what_it_cannot(
    articles: Path, alone: list[str], tmp_path: Path
) -> None:
    (tmp_path / "broken.parquet").write_text("no table", encoding="utf-8")
    call = ("scale", "read", articles, tmp_path / "broken.parquet", "--out", tmp_path / "out", "--workers", 2)
    first = contested(*call)
    assert (first.returncode, "broken.parquet" in first.stderr) == (1, True), first.stderr
    assert claims(tmp_path / "out") == alone != []
    assert [json.loads(line)["failed"] for line in (tmp_path / "out/failed.jsonl").read_text().splitlines()] == [1]
    made = {table: table.stat().st_mtime_ns for table in (tmp_path / "out").glob("*.parquet")}
    pq.write_table(pa.table({"text": [TEXT.format(99)]}), tmp_path / "broken.parquet")
    again = contested(*call)
    assert "(4 read before)" in again.stderr
    assert {table: table.stat().st_mtime_ns for table in made} == made
    assert len(list((tmp_path / "out").glob("*.parquet"))) == 5


@pytest.mark.check
def test_killed_as_a_whole_it_goes_on_where_it_was(articles: Path, alone: list[str], tmp_path: Path) -> None:
    call = [*COMMAND, "scale", "read", str(articles), "--out", str(tmp_path / "out"), "--workers", "1"]
    running = subprocess.Popen(call, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(lambda: any((tmp_path / "out").glob("*.parquet")))
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    done = contested(*call[3:])
    assert done.returncode == 0, done.stderr
    assert claims(tmp_path / "out") == alone
    assert not (tmp_path / "out/failed.jsonl").read_bytes()


@pytest.mark.check
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_a_worker_that_is_killed_costs_nothing_but_time(articles: Path, alone: list[str], tmp_path: Path) -> None:
    call = [*COMMAND, "scale", "read", str(articles), "--out", str(tmp_path / "out"), "--workers", "1"]
    running = subprocess.Popen(call, stderr=subprocess.DEVNULL)
    wait_for(lambda: any((tmp_path / "out").glob("*.parquet")))
    for worker in below(running.pid):
        if b"spawn_main" in Path(f"/proc/{worker}/cmdline").read_bytes():
            os.kill(worker, signal.SIGKILL)
    assert running.wait(timeout=600) == 0
    assert claims(tmp_path / "out") == alone


def test_a_scheduler_that_is_not_there_is_said(articles: Path, tmp_path: Path) -> None:
    done = contested("scale", "read", articles, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert (done.returncode, "no scheduler answers there" in done.stderr) == (1, True)


@pytest.mark.check
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_a_scheduler_that_goes_away_costs_what_was_not_done(articles: Path, alone: list[str], tmp_path: Path) -> None:
    file, dask = tmp_path / "scheduler.json", str(Path(sys.executable).with_name("dask"))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    at = ["--scheduler-file", str(file)]
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    scheduler = subprocess.Popen([dask, "scheduler", "--port", "0", *local, *at], **quiet)  # type: ignore[call-overload]
    worker = subprocess.Popen([dask, "worker", "--nthreads", "1", *local, *at], **quiet)  # type: ignore[call-overload]
    try:
        wait_for(lambda: file.exists() and file.stat().st_size)
        address = json.loads(file.read_text())["address"]
        call = ["scale", "read", str(articles), "--out", str(tmp_path / "out")]
        running = subprocess.Popen([*COMMAND, *call, "--scheduler", address], stderr=subprocess.PIPE, text=True)
        wait_for(lambda: any((tmp_path / "out").glob("*.parquet")) or running.poll() is not None)
        scheduler.kill()
        _, said = running.communicate(timeout=300)
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()
    if running.returncode:  # else all was read before the scheduler went
        assert "the scheduler is gone (start it" in said
        assert len(said.splitlines()) == 1, said
    done = contested(*call, "--workers", 1)
    assert done.returncode == 0, done.stderr
    assert "(0 read before)" not in done.stderr
    assert claims(tmp_path / "out") == alone


@pytest.mark.check
def test_a_part_that_takes_more_memory_than_workers_have_is_told(articles: Path, tmp_path: Path) -> None:
    done = contested("scale", "read", articles / "0.jsonl", "--out", tmp_path, "--workers", 1, "--memory", "100MB")
    assert (done.returncode, "give them more --memory" in done.stderr) == (1, True), done.stderr
    assert not list(tmp_path.glob("claims-*"))
    again = contested("scale", "read", articles / "0.jsonl", "--out", tmp_path, "--workers", 1)
    assert (again.returncode, "25 reports" in again.stderr) == (0, True), again.stderr


def test_a_report_of_book_length_is_told_and_the_others_go_on() -> None:
    rows = [{"id": "long", "text": "The army left. " * (Limits().text // 15 + 1)}, {"id": "a", "text": TEXT.format(7)}]
    data, tally = "".join(json.dumps(row) + "\n" for row in rows).encode(), Tally()
    found = list(claims_of(Input("a.jsonl", None, data=data, form="jsonl"), Job(out=""), tally))
    assert {row["report"] for row in found} == {"a"}
    assert tally.failed == 1
    assert "a.jsonl:1: is longer than 4 million characters (split it, or raise CONTESTED_MAX_TEXT_MB)" in tally.reasons


def test_a_text_of_claims_alone_fills_no_disk() -> None:
    text, tally = "The army captured Maskanah, " * 400, Tally()
    found = list(claims_of(Input("a.txt", None, data=text.encode(), form="txt"), Job(out=""), tally))
    assert 100 < len(found) == tally.claims < 400
    assert sum(len(row["claim"].encode()) for row in found) <= MOST_TIMES * len(text)


@pytest.mark.parametrize("stretch", [1, 7, 40, 1_000])
def test_every_line_is_in_one_part(stretch: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"a": 1}\n\n{"text": "a line that is longer than others"}\n{"b": 2}\n{"last": 3}')
    monkeypatch.setattr(parts, "STRETCH", stretch)
    found = [part for part in parts.parts([file]) if isinstance(part, Part)]
    assert b"".join(lines(file, part.at or 0, part.end or 0) for part in found) == file.read_bytes()


def below(process: int) -> list[int]:
    """The processes that a process has started."""
    text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(one) for one in text.split()]


def wait_for(holds: object) -> None:
    """Wait until something holds."""
    last = time.monotonic() + 300
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < last
        time.sleep(0.02)
