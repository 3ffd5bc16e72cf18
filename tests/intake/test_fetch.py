"""Fetching from a real server on this machine: what comes, what is refused, and that nothing waits for ever."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st
from website import Site, reply

from contested.errors import FetchError
from contested.intake.fetch import Fetcher, unpacked, wait_of
from contested.intake.limits import Limits
from contested.intake.special import is_public, kind_of
from contested.intake.wire import Deadline, Guard

QUICK = Limits(pause_seconds=0)


def fetcher(**limits: float) -> Fetcher:
    """A fetcher that may ask this machine, without pauses."""
    return Fetcher(QUICK._replace(**limits), allow_private=True)


def refusal(fetch: Fetcher, url: str) -> FetchError:
    """The one line about an address that gives nothing; it names the address and a remedy."""
    with pytest.raises(FetchError) as caught:
        fetch.get(url)
    assert caught.value.remedy and "\n" not in str(caught.value)
    return caught.value


def test_what_is_served_comes_with_what_the_server_says_of_it(site: Site) -> None:
    url = site.put("/a", "Café", "text/plain; charset=UTF-8", ETag='"1"', Last_Modified="Wed, 05 Apr 2017 10:00:00 GMT")
    found = fetcher().get(url + "#part")
    assert (found.url, found.data.decode(), found.kind, found.charset) == (url, "Café", "text/plain", "utf-8")
    assert (found.etag, found.modified, found.changed) == ('"1"', "Wed, 05 Apr 2017 10:00:00 GMT", True)
    assert site.asked[0][1]["User-Agent"].startswith("contested/")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        known = request.headers["If-None-Match"] == '"1"' and request.headers["If-Modified-Since"] == "yesterday"
        reply(request, 304 if known else 200, b"" if known else b"x", {"ETag": '"1"'})

    url = site.put_answer("/a", answer)
    assert fetcher().get(url).changed
    assert not fetcher().get(url, etag='"1"', modified="yesterday").changed


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_compressed_bodies_are_unpacked(site: Site, encoding: str) -> None:
    text = b"The army captured Maskanah. " * 10_000
    data = gzip.compress(text) if encoding == "gzip" else zlib.compress(text)
    assert fetcher().get(site.put("/a", data, Content_Encoding=encoding)).data == text


@given(st.binary(max_size=3000), st.integers(1, 700), st.integers(0, 9))
def test_any_body_survives_being_sent_in_pieces(body: bytes, size: int, level: int) -> None:
    packed = gzip.compress(body, level)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert b"".join(unpacked(pieces, "gzip")) == body


@pytest.mark.parametrize(
    ("body", "encoding", "says"),
    [
        (gzip.compress(b"x" * 99999)[:-20], "gzip", "cut short"),
        (b"not packed", "gzip", "is sent as gzip and is none"),
        (b"x", "br", "sent as br"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip", "sent as gzip, gzip"),
    ],
)
def test_broken_bodies(site: Site, body: bytes, encoding: str, says: str) -> None:
    assert says in str(refusal(fetcher(), site.put("/a", body, Content_Encoding=encoding)))


def test_a_page_of_200_mb_is_left_as_soon_as_it_is_too_large(site: Site) -> None:
    sent = []

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "200000000")
        request.end_headers()
        for _ in range(200):
            request.wfile.write(b" " * 1_000_000)
            sent.append(1)

    error = refusal(fetcher(file_mb=3), site.put_answer("/a", answer))
    assert "is larger than 3 MB" in str(error) and "CONTESTED_MAX_FILE_MB" in str(error)
    assert len(sent) < 30


def test_a_gzip_bomb_is_left_as_soon_as_it_has_unpacked_too_much(site: Site) -> None:
    machine = zlib.compressobj(9, wbits=31)
    bomb = b"".join(machine.compress(bytes(1_000_000)) for _ in range(100)) + machine.flush()
    assert len(bomb) < 200_000
    assert "is larger than 3 MB" in str(refusal(fetcher(file_mb=3), site.put("/a", bomb, Content_Encoding="gzip")))


def test_redirects_are_followed_but_not_in_a_circle(site: Site) -> None:
    site.put_status("/a", 302, Location="/b")
    site.put_status("/b", 301, Location=site.address + "/c")
    site.put("/c", "there")
    assert fetcher().get(site.address + "/a").url == site.address + "/c"
    site.put_status("/c", 302, Location="/a")
    assert "redirects more than 5 times" in str(refusal(fetcher(), site.address + "/a"))
    assert site.count("/a") == 3


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("file:///etc/passwd", "not http or https"),
        ("ftp://a.example/x", "not http or https"),
        ("javascript:alert(1)", "not http or https"),
        ("http://user:secret@a.example/", "holds a name or password"),
    ],
)
def test_redirects_lead_nowhere_else(site: Site, target: str, says: str) -> None:
    error = refusal(fetcher(), site.put_status("/a", 302, Location=target))
    assert says in str(error) and str(error).startswith(site.address + "/a: ") and "secret" not in str(error)
    assert error.asked


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher://a.example/",
        "http://[::1",
        "http://a.example:port/",
        "http://",
    ],
)
def test_addresses_that_are_not_asked(url: str) -> None:
    refusal(fetcher(), url)


def test_a_password_is_not_repeated() -> None:
    error = refusal(fetcher(), "https://user:secret@a.example/")
    assert "secret" not in str(error) and "a.example" in str(error) and not error.asked


# --- private addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_asked_only_if_the_user_says_so(site: Site, host: str) -> None:
    url = site.put("/a", "x").replace("127.0.0.1", host)
    error = refusal(Fetcher(QUICK), url)
    assert "leads to a private address" in str(error) and "--allow-private" in str(error)
    assert not site.asked


def test_a_redirect_to_a_private_address_is_refused(site: Site) -> None:
    """The first name is taken for a public one; what it redirects to is checked anew."""
    port = site.address.rpartition(":")[2]

    class Half(Fetcher):
        def _ask(self, url, headers, deadline):  # type: ignore[no-untyped-def]
            self.allow_private = url.endswith("/a")
            return super()._ask(url, headers, deadline)

    site.put_status("/a", 302, Location=f"http://localhost:{port}/b")
    site.put("/b", "secret")
    error = refusal(Half(QUICK), site.address + "/a")
    assert f"redirects to http://localhost:{port}/b: leads to a private address: localhost, which is" in str(error)
    assert site.count("/b") == 0


def test_one_private_address_among_those_of_a_name_is_enough(site: Site) -> None:
    fetch = Fetcher(QUICK, resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    assert "news.example, which is 10.0.0.1" in str(refusal(fetch, "http://news.example/"))


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: Site) -> None:
    """A name that would resolve to another address a moment later gains nothing: it is asked for once."""
    answers = iter([["127.0.0.1"]])
    fetch = Fetcher(QUICK, allow_private=True, resolver=lambda host, port: next(answers))
    port = site.address.rpartition(":")[2]
    site.put("/a", "there")
    assert fetch.get(f"http://news.example:{port}/a").data == b"there"
    assert site.asked[0][1]["Host"] == f"news.example:{port}"
    assert next(answers, None) is None


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:a00:1::", False),
        ("::127.0.0.1", False),
        ("::93.184.216.34", True),
        ("64:ff9b:1::1", False),
        ("64:ff9b:1::5db8:d822", False),
        ("5f00::1", False),
        ("192.88.99.1", False),
        ("192.0.0.192", False),
        ("100.100.100.200", False),
        ("168.63.129.16", False),
        ("fd00:ec2::254", False),
        ("fec0::1", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
        ("100::1", False),
        ("4000::1", False),
        ("::", False),
        ("0.0.0.0", False),
        ("2001:0:5db8:d822:0:ffff:f5ff:fffe", False),
        ("2001:4860:4860::8888", True),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


NEVER_OPENED = (
    "169.254.169.254", "fe80::1", "fe80::1%lo", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1",
    "fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "192.0.0.192", "168.63.129.16", "0.0.0.0", "255.255.255.255",
    "224.0.0.1", "ff02::1", "5f00::1", "64:ff9b:1::1", "192.88.99.1", "fd00:42::42", "fd00:c1::a9fe:a9fe",
    "::169.254.169.254",
)  # fmt: skip


@pytest.mark.parametrize("address", NEVER_OPENED)
def test_what_no_option_opens_is_refused_before_anything_is_sent(
    site: Site, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither when it is named nor when a redirect leads there; a connection that were opened would fail the test."""
    port = int(site.address.rpartition(":")[2])
    opened = []
    connect = Guard.connect_tcp

    def watched(self: Guard, host: str, port: int, *args: object, **more: object) -> object:
        monkeypatch.setattr(self._backend, "connect_tcp", lambda address, *_: opened.append(address))
        return connect(self, host, port, *args, **more)  # type: ignore[arg-type]

    site.put_status("/a", 302, Location=f"http://inside.example:{port}/b")

    def resolver(host: str, port: int) -> list[str]:
        return [address] if host == "inside.example" else ["127.0.0.1"]

    fetch = Fetcher(QUICK, allow_private=True, resolver=resolver)
    assert "redirects to" in str(error := refusal(fetch, site.address + "/a")) and "is not asked" in str(error)
    monkeypatch.setattr(Guard, "connect_tcp", watched)
    assert "is not asked" in str(refusal(fetch, "http://inside.example/"))
    assert opened == [] and kind_of(address).opened == "never"


@given(st.ip_addresses())
def test_every_address_is_of_one_kind_and_one_that_may_be_asked_is_unicast(address: object) -> None:
    kind = kind_of(str(address))
    assert kind.opened in ("public", "own", "never") and kind.name
    if kind.opened != "never":
        guard = Guard(Deadline(9), allow_private=True, resolver=lambda host, port: [str(address)])
        assert guard.checked("a.example", 80) == [str(address)]
        assert not address.is_multicast and not address.is_link_local  # type: ignore[attr-defined]


# --- time ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_left_at_the_deadline(site: Site, part: str) -> None:
    left = threading.Event()

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.0 200 OK\r\n" + (b"" if part == "head" else b"\r\n"))
        while not left.wait(0.02):
            request.wfile.write(b"x")
            request.wfile.flush()

    before = time.monotonic()
    error = refusal(fetcher(seconds=0.5), site.put_answer("/a", answer))
    left.set()
    assert "is not there after 0.5 seconds" in str(error)
    assert time.monotonic() - before < 15  # of the 20 that it may be quiet, and of the hours that it would drip


def test_a_host_is_asked_with_pauses(site: Site) -> None:
    fetch, began = fetcher(pause_seconds=0.3), time.monotonic()
    for _ in range(3):
        fetch.get(site.put("/a", b"x"))
    assert time.monotonic() - began >= 0.6 and site.count("/a") == 3


# --- refusals --------------------------------------------------------------------------------------------------------


def test_a_status_is_told_with_the_wait_that_is_asked_for(site: Site) -> None:
    error = refusal(fetcher(), site.put_status("/a", 503, Retry_After="120"))
    assert "the server says 503 service unavailable" in str(error) and (error.status, error.wait) == (503, 120)
    assert refusal(fetcher(), site.address + "/none").status == 404


def test_waits_are_numbers_or_dates() -> None:
    def now() -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)

    assert wait_of("Thu, 01 Jan 2026 00:02:00 GMT", now) == 120
    assert wait_of("Wed, 31 Dec 2025 00:00:00 GMT", now) == 0
    assert wait_of(None, now) is wait_of("soon", now) is wait_of("-5", now) is None


def test_what_is_no_server(site: Site) -> None:
    def broken(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"220 mail.example ESMTP\r\n")

    assert "broken" in str(refusal(fetcher(), site.put_answer("/a", broken)))
    closed = Fetcher(QUICK, allow_private=True, resolver=lambda host, port: ["127.0.0.1"])
    assert "does not answer" in str(refusal(closed, "http://news.example:1/"))

    def nowhere(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    unknown = Fetcher(QUICK, resolver=nowhere)
    assert "the name news.example cannot be found" in str(refusal(unknown, "http://news.example/"))


@pytest.mark.parametrize("host", ["xn--aaaaaaaaaaaaaa", "xn--", "xn--a-0000h.b"])
def test_a_name_that_is_none_in_another_script_is_no_fault_of_ours(site: Site, host: str) -> None:
    for url in (f"http://{host}/", site.put_status("/a", 302, Location=f"http://{host}/")):
        error = refusal(fetcher(), url)
        assert "is no address" in str(error) and "fault of contested" not in str(error)
