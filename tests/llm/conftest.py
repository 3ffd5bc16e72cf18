"""A server to ask, the rules' reader, and readers that ask the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from speaking import MODEL, Speaking

from contested.llm import LlmReader, LlmSettings
from contested.reading import Reader, open_reader


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speaking]:
    """A server on this machine, asked past any proxy."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    speaking = Speaking()
    yield speaking
    speaking.stop()


@pytest.fixture(scope="session")
def rules() -> Reader:
    """The rules' reader, opened once."""
    return open_reader()


Made = Callable[..., LlmReader]


@pytest.fixture
def reader(server: Speaking, rules: Reader, tmp_path: Path) -> Iterator[Made]:
    """Makes readers of the server with a cache of the test's own; they do not wait between attempts."""
    made: list[LlmReader] = []

    def make(**settings: Any) -> LlmReader:
        given = {"url": server.url, "model": MODEL, "retries": 2, "backoff": 0.0, "timeout": 5.0} | settings
        made.append(LlmReader(rules, LlmSettings(**given), tmp_path / "llm"))
        return made[-1]

    yield make
    for each in made:
        each.close()
