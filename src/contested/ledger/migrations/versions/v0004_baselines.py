"""Baselines: who held what on a day, by maps that users bring; appended, listed, and taken down by another row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and refuse to change or remove its rows."""
    op.create_table(
        "baselines",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("conflict", sa.Text, nullable=True),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("known", sa.String, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=True),
        sa.Column("stands", sa.LargeBinary, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("withdraws", sa.Integer, nullable=True),
        sa.ForeignKeyConstraint(["withdraws"], ["baselines.n"], name=op.f("fk_baselines_withdraws")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_baselines")),
        sa.UniqueConstraint("withdraws", name=op.f("uq_baselines_withdraws")),
    )
    op.create_index(op.f("ix_baselines_id"), "baselines", ["id"])
    op.create_index(op.f("ix_baselines_known"), "baselines", ["known"])
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
    else:
        guard_sqlite()


def guard_sqlite() -> None:
    """Triggers that refuse to change or remove a row."""
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER baselines_no_{act.lower()} BEFORE {act} ON baselines "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {act} on baselines'); END"
        )


def guard_postgresql() -> None:
    """The same there, by the function of the first migration."""
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER baselines_no_{act.lower()} BEFORE {act} ON baselines "
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
    op.execute(
        "CREATE TRIGGER baselines_no_truncate BEFORE TRUNCATE ON baselines "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
