"""Drafts to rows, within one transaction of a writer who is alone: rows are numbered here, in the order they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.sql.elements import ColumnElement

from contested.errors import LedgerError
from contested.ledger import chain, schema
from contested.ledger.draft import Blob, Draft, ReadingDraft, Row

#: How many values one query asks for; SQLite allows 32,766.
MOST_ASKED = 5_000


class Added(NamedTuple):
    """What adding changed: whether the report was new, and whether its reading was."""

    report: bool
    reading: bool


class Rows:
    """New rows of one table, numbered onwards from the last."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self.table, self.rows = table, list[Row]()
        self.last = last_number(connection, table)

    def add(self, *values: Any) -> int:
        """Append a row; its number."""
        self.last += 1
        self.rows.append((self.last, *values))
        return self.last


class Batch:
    """Some drafts being appended: what is there already, and what is to be written."""

    def __init__(self, connection: Connection, drafts: Sequence[Draft], at: str) -> None:
        self.connection, self.at = connection, at
        self.sources = Rows(connection, schema.sources)
        self.reports = Rows(connection, schema.reports)
        self.readings = Rows(connection, schema.readings)
        self.claims = Rows(connection, schema.claims)
        self.blobs, self.actors, self.places = list[Row](), list[Row](), list[Row]()
        self.known_reports = {
            row.identity: (int(row.n), str(row.id))
            for row in rows_of(
                connection,
                schema.reports.c.identity,
                (draft.identity for draft in drafts),
                (schema.reports.c.n, schema.reports.c.id),
            )
        }
        named = (draft.report.source for draft in drafts if draft.report.source is not None)
        found = rows_of(connection, schema.sources.c.name, named, (schema.sources.c.n,))
        self.known_sources = {row.name: int(row.n) for row in found}
        self.known_blobs = {row.hash for row in rows_of(connection, schema.blobs.c.hash, blobs_of(drafts))}
        self.known_readings = set[str]()
        self.gone = {row.content for row in rows_of(connection, schema.redactions.c.content, blobs_of(drafts))}

    def add(self, draft: Draft) -> Added | LedgerError:
        """Append a report and its reading, each where it is not there; an error where its words were taken down."""
        if draft.content.hash in self.gone:
            remedy = "`contested ledger redact --list` says when and why"
            return LedgerError("its words were taken down", source=f"report {draft.report.id}", remedy=remedy)
        new = draft.identity not in self.known_reports
        if new:
            self.known_reports[draft.identity] = (self.add_report(draft), draft.report.id)
        number, id = self.known_reports[draft.identity]
        # claims that cite another id than the report's have nothing to stand on
        reads = draft.reading is not None and id == draft.report.id and self.add_reading(number, draft.reading)
        return Added(new, reads)

    def add_report(self, draft: Draft) -> int:
        """Append a report; its number."""
        report = draft.report
        return self.reports.add(
            draft.identity,
            report.id,
            self.add_source(report.source),
            self.add_blob(draft.content),
            self.add_blob(draft.raw) if draft.raw else None,
            report.url,
            report.title,
            report.side,
            report.country,
            report.lang,
            report.date,
            self.at,
        )

    def add_source(self, name: str | None) -> int | None:
        """The number of a publisher's row."""
        if name is None:
            return None
        if name not in self.known_sources:
            self.known_sources[name] = self.sources.add(name, self.at)
        return self.known_sources[name]

    def add_blob(self, blob: Blob) -> str:
        """The hash of some bytes, which are kept once however many reports share them."""
        if blob.hash not in self.known_blobs:
            self.known_blobs.add(blob.hash)
            self.blobs.append(blob)
        return blob.hash

    def add_reading(self, report: int, reading: ReadingDraft) -> bool:
        """Append a reading with its claims, unless the very same is there; says whether it was new."""
        identity = reading.identity(report)
        if identity in self.known_readings or self.is_there(schema.readings.c.identity, identity):
            return False
        self.known_readings.add(identity)
        number = self.readings.add(
            identity,
            report,
            reading.reader,
            reading.knowledge,
            reading.gazetteer,
            reading.unread,
            self.at,
            reading.sentences,
            reading.mentions,
        )
        for (id, *rest), actors, places in reading.claims:
            claim = self.claims.add(id, number, *rest)
            self.actors += ((claim, *row) for row in actors)
            self.places += ((claim, *row) for row in places)
        return True

    def is_there(self, column: ColumnElement[Any], value: object) -> bool:
        """Whether a row has this value."""
        return self.connection.execute(select(column).where(column == value)).first() is not None

    def write(self) -> None:
        """Write all new rows, what others point at first."""
        insert_rows(self.connection, schema.blobs, self.blobs)
        for rows in (self.sources, self.reports, self.readings, self.claims):
            insert_rows(self.connection, rows.table, rows.rows)
        insert_rows(self.connection, schema.claim_actors, self.actors)
        insert_rows(self.connection, schema.claim_places, self.places)
        chain.extend(self.connection, ((rows.table, rows.rows) for rows in (self.sources, self.reports, self.readings)))


def blobs_of(drafts: Iterable[Draft]) -> Iterator[str]:
    """The hashes of all bytes."""
    return (blob.hash for draft in drafts for blob in (draft.content, draft.raw) if blob)


def append(connection: Connection, drafts: Sequence[Draft], at: str) -> list[Added | LedgerError]:
    """Append some drafts within the connection's transaction; what changed, in their order."""
    batch = Batch(connection, drafts, at)
    added = [batch.add(draft) for draft in drafts]
    batch.write()
    return added


def rows_of(
    connection: Connection,
    column: ColumnElement[Any],
    values: Iterable[object],
    more: Sequence[ColumnElement[Any]] = (),
) -> Iterator[Any]:
    """The rows that have one of these values in a column: that column and more of them."""
    asked = iter(sorted(set(values), key=str))
    while some := list(islice(asked, MOST_ASKED)):
        yield from connection.execute(select(column, *more).where(column.in_(some)))


def last_number(connection: Connection, table: Table) -> int:
    """The number of a table's newest row, 0 where it has none."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.n), 0))).scalar_one())


def append_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Append rows and link them into the chain."""
    insert_rows(connection, table, rows)
    chain.extend(connection, [(table, rows)])


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Append rows, their values in the order of the table's columns.

    Handed to the database's own driver: thousands of rows a second more than one statement at a time.
    """
    if not rows:
        return
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})", list(rows))
