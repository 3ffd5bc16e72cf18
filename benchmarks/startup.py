"""What a user waits for: the whole process of `contested read` on one report, the index of places being compiled,
beside a process that imports spaCy and tokenises one letter with a blank pipeline.

    python benchmarks/startup.py [REPORT] [--runs 7]

The two run in turn, so that both see the same machine. Printed are the median and the least of the wall times in
seconds, the peak memory of the process, and the ratio of the medians; exit status 1 if `contested` was the slower or
took more than 250 MB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT.parent / "shared" / "seed" / "2017-05-27.txt"
EXAMPLE = ROOT / "src" / "contested" / "examples" / "maskanah-2017" / "2017-05-27-river-road.md"
PEER = "import spacy; spacy.blank('en')('x')"
MOST_MEMORY = 250


class Run(NamedTuple):
    """One process: seconds from start to end, and the most memory it held, in MB (10^6 bytes)."""

    seconds: float
    memory: float


def run(call: list[str]) -> Run:
    """Run a process; its wall time and its own peak memory."""
    began = time.perf_counter()
    process = subprocess.Popen(call, stdout=subprocess.DEVNULL)
    # wait4 gives the usage of this one child; RUSAGE_CHILDREN would give the greatest of all so far
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"{' '.join(call)} failed with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_maxrss * unit / 1e6)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0] if __doc__ else None)
    parser.add_argument("report", nargs="?", type=Path, default=SEED if SEED.exists() else EXAMPLE)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    contested = str(Path(sys.executable).with_name("contested"))
    calls = {
        "contested read": [contested, "read", str(options.report)],
        "spacy.blank": [sys.executable, "-c", PEER],
    }
    for call in calls.values():
        run(call)  # compiles the index and the byte code
    runs: dict[str, list[Run]] = {name: [] for name in calls}
    for _ in range(options.runs):
        for name, call in calls.items():
            runs[name].append(run(call))
    medians = {name: statistics.median(one.seconds for one in found) for name, found in runs.items()}
    for name, found in runs.items():
        least, memory = min(one.seconds for one in found), max(one.memory for one in found)
        print(f"{name:15}  median {medians[name]:.3f} s  least {least:.3f} s  peak memory {memory:.0f} MB")
    ratio = medians["contested read"] / medians["spacy.blank"]
    memory = max(one.memory for one in runs["contested read"])
    print(f"contested read takes {ratio:.2f} of the time of spacy.blank ({options.runs} runs in turn)")
    return int(ratio > 1 or memory > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
