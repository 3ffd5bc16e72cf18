"""JSON as text, written piece by piece, so that no list of rows is ever built."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from contested.publish.export.cells import UNPRINTABLE


def encoded(value: object) -> str:
    """A value as JSON in one line; a lone surrogate, which UTF-8 has no bytes for, is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text if text.isprintable() else UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def array(values: Iterable[object], before: str = "[\n", after: str = "\n]\n") -> Iterator[str]:
    """An array with a line a value, between what stands before and after."""
    yield before
    for number, value in enumerate(values):
        yield (",\n" if number else "") + encoded(value)
    yield after


def lines(values: Iterable[object]) -> Iterator[str]:
    """JSON Lines."""
    for value in values:
        yield encoded(value) + "\n"
