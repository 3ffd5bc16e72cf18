"""The formats that are read, by suffix, each with what reads it: known without loading any of them."""

from __future__ import annotations

from typing import Final

FORMATS: Final = {
    "txt": "plain.read_plain",
    "md": "plain.read_plain",
    "html": "pages.read_html",
    "htm": "pages.read_html",
    "pdf": "papers.read_pdf",
    "docx": "papers.read_docx",
    "csv": "rows.read_csv",
    "parquet": "rows.read_parquet",
    "xlsx": "workbook.read_xlsx",
    "xlsm": "workbook.read_xlsx",
    "jsonl": "rows.read_jsonl",
    "json": "telegram.read_export",
    "xml": "feeds.read_feed",
    "rss": "feeds.read_feed",
    "atom": "feeds.read_feed",
    "zip": "packed.read_zip",
    "warc": "pages.read_warc",
    "warc.gz": "pages.read_warc",
}
