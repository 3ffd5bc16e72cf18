"""What fetched bytes are: their own signs first, then the name in the address, then what the server calls them.

Servers call feeds pages, pages plain text and anything octets; the bytes know better.
"""

from __future__ import annotations

import io
import re
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

from contested.errors import InputError
from contested.intake.charset import BINARY_SIGNS, is_binary, wide_charset
from contested.intake.fetch import Fetched

SIGNS = ((b"%PDF-", "pdf"), (b"PAR1", "parquet"), (b"WARC/", "warc"))
FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/csv": "csv",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
}
NAMED = frozenset({"txt", "md", "csv", "jsonl", "json", "warc", "warc.gz", "html", "htm"})
HEAD = 4000


def kind_of(found: Fetched, name: str) -> str:
    """The format of what an address gave.

    Raises:
        InputError: it is none that is read.
    """
    form = by_signs(found.data)
    if form:
        return form
    file = PurePosixPath(urlsplit(found.url).path).name.lower()
    suffix = "warc.gz" if file.endswith(".warc.gz") else file.rpartition(".")[2]
    called = suffix if suffix in NAMED else KINDS.get(found.kind)
    binary = is_binary(found.data) and not wide_charset(found.data)
    if called is None or (binary and called != "warc.gz"):
        raise unknown(found, name, binary)
    return called


def by_signs(data: bytes) -> str | None:
    """The format that bytes tell by themselves; None where they do not."""
    for sign, form in SIGNS:
        if data.startswith(sign):
            return form
    if data.startswith(b"PK\x03\x04"):
        parts = names(data)
        return "docx" if "word/document.xml" in parts else "xlsx" if "xl/workbook.xml" in parts else "zip"
    head = data[:HEAD].replace(b"\0", b"")  # in two bytes a character every other one is zero
    page, feed = PAGE.search(head), FEED.search(head)
    if feed and not (page and page.start() < feed.start()):
        return "xml"
    return "html" if page else None


def names(data: bytes) -> list[str]:
    """The names in a ZIP archive; none where it is broken."""
    try:
        with ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()
    except (BadZipFile, OSError, ValueError):
        return []


def unknown(found: Fetched, name: str, binary: bool) -> InputError:
    """What is not read, and how the server called it."""
    sign = next((kind for sign, kind in BINARY_SIGNS.items() if found.data.startswith(sign)), None)
    what = sign or ("binary data" if binary else "of a format that is not known")
    called = f"; the server calls it {found.kind}" if found.kind else ""
    return InputError(f"is {what}{called}", source=name, remedy="give the page or document, or say --from FORMAT")
