"""Joints of all tasks to groups of tellings: connected components over numbers alone, in one task.

This is `fusion.events.group` over arrays. A group is named by the smallest number among its heads.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import numpy as np

from contested.scale.likeness import Heads, Joints, Numbers
from contested.scale.shuffle import encode, hand_on, taken
from contested.scale.step import Step


class Grouped(msgspec.Struct, frozen=True):
    """The heads of a table's tellings and the groups that they are in, as columns of 8 bytes; denials of what nobody
    told are left out."""

    head: bytes
    group: bytes


class Tellings(NamedTuple):
    """The columns of `Heads` of all tables, and of which table each is."""

    head: Numbers
    shape: Numbers
    first: Numbers
    denied: np.ndarray
    alone: np.ndarray
    table: np.ndarray


class Ranked(NamedTuple):
    """The columns of `Joints` of all tasks."""

    one: Numbers
    other: Numbers
    at: Numbers
    to: Numbers
    score: np.ndarray
    apart: np.ndarray
    name: Numbers


def groups(step: Step) -> None:
    """The groups of all tellings, for each table. Its settings: how many of its input are shapes' and not pairs'."""
    count = msgspec.msgpack.decode(step.settings, type=list[int])
    of_tables, of_tasks = step.paths[: count[0]], step.paths[count[0] :]
    told = tellings([next(taken(path, count[1], Heads)) for path in of_tables])
    group, kept = grouped(told, ranked([next(taken(path, 0, Joints)) for path in of_tasks]))
    rows = {}
    for at in range(len(of_tables)):
        mine = kept & (told.table == at)
        rows[at] = [encode(Grouped(told.head[mine].tobytes(), group[mine].tobytes()))]
    hand_on(step.path, rows, len(of_tables))


def tellings(rows: Sequence[Heads]) -> Tellings:
    """The tellings of all tables."""
    numbers = [joined([getattr(row, name) for row in rows], "<u8") for name in ("head", "shape", "first")]
    denied, alone = (joined([getattr(row, name) for row in rows], "?") for name in ("denied", "alone"))
    table = np.repeat(np.arange(len(rows)), [len(row.denied) for row in rows])
    return Tellings(numbers[0], numbers[1], numbers[2], denied, alone, table)


def ranked(rows: Sequence[Joints]) -> Ranked:
    """The joints of all tasks."""
    kinds = {"score": "<f8", "apart": "<i8"}
    columns = (joined([getattr(row, name) for row in rows], kinds.get(name, "<u8")) for name in Ranked._fields)
    return Ranked(*columns)


def joined(columns: Sequence[bytes], kind: str) -> Any:
    """Columns as one array."""
    return np.frombuffer(b"".join(columns), kind)


def grouped(told: Tellings, joints: Ranked) -> tuple[Numbers, np.ndarray]:
    """The group of each telling, and whether it is one: not where all in it deny."""
    own = told.first == told.head
    shapes = np.unique(told.shape[own])
    one, other = (np.searchsorted(shapes, side) for side in (joints.one, joints.other))
    at, to = best(components(len(shapes), one, other), shapes, joints)
    one, other = np.concatenate((one, at)), np.concatenate((other, to))
    together = components(len(shapes), one, other)
    shape = np.searchsorted(shapes, told.shape[own])
    glued = np.zeros(len(shapes), np.bool_)
    glued[one] = glued[other] = True
    glued[shape[~told.alone[own]]] = True
    group = told.head[own].copy()
    least = np.full(len(shapes), np.iinfo(np.uint64).max, np.uint64)
    mine = glued[shape]
    np.minimum.at(least, together[shape[mine]], group[mine])
    group[mine] = least[together[shape[mine]]]
    return spread(told, own, group)


def spread(told: Tellings, own: np.ndarray, group: Numbers) -> tuple[Numbers, np.ndarray]:
    """The group of every telling from those that are nobody's copy, and whether anybody in it tells and not denies."""
    order = np.argsort(told.head[own])
    every = group[order][np.searchsorted(told.head[own][order], told.first)]
    names, of = np.unique(every, return_inverse=True)
    says = np.zeros(len(names), np.bool_)
    says[of[~told.denied]] = True
    return every, says[of]


def best(component: np.ndarray, shapes: Numbers, joints: Ranked) -> tuple[np.ndarray, np.ndarray]:
    """For what is joined in a lower tier the one of a higher tier that fits best, as places in ``shapes``."""
    at, to = np.searchsorted(shapes, joints.at), np.searchsorted(shapes, joints.to)
    of = component[at]
    order = np.lexsort((joints.name, joints.apart, joints.score, of))
    first = np.ones(len(order), np.bool_)
    first[1:] = of[order][1:] != of[order][:-1]
    return at[order[first]], to[order[first]]


def components(size: int, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The smallest member of the connected component of each of 0 … size - 1 under some pairs.

    Source: Y. Shiloach, U. Vishkin, "An O(log n) parallel connectivity algorithm", 1982 (hooking and jumping).
    """
    label = np.arange(size)
    while True:
        low, high = np.minimum(label[one], label[other]), np.maximum(label[one], label[other])
        if (low == high).all():
            return label
        np.minimum.at(label, high, low)
        while (label != label[label]).any():
            label = label[label]
