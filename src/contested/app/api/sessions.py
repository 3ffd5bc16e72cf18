"""Signing in and out, and for leads: accounts and tokens."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, delete, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath, JSONBody

from contested.app.access import COOKIE, Visitor, can_lead, check_origin, client_of, same_origin
from contested.app.accounts import Account, Role, Token
from contested.app.given import GivenAccounts, GivenSettings
from contested.app.problems import ONE, READ, problems
from contested.app.settings import Settings

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=1024)]


class Credentials(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who wants to sign in."""

    name: Name
    password: Password


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Who has signed in; all None for nobody. ``csrf`` goes into the header X-CSRF-Token of whatever is written.

    ``expired``: a session was there, and is no more. ``open``: reading needs no account here.
    """

    account: str | None
    role: Role | None
    csrf: str | None
    expires: float | None
    expired: bool
    open: bool


class NewAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account to add."""

    name: Name
    role: Role
    password: Password


class NewToken(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to make."""

    account: Name
    name: Name
    days: Annotated[float, msgspec.Meta(gt=0, le=3650)] = 365.0


class MadeToken(msgspec.Struct, frozen=True, kw_only=True):
    """A new token; ``secret`` is told this once."""

    secret: str
    token: Token


class SessionRoutes(Controller):
    """Signing in and out."""

    path = "/session"
    tags = ("accounts",)

    @get("/", responses=problems(401, 403), sync_to_thread=False)
    def who(self, request: Request[Any, Any, Any], settings: GivenSettings) -> Who:
        """Who has signed in."""
        return seen(request.user, settings)

    @post("/", responses=problems(401, 403, 413), sync_to_thread=True, status_code=200)
    def sign_in(
        self,
        request: Request[Any, Any, Any],
        accounts: GivenAccounts,
        settings: GivenSettings,
        data: JSONBody[Credentials],
    ) -> Response[Who]:
        """Sign in: the answer sets the session's cookie."""
        same_origin(request)
        made = accounts.sign_in(data.name, data.password, settings.hours, client_of(request))
        if made is None:
            raise NotAuthorizedException("name and password do not fit each other")
        secret, session = made
        who = seen(Visitor(account=session.account, session=session), settings)
        return Response(who, cookies=[cookie(secret, settings)])

    @delete("/", responses=problems(401, 403), sync_to_thread=True, status_code=200)
    def sign_out(
        self, request: Request[Any, Any, Any], accounts: GivenAccounts, settings: GivenSettings
    ) -> Response[Who]:
        """Sign out: the session is ended, its cookie lets nobody in again."""
        visitor: Visitor = request.user
        check_origin(request)
        if visitor.secret is not None and visitor.name is not None:
            accounts.sign_out(visitor.secret, visitor.name, client_of(request))
        return Response(seen(Visitor(), settings), cookies=[cookie("", settings)])


class AccountRoutes(Controller):
    """Accounts and tokens, for leads."""

    path = "/"
    tags = ("accounts",)
    guards = (can_lead,)

    @get("/users", responses=READ, sync_to_thread=True)
    def users(self, accounts: GivenAccounts) -> list[Account]:
        """All accounts, those that were removed too."""
        return list(accounts.all(removed=True))

    @post("/users", responses=problems(401, 403, 413), sync_to_thread=True)
    def add(self, request: Request[Any, Any, Any], accounts: GivenAccounts, data: JSONBody[NewAccount]) -> Account:
        """Add an account."""
        return accounts.add(data.name, data.role, data.password, by=request.user.name)

    @delete("/users/{name:str}", responses=ONE, sync_to_thread=True, status_code=204)
    def remove(self, request: Request[Any, Any, Any], accounts: GivenAccounts, name: FromPath[str]) -> None:
        """Take an account away, with its sessions and tokens."""
        accounts.remove(name, by=request.user.name)

    @get("/tokens", responses=READ, sync_to_thread=True)
    def tokens(self, accounts: GivenAccounts) -> list[Token]:
        """All tokens, without their secrets."""
        return list(accounts.tokens())

    @post("/tokens", responses=problems(401, 403, 404, 413), sync_to_thread=True)
    def make(self, request: Request[Any, Any, Any], accounts: GivenAccounts, data: JSONBody[NewToken]) -> MadeToken:
        """Make a token for a machine."""
        secret, token = accounts.make_token(data.account, data.name, data.days, by=request.user.name)
        return MadeToken(secret=secret, token=token)

    @delete("/tokens/{number:int}", responses=ONE, sync_to_thread=True, status_code=204)
    def revoke(self, request: Request[Any, Any, Any], accounts: GivenAccounts, number: FromPath[int]) -> None:
        """Let a token let nobody in any more."""
        accounts.revoke(number, by=request.user.name)


def seen(visitor: Visitor, settings: Settings) -> Who:
    """Who it is, as told to them."""
    account, session = visitor.account, visitor.session
    return Who(
        account=visitor.name, role=account.role if account else None, csrf=session.csrf if session else None,
        expires=session.expires if session else None, expired=visitor.stale, open=settings.open,
    )  # fmt: skip


def cookie(secret: str, settings: Settings) -> Cookie:
    """The session's cookie: no script reads it, no other site's page sends it along; without a secret, its end."""
    seconds = max(1, int(settings.hours * 3600)) if secret else 0
    return Cookie(key=COOKIE, value=secret, max_age=seconds, httponly=True, secure=settings.secure, samesite="strict")
