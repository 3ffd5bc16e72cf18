"""The command line with a reader made by hand, so that these tests are of the command line."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import sample
from click.testing import CliRunner, Result

from contested.cli.main import cli

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls `contested` with arguments (and ``input``); the result holds what it wrote, and its exit status."""
    digest = SimpleNamespace(digest="0" * 16)
    reader = SimpleNamespace(read=sample.read, lexicon=digest, gazetteer=digest)
    monkeypatch.setattr("contested.cli.work.reader_for", lambda options: reader)

    def call(*args: object, **more: object) -> Result:
        return CliRunner().invoke(cli, [str(arg) for arg in args], **more)

    return call
