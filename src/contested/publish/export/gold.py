"""What analysts decided, as accuracy data: sentences with the claims they must give (``tests/gold/README.md``).

A sentence is there if somebody accepted, corrected, rejected or added a claim in it. Accepted, corrected and added
claims are owed, as they are after the correction; a rejected one is not, so that a reader which gives it errs; a claim
that nobody looked at may be made or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from contested.ledger.decisions import Verdicts
from contested.model import Actor, Claim, Decision, Reading, Report, Sentence, Told, digest

ROLES = ("agent", "patient", "beneficiary", "supporter")
PLACES = ("at", "from", "to", "toward", "via")


def gold(
    readings: Iterable[Reading], decisions: Iterable[Decision], wars: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The rows; one of a report that bears no date cannot be read as accuracy data, and ``date`` is None there.

    Args:
        readings: as read, before any decision.
        decisions: those that stand.
        wars: the name of the war by country (ISO alpha-2).
    """
    verdicts = Verdicts(decisions)
    for reading in readings:
        yield from of_reading(reading, verdicts, wars)


def of_reading(reading: Reading, verdicts: Verdicts, wars: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The sentences of a report on which something was decided."""
    report = reading.report
    for part in reading.sentences:
        added = verdicts.added.get(report.id, {})
        every = (*reading.claims, *added.values())
        claims = [claim for claim in every if part.start <= claim.trigger.start < part.end]
        if any(is_decided(claim, verdicts) for claim in claims):
            yield sentence(report, part, claims, verdicts, wars)


def is_decided(claim: Claim, verdicts: Verdicts) -> bool:
    """Whether somebody accepted, rejected, corrected or added a claim."""
    return claim.id in verdicts.last or claim.id in verdicts.fields or claim.id in verdicts.added.get(claim.report, {})


def sentence(
    report: Report, part: Sentence, claims: list[Claim], verdicts: Verdicts, wars: Mapping[str, str]
) -> dict[str, Any]:
    """One sentence with what it owes."""
    text = report.text[part.start : part.end]
    owed: list[dict[str, Any]] = []
    either: list[dict[str, Any]] = []
    for claim in claims:
        decided = is_decided(claim, verdicts)
        after = verdicts.on(Told(claim=claim, report=report, known=report.date or ""))
        if after is not None:
            row = trigger(after.claim, text, part.start)
            (owed if decided else either).append(row | arguments(after.claim, claim, text) if decided else row)
    return {
        "id": f"decided-{digest(report.id, part.start)}", "war": wars.get(report.country or "", "unknown"),
        "date": report.date, "country": report.country, "text": text, "claims": owed, "optional": either,
        "tags": ["decided"],
    }  # fmt: skip


def trigger(claim: Claim, text: str, first: int) -> dict[str, Any]:
    """A claim's type and trigger: all that is said of one that may be made or not."""
    words = claim.trigger.text
    row: dict[str, Any] = {"type": claim.type, "trigger": words}
    before = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if len(before) > 1 and claim.trigger.start - first in before:
        row["nth"] = before.index(claim.trigger.start - first) + 1
    return row


def arguments(claim: Claim, read: Claim, text: str) -> dict[str, Any]:
    """Who, where, when and how, as decided; only what the sentence itself says. ``read``: before the decision."""
    row: dict[str, Any] = {"polarity": claim.polarity, "modality": modality(claim), "outcome": claim.outcome,
                           "scope": claim.scope}  # fmt: skip
    for role in ROLES:
        if named := [name for actor in claim.actors if actor.role == role and (name := called(actor, read, text))]:
            row[role] = named
    for role in PLACES:
        named = [place.mention.text if place in read.places and place.mention else place.name
                 for place in claim.places if place.role == role]  # fmt: skip
        if named and all(stands(name, text) for name in named):
            row[role] = named
    counts = [{"what": count.what, "low": count.low, "high": count.high} for count in claim.counts
              if count.low is not None and (count.high is None or count.low <= count.high)]  # fmt: skip
    times = claim.time.start, claim.time.end
    if claim.time.basis == "stated" and all(times):
        row["time"] = [str(time)[:10] for time in times]
    code = claim.acled.sub_event_type if claim.acled and claim.type == read.type else None
    return row | ({"counts": counts} if counts else {}) | ({"acled": code} if code else {})


def called(actor: Actor, read: Claim, text: str) -> str | None:
    """The words for an actor: the report's, or the analyst's where these correct them; None if it is not said here."""
    if actor in read.actors:
        return actor.label if not actor.inferred and actor.label in text else None
    return actor.name


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text, as whole words."""
    return bool(words) and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def modality(claim: Claim) -> str:
    """Hearsay and plain telling are one to the gold, unless somebody says otherwise."""
    return "asserted|reported" if claim.modality in ("asserted", "reported") else claim.modality
