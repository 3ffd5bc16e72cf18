"""Compiles the modules that reading spends its time in, with mypyc, into ``src/contested/native-code``.

    python native_build.py

``make fast`` runs this; ``contested.native`` says when the result is used. It asks for a C compiler, Python's headers,
and the packages of the dependency group "fast". Nothing is compiled where the result is up to date; whatever goes
wrong, plain Python goes on as before and exit status 1 with one line says why.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

from contested import native  # noqa: E402 - of this tree, whatever is installed

PLACES = (
    "candidates", "context", "geometry", "index", "layer", "lines", "misspelt", "resolve", "sounds", "sphere",
    "verdict",
)  # fmt: skip
PATTERNS = ("reading/*.py", "reading/times/*.py", "reading/syntax/*.py", *(f"gazetteer/{name}.py" for name in PLACES))
#: Packages stay Python; so do `compile`, which runs once, `lexicon`, whose classes are msgspec's to make, and what is
#: NumPy's work or done once when the learned table is loaded.
PLAIN = frozenset(("__init__.py", "compile.py", "lexicon.py", "batch.py", "hashing.py", "lanes.py", "table.py"))
GROUP = "contested_native"
# -O1 takes gcc a third of the time of -O2, and a C file a module less time than one for all; the result is as fast
SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup
options = ["--config-file=", "--cache-dir=cache", "--ignore-missing-imports", "--disable-error-code=import-untyped"]
extensions = mypycify([*options, *sys.argv[2:]], opt_level="1", debug_level="0", multi_file=True, group_name={group!r})
setup(name="native", packages=[], ext_modules=extensions, script_args=["-q", "build_ext", "--build-lib", sys.argv[1]])
"""


class NativeError(Exception):
    """The reader could not be compiled; the message says why and what to do."""


def build() -> str:
    """Compile what is not compiled yet; the words say what was done.

    Raises:
        NativeError: something that compiling needs is missing, or the compiler failed.
    """
    if native.amiss() is None:
        return "up to date"
    _check()
    began, stamp = time.monotonic(), native.digest()
    with tempfile.TemporaryDirectory(prefix=".native-", dir=native.PACKAGE) as made:
        names = _compiled(Path(made))
        if native.digest() != stamp:
            raise NativeError("sources changed while they were compiled: compile again")
        (Path(made, "new") / native.STAMP).write_text("\n".join((stamp, *names)) + "\n", encoding="utf-8")
        if native.FOLDER.exists():
            native.FOLDER.rename(Path(made, "old"))
        Path(made, "new").rename(native.FOLDER)
    size = sum(file.stat().st_size for file in native.FOLDER.iterdir())
    return f"{len(sources())} modules compiled in {time.monotonic() - began:.0f} s, {size / 1e6:.1f} MB"


def sources() -> list[Path]:
    """The sources that are compiled."""
    return sorted(path for pattern in PATTERNS for path in native.PACKAGE.glob(pattern) if path.name not in PLAIN)


def _compiled(made: Path) -> list[str]:
    """Compile all sources into extension files in the folder ``new``, each named by its module in full; their names."""
    built, new = made / "lib", made / "new"
    command = [sys.executable, "-c", SETUP.format(group=GROUP), str(built), *map(str, sources())]
    env = os.environ | {"MYPYPATH": str(ROOT / "src"), "CONTESTED_PURE": "1"}
    done = subprocess.run(command, cwd=made, env=env, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise NativeError(" | ".join([line for line in lines if "error" in line.lower()][:3] or lines[-3:])[:600])
    new.mkdir()
    for file in built.rglob("*" + native.SUFFIX):
        file.rename(new / ".".join(file.relative_to(built).parts))
    return sorted(file.name for file in new.iterdir())


def _check() -> None:
    """Say in time what is missing."""
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "").split()[:1]
    if compiler and not shutil.which(compiler[0]):
        raise NativeError(f"no C compiler `{compiler[0]}`: install one (Debian: apt-get install gcc libc6-dev)")
    for package in ("mypyc", "setuptools"):
        if importlib.util.find_spec(package) is None:
            raise NativeError(f'no {package}: install the dependency group "fast" (`make fast` does)')
    headers = Path(sysconfig.get_path("include"), "Python.h")
    if not headers.is_file():
        raise NativeError(f"no {headers}: install Python's headers (Debian: apt-get install python3-dev)")


if __name__ == "__main__":
    try:
        print(f"native reader: {build()}")
    except (NativeError, OSError) as problem:
        sys.exit(f"native reader: not compiled: {problem}; plain Python runs, with the same results")
