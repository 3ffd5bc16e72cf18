"""The reports of some paths as a stream: progress shown, errors said and counted, what is there already passed over."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from contested.cli import signals
from contested.cli.messages import Progress, is_terminal, say
from contested.errors import ContestedError, InputError
from contested.intake import Arrival, Remark, Repeat, Settings, arrivals, arrivals_of
from contested.intake.door import Come
from contested.intake.files import sizes
from contested.intake.record import Input
from contested.model import Report


class Intake:
    """The reports of paths and addresses; errors are said as they are met, and counted.

    Args:
        is_there: whether a report need not be read again; it is counted in `there` and passed over.
        keep_raw: whether the bytes that words were taken from are wanted; `raw_of` hands them over.
        sources: inputs that are open already, in place of paths.
    """

    def __init__(
        self,
        paths: Iterable[str],
        settings: Settings,
        *,
        is_there: Callable[[Report], bool] | None = None,
        keep_raw: bool = False,
        sources: Iterable[Input] | None = None,
    ) -> None:
        self.paths, self.settings, self.sources = tuple(paths), settings, sources
        self.is_there, self.keep_raw = is_there, keep_raw
        self.failed = self.there = 0
        # whoever keeps the bytes writes no output that would show how far things are
        self.progress = Progress("reports read", shown=is_terminal(sys.stderr) if keep_raw else None)
        self._raw: dict[str, bytes] = {}

    def __iter__(self) -> Iterator[Report]:
        way = Way(self.paths) if self.progress.shown else None
        for taken in self._arrivals():
            signals.check()
            if not isinstance(taken, Arrival):
                self.refuse(taken)
                continue
            self.progress.step(share=way.share(taken) if way else None)
            if self.is_there and self.is_there(taken.report):
                self.there += 1
                continue
            if self.keep_raw and taken.raw is not None:
                self._raw[taken.report.id] = taken.raw
            yield taken.report
        self.progress.wipe()

    def _arrivals(self) -> Iterator[Come]:
        if self.sources is not None:
            return arrivals_of(self.sources, self.settings)
        return arrivals(self.paths, self.settings)

    def raw_of(self, report: Report) -> bytes | None:
        """The bytes that a report's words were taken from, handed over once."""
        return self._raw.pop(report.id, None)

    def refuse(self, taken: Repeat | Remark | InputError) -> None:
        """Say what is not read and why; an error counts."""
        self.failed += isinstance(taken, InputError)
        if isinstance(taken, InputError) and taken.source:
            self._raw.pop(taken.source.removeprefix("report "), None)
        self.progress.wipe()
        say(taken)

    def fail(self, error: ContestedError) -> None:
        """Say what else went wrong with one input; the others go on."""
        self.failed += 1
        self.progress.wipe()
        say(error)

    @property
    def status(self) -> int:
        """The exit status: 1 where some input failed."""
        return 1 if self.failed else 0


class Way:
    """How far through the files an intake is, by their sizes."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.sizes = sizes(paths)
        self.total = sum(self.sizes.values())
        self.behind = 0
        self.now: Path | None = None

    def share(self, taken: Arrival) -> float | None:
        """The share of all bytes that lies behind a report; None where that cannot be known (a pipe, an address)."""
        if taken.path is None or taken.path not in self.sizes:
            return None
        if taken.path != self.now:
            self.behind += self.sizes[self.now] if self.now else 0
            self.now = taken.path
        return (self.behind + taken.share * self.sizes[self.now]) / max(1, self.total)
