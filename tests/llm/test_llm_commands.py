"""`--reader llm` on the command line: nothing is sent without it, and what went wrong decides the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from speaking import Answer, Speaking, claim, claims

from contested.cli.main import cli

Run = Callable[..., Result]
TEXT = "The Syrian army captured Maskanah on Sunday."
CAPTURE = claims(claim(1, "capture", "captured", "The Syrian army captured Maskanah"))
NAMES = ("URL", "MODEL", "KEY", "PRICE_IN", "PRICE_OUT", "TIMEOUT", "RETRIES")


@pytest.fixture
def run(server: Speaking, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Calls `contested` with the server in the environment; ``unset`` names variables to take away."""
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.setattr("contested.llm.cache_folder", lambda: tmp_path / "cache")
    for name in NAMES:
        monkeypatch.delenv(f"CONTESTED_LLM_{name}", raising=False)

    def call(*args: object, unset: str | None = None, **more: str) -> Result:
        values = {"URL": server.url, "MODEL": "small-1", "RETRIES": "0"} | more
        for name, value in values.items():
            if name == unset:
                monkeypatch.delenv(f"CONTESTED_LLM_{name}", raising=False)
            else:
                monkeypatch.setenv(f"CONTESTED_LLM_{name}", value)
        return CliRunner().invoke(cli, [str(arg) for arg in args])

    return call


def test_claims_go_to_standard_output_and_the_bill_to_standard_error(
    run: Run, server: Speaking, tmp_path: Path
) -> None:
    server.answers = [CAPTURE]
    first = run("read", tmp_path / "a.txt", "--reader", "llm", "--to", "claims", PRICE_IN="1")
    assert first.exit_code == 0, first.stderr
    assert json.loads(first.stdout)["reader"] == "llm:small-1"
    assert "1 request, 0 from the cache; 100 tokens in, 20 out, cost 0.0001" in first.stderr
    second = run("read", tmp_path / "a.txt", "--reader", "llm", "--to", "claims")
    assert second.stdout == first.stdout and "0 requests, 1 from the cache" in second.stderr
    assert len(server.requests) == 1


def test_nothing_is_sent_by_the_rules(run: Run, server: Speaking, tmp_path: Path) -> None:
    assert run("read", tmp_path / "a.txt").exit_code == 0
    assert not server.requests


@pytest.mark.parametrize("name", ["URL", "MODEL"])
@pytest.mark.parametrize("command", ["read", "add"])
def test_a_missing_variable_is_wrong_use(run: Run, tmp_path: Path, name: str, command: str) -> None:
    done = run(command, tmp_path / "a.txt", "--reader", "llm", unset=name)
    assert done.exit_code == 2 and done.stdout == "" and f"CONTESTED_LLM_{name}" in done.stderr


@pytest.mark.parametrize("workers", [1, 3])
def test_a_report_that_fails_is_one_line_and_the_others_are_read(
    run: Run, server: Speaking, tmp_path: Path, workers: int
) -> None:
    for name in "bcd":
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} It was {name * 3}.")

    def answer(request: dict[str, list[dict[str, str]]]) -> Answer:
        return Answer(b"down", 503) if "ccc" in request["messages"][1]["content"] else CAPTURE

    server.answers = answer
    done = run("read", tmp_path, "--reader", "llm", "--to", "claims", "--workers", workers)
    assert done.exit_code == 1 and len(done.stdout.splitlines()) == 3
    lines = [line for line in done.stderr.splitlines() if "is not read" in line]
    assert len(lines) == 1 and "503: down" in lines[0]
    assert "4 requests" in done.stderr and "3 claims kept" in done.stderr


def test_nobody_there_is_said_for_each_report(run: Run, tmp_path: Path) -> None:
    done = run("read", tmp_path / "a.txt", "--reader", "llm", "--to", "claims", URL="http://127.0.0.1:9/v1")
    assert done.exit_code == 1 and done.stdout == "" and "cannot be reached" in done.stderr


def test_a_ledger_keeps_both_readings(run: Run, server: Speaking, tmp_path: Path) -> None:
    server.answers = [CAPTURE]
    ledger = tmp_path / "war.sqlite"
    assert run("add", tmp_path / "a.txt", "--ledger", ledger).exit_code == 0
    done = run("add", tmp_path / "a.txt", "--ledger", ledger, "--reader", "llm")
    assert done.exit_code == 0 and "with 1 claim" in done.stderr and "llm:small-1" in done.stderr


def test_the_doctor_says_which_server_and_never_the_key(run: Run) -> None:
    shown = run("doctor", KEY="s3cr3t").stdout
    assert "small-1 at http://127.0.0.1" in shown and "with a key" in shown and "s3cr3t" not in shown
    assert "!!  llm reader" in run("doctor", unset="MODEL").stdout
