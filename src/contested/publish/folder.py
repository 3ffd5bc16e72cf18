"""A folder that is written whole or not at all: built beside its place, then put there in one step.

A list of the files that were written (``MANIFEST``) is left in the folder. What is not on that list is somebody
else's: it stops the writing unless forced, and is kept even then.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from contested.errors import PublishError
from contested.scratch import Scratch, abandoned, sweep

MANIFEST = ".contested-site"


@contextmanager
def replaced(folder: Path, *, force: bool = False) -> Iterator[Path]:
    """Gives a new empty folder to write into; puts it in the place of ``folder`` when the block ends well.

    Raises:
        PublishError: ``folder`` is a file, holds files of others and ``force`` is not set, or cannot be written.
    """
    target = folder.resolve()
    recover(target)
    others = strangers(target)
    if others and not force:
        raise PublishError(
            f"holds files that are not of a published site: {', '.join(sorted(map(str, others))[:3])}",
            source=str(folder),
            remedy="choose another folder, or force it: then they are kept where no page takes their name",
        )
    scratch = _sibling(folder, target, "new")
    new = scratch.path
    try:
        yield new
        files = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        (new / MANIFEST).write_text("\n".join(files) + "\n", encoding="utf-8")
        _swap(target, new, others)
    except OSError as error:
        raise PublishError(f"cannot be written: {_reason(error)}", source=str(folder),
                           remedy="check the folder's rights and the free space") from error  # fmt: skip
    finally:
        scratch.let_go()


def recover(target: Path) -> None:
    """Sweep what killed runs left beside a site; where one was ended in the middle of the swap, nothing is lost."""
    name = re.sub(r"([*?[])", r"[\1]", target.name)
    for old in abandoned(target.parent, f".{name}-old-*"):
        site = old / "site"
        with suppress(OSError):
            if site.is_dir() and not target.exists():
                site.rename(target)
            for other in strangers(site):
                _bring_over(site, target, other)
        shutil.rmtree(old, ignore_errors=True)
    sweep(target.parent, f".{name}-new-*")


def _bring_over(site: Path, target: Path, other: Path) -> None:
    """Put a file of others where it stood before; one that is there is left."""
    if not (target / other).exists():
        (target / other).parent.mkdir(parents=True, exist_ok=True)
        (site / other).rename(target / other)


def strangers(folder: Path) -> list[Path]:
    """The files in a folder, relative to it, that no earlier publishing wrote; whole directories where all are.

    Raises:
        PublishError: there is a file where the folder should be.
    """
    if not folder.exists():
        return []
    if not folder.is_dir():
        raise PublishError("is a file, not a folder", source=str(folder), remedy="choose another folder")
    manifest = folder / MANIFEST
    ours = {MANIFEST, *(manifest.read_text(encoding="utf-8").splitlines() if manifest.is_file() else ())}
    folders = {parent.as_posix() for name in ours for parent in Path(name).parents}
    found: list[Path] = []
    for base, names, leaves in os.walk(folder):
        here = Path(base).relative_to(folder)
        found += [here / leaf for leaf in leaves if (here / leaf).as_posix() not in ours]
        found += [here / name for name in names if (here / name).as_posix() not in folders]
        names[:] = [name for name in names if (here / name).as_posix() in folders]
    return found


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error):
        # copying a folder collects what went wrong with each file: source, target, "[Errno 28] No space left …: …"
        return str(error.args[0][0][-1]).rpartition("] ")[2].partition(":")[0]
    return error.strerror or str(error)


def _sibling(folder: Path, target: Path, what: str) -> Scratch:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new = Scratch(target.parent, f".{target.name}-{what}-")
        new.path.chmod(0o755)
    except OSError as error:
        raise PublishError(f"cannot be written: {error.strerror}", source=str(folder),
                           remedy="choose a folder that you may write to") from error  # fmt: skip
    return new


def _swap(target: Path, new: Path, others: list[Path]) -> None:
    if not target.exists():
        new.rename(target)
        return
    scratch = _sibling(target, target, "old")
    old = scratch.path
    try:
        target.rename(old / "site")
        try:
            new.rename(target)
        except OSError:
            (old / "site").rename(target)
            raise
        for other in others:
            _bring_over(old / "site", target, other)
    finally:
        scratch.let_go()
