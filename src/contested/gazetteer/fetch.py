"""GeoNames' dump of a country, and its alternate names, fetched and added as a layer."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contested.errors import GazetteerError
from contested.gazetteer.add import Source, add
from contested.gazetteer.download import Downloaded, download
from contested.gazetteer.formats.refusals import Refusals
from contested.gazetteer.shelf import Card
from contested.gazetteer.store import Progress, cache_folder, quiet

ADDRESS = "https://download.geonames.org/export/dump"


def address(given: str | None = None) -> str:
    """Where GeoNames' dumps lie: as given, else as CONTESTED_GEONAMES_URL says, else at GeoNames."""
    return (given or os.environ.get("CONTESTED_GEONAMES_URL") or ADDRESS).rstrip("/")


def fetch(
    country: str, index: Path | None, refusals: Refusals, base: str | None = None, progress: Progress = quiet
) -> tuple[Card, list[Downloaded]]:
    """Fetch a country's places and add them as the layer "geonames-sy".

    Args:
        country: ISO alpha-2 code.
        index: the folder of the index; None for the user's own.
        refusals: takes what is wrong in the dump.
        base: the address that the dumps lie under; None for the one of the settings.
        progress: called with what is being done, how much is done, how much there is.

    Returns:
        What the layer is, and each file as it came.

    Raises:
        GazetteerError: a file cannot be fetched or read; nothing is changed then.
    """
    folder = cache_folder() / "downloads"
    under = address(base)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GazetteerError(
            f"cannot be made: {error.strerror}", source=str(folder), remedy="choose another by CONTESTED_CACHE"
        ) from error
    with alone(folder / f"{country}.lock"):
        dump = download(f"{under}/{country}.zip", folder / f"{country}.zip", progress)
        names = alternate_names(under, country, folder, progress)
        source = Source(
            path=dump.path, form="geonames", name=f"geonames-{country.lower()}", address=dump.url,
            alternates=names.path if names else None,
        )  # fmt: skip
        card = add(source, index, refusals, progress)
        files = [dump, names] if names else [dump]
        for file in files:
            file.path.unlink(missing_ok=True)
    return card, files


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let no other process fetch the same country meanwhile; the system lets go of the lock whatever happens."""
    try:
        import fcntl
    except ImportError:  # Windows does not let two write one file
        yield
        return
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise GazetteerError(
                "is being fetched by another process", source=lock.stem, remedy="wait until it is done"
            ) from None
        yield


def alternate_names(under: str, country: str, folder: Path, progress: Progress) -> Downloaded | None:
    """A country's alternate names; None where the server has none of it."""
    url = f"{under}/alternatenames/{country}.zip"
    try:
        return download(url, folder / f"{country}-alternates.zip", progress)
    except GazetteerError as error:
        if "(404)" in error.what:
            return None
        raise
