"""Reports in, readings out: in this process or in several, in the order of the input either way.

The first report is read here, before any process is started: a forked process shares the reader's tables, a spawned one
opens its own; and where no report comes in no reader is opened. What is sent back is what `each` made of a reading
there, so that as little as possible is sent. A reader that waits for a server has threads for workers: one reader, one
bill.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from contested.cli import signals
from contested.cli.bounded import bounded
from contested.cli.messages import Progress, is_terminal, say
from contested.cli.sides import check_side
from contested.errors import REPORT_IT, ContestedError, InputError, fault
from contested.model import Reading, Report

if TYPE_CHECKING:
    from concurrent.futures import Future

    from contested.llm import LlmReader, LlmSettings
    from contested.reading import Reader

BATCH = 64  # reports that are read together; more take little less time each
Made = TypeVar("Made")
Batch = tuple[Report, ...]


class ReaderOptions(NamedTuple):
    """Which reader: its knowledge folder and gazetteer, None for those that come with the package.

    ``llm`` is the server to ask, None for the rules, which ask nobody.
    """

    knowledge: Path | None = None
    gazetteer: Path | None = None
    llm: LlmSettings | None = None


def chosen(options: dict[str, Any]) -> ReaderOptions:
    """The `READER` options as the work takes them.

    Raises:
        UsageError: the server of `--reader llm` is not set, or `--side` names none; said before anything is read.
    """
    check_side(options.get("side"), options["knowledge"])
    if options["reader"] != "llm":
        return ReaderOptions(options["knowledge"], options["gazetteer"])
    from contested.llm.settings import settings_from

    return ReaderOptions(options["knowledge"], options["gazetteer"], settings_from(os.environ))


#: Of a process that reads: what it makes is freed by itself; a batch of reports is read between two looks for cycles.
COLLECT_READING = (1_000_000, 20, 100)
_reader: dict[ReaderOptions, Reader | LlmReader] = {}


def reader_for(options: ReaderOptions) -> Reader | LlmReader:
    """The reader with these options, opened once in a process."""
    if options not in _reader:
        from contested.reading import open_reader

        progress = Progress("index of places", shown=is_terminal(sys.stderr))
        if options.llm is None:
            _reader[options] = open_reader(options.knowledge, options.gazetteer, progress.stage)
        else:
            from contested.llm import open_llm_reader

            _reader[options] = open_llm_reader(options.llm, options.knowledge, options.gazetteer, progress.stage)
        progress.wipe()
        gc.set_threshold(*COLLECT_READING)
    return _reader[options]


def stop_asking(options: ReaderOptions) -> LlmReader | None:
    """Ask the server no more; the reader that asked, None where none did."""
    if options.llm is None:
        return None
    from contested.llm import LlmReader

    reader = _reader.get(options)
    if not isinstance(reader, LlmReader):
        return None
    reader.close()
    return reader


def tell_bill(options: ReaderOptions) -> None:
    """Say what asking a server cost and what of its answers was dropped; nothing where none was asked."""
    reader = stop_asking(options)
    if reader is not None:
        del _reader[options]
        for line in reader.bill.lines():
            say(line)


def read_batch(options: ReaderOptions, each: Callable[[Reading], Made], reports: Batch) -> list[Made | InputError]:
    """Read some reports; what runs in a worker. A report that cannot be read is an error in its place."""
    reader = reader_for(options)
    found: list[Made | InputError] = []
    for report, reading in zip(reports, together(reader, reports), strict=True):
        try:
            found.append(each(bounded(reading or reader.read(report))))
        except InputError as error:
            found.append(error)
        except ContestedError:  # it would stop the next report too
            raise
        except Exception as error:
            found.append(unforeseen(report, error))
    return found


def together(reader: Reader | LlmReader, reports: Sequence[Report]) -> Sequence[Reading | None]:
    """The readings of reports that are read at once; where that fails none, so that the one at fault is found out."""
    if len(reports) > 1 and hasattr(reader, "read_all"):
        with suppress(Exception):
            return reader.read_all(reports)
    return [None] * len(reports)


def unforeseen(report: Report, error: Exception) -> InputError:
    """A fault of ours in reading one report, which the others are not to pay for."""
    if os.environ.get("CONTESTED_DEBUG"):
        raise error
    return InputError(f"cannot be read: {fault(error)}", source=f"report {report.id}", remedy=REPORT_IT)


def batched(reports: Iterable[Report], most: int = BATCH) -> Iterator[Batch]:
    """The reports in batches; the first is of one, so that the first answer is not kept waiting."""
    rest = iter(reports)
    size = 1
    while batch := tuple(islice(rest, size)):
        yield batch
        size = most


def read_all(
    reports: Iterable[Report],
    options: ReaderOptions,
    each: Callable[[Reading], Made],
    workers: int = 1,
    *,
    refuse: Callable[[InputError], None],
) -> Generator[list[Made], None, None]:
    """What `each` makes of every report's reading, batch by batch, in the order of the reports.

    ``refuse`` is told why a report is not read; the others go on. Close it, and no worker is left.
    """
    for batch in results(reports, options, each, workers):
        signals.check()
        for error in batch:
            if isinstance(error, InputError):
                refuse(error)
        yield [made for made in batch if not isinstance(made, InputError)]


def results(
    reports: Iterable[Report], options: ReaderOptions, each: Callable[[Reading], Made], workers: int
) -> Iterator[list[Made | InputError]]:
    """What comes of every batch, from this process or from several workers."""
    batches = batched(reports, BATCH if options.llm is None else 1)
    if workers == 1:
        yield from (read_batch(options, each, batch) for batch in batches)
        return
    first = next(batches, None)
    if first is None:
        return
    yield read_batch(options, each, first)
    waiting: deque[Future[list[Made | InputError]]] = deque()
    with crew_for(options, workers, partial(read_batch, options, each)) as submit:
        for batch in batches:
            waiting.append(submit(batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def crew_for(
    options: ReaderOptions, workers: int, work: Callable[[Batch], list[Made | InputError]]
) -> Iterator[Callable[[Batch], Future[list[Made | InputError]]]]:
    """What takes a batch to be read: processes for the rules, which compute; threads for a reader that waits."""
    if options.llm is None:
        from contested.cli.workers import side_by_side

        with side_by_side(workers, work) as crew:
            yield crew.submit
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers, initializer=signals.leave_to_the_main_thread) as pool:
        try:
            yield lambda batch: pool.submit(work, batch)
        except BaseException:  # stopped, or the output is gone: what has not begun need not
            pool.shutdown(wait=False, cancel_futures=True)
            stop_asking(options)
            raise


def itself(reading: Reading) -> Reading:
    """The reading; a function with a name, so that it can be sent to a worker."""
    return reading
