"""How much a ledger holds: in all, by source, by event type, by month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from contested.ledger.check import orphans
from contested.ledger.decisions import all_decisions, standing
from contested.ledger.recall import KNOWN, is_newest
from contested.ledger.schema import blobs, claims, readings, redactions, reports, sources
from contested.ledger.withhold import all_withheld
from contested.ledger.withhold import standing as withheld_now

#: What stands for a publisher or a month that is not known.
UNKNOWN = "(not known)"


class Count(NamedTuple):
    """So many reports and claims; of an event type, the reports that have such a claim."""

    name: str
    reports: int
    claims: int


class Stats(NamedTuple):
    """The ledger in figures; claims are those of the newest readings, months those in which reports were published."""

    reports: int
    unread: int
    readings: int
    claims: int
    bytes: int
    redacted: int
    decisions: int
    orphans: int
    withheld: int
    sources: tuple[Count, ...]
    types: tuple[Count, ...]
    months: tuple[Count, ...]


def stats(connection: Connection) -> Stats:
    """The ledger in figures."""
    count = func.count()
    new = select(count).select_from(readings).where(is_newest())
    return Stats(
        reports=one(connection, select(count).select_from(reports)),
        unread=one(connection, new.where(readings.c.unread.is_not(None))),
        readings=one(connection, select(count).select_from(readings)),
        claims=one(connection, select(count).select_from(claims.join(readings)).where(is_newest())),
        bytes=one(connection, select(func.coalesce(func.sum(func.length(blobs.c.bytes)), 0))),
        redacted=one(connection, select(func.count(redactions.c.report.distinct()))),
        decisions=len(standing(all_decisions(connection))),
        orphans=len(orphans(connection)),
        withheld=len(withheld_now(all_withheld(connection))),
        sources=most_first(by(connection, sources.c.name)),
        types=most_first(row for row in by(connection, claims.c.type) if row.claims),
        months=tuple(sorted(by(connection, func.substr(KNOWN, 1, 7)))),
    )


def by(connection: Connection, column: Any) -> list[Count]:
    """Reports and claims by one thing."""
    newest = select(readings).where(is_newest()).subquery()
    joined = (
        reports.outerjoin(sources, sources.c.n == reports.c.source)
        .outerjoin(newest, newest.c.report == reports.c.n)
        .outerjoin(claims, claims.c.reading == newest.c.n)
    )
    query = select(column, func.count(reports.c.n.distinct()), func.count(claims.c.n)).select_from(joined)
    return [Count(str(name or UNKNOWN), *counts) for name, *counts in connection.execute(query.group_by(column))]


def most_first(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Those with most claims first."""
    return tuple(sorted(counts, key=lambda row: (-row.claims, -row.reports, row.name)))


def one(connection: Connection, query: Select[Any]) -> int:
    """The one number that a query gives."""
    return int(connection.execute(query).scalar_one())
