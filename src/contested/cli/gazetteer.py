"""`contested gazetteer`: the index of places, its layers, and what a name is found as."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, get_args

import click

from contested.cli.bars import working
from contested.cli.messages import counted, say
from contested.cli.options import a_country, an_encoding
from contested.errors import UsageError
from contested.model import Level

FORMS = ("geonames", "ocha", "geojson", "shapefile", "csv")
LISTED = 20  # messages about what was skipped that are shown
INDEX = click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    envvar="CONTESTED_GAZETTEER",
    metavar="PATH",
    help="Another index of places than your own (or CONTESTED_GAZETTEER).",
)
LEVELS = click.Choice(get_args(Level))
KNOWLEDGE = click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of your own knowledge, whose places count too.",
)
NAME = click.option("--name", metavar="NAME", help="What to call the layer (the file's name).")
SKIP = click.option("--skip-bad", is_flag=True, help="Leave out what is wrong, count and list it.")


@click.group("gazetteer")
def command() -> None:
    """Build, extend and ask the index of places.

    The default index holds GeoNames' towns, airports and our own tables. Layers of your own win over it, the last added
    over those before.
    """


@command.command("build")
@INDEX
@KNOWLEDGE
def build(gazetteer: Path | None, knowledge: Path | None) -> int:
    """Compile what is not compiled yet; reading does the same when it must."""
    from contested.gazetteer.store import index_folder

    opened = working(lambda progress: open_index(gazetteer, knowledge, progress))
    say(f"{index_folder(gazetteer)}: {counted(opened.size, 'place')} in {counted(len(opened.layers), 'layer')}")
    return 0


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(FORMS), help="What the file is (guessed from its suffix).")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN", help="Column that holds a field.")
@NAME
@click.option("--country", callback=a_country, metavar="CODE", help="Country of places that do not say theirs.")
@click.option("--level", type=LEVELS, metavar="LEVEL", help="Level of places that do not say theirs (settlement).")
@click.option(
    "--alternate-names",
    "alternates",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="GeoNames' alternateNamesV2 beside a dump.",
)
@click.option("--encoding", callback=an_encoding, metavar="NAME", help="Character set of a file that is not UTF-8.")
@click.option("--licence", metavar="TEXT", help="Under which the places may be used; `info` shows it.")
@click.option("--attribution", metavar="TEXT", help="What must be said where the places are shown.")
@click.option("--order", type=int, metavar="N", help="Where the layer stands: a higher one wins (last).")
@SKIP
@INDEX
def add(file: Path, gazetteer: Path | None, skip_bad: bool, **options: Any) -> int:
    """Add the places of FILE as a layer, in place of the one of its name.

    geonames: a dump such as SY.txt or SY.zip; ocha: a Common Operational Dataset, as CSV, GeoJSON or shapefile;
    geojson, shapefile, csv: any other, its columns guessed from their headers or named by --map.
    """
    source = source_of(file, **options)
    return added(source, gazetteer, skip_bad)


def added(source: Any, gazetteer: Path | None, skip: bool) -> int:
    """Add a source and say what came of it."""
    from contested.gazetteer.add import add
    from contested.gazetteer.formats.refusals import Refusals

    refusals = Refusals(skip=skip)
    tell(working(lambda progress: add(source, gazetteer, refusals, progress)), refusals)
    return 0


def tell(card: Any, refusals: Any) -> None:
    """Say what was added, and what was left out."""
    for message in refusals.listed[:LISTED]:
        say(f"skipped: {message}")
    if refusals.count > LISTED:
        say(f"skipped: {refusals.count - LISTED:,} more")
    left = f", {refusals.count:,} skipped" if refusals.count else ""
    say(f"{card.name}: {counted(card.places, 'place')} added{left}")


def source_of(file: Path, form: str | None, columns: tuple[str, ...], name: str | None, **rest: Any) -> Any:
    """What the options say of a file."""
    from contested.gazetteer.add import Source

    form = form or guessed(file)
    if rest["alternates"] and form != "geonames":
        raise UsageError("--alternate-names goes with --as geonames", remedy="leave one of them away")
    return Source(path=file, form=form, name=name or layer_name(file.name), columns=mapped(columns), **rest)


def guessed(file: Path) -> str:
    """The form of a file by its suffix."""
    suffix = file.suffix.lower()
    forms = {".geojson": "geojson", ".json": "geojson", ".geojsonl": "geojson", ".shp": "shapefile", ".csv": "csv"}
    if suffix not in forms:
        raise UsageError(f"{file}: its suffix does not say what it is", remedy=f"say --as {'|'.join(FORMS)}")
    return forms[suffix]


def layer_name(name: str) -> str:
    """A layer's name made of a file's."""
    stem = name.partition(".")[0].lower()
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in stem).strip("-")[:64] or "layer"


def mapped(values: tuple[str, ...]) -> dict[str, str]:
    """FIELD=COLUMN options to a dictionary."""
    from contested.gazetteer.formats.columns import FIELDS

    columns = {}
    for value in values:
        field, _, column = value.partition("=")
        if field not in FIELDS or not column:
            raise UsageError(f'"{value}" is not FIELD=COLUMN', remedy=f"fields are {', '.join(FIELDS)}")
        columns[field] = column
    return columns


def open_index(gazetteer: Path | None, knowledge: Path | None, progress: Any) -> Any:
    """The index with its layers and the places of the knowledge files."""
    from contested.gazetteer.index import Gazetteer
    from contested.reading.compile import known_places

    return Gazetteer.open(gazetteer, progress=progress, **known_places([knowledge] if knowledge else []))


@command.command("fetch")
@click.argument("countries", nargs=-1, required=True, metavar="CODE…")
@click.option(
    "--from",
    "base",
    metavar="URL",
    help="Where GeoNames' dumps lie (or CONTESTED_GEONAMES_URL; https://download.geonames.org/export/dump).",
)
@SKIP
@INDEX
def fetch(countries: tuple[str, ...], base: str | None, skip_bad: bool, gazetteer: Path | None) -> int:
    """Fetch GeoNames' places and alternate names of countries (SY …) and add each as a layer.

    A fetch that broke off goes on where it stopped.
    """
    from contested.gazetteer.fetch import fetch
    from contested.gazetteer.formats.refusals import Refusals

    context = click.get_current_context()
    for code in [a_country(context, context.command.params[0], country) or "" for country in countries]:
        refusals = Refusals(skip=skip_bad)
        card, files = working(partial(fetch, code, gazetteer, refusals, base))
        for file in files:
            say(f"{file.url}: {file.size:,} bytes, SHA-256 {file.sha256}")
        tell(card, refusals)
    return 0


@command.command("info")
@INDEX
@KNOWLEDGE
@click.option(
    "--to", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output."
)
def info(gazetteer: Path | None, knowledge: Path | None, to: str) -> int:
    """Say where the index lies and which layers it has, with licences and what must be said where they are shown."""
    from contested.cli.places import write_info

    opened = working(lambda progress: open_index(gazetteer, knowledge, progress))
    write_info(opened, gazetteer, to)
    return 0


@command.command("lookup")
@click.argument("name", nargs=-1, required=True)
@click.option("--country", callback=a_country, metavar="CODE", help="Country that is likely meant.")
@click.option("--level", type=LEVELS, metavar="LEVEL", help="Level that is likely meant (settlement, facility, …).")
@click.option(
    "--to", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Form of the output."
)
@INDEX
@KNOWLEDGE
def lookup(
    name: tuple[str, ...],
    country: str | None,
    level: str | None,
    to: str,
    gazetteer: Path | None,
    knowledge: Path | None,
) -> int:
    """Show the places that NAME (in any spelling or script, or a P-code) may mean, and why in which order."""
    from contested.cli.places import write_candidates
    from contested.gazetteer.explain import explain

    opened = working(lambda progress: open_index(gazetteer, knowledge, progress))
    written = " ".join(name)
    found = explain(written, opened, country, level)
    write_candidates(written, found, to)
    return 0 if found else 1


@command.command("remove")
@click.argument("name")
@INDEX
def remove(name: str, gazetteer: Path | None) -> int:
    """Take the layer NAME out of the index."""
    from contested.gazetteer.shelf import drop, newest
    from contested.gazetteer.store import index_folder, shelf_folder, sweep

    shelf = shelf_folder(gazetteer)
    if not drop(shelf, name):
        there = ", ".join(sorted(newest(shelf))) or "there is none"
        raise UsageError(f"no layer is called {name}", remedy=f"layers: {there}")
    sweep(index_folder(gazetteer), f"user.{name}")
    say(f"{name}: removed")
    return 0
