"""Which addresses of the Internet may be asked: one table of the special ones, and what leads to them.

After IANA's registries of special-purpose addresses (RFC 6890); IPv6 the other way round: only global unicast is
public. ``own`` in the table is what `--allow-private` opens: this machine and networks of one's own. Nothing opens
link-local networks and the services of clouds that hand out passwords to whoever asks from within.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal, NamedTuple

Opened = Literal["public", "own", "never"]
Address = IPv4Address | IPv6Address
#: IPv6 networks in whose last 32 bits an IPv4 address stands: mapped, compatible (deprecated), NAT64 (RFC 6052 2.1).
AT_THE_END = tuple(map(ip_network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96")))
THIS_MACHINE = (IPv6Address("::1"), IPv6Address("::"))


class Special(NamedTuple):
    """A row of the table."""

    network: IPv4Network | IPv6Network
    opened: Opened
    name: str


@cache
def table() -> tuple[Special, ...]:
    """The table, the narrowest networks first."""
    text = (files("contested") / "intake" / "special.csv").read_text(encoding="utf-8")
    rows = [
        Special(ip_network(row["network"]), row["opened"], row["name"])  # type: ignore[arg-type]
        for row in csv.DictReader(text.splitlines())
    ]
    return tuple(sorted(rows, key=lambda row: -row.network.prefixlen))


def kind_of(address: str) -> Special:
    """What an address is; it is as special as the address that it leads to."""
    ip = ip_address(address.partition("%")[0])
    inner = embedded(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return kind_of(str(inner))
    found = next((row for row in table() if ip.version == row.network.version and ip in row.network), None)
    return found or Special(ip_network(ip), "public", "the Internet")


def embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to, if it does (6to4: RFC 3056; Teredo: RFC 4380)."""
    if ip in THIS_MACHINE:
        return None
    if any(ip in network for network in AT_THE_END):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def is_public(address: str) -> bool:
    """Whether an address is one of the open Internet."""
    return kind_of(address).opened == "public"
