"""`contested add`: reports read and kept in a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from contested.cli.intake import Intake
from contested.cli.keeping import keep
from contested.cli.messages import say
from contested.cli.options import INTAKE, LEDGER, READER, add_all, settings_of
from contested.cli.work import chosen, tell_bill

if TYPE_CHECKING:
    from contested.ledger import Added
    from contested.model import Reading


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | -")
@LEDGER
@click.option("--resume", is_flag=True, help="Pass over reports that are there already, before they are read again.")
@click.option(
    "--to", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How what was added is said."
)
@add_all(INTAKE)
@add_all(READER)
def command(paths: tuple[str, ...], ledger: str, resume: bool, to: str, **options: Any) -> int:
    """Read reports and keep them, with their claims, in a ledger.

    PATH is as for `contested read`. A report that is there already is left as it is; a reader that finds something
    else in it adds another reading, unless --resume says not to look again. With --to json every report is said on
    standard output as soon as it is on disk: its id, whether it is new, and how many claims came with it.
    """
    from contested.ledger import Ledger

    settings, reader = settings_of(options), chosen(options)
    try:
        with Ledger.open(ledger) as kept:
            intake = Intake(paths, settings, is_there=kept.has if resume else None, keep_raw=True)
            say(f"{kept.name}: {keep(intake, kept, reader, options['workers'], say_kept if to == 'json' else None)}")
    finally:
        tell_bill(reader)
    return intake.status


def say_kept(reading: Reading, added: Added) -> None:
    """One line of JSON for a report that is on disk."""
    import msgspec

    claims = len(reading.claims) if added.reading else 0
    click.echo(msgspec.json.encode({"report": reading.report.id, "new": added.report, "claims": claims}).decode())
