"""The way in: every path to its files, every file to its reports; the same report twice is read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from contested import characters
from contested.errors import REPORT_IT, InputError, fault
from contested.intake.dates import iso_date
from contested.intake.files import ONE_REPORT, form_for, inputs, reader_of, unreadable
from contested.intake.record import Input, Record, Settings
from contested.intake.reports import doubt, report_of
from contested.model import Report


class Repeat(msgspec.Struct, frozen=True):
    """The same report again: publisher, address, date and words are those of one already taken."""

    where: str
    first: str

    def __str__(self) -> str:
        return f"{self.where}: the same report as {self.first}, read once"


class Remark(msgspec.Struct, frozen=True):
    """Something that a report said and that is not believed; the report is taken without it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Arrival(NamedTuple):
    """A report with the bytes that its words were taken from (None: they are the words themselves), and from where.

    ``share`` is how much of the file lies behind it, from 0 to 1.
    """

    report: Report
    raw: bytes | None = None
    path: Path | None = None
    share: float = 1.0


#: An archive or table larger than the limit may still unpack to so many times its own size, as text does.
MOST_TIMES = 30
UNUSED = "are not used: places are found by the words; bring coordinates as a layer (contested gazetteer add)"
Taken = Report | Repeat | Remark | InputError
Come = Arrival | Repeat | Remark | InputError
Seen = dict[str, str]


def take(paths: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Taken]:
    """All reports of files, folders and addresses (``-`` is standard input), in order; errors stand among them."""
    for taken in arrivals(paths, settings):
        yield taken.report if isinstance(taken, Arrival) else taken


def arrivals(paths: Iterable[str | Path], settings: Settings | None = None) -> Iterator[Come]:
    """As `take`, with the bytes that the words were taken from."""
    settings = settings or Settings()
    yield from arrivals_of(inputs(paths, settings), settings)


def arrivals_of(sources: Iterable[Input | InputError], settings: Settings) -> Iterator[Come]:
    """As `arrivals`, of inputs that are open already."""
    seen: Seen = {}
    for source in sources:
        if isinstance(source, InputError):
            yield source
        else:
            yield from reports(source, settings, seen)


def reports(source: Input, settings: Settings, seen: Seen) -> Iterator[Come]:
    """The reports of one file; whatever is wrong with it becomes an `InputError` in their place."""
    found = 0
    told: set[str] = set()
    most = settings.limits.unpacked
    try:
        if source.is_empty():
            raise InputError("is empty", source=source.name, remedy="give a file with a report in it")
        for record in reader_of(source, settings)(source, settings):
            found += 1
            if isinstance(record, InputError):
                yield record
            else:
                most -= weight(record)
                if most < 0 and -most > source.size() * MOST_TIMES:
                    remedy = "split it, or raise CONTESTED_MAX_UNPACKED_MB"
                    what = f"unpacks to more than {settings.limits.unpacked_mb:g} MB from here on"
                    raise InputError(what, source=source.name, line=record.line, remedy=remedy)
                yield from believed(record, source, settings, seen, told)
        if not found:
            yield InputError("holds no report", source=source.name, remedy="give a file with a report in it")
    except InputError as error:
        yield error
    except OSError as error:
        yield unreadable(source.name, error)
    except Exception as error:  # whatever is wrong with one file, the others are read
        yield InputError(f"cannot be read: {fault(error)}", source=source.name, remedy=REPORT_IT)


def weight(record: Record) -> int:
    """The characters of a record's fields, and the bytes kept beside them."""
    return sum(len(value) for value in record.fields.values() if isinstance(value, str)) + len(record.raw or b"")


def believed(record: Record, source: Input, settings: Settings, seen: Seen, told: set[str]) -> Iterator[Come]:
    """A record as a report; what cannot be so is left out, and a line says so, of a side and of columns that do not
    count once in a file."""
    for field, what in doubts(record, settings):
        if what not in told:
            line = record.lines.get(field, record.line)
            where = f"{source.name}:{line}" if line is not None and not record.name else record.name
            yield Remark(where or source.name, what)
        if field == "side":
            told.add(what)
        record = record._replace(fields={**record.fields, field: None})
    if record.unused and UNUSED not in told:
        told.add(UNUSED)
        yield Remark(source.name, f"has {', '.join(record.unused)}, which {UNUSED}")
    yield checked(record, source, settings, seen)


def doubts(record: Record, settings: Settings) -> Iterator[tuple[str, str]]:
    """The fields of a record that cannot be so: a day on which nothing can have been published, a side that none is.

    So are fields that are longer than any may be.
    """
    written, side = record.fields.get("date"), record.fields.get("side")
    day = iso_date(str(written), settings.day_first) if written else None
    why = doubt(day, settings.limits) if day else None
    if written and record.found and not day:  # nobody can mend it where it stands
        yield "date", f'its date "{str(written)[:80]}" is none; taken without a date (--date says one)'
    if why:
        yield "date", f"its date {day} {why}; taken without a date (--date says one)"
    remedy = settings.no_side(side.strip()) if isinstance(side, str) and side.strip() else None
    for field in ("title", "source", "url", "lang"):
        value = record.fields.get(field)
        if isinstance(value, str) and characters.is_too_long(characters.field(value)):
            yield field, f"its {field} is longer than {characters.LONGEST:,} bytes; taken without"
    if isinstance(side, str) and remedy:
        yield "side", f'there is no side "{side.strip()}"; taken without a side ({remedy})'


def checked(record: Record, source: Input, settings: Settings, seen: Seen) -> Arrival | Repeat | InputError:
    """A record as a report, if its fields are what they must be and it was not there before."""
    name = record.name or source.name
    where = name if record.line is None or record.name else f"{name}:{record.line}"
    try:
        report, own_id = report_of(addressed(record, source, settings), name, settings)
    except InputError as error:
        return error
    first = seen.get(report.id)
    if first is None:
        seen[report.id] = where
        return Arrival(report, record.raw, source.path, record.share)
    if not own_id:
        return Repeat(where, first)
    remedy = "give every report its own id"
    return InputError(
        f'repeats the id "{report.id}" of {first}', source=name, line=record.line, key="id", remedy=remedy
    )


def addressed(record: Record, source: Input, settings: Settings) -> Record:
    """A record that was fetched, with address and publisher where it does not say them itself."""
    if source.url is None or form_for(source, settings) not in ONE_REPORT:
        return record
    fields = {"url": source.url, "source": urlsplit(source.url).hostname}
    return record._replace(fields={**fields, **record.fields})
