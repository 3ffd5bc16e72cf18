"""`contested ledger`: the ledger as a whole: made, checked, copied, counted; words taken down, names withheld."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from contested.cli.messages import Progress, counted, say
from contested.cli.options import AUTHOR, LEDGER, REASON, form_of
from contested.errors import InputError

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.ledger.stats import Stats


@click.group("ledger")
def command() -> None:
    """Make, check, copy, count a ledger; take words down, withhold names.

    A ledger is one SQLite file, or a PostgreSQL database by URL; all commands take both.
    """


def opened(where: str) -> Ledger:
    """A ledger that is there."""
    from contested.ledger import Ledger

    return Ledger.open(where, create=False)


@command.command("init")
@LEDGER
def init(ledger: str) -> int:
    """Make an empty ledger; one that is there is left as it is."""
    from contested.ledger import Ledger

    with Ledger.open(ledger) as kept:
        say(f"{kept.name}: a ledger of version {kept.version}, {counted(kept.counts()['reports'], 'report')}")
    return 0


@command.command("upgrade")
@LEDGER
def upgrade(ledger: str) -> int:
    """Bring a ledger to this version's schema; every command that opens one does the same. There is no way back."""
    with opened(ledger) as kept:
        before = kept.version_found
        say(f"{kept.name}: of version {kept.version}" + (f", was {before}" if before != kept.version else " already"))
    return 0


@command.command("check")
@LEDGER
@click.option("--noted", metavar="DIGEST", help="A digest that an earlier check printed: what was there must be there.")
def check(ledger: str, noted: str | None) -> int:
    """Look whether a ledger is whole: its pages, hashes, indexes, triggers, and that every row says what it should.

    Every quote is compared with its text, every reading with its identity, and every row with the chain of digests of
    what was added when, whose last digest is printed: note it elsewhere, and ask for it later with --noted.
    Exit status 1 where something is wrong. Decisions on claims that the newest readings do not find any more are
    counted; `contested decide list --orphans` lists them.
    """
    progress = Progress("checked")
    with opened(ledger) as kept:
        wrong = kept.check(progress.stage)
        if noted and not kept.has_link(noted.lower()):
            wrong += (f"links: {noted} is no digest of its chain: what was added by then was altered or taken out",)
        progress.wipe()
        for line in wrong:
            say(f"{kept.name}: {line}")
        lost = kept.orphans()
        if lost:
            say(f"{counted(len(lost), 'decision')} on claims that are read no more: `contested decide list --orphans`")
        counts = kept.counts()
        found = f"{counted(len(wrong), 'fault')} found" if wrong else "whole"
        click.echo(
            f"{kept.name}: {found}; {counted(counts['reports'], 'report')}, {counted(counts['claims'], 'claim')}; "
            f"digest {kept.newest_link()}"
        )
    return 1 if wrong else 0


@command.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@LEDGER
def backup(ledger: str, file: Path) -> int:
    """Copy the ledger as it is now into FILE, a new SQLite ledger, while others may go on adding."""
    with opened(ledger) as kept:
        kept.backup(file)
    say(f"{file}: {file.stat().st_size / 1e6:,.1f} MB")
    return 0


@command.command("dump")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True), default="-", metavar="[FILE]")
@LEDGER
def dump(ledger: str, file: str) -> int:
    """Write all of the ledger as JSON Lines to FILE or standard output. Withheld names stand in it."""
    with opened(ledger) as kept, written(file) as out:
        out.writelines(kept.dump())
    return 0


@contextmanager
def written(file: str) -> Iterator[IO[bytes]]:
    """A file that is there only when it is whole; standard output for -."""
    if file == "-":
        yield sys.stdout.buffer
        return
    part = Path(f"{file}.part")
    with part.open("wb") as out:
        yield out
    part.rename(file)


@command.command("load")
@click.argument("file", type=click.Path(allow_dash=True))
@LEDGER
def load(ledger: str, file: str) -> int:
    """Load a dump from FILE, or - for standard input, into a new or empty ledger: all of it or nothing."""
    from contested.ledger import Ledger

    if file != "-" and not Path(file).is_file():
        raise InputError("there is no such dump", source=file, remedy="make one with `contested ledger dump`")
    with Ledger.open(ledger) as kept, click.open_file(file, "rb") as lines:
        say(f"{kept.name}: {counted(kept.load(lines, 'standard input' if file == '-' else file), 'row')} loaded")
    return 0


@command.command("stats")
@LEDGER
@form_of("table", "json")
def stats(ledger: str, form: str) -> int:
    """Say how much a ledger holds: in all, by source, by event type, by month of publication."""
    from contested.cli.asked import as_json

    with opened(ledger) as kept:
        found = kept.stats()
    if form == "json":
        names = found._asdict() | {part: [row._asdict() for row in getattr(found, part)] for part in PARTS}
        click.echo(as_json(names), nl=False)
    else:
        print_stats(found)
    return 0


PARTS = {"sources": "source", "types": "event type", "months": "month"}


def print_stats(found: Stats) -> None:
    """The figures as tables."""
    from contested.cli.asked import table

    whole = {name: value for name, value in found._asdict().items() if name not in PARTS}
    table(("in all", ""), [(name, f"{value:,}") for name, value in whole.items()])
    for part, heading in PARTS.items():
        click.echo()
        rows = getattr(found, part)
        table((heading, "reports", "claims"), [(row.name, f"{row.reports:,}", f"{row.claims:,}") for row in rows])


@command.command("redact")
@click.argument("report", required=False)
@LEDGER
@AUTHOR
@REASON
@click.option(
    "--claims", "scope", flag_value="claims", help="Take its claims away, too; else they stay, without quotes."
)
@click.option("--list", "listed", is_flag=True, help="List what was taken down.")
def redact(report: str | None, ledger: str, author: str, reason: str, scope: str | None, listed: bool) -> int:
    """Take the words of a report, by its id, out of the ledger, and of every report with the very same words.

    A tombstone stays: hash, reason, author, time. It cannot be undone. Backups and dumps that were made before still
    hold the words.
    """
    from contested.cli.asked import table

    with opened(ledger) as kept:
        if listed or report is None:
            rows = kept.redactions()
        else:
            rows = kept.redact(report, author=author, reason=reason, scope="claims" if scope else "words")
            say(f"words taken down of {counted(len(rows), 'report')}; older backups and dumps still hold them")
    table(
        ("report", "went", "hash", "author", "made", "reason"),
        [(row.report, row.scope, row.content[:16], row.author, row.made, row.reason) for row in rows],
    )
    return 0


@command.command("withhold")
@click.argument("name", required=False)
@LEDGER
@AUTHOR
@REASON
@click.option("--publish", is_flag=True, help="Publish the name again.")
@click.option("--list", "listed", is_flag=True, help="List the names that are withheld.")
def withhold(name: str | None, ledger: str, author: str, reason: str, publish: bool, listed: bool) -> int:
    """Withhold a private person's NAME from whatever leaves the ledger: █ stands for each of its characters.

    Every spelling, and a family name that stands alone, is a name of its own. The words in the ledger stay as they are.
    """
    from contested.cli.asked import table

    with opened(ledger) as kept:
        if name is not None and not listed:
            kept.withhold(name, author=author, reason=reason, publish=publish)
        rows = kept.withheld()
    table(("name", "author", "made", "reason"), [(row.name, row.author, row.made, row.reason) for row in rows])
    return 0
