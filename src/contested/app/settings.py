"""What a server is started with; the processes of one server take it from the environment."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

import msgspec
from sqlalchemy.engine import URL

from contested.errors import UsageError
from contested.ledger.database import address

VARIABLE = "CONTESTED_SERVER"
#: The most that a request may bring, in bytes; a decision is some hundred.
MOST_BYTES = 1_000_000


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """A server's settings.

    ``host``, ``port``: where it listens. ``address``: under which address browsers reach it, where that is another (a
    proxy's). ``open``: whether whoever reaches it may read without an account. ``rate``: requests that one client may
    make in a minute, 0 for any number. ``hours``: how long a session lasts. ``title``: what stands over the map.
    ``basemap``: a PMTiles file of the user's own that the map is drawn on, or a raster layer's address, which
    ``basemap_credit`` says who made.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8000
    address: str | None = None
    open: bool = True
    accounts: str | None = None
    knowledge: str | None = None
    gazetteer: str | None = None
    basemap: str | None = None
    basemap_credit: str | None = None
    rate: int = 600
    hours: float = 12.0
    title: str = "Claims"

    @classmethod
    def from_environment(cls) -> Self:
        """The settings that `keep` left.

        Raises:
            UsageError: there are none.
        """
        written = os.environ.get(VARIABLE)
        if written is None:
            raise UsageError("is not set", source=VARIABLE, remedy="start the server with `contested serve`")
        return msgspec.json.decode(written, type=cls)

    def keep(self) -> None:
        """Leave the settings to processes that are started from this one."""
        os.environ[VARIABLE] = msgspec.json.encode(self).decode()

    @property
    def accounts_url(self) -> URL:
        """The database of the accounts: a file beside a ledger's file, the same database as a PostgreSQL ledger's."""
        if self.accounts is not None:
            return address(self.accounts)
        url = address(self.ledger)
        return url.set(database=f"{url.database}.accounts") if url.get_backend_name() == "sqlite" else url

    @property
    def secure(self) -> bool:
        """Whether browsers reach it over TLS, so that cookies must go no other way."""
        return self.address is not None and self.address.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which it may be asked, so that no page of another name leads here; empty for any."""
        named = urlsplit(self.address).hostname if self.address else None
        if named is None and not is_loopback(self.host):
            return frozenset()
        return frozenset({"localhost", "127.0.0.1", "::1", *([named] if named else [])})


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
