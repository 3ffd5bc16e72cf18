"""What an address gives: redirects followed one by one, size and time limited, compressed bodies unpacked with care.

One request at a time, and a pause between two to the same host. Every request says who asks.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple, NoReturn
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from contested import __version__
from contested.errors import REPORT_IT, FetchError, fault
from contested.intake.charset import text_charset
from contested.intake.limits import Limits
from contested.intake.wire import Deadline, Guard, GuardedTransport, Resolver, barred, resolve

USER_AGENT = f"contested/{__version__} (a reader of published reports)"
SCHEMES = ("http", "https")
ONLY = "give an address that begins with https:// or http://, or the path of a file"
OURS = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "close"}
QUIET = httpx.Timeout(20).as_dict()  # seconds without a byte
PIECE = 1 << 16
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
LONGEST_WAIT = 10 * 365 * 86_400.0  # seconds that a server may ask for; what is heeded of it, `watch` decides
LONGEST_SAID = 1_000  # characters of what a server calls a state


class Fetched(NamedTuple):
    """What came: the address that gave it in the end, its bytes, and what the server says of them.

    ``changed`` is False where the server says that nothing did since; then there are no bytes.
    """

    url: str
    data: bytes
    kind: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    changed: bool = True


class Fetcher:
    """Fetches addresses one after the other; remembers only when it asked which host."""

    def __init__(self, limits: Limits, *, allow_private: bool = False, resolver: Resolver = resolve) -> None:
        self.limits, self.allow_private, self.resolver = limits, allow_private, resolver
        self._asked: dict[str, float] = {}

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What an address gives.

        Args:
            url: the address, http or https.
            etag: what the server called the state that is known already; `modified` likewise.

        Raises:
            FetchError: it gives nothing, nothing that may be taken, or too much; names the address and the remedy.
        """
        deadline = Deadline(self.limits.seconds)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value and is_sendable(value)}
        asked = url
        try:
            for _ in range(int(self.limits.redirects) + 1):
                asked = checked(asked)
                found = self._ask(asked, headers, deadline)
                if isinstance(found, Fetched):
                    return found
                asked = found
            raise FetchError(
                f"redirects more than {self.limits.redirects:g} times", remedy="give the address of the page itself"
            )
        except FetchError as error:
            raise placed(error, url, asked) from error
        except (httpx.InvalidURL, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise placed(refused(error, deadline), url, asked) from error
        except Exception as error:  # whatever a server makes go wrong, the other addresses are asked
            raise placed(unforeseen(error), url, asked) from error

    def _ask(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Fetched | str:
        """One request: what it gives, or the address that it is redirected to."""
        self._pause(url)
        transport = GuardedTransport(Guard(deadline, self.allow_private, self.resolver))
        request = httpx.Request("GET", url, headers={**OURS, **headers}, extensions={"timeout": QUIET})
        with closing(transport), closing(transport.handle_request(request)) as answer:
            if answer.has_redirect_location:
                return joined(url, answer.headers["Location"])
            if answer.status_code == HTTPStatus.NOT_MODIFIED:
                return Fetched(url, b"", changed=False)
            if answer.status_code != HTTPStatus.OK:
                refuse(answer)
            return fetched(url, answer, self.limits.file)

    def _pause(self, url: str) -> None:
        """Wait until the host of an address may be asked again."""
        host = urlsplit(url).netloc
        due = self._asked.get(host, -self.limits.pause_seconds) + self.limits.pause_seconds
        time.sleep(max(0.0, due - time.monotonic()) if host in self._asked else 0)
        self._asked[host] = time.monotonic()


def joined(url: str, target: str) -> str:
    """The address that a redirect leads to.

    Raises:
        FetchError: it is none.
    """
    try:
        return urljoin(url, target)
    except ValueError as error:
        raise FetchError(f"redirects to what is no address: {error}", remedy="try later") from error


def is_sendable(value: str) -> bool:
    """Whether what a server said can be sent back to it in a header: visible ASCII (RFC 9110 §5.5), not too much."""
    return len(value) <= LONGEST_SAID and value.isascii() and value.isprintable()


def said(answer: httpx.Response, header: str) -> str | None:
    """What a server calls the state of what it sent; None where it could not be sent back."""
    value = answer.headers.get(header)
    return value if value and is_sendable(value) else None


def fetched(url: str, answer: httpx.Response, most: int) -> Fetched:
    """The body of an answer, with what its head says."""
    encoding = answer.headers.get("Content-Encoding", "").lower()
    data = limited(unpacked(answer.iter_raw(PIECE), encoding), most)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    charset = text_charset(answer.charset_encoding)
    return Fetched(url, data, kind, charset, said(answer, "ETag"), said(answer, "Last-Modified"))


def checked(url: str) -> str:
    """An address that may be asked, without its fragment.

    Raises:
        FetchError: it is of another scheme, names no host, or holds a password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        _ = httpx.URL(url).host  # of a name in another script this is reckoned only when it is asked for
    except (ValueError, httpx.InvalidURL) as error:
        raise barred(f"is no address: {error}", ONLY) from error
    if parts.scheme not in SCHEMES:
        raise barred(f"is not fetched: {parts.scheme or 'no scheme'}, not http or https", ONLY)
    if not host:
        raise barred("names no host", ONLY)
    if parts.username or parts.password:
        raise barred("holds a name or password, which would be kept", "save the page, and give the file")
    return parts._replace(fragment="").geturl()


def limited(pieces: Iterable[bytes], most: int) -> bytes:
    """All pieces together, left off as soon as they are too many."""
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > most:
            raise FetchError(
                f"is larger than {most / 1e6:g} MB",
                remedy="give one report, or raise CONTESTED_MAX_FILE_MB",
            )
    return bytes(whole)


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """A body as it was before it was compressed, in pieces that are small however much they unpack to."""
    if encoding in ("", "identity"):
        yield from pieces
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"is sent as {encoding}, which was not asked for", remedy="save the page, and give the file")
    machine = zlib.decompressobj(GZIP_OR_ZLIB)
    try:
        for piece in pieces:
            rest = piece
            while rest and not machine.eof:
                yield machine.decompress(rest, PIECE)
                rest = machine.unconsumed_tail
        while not machine.eof and (more := machine.decompress(machine.unconsumed_tail, PIECE)):
            yield more
    except zlib.error as error:
        raise FetchError(f"is sent as {encoding} and is none: {error}", remedy="try later") from error
    if not machine.eof:
        raise FetchError("is cut short", remedy="try later")


def refuse(answer: httpx.Response) -> NoReturn:
    """A status that is no success, with the time that the server asks to be left alone for."""
    status = answer.status_code
    phrase = answer.reason_phrase.lower()
    gone = status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
    error = FetchError(
        f"the server says {status}{' ' if phrase else ''}{phrase}",
        remedy="check the address" if gone else "try later, or save the page and give the file",
    )
    error.status, error.wait = status, wait_of(answer.headers.get("Retry-After"), lambda: datetime.now(UTC))
    raise error


def wait_of(written: str | None, now: Callable[[], datetime]) -> float | None:
    """The seconds of a Retry-After header, a number or a date (RFC 9110 §10.2.3); None where it says none."""
    if written is None:
        return None
    if written.strip().isdecimal():
        return min(float(written), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(written)
        wait = (until.replace(tzinfo=until.tzinfo or UTC) - now()).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, wait), LONGEST_WAIT)


def unforeseen(error: Exception) -> FetchError:
    """What went wrong against all purpose with one address."""
    return FetchError(f"cannot be fetched: {fault(error)}", remedy=REPORT_IT)


def refused(error: Exception, deadline: Deadline) -> FetchError:
    """What the network says, in our words."""
    if deadline.is_over():
        return deadline.missed()
    if isinstance(error, httpcore.TimeoutException):
        return FetchError("the server does not answer in time", remedy="try later")
    reason = str(error).strip().partition("\n")[0] or type(error).__name__
    return FetchError(f"the server's answer is broken: {reason[:200]}", remedy="try later")


def placed(error: FetchError, url: str, asked: str) -> FetchError:
    """The error with the address that was given, and the one that it led to."""
    redirected = asked not in (url, checked_or_none(url))
    what = f"redirects to {hidden(asked)[:200]}: {error.what}" if redirected else error.what
    named = FetchError(what, source=hidden(url), remedy=error.remedy)
    named.status, named.wait, named.asked = error.status, error.wait, error.asked or redirected
    return named


def checked_or_none(url: str) -> str | None:
    """The address as it is asked, None where it is not."""
    try:
        return checked(url)
    except FetchError:
        return None


def hidden(url: str) -> str:
    """An address as messages show it: without a password."""
    head, at, tail = url.partition("@")
    return f"{head.partition('://')[0]}://…@{tail}" if at and "/" not in head.partition("://")[2] else url
