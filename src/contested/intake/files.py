"""Paths to files, and which format a file is in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from contested.errors import InputError
from contested.intake.record import Input, Record, Settings

FORMATS = {
    "txt": "plain.read_plain",
    "md": "plain.read_plain",
    "html": "pages.read_html",
    "htm": "pages.read_html",
    "pdf": "papers.read_pdf",
    "docx": "papers.read_docx",
    "csv": "rows.read_csv",
    "parquet": "rows.read_parquet",
    "jsonl": "rows.read_jsonl",
    "warc": "pages.read_warc",
    "warc.gz": "pages.read_warc",
}
LISTED = ", ".join(f".{form}" for form in FORMATS if form != "htm")
STANDARD_INPUT = "-"


def inputs(path: str | Path) -> Iterator[Input | InputError]:
    """The files that a path stands for: itself, or a folder's readable files in the order of their names."""
    name = str(path)
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            yield InputError("is closed", source="standard input", remedy="give a file, or text through a pipe")
        else:
            yield from read_through()
        return
    try:
        yield from files(Path(path))
    except (OSError, ValueError) as error:
        yield unreadable(name, error)


def read_through() -> Iterator[Input | InputError]:
    """What standard input gives."""
    try:
        yield Input("standard input", None, sys.stdin.buffer.read())
    except OSError as error:
        yield unreadable("standard input", error)


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


def unreadable(name: str, error: OSError | ValueError) -> InputError:
    """What the operating system says of a file that it does not give."""
    reason = (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
    return InputError(f"cannot be read: {reason}", source=name[:200], remedy="check the path and its permissions")


def is_readable(path: Path) -> bool:
    """Within a folder: neither hidden nor of a format that is not read."""
    return form_of(path.name) in FORMATS and not any(part.startswith(".") for part in path.parts)


def form_of(name: str) -> str:
    """The format that a file's name tells: its suffix without the dot, lower case; empty where there is none."""
    lowered = name.lower()
    return "warc.gz" if lowered.endswith(".warc.gz") else Path(lowered).suffix.removeprefix(".")


def reader_of(source: Input, settings: Settings) -> Callable[[Input, Settings], Iterator[Record | InputError]]:
    """The reader of a file's format; its module is loaded only now."""
    told = form_of(source.path.name) if source.path else ""
    form = told if told in FORMATS else settings.form or told or "txt"
    if form not in FORMATS:
        remedy = f"readable are {LISTED}; for another name say --from FORMAT"
        raise InputError(f"no format is known for .{form}", source=source.name, remedy=remedy)
    module, function = FORMATS[form].split(".")
    reader: Callable[[Input, Settings], Iterator[Record | InputError]]
    reader = getattr(import_module(f"contested.intake.{module}"), function)
    return reader
