"""Which of the places that bear a name is meant: a table of weighted features, read against the report's other places.

Invariant: one name means one place in one report, unless stated parents tell them apart. The result is a function of
the queries, the index and the hint; the order of the queries does not matter.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from contested.gazetteer.candidates import KNOWN, Weighed, candidates, least, weigh
from contested.gazetteer.context import Context, in_district
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.parents import AGAINST, Found, above, contradicted, holding, lies, plainly_spelt, said, stated
from contested.gazetteer.queries import Bond, Group, Query, district, grouped
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.verdict import FAMOUS, Ranked, Resolution, resolution
from contested.gazetteer.weights import WEIGHTS

__all__ = ["WEIGHTS", "Bond", "Query", "Resolution", "candidates", "resolve"]

ROUNDS: Final = 3  # choices settle in two or three rounds
PLAIN_TO_SEE: Final = 4.5  # importance of a town that says by itself in what country a report is set
WORLDWIDE: Final = 6.0  # importance of a place that stands in others' way
BELOW: Final = 2.0  # how far below it these lie
INFINITE: Final = math.inf
TOWNS: Final = frozenset(("settlement", "neighbourhood", "facility"))
Likes = Sequence[tuple[int, float]]


def resolve(
    queries: Sequence[Query],
    gazetteer: Gazetteer,
    country_hint: str | None = None,
    theatre: tuple[str, ...] = (),
) -> list[Resolution | None]:
    """Choose a place for each name of one report.

    Args:
        queries: the names in text order; a name may stand several times.
        gazetteer: the index that the rows belong to.
        country_hint: ISO alpha-2 code of the country that the report is about; a hint, never a filter.
        theatre: codes of the countries that its actors and wide places point to, () for none: elsewhere a small place
            or another spelling needs more that speaks for it.

    Returns:
        One resolution for each query, None where nothing bears the name, or nothing where the words say it lies.
    """
    groups = grouped(queries)
    found = [_weighed(group.query, gazetteer, country_hint) for group in groups]
    chosen = [ranked[0] if ranked else None for ranked in found]
    country = country_hint or dominant(chosen)
    if country is not None:
        found = [
            further(ranked, group.query, gazetteer, country, country_hint)
            for ranked, group in zip(found, groups, strict=True)
        ]
    parents = [stated(group.parent, groups, chosen) for group in groups]
    over = [above(up, groups, chosen, found) for up in parents]
    found = [
        fitting(ranked, group, places, gazetteer, country_hint)
        if up is not None and said(group, up, groups)
        else ranked
        for ranked, group, up, places in zip(found, groups, parents, over, strict=True)
    ]
    setting = Setting(tuple(parents), tuple(district(group, groups) for group in groups), frozenset(theatre))
    scored = settle(found, groups, setting, chosen)
    scored = [holding(i, ranked, groups, scored, parents) for i, ranked in enumerate(scored)]
    answers: list[Resolution | None] = [None] * len(queries)
    theatre = (*theatre, *plain_countries(ranked[0] for ranked in scored if ranked))
    best = [ranked[0][1] if ranked else None for ranked in scored]
    for group, ranked, up in zip(groups, scored, parents, strict=True):
        against = (
            up is not None
            and said(group, up, groups)
            and contradicted(ranked, above(up, groups, best, found), group.bond)
        )
        answer = None if against or mistaken(ranked, group.query) else resolution(ranked, theatre)
        for i in group.members:
            answers[i] = answer
    return answers


class Setting(NamedTuple):
    """What is known of the groups of one report: the group of each one's known parent, the district it is said to lie
    in ("" for none), and the countries that its actors and wide places point to.
    """

    parents: tuple[int | None, ...]
    districts: tuple[str, ...]
    theatre: frozenset[str]


def _weighed(query: Query, gazetteer: Gazetteer, hint: str | None) -> Found:
    return weigh(query.name, query.rows, query.likeness, query.level_hint, hint, gazetteer)


def settle(
    found: Sequence[Found], groups: Sequence[Group], setting: Setting, chosen: list[Weighed | None]
) -> list[list[Ranked]]:
    """Weigh each name's candidates by what the other names mean, until no choice changes."""
    scored: list[list[Ranked]] = []
    for _ in range(ROUNDS):
        context = Context([one for one in chosen if one is not None])
        over = [(above(up, groups, chosen, found), groups[i].bond) for i, up in enumerate(setting.parents)]
        scored = [
            rank(ranked, over[i], setting.districts[i], context, chosen[i], setting.theatre)
            for i, ranked in enumerate(found)
        ]
        before = [one.row if one is not None else None for one in chosen]
        chosen = [ranked[0][1] if ranked else None for ranked in scored]
        if before == [one.row if one is not None else None for one in chosen]:
            break
    return scored


def rank(
    weighed: Found,
    parent: tuple[Sequence[PlaceRow], Bond],
    said_in: str,
    context: Context,
    itself: Weighed | None,
    theatre: frozenset[str] = frozenset(),
) -> list[Ranked]:
    """The candidates with their scores in this context, best first; each carries the features that made its score."""
    ranked: list[Ranked] = []
    moved = False
    several = len(weighed) > 1
    over, bond = parent
    shade = overshadowing(weighed) if several and not over else -INFINITE
    for one in weighed:
        extra = context.supports(one, itself)
        if over:
            extra = (*extra, ("parent", WEIGHTS["parent"] * lies(one.place, over, bond)))
        if said_in and one.place.admin2:
            extra = (*extra, ("district", WEIGHTS["district"] * in_district(one.place.admin2, said_in)))
        if several and theatre and one.place.country in theatre:
            extra = (*extra, ("theatre", WEIGHTS["theatre"]))
        if one.place.importance < min(shade, FAMOUS):
            extra = (*extra, ("overshadowed", WEIGHTS["overshadowed"]))
        score = one.base
        if extra:
            score, moved = score + sum([weight for _, weight in extra]), True
        ranked.append((score, one, extra))
    if moved:  # they come best first
        ranked.sort(key=_order)
    return ranked


def overshadowing(weighed: Found) -> float:
    """The importance below which a place stands in the shadow of one that all the world knows by the same name."""
    known = [one.place.importance for one in weighed if one.place.importance >= WORLDWIDE and plainly_spelt(one)]
    return -BELOW + max(known) if known else -INFINITE


def _order(ranked: Ranked) -> tuple[float, int]:
    return -ranked[0], ranked[1].row


def mistaken(ranked: Sequence[Ranked], query: Query) -> bool:
    """Whether the words say a division and only a town in another spelling is found: a division that no index has."""
    if not ranked or query.level_hint not in ("admin1", "country"):
        return False
    return ranked[0][1].place.level in TOWNS and any(feature == "likeness" for feature, _ in ranked[0][1].why)


def dominant(chosen: Sequence[Weighed | None]) -> str | None:
    """The country that a report is plainly about: where most of the names that say a country lie; None for none."""
    countries = Counter(one.place.country for one in chosen if one is not None and one.place.country)
    if not countries:
        return None
    [(country, times)] = countries.most_common(1)
    return country if times >= 2 and times > 0.5 * countries.total() else None


def plain_countries(best: Iterable[Ranked]) -> list[str]:
    """The countries of the places that a report plainly names: known, as written, by their main name."""
    told = ((one.place, dict(one.why)) for _, one, _ in best)
    return sorted(
        {
            place.country
            for place, why in told
            if place.country
            and place.importance >= PLAIN_TO_SEE
            and "likeness" not in why
            and ("own_name" in why or place.level == "admin1")
        }
    )


def further(ranked: Found, query: Query, gazetteer: Gazetteer, country: str, hint: str | None) -> Found:
    """The candidates of a name and, where none lies in the report's country, those in other spellings that do."""
    if any(one.place.country == country or one.place.importance > KNOWN for one in ranked):
        return ranked
    known = {one.row for one in ranked}
    here = gazetteer.tolerant(query.name, country)
    more = [(row, like) for row, like in here if like >= least(query.name) and row not in known]
    return joined(ranked, query, more, gazetteer, hint)


def fitting(ranked: Found, group: Group, over: Sequence[PlaceRow], gazetteer: Gazetteer, hint: str | None) -> Found:
    """The candidates of a name and, where none lies in its stated parent, those in other spellings that do."""
    query, bond = group.query, group.bond
    if not over or any(lies(one.place, over, bond) > AGAINST for one in ranked):
        return ranked
    known = {one.row for one in ranked}
    country = over[0].country
    spelt = gazetteer.tolerant(query.name, country or None)
    more = [(row, like) for row, like in spelt if like >= least(query.name) and row not in known]
    more = [(row, like) for row, like in more if lies(gazetteer.place(row), over, bond) > 0]
    if not more and country:
        near = gazetteer.misspelt(query.name, country)
        more = [(row, like) for row, like in near if lies(gazetteer.place(row), over, bond) > 0]
    return joined(ranked, query, more, gazetteer, hint)


def joined(ranked: Found, query: Query, more: Likes, gazetteer: Gazetteer, hint: str | None) -> Found:
    """The candidates of a name with further rows, each spelt so well."""
    if not more:
        return ranked
    others = query._replace(rows=tuple(row for row, _ in more), likeness=tuple(like for _, like in more))
    return tuple(sorted([*ranked, *_weighed(others, gazetteer, hint)], key=lambda one: (-one.base, one.row)))
