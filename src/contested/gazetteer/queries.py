"""The names of one report that are to be resolved, and those of them that mean one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal, NamedTuple

#: How firmly a parent is stated: beside the name ("Paris, Texas ..." may open a clause), shared with what stands nearer
#: to it (so that a place that all know may lie elsewhere), or plainly ("in", in brackets, possessive).
Bond = Literal["beside", "shared", "plain"]
FIRM: tuple[Bond, ...] = ("beside", "shared", "plain")


class Query(NamedTuple):
    """A name to resolve.

    ``rows`` are its candidates (looked up by name where empty), ``likeness`` how well each is spelt (1 where empty),
    ``level_hint`` a level that the words around it state, ``parent`` the index of the query that they state as its
    parent ("Maskanah in Aleppo province"), ``bond`` how firmly.
    """

    name: str
    rows: tuple[int, ...] = ()
    level_hint: str | None = None
    parent: int | None = None
    likeness: tuple[float, ...] = ()
    bond: Bond = "beside"


class Group(NamedTuple):
    """The queries of one report that mean one place; ``parent`` is the index of another group, ``bond`` to it."""

    query: Query
    members: tuple[int, ...]
    parent: int | None
    bond: Bond = "beside"


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
        bond = max((FIRM.index(queries[i].bond) for i in indexes if queries[i].parent is not None), default=0)
        groups.append(Group(queries[indexes[0]], tuple(indexes), above if above != order[key] else None, FIRM[bond]))
    return groups


def district(group: Group, groups: Sequence[Group]) -> str:
    """The district that a name is said to lie in, "" for none: most are in no index, but places know theirs by name."""
    above = groups[group.parent].query if group.parent is not None else None
    return above.name if above is not None and above.level_hint == "admin2" else ""
