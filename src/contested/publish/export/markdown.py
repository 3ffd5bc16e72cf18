"""Rows as a table in Markdown: what happened, who says so and in which words, what is disputed, where to look."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from contested.probability import decimal
from contested.publish.export.about import About
from contested.publish.export.cells import in_line
from contested.publish.export.flat import flat
from contested.publish.export.row import Row
from contested.publish.export.sentence import days

COLUMNS = ("day", "type", "what", "place", "deaths", "how put", "certainty", "disputed", "quote", "sources", "address")
MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~$])")


def markdown(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The header, then a line a row."""
    yield f"| {' | '.join(COLUMNS)} |\n|{' --- |' * len(COLUMNS)}\n"
    for row in rows:
        yield f"| {' | '.join(map(shown, cells(row, about)))} |\n"


def cells(row: Row, about: About) -> tuple[object, ...]:
    """The cells of a row."""
    found = flat(row, about)
    put = ", ".join(str(found[key]) for key in ("modality", "polarity", "scope", "outcome"))
    low, high = found["killed_low"], found["killed_high"]
    deaths = "" if low is None else str(low) if low == high else f"{low} to {high}"
    certainty = "" if row.certainty is None else decimal(row.certainty)
    return (
        days(row), row.type.replace("_", " "), str(found["sentence"]).partition(": ")[2], found["place"], deaths, put,
        certainty, found["disputed"], found["quote"], found["sources"], found["address"],
    )  # fmt: skip


def shown(value: object) -> str:
    """Text that is only text: in one line, with Markdown's and HTML's marks escaped."""
    text = in_line("" if value is None else str(value))
    return MARKS.sub(r"\\\1", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
