"""`contested search`: claims by their words and by who, where, when, what and whose; or reports by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from contested.cli.messages import counted, say
from contested.cli.options import LEDGER, a_date, add_all, form_of

if TYPE_CHECKING:
    from contested.ledger import Filter
    from contested.ledger.search import Found, Head

COLUMNS = ("day", "claim", "who", "where", "status", "quote", "source", "id")
HEADS = ("day", "report", "source", "claims", "title", "url")


def a_box(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[float, ...] | None:
    """W,S,E,N in degrees."""
    try:
        box = tuple(float(part) for part in value.split(",")) if value else None
    except ValueError:
        box = ()
    if box is not None and (len(box) != 4 or box[1] > box[3] or max(map(abs, box)) > 180):
        raise click.BadParameter(f'"{value}" is no box; write west,south,east,north in degrees, such as 36,34,39,37')
    return box


def several(name: str, help: str) -> Any:
    """An option that may be given several times, any of which will do."""
    return click.option(name, multiple=True, metavar=name[2:].upper(), help=help)


ASKED = (
    several("--actor", "Id, name or part of the name of somebody in the claim."),
    several("--side", "Id of the side of somebody in the claim."),
    several("--place", "Id, name or part of the name of a place in the claim."),
    click.option("--box", callback=a_box, metavar="W,S,E,N", help="Places between these degrees."),
    several("--type", "Event type, such as capture."),
    several("--source", "Publisher, or part of the name."),
    several("--modality", "asserted, reported, predicted, …"),
    click.option("--from", "since", callback=a_date, metavar="DATE", help="Events of this day or later."),
    click.option("--until", callback=a_date, metavar="DATE", help="Events of this day or earlier."),
)


@click.command("search")
@click.argument("words", nargs=-1, metavar="[WORDS]…")
@LEDGER
@add_all(ASKED)
@click.option("--reports", is_flag=True, help="Search whole reports, also those without claims, by their own day.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="At most so many; 0 for all.")
@form_of("table", "json", "csv")
def command(words: tuple[str, ...], ledger: str, reports: bool, limit: int, form: str, **asked: Any) -> int:
    """Search claims by their words, and by who, where, when, what and whose.

    WORDS must all stand in a claim's quote, in any form ("captured" finds "captures"). In quotes they must follow each
    other; -WORD must not stand there (write it after --); OR between two lets one do. Options given twice let one do.
    """
    from contested.ledger import Ledger

    what = wanted(" ".join(f'"{word}"' if " " in word else word for word in words), asked)
    most = limit or None
    with Ledger.open(ledger, create=False) as kept:
        if reports:
            heads = list(kept.search_reports(what, limit=most))
            give(form, HEADS, [head_row(head) for head in heads], [head._asdict() for head in heads])
        else:
            found = list(kept.search(what, limit=most))
            give(form, COLUMNS, [row(one, cut=form == "table") for one in found], list(objects(found)))
    if limit and len(heads if reports else found) == limit:
        say(f"the first {counted(limit, 'answer')}; --limit 0 gives all")
    return 0


def wanted(words: str, asked: dict[str, Any]) -> Filter:
    """The options as the ledger takes them."""
    from contested.ledger import Box, Filter

    box = asked.pop("box")
    return Filter(words=words, box=Box(*box) if box else None, **asked)


def give(form: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], whole: Iterable[Any]) -> None:
    """Write the answer in its form; json is JSON Lines."""
    from contested.cli.asked import as_csv, table

    if form == "json":
        import msgspec

        for each in whole:
            click.echo(msgspec.json.encode(each).decode())
    elif form == "csv":
        click.echo(as_csv(columns, rows), nl=False)
    else:
        table(columns, rows)


def row(told: Found, *, cut: bool) -> tuple[str, ...]:
    """A claim in the table's columns; its quote in one line, cut to a few words."""
    from contested.cli.layout import how, when, who
    from contested.publish.words import where

    claim = told.claim
    quote = " ".join(claim.quote.text.split())
    quote = f"{quote[:59]}…" if cut and len(quote) > 60 else quote
    kind = claim.type.replace("_", " ") + (" (corrected)" if told.original else "")
    return when(claim), kind, who(claim), where(claim), how(claim), quote, told.report.source or "", claim.id


def objects(found: Iterable[Found]) -> Iterator[dict[str, Any]]:
    """Claims with what is known of their reports."""
    for told in found:
        report = {name: getattr(told.report, name) for name in ("id", "title", "date", "source", "side", "url")}
        yield {"claim": told.claim, "report": report, "known": told.known, "original": told.original}


def head_row(head: Head) -> tuple[str, ...]:
    """A report in the table's columns."""
    return head.date or "", head.id, head.source or "", str(head.claims), head.title or "", head.url or ""
