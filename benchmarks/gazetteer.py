"""The index of places: how long it takes to build and open, what memory it adds, how fast names are found, and how all
of that grows with a layer of a million or four million made-up places.

    python benchmarks/gazetteer.py [--sizes 1000000,4000000] [--names 50000]

Each figure is printed beside its bar; exit status 1 if one is missed. Look-ups are of different names, so that nothing
is remembered, and in seconds of this process's own processor time, for what else runs on the machine is not measured; a
second figure gives them as multiples of looking the same names up in a dictionary after casefolding, in the same run.
Processes of their own build and open, so that memory is what one of them adds.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

BUILD_SECONDS, OPEN_MS, MEMORY_MB, EXACT, TOLERANT = 60.0, 50.0, 80.0, 200_000.0, 20_000.0
OPENS = 7
VOWELS = str.maketrans("aeiou", "eaoui")
#: Opens an index and looks names up; prints the seconds of opening and the bytes that both added.
OPENING = """
import sys, time
from pathlib import Path
from contested.gazetteer.index import Gazetteer
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) * 1024
before, began = resident(), time.perf_counter()
gazetteer = Gazetteer.open(Path(sys.argv[1]))
opened = time.perf_counter() - began
for name in sys.argv[2:]:
    gazetteer.strict(name), gazetteer.tolerant(name)
print(opened, resident() - before)
"""
SYLLABLES = (
    "al an ar as ba bar dah dar deir fi ha had hal ham jab ji ka kaf khan kir la ma mar nab qa ra rif sa sha ta tal um"
).split()


class Judged(NamedTuple):
    """A figure with its bar, and whether the bar is held."""

    line: str
    holds: bool


def at_most(what: str, value: float, bar: float, unit: str) -> Judged:
    """A figure that is to be small."""
    return Judged(f"{what:28} {value:>12,.1f} {unit:5} (at most {bar:,.0f})", value <= bar)


def at_least(what: str, value: float, bar: float, unit: str) -> Judged:
    """A figure that is to be great."""
    return Judged(f"{what:28} {value:>12,.0f} {unit:5} (at least {bar:,.0f})", value >= bar)


class Work(NamedTuple):
    """One process: seconds on the wall, seconds of its processors, and the most memory that it held, in MB."""

    wall: float
    processor: float
    memory: float


def contested(*call: str) -> Work:
    """Run a command in a process of its own."""
    return measured([sys.executable, "-c", "from contested.cli import main; main()", *call])


def measured(call: Sequence[str]) -> Work:
    """Run a process."""
    began = time.perf_counter()
    process = subprocess.Popen(call)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(call)} failed with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Work(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def building(folder: Path) -> Work:
    """Compile the default index anew, as it is when a package is built."""
    code = "import sys; from pathlib import Path; from contested.gazetteer.store import compile_anew, quiet\n"
    return measured([sys.executable, "-c", f"{code}compile_anew(Path(sys.argv[1]), '0' * 16, quiet)", str(folder)])


def opening(index: Path, names: Sequence[str]) -> tuple[float, float]:
    """Milliseconds to open an index (the median of several processes), and MB that opening and looking up add."""
    call = [sys.executable, "-c", OPENING, str(index), *names[:2_000]]
    runs = [subprocess.run(call, capture_output=True, text=True, check=True).stdout.split() for _ in range(OPENS)]
    opened = sorted(float(seconds) for seconds, _ in runs)
    return 1e3 * opened[OPENS // 2], max(float(added) for _, added in runs) / 1e6


def rate(look_up: Callable[[str], object], names: Sequence[str]) -> float:
    """Names a second of processor time."""
    began = time.process_time()
    for name in names:
        look_up(name)
    return len(names) / (time.process_time() - began)


def rates(index: Path, count: int) -> tuple[float, float, float]:
    """Exact and tolerant look-ups a second, of different names; and those of a dictionary."""
    from contested.gazetteer.index import Gazetteer

    gazetteer = Gazetteer.open(index)
    draw = random.Random(1)
    rows = (draw.randrange(gazetteer.size) for _ in range(2 * count))
    names = list(dict.fromkeys(gazetteer.place(row).name for row in rows))[:count]
    gazetteer = Gazetteer.open(index)
    known = {name.casefold(): number for number, name in enumerate(names)}
    plain = rate(lambda name: known.get(name.casefold()), names)
    other = [name.translate(VOWELS) for name in names[: count // 2]]  # in other spellings, as reports have them
    return rate(gazetteer.strict, names), rate(gazetteer.tolerant, other), plain


def made_up(path: Path, places: int) -> None:
    """A table of made-up places, the same for the same number."""
    draw = random.Random(places)
    with path.open("w", encoding="utf-8") as file:
        file.write("id,name,name_alt,lat,lon,population,country\n")
        for number in range(places):
            name = "".join(draw.choices(SYLLABLES, k=4)).title()
            other = f"{name} {draw.choice(SYLLABLES).title()}"
            lat, lon = draw.uniform(32.5, 37.0), draw.uniform(36.0, 42.0)
            file.write(f"{number},{name},{other},{lat:.5f},{lon:.5f},{draw.randrange(9_000)},SY\n")


def size(folder: Path) -> float:
    """MB of the files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def growth(folder: Path, places: int, count: int) -> str:
    """What a layer of made-up places costs."""
    table, index = folder / "places.csv", folder / f"index-{places}"
    made_up(table, places)
    added = contested("gazetteer", "add", str(table), "--gazetteer", str(index))
    opened, memory = opening(
        index, [f"{a.title()}{b}{c}" for a in SYLLABLES for b in SYLLABLES[:8] for c in SYLLABLES[:6]]
    )
    exact, tolerant, _ = rates(index, count)
    line = (
        f"{places:>10,} {added.wall:>8.0f} {added.processor:>8.0f} {added.memory:>8.0f} {size(index):>8.0f}"
        f" {opened:>8.1f} {memory:>8.0f} {exact:>10,.0f} {tolerant:>10,.0f}"
    )
    table.unlink()
    return line


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else None)
    parser.add_argument(
        "--sizes", default="1000000,4000000", help="Sizes of the layers, between commas; none for none."
    )
    parser.add_argument("--names", type=int, default=50_000, help="How many names are looked up.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ["CONTESTED_CACHE"] = str(folder / "cache")
        index = folder / "cache" / "gazetteer"
        built = building(folder / "anew" / "base-0")
        opened, memory = opening(index, ["Homs", "Deir Hafer", "القامشلي"] * 600)
        exact, tolerant, plain = rates(index, options.names)
        judged = [
            at_most("default build", built.processor, BUILD_SECONDS, "s"),
            at_most("open", opened, OPEN_MS, "ms"),
            at_most("memory added", memory, MEMORY_MB, "MB"),
            at_least("exact look-ups", exact, EXACT, "1/s"),
            at_least("tolerant look-ups", tolerant, TOLERANT, "1/s"),
        ]
        for one in judged:
            print(f"{'ok' if one.holds else '!!'}  {one.line}", flush=True)
        made = size(folder / "anew")
        print(f"    the build: {built.wall:.0f} s on the wall, {built.memory:.0f} MB at most, {made:.0f} MB")
        print(f"    a dictionary answers {plain / exact:.0f} and {plain / tolerant:.0f} times as often", flush=True)
        if options.sizes:
            print("    places   s wall    s cpu  MB peak  MB disk  ms open   MB add    exact/s tolerant/s", flush=True)
        for places in [int(part) for part in options.sizes.split(",") if part]:
            print(growth(folder, places, options.names), flush=True)
    return 0 if all(one.holds for one in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
