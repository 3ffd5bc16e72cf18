"""Accounts, sessions and tokens. What lets somebody in is compared by its hash, is in date, and was not revoked."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal, Self, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, func, select, update
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from contested.app.accounts import audit, secrets
from contested.app.accounts.audit import Deed
from contested.app.accounts.schema import accounts, attempts, make, sessions, tokens
from contested.errors import ContestedError, LedgerError, NotFoundError, UsageError
from contested.ledger.database import database_error, engine_for, name_of

Role = Literal["reader", "analyst", "lead"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "lead")
LONGEST_NAME = 64
#: Failed sign-ins of one name or one client within so many seconds, after which no more are taken.
MOST_FAILED, FAILED_SECONDS = 10, 900.0
Made = TypeVar("Made")


class TooManyAttemptsError(ContestedError):
    """Too many sign-ins failed."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in. ``removed``: when the account was taken away; its name stays with what it decided."""

    name: str
    role: Role
    made: str
    removed: str | None = None


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is signed in until ``expires`` (seconds since 1970); ``csrf`` must come with whatever they write."""

    account: Account
    csrf: str
    expires: float


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """What a machine signs in with, but for the secret."""

    number: int
    account: str
    name: str
    made: float
    expires: float
    revoked: float | None


class Accounts:
    """The accounts of a desk. Use it in a ``with`` block, or `close` it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine, self.name = engine, name

    @classmethod
    def open(cls, url: URL) -> Self:
        """Open the accounts, made where they are missing.

        Raises:
            LedgerError: the database cannot be used.
        """
        return cls(make(engine_for(url), name_of(url)), name_of(url))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # --- accounts ----------------------------------------------------------------------------------------------------

    def add(self, name: str, role: Role, password: str | None, *, by: str | None = None) -> Account:
        """Add an account; a removed one's name may be taken again. Without a password only tokens let it in.

        Raises:
            UsageError: the name is empty, too long, or has control characters; the password is too short.
            LedgerError: somebody is called so already.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(f"a name has 1 to {LONGEST_NAME} characters that can be read", source=name)
        kept = secrets.hashed(password) if password is not None else None
        made = Account(name=name, role=role, made=now())

        def put(connection: Connection) -> None:
            there = connection.execute(select(accounts).where(func.lower(accounts.c.name) == name.lower())).first()
            if there is not None and (there.removed is None or there.name != name):
                raise LedgerError("somebody is called so already", source=name, remedy="choose another name")
            values = {"role": role, "password": kept, "made": made.made, "removed": None}
            if there is None:
                connection.execute(accounts.insert().values(name=name, **values))
            else:
                connection.execute(update(accounts).where(accounts.c.name == name).values(values))
            audit.write(connection, by, "account", name, {"added": role}, None)

        self._write(put)
        return made

    def change(
        self, name: str, *, role: Role | None = None, password: str | None = None, by: str | None = None
    ) -> None:
        """Give an account another role or password; whoever is signed in with it is signed out.

        Raises:
            NotFoundError: there is no such account.
            UsageError: the password is too short.
        """
        values: dict[str, str] = {} if role is None else {"role": role}
        if password is not None:
            values |= {"password": secrets.hashed(password)}

        def put(connection: Connection) -> None:
            self._there(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == name).values(values))
            self._shut(connection, name)
            audit.write(connection, by, "account", name, {"changed": sorted(values)}, None)

        self._write(put)

    def remove(self, name: str, *, by: str | None = None) -> None:
        """Take an account away, with its sessions and tokens; what it decided stays.

        Raises:
            NotFoundError: there is no such account.
        """

        def put(connection: Connection) -> None:
            self._there(connection, name)
            connection.execute(update(accounts).where(accounts.c.name == name).values(removed=now(), password=None))
            self._shut(connection, name)
            connection.execute(
                update(tokens).where(tokens.c.account == name, tokens.c.revoked.is_(None)).values(revoked=time.time())
            )
            audit.write(connection, by, "account", name, {"removed": True}, None)

        self._write(put)

    def all(self, *, removed: bool = False) -> tuple[Account, ...]:
        """The accounts by name; those that were removed, too, where asked for."""
        query = select(accounts).order_by(accounts.c.name)
        rows = self._read(lambda connection: connection.execute(query).all())
        found = (Account(name=row.name, role=row.role, made=row.made, removed=row.removed) for row in rows)
        return tuple(each for each in found if removed or each.removed is None)

    # --- signing in --------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str, hours: float, client: str | None) -> tuple[str, Session] | None:
        """A session's secret and the session; None where name and password do not fit each other.

        Raises:
            TooManyAttemptsError: too many sign-ins failed; also the right password is then refused for a while.
        """
        keys = [f"name {name.lower()}", f"client {client}"]
        self._read(lambda connection: self._check_attempts(connection, keys))
        row = self._read(lambda connection: connection.execute(
            select(accounts).where(accounts.c.name == name, accounts.c.removed.is_(None))).first())  # fmt: skip
        if not secrets.is_right(password, row.password if row else None) or row is None:
            self._write(lambda connection: self._failed(connection, keys, name, client))
            return None
        secret, csrf, at = secrets.made(), secrets.made(), time.time()
        account = Account(name=row.name, role=row.role, made=row.made)
        session = Session(account=account, csrf=csrf, expires=at + hours * 3600)

        def put(connection: Connection) -> None:
            connection.execute(sessions.delete().where(sessions.c.expires < at))
            row = {"hash": secrets.fingerprint(secret), "account": name, "csrf": csrf, "made": at}
            connection.execute(sessions.insert().values(row | {"expires": session.expires}))
            audit.write(connection, name, "sign in", name, {}, client)

        self._write(put)
        return secret, session

    def session(self, secret: str) -> Session | None:
        """The session of a cookie's secret; None where there is none, or it has expired or ended."""
        query = (
            select(accounts, sessions.c.csrf, sessions.c.expires)
            .join(sessions, sessions.c.account == accounts.c.name)
            .where(sessions.c.hash == secrets.fingerprint(secret), sessions.c.ended.is_(None))
            .where(sessions.c.expires > time.time(), accounts.c.removed.is_(None))
        )
        row = self._read(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        account = Account(name=row.name, role=row.role, made=row.made)
        return Session(account=account, csrf=row.csrf, expires=row.expires)

    def sign_out(self, secret: str, account: str, client: str | None) -> None:
        """End a session; its cookie lets nobody in again."""

        def put(connection: Connection) -> None:
            at = sessions.c.hash == secrets.fingerprint(secret)
            connection.execute(update(sessions).where(at).values(ended=time.time()))
            audit.write(connection, account, "sign out", account, {}, client)

        self._write(put)

    # --- tokens ------------------------------------------------------------------------------------------------------

    def make_token(self, account: str, name: str, days: float, *, by: str | None = None) -> tuple[str, Token]:
        """A new token of an account, and what is kept of it; the token itself is not to be had again.

        Raises:
            NotFoundError: there is no such account.
        """
        secret, at = secrets.made_token(), time.time()

        def put(connection: Connection) -> Token:
            self._there(connection, account)
            number = connection.execute(select(func.coalesce(func.max(tokens.c.n), 0))).scalar_one() + 1
            expires = at + days * 86_400
            made = Token(number=number, account=account, name=name, made=at, expires=expires, revoked=None)
            row = {"n": number, "hash": secrets.fingerprint(secret), "account": account, "name": name, "made": at}
            connection.execute(tokens.insert().values(row | {"expires": expires}))
            audit.write(connection, by, "token", account, {"made": number, "name": name}, None)
            return made

        return secret, self._write(put)

    def token(self, secret: str) -> Account | None:
        """The account that a token lets in; None where it is none, or expired or revoked."""
        query = (
            select(accounts)
            .join(tokens, tokens.c.account == accounts.c.name)
            .where(tokens.c.hash == secrets.fingerprint(secret), tokens.c.revoked.is_(None))
            .where(tokens.c.expires > time.time(), accounts.c.removed.is_(None))
        )
        row = self._read(lambda connection: connection.execute(query).first())
        return Account(name=row.name, role=row.role, made=row.made) if row else None

    def tokens(self) -> tuple[Token, ...]:
        """All tokens, without their secrets."""
        rows = self._read(lambda connection: connection.execute(select(tokens).order_by(tokens.c.n)).all())
        return tuple(
            Token(number=row.n, account=row.account, name=row.name, made=row.made, expires=row.expires,
                  revoked=row.revoked)
            for row in rows
        )  # fmt: skip

    def revoke(self, number: int, *, by: str | None = None) -> None:
        """Let a token let nobody in any more.

        Raises:
            NotFoundError: there is no such token, or it was revoked.
        """

        def put(connection: Connection) -> None:
            which = (tokens.c.n == number) & tokens.c.revoked.is_(None)
            done = connection.execute(update(tokens).where(which).values(revoked=time.time()))
            if not done.rowcount:
                raise NotFoundError("there is no such token", source=f"token {number}", remedy="list them")
            audit.write(connection, by, "token", str(number), {"revoked": number}, None)

        self._write(put)

    # --- what was done -----------------------------------------------------------------------------------------------

    def note(self, account: str | None, action: str, subject: str, detail: dict[str, Any], client: str | None) -> None:
        """Append what somebody did."""
        self._write(lambda connection: audit.write(connection, account, action, subject, detail, client))

    def deeds(self, limit: int) -> list[Deed]:
        """What was done, the newest first."""
        return self._read(lambda connection: audit.read(connection, limit))

    # --- within ------------------------------------------------------------------------------------------------------

    def _there(self, connection: Connection, name: str) -> None:
        which = (accounts.c.name == name) & accounts.c.removed.is_(None)
        if connection.execute(select(accounts.c.name).where(which)).first() is None:
            raise NotFoundError("there is no such account", source=name, remedy="`contested users list` lists them")

    def _shut(self, connection: Connection, name: str) -> None:
        connection.execute(
            update(sessions).where(sessions.c.account == name, sessions.c.ended.is_(None)).values(ended=time.time())
        )

    def _check_attempts(self, connection: Connection, keys: list[str]) -> None:
        since = time.time() - FAILED_SECONDS
        for key in keys:
            query = select(func.count()).where(attempts.c.of == key, attempts.c.at > since)
            if connection.execute(query).scalar_one() >= MOST_FAILED:
                raise TooManyAttemptsError("too many sign-ins failed", remedy="wait a quarter of an hour")

    def _failed(self, connection: Connection, keys: list[str], name: str, client: str | None) -> None:
        at = time.time()
        connection.execute(attempts.delete().where(attempts.c.at < at - FAILED_SECONDS))
        number = connection.execute(select(func.coalesce(func.max(attempts.c.n), 0))).scalar_one()
        for key in keys:
            number += 1
            connection.execute(attempts.insert().values(n=number, of=key, at=at))
        audit.write(connection, None, "refused", name[:LONGEST_NAME], {"sign in": "name and password"}, client)

    def _write(self, act: Callable[[Connection], Made]) -> Made:
        try:
            with self.engine.begin() as connection:
                return act(connection)
        except DatabaseError as error:
            raise database_error(error, self.name) from error

    def _read(self, ask: Callable[[Connection], Made]) -> Made:
        try:
            with self.engine.connect().execution_options(reading=True) as connection:
                return ask(connection)
        except DatabaseError as error:
            raise database_error(error, self.name) from error


def now() -> str:
    """The time, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
