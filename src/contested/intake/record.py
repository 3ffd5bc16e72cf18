"""What a format hands over: the fields of one report as they stand in the input, not yet checked."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, NamedTuple

from contested.errors import InputError
from contested.intake.limits import Limits

FILE, PAGE = "CONTESTED_MAX_FILE_MB", "CONTESTED_MAX_PAGE_MB"
FIELDS = ("id", "text", "title", "date", "source", "side", "url", "country", "lang")


def any_side(side: str) -> str | None:
    """Nothing against a side, whichever it is."""
    return None


class Settings(NamedTuple):
    """How to take reports in.

    ``defaults`` holds fields for reports that do not say them (`FIELDS` but ``id`` and ``text``). ``columns`` names the
    column that holds a field ({"text": "article_content"}). ``encoding`` is tried where text is not UTF-8.
    ``day_first``: "4/5/2017" is the 4th of May. ``form`` is the format of standard input and of names that tell none.
    ``allow_private``: addresses of one's own network may be fetched. ``no_side`` says what to write instead of a side
    that is not known, and None of one that is.
    """

    defaults: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    encoding: str | None = None
    day_first: bool = False
    form: str | None = None
    limits: Limits = Limits()
    allow_private: bool = False
    no_side: Callable[[str], str | None] = any_side


class Input(NamedTuple):
    """One file, page or standard input, with the name that messages call it by.

    ``form`` is its format where that is known otherwise than by the name; ``url`` where it was fetched from;
    ``charset`` what the server called its character set; ``stream`` what cannot be opened twice.
    """

    name: str
    path: Path | None
    data: bytes | None = None
    form: str | None = None
    url: str | None = None
    charset: str | None = None
    stream: BufferedReader | None = None

    def is_empty(self) -> bool:
        """Whether it holds not one byte; of a named pipe that cannot be known before it is read."""
        if self.stream is not None:
            return not self.stream.peek(1)
        if self.path is None:
            return not self.data
        return self.path.is_file() and self.path.stat().st_size == 0

    def size(self) -> int:
        """How many bytes it has; without end where it is a pipe."""
        if self.path is not None and self.path.is_file():
            return self.path.stat().st_size
        return len(self.data) if self.data is not None else sys.maxsize

    def open(self) -> BinaryIO:
        """Its bytes as a stream; OSError where it cannot be opened."""
        if self.stream is not None:
            return self.stream
        if self.path is None:
            return io.BytesIO(self.data or b"")
        return self.path.open("rb")

    def seekable(self) -> BinaryIO:
        """Its bytes as a stream that can be gone back in."""
        stream = self.open()
        return stream if stream.seekable() else io.BytesIO(stream.read())

    def read(self, most: int | None = None, limit: str = FILE) -> bytes:
        """All of its bytes; OSError where it cannot be opened.

        Raises:
            InputError: they are more than ``most``, which the variable ``limit`` sets.
        """
        with self.open() as stream:
            data = stream.read() if most is None else stream.read(most + 1)
        if most is not None and len(data) > most:
            remedy = f"give one report, or raise {limit}"
            raise InputError(f"is larger than {most / 1e6:g} MB", source=self.name, remedy=remedy)
        return data


def damaged(what: str, source: Input, error: Exception, remedy: str) -> InputError:
    """What another library says of a file that it cannot read, in one line."""
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return InputError(f"{what}: {reason[:200].rstrip('. ')}", source=source.name, remedy=remedy)


class Record(NamedTuple):
    """The fields of one report as found, with the line (or row) that it begins on and that of each field if known.

    ``raw`` are the bytes that the words were taken from, where they are not the words themselves. ``share`` is how much
    of the input lies behind the record, from 0 to 1. ``found``: its fields were found on a page or in a feed, where
    the user cannot mend them. ``unused``: columns that look as if they should count and do not.
    """

    fields: Mapping[str, object]
    line: int | None = None
    lines: Mapping[str, int] = {}
    name: str | None = None
    raw: bytes | None = None
    share: float = 1.0
    found: bool = False
    unused: tuple[str, ...] = ()
