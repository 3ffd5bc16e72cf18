"""`contested add`: reports read and kept in a ledger."""

from __future__ import annotations

from typing import Any

import click

from contested.cli.messages import say
from contested.cli.options import INTAKE, LEDGER, READER, add_all, settings_of
from contested.cli.work import Intake, chosen, keep, tell_bill


@click.command("add")
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | -")
@LEDGER
@add_all(INTAKE)
@add_all(READER)
def command(paths: tuple[str, ...], ledger: str, **options: Any) -> int:
    """Read reports and keep them, with their claims, in a ledger.

    PATH is as for `contested read`. A report that is there already is left as it is.
    """
    from contested.ledger import Ledger

    intake = Intake(paths, settings_of(options))
    reader = chosen(options)
    try:
        with Ledger.open(ledger) as kept:
            say(f"{kept.name}: {keep(intake, kept, reader, options['workers'])}")
    finally:
        tell_bill(reader)
    return intake.status
