"""A real server on this machine that hands out files, in pieces, cut short or wrong, as a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class File:
    """A file as the server has it. ``cuts``: after how many bytes each answer in turn breaks off."""

    body: bytes
    tag: str | None = '"1"'
    kind: str = "application/zip"
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True


class FileServer(ThreadingHTTPServer):
    """Files by path; ``asked``: path and range of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, File] = {}
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.asked.append((self.path, wanted))
        file = self.server.files.get(self.path)
        if file is None:
            self.send_error(404)
            return
        same = file.tag is not None and self.headers.get("If-Range") == file.tag
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and same and file.ranges else 0
        if start >= len(file.body):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Type", file.kind)
        self.send_header("Content-Length", str(len(file.body) - start))
        if file.tag:
            self.send_header("ETag", file.tag)
        self.end_headers()
        stop = start + file.cuts.pop(0) if file.cuts else None
        self.wfile.write(file.body[start:stop])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def file_server() -> Iterator[FileServer]:
    """A running server."""
    with FileServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
