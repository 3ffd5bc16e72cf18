"""Full text: which claims' quotes, and which reports, have some words. FTS5 on SQLite, tsvector on PostgreSQL.

Both fold endings ("captured" finds "captures") and take the same writing: words that must all occur, ``"in this
order"``, ``-not``, ``this OR that``.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, literal_column, text
from sqlalchemy.sql.elements import ColumnElement

from contested.errors import LedgerError
from contested.ledger.database import is_postgresql

PIECE = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def having_words(connection: Connection, table: str, words: str) -> ColumnElement[bool]:
    """Whether the row of `claims` or `reports` has these words.

    Raises:
        LedgerError: there is nothing to look for in the words.
    """
    words = words.replace("\0", " ")  # it ends a string for either database
    if is_postgresql(connection):
        made = "SELECT n FROM {0}_words WHERE words @@ websearch_to_tsquery('english', :words)"
        asked = words
    else:
        made = "SELECT rowid FROM {0}_words WHERE {0}_words MATCH :words"
        asked = fts5(words)
    return literal_column(f"{table}.n").in_(text(made.format(table.removesuffix("s"))).bindparams(words=asked))


def fts5(words: str) -> str:
    """The words as FTS5 takes them: every word or phrase quoted, so that none is taken for syntax.

    Raises:
        LedgerError: there is nothing to look for.
    """
    every: list[list[str]] = []
    without: list[str] = []
    joins = False
    for minus, phrase, word in PIECE.findall(words):
        if word == "OR" and not minus:
            joins = bool(every)
            continue
        written = (phrase or word).replace('"', " ").strip()
        if not any(char.isalnum() for char in written) or (word == "AND" and not minus):
            continue
        quoted = f'"{written}"'
        if minus:
            without.append(quoted)
        elif joins:
            every[-1].append(quoted)
        else:
            every.append([quoted])
        joins = False
    if not every:
        raise LedgerError("no words to look for", source=words, remedy="say at least one word that must occur")
    found = " AND ".join(f"({' OR '.join(either)})" for either in every)
    return f"({found}) NOT ({' OR '.join(without)})" if without else found


def spoken(words: str, text: str) -> bool:
    """The same of a text in hand that no index holds; endings are not folded."""
    held = " ".join(text.casefold().split())
    either: list[bool] = []
    joins = False
    for minus, phrase, word in PIECE.findall(words):
        if word == "OR" and not minus:
            joins = bool(either)
            continue
        found = (phrase or word).casefold() in held
        if minus:
            either.append(not found)
        elif joins:
            either[-1] = either[-1] or found
        else:
            either.append(found)
        joins = False
    return all(either)
