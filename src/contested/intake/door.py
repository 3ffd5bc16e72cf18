"""The way in: every path to its files, every file to its reports; the same report twice is read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from contested.errors import REPORT_IT, InputError, fault
from contested.intake.files import inputs, reader_of, unreadable
from contested.intake.record import Input, Record, Settings
from contested.intake.reports import report_of
from contested.model import Report


class Repeat(msgspec.Struct, frozen=True):
    """The same report again: publisher, address, date and words are those of one already taken."""

    where: str
    first: str

    def __str__(self) -> str:
        return f"{self.where}: the same report as {self.first}, read once"


Taken = Report | Repeat | InputError


def take(paths: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Taken]:
    """All reports of these files and folders (``-`` is standard input), in order; errors stand among them."""
    settings = settings or Settings()
    seen: dict[str, str] = {}
    for path in paths:
        for source in inputs(path):
            if isinstance(source, InputError):
                yield source
            else:
                yield from reports(source, settings, seen)


def reports(source: Input, settings: Settings, seen: dict[str, str]) -> Iterator[Taken]:
    """The reports of one file; whatever is wrong with it becomes an `InputError` in their place."""
    found = 0
    try:
        if source.is_empty():
            raise InputError("is empty", source=source.name, remedy="give a file with a report in it")
        for record in reader_of(source, settings)(source, settings):
            found += 1
            yield record if isinstance(record, InputError) else checked(record, source.name, settings, seen)
        if not found:
            yield InputError("holds no report", source=source.name, remedy="give a file with a report in it")
    except InputError as error:
        yield error
    except OSError as error:
        yield unreadable(source.name, error)
    except Exception as error:  # whatever is wrong with one file, the others are read
        yield InputError(f"cannot be read: {fault(error)}", source=source.name, remedy=REPORT_IT)


def checked(record: Record, name: str, settings: Settings, seen: dict[str, str]) -> Taken:
    """A record as a report, if its fields are what they must be and it was not there before."""
    name = record.name or name
    where = name if record.line is None or record.name else f"{name}:{record.line}"
    try:
        report, own_id = report_of(record, name, settings)
    except InputError as error:
        return error
    first = seen.get(report.id)
    if first is None:
        seen[report.id] = where
        return report
    if not own_id:
        return Repeat(where, first)
    remedy = "give every report its own id"
    return InputError(
        f'repeats the id "{report.id}" of {first}', source=name, line=record.line, key="id", remedy=remedy
    )
