"""What analysts decided, as accuracy data: sentences with the claims they must give (``tests/gold/README.md``).

A sentence is there if somebody accepted, corrected or rejected a claim in it. Accepted and corrected claims are owed,
as they are after the correction; a rejected one is not, so that a reader which gives it errs; a claim that nobody
looked at may be made or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contested.ledger.decisions import Verdicts
from contested.model import Claim, Decision, Reading, Report, Sentence, Told, digest
from contested.publish.export.json_text import lines

ROLES = ("agent", "patient", "beneficiary", "supporter")
PLACES = ("at", "from", "to", "toward", "via")


def gold(readings: Iterable[Reading], decisions: Iterable[Decision], wars: Mapping[str, str]) -> Iterator[str]:
    """The rows, a line each.

    Args:
        readings: as read, before any decision.
        decisions: those that stand.
        wars: the name of the war by country (ISO alpha-2).
    """
    verdicts = Verdicts(decisions)
    yield from lines(row for reading in readings for row in of_reading(reading, verdicts, wars))


def of_reading(reading: Reading, verdicts: Verdicts, wars: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The sentences of a report on which something was decided."""
    report = reading.report
    for part in reading.sentences:
        claims = [claim for claim in reading.claims if part.start <= claim.trigger.start < part.end]
        if any(claim.id in verdicts.last or claim.id in verdicts.fields for claim in claims):
            yield sentence(report, part, claims, verdicts, wars)


def sentence(
    report: Report, part: Sentence, claims: list[Claim], verdicts: Verdicts, wars: Mapping[str, str]
) -> dict[str, Any]:
    """One sentence with what it owes."""
    text = report.text[part.start : part.end]
    owed: list[dict[str, Any]] = []
    either: list[dict[str, Any]] = []
    for claim in claims:
        decided = claim.id in verdicts.last or claim.id in verdicts.fields
        after = verdicts.on(Told(claim=claim, report=report, known=report.date or ""))
        if after is not None:
            (owed if decided else either).append(expected(after.claim, text, part.start, full=decided))
    return {
        "id": f"decided-{digest(report.id, part.start)}", "war": wars.get(report.country or "", "unknown"),
        "date": report.date, "country": report.country, "text": text, "claims": owed, "optional": either,
        "tags": ["decided"],
    }  # fmt: skip


def expected(claim: Claim, text: str, first: int, *, full: bool) -> dict[str, Any]:
    """A claim as the gold says it; of one that may be made or not, only type and trigger."""
    words = claim.trigger.text
    row: dict[str, Any] = {"type": claim.type, "trigger": words}
    before = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(before) > 1 and claim.trigger.start - first in before:
        row["nth"] = before.index(claim.trigger.start - first) + 1
    return row | (arguments(claim, text) if full else {})


def arguments(claim: Claim, text: str) -> dict[str, Any]:
    """Who, where, when and how; only what the sentence itself says."""
    row: dict[str, Any] = {"polarity": claim.polarity, "modality": modality(claim), "outcome": claim.outcome}
    for role in ROLES:
        labels = [actor.label for actor in claim.actors if actor.role == role and not actor.inferred]
        if labels:
            row[role] = labels
    for role in PLACES:
        named = [place.mention.text for place in claim.places if place.role == role and place.mention]
        if named and all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in named):
            row[role] = named
    if claim.time.basis == "stated" and claim.time.start and claim.time.end:
        row["time"] = [claim.time.start[:10], claim.time.end[:10]]
    if claim.acled:
        row["acled"] = claim.acled.sub_event_type
    return row


def modality(claim: Claim) -> str:
    """Hearsay and plain telling are one to the gold, unless somebody says otherwise."""
    return "asserted|reported" if claim.modality in ("asserted", "reported") else claim.modality
