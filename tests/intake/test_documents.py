"""Pages, papers and archives."""

from __future__ import annotations

import datetime
import gzip
import io
import os
import time
import zipfile
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from contested.errors import InputError
from contested.intake import Settings, confined, take
from contested.intake.limits import Limits
from contested.model import Report

SENTENCE = "The Syrian army captured the town of Maskanah on Sunday."
PAGE = f"""<html lang="en"><head><title>Army takes town</title>
<meta property="article:published_time" content="2017-06-04T10:00:00Z">
<meta property="og:site_name" content="Badia Monitor"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Army takes town</h1><p>{SENTENCE}</p></article></body></html>"""
MENU = '<html><head><title>x</title></head><body><nav><a href="/">Home</a> <a href="/b">About</a></nav></body></html>'


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines, the least that a reader must understand."""
    shown = b" ".join(b"(%s) Tj T*" % line.encode() for line in lines)
    content = b"BT /F1 12 Tf 72 720 Td 14 TL " + shown + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


def warc(*pages: tuple[str, str, str | bytes], more: str = "") -> bytes:
    """A web archive of responses: address, content type, body; ``more`` are lines of their heads."""
    out = b""
    for url, kind, body in pages:
        raw = body.encode() if isinstance(body, str) else body
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{more}Content-Length: {len(raw)}\r\n\r\n".encode() + raw
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        head += "WARC-Record-ID: <urn:uuid:7b0f2f0e-5d0c-4f5e-9a61-000000000000>\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        out += gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)
    return out


def word(**parts: bytes) -> bytes:
    """A Word document of one paragraph, some of its parts replaced."""
    whole, out = io.BytesIO(), io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph(SENTENCE)
    paper.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *parts)):
            new.writestr(name, parts.get(name) or old.read(name))
    return out.getvalue()


def parquet(**columns: object) -> bytes:
    """A Parquet table with one sentence in it, and more columns."""
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [SENTENCE], **columns}), out)
    return out.getvalue()


def report(path: Path) -> Report:
    """The one report of a file."""
    (taken,) = take([path])
    assert isinstance(taken, Report), taken
    return taken


def test_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    found = report(tmp_path / "a.html")
    assert SENTENCE in found.text and "Home" not in found.text
    assert (found.title, found.source, found.date, found.lang) == (
        "Army takes town",
        "Badia Monitor",
        "2017-06-04",
        "en",
    )


def test_a_fragment_and_a_declared_character_set(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>Café. {SENTENCE}</p>")
    assert report(tmp_path / "a.html").text == f"Café. {SENTENCE}"
    page = (
        '<html><head><meta charset="iso-8859-1"></head><body><p>Le village a été pris dimanche soir.</p></body></html>'
    )
    (tmp_path / "b.html").write_bytes(page.encode("latin-1"))
    assert report(tmp_path / "b.html").text == "Le village a été pris dimanche soir."


def test_an_archive(tmp_path: Path) -> None:
    pages = (("http://a.example/1", "text/html", PAGE), ("http://a.example/2", "text/html", MENU))
    (tmp_path / "a.warc.gz").write_bytes(warc(*pages, ("http://a.example/3", "image/png", "x")))
    first, second = take([tmp_path / "a.warc.gz"])
    assert isinstance(first, Report) and first.url == "http://a.example/1" and first.date == "2017-06-04"
    assert isinstance(second, InputError) and "http://a.example/2: has no article" in str(second)


def test_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("The army captured the town of", "Maskanah on Sun-", "day, it said."))
    assert report(tmp_path / "a.pdf").text == "The army captured the town of\nMaskanah on Sunday, it said."


@pytest.mark.parametrize(("password", "open_to_all"), [("secret", False), ("", True)])
def test_a_pdf_with_a_password(tmp_path: Path, password: str, open_to_all: bool) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("The army captured Maskanah.")))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    (taken,) = take([tmp_path / "a.pdf"])
    assert isinstance(taken, Report) if open_to_all else "needs a password" in str(taken)


@pytest.mark.skipif(find_spec("cryptography") is not None, reason="cryptography is here: such a PDF opens")
def test_a_pdf_in_a_cipher_that_is_not_here(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("The army captured Maskanah.")))
    writer.encrypt("", "owner", algorithm="RC4-128")
    cipher = DictionaryObject({NameObject("/CFM"): NameObject("/AESV2")})
    said = {"/CF": DictionaryObject({NameObject("/StdCF"): cipher}), "/V": NumberObject(4), "/R": NumberObject(4)}
    said |= {"/StmF": NameObject("/StdCF"), "/StrF": NameObject("/StdCF")}
    writer._encrypt_entry.update({NameObject(key): value for key, value in said.items()})
    writer.write(tmp_path / "a.pdf")
    (taken,) = take([tmp_path / "a.pdf"])
    assert isinstance(taken, InputError) and "needs another library" in str(taken) and "cryptography" in str(taken)


def test_a_word_document_does_not_follow_entities(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    outside = (tmp_path / "secret.txt").as_uri()
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    declared = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{nested}<!ENTITY f SYSTEM "{outside}">]>'
    schema = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    words = f"<w:p><w:r><w:t>{SENTENCE}&e8;&f;</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="{schema}"><w:body>{words}</w:body></w:document>'
    (tmp_path / "a.docx").write_bytes(word(**{"word/document.xml": (declared + body).encode()}))
    (taken,) = take([tmp_path / "a.docx"])
    assert isinstance(taken, InputError) or ("secret" not in taken.text and len(taken.text) < 200)  # type: ignore[union-attr]


def test_a_word_document(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph(SENTENCE)
    table = paper.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "killed", "12"
    paper.save(str(tmp_path / "a.docx"))
    assert report(tmp_path / "a.docx").text == f"{SENTENCE}\n\nkilled\t12"


def test_a_parquet_table(tmp_path: Path) -> None:
    columns = {"nr": [7], "body": [SENTENCE], "day": [datetime.date(2017, 6, 4)], "left": [1.5]}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    (found,) = take([tmp_path / "a.parquet"], Settings(columns={"id": "nr", "text": "body", "date": "day"}))
    assert isinstance(found, Report)
    assert (found.id, found.text, found.date) == ("7", SENTENCE, "2017-06-04")
    (taken,) = take([tmp_path / "a.parquet"])
    assert "no column `text`" in str(taken)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.html", MENU.encode(), "no article"),
        ("a.html", b"\x00\x01" * 500, "binary"),
        ("a.pdf", b"%PDF-1.4 and no more", "not a readable PDF"),
        ("a.pdf", pdf(), "without text"),
        ("a.docx", b"junk", "not a readable Word document"),
        ("a.parquet", b"junk", "not a Parquet table"),
        ("a.html", b"<html>" + b"<div>" * 50_000 + SENTENCE.encode(), "no article"),
        ("a.docx", word(**{"word/document.xml": b"<w:doc"}), "not a readable Word document"),
        ("a.docx", word(**{"docProps/core.xml": b"<cp"}), "not a readable Word document"),
        ("a.docx", word()[:-200], "not a readable Word document"),
        ("a.parquet", parquet()[:-9], "not a Parquet table"),
        ("a.parquet", parquet()[:10] + b"\x5a" * 30 + parquet()[40:], "not a Parquet table"),
        ("a.warc.gz", b"junk", "no WARC archive"),
        ("a.warc.gz", gzip.compress(b"0" * 10_000_000), "no WARC archive"),
        ("a.warc", warc(("http://a.example/3", "image/png", "x")), "no archived web page"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    (taken,) = take([tmp_path / name])
    assert isinstance(taken, InputError)
    assert says in str(taken) and name in str(taken) and taken.remedy and "\n" not in str(taken)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processor time of another process is told in /proc")
@pytest.mark.parametrize("piece", ["< ", "<a ", "x ", "<div>", "&", "<p>x</p>", "<!--"])
def test_a_page_made_to_take_long_does_not(tmp_path: Path, piece: str) -> None:
    """Of twice the size in no more than some three times as long: a search that tries all pairs would take four."""
    (tmp_path / "a.html").write_text(PAGE)
    list(take([tmp_path / "a.html"]))  # the child that reads pages is there, with what it loads
    assert confined._child
    child, took = confined._child.process.pid, []
    for size in (150_000, 300_000):
        (tmp_path / "a.html").write_text("<html><body>" + piece * (size // len(piece)))
        before = processor_seconds(child)
        (error,) = take([tmp_path / "a.html"])
        assert isinstance(error, InputError)
        took.append(processor_seconds(child) - before)
    assert took[1] < 3 * took[0] + 0.5


def processor_seconds(child: int) -> float:
    """What this process has taken, and a child of it that runs."""
    fields = Path(f"/proc/{child}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_file_that_would_fill_the_memory(tmp_path: Path) -> None:
    few = Settings(limits=Limits(page_mb=2, unpacked_mb=2))
    (tmp_path / "a.docx").write_bytes(word(**{"word/media/a.bin": b"0" * 3_000_000}))
    (tmp_path / "b.warc.gz").write_bytes(warc(("http://a.example/1", "text/html", "<p>" + "x" * 3_000_000)))
    paper, archive = take([tmp_path], few)
    assert "unpacks to" in str(paper) and "http://a.example/1: is larger than 2 MB" in str(archive)


def test_archived_pages_are_unpacked(tmp_path: Path) -> None:
    body = PAGE.encode()
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[at : at + 90]), body[at : at + 90]) for at in range(0, len(body), 90))
    for content, more in (
        (chunks + b"0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
        (gzip.compress(body), "Content-Encoding: gzip\r\n"),
    ):
        (tmp_path / "a.warc.gz").write_bytes(warc(("http://a.example/1", "text/html", content), more=more))
        assert SENTENCE in report(tmp_path / "a.warc.gz").text


def test_a_page_that_cannot_be_unpacked_costs_no_other(tmp_path: Path) -> None:
    broken = [
        warc((f"http://a.example/{number}", "text/html", b"zzz\r\n" + PAGE.encode()), more=f"{more}\r\n")
        for number, more in enumerate(("Transfer-Encoding: chunked", "Content-Encoding: gzip"))
    ]
    good = [warc((f"http://b.example/{number}", "text/html", PAGE)) for number in range(3)]
    (tmp_path / "a.warc.gz").write_bytes(good[0] + broken[0] + good[1] + broken[1] * 2 + good[2] + broken[0])
    taken = list(take([tmp_path / "a.warc.gz"]))
    assert [each.url for each in taken if isinstance(each, Report)] == [f"http://b.example/{n}" for n in range(3)]
    assert [str(each) for each in taken if "cannot be unpacked" in str(each)] and len(taken) == 7


def test_what_lies_before_the_damage_of_an_archive_is_read(tmp_path: Path) -> None:
    whole = warc(*((f"http://a.example/{number}", "text/html", PAGE) for number in range(3)))
    for name, content, says in (
        ("a.warc.gz", whole[:-60], "http://a.example/2: is cut short after"),
        ("b.warc.gz", whole[: len(whole) // 3 + 50] + b"\xff" * 90 + whole[len(whole) // 3 + 140 :], "from here on"),
    ):
        (tmp_path / name).write_bytes(content)
        first, *_, last = take([tmp_path / name])
        assert isinstance(first, Report)
        assert isinstance(last, InputError) and says in str(last) and last.remedy


def test_odd_cells_of_typed_tables(tmp_path: Path) -> None:
    for columns, says in (
        ({"id": [float("nan")]}, "`id`: is nan, not text"),
        ({"id": [float("inf")]}, "`id`: is inf, not text"),
        ({"date": pa.array([2**60], pa.timestamp("us"))}, "`date`: cannot be read: date value out of range"),
        ({"date": pa.array([10], pa.time64("us"))}, "`date`: is time, not text"),
        ({"title": [b"\xff"]}, "`title`: is bytes, not text"),
    ):
        (tmp_path / "a.parquet").write_bytes(parquet(**columns))
        (taken,) = take([tmp_path / "a.parquet"])
        assert isinstance(taken, InputError) and says in str(taken) and taken.remedy
    (tmp_path / "a.parquet").write_bytes(parquet(id=[Decimal("7.0")], date=[datetime.datetime(2017, 6, 4, 10)]))
    found = report(tmp_path / "a.parquet")
    assert (found.id, found.date) == ("7", "2017-06-04")


def test_a_fault_of_ours_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("two\nlines")

    for name in "ab":
        (tmp_path / f"{name}.pdf").write_bytes(pdf(SENTENCE))
    (tmp_path / "c.txt").write_text(SENTENCE)
    monkeypatch.setattr("contested.intake.confined.IS_POSSIBLE", False)  # a child of its own would not be broken
    monkeypatch.setattr("contested.intake.papers.read_pdf", broken)
    *faults, found = take([tmp_path])
    assert isinstance(found, Report)
    for taken in faults:
        assert "ZeroDivisionError: two at test_documents.py:" in str(taken) and "report it" in str(taken)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_breaks_it(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    name, whole = data.draw(st.sampled_from(WHOLE))
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(1, 5))] = data.draw(st.binary(max_size=5))
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content)
    for taken in take([path]):
        assert isinstance(taken, Report | InputError) and "fault of contested" not in str(taken)


WHOLE = (
    ("damaged.pdf", pdf(SENTENCE, "And more.")),
    ("damaged.docx", word()),
    ("damaged.parquet", parquet(id=["1"])),
    ("damaged.warc.gz", warc(("http://a.example/1", "text/html", PAGE))),
    ("damaged.html", PAGE.encode()),
)
