"""`contested export`: events or claims of a ledger in the formats that others work with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli.messages import counted, is_terminal, say
from contested.cli.options import GROUND, ON, OUT, add_all
from contested.cli.search import ASKED
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.publish.export import Admission

FORMS = ("acled", "ged", "plover", "geojson", "geoparquet", "csv", "hxl", "kml", "ftm", "annotations", "prov",
         "markdown", "gold")  # fmt: skip


#: How the name of a workbook ends.
BOOK = ".xlsx"


def a_base(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The address of a published page."""
    if value and not value.startswith(("https://", "http://", "file://")):
        raise click.BadParameter(f'"{value}" is no address of a page; write https://…')
    return value


@click.command("export")
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="The format.")
@click.option(
    "--rows", type=click.Choice(["events", "claims"]), default="events", show_default=True, help="What a row is."
)
@ON
@add_all(GROUND)
@add_all(ASKED)
@click.option(
    "--certainty",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="At least so certain: an event's credence, a claim's confidence (0 to 1).",
)
@click.option("--hxl", is_flag=True, help="A row of HXL tags under the header of --to csv.")
@click.option("--base-url", callback=a_base, metavar="URL", help="Where the published page is, for links to it.")
@click.option("--every-claim", is_flag=True, help="Claims also of what did not happen, where the format can say so.")
@click.option(
    "--pending",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --to acled: also write what a human must complete (no place, a missing side) to this file.",
)
@click.option("--qgis", is_flag=True, help="With --to geojson --out FILE: also a style for QGIS beside it (.qml).")
@click.option("--explain", is_flag=True, help="List on standard error what was left out, and why.")
@add_all(OUT)
def command(**options: Any) -> int:
    """Write events, or claims, in a format that others work with.

    What may become a row is a table: what is only predicted, planned, possible, denied or said on a condition is no
    row of an event data set; --explain lists what was left out. `gold` is what analysts decided, as accuracy data.
    Tables (acled, ged, csv, hxl) become workbooks where the name of --out ends in .xlsx.
    """
    from contested.cli.exporting import gold_of, rows_of, settled
    from contested.ledger import Ledger
    from contested.publish.export import Admission, export, formats
    from contested.publish.export.ged import Numbered
    from contested.publish.export.pending import listed

    options = settled(options)
    form, out = options["form"], options["out"]
    if out is None and form == "geoparquet" and is_terminal(sys.stdout):
        raise UsageError("geoparquet is no text for a terminal", source="--to", remedy="name a file with --out")
    book = is_book(out, form)
    if options["qgis"] and (form != "geojson" or out is None):
        raise UsageError(
            "a style stands beside GeoJSON in a file", source="--qgis", remedy="add --to geojson --out FILE"
        )
    with Ledger.open(options["ledger"], create=False) as ledger, sink(out, force=options["force"]) as write:
        if form == "gold":
            admission = Admission(formats()[form])
            for part in gold_of(ledger, options, admission):
                write(part)
        else:
            rows, about = rows_of(ledger, options)
            admission = Admission(formats()[form], every=options["every_claim"], about=about)
            numbered = Numbered(about if form == "ged" else None)
            with rows:
                let = numbered.through(admission.through(rows))
                for part in export(let, form, about, book=book):
                    write(part)
            if options["explain"]:
                for words in numbered.lines():
                    say(words)
            if options["pending"]:
                keep(options["pending"], listed(admission.pending, about), force=options["force"])
    if options["qgis"] and out is not None:
        from contested.publish.export.qgis import style

        keep(out.with_suffix(".qml"), iter([style()]), force=options["force"])
    conclude(admission, options)
    return 0


@contextmanager
def sink(out: Path | None, *, force: bool) -> Iterator[Callable[[bytes], object]]:
    """What takes the bytes: the file that is named, which is put in its place when all is well; else standard output.

    Raises:
        PublishError: the file is there and ``force`` is not set, or it cannot be written.
    """
    from contested.publish.file import written

    if out is None:
        yield lambda part: click.echo(part, nl=False)
        return
    with written(out, force=force) as file:
        yield file.write


def is_book(out: Path | None, form: str) -> bool:
    """Whether the file that is named is a workbook.

    Raises:
        UsageError: it is, and the format is no table.
    """
    from contested.publish.export import TABLES

    if out is None or out.suffix.lower() != BOOK:
        return False
    if form not in TABLES:
        said = ", ".join(sorted(TABLES))
        raise UsageError(f"{form} is no table for a workbook", source="--out", remedy=f"with {BOOK} write --to {said}")
    return True


def keep(out: Path, lines: Iterator[str], *, force: bool) -> None:
    """Write what waits for a human.

    Raises:
        PublishError: the file is there and ``force`` is not set, or it cannot be written.
    """
    from contested.publish.export.workbook import workbook

    with sink(out, force=force) as write:
        for part in workbook(lines, "pending") if out.suffix.lower() == BOOK else (each.encode() for each in lines):
            write(part)


def conclude(admission: Admission, options: dict[str, Any]) -> None:
    """Say how much was written, and what was left out and why."""
    what = "sentence" if options["form"] == "gold" else options["rows"][:-1]
    left = sum(count for _, count in admission.counts())
    if not (admission.admitted or left):
        say(f"no rows: {nothing(options)}")
        return
    where = f" to {options['out']}" if options["out"] else ""
    said = f"; {counted(admission.joined, what)} joined with others" if admission.joined else ""
    said += f"; {counted(left, what)} left out" if left else ""
    hint = " (--explain says why)" if left and not options["explain"] else ""
    say(f"{counted(admission.admitted, what)} written{where}{said}{hint}")
    waiting = sum(map(len, admission.pending.values()))
    if waiting:
        where = f" in {options['pending']}" if options["pending"] else ": --pending FILE lists them"
        say(f"{counted(waiting, what)} to be completed by hand{where}")
    if options["explain"]:
        explain(admission, what)


def explain(admission: Admission, what: str) -> None:
    """What was left out: counts by reason, then the ids."""
    from contested.publish.export.codes import reasons

    for why, count in admission.counts():
        say(f"  {counted(count, what)}: {why}")
    for name, ids in sorted(admission.out.items()):
        for id in sorted(ids):
            say(f"{id}  {reasons()[name]}")


def nothing(options: dict[str, Any]) -> str:
    """Why there is nothing."""
    if options["form"] == "gold":
        return "no analyst has accepted, corrected or rejected a claim of a read sentence (`contested decide`)"
    given = [name for name in ("on", "as_known", "area", "actor", "side", "place", "box", "type", "source", "modality",
                               "since", "until", "certainty") if options[name]]  # fmt: skip
    names = {"since": "from"}
    said = ", ".join(f"--{names.get(name, name).replace('_', '-')}" for name in given)
    return f"nothing in {options['ledger']} fits {said}" if given else f"{options['ledger']} has no {options['rows']}"
