"""`add`, `publish`, `demo` and `doctor`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from contested.ledger import Ledger
from contested.publish import built_page

TEXT = "The army captured Maskanah."
Run = Callable[..., Result]
needs_page = pytest.mark.skipif(built_page() is None, reason="the map page has not been built (npm not in reach)")


def test_add_keeps_reports_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    ledger = tmp_path / "l.sqlite"
    done = run("add", tmp_path / "a.txt", "--ledger", ledger)
    assert done.exit_code == 0 and "1 report added with 1 claim" in done.stderr
    again = run("add", tmp_path / "a.txt", "--ledger", ledger)
    assert again.exit_code == 0 and "0 reports added with 0 claims, 1 there already" in again.stderr
    with Ledger.open(ledger) as kept:
        assert len(list(kept.claims())) == 1


def test_add_reports_what_failed(run: Run, tmp_path: Path) -> None:
    done = run("add", tmp_path / "none.txt", "--ledger", tmp_path / "l.sqlite")
    assert done.exit_code == 1 and "no such file" in done.stderr


def test_publish_needs_a_ledger(run: Run, tmp_path: Path) -> None:
    done = run("publish", tmp_path / "site", "--ledger", tmp_path / "none.sqlite")
    assert done.exit_code == 1 and "no such ledger" in done.stderr and not (tmp_path / "none.sqlite").exists()


@needs_page
def test_publish_writes_a_site_and_says_how_to_look_at_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    run("add", tmp_path / "a.txt", "--ledger", tmp_path / "l.sqlite")
    done = run("publish", tmp_path / "site", "--ledger", tmp_path / "l.sqlite")
    assert done.exit_code == 0, done.stderr
    assert "http.server" in done.stdout and (tmp_path / "site" / "index.html").is_file()


@needs_page
def test_the_demo_goes_the_whole_way_twice(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        done = run("demo", tmp_path / "demo")
        assert done.exit_code == 0, done.stderr
        assert "capture" in done.stdout and "http.server" in done.stdout
        claims, _, held = done.stdout.partition("Who held what on 2017-06-06")
        assert "Maskanah" in claims and re.search(r"^Maskanah +held +syrian-government ", held, re.MULTILINE)
        assert (tmp_path / "demo" / "site" / "index.html").is_file()
    assert "there already" in done.stderr


def test_doctor_lists_what_it_looked_at(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--ledger", tmp_path / "l.sqlite")
    for name in ("contested", "python", "libraries", "knowledge", "gazetteer", "map page", "example", "ledger"):
        assert name in done.stdout
    assert "plain Python, since CONTESTED_PURE asks for it" in done.stdout
    assert done.exit_code == (0 if built_page() else 1)
    assert not (tmp_path / "l.sqlite").exists()


def test_doctor_says_what_is_missing_and_the_remedy(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contested.publish.built_page", lambda: None)
    done = run("doctor", "--ledger", tmp_path / "l.sqlite")
    assert done.exit_code == 1
    assert "!!  map page" in done.stdout and "remedy: " in done.stdout
