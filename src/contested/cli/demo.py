"""`contested demo`: the packaged example from text to who holds what, and to the map page."""

from __future__ import annotations

import shlex
from importlib.resources import as_file, files
from pathlib import Path

import click

from contested.cli.intake import Intake
from contested.cli.keeping import keep
from contested.cli.messages import say
from contested.cli.options import READER, add_all
from contested.cli.publish import publish_site
from contested.cli.work import chosen, tell_bill
from contested.intake import Settings
from contested.model import Claim, Reading

EXAMPLE = "maskanah-2017"
TITLE = "Eastern Aleppo, the Homs desert and East Qalamoun, 9 May to 6 June 2017"
LAST_DAY = "2017-06-06"
WIDEST = 36  # characters of a column
NEXT = (
    "control --on 2017-05-28 --as-known 2017-05-28",
    "events --area Maskanah",
    "sources",
    "brief --from 2017-05-20 --to 2017-06-06",
)
COLUMNS = ("day", "claim", "who", "where", "status", "reported by")


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("contested-demo"), metavar="[DIR]")
@add_all(READER)
@click.option("--serve", "served", is_flag=True, help="Serve it then, at http://127.0.0.1:8000.")
def command(
    folder: Path, reader: str, knowledge: Path | None, gazetteer: Path | None, workers: int, served: bool
) -> int:
    """Read the packaged example, say who holds what, publish its map page.

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
    print_control(folder / "contested.sqlite", knowledge, gazetteer)
    print_next(folder / "contested.sqlite")
    with Ledger.open(folder / "contested.sqlite") as kept:
        publish_site(kept, folder / "site", TITLE, knowledge, force=False)
    if served:
        from contested.cli.serve import serve, settings_of

        where = {"ledger": str(folder / "contested.sqlite"), "host": "127.0.0.1", "address": None, "title": TITLE}
        serve(settings_of({**where, "knowledge": knowledge, "gazetteer": gazetteer}), processes=1)
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
    """A table of the claims in the order of their days."""
    from contested.cli.asked import table

    told = [(claim, reading.report.source or "") for reading in readings for claim in reading.claims]
    rows = [row(claim, source) for claim, source in sorted(told, key=lambda one: one[0].time.start or "")]
    table(COLUMNS, rows, WIDEST)


def print_control(ledger: Path, knowledge: Path | None, gazetteer: Path | None) -> None:
    """A table of who held which place on the example's last day."""
    from contested.cli.asked import situation, table
    from contested.cli.control import COLUMNS, rows

    question = {"on": LAST_DAY, "as_known": None, "area": None, "conflict": None}
    asked = situation({**question, "ledger": str(ledger), "knowledge": knowledge, "gazetteer": gazetteer})
    click.echo(f"\nWho held what on {LAST_DAY}, by these claims:")
    table(COLUMNS, rows(asked.control()), WIDEST)
    click.echo()


def print_next(ledger: Path) -> None:
    """A few commands to go on with."""
    click.echo("To ask more of the same ledger:")
    for call in NEXT:
        click.echo(f"  contested {call} --ledger {shlex.quote(str(ledger))}")
    click.echo()


def row(claim: Claim, source: str) -> tuple[str, ...]:
    """A claim in the table's columns."""
    from contested.cli.layout import how, when, who
    from contested.publish.words import where

    return when(claim), claim.type.replace("_", " "), who(claim), where(claim), how(claim), source
