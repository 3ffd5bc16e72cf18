"""One question to an OpenAI-compatible server and its answer: ``POST {url}/chat/completions`` with structured output.

A question is put again after 429, 5xx, a broken connection or a timeout, each time after a longer pause or the one that
the server asks for. A server that refuses an optional field (older ones know no JSON Schema, newer models no
temperature) is asked without it. A refusal that no patience mends (401, 403, 404) is remembered, so that a thousand
reports do not send a thousand wrong keys.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from contested.errors import ContestedError, InputError
from contested.llm.answer import schema
from contested.llm.bill import Bill
from contested.llm.settings import KEY, MODEL, RETRIES, TIMEOUT, URL, LlmSettings

if TYPE_CHECKING:
    import httpx

LARGEST = 2_000_000  # bytes of an answer
LONGEST_PAUSE = 60.0  # seconds
AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
REMEDIES = {
    401: f"set {KEY} to a key that the server takes",
    403: f"set {KEY} to a key that may use the model",
    404: f"{URL} must be the base address, often ending in /v1, and {MODEL} a model that the server has",
}
# How a refusal names the optional field that it is about.
NAMED = {
    "temperature": ("temperature",),
    "seed": ("seed",),
    "response_format": ("response_format", "response format", "schema", "json_object", "grammar"),
}
SHOWN = 200  # characters of a server's own words in an error


class Usage(msgspec.Struct, frozen=True):
    """The tokens that a server counted."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Message(msgspec.Struct, frozen=True):
    """What the model wrote; ``refusal`` where it would not."""

    content: str | None = None
    refusal: str | None = None


class Choice(msgspec.Struct, frozen=True):
    """One answer and why it ended; "length" where it did not fit."""

    message: Message
    finish_reason: str | None = None


class Completion(msgspec.Struct, frozen=True):
    """The part of a chat completion that is used."""

    choices: tuple[Choice, ...]
    usage: Usage | None = None


class Told(NamedTuple):
    """An answer's words, and whether they were cut off."""

    content: str
    cut: bool


class Response(NamedTuple):
    """What came back over the wire."""

    status: int
    body: bytes
    pause: float | None


class AttemptError(ContestedError):
    """One attempt failed in a way that may pass; the message says how."""

    def __init__(self, how: str, pause: float | None = None) -> None:
        super().__init__(how)
        self.pause = pause


class Server:
    """A server to ask; may be asked from several threads."""

    def __init__(self, settings: LlmSettings, bill: Bill, sleep: Callable[[float], object] | None = None) -> None:
        self.settings, self.bill = settings, bill
        self.ended = threading.Event()
        self.sleep = sleep or self.ended.wait
        self.refused: InputError | None = None
        # Dropped one by one where a server refuses them; the JSON Schema gives way to plain JSON first.
        self.optional: dict[str, Any] = {"response_format": structured(), "temperature": 0, "seed": 0}
        self.lock = threading.Lock()
        self._client: httpx.Client | None = None

    def ask(self, system: str, user: str, takes: Callable[[Told], bool]) -> Told:
        """The answer to a question; one that the caller does not take is a failed attempt.

        Raises:
            InputError: no answer could be had; the message says why and names the variable to look at.
        """
        if self.refused is not None:
            raise self.refused
        last = AttemptError("was not asked")
        for attempt in range(self.settings.retries + 1):
            if self.ended.is_set():
                raise InputError("the asking was stopped", source=self.settings.url)
            if attempt:
                self.sleep(pause(self.settings.backoff, attempt, last.pause))
            try:
                told = self._once(system, user, attempt)
                if takes(told):
                    return told
                raise AttemptError("answers, but not with JSON of the asked form")
            except AttemptError as error:
                last = error
        times = f" ({self.settings.retries + 1} times asked)" if self.settings.retries else ""
        raise InputError(
            f"the language model's server {last.what}{times}",
            source=self.settings.url,
            remedy=f"see whether the server is well; {TIMEOUT} and {RETRIES} say how patiently it is asked",
        )

    def _once(self, system: str, user: str, attempt: int) -> Told:
        """One attempt, without the optional fields that the server turns out to refuse."""
        while True:
            fields = dict(self.optional)
            if attempt and "seed" in fields:
                fields["seed"] = attempt  # the same seed would give the same useless answer again
            response = self._send(self._body(system, user, fields), again=attempt > 0)
            if response.status == 200:
                return self._told(response.body)
            words = self._words(response.body)
            if response.status in (400, 422) and self._give_way(words, fields):
                continue
            if response.status in AGAIN:
                raise AttemptError(f"says {response.status}{words and ': '}{words}", response.pause)
            raise self._refusal(response.status, words)

    def _body(self, system: str, user: str, fields: dict[str, Any]) -> bytes:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        return msgspec.json.encode({"model": self.settings.model, "messages": messages, **fields})

    def _send(self, body: bytes, *, again: bool) -> Response:
        """Send one request; the whole of its answer must be there within the timeout."""
        import httpx

        self.bill.sent(again=again)
        headers = {"content-type": "application/json"}
        if self.settings.key:
            headers["authorization"] = f"Bearer {self.settings.key}"
        until = time.monotonic() + self.settings.timeout
        received = bytearray()
        try:
            with self.client.stream(
                "POST", f"{self.settings.url}/chat/completions", content=body, headers=headers
            ) as answer:
                for piece in answer.iter_bytes():
                    received += piece
                    if len(received) > LARGEST:
                        raise AttemptError(f"sends more than {LARGEST:,} bytes")
                    if time.monotonic() > until:
                        raise AttemptError(f"has not finished its answer after {self.settings.timeout:g} s")
                return Response(answer.status_code, bytes(received), seconds(answer.headers.get("retry-after")))
        except httpx.TimeoutException:
            raise AttemptError(f"does not answer within {self.settings.timeout:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise AttemptError(f"cannot be reached: {str(error) or type(error).__name__}") from None

    @property
    def client(self) -> httpx.Client:
        """The connection pool, opened for the first question."""
        with self.lock:
            if self._client is None:
                import httpx

                self._client = httpx.Client(timeout=self.settings.timeout, follow_redirects=False)
            return self._client

    def close(self) -> None:
        """Ask no more, wait no longer, and close the connections."""
        self.ended.set()
        with self.lock:
            if self._client is not None:
                self._client.close()
                self._client = None

    def _told(self, body: bytes) -> Told:
        """The words of a completion."""
        try:
            completion = msgspec.json.decode(body, type=Completion)
        except (msgspec.MsgspecError, UnicodeError):
            self.bill.answered(None, None)
            raise AttemptError("does not speak the chat completions protocol") from None
        usage = completion.usage or Usage()
        self.bill.answered(usage.prompt_tokens, usage.completion_tokens)
        if not completion.choices:
            raise AttemptError("answers with no choice")
        choice = completion.choices[0]
        if choice.message.content is None:
            raise AttemptError(
                f"gives no answer{choice.message.refusal and ': '}{shortened(choice.message.refusal or '')}"
            )
        return Told(choice.message.content, choice.finish_reason == "length")

    def _words(self, body: bytes) -> str:
        """What a server says of its error, without the key, which some repeat."""
        words = server_words(body)
        return words.replace(self.settings.key, "[key]") if self.settings.key else words

    def _give_way(self, words: str, sent: dict[str, Any]) -> bool:
        """Leave out the optional field that a server's refusal names; the JSON Schema gives way to plain JSON first."""
        lower = words.lower()
        named = next((name for name, cues in NAMED.items() if name in sent and any(cue in lower for cue in cues)), None)
        if named is None:
            return False
        with self.lock:
            if self.optional.get(named) != sent[named] and named != "seed":
                return True  # another thread gave way meanwhile
            if named == "response_format" and sent[named]["type"] == "json_schema":
                self.optional[named] = {"type": "json_object"}
            else:
                self.optional.pop(named, None)
        return True

    def _refusal(self, status: int, words: str) -> InputError:
        error = InputError(
            f"the language model's server says {status}{words and ': '}{words}",
            source=self.settings.url,
            remedy=REMEDIES.get(status, f"see what the server wants; {MODEL} is {self.settings.model}"),
        )
        if status in REMEDIES:
            self.refused = error
        return error


def structured() -> dict[str, Any]:
    """The field that asks for structured output."""
    return {"type": "json_schema", "json_schema": {"name": "claims", "strict": True, "schema": schema()}}


def pause(backoff: float, attempt: int, asked: float | None) -> float:
    """Seconds to wait before an attempt: doubled each time, or what the server asked for, at most a minute."""
    return min(LONGEST_PAUSE, asked if asked is not None else backoff * 2 ** (attempt - 1))


def seconds(header: str | None) -> float | None:
    """A Retry-After header in seconds; None where there is none, or where it is a date."""
    return float(header) if header and header.isascii() and header.isdigit() and len(header) < 6 else None


def server_words(body: bytes) -> str:
    """What a server says of its error, in one line."""
    try:
        said = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeError):
        return shortened(body.decode("utf-8", "replace"))
    error = said.get("error", said.get("detail", said.get("message"))) if isinstance(said, dict) else said
    return shortened(str(error.get("message", error) if isinstance(error, dict) else error or ""))


def shortened(words: str) -> str:
    """Some words on one line, without control characters, and not too many of them."""
    line = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
