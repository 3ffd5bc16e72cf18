"""Which of the places that bear a name is meant: a table of weighted features, read against the report's other places.

Invariant: one name means one place in one report, unless stated parents tell them apart. The result is a function of
the queries, the index and the hint; the order of the queries does not matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contested.gazetteer.candidates import KNOWN, Weighed, candidates, least, weigh
from contested.gazetteer.context import Context, in_district, within
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.verdict import Ranked, Resolution, resolution, supported
from contested.gazetteer.weights import WEIGHTS

__all__ = ["WEIGHTS", "Query", "Resolution", "candidates", "resolve"]

ROUNDS = 3  # choices settle in two or three rounds
PLAIN_TO_SEE = 4.5  # importance of a town that says by itself in what country a report is set
AGAINST = -0.5  # how a place lies to a parent that it does not lie in
Found = tuple[Weighed, ...]
Likes = Sequence[tuple[int, float]]


class Query(NamedTuple):
    """A name to resolve.

    ``rows`` are its candidates (looked up by name where empty), ``likeness`` how well each is spelt (1 where empty),
    ``level_hint`` a level that the words around it state, ``parent`` the index of the query that they state as its
    parent ("Maskanah in Aleppo province").
    """

    name: str
    rows: tuple[int, ...] = ()
    level_hint: str | None = None
    parent: int | None = None
    likeness: tuple[float, ...] = ()


class Group(NamedTuple):
    """The queries of one report that mean one place; ``parent`` is the index of another group."""

    query: Query
    members: tuple[int, ...]
    parent: int | None


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
    found = [
        fitting(ranked, group.query, chosen[up], gazetteer, country_hint)
        if up is not None and said(up, groups)
        else ranked
        for ranked, group, up in zip(found, groups, parents, strict=True)
    ]
    scored = settle(found, parents, [district(group, groups) for group in groups], chosen)
    answers: list[Resolution | None] = [None] * len(queries)
    theatre = (*theatre, *plain_countries(ranked[0] for ranked in scored if ranked))
    for group, ranked, up in zip(groups, scored, parents, strict=True):
        against = up is not None and said(up, groups) and contradicted(ranked, scored[up])
        answer = None if against else resolution(ranked, theatre)
        for i in group.members:
            answers[i] = answer
    return answers


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


def _weighed(query: Query, gazetteer: Gazetteer, hint: str | None) -> Found:
    return weigh(query.name, query.rows, query.likeness, query.level_hint, hint, gazetteer)


def district(group: Group, groups: Sequence[Group]) -> str:
    """The district that a name is said to lie in, "" for none: most are in no index, but places know theirs by name."""
    above = groups[group.parent].query if group.parent is not None else None
    return above.name if above is not None and above.level_hint == "admin2" else ""


def settle(
    found: Sequence[Found], parents: Sequence[int | None], districts: Sequence[str], chosen: list[Weighed | None]
) -> list[list[Ranked]]:
    """Weigh each name's candidates by what the other names mean, until no choice changes."""
    scored: list[list[Ranked]] = []
    for _ in range(ROUNDS):
        context = Context([one for one in chosen if one is not None])
        scored = [
            rank(ranked, chosen[up] if up is not None else None, said_in, context, chosen[i])
            for i, (ranked, up, said_in) in enumerate(zip(found, parents, districts, strict=True))
        ]
        before = [one.row if one is not None else None for one in chosen]
        chosen = [ranked[0][1] if ranked else None for ranked in scored]
        if before == [one.row if one is not None else None for one in chosen]:
            break
    return scored


def rank(
    weighed: Found, parent: Weighed | None, said_in: str, context: Context, itself: Weighed | None
) -> list[Ranked]:
    """The candidates with their scores in this context, best first; each carries the features that made its score."""
    ranked: list[Ranked] = []
    moved = False
    for one in weighed:
        extra = context.supports(one, itself)
        if parent is not None:
            extra = (*extra, ("parent", WEIGHTS["parent"] * within(one.place, parent.place)))
        if said_in and one.place.admin2:
            extra = (*extra, ("district", WEIGHTS["district"] * in_district(one.place.admin2, said_in)))
        score = one.base
        if extra:
            score, moved = score + sum([weight for _, weight in extra]), True
        ranked.append((score, one, extra))
    if moved:  # they come best first
        ranked.sort(key=_order)
    return ranked


def _order(ranked: Ranked) -> tuple[float, int]:
    return -ranked[0], ranked[1].row


def said(parent: int, groups: Sequence[Group]) -> bool:
    """Whether a parent is plainly one: said with a word for what it is, or with a parent of its own.

    A bare name behind a comma may open a clause of its own ("In Paris, Syria's opposition ...").
    """
    above = groups[parent]
    return above.query.level_hint is not None or above.parent is not None


def contradicted(ranked: Sequence[Ranked], over: Sequence[Ranked]) -> bool:
    """Whether the best candidate lies elsewhere than its stated parent ("Al Mansoura, Raqqa governorate, Syria")."""
    return bool(ranked and over) and within(ranked[0][1].place, over[0][1].place) < AGAINST


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


def fitting(ranked: Found, query: Query, parent: Weighed | None, gazetteer: Gazetteer, hint: str | None) -> Found:
    """The candidates of a name and, where none lies in its stated parent, those in other spellings that do."""
    if parent is None or any(within(one.place, parent.place) > AGAINST for one in ranked):
        return ranked
    known = {one.row for one in ranked}
    spelt = gazetteer.tolerant(query.name, parent.place.country or None)
    more = [(row, like) for row, like in spelt if like >= least(query.name) and row not in known]
    more = [(row, like) for row, like in more if within(gazetteer.place(row), parent.place) > 0]
    if not more and parent.place.country:
        near = gazetteer.misspelt(query.name, parent.place.country)
        more = [(row, like) for row, like in near if within(gazetteer.place(row), parent.place) > 0]
    return joined(ranked, query, more, gazetteer, hint)


def joined(ranked: Found, query: Query, more: Likes, gazetteer: Gazetteer, hint: str | None) -> Found:
    """The candidates of a name with further rows, each spelt so well."""
    if not more:
        return ranked
    others = query._replace(rows=tuple(row for row, _ in more), likeness=tuple(like for _, like in more))
    return tuple(sorted([*ranked, *_weighed(others, gazetteer, hint)], key=lambda one: (-one.base, one.row)))


def grouped(queries: Sequence[Query]) -> list[Group]:
    """One group for each name, level hint and stated parent; a name without parent joins the one that has it."""
    key_of: list[tuple[str, str | None, str | None]] = []
    stated: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for query in queries:
        parent = queries[query.parent].name.lower() if query.parent is not None else None
        key_of.append((query.name.lower(), query.level_hint, parent))
        if parent is not None:
            stated[query.name.lower(), query.level_hint].add(parent)
    members: dict[tuple[str, str | None, str | None], list[int]] = defaultdict(list)
    for i, (name, level, parent) in enumerate(key_of):
        if parent is None and len(stated[name, level]) == 1:
            parent = next(iter(stated[name, level]))
        key_of[i] = (name, level, parent)
        members[key_of[i]].append(i)
    order = {key: number for number, key in enumerate(members)}
    groups: list[Group] = []
    for key, indexes in members.items():
        up = next((queries[i].parent for i in indexes if queries[i].parent is not None), None)
        above = order[key_of[up]] if up is not None else None
        groups.append(Group(queries[indexes[0]], tuple(indexes), above if above != order[key] else None))
    return groups
