"""`.xlsx`: a workbook whose sheets are tables with a header row, one report a row (ECMA-376).

Every sheet that has the column of the words is read. Nothing in a workbook is run: of a formula the value counts that
was kept when it was saved, macros and links to other files are passed over. What was merged over several rows or
columns stands in each of them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache
from typing import Any, BinaryIO, NamedTuple

from contested.errors import InputError, MissingError
from contested.extras import needed
from contested.intake.papers import check_unpacked
from contested.intake.record import FIELDS, Input, Record, Settings, damaged
from contested.intake.rows import check_columns, coordinates, pick

ROWS, COLUMNS = 1_048_576, 16_384  # what a sheet can have
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
PIECE, OVERLAP = 1 << 20, 200  # bytes of a sheet that are looked at together
LETTERS = 26


def read_xlsx(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The rows of a workbook's tables, sheet by sheet; a line is a row of its sheet."""
    with source.seekable() as stream:
        try:
            check_unpacked(stream, source, settings.limits.unpacked)
            yield from tables(stream, source, settings)
        except (InputError, MemoryError):
            raise
        except MissingError as error:
            raise InputError(error.what, source=source.name, remedy=error.remedy) from error
        except Exception as error:  # a broken file may break the library anywhere
            remedy = "save it again as .xlsx, without a password"
            raise damaged("is not a readable workbook", source, error, remedy) from error


def tables(stream: BinaryIO, source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The rows of every sheet that has the column of the words.

    Raises:
        InputError: no sheet has it.
    """
    with needed("tables", "a workbook"):
        import openpyxl

        forgive_cells()
    options = {"read_only": True, "keep_links": False, "keep_vba": False}
    with (
        closing(openpyxl.load_workbook(stream, data_only=True, **options)) as values,
        closing(openpyxl.load_workbook(stream, data_only=False, **options)) as formulas,
    ):
        wanted = settings.columns.get("text", "text")
        sheets = [Sheet.of(each, formulas[each.title], stream) for each in values.worksheets]
        having = [sheet for sheet in sheets if wanted in sheet.columns]
        if not having:
            check_columns([name for name in (sheets[0].columns if sheets else []) if name], source, settings)
        for at, sheet in enumerate(having):
            check_columns([name for name in sheet.columns if name], source, settings)
            for row in sheet.records(source, settings):
                yield row if isinstance(row, InputError) else row._replace(share=(at + row.share) / len(having))


@cache
def forgive_cells() -> None:
    """Have the library take a cell that it cannot read (a day that is none, a word that is not there) for an error.

    It would give up the sheet. Once in a process.
    """
    from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser

    read = WorkSheetParser.parse_cell

    def parse_cell(self: Any, element: Any) -> dict[str, Any]:
        try:
            return dict(read(self, element))
        except (ValueError, TypeError, ArithmeticError, LookupError):
            found = (element.findtext(VALUE_TAG) or "")[:80]
            row, column = self.row_counter, self.col_counter  # which are set before the value is looked at
            return {"row": row, "column": column, "value": found or "?", "data_type": "e", "style_id": 0}

    WorkSheetParser.parse_cell = parse_cell


class Range(NamedTuple):
    """Cells that were merged; rows and columns count from 1."""

    left: int
    top: int
    right: int
    bottom: int


class Merged:
    """The merged cells that some columns are in, as one goes down the rows; of those that overlap the first counts."""

    def __init__(self, areas: list[Range], columns: Iterable[int]) -> None:
        self.coming = sorted(areas, key=lambda area: -area.top)
        self.now: dict[int, Range | None] = dict.fromkeys(columns)
        self.held: dict[int, object] = {}

    def go_to(self, row: int) -> None:
        """Leave what ends above a row, and enter what begins there."""
        while self.coming and self.coming[-1].top <= row:
            area = self.coming.pop()
            for at, now in self.now.items():
                if area.left <= at <= area.right and (now is None or now.bottom < row):
                    self.now[at] = area
                    self.held.pop(at, None)

    def value(self, at: int, row: int, found: object) -> object:
        """The value of a cell: what stands in it, or in the first of the merged cells that it is one of."""
        area = self.now[at]
        if area is None or row > area.bottom:
            return found
        if (at, row) == (area.left, area.top):
            self.held |= {one: found for one, now in self.now.items() if now is area}
        return self.held.get(at, found)


class Sheet(NamedTuple):
    """A sheet as values and as formulas, its columns by the header, and what was merged in it."""

    values: Any
    formulas: Any
    columns: list[str]
    merged: list[Range]

    @classmethod
    def of(cls, values: Any, formulas: Any, stream: BinaryIO) -> Sheet:
        """A sheet with its header, the first row of it."""
        head = next(values.iter_rows(max_row=1, max_col=COLUMNS, values_only=True), ())
        return cls(values, formulas, ["" if name is None else str(name).strip() for name in head],
                   merged(stream, values._worksheet_path))  # fmt: skip

    def records(self, source: Input, settings: Settings) -> Iterator[Record | InputError]:
        """The reports of the rows under the header; empty rows are passed over."""
        wanted = {settings.columns.get(field, field) for field in FIELDS}
        asked = {at: name for at, name in enumerate(self.columns, start=1) if name in wanted}
        within = Merged(self.merged, asked)
        unused = coordinates(self.columns)
        limits = {"min_row": 2, "max_row": ROWS + 1, "max_col": len(self.columns)}
        pairs = zip(self.values.iter_rows(**limits), self.formulas.iter_rows(**limits), strict=False)
        for number, (cells, as_written) in enumerate(pairs, start=2):
            if number > ROWS:
                what = f"has more than the {ROWS:,} rows of a sheet"
                raise InputError(what, source=self.name(source), remedy="write it again, in several files")
            within.go_to(number)
            row = {
                name: within.value(at, number, as_text(cells[at - 1].value) if at <= len(cells) else None)
                for at, name in asked.items()
            }
            if all(value is None or value == "" for value in row.values()):
                continue
            bad = next((at for at in asked if is_bad(at, cells, as_written)), None)
            if bad is not None:
                yield self.error(asked[bad], cells[bad - 1], number, source)
                continue
            share = min(1.0, number / (self.values.max_row or number))
            name = f"{self.name(source)}:{number}"
            yield Record(pick(row, settings.columns), name=name, share=share, unused=unused)

    def name(self, source: Input) -> str:
        """What messages call the sheet."""
        return f"{source.name} sheet {self.values.title}"

    def error(self, column: str, cell: Any, number: int, source: Input) -> InputError:
        """Why a row cannot be taken: a formula without a value, or one that failed."""
        failed = cell.value is not None
        what = f"holds the error {cell.value}" if failed else "holds a formula whose value was not kept"
        remedy = "mend the cell" if failed else "open the workbook, let it calculate and save it"
        return InputError(what, source=self.name(source), line=number, key=column, remedy=remedy)


def as_text(value: object) -> object:
    """A value as a field takes it: a number that stands for a word (a source called 24) as its digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return f"{value:.15g}"


def is_bad(at: int, cells: tuple[Any, ...], as_written: tuple[Any, ...]) -> bool:
    """Whether a cell holds an error, or a formula of which no value was kept."""
    if at > len(cells):
        return False
    formula = at <= len(as_written) and getattr(as_written[at - 1], "data_type", "") == "f"
    return getattr(cells[at - 1], "data_type", "") == "e" or (formula and cells[at - 1].value is None)


def merged(stream: BinaryIO, path: str) -> list[Range]:
    """The merged cells of a sheet, which stand behind its rows."""
    found: dict[Range, None] = {}
    with zipfile.ZipFile(stream) as packed, packed.open(path) as sheet:
        rest = b""
        while piece := sheet.read(PIECE):
            for match in MERGED.finditer(rest + piece):
                left, top, right, bottom = match.groups()
                found[Range(column(left), int(top), column(right), int(bottom))] = None
            rest = (rest + piece)[-OVERLAP:]
    return list(found)


def column(letters: bytes) -> int:
    """The number of a column from 1 by its letters."""
    number = 0
    for letter in letters:
        number = number * LETTERS + letter - ord("A") + 1
    return number
