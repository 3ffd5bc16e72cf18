"""What an input falls into: stretches of lines, row groups of a table, whole files; each can be read by itself."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from contested.errors import ContestedError, InputError
from contested.extras import needed
from contested.intake.files import files, form_of, unreadable
from contested.intake.record import Input

LINES = "jsonl"
TABLE = "parquet"
#: Bytes of JSON Lines that are one part: some thousand articles, a minute of one core.
STRETCH = 8_000_000
READ_AT_ONCE = 1 << 20


class Part(msgspec.Struct, frozen=True):
    """A part of a file: lines that begin at bytes ``at`` to ``end``, or a row group; None for a whole file."""

    path: str
    at: int | None = None
    end: int | None = None
    group: int | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        if self.group is not None:
            return f"{self.path}, row group {self.group + 1}"
        return self.path if not self.at else f"{self.path}, from byte {self.at:,}"

    def source(self) -> Input:
        """Its bytes, as the intake takes them.

        Raises:
            InputError: it cannot be read.
        """
        path = Path(self.path)
        try:
            if self.group is not None:
                return Input(self.name, None, data=self._table(), form=TABLE)
            if self.at is not None and self.end is not None:
                return Input(self.name, None, data=lines(path, self.at, self.end), form=LINES)
        except OSError as error:
            raise unreadable(self.name, error) from error
        return Input(self.name, path)

    def _table(self) -> bytes:
        """The row group as a table of its own."""
        with needed("tables", "a Parquet table"):
            import pyarrow.parquet as pq
        out = io.BytesIO()
        try:
            pq.write_table(pq.ParquetFile(self.path).read_row_group(self.group), out)
        except OSError:
            raise
        except Exception as error:  # a broken file may break the library anywhere
            what = f"cannot be read: {str(error).partition(chr(10))[0][:200]}"
            raise InputError(what, source=self.name, remedy="write the table again") from error
        return out.getvalue()


def parts(paths: Iterable[str | Path]) -> Iterator[Part | InputError]:
    """The parts of files and folders, in order; what cannot be opened stands among them."""
    for path in paths:
        for source in files(Path(path)):
            if isinstance(source, InputError) or source.path is None:
                yield source if isinstance(source, InputError) else Part(source.name)
                continue
            try:
                yield from parts_of(source.path)
            except OSError as error:
                yield unreadable(source.name, error)
            except ContestedError as error:
                yield InputError(error.what, source=source.name, remedy=error.remedy)


def parts_of(path: Path) -> Iterator[Part]:
    """The parts of one file."""
    form = form_of(path.name)
    if form == LINES:
        size = path.stat().st_size
        yield from (Part(str(path), at, min(at + STRETCH, size)) for at in range(0, max(size, 1), STRETCH))
    elif form == TABLE:
        yield from (Part(str(path), group=group) for group in range(groups(path)))
    else:
        yield Part(str(path))


def groups(path: Path) -> int:
    """How many row groups a table has.

    Raises:
        InputError: it is no table.
    """
    with needed("tables", "a Parquet table"):
        import pyarrow as pa
        import pyarrow.parquet as pq
    try:
        return int(pq.ParquetFile(path).num_row_groups)
    except pa.ArrowInvalid as error:
        raise InputError("is not a Parquet table", source=str(path), remedy="write it again") from error


def lines(path: Path, at: int, end: int) -> bytes:
    """The lines of a file that begin at bytes ``at`` to ``end``; the last goes on to where it ends."""
    with path.open("rb") as file:
        if at:
            file.seek(at - 1)
            if file.read(1) != b"\n":
                file.readline()
        begin = file.tell()
        if begin >= end:
            return b""
        data = file.read(end - begin)
        return data if data.endswith(b"\n") else data + file.readline()


def digest(source: Input, *more: str) -> str:
    """A digest of an input's bytes and of what else its reading hangs on."""
    seen = hashlib.sha256("\x1f".join(more).encode())
    with source.open() as stream:
        while some := stream.read(READ_AT_ONCE):
            seen.update(some)
    return seen.hexdigest()[:24]
