"""Whether a ledger loses nothing: adders killed with SIGKILL at random moments, and many adders at once.

    python benchmarks/crash.py                        # 200 killed runs on SQLite files, 8 adders at once
    python benchmarks/crash.py --postgresql           # 50 killed runs on a PostgreSQL server from a wheel, 8 adders

A run is a process of its own that adds reports through `Ledger.add_all`, some a commit, and says which after each
commit; it is killed at a random moment (of a fixed seed), also while it makes the ledger. After every run: what was
said to be added is there whole, nothing is there in part, and `Ledger.check` finds nothing. Ten runs share a ledger.
Last, the real `contested add` is killed a few times in the same way.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger import articles, patterns, places
from msgspec.structs import replace

from contested.ledger import Added, Entry, Ledger

RUNS, RUNS_POSTGRESQL, SHARED = 200, 50, 10
COMMANDS = 5
LONGEST, LONGEST_POSTGRESQL = 0.5, 3.0  # seconds until a run is killed; a server is slower to reach
MOST_TOGETHER = 12
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


def killed_runs(new: Callable[[], str], entries: Sequence[Entry], runs: int, longest: float) -> None:
    """Runs that are killed, each looked at afterwards."""
    chance = random.Random(SEED)
    acknowledged = in_time = 0
    by_id = {entry.report.id: entry for entry in entries}
    where, left, safe = "", list(entries), set[str]()
    for run in range(runs):
        if run % SHARED == 0:
            where, left, safe = new(), list(entries), set()
        child, out = started(adds(where, left, random.Random(chance.random())))
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        in_time += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        safe |= {line[0].strip() for line in said_by(out)}
        there = look(where, by_id, safe)
        left = [entry for entry in left if entry.report.id not in there]
        acknowledged += len(safe) if run % SHARED == SHARED - 1 or run == runs - 1 else 0
    print(f"{runs} runs, {in_time} killed while adding; {acknowledged:,} reports acknowledged, all there; check clean")


def look(where: str, by_id: dict[str, Entry], safe: set[str]) -> set[str]:
    """Look at a ledger after a run: what is there."""
    with Ledger.open(where) as ledger:
        there = {reading.report.id: reading for reading in ledger.readings()}
        reports = [report.id for report in ledger.reports()]
        wrong = ledger.check()
    assert not wrong, wrong
    assert safe <= set(there), f"acknowledged and lost: {sorted(safe - set(there))}"
    assert sorted(reports) == sorted(there), "a report is there without its reading"
    for id, reading in there.items():
        assert reading == by_id[id].reading, f"half written: {id}"
    return set(there)


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
    look(where, {entry.report.id: entry for entry in entries}, {entry.report.id for entry in entries})
    print(f"{ADDERS} adders at once, {len(entries):,} reports three times: each there once; check clean ({took:.0f} s)")


def killed_commands(new: Callable[[], str], folder: Path, entries: Sequence[Entry]) -> None:
    """The real command, killed."""
    chance = random.Random(SEED)
    path, where = folder / "reports.jsonl", new()
    rows = [{"id": entry.report.id, "text": entry.report.text, "date": entry.report.date} for entry in entries]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    call = [sys.executable, "-c", "from contested.cli import main; main()", "add", str(path), "--ledger", where]
    safe: set[str] = set()
    for _ in range(COMMANDS):
        running = subprocess.Popen([*call, "--to", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert running.stdout
        lines = [running.stdout.readline()]
        time.sleep(chance.uniform(0, 2))
        running.kill()
        lines += running.stdout.readlines()
        running.wait()
        safe |= {json.loads(line)["report"] for line in lines if line.endswith(b"\n")}
        with Ledger.open(where) as ledger:
            assert ledger.check() == () and safe <= {reading.report.id for reading in ledger.readings()}
    assert safe
    print(f"{COMMANDS} runs of `contested add` killed: {len(safe):,} reports acknowledged, all there; check clean")


def main() -> int:
    """Kill and look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true", help="on a server instead of files")
    parser.add_argument("--runs", type=int, help="how many runs are killed")
    parser.add_argument("--reports", type=int, default=REPORTS, help="how many reports the adders at once have")
    options = parser.parse_args()
    made_of = patterns()
    runs = options.runs or (RUNS_POSTGRESQL if options.postgresql else RUNS)
    with places(options.postgresql) as new, TemporaryDirectory() as folder:
        longest = LONGEST_POSTGRESQL if options.postgresql else LONGEST
        killed_runs(new, [small(entry, 6) for entry in articles(made_of, 0, 2_000)], runs, longest)
        many_adders(new, [small(entry, 3) for entry in articles(made_of, 0, options.reports)])
        killed_commands(new, Path(folder), articles(made_of, 0, 500))
    return 0


if __name__ == "__main__":
    sys.exit(main())
