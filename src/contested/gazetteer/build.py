"""Compile places into a layer: a folder of memory-mapped files that opens in milliseconds.

    names.marisa    trie of strict keys; a key's number leads to its postings (rows with flags, important first)
    sounds.marisa   trie of sound keys; a key's number leads to the strict keys that sound so
    table.bin       packed rows, postings, strings
    layer.json      format version, digest of what the layer was built from, sections of table.bin, attribution

The same entries give the same bytes. A layer is written beside its place and moved there in one step, so a broken
build leaves what was there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

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
from contested.gazetteer.sounds import sound

DEMONYM, COUNTRY, ID = "~", "=", "#"  # marks before keys that are no names of places; strict keys never begin so
Progress = Callable[[str, int, int], None]  # what is being done, how much is done, how much there is


class Strings:
    """Strings stored once each: two bytes of length, then UTF-8."""

    def __init__(self) -> None:
        self.blob = bytearray()
        self.offsets: dict[str, int] = {}

    def add(self, text: str | None) -> int:
        """The offset of a string; `NOWHERE` for none."""
        if text is None or text == "":
            return NOWHERE
        offset = self.offsets.get(text)
        if offset is None:
            raw = text.encode()[:65535]
            offset = self.offsets[text] = len(self.blob)
            self.blob += len(raw).to_bytes(2, "little") + raw
        return offset


class Compiler:
    """Collects entries, then writes a layer."""

    def __init__(self) -> None:
        self.strings = Strings()
        self.rows: list[bytes] = []
        self.keys: list[str] = []
        self.key_rows: list[int] = []
        self.key_flags: list[int] = []
        self.key_weights: list[float] = []

    def add(self, entry: Entry) -> None:
        """Take a place and its names."""
        check(entry)
        row = len(self.rows)
        self.rows.append(self.pack(entry))
        seen: set[str] = set()
        for i, name in enumerate(entry.names):
            self.name(name, row, entry.importance - (0.0 if i == 0 else 0.3), PLAIN if i == 0 else 0, seen)
        for name in entry.secondary:
            self.name(name, row, entry.importance - SECOND, SECONDARY, seen)
        for name in entry.demonyms:
            self.key(DEMONYM + strict_key(name), row, entry.importance, 0)
        if entry.level == "country":
            self.key(COUNTRY + entry.country.lower(), row, entry.importance, 0)
        if entry.source != "geonames":
            self.key(ID + entry.id, row, entry.importance, 0)

    def name(self, name: str, row: int, weight: float, flags: int, seen: set[str]) -> None:
        """Take one name of a place, unless another of its names has the same key."""
        key = strict_key(name)
        if key and key not in seen:
            seen.add(key)
            self.key(key, row, weight, flags | (ARTICLE if has_article(name) else 0))

    def key(self, key: str, row: int, weight: float, flags: int) -> None:
        """Take one posting."""
        self.keys.append(key)
        self.key_rows.append(row)
        self.key_weights.append(weight)
        self.key_flags.append(flags)

    def pack(self, entry: Entry) -> bytes:
        """An entry as a packed row."""
        add = self.strings.add
        outline = msgspec.json.encode(entry.outline).decode() if entry.outline else None
        return PACKED.pack(
            round(entry.lat * 1e6), round(entry.lon * 1e6), max(0, entry.population), entry.radius_km, entry.importance,
            LEVELS.index(entry.level), SOURCES.index(entry.source), entry.country.encode()[:2].ljust(2),
            add(entry.id), add(entry.names[0]), add(entry.admin1), add(entry.admin2), add(outline), NOWHERE,
        )  # fmt: skip

    def write(self, folder: Path, digest: str, attribution: list[str], extra: bytes, progress: Progress) -> None:
        """Write the layer to a folder that is not there yet; two builders of one layer do not disturb each other."""
        scratch = None
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=folder.parent))
            self.write_files(scratch, digest, attribution, extra, progress)
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
            if scratch:
                shutil.rmtree(scratch, ignore_errors=True)

    def write_files(self, folder: Path, digest: str, attribution: list[str], extra: bytes, progress: Progress) -> None:
        """Tries and table."""
        progress("sorting names", 0, 1)
        names = marisa_trie.Trie(self.keys)
        starts, rows, flags = self.postings(names)
        progress("folding spellings", 0, 1)
        sounds, sound_starts, sound_ids, code_starts, codes = sounds_of(names, progress)
        names.save(str(folder / "names.marisa"))
        sounds.save(str(folder / "sounds.marisa"))
        sections = {
            "rows": b"".join(self.rows),
            "starts": starts.tobytes(),
            "postings": rows.tobytes(),
            "sound_starts": sound_starts.tobytes(),
            "sound_ids": sound_ids.tobytes(),
            "code_starts": code_starts.tobytes(),
            "flags": flags.tobytes(),
            "codes": codes,
            "strings": bytes(self.strings.blob),
        }
        where = write_sections(folder / "table.bin", sections)
        header = Header(FORMAT, digest, len(self.rows), where, attribution, msgspec.Raw(extra))
        (folder / "layer.json").write_bytes(msgspec.json.encode(header))

    def postings(self, names: marisa_trie.Trie) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each key its rows, important first, then in the order that they came in."""
        ids = np.fromiter((names.key_id(key) for key in self.keys), np.uint32, len(self.keys))
        rows = np.array(self.key_rows, np.uint32)
        weights = np.array(self.key_weights, np.float32)
        order = np.lexsort((rows, -weights, ids))
        starts = cumulated(np.bincount(ids, minlength=len(names)))
        flags = np.array(self.key_flags, np.uint8)
        return starts, rows[order], flags[order]


def cumulated(counts: np.ndarray) -> np.ndarray:
    """Where each block begins, and where the last ends."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)


Sounds = tuple[marisa_trie.Trie, np.ndarray, np.ndarray, np.ndarray, bytes]


def sounds_of(names: marisa_trie.Trie, progress: Progress) -> Sounds:
    """The trie of sound keys, and for each the numbers and codes of the strict keys that sound so, as blocks."""
    found: list[tuple[str, int, bytes]] = []
    total = len(names)
    for i, (key, number) in enumerate(names.items()):
        if i % 50_000 == 0:
            progress("folding spellings", i, total)
        sounds_as, code = sound(key) if key[0] not in (DEMONYM, COUNTRY, ID) else ("", b"")
        if sounds_as:
            found.append((sounds_as, number, code))
    trie = marisa_trie.Trie([sounds_as for sounds_as, _, _ in found])
    ordered = sorted((trie.key_id(sounds_as), number, code) for sounds_as, number, code in found)
    ids = np.fromiter((id for id, _, _ in ordered), np.uint32, len(ordered))
    lengths = np.fromiter((len(code) for _, _, code in ordered), np.float64, len(ordered))
    starts = cumulated(np.bincount(ids, minlength=len(trie)))
    code_starts = cumulated(np.bincount(ids, weights=lengths, minlength=len(trie)))
    numbers = np.fromiter((number for _, number, _ in ordered), np.uint32, len(ordered))
    return trie, starts, numbers, code_starts, b"".join(code for _, _, code in ordered)


def write_sections(path: Path, sections: dict[str, bytes]) -> dict[str, tuple[int, int]]:
    """Write sections one behind the other, each on a multiple of four bytes; say where each lies."""
    where: dict[str, tuple[int, int]] = {}
    with path.open("wb") as file:
        for name, raw in sections.items():
            where[name] = (file.tell(), len(raw))
            file.write(raw + b"\0" * (-len(raw) % 4))
        file.flush()
        os.fsync(file.fileno())
    return where


def check(entry: Entry) -> None:
    """Refuse a place whose coordinates cannot be."""
    if not (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180):
        raise GazetteerError(
            f"coordinates {entry.lat}, {entry.lon} of {entry.names[0]!r} are out of range",
            source=entry.id,
            remedy="give latitude, then longitude, in degrees",
        )


def compile_layer(
    entries: Iterable[Entry],
    folder: Path,
    *,
    digest: str,
    total: int,
    attribution: list[str],
    extra: bytes = b"null",
    progress: Progress,
) -> None:
    """Compile entries into a layer at ``folder``.

    Raises:
        GazetteerError: a place is out of range, or the folder cannot be written.
    """
    compiler = Compiler()
    for i, entry in enumerate(entries):
        if i % 5_000 == 0:
            progress("reading places", i, max(i, total))
        compiler.add(entry)
    compiler.write(folder, digest, attribution, extra, progress)
    progress("done", 1, 1)
