"""The first ledger: sources, reports, readings, claims, decisions; nothing but appending is allowed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = ("sources", "blobs", "reports", "readings", "claims", "claim_actors", "claim_places", "decisions")


def upgrade() -> None:
    """Make the tables, then guard them. There is no way back: a ledger loses nothing."""
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_blobs")),
    )
    op.create_table(
        "decisions",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=True),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("withdraws", sa.Integer, nullable=True),
        sa.ForeignKeyConstraint(["withdraws"], ["decisions.n"], name=op.f("fk_decisions_withdraws")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_decisions")),
        sa.UniqueConstraint("withdraws", name=op.f("uq_decisions_withdraws")),
    )
    op.create_index(op.f("ix_decisions_subject"), "decisions", ["subject"])
    op.create_table(
        "sources",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("first_seen", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_sources")),
        sa.UniqueConstraint("name", name=op.f("uq_sources_name")),
    )
    op.create_table(
        "reports",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("identity", sa.String(length=16), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("source", sa.Integer, nullable=True),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.String(length=64), nullable=True),
        sa.Column("url", sa.Text, nullable=True),
        sa.Column("title", sa.Text, nullable=True),
        sa.Column("side", sa.Text, nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("language", sa.Text, nullable=True),
        sa.Column("published", sa.String, nullable=True),
        sa.Column("retrieved", sa.String, nullable=False),
        sa.ForeignKeyConstraint(["content"], ["blobs.hash"], name=op.f("fk_reports_content")),
        sa.ForeignKeyConstraint(["raw"], ["blobs.hash"], name=op.f("fk_reports_raw")),
        sa.ForeignKeyConstraint(["source"], ["sources.n"], name=op.f("fk_reports_source")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_reports")),
        sa.UniqueConstraint("identity", name=op.f("uq_reports_identity")),
    )
    op.create_index(op.f("ix_reports_content"), "reports", ["content"])
    op.create_index(op.f("ix_reports_id"), "reports", ["id"])
    op.create_index(op.f("ix_reports_published"), "reports", ["published"])
    op.create_index(op.f("ix_reports_retrieved"), "reports", ["retrieved"])
    op.create_index(op.f("ix_reports_source"), "reports", ["source"])
    op.create_index(op.f("ix_reports_url"), "reports", ["url"])
    op.create_table(
        "readings",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("identity", sa.String(length=16), nullable=False),
        sa.Column("report", sa.Integer, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("knowledge", sa.Text, nullable=True),
        sa.Column("gazetteer", sa.Text, nullable=True),
        sa.Column("unread", sa.Text, nullable=True),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("sentences", sa.LargeBinary, nullable=False),
        sa.Column("mentions", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.n"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_readings")),
        sa.UniqueConstraint("identity", name=op.f("uq_readings_identity")),
    )
    op.create_index(op.f("ix_readings_report"), "readings", ["report"])
    op.create_table(
        "claims",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("main", sa.Boolean, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("modality", sa.Text, nullable=False),
        sa.Column("polarity", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("start", sa.String, nullable=True),
        sa.Column("end", sa.String, nullable=True),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("json", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.n"], name=op.f("fk_claims_reading")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_claims")),
        sa.UniqueConstraint("reading", "id", name=op.f("uq_claims_reading_id")),
    )
    op.create_index(op.f("ix_claims_id"), "claims", ["id"])
    op.create_index("ix_claims_start_end", "claims", ["start", "end"])
    op.create_index(op.f("ix_claims_type"), "claims", ["type"])
    op.create_table(
        "claim_actors",
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_claim_actors_claim")),
        sa.PrimaryKeyConstraint("claim", "position", name=op.f("pk_claim_actors")),
    )
    op.create_index(op.f("ix_claim_actors_actor"), "claim_actors", ["actor"])
    op.create_index(op.f("ix_claim_actors_name"), "claim_actors", ["name"])
    op.create_index(op.f("ix_claim_actors_side"), "claim_actors", ["side"])
    op.create_table(
        "claim_places",
        sa.Column("claim", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("lat", sa.Float, nullable=True),
        sa.Column("lon", sa.Float, nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.n"], name=op.f("fk_claim_places_claim")),
        sa.PrimaryKeyConstraint("claim", "position", name=op.f("pk_claim_places")),
    )
    op.create_index("ix_claim_places_lat_lon", "claim_places", ["lat", "lon"])
    op.create_index(op.f("ix_claim_places_name"), "claim_places", ["name"])
    op.create_index(op.f("ix_claim_places_place"), "claim_places", ["place"])
    for table in TABLES:
        guard(table)


def guard(table: str) -> None:
    """Refuse to change or remove a row of this table."""
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql(table)
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {act} on {table}'); END"
        )


def guard_postgresql(table: str) -> None:
    """The same there, where a table can be emptied as a whole, too."""
    op.execute(
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'the ledger is append-only: % on %', TG_OP, TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION append_only()"
        )
    op.execute(
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
