"""Tables as workbooks: what other programs read back, and what a cell and a sheet cannot hold."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from exporting import ABOUT, FALL, event_rows

from contested.publish.export import TABLES, export
from contested.publish.export.cells import line
from contested.publish.export.workbook import CHARACTERS, workbook


def made(*rows: list[object], **more: int) -> bytes:
    """A workbook of some rows under a header of two columns."""
    return b"".join(workbook((line(row) for row in (["name", "value"], *rows)), "rows", **more))


def cells(data: bytes, sheet: int = 0) -> list[tuple[object, ...]]:
    """The cells of a sheet."""
    return list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True))


@pytest.mark.parametrize("form", sorted(TABLES))
def test_a_workbook_has_the_cells_of_the_table(form: str) -> None:
    told = event_rows(*FALL)
    table = list(csv.reader(io.StringIO(b"".join(export(told, form, ABOUT)).decode())))
    book = cells(b"".join(export(told, form, ABOUT, book=True)))
    assert [["" if cell is None else str(cell).removesuffix(".0") for cell in row] for row in book] == [
        [cell.removesuffix(".0") for cell in row] for row in table]  # fmt: skip


def test_the_same_table_gives_the_same_bytes_at_another_time() -> None:
    first = made(["a", 1])
    parts = zipfile.ZipFile(io.BytesIO(first))
    assert b">2000-01-01T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")
    assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert made(["a", 1]) == first


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-2+3", '=HYPERLINK("http://a.example")', "'=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made([text, 1])), data_only=False).active
    assert sheet is not None and sheet["A2"].data_type == "s" and str(sheet["A2"].value).startswith("'")


def test_numbers_are_numbers_and_what_only_looks_like_one_is_text() -> None:
    data = made(["a", 12], ["b", 35.96], ["004", "1e5"], ["12345678901234567890", "true"], ["", None])
    assert cells(data)[1:5] == [("a", 12), ("b", 35.96), ("004", "1e5"), ("12345678901234567890", "true")]


@pytest.mark.parametrize("letter", ["a", "ж", "𐍈"])
def test_text_beyond_a_cell_is_cut_and_says_so(letter: str) -> None:
    (_, (name, value)) = cells(made([letter * 40_000, "a\nb\r\nc\x00d"]))
    assert isinstance(name, str) and name.endswith("…") and value == "a\nb\nc\ufffdd"
    assert len(name.encode("utf-16-le")) // 2 <= CHARACTERS
    (_, (whole, _)) = cells(made(["a" * CHARACTERS, ""]))
    assert isinstance(whole, str) and len(whole) == CHARACTERS


def test_rows_beyond_a_sheet_go_on_in_the_next_under_the_same_header() -> None:
    data = made(*([f"row {at}", at] for at in range(5)), rows=3)
    assert [cells(data, at)[0] for at in range(3)] == [("name", "value")] * 3
    assert [row for at in range(3) for row in cells(data, at)[1:]] == [(f"row {at}", at) for at in range(5)]
    assert len(cells(made(["a", 1], ["b", 2], rows=3))) == 3


def test_an_empty_table_has_its_header() -> None:
    assert cells(made()) == [("name", "value")]
