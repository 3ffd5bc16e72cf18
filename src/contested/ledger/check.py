"""Whether a ledger is whole: what the database vouches for, that every row says what the bytes beside it say, every
quote what its text says, and that nothing was altered, put in or taken out since it was added."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select, text

from contested.ledger import chain
from contested.ledger.database import is_postgresql
from contested.ledger.decisions import all_decisions, standing
from contested.ledger.draft import actor_rows, claim_row, hash_of, place_rows, reading_identity, report_identity
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
from contested.model import Claim, Decision, Mention, Words

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
    looked_at = {"blobs": blob_rows, "reports": report_rows, "readings": reading_rows, "links": chained}
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


def chained(connection: Connection) -> Iterator[str | None]:
    """That every row is as it was when it was added, and none was put in or taken out."""
    yield from chain.check(connection)


def reading_rows(connection: Connection) -> Iterator[str | None]:
    """That a reading can be read, is the one that its identity names, and quotes its text; with all of its claims."""
    gone = set(connection.execute(select(redactions.c.report)).scalars())
    last = 0
    query = (
        select(readings, blobs.c.bytes)
        .select_from(
            readings.join(reports, readings.c.report == reports.c.n).join(blobs, blobs.c.hash == reports.c.content)
        )
        .order_by(readings.c.n)
        .limit(STEP)
    )
    while rows := connection.execute(query.where(readings.c.n > last)).all():
        last = rows[-1].n
        found = claims_within(connection, [row.n for row in rows])
        numbers = [row.n for rows_of in found.values() for row in rows_of]
        first, final = min(numbers, default=0), max(numbers, default=0)
        actors, places = (within(connection, table, first, final) for table in (claim_actors, claim_places))
        for row in rows:
            try:
                wrong = faults(row, found.get(row.n, []), row.report in gone, actors, places)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                wrong = str(error)
            yield f"{row.n}: {wrong}" if wrong else None


def claims_within(connection: Connection, of: list[int]) -> dict[int, list[Any]]:
    """The rows of some readings' claims, by reading, in their order."""
    found: dict[int, list[Any]] = {}
    for row in connection.execute(select(claims).where(claims.c.reading.in_(of)).order_by(claims.c.n)):
        found.setdefault(row.reading, []).append(row)
    return found


Beside = dict[int, list[tuple[Any, ...]]]
BESIDE = [column.name for column in claims.columns if column.name not in ("n", "reading")]


def faults(row: Any, said: list[Any], gone: bool, actors: Beside, places: Beside) -> str | None:
    """What is wrong with a reading, given the rows of its claims; ``gone``: its words were taken down."""
    text = bytes(row.bytes).decode("utf-8")
    for sentence in SENTENCES.decode(row.sentences):
        if not gone and not 0 <= sentence.start <= sentence.end <= len(text):
            return f"a sentence is said to stand at {sentence.start} to {sentence.end} of {len(text)} characters"
    for mention in MENTIONS.decode(row.mentions):
        if misquotes(text, mention, gone):
            return f"a mention does not quote its text at {mention.start} to {mention.end}"
    for one in said:
        claim = CLAIM.decode(one.json)
        for words in quotes(claim):
            if misquotes(text, words, gone):
                return f"claim {claim.id} does not quote its text at {words.start} to {words.end}"
        if claim_row(claim, one.json) != tuple(one._mapping[column] for column in BESIDE):
            return f"claim {claim.id}: the columns beside it do not say what it says"
        if [*actor_rows(claim)] != actors.get(one.n, []) or [*place_rows(claim)] != places.get(one.n, []):
            return f"claim {claim.id}: the actors or places beside it are not those that it names"
    found = hash_of(row.sentences, row.mentions, [one.json for one in said])
    if row.identity != reading_identity(row.report, row.reader, row.knowledge, row.gazetteer, found):
        return "its identity is not that of its reader and of what is there: something of it was altered, or is missing"
    return None


def misquotes(text: str, words: Words | Mention, gone: bool) -> bool:
    """Whether words are not those of a text; of words that were taken down nothing may be left."""
    return bool(words.text) if gone else text[words.start : words.end] != words.text or words.start < 0


def quotes(claim: Claim) -> Iterator[Words]:
    """All words that a claim quotes."""
    yield claim.quote
    yield claim.trigger
    things: tuple[Any, ...] = (
        *claim.actors,
        *claim.places,
        claim.time,
        *claim.counts,
        *claim.means,
        *claim.attribution,
    )
    for words in (claim.condition, *(thing.mention for thing in things)):
        if words is not None:
            yield words
    for each in claim.wording:
        yield Words(each.start, each.end, each.text)


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
