"""`contested scale fuse` and `control`: what one process finds, however claims are dealt out, whatever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from archive import Archive

from contested.fusion import copies, events
from contested.knowledge.wars import open_wars
from contested.scale.plan import Outcome, Plan, StepError
from contested.scale.step import Made, Step, make
from contested.situation import Question, Situation

COMMAND = [sys.executable, "-c", "from contested.cli import main; main()"]
LAST = "2022-10-03"


def here(steps: Sequence[Step]) -> Iterator[Made]:
    """Steps made in this process."""
    yield from map(make, steps)


def rows(paths: Sequence[Path], column: str) -> list[str]:
    """A column of some tables, in order."""
    return sorted(one for path in paths for one in pq.read_table(path)[column].to_pylist())


def encoded(values: Sequence[object]) -> list[str]:
    return sorted(msgspec.json.encode(value).decode() for value in values)


@pytest.fixture(scope="module")
def alone(archive: Archive) -> list[str]:
    """The events that one process finds."""
    return encoded(events(archive.told).all)


@pytest.mark.parametrize("claims_a_task", [20_000, 100, 7])
def test_events_are_those_of_one_process_however_claims_are_dealt(
    archive: Archive, alone: list[str], claims_a_task: int, tmp_path: Path
) -> None:
    found = Plan(tmp_path, here, claims_a_task=claims_a_task).events(archive.paths)
    assert len(found.tables) == -(-found.claims // claims_a_task)
    assert rows(found.tables, "event") == alone
    assert len(alone) > 50  # enough to be dealt out in many ways
    assert copies(archive.told).chains


def test_events_of_what_was_known_by_a_day(archive: Archive, tmp_path: Path) -> None:
    known = [each for each in archive.told if each.known <= "2017-06-01"]
    found = Plan(tmp_path, here, "2017-06-01", 50).events(archive.paths)
    undated = [msgspec.structs.replace(each, known="2017-06-01") for each in archive.told if each.report.date is None]
    assert rows(found.tables, "event") == encoded(events([*known, *undated]).all) != []


@pytest.mark.parametrize(("on", "conflict"), [(None, None), ("2017-06-03", "syria"), (LAST, "ukraine")])
def test_who_holds_what_is_what_one_process_finds(
    archive: Archive, on: str | None, conflict: str | None, tmp_path: Path
) -> None:
    wars = open_wars()
    question = Question(on=on, conflict=conflict)
    want = Situation(archive.told, question, conflicts=wars.conflicts, roads=wars.roads).control()
    found = Plan(tmp_path, here).control(archive.paths, on, conflict, wars)
    assert rows(found.tables, "holding") == encoded([*want.places, *want.areas]) != []


def test_what_is_there_is_not_made_again_and_a_new_table_changes_the_result(archive: Archive, tmp_path: Path) -> None:
    first = Plan(tmp_path, here).events(archive.paths[1:])
    made = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*-*.*")}
    plan = Plan(tmp_path, here)
    assert plan.events(archive.paths[1:]) == msgspec.structs.replace(first, was_there=plan.was_there)
    assert {path: path.stat().st_mtime_ns for path in made} == made
    more = plan.events(archive.paths)
    plan.clear(more.tables, "events")
    assert set(tmp_path.glob("events-*.parquet")) == set(more.tables) != set(first.tables)
    assert not list((tmp_path / "steps").iterdir())


def test_tables_that_cannot_be_read_cost_themselves(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "claims-a.parquet").write_bytes(b"no table")
    pq.write_table(pa.table({"report": ["a"], "date": ["2017-06-05"]}), tmp_path / "claims-b.parquet")
    whole = archive.paths[0].read_bytes()
    (tmp_path / "claims-c.parquet").write_bytes(whole[: len(whole) // 2])
    broken = sorted(tmp_path.glob("*.parquet"))
    found = Plan(tmp_path / "out", here).events([*broken, *archive.paths])
    assert [Path(one.step.inputs[0]).name[7] for one in found.failed] == ["a", "b", "c"]
    assert "write it anew" in (found.failed[1].reason or "")
    assert found.tables
    nothing = Plan(tmp_path / "out", here).events(broken)
    assert nothing == Outcome(tables=(), claims=0, failed=nothing.failed)


FULL = """
import resource, sys
from pathlib import Path
from contested.scale.plan import Plan
from contested.scale.step import make
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))  # what a full disk says, of files of 3 kB
try:
    Plan(Path(sys.argv[1]), lambda steps: map(make, steps)).events([Path(one) for one in sys.argv[2:]])
except Exception as error:
    print(type(error).__name__, error)
"""


def test_a_full_disk_is_said_and_leaves_nothing_half_written(archive: Archive, tmp_path: Path) -> None:
    call = [sys.executable, "-c", FULL, tmp_path, *archive.paths]
    done = subprocess.run([str(one) for one in call], capture_output=True, text=True, timeout=300, check=True)
    assert done.stdout.startswith("StepError step said:")
    assert "cannot be written: file too large" in done.stdout
    assert {path.name.partition("-")[0] for path in (tmp_path / "steps").iterdir()} == {"stock"}


def test_a_step_that_ends_its_workers_is_told(archive: Archive, tmp_path: Path) -> None:
    def run(steps: Sequence[Step]) -> Iterator[Made]:
        gone = "ended the workers that read it: give them more --memory"
        yield from (Made(step=one, reason=gone) if one.kind == "pairs" else make(one) for one in steps)

    with pytest.raises(StepError, match=r"step pairs: .* --memory \(mend that"):
        Plan(tmp_path, run).events(archive.paths)


def command(*args: object) -> list[str]:
    return [*COMMAND, "scale", *map(str, args)]


@pytest.mark.check
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="workers are found in /proc")
def test_killed_workers_and_killed_runs_cost_nothing_but_time(
    archive: Archive, alone: list[str], tmp_path: Path
) -> None:
    call = command("fuse", archive.folder, "--out", tmp_path, "--workers", 2)
    running = subprocess.Popen(call, stderr=subprocess.PIPE, text=True)
    for kind in ("said", "shapes"):  # in mid-map, and in mid-shuffle
        wait_for(lambda kind=kind: any((tmp_path / "steps").glob(f"{kind}-*")) or running.poll() is not None)
        kill_a_worker(running.pid)
    _, said = running.communicate(timeout=300)
    assert (running.returncode, "events of" in said) == (0, True), said
    assert rows(sorted(tmp_path.glob("events-*.parquet")), "event") == alone
    assert not list((tmp_path / "steps").iterdir())

    shutil.rmtree(tmp_path / "steps")
    for path in tmp_path.glob("events-*.parquet"):
        path.unlink()
    running = subprocess.Popen(call, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        wait_for(lambda: any((tmp_path / "steps").glob("said-*")))
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "(0 steps" not in done.stderr
    assert rows(sorted(tmp_path.glob("events-*.parquet")), "event") == alone


def test_commands_tell_what_failed_and_try_it_again(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    shutil.copytree(archive.folder, folder)
    last = sorted(folder.glob("*.parquet"))[-1]
    whole = last.read_bytes()
    last.write_bytes(whole[:1000])
    call = command("control", folder, "--out", tmp_path / "out", "--on", "2017-06-03", "--workers", 1)
    first = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert (first.returncode, last.name in first.stderr) == (1, True), first.stderr
    (line,) = (tmp_path / "out/failed-control.jsonl").read_text().splitlines()
    assert msgspec.json.decode(line)["table"].endswith(last.name)
    last.write_bytes(whole)
    again = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    assert again.returncode == 0, again.stderr
    (table,) = (tmp_path / "out").glob("control-*.parquet")
    wars = open_wars()
    want = Situation(archive.told, Question(on="2017-06-03"), conflicts=wars.conflicts, roads=wars.roads).control()
    assert rows([table], "holding") == encoded([*want.places, *want.areas])


def test_a_folder_without_tables_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        command("fuse", tmp_path, "--out", tmp_path / "out"), capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, "holds no tables of claims" in done.stderr) == (1, True)


def kill_a_worker(process: int) -> None:
    """End one of the workers below a process, if one runs."""
    for worker in below(process):
        if b"spawn_main" in Path(f"/proc/{worker}/cmdline").read_bytes():
            os.kill(worker, signal.SIGKILL)
            return


def below(process: int) -> list[int]:
    """The processes that a process has started."""
    file = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in file.read_text(encoding="ascii").split()] if file.exists() else []


def wait_for(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    last = time.monotonic() + 300
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.005)
