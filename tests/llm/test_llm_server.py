"""Servers that are slow, failing, refusing or speak something else: what is tried again, and what is said."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from speaking import MODEL, Answer, Speaking, claims, said

from contested.errors import InputError
from contested.llm.bill import Bill
from contested.llm.reader import usable
from contested.llm.server import Server, pause, seconds
from contested.llm.settings import LlmSettings


def asked(server: Speaking, **settings: Any) -> tuple[Server, list[float]]:
    """A way to ask, and the pauses it made."""
    given = {"url": server.url, "model": MODEL, "retries": 3, "timeout": 5.0} | settings
    made = LlmSettings(**given)
    pauses: list[float] = []
    return Server(made, Bill(made), pauses.append), pauses


def test_a_question_is_a_chat_completion_with_a_schema(server: Speaking) -> None:
    asking, _ = asked(server, key="secret")
    assert json.loads(asking.ask("rules", "words", usable).content) == {"claims": []}
    (request,) = server.requests
    assert request["model"] == MODEL and request["temperature"] == 0
    assert request["messages"] == [{"role": "system", "content": "rules"}, {"role": "user", "content": "words"}]
    assert request["response_format"]["json_schema"]["strict"] is True
    assert server.paths == ["/v1/chat/completions"]
    assert server.headers[0]["authorization"] == "Bearer secret"
    asking.close()


def test_no_key_sends_none(server: Speaking) -> None:
    asking, _ = asked(server)
    asking.ask("", "", usable)
    assert "authorization" not in server.headers[0]
    asking.close()


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_what_may_pass_is_asked_again_after_longer_pauses(server: Speaking, status: int) -> None:
    server.answers = [Answer(b"{}", status), Answer(b"busy", status), claims()]
    asking, pauses = asked(server)
    asking.ask("", "", usable)
    assert pauses == [1.0, 2.0] and asking.bill.requests == 3 and asking.bill.repeated == 2
    assert [request["seed"] for request in server.requests] == [0, 1, 2]
    asking.close()


def test_the_server_says_how_long_to_wait(server: Speaking) -> None:
    server.answers = [Answer(status=429, headers={"retry-after": "7"}), claims()]
    asking, pauses = asked(server)
    asking.ask("", "", usable)
    assert pauses == [7.0]
    asking.close()


def test_pauses_end_somewhere() -> None:
    assert pause(1.0, 30, None) == 60.0 and pause(1.0, 1, 9999.0) == 60.0
    assert seconds("3") == 3.0 and seconds("Wed, 21 Oct 2015 07:28:00 GMT") is None and seconds(None) is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b'{"error": {"message": "over\\nloaded"}}', 500), "says 500: over loaded (3 times asked)"),
        (Answer(b"<html>", 200), "does not speak the chat completions protocol"),
        (Answer(b'{"choices": []}', 200), "answers with no choice"),
        (said(None), "gives no answer"),
        (said("I cannot do that."), "answers, but not with JSON of the asked form"),
        (said('{"claims": [{]}'), "answers, but not with JSON of the asked form"),
        (Answer(b" " * 100, 200, drip=0.02), "has not finished its answer after 0.4 s"),
        (Answer(b"{}", wait=1.0), "does not answer within 0.4 s"),
    ],
)
def test_what_does_not_pass_is_said(server: Speaking, answer: Answer, words: str) -> None:
    server.answers = [answer]
    asking, _ = asked(server, retries=2, timeout=0.4)
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        asking.ask("", "", usable)
    assert words in str(caught.value) and server.url in str(caught.value)
    assert time.monotonic() - began < 4 and asking.bill.requests == 3
    asking.close()


def test_nobody_there(server: Speaking) -> None:
    asking, _ = asked(server, url="http://127.0.0.1:9/v1", retries=1)
    with pytest.raises(InputError, match=r"http://127.0.0.1:9/v1: .* cannot be reached"):
        asking.ask("", "", usable)
    asking.close()


def test_a_refused_key_is_named_not_shown_and_not_sent_again(server: Speaking) -> None:
    server.answers = [Answer(b'{"error": {"message": "Incorrect API key provided: s3cr3t"}}', 401)]
    asking, pauses = asked(server, key="s3cr3t")
    for _ in range(3):
        with pytest.raises(InputError) as caught:
            asking.ask("", "", usable)
        assert "401" in str(caught.value) and "CONTESTED_LLM_KEY" in str(caught.value)
        assert "s3cr3t" not in str(caught.value)
    assert len(server.requests) == 1 and not pauses
    asking.close()


def test_a_wrong_address_or_model_is_named(server: Speaking) -> None:
    server.answers = [Answer(b'{"error": "model not found"}', 404)]
    asking, _ = asked(server)
    with pytest.raises(InputError, match=r"404: model not found .*CONTESTED_LLM_URL.*CONTESTED_LLM_MODEL"):
        asking.ask("", "", usable)
    asking.close()


def test_fields_that_a_server_does_not_know_are_left_out(server: Speaking) -> None:
    """A server that takes no schema, no JSON format, no temperature and no seed still answers."""

    def answer(request: dict[str, Any]) -> Answer:
        for name in ("temperature", "seed", "response_format"):
            if name in request:
                return Answer(json.dumps({"error": {"message": f"Unsupported parameter: {name}"}}).encode(), 400)
        return claims()

    server.answers = answer
    asking, _ = asked(server)
    asking.ask("", "", usable)
    asking.ask("", "", usable)
    formats = [request.get("response_format", {}).get("type") for request in server.requests]
    assert formats == ["json_schema", "json_schema", "json_schema", "json_object", None, None]
    asking.close()


def test_a_question_that_is_refused_otherwise_is_not_repeated(server: Speaking) -> None:
    server.answers = [Answer(b'{"error": {"message": "maximum context length exceeded"}}', 400)]
    asking, _ = asked(server)
    with pytest.raises(InputError, match="maximum context length"):
        asking.ask("", "", usable)
    assert len(server.requests) == 1 and asking.refused is None
    asking.close()
