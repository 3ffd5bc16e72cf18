"""A table as a workbook (.xlsx, ECMA-376): text as text, so that no cell is a formula; numbers as numbers.

A cell holds 32,767 characters and a sheet 1,048,576 rows: longer text is cut and ends in "…", more rows go on in
another sheet under the same header. The same table gives the same bytes.
"""

from __future__ import annotations

import csv
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import IO, Any

from contested.extras import needed

ROWS, CHARACTERS = 1_048_576, 32_767  # what a sheet and a cell can hold
NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")
NEVER = datetime(2000, 1, 1)  # instead of when it was made
FIRST = (1980, 1, 1, 0, 0, 0)  # the first day of a ZIP archive
SAVED = re.compile(rb"(<dcterms:modified [^>]*>)[^<]*<")
WIDEST, NARROWEST = 60, 9  # characters that a column shows
PIECE = 1 << 20


def workbook(lines: Iterable[str], title: str, *, rows: int = ROWS) -> Iterator[bytes]:
    """A table in CSV, of which the first line is the header, as a workbook, piece by piece.

    Args:
        lines: the table, cut anywhere between rows.
        title: what its sheet is called.
        rows: how many rows a sheet may have, the header among them.

    Raises:
        MissingError: the library for it is not installed.
    """
    with needed("tables", "a workbook"):
        import openpyxl

    book = openpyxl.Workbook(write_only=True)
    book.properties.created = book.properties.modified = NEVER
    book.properties.creator = "contested"
    table = csv.reader(chain.from_iterable(line.splitlines(keepends=True) for line in lines))
    header, sheet, free = next(table, []), None, 0
    for cells in chain([None], table):
        if sheet is None or not free:
            sheet, free = begun(book, title, header), rows - 1
        if cells is not None:
            sheet.append([written(sheet, cell) for cell in cells])
            free -= 1
    with tempfile.TemporaryFile() as made, tempfile.TemporaryFile() as file:
        book.save(made)
        timeless(made, file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def begun(book: Any, title: str, header: Sequence[str]) -> Any:
    """A new sheet with the header, which stays when the rows are scrolled."""
    from openpyxl.utils import get_column_letter

    number = len(book.worksheets) + 1
    sheet = book.create_sheet(title if number == 1 else f"{title} {number}")
    sheet.freeze_panes = "A2"
    for at, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = max(NARROWEST, min(WIDEST, len(name) + 2))
    sheet.append([written(sheet, name) for name in header])
    return sheet


def written(sheet: Any, text: str) -> Any:
    """A cell: a number, or text that no program takes for a formula; None for an empty one."""
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    cell = WriteOnlyCell(sheet, value="")
    cell._value, cell.data_type = fitting(text), "s"  # not by its setter, which makes a formula of "="
    return cell


def fitting(text: str) -> str:
    """Text that a cell can hold: characters beyond the first 65,536 of Unicode count twice."""
    if len(text.encode("utf-16-le")) // 2 <= CHARACTERS:
        return text
    return text.encode("utf-16-le")[: 2 * (CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"


def timeless(made: IO[bytes], file: IO[bytes]) -> None:
    """Write an archive again, without the time at which it was made."""
    made.seek(0)
    # the library notes the moment of saving, whatever it was told
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, FIRST)
            part.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(part, "w") as sink:
                while piece := source.read(PIECE):
                    sink.write(SAVED.sub(rb"\g<1>" + NEVER.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + b"<", piece))
