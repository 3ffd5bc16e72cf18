"""The reader as native code, where it was compiled from exactly the sources that lie here; else plain Python runs.

`make fast` compiles the modules that reading spends its time in (``native_build.py``) into ``native-code`` beside this
file: an extension module each, the library that they share, and a stamp. The invariant: native code is used whole or
not at all, and only for the sources and the Python that it was made from. So an edited source is never shadowed, and
where nothing was compiled nothing is looked for. ``CONTESTED_PURE=1`` asks for plain Python; a wheel that is built with
``CONTESTED_COMPILE=1`` holds the native code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

PACKAGE = Path(__file__).parent
FOLDER = PACKAGE / "native-code"
STAMP = "stamp"
SUFFIX = EXTENSION_SUFFIXES[0]  # names the Python and the machine: ".cpython-311-x86_64-linux-gnu.so"
#: What the native code hangs on: the sources compiled, and those whose types they were compiled against.
SOURCES = ("model.py", "ontology.py", "errors.py", "gazetteer/*.py", "reading/*.py", "reading/*/*.py")


class Compiled(MetaPathFinder):
    """Finds modules among extension files: full name -> file. All other modules are left to the finders behind it."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        file = self.files.get(fullname)
        return None if file is None else spec_from_file_location(fullname, file)


def use(folder: Path = FOLDER) -> None:
    """Import the native modules from now on, if they may be used; for the lowest package that holds some of them."""
    if why_plain(folder) is None:
        files = {file.name.removesuffix(SUFFIX): file for file in folder.glob("*" + SUFFIX)}
        sys.meta_path.insert(0, Compiled(files))


def why_plain(folder: Path = FOLDER) -> str | None:
    """Why plain Python runs, in words that follow "since"; None where native code does."""
    return "CONTESTED_PURE asks for it" if os.environ.get("CONTESTED_PURE", "0") not in ("", "0") else amiss(folder)


def amiss(folder: Path = FOLDER, package: Path = PACKAGE) -> str | None:
    """Why the native code in a folder cannot stand in for the sources of a package; None where it can."""
    try:
        made_from, *names = (folder / STAMP).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return "the reader is not compiled here"
    if made_from != digest(package):
        return "sources or Python have changed after the reader was compiled"
    if not all((folder / name).is_file() for name in names):
        return "a part of the compiled reader is missing"
    return None


def digest(package: Path = PACKAGE) -> str:
    """A digest of the names and contents of all sources that native code hangs on, and of the Python that runs."""
    import hashlib

    seen = hashlib.sha256(SUFFIX.encode())
    for file in sorted(file for pattern in SOURCES for file in package.glob(pattern)):
        seen.update(f"\0{file.relative_to(package).as_posix()}\0".encode())
        seen.update(file.read_bytes())
    return seen.hexdigest()
