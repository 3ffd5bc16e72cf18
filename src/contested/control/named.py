"""Roads that reports name and no knowledge file holds: between the places that they are said to join.

"The road between A and B", "the road from A to B", "the A–B highway": its ends are the places of the claim, or those
that other claims tell of under these names. A road whose ends are not known is kept without a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from contested.fusion.sites import Site
from contested.gazetteer.keys import strict_key
from contested.gazetteer.roads import ends_of
from contested.knowledge.schema import RoadEntry, Stop
from contested.model import Claim, Place, Told, digest

ROADS = frozenset({"along_road", "between", "along"})
WORDS = r"(?:road|highway|motorway|route|supply line|corridor)"
JOINS = (
    re.compile(rf"\b{WORDS}s?\b[^.;]{{0,30}}?\b(?:between|linking|connecting|joining|from)\s+(?P<a>[^.;,]+?)\s+"
               r"(?:and|to|with)\s+(?P<b>[^.;,]+)", re.IGNORECASE),
    re.compile(rf"(?P<a>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*)\s?[–—-]\s?(?P<b>(?:[a-z]{{2}}-)?[A-Z][\w'’-]+"
               rf"(?:\s[A-Z][\w'’-]+)*)\s+(?:[a-z]+\s)?{WORDS}\b"),
)  # fmt: skip
ARTICLE = re.compile(r"\b(?:the|a|an)\s", re.IGNORECASE)
NAME = re.compile(r"(?:[a-z]{2}-)?[A-Z][\w'’-]*(?: (?:(?:al|de|el|la) )?(?:[a-z]{2}-)?[A-Z][\w'’-]*)*")
NAMED = re.compile(rf"\b(?:the|a|an)\s+((?:[\w'’–—-]+\s){{0,4}}{WORDS})\b", re.IGNORECASE)


class Named(NamedTuple):
    """A road that a claim names: laid between places, or None where it cannot be, and what it is called."""

    claim: str
    name: str
    entry: RoadEntry | None


def named(told: Told, sites: Mapping[str, Sequence[Site]], country: str) -> Named:
    """The road that a claim about a road names.

    Args:
        told: the claim.
        sites: the places that are told of, by the key of their names.
        country: the code that the road is laid in.
    """
    claim, text = told.claim, told.claim.quote.text
    stops = _line(claim, text) or _joined(claim) or _worded(claim, text, sites)
    if len(stops) < 2:
        return Named(claim.id, _called(claim, text), None)
    ordered = sorted((stops[0], stops[-1]), key=lambda stop: (stop.name, stop.lat))
    name = f"{ordered[0].name}–{ordered[1].name} road"
    id = f"named:{digest('road', *(f'{stop.lat:.2f},{stop.lon:.2f}' for stop in ordered))}"
    line = list(stops) if stops[0] is ordered[0] else list(reversed(stops))
    return Named(claim.id, name, RoadEntry(id=id, name=name, country=country, stop=line))


def by_name(sites: Iterable[Site]) -> dict[str, list[Site]]:
    """Places by the key of their names."""
    found: dict[str, list[Site]] = {}
    for site in sites:
        found.setdefault(strict_key(site.name), []).append(site)
    return found


def _line(claim: Claim, text: str) -> list[Stop]:
    """The ends of the line that a claim's place is, called by the names in it or in the words about it."""
    for place in claim.places:
        line: list[Any] = (place.geometry or {}).get("coordinates", []) if place.relation in ROADS else []
        if (place.geometry or {}).get("type") == "LineString" and len(line) > 1:
            names = ends_of(place.name) or _ends_in(text)
            spots = [(float(at[1]), float(at[0])) for at in (line[0], line[-1])]
            return [
                Stop(name=name or f"{lat:.2f}, {lon:.2f}", lat=lat, lon=lon)
                for name, (lat, lon) in zip(names, spots, strict=True)
            ]
    return []


def _ends_in(text: str) -> tuple[str, str]:
    """The names of the two ends that some words give a road; "" twice where they give none."""
    match = next(filter(None, (pattern.search(text) for pattern in JOINS)), None)
    first, second = (NAME.match(match[end]) for end in "ab") if match is not None else (None, None)
    return (first.group(), second.group()) if first is not None and second is not None else ("", "")


def _joined(claim: Claim) -> list[Stop]:
    """The places that a claim's road is said to join: those that it lies between, or from the one to the other."""
    between = [place for place in claim.places if place.relation in ROADS and _spot(place)]
    way = [next((p for p in claim.places if p.role == role and _spot(p)), None) for role in ("from", "to")]
    ends = between if len({place.name for place in between}) > 1 else [place for place in way if place is not None]
    return [_stop(place) for place in ends] if len(ends) > 1 else []


def _worded(claim: Claim, text: str, sites: Mapping[str, Sequence[Site]]) -> list[Stop]:
    """The two ends that a claim's words name, where they are places that are known."""
    for place in claim.places:
        ends = ends_of(place.name)
        found = _both(claim, ends, sites) if ends else []
        if found:
            return found
    for pattern in JOINS:
        match = pattern.search(text)
        found = _both(claim, (match["a"], match["b"]), sites) if match else []
        if found:
            return found
    return []


def _both(claim: Claim, ends: tuple[str, str], sites: Mapping[str, Sequence[Site]]) -> list[Stop]:
    """The stops of two names, where both are known."""
    stops = [stop for end in ends for stop in _known(claim, end, sites)]
    return stops if len(stops) == 2 and stops[0] != stops[1] else []


def _known(claim: Claim, name: str, sites: Mapping[str, Sequence[Site]]) -> Iterator[Stop]:
    """The place that a name at the beginning of some words means: one of the claim's, else one that is told of."""
    words = name.split()
    for length in range(min(4, len(words)), 0, -1):
        key = strict_key(" ".join(words[:length]))
        own = next((place for place in claim.places if _spot(place) and strict_key(place.name) == key), None)
        if own is not None:
            yield _stop(own)
            return
        if sites.get(key):
            site = min(sites[key], key=lambda one: one.id)
            yield Stop(name=site.name, lat=site.lat, lon=site.lon)
            return


def _called(claim: Claim, text: str) -> str:
    """What a road is called that cannot be placed."""
    place = next((place.name for place in claim.places if place.level == "road"), None)
    begun = (NAMED.match(text, article.start()) for article in ARTICLE.finditer(text))
    match = next(reversed([each for each in begun if each is not None]), None)
    words = " ".join(match[1].split()) if match else " ".join(text.split())
    where = next((one.name for one in claim.places if one.role == "at" and _spot(one) and one.name), "")
    return place or (f"{words} ({where})" if where and where not in words and not _names(words) else words)


def _names(words: str) -> bool:
    return any(word[:1].isupper() for word in words.split())


def _spot(place: Place) -> bool:
    return place.lat is not None and place.lon is not None


def _stop(place: Place) -> Stop:
    return Stop(name=place.name, lat=place.lat or 0.0, lon=place.lon or 0.0)
