"""What is known of watched feeds: when they are asked again, and that it survives a crash and damage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import FetchError, InputError
from contested.intake.fetch import Fetched
from contested.intake.limits import Limits
from contested.intake.watchlist import Feed, Watchlist, beside, load

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
URL = "https://a.example/rss"
EVERY = timedelta(minutes=15)


def test_what_is_noted_is_there_again(tmp_path: Path) -> None:
    feed = Feed(url=URL).kept(Fetched(URL, b"x", etag='"1"', modified="yesterday"), NOW, EVERY)
    Watchlist(tmp_path / "l", [URL]).note(feed)
    again = Watchlist(tmp_path / "l", [URL, URL, "https://b.example/"])
    assert again.feed(URL) == feed and feed.etag == '"1"' and again.urls == (URL, "https://b.example/")
    assert [path.name for path in tmp_path.iterdir()] == ["l"]


def test_what_has_not_changed_keeps_its_mark() -> None:
    feed = Feed(url=URL, etag='"1"', failures=3, why="gone")
    after = feed.kept(Fetched(URL, b"", changed=False), NOW, EVERY)
    assert (after.etag, after.failures, after.why, after.due) == ('"1"', 0, None, NOW + EVERY)


@given(st.integers(0, 60), st.one_of(st.none(), st.floats(0, 1e9)), st.integers(1, 5000))
def test_a_feed_that_fails_rests_longer_each_time_but_no_longer_than_the_limit(
    failures: int, asked: float | None, minutes: int
) -> None:
    error, every, limits = FetchError("is gone"), timedelta(minutes=minutes), Limits()
    error.wait = asked
    feed = Feed(url=URL, etag='"1"')
    waits = []
    for _ in range(failures):
        feed = feed.failed(error, "is gone", NOW, every, limits)
        assert feed.due
        waits.append((feed.due - NOW).total_seconds())
    most = limits.wait_hours * 3600
    assert waits == sorted(waits) and all(min(most, max(asked or 0, every.total_seconds())) <= wait for wait in waits)
    assert all(wait <= most for wait in waits) and feed.etag == '"1"' and feed.failures == failures


def test_when_the_next_is_due(tmp_path: Path) -> None:
    watch = Watchlist(tmp_path / "l", [URL, "https://b.example/"])
    assert watch.next_due(NOW, EVERY) == 0
    watch.note(Feed(url=URL, due=NOW + timedelta(minutes=5)))
    watch.note(Feed(url="https://b.example/", due=NOW + timedelta(minutes=9)))
    assert watch.next_due(NOW, EVERY) == 300
    assert watch.next_due(NOW - timedelta(days=400), EVERY) == 900  # the clock was set


@pytest.mark.parametrize("content", [b"", b"{", b"[3]", b'[{"etag": "x"}]', b"\xff"])
def test_a_damaged_list_is_one_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l").write_bytes(content)
    with pytest.raises(InputError, match=r"is no list of feeds: .*delete it") as caught:
        load(tmp_path / "l")
    assert str(caught.value).startswith(str(tmp_path / "l"))
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path)


def test_it_lies_beside_the_ledger() -> None:
    assert beside("x/war.sqlite") == Path("x/war.sqlite.feeds.json")
    assert beside("postgresql://a/b") == Path("contested.feeds.json")
