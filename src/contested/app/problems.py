"""What goes wrong, as HTTP says it: a status, the reason in plain words, and what to do."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec

from contested.app.accounts.accounts import TooManyAttemptsError
from contested.errors import (
    REPORT_IT,
    ConflictError,
    ContestedError,
    GazetteerError,
    NotFoundError,
    UnavailableError,
    fault,
)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request was not done. ``remedy``: what whoever asked can do; None where there is nothing."""

    status: int
    reason: str
    remedy: str | None = None


#: The statuses of our own errors, the most special first.
STATUSES: tuple[tuple[type[ContestedError], int], ...] = (
    (NotFoundError, 404),
    (ConflictError, 409),
    (UnavailableError, 503),
    (GazetteerError, 503),
    (TooManyAttemptsError, 429),
    (ContestedError, 400),
)
WHY = {
    400: "What was asked does not fit.",
    401: "Nobody has signed in, or the session or token is not valid any more.",
    403: "The account may not do this, or the request was not made from our own page.",
    404: "There is no such thing.",
    409: "Somebody else decided on it meanwhile.",
    413: "The request is too large.",
    429: "Too many requests, or sign-ins that failed.",
    503: "The ledger cannot be asked now.",
}


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """What a route's description says of what may go wrong; too many requests always may."""
    return {status: ResponseSpec(Problem, description=WHY[status]) for status in sorted({400, 429, 503, *statuses})}


READ = problems(401, 403)
ONE = problems(401, 403, 404)
WRITE = problems(401, 403, 404, 409, 413)


def told(problem: Problem, headers: dict[str, str] | None = None) -> Response[Problem]:
    """A problem as a response."""
    return Response(problem, status_code=problem.status, media_type=MediaType.JSON, headers=headers)


def of_ours(_: Request[Any, Any, Any], error: ContestedError) -> Response[Problem]:
    """One of our errors: what is wrong, in which field, with the remedy."""
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    where = ": ".join(str(part) for part in (error.source, error.key) if part is not None)
    reason = f"{where}: {error.what}" if where else error.what
    again = {"Retry-After": "5"} if status == 503 else None
    return told(Problem(status=status, reason=reason, remedy=error.remedy), again)


def of_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """A request that does not fit, or a route that is not there."""
    reason = error.detail
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        each = (f"{row['key']}: {row['message']}" if "key" in row else row.get("message", "") for row in error.extra)
        reason = "; ".join(filter(None, each)) or reason
    problem = Problem(status=error.status_code, reason=reason, remedy=REMEDIES.get(error.status_code))
    return told(problem, error.headers)


REMEDIES = {
    400: "see /api for what fits",
    401: "sign in",
    404: "see /api for what there is",
    405: "see /api for what there is",
    413: "send less at once",
    429: "wait a minute",
}


def of_fault(_: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """An error that nobody foresaw: its kind is told, and no more."""
    return told(Problem(status=500, reason=fault(error), remedy=REPORT_IT))
