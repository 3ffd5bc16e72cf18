"""What questions about the situation need of the knowledge files: wars and roads, kept compiled in the cache folder.

Reading all files takes most of a second; who asks about the situation asks often.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from contested.gazetteer.store import cache_folder
from contested.knowledge.load import fingerprint, load
from contested.knowledge.schema import Conflict, RoadEntry

KEPT = 3  # compiled files of other states of the knowledge


class Wars(msgspec.Struct, frozen=True):
    """All wars and all roads."""

    conflicts: tuple[Conflict, ...]
    roads: tuple[RoadEntry, ...]


def open_wars(dirs: Sequence[Path] = ()) -> Wars:
    """The packaged wars and roads and those of users' folders.

    Raises:
        KnowledgeError: a knowledge file is not well formed.
    """
    kept = cache_folder() / f"wars-{fingerprint(dirs)[:24]}.msgpack"
    if kept.exists():
        try:
            return msgspec.msgpack.decode(kept.read_bytes(), type=Wars)
        except msgspec.MsgspecError:
            pass  # cut off or of another version: made anew below
    known = load(dirs)
    made = Wars(known.conflicts, known.roads)
    kept.parent.mkdir(parents=True, exist_ok=True)
    from contested.scratch import drafted

    with drafted(kept) as new:
        new.write(msgspec.msgpack.encode(made))
    for path in sorted(kept.parent.glob("wars-*.msgpack"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        path.unlink(missing_ok=True)
    return made
