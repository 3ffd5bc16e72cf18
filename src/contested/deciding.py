"""Corrections made whole before they are decided: a corrected place brings its spot and divisions, ids are checked.

Who corrects a place's name or id means the place: its coordinates, level and divisions go with it, so that map, exports
and answers move at once. An id of a place or a side that nobody knows is refused, with the nearest that are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import msgspec

from contested.errors import LedgerError
from contested.gazetteer.rows import PlaceRow
from contested.model import Claim, Place, Report, Told

if TYPE_CHECKING:
    from contested.gazetteer.index import Gazetteer
    from contested.knowledge.wars import Wars

#: What a place is, apart from its role in the claim and the words that name it.
MOVES = (
    "id", "name", "level", "admin1", "admin2", "pcode", "lat", "lon", "radius_km", "geometry", "candidates", "margin",
)  # fmt: skip
NEAR = 3

#: A place's id or name to the place; None where nobody knows it.
Find = Callable[[str], PlaceRow | Place | None]


def finder(told: Mapping[str, Place], gazetteer: Callable[[], Gazetteer], wars: Callable[[], Wars]) -> Find:
    """Looks a place up by id or name: among those that claims tell of (by id), then in the index of places."""

    def find(value: str) -> Place | PlaceRow | None:
        from contested.asking import meant

        if value in told:
            return told[value]
        index = gazetteer()
        row = index.known_id(value)
        if row is not None:
            return index.place(row)
        return meant(value, index, {code for war in wars().conflicts for code in war.countries})

    return find


def completed(
    thing: Claim | Report,
    fields: Mapping[str, Any],
    find: Find,
    sides: Iterable[str],
    names: Callable[[], Iterable[str]],
) -> dict[str, Any]:
    """The fields of a correction of a claim, made `whole`, or of a report.

    Raises:
        LedgerError: a place or a side that nobody knows.
    """
    if isinstance(thing, Claim):
        return whole(thing, fields, find, sides, names)
    side = fields.get("side")
    if side is not None and side not in (known := sorted(sides)):
        raise unknown(thing.id, "side", "side", str(side), known)
    return dict(fields)


def spoken(told: Iterable[Told]) -> dict[str, Place]:
    """The places that claims tell of, by id."""
    return {place.id: place for each in told for place in each.claim.places if place.id}


def weighs(fields: Mapping[str, Any]) -> bool:
    """Whether a correction names places or sides, of which there is more to know than it says."""
    return any(path.partition(".")[0] in ("places", "actors", "side") for path in fields)


def whole(
    claim: Claim, fields: Mapping[str, Any], find: Find, sides: Iterable[str], names: Callable[[], Iterable[str]]
) -> dict[str, Any]:
    """The fields of a correction with those that go with them.

    Args:
        claim: what is corrected.
        fields: what is corrected to what, by path.
        find: looks a place up by id or name.
        sides: the ids of all sides that are known.
        names: the names of places that are known, for what is refused.

    Raises:
        LedgerError: a place or a side that nobody knows.
    """
    made: dict[str, Any] = {}
    known = sorted(sides)
    for path, value in fields.items():
        part, _, rest = path.partition(".")
        number, _, field = rest.partition(".")
        side = value if field == "side" else value.get("side") if not field and isinstance(value, dict) else None
        if part == "actors" and side is not None and side not in known:
            raise unknown(claim.id, path, "side", str(side), known)
        if part == "places" and field in ("id", "name") and isinstance(value, str) and not _placed(fields, number):
            place = find(value)
            if place is None:
                raise unknown(claim.id, path, "place", value, sorted(names()))
            made |= {f"places.{number}.{key}": each for key, each in moved(place).items()}
    return made | {path: value for path, value in fields.items() if path not in made or not _moves(path)}


def _moves(path: str) -> bool:
    return path.startswith("places.") and path.rpartition(".")[2] in ("id", "name")


def _placed(fields: Mapping[str, Any], number: str) -> bool:
    """Whether the spot is corrected too: then nothing needs to be looked up."""
    return f"places.{number}.lat" in fields and f"places.{number}.lon" in fields


def moved(place: PlaceRow | Place) -> dict[str, Any]:
    """What a claim's place takes over from a place that is known."""
    if isinstance(place, Place):
        return {key: msgspec.to_builtins(getattr(place, key)) for key in MOVES}
    return {
        "id": place.id, "name": place.name, "level": place.level, "admin1": place.admin1, "admin2": place.admin2,
        "pcode": place.pcode, "lat": place.lat, "lon": place.lon, "radius_km": place.radius_km, "geometry": None,
        "candidates": 1, "margin": None,
    }  # fmt: skip


def unknown(claim: str, path: str, what: str, value: str, known: Iterable[str]) -> LedgerError:
    """The refusal of a value that nobody knows, with the nearest that are known."""
    every = list(known)
    near = get_close_matches(value, every, NEAR, 0.5) or [one for one in every if value.lower() in one.lower()][:NEAR]
    remedy = f"the nearest are {', '.join(near)}" if near else "write it as the claims of the ledger do"
    return LedgerError(f'no {what} is called "{value}"', source=claim, key=path, remedy=remedy)
