"""Whether a ledger is whole: what the database vouches for, and that every row says what the bytes beside it say."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, text

from contested.ledger.database import is_postgresql
from contested.ledger.decisions import all_decisions, standing
from contested.ledger.draft import actor_rows, claim_row, place_rows, report_identity
from contested.ledger.recall import CLAIM, MENTIONS, SENTENCES, is_newest, report_of, with_words
from contested.ledger.schema import (
    DERIVED,
    blobs,
    claim_actors,
    claim_places,
    claims,
    metadata,
    readings,
    redactions,
    reports,
)
from contested.model import Decision

#: How many rows are looked at between two words on how far things are.
STEP = 500


def check(connection: Connection, progress: Callable[[str, int, int], None] | None = None) -> Iterator[str]:
    """What is wrong, a line each, with the table and the row; nothing where the ledger is whole.

    Args:
        progress: told what is looked at, how much of it is done, and how much there is.
    """
    tell = progress or (lambda what, done, total: None)
    yield from guards(connection)
    yield from integrity(connection)
    yield from indexed(connection)
    looked_at = {"blobs": blob_rows, "reports": report_rows, "readings": reading_rows, "claims": claim_rows}
    for table, rows in looked_at.items():
        total = int(connection.execute(select(func.count()).select_from(metadata.tables[table])).scalar_one())
        for done, wrong in enumerate(rows(connection), 1):
            if done % STEP == 0 or done == total:
                tell(table, done, total)
            if wrong:
                yield f"{table}: {wrong}"


def guards(connection: Connection) -> Iterator[str]:
    """That the triggers which refuse changes are there."""
    query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if is_postgresql(connection):
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
    there = set(connection.execute(text(query)).scalars())
    needed = {f"{table}_no_{act}" for table in metadata.tables for act in ("update", "delete")}
    needed |= {"reports_no_change", "reports_words", "claims_words", "claims_words_gone", "blobs_words_gone"}
    for name in sorted(needed - there):
        yield f"schema: the trigger {name} is missing; restore a backup, or load a dump into a new ledger"


def integrity(connection: Connection) -> Iterator[str]:
    """What the database itself vouches for; PostgreSQL looks at foreign keys and pages whenever it uses them."""
    if is_postgresql(connection):
        return
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"file: {row[0]}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"{row[0]}: row {row[1]} points at a row of {row[2]} that is not there"


def indexed(connection: Connection) -> Iterator[str]:
    """That every report and claim is in its index of words."""
    for table in DERIVED:
        thing = table.removesuffix("_words")
        index = table if is_postgresql(connection) else f"{table}_docsize"
        rows, found = connection.execute(
            text(f"SELECT (SELECT count(*) FROM {thing}s), (SELECT count(*) FROM {index})")
        ).one()
        if rows != found:
            yield f"{table}: has {found} of {rows} {thing}s"


def blob_rows(connection: Connection) -> Iterator[str | None]:
    """That bytes are those that their hash names; emptied ones have a tombstone."""
    words = reports.c.content, reports.c.raw
    gone = {hash for row in connection.execute(select(*words).join(redactions)) for hash in row}
    for row in connection.execute(select(blobs).execution_options(yield_per=STEP)):
        content = bytes(row.bytes)
        if hashlib.sha256(content).hexdigest() != row.hash and (content or row.hash not in gone):
            yield f"{row.hash}: its bytes are others, or gone without a tombstone"
        else:
            yield None


def report_rows(connection: Connection) -> Iterator[str | None]:
    """That a report is who it says it is."""
    gone = set(connection.execute(select(redactions.c.report)).scalars())
    for row in connection.execute(with_words(select(reports)).execution_options(yield_per=STEP)):
        if row.n not in gone and row.identity != report_identity(report_of(row), row.content):
            yield f"{row.n}: its identity is not that of its publisher, address, date and words"
        else:
            yield None


def reading_rows(connection: Connection) -> Iterator[str | None]:
    """That a reading can be read."""
    for row in connection.execute(select(readings).execution_options(yield_per=STEP)):
        try:
            SENTENCES.decode(row.sentences)
            MENTIONS.decode(row.mentions)
            yield None
        except msgspec.MsgspecError as error:
            yield f"{row.n}: {error}"


def claim_rows(connection: Connection) -> Iterator[str | None]:
    """That the columns beside a claim say what the claim says, and that its actors and places are all there."""
    beside = [column for column in claims.columns if column.name not in ("n", "reading")]
    last = 0
    while rows := connection.execute(select(claims).where(claims.c.n > last).order_by(claims.c.n).limit(STEP)).all():
        first, last = rows[0].n, rows[-1].n
        actors, places = (within(connection, table, first, last) for table in (claim_actors, claim_places))
        for row in rows:
            try:
                claim = CLAIM.decode(row.json)
            except msgspec.MsgspecError as error:
                yield f"{row.n}: {error}"
                continue
            same = claim_row(claim, row.json) == tuple(row._mapping[column] for column in beside)
            whole = [*actor_rows(claim)] == actors.get(row.n, []) and [*place_rows(claim)] == places.get(row.n, [])
            yield None if same and whole else f"{row.n}: the columns beside it do not say what it says"


def within(connection: Connection, table: Any, first: int, last: int) -> dict[int, list[tuple[Any, ...]]]:
    """The actors or places of claims between two numbers, by claim, in their order."""
    query = select(table).where(table.c.claim.between(first, last)).order_by(table.c.claim, table.c.position)
    found: dict[int, list[tuple[Any, ...]]] = {}
    for claim, *row in connection.execute(query):
        found.setdefault(claim, []).append(tuple(row))
    return found


def orphans(connection: Connection) -> tuple[Decision, ...]:
    """The decisions that stand on claims which the newest readings do not find any more."""
    ids = set(connection.execute(select(claims.c.id).join(readings).where(is_newest())).scalars())
    every = set(connection.execute(select(claims.c.id)).scalars())
    lost = every - ids
    rows = standing(all_decisions(connection))
    return tuple(row for row in rows if not lost.isdisjoint({row.subject, *row.others}))
