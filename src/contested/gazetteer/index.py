"""Names to places, in layers, of which a later one wins over an earlier.

The base layer (countries, divisions, regions, GeoNames, airports) comes with the package; the places and roads of the
knowledge files form a layer of their own, which compiles in a moment, so a changed file costs no rebuild. The
user's layers come last and win; each replaces the rows below that are the same places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from contested.gazetteer.keys import has_article, strict_key
from contested.gazetteer.layer import Layer
from contested.gazetteer.misspelt import closeness, neighbours
from contested.gazetteer.roads import Roads
from contested.gazetteer.rows import ARTICLE, SECOND, SECONDARY, PlaceRow
from contested.gazetteer.shelf import Kept, kept
from contested.gazetteer.sounds import costs, sound, span_of
from contested.gazetteer.store import (
    ATTRIBUTION,
    Known,
    Progress,
    base_layer,
    base_stamp,
    cache_folder,
    compile_kept,
    compile_known,
    index_folder,
    layer_key,
    opened,
    quiet,
    shelf_folder,
)
from contested.knowledge.schema import PlaceEntry, RoadEntry

__all__ = ["ATTRIBUTION", "Gazetteer", "Progress", "base_stamp", "cache_folder", "quiet"]

MEMORY: Final = 20_000  # how many names and rows are remembered at most
SPELLINGS: Final = 50  # rows in other spellings that are enough
LIKE: Final = 0.75  # the least likeness of another spelling
LEAST_CLOSE: Final = 0.58  # and of a name that differs in a consonant
SAME_SPOT: Final = 0.1  # degrees
#: Marks without and with an article, for `bytes.translate`
UNARTICLED: Final = bytes(mark & ~ARTICLE for mark in range(256))
ARTICLED: Final = bytes(mark | ARTICLE for mark in range(256))
ARTICLE_DIFFERS: Final = 1.5  # what it costs a candidate in importance that one of the names has an article


class Covered:
    """Rows ``first`` to ``end`` of a layer with a byte for each: 1 where a later layer has a row in its place."""

    __slots__ = ("bytes", "end", "first")

    def __init__(self, first: int, end: int, replaced: memoryview) -> None:
        self.first, self.end, self.bytes = first, end, replaced


class Gazetteer:
    """Names to rows to places. Row numbers hold for one `digest`.

    Args:
        layers: the layers, of which a later one wins.
        apart: the numbers of those layers that users' layers are not joined with: those of the knowledge files.
    """

    def __init__(self, layers: Sequence[Layer], apart: Sequence[int] = ()) -> None:
        self.layers = tuple(layers)
        self.firsts: list[int] = []
        size = 0
        for layer in self.layers:
            self.firsts.append(size)
            size += layer.size
        self.size = size
        self.stack: tuple[tuple[Layer, int], ...] = tuple(zip(self.layers, self.firsts, strict=True))
        self.covered = covers(self.layers, self.firsts, [at for at in range(len(self.layers)) if at not in apart])
        self.digest = hashlib.sha256(" ".join(layer.digest for layer in self.layers).encode()).hexdigest()[:16]
        self.attribution = tuple(dict.fromkeys(text for layer in self.layers for text in layer.attribution))
        self._strict: dict[str, tuple[int, ...]] = {}
        self._postings: dict[str, tuple[tuple[int, int], ...]] = {}
        self._tolerant: dict[tuple[str, str | None], tuple[tuple[int, float], ...]] = {}
        self._places: dict[int, PlaceRow] = {}
        self._demonyms: dict[str, int | None] = {}
        self._roads: Roads | None = None

    @classmethod
    def open(
        cls,
        path: Path | None = None,
        *,
        places: Sequence[PlaceEntry] = (),
        roads: Sequence[RoadEntry] = (),
        known: Callable[[], Known] | None = None,
        stamp: str | None = None,
        shelf: Sequence[Kept] | None = None,
        progress: Progress = quiet,
    ) -> Gazetteer:
        """Open the index, compiling what is missing.

        Args:
            path: the folder of the index; None for the cache folder.
            places: places of the knowledge files; their layer wins over the base.
            roads: roads of the knowledge files.
            known: gives places and roads instead, and is only called where their layer must be compiled.
            stamp: names the state that ``known`` is in (a digest); needed with ``known``.
            shelf: the user's layers; None for those that are kept with the index.
            progress: called with what is being done, how much is done, how much there is.

        Raises:
            GazetteerError: the index cannot be read or written.
            ValueError: ``known`` without ``stamp``.
        """
        if known is not None and stamp is None:
            raise ValueError("places that are given later need a stamp that names their state")
        folder = index_folder(path)
        layers = [base_layer(folder, progress)]
        base = layers[0].digest
        users = cls.users(folder, layers[0], kept(shelf_folder(path)) if shelf is None else shelf, progress)
        if stamp is None and known is None:
            stamp = hashlib.sha256(msgspec.json.encode((places, roads))).hexdigest()[:16] if places or roads else None
        if stamp is not None:
            key = hashlib.sha256(f"{base} {stamp}".encode()).hexdigest()[:16]
            source = known or (lambda: (places, roads))
            layers.append(opened(folder / f"known-{key}", lambda at: compile_known(at, key, source, progress)))
        return cls([*layers, *users], apart=range(1, len(layers)))

    @classmethod
    def users(cls, folder: Path, base: Layer, shelf: Sequence[Kept], progress: Progress) -> list[Layer]:
        """The user's layers, each compiled where it must be, upon the base and the layers before it."""
        below = [base]
        for layer in shelf:
            key = layer_key([each.digest for each in below], layer)
            compile_to = partial(compile_kept, digest=key, layer=layer, below=cls(below), progress=progress)
            below.append(opened(folder / f"user.{layer.card.name}-{key}", compile_to))
        return below[1:]

    def strict(self, name: str) -> tuple[int, ...]:
        """Rows whose strict key is that of the name, most important first; () for none."""
        found = self._strict.get(name)
        if found is None:
            found = self._only(strict_key(name))
            if found is None:
                found = tuple([row for row, _ in self.postings(name)])
            if len(self._strict) >= MEMORY:
                self._strict.clear()
            self._strict[name] = found
        return found

    def _only(self, key: str) -> tuple[int, ...] | None:
        """The row of a key that one layer has for one place, as most have; () for none, None for more."""
        found: tuple[int, ...] = ()
        for layer, first in self.stack if key else ():
            number = layer.key(key)
            if number < 0:
                continue
            begin = layer.starts[number]
            if layer.starts[number + 1] - begin > 1:
                return None
            row = first + layer.postings[begin]
            if self.covered and self.replaced(row):
                continue
            if found:
                return None
            found = (row,)
        return found

    def postings(self, name: str) -> tuple[tuple[int, int], ...]:
        """The rows of `strict`, each with its marks: PLAIN (its own name), SECONDARY (another is called so more)."""
        found = self._postings.get(name)
        if found is None:
            found = self._looked_up(strict_key(name), name)
            if len(self._postings) >= MEMORY:
                self._postings.clear()
            self._postings[name] = found
        return found

    def _looked_up(self, key: str, name: str) -> tuple[tuple[int, int], ...]:
        """The postings of a strict key in all layers, ordered, without what a later layer knows better."""
        numbers = [(layer, first, layer.key(key)) for layer, first in self.stack] if key else []
        numbers = [each for each in numbers if each[2] >= 0]
        article = has_article(name)
        if len(numbers) == 1 and not self.covered:
            layer, first, number = numbers[0]
            marks = layer.marks(number)
            plain = marks.translate(UNARTICLED)
            if marks == (plain.translate(ARTICLED) if article else plain):  # they are in order as they stand
                rows = layer.rows(number)
                return tuple(zip([first + row for row in rows] if first else rows, plain, strict=True))
        return self._ordered(numbers, article)

    def _ordered(self, numbers: Sequence[tuple[Layer, int, int]], article: bool) -> tuple[tuple[int, int], ...]:
        """The postings of a key by its number in each layer; a name with an article means those with one first."""
        hits: list[tuple[float, int, int]] = []
        for layer, first, number in numbers:
            for row, mark in zip(layer.rows(number), layer.marks(number), strict=True):
                if self.covered and self.replaced(first + row):
                    continue
                lost = ARTICLE_DIFFERS if bool(mark & ARTICLE) != article else 0.0
                hits.append((lost + (SECOND if mark & SECONDARY else 0.0), first + row, mark & ~ARTICLE))
        if len(numbers) > 1 or any(lost for lost, _, _ in hits):
            hits.sort(key=lambda hit: (hit[0] - self.importance(hit[1]), hit[1]))
        if len(numbers) > 1:
            hits = self.winning(hits)
        return tuple([(row, mark) for _, row, mark in hits])

    def winning(self, hits: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
        """The hits without those that a later layer has in another row."""
        rows = [(self._layer_of(row), self.place(row)) for _, row, _ in hits]
        return [
            hit
            for hit, (at, place) in zip(hits, rows, strict=True)
            if not shadowed(place, [other for layer, other in rows if layer > at])
        ]

    def replaced(self, row: int) -> bool:
        """Whether a user's layer has another row in place of this one."""
        return any(each.first <= row < each.end and each.bytes[row - each.first] for each in self.covered)

    def tolerant(self, name: str, country: str | None = None) -> tuple[tuple[int, float], ...]:
        """Rows by any spelling of the name, each with the likeness of the spellings (`LIKE` to 1), best first.

        With a country (ISO alpha-2) only rows of it: of a name that half the world bears, none of its own is lost.
        """
        found = self._tolerant.get((name, country))
        if found is None:
            found = self._sounding(strict_key(name), country)
            if len(self._tolerant) >= MEMORY:
                self._tolerant.clear()
            self._tolerant[name, country] = found
        return found

    def _sounding(self, key: str, country: str | None) -> tuple[tuple[int, float], ...]:
        """Rows behind all strict keys that sound like this one and are spelt like enough."""
        sounds_as, code = sound(key)
        if not sounds_as:
            return ()
        span = 100.0 * span_of(code)
        most = (1.0 - LIKE) * span
        near: list[int] = []  # cost, layer, number of a strict key, in one number each, which sort fast
        for at, layer in enumerate(self.layers):
            numbers, block = layer.sounding(sounds_as)
            if numbers:
                mark = at << 32
                near += [c << 40 | mark | n for c, n in zip(costs(code, block), numbers, strict=True) if c <= most]
        near.sort()
        best: dict[int, int] = {}
        blocks = [(layer.postings, layer.starts, first) for layer, first in self.stack]
        wanted = None if country is None else country.encode().ljust(2)
        whole = wanted is None and not self.covered
        for each in near:
            cost, at, number = each >> 40, each >> 32 & 0xFF, each & 0xFFFFFFFF
            postings, starts, first = blocks[at]
            for row in postings[starts[number] : starts[number + 1]]:
                if whole or self._serves(row, at, wanted):
                    best.setdefault(first + row, cost)
            if len(best) >= SPELLINGS:
                break
        return tuple(self._weighed(best, span))

    def _serves(self, row: int, at: int, country: bytes | None) -> bool:
        """Whether a layer's row is of a country (None: of any) and no later layer has another in its place."""
        if country is not None and not self.layers[at].lies_in(row, country):
            return False
        return not (self.covered and self.replaced(self.firsts[at] + row))

    def _weighed(self, costs: dict[int, int], span: float) -> list[tuple[int, float]]:
        """Rows with what their spelling costs, as likenesses: the likest first, then the most important."""
        base, size = self.layers[0].importances, self.layers[0].size
        order = [(c, -(base[row] if row < size else self.importance(row)), row) for row, c in costs.items()]
        order.sort()
        likeness = {cost: round(1.0 - cost / span, 3) for cost in set(costs.values())}
        return [(row, likeness[cost]) for cost, _, row in order]

    def misspelt(self, name: str, country: str) -> tuple[tuple[int, float], ...]:
        """Rows of a country whose name differs in one consonant, each with its likeness: the last resort.

        Such names are never more like than `misspelt.WORST`, so that any other spelling goes before them.
        """
        key = strict_key(name)
        best: dict[int, float] = {}
        for sounds_as in neighbours(sound(key)[0]):
            for layer, first in zip(self.layers, self.firsts, strict=True):
                for number in layer.sounding(sounds_as)[0]:
                    rows = [row for row in layer.rows(number) if layer.country(row) == country]
                    like = closeness(key, layer.spelt(number), LEAST_CLOSE) if rows else 0.0
                    for row in rows:
                        if not (self.covered and self.replaced(first + row)):
                            best[first + row] = max(like, best.get(first + row, 0.0))
        found = [(row, round(like, 3)) for row, like in best.items() if like >= LEAST_CLOSE]
        return tuple(sorted(found, key=lambda item: (-item[1], -self.importance(item[0]), item[0])))

    def importance(self, row: int) -> float:
        """A row's importance, without reading the rest of it where no layer lies below."""
        if row >= self.layers[0].size:
            return self.place(row).importance
        return self.layers[0].importance(row)

    def _layer_of(self, row: int) -> int:
        """The number of the layer that a row lies in."""
        at = len(self.layers) - 1
        while self.firsts[at] > row:
            at -= 1
        return at

    def place(self, row: int) -> PlaceRow:
        """The place of a row."""
        place = self._places.get(row)
        if place is None:
            at = self._layer_of(row)
            place = self.layers[at].place(row - self.firsts[at])
            if at:
                place = completed(place, self._below(place.name, at))
            if len(self._places) >= MEMORY:
                self._places.clear()
            self._places[row] = place
        return place

    def _below(self, name: str, at: int) -> list[PlaceRow]:
        """The places that a name has in the layers below one."""
        key, found = strict_key(name), []
        for layer in self.layers[:at]:
            number = layer.key(key) if key else -1
            found += [layer.place(row) for row in layer.rows(number)] if number >= 0 else []
        return found

    def other_names(self, row: int) -> list[str]:
        """The names of a row beside the one that it is shown by, in all scripts."""
        at = self._layer_of(row)
        return self.layers[at].other_names(row - self.firsts[at])

    def layer_name(self, row: int) -> str:
        """What the layer of a row is called: base, known, or the name of a user's layer."""
        return self.layers[self._layer_of(row)].name

    def _marked(self, key: str) -> tuple[int, ...]:
        """Rows behind a key that is no name of a place, later layers first."""
        rows: list[int] = []
        for layer, first in zip(reversed(self.layers), reversed(self.firsts), strict=True):
            number = layer.key(key)
            if number >= 0:
                rows.extend(first + row for row in layer.rows(number))
        return tuple(rows)

    def demonym(self, word: str) -> int | None:
        """The row of the country (or division, region) whose people or things are called so ("Turkish")."""
        if word not in self._demonyms:
            if len(self._demonyms) >= MEMORY:
                self._demonyms.clear()
            self._demonyms[word] = next(iter(self._marked("~" + strict_key(word))), None)
        return self._demonyms[word]

    def country(self, code: str) -> int | None:
        """The row of a country by its ISO alpha-2 code."""
        return next(iter(self._marked("=" + code.lower())), None)

    def known_id(self, id: str) -> int | None:
        """The row of a place of our own tables, an airport or the knowledge files by its id."""
        return next(iter(self._marked("#" + id)), None)

    def pcode(self, code: str) -> int | None:
        """The row of a place by its P-code."""
        return next(iter(self._marked("#pcode:" + code)), None)

    def starts_name(self, word: str) -> bool:
        """Whether some name's strict key begins with this word; articles begin no key."""
        key = strict_key(word)
        return bool(key) and any(layer.key(key) >= 0 or layer.begins(key + " ") for layer in self.layers)

    def road(self, name: str, other: str | None = None) -> RoadEntry | None:
        """A road by its name, by a name made of two towns ("the Damascus-Palmyra highway"), or by two towns."""
        return self.roads.named(name) if other is None else self.roads.between(name, other)

    @property
    def roads(self) -> Roads:
        """Roads, rivers and borders."""
        if self._roads is None:
            self._roads = Roads(self.layers, lambda town: [self.place(row) for row in self.strict(town)[:3]])
        return self._roads


def completed(place: PlaceRow, below: Sequence[PlaceRow]) -> PlaceRow:
    """A place of an upper layer with what it does not say itself from the same place in a layer below."""
    for other in below:
        if same_place(place, other):
            unknown = not place.population
            place = place._replace(
                population=place.population or other.population,
                radius_km=max(place.radius_km, other.radius_km) if unknown else place.radius_km,
                importance=max(place.importance, other.importance),
                admin1=place.admin1 or other.admin1,
                admin2=place.admin2 or other.admin2,
            )
    return place


def covers(layers: Sequence[Layer], firsts: Sequence[int], joined: Sequence[int]) -> tuple[Covered, ...]:
    """Which rows of which layers are replaced by later ones; ``joined``: the layers that know of each other."""
    found = []
    for place, at in enumerate(joined):
        begin = 0
        for below in joined[:place]:
            end = begin + layers[below].size
            if end <= len(layers[at].replaced):
                first = firsts[below]
                found.append(Covered(first, first + layers[below].size, layers[at].replaced[begin:end]))
            begin = end
    return tuple(found)


def shadowed(place: PlaceRow, others: Sequence[PlaceRow]) -> bool:
    """Whether one of the others is the same place: of the same kind and spot, or the same division or country."""
    return any(same_place(place, other) for other in others)


def same_place(one: PlaceRow, other: PlaceRow) -> bool:
    """Whether two rows of one name are one place."""
    if one.level == other.level and one.level in ("admin1", "country") and one.country == other.country:
        return True
    alike = one.level == other.level or {one.level, other.level} == {"settlement", "neighbourhood"}
    return alike and abs(one.lat - other.lat) < SAME_SPOT and abs(one.lon - other.lon) < SAME_SPOT
