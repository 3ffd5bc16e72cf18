"""Small PMTiles archives (version 3) of one tile of the whole world, written byte by byte."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from pathlib import Path

HEADER = 127


def varint(value: int) -> bytes:
    """A number as Protocol Buffers and PMTiles write it."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*found, value))


def field(number: int, content: bytes) -> bytes:
    """A field of bytes of a message."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def square(layer: str) -> bytes:
    """A vector tile whose one layer has one square, from corner to corner (Mapbox Vector Tile 2.1)."""
    moves = (9, 0, 0, 26, 8192, 0, 0, 8192, 8191, 0, 15)  # to 0,0; then three lines of 4096 as zigzag; close
    feature = varint(3 << 3) + varint(3) + field(4, b"".join(map(varint, moves)))
    return field(
        3, varint(15 << 3) + varint(2) + field(1, layer.encode()) + field(2, feature) + varint(5 << 3) + varint(4096)
    )


def picture(red: int, green: int, blue: int) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + bytes((red, green, blue)) * 256 for _ in range(256))
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def archive(path: Path, *, tile: bytes, kind: int = 2, metadata: object = None) -> Path:
    """An archive of one tile at zoom 0; ``kind`` 1 is vector, 2 PNG."""
    directory = gzip.compress(varint(1) + varint(0) + varint(1) + varint(len(tile)) + varint(1))
    about = gzip.compress(json.dumps(metadata or {"attribution": "<a href='#'>Own survey</a>"}).encode())
    at = HEADER
    sections = []
    for length in (len(directory), len(about), 0, len(tile)):
        sections += [at, length]
        at += length
    head = b"PMTiles" + bytes([3]) + struct.pack("<8Q", *sections) + struct.pack("<3Q", 1, 1, 1)
    head += bytes([1, 2, 1, kind, 0, 0]) + struct.pack("<4i", -1800000000, -850000000, 1800000000, 850000000)
    head += bytes([0]) + struct.pack("<2i", 0, 0)
    assert len(head) == HEADER
    path.write_bytes(head + directory + about + tile)
    return path
