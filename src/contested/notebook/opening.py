"""What a table is made of: a ledger, or readings in hand.

readings = contested.read(Path("reports"), country="SY")
ledger = contested.open("war.sqlite")
"""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from contested.errors import InputError, LedgerError, UsageError
from contested.gazetteer.shelf import newest
from contested.gazetteer.store import shelf_folder
from contested.model import Reading, Report, report_id
from contested.reading import Reader, open_reader

if TYPE_CHECKING:
    from contested.ledger import Ledger

#: Where claims come from: a ledger that is open, one by its path or URL, or readings in hand.
Source: TypeAlias = "Ledger | str | Path | Iterable[Reading]"
#: A day: an ISO date, or one of `datetime`.
Day: TypeAlias = "str | datetime.date"


def open(where: str | Path, *, create: bool = False) -> Ledger:
    """Open a ledger: a path, or a URL such as ``postgresql://user@host/database``.

    Args:
        where: the ledger.
        create: make it where it is missing.

    Raises:
        LedgerError: it is missing, locked, damaged, of a later version, or no ledger.
    """
    from contested.ledger import Ledger

    return Ledger.open(where, create=create)


def read(
    what: str | Path | Report | Iterable[str | Path | Report],
    *,
    date: Day | None = None,
    source: str | None = None,
    side: str | None = None,
    country: str | None = None,
    knowledge: Path | None = None,
    gazetteer: Path | None = None,
) -> list[Reading]:
    """Read reports into claims.

    Args:
        what: a text (`str`), a file or folder of reports (`Path`), a `Report`, or several of these. All formats of
            ``contested read`` are read.
        date, source, side, country: what is known of reports that do not say it: the day of publication, the
            publisher, the id of the side that it stands on, the ISO alpha-2 code of the country they are about.
        knowledge: a folder of your own actors, places, wording.
        gazetteer: another index of places than your own.

    Returns:
        One reading a report, in order; ``reading.claims`` are its claims. What cannot be read is a warning, and the
        rest is read.

    Raises:
        InputError: nothing could be read.
        UsageError: the date is none, or a text is the path of a file.
        GazetteerError, KnowledgeError: the index or the knowledge cannot be opened.
    """
    known = {"date": iso(date, "date"), "source": source, "side": side, "country": country}
    reader = reader_of(knowledge, gazetteer)
    given = [what] if isinstance(what, str | Path | Report) else list(what)
    found, refused = [], []
    for one in given:
        for taken in reports_of(one, {name: value for name, value in known.items() if value}):
            if isinstance(taken, InputError):
                refused.append(taken)
            else:
                found.append(reader.read(taken))
    if refused and not found:
        raise refused[0]
    for error in refused:
        warnings.warn(str(error), stacklevel=2)
    return found


def iso(day: Day | None, key: str) -> str | None:
    """A day as an ISO date.

    Raises:
        UsageError: it is none.
    """
    if day is None:
        return None
    if isinstance(day, datetime.date):
        return day.isoformat()[:10]
    from contested.intake.dates import iso_date

    found = iso_date(day) if "/" not in day else None
    if found is None:
        raise UsageError(f'"{day}" is no date', key=key, remedy="write YYYY-MM-DD")
    return found


def reports_of(what: str | Path | Report, known: dict[str, str]) -> Iterator[Report | InputError]:
    """The reports of a text, a file or a folder, with ids by which the same report is the same however it comes."""
    from contested.intake import Settings, take
    from contested.intake.record import Record
    from contested.intake.reports import report_of

    if isinstance(what, Report):
        yield what
    elif isinstance(what, Path):
        yield from (taken for taken in take([what], Settings(known)) if isinstance(taken, Report | InputError))
    else:
        if is_path(what):
            raise UsageError("is a path, and was given as a text", source=what, remedy="write Path(…) around it")
        try:
            yield report_of(Record({"text": what}), "the text", Settings(known))[0]
        except InputError as error:
            yield error


def is_path(text: str) -> bool:
    """Whether a text is the path of a file or folder that is there, which no report is."""
    try:
        return "\n" not in text and bool(text.strip()) and Path(text).exists()
    except (OSError, ValueError):  # too long for a path, or with a character that none may have
        return False


def as_report(text: str | Report, date: str | None, country: str | None) -> Report:
    """A text as a report."""
    return text if isinstance(text, Report) else Report(id=report_id(text), text=text, date=date, country=country)


def reader_of(knowledge: Path | None, gazetteer: Path | None) -> Reader:
    """A reader, opened once for each state of the user's layers."""
    return _reader(knowledge, gazetteer, tuple(sorted(map(str, newest(shelf_folder(gazetteer)).values()))))


@lru_cache(maxsize=2)
def _reader(knowledge: Path | None, gazetteer: Path | None, _layers: tuple[str, ...]) -> Reader:
    return open_reader(knowledge, gazetteer)


@contextmanager
def opened(source: Source) -> Iterator[Ledger]:
    """A ledger to ask: the one given, the one at a path, or one that holds the readings and is gone afterwards.

    Raises:
        LedgerError: there is none, it has been closed, or a reading cannot be kept.
    """
    from contested.ledger import Entry, Ledger

    if isinstance(source, Ledger):
        yield source
    elif isinstance(source, str | Path):
        with Ledger.open(source, create=False) as ledger:
            yield ledger
    else:
        entries = [Entry(reading.report, reading) for reading in source]
        with TemporaryDirectory(prefix="contested-") as folder, Ledger.open(Path(folder) / "readings.sqlite") as ledger:
            for added in ledger.add_all(entries):
                if isinstance(added, LedgerError):
                    raise added
            yield ledger
