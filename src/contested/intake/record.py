"""What a format hands over: the fields of one report as they stand in the input, not yet checked."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from contested.errors import InputError

FIELDS = ("id", "text", "title", "date", "source", "side", "url", "country", "lang")


class Settings(NamedTuple):
    """How to take reports in.

    ``defaults`` holds fields for reports that do not say them (`FIELDS` but ``id`` and ``text``). ``columns`` names the
    column that holds a field ({"text": "article_content"}). ``encoding`` is tried where text is not UTF-8.
    ``day_first``: "4/5/2017" is the 4th of May. ``form`` is the format of standard input and of names that tell none.
    """

    defaults: Mapping[str, str] = {}
    columns: Mapping[str, str] = {}
    encoding: str | None = None
    day_first: bool = False
    form: str | None = None


class Input(NamedTuple):
    """One file, or standard input, with the name that messages call it by."""

    name: str
    path: Path | None
    data: bytes | None = None

    def is_empty(self) -> bool:
        """Whether it holds not one byte; of a pipe that cannot be known before it is read."""
        if self.path is None:
            return not self.data
        return self.path.is_file() and self.path.stat().st_size == 0

    def open(self) -> BinaryIO:
        """Its bytes as a stream; OSError where it cannot be opened."""
        if self.path is None:
            return io.BytesIO(self.data or b"")
        return self.path.open("rb")

    def read(self) -> bytes:
        """All of its bytes; OSError where it cannot be opened."""
        with self.open() as stream:
            return stream.read()


def damaged(what: str, source: Input, error: Exception, remedy: str) -> InputError:
    """What another library says of a file that it cannot read, in one line."""
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return InputError(f"{what}: {reason[:200].rstrip('. ')}", source=source.name, remedy=remedy)


class Record(NamedTuple):
    """The fields of one report as found, with the line (or row) that it begins on and that of each field if known."""

    fields: Mapping[str, object]
    line: int | None = None
    lines: Mapping[str, int] = {}
    name: str | None = None
