"""`contested figure`: a figure for print or screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from contested.cli.messages import is_terminal
from contested.cli.options import GROUND, ON, OUT, add_all, form_of
from contested.errors import UsageError


@click.command("figure")
@click.argument("kind", type=click.Choice(["map", "timeline", "losses", "sources"]))
@form_of("svg", "png", "html")
@ON
@add_all(OUT)
@add_all(GROUND)
def command(kind: str, form: str, out: Path | None, force: bool, **options: Any) -> None:
    """Draw a figure with its legend, date and source line.

    The map is of the day of `--on`; a timeline, losses or sources without `--on` are of all days. Written to standard
    output, or with `--out` to a file.
    """
    from contested.cli.asked import of_one_war, situation
    from contested.publish.figures import draw
    from contested.publish.file import written

    if form == "png" and out is None and is_terminal(sys.stdout):
        raise UsageError("a picture is no text for a terminal", remedy="name a file with --out map.png")
    data = draw(kind, (of_one_war if kind == "map" else situation)(options), form)
    if out is None:
        sys.stdout.buffer.write(data)
        return
    with written(out, force=force) as file:
        file.write(data)
