"""One opened layer: the files that the build wrote, memory-mapped, and the look-ups on them."""

from __future__ import annotations

import mmap
from pathlib import Path

import marisa_trie  # type: ignore[import-not-found]
import msgspec

from contested.errors import GazetteerError
from contested.gazetteer.header import FORMAT, Header
from contested.gazetteer.rows import COUNTRY_AT, LEVELS, NOWHERE, PACKED, SOURCES, PlaceRow

__all__ = ["FORMAT", "Header", "Layer"]


class Layer:
    """A layer on disk. Row numbers are the layer's own, from 0."""

    def __init__(self, folder: Path) -> None:
        try:
            meta = msgspec.json.decode((folder / "layer.json").read_bytes(), type=Header)
            if meta.format != FORMAT:
                raise GazetteerError(
                    f"the index is of format {meta.format}, this version reads {FORMAT}",
                    source=str(folder),
                    remedy="delete the folder, it will be compiled again",
                )
            self.names = marisa_trie.Trie().mmap(str(folder / "names.marisa"))
            self.sounds = marisa_trie.Trie().mmap(str(folder / "sounds.marisa"))
            with (folder / "table.bin").open("rb") as file:
                self.table = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError, RuntimeError, msgspec.MsgspecError) as error:
            raise GazetteerError(
                f"the index of places cannot be opened: {error}",
                source=str(folder),
                remedy="delete the folder, it will be compiled again",
            ) from error
        self.folder, self.name = folder, folder.name.rpartition("-")[0].removeprefix("user.")
        self.digest, self.size, self.extra, self.attribution = meta.digest, meta.rows, meta.extra, meta.attribution
        self.sections = meta.sections
        if sum(meta.sections["strings"]) > len(self.table):
            raise GazetteerError("the index is cut short", source=str(folder), remedy="delete the folder")
        self.starts = self.section("starts").cast("I")
        self.postings = self.section("postings").cast("I")
        self.flags = self.section("flags")
        self.sound_starts = self.section("sound_starts").cast("I")
        self.sound_ids = self.section("sound_ids").cast("I")
        self.code_starts = self.section("code_starts").cast("I")
        self.codes = self.section("codes")
        self.strings = self.section("strings")
        self.importances = self.section("importances").cast("f")
        self.names_at = self.section("names").cast("I")
        #: one byte for each row of the layers below that are no knowledge: 1 where a row of this one replaces it
        self.replaced = self.section("replaced")
        self.rows_at = meta.sections["rows"][0]

    def section(self, name: str) -> memoryview:
        """A section of the table as bytes."""
        at, length = self.sections[name]
        return self.table[at : at + length]

    def key(self, key: str) -> int:
        """The number of a strict key, -1 where no place is called so."""
        return found(self.names, key)

    def begins(self, start: str) -> bool:
        """Whether a strict key begins so."""
        try:
            return next(self.names.iterkeys(start), None) is not None
        except UnicodeEncodeError:
            return False

    def rows(self, number: int) -> list[int]:
        """The rows behind a strict key, important first."""
        return self.postings[self.starts[number] : self.starts[number + 1]].tolist()

    def marks(self, number: int) -> bytes:
        """The flags of the postings behind a strict key, a byte each, in the order of `rows`."""
        return bytes(self.flags[self.starts[number] : self.starts[number + 1]])

    def spelt(self, number: int) -> str:
        """The strict key of a number."""
        return str(self.names.restore_key(number))

    def sounding(self, key: str) -> tuple[list[int], bytes]:
        """The numbers of the strict keys that share a sound key, and their codes one behind the other."""
        number = found(self.sounds, key)
        if number < 0:
            return [], b""
        ids = self.sound_ids[self.sound_starts[number] : self.sound_starts[number + 1]].tolist()
        return ids, bytes(self.codes[self.code_starts[number] : self.code_starts[number + 1]])

    def text(self, offset: int) -> str:
        """A string of the blob."""
        if offset == NOWHERE:
            return ""
        length = self.strings[offset] | self.strings[offset + 1] << 8
        return str(self.strings[offset + 2 : offset + 2 + length], "utf-8")

    def importance(self, row: int) -> float:
        """A row's importance, without reading the rest of it."""
        return float(self.importances[row])

    def country(self, row: int) -> str:
        """A row's country, without reading the rest of it; "" for none."""
        at = self.rows_at + row * PACKED.size + COUNTRY_AT
        return str(self.table[at : at + 2], "ascii").strip()

    def lies_in(self, row: int, country: bytes) -> bool:
        """Whether a row is of a country, given by its code in two letters, two spaces for none."""
        at = self.rows_at + row * PACKED.size + COUNTRY_AT
        return self.table[at : at + 2] == country

    def place(self, row: int) -> PlaceRow:
        """A row as a value."""
        (
            lat, lon, population, radius, importance, level, source, country, id, name, admin1, admin2, outline, ids,
        ) = PACKED.unpack_from(self.table, self.rows_at + row * PACKED.size)  # fmt: skip
        corners: tuple[tuple[float, float], ...] = ()
        if outline != NOWHERE:
            corners = msgspec.json.decode(self.text(outline), type=tuple[tuple[float, float], ...])
        return PlaceRow(
            id=self.text(id),
            name=self.text(name),
            level=LEVELS[level],
            country=country.decode().strip(),
            admin1=self.text(admin1) or None,
            admin2=self.text(admin2) or None,
            lat=lat / 1e6,
            lon=lon / 1e6,
            population=population,
            radius_km=round(radius, 3),
            outline=corners,
            source=SOURCES[source],
            importance=round(importance, 3),
            ids=tuple(pair.partition("=")[::2] for pair in self.text(ids).split("\n") if pair),
        )

    def other_names(self, row: int) -> list[str]:
        """The names of a row beside the one to show, in all scripts."""
        return [name for name in self.text(self.names_at[row]).split("\n") if name]


def found(trie: marisa_trie.Trie, key: str) -> int:
    """The number of a key, -1 where it is none: half of a surrogate pair, which UTF-8 cannot hold, is in no name."""
    try:
        number: int = trie.get(key, -1)
    except UnicodeEncodeError:
        return -1
    return number
