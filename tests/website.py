"""A real HTTP server on this machine, whose answers tests define path by path."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """What is served: bytes or a function for each path, and what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve a body at a path; its address."""
        data = body.encode() if isinstance(body, str) else body

        def answer(request: BaseHTTPRequestHandler) -> None:
            reply(request, 200, data, {"Content-Type": kind, **named(headers)})

        return self.put_answer(path, answer)

    def put_status(self, path: str, status: int, **headers: str) -> str:
        """Serve a status without a body at a path; its address."""
        return self.put_answer(path, lambda request: reply(request, status, b"", named(headers)))

    def put_answer(self, path: str, answer: Answer) -> str:
        """Let a function answer at a path; its address."""
        self.answers[path] = answer
        return self.address + path

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(asked == path for asked, _ in self.asked)


def named(headers: dict[str, str]) -> dict[str, str]:
    """Header names, which hold hyphens, from keywords, which cannot."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def reply(request: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]) -> None:
    """A whole answer."""
    request.send_response(status)
    for name, value in {"Content-Length": str(len(data)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(data)


@contextmanager
def serving() -> Iterator[Site]:
    """A site for the time of a block."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            answer = site.answers.get(self.path)
            try:
                answer(self) if answer else reply(self, 404, b"", {})
            except (BrokenPipeError, ConnectionResetError):  # the client has had enough
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
