"""The extras: libraries that only some commands need, which the base install leaves out.

    figures     maps and timelines for print, briefs as PDF
    tables      Parquet files, workbooks (.xlsx), Arrow tables in Python
    postgres    ledgers on a PostgreSQL server
    serve       a ledger behind a web server, with accounts and review
    scale       `contested scale`: many articles, on all cores or on a cluster

Whoever imports such a library does it within `needed`, so that where it is missing one line says how to get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from contested.errors import MissingError

#: The modules that each extra brings, by which it is known whether it is there.
EXTRAS = {
    "figures": ("matplotlib", "typst"),
    "tables": ("openpyxl", "pyarrow"),
    "postgres": ("psycopg",),
    "serve": ("argon2", "litestar", "uvicorn"),
    "scale": ("distributed", "pyarrow"),
}


@contextmanager
def needed(extra: str, what: str) -> Iterator[None]:
    """Import a library of an extra in this block.

    Args:
        extra: one of `EXTRAS`.
        what: what cannot be done without it, in words that begin the message: "a map for print".

    Raises:
        MissingError: the library is not installed; names it and the remedy.
    """
    try:
        yield
    except ImportError as error:
        what = f"{what} needs {error.name or extra}, which is not installed"
        raise MissingError(what, remedy=remedy(extra)) from error


def missing(extra: str) -> tuple[str, ...]:
    """The modules of an extra that are not installed."""
    return tuple(module for module in EXTRAS[extra] if find_spec(module) is None)


def remedy(extra: str) -> str:
    """How an extra is installed."""
    return f"pip install 'contested[{extra}]'"
