"""`contested routes`: which roads are open to whom."""

from __future__ import annotations

from typing import Any

import click

from contested.cli.options import SITUATION, add_all

COLUMNS = ("road", "from", "to", "side", "status", "since", "stretches that differ")


@click.command("routes")
@add_all(SITUATION)
def command(**options: Any) -> None:
    """Say which roads are open, cut, contested or unknown, for each side that they concern.

    A road is as open as its worst stretch. A stretch is judged by who holds its ends and by reports that it was opened
    or cut.
    """
    from contested.cli.asked import collection, of_one_war, write

    asked = of_one_war(options)
    found = asked.routes()
    rows = [
        (one.name, one.from_, one.to, one.side or "", one.status, one.since or "",
         "; ".join(f"{each.from_}–{each.to} {each.status}" for each in one.stretches if each.status != one.status))
        for one in found
    ]  # fmt: skip
    write(options["form"], COLUMNS, rows, answer=found, shapes=collection(asked, found))
