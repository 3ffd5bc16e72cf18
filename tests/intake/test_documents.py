"""Pages, papers and archives."""

from __future__ import annotations

import datetime
import gzip
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from contested.errors import InputError
from contested.intake import Settings, take
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


def warc(*pages: tuple[str, str, str]) -> bytes:
    """A web archive of responses: address, content type, body."""
    out = b""
    for url, kind, body in pages:
        http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}".encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        head += "WARC-Record-ID: <urn:uuid:7b0f2f0e-5d0c-4f5e-9a61-000000000000>\r\n"
        head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        out += gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)
    return out


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
        ("a.warc.gz", b"junk", ""),
        ("a.warc", warc(("http://a.example/3", "image/png", "x")), "no archived web page"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    (taken,) = take([tmp_path / name])
    assert isinstance(taken, InputError)
    assert says in str(taken) and name in str(taken) and taken.remedy and "\n" not in str(taken)
