"""Claims as a table: one row a claim, lists joined by "; ", RFC 4180 quoting, a header row that does not change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contested.model import Claim, Reading, Report
from contested.publish import cells, words

COLUMNS = (
    "id", "report", "source", "source_side", "published", "url", "main", "scope", "type", "family",
    "acled_event_type", "acled_sub_event_type", "plover_event", "plover_mode", "ucdp_type_of_violence",
    "start", "end", "edtf", "time_basis", "time_precision",
    "agents", "agent_labels", "agent_sides", "patients", "patient_labels", "patient_sides", "other_actors",
    "place", "place_role", "place_relation", "admin1", "admin2", "place_id", "lat", "lon", "radius_km",
    "place_precision", "other_places", "counts", "means", "echelon", "polarity", "outcome", "modality", "condition",
    "attribution", "wording", "neutral", "confidence", "quote", "quote_start", "quote_end", "reader",
)  # fmt: skip


def claims_csv(readings: Iterable[Reading]) -> Iterator[str]:
    """The header and then one line a claim, each ending in CR LF (RFC 4180).

    Numbers are written as they are, what is not known is empty, and a cell that a spreadsheet would take for a formula
    begins with an apostrophe (CWE-1236).
    """
    yield cells.line(COLUMNS)
    for reading in readings:
        for claim in reading.claims:
            yield cells.ordered(COLUMNS, _row(reading.report, claim))


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(value for value in values if value)


def _row(report: Report, claim: Claim) -> dict[str, object]:
    return {
        "id": claim.id, "report": report.id, "source": report.source, "source_side": report.side,
        "published": report.date, "url": report.url, "main": claim.main, "scope": claim.scope, "type": claim.type,
        "family": words.family(claim.type), "reader": claim.reader,
    } | _codes(claim) | _who(claim) | _where(claim) | _how(claim)  # fmt: skip


def _codes(claim: Claim) -> dict[str, object]:
    return {
        "acled_event_type": claim.acled and claim.acled.event_type,
        "acled_sub_event_type": claim.acled and claim.acled.sub_event_type,
        "plover_event": claim.plover and claim.plover.event,
        "plover_mode": claim.plover and claim.plover.mode,
        "ucdp_type_of_violence": claim.ucdp,
    }


def _who(claim: Claim) -> dict[str, object]:
    row: dict[str, object] = {
        "other_actors": _joined(
            f"{actor.role}: {actor.name}" for actor in claim.actors if actor.role not in ("agent", "patient")
        )
    }
    for role in ("agent", "patient"):
        of = [actor for actor in claim.actors if actor.role == role]
        row[f"{role}s"] = _joined(actor.name for actor in of)
        row[f"{role}_labels"] = _joined(actor.label for actor in of)
        row[f"{role}_sides"] = _joined(dict.fromkeys(actor.side for actor in of))
    return row


def _where(claim: Claim) -> dict[str, object]:
    first = next((place for place in claim.places if place.role == "at"), None) or next(iter(claim.places), None)
    rest = _joined(f"{place.role}: {place.name}" for place in claim.places if place is not first)
    return {
        "place": first and first.name, "place_role": first and first.role, "place_relation": first and first.relation,
        "admin1": first and first.admin1, "admin2": first and first.admin2, "place_id": first and first.id,
        "lat": first and first.lat, "lon": first and first.lon, "radius_km": first and first.radius_km,
        "place_precision": first and first.precision, "other_places": rest,
    }  # fmt: skip


def _how(claim: Claim) -> dict[str, object]:
    return {
        "start": claim.time.start, "end": claim.time.end, "edtf": claim.time.edtf, "time_basis": claim.time.basis,
        "time_precision": claim.time.precision,
        "counts": _joined(words.count(row) for row in claim.counts),
        "means": _joined(means.kind for means in claim.means), "echelon": claim.echelon, "polarity": claim.polarity,
        "outcome": claim.outcome, "modality": claim.modality, "condition": claim.condition and claim.condition.text,
        "attribution": _joined(row.source for row in claim.attribution),
        "wording": _joined(row.text for row in claim.wording),
        "neutral": _joined(row.neutral for row in claim.wording),
        "confidence": claim.confidence, "quote": claim.quote.text, "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
    }  # fmt: skip
