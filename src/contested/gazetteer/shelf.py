"""The user's layers as they were brought: each a folder with its places and a card that says what they are.

    layers/NAME.N/card.json       name, order, licence, what it was read from, how many places
    layers/NAME.N/places.gz       the places as read, so that a new version of the index is compiled without the source

A layer is written beside its place and moved there in one step under the next number N; the highest number of a name
counts. So a broken or ended import leaves the layer that was there, and two imports at once do not disturb each other.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from contested.errors import GazetteerError
from contested.gazetteer.rows import Entry
from contested.scratch import Scratch, sweep

VERSION = 1  # of the form in which layers are kept
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
FOLDER = re.compile(rf"({NAME.pattern})\.([0-9]+)")


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a layer is. ``digest`` is of its places, ``sha256`` of the file that they were read from."""

    name: str
    form: str
    source: str
    sha256: str
    places: int
    digest: str
    order: int = 0
    skipped: int = 0
    attribution: str = ""
    licence: str = ""
    version: int = VERSION


class Kept:
    """A layer on the shelf: its card, and its places to read."""

    def __init__(self, folder: Path, card: Card) -> None:
        self.folder, self.card = folder, card

    def places(self) -> Iterator[Entry]:
        """The places, as they were read.

        Raises:
            GazetteerError: the file is damaged.
        """
        decoder = msgspec.msgpack.Decoder(Entry)
        path = self.folder / "places.gz"
        try:
            with gzip.open(path, "rb") as file:
                while size := file.read(4):
                    yield decoder.decode(file.read(int.from_bytes(size, "little")))
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise GazetteerError(
                f"the layer {self.card.name} is damaged: {error}", source=str(path), remedy=remedy(self.card.name)
            ) from error


def remedy(name: str) -> str:
    """What to do about a layer that cannot be used."""
    return f"`contested gazetteer remove {name}`, then add it again"


def kept(shelf: Path) -> list[Kept]:
    """The layers on a shelf, the one that wins last.

    Raises:
        GazetteerError: a card cannot be read, or is of a newer version.
    """
    found = []
    for name, folder in newest(shelf).items():
        try:
            found.append(Kept(folder, read_card(folder)))
        except GazetteerError:
            if newest(shelf).get(name) == folder:
                raise
            return kept(shelf)  # another process has replaced it meanwhile
    return sorted(found, key=lambda layer: (layer.card.order, layer.card.name))


def credits(shelf: Path) -> tuple[str, ...]:
    """What must be said where places of a shelf's layers are shown, each once.

    Raises:
        GazetteerError: a card cannot be read, or is of a newer version.
    """
    return tuple(dict.fromkeys(layer.card.attribution for layer in kept(shelf) if layer.card.attribution))


def newest(shelf: Path) -> dict[str, Path]:
    """The folder of each layer by its name: of several the one with the highest number."""
    folders: dict[str, tuple[int, Path]] = {}
    for folder in shelf.iterdir() if shelf.is_dir() else ():
        named = FOLDER.fullmatch(folder.name)
        if named and int(named[2]) >= folders.get(named[1], (0, folder))[0]:
            folders[named[1]] = int(named[2]), folder
    return {name: folder for name, (_, folder) in folders.items()}


def read_card(folder: Path) -> Card:
    """The card of a layer."""
    name = folder.name.rpartition(".")[0]
    try:
        card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError) as error:
        raise GazetteerError(
            f"the layer {name} is damaged: {error}", source=str(folder / "card.json"), remedy=remedy(name)
        ) from error
    if card.version > VERSION:
        raise GazetteerError(
            f"the layer {name} was made by a newer version of contested (form {card.version}, here {VERSION})",
            source=str(folder / "card.json"),
            remedy=f"update contested, or {remedy(name)}",
        )
    return card


class Draft:
    """A layer that is being written beside the others; left without `keep`, nothing of it stays."""

    def __init__(self, shelf: Path, name: str) -> None:
        if not NAME.fullmatch(name):
            raise GazetteerError(
                f'"{name}" is no name for a layer', remedy="use small letters, figures, - and _, such as ocha-syria"
            )
        self.shelf, self.name = shelf, name
        try:
            shelf.mkdir(parents=True, exist_ok=True)
            sweep_abandoned(shelf)
            self._scratch = Scratch(shelf, ".adding-")
            self.folder = self._scratch.path
        except OSError as error:
            raise unwritable(shelf, error) from error

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.let_go()

    def write(self, places: Iterable[Entry]) -> tuple[int, str]:
        """Write places; how many, and the digest of them."""
        encode, digest, count = msgspec.msgpack.encode, hashlib.sha256(), 0
        try:
            with (self.folder / "places.gz").open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as file:
                for place in places:
                    packed = encode(place)
                    packed = len(packed).to_bytes(4, "little") + packed
                    digest.update(packed)
                    file.write(packed)
                    count += 1
        except OSError as error:
            raise unwritable(self.folder, error) from error
        return count, digest.hexdigest()[:16]

    def layer(self, card: Card) -> Kept:
        """The draft with its card, to be tried out before it is kept."""
        (self.folder / "card.json").write_bytes(msgspec.json.format(msgspec.json.encode(card)))
        return Kept(self.folder, card)

    def keep(self) -> None:
        """Put the layer on the shelf in place of the one of its name."""
        self.folder.chmod(0o755)
        while True:
            before = newest(self.shelf).get(self.name)
            number = int(before.name.rpartition(".")[2]) + 1 if before else 1
            place = self.shelf / f"{self.name}.{number}"
            try:
                self.folder.rename(place)
                break
            except OSError as error:
                if not place.exists():  # else another import was quicker: take the next number
                    raise unwritable(self.shelf, error) from error
        drop(self.shelf, self.name, below=number)


def drop(shelf: Path, name: str, below: int | None = None) -> bool:
    """Take a layer off the shelf, or what is older than a number of it; whether there was one."""
    there = False
    for folder in sorted(shelf.glob(f"{name}.*")):
        named = FOLDER.fullmatch(folder.name)
        if named and named[1] == name and (below is None or int(named[2]) < below):
            there = True
            gone = Scratch(shelf, ".removing-")
            with suppress(OSError):
                folder.replace(gone.path)
            gone.let_go()
            shutil.rmtree(folder, ignore_errors=True)
    return there


def sweep_abandoned(folder: Path) -> None:
    """Remove what a process that was ended left in the middle of its work."""
    for kind in ("adding", "building", "removing"):
        sweep(folder, f".{kind}-*")


def unwritable(where: Path, error: OSError) -> GazetteerError:
    """That a layer cannot be written."""
    return GazetteerError(
        f"the layer cannot be written: {error.strerror or error}",
        source=str(where),
        remedy="make room, or choose another folder by --gazetteer",
    )
