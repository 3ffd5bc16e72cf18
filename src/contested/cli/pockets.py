"""`contested pockets`: land of a side that is cut off from its other land."""

from __future__ import annotations

from typing import Any

import click

from contested.cli.options import SITUATION, add_all

COLUMNS = ("pocket", "side", "surrounded by", "since", "area_km2", "places", "basis", "disagreement")


@click.command("pockets")
@add_all(SITUATION)
def command(**options: Any) -> None:
    """Say which areas are cut off.

    A pocket may be stated by reports of an encirclement, derived from who holds what, or both; where the two disagree,
    that is said.
    """
    from contested.cli.asked import collection, of_one_war, write

    asked = of_one_war(options)
    found = asked.pockets()
    rows = [
        (one.name, one.side or "", ", ".join(one.surrounded_by), one.since, f"{one.area_km2:.0f}", str(len(one.places)),
         one.basis, one.disagreement or "")
        for one in found
    ]  # fmt: skip
    write(options["form"], COLUMNS, rows, answer=found, shapes=collection(asked, found))
