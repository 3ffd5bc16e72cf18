"""What was told, as fusion and control take it in: on two clocks, after the decisions of analysts.

The world's clock is `as_known`: what was published by a day. The ledger's own is `as_recorded`: which reports, readings
and decisions were in this ledger by then, whenever they had been published.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, or_, select

from contested.ledger.decisions import Verdicts, all_decisions
from contested.ledger.filter import Filter, exact
from contested.ledger.pool import Pool
from contested.ledger.recall import KNOWN, batches, by_then, claims_of, is_newest, reports_of
from contested.ledger.schema import claims, readings, reports
from contested.ledger.search import is_asked_for
from contested.ledger.withhold import mask_of
from contested.model import Told


def told(
    connection: Connection, asked: Filter, as_known: str | None = None, as_recorded: str | None = None
) -> Iterator[Told]:
    """The claims of the newest reading of every report, in the order of adding and of the text."""
    verdicts = Verdicts(all_decisions(connection, as_recorded))
    mask, asked, pool = mask_of(connection), exact(connection, asked), Pool()
    query = newest_readings(verdicts, as_known, as_recorded)
    where = None
    if asked != Filter():
        where = is_asked_for(connection, asked, verdicts)
        having = readings.c.n.in_(select(claims.c.reading).where(where))
        query = query.where(or_(having, reports.c.id.in_(list(verdicts.added))) if verdicts.added else having)
    for some in batches(connection.execute(query.order_by(readings.c.report)).all()):
        found = claims_of(connection, [row.n for row in some], where)
        reading_of = {row.report: row.n for row in some}
        for kept in reports_of(connection, mask, reading_of):
            report = verdicts.report(kept.report)
            known = (report.date or kept.known)[:10]
            if as_known is not None and known > as_known:
                continue
            for claim in found[reading_of[kept.number]]:
                after = verdicts.on(Told(claim=pool.share(claim), report=report, known=known))
                if after is not None and verdicts.still(asked, after):
                    yield mask.told(after)
            yield from map(mask.told, verdicts.more(asked, report, known))


def newest_readings(verdicts: Verdicts, as_known: str | None, as_recorded: str | None) -> Select[tuple[int, int]]:
    """The reports and readings that count on both clocks, by number."""
    query = select(readings.c.report, readings.c.n).join(reports).where(is_newest(as_recorded))
    if as_known is not None:
        # a report whose date was corrected is looked at when it is told
        query = query.where((as_known >= KNOWN) | reports.c.id.in_(list(verdicts.fields)))
    if as_recorded is not None:
        query = query.where(by_then(reports.c.retrieved, as_recorded))
    return query
