"""The work of review: the queue, one claim, candidates for corrections, and what a decision would change."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from contested import ontology
from contested.app.access import can_decide, may_read
from contested.app.api.asked import Limit, Named, Offset
from contested.app.api.decisions import NewDecision
from contested.app.given import GivenDesk, GivenQueue
from contested.app.problems import ONE, READ, WRITE
from contested.app.review import candidates, lines, missed
from contested.app.review.candidates import ActorChoice, As, Choices, PlaceChoice
from contested.app.review.detail import Detail, detail
from contested.app.review.lines import Line
from contested.app.review.missed import At, Missed
from contested.app.review.preview import Preview, preview, supposed
from contested.app.review.queue import Page, State
from contested.errors import ContestedError, NotFoundError, UnavailableError
from contested.model import Claim

Name = Annotated[str, QueryParameter(min_length=1, max_length=200, description="A name, in any spelling.")]


class Marking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a report (code points), and as what they are marked."""

    report: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    start: At
    end: At
    as_: As = msgspec.field(name="as")


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """Whether values fit; ``reason``: why they do not."""

    fits: bool
    reason: str | None = None
    remedy: str | None = None


class Type(msgspec.Struct, frozen=True, kw_only=True):
    """An event type, its family, and how it is put neutrally."""

    name: str
    family: str
    neutral: str


class ReviewRoutes(Controller):
    """Review."""

    path = "/"
    tags = ("review",)
    guards = (may_read,)

    @get("/review", responses=READ, sync_to_thread=True)
    def queue(
        self,
        queue: GivenQueue,
        which: Annotated[State, QueryParameter(name="state")] = "open",
        type: Named = None,
        source: Named = None,
        limit: Limit = 20,
        offset: Offset = 0,
    ) -> Page:
        """Claims grouped by event, those first at which a look is worth most: unsure, and they change something."""
        return queue.page(which, limit, offset, type=type or None, source=source or None)

    @get("/review/claims/{id:str}", responses=ONE, sync_to_thread=True)
    def claim(self, desk: GivenDesk, queue: GivenQueue, id: FromPath[str]) -> Detail:
        """One claim with its report, the words that are its parts, and what was decided on it."""
        return detail(desk, queue, id)

    @get("/review/types", responses=READ, sync_to_thread=False)
    def types(self) -> list[Type]:
        """The event types."""
        return [Type(name=each.name, family=each.family, neutral=each.neutral) for each in ontology.table().values()]

    @get("/review/lines", responses=READ, sync_to_thread=True)
    def lines(self, desk: GivenDesk) -> list[Line]:
        """What was corrected, as lines for the knowledge files."""
        return lines.lines(desk, desk.ledger.decisions())

    @get("/places", responses=READ, sync_to_thread=True)
    def places(self, desk: GivenDesk, name: Name, country: Named = None, report: Named = None) -> list[PlaceChoice]:
        """The places that a name may mean, the likeliest first; in a country, or in that which a report tells of."""
        told = candidates.country_of(desk, report) if report and not country else None
        return candidates.places(desk, name, country=country or told)

    @get("/actors", responses=READ, sync_to_thread=True)
    def actors(
        self,
        desk: GivenDesk,
        name: Name,
        on: Annotated[date | None, QueryParameter(description="A day.")] = None,
        report: Named = None,
    ) -> list[ActorChoice]:
        """The actors by a name, each with its side on a day, and its sides with their years; those first that are of
        the wars that a report tells of."""
        wars = candidates.wars_of(desk, report) if report else frozenset()
        return candidates.actors(desk, name, day=on.isoformat() if on else None, wars=wars)

    @post("/review/words", responses=ONE, sync_to_thread=True, status_code=200)
    def words(self, desk: GivenDesk, data: JSONBody[Marking]) -> Choices:
        """What marked words may mean: places, actors, times or counts, each as the part of a claim that it would be."""
        reading = desk.ledger.reading(data.report)
        if reading is None:
            raise NotFoundError("there is no such report, or nobody has read it", source=data.report)
        words = missed.marked(reading.report.text, data.start, data.end)
        return candidates.choices(desk, reading.report, words, data.as_)

    @post("/review/missed", responses=ONE, sync_to_thread=True, status_code=200)
    def missed(self, desk: GivenDesk, data: JSONBody[Missed]) -> Claim:
        """The claim of an event that was not read, made of marked words; nothing is written: POST it as a decision."""
        reading = desk.ledger.reading(data.report)
        if reading is None:
            raise NotFoundError("there is no such report, or nobody has read it", source=data.report)
        return missed.claim(data, reading)

    @post("/review/check", responses=ONE, sync_to_thread=True, status_code=200)
    def check(self, desk: GivenDesk, data: JSONBody[NewDecision]) -> Check:
        """Whether a decision fits the ledger, as it is typed; nothing is written."""
        try:
            supposed(desk, "somebody", data)
        except UnavailableError:
            raise
        except ContestedError as error:
            where = f"{error.key}: " if error.key else ""
            return Check(fits=False, reason=f"{where}{error.what}", remedy=error.remedy)
        return Check(fits=True)

    @post("/review/preview", guards=[can_decide], responses=WRITE, sync_to_thread=True, status_code=200)
    def preview(self, desk: GivenDesk, request: Request[Any, Any, Any], data: JSONBody[NewDecision]) -> Preview:
        """What a decision would change on the map and in rows; nothing is written."""
        return preview(desk, request.user.name, data)
