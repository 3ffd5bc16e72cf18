"""Corrections: a claim or report with other values at some paths, checked against the model."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import msgspec

from contested import ontology
from contested.errors import LedgerError
from contested.model import Claim, Place, Report

#: What identifies a claim or a report, or is its words: to correct that would make another thing of it.
FIXED_CLAIM = (
    frozenset({"id", "report", "sentence", "quote", "trigger", "reader", "why", "confidence", "wording"}),
    "reject the claim instead",
)
FIXED_REPORT = (frozenset({"id", "text"}), "correct another field")
ROLES = ("agent", "patient")
Thing = TypeVar("Thing", bound=Claim | Report)


def corrected(thing: Thing, fields: dict[str, Any]) -> Thing:
    """A claim or report with other values at some paths.

    Args:
        fields: path to value, a path being keys and list positions with dots between: ``time.start``,
            ``actors.0.id``; the position after the last appends. With another type come that type's codes.

    Raises:
        LedgerError: a path that leads nowhere or must not be corrected, or a value that does not fit there.
    """
    content = msgspec.json.decode(msgspec.json.encode(thing))
    fixed, remedy = FIXED_CLAIM if isinstance(thing, Claim) else FIXED_REPORT
    for path, value in fields.items():
        if path.partition(".")[0] in fixed:
            raise LedgerError("identifies it and cannot be corrected", source=thing.id, key=path, remedy=remedy)
        put(content, path, value, thing.id)
    if isinstance(thing, Claim) and "type" in fields:
        content |= {name: code for name, code in codes(content, thing.id).items() if name not in fields}
    try:
        made = msgspec.convert(content, type(thing))
    except msgspec.ValidationError as error:
        raise LedgerError(str(error), source=thing.id, remedy="see docs/claims.md for what fits") from None
    if isinstance(made, Claim) and dated(made.time.start) and (made.time.start or "") > (made.time.end or "9999"):
        remedy = "correct time.start and time.end together"
        raise LedgerError("would end before it starts", source=thing.id, key="time", remedy=remedy)
    return made


def dated(value: str | None) -> bool:
    """Whether a day is one: an ISO year, month, date or date-time, or None."""
    if value is None:
        return True
    try:
        day = {4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value)
        return bool(datetime.fromisoformat(day))
    except ValueError:
        return False


def check_days(thing: Claim | Report) -> None:
    """Refuse a day that is none.

    Raises:
        LedgerError: a day of a claim, or the date of a report.
    """
    days = {"date": thing.date} if isinstance(thing, Report) else {
        "time.start": thing.time.start, "time.end": thing.time.end}  # fmt: skip
    for path, value in days.items():
        if not dated(value):
            remedy = "write YYYY-MM-DD"
            raise LedgerError(f'"{value}" is no date', source=thing.id, key=path, remedy=remedy)


def check_values(claim: Claim, before: Claim | None = None) -> None:
    """Refuse values that each fit the model and together mean nothing; those that a claim had before may stay.

    Raises:
        LedgerError: bounds are reversed, a spot is not on the Earth, an outline crosses itself, a day is none.
    """
    check_days(claim)
    had = set(map(msgspec.json.encode, (*before.counts, *before.places))) if before else set()
    for at, count in enumerate(claim.counts):
        if msgspec.json.encode(count) in had:
            continue
        low, high = count.low or 0.0, count.high if count.high is not None else float("inf")
        if not 0 <= low <= high:
            what = f"at least {low:g} would be more than at most {high:g}" if low >= 0 else "would be below zero"
            raise LedgerError(what, source=claim.id, key=f"counts.{at}", remedy="correct low, high and best together")
    for at, spot in enumerate(claim.places):
        wrong = fault_of_place(spot) if msgspec.json.encode(spot) not in had else None
        if wrong:
            remedy = "give degrees of WGS 84, and outlines that do not cross themselves"
            raise LedgerError(wrong, source=claim.id, key=f"places.{at}", remedy=remedy)


def fault_of_place(spot: Place) -> str | None:
    """Why a place lies nowhere; None where it does, or where nobody says."""
    if (spot.lat is None) != (spot.lon is None):
        return "has one degree of two"
    if spot.lat is not None and spot.lon is not None and not (abs(spot.lat) <= 90 and abs(spot.lon) <= 180):
        return f"{spot.lat:g}, {spot.lon:g} is not on the Earth"
    return fault_of_outline(spot.geometry) if spot.geometry else None


def fault_of_outline(geometry: dict[str, Any]) -> str | None:
    """Why a GeoJSON geometry is none, or meets itself; None where it is sound."""
    from shapely.errors import ShapelyError
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    try:
        found = shape(geometry)
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return "its geometry is no GeoJSON geometry"
    return None if found.is_valid else f"its outline is not sound: {explain_validity(found)}"


def put(content: Any, path: str, value: Any, source: str) -> None:
    """Set the value at a path."""
    *way, last = path.split(".")
    for key in way:
        content = content[place(content, key, path, source, more=False)]
    key = place(content, last, path, source, more=True)
    if isinstance(content, list) and key == len(content):
        content.append(value)
    else:
        content[key] = value


def place(content: Any, key: str, path: str, source: str, *, more: bool) -> Any:
    """A key of an object, or a position of a list; ``more``: the position after the last is one too."""
    if isinstance(content, dict) and key in content:
        return key
    if isinstance(content, list) and key.isdecimal() and int(key) < len(content) + more:
        return int(key)
    raise LedgerError("there is no such field", source=source, key=path, remedy="see docs/claims.md for its fields")


def codes(content: dict[str, Any], source: str) -> dict[str, Any]:
    """The codes of a claim's type in other schemes, by its agent and patient."""
    name = content["type"]
    if name not in ontology.table():
        remedy = f"one of {', '.join(ontology.table())}"
        raise LedgerError(f'"{name}" is no event type', source=source, key="type", remedy=remedy)
    kinds = {role: next((row["kind"] for row in content["actors"] if row["role"] == role), None) for role in ROLES}
    return {
        "acled": msgspec.to_builtins(ontology.acled(name, kinds["agent"], kinds["patient"] in ontology.CIVILIAN_KINDS)),
        "plover": msgspec.to_builtins(ontology.table()[name].plover),
        "ucdp": ontology.ucdp(name, kinds["agent"], kinds["patient"]),
    }
