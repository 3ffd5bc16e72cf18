"""`contested watch`: feeds asked again and again, what is new read and kept.

One feed after the other, so that no host is asked twice at once. What a feed gave is in the ledger before its state is
noted: whenever the watch is stopped, what was not kept is asked for again.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli import signals
from contested.cli.intake import Intake
from contested.cli.keeping import keep
from contested.cli.messages import say
from contested.cli.options import INTAKE, LEDGER, READER, add_all, settings_of
from contested.cli.work import ReaderOptions, chosen, tell_bill
from contested.errors import REPORT_IT, ContestedError, FetchError, InputError, LedgerError, UsageError, fault
from contested.intake.addresses import fetcher_for, is_address
from contested.intake.record import Input, Settings

if TYPE_CHECKING:
    from contested.intake.fetch import Fetched
    from contested.intake.watchlist import Feed, Watchlist
    from contested.ledger import Ledger

SPAN = re.compile(r"(\d+)\s*([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
NAP_SECONDS = 60.0  # at most between two looks at the clock, which somebody may set


def a_span(_ctx: click.Context, _param: click.Parameter, value: str) -> timedelta:
    """An option's span of time, a minute at least: whoever publishes once an hour need not be asked each second."""
    found = SPAN.fullmatch(value.strip().lower())
    if not found or not 1 <= int(found[1]) <= 10_000:
        raise click.BadParameter(f'"{value}" is no span of time; write 15m, 2h or 1d')
    return timedelta(**{UNITS[found[2]]: int(found[1])})


@click.command("watch")
@click.argument("feeds", nargs=-1, required=True, metavar="FEED…")
@LEDGER
@click.option(
    "--every", default="15m", show_default=True, callback=a_span, metavar="SPAN", help="How often: 15m, 2h, 1d."
)
@click.option("--once", is_flag=True, help="Ask every feed once and leave, as from cron.")
@click.option(
    "--state",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="PATH",
    help="Where to note what the feeds' servers said; beside the ledger if not given.",
)
@add_all(INTAKE)
@add_all(READER)
def command(
    feeds: tuple[str, ...], ledger: str, every: timedelta, once: bool, state: Path | None, **options: Any
) -> int:
    """Ask RSS and Atom feeds for what is new, again and again, and keep it in a ledger.

    FEED is the address of a feed. A feed that fails is left alone longer each time; the others go on.
    """
    from contested.intake.watchlist import Watchlist, beside
    from contested.ledger import Ledger

    for feed in feeds:
        if not is_address(feed) or not feed.isprintable():
            raise UsageError("is no address of a feed", source=feed, remedy="`contested add` takes files")
    settings, reader = settings_of(options), chosen(options)
    try:
        with Ledger.open(ledger) as kept:
            watch = Watch(Watchlist(state or beside(kept.name), feeds, settings.limits), kept, settings, reader, every)
            watch.workers = options["workers"]
            while True:
                watch.round(heed_intervals=not once)
                if once:
                    return watch.status
                watch.wait()
    finally:
        tell_bill(reader)


class Watch:
    """The feeds of a list, their ledger, and how often they are asked."""

    def __init__(
        self, feeds: Watchlist, ledger: Ledger, settings: Settings, reader: ReaderOptions, every: timedelta
    ) -> None:
        from contested.intake.watchlist import utc_now

        self.feeds, self.ledger, self.settings, self.reader, self.every = feeds, ledger, settings, reader, every
        self.fetcher = fetcher_for(settings)
        self.now: Callable[[], datetime] = utc_now
        self.workers = 1
        self.status = 0

    def round(self, *, heed_intervals: bool) -> None:
        """Ask every feed that may be asked; without intervals all but those that failed of late."""
        self.status = 0
        for url in self.feeds.urls:
            signals.check()
            feed = self.feeds.feed(url)
            if feed.is_resting(self.now()):
                self.rests(feed)
            elif feed.is_due(self.now()) or not heed_intervals:
                self.note(self.visit(feed))

    def note(self, feed: Feed) -> None:
        """Keep what is known of a feed; where that cannot be (the disk is full) the next run asks for it whole."""
        try:
            self.feeds.note(feed)
        except OSError as error:
            self.status = 1
            say(f"{self.feeds.path}: cannot be written: {(error.strerror or str(error)).lower()}")

    def rests(self, feed: Feed) -> None:
        """A feed that failed is not asked yet."""
        assert feed.due
        self.status = 1
        say(f"{feed.url}: left alone until {feed.due:%Y-%m-%d %H:%M} UTC: {feed.why}")

    def visit(self, feed: Feed) -> Feed:
        """Ask one feed and keep what is new; what is known of it afterwards."""
        try:
            found = self.fetcher.get(feed.url, etag=feed.etag, modified=feed.modified)
            whole = not found.changed or self.keep(feed, found)
        except (InputError, LedgerError) as error:
            return self.fails(feed, error)
        except ContestedError:  # it would stop the next feed too
            raise
        except Exception as error:
            if os.environ.get("CONTESTED_DEBUG"):
                raise
            what = f"cannot be read: {fault(error)}"
            return self.fails(feed, InputError(what, source=feed.url, remedy=REPORT_IT))
        # what was not all taken is to be sent again
        return feed.kept(found if whole else found._replace(etag=None, modified=None), self.now(), self.every)

    def keep(self, feed: Feed, found: Fetched) -> bool:
        """Read the entries that are not there yet and keep them; whether all could be taken.

        Raises:
            InputError: it is no feed.
            LedgerError: the ledger cannot be written.
        """
        from contested.intake.feeds import check, has_entries

        check(found.data, feed.url)
        if not has_entries(found.data):  # a young feed is no failing one
            return True
        source = Input(feed.url, None, found.data, form="xml", url=found.url, charset=found.charset)
        intake = Intake((), self.settings, is_there=self.ledger.has, keep_raw=True, sources=[source])
        tally = keep(intake, self.ledger, self.reader, self.workers)
        self.status = self.status or intake.status
        if tally.new:
            say(f"{feed.url}: {tally}")
        return not intake.failed

    def fails(self, feed: Feed, error: InputError | LedgerError) -> Feed:
        """Tell why a feed gave nothing, and when it will be asked again."""
        self.status = 1
        if isinstance(error, LedgerError) or (isinstance(error, FetchError) and not error.asked):
            after = feed.missed(self.now(), self.every)  # which is no fault of the feed
        else:
            after = feed.failed(error, error.what, self.now(), self.every, self.settings.limits)
        assert after.due
        say(f"{error}; asked again at {after.due:%Y-%m-%d %H:%M} UTC")
        return after

    def wait(self) -> None:
        """Sleep until the next feed is due; a signal ends it."""
        while (seconds := self.feeds.next_due(self.now(), self.every)) > 0:
            signals.check()
            time.sleep(min(seconds, NAP_SECONDS))
