"""What the routes share: the question in a request's parameters, the claims that a filter asks for, encoded answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import Annotated, NamedTuple, get_args

import msgspec
from litestar import MediaType, Response
from litestar.params import QueryParameter

from contested import ontology
from contested.app.desk import Desk
from contested.errors import UsageError
from contested.ledger import Filter
from contested.ledger.filter import Box
from contested.ledger.outline import Outline, outline_of
from contested.model import Modality
from contested.situation import Situation
from contested.wars import of_one

LONGEST = 200
Day = Annotated[date | None, QueryParameter(description="An ISO date: YYYY-MM-DD.")]
Named = Annotated[str | None, QueryParameter(max_length=LONGEST)]
Names = Annotated[list[str] | None, QueryParameter(max_items=20, description="Of several, any.")]
Drawn = Annotated[
    str | None,
    QueryParameter(max_length=20_000, description="lon,lat,lon,lat,… in degrees: the corners of an area, in order."),
]
Most = Annotated[int | None, QueryParameter(ge=1, le=1000, description="At most so many; all otherwise.")]
Limit = Annotated[int, QueryParameter(ge=1, le=1000, description="At most so many.")]
Offset = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="After so many others.")]


class Asked(NamedTuple):
    """A question about the situation."""

    on: str | None
    as_known: str | None
    area: str | None
    conflict: str | None
    outline: Outline | None = None

    def of(self, desk: Desk) -> Situation:
        """Its answer, in parts."""
        return desk.situation(*self)

    def of_one_war(self, desk: Desk) -> Situation:
        """Its answer by the claims of one war: that which is named, or the one that most claims are about."""
        found = self.of(desk)
        return found if self.conflict is not None else desk.answer(("of one war", self), lambda: of_one(found))


def asked(
    on: Annotated[date | None, QueryParameter(description="The day asked about; the last there is word of.")] = None,
    as_known: Annotated[date | None, QueryParameter(description="Only what could be known by this day.")] = None,
    area: Annotated[
        str | None, QueryParameter(max_length=LONGEST, description="A place; only what lies in it.")
    ] = None,
    conflict: Annotated[str | None, QueryParameter(max_length=LONGEST, description="The id of a war.")] = None,
    polygon: Drawn = None,
) -> Asked:
    """The question of the situation's routes.

    Raises:
        UsageError: the polygon is none or crosses itself, or there are a place and a polygon.
    """
    if area and polygon:
        raise UsageError("cannot both be given", source="area, polygon", remedy="leave one out")
    known = as_known.isoformat() if as_known else None
    outline = outline_of(polygon) if polygon else None
    return Asked(on.isoformat() if on else None, known, area or None, conflict, outline)


def wanted(
    words: Annotated[str, QueryParameter(max_length=1000, description="Words of the quote.")] = "",
    actor: Names = None,
    side: Names = None,
    place: Names = None,
    type: Names = None,
    source: Names = None,
    modality: Names = None,
    box: Annotated[
        str | None, QueryParameter(max_length=LONGEST, description="west,south,east,north in degrees.")
    ] = None,
    since: Annotated[
        date | None, QueryParameter(name="from", description="The claim's days end on or after it.")
    ] = None,
    until: Annotated[date | None, QueryParameter(description="The claim's days begin on or before it.")] = None,
    polygon: Drawn = None,
) -> Filter:
    """The claims that are asked for.

    Raises:
        UsageError: the days are reversed, a type or modality is none, or the box is no box, or the polygon none.
    """
    if since is not None and until is not None and since > until:
        what = f"ends ({until}) before it begins ({since})"
        raise UsageError(what, source="from, until", remedy="change the two days")
    for name, values, known in (("type", type, ontology.table()), ("modality", modality, get_args(Modality))):
        for value in values or ():
            if value not in known:
                raise UsageError(f'"{value}" is no {name}', source=name, remedy=f"one of {', '.join(known)}")
    return Filter(
        words=words, actor=tuple(actor or ()), side=tuple(side or ()), place=tuple(place or ()), type=tuple(type or ()),
        source=tuple(source or ()), modality=tuple(modality or ()), box=box_of(box) if box else None,
        since=since.isoformat() if since else None, until=until.isoformat() if until else None,
        outline=outline_of(polygon) if polygon else None,
    )  # fmt: skip


def box_of(written: str) -> Box:
    """A box of degrees.

    Raises:
        UsageError: it is none.
    """
    try:
        west, south, east, north = (float(part) for part in written.split(","))
    except ValueError:
        raise UsageError(f'"{written}" is no box', source="box", remedy="write west,south,east,north") from None
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise UsageError(f'"{written}" is no box on the Earth', source="box", remedy="write west,south,east,north")
    return Box(west, south, east, north)


def json(desk: Desk, question: Hashable, make: Callable[[], object]) -> Response[bytes]:
    """An answer as JSON, encoded once for all who ask the same of the ledger as it is."""
    return raw(desk.answer(("json", question), lambda: msgspec.json.encode(make())))


def raw(content: bytes, headers: dict[str, str] | None = None) -> Response[bytes]:
    """JSON that is encoded already."""
    return Response(content, media_type=MediaType.JSON, headers=headers)
