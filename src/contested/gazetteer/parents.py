"""The wider places that the words state for a name: what each may stand for, and what cannot lie in it."""

from __future__ import annotations

from collections.abc import Sequence

from contested.gazetteer.candidates import Weighed
from contested.gazetteer.context import within
from contested.gazetteer.queries import Bond, Group
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.verdict import FAMOUS, Ranked, supported

AGAINST = -0.5  # how a place lies to a parent that it does not lie in
WIDER = frozenset(("country", "admin1", "admin2"))
Found = tuple[Weighed, ...]


def above(
    up: int | None, groups: Sequence[Group], chosen: Sequence[Weighed | None], found: Sequence[Found]
) -> tuple[PlaceRow, ...]:
    """The places that a parent may stand for, the likeliest first.

    A town's name also stands for the division that it heads ("Maskanah in Aleppo"), a country's for a state that is
    called so ("Atlanta, Georgia").
    """
    one = chosen[up] if up is not None else None
    if up is None or one is None:
        return ()
    place = one.place
    if groups[up].query.level_hint is not None:
        return (place,)
    wide = [other.place for other in found[up] if other.place.level in WIDER and plainly_spelt(other)]
    if place.level not in WIDER:
        wide = [other for other in wide if other.country == place.country and other.admin1 == place.admin1]
    return (place, *(other for other in wide if other is not place))


def plainly_spelt(one: Weighed) -> bool:
    """Whether a candidate is spelt as the name is."""
    return all(feature != "likeness" or weight == 0.0 for feature, weight in one.why)


def lies(place: PlaceRow, over: Sequence[PlaceRow], bond: Bond) -> float:
    """How well a place fits what its stated parent may stand for: 1 inside, -1 outside.

    What is as wide as the parent cannot lie in it: then the two stand in a list, unless the words rule that out.
    """
    return max(within(place, parent) for parent in over) or (-1.0 if bond == "plain" else 0.0)


def stated(parent: int | None, groups: Sequence[Group], chosen: Sequence[Weighed | None]) -> int | None:
    """The nearest of the stated parents that is known: in "X, Y district, Aleppo province" Aleppo, if Y is not."""
    passed = set()
    while parent is not None and parent not in passed:
        above = chosen[parent]
        if above is not None and supported((above.base, above, ())):
            return parent
        passed.add(parent)
        parent = groups[parent].parent
    return None


def said(group: Group, parent: int, groups: Sequence[Group]) -> bool:
    """Whether a parent is plainly one: by how it is bound, with a word for what it is, or with a parent of its own.

    A bare name behind a comma may open a clause of its own ("In Paris, Syria's opposition ...").
    """
    above = groups[parent]
    return group.bond != "beside" or above.query.level_hint is not None or above.parent is not None


def contradicted(ranked: Sequence[Ranked], over: Sequence[PlaceRow], bond: Bond) -> bool:
    """Whether the best candidate lies elsewhere than its stated parent ("Al Mansoura, Raqqa governorate, Syria").

    Where the parent is said of others too, a place that all know may lie elsewhere.
    """
    if not ranked or not over or lies(ranked[0][1].place, over, bond) >= AGAINST:
        return False
    return bond != "shared" or ranked[0][1].place.importance < FAMOUS


def holding(
    up: int,
    ranked: list[Ranked],
    groups: Sequence[Group],
    scored: Sequence[list[Ranked]],
    parents: Sequence[int | None],
) -> list[Ranked]:
    """The candidates of a parent, first one that holds what is said to lie in it: Georgia of "Atlanta, Georgia"."""
    inside = [
        best[0][1].place
        for group, best, parent in zip(groups, scored, parents, strict=True)
        if parent == up and best and group.bond == "plain"
    ]
    if not inside or not ranked or any(within(place, ranked[0][1].place) > AGAINST for place in inside):
        return ranked
    plain = [one for one in ranked if plainly_spelt(one[1])]
    better = [one for one in plain if all(within(place, one[1].place) > 0 for place in inside)]
    return [*better[:1], *(one for one in ranked if one is not better[0])] if better else ranked
