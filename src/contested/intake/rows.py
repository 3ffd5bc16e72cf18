"""`.jsonl`, `.csv` and `.parquet`: one report a row, its fields in columns that `--map field=column` may rename."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from contested.errors import InputError
from contested.intake.charset import MARKS, decode
from contested.intake.record import FIELDS, Input, Record, Settings

DELIMITERS = ",;\t|"


def read_jsonl(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """One JSON object a line; a line that is none is an error of its own, the others are read."""
    for number, line in json_lines(source, settings):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(decode(line, source.name) if isinstance(line, bytes) else line)
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
        yield Record(pick(row, settings.columns), number)


def json_lines(source: Input, settings: Settings) -> Iterator[tuple[int, bytes | str]]:
    """Numbered lines, streamed as bytes; as text where the file as a whole is in another encoding."""
    with source.open() as stream:
        head = stream.read(4)
        stream.seek(0)
        if settings.encoding or head.startswith(tuple(mark for mark, _ in MARKS)):
            yield from enumerate(decode(stream.read(), source.name, settings.encoding).split("\n"), start=1)
            return
        yield from enumerate(stream, start=1)


def read_csv(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """A table with a header line; comma, semicolon, tab or bar between columns, whichever the header has most."""
    csv.field_size_limit(sys.maxsize)
    text = decode(source.read(), source.name, settings.encoding)
    header = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=header.count))
    try:
        columns = [name.strip() for name in next(table, [])]
        check_columns(columns, source, settings)
        line = table.line_num + 1
        for cells in table:
            if cells:
                row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell.strip()}
                yield Record(pick(row, settings.columns), line)
            line = table.line_num + 1
    except csv.Error as error:
        yield InputError(f"is not CSV: {error}", source=source.name, line=table.line_num, remedy="mend the quoting")


def read_parquet(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """A Parquet table, read in batches; rows count from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with source.open() as stream:
            table = pq.ParquetFile(stream, pre_buffer=False)
            names = table.schema_arrow.names
            check_columns(names, source, settings)
            wanted = [name for name in names if name in {settings.columns.get(field, field) for field in FIELDS}]
            row = 0
            for batch in table.iter_batches(batch_size=1000, columns=wanted):
                for fields in batch.to_pylist():
                    row += 1
                    yield Record(pick(fields, settings.columns), row)
    except pa.ArrowException as error:
        raise InputError(
            f"is not a Parquet table: {first_line(error)}", source=source.name, remedy="write it again"
        ) from None


def check_columns(columns: Iterable[str], source: Input, settings: Settings) -> None:
    """A table without the column that a field is to come from is one error, not one for each row."""
    there = list(columns)
    for field in {"text": "text", **settings.columns}:
        column = settings.columns.get(field, field)
        if column not in there:
            listed = ", ".join(there) or "none"
            raise InputError(
                f"has no column `{column}` (columns: {listed})",
                source=source.name,
                line=1,
                remedy=f"name it with --map {field}=COLUMN",
            )


def pick(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The fields of a row under our names; what is empty is left out; dates of typed tables become ISO dates."""
    found = ((field, row.get(columns.get(field, field))) for field in FIELDS)
    return {
        field: value.isoformat() if isinstance(value, date) else value for field, value in found if value is not None
    }


def first_line(error: Exception) -> str:
    """The first line of another library's message."""
    return str(error).strip().partition("\n")[0]
