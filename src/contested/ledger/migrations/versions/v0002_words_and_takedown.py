"""Full text over reports and over the claims' quotes, takedown of a report's words, names withheld from publication.

Words of a report are the one thing that may leave a ledger, and only after a row of ``redactions`` says so: then its
bytes may be emptied (their hash stays), its title and address be set to null, and its readings be removed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: What is kept of a report: these columns stay as they are even when its words are taken down.
STAYS = "n, identity, id, source, content, raw, side, country, language, published, retrieved"
#: Whether the words of a row may go, by table.
REDACTED = {
    "blobs": "SELECT 1 FROM redactions JOIN reports ON reports.n = redactions.report "
    "WHERE OLD.hash IN (reports.content, reports.raw)",
    "reports": "SELECT 1 FROM redactions WHERE report = OLD.n",
    "readings": "SELECT 1 FROM redactions WHERE report = OLD.report",
    "claims": "SELECT 1 FROM redactions JOIN readings ON readings.report = redactions.report "
    "WHERE readings.n = OLD.reading",
    "claim_actors": "SELECT 1 FROM redactions JOIN readings ON readings.report = redactions.report "
    "JOIN claims ON claims.reading = readings.n WHERE claims.n = OLD.claim",
}
REDACTED["claim_places"] = REDACTED["claim_actors"]
EMPTIES = {"blobs": "NEW.hash = OLD.hash AND length(NEW.bytes) = 0", "reports": "coalesce(NEW.title, NEW.url) IS NULL"}


def upgrade() -> None:
    """Make the tables, open the one way for words to leave, and index the words that are there."""
    make_tables()
    if op.get_bind().dialect.name == "postgresql":
        guard_postgresql()
        index_postgresql()
    else:
        guard_sqlite()
        index_sqlite()


def make_tables() -> None:
    """Tombstones of reports, and names that are not published."""
    op.create_table(
        "redactions",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("report", sa.Integer, nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.n"], name=op.f("fk_redactions_report")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_redactions")),
    )
    op.create_index(op.f("ix_redactions_report"), "redactions", ["report"])
    op.create_index(op.f("ix_redactions_content"), "redactions", ["content"])
    op.create_table(
        "withheld",
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("withdraws", sa.Integer, nullable=True),
        sa.ForeignKeyConstraint(["withdraws"], ["withheld.n"], name=op.f("fk_withheld_withdraws")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_withheld")),
        sa.UniqueConstraint("withdraws", name=op.f("uq_withheld_withdraws")),
    )
    # asked for by whoever takes down words that several reports share as their source
    op.create_index(op.f("ix_reports_raw"), "reports", ["raw"])


# --- SQLite ----------------------------------------------------------------------------------------------------------


def guard_sqlite() -> None:
    """Guard the new tables, and let nothing but redacted words go from the old."""
    for table in ("redactions", "withheld"):
        for act in ("UPDATE", "DELETE"):
            refuse_sqlite(table, act, act)
    for table in ("readings", "claims", "claim_actors", "claim_places"):
        refuse_sqlite(table, "DELETE", "DELETE", f"NOT EXISTS ({REDACTED[table]})")
    for table, empties in EMPTIES.items():
        of = " OF title, url" if table == "reports" else ""
        refuse_sqlite(table, "UPDATE", f"UPDATE{of}", f"NOT ({empties} AND EXISTS ({REDACTED[table]}))")
    refuse_sqlite("reports", "change", f"UPDATE OF {STAYS}")


def refuse_sqlite(table: str, name: str, act: str, when: str = "") -> None:
    """A trigger that refuses an act on a table, in place of the one with its name."""
    op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name.lower()}")
    op.execute(
        f"CREATE TRIGGER {table}_no_{name.lower()} BEFORE {act} ON {table} {f'WHEN {when} ' if when else ''}"
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {act.split(maxsplit=1)[0]} on {table}'); END"
    )


def index_sqlite() -> None:
    """FTS5 tables that keep no text of their own; porter folds "captured" and "captures" (sqlite.org/fts5.html)."""
    op.execute(
        "CREATE VIEW report_texts AS SELECT reports.n AS n, reports.title AS title, CAST(blobs.bytes AS TEXT) AS text "
        "FROM reports JOIN blobs ON blobs.hash = reports.content"
    )
    op.execute(
        "CREATE VIEW claim_quotes AS SELECT n, json_extract(CAST(json AS TEXT), '$.quote.text') AS quote FROM claims"
    )
    for name, columns, content in (
        ("report_words", "title, text", "report_texts"),
        ("claim_words", "quote", "claim_quotes"),
    ):
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({columns}, content='{content}', content_rowid='n', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        table = name.replace("_words", "s")
        op.execute(
            f"CREATE TRIGGER {table}_words AFTER INSERT ON {table} BEGIN INSERT INTO {name} (rowid, {columns}) "
            f"SELECT n, {columns} FROM {content} WHERE n = NEW.n; END"
        )
        op.execute(f"INSERT INTO {name} (rowid, {columns}) SELECT n, {columns} FROM {content} ORDER BY n")
    # what leaves is named to the index once more, since it keeps no text to look it up in
    op.execute(
        "CREATE TRIGGER claims_words_gone BEFORE DELETE ON claims BEGIN INSERT INTO claim_words "
        "(claim_words, rowid, quote) SELECT 'delete', n, quote FROM claim_quotes WHERE n = OLD.n; END"
    )
    op.execute(
        "CREATE TRIGGER blobs_words_gone BEFORE UPDATE ON blobs WHEN length(OLD.bytes) > 0 BEGIN "
        "INSERT INTO report_words (report_words, rowid, title, text) SELECT 'delete', n, title, text FROM report_texts "
        "WHERE n IN (SELECT n FROM reports WHERE content = OLD.hash); "
        "INSERT INTO report_words (rowid, title, text) SELECT n, NULL, '' FROM reports WHERE content = OLD.hash; END"
    )


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


def guard_postgresql() -> None:
    """The same there."""
    for table in ("redactions", "withheld"):
        for act in ("UPDATE", "DELETE"):
            refuse_postgresql(table, act, act)
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
    for table in ("readings", "claims", "claim_actors", "claim_places"):
        refuse_postgresql(table, "DELETE", "DELETE", f"NOT EXISTS ({REDACTED[table]})")
    for table, empties in EMPTIES.items():
        of = " OF title, url" if table == "reports" else ""
        refuse_postgresql(table, "UPDATE", f"UPDATE{of}", f"NOT ({empties} AND EXISTS ({REDACTED[table]}))")
    refuse_postgresql("reports", "change", f"UPDATE OF {STAYS}")


def refuse_postgresql(table: str, name: str, act: str, unless: str = "") -> None:
    """The same there; a condition of a trigger cannot hold a query, so a function asks it."""
    function = "append_only"
    if unless:
        function = f"{table}_append_only"
        op.execute(
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {unless} THEN "
            "RAISE EXCEPTION 'the ledger is append-only: % on %', TG_OP, TG_TABLE_NAME "
            "USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'OLD' if act == 'DELETE' else 'NEW'}; END $$"
        )
    op.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name.lower()} ON {table}")
    op.execute(
        f"CREATE TRIGGER {table}_no_{name.lower()} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def index_postgresql() -> None:
    """Tables of words in PostgreSQL's own form, each with its inverted index.

    A text of more distinct words than that form can hold (1 MB) is indexed by its first 200,000 characters; one with a
    character that the server has no place for (NUL) is kept and not found by its words.
    """
    op.execute(
        "CREATE FUNCTION words_of(written text) RETURNS tsvector LANGUAGE plpgsql AS $$ BEGIN "
        "RETURN to_tsvector('english', written); EXCEPTION WHEN program_limit_exceeded THEN "
        "RETURN to_tsvector('english', left(written, 200000)); END $$"
    )
    words = {
        "report": "words_of(concat_ws(E'\\n', thing.title, (SELECT convert_from(bytes, 'UTF8') FROM blobs "
        "WHERE hash = thing.content)))",
        "claim": "words_of(convert_from(thing.json, 'UTF8')::json #>> '{quote,text}')",
    }
    for thing, made in words.items():
        op.execute(
            f"CREATE FUNCTION words_of_{thing}(thing {thing}s) RETURNS tsvector LANGUAGE plpgsql AS $$ BEGIN "
            f"RETURN {made}; EXCEPTION WHEN data_exception THEN RETURN ''; END $$"
        )
        op.execute(
            f"CREATE TABLE {thing}_words (n integer PRIMARY KEY REFERENCES {thing}s (n), words tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX ix_{thing}_words_words ON {thing}_words USING gin (words)")
        op.execute(
            f"CREATE FUNCTION {thing}s_words() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"INSERT INTO {thing}_words VALUES (NEW.n, words_of_{thing}(NEW)); RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {thing}s_words AFTER INSERT ON {thing}s FOR EACH ROW EXECUTE FUNCTION {thing}s_words()"
        )
        op.execute(f"INSERT INTO {thing}_words SELECT {thing}s.n, words_of_{thing}({thing}s) FROM {thing}s")
    # before, since a row of words points at its claim
    op.execute(
        "CREATE FUNCTION claims_words_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "DELETE FROM claim_words WHERE n = OLD.n; RETURN OLD; END $$"
    )
    op.execute(
        "CREATE TRIGGER claims_words_gone BEFORE DELETE ON claims FOR EACH ROW EXECUTE FUNCTION claims_words_gone()"
    )
    op.execute(
        "CREATE FUNCTION blobs_words_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "UPDATE report_words SET words = '' WHERE n IN (SELECT n FROM reports WHERE content = OLD.hash); "
        "RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER blobs_words_gone BEFORE UPDATE ON blobs FOR EACH ROW EXECUTE FUNCTION blobs_words_gone()"
    )
