"""A ledger as JSON Lines, and back: one row a line, in an order in which they can be appended again.

The first line says what it is, the last how many rows there were, so that a torn dump is known. Text stays text; bytes
that are no text are base64. A ledger loaded from a dump dumps to the same bytes, on either database.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, LargeBinary, Table, func, select
from sqlalchemy.exc import IntegrityError

from contested import characters
from contested.errors import LedgerError
from contested.ledger import chain
from contested.ledger.append import insert_rows
from contested.ledger.schema import (
    baselines,
    blobs,
    claim_actors,
    claim_places,
    claims,
    decisions,
    links,
    readings,
    redactions,
    reports,
    sources,
    withheld,
)

FORM = "contested ledger"
TABLES = (
    blobs, sources, reports, redactions, readings, claims, claim_actors, claim_places, decisions, withheld, baselines,
    links,
)  # fmt: skip
#: Columns that hold JSON as bytes: dumped as it is.
JSON = {
    ("readings", "sentences"), ("readings", "mentions"), ("claims", "json"), ("decisions", "value"),
    ("baselines", "stands"),
}  # fmt: skip
TOGETHER = 1_000


class First(msgspec.Struct, frozen=True):
    """The first line."""

    form: str
    version: str


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row: its table and its values, in the order of the table's columns; or the last line: how many rows."""

    table: str = ""
    row: tuple[msgspec.Raw, ...] = ()
    rows: int | None = None


class Base64(msgspec.Struct, frozen=True):
    """Bytes that are no text."""

    base64: str


ENCODE = msgspec.json.Encoder().encode
LINE = msgspec.json.Decoder(Line)
BYTES = msgspec.json.Decoder(str | Base64)


def dump(connection: Connection, version: str) -> Iterator[bytes]:
    """The ledger, a line each."""
    yield ENCODE(First(FORM, version)) + b"\n"
    count = 0
    for table in TABLES:
        raw = [written_as(table, column.name, column.type) for column in table.columns]
        query = select(table).order_by(*table.primary_key.columns)
        for row in connection.execute(query.execution_options(yield_per=TOGETHER)):
            count += 1
            values = tuple(write(value) for write, value in zip(raw, row, strict=True))
            yield ENCODE(Line(str(table.name), values)) + b"\n"
    yield ENCODE(Line(rows=count)) + b"\n"


def written_as(table: Table, column: str, type: Any) -> Any:
    """How a column's values are written."""
    if (table.name, column) in JSON:
        return lambda value: msgspec.Raw(b"null" if value is None else bytes(value))
    if isinstance(type, LargeBinary):
        return lambda value: msgspec.Raw(ENCODE(bytes_written(bytes(value))))
    return lambda value: msgspec.Raw(ENCODE(value))


def bytes_written(content: bytes) -> str | Base64:
    """Bytes as text where they are text."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return Base64(base64.b64encode(content).decode())


def load(connection: Connection, lines: Iterable[bytes], source: str, version: str) -> int:
    """Append a dump to an empty ledger within the connection's transaction; how many rows it had.

    Raises:
        LedgerError: the ledger is not empty, or the dump is none, is torn, or of a later version.
    """
    if any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES):
        remedy = "load it into a new ledger"
        raise LedgerError("a dump can be loaded only into an empty ledger", source=source, remedy=remedy)
    rest = iter(lines)
    check_first(next(rest, b""), source, version)
    tables = {table.name: table for table in TABLES}
    count, said, waiting = 0, None, Waiting(connection)
    for number, content in enumerate(rest, 2):
        try:
            line = LINE.decode(content)
            if line.rows is not None:
                said = line.rows
                continue
            waiting.add(tables[line.table], line.row)
        except IntegrityError as error:
            raise LedgerError(f"is torn: {error.orig}", source=source, line=number, remedy=ANEW) from None
        except (msgspec.MsgspecError, KeyError, ValueError) as error:
            raise LedgerError(f"is no row of a ledger: {error}", source=source, line=number, remedy=ANEW) from None
        count += 1
    if said != count:
        raise LedgerError(f"is torn: it has {count:,} rows, not the last", source=source, remedy=ANEW)
    waiting.write()
    chain.begin(connection)  # of a dump from before there were chains
    return count


ANEW = "make the dump anew"


def check_first(content: bytes, source: str, version: str) -> None:
    """Refuse what is no dump, or one of a later version."""
    try:
        first = msgspec.json.decode(content, type=First)
    except msgspec.MsgspecError:
        first = First("", "")
    if first.form != FORM:
        raise LedgerError("is no dump of a ledger", source=source, line=1, remedy="see `contested ledger dump`")
    if first.version > version:
        what = f"is of a later version ({first.version})"
        raise LedgerError(what, source=source, line=1, remedy="install a later contested")


class Waiting:
    """Rows of one table that wait to be written together."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.table: Table | None = None
        self.rows: list[tuple[Any, ...]] = []

    def add(self, table: Table, row: tuple[msgspec.Raw, ...]) -> None:
        """One more row."""
        if table is not self.table or len(self.rows) == TOGETHER:
            self.write()
            self.table = table
        columns = zip(table.columns, row, strict=True)
        self.rows.append(tuple(value_of(table, column.name, column.type, raw) for column, raw in columns))

    def write(self) -> None:
        """Write what waits."""
        if self.table is not None:
            insert_rows(self.connection, self.table, self.rows)
        self.rows = []


def value_of(table: Table, column: str, type: Any, raw: msgspec.Raw) -> Any:
    """The value of a column as it was."""
    content = bytes(raw)
    if content == b"null":
        return None
    if (table.name, column) in JSON:
        return content
    if isinstance(type, LargeBinary):
        value = BYTES.decode(content)
        return value.encode("utf-8") if isinstance(value, str) else base64.b64decode(value.base64)
    value = msgspec.json.decode(content)
    # a file may hold what a server has no place for
    return characters.storable(value) if isinstance(value, str) else value
