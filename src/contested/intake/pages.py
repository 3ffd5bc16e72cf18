"""`.html` and `.warc(.gz)`: web pages, whose article, title, date and publisher trafilatura finds."""

from __future__ import annotations

import logging
import re
from collections.abc import Generator, Iterator
from configparser import ConfigParser
from functools import cache
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from contested.errors import InputError
from contested.intake.charset import DETECT, complaint, is_binary, wide_charset
from contested.intake.record import PAGE, Input, Record, Settings, damaged

SENTENCE_ENDS = ".!?…。！？؟।"
SENTENCE_LENGTH = 20  # characters before its end
ARTICLE = "save the article's own page, or give its text"
WHOLE = "check that it is a WARC file and whole"
LANGUAGE = re.compile(rb"""<html[^>]*\slang=["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)""", re.IGNORECASE)


def read_html(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The article of one saved web page."""
    data = source.read(settings.limits.page, PAGE)
    encoding = source.charset or settings.encoding
    if is_binary(data) and not (encoding and wide_charset(data)):
        raise complaint(data, source.name, None)
    yield from article_of(data, source.url, source, settings._replace(encoding=encoding))


def read_warc(source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The articles of the pages that a web archive holds; pictures, scripts, redirects and the like are passed over."""
    pages = 0
    with source.seekable() as stream:
        try:
            for page in archived_pages(stream, settings.limits.page):
                pages += 1
                named = source._replace(name=f"{source.name} {page.url}")
                if page.fault:
                    yield InputError(page.fault, source=named.name, remedy=page.remedy)
                else:
                    yield from article_of(page.data, page.url, named, settings)
        except OSError as error:
            if error.errno is not None:  # the operating system's, not the library's
                raise
            yield damaged("is no WARC archive from here on" if pages else "is no WARC archive", source, error, WHOLE)
            return
    if not pages:
        yield InputError("holds no archived web page", source=source.name, remedy=WHOLE)


class Page(NamedTuple):
    """A page in an archive: its address, its bytes, and what is wrong with them and what to do about it."""

    url: str
    data: bytes
    fault: str | None = None
    remedy: str = "fetch the archive again"


def archived_pages(stream: BinaryIO, most: int) -> Iterator[Page]:
    """Every page in an archive that the server sent with status 200, as the server meant it to be seen.

    Args:
        most: bytes of a page; more is no article but a file made to fill the memory.
    """
    start: int | None = 0
    while start is not None:
        stream.seek(start)
        start = yield from pages_from(stream, most)


def pages_from(stream: BinaryIO, most: int) -> Generator[Page, None, int | None]:
    """The pages from here to the first that cannot be unpacked, which leaves its library anywhere; where to go on."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    # pages are kept as they came over the wire: in chunks, compressed
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"):
        http = record.http_headers
        kind = record.http_content_type or ""
        if http is None or http.status_code != 200 or kind not in ("text/html", "application/xhtml+xml"):
            continue
        url = record.headers.get("WARC-Target-URI") or ""
        encoded = http.get("Transfer-Encoding") or http.get("Content-Encoding")
        length = record.content_length
        try:
            data = record.reader.read(most + 1)
        except OSError as error:
            yield Page(url, b"", f"cannot be unpacked: {error}")
            return behind(stream, record.stream_pos)
        if len(data) > most:
            yield Page(url, b"", f"is larger than {most / 1e6:g} MB", f"raise {PAGE}, or give the page's text")
        elif not encoded and len(data) < length:
            yield Page(url, b"", f"is cut short after {len(data):,} of {length:,} bytes")
        else:
            yield Page(url, data)
    return None


def behind(stream: BinaryIO, start: int) -> int | None:
    """Where the record begins that follows the one that begins there, by the lengths that they state; None: none does.

    Raises:
        OSError: the archive is damaged there.
    """
    from fastwarc.warc import ArchiveIterator

    stream.seek(start)
    return next((record.stream_pos for record in ArchiveIterator(stream) if record.stream_pos > start), None)


def article_of(data: bytes, url: str | None, source: Input, settings: Settings) -> Iterator[Record | InputError]:
    """The article of a page, or the one line that says why there is none."""
    try:
        record = article(data, url, settings)
    except MemoryError:
        raise
    except Exception as error:  # a broken page may break the library anywhere
        yield damaged("is not a readable web page", source, error, ARTICLE)
        return
    if record is None:
        yield InputError("has no article", source=source.name, remedy=ARTICLE)
    else:
        record = record._replace(raw=data, found=True)
        yield record if url is None else record._replace(name=source.name)


def article(data: bytes, url: str | None, settings: Settings) -> Record | None:
    """The article of a page; None where there is none."""
    import trafilatura

    for logger in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    page = declared(data, settings.encoding)
    if b"<html" not in data[:5000].lower():
        # a saved fragment; the library wants a whole page
        page = b"<html><body>" + page + b"</body></html>"
    found = trafilatura.bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        config=short_articles_too(),
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    # the library's own type says "or a dictionary", for another way of calling it
    if found is None or isinstance(found, dict) or not has_sentence(found.text or ""):
        return None
    address = url or found.url
    language = LANGUAGE.search(data[:5000])
    fields = {
        "text": found.text,
        "title": found.title,
        "date": found.date,
        "source": found.sitename or (urlsplit(address).hostname if address else None),
        "url": address,
        "lang": found.language or (language[1].decode() if language else None),
    }
    return Record({field: value for field, value in fields.items() if value}, 1)


def has_sentence(text: str) -> bool:
    """Whether some line has the length and the end of a sentence: an article has one, a menu or a caption has none.

    It is looked at line by line from both ends, since a search would try every beginning with every end.
    """
    lines = (line.strip() for line in text.split("\n"))
    return any(max(map(line.rfind, SENTENCE_ENDS)) >= SENTENCE_LENGTH for line in lines)


@cache
def short_articles_too() -> ConfigParser:
    """The library's settings, but that an article may be one sentence: a wire flash is one, and below its usual bound
    of 250 characters the library would take the menus with it."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "40")
    return config


def declared(data: bytes, encoding: str | None) -> bytes:
    """The page as it is, for its own declaration to be read; as UTF-8 where the user named an encoding for it."""
    try:
        plain = b"\0" not in data and bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        plain = False
    # to detect it is what the library does
    return data if plain or not encoding or encoding == DETECT else data.decode(encoding, "replace").encode()
