"""`contested baseline`: a map of who held what that you bring: added, listed, taken down."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli.messages import counted, say
from contested.cli.options import AUTHOR, LEDGER, REASON, a_date, an_encoding, form_of
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.baseline.survey import Find
    from contested.knowledge.wars import Wars
    from contested.model import Baseline

COLUMNS = ("number", "id", "war", "on", "known", "source", "licence", "rows", "author", "made", "taken down")
FIELDS = ("place", "side", "lat", "lon")


@click.group("baseline")
def command() -> None:
    """Add, list and remove baselines: who held what on a day, by a map of your own.

    A baseline is a state, not a report: later claims change it, later baselines follow it, and its age is shown.
    """


def pairs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """KEY=VALUE options as a dictionary."""
    found = {}
    for value in values:
        key, equals, meant = value.partition("=")
        if not equals or (param.name == "columns" and key not in FIELDS):
            known = f"; fields are {', '.join(FIELDS)}" if param.name == "columns" else ""
            raise click.BadParameter(f'"{value}" is not {param.metavar}{known}')
        found[" ".join(key.split())] = meant.strip()
    return found


@command.command("add")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--on", callback=a_date, required=True, metavar="DATE", help="The day on which it was so.")
@click.option("--known", callback=a_date, metavar="DATE", help="From when on it counts as known; --on otherwise.")
@click.option("--conflict", metavar="ID", help="The war; otherwise the one whose sides the file names.")
@click.option("--map", "columns", multiple=True, callback=pairs, metavar="FIELD=COLUMN",
              help="Column that holds place, side, lat or lon.")  # fmt: skip
@click.option("--as", "sides", multiple=True, callback=pairs, metavar="WORD=SIDE",
              help="What side a word of the file means; nothing behind = leaves such rows out.")  # fmt: skip
@click.option("--source", default="", metavar="NAME", help="Whose map it is; the file's name otherwise.")
@click.option("--licence", metavar="TEXT", help="Under which licence it may be used.")
@click.option("--encoding", callback=an_encoding, metavar="NAME", help="Character set of a table that is not UTF-8.")
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="A folder of your own conflicts …")  # fmt: skip
@click.option("--gazetteer", type=click.Path(path_type=Path), envvar="CONTESTED_GAZETTEER", metavar="PATH",
              help="Another index of places than your own (or CONTESTED_GAZETTEER).")  # fmt: skip
@LEDGER
@AUTHOR
@REASON
def add(file: Path, ledger: str, author: str, reason: str, **options: Any) -> int:
    """Add a baseline from FILE.

    FILE is CSV (place, side, and lat and lon where you have them), GeoJSON, a shapefile or a GeoPackage of points or
    polygons with a side, another ledger, or an answer of `contested control --to csv` or `--to geojson`. A row that
    cannot be taken is named and nothing is added.
    """
    from contested.knowledge.wars import open_wars
    from contested.ledger import Ledger

    wars = open_wars([options["knowledge"]] if options["knowledge"] else [])
    made = brought(file, options, wars)
    with Ledger.open(ledger) as kept:
        row = kept.add_baseline(made, author=author, reason=reason)
    say(f"baseline {row.number}: {counted(len(made.stands), 'row')} on {made.day}, {made.conflict}, id {made.id}")
    return 0


def brought(file: Path, options: dict[str, Any], wars: Wars) -> Baseline:
    """The baseline that a file holds.

    Raises:
        InputError: a row that cannot be taken.
        UsageError: no such war or column, or it was to be known before it was so.
    """
    from contested.baseline.files import is_ledger
    from contested.baseline.survey import Asked, survey

    known = options["known"] or options["on"]
    if known < options["on"]:
        remedy = "leave --known out, or give a day that is not before --on"
        raise UsageError(f"it cannot be known on {known} how things stood on {options['on']}", remedy=remedy)
    asked = Asked(
        options["on"], known, options["source"] or file.name, options["licence"], options["conflict"],
        options["columns"], options["sides"],
    )  # fmt: skip
    if is_ledger(file):
        return of_ledger(file, asked, wars, options)
    return survey(file, asked, wars.conflicts, finder(wars, options), options["encoding"])


def of_ledger(file: Path, asked: Any, wars: Wars, options: dict[str, Any]) -> Baseline:
    """What another ledger says is held on the day, as a baseline."""
    from contested.baseline.survey import made
    from contested.errors import InputError
    from contested.ledger import Ledger
    from contested.model import Stand
    from contested.question import ask

    with Ledger.open(file, create=False) as other:
        found = ask(other, on=asked.day, conflict=asked.conflict, knowledge=options["knowledge"]).control()
    stands = [
        Stand(row=at, place=one.name, id=one.id, side=one.side, lat=one.lat, lon=one.lon)
        for at, one in enumerate(found.places, 1)
        if one.status == "held" and one.side is not None
    ]
    if not stands:
        remedy = "choose another day, or see `contested control` of that ledger"
        raise InputError(f"no place is held on {asked.day}", source=str(file), remedy=remedy)
    return made(stands, asked, found.conflict)


def finder(wars: Wars, options: dict[str, Any]) -> Find:
    """Looks places up in the index, which is opened when it is first needed."""
    from functools import cache

    from contested.asking import nearest

    @cache
    def index() -> Any:
        from contested.gazetteer.index import Gazetteer
        from contested.reading.compile import known_places

        dirs = [options["knowledge"]] if options["knowledge"] else []
        return Gazetteer.open(options["gazetteer"], **known_places(dirs))

    countries = {code for war in wars.conflicts if options["conflict"] in (None, war.id) for code in war.countries}

    def find(name: str, spot: tuple[float, float] | None) -> tuple[str, float, float] | None:
        place = nearest(name, index(), countries, spot)
        if spot is None and place is not None and place.country not in countries:
            return None  # some namesake abroad, or a place spelt a little like it, is not what a map of a war means
        return (place.id, place.lat, place.lon) if place is not None else None

    return find


@command.command("list")
@LEDGER
@click.option("--all", "removed", is_flag=True, help="Also those that were taken down.")
@form_of("table", "json", "csv")
def list_(ledger: str, removed: bool, form: str) -> int:
    """List the baselines that stand."""
    from contested.cli.search import give
    from contested.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        rows = kept.kept_baselines(removed=removed)
    down = {row.withdraws: row.number for row in rows if row.withdraws is not None}
    cells = [
        (
            str(row.number), row.baseline.id, row.baseline.conflict or "", row.baseline.day, row.baseline.known,
            row.baseline.source, row.baseline.licence or "", str(len(row.baseline.stands)), row.author, row.made,
            f"by {down[row.number]}" if row.number in down else f"takes {row.withdraws} down" if row.withdraws else "",
        )
        for row in rows
    ]  # fmt: skip
    give(form, COLUMNS, cells, rows)
    return 0


@command.command("remove")
@click.argument("which", metavar="NUMBER|ID")
@LEDGER
@AUTHOR
@REASON
def remove(which: str, ledger: str, author: str, reason: str) -> int:
    """Take a baseline down, with author and reason; both rows stay in the ledger."""
    from contested.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        row = kept.remove_baseline(which, author=author, reason=reason)
    say(f"baseline {row.number}: takes baseline {row.withdraws} down")
    return 0
