"""What a human must finish: rows that ACLED would have and that lack something, with all that is known of them.

Deadly or violent events without a place, battles of which a second side was not read: listed, never guessed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from contested.publish.export.about import About
from contested.publish.export.acled import COLUMNS, cells
from contested.publish.export.cells import line
from contested.publish.export.codes import pending_reasons
from contested.publish.export.row import Row

HEAD = ("missing", *COLUMNS)


def listed(out: Mapping[str, Sequence[Row]], about: About) -> Iterator[str]:
    """The header, then a line a row: what is missing, and ACLED's columns as far as they are known."""
    yield line(HEAD)
    for why, rows in out.items():
        for row in rows:
            known = cells(row, about)
            yield line((pending_reasons()[why], *(known[column] for column in COLUMNS)))


def count(out: Mapping[str, Sequence[Row]]) -> int:
    """How many rows wait."""
    return sum(map(len, out.values()))
