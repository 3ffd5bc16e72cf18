"""A ledger's database: opened, brought to this version's schema, and guarded against everything but appending."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from contested.errors import LedgerError

BUSY_SECONDS = 30


def address(where: str | Path) -> URL:
    """The database URL of a ledger given as a path or as a URL.

    Raises:
        LedgerError: a URL of a database that no ledger is kept in yet.
    """
    written = str(where)
    try:
        url = make_url(written) if "://" in written else URL.create("sqlite", database=written)
    except ArgumentError:
        raise LedgerError("is no path and no database URL", source=written, remedy="give a path") from None
    if url.get_backend_name() != "sqlite":
        raise LedgerError("ledgers are kept in SQLite files only", source=url.render_as_string(), remedy="give a path")
    if url.database in (None, "", ":memory:"):
        what = "names no file to keep the ledger in"
        raise LedgerError(what, source=written or "the ledger's path", remedy="give a path")
    return url


def engine_for(url: URL) -> Engine:
    """An engine whose connections write ahead, wait for other writers, heed foreign keys, and are durable."""
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        # SQLAlchemy begins transactions itself, so that a reader never holds a lock it did not ask for
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "recursive_triggers = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # the writer's lock is taken at once: two processes that read first and write then would wait in vain
        options = connection.get_execution_options()
        if not options.get("outside"):
            connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")

    return engine


def migrations() -> Config:
    """Alembic's settings: the migrations lie in the package, no file beside it is read."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(engine: Engine, name: str) -> None:
    """Bring the schema to this version; nothing happens where it is there already.

    Raises:
        LedgerError: the file is no ledger, is damaged, locked, or of a later version.
    """
    try:
        with engine.connect().execution_options(reading=True) as connection:
            if is_current(connection, name):
                return
        with engine.connect().execution_options(outside=True) as connection:
            # write-ahead logging stays with the file once it is set; it cannot be set within a transaction
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        with engine.begin() as connection:
            # asked again, now that nobody else can write: several processes may have found the ledger missing
            if not is_current(connection, name):
                config = migrations()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except DatabaseError as error:
        raise database_error(error, name) from error


def is_current(connection: Connection, name: str) -> bool:
    """Whether the schema is this version's; False where it is earlier or there is none yet."""
    here = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(migrations())
    if here is None and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one():
        raise LedgerError("is a database but no ledger", source=name, remedy="choose another path")
    if here is not None and here not in {script.revision for script in scripts.walk_revisions()}:
        raise LedgerError(f"is of a later version ({here})", source=name, remedy="install a later contested")
    return here == scripts.get_current_head()


def database_error(error: DatabaseError, name: str) -> LedgerError:
    """What the database says, as an error with a remedy."""
    reason = str(error.orig)
    if "locked" in reason or "busy" in reason:
        return LedgerError(
            "is locked by another process", source=name, remedy="let that process finish, then try again"
        )
    if "malformed" in reason or "not a database" in reason:
        return LedgerError(
            f"is damaged or no ledger: {reason}", source=name, remedy="restore a backup, or choose a path"
        )
    if "full" in reason:
        return LedgerError("the disk is full", source=name, remedy="make room; nothing acknowledged is lost")
    if isinstance(error, OperationalError):
        return LedgerError(
            f"cannot be used: {reason}", source=name, remedy="check its folder, permissions and the free space"
        )
    return LedgerError(f"refused: {reason}", source=name, remedy="see what the message names")
