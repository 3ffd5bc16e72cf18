"""The files of knowledge: which there are, what they hold, and where in them a value stands."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from contested.errors import KnowledgeError
from contested.knowledge.cells import CellLines, parse
from contested.knowledge.lines import Lines
from contested.knowledge.tables import TABLES, Table

PACKAGED = Path(__file__).parent
FORMS = (".toml", ".csv")


class KnowledgeFile:
    """One TOML or CSV file: its text, its parsed data, its tables."""

    def __init__(self, path: Path, name: str, tables: Sequence[Table]) -> None:
        self.path, self.name, self.tables = path, name, tables
        try:
            self.content = path.read_bytes()
            self.text = self.content.decode("utf-8-sig").replace("\r\n", "\n")
        except OSError as error:
            raise KnowledgeError(f"cannot be read: {error.strerror}", source=str(path)) from error
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise KnowledgeError(
                "is not UTF-8 text", source=str(path), line=line, remedy="save the file as UTF-8"
            ) from error

    @cached_property
    def lines(self) -> Lines | CellLines:
        """The lines of the file's tables and keys; found only when an error asks for them."""
        return CellLines(self.text) if self.name.endswith(".csv") else Lines(self.text)

    def parse(self) -> dict[str, Any]:
        """The file's data.

        Raises:
            KnowledgeError: the file is not TOML, or not CSV; names the line.
        """
        if self.name.endswith(".csv"):
            table = self.tables[0]
            return parse(self.text, str(table.header), table.row, str(self.path))
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            what, _, where = str(error).rpartition(" (at ")
            found = re.search(r"line (\d+)", where)
            line = int(found[1]) if found else self.text.rstrip("\n").count("\n") + 1
            raise KnowledgeError(
                f"is not TOML: {_lower(what or where)}", source=str(self.path), line=line, remedy="see https://toml.io"
            ) from error
        except RecursionError:
            line = 1 + self.text.count("\n", 0, _deepest(self.text))
            what, remedy = "nests too deeply", "no list here holds lists that hold lists"
            raise KnowledgeError(what, source=str(self.path), line=line, remedy=remedy) from None

    def error(self, path: Sequence[str | int], what: str, remedy: str | None = None) -> KnowledgeError:
        """An error about the value at `path` of the data."""
        names = [str(part) for part in path if isinstance(part, str)]
        return KnowledgeError(
            what, source=str(self.path), line=self.lines.of(path), key=".".join(names) or None, remedy=remedy
        )


def files(folder: Path) -> list[KnowledgeFile]:
    """The files of one folder in the order of their names.

    Raises:
        KnowledgeError: no such folder; a user's folder with no file, or with a TOML file that holds no known table.
    """
    known = [KnowledgeFile(path, name, tables) for path, name, tables in _walk(folder)]
    if not known:
        raise KnowledgeError("holds no file of knowledge", source=str(folder), remedy=_expected())
    return known


def fingerprint(dirs: Sequence[Path] = ()) -> str:
    """A quick mark of the packaged files and `dirs`: names, sizes and times of change, nothing opened.

    Equal marks mean that nothing changed since; it is no identity across machines (`Knowledge.digest` is).

    Raises:
        KnowledgeError: as `files`.
    """
    mark = hashlib.sha256()
    for folder in (PACKAGED, *dirs):
        mark.update(f"{Path(folder).resolve()}\n".encode("utf-8", "surrogateescape"))
        for path, name, _ in _walk(Path(folder)):
            stat = path.stat()
            mark.update(f"{name}\t{stat.st_size}\t{stat.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    return mark.hexdigest()


def _walk(folder: Path) -> Iterator[tuple[Path, str, list[Table]]]:
    """Path, name inside the folder and tables of each file. Our own folder may hold other tables' TOML too."""
    if not folder.is_dir():
        what = "is no folder" if folder.exists() else "no such folder"
        raise KnowledgeError(what, source=str(folder), remedy="give the folder that holds actors/, conflicts/, …")
    for name in sorted(_names(folder)):
        tables = [table for table in TABLES if _fits(name, table.files)]
        if tables:
            yield folder / name, name, tables
        elif folder != PACKAGED and name.endswith(".toml"):
            raise KnowledgeError("is not where a table is looked for", source=str(folder / name), remedy=_expected())


def _names(folder: Path) -> Iterator[str]:
    """The TOML and CSV files of a folder and of the folders directly in it, as ``actors/syria.toml``."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir() and not entry.name.startswith((".", "_")):
                with os.scandir(entry.path) as inner:
                    yield from (f"{entry.name}/{item.name}" for item in inner if item.name.endswith(FORMS))
            elif entry.name.endswith(FORMS):
                yield entry.name


def _fits(name: str, pattern: str) -> bool:
    folder, _, last = pattern.rpartition("/")
    own_folder, _, own_last = name.rpartition("/")
    return folder == own_folder and last in (own_last, f"*{Path(own_last).suffix}")


def _expected() -> str:
    return "expected " + ", ".join(dict.fromkeys(table.files for table in TABLES))


def _deepest(text: str) -> int:
    """Where the longest run of opening brackets begins."""
    runs = re.finditer(r"(?:[\[{]\s*(?:[\w.-]+\s*=\s*)?){3,}", text)
    return max(((len(run[0]), run.start()) for run in runs), default=(0, 0))[1]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
