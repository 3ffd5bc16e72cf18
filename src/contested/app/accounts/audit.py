"""What was done at the desk: appended, never changed. What was decided stands in the ledger itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from contested.app.accounts.schema import deeds


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Account A did something to S, at a time (ISO 8601, UTC), from an address.

    ``action``: sign in, sign out, refused, export, token, account. ``number``: the order of deeds; None for a decision,
    whose own number is in ``detail``.
    """

    number: int | None
    at: str
    account: str | None
    action: str
    subject: str
    detail: dict[str, Any]
    client: str | None


def write(
    connection: Connection, account: str | None, action: str, subject: str, detail: dict[str, Any], client: str | None
) -> None:
    """Append a deed."""
    number = connection.execute(select(func.coalesce(func.max(deeds.c.n), 0))).scalar_one() + 1
    at = datetime.now(UTC).isoformat(timespec="seconds")
    row = (number, at, account, action, subject[:1000], msgspec.json.encode(detail).decode(), client)
    connection.execute(deeds.insert().values(row))


def read(connection: Connection, limit: int) -> list[Deed]:
    """The newest deeds, the newest first."""
    rows = connection.execute(select(deeds).order_by(deeds.c.n.desc()).limit(limit))
    return [
        Deed(number=row.n, at=row.at, account=row.account, action=row.action, subject=row.subject,
             detail=msgspec.json.decode(row.detail), client=row.client)
        for row in rows
    ]  # fmt: skip
