"""Stretches of a file (RFC 9110, 14): a map of gigabytes is read some kilobytes at a time."""

from __future__ import annotations

import re
from pathlib import Path

from litestar import Response
from litestar.exceptions import HTTPException, NotFoundException

MOST = 16_000_000  # bytes of one answer; who asks for more gets the beginning
KIND = "application/vnd.pmtiles"
RANGE = re.compile(r"bytes=(\d{1,18})-(\d{1,18})?")


def ranged(path: Path, asked: str | None) -> Response[bytes]:
    """The stretch of a file that a ``Range`` header asks for; the file's beginning where there is none.

    Raises:
        HTTPException: 416, the stretch begins behind the file's end.
        NotFoundException: the file is gone.
    """
    try:
        with path.open("rb") as file:
            about = path.stat()
            found = RANGE.fullmatch(asked or "bytes=0-")
            first = int(found[1]) if found else 0
            last = min(int(found[2]) if found and found[2] else about.st_size - 1, about.st_size - 1, first + MOST - 1)
            if first > last:
                raise HTTPException("begins behind the file's end", status_code=416)
            file.seek(first)
            content = file.read(last - first + 1)
    except OSError as error:
        raise NotFoundException(f"the base map cannot be read: {error.strerror}") from error
    headers = {
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {first}-{last}/{about.st_size}",
        "ETag": f'"{about.st_size:x}-{about.st_mtime_ns:x}"',
        "Cache-Control": "no-cache",
    }
    return Response(content, media_type=KIND, headers=headers, status_code=206)
