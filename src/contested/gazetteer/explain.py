"""What a name is found as, with the table behind each candidate's score."""

from __future__ import annotations

import math
from typing import NamedTuple

from contested.gazetteer.candidates import candidates, weigh
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.rows import PlaceRow


class Candidate(NamedTuple):
    """A place that a name may mean.

    ``share`` is its part of the weight of all candidates (0-1); ``score`` is the sum of ``why``, feature and nats;
    ``names`` are those beside the one to show, in all scripts; ``layer`` is the layer that it is of.
    """

    place: PlaceRow
    names: tuple[str, ...]
    layer: str
    score: float
    share: float
    why: tuple[tuple[str, float], ...]


def explain(name: str, gazetteer: Gazetteer, country: str | None = None, level: str | None = None) -> list[Candidate]:
    """The places that a name may mean by itself, best first; in a report its other places weigh in too.

    Args:
        name: as written, in any script; or a P-code.
        gazetteer: the index.
        country: ISO alpha-2 code of the country that is likely meant, None for none.
        level: the level that is likely meant, None for none.
    """
    coded = gazetteer.pcode(name)
    rows, likeness = ((coded,), ()) if coded is not None else candidates(name, gazetteer, country)
    if not rows:
        return []
    weighed = weigh(name, tuple(rows), tuple(likeness), level, country, gazetteer)
    shares = [math.exp(one.base - weighed[0].base) for one in weighed]
    return [
        Candidate(
            one.place, tuple(gazetteer.other_names(one.row)), gazetteer.layer_name(one.row), round(one.base, 3),
            round(share / sum(shares), 4), tuple((feature, round(weight, 3)) for feature, weight in one.why),
        )
        for one, share in zip(weighed, shares, strict=True)
    ]  # fmt: skip
