"""Connections for fetching: to public addresses only, to the very address that was checked, and within one deadline.

A name is resolved here, once a connection, and the connection goes to the address that was found: a name that resolves
to another address a moment later (DNS rebinding) gains nothing. The certificate is still checked against the name. The
deadline holds for all that is sent and received together, so that a server that sends a byte now and then is left too.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from contested.errors import FetchError
from contested.intake.special import kind_of

Resolver = Callable[[str, int], list[str]]
NEVER = "give the address of a public server, or of one of your own"
ALLOW = "say --allow-private to fetch from your own network"


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system's resolver gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def barred(what: str, remedy: str) -> FetchError:
    """An address that is not asked."""
    error = FetchError(what, remedy=remedy)
    error.asked = False
    return error


class Deadline:
    """The moment at which a fetch must be done."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.end = seconds, time.monotonic() + seconds

    def left(self, timeout: float | None = None) -> float:
        """Seconds left, at most ``timeout``.

        Raises:
            FetchError: none are.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise self.missed()
        return left if timeout is None else min(left, timeout)

    def is_over(self) -> bool:
        """Whether the moment has passed."""
        return time.monotonic() >= self.end

    def missed(self) -> FetchError:
        """The error of a fetch that was not done by then."""
        remedy = "try later, or raise CONTESTED_MAX_SECONDS"
        return FetchError(f"is not there after {self.seconds:g} seconds", remedy=remedy)


class TimedStream(httpcore.NetworkStream):
    """A connection on which nothing takes longer than the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Guard(httpcore.NetworkBackend):
    """Opens connections to addresses that may be asked."""

    def __init__(self, deadline: Deadline, allow_private: bool, resolver: Resolver = resolve) -> None:
        self._deadline, self._allow_private, self._resolver = deadline, allow_private, resolver
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that answers.

        Raises:
            FetchError: the name has none, one that is not public, or none that answers.
        """
        refusal: Exception | None = None
        for address in self.checked(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refusal = error
                continue
            return TimedStream(stream, self._deadline)
        raise FetchError(f"{host} does not answer: {refusal}", remedy="check the address, or try later") from refusal

    def checked(self, host: str, port: int) -> list[str]:
        """The addresses of a host; where one of them may not be asked, none may."""
        try:
            addresses = self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(f"the name {host} cannot be found", remedy="check the address, and the network") from error
        for address in addresses:
            kind = kind_of(address)
            where = address if address == host else f"{host}, which is {address}"
            if kind.opened == "never":
                raise barred(f"leads to an address that is not asked: {where} ({kind.name})", NEVER)
            if kind.opened == "own" and not self._allow_private:
                raise barred(f"leads to a private address: {where}", ALLOW)
        return list(dict.fromkeys(addresses))


class Body(httpx.SyncByteStream):
    """What a server sends, as it comes."""

    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close:
            close()


class GuardedTransport(httpx.BaseTransport):
    """The way of a client's requests through a `Guard`; every request has a connection of its own."""

    def __init__(self, guard: Guard) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=guard, max_keepalive_connections=0
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and hand over the answer when its head is there."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=Body(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()
