"""What the other places of a report say for a candidate: its country, division, neighbourhood and stated parent."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Final

from contested.gazetteer.candidates import Square, Weighed, Why
from contested.gazetteer.keys import spelling, strict_key
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.sounds import likeness
from contested.gazetteer.sphere import kilometres
from contested.gazetteer.weights import WEIGHTS

ABOUT: Final = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]  # a degree square and the eight about it
DIVISION: Final = frozenset(spelling("division"))  # words for a division that may stand in its name
ALIKE: Final = 0.75  # likeness of two spellings of one district
#: What is larger cannot lie in what is smaller.
RANKS: Final = {"country": 3, "admin1": 2, "region": 2, "admin2": 1, "natural": 1}
INSIDE_KM: Final = 60.0  # within this of a district's or town's middle lies in it; set by judgement
INSIDE_RADII: Final = 1.5


class Context:
    """How often the places chosen so far lie in each country, division and degree square; distinct names count."""

    def __init__(self, chosen: Sequence[Weighed]) -> None:
        places = [one.place for one in chosen]
        self.countries = Counter(place.country for place in places if place.country)
        self.admin1 = Counter((place.country, place.admin1) for place in places if place.admin1)
        self.named = {place.country for place in places if place.level == "country"}
        self.near: Counter[Square] = Counter()
        self.rows = {one.row: one for one in chosen}
        for one in self.rows.values():
            if one.square is not None:
                lat, lon = one.square
                self.near.update([(lat + i, lon + j) for i, j in ABOUT])

    def supports(self, one: Weighed, itself: Weighed | None) -> Why:
        """What the other places of the report say for this one; ``itself`` is what the name means so far."""
        place, square = one.place, one.square
        country = place.country
        if country not in self.countries and (square is None or square not in self.near):
            return ()
        mine = itself.place if itself is not None else None
        why: list[tuple[str, float]] = []
        others = self.countries[country] - (mine is not None and mine.country == country)
        if others > 0 and country:
            why.append(("country", WEIGHTS["country"] * math.log1p(others)))
        if country in self.named and place.level != "country":
            why.append(("is_named", WEIGHTS["is_named"]))
        if place.admin1:
            same = mine is not None and mine.admin1 == place.admin1 and mine.country == country
            others = self.admin1[country, place.admin1] - same
            if others > 0:
                why.append(("admin1", WEIGHTS["admin1"] * math.log1p(others)))
        if square is not None and square in self.near:
            mine_too = itself is not None and itself.row != one.row and beside(itself.square, square)
            others = self.near[square] - (one.row in self.rows) - mine_too
            if others > 0:
                why.append(("near", WEIGHTS["near"] * math.log1p(others)))
        return tuple(why)


def beside(one: Square | None, other: Square) -> bool:
    """Whether two degree squares are one or touch."""
    return one is not None and abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


def in_district(own: str, stated: str) -> float:
    """Whether a place's district is the one stated, by name: 1 yes, -0.5 where it is called otherwise."""
    keys = [" ".join(word for word in strict_key(name).split() if word not in DIVISION) for name in (own, stated)]
    return 1.0 if likeness(*keys) >= ALIKE else -0.5


def within(place: PlaceRow, parent: PlaceRow) -> float:
    """Whether a place lies in the place stated as its parent: 1 yes, -1 no, between where only the country speaks."""
    rank_of = RANKS.get(place.level, 0)
    if rank_of and rank_of >= RANKS.get(parent.level, 0):
        return 0.0  # no town holds a country, no country another: the two stand in a list
    if parent.level == "country":
        return 1.0 if place.country == parent.country and place.level != "country" else -1.0
    if parent.country and place.country and parent.country != place.country:
        return -1.0
    known = place.admin1 is not None and not (place.level == "admin2" and place.admin1 == place.name)
    if parent.level == "admin1" and known:
        return 1.0 if place.admin1 == parent.admin1 and place.level != "admin1" else -1.0
    reach = max(INSIDE_KM, INSIDE_RADII * parent.radius_km)
    return 0.8 if kilometres(place.lat, place.lon, parent.lat, parent.lon) <= reach else -0.8
