"""What we know, as one value, and which file holds which table of it.

To add a table: a struct in `schema`, a field of `Knowledge`, a row of `TABLES`. Loading, errors with file, line and
key, users' folders and the digest follow from that.
"""

from __future__ import annotations

import msgspec

from contested.knowledge.schema import (
    ActorEntry,
    Conflict,
    Entry,
    MeansEntry,
    PlaceEntry,
    RoadEntry,
    WordingEntry,
)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of row.

    ``field``: of `Knowledge`. ``files``: pattern of the files' paths inside a folder of knowledge. ``header``: of the
    array of tables in those files (``[[actor]]``), or None where a whole file is one row. ``identity``: the fields
    that make two rows the same row, of which a user's replaces ours; none where every row stands for itself.
    """

    field: str
    files: str
    header: str | None
    row: type[Entry]
    identity: tuple[str, ...]


class Knowledge(msgspec.Struct, frozen=True, kw_only=True):
    """All tables, users' rows among ours, and ``digest``, the SHA-256 (hex) of the files' contents."""

    digest: str
    conflicts: tuple[Conflict, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    roads: tuple[RoadEntry, ...] = ()
    wording: tuple[WordingEntry, ...] = ()
    means: tuple[MeansEntry, ...] = ()


TABLES: tuple[Table, ...] = (
    Table(field="conflicts", files="conflicts/*.toml", header=None, row=Conflict, identity=("id",)),
    Table(field="actors", files="actors/*.toml", header="actor", row=ActorEntry, identity=("id",)),
    Table(field="places", files="places/*.toml", header="place", row=PlaceEntry, identity=("id",)),
    Table(field="roads", files="places/*.toml", header="road", row=RoadEntry, identity=("id",)),
    Table(field="wording", files="wording.toml", header="wording", row=WordingEntry, identity=("text", "kind", "pos")),
    Table(field="means", files="means.toml", header="means", row=MeansEntry, identity=("kind", "mention")),
)
