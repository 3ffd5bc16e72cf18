"""`contested fronts`: the lines between the sides on a day."""

from __future__ import annotations

from typing import Any

import click

from contested.cli.options import SITUATION, add_all
from contested.probability import decimal

COLUMNS = ("sides", "certainty", "length_km", "newest word", "oldest word", "places")


@click.command("fronts")
@add_all(SITUATION)
def command(**options: Any) -> None:
    """Say where the front lines run.

    A front lies between two places that two sides hold, each with recent word. Its certainty is the probability that
    both do; beside it stands how old the newest and the oldest word along it are.
    """
    from contested.cli.asked import collection, of_one_war, write

    asked = of_one_war(options)
    found = asked.fronts()
    names = {site.id: site.name for site in asked.state.sites} if found else {}
    along = [", ".join(names[at] for at in one.places) for one in found]
    rows = [
        (" | ".join(one.sides), decimal(one.certainty), f"{one.length_km:.0f}", one.newest, one.oldest, places)
        for one, places in zip(found, along, strict=True)
    ]
    # a front is a line: as JSON it is the same collection as GeoJSON
    shapes = collection(asked, found)
    write(options["form"], COLUMNS, rows, answer=shapes, shapes=shapes)
