"""The ranked candidates of a name to an answer: the best, how sure it is, how wide an area its rivals leave open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from contested.gazetteer.candidates import Weighed, Why
from contested.gazetteer.precision import APART_KM, precision
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.sphere import kilometres
from contested.gazetteer.weights import WEIGHTS

SURE: Final = 0.3  # a margin below this lowers the precision
DEGREE_KM: Final = 111.1  # a degree of latitude is at least so many km
#: What may bear out another spelling.
CONTEXT: Final = frozenset(("parent", "hint", "country", "near", "admin1"))
#: How much of it (in nats) another spelling needs: (likeness from, needed); set by judgement
SUPPORT: Final = ((0.999, 0.0), (0.95, 0.9), (0.85, 1.8), (0.75, 3.0), (0.5, 5.0))


#: Nats that another spelling needs more in a country that nothing in the report points to; by judgement
ABROAD: Final = 3.0
FAMOUS: Final = 5.0  # importance of a place that reports from anywhere may name: some hundred thousand live there
ALSO_CALLED: Final = 1.5  # and how much better known it must be where the name is not its main one

#: A candidate's score in a report, the candidate, what the report added to its score.
Ranked = tuple[float, Weighed, Why]


class Resolution(NamedTuple):
    """The place chosen: its row, probability (0-1), margin over the next that lies elsewhere, how many were weighed.

    ``features`` holds each feature with what it added to the score; ``why``: the same, rounded.
    """

    row: int
    score: float
    margin: float
    candidates: int
    radius_km: float
    precision: int
    features: Why

    @property
    def why(self) -> Why:
        """Each feature with what it added to the score."""
        return tuple([(feature, round(weight, 3)) for feature, weight in self.features])


def resolution(ranked: Sequence[Ranked], theatre: tuple[str, ...] = ()) -> Resolution | None:
    """The best candidate with its probability and its margin over the best that lies elsewhere.

    None where it lies outside of the report's theatre (countries; () for none known) and little else speaks for it.
    """
    ranked = [one for one in ranked if not abroad(one[1], theatre) or supported(one, theatre)]
    if not ranked or not supported(ranked[0]):
        return None
    top, best, extra = ranked[0]
    place, rival = best.place, None
    mine = rivals = total = 0.0
    for score, one, _ in ranked:
        share = math.exp(max(-60.0, score - top))
        total += share
        if not apart(place, one.place):
            mine += share
        elif rival is None:
            rival, rivals = one.place, share
    margin = (mine - rivals) / total
    return Resolution(
        row=best.row,
        score=round(mine / total, 4),
        margin=round(margin, 4),
        candidates=len(ranked),
        radius_km=place.radius_km,
        precision=precision(place, rival if margin < SURE else None),
        features=best.why + extra,
    )


def abroad(one: Weighed, theatre: tuple[str, ...]) -> bool:
    """Whether a candidate lies outside of the report's theatre; nothing does where none is known."""
    return bool(theatre) and bool(one.place.country) and one.place.country not in theatre


def supported(best: Ranked, theatre: tuple[str, ...] = ()) -> bool:
    """Whether a candidate in another spelling has something else that speaks for it; the same one needs none.

    Outside of the theatre another spelling needs `ABROAD` more, and the same one something, unless many know the place.
    """
    _, one, extra = best
    told = dict(one.why)
    unlike, famous = told.get("likeness"), FAMOUS if "own_name" in told else FAMOUS + ALSO_CALLED
    far = abroad(one, theatre)
    if unlike is None and not (far and one.place.importance < famous):
        return True
    speaks = sum(weight for feature, weight in one.why + extra if feature in CONTEXT)
    if unlike is None:
        return speaks > 0
    alike = 1.0 + unlike / WEIGHTS["likeness"]
    more = ABROAD if far else 0.0
    return next((speaks >= needed + more for least, needed in SUPPORT if alike >= least), False)


def apart(one: PlaceRow, other: PlaceRow) -> bool:
    """Whether two candidates are two places, not one place in two sources or a town within its district."""
    if one is other:
        return False
    if abs(one.lat - other.lat) * DEGREE_KM > APART_KM:
        return True
    return kilometres(one.lat, one.lon, other.lat, other.lon) > APART_KM
