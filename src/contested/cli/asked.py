"""What the commands about the situation share: the question from their options, the ledger's claims, the output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from contested.cli.layout import SHOWN
from contested.cli.messages import counted, is_terminal, say
from contested.question import ask

if TYPE_CHECKING:
    from contested.situation import Situation


def situation(options: dict[str, Any]) -> Situation:
    """The situation that the `SITUATION` options ask for.

    Raises:
        LedgerError: there is no such ledger.
        UsageError: the area or the war is not known.
    """
    from contested.ledger import Ledger

    asked = {name: options[name] for name in ("on", "as_known", "area", "conflict", "knowledge", "gazetteer")}
    with Ledger.open(options["ledger"], create=False) as ledger:
        found = ask(ledger, **asked)
    if options["conflict"] is None:
        tell_of_others(found)
    return found


def of_one_war(options: dict[str, Any]) -> Situation:
    """The same by the claims of one war: that which is named, or the one that most claims are about.

    Raises:
        LedgerError: there is no such ledger.
        UsageError: the area or the war is not known.
    """
    from contested.wars import of_one

    return of_one(situation(options))


def tell_of_others(found: Situation) -> None:
    """Say which war is shown where a ledger tells of several, and that a ledger tells of none."""
    if not found.told and not found.baselines:
        say("no report tells anything up to that day: `contested add` adds reports, `contested baseline add` a map")
    elif found.conflict is not None and found.others:
        wars = ", ".join(f"{war} ({counted(number, 'claim')})" for war, number in found.others.items())
        say(f"this is the war {found.conflict.id}; --conflict shows others that are told of: {wars}")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], widest: int | None = None) -> None:
    """Rows under a header: coloured and wrapped on a terminal; plain elsewhere, cut at ``widest`` characters a cell.

    Characters that a terminal would obey are shown, so that a report's words stay in their cell.
    """
    rows = [tuple(cell.translate(SHOWN) for cell in row) for row in rows]
    if is_terminal(sys.stdout):
        from contested.cli.terminal import print_table

        print_table(tuple(columns), rows)
        return
    lines = [[_cut(cell, widest) for cell in line] for line in [tuple(columns), *rows]]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _cut(cell: str, widest: int | None) -> str:
    return cell if widest is None or len(cell) <= widest else cell[: widest - 1] + "…"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """RFC 4180 rows under a header, cells as the exports have them."""
    from contested.publish.cells import line

    return "".join(map(line, [columns, *rows]))


def as_json(answer: object) -> str:
    """Any answer as indented JSON."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(answer), indent=1).decode() + "\n"


def collection(asked: Situation, found: Sequence[Any]) -> dict[str, Any]:
    """Things with a ``geometry`` as a FeatureCollection (RFC 7946) that says which day it is of."""
    import msgspec

    features = []
    for one in found:
        properties = msgspec.to_builtins(one)
        geometry = properties.pop("geometry")
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "on": asked.on, "as_known": asked.as_known, "features": features}


def write(form: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, answer: object, shapes: object) -> None:
    """An answer in the form that was asked for; the CSV has the table's columns."""
    if form == "table":
        table(columns, rows)
    elif form == "csv":
        click.echo(as_csv(columns, rows), nl=False)
    else:
        click.echo(as_json(answer if form == "json" else shapes), nl=False)
