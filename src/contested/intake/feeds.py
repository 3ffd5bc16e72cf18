"""RSS and Atom: every entry of a feed is a report, in the words that the feed itself carries.

What an entry links to is not fetched: the words that a feed gives were published by it, and nothing else was asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from contested.errors import InputError
from contested.intake.dates import iso_date
from contested.intake.markup import words_of
from contested.intake.record import FILE, Input, Record, Settings

ENTRY = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
ROOT = re.compile(rb"<((?:rss|feed|rdf:rdf))[\s>]", re.IGNORECASE)
END = re.compile(rb"</(?:rss|feed|rdf:rdf)\s*>", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
LINK = re.compile(rb"<link\b[^<>]*>", re.IGNORECASE)
FEED_LINK = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
HREF = re.compile(rb"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
HEAD = 10_000


def read_feed(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The entries of a feed, in its order."""
    data = source.read(settings.limits.file, FILE)
    check(data, source.name)
    most = int(settings.limits.entries)
    begun, whole = first_entries(data, most)
    feed = parsed(begun, source)
    publisher = words_of(feed.feed.get("title") or "") or None
    for number, entry in enumerate(feed.entries, start=1):
        record = record_of(entry, feed.feed, publisher, f"{source.name} entry {number}")
        if record.fields.get("text"):  # a picture alone has none
            yield record._replace(share=number / len(feed.entries))
    if not whole:
        what = f"has more than {most:,} entries, of which the first are taken"
        yield InputError(what, source=source.name, remedy="raise CONTESTED_MAX_ENTRIES")
    elif not ended(data):
        yield InputError("is a feed that is cut short", source=source.name, remedy="try later, or save it again")


def check(data: bytes, name: str) -> None:
    """See that these bytes are a feed, and not one that is made to fill the memory.

    Raises:
        InputError: they are not; where they are a page that names its feed, so does the error.
    """
    head = data[:HEAD].replace(b"\0", b"")
    if ENTITY.search(head):
        raise InputError("declares entities of its own, which are not followed", source=name, remedy="save it without")
    if ROOT.search(head):
        return
    links = (HREF.search(link) for link in LINK.findall(data[: 10 * HEAD]) if FEED_LINK.search(link))
    named = next((link[1].decode("utf-8", "replace") for link in links if link), None)
    remedy = f"its feed is {named[:200]}" if named else "give the address of an RSS or Atom feed"
    raise InputError("is no RSS or Atom feed", source=name, remedy=remedy)


def has_entries(data: bytes) -> bool:
    """Whether a feed has an entry, or breaks off before its end."""
    return bool(ENTRY.search(data)) or not ended(data)


def ended(data: bytes) -> bool:
    """Whether the end of a feed is there."""
    return bool(END.search(data[-HEAD:].replace(b"\0", b"")))


def first_entries(data: bytes, most: int) -> tuple[bytes, bool]:
    """A feed with so many entries at most, and whether those are all."""
    begins = [begin.start() for begin in islice(ENTRY.finditer(data), most + 1)]
    root = ROOT.search(data[:HEAD])
    if len(begins) <= most or root is None:
        return data, True
    inside = b"</channel>" if root[1].lower() == b"rss" else b""
    return data[: begins[most]] + inside + b"</" + root[1] + b">", False


def parsed(data: bytes, source: Input) -> Any:
    """A feed as the library reads it, however badly it is written."""
    import feedparser

    headers = {"content-type": f"application/xml; charset={source.charset}"} if source.charset else {}
    return feedparser.parse(io.BytesIO(data), response_headers=headers, resolve_relative_uris=False)


def record_of(entry: Any, feed: Any, publisher: str | None, name: str) -> Record:
    """One entry: its longest words, its link, the day it says."""
    bodies = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
    body = max(bodies, key=len)
    title = words_of(entry.get("title") or "") or None
    link = entry.get("link") or ""
    fields = {
        "text": words_of(body) or title or "",
        "title": title,
        "date": day_of(entry),
        "source": publisher,
        "url": link if link.startswith(("http://", "https://")) else None,
        "lang": feed.get("language") or None,
    }
    raw = body.encode() if body and body != fields["text"] else None
    where = f"{name} ({fields['url']})" if fields["url"] else name
    return Record({field: value for field, value in fields.items() if value}, name=where, raw=raw, found=True)


def day_of(entry: Any) -> str | None:
    """The day on which an entry says that it was published, as written; else that of its last change."""
    for field in ("published", "updated"):
        day = iso_date(entry.get(field) or "")
        if day:
            return day
        read = entry.get(f"{field}_parsed")
        if read:
            return f"{read.tm_year:04}-{read.tm_mon:02}-{read.tm_mday:02}"
    return None
