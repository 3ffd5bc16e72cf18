"""Claims and reports: lists by filter, and each by id, as `contested search` and `contested show` give them."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

import msgspec
from litestar import Controller, Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, QueryParameter

from contested.app.access import may_read
from contested.app.api.asked import Limit, Offset, raw, wanted
from contested.app.desk import Desk
from contested.app.given import GivenDesk
from contested.app.problems import ONE, READ
from contested.errors import NotFoundError
from contested.ledger import Filter
from contested.ledger.decisions import Verdicts
from contested.ledger.search import Found
from contested.model import Claim, Decision, Reading, Report

# mypy: disable-error-code="return-value"


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its words."""

    id: str
    title: str | None
    date: str | None
    source: str | None
    side: str | None
    url: str | None


class FoundClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its report, the day on which it could be known, and as it was read where it was corrected."""

    claim: Claim
    report: Head
    known: str
    original: Claim | None


class FoundReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report without its words, and how many claims were read in it."""

    id: str
    source: str | None
    date: str | None
    title: str | None
    url: str | None
    claims: int


class ShownClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as it was read, as corrected where somebody corrected it, its report, and all that was decided on it."""

    claim: Claim
    corrected: Claim | None
    report: Report | None
    decisions: list[Decision]


class ShownReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report, its claims as they were read, and all that was decided on them."""

    report: Report
    claims: list[Claim]
    decisions: list[Decision]


class Encoded(msgspec.Struct, frozen=True, kw_only=True):
    """`FoundClaim` whose claim is encoded already."""

    claim: msgspec.Raw
    report: Head
    known: str
    original: Claim | None


class ClaimRoutes(Controller):
    """Claims and reports."""

    path = "/"
    tags = ("claims",)
    guards = (may_read,)
    dependencies = {"asked": Provide(wanted, sync_to_thread=False)}  # noqa: RUF012

    @get("/claims", responses=READ, sync_to_thread=True)
    def claims(
        self,
        desk: GivenDesk,
        request: Request[Any, Any, Any],
        asked: NamedDependency[Filter],
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Response[list[FoundClaim]]:
        """Claims by what they have, by the day of the event; a Link header leads on where there are more."""
        return listed(desk, request, asked, limit, offset)

    @get("/search", responses=READ, sync_to_thread=True)
    def search(
        self,
        desk: GivenDesk,
        request: Request[Any, Any, Any],
        asked: NamedDependency[Filter],
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> Response[list[FoundClaim]]:
        """The same by the name of the command: claims with these `words` in their quotes."""
        return listed(desk, request, asked, limit, offset)

    @get("/claims/{id:str}", responses=ONE, sync_to_thread=True)
    def claim(self, desk: GivenDesk, id: FromPath[str]) -> ShownClaim:
        """One claim as it was read, with its report and what was decided on it."""
        thing = desk.ledger.find(id)
        if not isinstance(thing, Claim):
            raise NotFoundError("there is no such claim", source=id, remedy="/api/claims lists them")
        reading = desk.ledger.reading(thing.report)
        now = Verdicts(desk.ledger.decisions()).corrected(thing)
        return ShownClaim(
            claim=thing, corrected=now if now != thing else None, report=reading.report if reading else None,
            decisions=on(desk, {id}),
        )  # fmt: skip

    @get("/reports", responses=READ, sync_to_thread=True)
    def reports(
        self,
        desk: GivenDesk,
        words: Annotated[str, QueryParameter(max_length=1000)] = "",
        source: Annotated[list[str] | None, QueryParameter(max_items=20)] = None,
        limit: Limit = 100,
        offset: Offset = 0,
    ) -> list[FoundReport]:
        """Reports by their words and sources, by their own day."""
        found = desk.ledger.search_reports(Filter(words=words, source=tuple(source or ())), limit=offset + limit)
        return [FoundReport(**head._asdict()) for head in islice(found, offset, None)]

    @get("/reports/{id:str}", responses=ONE, sync_to_thread=True)
    def report(self, desk: GivenDesk, id: FromPath[str]) -> ShownReport:
        """One report with its claims as they were read, and what was decided on it and on them."""
        thing = desk.ledger.find(id)
        if not isinstance(thing, Report):
            raise NotFoundError("there is no such report", source=id, remedy="/api/reports lists them")
        reading = desk.ledger.reading(id)
        claims = list(reading.claims) if reading else []
        return ShownReport(report=thing, claims=claims, decisions=on(desk, {id, *(claim.id for claim in claims)}))

    @get("/readings/{id:str}", responses=ONE, sync_to_thread=True)
    def reading(self, desk: GivenDesk, id: FromPath[str]) -> Reading:
        """All that was read in a report: sentences, mentions, claims."""
        reading = desk.ledger.reading(id)
        if reading is None:
            raise NotFoundError("there is no such report, or nobody has read it", source=id)
        return reading


def listed(
    desk: Desk, request: Request[Any, Any, Any], asked: Filter, limit: int, offset: int
) -> Response[list[FoundClaim]]:
    """Some claims, and where the next are."""
    found = list(islice(desk.ledger.search(asked, limit=offset + limit + 1), offset, None))
    more = len(found) > limit
    rest = [pair for pair in request.query_params.multi_items() if pair[0] not in ("limit", "offset")]
    following = urlencode([*rest, ("limit", limit), ("offset", offset + limit)])
    headers = {"Link": f'<{request.url.path}?{following}>; rel="next"'} if more else None
    return raw(msgspec.json.encode([row(one) for one in found[:limit]]), headers)


def row(found: Found) -> Encoded:
    """A claim as a list has it."""
    report = found.report
    head = Head(id=report.id, title=report.title, date=report.date, source=report.source, side=report.side,
                url=report.url)  # fmt: skip
    return Encoded(claim=msgspec.Raw(found.content), report=head, known=found.known, original=found.original)


def on(desk: Desk, ids: set[str]) -> list[Decision]:
    """Every decision on one of these, those that were taken back too."""
    return [row for row in desk.ledger.decisions(withdrawn=True) if not ids.isdisjoint({row.subject, *row.others})]
