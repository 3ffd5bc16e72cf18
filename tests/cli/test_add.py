"""`add`: from files and from a real server into a ledger, with bytes, languages, and going on where it stopped."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sample
from click.testing import Result
from website import Site, serving

from contested.cli.messages import Progress, clock
from contested.ledger import Ledger
from contested.model import Reading, Report

Run = Callable[..., Result]
TEXT = "The army captured Maskanah on Sunday, a monitor said. It was quiet on Monday."
PAGE = f"<html><head><title>Army</title></head><body><article><p>{TEXT}</p></article></body></html>"
FEED = "<rss><channel><title>Monitor</title>{}</channel></rss>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("CONTESTED_PAUSE_SECONDS", "0")
    with serving() as site:
        yield site


def rows(ledger: Path, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query on a ledger."""
    with closing(sqlite3.connect(ledger)) as database:
        return database.execute(query).fetchall()


def test_addresses_and_files_go_in_together_and_failures_cost_a_line(run: Run, site: Site, tmp_path: Path) -> None:
    page, feed = site.put("/a", PAGE), site.put("/f", FEED.format("<item><title>It captured Raqqa.</title></item>"))
    (tmp_path / "a.txt").write_text("They captured Homs.")
    ledger = tmp_path / "l.sqlite"
    paths = [page, site.address + "/none", feed, "file:///etc/passwd", tmp_path / "a.txt"]
    done = run("add", *paths, "--allow-private", "--ledger", ledger)
    assert done.exit_code == 1 and "3 reports added with 3 claims" in done.stderr
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()[:2]] == [paths[1], paths[3]]
    kept = rows(ledger, "SELECT url, bytes FROM reports LEFT JOIN blobs ON raw = hash ORDER BY n")
    assert kept == [(page, PAGE.encode()), (None, None), (None, None)]


def test_reading_takes_addresses_too(run: Run, site: Site) -> None:
    done = run("read", site.put("/a", PAGE), "--to", "claims", "--allow-private")
    assert done.exit_code == 0 and json.loads(done.stdout)["quote"]["text"] in TEXT
    refused = run("read", site.address + "/a", "--to", "claims")
    assert refused.exit_code == 1 and "--allow-private" in refused.stderr


def test_a_run_goes_on_where_it_stopped(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"id": str(n), "text": f"{n}. It captured nothing."}) + "\n" for n in range(100)]
    (tmp_path / "a.jsonl").write_text("".join(lines[:70]))
    run("add", tmp_path / "a.jsonl", "--ledger", tmp_path / "l.sqlite")
    (tmp_path / "a.jsonl").write_text("".join(lines))
    read: list[str] = []

    def reading(report: Report) -> Reading:
        read.append(report.id)
        return sample.read(report)

    from contested.cli import work

    monkeypatch.setattr(work.reader_for(work.ReaderOptions()), "read", reading)
    done = run("add", tmp_path / "a.jsonl", "--ledger", tmp_path / "l.sqlite", "--resume")
    assert done.exit_code == 0 and "30 reports added with 30 claims, 70 there already" in done.stderr
    assert read == [str(number) for number in range(70, 100)]


def test_other_languages_are_kept_and_marked_unread(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("استعاد الجيش السوري بلدة مسكنة من تنظيم داعش يوم الأحد بعد اشتباكات عنيفة.")
    (tmp_path / "b.txt").write_text(TEXT)

    def reading(report: Report) -> Reading:
        whole = sample.read(report)
        return (
            whole
            if report.text.isascii()
            else Reading(
                report=report,
                reader="sample",
                sentences=(),
                mentions=(),
                claims=(),
                unread="the text is not in English",
            )
        )

    from contested.cli import work

    monkeypatch.setattr(work.reader_for(work.ReaderOptions()), "read", reading)
    done = run("add", tmp_path, "--ledger", tmp_path / "l.sqlite")
    assert "2 reports added with 1 claim, 1 unread" in done.stderr
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        assert [report.lang for report in ledger.reports()] == ["ar", None]


def test_limits_and_days_that_are_wrong_use(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    for day in ("2093-01-01", "1812-06-24"):
        done = run("read", tmp_path / "a.txt", "--date", day)
        assert done.exit_code == 2 and f"--date {day}" in done.stderr
    monkeypatch.setenv("CONTESTED_MAX_FILE_MB", "0.00001")
    done = run("read", tmp_path / "a.txt")
    assert done.exit_code == 1 and "is larger than 1e-05 MB" in done.stderr
    monkeypatch.setenv("CONTESTED_MAX_FILE_MB", "much")
    assert run("read", tmp_path / "a.txt").exit_code == 2


def test_progress_tells_share_rate_and_what_is_left() -> None:
    progress = Progress("reports read", shown=False)
    progress.done = 300
    assert progress.line(60, 0.25) == f"reports read: {'━' * 6}{'─' * 18}  25%  300, 5/s, 3:00 left"
    assert progress.line(60, None) == "reports read: 300, 5/s, 1:00"
    assert progress.line(0.5, 0.01) == f"reports read: {'─' * 24}   1%  300, 0:00"
    assert [clock(seconds) for seconds in (7.4, 61, 7500)] == ["0:07", "1:01", "2:05:00"]
