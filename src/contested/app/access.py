"""Who is asking, and whether they may: sessions for people, tokens for machines, roles, and no writing from elsewhere.

A session's cookie goes along with whatever a browser sends to us, even from a page of others; so a request that writes
must also bring the session's own word (``X-CSRF-Token``), which no other page can read. A token is sent on purpose.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from anyio.to_thread import run_sync
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult

from contested.app.accounts import Account, Accounts, Session
from contested.app.settings import Settings

COOKIE = "contested_session"
CSRF = "X-CSRF-Token"
BEARER = "bearer "
SAFE = ("GET", "HEAD", "OPTIONS")
ORDER = {"reader": 0, "analyst": 1, "lead": 2}


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asking: an account by session or by token, or nobody. ``stale``: with a cookie that is good no more."""

    account: Account | None = None
    session: Session | None = None
    secret: str | None = None
    stale: bool = False

    @property
    def name(self) -> str | None:
        """The account's name."""
        return self.account.name if self.account else None


NOBODY = Visitor()


class Door(AbstractAuthenticationMiddleware):
    """Sees who is asking; refuses hosts and tokens that are not ours."""

    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        settings: Settings = connection.app.state.settings
        check_host(connection, settings)
        written = connection.headers.get("authorization")
        cookie = connection.cookies.get(COOKIE)
        if written is None and cookie is None:
            return AuthenticationResult(user=NOBODY, auth=None)
        accounts: Accounts = connection.app.state.accounts
        visitor = await run_sync(by_token if written is not None else by_cookie, accounts, written or cookie or "")
        return AuthenticationResult(user=visitor, auth=None)


def check_host(connection: ASGIConnection[Any, Any, Any, Any], settings: Settings) -> None:
    """Refuse a name that is not ours: a page may have its own name lead to this machine.

    Raises:
        PermissionDeniedException: it is another's.
    """
    if settings.hosts and host_of(f"//{connection.headers.get('host', '')}") not in settings.hosts:
        raise PermissionDeniedException("this server goes by another name")


def host_of(url: str) -> str | None:
    """The host of an address, None where it is none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def by_token(accounts: Accounts, written: str) -> Visitor:
    """The visitor of an Authorization header.

    Raises:
        NotAuthorizedException: the token is none, or expired or revoked.
    """
    known = accounts.token(written[len(BEARER) :].strip()) if written[: len(BEARER)].lower() == BEARER else None
    if known is None:
        raise NotAuthorizedException("the token is none of ours, has expired or was revoked", headers=CHALLENGE)
    return Visitor(account=known)


def by_cookie(accounts: Accounts, secret: str) -> Visitor:
    """The visitor of a cookie."""
    session = accounts.session(secret)
    if session is None:
        return Visitor(stale=True)
    return Visitor(account=session.account, session=session, secret=secret)


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="contested"'}


def may_read(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard: whoever asks may read, on an open desk or with an account.

    Raises:
        NotAuthorizedException: nobody has signed in.
    """
    if not connection.app.state.settings.open:
        signed_in(connection)


def signed_in(connection: ASGIConnection[Any, Any, Any, Any]) -> Visitor:
    """Who has signed in.

    Raises:
        NotAuthorizedException: nobody has.
    """
    visitor: Visitor = connection.user
    if visitor.account is None:
        why = "the session has expired or was ended" if visitor.stale else "this needs an account"
        raise NotAuthorizedException(why, headers=CHALLENGE)
    return visitor


def at_least(role: str) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], None]:
    """A guard: whoever asks has this role or more, and did not come from a page of others.

    Raises:
        NotAuthorizedException: nobody has signed in.
        PermissionDeniedException: the role is too small, or the session's own word is missing.
    """

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        visitor = signed_in(connection)
        assert visitor.account is not None
        if ORDER[visitor.account.role] < ORDER[role]:
            why = f"this needs the role {role}; that of {visitor.account.name} is {visitor.account.role}"
            raise PermissionDeniedException(why)
        check_origin(connection)

    return guard


def check_origin(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Refuse what a session writes without its own word, or from a page of others.

    Raises:
        PermissionDeniedException: so it is.
    """
    visitor: Visitor = connection.user
    if connection.scope.get("method") in SAFE or visitor.session is None:
        return
    if not secrets.compare_digest(connection.headers.get(CSRF, "").encode(), visitor.session.csrf.encode()):
        raise PermissionDeniedException(f"the header {CSRF} is missing or not this session's")
    same_origin(connection)


def same_origin(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Refuse a page of others, where the browser says whose it is.

    Raises:
        PermissionDeniedException: it is another's.
    """
    origin, settings = connection.headers.get("origin"), connection.app.state.settings
    ours = {host_of(f"//{connection.headers.get('host', '')}"), host_of(settings.address or "")}
    if origin is not None and host_of(origin) not in ours:
        raise PermissionDeniedException("the request comes from a page of others")


can_decide = at_least("analyst")
can_lead = at_least("lead")


def client_of(request: Request[Any, Any, Any]) -> str | None:
    """The address that a request came from."""
    return request.client.host if request.client else None
