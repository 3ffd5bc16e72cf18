"""Decisions: who signed in decides, nothing is overwritten, and what somebody else decided meanwhile is told."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter

from contested import deciding
from contested.app.access import can_decide, can_lead, may_read
from contested.app.accounts import Deed
from contested.app.desk import Desk
from contested.app.given import GivenAccounts, GivenDesk
from contested.app.problems import READ, WRITE
from contested.errors import UsageError
from contested.model import Decision, DecisionKind

Id = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Reason = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class NewDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody decides; the author is who has signed in.

    ``subject``: the id of a claim, report or event. ``others``: with merge and split. ``fields``: with correct, path to
    value (``{"places.0.name": "Maskanah"}``); with add, the whole claim under ``claim``. ``withdraws``: with withdraw,
    the number of a decision. ``seen``: the number of the newest decision that the author knows of; if somebody else
    decided on the same later, nothing is written and the answer is 409.
    """

    kind: DecisionKind
    subject: Id | None = None
    others: Annotated[list[Id], msgspec.Meta(max_length=200)] = []
    fields: dict[str, Any] = {}
    reason: Reason
    withdraws: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)] | None = None
    seen: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None = None


class DecisionRoutes(Controller):
    """What analysts decided, and deciding."""

    path = "/"
    tags = ("decisions",)

    @get("/decisions", guards=[may_read], responses=READ, sync_to_thread=True)
    def decisions(
        self, desk: GivenDesk, withdrawn: FromQuery[bool] = False, orphans: FromQuery[bool] = False
    ) -> list[Decision]:
        """The decisions that stand; also those that were taken back; or those on what is read no more."""
        return list(desk.ledger.orphans() if orphans else desk.ledger.decisions(withdrawn=withdrawn))

    @post("/decisions", guards=[can_decide], responses=WRITE, sync_to_thread=True)
    def decide(self, desk: GivenDesk, request: Request[Any, Any, Any], data: JSONBody[NewDecision]) -> Decision:
        """Accept, reject, correct, add, merge, split, comment, or withdraw a decision."""
        return decided(desk, request.user.name, data)

    @get("/audit", guards=[can_lead], responses=READ, sync_to_thread=True)
    def audit(
        self, desk: GivenDesk, accounts: GivenAccounts, limit: Annotated[int, QueryParameter(ge=1, le=10_000)] = 500
    ) -> list[Deed]:
        """What was done, the newest first: decisions with their authors, exports, sign-ins, changes of accounts."""
        rows = [*accounts.deeds(limit), *(deed(row) for row in desk.ledger.decisions(withdrawn=True)[-limit:])]
        return sorted(rows, key=lambda row: row.at, reverse=True)[:limit]


def decided(desk: Desk, author: str, new: NewDecision) -> Decision:
    """Append a decision.

    Raises:
        UsageError: its parts do not go together.
        LedgerError: it does not fit the ledger.
    """
    if (new.kind == "withdraw") != (new.withdraws is not None) or (new.kind == "withdraw") == (new.subject is not None):
        remedy = "withdraw takes the number of a decision (withdraws), all else a subject"
        raise UsageError("does not go with its subject", source=new.kind, remedy=remedy)
    if new.fields and new.kind not in ("correct", "add"):
        raise UsageError("takes no fields", source=new.kind, remedy="correct and add do")
    if new.withdraws is not None:
        return desk.ledger.withdraw(new.withdraws, author=author, reason=new.reason, seen=new.seen)
    return desk.ledger.decide(
        new.kind, new.subject or "", author=author, reason=new.reason, others=new.others, fields=completed(desk, new),
        seen=new.seen,
    )  # fmt: skip


def completed(desk: Desk, new: NewDecision) -> dict[str, Any]:
    """The fields of a correction with those that go with them, where places or sides are corrected.

    Raises:
        LedgerError: a place or a side that nobody knows.
    """
    thing = desk.ledger.find(new.subject or "") if new.kind == "correct" and deciding.weighs(new.fields) else None
    if thing is None:
        return dict(new.fields)
    told = deciding.spoken(desk.told())
    find = deciding.finder(told, lambda: desk.gazetteer, lambda: desk.wars)
    sides = (side.id for war in desk.wars.conflicts for side in war.side)
    return deciding.completed(
        thing, new.fields, find, sides, lambda: {place.name for place in told.values()} | set(told)
    )


def deed(row: Decision) -> Deed:
    """A decision as a deed."""
    detail = {"decision": row.number, "reason": row.reason, "fields": row.fields, "others": list(row.others),
              "withdraws": row.withdraws}  # fmt: skip
    return Deed(number=None, at=row.made, account=row.author, action=row.kind, subject=row.subject,
                detail={name: value for name, value in detail.items() if value}, client=None)  # fmt: skip
