"""Claims as JSON Lines: one claim a line, every key of the contract present, in text order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from contested.model import Reading


def claims_jsonl(readings: Iterable[Reading]) -> Iterator[str]:
    """Each claim of each reading as one line of JSON, ending in a line feed; UTF-8 text, no escapes but JSON's own."""
    encode = msgspec.json.Encoder().encode
    for reading in readings:
        for claim in reading.claims:
            yield encode(claim).decode() + "\n"
