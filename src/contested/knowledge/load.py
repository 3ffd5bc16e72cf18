"""Knowledge files to one checked `Knowledge`: the packaged ones, then users' folders of the same layout.

A user's row with the identity of one of ours replaces it, in its place; any other is added at the end. Within one
folder an identity may stand once. The result is a pure function of the files' names and contents.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from contested.errors import KnowledgeError
from contested.knowledge.check import Row, check
from contested.knowledge.schema import Entry
from contested.knowledge.sources import PACKAGED, KnowledgeFile, files, fingerprint
from contested.knowledge.tables import TABLES, Knowledge, Table

__all__ = ["fingerprint", "load"]

_AT = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")
_NAMED = re.compile(r"(?P<what>missing required|contains unknown) field `(?P<key>[^`]*)`")

Rows = dict[str, dict[tuple[object, ...], Row]]


def load(dirs: Sequence[Path] = ()) -> Knowledge:
    """All knowledge: the packaged files and those of `dirs`, later folders over earlier ones.

    Raises:
        KnowledgeError: a folder or file that cannot be read, is not well formed, repeats an identity, or names an
            actor, conflict, side or country that there is none of; it names file, line and key.
    """
    rows: Rows = {table.field: {} for table in TABLES}
    digest = hashlib.sha256()
    for read in (_packaged(fingerprint()), *(_folder(Path(each)) for each in dirs)):
        for content in read.contents:
            digest.update(content)
        for field, found in read.rows.items():
            rows[field].update(found)
    check({field: list(found.values()) for field, found in rows.items()})
    tables: dict[str, Any] = {field: tuple(row.entry for row in found.values()) for field, found in rows.items()}
    return Knowledge(digest=digest.hexdigest(), **tables)


class Folder(NamedTuple):
    """What one folder holds: its rows by table and identity, and its files' names and bytes for the digest."""

    rows: Rows
    contents: tuple[bytes, ...]


@lru_cache(maxsize=1)
def _packaged(_mark: str) -> Folder:
    """The packaged files, parsed once as long as they stay as they are: who loads with other folders needs them too."""
    return _folder(PACKAGED)


def _folder(folder: Path) -> Folder:
    rows: Rows = {table.field: {} for table in TABLES}
    contents: list[bytes] = []
    for file in files(folder):
        contents += (f"{file.name}\0{len(file.content)}\0".encode("utf-8", "surrogateescape"), file.content)
        for table, row in _rows(file):
            _place(row, table, rows[table.field])
    return Folder(rows, tuple(contents))


def _rows(file: KnowledgeFile) -> Iterator[tuple[Table, Row]]:
    data = file.parse()
    headers = [table.header for table in file.tables if table.header is not None]
    if not headers:
        yield file.tables[0], _row(file, file.tables[0], data, ())
        return
    for key, value in data.items():
        if key not in headers:
            raise file.error((key,), "no such table here", f"expected {' or '.join(f'[[{each}]]' for each in headers)}")
        if not isinstance(value, list):
            raise file.error((key,), "is not a list of tables", f"write [[{key}]]")
    for table in file.tables:
        for index, each in enumerate(data.get(str(table.header), [])):
            yield table, _row(file, table, each, (str(table.header), index))


def _row(file: KnowledgeFile, table: Table, data: Any, at: tuple[str | int, ...]) -> Row:
    try:
        return Row(msgspec.convert(data, table.row), file, at)
    except msgspec.ValidationError as error:
        raise _invalid(file, at, str(error)) from error


def _invalid(file: KnowledgeFile, at: tuple[str | int, ...], message: str) -> KnowledgeError:
    """What msgspec found wrong, with the place in the file instead of the place in the data."""
    path: tuple[str | int, ...] = at
    if found := _AT.search(message):
        message = message[: found.start()]
        path += tuple(name or int(index) for name, index in _STEP.findall(found["path"]))
    if named := _NAMED.search(message):
        unknown = named["what"] == "contains unknown"
        return file.error(
            (*path, named["key"]),
            "no such key here" if unknown else "is missing",
            "see the table's fields in docs/knowledge.md" if unknown else "add the key to this table",
        )
    quoted = "put the value in quotes" if message.startswith("Expected `str`") else None
    return file.error(path, message[:1].lower() + message[1:].replace("`", ""), quoted)


def _place(row: Row, table: Table, among: dict[tuple[object, ...], Row]) -> None:
    identity = _identity(row.entry, table) or (str(row.file.path), *row.at)
    if earlier := among.get(identity):
        where = f"{earlier.file.path}:{earlier.file.lines.of(earlier.at)}"
        raise row.error((table.identity[0],), f"{_quoted(identity)} stands already at {where}", "keep one of the two")
    among[identity] = row


def _identity(entry: Entry, table: Table) -> tuple[object, ...]:
    return tuple(getattr(entry, field) for field in table.identity)


def _quoted(identity: tuple[object, ...]) -> str:
    return " ".join(f'"{part}"' for part in identity if part is not None)
