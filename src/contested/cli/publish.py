"""`contested publish`: a ledger's claims as a folder with a map page that works anywhere, without a network."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contested.cli.messages import Progress, counted
from contested.cli.options import BASEMAP, LEDGER, add_all

if TYPE_CHECKING:
    from contested.ledger import Ledger
    from contested.model import Decision
    from contested.publish import Terms, Tiles
    from contested.publish.basemap import Basemap


@click.command("publish")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@LEDGER
@click.option("--title", default="Claims", show_default=True, help="What stands over the page.")
@click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of your own conflicts and roads.",
)
@click.option("--conflict", metavar="ID", help="A war: only its claims, and the reports that make any.")
@click.option("--quotes-only", is_flag=True, help="Leave out every word of a report that no claim quotes.")
@click.option("--licence", metavar="WORDS", help="The terms on which the site's data are given away.")
@click.option("--citation", metavar="WORDS", help="How to cite the site's data.")
@add_all(BASEMAP)
@click.option("--force", is_flag=True, help="Write into a folder that holds other files; they are kept.")
def command(
    folder: Path,
    ledger: str,
    title: str,
    knowledge: Path | None,
    conflict: str | None,
    quotes_only: bool,
    licence: str | None,
    citation: str | None,
    basemap: str | None,
    basemap_credit: str | None,
    force: bool,
) -> int:
    """Write a ledger's map page as a folder for any static server.

    DIR is made where it is missing; a site that was published there before is replaced.
    """
    from contested.ledger import Ledger
    from contested.publish import Terms
    from contested.publish.basemap import chosen

    base = chosen(basemap, basemap_credit)
    with Ledger.open(ledger, create=False) as kept:
        terms = Terms(licence, citation)
        publish_site(
            kept,
            folder,
            title,
            knowledge,
            conflict=conflict,
            terms=terms,
            quotes=quotes_only,
            basemap=base,
            force=force,
        )
    return 0


def publish_site(
    ledger: Ledger,
    folder: Path,
    title: str,
    knowledge: Path | None = None,
    *,
    conflict: str | None = None,
    terms: Terms | None = None,
    quotes: bool = False,
    basemap: Basemap | Tiles | None = None,
    force: bool = False,
) -> None:
    """Publish the newest readings of a ledger, or what of them is of a war, and say where the site lies and how to look
    at it."""
    from contested.knowledge.wars import open_wars
    from contested.publish import Account, Terms, Tiles, publish

    known = open_wars([knowledge] if knowledge else [])
    account = Account(
        tuple(ledger.told()),
        tuple(known.conflicts),
        tuple(known.roads),
        ledger.decisions(),
        ledger.baselines(),
        conflict,
    )
    progress = Progress("pages written")
    done = publish(
        list(ledger.readings(decided=True)),
        folder,
        heading=title,
        conflicts=known.conflicts,
        roads=known.roads,
        account=account,
        log=masked(ledger.decisions(withdrawn=True), ledger),
        terms=terms or Terms(),
        quotes=quotes,
        basemap=None if isinstance(basemap, Tiles) else basemap,
        tiles=basemap if isinstance(basemap, Tiles) else None,
        force=force,
        progress=progress.step,
    )
    progress.wipe()
    click.echo(f"{counted(done.claims, 'claim')} of {counted(done.reports, 'report')} published in {folder}")
    if done.unplaced:
        click.echo(f"{done.unplaced} of them without a place on the map; the page lists them")
    click.echo(f"To look at it, open {folder / 'index.html'} in a browser, or serve the folder:")
    click.echo(f"  python3 -m http.server -d {shlex.quote(str(folder))} 8000   and open http://localhost:8000")


def masked(decisions: tuple[Decision, ...], ledger: Ledger) -> list[Decision]:
    """The decisions without the names that the ledger withholds, which a reason or a new value may hold."""
    from contested.ledger.withhold import Mask, standing
    from contested.model import Decision

    mask = Mask(row.name for row in standing(ledger.withheld()))
    return [mask.within(row, Decision, "") for row in decisions]
