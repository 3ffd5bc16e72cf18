"""A user's own base map: a PMTiles archive (version 3), looked at before a page trusts it, or the address of a raster
layer, which a page asks for nothing before somebody switches it on.

Source: PMTiles Version 3 Specification, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

from __future__ import annotations

import gzip
import io
import json
import re
import struct
from html import unescape
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import urlsplit

import msgspec

from contested.errors import PublishError
from contested.publish.page import Tiles

MAGIC, VERSION, HEADER = b"PMTiles", 3, 127
#: Where a page finds the file, beside its other assets.
PLACE = "assets/basemap.pmtiles"
#: What the archive's tile type means to the page; of the compressions, none and gzip are such as browsers open.
KINDS = {1: "vector", 2: "raster", 3: "raster", 4: "raster", 5: "raster"}
READABLE = (1, 2)
MOST_METADATA = 10_000_000  # bytes
REMEDY = "make one with `pmtiles extract` or `tippecanoe`, or take one that opens at https://pmtiles.io"


class Basemap(msgspec.Struct, frozen=True):
    """A PMTiles archive: its file, where the page finds it, what its tiles are, zooms, box in degrees, and whom to
    credit. ``layers`` names those of vector tiles."""

    path: Path
    at: str
    kind: str
    minzoom: int
    maxzoom: int
    box: tuple[float, float, float, float]
    attribution: str | None
    layers: tuple[str, ...]

    def about(self) -> dict[str, Any]:
        """What the page is told of it."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if name != "path"}


TILES = ("{z}", "{x}", "{y}")
#: What may not stand in a host, since a page's policy is written in words around it.
ODD = frozenset("'\";,<>*\\ \t\r\n")


def chosen(written: str | None, credit: str | None = None, at: str = PLACE) -> Basemap | Tiles | None:
    """What a user wants a map drawn on: a PMTiles file, or a raster layer by its address; None for neither.

    Args:
        written: a path, or an address with {z}, {x} and {y}.
        credit: whom a layer is to be credited to; a file says so itself.
        at: where the page will find a file.

    Raises:
        PublishError: the file is none that can be drawn, or the address is no layer's, or nobody is credited.
    """
    if not written:
        if credit:
            raise PublishError("credits no base map", source=credit, key="--basemap-credit",
                               remedy="give the map too: --basemap")  # fmt: skip
        return None
    if "://" not in written:
        return open_basemap(Path(written), at)
    tiles = Tiles(written, (credit or "").strip())
    check_tiles(tiles)
    if not tiles.attribution:
        raise PublishError("has nobody to credit", source=written, key="--basemap-credit",
                           remedy='say who made it: --basemap-credit "© …"')  # fmt: skip
    return tiles


def check_tiles(tiles: Tiles) -> None:
    """See that an address is that of a raster layer.

    Raises:
        PublishError: it is not.
    """
    at = urlsplit(tiles.url)
    if (
        at.scheme not in ("http", "https")
        or not at.hostname
        or "@" in at.netloc
        or not ODD.isdisjoint(at.netloc)
        or not all(part in f"{at.path}?{at.query}" for part in TILES)
    ):
        raise PublishError("is no address of a tile layer", source=tiles.url, key="--basemap",
                           remedy="give one like https://host/{z}/{x}/{y}.png")  # fmt: skip


class Section(NamedTuple):
    """A stretch of the file."""

    name: str
    offset: int
    length: int


def open_basemap(path: Path, at: str = PLACE) -> Basemap:
    """Look at an archive.

    Args:
        path: the file.
        at: where the page will find it.

    Raises:
        PublishError: it is no PMTiles archive of version 3, is cut short, or holds what no browser draws.
    """
    try:
        with path.open("rb") as file:
            return _read(file, path, at)
    except OSError as error:
        raise PublishError(f"cannot be read: {error.strerror}", source=str(path), remedy=REMEDY) from error


def _read(file: BinaryIO, path: Path, at: str) -> Basemap:
    head = file.read(HEADER)
    if not head.startswith(MAGIC):
        raise _no("is no PMTiles file", path)
    if len(head) < HEADER:
        raise _no("is cut short: its header ends early", path)
    if head[7] != VERSION:
        raise _no(f"is a PMTiles file of version {head[7]}; version {VERSION} is read", path)
    numbers = struct.unpack_from("<8Q", head, 8)
    root, metadata, leaves, tiles = (
        Section(name, *numbers[2 * i : 2 * i + 2])
        for i, name in enumerate(("directory", "metadata", "further directories", "tiles"))
    )
    size = file.seek(0, io.SEEK_END)
    for part in (root, metadata, leaves, tiles):
        if part.offset + part.length > size:
            raise _no(f"is cut short: its {part.name} should end at byte {part.offset + part.length} of {size}", path)
    within, each, kind, low, high = head[97], head[98], head[99], head[100], head[101]
    if kind not in KINDS:
        raise _no(f"holds tiles of type {kind}, which browsers do not draw", path)
    if within not in READABLE or (each not in READABLE and KINDS[kind] == "vector"):
        raise _no("is compressed in a way that browsers do not open", path, "write it with gzip")
    west, south, east, north = (value / 1e7 for value in struct.unpack_from("<4i", head, 102))
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90 and low <= high <= 30):
        raise _no("says of itself a stretch of the Earth, or zooms, that there are not", path)
    if not root.length or not _opened(file, root, within, path):
        raise _no("holds no tiles", path)
    about = _about(_opened(file, metadata, within, path), path)
    layers = tuple(str(row.get("id", "")) for row in about.get("vector_layers") or () if isinstance(row, dict))
    credit = about.get("attribution")
    words = unescape(re.sub(r"<[^>]*>", "", credit)).strip()[:300] if isinstance(credit, str) else ""
    return Basemap(path, at, KINDS[kind], low, high, (west, south, east, north), words or None, layers)


def _opened(file: BinaryIO, part: Section, compression: int, path: Path) -> bytes:
    """A section's bytes as they were before they were compressed."""
    file.seek(part.offset)
    raw = file.read(min(part.length, MOST_METADATA))
    if compression != 2 or not raw:
        return raw
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(raw)) as unpacked:
            return unpacked.read(MOST_METADATA)
    except (OSError, EOFError, ValueError) as error:
        raise _no(f"is damaged: its {part.name} cannot be unpacked", path) from error


def _about(raw: bytes, path: Path) -> dict[str, Any]:
    try:
        found = json.loads(raw or b"{}")
    except ValueError as error:
        raise _no("is damaged: its metadata are no JSON", path) from error
    return found if isinstance(found, dict) else {}


def _no(what: str, path: Path, remedy: str = REMEDY) -> PublishError:
    return PublishError(what, source=str(path), key="--basemap", remedy=remedy)
