"""The tables of the accounts. In a PostgreSQL ledger's database they lie in a schema of their own.

accounts ──< sessions     who is signed in, by the hash of the cookie's secret
    └──< tokens           what machines sign in with, by the hash of the token
attempts                  sign-ins that failed, so that guessing is slow, whichever process is asked
deeds                     what was done: append-only
"""

from __future__ import annotations

from sqlalchemy import Column, Engine, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, inspect, text
from sqlalchemy.exc import DatabaseError

from contested.errors import LedgerError
from contested.ledger.database import database_error, is_postgresql, patiently
from contested.ledger.version import write_ahead

VERSION = 1
#: The schema of the tables in a PostgreSQL database.
SCHEMA = "contested_desk"

metadata = MetaData()

about = Table("desk", metadata, Column("version", Integer, primary_key=True))

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),  # reader, analyst, lead
    Column("password", Text),  # Argon2id, with its parameters and salt; null: removed, or a machine's
    Column("made", String, nullable=False),
    Column("removed", String),
)

sessions = Table(
    "sessions",
    metadata,
    Column("hash", String(64), primary_key=True),  # SHA-256 of the cookie's secret
    Column("account", String, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("csrf", String, nullable=False),
    Column("made", Float, nullable=False),  # seconds since 1970
    Column("expires", Float, nullable=False),
    Column("ended", Float),
)

tokens = Table(
    "tokens",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("account", String, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("made", Float, nullable=False),
    Column("expires", Float, nullable=False),
    Column("revoked", Float),
)

attempts = Table(
    "attempts",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("of", String, nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_attempts_of_at", "of", "at"),
)

deeds = Table(
    "deeds",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("at", String, nullable=False, index=True),
    Column("account", String),  # null: nobody had signed in
    Column("action", String, nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),  # JSON
    Column("client", String),  # the address that it came from
)


def make(engine: Engine, name: str) -> Engine:
    """Make the tables where they are missing; the engine to use them with.

    Raises:
        LedgerError: the database is another's, or of a later version.
    """
    if is_postgresql(engine):
        engine = engine.execution_options(schema_translate_map={None: SCHEMA})
    else:
        patiently(lambda: write_ahead(engine))
    try:
        with engine.begin() as connection:
            if is_postgresql(engine):
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            elif (there := set(inspect(connection).get_table_names())) and about.name not in there:
                raise LedgerError("is a database of something else", source=name, remedy="choose another")
            metadata.create_all(connection)
            found = connection.execute(about.select()).scalar()
            if found is None:
                connection.execute(about.insert().values(version=VERSION))
            elif found > VERSION:
                raise LedgerError(f"is of a later version ({found})", source=name, remedy="install a later contested")
    except DatabaseError as error:
        raise database_error(error, name) from error
    return engine
