"""Claims as GeoJSON (RFC 7946): one Feature a claim and place, with the words it rests on.

A claim with no place, and a place that could not be resolved, have null geometry: they are listed, never put at 0, 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from contested.model import Claim, Place, Reading, Report
from contested.publish import words


def geojson(readings: Iterable[Reading]) -> dict[str, Any]:
    """A FeatureCollection in WGS 84 degrees, in text order; a feature's id is its claim's id and the place's number."""
    return {"type": "FeatureCollection", "features": list(features(readings))}


def features(readings: Iterable[Reading]) -> Iterator[dict[str, Any]]:
    """The features one after the other: of very many claims no list is made."""
    for reading in readings:
        for claim in reading.claims:
            for number, place in enumerate(claim.places or (None,)):
                yield _feature(reading.report, claim, number, place)


def geometry(place: Place | None) -> dict[str, Any] | None:
    """The shape of a place: its own geometry, else its point (longitude, latitude), else None."""
    if place is None:
        return None
    if place.geometry is not None:
        return place.geometry
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _feature(report: Report, claim: Claim, number: int, place: Place | None) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"{claim.id}-{number}",
        "geometry": geometry(place),
        "properties": _claim(claim) | _place(place) | _report(report),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    first = words.leading(claim)
    return {
        "claim": claim.id, "main": claim.main, "scope": claim.scope, "type": claim.type,
        "family": words.family(claim.type),
        "acled": msgspec.to_builtins(claim.acled), "plover": msgspec.to_builtins(claim.plover), "ucdp": claim.ucdp,
        "agents": words.names(claim, "agent"), "patients": words.names(claim, "patient"),
        "side": first.side if first else None,
        "start": claim.time.start, "end": claim.time.end, "time_basis": claim.time.basis,
        "counts": msgspec.to_builtins(claim.counts), "means": [row.kind for row in claim.means],
        "polarity": claim.polarity, "outcome": claim.outcome, "modality": claim.modality,
        "attribution": [row.source for row in claim.attribution],
        "wording": [{"text": row.text, "neutral": row.neutral} for row in claim.wording],
        "confidence": claim.confidence, "quote": claim.quote.text,
        "quote_start": claim.quote.start, "quote_end": claim.quote.end, "reader": claim.reader,
    }  # fmt: skip


def _place(place: Place | None) -> dict[str, Any]:
    keys = ("role", "relation", "extent", "id", "name", "level", "admin1", "admin2", "pcode", "radius_km", "precision")
    return {f"place_{key}" if key in ("role", "id", "name", "level", "precision") else key: getattr(place, key, None)
            for key in keys}  # fmt: skip


def _report(report: Report) -> dict[str, Any]:
    return {
        "report": report.id, "title": report.title, "source": report.source, "source_side": report.side,
        "published": report.date, "url": report.url,
    }  # fmt: skip
