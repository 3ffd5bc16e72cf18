"""Who holds what, where the lines run, who is cut off, which roads are open, what happened: as the commands answer."""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery

from contested.app.access import may_read
from contested.app.api.asked import Asked, Most, Offset, asked, json
from contested.app.given import GivenDesk
from contested.app.problems import ONE, READ
from contested.control.pockets import Pocket
from contested.control.routes import Route
from contested.errors import NotFoundError
from contested.fusion.assessments import Assessment, Record, records
from contested.fusion.event import Event, event_id
from contested.fusion.sources import Source
from contested.situation import Control, Situation

# What is encoded once is handed over as bytes; the types that a route names are those that its answer has.
# mypy: disable-error-code="return-value"


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """A FeatureCollection (RFC 7946) that says which day it is of."""

    type: Literal["FeatureCollection"]
    on: str | None
    as_known: str | None
    features: list[dict[str, Any]]


class SituationRoutes(Controller):
    """The situation on a day, as known on a day."""

    path = "/"
    tags = ("situation",)
    guards = (may_read,)
    dependencies = {"asked": Provide(asked, sync_to_thread=False)}  # noqa: RUF012

    @get("/control", responses=READ, sync_to_thread=True)
    def control(
        self, desk: GivenDesk, asked: NamedDependency[Asked], why: FromQuery[bool] = False
    ) -> Response[Control]:
        """Who holds which place; with `why` every claim for and against, and how far it is believed."""
        return json(desk, ("control", asked, why), lambda: asked.of_one_war(desk).control(evidence=why))

    @get("/fronts", responses=READ, sync_to_thread=True)
    def fronts(self, desk: GivenDesk, asked: NamedDependency[Asked]) -> Response[Features]:
        """Where the lines between the sides run."""
        return json(desk, ("fronts", asked), lambda: collection(asked.of_one_war(desk)))

    @get("/pockets", responses=READ, sync_to_thread=True)
    def pockets(self, desk: GivenDesk, asked: NamedDependency[Asked]) -> Response[list[Pocket]]:
        """Which areas are cut off, since when and by whom."""
        return json(desk, ("pockets", asked), lambda: asked.of_one_war(desk).pockets())

    @get("/routes", responses=READ, sync_to_thread=True)
    def routes(self, desk: GivenDesk, asked: NamedDependency[Asked]) -> Response[list[Route]]:
        """Which roads are open to whom."""
        return json(desk, ("routes", asked), lambda: asked.of_one_war(desk).routes())

    @get("/events", responses=READ, sync_to_thread=True)
    def events(
        self, desk: GivenDesk, asked: NamedDependency[Asked], limit: Most = None, offset: Offset = 0
    ) -> Response[list[Event]]:
        """What happened, each event once, with its contradictions; of all days where none is named."""
        last = None if limit is None else offset + limit
        return json(desk, ("events", asked, limit, offset), lambda: asked.of(desk).events()[offset:last])

    @get("/events/{id:str}", responses=ONE, sync_to_thread=True)
    def event(self, desk: GivenDesk, id: FromPath[str]) -> Response[Event]:
        """One event, by its id or by that of an event which became part of it."""
        return json(desk, ("event", id), lambda: event_of(desk.situation(), id))

    @get("/sources", responses=READ, sync_to_thread=True)
    def sources(self, desk: GivenDesk, asked: NamedDependency[Asked]) -> Response[list[Source]]:
        """What each source is like: its words, whom it copies, who bears it out."""
        return json(desk, ("sources", asked), lambda: asked.of(desk).sources())

    @get("/assessments", responses=READ, sync_to_thread=True)
    def assessments(self, desk: GivenDesk, asked: NamedDependency[Asked]) -> Response[list[Assessment]]:
        """What was predicted, and what became of it."""
        return json(desk, ("assessments", asked), lambda: asked.of(desk).assessments())

    @get("/assessments/by-source", responses=READ, sync_to_thread=True)
    def assessments_by_source(self, desk: GivenDesk, asked: NamedDependency[Asked]) -> Response[list[Record]]:
        """How many forecasts of each source came true."""
        return json(desk, ("by source", asked), lambda: records(asked.of(desk).assessments()))


def collection(asked: Situation) -> dict[str, Any]:
    """The fronts as a FeatureCollection, as `contested fronts` writes it."""
    features = []
    for one in asked.fronts():
        properties = msgspec.to_builtins(one)
        geometry = properties.pop("geometry")
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
    return {"type": "FeatureCollection", "on": asked.on, "as_known": asked.as_known, "features": features}


def event_of(asked: Situation, id: str) -> Event:
    """The event with an id, or that a claim of such an event is in now.

    Raises:
        NotFoundError: there is none.
    """
    found = next((one for one in asked.events() if one.id == id or id in map(event_id, one.claims)), None)
    if found is None:
        raise NotFoundError("there is no such event", source=id, remedy="/api/events lists them")
    return found
