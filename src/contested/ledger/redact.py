"""Takedown: the words of a report leave the ledger, a tombstone with their hash, the reason and the author stays.

The one way by which anything leaves. It takes three steps in one transaction: tombstones are appended, for this report
and for every other with the very same words; then, as the database now allows, the bytes are emptied, titles and
addresses set to null and readings removed; last the newest reading comes back without any words of the report. A
tombstone also keeps the words from coming in again.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, exists, func, select, text, update

from contested.errors import LedgerError
from contested.ledger.append import Batch, append_rows, last_number
from contested.ledger.database import is_postgresql
from contested.ledger.draft import reading_draft
from contested.ledger.recall import Left, newest_of
from contested.ledger.schema import DERIVED, blobs, claim_actors, claim_places, claims, readings, redactions, reports
from contested.model import Claim

Scope = Literal["words", "claims"]


class Redaction(msgspec.Struct, frozen=True, kw_only=True):
    """The tombstone: author A took down the words of report R, whose hash was H, for a reason, at a time.

    ``scope``: words: the claims stay, without quotes; claims: they went too.
    """

    number: int
    report: str
    content: str
    scope: Scope
    author: str
    made: str
    reason: str


def all_redactions(connection: Connection) -> tuple[Redaction, ...]:
    """Every tombstone, in the order of taking down."""
    query = select(redactions, reports.c.id).join(reports).order_by(redactions.c.n)
    return tuple(
        Redaction(
            number=row.n,
            report=row.id,
            content=row.content,
            scope=row.scope,
            author=row.author,
            made=row.made,
            reason=row.reason,
        )
        for row in connection.execute(query)
    )


def redact(
    connection: Connection, id: str, *, scope: Scope, author: str, reason: str, at: str
) -> tuple[Redaction, ...]:
    """Take down the words of a report, and of every report with the same words; the new tombstones.

    Raises:
        LedgerError: there is no such report, its words are gone already, or author or reason is missing.
    """
    for name, value in (("author", author), ("reason", reason)):
        if not value.strip():
            raise LedgerError(f"taking down needs the {name}", source=id, remedy=f"say the {name}")
    same = select(reports.c.content).where(reports.c.id == id)
    gone = exists().where(redactions.c.report == reports.c.n, redactions.c.scope.in_({scope, "claims"}))
    rows = connection.execute(select(reports).where(reports.c.content.in_(same), ~gone).order_by(reports.c.n)).all()
    if not rows:
        there = connection.execute(same).first()
        what = "was taken down already" if there else "there is no such report"
        raise LedgerError(what, source=id, remedy="`contested ledger redact --list` lists what was taken down")
    last = last_number(connection, redactions)
    made = [
        Redaction(number=n, report=row.id, content=row.content, scope=scope, author=author, made=at, reason=reason)
        for n, row in enumerate(rows, last + 1)
    ]
    tombstones = [
        (one.number, row.n, one.content, scope, author, at, reason) for one, row in zip(made, rows, strict=True)
    ]
    append_rows(connection, redactions, tombstones)
    for row in rows:
        left = None if scope == "claims" else newest_of(connection, row.n)
        remove_readings(connection, row.n)
        remove_words(connection, row)
        if left is not None:
            keep_claims(connection, row.n, left, at)
    return tuple(made)


def remove_readings(connection: Connection, report: int) -> None:
    """Remove all readings of a report with their claims."""
    of = select(readings.c.n).where(readings.c.report == report)
    numbers = select(claims.c.n).where(claims.c.reading.in_(of))
    connection.execute(delete(claim_actors).where(claim_actors.c.claim.in_(numbers)))
    connection.execute(delete(claim_places).where(claim_places.c.claim.in_(numbers)))
    connection.execute(delete(claims).where(claims.c.reading.in_(of)))
    connection.execute(delete(readings).where(readings.c.report == report))


def remove_words(connection: Connection, report: Row[Any]) -> None:
    """Empty the bytes of a report, and take away its title and address."""
    words = blobs.c.hash.in_([hash for hash in (report.content, report.raw) if hash])
    connection.execute(update(blobs).where(words, func.length(blobs.c.bytes) > 0).values(bytes=b""))
    connection.execute(update(reports).where(reports.c.n == report.n).values(title=None, url=None))


def keep_claims(connection: Connection, report: int, left: Left, at: str) -> None:
    """Append the newest reading again, without words."""
    reading = msgspec.structs.replace(
        left.reading, mentions=(), claims=tuple(without_words(claim) for claim in left.reading.claims)
    )
    batch = Batch(connection, (), at)
    batch.add_reading(report, reading_draft(reading, left.knowledge, left.gazetteer))
    batch.write()


def without_words(claim: Claim) -> Claim:
    """A claim as it is coded, without a word of the report: ids, codes, places, days and counts stay."""
    content = emptied(msgspec.json.decode(msgspec.json.encode(claim)))
    for actor in content["actors"]:
        actor["label"] = ""
    for thing in (*content["actors"], *content["places"]):
        # without an id the name is the report's own
        thing["name"] = thing["name"] if thing["id"] else ""
    for said in content["attribution"]:
        said["source"], said["cue"] = said["source"] if said["actor_id"] else "", ""
    for count in content["counts"]:
        count["whom"] = None
    return msgspec.convert(content | {"wording": []}, Claim)


def emptied(value: Any) -> Any:
    """A value whose quotes are empty."""
    if isinstance(value, list):
        return [emptied(each) for each in value]
    if isinstance(value, dict):
        return {key: "" if key == "text" and "start" in value else emptied(each) for key, each in value.items()}
    return value


def forget(engine: Engine) -> None:
    """Have the database give up the room in which the words were, so that no file of it holds them any more."""
    if is_postgresql(engine):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT", outside=True) as connection:
            for table in HELD_WORDS:
                connection.execute(text(f"VACUUM FULL {table}"))
        return
    with engine.begin() as connection:
        for table in DERIVED:
            connection.execute(text(f"INSERT INTO {table} ({table}) VALUES ('optimize')"))
    with engine.connect().execution_options(outside=True) as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


HELD_WORDS = ("blobs", "reports", "readings", "claims", "claim_actors", "claim_places", *DERIVED)
