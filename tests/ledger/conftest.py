"""Every test of the ledger runs on both databases: on a file, and on a PostgreSQL server that a wheel brings."""

from __future__ import annotations

from pathlib import Path

import pytest
from postgresql import new_database, server


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger can be made: a path, or the URL of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "contested.sqlite")
    return new_database(request.getfixturevalue("server"))


__all__ = ["server"]
