"""`contested show`: one claim or one report of a ledger, with its words and what was decided on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from contested.cli.options import LEDGER, form_of
from contested.errors import LedgerError
from contested.model import Claim, Decision, Reading, Report

if TYPE_CHECKING:
    from contested.ledger.decisions import Verdicts


@click.command("show")
@click.argument("id", metavar="CLAIM|REPORT")
@LEDGER
@form_of("text", "json")
def command(id: str, ledger: str, form: str) -> int:
    """Show a claim with its sentence, or a report with all of its claims, and what was decided on them."""
    from contested.cli.asked import as_json
    from contested.cli.layout import SHOWN
    from contested.ledger import Ledger
    from contested.ledger.decisions import Verdicts

    with Ledger.open(ledger, create=False) as kept:
        thing = kept.find(id)
        if thing is None:
            remedy = "show one of its claims"
            raise LedgerError("is the id of an event", source=id, remedy=remedy)
        reading = kept.reading(thing.report if isinstance(thing, Claim) else thing.id)
        decided = [row for row in kept.decisions(withdrawn=True) if concerns(row, thing, reading)]
        verdicts = Verdicts(kept.decisions())
    now = verdicts.corrected(thing)
    if form == "json":
        click.echo(as_json(whole(thing, now, reading, decided)), nl=False)
        return 0
    for line in (*lines(now, stands(reading, verdicts)), *as_read(thing, now)):
        click.echo(line.translate(SHOWN))
    for row in decided:
        click.echo(told(row))
    return 0


def stands(reading: Reading | None, verdicts: Verdicts) -> Reading | None:
    """A reading as corrected; what was rejected is shown all the same."""
    import msgspec

    if reading is None:
        return None
    claims = tuple(verdicts.corrected(claim) for claim in reading.claims)
    return msgspec.structs.replace(reading, report=verdicts.corrected(reading.report), claims=claims)


def as_read(thing: Claim | Report, now: Claim | Report) -> Iterator[str]:
    """A claim as it was read, where somebody corrected it."""
    from contested.cli import layout

    if isinstance(thing, Claim) and thing != now:
        yield "as read:"
        yield from (line.plain() for line in layout.claim_lines(thing))


def concerns(row: Decision, thing: Claim | Report, reading: Reading | None) -> bool:
    """Whether a decision is on a claim, or on a report or one of its claims."""
    ids = {thing.id}
    if isinstance(thing, Report) and reading is not None:
        ids |= {claim.id for claim in reading.claims}
    return not ids.isdisjoint({row.subject, *row.others})


def whole(
    thing: Claim | Report, now: Claim | Report, reading: Reading | None, decided: list[Decision]
) -> dict[str, Any]:
    """All of it as JSON: as it was read, and a claim as corrected where somebody corrected it."""
    if isinstance(thing, Claim):
        report = reading.report if reading else None
        return {"claim": thing, "corrected": now if now != thing else None, "report": report, "decisions": decided}
    return {"report": thing, "claims": reading.claims if reading else (), "decisions": decided}


def lines(thing: Claim | Report, reading: Reading | None) -> Iterator[str]:
    """A report with its claims under each sentence, or the sentence of a claim with that claim."""
    from contested.cli.layout import layout

    if isinstance(thing, Claim):
        yield from claim_lines(thing, reading)
    elif reading is not None:
        yield from (line.plain() for line in layout(reading))
    else:
        unread = Reading(report=thing, reader="", sentences=(), mentions=(), claims=(), unread="by nobody yet")
        yield from (line.plain() for line in layout(unread))


def claim_lines(claim: Claim, reading: Reading | None) -> Iterator[str]:
    """Whose report it is in, its sentence, the claim, and why the reader was as sure as it was."""
    from contested.cli import layout

    if reading is not None:
        yield from (line.plain() for line in layout.heading(reading.report))
        yield " ".join(reading.report.text[claim.sentence.start : claim.sentence.end].split())
    yield from (line.plain() for line in layout.claim_lines(claim))
    yield ""
    yield f"claim {claim.id}, read by {claim.reader}, confidence {claim.confidence:.2f}"
    yield from (f"  {row.weight:+.2f}  {row.feature}" for row in claim.why)


def told(row: Decision) -> str:
    """A decision in one line."""
    fields = ", ".join(f"{path} = {value!r}" for path, value in row.fields.items())
    others = f" with {', '.join(row.others)}" if row.others else ""
    back = f" of decision {row.withdraws}" if row.withdraws else ""
    what = f"{row.kind} {row.subject}{others}{back}" + (f": {fields}" if fields else "")
    return f"decision {row.number}, {row.made}, {row.author}: {what} ({row.reason})"
