"""What analysts decided: rows with author, time and reason; taking one back is another row.

Which decisions stand is a pure function of the table: those that no later row withdraws. A rejected claim is left out
of what is told, a corrected one is told with its original beside it, one that an analyst added is told like those that
were read. A decision names a claim by its id, which hangs on the report, the words and the type; so it holds for every
later reading that finds the same claim, and is an orphan where the newest reading does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from contested.errors import ConflictError, LedgerError, NotFoundError
from contested.ledger import schema
from contested.ledger.added import check_added
from contested.ledger.append import append_rows, last_number
from contested.ledger.correct import Thing, check_days, check_values, corrected
from contested.ledger.filter import Filter
from contested.ledger.recall import by_then, thing_of
from contested.ledger.words import spoken
from contested.model import Claim, Decision, DecisionKind, Reading, Report, Told, event_id

KINDS = ("accept", "reject", "correct", "add", "merge", "split", "comment")


class Value(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the column ``value`` of a decision holds, as JSON."""

    others: tuple[str, ...] = ()
    fields: dict[str, Any] = {}


VALUE = msgspec.json.Decoder(Value)


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that nobody took back."""
    rows = tuple(decisions)
    back = {row.withdraws for row in rows}
    return tuple(row for row in rows if row.kind != "withdraw" and row.number not in back)


class Verdicts:
    """What the decisions that stand say of each claim and report: the last word of accept and reject, every correction.

    Of two corrections of one field the later holds.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self.last: dict[str, DecisionKind] = {}
        self.fields: dict[str, dict[str, Any]] = {}
        self.added: dict[str, dict[str, Claim]] = {}
        for row in standing(decisions):
            if row.kind in ("accept", "reject"):
                self.last[row.subject] = row.kind
            elif row.kind == "correct":
                self.fields.setdefault(row.subject, {}).update(row.fields)
            elif row.kind == "add":
                claim = msgspec.convert(row.fields["claim"], Claim)
                self.added.setdefault(row.subject, {})[claim.id] = claim

    def silent_on(self, claim: str, report: str) -> bool:
        """Whether nobody decided on a claim or its report, by their ids."""
        return {claim, report}.isdisjoint(self.last) and {claim, report}.isdisjoint(self.fields)

    def on(self, told: Told) -> Told | None:
        """A claim as it is told after what was decided; None where it or its report was rejected."""
        claim, last = told.claim, self.last.get(told.claim.id)
        if "reject" in (last, self.last.get(told.report.id)):
            return None
        fields = self.fields.get(claim.id)
        if not fields and last is None:
            return told
        return Told(
            claim=corrected(claim, fields) if fields else claim,
            report=told.report,
            known=told.known,
            original=claim if fields else None,
            accepted=last == "accept",
        )

    def more(self, asked: Filter, report: Report, known: str) -> Iterator[Told]:
        """The claims that analysts added to a report and that are asked for, as they are told."""
        for claim in self.added.get(report.id, {}).values():
            after = self.on(Told(claim=claim, report=report, known=known))
            if after is not None and asked.matches(after.claim, report) and spoken(asked.words, claim.quote.text):
                yield after

    def still(self, asked: Filter, told: Told) -> bool:
        """Whether a claim has what was asked for after it was corrected, too; what nobody corrected has."""
        corrected_one = told.original is not None or told.report.id in self.fields
        return not corrected_one or asked.matches(told.claim, told.report)

    def reading(self, reading: Reading) -> Reading:
        """A reading without the claims that were rejected, and with what was corrected."""
        report = self.report(reading.report)
        every = (*reading.claims, *self.added.get(report.id, {}).values())
        told = (self.on(Told(claim=claim, report=report, known="")) for claim in every)
        return msgspec.structs.replace(reading, report=report, claims=tuple(one.claim for one in told if one))

    def report(self, report: Report) -> Report:
        """A report as corrected; the same one where nobody corrected it."""
        return self.corrected(report)

    def corrected(self, thing: Thing) -> Thing:
        """A claim or report as corrected, rejected or not; the same one where nobody corrected it."""
        fields = self.fields.get(thing.id)
        return corrected(thing, fields) if fields else thing


def all_decisions(connection: Connection, as_recorded: str | None = None) -> tuple[Decision, ...]:
    """Every decision, in the order of deciding; those made by a time only, where one is given (ISO 8601)."""
    query = select(schema.decisions).order_by(schema.decisions.c.n)
    if as_recorded is not None:
        query = query.where(by_then(schema.decisions.c.made, as_recorded))
    return tuple(decision_of(row) for row in connection.execute(query))


def decision_of(row: Row[Any]) -> Decision:
    """The decision of a row."""
    value = VALUE.decode(row.value) if row.value else Value()
    return Decision(
        number=row.n,
        kind=row.kind,
        subject=row.subject,
        others=value.others,
        fields=value.fields,
        author=row.author,
        made=row.made,
        reason=row.reason,
        withdraws=row.withdraws,
    )


def append_decision(connection: Connection, decision: Decision, seen: int | None = None) -> Decision:
    """Append a decision within the connection's transaction; as it was numbered.

    Raises:
        LedgerError: it has no author or reason, is on what the ledger does not have, or corrects what cannot be.
        ConflictError: others decided on the same after the decision numbered ``seen``.
    """
    check_decision(connection, decision)
    if seen is not None:
        check_seen(connection, decision, seen)
    numbered = msgspec.structs.replace(decision, number=last_number(connection, schema.decisions) + 1)
    value = Value(numbered.others, numbered.fields)
    append_rows(
        connection,
        schema.decisions,
        [
            (
                numbered.number,
                numbered.kind,
                numbered.subject,
                msgspec.json.encode(value) if value != Value() else None,
                numbered.author,
                numbered.made,
                numbered.reason,
                numbered.withdraws,
            )
        ],
    )
    return numbered


def check_decision(connection: Connection, decision: Decision) -> None:
    """Refuse a decision that says too little or is on what is not there."""
    for name in ("author", "reason"):
        if not getattr(decision, name).strip():
            raise LedgerError(f"a decision needs its {name}", source=decision.subject, remedy=f"say the {name}")
    if decision.kind == "withdraw":
        check_withdrawal(connection, decision)
        return
    if decision.kind not in KINDS:
        raise LedgerError(f'"{decision.kind}" is no decision', source=decision.subject, remedy=f"one of {KINDS}")
    if (decision.kind in ("merge", "split")) != bool(decision.others):
        what = "needs the others" if decision.kind in ("merge", "split") else "takes no others"
        raise LedgerError(f"{decision.kind} {what}", source=decision.subject, remedy="see docs/ledger.md")
    things = [subject_of(connection, id) for id in (decision.subject, *decision.others)]
    if decision.kind == "add":
        check_added(things[0], decision)
    if decision.kind == "correct":
        thing = things[0]
        if thing is None or not decision.fields:
            remedy = "correct a claim or a report, and say a field"
            raise LedgerError("nothing to correct", source=decision.subject, remedy=remedy)
        made = corrected(thing, decision.fields)
        if isinstance(made, Claim) and isinstance(thing, Claim):
            check_values(made, thing)
        else:
            check_days(made)


def check_withdrawal(connection: Connection, decision: Decision) -> None:
    """Refuse to take back what was not decided, or was taken back already."""
    rows = all_decisions(connection)
    if decision.withdraws not in {row.number for row in standing(rows)}:
        what = "there is no such decision, or it was taken back"
        remedy = "`contested decide list` lists those that stand"
        raise NotFoundError(what, source=f"decision {decision.withdraws}", remedy=remedy)


def subject_of(connection: Connection, id: str) -> Claim | Report | None:
    """The claim, read or added, or report with an id; None for the id of an event.

    Raises:
        NotFoundError: there is none.
    """
    try:
        return thing_of(connection, id)
    except NotFoundError:
        for claims in Verdicts(all_decisions(connection)).added.values():
            if id in claims:
                return claims[id]
            if any(event_id([claim]) == id for claim in claims):
                return None
        raise


def check_seen(connection: Connection, decision: Decision, seen: int) -> None:
    """Refuse a decision by somebody who has not seen what was decided on the same since, here or in another window.

    Raises:
        ConflictError: they have not.
    """
    on = {decision.subject, *decision.others}
    rows = all_decisions(connection)
    later = [row for row in rows if row.number > seen and not on.isdisjoint({row.subject, *row.others})]
    if later:
        last = later[-1]
        what = f"{last.author} decided on it meanwhile ({last.kind}, decision {last.number})"
        raise ConflictError(what, source=decision.subject, remedy="look at that decision, then decide again")
