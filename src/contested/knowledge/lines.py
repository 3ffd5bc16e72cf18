"""Where the tables and keys of a TOML text stand, because `tomllib` keeps no lines.

A path is the way to a value in the parsed data: ``("actor", 3, "member", 0, "side")``. A value inside an inline table
or a list has no line of its own here; its key's line is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Path = tuple[str | int, ...]

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*(?P<open>\[\[?)\s*(?P<name>{_DOTTED})\s*\]")
_KEY = re.compile(rf"\s*(?P<name>{_DOTTED})\s*=")
_LONG_QUOTE = re.compile(r'"""|' + "'''")


class Lines:
    """The lines, counted from 1, of the tables and keys of one TOML text."""

    def __init__(self, text: str) -> None:
        self._of: dict[Path, int] = {}
        self._lengths: dict[Path, int] = {}
        self._scan(text)

    def of(self, path: Sequence[str | int]) -> int:
        """The line of the value at `path`, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            line = self._of.get(tuple(path[:length]))
            if line is not None:
                return line
        return 1

    def _scan(self, text: str) -> None:
        table: Path = ()
        long_quote: str | None = None
        for number, line in enumerate(text.split("\n"), start=1):
            if long_quote is None:
                table = self._note(line, number, table)
            for quote in _LONG_QUOTE.findall(line):
                if long_quote is None:
                    long_quote = quote
                elif long_quote == quote:
                    long_quote = None

    def _note(self, line: str, number: int, table: Path) -> Path:
        """Records what begins on this line; gives the table that the next line is in."""
        if header := _HEADER.match(line):
            table = self._table(_parts(header["name"]), repeated=header["open"] == "[[")
            self._of.setdefault(table, number)
            self._of.setdefault(table[:-1] if isinstance(table[-1], int) else table, number)
        elif key := _KEY.match(line):
            self._of.setdefault((*table, *_parts(key["name"])), number)
        return table

    def _table(self, parts: list[str], repeated: bool) -> Path:
        """The path of a header: an array of tables on the way stands for its last element."""
        path: Path = ()
        for part in parts[:-1]:
            path = (*path, part)
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
        path = (*path, parts[-1])
        if not repeated:
            return path
        self._lengths[path] = self._lengths.get(path, 0) + 1
        return (*path, self._lengths[path] - 1)


def _parts(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in re.findall(_PART, dotted)]
