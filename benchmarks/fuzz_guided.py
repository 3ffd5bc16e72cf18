"""Broken inputs that are led by which lines they reach (atheris), to one parser or the reader after the other.

    python benchmarks/fuzz_guided.py --minutes 10     # all formats and the reader, in equal shares
    python benchmarks/fuzz_guided.py --only zip

What must hold, and the corpora, are those of ``fuzz.py``. Parsers run in this process, so that their lines are seen:
what takes long or much memory is bounded by the fuzzer, not by our child. A case that breaks is written to
``build/fuzz``. Where atheris is not installed (it has wheels for some systems only) this says so, and ``fuzz.py`` must
do.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

MODULES = ("door", "feeds", "packed", "pages", "papers", "plain", "rows", "telegram")
LIBRARIES = ("docx", "feedparser", "pypdf", "zipfile")
SEEN = ["contested", *LIBRARIES]  # whose lines lead; compiled libraries cannot be looked into
CASES = "stat::number_of_executed_units"  # libFuzzer's line of how many it tried
PER_CASE = ("-timeout=120", "-rss_limit_mb=3000", "-max_len=60000", "-print_final_stats=1", "-verbosity=0")


def fuzz_one(form: str, minutes: float) -> None:
    """Fuzz one format until the time is over; does not return."""
    import atheris

    with atheris.instrument_imports(include=SEEN):
        for name in (*LIBRARIES, *(f"contested.intake.{module}" for module in MODULES), "contested.reading"):
            import_module(name)
        import fuzz
    from contested.intake import confined

    confined.IS_POSSIBLE = False
    look = fuzz.reading_of() if form == "reader" else fuzz.look_at

    def case(data: bytes) -> None:
        said = look(form, data)
        if said:
            raise AssertionError(said)

    fuzz.FOUND.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        for number, seed in enumerate(fuzz.seeds()[form]):
            (Path(folder) / str(number)).write_bytes(seed)
        limits = (f"-max_total_time={int(60 * minutes)}", f"-artifact_prefix={fuzz.FOUND}/{form}-")
        atheris.Setup([sys.argv[0], *PER_CASE, *limits, folder], case)
        atheris.Fuzz()


def main() -> int:
    """Fuzz each format in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--only", help="one format, or `reader`")
    options = parser.parse_args()
    if find_spec("atheris") is None:
        print("atheris is not installed: nothing was led by lines")
        return 0
    if os.environ.get("CONTESTED_FUZZ_ONE"):
        fuzz_one(options.only, options.minutes)
    import fuzz

    forms = [options.only] if options.only else list(fuzz.seeds())
    wrong = []
    for form in forms:
        call = [sys.executable, __file__, "--only", form, "--minutes", str(options.minutes / len(forms))]
        env = {**os.environ, "CONTESTED_FUZZ_ONE": "1"}
        done = subprocess.run(call, env=env, capture_output=True, text=True, errors="replace", check=False)
        cases = [line.split()[1] for line in done.stderr.splitlines() if line.startswith(CASES)]
        print(f"{form}: {', '.join(cases) or 'no'} cases, {'wrong' if done.returncode else 'sound'}", flush=True)
        if done.returncode:
            wrong.append(form)
            print("\n".join(done.stderr.splitlines()[-30:]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
