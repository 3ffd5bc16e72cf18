"""Rows back to values: reports, readings and claims, as they went in.

Of each report the newest reading counts. What is asked for is first found by number, then fetched some reports at a
time: no query carries a report's words once for each of its claims, and none sorts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, Select, exists, func, select
from sqlalchemy.sql.elements import ColumnElement

from contested.errors import NotFoundError
from contested.ledger.draft import blob, report_identity
from contested.ledger.schema import blobs, claims, readings, redactions, reports, sources
from contested.ledger.withhold import Mask, mask_of
from contested.model import AnyMention, Claim, Reading, Report, Sentence, event_id

CLAIM = msgspec.json.Decoder(Claim)
SENTENCES = msgspec.json.Decoder(tuple[Sentence, ...])
MENTIONS = msgspec.json.Decoder(tuple[AnyMention, ...])
#: How many reports are fetched at a time.
FETCHED = 250

#: The day on which a report could be known: of publication, else of retrieval.
KNOWN = func.substr(func.coalesce(reports.c.published, reports.c.retrieved), 1, 10)


class Kept(NamedTuple):
    """A report as kept, with the day on which it could be known."""

    number: int
    report: Report
    known: str


def by_then(column: ColumnElement[Any], then: str) -> ColumnElement[bool]:
    """Whether a time of the ledger's clock lies on or before a day, or a time, in UTC."""
    return column <= (then if "T" in then else f"{then}T99")


@lru_cache(maxsize=64)  # building it takes longer than asking a small ledger
def is_newest(as_recorded: str | None = None) -> ColumnElement[bool]:
    """Whether a reading is the newest of its report; of those made by a time of the ledger's clock, where given."""
    later = readings.alias("later")
    newer = (later.c.report == readings.c.report) & (later.c.n > readings.c.n)
    if as_recorded is None:
        return ~exists().where(newer)
    return by_then(readings.c.made, as_recorded) & ~exists().where(newer & by_then(later.c.made, as_recorded))


class Left(NamedTuple):
    """A reading with the digests of what it was made with."""

    reading: Reading
    knowledge: str | None
    gazetteer: str | None


def with_words(query: Select[Any]) -> Select[Any]:
    """A query of reports with what `report_of` needs beside the report's own columns."""
    return (
        query.add_columns(sources.c.name.label("publisher"), blobs.c.bytes)
        .select_from(reports.join(blobs, reports.c.content == blobs.c.hash).outerjoin(sources))
        .order_by(reports.c.n)
    )


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


def reports_of(connection: Connection, mask: Mask, numbers: Iterable[int] | None = None) -> Iterator[Kept]:
    """Reports in the order of adding: those of some numbers, or all."""
    query = with_words(select(reports, KNOWN.label("known")))
    if numbers is not None:
        query = query.where(reports.c.n.in_(list(numbers)))
    for row in connection.execute(query):
        yield Kept(row.n, mask.report(report_of(row)), row.known)


def has(connection: Connection, report: Report) -> bool:
    """Whether a report is there, by publisher, address, date and words, and has been read; or was taken down."""
    identity = report_identity(report, blob(report.text.encode("utf-8")).hash)
    read, gone = readings.c.report == reports.c.n, redactions.c.report == reports.c.n
    query = select(reports.c.n).where(reports.c.identity == identity, exists().where(read) | exists().where(gone))
    return connection.execute(query).first() is not None


def readings_of(connection: Connection, some: Iterable[int] | None = None) -> Iterator[Reading]:
    """The newest reading of every report that has one, or of reports of some numbers, in the order of adding."""
    mask = mask_of(connection)
    query = select(readings.c.report, readings.c.n).where(is_newest()).order_by(readings.c.report)
    if some is not None:
        query = query.where(readings.c.report.in_(list(some)))
    for batch in batches(connection.execute(query).all()):
        kept = {one.number: one.report for one in reports_of(connection, mask, (row.report for row in batch))}
        numbers = [row.n for row in batch]
        found = claims_of(connection, numbers)
        rows = connection.execute(select(readings).where(readings.c.n.in_(numbers)))
        for row in sorted(rows, key=lambda row: row.report):
            yield reading_of(row, kept[row.report], found[row.n], mask)


def numbers_of(connection: Connection, id: str) -> list[int]:
    """The numbers of the reports with an id, the newest first."""
    query = select(reports.c.n).where(reports.c.id == id).order_by(reports.c.n.desc())
    return list(connection.execute(query).scalars())


def readings_by_id(connection: Connection, id: str) -> Iterator[Reading]:
    """The newest reading of each report with an id."""
    return readings_of(connection, numbers_of(connection, id))


def reading_of(row: Row[Any], report: Report, found: Iterable[Claim], mask: Mask) -> Reading:
    """The reading of a row of readings, with its claims."""
    return Reading(
        report=report,
        reader=row.reader,
        sentences=SENTENCES.decode(row.sentences),
        mentions=mask.within(MENTIONS.decode(row.mentions), tuple[AnyMention, ...], report.text),
        claims=tuple(mask.within(claim, Claim, report.text) for claim in found),
        unread=row.unread,
    )


def newest_of(connection: Connection, report: int) -> Left | None:
    """The newest reading of a report by its number, with no name withheld; None where it was not read."""
    query = select(readings).where(readings.c.report == report).order_by(readings.c.n.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    (kept,) = reports_of(connection, Mask(()), [report])
    reading = reading_of(row, kept.report, claims_of(connection, [row.n])[row.n], Mask(()))
    return Left(reading, row.knowledge, row.gazetteer)


def claims_of(
    connection: Connection, of: list[int], where: ColumnElement[bool] | None = None
) -> defaultdict[int, list[Claim]]:
    """The claims of some readings, by reading, in the order of the text; ``where``: a condition on claims."""
    query = select(claims.c.reading, claims.c.n, claims.c.json).where(claims.c.reading.in_(of))
    found: defaultdict[int, list[Claim]] = defaultdict(list)
    for row in sorted(connection.execute(query if where is None else query.where(where)), key=lambda row: row.n):
        found[row.reading].append(CLAIM.decode(row.json))
    return found


def batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Some rows at a time."""
    rest = iter(rows)
    while some := list(islice(rest, FETCHED)):
        yield some


def thing_of(connection: Connection, id: str) -> Claim | Report | None:
    """The claim or report with an id, the newest where there are several; None for the id of an event.

    Raises:
        NotFoundError: there is none.
    """
    found = connection.execute(select(claims.c.json).where(claims.c.id == id).order_by(claims.c.n.desc())).first()
    if found:
        return CLAIM.decode(found.json)
    numbers = numbers_of(connection, id)
    if numbers:
        return next(reports_of(connection, Mask(()), numbers[:1])).report
    # an event is named after one of its claims, so only claims can tell
    if any(event_id([claim]) == id for claim in connection.execute(select(claims.c.id)).scalars()):
        return None
    raise NotFoundError("there is no such claim, report or event", source=id, remedy="`contested search` lists ids")


def masked(connection: Connection, thing: Claim | Report | None) -> Claim | Report | None:
    """A claim or report without the names that are withheld."""
    mask = mask_of(connection)
    if isinstance(thing, Report):
        return mask.report(thing)
    if thing is None or mask.pattern is None:
        return thing
    text = next((kept.report.text for kept in reports_of(connection, mask, numbers_of(connection, thing.report))), "")
    return mask.within(thing, Claim, text)
