"""The application: routes, who may come in, headers, limits, and what goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import DefineMiddleware
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, License, SecurityScheme
from litestar.types import ControllerRouterHandler

from contested import __version__
from contested.app.access import COOKIE, CSRF, Door
from contested.app.accounts import Accounts
from contested.app.api.claims import ClaimRoutes
from contested.app.api.decisions import DecisionRoutes
from contested.app.api.exports import ExportRoutes
from contested.app.api.review import ReviewRoutes
from contested.app.api.sessions import AccountRoutes, SessionRoutes
from contested.app.api.situation import SituationRoutes
from contested.app.desk import Desk
from contested.app.headers import headers
from contested.app.pages import PageRoutes, Pages
from contested.app.problems import of_fault, of_http, of_ours
from contested.app.reference import described, reference
from contested.app.review.queue import Queue
from contested.app.settings import MOST_BYTES, Settings
from contested.errors import ContestedError

API = "/api"


def create_app(settings: Settings | None = None) -> Litestar:
    """The application on a ledger.

    Args:
        settings: those of the environment where None, as the processes of a server are started.

    Raises:
        LedgerError: the ledger or the accounts cannot be opened.
        UsageError: the environment has no settings.
    """
    settings = settings or Settings.from_environment()
    desk = Desk(settings)
    accounts = Accounts.open(settings.accounts_url)
    pages = Pages(desk)

    @asynccontextmanager
    async def opened(_: Litestar) -> AsyncIterator[None]:
        yield
        pages.close()
        desk.close()
        accounts.close()

    given = {"desk": desk, "accounts": accounts, "settings": settings, "pages": pages, "queue": Queue(desk)}
    routes: list[ControllerRouterHandler] = [
        SituationRoutes, ClaimRoutes, DecisionRoutes, ReviewRoutes, ExportRoutes, SessionRoutes, AccountRoutes,
        described, reference,
    ]  # fmt: skip
    limit = [RateLimitConfig(("minute", settings.rate), exclude=["^/assets/"]).middleware] if settings.rate else []
    return Litestar(
        [Router(API, route_handlers=routes), PageRoutes],
        dependencies={name: handed(value) for name, value in given.items()},
        lifespan=[opened],
        state=State({"settings": settings, "accounts": accounts}),
        middleware=[*limit, DefineMiddleware(Door, exclude_http_methods=())],
        exception_handlers={ContestedError: of_ours, HTTPException: of_http, 500: of_fault},
        before_send=[headers(secure=settings.secure, tiles=pages.tiles.origin if pages.tiles else None)],
        request_max_body_size=MOST_BYTES,
        openapi_config=description(),
        logging_config=None,  # the program that is served says what is logged
    )


def handed(value: object) -> Provide:
    """What routes ask for by name."""

    def give() -> Any:
        return value

    return Provide(give, sync_to_thread=False)


def description() -> OpenAPIConfig:
    """The API's description (OpenAPI 3.1)."""
    return OpenAPIConfig(
        title="contested",
        version=__version__,
        summary="Who holds what, when, according to whom.",
        description=ABOUT,
        license=License(name="Apache-2.0", identifier="Apache-2.0"),
        path=f"{API}/description",  # the library's own place for it; ours are in `reference`
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer", description="A machine's token."),
                "session": SecurityScheme(type="apiKey", name=COOKIE, security_scheme_in="cookie"),
            }
        ),
        security=[{}, {"token": []}, {"session": []}],
    )


ABOUT = f"""The same answers as the commands, as JSON. Whoever may read needs no account where the server is open; what
writes needs one: people sign in at `/api/session` and send the word that it gives them in the header `{CSRF}`, machines
send a token as `Authorization: Bearer …`. What goes wrong is told as `{{"status", "reason", "remedy"}}`."""
