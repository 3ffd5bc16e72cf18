"""Which version a ledger's schema is of, and bringing it to ours (Alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import DatabaseError

from contested.errors import LedgerError
from contested.ledger.database import database_error, is_postgresql, patiently


def migrations() -> Config:
    """Alembic's settings: the migrations lie in the package, no file beside it is read."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def head() -> str:
    """The version that this program writes."""
    newest = ScriptDirectory.from_config(migrations()).get_current_head()
    assert newest is not None
    return newest


def upgrade(engine: Engine, name: str, *, create: bool = True, to: str = "head") -> str | None:
    """Bring the schema to this version; nothing happens where it is there already.

    Args:
        create: False: a database without a ledger is an error.
        to: an earlier version to stop at; for tests of later ones.

    Returns:
        The version that it was of, None where there was no ledger.

    Raises:
        LedgerError: it is no ledger, is damaged, locked, or of a later version.
    """
    try:
        with engine.connect().execution_options(reading=True) as connection:
            found = version(connection, name)
        if found == head():
            return found
        if found is None and not create:
            raise LedgerError("there is no ledger in it", source=name, remedy="make one with `contested ledger init`")
        if not is_postgresql(engine):
            patiently(lambda: write_ahead(engine))
        with engine.begin() as connection:
            # asked again, now that nobody else can write: several processes may have found the ledger missing
            if version(connection, name) != head():
                config = migrations()
                config.attributes["connection"] = connection
                command.upgrade(config, to)
    except DatabaseError as error:
        raise database_error(error, name) from error
    return found


def write_ahead(engine: Engine) -> None:
    """Have a file written ahead: that stays with it once set, and cannot be set within a transaction."""
    with engine.connect().execution_options(outside=True) as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def version(connection: Connection, name: str) -> str | None:
    """The version of a ledger; None for an empty database.

    Raises:
        LedgerError: it holds something else than a ledger, or a ledger of a later version.
    """
    here = MigrationContext.configure(connection).get_current_revision()
    tables = inspect(connection).get_table_names()
    if (here is None and tables) or (here is not None and "blobs" not in tables):
        raise LedgerError("is a database but no ledger", source=name, remedy="choose another")
    scripts = ScriptDirectory.from_config(migrations())
    if here is not None and here not in {script.revision for script in scripts.walk_revisions()}:
        raise LedgerError(f"is of a later version ({here})", source=name, remedy="install a later contested")
    return here
