"""Reports read and appended to a ledger, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from contested.cli import work
from contested.cli.intake import Intake
from contested.cli.messages import counted
from contested.cli.work import ReaderOptions, itself, read_all
from contested.errors import LedgerError
from contested.model import Reading

if TYPE_CHECKING:
    from contested.ledger import Added, Ledger


@dataclass
class Tally:
    """What came of adding reports to a ledger."""

    new: int = 0
    there: int = 0
    claims: int = 0
    unread: int = 0

    def __str__(self) -> str:
        there = f", {self.there:,} there already" if self.there else ""
        unread = f", {self.unread:,} unread" if self.unread else ""
        return f"{counted(self.new, 'report')} added with {counted(self.claims, 'claim')}{there}{unread}"


def keep(
    intake: Intake,
    ledger: Ledger,
    options: ReaderOptions,
    workers: int = 1,
    acknowledge: Callable[[Reading, Added], None] | None = None,
) -> Tally:
    """Read reports and append them to a ledger, each of them whole or not at all.

    Args:
        acknowledge: told of every report once it is on disk.

    Raises:
        LedgerError: the ledger cannot be written; what was acknowledged before is kept.
    """
    from contested.ledger import Entry

    tally = Tally()
    with closing(read_all(intake, options, itself, workers, refuse=intake.refuse)) as batches:
        for batch in batches:
            reader = work.reader_for(options)
            readings = [in_its_language(reading) for reading in batch]
            digests = (reader.lexicon.digest, reader.gazetteer.digest)
            entries = [Entry(each.report, each, *digests, intake.raw_of(each.report)) for each in readings]
            for reading, added in zip(readings, ledger.add_all(entries), strict=True):
                if isinstance(added, LedgerError):
                    intake.fail(added)
                    continue
                if acknowledge:
                    acknowledge(reading, added)
                tally.new += added.report
                tally.there += not added.report
                tally.claims += len(reading.claims) if added.reading else 0
                tally.unread += added.report and reading.unread is not None
    tally.there += intake.there
    return tally


def in_its_language(reading: Reading) -> Reading:
    """A reading whose report says its language, where it did not and the text tells it.

    What was read is English. Only what was not is looked at, since that takes a library of some size.
    """
    if reading.report.lang or reading.unread is None:
        return reading
    from contested.intake.language import language_of

    return replace(reading, report=replace(reading.report, lang=language_of(reading.report.text)))
