"""A ledger is appended to and read; what it holds is never changed.

`Ledger.add` is one transaction for one report: when it returns, the report, its reading and its claims are on disk,
all of them; when it does not, none is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec
from sqlalchemy import Connection, Engine, Row, Table, func, insert, select
from sqlalchemy.exc import DatabaseError

from contested.errors import LedgerError
from contested.ledger import schema
from contested.ledger.database import address, database_error, engine_for, upgrade
from contested.model import AnyMention, Claim, Reading, Report, Sentence, Told, digest

ENCODE = msgspec.json.Encoder().encode
CLAIM = msgspec.json.Decoder(Claim)
SENTENCES = msgspec.json.Decoder(tuple[Sentence, ...])
MENTIONS = msgspec.json.Decoder(tuple[AnyMention, ...])


class Added(NamedTuple):
    """What adding changed: whether the report was new, and whether its reading was."""

    report: bool
    reading: bool


class Ledger:
    """One ledger, open. Use it in a ``with`` block, or `close` it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self.name = engine, name

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """Open a ledger, made where it is missing and brought to this version's schema.

        Args:
            where: a path, or a URL such as ``sqlite:///reports.sqlite``.
            create: False: a missing ledger is an error.

        Raises:
            LedgerError: it is missing, locked, damaged, of a later version, or no ledger.
        """
        url = address(where)
        name = url.database or ""
        if not create and not Path(name).is_file():
            raise LedgerError("there is no such ledger", source=name, remedy="make one with `contested add`")
        if not Path(name).parent.is_dir():
            raise LedgerError("there is no such folder", source=str(Path(name).parent), remedy="make it first")
        engine = engine_for(url)
        upgrade(engine, name)
        return cls(engine, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(
        self,
        report: Report,
        reading: Reading | None = None,
        *,
        knowledge: str | None = None,
        gazetteer: str | None = None,
        raw: bytes | None = None,
        now: datetime | None = None,
    ) -> Added:
        """Append a report and its reading; what is there already is left as it is.

        Args:
            report: its identity is publisher, address, date and words; whoever adds it under another id adds nothing.
            reading: the same reader's same findings are one reading; others stand beside it.
            knowledge: digest of the knowledge that the reading was made with.
            gazetteer: digest of the index of places that it was made with.
            raw: the bytes that the words were taken from, where they are to be kept.
            now: the time of adding; the clock's where None.

        Raises:
            LedgerError: it could not be written; then nothing of it was.
        """
        at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
        try:
            with self._engine.begin() as connection:
                number, new_report = add_report(connection, report, raw, at)
                # claims that cite another id than the report's have nothing to stand on
                new_reading = (
                    reading is not None
                    and number is not None
                    and add_reading(connection, number, reading, (knowledge, gazetteer), at)
                )
        except DatabaseError as error:
            raise database_error(error, self.name) from error
        return Added(new_report, new_reading)

    def reports(self) -> Iterator[Report]:
        """Every report, in the order of adding."""
        query = select(schema.reports, schema.sources.c.name.label("publisher"), schema.blobs.c.bytes).select_from(
            schema.reports.join(schema.blobs, schema.reports.c.content == schema.blobs.c.hash).outerjoin(schema.sources)
        )
        for row in self._rows(query.order_by(schema.reports.c.n)):
            yield report_of(row)

    def readings(self) -> Iterator[Reading]:
        """The newest reading of every report that has one, with its claims, in the order of adding."""
        newest = select(func.max(schema.readings.c.n)).group_by(schema.readings.c.report)
        query = (
            select(
                schema.reports,
                schema.sources.c.name.label("publisher"),
                schema.blobs.c.bytes,
                schema.readings.c.n.label("reading"),
                schema.readings.c.reader,
                schema.readings.c.unread,
                schema.readings.c.sentences,
                schema.readings.c.mentions,
            )
            .select_from(
                schema.readings.join(schema.reports)
                .join(schema.blobs, schema.reports.c.content == schema.blobs.c.hash)
                .outerjoin(schema.sources)
            )
            .where(schema.readings.c.n.in_(newest))
            .order_by(schema.reports.c.n)
        )
        for row in self._rows(query):
            found = select(schema.claims.c.json).where(schema.claims.c.reading == row.reading)
            claims = tuple(CLAIM.decode(claim.json) for claim in self._rows(found.order_by(schema.claims.c.n)))
            yield Reading(
                report=report_of(row),
                reader=row.reader,
                sentences=SENTENCES.decode(row.sentences),
                mentions=MENTIONS.decode(row.mentions),
                claims=claims,
                unread=row.unread,
            )

    def claims(self) -> Iterator[Claim]:
        """The claims of the newest reading of every report, in the order of adding and of the text."""
        newest = select(func.max(schema.readings.c.n)).group_by(schema.readings.c.report)
        query = (
            select(schema.claims.c.json)
            .join(schema.readings)
            .where(schema.claims.c.reading.in_(newest))
            .order_by(schema.readings.c.report, schema.claims.c.n)
        )
        for row in self._rows(query):
            yield CLAIM.decode(row.json)

    def told(self, *, as_known: str | None = None) -> Iterator[Told]:
        """The claims of `claims`, each with its report and the day on which it could be known.

        Args:
            as_known: an ISO date; what could be known only later is left out.
        """
        known = func.substr(func.coalesce(schema.reports.c.published, schema.reports.c.retrieved), 1, 10)
        newest = select(func.max(schema.readings.c.n)).group_by(schema.readings.c.report)
        query = (
            select(
                schema.reports,
                schema.sources.c.name.label("publisher"),
                schema.blobs.c.bytes,
                schema.readings.c.n.label("reading"),
                known.label("known"),
            )
            .select_from(
                schema.readings.join(schema.reports)
                .join(schema.blobs, schema.reports.c.content == schema.blobs.c.hash)
                .outerjoin(schema.sources)
            )
            .where(schema.readings.c.n.in_(newest))
            .order_by(schema.reports.c.n)
        )
        if as_known is not None:
            query = query.where(known <= as_known)
        for row in self._rows(query):
            report = report_of(row)
            found = select(schema.claims.c.json).where(schema.claims.c.reading == row.reading)
            for claim in self._rows(found.order_by(schema.claims.c.n)):
                yield Told(claim=CLAIM.decode(claim.json), report=report, known=row.known)

    def has(self, report: Report) -> bool:
        """Whether a report is there, by publisher, address, date and words, and has been read."""
        content = hashlib.sha256(report.text.encode("utf-8")).hexdigest()
        identity = digest("report", report.source, report.url, report.date, content)
        query = select(schema.readings.c.n).join(schema.reports).where(schema.reports.c.identity == identity).limit(1)
        return bool(list(self._rows(query)))

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        tables = schema.metadata.sorted_tables
        return {table.name: next(self._rows(select(func.count()).select_from(table)))[0] for table in tables}

    def _rows(self, query: Any) -> Iterator[Row[Any]]:
        try:
            with self._engine.connect().execution_options(reading=True, yield_per=500) as connection:
                yield from connection.execute(query)
        except DatabaseError as error:
            raise database_error(error, self.name) from error


def add_report(connection: Connection, report: Report, raw: bytes | None, at: str) -> tuple[int | None, bool]:
    """The number of a report's row, None where it is there under another id, and whether it is new."""
    content = report.text.encode("utf-8")
    content_hash = hashlib.sha256(content).hexdigest()
    identity = digest("report", report.source, report.url, report.date, content_hash)
    query = select(schema.reports.c.n, schema.reports.c.id).where(schema.reports.c.identity == identity)
    there = connection.execute(query).first()
    if there is not None:
        return (there.n if there.id == report.id else None), False
    row = {
        "identity": identity,
        "id": report.id,
        "source": add_source(connection, report.source, at),
        "content": add_blob(connection, content),
        "raw": add_blob(connection, raw) if raw is not None else None,
        "url": report.url,
        "title": report.title,
        "side": report.side,
        "country": report.country,
        "language": report.lang,
        "published": report.date,
        "retrieved": at,
    }
    return inserted(connection, schema.reports, row), True


def add_source(connection: Connection, name: str | None, at: str) -> int | None:
    """The number of a publisher's row."""
    if name is None:
        return None
    there = connection.execute(select(schema.sources.c.n).where(schema.sources.c.name == name)).scalar()
    return int(there) if there is not None else inserted(connection, schema.sources, {"name": name, "first_seen": at})


def add_blob(connection: Connection, content: bytes) -> str:
    """The hash of some bytes, which are kept once however many reports share them."""
    name = hashlib.sha256(content).hexdigest()
    if connection.execute(select(schema.blobs.c.hash).where(schema.blobs.c.hash == name)).first() is None:
        connection.execute(insert(schema.blobs).values(hash=name, bytes=content))
    return name


def add_reading(
    connection: Connection, report: int, reading: Reading, digests: tuple[str | None, str | None], at: str
) -> bool:
    """Append a reading with its claims, unless the very same is there; says whether it was new."""
    sentences, mentions = ENCODE(reading.sentences), ENCODE(reading.mentions)
    claims = [ENCODE(claim) for claim in reading.claims]
    found = hashlib.sha256(b"\n".join([sentences, mentions, *claims])).hexdigest()
    identity = digest("reading", report, reading.reader, *digests, found)
    if connection.execute(select(schema.readings.c.n).where(schema.readings.c.identity == identity)).first():
        return False
    row = {
        "identity": identity,
        "report": report,
        "reader": reading.reader,
        "knowledge": digests[0],
        "gazetteer": digests[1],
        "unread": reading.unread,
        "made": at,
        "sentences": sentences,
        "mentions": mentions,
    }
    number = inserted(connection, schema.readings, row)
    actors: list[dict[str, object]] = []
    places: list[dict[str, object]] = []
    for claim, content in zip(reading.claims, claims, strict=True):
        n = inserted(connection, schema.claims, claim_row(claim, number, content))
        actors += actor_rows(claim, n)
        places += place_rows(claim, n)
    if actors:
        connection.execute(insert(schema.claim_actors), actors)
    if places:
        connection.execute(insert(schema.claim_places), places)
    return True


def claim_row(claim: Claim, reading: int, content: bytes) -> dict[str, object]:
    """A claim's row: its content, and what queries ask for."""
    return {
        "id": claim.id,
        "reading": reading,
        "type": claim.type,
        "main": claim.main,
        "scope": claim.scope,
        "modality": claim.modality,
        "polarity": claim.polarity,
        "outcome": claim.outcome,
        "start": claim.time.start,
        "end": claim.time.end,
        "confidence": claim.confidence,
        "json": content,
    }


def actor_rows(claim: Claim, number: int) -> Iterator[dict[str, object]]:
    """Who is in a claim."""
    for position, actor in enumerate(claim.actors):
        yield {
            "claim": number,
            "position": position,
            "role": actor.role,
            "actor": actor.id,
            "name": actor.name,
            "side": actor.side,
        }


def place_rows(claim: Claim, number: int) -> Iterator[dict[str, object]]:
    """Where a claim is."""
    for position, place in enumerate(claim.places):
        yield {
            "claim": number,
            "position": position,
            "role": place.role,
            "place": place.id,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
        }


def inserted(connection: Connection, table: Table, row: Mapping[str, object]) -> int:
    """Append a row; its number."""
    key = connection.execute(insert(table).values(**row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def report_of(row: Row[Any]) -> Report:
    """The report of a row of reports with its publisher and bytes."""
    return Report(
        id=row.id,
        text=bytes(row.bytes).decode("utf-8"),
        title=row.title,
        date=row.published,
        source=row.publisher,
        side=row.side,
        url=row.url,
        country=row.country,
        lang=row.language,
    )
