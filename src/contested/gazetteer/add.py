"""A source brought by the user becomes a layer: read, checked, compiled on trial, then put on the shelf."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from contested.errors import GazetteerError
from contested.gazetteer.formats import geonames
from contested.gazetteer.formats.columns import columns
from contested.gazetteer.formats.places import Hints, Placed, Reading
from contested.gazetteer.formats.records import table, unreadable
from contested.gazetteer.formats.refusals import Refusals
from contested.gazetteer.formats.seen import Seen
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import Entry
from contested.gazetteer.shelf import Card, Draft, Kept, kept
from contested.gazetteer.store import GEONAMES, Progress, quiet, shelf_folder

FORMS = ("geonames", "ocha", "geojson", "shapefile", "csv")
LICENCES = {
    "geonames": ("CC BY 4.0", GEONAMES),
    "ocha": ("as its page on HDX says", "Places: OCHA Common Operational Datasets, data.humdata.org"),
}
BATCH = 20_000


class Source(NamedTuple):
    """A file and how to read it; ``address``: where it was fetched from."""

    path: Path
    form: str
    name: str
    columns: Mapping[str, str] = {}
    country: str | None = None
    level: str | None = None
    alternates: Path | None = None
    encoding: str | None = None
    licence: str = ""
    attribution: str = ""
    order: int | None = None
    address: str = ""


def add(source: Source, index: Path | None, refusals: Refusals, progress: Progress = quiet) -> Card:
    """Add a source as a layer, in place of the one of its name.

    Args:
        source: the file and how to read it.
        index: the folder of the index; None for the user's own.
        refusals: takes what is wrong in the source.
        progress: called with what is being done, how much is done, how much there is.

    Raises:
        GazetteerError: the source cannot be read or holds no place; nothing is changed then.
    """
    shelf = shelf_folder(index)
    there = kept(shelf)
    with Draft(shelf, source.name) as draft, ExitStack() as files:
        counted = Counted(unique(places(source, refusals, files), source.path, refusals), progress)
        count, digest = draft.write(counted)
        if not count:
            raise GazetteerError("holds no place", source=str(source.path), remedy="is it the right file and --as?")
        card = card_of(source, count, digest, refusals.count, order_of(source, there))
        layer = draft.layer(card)
        try_out(layer, there, index, progress)
        draft.keep()
    return card


def try_out(layer: Kept, there: list[Kept], index: Path | None, progress: Progress) -> None:
    """Compile a layer among those that are there, so that nothing is put on the shelf that cannot be opened."""
    others = [other for other in there if other.card.name != layer.card.name]
    shelf = sorted([*others, layer], key=lambda each: (each.card.order, each.card.name))
    Gazetteer.open(index, shelf=shelf, progress=progress)


def places(source: Source, refusals: Refusals, files: ExitStack) -> Iterator[Placed]:
    """The places of a source."""
    if source.form == "geonames":
        alternates = None
        if source.alternates:
            alternates = geonames.Alternates(geonames.text_of(source.alternates, files), files)
        return geonames.places(geonames.text_of(source.path, files), str(source.path), alternates, refusals)
    found = table(source.path, refusals, files, source.encoding)
    spots = source.path.suffix.lower() not in (".csv", ".tsv", ".txt", ".dbf")
    fields = columns(found.columns, source.columns, source.path, spots=spots)
    hints = Hints(source.name, source.country, source.level, source.form == "ocha")
    return Reading(source.path, fields, hints, refusals).places(found.records)


def unique(placed: Iterator[Placed], path: Path, refusals: Refusals) -> Iterator[Entry]:
    """The places without those whose id stood before."""
    seen = Seen()
    while batch := list(islice(placed, BATCH)):
        repeated = seen.again([one.entry.id for one in batch])
        for (line, entry), again in zip(batch, repeated, strict=True):
            if again:
                refusals.refuse(GazetteerError(
                    f"the id {entry.id} ({entry.names[0]}) stood before", source=str(path), line=line,
                    remedy="name the column of its id by --map id=COLUMN, or leave it by --skip-bad",
                ))  # fmt: skip
            else:
                yield entry


class Counted:
    """Places on their way, told to a progress callback."""

    def __init__(self, entries: Iterator[Entry], progress: Progress) -> None:
        self.entries, self.progress = entries, progress

    def __iter__(self) -> Iterator[Entry]:
        for done, entry in enumerate(self.entries):
            if done % 1_000 == 0:
                self.progress("reading places", done, 0)
            yield entry


def card_of(source: Source, count: int, digest: str, skipped: int, order: int) -> Card:
    """What a layer is, in short."""
    licence, attribution = LICENCES.get(source.form, ("", ""))
    return Card(
        name=source.name,
        form=source.form,
        source=source.address or source.path.name,
        sha256=sha256(source.path),
        places=count,
        digest=digest,
        order=order,
        skipped=skipped,
        licence=source.licence or licence,
        attribution=source.attribution or attribution,
    )


def sha256(path: Path) -> str:
    """The checksum of a file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def order_of(source: Source, there: list[Kept]) -> int:
    """Where a layer stands: as said, else where the one of its name stood, else last, where it wins."""
    if source.order is not None:
        return source.order
    named = [layer.card.order for layer in there if layer.card.name == source.name]
    return named[0] if named else max((layer.card.order for layer in there), default=0) + 1
