"""UCDP's code of how precisely a place says where something happened: where_prec, 1 to 7.

1 the exact spot, 2 within 25 km of a known one, 3 a second-order and 4 a first-order division, 5 a line or a vaguely
bounded area, 6 a country, 7 wider than one. Which of them a place of each level gets is set by judgement.
"""

from __future__ import annotations

from contested.gazetteer.rows import PlaceRow

APART_KM = 25.0  # what lies nearer is one spot, as in where_prec 2
REGION_KM = 300.0  # a region of no country with a larger radius is wider than a country
PRECISION = {
    "settlement": 1, "neighbourhood": 1, "facility": 1, "admin2": 3, "admin1": 4, "region": 5, "natural": 5, "road": 5,
    "country": 6,
}  # fmt: skip


def precision(place: PlaceRow, rival: PlaceRow | None = None) -> int:
    """UCDP's precision of a place; with a rival that is as likely, of the smallest area that holds both."""
    own = PRECISION[place.level]
    if place.level in ("region", "natural") and place.radius_km <= APART_KM:
        own = 2
    if place.level == "region" and not place.country and place.radius_km > REGION_KM:
        own = 7
    if rival is None:
        return own
    if place.country and place.country == rival.country:
        return max(own, 4 if place.admin1 is not None and place.admin1 == rival.admin1 else 6)
    return 7
