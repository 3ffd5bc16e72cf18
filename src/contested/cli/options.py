"""Options that several commands share, and what they become."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from contested.errors import UsageError
from contested.intake.charset import DETECT, text_charset
from contested.intake.formats import FORMATS
from contested.intake.record import FIELDS

if TYPE_CHECKING:
    from contested.intake.record import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def add_all(options: Iterable[Callable[[Any], Any]]) -> Callable[[Command], Command]:
    """One decorator of several options, listed in help in the order given."""

    def decorate(command: Command) -> Command:
        for option in reversed(list(options)):
            command = option(command)
        return command

    return decorate


def a_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """An option's date, ISO; numbers with strokes are refused, since they can be read in two ways."""
    if not value:
        return None
    from contested.intake.dates import iso_date

    day = iso_date(value) if "/" not in value else None
    if not day:
        raise click.BadParameter(f'"{value}" is no date; write YYYY-MM-DD')
    return day


def a_country(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """An option's ISO 3166-1 alpha-2 code, in capitals."""
    if not value:
        return None
    from contested.intake.reports import country_code

    code = country_code(value)
    if not code:
        raise click.BadParameter(f'"{value}" is no country code; write an ISO 3166-1 code such as SY')
    return code


def an_encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """An option's character set, if Python knows one by that name that turns bytes into text."""
    if value and value != DETECT and text_charset(value) is None:
        raise click.BadParameter(f'no character set is called "{value}"; try cp1252 or utf-16')
    return value


def a_map(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """FIELD=COLUMN options to a dictionary."""
    columns = {}
    for value in values:
        field, _, column = value.partition("=")
        if field not in FIELDS or not column:
            raise click.BadParameter(f'"{value}" is not FIELD=COLUMN; fields are {", ".join(FIELDS)}')
        columns[field] = column
    return columns


INTAKE = (
    click.option("--date", callback=a_date, metavar="DATE", help="Day of reports that do not say theirs."),
    click.option("--source", metavar="NAME", help="Publisher of reports that do not say theirs."),
    click.option("--side", metavar="ID", help="Side that the source stands on, where the report does not say."),
    click.option(
        "--country", callback=a_country, metavar="CODE", help="Country that reports are about: a hint, never a filter."
    ),
    click.option(
        "--map", "columns", multiple=True, callback=a_map, metavar="FIELD=COLUMN", help="Column that holds a field."
    ),
    click.option(
        "--encoding",
        callback=an_encoding,
        metavar="NAME",
        help="Character set of text that is not UTF-8 (cp1252 …), or detect.",
    ),
    click.option("--day-first", is_flag=True, help='Read "4/5/2017" as the 4th of May, not the 5th of April.'),
    click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too."),
    click.option(
        "--from", "form", type=click.Choice(sorted(FORMATS)), help="Format of standard input and of unknown suffixes."
    ),
)
READER = (
    click.option(
        "--reader",
        type=click.Choice(["rules", "llm"]),
        default="rules",
        show_default=True,
        help="What reads the reports; llm sends them to the server of CONTESTED_LLM_URL.",
    ),
    click.option(
        "--knowledge",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="A folder of your own actors, places, wording …",
    ),
    click.option(
        "--gazetteer",
        type=click.Path(path_type=Path),
        envvar="CONTESTED_GAZETTEER",
        metavar="PATH",
        help="Another index of places than your own (or CONTESTED_GAZETTEER).",
    ),
    click.option(
        "--workers", type=click.IntRange(1, 256), default=1, help="How many read side by side; the output is the same."
    ),
)
LEDGER = click.option(
    "--ledger",
    envvar="CONTESTED_LEDGER",
    default="contested.sqlite",
    show_default=True,
    metavar="PATH|URL",
    help="The ledger: a file, or a PostgreSQL database (or CONTESTED_LEDGER).",
)

BASEMAP = (  # what a map is drawn on
    click.option(
        "--basemap",
        metavar="FILE|URL",
        help="A map of your own to draw on: a PMTiles file, or a raster layer's https://host/{z}/{x}/{y}.png.",
    ),
    click.option("--basemap-credit", metavar="WORDS", help="Whom the layer of a --basemap URL is credited to."),
)
AUTHOR = click.option(
    "--author", envvar="CONTESTED_AUTHOR", default="", metavar="NAME", help="Who decides (or CONTESTED_AUTHOR)."
)
REASON = click.option("--reason", default="", metavar="TEXT", help="Why.")


def form_of(*forms: str) -> Callable[[Command], Command]:
    """The option for the form of the output, of which the first is the default."""
    return click.option(
        "--to", "form", type=click.Choice(forms), default=forms[0], show_default=True, help="The form of the output."
    )


ON = click.option("--on", callback=a_date, metavar="DATE", help="The day asked about; the last there is word of.")
GROUND = (  # what a question about the situation is asked of
    click.option(
        "--as-known", callback=a_date, metavar="DATE", help="Use only what could be known by this day; all otherwise."
    ),
    click.option("--area", metavar="PLACE", help="A place, region or province; only what lies in it."),
    click.option("--conflict", metavar="ID", help="The war; otherwise the one that most claims are about."),
    LEDGER,
    click.option(
        "--knowledge",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="A folder of your own conflicts, roads …",
    ),
    click.option(
        "--gazetteer",
        type=click.Path(path_type=Path),
        envvar="CONTESTED_GAZETTEER",
        metavar="PATH",
        help="Another index of places than your own, to find the area in (or CONTESTED_GAZETTEER).",
    ),
)
SITUATION = (ON, *GROUND, form_of("table", "json", "geojson", "csv"))
OUT = (
    click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file."),
    click.option("--force", is_flag=True, help="Write over a file that is there."),
)


def settings_of(options: dict[str, Any]) -> Settings:
    """The `INTAKE` options and the limits of the environment, as the intake takes them.

    Raises:
        UsageError: a limit is no number, or nothing can have been published on the day of `--date`.
    """
    from contested.cli.sides import instead_of
    from contested.intake.limits import limits_from
    from contested.intake.record import Settings
    from contested.intake.reports import doubt

    limits = limits_from(os.environ)
    why = doubt(options["date"], limits) if options["date"] else None
    if why:
        raise UsageError(why, source=f"--date {options['date']}", remedy="write the day on which it was published")
    defaults = {field: options[field] for field in ("date", "source", "side", "country") if options[field]}
    return Settings(
        defaults,
        options["columns"],
        options["encoding"],
        options["day_first"],
        options["form"],
        limits,
        options["allow_private"],
        lambda side: instead_of(side, options["knowledge"]),
    )
