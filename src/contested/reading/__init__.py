"""Reports to mentions and claims: pure, deterministic, one module per kind of thing read."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from pathlib import Path

from contested.gazetteer.index import Gazetteer, Progress, quiet
from contested.reading.reader import Reader

__all__ = ["Reader", "open_reader"]


def open_reader(
    knowledge: Path | Sequence[Path] | None = None, gazetteer: Path | None = None, progress: Progress = quiet
) -> Reader:
    """A reader with the packaged knowledge, a user's folders of it, and an index of places (the user's own by default).

    Raises:
        KnowledgeError: a knowledge file is not well formed.
        GazetteerError: the index of places cannot be built or opened.
    """
    from contested.reading.compile import known_places, open_lexicon

    dirs = [knowledge] if isinstance(knowledge, Path) else list(knowledge or ())
    collecting = gc.isenabled()
    gc.disable()  # while the tables are made nothing of them is garbage
    try:
        reader = Reader(open_lexicon(dirs), Gazetteer.open(gazetteer, progress=progress, **known_places(dirs)))
    finally:
        if collecting:
            gc.enable()
    return reader
