"""Small inputs made to keep a library busy or fill the memory cost one line, and the next input is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from contested.errors import InputError
from contested.intake import Settings, Taken, confined, take
from contested.intake.formats import FORMATS
from contested.intake.limits import Limits
from contested.model import Report

pytestmark = pytest.mark.skipif(not confined.IS_POSSIBLE, reason="no limits of the system hold here")
TEXT = "The army captured Maskanah on Sunday, a monitor said."


def taken(path: Path, **limits: float) -> list[Taken]:
    """What a path gives under some limits, and that a page behind it is read."""
    good = path.with_name("z-good.html")
    good.write_text(f"<html><body><article><p>{TEXT} {TEXT}</p></article></body></html>")
    *found, last = take([path, good], Settings(limits=Limits(**limits)))
    assert isinstance(last, Report) and last.text.startswith(TEXT), last
    return found


def complaint(found: list[Taken]) -> str:
    """The one line about an input that gives nothing else."""
    (error,) = found
    assert isinstance(error, InputError) and error.remedy, error
    assert "a fault of contested" not in str(error)
    return str(error)


def test_cells_that_say_they_span_a_billion_columns_are_read_once(tmp_path: Path) -> None:
    paper = docx.Document()
    table = paper.add_table(rows=2, cols=2)
    for number, cell in enumerate([*table.rows[0].cells, *table.rows[1].cells]):
        cell.text = f"{number}. {TEXT}"
        span = OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(10**9))
        cell._tc.get_or_add_tcPr().append(span)
    paper.save(str(tmp_path / "a.docx"))
    (report,) = taken(tmp_path / "a.docx", memory_mb=500)
    assert isinstance(report, Report) and report.text.count(TEXT) == 4


def slow_pdf(path: Path) -> None:
    """A PDF of some kilobytes, of many pages that share one long stream of drawing."""
    writer = PdfWriter()
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 12 Tf " + b"1 0 0 1 7 7 Tm (war) Tj " * 40_000 + b"ET")
    content = writer._add_object(stream.flate_encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    named = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): fonts})})
    for _ in range(50):
        page = writer.add_blank_page(200, 200)
        page[NameObject("/Contents")], page[NameObject("/Resources")] = content, named
    writer.write(path)


def test_a_paper_that_takes_minutes_is_left(tmp_path: Path) -> None:
    slow_pdf(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").stat().st_size < 100_000
    said = complaint(taken(tmp_path / "a.pdf", reading_seconds=1))
    assert "takes more than 1 seconds to read" in said and "CONTESTED_MAX_READING_SECONDS" in said


def test_a_page_that_fills_the_memory_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + "<p><b>a</b>" * 350_000)
    said = complaint(taken(tmp_path / "a.html", memory_mb=60))
    assert "takes more than 60 MB of memory to read" in said and "CONTESTED_MAX_MEMORY_MB" in said


def parquet(path: Path, columns: dict[str, object]) -> Path:
    pq.write_table(pa.table(columns), path)
    return path


def test_a_table_that_repeats_one_long_text_is_left(tmp_path: Path) -> None:
    long = pa.DictionaryArray.from_arrays(pa.array([0] * 1000), pa.array([TEXT * 20_000]))
    path = parquet(tmp_path / "a.parquet", {"text": long, "id": [str(n) for n in range(1000)]})
    assert path.stat().st_size < 100_000
    *reports, error = taken(path, unpacked_mb=8, memory_mb=600)
    assert 1 < len(reports) < 30 and isinstance(error, InputError) and "unpacks to more than 8 MB" in str(error)


def test_one_bad_value_of_a_table_costs_its_row(tmp_path: Path) -> None:
    days = pa.array([17_000, 2**31 - 1, 17_002], pa.int32()).view(pa.date32())
    text = pa.array([TEXT.encode(), TEXT.encode(), b"half \xff"], pa.binary()).cast(pa.binary())
    words = pa.StringArray.from_buffers(3, *text.buffers()[1:])
    found = taken(parquet(tmp_path / "a.parquet", {"text": words, "date": days}))
    assert isinstance(found[0], Report) and found[0].date == str(date.fromordinal(719_163 + 17_000))
    assert [f"{tmp_path / 'a.parquet'}:{row}: `{key}`: cannot be read" in str(error) for error, row, key in (
        (found[1], 2, "date"), (found[2], 3, "text"))] == [True, True]  # fmt: skip


@pytest.mark.parametrize("size", [0, 40])
def test_a_table_of_lines_has_its_limits_too(tmp_path: Path, size: int) -> None:
    row = json.dumps({"text": TEXT + "x" * 3_000_000}) + "\n"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT}) + "\n" + row)
    report, error = taken(tmp_path / "a.jsonl", file_mb=2)
    assert isinstance(report, Report) and isinstance(error, InputError) and ":2: is longer than 2 MB" in str(error)
    for name, content in (("a.csv", f"text\n{row}"), ("result.json", row)):
        (tmp_path / name).write_text(content)
        assert "is larger than 2 MB" in complaint(taken(tmp_path / name, unpacked_mb=2, file_mb=50))


def broken_zip(path: Path) -> None:
    """An archive whose members are packed in ways that there are none of, and one that is sound."""
    kept = io.BytesIO()
    with ZipFile(kept, "w") as packed:
        for name in ("a.txt", "b.txt", "c.txt"):
            packed.writestr(name, f"{name} {TEXT}")
    data = bytearray(kept.getvalue())
    for name, method in ((b"a.txt", 14), (b"b.txt", 99)):
        at = data.rindex(name) - 46 + 10
        data[at : at + 2] = method.to_bytes(2, "little")
        at = data.index(name) - 30 + 8
        data[at : at + 2] = method.to_bytes(2, "little")
    path.write_bytes(bytes(data))


def bad_telegram(path: Path) -> None:
    chat = {"name": "x", "id": 1, "messages": [{"type": "message", "id": 1, "text": TEXT, "date": "2017-06-04"}]}
    good = {**chat, "type": "public_channel"}
    rows = [{**chat, "type": kind} for kind in ([], {}, 3, None)]
    path.write_text(json.dumps({"chats": {"list": [*rows, good]}}))


@pytest.mark.parametrize(("make", "name", "bad"), [(broken_zip, "a.zip", 2), (bad_telegram, "result.json", 4)])
def test_the_fault_of_a_part_is_told_as_such_and_the_rest_goes_in(
    tmp_path: Path, make: Callable[[Path], None], name: str, bad: int
) -> None:
    make(tmp_path / name)
    found = taken(tmp_path / name)
    errors = [one for one in found if isinstance(one, InputError)]
    assert len(errors) == bad and len(found) == bad + 1 and isinstance(found[-1], Report)
    assert not any("fault of contested" in str(error) for error in errors), errors


def test_names_that_are_no_character_sets(tmp_path: Path) -> None:
    for name in ("rot13", "base64", "zip", "unicode_escape", "idna", "utf-7", "no such", "a\0b"):
        (tmp_path / "a.txt").write_bytes(b"caf\xe9")
        (error,) = take([tmp_path / "a.txt"], Settings(encoding=name))
        assert isinstance(error, InputError) and "fault of contested" not in str(error)


def test_the_child_ends_with_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p>{TEXT} {TEXT}</p></body></html>")
    script = "import sys, os\nfrom contested.intake import take, confined\nlist(take(sys.argv[1:]))\n"
    script += "print(confined._child.process.pid, flush=True)\nos.kill(os.getpid(), 9)"
    call = [sys.executable, "-c", script, str(tmp_path / "a.html")]
    pid = int(subprocess.run(call, capture_output=True, text=True, check=False).stdout)
    until = time.monotonic() + 60
    while is_alive(pid):
        assert time.monotonic() < until
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and is not waited for does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def large(form: str) -> bytes:
    """A file of a format that is larger, or unpacks to more, than two megabytes."""
    words = f"{TEXT} " * 60_000
    if form in ("csv", "jsonl", "json"):
        row = {"text": words, "date": "2017-06-04"}
        return (json.dumps(row) if form != "csv" else f"text\n{words}").encode()
    if form in ("xml", "rss", "atom"):
        return f'<rss version="2.0"><channel><item><title>{words}</title></item></channel></rss>'.encode()
    if form in ("docx", "zip", "parquet", "xlsx", "xlsm"):
        return packed(form, words)
    if form in ("warc", "warc.gz"):
        page = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{words}</p>".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/1\r\nContent-Length: {len(page)}"
        record = f"{head}\r\nContent-Type: application/http; msgtype=response\r\n\r\n".encode() + page + b"\r\n\r\n"
        return gzip.compress(record) if form == "warc.gz" else record
    return words.encode()


def packed(form: str, words: str) -> bytes:
    """Words in a format that packs them."""
    kept = io.BytesIO()
    if form == "docx":
        paper = docx.Document()
        paper.add_paragraph(words)
        paper.save(kept)
    elif form in ("xlsx", "xlsm"):
        book = openpyxl.Workbook()
        for at in range(0, len(words), 30_000):
            book.worksheets[0].append([words[at : at + 30_000]])
        book.save(kept)
    elif form == "zip":
        with ZipFile(kept, "w", ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", words)
    else:
        pq.write_table(pa.table({"text": [words] * 40}), kept)
    return kept.getvalue()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_format_is_without_a_limit(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    if form == "pdf":
        slow_pdf(path)
    else:
        path.write_bytes(large(form))
    *some, last = taken(path, page_mb=2, file_mb=2, unpacked_mb=2, reading_seconds=2 if form == "pdf" else 60)
    assert "CONTESTED_MAX_" in complaint([last])
    assert not some or (form == "parquet" and len(some) < 5)  # rows that come before there are too many


def test_a_large_table_or_export_that_is_all_commas_fills_no_memory(tmp_path: Path) -> None:
    for name, content in (
        ("a.csv", b"," * 6_000_000 + b"\na,b"),
        ("result.json", b'{"type": "public_channel", "messages": [' + b"[]," * 3_000_000 + b"[]]}"),
    ):
        (tmp_path / name).write_bytes(content)
        assert "takes more than 60 MB of memory to read" in complaint(taken(tmp_path / name, memory_mb=60))


def test_a_large_table_and_export_give_what_a_small_one_gives(tmp_path: Path) -> None:
    message = {"type": "message", "id": 1, "text": TEXT, "date": "2017-06-04"}
    for large in ("", "x" * 6_000_000):
        (tmp_path / "a.csv").write_text(f'text,more\n"{TEXT}",{large}\n')
        chat = {"name": "x", "id": 1, "type": "public_channel", "messages": [message, {"more": large}]}
        (tmp_path / "result.json").write_text(json.dumps(chat))
        for name in ("a.csv", "result.json"):
            (report,) = taken(tmp_path / name)
            assert isinstance(report, Report) and report.text == TEXT


def test_the_words_of_one_report_have_a_longest_length_in_every_format(tmp_path: Path) -> None:
    for form in ("txt", "html", "jsonl", "docx", "zip", "parquet", "warc"):
        path = tmp_path / f"a.{form}"
        path.write_bytes(large(form))
        for error in taken(path, text_mb=1):
            assert "is longer than 1 million characters" in str(error) and "CONTESTED_MAX_TEXT_MB" in str(error)


def test_front_matter_that_takes_minutes_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\n" + "".join(f"k{n}: v\n" for n in range(400_000)) + f"---\n{TEXT}")
    assert "the front matter is longer than" in complaint(taken(tmp_path / "a.md"))


def test_a_message_is_never_as_long_as_the_input(tmp_path: Path) -> None:
    long = "x" * 100_000
    (tmp_path / "a.csv").write_text(",".join(f"c{n}" for n in range(100_000)) + "\na,b")
    rows = [{"text": TEXT, field: long} for field in ("date", "country", "id", "side")]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    for name in ("a.csv", "a.jsonl"):
        for one in taken(tmp_path / name):
            assert isinstance(one, Report) or len(str(one)) < 4_000
