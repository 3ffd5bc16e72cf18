"""`contested explain`: what the reader makes of a sentence on its way to claims."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from contested.cli.intake import Intake
from contested.errors import UsageError
from contested.intake.files import STANDARD_INPUT
from contested.intake.record import Input, Settings
from contested.model import Report


@click.command("explain")
@click.argument("given", metavar="TEXT | FILE | -")
@click.option(
    "--from", "form", type=click.Choice(["text", "jsonl"]), help="What - or a file holds: one text, or a report a line."
)
@click.option(
    "--to",
    type=click.Choice(["text", "structure", "events"]),
    default="text",
    show_default=True,
    help="Form of the output.",
)
def command(given: str, form: str | None, to: str) -> int:
    """Show a sentence's tags, its tree, and who does what in it.

    What names no file is the text itself; - is standard input. "structure" is one JSON object a sentence: its verbs
    with the head words of what stands in their slots, as in the active voice. "events" tells what becomes of each verb:
    what hangs on it, which constructions were tried and what they lacked, and the claims.
    """
    if sys.stdout is None:
        raise UsageError("standard output is closed", remedy="leave it open, or write to a file")
    intake = intake_of(given, form)
    for report in intake:
        for line in forms()[to](report):
            sys.stdout.write(line + "\n")
    return intake.status


def intake_of(given: str, form: str | None) -> Intake:
    """The reports of a file, of standard input, or of a text that is given as it is."""
    kind = {"text": "txt", "jsonl": "jsonl", None: None}[form]
    if given == STANDARD_INPUT:
        return Intake((given,), Settings(form=kind or "txt"))
    if is_file(given):
        return Intake((given,), Settings(), sources=[Input(given, Path(given), form=kind)])
    source = Input("the text", None, data=given.encode("utf-8", "surrogateescape"), form=kind or "txt")
    return Intake((), Settings(), sources=[source])


def is_file(given: str) -> bool:
    """Whether an argument names a file; a text may be too long for a name, or hold what none can."""
    try:
        return Path(given).is_file()
    except (OSError, ValueError):
        return False


def forms() -> dict[str, Callable[[Report], Iterator[str]]]:
    """The forms of the output: each turns a report into lines."""
    from contested.reading import open_reader
    from contested.reading.explain import events, structure, told

    return {"text": told, "structure": structure, "events": lambda report: events(open_reader(), report)}
