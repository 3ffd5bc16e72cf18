"""Addresses as inputs: whatever a server calls it, what it is decides; hostile pages cost one line each."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from website import Site

from contested.errors import InputError
from contested.intake import Arrival, Remark, Settings, arrivals, take
from contested.model import Report

TEXT = "The army captured the town of Maskanah on Sunday, a monitor said. Twenty fighters were killed there."
PAGE = f"""<html lang="en"><head><title>Army enters Maskanah</title>
<meta property="og:site_name" content="Badia Monitor">
<meta property="article:published_time" content="DAY"><script>var x = "The rebels captured Raqqa."</script></head>
<body><nav>Home | News</nav><article><h1>Army enters Maskanah</h1><p>{TEXT}</p>
<script>document.write("The rebels captured Homs.")</script><p onclick="alert(1)">It was quiet on Monday.</p></article>
</body></html>"""


def taken(settings: Settings, *urls: str) -> list[Report]:
    """The reports of addresses that all give one or more."""
    found = list(take(urls, settings))
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def test_a_page_is_its_article_with_title_day_publisher_and_address(site: Site, near: Settings) -> None:
    url = site.put("/a", PAGE.replace("DAY", "2017-06-04"))
    (arrival,) = arrivals([url], near)
    assert isinstance(arrival, Arrival)
    report = arrival.report
    assert TEXT in report.text and "rebels" not in report.text and "alert" not in report.text
    assert (report.title, report.date, report.source) == ("Army enters Maskanah", "2017-06-04", "Badia Monitor")
    assert (report.url, report.lang) == (url, "en")
    assert arrival.raw == PAGE.replace("DAY", "2017-06-04").encode()


def test_the_address_of_a_report_is_the_one_that_gave_it(site: Site, near: Settings) -> None:
    site.put_status("/short", 302, Location="/long")
    url = site.put("/long", PAGE)
    assert taken(near, site.address + "/short")[0].url == url


def word() -> bytes:
    """A Word document."""
    paper, packed = docx.Document(), io.BytesIO()
    paper.add_paragraph(TEXT)
    paper.save(packed)
    return packed.getvalue()


def table() -> bytes:
    """A Parquet table."""
    packed = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT]}), packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/a", PAGE.encode(), "text/plain"),
        ("/a", PAGE.encode(), "application/octet-stream"),
        ("/a", PAGE.encode("utf-16"), "text/html"),
        ("/a", f"<rss><channel><item><description>{TEXT}</description></item></channel></rss>".encode(), "text/html"),
        ("/a", TEXT.encode(), "text/plain"),
        ("/a.md", f"---\ntitle: x\n---\n{TEXT}".encode(), "application/octet-stream"),
        ("/a", word(), "text/html"),
        ("/a", table(), "text/plain"),
        ("/a.jsonl", json.dumps({"text": TEXT}).encode(), "text/plain"),
        ("/a.csv", f'text\n"{TEXT}"\n'.encode(), "text/html"),
    ],
)
def test_what_it_is_decides_not_what_the_server_calls_it(
    site: Site, near: Settings, path: str, body: bytes, kind: str
) -> None:
    (report,) = taken(near, site.put(path, body, kind))
    assert TEXT in report.text


@pytest.mark.parametrize(
    ("body", "kind", "says"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "text/html", "is a PNG image; the server calls it text/html"),
        (b"\x00\x01\x02" * 99, "text/html", "is binary data"),
        (gzip.compress(b"x"), "application/gzip", "is gzip-compressed data"),
        (b"\x89PNG" + bytes(99), "", "is a PNG image (give"),
        (b"body { color: red }", "text/css", "of a format that is not known; the server calls it text/css"),
        (b"", "text/html", "is empty"),
        (b"<html><body><nav>Home</nav></body></html>", "text/html", "has no article"),
        (b"%PDF-1.4\n%%EOF", "text/html", "is not a readable PDF"),
        (b"PK\x03\x04junk", "text/html", "is no ZIP archive"),
        ("Армия взяла город".encode("cp1251"), "text/plain", "is not UTF-8"),
    ],
)
def test_what_is_no_report_is_one_line_and_the_rest_goes_on(
    site: Site, near: Settings, body: bytes, kind: str, says: str
) -> None:
    bad, good = site.put("/bad", body, kind), site.put("/good", PAGE)
    error, report = take([bad, good], near)
    assert isinstance(error, InputError) and isinstance(report, Report)
    assert str(error).startswith(bad) and says in str(error) and error.remedy


def test_the_character_set_that_the_server_names_is_believed(site: Site, near: Settings) -> None:
    text = f"Le village a été pris à midi. {TEXT}"
    plain = site.put("/a", text.encode("cp1252"), "text/plain; charset=windows-1252")
    page = site.put("/b", f"<html><body><p>{text}</p></body></html>".encode("cp1252"), "text/html; charset=cp1252")
    odd = site.put("/c", text + " Again.", "text/plain; charset=klingon")
    assert [text in report.text for report in taken(near, plain, page, odd)] == [True] * 3


@pytest.mark.parametrize(("day", "why"), [("2093-06-04", "lies in the future"), ("1812-06-04", "is before 1900")])
def test_a_day_that_cannot_be_is_left_out_and_told(site: Site, near: Settings, day: str, why: str) -> None:
    entry = f"<rss><channel><item><description>{TEXT}</description><pubDate>{day}</pubDate></item></channel></rss>"
    remark, report = take([site.put("/a", entry)], near)
    assert isinstance(remark, Remark) and isinstance(report, Report)
    assert f"its date {day} {why}" in str(remark) and report.date is None


@pytest.mark.parametrize(("day", "why"), [("2093-06-04", "lies in the future"), ("1812-06-04", "is before 1900")])
def test_a_day_that_cannot_be_is_left_out_of_a_file_too(tmp_path: Path, day: str, why: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT, "date": day}) + "\n" + json.dumps({"text": TEXT + "."}))
    remark, report, _ = take([tmp_path / "a.jsonl"])
    assert isinstance(remark, Remark) and isinstance(report, Report)
    assert f"a.jsonl:1: its date {day} {why}" in str(remark) and report.date is None


def test_addresses_need_leave_for_this_machine(site: Site) -> None:
    (error,) = take([site.put("/a", PAGE)])
    assert "--allow-private" in str(error)
