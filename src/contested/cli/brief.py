"""`contested brief`: a situation report over some days."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli.options import GROUND, OUT, a_date, add_all
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.publish.brief.model import Brief

SUFFIXES = {".md": "markdown", ".html": "html", ".htm": "html", ".pdf": "pdf"}


@click.command("brief")
@click.option("--from", "first", callback=a_date, required=True, metavar="DATE", help="The first day.")
@click.option("--to", "last", callback=a_date, required=True, metavar="DATE", help="The last day.")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "html", "pdf"]), help="The format; otherwise by the file's name."
)
@click.option(
    "--access",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write the table of access and displacement to this CSV file.",
)
@add_all(OUT)
@add_all(GROUND)
def command(
    first: str, last: str, form: str | None, access: Path | None, out: Path | None, force: bool, **options: Any
) -> None:
    """Write a situation report of some days, both included.

    What changed, access and displacement, what happened between whom, what is disputed, losses with their bounds,
    forecasts whose day came. Every sentence cites exact words; what only one source reports is "claimed by" it. No
    model writes: the same ledger gives the same bytes. The map stands in HTML and PDF; beside a Markdown file it is an
    SVG of the same name.
    """
    if first > last:
        raise UsageError(f"--from {first} is after --to {last}", remedy="turn them round")
    form = form or (SUFFIXES.get(out.suffix.lower()) if out else None) or "markdown"
    if form == "pdf" and out is None:
        raise UsageError("a PDF is no text for a terminal", remedy="name a file with --out report.pdf")
    brief = composed(first, last, options)
    write(brief, form, out, force)
    if access is not None:
        keep_table(brief, access, force)


def composed(first: str, last: str, options: dict[str, Any]) -> Brief:
    """The brief of the options."""
    from contested.cli.asked import of_one_war
    from contested.publish.brief.compose import compose
    from contested.publish.brief.model import Figure
    from contested.publish.brief.say import long_day
    from contested.publish.figures import svg_map

    eve = (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    before, after = (of_one_war({**options, "on": day}) for day in (eve, last))
    figure = None
    if after.told and after.sides:
        caption = f"Who is likely to hold what on {long_day(last)}. Land: Natural Earth; places: GeoNames (CC BY 4.0)."
        figure = Figure(svg=svg_map(after), caption=caption)
    return compose(before, after, first, last, figure)


def keep_table(brief: Brief, out: Path, force: bool) -> None:
    """Write the table of access and displacement as CSV; its header alone where nothing of the kind is reported."""
    from contested.publish.brief.access import COLUMNS, as_csv
    from contested.publish.brief.compose import ACCESS
    from contested.publish.brief.model import Table
    from contested.publish.file import written

    found = next((section.table for section in brief.sections if section.heading == ACCESS), None)
    with written(out, force=force) as file:
        file.write(as_csv(found or Table(columns=COLUMNS, rows=(), notes=())).encode("utf-8"))


def write(brief: Brief, form: str, out: Path | None, force: bool) -> None:
    """Write a brief to a file or, as text, to standard output."""
    from contested.publish.brief.markdown import markdown
    from contested.publish.brief.pages import page, pdf
    from contested.publish.file import written

    figure = next((section.figure for section in brief.sections if section.figure is not None), None)
    beside = out.with_suffix(".svg") if form == "markdown" and out is not None and figure is not None else None
    if form == "pdf":
        data = pdf(brief)
    else:
        text = page(brief) if form == "html" else markdown(brief, beside.name if beside else None)
        data = text.encode("utf-8")
    if out is None:
        click.echo(data.decode("utf-8"), nl=False)
        return
    if beside is not None and figure is not None:
        with written(beside, force=force) as file:
            file.write(figure.svg.encode("utf-8"))
    with written(out, force=force) as file:
        file.write(data)
