"""GeoNames' dumps: allCountries.txt or a country's SY.txt, as they are or zipped, with or without alternate names.

Columns as in GeoNames' readme.txt: 19, separated by tabs, no quotes; of alternateNamesV2.txt 8 to 10.
"""

from __future__ import annotations

import csv
import math
import mmap
import shutil
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path, PurePosixPath
from tempfile import gettempdir

import numpy as np

from contested.errors import GazetteerError
from contested.gazetteer.formats.places import Placed, settled
from contested.gazetteer.formats.records import unreadable, wrong
from contested.gazetteer.formats.refusals import Refusals
from contested.gazetteer.keys import strict_key
from contested.gazetteer.rows import Entry
from contested.scratch import Scratch, sweep

COLUMNS = 19
NO_NAME = frozenset(("link", "post", "iata", "icao", "faac", "unlc", "phon", "piny", "tcid"))  # codes, not names
LARGEST = 8 << 30  # bytes that an archive may hold: allCountries.txt has 1.7 GB


def text_of(path: Path, files: ExitStack) -> Path:
    """The dump's text: the file itself, or the largest text of a zip archive, unpacked for as long as ``files``.

    Raises:
        GazetteerError: the archive is broken, or holds no text of its own folder.
    """
    if path.suffix.lower() != ".zip":
        return path
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith(".txt")]
            for one in archive.infolist():
                if climbs(one.filename):
                    what = f'holds a path that leads out of it: "{one.filename}"'
                    raise wrong(what, path, None, "do not use this archive; fetch it from GeoNames again")
            inside = [one for one in inside if one.filename.lower() != "readme.txt"]
            if not inside:
                raise wrong("holds no table of places", path, None, "give a dump of GeoNames such as SY.zip")
            one = max(inside, key=lambda each: each.file_size)
            if one.file_size > LARGEST:
                raise wrong(f"holds {one.file_size:,} bytes", path, None, "is it a dump of GeoNames?")
            sweep(Path(gettempdir()), "contested-geonames-*")
            scratch = Scratch(Path(gettempdir()), "contested-geonames-")
            files.callback(scratch.let_go)
            folder = scratch.path
            with archive.open(one) as packed, (folder / "table.txt").open("wb") as plain:
                shutil.copyfileobj(packed, plain, 1 << 20)
            return folder / "table.txt"
    except (zipfile.BadZipFile, EOFError) as error:
        raise wrong(f"is no whole zip archive: {error}", path, None, "fetch it again") from error
    except OSError as error:
        raise unreadable(path, error) from error


def climbs(name: str) -> bool:
    """Whether a path in an archive leads out of the folder that it is unpacked to."""
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name


class Alternates:
    """The alternate names of a dump by GeoNames id: twelve bytes of memory a name, the names stay in the file."""

    def __init__(self, path: Path, files: ExitStack) -> None:
        ids, offsets = array("Q"), array("Q")
        try:
            file = files.enter_context(path.open("rb"))
            at = 0
            for number, line in enumerate(file, 1):
                cells = line.split(b"\t", 3)
                if len(cells) < 4 or not cells[1].isdigit():
                    what = f"has {len(cells)} cells or no GeoNames id in the second"
                    raise wrong(what, path, number, "is it alternateNamesV2.txt, and whole?")
                ids.append(int(cells[1]))
                offsets.append(at)
                at += len(line)
            self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if at else b""
        except OSError as error:
            raise unreadable(path, error) from error
        order = np.argsort(np.asarray(ids), kind="stable")
        self.ids, self.offsets = np.asarray(ids)[order], np.asarray(offsets)[order]

    def of(self, id: int) -> tuple[list[str], str]:
        """The names of a place and its Wikidata id, empty for none."""
        names, wikidata = [], ""
        begin, end = np.searchsorted(self.ids, [id, id + 1])
        for at in self.offsets[begin:end].tolist():
            stop = self.bytes.find(b"\n", at)
            cells = bytes(self.bytes[at : stop if stop >= 0 else None]).decode("utf-8", "replace").split("\t")
            if cells[2] == "wkdt":
                wikidata = cells[3].strip()
            elif cells[2] not in NO_NAME:
                names.append(cells[3].strip())
        return names, wikidata


def places(path: Path, source: str, alternates: Alternates | None, refusals: Refusals) -> Iterator[Placed]:
    """The places of a dump; ``source`` is what errors call it.

    Raises:
        GazetteerError: it is no dump, or a line of it cannot be.
    """
    second = divisions(path)
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                try:
                    entry = place(raw, source, number, second, alternates)
                except GazetteerError as error:
                    refusals.refuse(error)
                else:
                    if entry is not None:
                        yield Placed(number, entry)
    except OSError as error:
        raise unreadable(Path(source), error) from error


def divisions(path: Path) -> dict[tuple[str, str, str], str]:
    """The names of second-level divisions by country and codes; a dump lists them among the places."""
    found = {}
    try:
        with path.open("rb") as file:
            for raw in file:
                if b"\tADM2\t" in raw:
                    cells = raw.decode("utf-8", "replace").split("\t")
                    if len(cells) == COLUMNS:
                        found[cells[8], cells[10], cells[11]] = cells[1]
    except OSError as error:
        raise unreadable(path, error) from error
    return found


def place(
    raw: bytes, source: str, number: int, second: dict[tuple[str, str, str], str], alternates: Alternates | None
) -> Entry | None:
    """One line of a dump; None for what has no name that a key is left of."""
    cells = decoded(raw, source, number).rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS or not cells[0].isdigit():
        what = f"the number of cells is {len(cells)}, of GeoNames' dumps {COLUMNS}"
        remedy = "is the file cut short, or another table? (--as csv)"
        raise GazetteerError(what, source=source, line=number, remedy=remedy)
    id, name, ascii_name, others, kind, code, country = *cells[:4], cells[6], cells[7], cells[8]
    lat, lon = spot(cells, source, number)
    more, wikidata = alternates.of(int(id)) if alternates else ([], "")
    names = tuple(each for each in dict.fromkeys([name, ascii_name, *others.split(","), *more]) if useful(each))
    if not names:
        return None
    level, weight = features().get((kind, code)) or features().get((kind, "")) or ("region", 2.0)
    population = int(cells[14]) if cells[14].isdigit() else 0
    first = first_divisions().get((country, cells[10]))
    return Entry(
        id=f"geonames:{id}", names=names, level=level, country=country, lat=lat, lon=lon,
        importance=max(weight, math.log10(population)) if population and level == "settlement" else weight,
        admin1=names[0] if level == "admin1" and not first else first,
        admin2=second.get((country, cells[10], cells[11])) if level not in ("country", "admin1") else None,
        population=min(population, 4_000_000_000), radius_km=settled(level, population), source="user",
        ids=(("geonames", id), *([("wikidata", wikidata)] if wikidata else [])),
    )  # fmt: skip


def decoded(raw: bytes, source: str, number: int) -> str:
    """A line as text."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"is not UTF-8: {error.reason}", source=source, line=number, remedy="is it a dump of GeoNames?"
        ) from error


def spot(cells: list[str], source: str, number: int) -> tuple[float, float]:
    """The coordinates of a line."""
    try:
        lat, lon = float(cells[4]), float(cells[5])
    except ValueError:
        lat = lon = math.nan
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        what = f"coordinates {cells[4]}, {cells[5]} of {cells[1]} are out of range"
        raise GazetteerError(what, source=source, line=number, remedy="mend the line, or leave it by --skip-bad")
    if lat == 0 and lon == 0:
        what = f"{cells[1]} lies at 0, 0, which means not known"
        raise GazetteerError(what, source=source, line=number, remedy="give its spot, or leave it by --skip-bad")
    return lat, lon


def useful(name: str) -> bool:
    """Whether a name is one: no code of an airport or station, and something is left of it as a key."""
    from contested.gazetteer.sources import is_code

    return bool(name) and not is_code(name) and not name.startswith("http") and bool(strict_key(name))


@cache
def features() -> Mapping[tuple[str, str], tuple[str, float]]:
    """Level and importance by class and code of GeoNames features; the code is empty for all others of a class."""
    lines = (Path(__file__).parents[1] / "data" / "features.csv").read_text("utf-8").splitlines()[1:]
    return {(kind, code): (level, float(weight)) for kind, code, level, weight in csv.reader(lines)}


@cache
def first_divisions() -> dict[tuple[str, str], str]:
    """The names of first-level divisions by country and GeoNames code."""
    from contested.gazetteer.sources import table

    return {(row["country"], row["code"]): row["name"] for row in table("admin1.csv") if row["code"]}
