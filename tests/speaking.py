"""A real server on this machine that speaks the chat completions protocol, and answers what a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "small-1"


@dataclass
class Answer:
    """What the server sends: a status, a body, headers, and how long it waits before it does."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0  # seconds between single bytes of the body


def said(content: str | None, *, tokens: tuple[int, int] | None = (100, 20), finish: str = "stop") -> Answer:
    """A completion with this content."""
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]} if tokens else None
    message = {"role": "assistant", "content": content}
    choices = [{"index": 0, "message": message, "finish_reason": finish}]
    return Answer(json.dumps({"id": "1", "object": "chat.completion", "choices": choices, "usage": usage}).encode())


def claims(*rows: dict[str, Any]) -> Answer:
    """A completion with these claims."""
    return said(json.dumps({"claims": list(rows)}))


def claim(sentence: int, type: str, trigger: str, quote: str, **more: Any) -> dict[str, Any]:
    """A claim in the asked form; nothing in what is not given."""
    row: dict[str, Any] = {"sentence": sentence, "type": type, "trigger": trigger, "quote": quote}
    row |= {key: [] for key in ("actors", "places", "counts", "means", "attribution")}
    row |= {"time": None, "condition": None, "caused_by": None}
    row |= {"polarity": "affirmed", "outcome": "succeeded", "modality": "asserted", "scope": "event"}
    return row | more


class Speaking:
    """A server; ``answers`` are given in order, the last one again and again, or made by a function of the request."""

    def __init__(self) -> None:
        self.answers: list[Answer] | Callable[[dict[str, Any]], Answer] = [claims()]
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.lock = threading.Lock()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()

    def next(self, request: dict[str, Any]) -> Answer:
        with self.lock:
            self.requests.append(request)
            if callable(self.answers):
                return self.answers(request)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def stop(self) -> None:
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    def handler(self) -> type[BaseHTTPRequestHandler]:
        speaking = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                speaking.paths.append(self.path)
                speaking.headers.append({name.lower(): value for name, value in self.headers.items()})
                answer = speaking.next(request)
                time.sleep(answer.wait)
                self.send_response(answer.status)
                for name, value in {"content-type": "application/json", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(answer.body)))
                self.end_headers()
                try:
                    if answer.drip:
                        for at in range(len(answer.body)):
                            self.wfile.write(answer.body[at : at + 1])
                            self.wfile.flush()
                            time.sleep(answer.drip)
                    else:
                        self.wfile.write(answer.body)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, *args: Any) -> None:
                """Nothing is written to the test's output."""

        return Handler
