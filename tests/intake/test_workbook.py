"""Workbooks: sheets as tables, and what may be wrong with a workbook."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from contested.errors import InputError
from contested.intake import Remark, take
from contested.intake.limits import limits_from
from contested.intake.record import Input, Settings
from contested.intake.workbook import tables
from contested.model import Report

SENTENCE = "The army captured the town of Maskanah on Sunday."
HEAD = ["text", "date", "source"]


def book(path: Path, *rows: list[object], change: Callable[[Any], object] = lambda sheet: None, **more: object) -> Path:
    """A workbook with a sheet of rows under `HEAD`; ``change`` is done to the sheet."""
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in (HEAD, *rows):
        sheet.append(row)
    change(sheet)
    made.save(path)
    return path


def changed(path: Path, part: str, before: str, after: str) -> Path:
    """A workbook with some words of a part replaced; a part that it has not is added."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), part)):
            text = old.read(name) if name in old.namelist() else b""
            if name == part:
                assert not before or re.search(before.encode(), text)
                text = re.sub(before.encode(), after.encode(), text, count=1) if before else after.encode()
            new.writestr(name, text)
    path.write_bytes(out.getvalue())
    return path


def test_every_row_is_a_report_with_its_fields(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [SENTENCE, date(2017, 6, 4), "Badia Monitor"], [None, None, None],
                [SENTENCE.replace("Sunday", "Monday"), "2017-06-06", 24])  # fmt: skip
    first, second = take([path])
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.text, first.date, first.source) == (SENTENCE, "2017-06-04", "Badia Monitor")
    assert (second.date, second.source) == ("2017-06-06", "24")


def test_columns_may_be_named_and_every_sheet_with_the_words_is_read(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    about: Any = made.active
    about.append(["this workbook", "was made by the desk"])
    for name in ("May", "June"):
        made.create_sheet(name).append(["id", "article"])
        made[name].append([name, SENTENCE])
    made.save(tmp_path / "a.xlsx")
    found = list(take([tmp_path / "a.xlsx"], Settings(columns={"text": "article"})))
    assert [each.id for each in found if isinstance(each, Report)] == ["May", "June"] and len(found) == 2


def test_a_workbook_without_the_words_says_which_columns_it_has(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.append(["article", "day"])
    made.save(tmp_path / "a.xlsx")
    (error,) = take([tmp_path / "a.xlsx"])
    assert isinstance(error, InputError) and "columns: article, day" in str(error) and "--map text=" in str(error)


def test_merged_cells_stand_in_each_of_their_rows(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [SENTENCE, "2017-06-04", "Badia Monitor"], [f"{SENTENCE} It is so.", None, None],
                [f"{SENTENCE} Again.", "2017-06-07", None], change=lambda sheet: (
                    sheet.merge_cells("C2:C4"), sheet.merge_cells("B2:B3")))  # fmt: skip
    found = [each for each in take([path]) if isinstance(each, Report)]
    assert [(each.date, each.source) for each in found] == [
        ("2017-06-04", "Badia Monitor"), ("2017-06-04", "Badia Monitor"), ("2017-06-07", "Badia Monitor")]  # fmt: skip


@pytest.mark.check
def test_a_hundred_thousand_merged_cells_cost_little(tmp_path: Path) -> None:
    rows: list[list[object]] = [[f"{number}. {SENTENCE}", "2017-06-04", "A"] for number in range(2_000)]
    areas = "".join(f'<mergeCell ref="A{row}:A{row + 1}"/>' for row in range(900_000, 1_000_000))
    path = changed(book(tmp_path / "a.xlsx", *rows), "xl/worksheets/sheet1.xml", "</sheetData>",
                   f"</sheetData><mergeCells>{areas}</mergeCells>")  # fmt: skip
    began = time.process_time()
    with path.open("rb") as stream:
        (*found,) = tables(stream, Input(str(path), path), Settings())
    assert len(found) == 2_000 and time.process_time() - began < 20


def test_of_a_formula_the_kept_value_counts_and_one_without_is_an_error_of_its_row(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ['="The army "&"fled."', "2017-06-04", "A"], [SENTENCE, "2017-06-04", "B"])
    error, kept = take([path])
    assert isinstance(error, InputError) and "formula" in str(error) and "2" in str(error)
    assert isinstance(kept, Report) and kept.source == "B"
    part = "xl/worksheets/sheet1.xml"
    changed(path, part, r"<f>(.*?)</f><v\s*/?>(</v>)?", r"<f>\1</f><v>The army fled Maskanah.</v>")
    first = next(iter(take([changed(path, part, r'<c r="A2"', '<c r="A2" t="str"')])))
    assert isinstance(first, Report) and first.text == "The army fled Maskanah."


def test_a_cell_with_an_error_is_an_error_of_its_row(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [SENTENCE, "2017-06-04", "A"], [SENTENCE, "x", "B"],
                change=lambda sheet: setattr(sheet["B3"], "value", "#REF!"))  # fmt: skip
    good, error = take([path])
    assert isinstance(good, Report) and isinstance(error, InputError) and "#REF!" in str(error)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'<c r="B3".*?</c>', '<c r="B3" t="d"><v>nan</v></c>'),
        (r'<c r="B3".*?</c>', '<c r="B3"><v>soon</v></c>'),
        (r'<c r="A3".*?</c>', '<c r="A3" t="s"><v>99999</v></c>'),
        (r'<c r="C3".*?</c>', '<c r="C3" t="b"><v>1e400</v></c>'),
    ],
)
def test_a_cell_that_cannot_be_read_costs_its_row(tmp_path: Path, before: str, after: str) -> None:
    rows = [[f"{number}. {SENTENCE}", 20170604, 8] for number in range(1, 5)]
    path = changed(book(tmp_path / "a.xlsx", *rows), "xl/worksheets/sheet1.xml", before, after)
    found = list(take([path]))
    errors = [str(one) for one in found if isinstance(one, InputError)]
    assert len(found) == 4 and len(errors) == 1 and "sheet Sheet:3: " in errors[0] and "holds the error" in errors[0]


def test_macros_are_passed_over(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsm", [SENTENCE, "2017-06-04", "A"])
    changed(path, "xl/vbaProject.bin", "", "not a macro at all")
    (found,) = take([path])
    assert isinstance(found, Report) and found.text == SENTENCE


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("99999999999", "1,048,576 rows"),
        pytest.param("1048577", "1,048,576 rows", marks=pytest.mark.check),
    ],
)
def test_a_row_beyond_those_of_a_sheet_is_a_clear_error(tmp_path: Path, row: str, said: str) -> None:
    path = book(tmp_path / "a.xlsx", [SENTENCE, "2017-06-04", "A"], [SENTENCE, "2017-06-05", "B"])
    changed(path, "xl/worksheets/sheet1.xml", '<row r="3"', f'<row r="{row}"')
    changed(path, "xl/worksheets/sheet1.xml", 'r="A3"', f'r="A{row}"')
    first, error = take([path])
    assert isinstance(first, Report) and isinstance(error, InputError) and said in str(error)


@pytest.mark.parametrize("data", [b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook_is_a_clear_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    (error,) = take([tmp_path / "a.xlsx"])
    assert isinstance(error, InputError) and "is not a readable workbook" in str(error) and "password" in str(error)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", [SENTENCE, "2017-06-04", "A"])
    changed(path, "xl/media/image1.png", "", "0" * 3_000_000)
    (error,) = take([path], Settings(limits=limits_from({"CONTESTED_MAX_UNPACKED_MB": "1"})))
    assert isinstance(error, InputError) and "unpacks to" in str(error)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx"])
def test_coordinates_of_rows_are_said_once_not_to_be_used(tmp_path: Path, suffix: str) -> None:
    rows = [(f"{SENTENCE} {at}.", 35.9, 38.0) for at in range(3)]
    path = tmp_path / f"a.{suffix}"
    if suffix == "csv":
        path.write_text("text,lat,Longitude\n" + "".join(f'"{text}",{lat},{lon}\n' for text, lat, lon in rows))
    elif suffix == "jsonl":
        path.write_text(
            "".join(json.dumps({"text": text, "lat": lat, "Longitude": lon}) + "\n" for text, lat, lon in rows)
        )
    else:
        made = openpyxl.Workbook()
        sheet: Any = made.active
        for row in (("text", "lat", "Longitude"), *rows):
            sheet.append(row)
        made.save(path)
    found = list(take([path]))
    remarks = [str(each) for each in found if isinstance(each, Remark)]
    assert len(remarks) == 1 and "lat, Longitude, which are not used" in remarks[0]
    assert sum(isinstance(each, Report) for each in found) == 3
