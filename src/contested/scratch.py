"""Folders in which something is made before it is put in its place; what a killed run left there is swept at the next.

Whoever makes one holds a lock of the system on it for as long as they live. So who can lock one knows that nobody is
there any more. Where there are no such locks (Windows) one is swept when it is a day old.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

DAY = 86_400  # seconds


class Scratch:
    """A new folder that is ours until `let_go`, wherever it is moved meanwhile.

    Raises:
        OSError: it cannot be made.
    """

    def __init__(self, folder: Path, prefix: str) -> None:
        while True:
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
            self._lock = locked(self.path)
            # between the two steps another run may have taken it for abandoned
            if fcntl is None or (self._lock is not None and self.path.is_dir()):
                return

    def let_go(self) -> None:
        """It is somebody else's from now on; what of it is still in its first place is removed."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def locked(folder: Path) -> int | None:
    """A lock on a folder, to be closed; None where somebody has it, or there are none."""
    if fcntl is None:
        return None
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(number)
        return None
    return number


def abandoned(folder: Path, pattern: str) -> list[Path]:
    """The folders that fit a pattern and that nobody is at work in any more, in the order of their names."""
    found = []
    for path in sorted(folder.glob(pattern)):
        with suppress(OSError):
            if path.is_dir() and not path.is_symlink() and is_abandoned(path):
                found.append(path)
    return found


def is_abandoned(path: Path) -> bool:
    """Whether nobody is at work in a folder."""
    if fcntl is None:
        return time.time() - path.stat().st_mtime > DAY
    lock = locked(path)
    if lock is not None:
        os.close(lock)
    return lock is not None


def sweep(folder: Path, pattern: str) -> None:
    """Remove the folders that fit a pattern and that nobody is at work in any more."""
    for path in abandoned(folder, pattern):
        shutil.rmtree(path, ignore_errors=True)
