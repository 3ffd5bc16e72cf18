"""One part read and written: what a worker does, whoever it works for."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from contested.errors import REPORT_IT, ContestedError, InputError, fault
from contested.intake import Arrival, Remark, Repeat, Settings, arrivals_of
from contested.intake.limits import Limits
from contested.model import Report
from contested.scale import rows
from contested.scale.parts import Part, digest

if TYPE_CHECKING:
    from contested.reading import Reader

FEW = 50  # failures of a part that are told one by one


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What all parts of a run have in common: where claims go, and how reports are taken in and read."""

    out: str
    defaults: dict[str, str] = {}
    columns: dict[str, str] = {}
    encoding: str | None = None
    day_first: bool = False
    form: str | None = None
    limits: Limits = Limits()
    knowledge: str | None = None
    gazetteer: str | None = None

    def settings(self) -> Settings:
        """As the intake takes it."""
        from contested.cli.sides import instead_of  # a list of the sides that are known, and nothing of the commands

        own = Path(self.knowledge) if self.knowledge else None
        return Settings(
            self.defaults, self.columns, self.encoding, self.day_first, self.form, self.limits,
            no_side=lambda side: instead_of(side, own),
        )  # fmt: skip

    def reader(self) -> Reader:
        """The reader, opened once in a process."""
        return opened(self.knowledge, self.gazetteer)

    def stamp(self) -> str:
        """What the claims of a part hang on beside its bytes."""
        reader, taken = self.reader(), (self.defaults, self.columns, self.encoding, self.day_first, self.form)
        parts = (rows.LAYOUT, reader.name, reader.lexicon.digest, reader.gazetteer.digest)
        return "\x1f".join((*parts, msgspec.json.encode(taken, order="sorted").decode()))


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a part. ``file`` is None where nothing was written: then the same command tries again."""

    part: str
    file: str | None = None
    reports: int = 0
    claims: int = 0
    failed: int = 0
    reasons: tuple[str, ...] = ()
    seconds: float = 0.0
    was_there: bool = False


@cache
def opened(knowledge: str | None, gazetteer: str | None) -> Reader:
    """The reader with some knowledge and index of places."""
    from contested.cli.work import COLLECT_READING
    from contested.reading import open_reader

    gc.set_threshold(*COLLECT_READING)  # a process that reads, whoever it works for
    return open_reader(Path(knowledge) if knowledge else None, Path(gazetteer) if gazetteer else None)


def read_part(part: Part, job: Job) -> Done:
    """Read a part and write its claims, unless that was done before; what goes wrong is told, never raised."""
    began = time.perf_counter()
    try:
        source = part.source()
        file = Path(job.out) / f"claims-{digest(source, job.stamp())}.parquet"
        if file.exists():
            return done(part, file, msgspec.json.decode(rows.about(file)), was_there=True)
        if part.at and not source.data:  # within a line that began in an earlier part
            return Done(part=part.name)
        tally = Tally()
        rows.write(file, claims(source, job, tally), tally.encoded)
    except ContestedError as error:
        return Done(part=part.name, failed=1, reasons=(str(error),))
    except OSError as error:
        return Done(part=part.name, failed=1, reasons=(f"{part.name}: {error.strerror or error}",))
    return done(part, file, tally.counts(), seconds=time.perf_counter() - began)


def done(part: Part, file: Path, counts: dict[str, Any], **more: Any) -> Done:
    """What came of a part that was read."""
    return msgspec.convert({"part": part.name, "file": file.name, **counts, **more}, Done)


class Tally:
    """What came of the reports of a part, counted as they are read; kept with the claims."""

    def __init__(self) -> None:
        self.reports = self.claims = self.failed = 0
        self.reasons: list[str] = []

    def fail(self, why: object) -> None:
        """Count what is not read."""
        self.failed += 1
        if len(self.reasons) < FEW:
            self.reasons.append(str(why))

    def counts(self) -> dict[str, Any]:
        """The counts by name."""
        names = ("reports", "claims", "failed", "reasons")
        return {name: getattr(self, name) for name in names}

    def encoded(self) -> bytes:
        """The counts as they are kept."""
        return msgspec.json.encode(self.counts())


def claims(source: Any, job: Job, tally: Tally) -> Iterator[dict[str, Any]]:
    """The claims of a part as rows, in the order of its reports; of each as many as `contested add` would keep."""
    from contested.cli.bounded import bounded  # nothing of the commands either
    from contested.cli.work import batched, together

    reader = job.reader()
    batches = batched(reports(source, job, tally))
    for report, reading in chain.from_iterable(zip(batch, together(reader, batch), strict=True) for batch in batches):
        try:
            reading = bounded(reading or reader.read(report))
        except ContestedError as error:
            tally.fail(error)
            continue
        except Exception as error:  # a fault of ours in one report, which the others are not to pay for
            tally.fail(InputError(f"cannot be read: {fault(error)}", source=f"report {report.id}", remedy=REPORT_IT))
            continue
        tally.reports += 1
        tally.claims += len(reading.claims)
        yield from (rows.row(reading, claim) for claim in reading.claims)


def reports(source: Any, job: Job, tally: Tally) -> Iterator[Report]:
    """The reports of a part that are to be read."""
    for taken in arrivals_of([source], job.settings()):
        if isinstance(taken, Arrival):
            yield taken.report
        elif not isinstance(taken, Repeat | Remark):
            tally.fail(taken)
