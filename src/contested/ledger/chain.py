"""What was added when, as a chain of digests: each link holds the digest of a row and follows from the link before it.

Whoever alters a row, takes one out or puts one in afterwards leaves a link that does not fit, unless they make the
whole chain anew; against that its last digest can be noted elsewhere (`ledger check` prints it, `--noted` asks for it).

A writer is alone, so the chain is one however many there are. Of a row there are two digests: of what stays for ever
(``kept``), and of the words that may be taken down (``words``); the link is of both, so it holds when the words are
gone. Of a reading the row itself may be gone, where its report was taken down. Claims are in the identity of their
reading. NUL and lone surrogates, which one database keeps and the other cannot, count as what replaces them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Table, select

from contested import characters
from contested.ledger.schema import baselines, decisions, links, readings, redactions, reports, sources, withheld

ENCODE = msgspec.json.Encoder().encode
START = "0" * 64
TOGETHER = 1_000


class Part(NamedTuple):
    """A table in the chain: the column that its links name rows by, what stays of a row, what may be taken down."""

    table: Table
    key: str
    kept: tuple[str, ...]
    words: tuple[str, ...] = ()


def all_of(table: Table) -> tuple[str, ...]:
    """The names of all columns."""
    return tuple(column.name for column in table.columns)


REDACTED = ("title", "url")
PARTS = {
    str(part.table.name): part
    for part in (
        Part(sources, "n", all_of(sources)),
        Part(
            reports,
            "identity",
            (
                "n",
                "identity",
                "id",
                "source",
                "content",
                "raw",
                "side",
                "country",
                "language",
                "published",
                "retrieved",
            ),
            ("title", "url"),
        ),
        Part(redactions, "n", all_of(redactions)),
        # the identity is of the reader, its digests, sentences, mentions and claims
        Part(readings, "identity", ("identity", "report", "unread", "made")),
        Part(decisions, "n", all_of(decisions)),
        Part(withheld, "n", all_of(withheld)),
        Part(baselines, "n", all_of(baselines)),
    )
}
Row = tuple[Any, ...]


class Link(NamedTuple):
    """A link as it stands in its table."""

    n: int
    part: str
    key: str
    report: int | None
    kept: str
    words: str | None
    link: str

    def follows(self, before: str) -> bool:
        """Whether it is the link that follows from the digest before it."""
        return self.link == joined(before, self.n, self.part, self.key, self.report, self.kept, self.words)


def joined(*fields: object) -> str:
    """The digest of some fields, as JSON so that none runs into the next."""
    return hashlib.sha256(ENCODE([plain(field) for field in fields])).hexdigest()


def plain(value: object) -> object:
    """A value as it counts on either database."""
    if isinstance(value, str):
        return characters.storable(value)
    return bytes(value).decode("utf-8") if isinstance(value, bytes | memoryview) else value


def digests(part: Part, row: dict[str, Any]) -> tuple[str, str | None]:
    """The digest of what stays of a row, and of what may be taken down."""
    kept = joined(*(row[name] for name in part.kept))
    return kept, joined(*(row[name] for name in part.words)) if part.words else None


def extend(connection: Connection, added: Iterable[tuple[Table, Sequence[Row]]]) -> None:
    """Append the links of rows that were just added, in the transaction that added them; rows as their tables' columns.

    Raises:
        DatabaseError: they cannot be written; then the rows are not either.
    """
    from contested.ledger.append import insert_rows

    last = connection.execute(select(links.c.n, links.c.link).order_by(links.c.n.desc()).limit(1)).first()
    n, before = (int(last.n), str(last.link)) if last else (0, START)
    made: list[Row] = []
    for table, rows in added:
        part, names = PARTS[table.name], all_of(table)
        for values in rows:
            row = dict(zip(names, values, strict=True))
            kept, words = digests(part, row)
            n += 1
            report = row["n"] if table is reports else row.get("report")
            fields = (n, part.table.name, str(row[part.key]), report, kept, words)
            before = joined(before, *fields)
            made.append((*fields, before))
    insert_rows(connection, links, made)


def begin(connection: Connection) -> None:
    """Begin the chain of a ledger that has rows from before there were chains; nothing where it has begun."""
    if connection.execute(select(links.c.n).limit(1)).first() is not None:
        return
    for part in PARTS.values():
        last = 0
        query = select(part.table).order_by(part.table.c.n).limit(TOGETHER)
        while rows := connection.execute(query.where(part.table.c.n > last)).all():
            extend(connection, [(part.table, [tuple(row) for row in rows])])
            last = rows[-1].n


def newest(connection: Connection) -> str:
    """The digest of the last link; of no link, zeros."""
    found = connection.execute(select(links.c.link).order_by(links.c.n.desc()).limit(1)).scalar()
    return str(found or START)


def has(connection: Connection, digest: str) -> bool:
    """Whether a digest is one of the chain's, or that of no link."""
    return digest == START or connection.execute(select(links.c.n).where(links.c.link == digest)).first() is not None


def check(connection: Connection) -> Iterator[str | None]:
    """What does not fit the chain, by link and then by row; None for each link that does."""
    said: dict[str, dict[str, Link]] = {name: {} for name in PARTS}
    before, number = START, 0
    for row in connection.execute(select(links).order_by(links.c.n).execution_options(yield_per=TOGETHER)):
        link, number = Link(*row), number + 1
        whole = link.n == number and link.part in said and link.follows(before)
        yield None if whole else f"{link.n}: does not follow from the link before it"
        number, before = link.n, link.link
        said.setdefault(link.part, {})[link.key] = link
    gone = set(connection.execute(select(redactions.c.report)).scalars())
    for name, part in PARTS.items():
        yield from rows_of(connection, part, said[name], gone)


def rows_of(connection: Connection, part: Part, said: dict[str, Link], gone: set[int]) -> Iterator[str]:
    """The rows of a table against their links; ``gone`` are the reports whose words were taken down."""
    name = part.table.name
    needed = dict.fromkeys((part.key, "n", *part.kept, *part.words))
    query = select(*(part.table.c[column] for column in needed)).order_by(part.table.c.n)
    before = 0
    for row in connection.execute(query.execution_options(yield_per=TOGETHER)):
        link = said.pop(str(row._mapping[part.key]), None)
        if link is None:
            yield f"{name} {row.n}: is in no link: it was put in, or its {part.key} altered"
            continue
        kept, words = digests(part, dict(row._mapping))
        if kept != link.kept or (words != link.words and link.report not in gone):
            yield f"{name} {row.n}: is not as it was when it was added"
        if link.n < before:  # the newest of a report's readings is the one with the highest number
            yield f"{name} {row.n}: has the number of one that was added later"
        before = link.n
    for key, link in said.items():
        if name != "readings" or link.report not in gone:
            yield f"{name} {key}: was added and is not there any more, or its {part.key} was altered"
