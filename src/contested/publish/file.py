"""A file that is written whole or not at all: made beside its place, then put there in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from contested.errors import PublishError
from contested.scratch import drafted


@contextmanager
def written(path: Path, *, force: bool = False) -> Iterator[IO[bytes]]:
    """Gives a new file to write into; puts it in the place of ``path`` when the block ends well.

    Raises:
        PublishError: ``path`` is there and ``force`` is not set, or it cannot be written; then the old one stays whole.
    """
    if path.exists() and not force:
        remedy = "choose another name, or --force to write over it"
        raise PublishError("is there already", source=str(path), remedy=remedy)
    try:
        with drafted(path) as new:
            yield new
            Path(new.name).chmod(0o644)
    except OSError as error:
        why = f"cannot be written: {(error.strerror or str(error)).lower()}"
        raise PublishError(why, source=str(path), remedy="make room, or choose another place") from error
