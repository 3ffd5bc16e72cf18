"""Where places go wrong: each place that human coders coded and the reader did not put there, by the reason why.

    python benchmarks/places.py headlines [--list 20] [--class WORDS]   reports' headlines behind UCDP GED's events
    python benchmarks/places.py places                                  the coders' own place strings
    python benchmarks/places.py headlines --gazetteer PATH              with another index of places

The set is third-party data beside the project: read where present, never copied. What is missed is one of

    not found in the text    no place was read where the coded name stands
    unresolved               a place was read, but nothing that bears its name speaks for itself
    wrong candidate          a place within 10 km was among the candidates, another was taken
    other spelling           the index has a place within 10 km with the coded name in another spelling
    in no gazetteer          the index has none

and what is said but not coded in that report is one of

    coded elsewhere so       coders put this name within 25 km of the answer in other reports: right, not this event's
    against the coders       coders put this name elsewhere whenever they did
    not known to the coders  they never coded the name
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.keys import strict_key
from contested.gazetteer.resolve import candidates
from contested.gazetteer.sounds import likeness, sound
from contested.gazetteer.sphere import kilometres
from contested.model import PlaceMention, Report
from contested.reading import Reader, open_reader

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "ged_syria" / "dev.csv"
FEATURE = re.compile(
    r"\b(town|village|city|district|governorate|area|neighbou?rhood|quarter|suburb|camp|countryside|province|airport|"
    r"airbase|military|base|dam|checkpoint|hospital)\b",
    re.IGNORECASE,
)
HIT_KM, NEAR_KM = 10.0, 25.0
ALIKE = 0.6  # likeness from which two spellings may be one name
COARSE = ("country", "admin1", "admin2")
Spot = tuple[float, float]


class Coded(NamedTuple):
    """A place as coders coded it: its name without its kind, where it lies."""

    name: str
    spot: Spot


class Case(NamedTuple):
    """Something that went wrong: its class, the text, what was coded or said, what the reader made of it."""

    kind: str
    text: str
    what: str
    read: str


def rows() -> Iterator[dict[str, str]]:
    """The coded events that are placed within 25 km."""
    with DATA.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if int(float(row["where_prec"])) <= 2)


def coded(row: dict[str, str]) -> Coded:
    """The place of a coded event."""
    name = FEATURE.sub("", row["where_coordinates"]).strip(" ,-")
    return Coded(name or row["where_coordinates"], (float(row["latitude"]), float(row["longitude"])))


def headlines() -> Iterator[tuple[str, str, list[Coded]]]:
    """Each headline that names the place coded from it, in some spelling: its text, date, the places."""
    found: dict[str, list[Coded]] = defaultdict(list)
    dates: dict[str, str] = {}
    for row in rows():
        text, place = row["source_headline"].strip(), coded(row)
        if len(text) > 25 and len(place.name) > 2 and named_in(place.name, text):
            found[text].append(place)
            dates[text] = row["source_date"].partition(";")[0][:10]
    yield from ((text, dates[text], list(dict.fromkeys(places))) for text, places in found.items())


def strings() -> Iterator[tuple[str, str, list[Coded]]]:
    """Each coded place string with its district and governorate, in a plain sentence."""
    found: dict[str, Coded] = {}
    for row in rows():
        parts = [part for part in (row["where_coordinates"], row["adm_2"], row["adm_1"]) if part and part != "nan"]
        found[f"Fighting was reported in {', '.join(parts)}."] = coded(row)
    yield from ((text, "2017-01-01", [place]) for text, place in found.items())


def named_in(name: str, text: str) -> bool:
    """Whether a text has words that sound like a name."""
    return any(sounds_like(name, words) for words in stretches(text, len(name.split()) + 1))


def stretches(text: str, longest: int) -> Iterator[str]:
    """All runs of a text's words, up to a length."""
    words = re.findall(r"[\w'’‘`-]+", text)
    for i in range(len(words)):
        yield from (" ".join(words[i : i + n]) for n in range(1, longest + 1))


def sounds_like(one: str, other: str) -> bool:
    """Whether two spellings have one sound key."""
    key, _ = sound(strict_key(one))
    return bool(key) and key == sound(strict_key(other))[0]


def near(mention: PlaceMention, places: Iterable[Coded], km: float) -> bool:
    """Whether a place that was read lies within a distance of one that was coded."""
    if mention.lat is None or mention.lon is None:
        return False
    return any(kilometres(mention.lat, mention.lon, *place.spot) <= km for place in places)


class Bench:
    """Reads the texts with one reader and sorts what went wrong."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.gazetteer = reader, reader.gazetteer
        self.syria = names_of(self.gazetteer, "SY")
        self.spots: dict[str, list[Spot]] = defaultdict(list)  # where coders put a name, by its sound key
        for place in map(coded, rows()):
            self.spots[sound(strict_key(place.name))[0]].append(place.spot)
        self.cases: list[Case] = []
        self.texts = self.hits = self.said = self.right = 0

    def read(self, text: str, date: str, places: list[Coded], *, first_only: bool) -> None:
        """Read one text and take what went wrong; ``first_only``: what is said at its beginning."""
        report = Report(id="1", text=text, date=date, country="SY")
        mentions = [m for m in self.reader.read(report).mentions if isinstance(m, PlaceMention)]
        fine = [m for m in mentions if m.lat is not None and m.level not in COARSE]
        fine = [m for m in fine if m.start <= 30][:1] if first_only else fine
        self.texts += 1
        if any(near(mention, places, HIT_KM) for mention in fine):
            self.hits += 1
        else:
            self.cases.append(self.missed(text, places[0], mentions))
        self.said += len(fine)
        for mention in fine:
            if near(mention, places, NEAR_KM):
                self.right += 1
            else:
                self.cases.append(self.strayed(text, mention))

    def missed(self, text: str, place: Coded, mentions: Sequence[PlaceMention]) -> Case:
        """Why a coded place was not found."""
        named = [m for m in mentions if m.named and any(sounds_like(name, place.name) for name in (m.text, m.name))]
        shown = "; ".join(f"{m.text} -> {m.name} ({m.level}, {m.id})" for m in named or mentions)
        what = f"{place.name} {place.spot}"
        listed = self.listed(place)
        rows_ = [row for m in named for row in candidates(m.text, self.gazetteer, "SY")[0]]
        if any(kilometres(p.lat, p.lon, *place.spot) <= HIT_KM for p in map(self.gazetteer.place, rows_)):
            unresolved = all(m.lat is None for m in named)
            return Case("unresolved" if unresolved else "wrong candidate", text, what, shown)
        if not listed:
            return Case("in no gazetteer", text, what, shown)
        if not named:
            return Case("not found in the text", text, what, shown)
        return Case("other spelling", text, f"{what} listed as {', '.join(listed)}", shown)

    def listed(self, place: Coded) -> list[str]:
        """The names under which the index has a coded place, in any spelling that is alike."""
        key = strict_key(place.name)
        close = [name for name, spot in self.syria if kilometres(*spot, *place.spot) <= HIT_KM]
        return [name for name in close if sounds_like(name, place.name) or likeness(strict_key(name), key) >= ALIKE]

    def strayed(self, text: str, mention: PlaceMention) -> Case:
        """Whether what was said and is not coded is where coders put the name elsewhere."""
        assert mention.lat is not None and mention.lon is not None
        spots = self.spots.get(sound(strict_key(mention.text))[0]) or self.spots.get(sound(strict_key(mention.name))[0])
        shown = f"{mention.text} -> {mention.name} ({mention.level}, {mention.id}, {mention.lat}, {mention.lon})"
        if not spots:
            return Case("not known to the coders", text, mention.text, shown)
        agreed = any(kilometres(mention.lat, mention.lon, *spot) <= NEAR_KM for spot in spots)
        return Case("coded elsewhere so" if agreed else "against the coders", text, f"{mention.text} {spots[0]}", shown)


def names_of(gazetteer: Gazetteer, country: str) -> list[tuple[str, Spot]]:
    """The name and place of each row of a country."""
    places = map(gazetteer.place, range(gazetteer.size))
    return [(place.name, (place.lat, place.lon)) for place in places if place.country == country]


def main(argv: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("mode", choices=("headlines", "places"))
    ask.add_argument("--gazetteer", type=Path)
    ask.add_argument("--list", type=int, default=0, metavar="N", help="cases of each class, evenly over the set")
    ask.add_argument("--class", dest="kind", default="", metavar="WORDS", help="only classes that hold these words")
    want = ask.parse_args(argv)
    if not DATA.is_file():
        print(f"{DATA.name} is not here: nothing to measure")
        return 0
    bench = Bench(open_reader(gazetteer=want.gazetteer))
    for text, date, places in headlines() if want.mode == "headlines" else strings():
        bench.read(text, date, places, first_only=want.mode == "places")
    print(f"texts {bench.texts}, a place within 10 km {bench.hits / bench.texts:.3f}", end=", ")
    print(f"of {bench.said} places said within 25 km {bench.right / max(1, bench.said):.3f}")
    show(bench.cases, want.list, want.kind)
    return 0


def show(cases: Sequence[Case], count: int, kind: str) -> None:
    """How many cases each class has, and some of each, evenly over the set."""
    for name, times in Counter(case.kind for case in cases).most_common():
        print(f"{times:>6}  {name}")
        mine = [case for case in cases if case.kind == name and kind in name] if count else []
        for case in mine[:: max(1, len(mine) // max(1, count))][:count]:
            print(f"        {case.what} | {case.read} | {case.text}")


if __name__ == "__main__":
    sys.exit(main())
