"""Which version a ledger's schema is of, and bringing it to ours (Alembic).

Alembic takes half a second to load, so it is only loaded where a schema has to be made or changed. Which version a
ledger is of is one row that Alembic left in it; which versions there are, the names of the migrations' files say.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from contested.errors import LedgerError
from contested.ledger import chain
from contested.ledger.database import database_error, is_postgresql, patiently

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
#: Where Alembic keeps the version, as one row.
KEPT_IN = "alembic_version"


def migrations() -> Config:
    """Alembic's settings: the migrations lie in the package, no file beside it is read."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@cache
def versions() -> tuple[str, ...]:
    """All versions that this program knows, the first one first: a file ``v0002_what.py`` leads to version 0002."""
    return tuple(sorted(file.name[1:].partition("_")[0] for file in (MIGRATIONS / "versions").glob("v[0-9]*_*.py")))


def head() -> str:
    """The version that this program writes."""
    return versions()[-1]


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
                from alembic import command

                config = migrations()
                config.attributes["connection"] = connection
                command.upgrade(config, to)
                if "links" in inspect(connection).get_table_names():
                    chain.begin(connection)
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
    tables = inspect(connection).get_table_names()
    here = connection.execute(text(f"SELECT version_num FROM {KEPT_IN}")).scalar() if KEPT_IN in tables else None
    if (here is None and set(tables) - {KEPT_IN}) or (here is not None and "blobs" not in tables):
        raise LedgerError("is a database but no ledger", source=name, remedy="choose another")
    if here is not None and here not in versions():
        raise LedgerError(f"is of a later version ({here})", source=name, remedy="install a later contested")
    return None if here is None else str(here)
