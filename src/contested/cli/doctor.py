"""`contested doctor`: what is installed, where data lies, what is missing and the remedy."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

import click

from contested import __version__, extras
from contested.cli.messages import counted
from contested.cli.options import LEDGER
from contested.errors import ContestedError


class Finding(NamedTuple):
    """One thing looked at: how it is, and the remedy where it is not well."""

    name: str
    state: str
    remedy: str | None = None


@click.command("doctor")
@LEDGER
@click.option(
    "--gazetteer",
    type=click.Path(path_type=Path),
    envvar="CONTESTED_GAZETTEER",
    metavar="PATH",
    help="Index of places.",
)
@click.option(
    "--knowledge",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of your own knowledge, to be checked.",
)
def command(ledger: str, gazetteer: Path | None, knowledge: Path | None) -> int:
    """Say what is installed, where data lies, what is missing and the remedy."""
    findings = [
        *installed(),
        native(),
        known(knowledge),
        index(gazetteer),
        page(),
        example(),
        kept(ledger),
        asked(),
    ]
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        click.echo(f"{'!!' if finding.remedy else 'ok'}  {finding.name.ljust(width)}  {finding.state}")
        if finding.remedy:
            click.echo(f"    {' ' * width}  remedy: {finding.remedy}")
    return 1 if any(finding.remedy for finding in findings) else 0


def installed() -> Iterator[Finding]:
    """The program, Python and the libraries that it needs."""
    yield Finding("contested", f"{__version__} in {Path(__file__).parents[1]}")
    yield Finding("python", f"{platform.python_version()} ({sys.executable}), SQLite {sqlite3.sqlite_version}")
    missing = []
    needed = [name_of(line) for line in requires("contested") or () if "extra ==" not in line]
    for name in needed:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Finding("libraries", f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}")
    else:
        yield Finding("libraries", f"all {len(needed)} are here")
    for name in extras.EXTRAS:
        gone = extras.missing(name)
        state = f"not installed ({', '.join(gone)}); to have them: {extras.remedy(name)}" if gone else "installed"
        yield Finding(f"{name} extra", state)


def name_of(requirement: str) -> str:
    """The package that a requirement names."""
    for index, char in enumerate(requirement):
        if not (char.isalnum() or char in "-_."):
            return requirement[:index]
    return requirement


def native() -> Finding:
    """Whether the reader runs as native code or as plain Python; either is well."""
    from contested.native import FOLDER, why_plain

    why = why_plain()
    if why is None:
        return Finding("reader", f"native code in {FOLDER}")
    return Finding("reader", f"plain Python, since {why}; `make fast` in a clone compiles it: the same, faster")


def known(folder: Path | None) -> Finding:
    """The knowledge that comes with the package, and the user's own."""
    from contested.knowledge import load

    try:
        found = load([folder] if folder else [])
    except ContestedError as error:
        return Finding("knowledge", error.what, str(error))
    counts = f"{len(found.actors)} actors, {len(found.conflicts)} conflicts, {len(found.places)} places"
    return Finding("knowledge", f"{counts}, digest {found.digest[:12]}")


def index(path: Path | None) -> Finding:
    """The index of places: the one that came with the package, or is compiled on the first reading."""
    from contested.gazetteer.shelf import kept
    from contested.gazetteer.store import cache_folder, check_sources, packaged, shelf_folder

    folder = path or packaged() or cache_folder()
    if not folder.exists():
        if path:
            return Finding("gazetteer", f"there is nothing at {folder}", "give the path of a compiled index")
        try:
            check_sources()
        except ContestedError as error:
            return Finding("gazetteer", error.what, error.remedy)
        return Finding("gazetteer", f"not compiled yet; the first `contested read` does it, in {folder}")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else 0
    try:
        names = [layer.card.name for layer in kept(shelf_folder(path))]
    except ContestedError as error:
        return Finding("gazetteer", error.what, str(error))
    layers = f", layers of your own: {', '.join(names)}" if names else ""
    return Finding("gazetteer", f"{folder} ({size / 1e6:.0f} MB){layers}")


def page() -> Finding:
    """The front end, built when the package was."""
    from contested.publish import built_page
    from contested.publish.site import REMEDY

    built = built_page()
    if built is None:
        return Finding("map page", "not built: `publish` and `demo` cannot write a site", REMEDY)
    return Finding("map page", str(built))


def example() -> Finding:
    """The reports of the demo."""
    from importlib.resources import files

    from contested.cli.demo import EXAMPLE

    folder = files("contested") / "examples" / EXAMPLE
    if not folder.is_dir():
        return Finding("example", "missing", "install contested again")
    return Finding("example", f"{sum(file.name.endswith('.md') for file in folder.iterdir())} files in {folder}")


def kept(ledger: str) -> Finding:
    """The ledger that commands would use here."""
    from contested.ledger import Ledger

    if "://" not in ledger and not Path(ledger).exists():
        return Finding("ledger", f"none at {Path(ledger).absolute()}; `contested add` makes it")
    try:
        with Ledger.open(ledger, create=False) as found:
            counts = found.counts()
    except ContestedError as error:
        return Finding("ledger", error.what, error.remedy or str(error))
    return Finding("ledger", f"{ledger}: {counted(counts['reports'], 'report')}, {counted(counts['claims'], 'claim')}")


def asked() -> Finding:
    """The server that `--reader llm` would ask; it is not asked here."""
    from contested.llm.settings import MODEL, URL, settings_from

    if not any(os.environ.get(name) for name in (URL, MODEL)):
        return Finding("llm reader", f"no server set; only `--reader llm` needs {URL} and {MODEL}")
    try:
        settings = settings_from(os.environ)
    except ContestedError as error:
        return Finding("llm reader", error.what, str(error))
    return Finding("llm reader", f"{settings.model} at {settings.url}, {'with' if settings.key else 'without'} a key")
