"""`.jsonl`, `.csv` and `.parquet`: one report a row, its fields in columns that `--map field=column` may rename."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, BinaryIO, NamedTuple

import msgspec

from contested.errors import InputError, MissingError
from contested.extras import needed
from contested.intake.charset import MARKS, decode
from contested.intake.record import FIELDS, Input, Record, Settings, damaged

DELIMITERS = ",;\t|"
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
TOGETHER = 64  # rows of a table
COORDINATES = frozenset({"lat", "latitude", "lon", "lng", "long", "longitude", "coordinates", "geometry"})


def read_jsonl(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """One JSON object a line; a line that is none is an error of its own, the others are read."""
    size = source.path.stat().st_size if source.path else 0
    behind = 0
    for number, line in json_lines(source, settings):
        behind += len(line)
        if not line.strip():
            continue
        try:
            text = decode(line, source.name) if isinstance(line, bytes) else line
            row = msgspec.json.decode(text)
            twice = repeated(text, settings.columns) if isinstance(row, dict) else None
        except InputError as error:
            yield InputError(error.what, source=source.name, line=number, remedy=error.remedy)
            continue
        except (msgspec.DecodeError, RecursionError) as error:
            remedy = 'write one object a line: {"id": …, "text": …}'
            yield InputError(f"is not JSON: {error}", source=source.name, line=number, remedy=remedy)
            continue
        if not isinstance(row, dict):
            remedy = 'write {"id": …, "text": …}'
            yield InputError("is JSON but no object", source=source.name, line=number, remedy=remedy)
            continue
        if twice:
            remedy = "give every field once"
            yield InputError("stands twice in one object", source=source.name, line=number, key=twice, remedy=remedy)
            continue
        share = min(1.0, behind / max(1, size))
        yield Record(pick(row, settings.columns), number, share=share, unused=coordinates(row))


def repeated(text: str, columns: Mapping[str, str]) -> str | None:
    """A field that a JSON object says twice, of which one would be lost silently; None for none."""
    names = [columns.get(field, field) for field in FIELDS]
    if not any(text.count(f'"{name}"') > 1 for name in names):
        return None
    said = [name for name, _ in json.loads(text, object_pairs_hook=list)]
    return next((name for name in names if said.count(name) > 1), None)


def json_lines(source: Input, settings: Settings) -> Iterator[tuple[int, bytes | str]]:
    """Numbered lines, streamed as bytes; as text where the file as a whole is in another encoding."""
    with source.open() as stream:
        most = settings.limits.file
        head = stream.readline(most + 1)  # a pipe cannot be gone back in
        if settings.encoding or head.startswith(tuple(mark for mark, _ in MARKS)):
            whole = head + stream.read(settings.limits.unpacked + 1)
            check_size(whole, settings.limits.unpacked, source)
            yield from enumerate(decode(whole, source.name, settings.encoding).split("\n"), start=1)
            return
        number = 0
        while head:
            number += 1
            if len(head) > most:
                what = f"is longer than {most / 1e6:g} MB"
                remedy = "give one report a line, or raise CONTESTED_MAX_FILE_MB"
                raise InputError(what, source=source.name, line=number, remedy=remedy)
            yield number, head
            head = stream.readline(most + 1)


def check_size(data: bytes, most: int, source: Input) -> None:
    """Refuse what has to lie in the memory as a whole and is too large for that.

    Raises:
        InputError: it is.
    """
    if len(data) > most:
        remedy = "split it, write it as JSON Lines in UTF-8, or raise CONTESTED_MAX_UNPACKED_MB"
        raise InputError(f"is larger than {most / 1e6:g} MB", source=source.name, remedy=remedy)


class Lines:
    """The lines of a text, and one more behind the last: where a quotation mark is never closed, that is no row."""

    END = "end"

    def __init__(self, text: str) -> None:
        self.text, self.are_over = text, False

    def __iter__(self) -> Iterator[str]:
        yield from (line[0] for line in LINE.finditer(self.text))
        self.are_over = True
        yield self.END


def read_csv(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """A table with a header line; comma, semicolon, tab or bar between columns, whichever the header has most."""
    csv.field_size_limit(min(settings.limits.file + 1, sys.maxsize))
    most = settings.limits.unpacked
    text = decode(source.read(most, "CONTESTED_MAX_UNPACKED_MB"), source.name, settings.encoding, rows=True)
    header, lines_in_all = text.partition("\n")[0], text.count("\n") + 1
    lines = Lines(text)
    table = csv.reader(lines, delimiter=max(DELIMITERS, key=header.count))
    try:
        columns = [name.strip() for name in next(table, [])]
        if lines.are_over:
            yield never_closed(source, 1)
            return
        check_columns(columns, source, settings)
        unused = coordinates(columns)
        line = table.line_num + 1
        for cells in table:
            if lines.are_over:
                if cells != [Lines.END]:
                    yield never_closed(source, line)
                return
            if any(cell.strip() for cell in cells[len(columns) :]):
                what = f"has {len(cells)} cells, the header {len(columns)}"
                remedy = "put text that holds the separator in quotation marks"
                yield InputError(what, source=source.name, line=line, remedy=remedy)
            elif any("\0" in cell for cell in cells):
                yield InputError("holds a zero byte", source=source.name, line=line, remedy="mend the row")
            elif cells:
                row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell.strip()}
                share = min(1.0, table.line_num / lines_in_all)
                yield Record(pick(row, settings.columns), line, share=share, unused=unused)
            line = table.line_num + 1
    except csv.Error as error:
        yield InputError(f"is not CSV: {error}", source=source.name, line=table.line_num, remedy="mend the quoting")


def never_closed(source: Input, line: int) -> InputError:
    """A row whose quotation mark swallows all that follows."""
    what = "a quotation mark is opened and never closed"
    return InputError(what, source=source.name, line=line, remedy="mend the quoting")


def read_parquet(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """A Parquet table, read in batches; rows count from 1."""
    row = 0
    with source.seekable() as stream:
        try:
            for share, fields in parquet_rows(stream, source, settings):
                row += 1
                bad = next((name for name, value in fields.items() if isinstance(value, Unreadable)), None)
                if bad is None:
                    yield Record(pick(fields, settings.columns), row, share=share)
                else:
                    what, remedy = f"cannot be read: {fields[bad]}", "mend the row"
                    yield InputError(what, source=source.name, line=row, key=bad, remedy=remedy)
        except (InputError, MemoryError):
            raise
        except MissingError as error:
            raise InputError(error.what, source=source.name, remedy=error.remedy) from error
        except Exception as error:  # a broken file may break the library anywhere
            what = f"cannot be read behind row {row}" if row else "is not a Parquet table"
            raise damaged(what, source, error, "write it again") from error


def parquet_rows(stream: BinaryIO, source: Input, settings: Settings) -> Iterator[tuple[float, dict[str, object]]]:
    """The rows of a Parquet table, of the columns that are wanted, each with the share of the table behind it."""
    with needed("tables", "a Parquet table"):
        import pyarrow.parquet as pq

    table = pq.ParquetFile(stream, pre_buffer=False)
    names = table.schema_arrow.names
    check_columns(names, source, settings)
    wanted = [name for name in names if name in {settings.columns.get(field, field) for field in FIELDS}]
    batches = table.iter_batches(batch_size=TOGETHER, columns=wanted, use_threads=False)
    for row, fields in enumerate(chain.from_iterable(map(rows_of, batches)), start=1):
        yield row / table.metadata.num_rows, fields


class Unreadable(NamedTuple):
    """A value of a table that Python has none for: a day outside of its calendar, text that is no UTF-8."""

    why: str

    def __str__(self) -> str:
        return self.why


def rows_of(batch: Any) -> Iterator[dict[str, object]]:
    """The rows of a batch, one after the other: together they may be many times as large as in the file."""
    names = batch.schema.names
    for row in range(batch.num_rows):
        yield {name: value_of(batch.column(at)[row]) for at, name in enumerate(names)}


def value_of(scalar: Any) -> object:
    """A value as Python has it."""
    try:
        return scalar.as_py()
    except (ValueError, OverflowError, ArithmeticError) as error:  # UnicodeDecodeError is one of the first
        return Unreadable(str(error).partition("\n")[0][:200])


def check_columns(columns: Iterable[str], source: Input, settings: Settings) -> None:
    """A table without the column that a field is to come from is one error, not one for each row."""
    there = list(columns)
    named = {field: settings.columns.get(field, field) for field in FIELDS}
    for field, column in named.items():
        if there.count(column) > 1:
            remedy = "give every column its own name"
            raise InputError(f"has {there.count(column)} columns `{column}`", source=source.name, line=1, remedy=remedy)
        if column not in there and (field == "text" or field in settings.columns):
            listed = ", ".join(there) or "none"
            raise InputError(
                f"has no column `{column}` (columns: {listed})",
                source=source.name,
                line=1,
                remedy=f"name it with --map {field}=COLUMN",
            )


def coordinates(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns that hold coordinates by their names: a report has none, its places are read from its words."""
    return tuple(name for name in columns if name.strip().casefold() in COORDINATES)


def pick(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The fields of a row under our names; what is empty is left out; dates of typed tables become ISO dates."""
    found = ((field, row.get(columns.get(field, field))) for field in FIELDS)
    return {
        field: value.isoformat() if isinstance(value, date) else value for field, value in found if value is not None
    }
