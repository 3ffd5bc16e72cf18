"""Which of the places that bear a name is meant: a table of weighted features, read against the report's other places.

Invariant: one name means one place in one report, unless stated parents tell them apart. The result is a function of
the queries, the index and the hint; the order of the queries does not matter.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from contested.gazetteer.context import SETTLED, WEIGHTS, Context
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.precision import APART_KM, precision
from contested.gazetteer.rows import PLAIN, SECONDARY, PlaceRow
from contested.gazetteer.sphere import kilometres

ROUNDS = 3  # choices settle in two or three rounds
KNOWN = 5.5  # importance of what the whole world knows
MOST = 40  # candidates weighed at most: the most important
SURE = 0.3  # a margin below this lowers the precision
GOOD_SPELLING = 0.75
#: How much context (in nats) another spelling needs: (likeness from, needed)
CONTEXT = ("parent", "hint", "country", "near", "admin1")
SUPPORT = ((0.999, 0.0), (0.95, 0.9), (0.85, 1.8), (0.75, 3.0))


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


class Resolution(NamedTuple):
    """The place chosen: its row, probability (0-1), margin over the next that lies elsewhere, how many were weighed.

    ``why`` holds each feature with what it added to the score.
    """

    row: int
    score: float
    margin: float
    candidates: int
    radius_km: float
    precision: int
    why: tuple[tuple[str, float], ...]


Why = tuple[tuple[str, float], ...]


class Weighed(NamedTuple):
    """A candidate with the part of its score that does not depend on the report's other places."""

    row: int
    place: PlaceRow
    base: float
    why: Why


def candidates(
    name: str, gazetteer: Gazetteer, country_hint: str | None = None
) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Rows that may be meant by a name, each with its likeness (none given where all are spelt the same).

    Other spellings are looked for where nothing is spelt so, or nothing in the country that the report is about.
    """
    rows = gazetteer.strict(name)[:MOST]
    if rows and (country_hint is None or serves(rows, gazetteer, country_hint)):
        return rows, ()
    other = [(row, score) for row, score in gazetteer.tolerant(name) if score >= GOOD_SPELLING and row not in rows]
    if rows:
        other = [(row, score) for row, score in other if gazetteer.place(row).country == country_hint]
    found = [(row, 1.0) for row in rows] + other[:MOST]
    return tuple(row for row, _ in found), tuple(score for _, score in found)


def serves(rows: Sequence[int], gazetteer: Gazetteer, country: str) -> bool:
    """Whether rows hold a place of the country, or one so well known that no village is meant instead."""
    return any(place.country == country or place.importance > KNOWN for place in map(gazetteer.place, rows))


def resolve(queries: Sequence[Query], gazetteer: Gazetteer, country_hint: str | None = None) -> list[Resolution | None]:
    """Choose a place for each name of one report.

    Args:
        queries: the names in text order; a name may stand several times.
        gazetteer: the index that the rows belong to.
        country_hint: ISO alpha-2 code of the country that the report is about; a hint, never a filter.

    Returns:
        One resolution for each query, None where nothing bears the name.
    """
    groups = grouped(queries)
    found = [weigh(group, gazetteer, country_hint) for group in groups]
    chosen = [ranked[0] if ranked else None for ranked in found]
    country = country_hint or dominant(chosen)
    if country is not None:
        found = [
            further(ranked, group, gazetteer, country, country_hint)
            for ranked, group in zip(found, groups, strict=True)
        ]
    scored = settle(found, [group.parent for group in groups], chosen)
    answers: list[Resolution | None] = [None] * len(queries)
    for group, ranked in zip(groups, scored, strict=True):
        answer = resolution(ranked)
        for i in group.members:
            answers[i] = answer
    return answers


def settle(
    found: Sequence[Sequence[Weighed]], parents: Sequence[int | None], chosen: list[Weighed | None]
) -> list[list[tuple[float, Weighed]]]:
    """Weigh each name's candidates by what the other names mean, until no choice changes."""
    scored: list[list[tuple[float, Weighed]]] = []
    for _ in range(ROUNDS):
        context = Context([one.place for one in chosen if one is not None])
        scored = [
            rank(ranked, chosen[up] if up is not None else None, context, chosen[i])
            for i, (ranked, up) in enumerate(zip(found, parents, strict=True))
        ]
        before = [one.row if one is not None else None for one in chosen]
        chosen = [ranked[0][1] if ranked else None for ranked in scored]
        if before == [one.row if one is not None else None for one in chosen]:
            break
    return scored


def dominant(chosen: Sequence[Weighed | None]) -> str | None:
    """The country that a report is plainly about: where most of the names that say a country lie; None for none."""
    countries = Counter(one.place.country for one in chosen if one is not None and one.place.country)
    if not countries:
        return None
    [(country, times)] = countries.most_common(1)
    return country if times >= 2 and times > 0.5 * countries.total() else None


def further(
    ranked: list[Weighed], group: Group, gazetteer: Gazetteer, country: str, hint: str | None
) -> list[Weighed]:
    """The candidates of a name and, where none lies in the report's country, those in other spellings that do."""
    if any(one.place.country == country or one.place.importance > KNOWN for one in ranked):
        return ranked
    here = [(row, like) for row, like in gazetteer.tolerant(group.query.name) if like >= GOOD_SPELLING]
    known = {one.row for one in ranked}
    more = [(row, like) for row, like in here if row not in known and gazetteer.place(row).country == country]
    if not more:
        return ranked
    query = group.query._replace(rows=tuple(row for row, _ in more), likeness=tuple(like for _, like in more))
    return sorted([*ranked, *weigh(group._replace(query=query), gazetteer, hint)], key=lambda one: (-one.base, one.row))


class Group(NamedTuple):
    """The queries of one report that mean one place; ``parent`` is the index of another group."""

    query: Query
    members: tuple[int, ...]
    parent: int | None


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


def weigh(group: Group, gazetteer: Gazetteer, hint: str | None) -> list[Weighed]:
    """The candidates of a name with what can be said of each alone, best first."""
    query = group.query
    rows, likeness = (query.rows[:MOST], query.likeness) if query.rows else candidates(query.name, gazetteer, hint)
    marks = dict(gazetteer.postings(query.name))
    weighed = []
    for i, row in enumerate(rows):
        place = gazetteer.place(row)
        why = [("importance", WEIGHTS["importance"] * place.importance)]
        mark = marks.get(row, 0)
        if mark & PLAIN:
            why.append(("own_name", WEIGHTS["own_name"]))
        if mark & SECONDARY and query.level_hint is None:
            why.append(("secondary", WEIGHTS["secondary"]))
        if i < len(likeness):
            why.append(("likeness", WEIGHTS["likeness"] * (likeness[i] - 1.0)))
        if hint is not None and place.country == hint:
            why.append(("hint", WEIGHTS["hint"]))
        if query.level_hint is not None:
            why.append(("level", WEIGHTS["level"] * agrees(query.level_hint, place.level)))
        weighed.append(Weighed(row, place, sum(weight for _, weight in why), tuple(why)))
    return sorted(weighed, key=lambda one: (-one.base, one.row))


def agrees(hint: str, level: str) -> float:
    """How well a place's level fits the level that the words state: 1 the same, 0 near it, -1 against it."""
    if hint == level:
        return 1.0
    if {hint, level} <= SETTLED or {hint, level} <= {"admin1", "admin2", "region"}:
        return 0.0
    return -1.0


def rank(
    weighed: Sequence[Weighed], parent: Weighed | None, context: Context, itself: Weighed | None
) -> list[tuple[float, Weighed]]:
    """The candidates with their scores in this context, best first; each carries the features that made its score."""
    ranked = []
    for one in weighed:
        extra = context.supports(one.place, itself.place if itself else None)
        if parent is not None:
            extra.append(("parent", WEIGHTS["parent"] * within(one.place, parent.place)))
        score = one.base + sum(weight for _, weight in extra)
        ranked.append((score, one._replace(why=one.why + tuple(extra))))
    ranked.sort(key=lambda item: (-item[0], item[1].row))
    return ranked


#: What is larger cannot lie in what is smaller.
RANKS = {"country": 3, "admin1": 2, "region": 2, "admin2": 1, "natural": 1}


def within(place: PlaceRow, parent: PlaceRow) -> float:
    """Whether a place lies in the place stated as its parent: 1 yes, -1 no, between where only the country speaks."""
    rank_of = RANKS.get(place.level, 0)
    if rank_of and rank_of >= RANKS.get(parent.level, 0):
        return 0.0  # no town holds a country, no country another: the two stand in a list
    if parent.level == "country":
        return 1.0 if place.country == parent.country and place.level != "country" else -1.0
    if parent.country and place.country and parent.country != place.country:
        return -1.0
    if parent.level == "admin1" and place.admin1 is not None:
        return 1.0 if place.admin1 == parent.admin1 and place.level != "admin1" else -1.0
    near = kilometres(place.lat, place.lon, parent.lat, parent.lon) <= max(60.0, 1.5 * parent.radius_km)
    return 0.8 if near else -0.8


def resolution(ranked: Sequence[tuple[float, Weighed]]) -> Resolution | None:
    """The best candidate with its probability and its margin over the best that lies elsewhere."""
    if not ranked:
        return None
    top, best = ranked[0]
    if not supported(best):
        return None
    shares = [math.exp(max(-60.0, score - top)) for score, _ in ranked]
    total = sum(shares)
    rival = next((i for i, (_, one) in enumerate(ranked) if apart(best.place, one.place)), None)
    mine = sum(share for share, (_, one) in zip(shares, ranked, strict=True) if not apart(best.place, one.place))
    margin = (mine - (shares[rival] if rival is not None else 0.0)) / total
    return Resolution(
        row=best.row,
        score=round(mine / total, 4),
        margin=round(margin, 4),
        candidates=len(ranked),
        radius_km=best.place.radius_km,
        precision=precision(best.place, ranked[rival][1].place if rival is not None and margin < SURE else None),
        why=tuple((feature, round(weight, 3)) for feature, weight in best.why),
    )


def supported(one: Weighed) -> bool:
    """Whether a candidate in another spelling has something else that speaks for it; the same one needs none."""
    why = dict(one.why)
    if "likeness" not in why:
        return True
    unlike = why["likeness"] / WEIGHTS["likeness"]
    for least, needed in SUPPORT:
        if 1.0 + unlike >= least:
            return sum(why.get(feature, 0.0) for feature in CONTEXT) >= needed
    return False


def apart(one: PlaceRow, other: PlaceRow) -> bool:
    """Whether two candidates are two places, not one place in two sources or a town within its district."""
    return one is not other and kilometres(one.lat, one.lon, other.lat, other.lon) > APART_KM
