"""What reading, fusing and reckoning on a cluster costs beside one machine's own processes, and how it grows.

    python benchmarks/scale.py [--articles 100000] [--workers 2]      read: process pool beside Dask
    python benchmarks/scale.py --kills [--articles 2000]              workers and runs killed in mid-map and mid-shuffle
    python benchmarks/scale.py --growth 1000 10000 100000             each step: processor time, memory, bytes handed on

Articles are made at run time of sentences of the packaged examples and, where it is there, of FA-KES: as long as its
articles, no two alike. Whatever is killed, the result must be the same: exit status 1 if it is not. Growth is that of a
made-up war that goes on longer (`fusion.claim`), every step in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import fusion
import pyarrow.parquet as pq
from read import ARTICLES, reports

from contested.model import Reading, Told
from contested.scale import rows
from contested.scale.plan import Plan
from contested.scale.step import Made, Step, make

COMMAND = [str(Path(sys.executable).with_name("contested"))]
FILES = 8
FIRST = date(2015, 1, 1)
SENTENCES = 15  # of an article
A_TABLE = 12_500  # claims
TOWNS, A_DAY = 120, 60  # of the made-up war: towns, and claims a day


class Run(NamedTuple):
    """A command: seconds of wall and processor time of it and all its processes, and its last line."""

    wall: float
    processor: float
    said: str


def articles(folder: Path, count: int) -> None:
    """Write so many articles, in some files of JSON Lines."""
    rng, texts = random.Random(count), [report.text for report in reports(ARTICLES, "article_content")]
    sentences = [one.strip() + "." for text in texts for one in text.split(". ") if 30 < len(one) < 400]
    for file in range(FILES):
        with (folder / f"{file}.jsonl").open("w", encoding="utf-8") as out:
            for number in range(file, count, FILES):
                text = " ".join(rng.choices(sentences, k=SENTENCES))
                day = (FIRST + timedelta(rng.randrange(1000))).isoformat()
                row = {"id": str(number), "text": text, "date": day, "source": f"Outlet {number % 40}", "country": "SY"}
                out.write(json.dumps(row) + "\n")


def run(*args: object, disturb: Callable[[subprocess.Popen[str]], None] | None = None) -> Run:
    """Run a command; ``disturb`` is given the process while it runs."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    call = [*COMMAND, *map(str, args)]
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        if disturb:
            disturb(process)
        _, said = process.communicate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if process.returncode not in (0, -signal.SIGKILL):
        sys.exit(f"{' '.join(call)} failed with {process.returncode}: {said}")
    return Run(time.perf_counter() - began, spent, (said.strip().splitlines() or [""])[-1])


def reading(folder: Path, count: int, workers: int) -> None:
    """One machine's own processes beside Dask, over the same articles."""
    (folder / "articles").mkdir()
    articles(folder / "articles", count)
    run("read", folder / "articles" / "0.jsonl", "--to", "claims")  # warms the caches of files
    pool = run("read", folder / "articles", "--to", "claims", "--workers", workers)
    dask = run("scale", "read", folder / "articles", "--out", folder / "claims", "--workers", workers)
    for name, one in (("process pool", pool), ("Dask", dask)):
        print(f"{name:14} {one.wall:7.1f} s  {count / one.processor:6.1f} articles a CPU second")
    print(f"Dask takes {dask.wall / pool.wall:.2f} of the time of the pool, {count:,} articles, {workers} workers")
    size = sum(file.stat().st_size for file in (folder / "claims").glob("claims-*"))
    claims = sum(pq.read_metadata(file).num_rows for file in (folder / "claims").glob("claims-*"))
    print(f"{claims / count:.1f} claims an article, {size / claims:,.0f} bytes of table a claim")


def kills(folder: Path, count: int, workers: int) -> bool:
    """Kill workers and whole runs; whether all came to the same."""
    source = folder / "articles"
    source.mkdir()
    articles(source, count)
    same = True
    plain = run("scale", "read", source, "--out", folder / "claims", "--workers", workers)
    want = column(folder / "claims", "claims", "claim")
    out = folder / "killed"
    for name, disturb in (("a worker", worker_killed(out, "claims-*")), ("the run", run_killed(out, "claims-*"))):
        first = run("scale", "read", source, "--out", out, "--workers", workers, disturb=disturb)
        again = run("scale", "read", source, "--out", out, "--workers", workers)
        same &= tell(f"read, {name} killed in mid-map", column(out, "claims", "claim") == want, plain, first, again)
        clear(out)
    plain = run("scale", "fuse", folder / "claims", "--out", folder / "events", "--workers", workers)
    want = column(folder / "events", "events", "event")
    for kind, stage in (("said", "mid-map"), ("shapes", "mid-shuffle")):
        for name, way in (("a worker", worker_killed), ("the run", run_killed)):
            disturb = way(out, f"steps/{kind}-*")
            first = run("scale", "fuse", folder / "claims", "--out", out, "--workers", workers, disturb=disturb)
            again = run("scale", "fuse", folder / "claims", "--out", out, "--workers", workers)
            equal = column(out, "events", "event") == want
            same &= tell(f"fuse, {name} killed in {stage}", equal, plain, first, again)
            clear(out)
    return same


def tell(name: str, equal: bool, plain: Run, first: Run, again: Run) -> bool:
    """Print what a kill cost; whether the result is the same."""
    result = "the same" if equal else "ANOTHER RESULT"
    print(
        f"{name:36} {result}; undisturbed {plain.wall:.1f} s, disturbed {first.wall:.1f} s, again {again.wall:.1f} s,"
        f" processor time {first.processor + again.processor:.1f} s for {plain.processor:.1f} s"
    )
    return equal


def worker_killed(out: Path, pattern: str) -> Callable[[subprocess.Popen[str]], None]:
    """Ends a worker with SIGKILL as soon as a file of a kind is there."""

    def disturb(process: subprocess.Popen[str]) -> None:
        wait(out, pattern, process)
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)
                return

    return disturb


def run_killed(out: Path, pattern: str) -> Callable[[subprocess.Popen[str]], None]:
    """Ends the whole run; its workers end with it, as they lose their scheduler."""

    def disturb(process: subprocess.Popen[str]) -> None:
        wait(out, pattern, process)
        process.kill()

    return disturb


def wait(out: Path, pattern: str, process: subprocess.Popen[str]) -> None:
    """Wait until a file is there."""
    while not any(out.glob(pattern)) and process.poll() is None:
        time.sleep(0.005)


def column(folder: Path, kind: str, name: str) -> list[str]:
    """A column of all tables of a kind, in order."""
    return sorted(one for file in folder.glob(f"{kind}-*.parquet") for one in pq.read_table(file)[name].to_pylist())


def clear(folder: Path) -> None:
    """Remove what a run made."""
    for file in folder.rglob("*.*"):
        file.unlink()


def growth(folder: Path, sizes: Sequence[int]) -> None:
    """Each step's processor time, most memory and bytes handed on, by number of claims."""
    before: dict[str, float] = {}
    for size in sizes:
        tables = list(war(folder / str(size), size))
        spent, memory, handed = (
            defaultdict[str, float](float),
            defaultdict[str, float](float),
            defaultdict[str, int](int),
        )

        def measured(
            steps: Sequence[Step], spent: dict[str, float] = spent, memory: dict[str, float] = memory,
            handed: dict[str, int] = handed,
        ) -> Iterator[Made]:  # fmt: skip
            for step in steps:
                made, seconds, most = alone(step)
                spent[step.kind] += seconds
                memory[step.kind] = max(memory[step.kind], most)
                handed[step.kind] += step.path.stat().st_size
                yield made

        found = Plan(folder / f"{size}-out", measured).events(tables)
        disk = sum(table.stat().st_size for table in tables)
        events = sum(pq.read_metadata(table).num_rows for table in found.tables)
        print(f"{size:,} claims in {len(tables)} tables of {disk / size:,.0f} bytes a claim: {events:,} events")
        for kind, seconds in (*spent.items(), ("all", sum(spent.values()))):
            grown = f"  x{seconds / before[kind]:.1f}" if before.get(kind) else ""
            of = sum(handed.values()) if kind == "all" else handed[kind]
            most = max(memory.values()) if kind == "all" else memory[kind]
            print(f"  {kind:8} {seconds:8.2f} s{grown:8}  {most:6.0f} MB at most  {of / size:7.0f} bytes a claim")
        before = {**spent, "all": sum(spent.values())}


def alone(step: Step) -> tuple[Made, float, float]:
    """A step in a process of its own: what came of it, seconds of processor time, and MB at most."""
    context = get_context("fork")
    mine, theirs = context.Pipe(duplex=False)

    def work() -> None:
        began = time.process_time()
        made = make(step)
        theirs.send((made, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))

    process = context.Process(target=work)
    process.start()
    found: tuple[Made, float, float] = mine.recv()
    process.join()
    if found[0].reason:
        sys.exit(found[0].reason)
    return found


def war(folder: Path, size: int) -> Iterator[Path]:
    """Tables of so many claims of a war: as many a day however long it goes on, four accounts an event."""
    folder.mkdir()
    for first in range(0, size, A_TABLE):
        path = folder / f"claims-{first:09}.parquet"
        rows.write(path, (row(one) for one in stretch(first, min(A_TABLE, size - first))), lambda: b"{}")
        yield path


def row(told: Told) -> dict[str, object]:
    """A claim as `contested scale read` writes it."""
    return rows.row(Reading(report=told.report, reader="made 1", sentences=(), mentions=(), claims=()), told.claim)


def stretch(first: int, size: int) -> Iterator[Told]:
    """Claims from a number on; four accounts an event, the last carried from the one before."""
    rng, last, made = random.Random(first), None, 0
    while made < size:
        day, town = (first + made) // A_DAY + rng.randrange(2), rng.randrange(TOWNS)
        kind, side, toll = rng.choice(fusion.TYPES), rng.choice(fusion.SIDES), rng.randrange(1, 60)
        for account in range(min(4, size - made)):
            source = f"source {rng.randrange(40)}"
            last = fusion.claim(first + made, source, day, town, kind, side, toll, account == 3, last)
            yield last
            made += 1


def main() -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", action="store_true")
    parser.add_argument("--growth", type=int, nargs="+", metavar="CLAIMS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.growth:
            growth(folder, options.growth)
        elif options.kills:
            return int(not kills(folder, options.articles, options.workers))
        else:
            reading(folder, options.articles, options.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
