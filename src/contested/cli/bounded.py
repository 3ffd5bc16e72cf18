"""How much a reading may hold: whatever a reader finds in a text, small in is not huge out."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from contested.model import Claim, Reading

#: Bytes of a text up to which nothing is counted: a short one may be all claims.
SHORT = 10_000
#: So many times as long as its text the claims of a longer one may be, as JSON.
MOST_TIMES = 40


def bounded(reading: Reading) -> Reading:
    """A reading whose claims are no longer than they may be: else the first of them."""
    if len(reading.report.text) <= SHORT / 4:
        return reading
    size = len(reading.report.text.encode("utf-8", "replace"))
    if size <= SHORT:
        return reading
    kept = first_claims(reading.claims, MOST_TIMES * size)
    if len(kept) == len(reading.claims):
        return reading
    ids = {claim.id for claim in kept}
    claims = tuple(claim if claim.caused_by in ids else replace(claim, caused_by=None) for claim in kept)
    left = len(reading.claims) - len(kept)
    why = f"{left:,} more claims are left out: together they are more than {MOST_TIMES} times as long as the text"
    return replace(reading, claims=claims, unread=reading.unread or why)


def first_claims(claims: tuple[Claim, ...], most: int) -> tuple[Claim, ...]:
    """The claims that come first in the text, up to so many bytes of JSON."""
    encode, left = msgspec.json.Encoder().encode, most
    for number, claim in enumerate(claims):
        left -= len(encode(claim))
        if left < 0:
            return claims[:number]
    return claims
