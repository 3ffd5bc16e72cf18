"""A claim that an analyst adds by marking words: it must stand in the report, as one that was read does."""

from __future__ import annotations

from typing import Any

import msgspec

from contested import ontology
from contested.errors import LedgerError
from contested.ledger.correct import check_values
from contested.model import Claim, Decision, Report, Span, Words, claim_id

REMEDY = "mark the words in the report again"


def check_added(report: Claim | Report | None, decision: Decision) -> None:
    """Refuse a claim that is none, whose words are not those of the report, or whose values mean nothing.

    Raises:
        LedgerError: the subject is no report, or the claim does not fit it.
    """
    if not isinstance(report, Report) or set(decision.fields) != {"claim"}:
        remedy = "name the report, and give the claim whole"
        raise LedgerError("a claim is added to a report", source=decision.subject, remedy=remedy)
    try:
        claim = msgspec.convert(decision.fields["claim"], Claim)
    except msgspec.ValidationError as error:
        remedy = "see docs/claims.md for what fits"
        raise LedgerError(str(error), source=report.id, key="claim", remedy=remedy) from None
    wrong = fault_of(claim, report)
    if wrong:
        raise LedgerError(wrong, source=report.id, key="claim", remedy=REMEDY)
    check_values(claim)


def fault_of(claim: Claim, report: Report) -> str | None:
    """Why a claim cannot be one of a report; None where it can."""
    if claim.type not in ontology.table():
        return f'"{claim.type}" is no event type'
    if claim.report != report.id or claim.id != claim_id(report.id, claim.trigger, claim.type, "added"):
        return "its id is not that of its report, words and type"
    if not all(stands(words, report.text) for words in quotes(msgspec.to_builtins(claim))):
        return "its words are not those of the report"
    if not (claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end):
        return "its words lie outside of its sentence"
    return None


def quotes(value: Any) -> list[Words]:
    """Every stretch of words that a claim holds."""
    if isinstance(value, dict):
        own = [Words(value["start"], value["end"], value["text"])] if {"start", "end", "text"} <= value.keys() else []
        return own + [each for part in value.values() for each in quotes(part)]
    return [each for part in value for each in quotes(part)] if isinstance(value, (list, tuple)) else []


def stands(words: Words | Span, text: str) -> bool:
    """Whether words stand in a text where they say they do."""
    return 0 <= words.start < words.end and text[words.start : words.end] == getattr(words, "text", None)
