"""A file that is written whole or not at all: beside its place, then put there in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from contested.errors import PublishError


def write_whole(path: Path, parts: Iterable[bytes], *, force: bool = False) -> None:
    """Write parts to a file.

    Raises:
        PublishError: the file is there and ``force`` is not set, or it cannot be written; what was there is kept.
    """
    refuse(path, force=force)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}-", dir=path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for each in parts:
                file.write(each)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        refuse(path, force=force)
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def refuse(path: Path, *, force: bool) -> None:
    """A folder, or a file that is there already, is not written over.

    Raises:
        PublishError: it is.
    """
    if path.is_dir():
        raise PublishError("is a folder, not a file", source=str(path), remedy="name a file in it")
    if path.exists() and not force:
        raise PublishError("is there already", source=str(path), remedy="choose another file, or write --force")


def unwritable(path: Path, error: OSError) -> PublishError:
    """Why a file cannot be written."""
    why = (error.strerror or str(error)).lower()
    remedy = "make room, or choose a place that you may write to; a file that was there is as it was"
    return PublishError(f"cannot be written: {why}", source=str(path), remedy=remedy)
