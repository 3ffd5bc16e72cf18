"""A desk on a ledger of readings made by hand, with an account of each role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import war_sample
from argon2 import PasswordHasher
from litestar.testing import TestClient

from contested.app.accounts import Accounts, secrets
from contested.app.server import create_app
from contested.app.settings import Settings
from contested.ledger import Ledger

# Guessing is not what these tests try, so a password costs little here.
secrets.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
secrets.NOBODY = secrets.HASHER.hash("nobody")

PASSWORD = "a few words to sign in with"
BASE = "http://127.0.0.1"
Client = httpx.Client


class Person:
    """Somebody at a client of their own; signed in where a name is given."""

    def __init__(self, client: Client, name: str | None = None) -> None:
        self.client, self.headers = client, dict[str, str]()
        if name is not None:
            answer = client.post("/api/session", json={"name": name, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            self.headers["X-CSRF-Token"] = answer.json()["csrf"]

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    def post(self, path: str, content: object, **headers: str) -> Any:
        return self.client.post(path, json=content, headers=self.headers | headers)

    def decide(self, kind: str, subject: str, **more: Any) -> Any:
        return self.post("/api/decisions", {"kind": kind, "subject": subject, "reason": "looked at it"} | more)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with accounts; tests take copies."""
    ledger = tmp_path_factory.mktemp("desk") / "war.sqlite"
    fill(str(ledger))
    return ledger


def fill(ledger: str) -> None:
    """The sample's readings, and an account of each role."""
    with Ledger.open(ledger) as kept:
        for reading in war_sample.readings():
            kept.add(reading.report, reading)
    with Accounts.open(Settings(ledger=ledger).accounts_url) as accounts:
        for name, role in (("Lea", "lead"), ("Ana", "analyst"), ("Ben", "analyst"), ("Rea", "reader")):
            accounts.add(name, role, PASSWORD)


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Path:
    """A ledger of a test's own."""
    for name in (filled.name, f"{filled.name}.accounts"):
        (tmp_path / name).write_bytes((filled.parent / name).read_bytes())
    return tmp_path / filled.name


@contextmanager
def desk(ledger: Path | str, **settings: Any) -> Iterator[Callable[..., Person]]:
    """A desk; gives people at it, each with cookies of their own."""
    app = create_app(Settings(ledger=str(ledger), **{"rate": 0} | settings))
    with TestClient(app, base_url=BASE) as first:
        clients = [first]

        def person(name: str | None = None) -> Person:
            client = TestClient(app, base_url=BASE)
            client.blocking_portal = first.blocking_portal
            clients.append(client)
            return Person(client, name)

        yield person


@pytest.fixture(scope="session")
def reading(filled: Path) -> Iterator[Callable[..., Person]]:
    """People at a desk that all tests share: they only read."""
    with desk(filled) as person:
        yield person


@pytest.fixture
def at(ledger: Path) -> Iterator[Callable[..., Person]]:
    """People at an open desk."""
    with desk(ledger) as person:
        yield person


@contextmanager
def machine(address: str, name: str) -> Iterator[Person]:
    """Somebody at a served desk, without a browser."""
    with httpx.Client(base_url=address) as client:
        yield Person(client, name)
