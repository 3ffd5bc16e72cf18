"""`contested demo`: the packaged example from text to map page."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from contested.cli.intake import Intake
from contested.cli.keeping import keep
from contested.cli.messages import is_terminal, say
from contested.cli.options import READER, add_all
from contested.cli.publish import publish_site
from contested.cli.work import chosen, tell_bill
from contested.intake import Settings
from contested.model import Claim, Reading

EXAMPLE = "maskanah-2017"
TITLE = "Eastern Aleppo, the Homs desert and East Qalamoun, 9 May to 6 June 2017"
COLUMNS = ("day", "claim", "who", "where", "put how", "told by")


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("contested-demo"), metavar="[DIR]")
@add_all(READER)
def command(folder: Path, reader: str, knowledge: Path | None, gazetteer: Path | None, workers: int) -> int:
    """Read the packaged example, fill a ledger, publish its map page.

    DIR (contested-demo by default) then holds the ledger and the site.
    """
    from contested.ledger import Ledger

    options = chosen({"reader": reader, "knowledge": knowledge, "gazetteer": gazetteer})
    make(folder)
    with (
        as_file(files("contested") / "examples" / EXAMPLE) as example,
        Ledger.open(folder / "contested.sqlite") as kept,
    ):
        say("Reading example reports, written for this project about documented facts …")
        intake = Intake([str(example)], Settings())
        say(f"{kept.name}: {keep(intake, kept, options, workers)}")
        tell_bill(options)
        print_claims(list(kept.readings()))
        publish_site(kept, folder / "site", TITLE, knowledge, force=False)
    return intake.status


def make(folder: Path) -> None:
    """Make the folder of the demo."""
    from contested.errors import PublishError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError(
            f"cannot be made: {error.strerror}", source=str(folder), remedy="choose another folder"
        ) from None


def print_claims(readings: list[Reading]) -> None:
    """A table of the claims in the order of their days; coloured and wrapped on a terminal, plain elsewhere."""
    told = [(claim, reading.report.source or "") for reading in readings for claim in reading.claims]
    rows = [row(claim, source) for claim, source in sorted(told, key=lambda one: one[0].time.start or "")]
    if is_terminal(sys.stdout):
        from contested.cli.terminal import print_table

        print_table(COLUMNS, rows)
        return
    widths = [min(36, max(len(line[column]) for line in [COLUMNS, *rows])) for column in range(len(COLUMNS))]
    for line in [COLUMNS, *rows]:
        cells = (
            cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(line, widths, strict=True)
        )
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())


def row(claim: Claim, source: str) -> tuple[str, ...]:
    """A claim in the table's columns."""
    from contested.cli.layout import how, when, who
    from contested.publish.words import where

    return when(claim), claim.type.replace("_", " "), who(claim), where(claim), how(claim), source
