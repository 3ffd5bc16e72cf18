"""Headers of every answer: what a browser may do with it (OWASP Secure Headers Project; W3C CSP Level 3)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

#: What a page of ours may load: what lies beside it, and what the map makes itself. Styles are set by scripts too.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "connect-src 'self' blob: data:",
        "worker-src 'self' blob:",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Frame-Options": "SAMEORIGIN",
}
#: For a year, where the server is reached over TLS.
TRANSPORT = "max-age=31536000"


def policy(tiles: str | None) -> str:
    """The policy; with the address that a raster layer's tiles come from, where there is one."""
    found = POLICY
    for rule in ("img-src 'self'", "connect-src 'self'") if tiles else ():
        found = found.replace(rule, f"{rule} {tiles}")
    return found


def headers(*, secure: bool, tiles: str | None = None) -> Callable[[Message, Scope], Awaitable[None]]:
    """What puts the headers on every answer, also on those that say what went wrong.

    ``tiles``: the one other address that pages may load pictures from.
    Answers about the ledger are asked for anew each time: somebody may have decided meanwhile.
    """
    every = (
        HEADERS
        | {"Content-Security-Policy": policy(tiles)}
        | ({"Strict-Transport-Security": TRANSPORT} if secure else {})
    )

    async def put(message: Message, _: Scope) -> None:
        if message["type"] == "http.response.start":
            there = MutableScopeHeaders.from_message(message)
            for name, value in every.items():
                there[name] = value
            there.setdefault("Cache-Control", "no-store")

    return put
