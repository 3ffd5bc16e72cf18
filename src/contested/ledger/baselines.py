"""Baselines in the ledger: appended with author and reason, listed, and taken down by another row."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select

from contested.errors import LedgerError
from contested.ledger.append import append_rows, last_number
from contested.ledger.schema import baselines
from contested.model import Baseline, Stand

STANDS = msgspec.json.Decoder(tuple[Stand, ...])


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A baseline as kept, by its number: who added it, when (ISO 8601, UTC) and why; ``withdraws``: takes one down."""

    number: int
    baseline: Baseline
    author: str
    made: str
    reason: str
    withdraws: int | None = None


def all_baselines(connection: Connection) -> tuple[Kept, ...]:
    """Every row, tombstones too, in the order of adding."""
    rows = connection.execute(select(baselines).order_by(baselines.c.n))
    return tuple(
        Kept(
            number=row.n, author=row.author, made=row.made, reason=row.reason, withdraws=row.withdraws,
            baseline=Baseline(
                id=row.id, conflict=row.conflict, day=row.day, known=row.known, source=row.source,
                licence=row.licence, stands=STANDS.decode(bytes(row.stands)),
            ),
        )
        for row in rows
    )  # fmt: skip


def standing(rows: Iterable[Kept]) -> tuple[Kept, ...]:
    """The baselines that nobody took down."""
    every = tuple(rows)
    down = {row.withdraws for row in every}
    return tuple(row for row in every if row.withdraws is None and row.number not in down)


def append_baseline(connection: Connection, row: Kept) -> Kept:
    """Append a baseline; as it was numbered.

    Raises:
        LedgerError: it is there already, holds nothing, or has no author.
    """
    given = row.baseline
    if not given.stands:
        raise LedgerError("holds no row", source=f"baseline {given.id}", remedy="give at least one place and side")
    same = next((one for one in standing(all_baselines(connection)) if one.baseline.id == given.id), None)
    if same is not None:
        what = f"is there already, as baseline {same.number}"
        raise LedgerError(what, source=f"baseline {given.id}", remedy="`contested baseline list` lists them")
    return _append(connection, row, msgspec.json.encode(given.stands))


def remove_baseline(connection: Connection, which: str, *, author: str, reason: str, made: str) -> Kept:
    """Take a baseline down, by its number or id; both rows stay.

    Raises:
        LedgerError: there is none that stands, or author or reason is missing.
    """
    for name, value in (("author", author), ("reason", reason)):
        if not value.strip():
            raise LedgerError(f"to take a baseline down needs the {name}", source=which, remedy=f"say the {name}")
    rows = standing(all_baselines(connection))
    found = next((row for row in rows if which in (str(row.number), row.baseline.id)), None)
    if found is None:
        remedy = "`contested baseline list` lists those that stand"
        raise LedgerError("there is no such baseline, or it was taken down", source=f"baseline {which}", remedy=remedy)
    bare = msgspec.structs.replace(found.baseline, stands=())
    row = Kept(number=0, baseline=bare, author=author, made=made, reason=reason, withdraws=found.number)
    return _append(connection, row, b"[]")


def _append(connection: Connection, row: Kept, stands: bytes) -> Kept:
    numbered = msgspec.structs.replace(row, number=last_number(connection, baselines) + 1)
    given = numbered.baseline
    append_rows(
        connection,
        baselines,
        [
            (
                numbered.number, given.id, given.conflict, given.day, given.known, given.source, given.licence, stands,
                numbered.author, numbered.made, numbered.reason, numbered.withdraws,
            )
        ],
    )  # fmt: skip
    return numbered
