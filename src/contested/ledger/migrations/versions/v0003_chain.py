"""What was added when, as a chain of digests. The rows that are there are linked when the ledger is opened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and refuse to change it."""
    op.create_table(
        "links",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("report", sa.Integer, nullable=True),
        sa.Column("kept", sa.String(length=64), nullable=False),
        sa.Column("words", sa.String(length=64), nullable=True),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_links")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    for act in ("UPDATE", "DELETE"):
        refuses = (
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
            if postgresql
            else f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {act} on links'); END"
        )
        op.execute(f"CREATE TRIGGER links_no_{act.lower()} BEFORE {act} ON links {refuses}")
    if postgresql:
        op.execute(
            "CREATE TRIGGER links_no_truncate BEFORE TRUNCATE ON links "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
