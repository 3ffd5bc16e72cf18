"""A ledger's database: one SQLite file, or a PostgreSQL database by URL, opened so that both behave alike.

On both a writer is alone (others wait for it), a reader sees one state throughout, and a commit returns when it is on
disk. What differs between the two stands here and in the migrations, nowhere else.
"""

from __future__ import annotations

import logging
import os
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from contested import characters
from contested.errors import LedgerError, UnavailableError
from contested.extras import needed

#: How long a writer waits for other writers, in seconds.
BUSY_SECONDS = 60
#: How long between two attempts where the database does not wait by itself.
ATTEMPT_SECONDS = 0.05
#: The advisory lock that writers of a PostgreSQL ledger take ("contested" has no other meaning than being ours).
WRITERS_LOCK = 0x636F6E74
REMEDY = "give a path, or a URL such as postgresql://user@host/database"
POSTGRESQL = "postgresql"
Result = TypeVar("Result")


def address(where: str | Path) -> URL:
    """The database URL of a ledger given as a path or as a URL.

    Raises:
        LedgerError: a URL of a database that no ledger is kept in.
    """
    written = str(where)
    try:
        url = make_url(written) if "://" in written else URL.create("sqlite", database=written)
    except ArgumentError:
        raise LedgerError("is no path and no database URL", source=written, remedy=REMEDY) from None
    if url.get_backend_name() in ("postgres", POSTGRESQL):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        what = "ledgers are kept in SQLite files and in PostgreSQL"
        raise LedgerError(what, source=url.render_as_string(), remedy=REMEDY)
    if url.database in (None, "", ":memory:"):
        what = "names no file to keep the ledger in"
        raise LedgerError(what, source=written or "the ledger's path", remedy=REMEDY)
    return url


def name_of(url: URL) -> str:
    """What a ledger is called in messages: its path, or its URL without the password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername=POSTGRESQL).render_as_string(hide_password=True)


def is_postgresql(bound: Connection | Engine) -> bool:
    """Whether this is a PostgreSQL ledger; else it is an SQLite one."""
    return bound.dialect.name == POSTGRESQL


def engine_for(url: URL) -> Engine:
    """An engine whose transactions write alone or read one state, heed foreign keys, and are durable.

    Execution options: ``reading`` for a transaction that only reads, ``outside`` for statements outside of any.
    """
    engine = sqlite_engine(url) if url.get_backend_name() == "sqlite" else postgresql_engine(url)
    event.listen(engine, "before_cursor_execute", storable, retval=True)
    return engine


def storable(
    _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool
) -> tuple[str, Any]:
    """A question whose words may be asked for on either database: NUL, at which SQLite ends a pattern and which
    PostgreSQL refuses, and lone surrogates count as what replaced them in what was added."""
    if many or not parameters:
        return statement, parameters
    if isinstance(parameters, dict):
        return statement, {name: asked(value) for name, value in parameters.items()}
    return statement, tuple(asked(value) for value in parameters)


def asked(value: object) -> object:
    """A value of a question; bytes and numbers as they are."""
    return characters.storable(value) if isinstance(value, str) else value


def only_to_read(path: Path) -> str | None:
    """How SQLite is to open a file that cannot be written (on a read-only mount, or somebody else's); None: as ever.

    A file that nobody can write beside has no room for what readers tell each other, so SQLite is told that it does not
    change; unless a writer left something in the log, which then is read with it where that can be.
    """
    if not path.is_file() or (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)):
        return None
    log = path.with_name(path.name + "-wal")
    still = "" if log.is_file() and log.stat().st_size else "&immutable=1"
    return f"file:{quote(str(path.resolve()))}?mode=ro{still}"


def sqlite_engine(url: URL) -> Engine:
    """An engine on a file: write-ahead, every commit flushed to disk."""
    reading = only_to_read(Path(url.database or ""))
    connect: dict[str, Any] = {"timeout": BUSY_SECONDS}
    if reading is None:
        engine = create_engine(url, connect_args=connect)
    else:
        connect |= {"uri": True, "check_same_thread": False}
        engine = create_engine(url, creator=lambda: sqlite3.connect(reading, **connect))

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy begins transactions itself, so that a reader never holds a lock it did not ask for
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # the writer's lock is taken at once: two processes that read first and write then would wait in vain
        options = connection.get_execution_options()
        if not options.get("outside"):
            connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")

    return engine


def postgresql_engine(url: URL) -> Engine:
    """An engine on a server: writers in turn, so that rows are numbered in the order in which they were committed."""
    with needed("postgres", "a ledger on a PostgreSQL server"):
        import psycopg  # noqa: F401 - SQLAlchemy's driver
    # what it warns of when a server dies is told once, by our error; who has logging set up still gets it
    logging.getLogger("psycopg").addHandler(logging.NullHandler())
    engine = create_engine(url, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'; SET synchronous_commit = on")
        connection.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("reading"):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        else:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")

    return engine


def patiently(action: Callable[[], Result]) -> Result:
    """Do what SQLite refuses at once where another process is writing, as soon as it can be done.

    Raises:
        DatabaseError: it could not be done within `BUSY_SECONDS`, or for another reason.
    """
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return action()
        except OperationalError as error:
            if not is_locked(error) or time.monotonic() > last:
                raise
            time.sleep(ATTEMPT_SECONDS)


def is_locked(error: DatabaseError) -> bool:
    """Whether another process was in the way."""
    return bool(re.search(r"locked|busy|lock timeout", str(error.orig)))


#: What a database says, what that means, and what to do. SQLite's words: sqlite.org/rescode.html.
SAYINGS = (
    (r"locked|busy|lock timeout", "is locked by another process", "let that process finish, then try again"),
    (r"malformed|not a database|checksum", "is damaged or no ledger", "restore a backup, or choose a path"),
    (r"is full|No space left|disk full", "the disk is full", "make room; nothing acknowledged is lost"),
    (r"readonly|read-only|permission denied", "cannot be written", "see who may write to it"),
    (r"password|authentication|role .* does not exist", "does not let us in", "see the user and password of the URL"),
    (r"database .* does not exist", "there is no such database", "make it with `createdb`"),
    (r"[cC]onnection|translate host|resolve", "cannot be reached", "see that the server runs, and the URL"),
)


def database_error(error: DatabaseError, name: str) -> LedgerError:
    """What the database says, as an error with a remedy."""
    reason = str(error.orig).strip().partition("\n")[0]
    for pattern, what, remedy in SAYINGS:
        if re.search(pattern, str(error.orig)):
            return UnavailableError(f"{what}: {reason}", source=name, remedy=remedy)
    if isinstance(error, OperationalError):
        remedy = "check its folder, permissions and the free space"
        return UnavailableError(f"cannot be used: {reason}", source=name, remedy=remedy)
    return UnavailableError(f"refused: {reason}", source=name, remedy="see what the message names")
