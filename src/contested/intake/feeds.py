"""RSS and Atom: every entry of a feed is a report, in the words that the feed itself carries.

What an entry links to is not fetched: the words that a feed gives were published by it, and nothing else was asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from contested import characters
from contested.errors import InputError
from contested.intake.dates import iso_date
from contested.intake.markup import words_of
from contested.intake.record import FILE, Input, Record, Settings, damaged

ENTRY = re.compile(rb"<(?:item|entry)[\s>]", re.IGNORECASE)
ROOT = re.compile(rb"<((?:rss|feed|rdf:rdf))[\s>]", re.IGNORECASE)
END = re.compile(rb"</(?:rss|feed|rdf:rdf)\s*>", re.IGNORECASE)
ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
LINK = re.compile(rb"<link\b[^<>]*>", re.IGNORECASE)
FEED_LINK = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
HREF = re.compile(rb"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
REFERENCE = re.compile(rb"&#(x[0-9a-f]{1,4000}|[0-9]{1,4000});?", re.IGNORECASE)
HEAD = 10_000


def read_feed(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The entries of a feed, in its order."""
    data = source.read(settings.limits.file, FILE)
    check(data, source.name)
    most = int(settings.limits.entries)
    begun, whole = first_entries(data, most)
    for number, share, found in entries_of(begun, source):
        where = f"{source.name} entry {number}"
        try:
            if isinstance(found, Exception):
                raise found
            entry, feed = found
            record = record_of(entry, feed, words_of(feed.get("title") or "") or None, where)
        except MemoryError:
            raise
        except Exception as error:  # a broken entry may break the library anywhere; the others are read
            yield damaged("is not a readable entry", source._replace(name=where), error, "read its page")
            continue
        if record.fields.get("text"):  # a picture alone has none
            yield record._replace(share=share)
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


def entries_of(data: bytes, source: Input) -> Iterator[tuple[int, float, tuple[Any, Any] | Exception]]:
    """Every entry with its number, how far it lies in the feed, and the feed; or what is wrong with it.

    Where the feed as a whole cannot be parsed each entry is by itself, so that a broken one costs no other.
    """
    try:
        feed = parsed(data, source)
    except MemoryError:
        raise
    except Exception as error:  # a broken feed may break the library anywhere
        alone = list(entries_alone(data))
        if not alone:
            raise damaged("is no readable feed", source, error, "try later, or save it again") from error
        for number, piece in enumerate(alone, start=1):
            yield number, number / len(alone), entry_alone(piece, source)
        return
    for number, entry in enumerate(feed.entries, start=1):
        yield number, number / len(feed.entries), (entry, feed.feed)


def entries_alone(data: bytes) -> Iterator[bytes]:
    """Each entry of a feed as a feed of its own."""
    begins = [begin.start() for begin in ENTRY.finditer(data)]
    root = ROOT.search(data[:HEAD])
    for begin, end in pairwise([*begins, len(data)]):
        inside = b"</channel>" if root and root[1].lower() == b"rss" else b""
        closed = inside + b"</" + root[1] + b">" if root and end < len(data) else b""
        yield data[: begins[0]] + data[begin:end] + closed


def entry_alone(piece: bytes, source: Input) -> tuple[Any, Any] | Exception:
    """The one entry of a feed, with the feed; or what is wrong with it."""
    try:
        feed = parsed(piece, source)
        return feed.entries[0], feed.feed
    except MemoryError:
        raise
    except Exception as error:  # as above
        return error


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

    data = REFERENCE.sub(character, data)
    headers = {"content-type": f"application/xml; charset={source.charset}"} if source.charset else {}
    return feedparser.parse(io.BytesIO(data), response_headers=headers, resolve_relative_uris=False)


def character(reference: re.Match[bytes]) -> bytes:
    """A numeric reference as it stands where it is a character's, else U+FFFD's."""
    written = reference[1].lower()
    number = int(written[1:], 16) if written.startswith(b"x") else int(written)
    sound = 0 < number < 0xD800 or 0xDFFF < number < 0x110000
    return reference[0] if sound else b"&#65533;"


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
    raw = characters.words(body).encode() if body and body != fields["text"] else None
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
