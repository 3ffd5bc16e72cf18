"""Paths and addresses to inputs, and which format an input is in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from io import BufferedReader
from pathlib import Path, PurePath
from typing import Any

from contested.errors import InputError
from contested.intake import confined
from contested.intake.addresses import fetch_input, fetcher_for, is_address
from contested.intake.formats import FORMATS
from contested.intake.record import Input, Record, Settings

LISTED = ", ".join(f".{form}" for form in FORMATS if form not in ("htm", "xlsm"))
#: Formats that are read in a process of their own: what bounds their libraries is the system.
CONFINED = frozenset({"html", "htm", "pdf", "docx", "parquet", "xlsx", "xlsm", "xml", "rss", "atom", "warc", "warc.gz"})
#: Formats that are read so where they are large: they lie in the memory as a whole, up to fifty times as large.
WHOLE = frozenset({"csv", "json"})
LARGE = 5_000_000  # bytes
#: Formats of which a file is one report, so that the file's address is the report's.
ONE_REPORT = frozenset({"txt", "md", "html", "htm", "pdf", "docx"})
#: Within a folder these are seldom reports, but settings and layouts of other programs; Telegram's file has one name.
ONLY_BY_NAME = frozenset({"json", "xml"})
TELEGRAM = "result.json"
STANDARD_INPUT = "-"


def inputs(paths: Iterable[str | Path], settings: Settings) -> Iterator[Input | InputError]:
    """What paths stand for: files, a folder's readable files in the order of their names, what an address gives."""
    fetcher = None
    for path in paths:
        name = str(path)
        if name == STANDARD_INPUT:
            yield standard_input()
        elif is_address(name):
            fetcher = fetcher or fetcher_for(settings)
            yield fetch_input(name, fetcher, settings)
        else:
            try:
                yield from files(Path(path))
            except (OSError, ValueError) as error:
                yield unreadable(name, error)


def standard_input() -> Input | InputError:
    """What comes through standard input, line by line where its format has lines."""
    name = "standard input"
    if sys.stdin is None:
        return InputError("is closed", source=name, remedy="give a file, or text through a pipe")
    raw: Any = sys.stdin.buffer  # what stands in for it in a test is no file
    if raw.closed:
        return InputError("was read already", source=name, remedy="give - once")
    return Input(name, None, stream=raw if isinstance(raw, BufferedReader) else BufferedReader(raw))


def files(path: Path) -> Iterator[Input | InputError]:
    """The files that a path of the file system stands for."""
    name = str(path)
    if not path.exists():
        yield InputError("there is no such file or folder", source=name, remedy="check the path")
    elif path.is_dir():
        found = [file for file in sorted(path.rglob("*")) if is_readable(file.relative_to(path)) and file.is_file()]
        yield from (Input(str(file), file) for file in found)
        if not found:
            yield InputError("the folder has no readable file", source=name, remedy=f"readable are {LISTED}")
    else:
        yield Input(name, path)


def sizes(paths: Iterable[str | Path]) -> dict[Path, int]:
    """The files that paths stand for with their sizes; empty where one is no file: then nobody knows how much comes."""
    found: dict[Path, int] = {}
    for path in paths:
        if str(path) == STANDARD_INPUT or is_address(str(path)):
            return {}
        try:
            for source in files(Path(path)):
                if isinstance(source, Input) and source.path and source.path.is_file():
                    found[source.path] = source.path.stat().st_size
        except (OSError, ValueError):  # told when its turn comes
            continue
    return found


def unreadable(name: str, error: OSError | ValueError) -> InputError:
    """What the operating system says of a file that it does not give."""
    reason = (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
    return InputError(f"cannot be read: {reason}", source=name[:200], remedy="check the path and its permissions")


def is_readable(path: PurePath) -> bool:
    """Within a folder: neither hidden nor of a format that is not read."""
    form = form_of(path.name)
    if form in ONLY_BY_NAME and path.name != TELEGRAM:
        return False
    return form in FORMATS and not any(part.startswith(".") for part in path.parts)


def form_of(name: str) -> str:
    """The format that a file's name tells: its suffix without the dot, lower case; empty where there is none."""
    lowered = name.lower()
    return "warc.gz" if lowered.endswith(".warc.gz") else Path(lowered).suffix.removeprefix(".")


def form_for(source: Input, settings: Settings) -> str:
    """The format of an input: what its bytes told, else its name, else the user."""
    told = source.form or (form_of(source.path.name) if source.path else "")
    return told if told in FORMATS else settings.form or told or "txt"


def reader_of(source: Input, settings: Settings) -> Callable[[Input, Settings], Iterator[Record | InputError]]:
    """The reader of a file's format; its module is loaded only now."""
    form = form_for(source, settings)
    if form not in FORMATS:
        remedy = f"readable are {LISTED}; for another name say --from FORMAT"
        raise InputError(f"no format is known for .{form}", source=source.name, remedy=remedy)
    if confined.IS_POSSIBLE and (form in CONFINED or (form in WHOLE and source.size() > LARGE)):
        return confined.confined(form, FORMATS[form])
    module, function = FORMATS[form].split(".")
    reader: Callable[[Input, Settings], Iterator[Record | InputError]]
    reader = getattr(import_module(f"contested.intake.{module}"), function)
    return reader
