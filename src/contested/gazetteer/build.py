"""Compile places into a layer: a folder of memory-mapped files that opens in milliseconds.

    names.marisa    trie of strict keys; a key's number leads to its postings (rows with flags, important first)
    sounds.marisa   trie of sound keys; a key's number leads to the strict keys that sound so
    table.bin       packed rows, postings, strings
    layer.json      format version, digest of what the layer was built from, sections of table.bin, attribution

The same entries give the same bytes. A layer is written beside its place and moved there in one step, so a broken
build leaves what was there. While places come in, rows and strings go to files and numbers to flat arrays, so that
memory grows by some tens of bytes a name, not by Python objects.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO

import marisa_trie  # type: ignore[import-not-found]
import msgspec
import numpy as np

from contested.errors import GazetteerError
from contested.gazetteer.keys import has_article, strict_key
from contested.gazetteer.layer import FORMAT, Header
from contested.gazetteer.rows import (
    ARTICLE,
    LEVELS,
    NOWHERE,
    PACKED,
    PLAIN,
    SECOND,
    SECONDARY,
    SOURCES,
    Entry,
)
from contested.gazetteer.shelf import sweep_abandoned
from contested.gazetteer.sounding import sounds_of
from contested.scratch import Scratch

DEMONYM, COUNTRY, ID = "~", "=", "#"  # marks before keys that are no names of places; strict keys never begin so
NO_KEY = str.maketrans("\n\0", "  ")  # what no key may hold
LONGEST = 65_535  # bytes of a string
Progress = Callable[[str, int, int], None]  # what is being done, how much is done, how much there is


class Strings:
    """Strings in a file: two bytes of length, then UTF-8. Those that many rows share are stored once."""

    def __init__(self, path: Path) -> None:
        self.file, self.size = path.open("wb"), 0
        self.shared: dict[str, int] = {}

    def add(self, text: str | None) -> int:
        """The offset of a string; `NOWHERE` for none."""
        if not text:
            return NOWHERE
        raw = text.encode("utf-8", "replace")
        if len(raw) > LONGEST:
            raw = raw[:LONGEST].decode("utf-8", "ignore").encode()
        offset = self.size
        self.file.write(len(raw).to_bytes(2, "little") + raw)
        self.size += 2 + len(raw)
        return offset

    def share(self, text: str | None) -> int:
        """The offset of a string that other rows have too, such as a division's name."""
        if text not in self.shared:
            self.shared[text or ""] = self.add(text)
        return self.shared[text or ""]


class Compiler:
    """Collects entries in a scratch folder, then writes a layer there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.strings = Strings(folder / "strings.part")
        self.rows = (folder / "rows.part").open("wb")
        self.keys = (folder / "keys.part").open("wb")
        self.size = 0
        self.names_at, self.importances, self.key_rows = array("I"), array("f"), array("I")
        self.key_flags, self.key_weights = array("B"), array("f")

    def add(self, entry: Entry) -> None:
        """Take a place and its names."""
        check(entry)
        row = self.size
        self.size += 1
        self.rows.write(self.pack(entry))
        self.importances.append(entry.importance)
        self.names_at.append(self.strings.add("\n".join((*entry.names[1:], *entry.secondary))))
        seen: set[str] = set()
        for i, name in enumerate(entry.names):
            self.name(name, row, entry.importance - (0.0 if i == 0 else 0.3), PLAIN if i == 0 else 0, seen)
        for name in entry.secondary:
            self.name(name, row, entry.importance - SECOND, SECONDARY, seen)
        for name in entry.demonyms:
            self.key(DEMONYM + strict_key(name), row, entry.importance, 0)
        if entry.level == "country":
            self.key(COUNTRY + entry.country.lower(), row, entry.importance, 0)
        if entry.source not in ("geonames", "user"):
            self.key(ID + entry.id, row, entry.importance, 0)
        for kind, code in entry.ids:
            if kind == "pcode":
                self.key(f"{ID}{kind}:{code}", row, entry.importance, 0)

    def name(self, name: str, row: int, weight: float, flags: int, seen: set[str]) -> None:
        """Take one name of a place, unless another of its names has the same key."""
        key = strict_key(name)
        if key and key not in seen:
            seen.add(key)
            self.key(key, row, weight, flags | (ARTICLE if has_article(name) else 0))

    def key(self, key: str, row: int, weight: float, flags: int) -> None:
        """Take one posting."""
        self.keys.write(key.translate(NO_KEY).encode("utf-8", "replace") + b"\n")
        self.key_rows.append(row)
        self.key_weights.append(weight)
        self.key_flags.append(flags)

    def pack(self, entry: Entry) -> bytes:
        """An entry as a packed row."""
        add, share = self.strings.add, self.strings.share
        outline = msgspec.json.encode(entry.outline).decode() if entry.outline else None
        return PACKED.pack(
            round(entry.lat * 1e6), round(entry.lon * 1e6), max(0, entry.population), entry.radius_km, entry.importance,
            LEVELS.index(entry.level), SOURCES.index(entry.source), entry.country.encode()[:2].ljust(2),
            add(entry.id), add(entry.names[0]), share(entry.admin1), share(entry.admin2), add(outline),
            add("\n".join(f"{kind}={code}" for kind, code in entry.ids)),
        )  # fmt: skip

    def write(self, digest: str, attribution: list[str], extra: bytes, replaced: bytes, progress: Progress) -> None:
        """Tries and table."""
        self.close()
        if self.strings.size >= NOWHERE:
            raise GazetteerError("the names of this source fill more than 4 GB", remedy="add it in several parts")
        progress("sorting names", 0, 1)
        names = marisa_trie.Trie(lines(self.folder / "keys.part"))
        starts, rows, flags = self.postings(names)
        sounds = sounds_of(names, self.folder, lambda key: key[0] in (DEMONYM, COUNTRY, ID), progress)
        names.save(str(self.folder / "names.marisa"))
        sounds.trie.save(str(self.folder / "sounds.marisa"))
        sections: dict[str, bytes | Path] = {
            "rows": self.folder / "rows.part",
            "names": self.names_at.tobytes(),
            "importances": self.importances.tobytes(),
            "starts": starts.tobytes(),
            "postings": rows.tobytes(),
            "sound_starts": sounds.starts.tobytes(),
            "sound_ids": sounds.ids.tobytes(),
            "code_starts": sounds.code_starts.tobytes(),
            "flags": flags.tobytes(),
            "replaced": replaced,
            "codes": sounds.codes,
            "strings": self.folder / "strings.part",
        }
        where = write_sections(self.folder / "table.bin", sections)
        header = Header(FORMAT, digest, self.size, where, attribution, msgspec.Raw(extra))
        (self.folder / "layer.json").write_bytes(msgspec.json.encode(header))

    def close(self) -> None:
        """Let go of the scratch files."""
        for file in (self.strings.file, self.rows, self.keys):
            file.close()

    def postings(self, names: marisa_trie.Trie) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each key its rows, important first, then in the order that they came in."""
        ids = np.fromiter(map(names.key_id, lines(self.folder / "keys.part")), np.uint32, len(self.key_rows))
        rows = np.asarray(self.key_rows, np.uint32)
        order = np.lexsort((rows, -np.asarray(self.key_weights, np.float32), ids))
        starts = np.concatenate(([0], np.cumsum(np.bincount(ids, minlength=len(names))))).astype(np.uint32)
        return starts, rows[order], np.asarray(self.key_flags, np.uint8)[order]


def lines(path: Path) -> Iterator[str]:
    """The keys of a file, one a line."""
    with path.open("rb") as file:
        for line in file:
            yield line[:-1].decode()


def write_sections(path: Path, sections: dict[str, bytes | Path]) -> dict[str, tuple[int, int]]:
    """Write sections one behind the other, each on a multiple of four bytes; say where each lies."""
    where: dict[str, tuple[int, int]] = {}
    with path.open("wb") as file:
        for name, raw in sections.items():
            at = file.tell()
            put(raw, file)
            where[name] = (at, file.tell() - at)
            file.write(b"\0" * (-file.tell() % 4))
        file.flush()
        os.fsync(file.fileno())
    return where


def put(raw: bytes | Path, file: BinaryIO) -> None:
    """Write bytes, or all that a scratch file holds, which is removed."""
    if isinstance(raw, bytes):
        file.write(raw)
        return
    with raw.open("rb") as part:
        shutil.copyfileobj(part, file, 1 << 20)
    raw.unlink()


def check(entry: Entry) -> None:
    """Refuse a place whose coordinates cannot be."""
    if not (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180):
        raise GazetteerError(
            f"coordinates {entry.lat}, {entry.lon} of {entry.names[0]!r} are out of range",
            source=entry.id,
            remedy="give latitude, then longitude, in degrees",
        )


@contextmanager
def built(folder: Path) -> Iterator[Path]:
    """A scratch folder that becomes ``folder`` in one step when all went well; else nothing is left of it.

    Two builders of one layer do not disturb each other: the second finds it there.
    """
    made = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep_abandoned(folder.parent)
        made = Scratch(folder.parent, ".building-")
        scratch = made.path
        yield scratch
        for part in scratch.glob("*.part"):
            part.unlink()
        scratch.chmod(0o755)
        scratch.rename(folder)
    except (OSError, RuntimeError) as error:  # the latter is how a trie says that it cannot be saved
        if not (folder / "layer.json").exists():  # else another process was quicker
            reason = getattr(error, "strerror", None) or "is there room on the disk?"
            raise GazetteerError(
                f"the index of places cannot be written: {reason}",
                source=str(folder),
                remedy="free some space or choose another folder by CONTESTED_CACHE",
            ) from error
    finally:
        if made:
            made.let_go()


def compile_layer(
    entries: Iterable[Entry],
    folder: Path,
    *,
    digest: str,
    total: int,
    attribution: list[str],
    extra: bytes = b"null",
    replaced: Callable[[], bytes] = bytes,
    progress: Progress,
) -> None:
    """Compile entries into a layer at ``folder``; ``replaced`` is asked when all have come in.

    Raises:
        GazetteerError: a place is out of range, or the folder cannot be written.
    """
    with built(folder) as scratch:
        compiler = Compiler(scratch)
        with closing(compiler):
            for i, entry in enumerate(entries):
                if i % 5_000 == 0:
                    progress("reading places", i, max(i, total))
                compiler.add(entry)
            compiler.write(digest, attribution, extra, replaced(), progress)
    progress("done", 1, 1)
