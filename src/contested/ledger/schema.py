"""The ledger's tables: a fact is a row, a change of mind is another row.

    sources ──< reports >── blobs            a report: who published which words, where and when
                   └──< readings             a reading: which reader, with which knowledge, read them
                           └──< claims ──< claim_actors, claim_places
    decisions                                what an analyst decided on any of them, with reason and tombstone
    redactions                               whose words were taken down, with reason: the tombstone of the words
    withheld                                 names that are not published
    links                                    what was added when, as a chain of digests
    baselines                                who held what on a day, by a map that a user brought, with its tombstone
    report_words, claim_words                the words of reports and of the claims' quotes, indexed for search

No row is ever changed or removed: triggers refuse it (``migrations``). The one way out is for the words of a report
that a row of ``redactions`` names. The two tables of words are made by the database out of the others. Numbers (``n``)
count up in the order in which rows came, so they are the ledger's own clock; hashes identify. Times are ISO 8601 in
UTC. A claim's and a mention's whole content is JSON of the model; the columns beside it are what queries ask for.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

sources = Table(
    "sources",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("first_seen", String, nullable=False),
)

blobs = Table(
    "blobs",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the bytes
    Column("bytes", LargeBinary, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("identity", String(16), nullable=False, unique=True),  # publisher, address, date and words
    Column("id", Text, nullable=False, index=True),  # the id that claims cite
    Column("source", Integer, ForeignKey("sources.n"), index=True),  # null: the publisher is not known
    Column("content", String(64), ForeignKey("blobs.hash"), nullable=False, index=True),  # the words, UTF-8
    Column("raw", String(64), ForeignKey("blobs.hash"), index=True),  # what they were taken from, where kept
    Column("url", Text, index=True),
    Column("title", Text),
    Column("side", Text),
    Column("country", String(2)),
    Column("language", Text),
    Column("published", String, index=True),
    Column("retrieved", String, nullable=False, index=True),
)

readings = Table(
    "readings",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("identity", String(16), nullable=False, unique=True),  # report, reader, digests and what was found
    Column("report", Integer, ForeignKey("reports.n"), nullable=False, index=True),
    Column("reader", Text, nullable=False),  # name and version
    Column("knowledge", Text),  # digest
    Column("gazetteer", Text),  # digest
    Column("unread", Text),  # why nothing was read, e.g. another language
    Column("made", String, nullable=False),
    Column("sentences", LargeBinary, nullable=False),  # JSON
    Column("mentions", LargeBinary, nullable=False),  # JSON
)

claims = Table(
    "claims",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String(16), nullable=False, index=True),
    Column("reading", Integer, ForeignKey("readings.n"), nullable=False),
    Column("type", Text, nullable=False, index=True),
    Column("main", Boolean, nullable=False),
    Column("scope", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("start", String),  # when it happened, as the claim says
    Column("end", String),
    Column("confidence", Float, nullable=False),
    Column("json", LargeBinary, nullable=False),
    UniqueConstraint("reading", "id"),
    Index("ix_claims_start_end", "start", "end"),
)

claim_actors = Table(
    "claim_actors",
    metadata,
    Column("claim", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("actor", Text, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("side", Text, index=True),
)

claim_places = Table(
    "claim_places",
    metadata,
    Column("claim", Integer, ForeignKey("claims.n"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("place", Text, index=True),
    Column("name", Text, nullable=False, index=True),
    Column("lat", Float),
    Column("lon", Float),
    Index("ix_claim_places_lat_lon", "lat", "lon"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # accept, reject, correct, merge, split, comment, withdraw
    Column("subject", Text, nullable=False, index=True),  # the id of a claim, report or event
    Column("value", LargeBinary),  # JSON: what is corrected to what, what is merged with what
    Column("author", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdraws", Integer, ForeignKey("decisions.n"), unique=True),  # the tombstone of an earlier decision
)

redactions = Table(
    "redactions",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("reports.n"), nullable=False, index=True),
    Column("content", String(64), nullable=False, index=True),  # the hash of the words that were there
    Column("scope", Text, nullable=False),  # words: the claims stay, without quotes; claims: they went too
    Column("author", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("reason", Text, nullable=False),
)

withheld = Table(
    "withheld",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdraws", Integer, ForeignKey("withheld.n"), unique=True),  # publish an earlier name again
)

links = Table(
    "links",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("part", Text, nullable=False),  # the table of a row that was added
    Column("key", Text, nullable=False),  # which row: its number, or its identity
    Column("report", Integer),  # of reports and readings: whose words may be taken down
    Column("kept", String(64), nullable=False),  # SHA-256 of what stays of the row for ever
    Column("words", String(64)),  # SHA-256 of what may be taken down
    Column("link", String(64), nullable=False),  # SHA-256 of all that and of the link before
)

baselines = Table(
    "baselines",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", String(16), nullable=False, index=True),  # war, day, known and rows
    Column("conflict", Text),
    Column("day", String, nullable=False),  # on which it was so
    Column("known", String, nullable=False, index=True),  # from which on it counts as known
    Column("source", Text, nullable=False),
    Column("licence", Text),
    Column("stands", LargeBinary, nullable=False),  # JSON: the rows; none in a tombstone
    Column("author", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("withdraws", Integer, ForeignKey("baselines.n"), unique=True),  # the tombstone of an earlier baseline
)

#: Tables that the database makes out of the others; no part of what the ledger holds.
DERIVED = ("report_words", "claim_words")
