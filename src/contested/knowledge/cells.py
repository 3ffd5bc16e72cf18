"""Rows of a CSV file as the same data that a TOML file of ``[[header]]`` tables gives.

The first line names fields of the row's struct. An empty cell is a field left out; a cell of a list holds its values
between bars (``Kivu|Kiwu``). What is no number stays text, so that the check of the row's shape names it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import msgspec

from contested.errors import KnowledgeError
from contested.knowledge.schema import Entry


def parse(text: str, header: str, row: type[Entry], source: str) -> dict[str, Any]:
    """The rows of a CSV text under the name of their table.

    Raises:
        KnowledgeError: no header line, a column twice, a row with too few or too many cells; names the line.
    """
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    kinds = {field.encode_name: msgspec.inspect.type_info(field.type) for field in msgspec.structs.fields(row)}
    found: list[dict[str, Any]] = []
    try:
        columns = next(lines, [])
        if not columns or len(set(columns)) < len(columns):
            raise KnowledgeError("needs a first line that names each column once", source=source, line=1)
        for cells in lines:
            if len(cells) != len(columns):
                what = f"has {len(cells)} cells instead of {len(columns)}"
                raise KnowledgeError(
                    what, source=source, line=lines.line_num, remedy="put a cell that holds a comma in quotes"
                )
            found.append({key: value(cell, kinds.get(key)) for key, cell in zip(columns, cells, strict=True) if cell})
    except csv.Error as error:
        raise KnowledgeError(f"is not CSV: {error}", source=source, line=lines.line_num) from error
    return {header: found}


def value(cell: str, kind: msgspec.inspect.Type | None) -> object:
    """A cell as its field takes it."""
    if isinstance(kind, msgspec.inspect.ListType):
        return [part.strip() for part in cell.split("|")]
    kinds = kind.types if isinstance(kind, msgspec.inspect.UnionType) else (kind,)
    if any(isinstance(each, msgspec.inspect.FloatType) for each in kinds):
        try:
            return float(cell)
        except ValueError:
            return cell
    return cell


class CellLines:
    """The lines, counted from 1, of the rows of one CSV text."""

    def __init__(self, text: str) -> None:
        lines = csv.reader(io.StringIO(text, newline=""))
        self._ends = [lines.line_num for _ in lines]

    def of(self, path: Sequence[str | int]) -> int:
        """The line on which the row of a value begins."""
        row = next((step for step in path if isinstance(step, int)), -1)
        return self._ends[row] + 1 if 0 <= row < len(self._ends) - 1 else 1
