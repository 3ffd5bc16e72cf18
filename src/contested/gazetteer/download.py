"""A file over HTTPS to disk, whole or not at all: a cut connection is taken up where it broke.

What has come lies in NAME.part, beside it in NAME.validator what the server calls this state of the file (ETag or
Last-Modified). It is taken up by Range with If-Range (RFC 9110, 13.1.5 and 14.2), so that never two states are mixed.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import httpx

from contested.errors import GazetteerError

TRIES = 5  # connections in a row that may bring nothing
PAUSE = 0.5  # seconds before the second try, doubled for each further
TIMEOUT = httpx.Timeout(30.0)
Progress = Callable[[str, int, int], None]


class Downloaded(NamedTuple):
    """A file as it came: where it lies, its address, its SHA-256 and size in bytes."""

    path: Path
    url: str
    sha256: str
    size: int


class BrokenOffError(Exception):
    """The connection ended too early; what came is kept."""


def download(url: str, path: Path, progress: Progress, *, pause: float = PAUSE) -> Downloaded:
    """Fetch an address to a path.

    Args:
        url: the address, http(s).
        path: where the file is put when it is whole.
        progress: called with the file's name, the bytes that came, the bytes that there are.
        pause: seconds to wait before a second try.

    Raises:
        GazetteerError: the server has it not, sends a page instead, or cannot be reached.
    """
    part, validator = path.with_name(path.name + ".part"), path.with_name(path.name + ".validator")
    failures = 0
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=True) as client:
            while True:
                had = size_of(part)
                try:
                    once(client, url, part, validator, progress)
                    break
                except (httpx.TransportError, BrokenOffError) as error:
                    failures = 0 if size_of(part) > had else failures + 1
                    if failures >= TRIES:
                        raise unreached(url, error, part) from error
                    time.sleep(pause * 2**failures)
        check(part, url)
        validator.unlink(missing_ok=True)
        part.replace(path)
    except OSError as error:
        raise GazetteerError(
            f"cannot be written: {(error.strerror or str(error)).lower()}", source=str(path), remedy="make room"
        ) from error
    with path.open("rb") as file:
        return Downloaded(path, url, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def once(client: httpx.Client, url: str, part: Path, validator: Path, progress: Progress) -> None:
    """Take up a file where it broke off, and read to its end or to the next break."""
    had, state = size_of(part), validator.read_text("utf-8") if validator.exists() else ""
    headers = {"Accept-Encoding": "identity"}
    if had and state:
        headers |= {"Range": f"bytes={had}-", "If-Range": state}
    with client.stream("GET", url, headers=headers) as answer:
        if answer.status_code == 416:  # more is here than there is: begin anew
            part.unlink()
            raise BrokenOffError("the server has less of the file than is here")
        refuse(answer, url)
        if answer.status_code != 206:
            had = 0
        total = had + int(answer.headers.get("content-length", 0))
        with part.open("ab" if had else "wb") as file:
            keep_state(answer, validator)
            for chunk in answer.iter_raw():
                file.write(chunk)
                had += len(chunk)
                progress(f"fetching {url.rpartition('/')[2]}", had, total)
        if total and had < total:
            raise BrokenOffError(f"{had:,} of {total:,} bytes came")


def keep_state(answer: httpx.Response, validator: Path) -> None:
    """Note what the server calls this state of the file; a weak tag does not serve."""
    tag = answer.headers.get("etag", "")
    state = tag if tag and not tag.startswith("W/") else answer.headers.get("last-modified", "")
    validator.write_text(state, "utf-8")


def refuse(answer: httpx.Response, url: str) -> None:
    """Refuse an answer that is not the file."""
    if url.startswith("https://") and answer.url.scheme != "https":
        raise GazetteerError(
            f"is sent on to {answer.url}, without encryption", source=url, remedy="name another --from"
        )
    if answer.status_code == 404:
        raise GazetteerError("is not there (404)", source=url, remedy="is the country code right, and --from?")
    if answer.status_code >= 500:
        raise BrokenOffError(f"the server says {answer.status_code}")
    if answer.status_code not in (200, 206):
        what = f"the server says {answer.status_code} {answer.reason_phrase}".strip()
        raise GazetteerError(what, source=url, remedy="try later, or name another --from")
    if "html" in answer.headers.get("content-type", ""):
        what = "is a web page, not a zip archive"
        raise GazetteerError(what, source=url, remedy="is there a proxy that asks for a login? or name another --from")


def check(part: Path, url: str) -> None:
    """Refuse what is no zip archive."""
    with part.open("rb") as file:
        begins = file.read(4)
    if begins[:2] != b"PK":
        part.unlink()
        raise GazetteerError("is no zip archive", source=url, remedy="try later, or name another --from")


def size_of(path: Path) -> int:
    """The bytes of a file; 0 where there is none."""
    return path.stat().st_size if path.exists() else 0


def unreached(url: str, error: Exception, part: Path) -> GazetteerError:
    """That a file did not come."""
    came = f"; {size_of(part):,} bytes are kept" if size_of(part) else ""
    what = f"cannot be fetched: {error or type(error).__name__}{came}"
    return GazetteerError(what, source=url, remedy="try again, it goes on where it broke off; or name another --from")
