"""What we know, as one value, and which file holds which table of it.

To add a table: a struct in `schema`, a field of `Knowledge`, a row of `TABLES`. Loading, errors with file, line and
key, users' folders and the digest follow from that.
"""

from __future__ import annotations

import msgspec

from contested.knowledge.schema import (
    ActorEntry,
    ClassEntry,
    Conflict,
    Cues,
    EchelonEntry,
    Entry,
    EvidenceEntry,
    FrameEntry,
    LightEntry,
    MeansEntry,
    NounEntry,
    Persons,
    PlaceEntry,
    PlacingEntry,
    RefineEntry,
    RoadEntry,
    TriggerEntry,
    WordingEntry,
)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of row.

    ``field``: of `Knowledge`. ``files``: pattern of the files' paths inside a folder of knowledge. ``header``: of the
    array of tables in those files (``[[actor]]``; in a CSV file each line is a row), or None where a whole file is one
    row. ``identity``: the fields that make two rows the same row, of which a user's replaces ours; none where every row
    stands for itself.
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
    frames: tuple[FrameEntry, ...] = ()
    triggers: tuple[TriggerEntry, ...] = ()
    lights: tuple[LightEntry, ...] = ()
    classes: tuple[ClassEntry, ...] = ()
    refinements: tuple[RefineEntry, ...] = ()
    nouns: tuple[NounEntry, ...] = ()
    echelons: tuple[EchelonEntry, ...] = ()
    placing: tuple[PlacingEntry, ...] = ()
    evidence: tuple[EvidenceEntry, ...] = ()
    carried: tuple[EvidenceEntry, ...] = ()
    subject: tuple[EvidenceEntry, ...] = ()
    cues: tuple[Cues, ...] = ()
    persons: tuple[Persons, ...] = ()


TABLES: tuple[Table, ...] = (
    Table(field="conflicts", files="conflicts/*.toml", header=None, row=Conflict, identity=("id",)),
    Table(field="actors", files="actors/*.toml", header="actor", row=ActorEntry, identity=("id",)),
    Table(field="places", files="places/*.toml", header="place", row=PlaceEntry, identity=("id",)),
    Table(field="places", files="places/*.csv", header="place", row=PlaceEntry, identity=("id",)),
    Table(field="roads", files="places/*.toml", header="road", row=RoadEntry, identity=("id",)),
    Table(field="wording", files="wording.toml", header="wording", row=WordingEntry, identity=("text", "kind", "pos")),
    Table(field="means", files="means.toml", header="means", row=MeansEntry, identity=("kind", "mention")),
    Table(field="frames", files="events.toml", header="frame", row=FrameEntry, identity=("name",)),
    Table(field="triggers", files="events.toml", header="trigger", row=TriggerEntry, identity=()),
    Table(field="classes", files="events.toml", header="class", row=ClassEntry, identity=("name",)),
    Table(field="lights", files="events.toml", header="light", row=LightEntry, identity=()),
    Table(field="refinements", files="events.toml", header="refine", row=RefineEntry, identity=()),
    Table(field="nouns", files="nouns.toml", header="noun", row=NounEntry, identity=()),
    Table(field="echelons", files="nouns.toml", header="echelon", row=EchelonEntry, identity=("name",)),
    Table(field="placing", files="placing.toml", header="placing", row=PlacingEntry, identity=("feature",)),
    Table(field="evidence", files="evidence.toml", header="evidence", row=EvidenceEntry, identity=("feature",)),
    Table(field="carried", files="carried.toml", header="carried", row=EvidenceEntry, identity=("feature",)),
    Table(field="subject", files="subject.csv", header="subject", row=EvidenceEntry, identity=("feature",)),
    Table(field="cues", files="cues.toml", header=None, row=Cues, identity=()),
    Table(field="persons", files="persons.toml", header=None, row=Persons, identity=()),
)
