"""Which claims are asked for: a filter as SQL, and the same on a claim in hand, for one that an analyst corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, or_, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from contested.errors import UsageError
from contested.ledger.outline import Outline
from contested.ledger.schema import claim_actors, claim_places, claims, readings, reports, sources
from contested.model import Claim, Report

#: Places inside an outline that are asked for at once: a database takes so many values in one question.
MOST_SPOTS = 15_000


class Box(NamedTuple):
    """A stretch of the Earth in degrees, edges included; west may be greater than east, across the date line."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float | None, lon: float | None) -> bool:
        """Whether a place lies in it; one without coordinates does not."""
        if lat is None or lon is None or not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east

    def sql(self) -> ColumnElement[bool]:
        """The same, of the places of a claim."""
        lon = claim_places.c.lon
        east, west = lon <= self.east, lon >= self.west
        across = (west & east) if self.west <= self.east else (west | east)
        return claim_places.c.lat.between(self.south, self.north) & across


class Filter(NamedTuple):
    """What a claim must have; of several values of one kind, any. Nothing said: every claim.

    Actors, places and sources are given by id or exact name; where nothing has it, by a part of the name. ``since`` and
    ``until`` are ISO dates that the claim's own interval must touch. ``words`` must stand in the claim's quote:
    ``"in this order"``, ``-not``, ``this OR that``. ``outline`` is an area that somebody drew.
    """

    words: str = ""
    actor: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    box: Box | None = None
    type: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    outline: Outline | None = None
    #: Where the ledger has places inside the outline (lat, lon); `exact` finds them.
    spots: tuple[tuple[float, float], ...] = ()

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """All but the words, as conditions on claims."""
        if self.actor:
            yield in_actors(or_(claim_actors.c.actor.in_(self.actor), claim_actors.c.name.in_(self.actor)))
        if self.side:
            yield in_actors(claim_actors.c.side.in_(self.side))
        if self.place:
            yield in_places(or_(claim_places.c.place.in_(self.place), claim_places.c.name.in_(self.place)))
        if self.box:
            yield in_places(self.box.sql())
        if self.outline:
            yield in_places(tuple_(claim_places.c.lat, claim_places.c.lon).in_(self.spots))
        if self.type:
            yield claims.c.type.in_(self.type)
        if self.modality:
            yield claims.c.modality.in_(self.modality)
        if self.source:
            numbers = select(sources.c.n).where(sources.c.name.in_(self.source))
            yield claims.c.reading.in_(in_reports(reports.c.source.in_(numbers)))
        if self.since:
            yield func.coalesce(claims.c.end, claims.c.start) >= self.since
        if self.until:
            yield func.coalesce(claims.c.start, claims.c.end) <= f"{self.until}T99"

    def matches(self, claim: Claim, report: Report) -> bool:
        """The same of a claim and a report in hand."""
        first, last = claim.time.start or claim.time.end, claim.time.end or claim.time.start
        return all(
            (
                not self.actor or any({actor.id, actor.name} & {*self.actor} for actor in claim.actors),
                not self.side or any(actor.side in self.side for actor in claim.actors),
                not self.place or any({place.id, place.name} & {*self.place} for place in claim.places),
                not self.box or any(self.box.holds(place.lat, place.lon) for place in claim.places),
                not self.outline or any(self.outline.holds(place.lat, place.lon) for place in claim.places),
                not self.type or claim.type in self.type,
                not self.modality or claim.modality in self.modality,
                not self.source or report.source in self.source,
                not self.since or (last is not None and last >= self.since),
                not self.until or (first is not None and first <= f"{self.until}T99"),
            )
        )


def in_actors(having: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a claim has an actor like this."""
    return claims.c.n.in_(select(claim_actors.c.claim).where(having))


def in_places(having: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a claim has a place like this."""
    return claims.c.n.in_(select(claim_places.c.claim).where(having))


def in_reports(having: ColumnElement[bool]) -> Select[tuple[int]]:
    """The readings of reports like this, by number."""
    return select(readings.c.n).join(reports, reports.c.n == readings.c.report).where(having)


def exact(connection: Connection, asked: Filter) -> Filter:
    """A filter whose names are such as the ledger has, so that an index can find them."""
    actors, places = claim_actors.c, claim_places.c
    return asked._replace(
        actor=names(connection, asked.actor, (actors.actor, actors.name)),
        place=names(connection, asked.place, (places.place, places.name)),
        source=names(connection, asked.source, (sources.c.name,)),
        spots=spots(connection, asked.outline),
    )


def spots(connection: Connection, outline: Outline | None) -> tuple[tuple[float, float], ...]:
    """Where places inside an outline lie (lat, lon)."""
    if outline is None:
        return ()
    found = connection.execute(select(claim_places.c.lat, claim_places.c.lon).where(Box(*outline.box).sql()).distinct())
    inside = tuple((lat, lon) for lat, lon in found if outline.holds(lat, lon))
    if len(inside) > MOST_SPOTS:
        what = f"holds {len(inside)} places, too many to ask for at once"
        raise UsageError(what, source="polygon", remedy="draw a smaller area")
    return inside


def names(connection: Connection, asked: Iterable[str], columns: Sequence[ColumnElement[Any]]) -> tuple[str, ...]:
    """What was asked for where a column has it exactly; else every name that has it as a part, in any case."""
    found: dict[str, None] = {}
    for name in asked:
        there = any(connection.execute(select(column).where(column == name).limit(1)).first() for column in columns)
        part = func.lower(columns[-1]).contains(name.lower(), autoescape=True)
        parts = () if there else connection.execute(select(columns[-1]).where(part).distinct()).scalars()
        found |= dict.fromkeys([name, *sorted(parts)])
    return tuple(found)
