"""`contested publish`: a ledger's claims as a folder with a map page that works anywhere, without a network."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contested.cli.messages import Progress, counted
from contested.cli.options import LEDGER

if TYPE_CHECKING:
    from contested.ledger import Ledger


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
@click.option("--force", is_flag=True, help="Write into a folder that holds other files; they are kept.")
def command(folder: Path, ledger: str, title: str, knowledge: Path | None, force: bool) -> int:
    """Write a ledger's map page as a folder for any static server.

    DIR is made where it is missing; a site that was published there before is replaced.
    """
    from contested.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        publish_site(kept, folder, title, knowledge, force=force)
    return 0


def publish_site(
    ledger: Ledger, folder: Path, title: str, knowledge: Path | None = None, *, force: bool = False
) -> None:
    """Publish the newest readings of a ledger, and say where the site lies and how to look at it."""
    from contested.knowledge.wars import open_wars
    from contested.publish import Account, publish

    known = open_wars([knowledge] if knowledge else [])
    account = Account(tuple(ledger.told()), tuple(known.conflicts), tuple(known.roads), ledger.decisions())
    progress = Progress("pages written")
    done = publish(
        list(ledger.readings(decided=True)),
        folder,
        heading=title,
        conflicts=known.conflicts,
        roads=known.roads,
        account=account,
        force=force,
        progress=progress.step,
    )
    progress.wipe()
    click.echo(f"{counted(done.claims, 'claim')} of {counted(done.reports, 'report')} published in {folder}")
    if done.unplaced:
        click.echo(f"{done.unplaced} of them without a place on the map; the page lists them")
    click.echo(f"To look at it, open {folder / 'index.html'} in a browser, or serve the folder:")
    click.echo(f"  python3 -m http.server -d {shlex.quote(str(folder))} 8000   and open http://localhost:8000")
