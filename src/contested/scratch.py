"""Folders and files in which something is made before it has its place; what a killed run left is swept at the next.

Whoever makes one holds a lock of the system on it for as long as they live. So who can lock one knows that nobody is
there any more. Where there are no such locks (Windows) one is swept when it is a day old.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

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


@contextmanager
def drafted(path: Path) -> Iterator[IO[bytes]]:
    """Gives a new file to write into; puts it in the place of ``path`` when the block ends well, else nothing stays.

    Raises:
        OSError: it cannot be made or written.
    """
    for left in path.parent.glob(f".{glob.escape(path.name)}.*"):
        with suppress(OSError):
            if left.is_file() and not left.is_symlink() and is_abandoned(left):
                left.unlink()
    new, lock = held_file(path)
    try:
        with new:
            yield new
            new.flush()
            os.fsync(new.fileno())
        Path(new.name).replace(path)
    finally:
        Path(new.name).unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def held_file(path: Path) -> tuple[IO[bytes], int | None]:
    """A new file beside a path, and our lock on it."""
    while True:
        new = tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115
        lock = locked(Path(new.name))
        # between the two steps another run may have taken it for abandoned
        if fcntl is None or (lock is not None and Path(new.name).exists()):
            return new, lock
        new.close()


def locked(folder: Path) -> int | None:
    """A lock on a folder or file, to be closed; None where somebody has it, or there are none."""
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
    """Whether nobody is at work in a folder or file."""
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
