"""`.jsonl`, `.csv` and `.parquet`: one report a row, its fields in columns that `--map field=column` may rename."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import BinaryIO

import msgspec

from contested.errors import InputError, MissingError
from contested.extras import needed
from contested.intake.charset import MARKS, decode
from contested.intake.record import FIELDS, Input, Record, Settings, damaged

DELIMITERS = ",;\t|"
END = "\0"  # no text that is read holds one


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
        yield Record(pick(row, settings.columns), number, share=min(1.0, behind / max(1, size)))


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
        head = stream.readline()  # a pipe cannot be gone back in
        if settings.encoding or head.startswith(tuple(mark for mark, _ in MARKS)):
            whole = decode(head + stream.read(), source.name, settings.encoding)
            yield from enumerate(whole.split("\n"), start=1)
            return
        yield from enumerate(chain((head,), stream), start=1)


def read_csv(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """A table with a header line; comma, semicolon, tab or bar between columns, whichever the header has most."""
    csv.field_size_limit(sys.maxsize)
    text = decode(source.read(), source.name, settings.encoding)
    header, lines_in_all = text.partition("\n")[0], text.count("\n") + 1
    # one more row behind the last: where a quotation mark is never closed, it is no row of its own
    lines = chain(io.StringIO(text, newline=""), (END,))
    table = csv.reader(lines, delimiter=max(DELIMITERS, key=header.count))
    try:
        columns = [name.strip() for name in next(table, [])]
        check_columns(columns, source, settings)
        line = table.line_num + 1
        for cells in table:
            if cells and END in cells[-1]:
                if cells != [END]:
                    what = "a quotation mark is opened and never closed"
                    yield InputError(what, source=source.name, line=line, remedy="mend the quoting")
                return
            if any(cell.strip() for cell in cells[len(columns) :]):
                what = f"has {len(cells)} cells, the header {len(columns)}"
                remedy = "put text that holds the separator in quotation marks"
                yield InputError(what, source=source.name, line=line, remedy=remedy)
            elif cells:
                row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell.strip()}
                yield Record(pick(row, settings.columns), line, share=min(1.0, table.line_num / lines_in_all))
            line = table.line_num + 1
    except csv.Error as error:
        yield InputError(f"is not CSV: {error}", source=source.name, line=table.line_num, remedy="mend the quoting")


def read_parquet(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """A Parquet table, read in batches; rows count from 1."""
    row = 0
    with source.seekable() as stream:
        try:
            for share, fields in parquet_rows(stream, source, settings):
                row += 1
                yield Record(pick(fields, settings.columns), row, share=share)
        except InputError:
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
    batches = table.iter_batches(batch_size=1000, columns=wanted)
    for row, fields in enumerate(chain.from_iterable(batch.to_pylist() for batch in batches), start=1):
        yield row / table.metadata.num_rows, fields


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


def pick(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """The fields of a row under our names; what is empty is left out; dates of typed tables become ISO dates."""
    found = ((field, row.get(columns.get(field, field))) for field in FIELDS)
    return {
        field: value.isoformat() if isinstance(value, date) else value for field, value in found if value is not None
    }
