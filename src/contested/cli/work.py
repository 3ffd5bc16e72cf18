"""Reports in, readings out: in this process or in several, in the order of the input either way.

The first report is read here, before any process is started: a forked process shares the reader's tables, a spawned one
opens its own; and where no report comes in no reader is opened. What is sent back is what `each` made of a reading
there, so that as little as possible is sent.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from contested.cli.messages import Progress, counted, say
from contested.errors import InputError
from contested.intake import Settings, take
from contested.model import Reading, Report

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.reading import Reader

BATCH = 32
Made = TypeVar("Made")


class ReaderOptions(NamedTuple):
    """Which reader: its knowledge folder and gazetteer, None for those that come with the package."""

    knowledge: Path | None = None
    gazetteer: Path | None = None


class Intake:
    """The reports of some paths as a stream; errors are said as they are met, and counted."""

    def __init__(self, paths: Iterable[str], settings: Settings) -> None:
        self.paths, self.settings = tuple(paths), settings
        self.failed = 0
        self.progress = Progress("reports read")

    def __iter__(self) -> Iterator[Report]:
        for taken in take(self.paths, self.settings):
            if isinstance(taken, Report):
                self.progress.step()
                yield taken
                continue
            self.failed += isinstance(taken, InputError)
            self.progress.wipe()
            say(taken)
        self.progress.wipe()

    @property
    def status(self) -> int:
        """The exit status: 1 where some input failed."""
        return 1 if self.failed else 0


_reader: dict[ReaderOptions, Reader] = {}


def reader_for(options: ReaderOptions) -> Reader:
    """The reader with these options, opened once in a process."""
    if options not in _reader:
        from contested.reading import open_reader

        progress = Progress("index of places", shown=sys.stderr.isatty())
        _reader[options] = open_reader(options.knowledge, options.gazetteer, progress.stage)
        progress.wipe()
    return _reader[options]


def read_batch(options: ReaderOptions, each: Callable[[Reading], Made], reports: tuple[Report, ...]) -> list[Made]:
    """Read some reports; what runs in a worker."""
    reader = reader_for(options)
    return [each(reader.read(report)) for report in reports]


def batched(reports: Iterable[Report]) -> Iterator[tuple[Report, ...]]:
    """The reports in batches; the first is of one, so that the first answer is not kept waiting."""
    rest = iter(reports)
    size = 1
    while batch := tuple(islice(rest, size)):
        yield batch
        size = BATCH


def read_all(
    reports: Iterable[Report], options: ReaderOptions, each: Callable[[Reading], Made], workers: int = 1
) -> Iterator[list[Made]]:
    """What `each` makes of every report's reading, batch by batch, in the order of the reports."""
    if workers == 1:
        yield from (read_batch(options, each, batch) for batch in batched(reports))
        return
    from concurrent.futures import Future, ProcessPoolExecutor

    batches = batched(reports)
    first = next(batches, None)
    if first is None:
        return
    yield read_batch(options, each, first)
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[list[Made]]] = deque()
        for batch in batches:
            waiting.append(pool.submit(read_batch, options, each, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@dataclass
class Tally:
    """What came of adding reports to a ledger."""

    new: int = 0
    there: int = 0
    claims: int = 0

    def __str__(self) -> str:
        there = f", {self.there} there already" if self.there else ""
        return f"{counted(self.new, 'report')} added with {counted(self.claims, 'claim')}{there}"


def keep(intake: Iterable[Report], ledger: Ledger, options: ReaderOptions, workers: int = 1) -> Tally:
    """Read reports and append them to a ledger, each in a transaction of its own."""
    tally = Tally()
    for batch in read_all(intake, options, itself, workers):
        reader = reader_for(options)
        for reading in batch:
            added = ledger.add(
                reading.report, reading, knowledge=reader.lexicon.digest, gazetteer=reader.gazetteer.digest
            )
            tally.new += added.report
            tally.there += not added.report
            tally.claims += len(reading.claims) if added.reading else 0
    return tally


def itself(reading: Reading) -> Reading:
    """The reading; a function with a name, so that it can be sent to a worker."""
    return reading
