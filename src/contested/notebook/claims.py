"""The claims of a ledger as a table, one row each.

contested.claims(ledger, place="Maskanah", type=["capture", "clash"], until="2017-06-04")
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack, get_args

from contested.errors import UsageError
from contested.model import Actor, Claim, Count, Modality, Place, Told
from contested.notebook.forms import Form, day, table, well_known_binary
from contested.notebook.opening import Day, Source, iso, opened

if TYPE_CHECKING:
    from contested.ledger import Filter, Ledger

#: The columns, each with its type (`contested.notebook.forms`).
COLUMNS = {
    "id": "string", "report": "string", "source": "string", "source_side": "string", "title": "string",
    "url": "string", "published": "date32", "known": "date32", "type": "string", "family": "string", "main": "bool",
    "scope": "string", "start": "date32", "end": "date32", "edtf": "string", "time_basis": "string",
    "agents": "string[]", "agent_sides": "string[]", "patients": "string[]", "patient_sides": "string[]",
    "place": "string", "place_id": "string", "place_role": "string", "relation": "string", "level": "string",
    "admin1": "string", "admin2": "string", "pcode": "string", "lat": "float64", "lon": "float64",
    "radius_km": "float64", "precision": "int8", "other_places": "string[]", "counts": "count[]",
    "caused_by": "string", "means": "string[]", "echelon": "string", "polarity": "string", "outcome": "string",
    "modality": "string", "condition": "string", "says": "string[]", "wording": "string[]", "neutral": "string[]",
    "quote": "string", "quote_start": "int32", "quote_end": "int32", "acled_event_type": "string",
    "acled_sub_event_type": "string", "plover_event": "string", "plover_mode": "string", "ucdp": "int8",
    "confidence": "float64", "corrected": "bool", "accepted": "bool", "reader": "string", "geometry": "binary",
}  # fmt: skip


class Filters(TypedDict, total=False):
    """Which claims; of several values of one filter any will do, and nothing said lets every claim through.

    ``words`` must stand in the quote, as `contested search` has them. ``actor``, ``place`` and ``source`` are ids,
    names or parts of a name; ``side`` is an id, ``type`` an event type, ``modality`` as in a claim. ``since`` and
    ``until`` are days that the claim's own time must touch. ``box`` is west, south, east, north in degrees; ``area``
    the name of a place, for what lies in it. ``as_known`` leaves out what could be known only after that day.
    ``gazetteer`` and ``knowledge`` are another index and a folder of your own to find the area in.
    """

    words: str
    actor: str | Sequence[str]
    side: str | Sequence[str]
    place: str | Sequence[str]
    type: str | Sequence[str]
    source: str | Sequence[str]
    modality: str | Sequence[str]
    since: Day | None
    until: Day | None
    box: tuple[float, float, float, float] | None
    area: str | None
    as_known: Day | None
    gazetteer: Path | None
    knowledge: Path | None


def claims(ledger: Source, /, *, form: Form = "arrow", **filters: Unpack[Filters]) -> Any:
    """The claims of a ledger, one row each, in the order of adding and of the text.

    Args:
        ledger: an open one, its path or URL, or readings.
        form: "arrow", "pandas", "polars" or "geopandas".
        filters: see `Filters`.

    Returns:
        A table with `COLUMNS`; ``id`` finds the whole claim (`Ledger.find`). ``place`` is where the event took place,
        else the first place named; ``geometry`` what the words describe of it. Names that are withheld are blocked out,
        rejected claims are left out, corrected ones are corrected.

    Raises:
        LedgerError: there is no such ledger, or it has been closed.
        UsageError: a filter, type, modality, area or form is not known.
    """
    with opened(ledger) as kept:
        return table(COLUMNS, [row(told) for told in let_through(kept, filters)], form)


def let_through(ledger: Ledger, filters: Filters) -> Iterator[Told]:
    """What a ledger tells, by filters.

    Raises:
        UsageError: a filter, type, modality or area is not known.
    """
    from contested.knowledge.wars import open_wars
    from contested.question import area_of

    names = Filters.__annotations__
    unknown = sorted(filters.keys() - names.keys())
    if unknown:
        raise UsageError(f'no filter is called "{unknown[0]}"', remedy=f"there are {', '.join(names)}")
    knowledge, name = filters.get("knowledge"), filters.get("area")
    area = None
    if name:
        area = area_of(name, filters.get("gazetteer"), knowledge, open_wars([knowledge] if knowledge else []))
    for told in ledger.told(asked(filters), as_known=iso(filters.get("as_known"), "as_known")):
        if area is None or any(
            place.lat is not None and place.lon is not None and area.holds(place.lat, place.lon)
            for place in told.claim.places
        ):
            yield told


def asked(filters: Filters) -> Filter:
    """The filters as a ledger takes them."""
    from contested import ontology
    from contested.ledger import Box, Filter

    box = filters.get("box")
    return Filter(
        words=filters.get("words", ""),
        box=Box(*box) if box else None,
        since=iso(filters.get("since"), "since"),
        until=iso(filters.get("until"), "until"),
        actor=several(filters.get("actor")),
        side=several(filters.get("side")),
        place=several(filters.get("place")),
        source=several(filters.get("source")),
        type=known("type", several(filters.get("type")), list(ontology.table())),
        modality=known("modality", several(filters.get("modality")), get_args(Modality)),
    )


def several(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """One value or several."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def known(key: str, values: tuple[str, ...], all: Sequence[str]) -> tuple[str, ...]:
    """The values, each of which is one of all.

    Raises:
        UsageError: one is not.
    """
    for value in values:
        if value not in all:
            near = get_close_matches(value, all, 3, 0.5) or all
            raise UsageError(f'no {key} is called "{value}"', key=key, remedy=f"there are {', '.join(near)}")
    return values


def row(told: Told) -> dict[str, Any]:
    """A claim as a row."""
    claim, report = told.claim, told.report
    return {
        "id": claim.id, "report": report.id, "source": report.source, "source_side": report.side,
        "title": report.title, "url": report.url, "published": day(report.date), "known": day(told.known),
        "corrected": told.original is not None, "accepted": told.accepted, "reader": claim.reader,
        "confidence": claim.confidence,
    } | what(claim) | who(claim) | where(claim) | how(claim)  # fmt: skip


def what(claim: Claim) -> dict[str, Any]:
    """What is said to have happened, when, and its codes."""
    from contested.publish.words import family

    acled, plover = claim.acled, claim.plover
    return {
        "type": claim.type, "family": family(claim.type), "main": claim.main, "scope": claim.scope,
        "start": day(claim.time.start), "end": day(claim.time.end), "edtf": claim.time.edtf,
        "time_basis": claim.time.basis, "acled_event_type": acled and acled.event_type,
        "acled_sub_event_type": acled and acled.sub_event_type, "plover_event": plover and plover.event,
        "plover_mode": plover and plover.mode, "ucdp": claim.ucdp,
    }  # fmt: skip


def who(claim: Claim) -> dict[str, Any]:
    """By whom and to whom; an actor without a name goes by the writer's words."""
    found: dict[str, Any] = {}
    for role in ("agent", "patient"):
        of: list[Actor] = [actor for actor in claim.actors if actor.role == role]
        found[f"{role}s"] = [actor.name or actor.label for actor in of]
        found[f"{role}_sides"] = list(dict.fromkeys(actor.side for actor in of if actor.side))
    return found


def where(claim: Claim) -> dict[str, Any]:
    """The place that the event took place at, else the first that is named."""
    place: Place | None = next((one for one in claim.places if one.role == "at"), next(iter(claim.places), None))
    if place is None:
        return {"other_places": []}
    same = ("relation", "level", "admin1", "admin2", "pcode", "lat", "lon", "radius_km", "precision")
    return {name: getattr(place, name) for name in same} | {
        "place": place.name,
        "place_id": place.id,
        "place_role": place.role,
        "other_places": [one.name for one in claim.places if one is not place],
        "geometry": well_known_binary(place.lat, place.lon, place.geometry),
    }


def how(claim: Claim) -> dict[str, Any]:
    """How it is put, by whom, and in which words."""
    return {
        "counts": [count(one) for one in claim.counts], "caused_by": claim.caused_by,
        "means": [means.kind for means in claim.means], "echelon": claim.echelon, "polarity": claim.polarity,
        "outcome": claim.outcome, "modality": claim.modality, "condition": claim.condition and claim.condition.text,
        "says": [said.source for said in claim.attribution], "wording": [one.text for one in claim.wording],
        "neutral": [one.neutral for one in claim.wording], "quote": claim.quote.text,
        "quote_start": claim.quote.start, "quote_end": claim.quote.end,
    }  # fmt: skip


def count(of: Count) -> dict[str, Any]:
    """A count without the place where it stands."""
    return {name: getattr(of, name) for name in ("what", "whom", "low", "high", "best", "approximate")}
