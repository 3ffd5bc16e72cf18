"""Claims made by hand for tests of fusion: one account of one happening, told by one source on one day."""

from __future__ import annotations

from typing import Any

from contested.model import (
    Actor,
    ActorRole,
    Attribution,
    Basis,
    Claim,
    Count,
    Modality,
    Outcome,
    Place,
    Polarity,
    Report,
    Scope,
    Span,
    Told,
    When,
    Words,
    claim_id,
)

TOWNS = {
    "Maskanah": (35.96, 38.04),
    "Khafsah": (36.13, 38.03),
    "Palmyra": (34.56, 38.28),
    "Raqqa": (35.95, 39.01),
    "Douma": (33.57, 36.40),
    "Harasta": (33.56, 36.36),
}
SIDES = {
    "army": "syrian-government",
    "russia": "syrian-government",
    "is": "islamic-state",
    "sdf": "syrian-democratic-forces",
    "rebels": "syrian-opposition",
}


def place(name: str, **more: Any) -> Place:
    """A town of `TOWNS`, or one that nobody knows."""
    lat, lon = TOWNS.get(name, (None, None))
    row: dict[str, Any] = {
        "role": "at", "relation": "in", "extent": "whole", "id": name.lower() if lat else None, "name": name,
        "level": "settlement", "admin1": None, "admin2": None, "pcode": None, "lat": lat, "lon": lon,
        "radius_km": 2.0 if lat else None, "geometry": None, "precision": 1, "candidates": 1, "margin": None,
        "mention": None,
    }  # fmt: skip
    return Place(**row | more)


def actor(name: str, role: ActorRole = "agent") -> Actor:
    """An actor of `SIDES`, or one that nobody knows."""
    side = SIDES.get(name)
    return Actor(role=role, id=name if side else None, name=name, kind="state_forces" if name == "army" else "rebel",
                 parent=None, side=side, label=name, inferred=False, mention=None)  # fmt: skip


def when(day: str | None, basis: Basis = "stated", end: str | None = None) -> When:
    """A day, or an interval."""
    return When(start=day, end=end or day, edtf=day, timex=day, precision="day", basis=basis, mention=None)


def killed(low: float, high: float | None = None) -> Count:
    """So many killed; exactly so many where no upper bound is given."""
    return Count(what="killed", whom=None, low=low, high=low if high is None else high, best=low, approximate=False,
                 mention=None)  # fmt: skip


def account(
    report: str,
    type: str = "capture",
    where: str | Place | None = "Maskanah",
    day: str | None = "2017-06-04",
    by: str | None = "army",
    of: str | None = None,
    *,
    known: str = "2017-06-05",
    source: str | None = None,
    side: str | None = None,
    counts: tuple[Count, ...] = (),
    caused_by: str | None = None,
    modality: Modality = "asserted",
    polarity: Polarity = "affirmed",
    outcome: Outcome = "succeeded",
    scope: Scope = "event",
    basis: Basis = "stated",
    end: str | None = None,
    at: int = 0,
    text: str | None = None,
    said_by: str | None = None,
    **more: Any,
) -> Told:
    """One account: in report `report`, its text at `at`, `by` did `type` to `of` in `where` on `day`."""
    text = text or f"{report} tells that {by} {type} {of} in {where if isinstance(where, str) else 'a place'}"
    whole = Report(id=report, text=text, date=known, source=source or report, side=side)
    spot = place(where) if isinstance(where, str) else where
    trigger = Words(at, at + len(type), type)
    actors = [actor(name, role) for name, role in ((by, "agent"), (of, "patient")) if name]  # type: ignore[arg-type]
    row: dict[str, Any] = {
        "id": claim_id(report, trigger, type), "main": True, "scope": scope, "report": report,
        "sentence": Span(at, at + len(text)), "quote": Words(0, len(text), text), "type": type, "acled": None,
        "plover": None, "ucdp": None, "trigger": trigger, "actors": tuple(actors),
        "places": (spot,) if spot else (), "time": when(day, basis, end), "counts": counts, "caused_by": caused_by,
        "means": (), "echelon": None, "polarity": polarity, "outcome": outcome, "modality": modality,
        "condition": None, "attribution": (), "wording": (), "confidence": 0.9, "why": (), "reader": "made 1",
    }  # fmt: skip
    if said_by:
        row["attribution"] = (Attribution(source=said_by, actor_id=None, kind="named", cue="said", mention=None),)
    return Told(claim=Claim(**row | more), report=whole, known=known)


def ids(*told: Told) -> tuple[str, ...]:
    """The ids of some accounts' claims."""
    return tuple(each.claim.id for each in told)
