"""What speaks for a candidate: the table of weights, and what the other places of the report add to it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from contested.gazetteer.rows import PlaceRow

#: What speaks for a candidate, and how much. Units: nats per unit of the feature, set on general news (not war
#: reports) so that a stated parent outweighs everything, context outweighs a hundredfold in population, and the
#: country hint outweighs a tenfold.
WEIGHTS = {
    "importance": 1.5,  # about log10 of the people who know the place
    "own_name": 1.2,  # is mainly called so, not just also
    "secondary": -3.75,  # another place is called so more often, such as its chief town
    "likeness": 9.0,  # spelling, 0 to 1
    "parent": 5.0,  # lies in the place stated as its parent; against, where it does not
    "level": 3.0,  # is of the kind that the words say ("town", "province"); against, where it is not
    "hint": 3.0,  # lies in the country that the report is known to be about
    "country": 1.3,  # log of 1 + other names of the report in this country
    "admin1": 1.0,  # log of 1 + other names of the report in this first-level division
    "near": 1.0,  # log of 1 + other names within about a degree
    "is_named": 1.0,  # its country is itself named in the report
}
SETTLED = frozenset(("settlement", "neighbourhood", "facility", "admin2"))


class Context:
    """How often the places chosen so far lie in each country, division and degree square; distinct names count."""

    def __init__(self, places: Sequence[PlaceRow]) -> None:
        self.countries = Counter(place.country for place in places if place.country)
        self.admin1 = Counter((place.country, place.admin1) for place in places if place.admin1)
        self.squares = Counter(square(place) for place in places if place.level in SETTLED)
        self.beside: dict[tuple[int, int], int] = {}
        self.named = {place.country for place in places if place.level == "country"}

    def supports(self, place: PlaceRow, itself: PlaceRow | None) -> list[tuple[str, float]]:
        """What the other places of the report say for this one; ``itself`` is what the name means so far."""
        mine = itself is not None
        why: list[tuple[str, float]] = []
        others = self.countries[place.country] - (mine and itself is not None and itself.country == place.country)
        if others > 0 and place.country:
            why.append(("country", WEIGHTS["country"] * math.log1p(others)))
        if place.country in self.named and place.level != "country":
            why.append(("is_named", WEIGHTS["is_named"]))
        if place.admin1:
            same = itself is not None and (itself.country, itself.admin1) == (place.country, place.admin1)
            others = self.admin1[place.country, place.admin1] - same
            if others > 0:
                why.append(("admin1", WEIGHTS["admin1"] * math.log1p(others)))
        if place.level in SETTLED:
            others = self.around(place) - (itself is not None and itself.level in SETTLED and beside(itself, place))
            if others > 0:
                why.append(("near", WEIGHTS["near"] * math.log1p(others)))
        return why

    def around(self, place: PlaceRow) -> int:
        """How many places lie in this degree square and the eight about it."""
        lat, lon = at = square(place)
        if at not in self.beside:
            self.beside[at] = sum(self.squares.get((lat + i, lon + j), 0) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return self.beside[at]


def square(place: PlaceRow) -> tuple[int, int]:
    """The degree square of a place."""
    return math.floor(place.lat), math.floor(place.lon)


def beside(one: PlaceRow, other: PlaceRow) -> bool:
    """Whether two places lie in one degree square or in neighbouring ones."""
    a, b = square(one), square(other)
    return abs(a[0] - b[0]) <= 1 and abs(a[1] - b[1]) <= 1
