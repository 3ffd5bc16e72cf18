"""What is known of the feeds that are watched: what their servers called the last state, and when to ask again.

It lies beside the ledger, and nothing in it is needed to keep reports: where it is lost every feed is asked for whole,
and what is there already is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from contested.errors import FetchError, InputError
from contested.intake.fetch import Fetched, is_sendable
from contested.intake.limits import Limits

SUFFIX = ".feeds.json"
LONGEST_INTERVAL_DAYS = 10_000  # `--every` takes no longer one
DELETE = "delete it; every feed is then asked for whole once"


class Feed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One feed: what its server called the state that is kept (`etag`, `modified`), and when it may be asked again.

    ``failures`` in a row; ``why`` the last one; ``due`` the time before which it is left alone, ISO 8601 in UTC.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    due: datetime | None = None
    failures: int = 0
    why: str | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it may be asked."""
        return self.due is None or self.due <= now

    def is_resting(self, now: datetime) -> bool:
        """Whether it is left alone because it failed."""
        return bool(self.failures) and not self.is_due(now)

    def kept(self, found: Fetched, now: datetime, every: timedelta) -> Feed:
        """The feed after what it gave is in the ledger."""
        etag, modified = (found.etag, found.modified) if found.changed else (self.etag, self.modified)
        return Feed(url=self.url, etag=etag, modified=modified, due=now + every)

    def missed(self, now: datetime, every: timedelta) -> Feed:
        """The feed after it was its turn and it could not be asked, or what it gave not be kept."""
        return msgspec.structs.replace(self, due=now + every)

    def failed(self, error: InputError, why: str, now: datetime, every: timedelta, limits: Limits) -> Feed:
        """The feed after it gave nothing: it is left alone twice as long each time, and as long as its server asks."""
        asked = timedelta(seconds=error.wait or 0) if isinstance(error, FetchError) else timedelta(0)
        most = limits.wait
        wait = min(most, max(asked, doubled(every, self.failures, most)))
        return msgspec.structs.replace(self, due=now + wait, failures=self.failures + 1, why=why)


def doubled(every: timedelta, times: int, most: timedelta) -> timedelta:
    """A span doubled so many times, or the longest there may be."""
    times = min(times, 60)
    return most if every.total_seconds() * 2.0**times >= most.total_seconds() else every * 2**times


class Watchlist:
    """The feeds of a file, written anew as a whole whenever one changes, so that a crash leaves the old or the new.

    What is noted of a feed may be wrong (somebody edits it, a clock was set): it costs no more than asking too early.
    """

    def __init__(self, path: Path, urls: Iterable[str], limits: Limits | None = None) -> None:
        self.path = path
        latest = utc_now() + (limits or Limits()).wait + timedelta(days=LONGEST_INTERVAL_DAYS)
        self._kept = {url: sound(feed, latest) for url, feed in load(path).items()}
        self.urls = tuple(dict.fromkeys(urls))

    def feed(self, url: str) -> Feed:
        """What is known of a feed."""
        return self._kept.get(url) or Feed(url=url)

    def note(self, feed: Feed) -> None:
        """Keep what is known of a feed from now on; OSError where it cannot be written."""
        self._kept[feed.url] = feed
        draft = self.path.with_name(self.path.name + ".new")
        with draft.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(list(self._kept.values())), indent=1))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)

    def next_due(self, now: datetime, every: timedelta) -> float:
        """Seconds until the next feed may be asked; never longer than the interval, should the clock be set."""
        dues = [self.feed(url).due or now for url in self.urls]
        return max(0.0, min((min(dues) - now).total_seconds(), every.total_seconds()))


def sound(feed: Feed, latest: datetime) -> Feed:
    """What is known of a feed, as it may be used: times in UTC and not beyond all waiting, states that can be sent."""
    due = feed.due and (feed.due if feed.due.tzinfo else feed.due.replace(tzinfo=UTC))
    return msgspec.structs.replace(
        feed,
        due=None if due is None or due > latest else due,
        failures=max(0, feed.failures),
        etag=feed.etag if feed.etag and is_sendable(feed.etag) else None,
        modified=feed.modified if feed.modified and is_sendable(feed.modified) else None,
    )


def load(path: Path) -> dict[str, Feed]:
    """The feeds of a file; none where there is no file.

    Raises:
        InputError: it cannot be read, or is no such file.
    """
    try:
        feeds = msgspec.json.decode(path.read_bytes(), type=list[Feed])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", source=str(path), remedy="check its permissions"
        ) from error
    except msgspec.DecodeError as error:
        raise InputError(f"is no list of feeds: {error}", source=str(path), remedy=DELETE) from error
    return {feed.url: feed for feed in feeds}


def beside(ledger: str) -> Path:
    """Where the list of a ledger lies: beside its file, or in the current folder where it is a database."""
    return Path("contested" + SUFFIX) if "://" in ledger else Path(ledger + SUFFIX)


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)
