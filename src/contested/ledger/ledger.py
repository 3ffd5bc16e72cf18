"""A ledger is appended to and read; what it holds is never changed.

`Ledger.add` is one transaction: when it returns, the reports, their readings and their claims are on disk, all of them;
when it does not, none is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, func, literal_column, select, text
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError

from contested import characters
from contested.errors import LedgerError
from contested.ledger import baselines as kept_baselines
from contested.ledger import chain, recall, redact, schema, search, told, withhold
from contested.ledger.append import Added, append
from contested.ledger.check import check, orphans
from contested.ledger.database import address, database_error, engine_for, is_postgresql, name_of
from contested.ledger.decisions import Verdicts, all_decisions, append_decision, check_decision, standing, subject_of
from contested.ledger.draft import Draft, Entry, draft
from contested.ledger.dump import dump, load
from contested.ledger.filter import Filter
from contested.ledger.redact import Redaction, Scope
from contested.ledger.search import Found, Head
from contested.ledger.stats import Stats, stats
from contested.ledger.version import head, upgrade
from contested.ledger.withhold import Withheld, mask_of
from contested.model import Baseline, Claim, Decision, DecisionKind, Reading, Report, Told

Made = TypeVar("Made")
EVERY = Filter()


class Ledger:
    """One ledger, open. Use it in a ``with`` block, or `close` it."""

    def __init__(self, engine: Engine, name: str, version_found: str | None = None) -> None:
        self._open: Engine | None = engine
        self.name = name
        self.version, self.version_found = head(), version_found or head()

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """Open a ledger, made where it is missing and brought to this version's schema.

        Args:
            where: a path, or a URL such as ``sqlite:///reports.sqlite`` or ``postgresql://user@host/database``.
            create: False: a missing ledger is an error.

        Raises:
            LedgerError: it is missing, locked, damaged, of a later version, or no ledger.
        """
        url = address(where)
        name = name_of(url)
        if url.get_backend_name() == "sqlite":
            if not create and not Path(name).is_file():
                raise LedgerError("there is no such ledger", source=name, remedy="make one with `contested add`")
            if not Path(name).parent.is_dir():
                raise LedgerError("there is no such folder", source=str(Path(name).parent), remedy="make it first")
        engine = engine_for(url)
        try:
            found = upgrade(engine, name, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, name, found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; whoever asks this ledger afterwards is told so."""
        if self._open is not None:
            self._open.dispose()
        self._open = None

    @property
    def _engine(self) -> Engine:
        if self._open is None:
            raise LedgerError("has been closed", source=self.name, remedy="open it again")
        return self._open

    # --- appending ---------------------------------------------------------------------------------------------------

    def add(
        self,
        report: Report,
        reading: Reading | None = None,
        *,
        knowledge: str | None = None,
        gazetteer: str | None = None,
        raw: bytes | None = None,
        now: datetime | None = None,
    ) -> Added:
        """Append a report and its reading; what is there already is left as it is.

        Args:
            report: its identity is publisher, address, date and words; whoever adds it under another id adds nothing.
            reading: the same reader's same findings are one reading; others stand beside it.
            knowledge: digest of the knowledge that the reading was made with.
            gazetteer: digest of the index of places that it was made with.
            raw: the bytes that the words were taken from, where they are to be kept.
            now: the time of adding; the clock's where None.

        Raises:
            LedgerError: it could not be written; then nothing of it was.
        """
        (added,) = self.add_all([Entry(report, reading, knowledge, gazetteer, raw)], now=now)
        if isinstance(added, LedgerError):
            raise added
        return added

    def add_all(self, entries: Sequence[Entry], *, now: datetime | None = None) -> list[Added | LedgerError]:
        """Append some reports with their readings in one transaction, which costs little more than that of one.

        Returns:
            For each entry in its order what it changed, or why it was refused; one that is refused costs no other.

        Raises:
            LedgerError: the ledger could not be written; then nothing of them was.
        """
        drafts = [drafted(entry) for entry in entries]
        sound = [one for one in drafts if isinstance(one, Draft)]
        added = iter(self._append(sound, clock(now)) if sound else ())
        return [next(added) if isinstance(one, Draft) else one for one in drafts]

    def _append(self, drafts: Sequence[Draft], at: str) -> list[Added | LedgerError]:
        try:
            with self._engine.begin() as connection:
                return [*append(connection, drafts, at)]
        except (DataError, IntegrityError, UnicodeError) as error:
            # one of them is at fault: alone it costs only itself
            if len(drafts) == 1:
                return [refused(error, drafts[0], self.name)]
            return [one for each in drafts for one in self._append([each], at)]
        except DatabaseError as error:
            raise database_error(error, self.name) from error

    def decide(
        self,
        kind: DecisionKind,
        subject: str,
        *,
        author: str,
        reason: str,
        others: Sequence[str] = (),
        fields: dict[str, Any] | None = None,
        seen: int | None = None,
        now: datetime | None = None,
    ) -> Decision:
        """Append a decision on a claim, a report or an event, given by id.

        Args:
            kind: accept, reject, correct, comment; merge and split say with which ``others``; add: a claim to a report.
            fields: what is corrected to what, by path: ``{"time.start": "2017-06-04"}``; add: the claim, whole.
            seen: the number of the newest decision that the author knows of; None: whatever was decided since.

        Raises:
            LedgerError: it lacks an author or a reason, or is on what the ledger does not have.
            ConflictError: somebody decided on the same after ``seen``.
        """
        return self._decide(
            Decision(
                number=0,
                kind=kind,
                subject=subject,
                others=tuple(others),
                fields=fields or {},
                author=characters.field(author),
                made=clock(now),
                reason=characters.field(reason),
            ),
            seen,
        )

    def withdraw(
        self, number: int, *, author: str, reason: str, seen: int | None = None, now: datetime | None = None
    ) -> Decision:
        """Take back a decision by its number; both stay in the ledger.

        Raises:
            LedgerError: there is no such decision, it was taken back already, or author or reason is missing.
        """
        subject = next((row.subject for row in self.decisions() if row.number == number), f"decision {number}")
        return self._decide(
            Decision(
                number=0,
                kind="withdraw",
                subject=subject,
                author=characters.field(author),
                made=clock(now),
                reason=characters.field(reason),
                withdraws=number,
            ),
            seen,
        )

    def _decide(self, decision: Decision, seen: int | None) -> Decision:
        return self._write(lambda connection: append_decision(connection, decision, seen))

    def check_decision(self, decision: Decision) -> None:
        """Say why a decision could not be appended; nothing is written.

        Raises:
            LedgerError: it lacks something, is on what the ledger does not have, or a value does not fit.
        """
        self._first(lambda connection: check_decision(connection, decision))

    def redact(
        self, report: str, *, author: str, reason: str, scope: Scope = "words", now: datetime | None = None
    ) -> tuple[Redaction, ...]:
        """Take the words of a report, and of every report with the same words, out of the ledger.

        Args:
            report: its id.
            scope: words: its claims stay without quotes; claims: they go too.

        Returns:
            The tombstones, one for each report.

        Raises:
            LedgerError: there is no such report, its words are gone, or author or reason is missing.
        """
        at, author, reason = clock(now), characters.field(author), characters.field(reason)
        made = self._write(
            lambda connection: redact.redact(connection, report, scope=scope, author=author, reason=reason, at=at)
        )
        try:
            redact.forget(self._engine)
        except DatabaseError as error:
            raise database_error(error, self.name) from error
        return made

    def redactions(self) -> tuple[Redaction, ...]:
        """What was taken down, in that order."""
        return tuple(self._each(lambda connection: iter(redact.all_redactions(connection))))

    def withhold(
        self, name: str, *, author: str, reason: str, publish: bool = False, now: datetime | None = None
    ) -> Withheld:
        """Withhold a name from whatever leaves the ledger, or with ``publish`` let it be published again.

        Raises:
            LedgerError: it has no name, author or reason; or is withheld already, or not.
        """
        name, author, reason = (characters.field(written) for written in (name, author, reason))
        row = Withheld(number=0, name=" ".join(name.split()), author=author, made=clock(now), reason=reason)
        return self._write(lambda connection: withhold.append_withheld(connection, row, publish=publish))

    def withheld(self) -> tuple[Withheld, ...]:
        """The names that are withheld."""
        return tuple(self._each(lambda connection: iter(withhold.standing(withhold.all_withheld(connection)))))

    def add_baseline(
        self, baseline: Baseline, *, author: str, reason: str = "", now: datetime | None = None
    ) -> kept_baselines.Kept:
        """Append who held what on a day, by a map that a user brought; as it was numbered.

        Raises:
            LedgerError: it is there already, or holds nothing.
        """
        author, reason = characters.field(author), characters.field(reason)
        row = kept_baselines.Kept(number=0, baseline=baseline, author=author, made=clock(now), reason=reason)
        return self._write(lambda connection: kept_baselines.append_baseline(connection, row))

    def remove_baseline(
        self, which: str, *, author: str, reason: str, now: datetime | None = None
    ) -> kept_baselines.Kept:
        """Take a baseline down, by its number or id; both rows stay in the ledger.

        Raises:
            LedgerError: there is none that stands, or author or reason is missing.
        """
        made, author, reason = clock(now), characters.field(author), characters.field(reason)
        return self._write(
            lambda connection: kept_baselines.remove_baseline(
                connection, which, author=author, reason=reason, made=made
            )
        )

    def kept_baselines(self, *, removed: bool = False) -> tuple[kept_baselines.Kept, ...]:
        """The baselines that stand, in the order of adding; with ``removed`` also those taken down."""
        rows = tuple(self._each(lambda connection: iter(kept_baselines.all_baselines(connection))))
        return rows if removed else kept_baselines.standing(rows)

    def baselines(self) -> tuple[Baseline, ...]:
        """What the baselines that stand say, in the order of adding."""
        return tuple(row.baseline for row in self.kept_baselines())

    def _write(self, act: Callable[[Connection], Made]) -> Made:
        try:
            with self._engine.begin() as connection:
                return act(connection)
        except DatabaseError as error:
            raise database_error(error, self.name) from error

    # --- reading -----------------------------------------------------------------------------------------------------

    def reports(self) -> Iterator[Report]:
        """Every report, in the order of adding."""
        for kept in self._each(lambda connection: recall.reports_of(connection, mask_of(connection))):
            yield kept.report

    def readings(self, *, decided: bool = False) -> Iterator[Reading]:
        """The newest reading of every report that has one, with its claims, in the order of adding.

        Args:
            decided: after the decisions of analysts: without the claims that were rejected, with what was corrected.
        """
        every = self._each(recall.readings_of)
        if not decided:
            return every
        verdicts = Verdicts(self.decisions())
        return (verdicts.reading(reading) for reading in every)

    def claims(self) -> Iterator[Claim]:
        """The claims of the newest reading of every report as read, in the order of adding and of the text."""
        for reading in self.readings():
            yield from reading.claims

    def told(
        self, asked: Filter = EVERY, *, as_known: str | None = None, as_recorded: str | None = None
    ) -> Iterator[Told]:
        """The claims of the newest readings, each with its report and the day on which it could be known.

        What analysts rejected is left out, what they corrected is corrected with the original beside it, and names
        that are withheld are blocked out.

        Args:
            asked: which claims; every one where it says nothing.
            as_known: an ISO date; what could be known only later is left out.
            as_recorded: an ISO date or time (UTC) of the ledger's own clock; reports, readings and decisions that
                came into this ledger later are left out.
        """
        return self._each(lambda connection: told.told(connection, asked, as_known, as_recorded))

    def search(self, asked: Filter = EVERY, *, limit: int | None = None) -> Iterator[Found]:
        """The claims of `told` by the day of the event; their reports come without the words, which makes it quick.

        Raises:
            LedgerError: there is nothing to look for in the words.
        """
        return self._each(lambda connection: search.search(connection, asked, limit))

    def search_reports(self, asked: Filter = EVERY, *, limit: int | None = None) -> Iterator[Head]:
        """The reports with the filter's words in title or text, by their date; source and days count, too."""
        return self._each(lambda connection: search.search_reports(connection, asked, limit))

    def reading(self, report: str) -> Reading | None:
        """The newest reading of the report with an id; None where there is none."""
        return next(self._each(lambda connection: recall.readings_by_id(connection, report)), None)

    def find(self, id: str) -> Claim | Report | None:
        """The claim (as read, or added) or report with an id; None for the id of an event.

        Raises:
            NotFoundError: there is none.
        """
        return self._first(lambda connection: recall.masked(connection, subject_of(connection, id)))

    def decisions(self, *, withdrawn: bool = False, as_recorded: str | None = None) -> tuple[Decision, ...]:
        """The decisions that stand, in the order of deciding.

        Args:
            withdrawn: also those that were taken back, and the rows that took them back.
            as_recorded: an ISO date or time (UTC); later ones are left out.
        """
        rows = tuple(self._each(lambda connection: iter(all_decisions(connection, as_recorded))))
        return rows if withdrawn else standing(rows)

    def has(self, report: Report) -> bool:
        """Whether a report is there, by publisher, address, date and words, and has been read."""
        return self._first(lambda connection: recall.has(connection, report))

    def orphans(self) -> tuple[Decision, ...]:
        """The decisions on claims that the newest readings do not find any more."""
        return tuple(self._each(lambda connection: iter(orphans(connection))))

    # --- the ledger as a whole ---------------------------------------------------------------------------------------

    def check(self, progress: Callable[[str, int, int], None] | None = None) -> tuple[str, ...]:
        """What is wrong with the ledger, a line each; nothing where it is whole."""
        return tuple(self._each(lambda connection: check(connection, progress)))

    def newest_link(self) -> str:
        """The digest of all that was added so far, in order: noted elsewhere, it tells whether that is still so."""
        return self._first(chain.newest)

    def has_link(self, digest: str) -> bool:
        """Whether a digest that `newest_link` gave once is in the chain."""
        return self._first(lambda connection: chain.has(connection, digest))

    def stats(self) -> Stats:
        """How much it holds: in all, by source, by event type, by month."""
        return self._first(stats)

    def dump(self) -> Iterator[bytes]:
        """All of it as JSON Lines; names are not withheld from it."""
        return self._each(lambda connection: dump(connection, head()))

    def load(self, lines: Iterable[bytes], source: str = "the dump") -> int:
        """Append a dump to this ledger, which is empty; how many rows it had. All of them, or none.

        Raises:
            LedgerError: the ledger is not empty, or the dump is none, is torn, or of a later version.
        """
        return self._write(lambda connection: load(connection, lines, source, head()))

    def backup(self, to: Path) -> None:
        """Copy the ledger as it is now into a new SQLite file, while others may go on adding.

        Raises:
            LedgerError: the file is there already, or cannot be written.
        """
        if to.exists():
            raise LedgerError("is there already", source=str(to), remedy="choose another name for the backup")
        part = to.with_name(f"{to.name}.part")
        part.unlink(missing_ok=True)
        if is_postgresql(self._engine):
            with type(self).open(part) as copy:
                copy.load(self.dump())
        else:
            self._copy(part)
        part.rename(to)

    def _copy(self, to: Path) -> None:
        """The pages of this SQLite file into another, by SQLite's own backup."""
        try:
            with self._engine.connect().execution_options(outside=True) as connection:
                copy = sqlite3.connect(to)
                try:
                    connection.connection.driver_connection.backup(copy)  # type: ignore[union-attr]
                finally:
                    copy.close()
        except sqlite3.Error as error:
            remedy = "see that the folder is there and has room"
            raise LedgerError(f"cannot be written: {error}", source=str(to), remedy=remedy) from None

    def mark(self) -> tuple[str | int, ...]:
        """What changes when, and only when, anything was added: the schema's version, the last number of each table.

        Raises:
            UnavailableError: the database cannot be asked.
        """
        return self._first(mark)

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        tables = schema.metadata.sorted_tables
        return dict(self._each(lambda connection: ((table.name, rows_in(connection, table)) for table in tables)))

    def _first(self, ask: Callable[[Connection], Made]) -> Made:
        return next(self._each(lambda connection: iter((ask(connection),))))

    def _each(self, ask: Callable[[Connection], Iterator[Made]]) -> Iterator[Made]:
        left = False
        try:
            with self._engine.connect().execution_options(reading=True) as connection:
                try:
                    yield from ask(connection)
                except GeneratorExit:
                    left = True
                    raise
        except DatabaseError as error:
            if not left:  # else the answer was had, and a server that goes while it is put away is nobody's trouble
                raise database_error(error, self.name) from error


def mark(connection: Connection) -> tuple[str | int, ...]:
    """See `Ledger.mark`; one row."""
    tables = (schema.reports, schema.readings, schema.claims, schema.decisions, schema.redactions, schema.withheld,
              schema.baselines)  # fmt: skip
    lasts = [select(func.coalesce(func.max(table.c.n), 0)).scalar_subquery() for table in tables]
    version = select(literal_column("version_num")).select_from(text("alembic_version")).scalar_subquery()
    return tuple(connection.execute(select(version, *lasts)).one())


def rows_in(connection: Connection, table: Any) -> int:
    """How many rows a table holds."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def clock(now: datetime | None) -> str:
    """A time as the ledger keeps it: ISO 8601 in UTC, to the second."""
    return (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")


def refused(error: DatabaseError | UnicodeError, draft: Draft, name: str) -> LedgerError:
    """Why one entry cannot be kept."""
    if isinstance(error, DatabaseError):
        return database_error(error, name)
    what = f"holds what is no character: {error}"
    return LedgerError(what, source=f"report {draft.report.id}", remedy="see its encoding")


def drafted(entry: Entry) -> Draft | LedgerError:
    """An entry as rows, or why it cannot be kept."""
    try:
        return draft(entry)
    except LedgerError as error:
        return error
