"""What claims tell of, each once: places, and apart from them the parts, surroundings and areas that bear their names.

Scope gates evidence: who holds the edge, the countryside or a quarter of a town, or the province that is called after
it, does not hold the town. So each of these is a site of its own, under the same name, with its scope. Places are known
by id, and where several ids or none mean one spot, they are one site.

A newer index of places may move a place; its id stays, and the site lies where the reading that was known last puts it.
It is called as most claims call it, so that one odd spelling does not rename a town.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import cos, radians

import msgspec

from contested.fusion.parts import meant
from contested.gazetteer.keys import strict_key
from contested.model import Claim, Place, Told

#: What a place is told of as, by its relation to the name, by how much of it is meant, and by its level.
BY_RELATION: Mapping[str, str] = {
    "edge_of": "edge", "part_of": "part", "direction_from": "direction", "around": "around", "near": "around",
    "between": "stretch", "along": "stretch", "along_road": "road",
}  # fmt: skip
BY_EXTENT: Mapping[str, str] = {"part": "part", "vague": "around"}
BY_LEVEL: Mapping[str, str] = {
    "country": "country", "admin1": "province", "admin2": "district", "region": "region", "natural": "natural",
    "road": "road", "neighbourhood": "neighbourhood",
}  # fmt: skip
PLACE = "place"
SPOTS = frozenset({PLACE, "neighbourhood"})  # what lies at one spot, with neighbours and land around it
SAME_NAME_KM = 6.0  # two ids of one name this near are one place
KM_PER_DEGREE = 111.2


class Site(msgspec.Struct, frozen=True, gc=False):
    """What somebody can hold: where it lies (WGS 84 degrees), and its ``scope``: "place" for a settlement or facility
    as a whole, else what part or surroundings of the name, or what area, is meant."""

    id: str
    name: str
    lat: float
    lon: float
    level: str
    radius_km: float
    scope: str = PLACE


def place_key(place: Place) -> str | None:
    """What a place is known by: its id, else its spot; None where it has none."""
    if place.lat is None or place.lon is None:
        return None
    return place.id or f"spot:{place.lat:.2f},{place.lon:.2f}"


def scope_of(place: Place) -> str:
    """What of a place is meant: "place" for all of a settlement or facility; a part, an edge, an area otherwise."""
    by_words = BY_RELATION.get(place.relation) or BY_EXTENT.get(place.extent)
    return by_words or BY_LEVEL.get(place.level or "", PLACE)


def site_key(place: Place, scope: str | None = None) -> str | None:
    """What the site of a place is known by: the place's key, and its scope where that is not the place itself."""
    key, scope = place_key(place), scope or scope_of(place)
    return key if key is None or scope == PLACE else f"{key}#{scope}"


def is_place(key: str) -> bool:
    """Whether a site's key is that of a place as a whole, and not of a part, of its surroundings or of an area."""
    return "#" not in key


def own_key(place: Place) -> str | None:
    """What the site of all of a place or area is known by, whatever relation to it is told of."""
    return site_key(place, BY_LEVEL.get(place.level or "", PLACE))


def told_scope(told: Told, place: Place) -> str:
    """What a claim says of a place in its words and counts: where it counts more settlements than it names, they lie
    about the place; where its words speak of a part, it is one (`parts`)."""
    scope, claim = scope_of(place), told.claim
    if scope != PLACE:
        return scope
    if counts_more(claim, place.role):
        return "around"
    return PLACE if meant(told, place) == "whole" else "part"


def scopes(told: Told) -> tuple[str, ...]:
    """What a claim says of each of its places (`told_scope`)."""
    return tuple(told_scope(told, place) for place in told.claim.places)


def counts_more(claim: Claim, role: str) -> bool:
    """Whether a claim counts more settlements than it names in a role: some about a place, or in an area."""
    named = sum(place.role == role for place in claim.places)
    return any(count.what == "settlements" and (count.best or count.low or 2) > named for count in claim.counts)


class Sites:
    """All sites of some claims, by any of their keys."""

    def __init__(self, sites: Iterable[Site], same: Mapping[str, str]) -> None:
        self.all = {site.id: site for site in sites}
        self._same = same
        # by claim, the keys of its places as it tells of them: every day of a situation asks for them anew
        self._told: dict[str, tuple[str | None, ...]] = {}
        self._scopes: dict[str, tuple[str, ...]] = {}

    def of(self, place: Place, scope: str | None = None) -> Site | None:
        """The site of a place as it is told of; None where it has no spot."""
        key = site_key(place, scope)
        return self.all.get(self._same.get(key, key)) if key is not None else None

    def told(self, told: Told) -> list[Site | None]:
        """The site of each of a claim's places, as the claim tells of them; None for one without a spot."""
        return [self.all.get(key) if key is not None else None for key in self._keys(told)]

    def _keys(self, told: Told) -> tuple[str | None, ...]:
        kept = self._told.get(told.claim.id)
        if kept is None:
            keys = map(site_key, told.claim.places, self._scopes.pop(told.claim.id, ()) or scopes(told))
            kept = tuple(self._same.get(key, key) if key is not None else None for key in keys)
            self._told[told.claim.id] = kept
        return kept

    def until(self, told: Iterable[Told]) -> Sites:
        """Those of the sites that some of the claims tell of."""
        named = {key for each in told for key in self._keys(each)}
        found = Sites((site for id, site in self.all.items() if id in named), self._same)
        found._told = self._told
        return found


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A place or area under its key and scope, as the claim has it that was known last (``rank``)."""

    key: str
    scope: str
    rank: tuple[str, str, str]
    place: Place


class Spots(msgspec.Struct, frozen=True):
    """What some claims tell of, each once, and by place how often each of its names is told.

    Those of several lots of claims add up (`merged`).
    """

    all: tuple[Spot, ...] = ()
    names: dict[str, dict[str, int]] = {}

    def merged(self, others: Iterable[Spots]) -> Spots:
        """These and those of other claims."""
        newest: dict[tuple[str, str], Spot] = {}
        names: dict[str, Counter[str]] = defaultdict(Counter)
        for each in (self, *others):
            for spot in each.all:
                known = newest.get((spot.key, spot.scope))
                if known is None or spot.rank > known.rank:
                    newest[spot.key, spot.scope] = spot
            for key, told in each.names.items():
                names[key].update(told)
        return Spots(tuple(newest.values()), {key: dict(told) for key, told in names.items()})


def spots(told: Iterable[Told], scoped: Callable[[Told], Sequence[str]] = scopes) -> Spots:
    """What some claims tell of that has a spot; ``scoped``: what a claim says of each of its places."""
    newest: dict[tuple[str, str], Spot] = {}
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for each in told:
        for place, scope in zip(each.claim.places, scoped(each), strict=True):
            id, rank = site_key(place, scope), (each.known, each.report.id, each.claim.id)
            if id is None:
                continue
            names[place_key(place) or id][place.name] += 1
            if (id, scope) not in newest or rank > newest[id, scope].rank:
                newest[id, scope] = Spot(id, scope, rank, place)
    return Spots(tuple(newest.values()), {key: dict(told) for key, told in names.items()})


def sites(told: Iterable[Told]) -> Sites:
    """Every place and area of some claims that has a spot; the same for any order of them."""
    known: dict[str, tuple[str, ...]] = {}

    def scoped(each: Told) -> tuple[str, ...]:
        known[each.claim.id] = scopes(each)
        return known[each.claim.id]

    found = sites_of(spots(told, scoped))
    found._scopes = known
    return found


def sites_of(found: Spots) -> Sites:
    """The sites behind what claims tell of."""
    ordered = sorted(found.all, key=lambda spot: (spot.key, spot.scope))
    places = {(spot.key, spot.scope): _called(spot.place, found.names) for spot in ordered}
    same = dict(_same(places))
    return Sites((_site(*key, place) for key, place in places.items() if key[0] not in same), same)


def _called(place: Place, names: Mapping[str, Mapping[str, int]]) -> Place:
    """A place under the name that most claims give it."""
    told = names[place_key(place) or ""]
    name = min(told, key=lambda name: (-told[name], name))
    return place if place.name == name else msgspec.structs.replace(place, name=name)


def _site(id: str, scope: str, place: Place) -> Site:
    assert place.lat is not None and place.lon is not None, "a place with a key has a spot"
    return Site(id, place.name, place.lat, place.lon, place.level or "settlement", place.radius_km or 1.0, scope)


def _same(places: Mapping[tuple[str, str], Place]) -> Iterator[tuple[str, str]]:
    """Ids that mean the site of another id: one name and scope, almost one spot. The smallest id stays."""
    named: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key, place in places.items():
        alike = named.setdefault((strict_key(place.name), key[1]), [])
        for other in alike:
            if distance_km(place, places[other]) <= SAME_NAME_KM:
                yield key[0], other[0]
                break
        else:
            alike.append(key)


def distance_km(one: Place, other: Place) -> float:
    """The distance of two near places in kilometres, on a plane that touches the earth there."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return KM_PER_DEGREE * float((east**2 + (one.lat - other.lat) ** 2) ** 0.5)
