"""Search: the claims, or the reports, that a filter lets through, by day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, Select, and_, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from contested.ledger.decisions import Verdicts, all_decisions
from contested.ledger.filter import Filter, exact
from contested.ledger.recall import CLAIM, KNOWN, batches, is_newest
from contested.ledger.schema import claims, readings, reports, sources
from contested.ledger.withhold import mask_of
from contested.ledger.words import having_words
from contested.model import Report, Told

#: After the last of all days: what has none comes last on both databases.
NO_DAY = "9999-99-99"


class Head(NamedTuple):
    """A report without its words: how many claims were read in it, and why none where it is not read."""

    id: str
    source: str | None
    date: str | None
    title: str | None
    url: str | None
    claims: int


def is_asked_for(connection: Connection, asked: Filter, verdicts: Verdicts) -> ColumnElement[bool]:
    """Whether a claim is let through, as a condition on claims; corrected ones are, to be looked at once corrected."""
    query = select(claims.c.n).join(readings, readings.c.n == claims.c.reading)
    conditions = [*asked.conditions()]
    if conditions:
        every, changed = and_(*conditions), list(verdicts.fields)
        corrected = (claims.c.id.in_(changed), reports.c.id.in_(changed))
        query = query.join(reports).where(or_(every, *corrected) if changed else every)
    if asked.words.strip():
        query = query.where(having_words(connection, "claims", asked.words))
    return claims.c.n.in_(query)


def search(connection: Connection, asked: Filter, limit: int | None) -> Iterator[Told]:
    """The claims of the newest readings that are let through, by the day of the event; their reports without words."""
    verdicts, mask, asked = Verdicts(all_decisions(connection)), mask_of(connection), exact(connection, asked)
    query = (
        select(claims.c.n)
        .join(readings, readings.c.n == claims.c.reading)
        .where(is_newest())
        .order_by(func.coalesce(claims.c.start, NO_DAY), claims.c.n)
    )
    if asked != Filter():
        query = query.where(is_asked_for(connection, asked, verdicts))
    if limit is not None:
        # those that fall out below, having been rejected or corrected, are not to make the answer shorter
        query = query.limit(limit + len(verdicts.last) + len(verdicts.fields))
    given = 0
    for some in batches(connection.execute(query).all()):
        for one in fetched(connection, [row.n for row in some]):
            report = verdicts.report(mask.report(one.report))
            known = (report.date or one.known)[:10]
            after = verdicts.on(Told(claim=one.claim, report=report, known=known))
            if after is None or not verdicts.still(asked, after):
                continue
            yield mask.told(after)
            given += 1
            if given == limit:
                return


def fetched(connection: Connection, numbers: list[int]) -> Iterator[Told]:
    """Claims by number, in the order of the numbers."""
    query = claims_with_heads().where(claims.c.n.in_(numbers))
    rows = {row.claim_n: row for row in connection.execute(query)}
    heads: dict[int, Report] = {}
    for number in numbers:
        row = rows[number]
        if row.n not in heads:
            heads[row.n] = Report(
                id=row.id,
                text="",
                title=row.title,
                date=row.published,
                source=row.publisher,
                side=row.side,
                url=row.url,
                country=row.country,
                lang=row.language,
            )
        yield Told(claim=CLAIM.decode(row.json), report=heads[row.n], known=row.known)


def claims_with_heads() -> Select[tuple[object, ...]]:
    """Claims with their reports, without the words of these."""
    return (
        select(
            claims.c.n.label("claim_n"), claims.c.json, reports, sources.c.name.label("publisher"), KNOWN.label("known")
        )
        .select_from(claims)
        .join(readings, readings.c.n == claims.c.reading)
        .join(reports, reports.c.n == readings.c.report)
        .outerjoin(sources, sources.c.n == reports.c.source)
    )


def search_reports(connection: Connection, asked: Filter, limit: int | None) -> Iterator[Head]:
    """The reports with these words in title or text, by their own date; a filter's source and days count, too."""
    mask, asked = mask_of(connection), exact(connection, asked)
    counted = (
        select(func.count())
        .select_from(claims.join(readings, readings.c.n == claims.c.reading))
        .where(readings.c.report == reports.c.n, is_newest())
        .scalar_subquery()
    )
    query = (
        select(reports, sources.c.name.label("publisher"), counted.label("counted"))
        .outerjoin(sources, sources.c.n == reports.c.source)
        .order_by(func.coalesce(reports.c.published, NO_DAY), reports.c.n)
        .limit(limit)
    )
    if asked.words.strip():
        query = query.where(having_words(connection, "reports", asked.words))
    if asked.source:
        query = query.where(sources.c.name.in_(asked.source))
    if asked.since:
        query = query.where(asked.since <= KNOWN)
    if asked.until:
        query = query.where(asked.until >= KNOWN)
    for row in connection.execute(query):
        title = None if row.title is None else mask.text(row.title)
        yield Head(row.id, row.publisher, row.published, title, row.url, row.counted)
