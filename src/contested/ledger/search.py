"""Search: the claims, or the reports, that a filter lets through, by day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from heapq import merge
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, and_, func, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from contested.ledger.decisions import Verdicts, all_decisions
from contested.ledger.draft import ENCODE
from contested.ledger.filter import Filter, exact, in_reports
from contested.ledger.recall import CLAIM, KNOWN, is_newest, numbers_of, reports_of
from contested.ledger.schema import claims, readings, reports, sources
from contested.ledger.withhold import Mask, mask_of
from contested.ledger.words import having_words
from contested.model import Claim, Report, Told

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


class Found(NamedTuple):
    """A claim that was found, with its report without the words, and the day on which it could be known.

    ``content`` is the claim as it is told, in JSON; it is decoded when it is asked for, since most answers are counted,
    cut, or handed on as they are. ``original`` is the claim as it was read, where an analyst corrected it.
    """

    id: str
    content: bytes
    report: Report
    known: str
    original: Claim | None = None

    @property
    def claim(self) -> Claim:
        """The claim, as it is told."""
        return CLAIM.decode(self.content)


def is_asked_for(connection: Connection, asked: Filter, verdicts: Verdicts) -> ColumnElement[bool]:
    """Whether a claim is let through, as a condition on claims; corrected ones are, to be looked at once corrected."""
    every, changed = and_(true(), *asked.conditions()), list(verdicts.fields)
    if changed:
        every = or_(every, claims.c.id.in_(changed), claims.c.reading.in_(in_reports(reports.c.id.in_(changed))))
    return and_(every, having_words(connection, "claims", asked.words)) if asked.words.strip() else every


def search(connection: Connection, asked: Filter, limit: int | None) -> Iterator[Found]:
    """The claims of the newest readings that are let through, by the day of the event."""
    verdicts, mask, asked = Verdicts(all_decisions(connection)), mask_of(connection), exact(connection, asked)
    given = 0
    for found in by_day(fetched(connection, asked, verdicts, limit), added(connection, asked, verdicts)):
        report = mask.report(verdicts.report(found.report))
        if mask.pattern is None and verdicts.silent_on(found.id, report.id):
            yield found
        else:
            after = verdicts.on(Told(claim=found.claim, report=report, known=(report.date or found.known)[:10]))
            if after is None or not verdicts.still(asked, after):
                continue
            after = mask.told(after)
            yield Found(found.id, ENCODE(after.claim), report, after.known, after.original)
        given += 1
        if given == limit:
            return


def by_day(read: Iterator[Found], added: list[Found]) -> Iterator[Found]:
    """Claims that were read and claims that analysts added, by day."""
    return merge(read, added, key=lambda one: one.claim.time.start or NO_DAY) if added else read


def added(connection: Connection, asked: Filter, verdicts: Verdicts) -> list[Found]:
    """The claims that analysts added, by day."""
    found = []
    for id in verdicts.added:
        for kept in reports_of(connection, Mask(()), numbers_of(connection, id)[:1]):
            told = verdicts.more(asked, verdicts.report(kept.report), kept.known)
            head = msgspec.structs.replace(kept.report, text="")
            found += [Found(one.claim.id, ENCODE(one.original or one.claim), head, kept.known) for one in told]
    return sorted(found, key=lambda one: one.claim.time.start or NO_DAY)


def fetched(connection: Connection, asked: Filter, verdicts: Verdicts, limit: int | None) -> Iterator[Found]:
    """What the database finds, in its order."""
    order = (func.coalesce(claims.c.start, NO_DAY), claims.c.n)
    let_through = [is_newest()] + ([is_asked_for(connection, asked, verdicts)] if asked != Filter() else [])
    query = claims_with_heads().order_by(*order)
    if limit is None:
        query = query.where(*let_through)
    else:
        # found by number first, so that only those that are given are fetched whole; and some more, since those that
        # were rejected or corrected may fall out and are not to make the answer shorter
        numbers = select(claims.c.n).join(readings, readings.c.n == claims.c.reading).where(*let_through)
        most = limit + len(verdicts.last) + len(verdicts.fields)
        query = query.where(claims.c.n.in_(numbers.order_by(*order).limit(most)))
    heads: dict[int, Report] = {}
    for id, content, number, known, *head in connection.execute(query):
        if number not in heads:
            heads[number] = Report(**dict(zip(HEAD_FIELDS, head, strict=True)), text="")
        yield Found(id, content, heads[number], known)


#: What of a report comes with a claim that is found, in the order of `claims_with_heads`.
HEAD_FIELDS = ("id", "title", "date", "source", "side", "url", "country", "lang")


@cache
def claims_with_heads() -> Select[Any]:
    """Claims with their reports, without the words of these."""
    report = reports.c
    head = (report.id, report.title, report.published, sources.c.name, report.side, report.url, report.country)
    return (
        select(claims.c.id, claims.c.json, report.n, KNOWN, *head, report.language)
        .select_from(claims)
        .join(readings, readings.c.n == claims.c.reading)
        .join(reports, report.n == readings.c.report)
        .outerjoin(sources, sources.c.n == report.source)
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
