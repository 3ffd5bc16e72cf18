"""`watch`: a real server, a feed that fails among others, and an end in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from website import Site, reply, serving

from contested.ledger import Ledger

Run = Callable[..., Result]
ITEM = (
    "<item><title>{0}</title><link>https://a.example/{0}</link><description>The army captured {0}.</description></item>"
)


def feed(*towns: str) -> bytes:
    """A feed with an entry for each town."""
    return f"<rss><channel><title>Monitor</title>{''.join(map(ITEM.format, towns))}</channel></rss>".encode()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("CONTESTED_PAUSE_SECONDS", "0")
    with serving() as site:
        yield site


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "l.sqlite"


@pytest.fixture
def watch(run: Run, ledger: Path) -> Run:
    """Watches feeds once."""

    def call(*args: object) -> Result:
        return run("watch", *args, "--once", "--allow-private", "--ledger", ledger)

    return call


def towns(ledger: Path) -> list[str | None]:
    """The titles of what a ledger holds."""
    with Ledger.open(ledger) as kept:
        return [report.title for report in kept.reports()]


def noted(ledger: Path) -> dict[str, dict[str, Any]]:
    """What was noted of each feed."""
    rows = json.loads(Path(f"{ledger}.feeds.json").read_text())
    return {row["url"]: row for row in rows}


def test_only_what_is_new_is_sent_and_kept(watch: Run, site: Site, ledger: Path) -> None:
    now = {"body": feed("Raqqa"), "tag": '"1"'}

    def answer(request: BaseHTTPRequestHandler) -> None:
        same = request.headers["If-None-Match"] == now["tag"]
        reply(request, 304 if same else 200, b"" if same else bytes(now["body"]), {"ETag": str(now["tag"])})  # type: ignore[arg-type]

    url = site.put_answer("/f", answer)
    done = watch(url)
    assert done.exit_code == 0 and f"{url}: 1 report added with 1 claim" in done.stderr
    done = watch(url)
    assert done.exit_code == 0 and done.stderr == "" and site.asked[-1][1]["If-None-Match"] == '"1"'
    now.update(body=feed("Homs", "Raqqa"), tag='"2"')
    assert "1 report added with 1 claim, 1 there already" in watch(url).stderr
    assert towns(ledger) == ["Raqqa", "Homs"] and noted(ledger)[url]["etag"] == '"2"'


def test_a_feed_that_fails_rests_and_the_others_go_on(watch: Run, site: Site, ledger: Path) -> None:
    bad, page = site.put_status("/bad", 503, Retry_After="7200"), site.put("/page", "<html></html>")
    good = site.put("/good", feed("Raqqa"))
    done = watch(bad, page, good)
    assert done.exit_code == 1 and towns(ledger) == ["Raqqa"]
    first, second = done.stderr.splitlines()[:2]
    assert first.startswith(f"{bad}: the server says 503") and "asked again at" in first
    assert second.startswith(f"{page}: is no RSS or Atom feed") and "asked again at" in second
    done = watch(bad, page, good)
    assert done.exit_code == 1 and f"{bad}: left alone until" in done.stderr
    assert (site.count("/bad"), site.count("/page"), site.count("/good")) == (1, 1, 2)


def test_what_is_no_fault_of_the_feed_does_not_make_it_rest(run: Run, watch: Run, site: Site, ledger: Path) -> None:
    url = site.put("/f", feed("Raqqa"))
    done = run("watch", url, "--once", "--ledger", ledger)
    assert done.exit_code == 1 and "--allow-private" in done.stderr and not site.asked
    assert watch(url).exit_code == 0 and towns(ledger) == ["Raqqa"]


def test_what_could_not_all_be_taken_is_sent_again(watch: Run, site: Site, ledger: Path) -> None:
    whole = feed("Raqqa", "Homs")
    url = site.put("/f", whole[: whole.index(b"<item><title>Homs")], ETag='"1"')
    assert watch(url).exit_code == 1 and towns(ledger) == ["Raqqa"]
    site.put("/f", whole, ETag='"1"')
    assert watch(url).exit_code == 0 and towns(ledger) == ["Raqqa", "Homs"]


def test_an_empty_feed_is_no_failure(watch: Run, site: Site, ledger: Path) -> None:
    assert watch(site.put("/f", feed())).exit_code == 0


HOSTILE_ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "/circle": (302, b"", {"Location": "http://[::1"}),
    "/port": (302, b"", {"Location": "http://a.example:99999999/"}),
    "/wait": (503, b"", {"Retry-After": "99999999999999"}),
    "/date": (503, b"", {"Retry-After": "Sat, 31 Dec 9999 23:59:59 -2359"}),
    "/tag": (200, feed("Homs"), {"ETag": '"caf\xe9"', "Last-Modified": "\xff\xfe"}),
    "/reference": (200, feed("Raqqa", "&#xD800;", "Tabqa", "&#x110000;"), {}),
    "/charset": (200, feed("Deraa"), {"Content-Type": "text/xml; charset=unicode_escape"}),
    "/length": (200, b"<rss>", {"Content-Length": "-7"}),
    "/kind": (200, feed("Idlib"), {"Content-Type": "\xff/\x7f; charset=\xff"}),
}


def test_nothing_that_a_server_answers_stops_the_other_feeds_or_the_next_round(
    watch: Run, site: Site, ledger: Path
) -> None:
    urls = [
        site.put_answer(path, lambda request, given=given: reply(request, *given))  # type: ignore[misc]
        for path, given in HOSTILE_ANSWERS.items()
    ]
    good = site.put("/good", feed("Maskanah"))
    for _ in range(3):
        done = watch(*urls, good)
        assert done.exit_code == 1 and "a fault of contested" not in done.stderr and "Traceback" not in done.stderr
        assert all(line.startswith(site.address) for line in done.stderr.splitlines()), done.stderr
    assert site.count("/good") == 3 and site.count("/tag") == 3
    assert {"Maskanah", "Homs", "Raqqa", "Tabqa", "Deraa", "Idlib"} <= set(towns(ledger))


def test_what_is_noted_and_cannot_be_sent_or_waited_for_does_not_stop_the_next_run(
    watch: Run, site: Site, ledger: Path
) -> None:
    url = site.put("/f", feed("Raqqa"))
    never = "9999-12-31T00:00:00"
    rows = [{"url": url, "etag": "caf\u00e9\r\nX: y", "modified": "\u2603", "due": never, "failures": -3}]
    Path(f"{ledger}.feeds.json").write_text(json.dumps(rows))
    assert watch(url).exit_code == 0 and towns(ledger) == ["Raqqa"]


def test_an_interval_of_any_length_can_be_doubled(run: Run, site: Site, ledger: Path) -> None:
    bad = site.put_status("/bad", 503)
    for _ in range(2):
        done = run("watch", bad, "--once", "--every", "10000d", "--allow-private", "--ledger", ledger)
        assert done.exit_code == 1 and "a fault of contested" not in done.stderr


def test_a_fault_in_one_feed_costs_only_that_feed(
    watch: Run, site: Site, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = site.put("/f", feed("Raqqa")), site.put("/g", feed("Homs"))

    def broken(data: bytes, name: str) -> None:
        if name == first:
            raise ZeroDivisionError("nobody foresaw this")

    monkeypatch.setattr("contested.intake.feeds.check", broken)
    done = watch(first, second)
    assert done.exit_code == 1 and f"{first}: cannot be read: ZeroDivisionError" in done.stderr
    assert towns(ledger) == ["Homs"]


@pytest.mark.parametrize(
    "args", [["feed.xml"], ["https://a.example/\ud800"], ["https://a.example/", "--every", "soon"], []]
)
def test_wrong_use(run: Run, ledger: Path, args: list[str]) -> None:
    assert run("watch", *args, "--ledger", ledger).exit_code == 2 and not ledger.exists()


def test_a_list_that_cannot_be_written_stops_no_other_feed(run: Run, site: Site, ledger: Path, tmp_path: Path) -> None:
    urls = site.put("/f", feed("Raqqa")), site.put("/g", feed("Homs"))
    done = run("watch", *urls, "--once", "--allow-private", "--ledger", ledger, "--state", tmp_path / "none" / "f.json")
    assert done.exit_code == 1 and done.stderr.count("f.json: cannot be written: no such file") == 2
    assert towns(ledger) == ["Raqqa", "Homs"]


@pytest.mark.skipif(sys.platform == "win32", reason="stops a process with a signal")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_stop_in_the_middle_loses_nothing(
    watch: Run, site: Site, ledger: Path, number: signal.Signals, status: int
) -> None:
    """The second feed's server keeps its answer to itself until the watch is stopped."""
    waiting, done = threading.Event(), threading.Event()

    def hold(request: BaseHTTPRequestHandler) -> None:
        waiting.set()
        done.wait(300)
        reply(request, 200, feed("Homs"), {})

    first, second = site.put("/f", feed("Raqqa"), ETag='"1"'), site.put_answer("/g", hold)
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{heed}; from contested.cli import main; main()"
    call = [sys.executable, "-c", script, "watch", first, second, "--allow-private", "--ledger", str(ledger)]
    process = subprocess.Popen(
        call, stderr=subprocess.PIPE, text=True, env={**os.environ, "CONTESTED_MAX_SECONDS": "900"}
    )
    assert waiting.wait(300)
    process.send_signal(number)
    errors = process.communicate(timeout=300)[1]
    done.set()
    assert process.returncode == status and "Traceback" not in errors
    assert towns(ledger) == ["Raqqa"] and noted(ledger)[first]["etag"] == '"1"' and second not in noted(ledger)
    assert watch(first, second).exit_code == 0 and towns(ledger) == ["Raqqa", "Homs"]
