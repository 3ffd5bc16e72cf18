"""`contested decide`: what an analyst finds of a claim, a report or an event; a row in the ledger, with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contested.cli.messages import say
from contested.cli.options import AUTHOR, LEDGER, REASON, form_of
from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.model import DecisionKind


@click.group("decide")
def command() -> None:
    """Accept, reject, correct, comment; merge and split events; withdraw and list what was decided.

    Every decision needs an author and a reason, and overwrites nothing.
    """


def decided(kind: DecisionKind, subject: str, options: dict[str, Any], **more: Any) -> int:
    """Append a decision, and say its number."""
    from contested.ledger import Ledger

    with Ledger.open(options["ledger"], create=False) as kept:
        row = kept.decide(kind, subject, author=options["author"], reason=options["reason"], **more)
    say(f"decision {row.number}: {kind} {subject}")
    return 0


def on_one(kind: DecisionKind, help: str) -> None:
    """A command for a decision that says nothing but its kind."""

    @command.command(kind, help=help)
    @click.argument("subject", metavar="CLAIM|REPORT")
    @LEDGER
    @AUTHOR
    @REASON
    def run(subject: str, **options: Any) -> int:
        return decided(kind, subject, options)


on_one("accept", "Let a claim stand: somebody has looked at it.")
on_one("reject", "Leave a claim, or all claims of a report, out of whatever is told on.")
on_one("comment", "Say something about a claim or a report.")


def on_several(kind: DecisionKind, help: str) -> None:
    """A command for a decision about what belongs together."""

    @command.command(kind, help=help)
    @click.argument("subject", metavar="CLAIM|EVENT")
    @click.argument("others", nargs=-1, required=True, metavar="CLAIM|EVENT…")
    @LEDGER
    @AUTHOR
    @REASON
    def run(subject: str, others: tuple[str, ...], **options: Any) -> int:
        return decided(kind, subject, options, others=others)


on_several("merge", "Say that claims, or events, are of one event.")
on_several("split", "Say that the other claims are no part of the first one's event.")


@command.command("correct")
@click.argument("subject", metavar="CLAIM|REPORT")
@click.option(
    "--set",
    "fields",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="places.0.name=Maskanah, polarity=negated",
)
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
              help="A folder of your own conflicts, places …")  # fmt: skip
@click.option("--gazetteer", type=click.Path(path_type=Path), envvar="CONTESTED_GAZETTEER", metavar="PATH",
              help="Another index of places than your own (or CONTESTED_GAZETTEER).")  # fmt: skip
@LEDGER
@AUTHOR
@REASON
def correct(subject: str, fields: tuple[str, ...], **options: Any) -> int:
    """Correct fields of a claim or a report; what was read stays beside it.

    Who corrects a place by its id or name corrects where it lies, too. A place or side that nobody knows is refused.

    FIELD is a path as in the JSON of a claim: type, time.start, actors.0.id. VALUE is JSON, else taken as text. Give
    --set several times to correct several fields together.
    """
    given = dict(field_of(written) for written in fields)
    return decided("correct", subject, options, fields=completed(subject, given, options))


def completed(subject: str, fields: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """The fields of a correction with those that go with them, where places or sides are corrected."""
    from contested import deciding
    from contested.cli.sides import known_sides
    from contested.gazetteer.index import Gazetteer
    from contested.knowledge.wars import open_wars
    from contested.ledger import Ledger
    from contested.reading.compile import known_places

    if not deciding.weighs(fields):
        return fields
    dirs = [options["knowledge"]] if options["knowledge"] else []
    with Ledger.open(options["ledger"], create=False) as kept:
        thing = kept.find(subject)
        if thing is None:
            return fields
        told = deciding.spoken(kept.told())
    find = deciding.finder(
        told, lambda: Gazetteer.open(options["gazetteer"], **known_places(dirs)), lambda: open_wars(dirs)
    )
    names = {place.name for place in told.values()} | set(told)
    return deciding.completed(thing, fields, find, known_sides(options["knowledge"]), lambda: names)


def field_of(written: str) -> tuple[str, Any]:
    """A path and the value that it is set to."""
    path, equals, value = written.partition("=")
    if not (path and equals):
        raise UsageError(f'"{written}" is not FIELD=VALUE', remedy="write --set type=capture")
    try:
        return path, json.loads(value)
    except ValueError:
        return path, value


@command.command("withdraw")
@click.argument("number", type=int)
@LEDGER
@AUTHOR
@REASON
def withdraw(number: int, ledger: str, author: str, reason: str) -> int:
    """Take back a decision, by its number; both stay in the ledger."""
    from contested.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        row = kept.withdraw(number, author=author, reason=reason)
    say(f"decision {row.number}: withdraws decision {number} on {row.subject}")
    return 0


@command.command("list")
@LEDGER
@click.option("--orphans", is_flag=True, help="Those on claims that the newest readings do not find any more.")
@click.option("--all", "withdrawn", is_flag=True, help="Also those that were taken back.")
@form_of("table", "json", "csv")
def list_(ledger: str, orphans: bool, withdrawn: bool, form: str) -> int:
    """List the decisions that stand."""
    from contested.cli.search import give
    from contested.ledger import Ledger

    with Ledger.open(ledger, create=False) as kept:
        rows = kept.orphans() if orphans else kept.decisions(withdrawn=withdrawn)
    columns = ("number", "decision", "on", "with", "fields", "author", "made", "reason")
    cells = [
        (
            str(row.number),
            row.kind + (f" {row.withdraws}" if row.withdraws else ""),
            row.subject,
            " ".join(row.others),
            json.dumps(row.fields, ensure_ascii=False) if row.fields else "",
            row.author,
            row.made,
            row.reason,
        )
        for row in rows
    ]
    give(form, columns, cells, rows)
    return 0
