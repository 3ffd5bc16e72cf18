"""`contested read`: reports to claims on standard output; no ledger is touched."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import closing
from typing import Any, BinaryIO

import click

from contested.cli.forms import FORMS, Form, credited
from contested.cli.intake import Intake
from contested.cli.options import INTAKE, READER, add_all, settings_of
from contested.cli.work import ReaderOptions, chosen, itself, read_all, tell_bill
from contested.errors import UsageError
from contested.model import Report


@click.command("read")
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | -")
@click.option("--to", type=click.Choice(list(FORMS)), default="text", show_default=True, help="Form of the output.")
@add_all(INTAKE)
@add_all(READER)
def command(paths: tuple[str, ...], to: str, **options: Any) -> int:
    """Read reports into claims, without a ledger.

    PATH is a file, a folder or an address of the web: .txt .md .html .pdf .docx .csv .parquet .xlsx .jsonl .rss .atom
    .xml .json .zip .warc .warc.gz; - is standard input.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed", remedy="leave it open, or write to a file")
    intake = Intake(paths, settings_of(options))
    reader = chosen(options)
    try:
        if to == "text" and sys.stdout.isatty():
            show(intake, reader, options["workers"])
        else:
            reports = only_one(intake) if to == "html" else intake
            form = credited(options["gazetteer"]) if to == "html" else FORMS[to]
            with closing(read_all(reports, reader, form.each, options["workers"], refuse=intake.refuse)) as batches:
                write(batches, form, sys.stdout.buffer)
    finally:
        tell_bill(reader)
    return intake.status


def write(batches: Iterable[list[str]], form: Form, out: BinaryIO) -> None:
    """Write the pieces as they come, each batch at once."""
    out.write(form.before().encode())
    begun = False
    for batch in batches:
        pieces = [piece for piece in batch if piece]
        if pieces:
            out.write((form.between if begun else "").encode() + form.between.join(pieces).encode())
            begun = True
        out.flush()
    out.write(form.after.encode())
    out.flush()


def only_one(reports: Iterable[Report]) -> list[Report]:
    """The one report that an HTML page can show."""
    found = list(reports)
    if len(found) > 1:
        raise UsageError(
            f"--to html is a page of one report, these are {len(found)}",
            remedy="give one, or `contested add` them and `contested publish` a site",
        )
    return found


def show(intake: Intake, reader: ReaderOptions, workers: int) -> None:
    """Print readings in colour, wrapped to the terminal."""
    from contested.cli.terminal import print_reading

    with closing(read_all(intake, reader, itself, workers, refuse=intake.refuse)) as batches:
        for batch in batches:
            for reading in batch:
                print_reading(reading)
