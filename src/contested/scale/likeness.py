"""Which tellings are one event: shapes dealt out by place cell and time window, and held against each other there.

A shape goes to every cell that it can be found by (its place's id, its names, the cells of the grid that it reaches
into, its actors where it has no place: `fusion.near.keys`) and to every window of days from which it can still be
looked back at. So whatever two shapes the rule of sameness could join meet in at least one task, and nothing is lost at
a border; that some meet in several does no harm.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from hashlib import blake2b
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from contested.fusion.alike import alike
from contested.fusion.events import may_join
from contested.fusion.groups import Groups
from contested.fusion.near import keys, neighbours
from contested.fusion.table import table
from contested.fusion.telling import Shape, Telling, tellings
from contested.scale import tables
from contested.scale.carrying import Carry, repeats
from contested.scale.shuffle import encode, from_all, hand_on, taken
from contested.scale.step import Step

WINDOW = 64  # days
Numbers = NDArray[np.uint64]


class Dealing(msgspec.Struct, frozen=True):
    """Which claims count, and into how many tasks rows are dealt."""

    taking: tables.Taking
    tasks: int


class Heads(msgspec.Struct, frozen=True):
    """The tellings of a table as columns: the ids of their heads, of the shapes they have, and of the heads that they
    repeat (their own where none), as numbers of 8 bytes; a byte whether they deny, and whether alike ones are one."""

    head: bytes
    shape: bytes
    first: bytes
    denied: bytes
    alone: bytes


class Dealt(msgspec.Struct, frozen=True):
    """A shape, its number, and the smallest id of a telling that has it."""

    number: int
    name: int
    shape: Shape


class Joints(msgspec.Struct, frozen=True):
    """Pairs of shapes to be joined, ``one`` and ``other``; and for shapes ``at`` of a lower tier the shape ``to`` of a
    higher that fits best, by ``score``, days ``apart`` and its ``name``. Columns of 8 bytes."""

    one: bytes
    other: bytes
    at: bytes
    to: bytes
    score: bytes
    apart: bytes
    name: bytes


def shapes(step: Step) -> None:
    """A table's shapes for the tasks whose cells they touch, and its `Heads` for one more task."""
    dealing, told = msgspec.msgpack.decode(step.settings, type=Dealing), list[Telling]()
    again = repeats(taken(step.paths[1], step.at, Carry))
    for claims in tables.told(step.paths[0], dealing.taking):
        told += tellings(claims)
    names, numbers = dict[Shape, int](), dict[Shape, int]()
    for telling in told:
        if telling.head.id not in again:
            shape, id = telling.shape, int(telling.head.id, 16)
            numbers.setdefault(shape, number_of(shape))
            names[shape] = min(id, names.get(shape, id))
    rows: dict[int, list[bytes]] = {dealing.tasks: [encode(heads(told, again, numbers))]}
    for shape, name in names.items():
        row = encode(Dealt(numbers[shape], name, shape))
        for task in sorted(tasks_of(shape, dealing.tasks)):
            rows.setdefault(task, []).append(row)
    hand_on(step.path, rows, dealing.tasks + 1)


def number_of(shape: Shape) -> int:
    """A shape as a number that equal shapes have in every process."""
    return int.from_bytes(blake2b(encode(shape), digest_size=8).digest(), "little")


def heads(told: Sequence[Telling], again: dict[str, str], numbers: dict[Shape, int]) -> Heads:
    """Tellings as columns."""
    ids = [each.head.id for each in told]
    alone = {shape: may_join(shape, shape) and alike(shape, shape) > 0 for shape in numbers}
    return Heads(
        column([int(id, 16) for id in ids]),
        column([0 if each.head.id in again else numbers[each.shape] for each in told]),
        column([int(again.get(id, id), 16) for id in ids]),
        bytes(each.shape.part == "denied" for each in told),
        bytes(not alone.get(each.shape, False) for each in told),
    )


def column(numbers: Sequence[int]) -> bytes:
    """Numbers of 64 bits, one after the other."""
    return np.array(numbers, np.uint64).tobytes()


def tasks_of(shape: Shape, tasks: int) -> set[int]:
    """The tasks that a shape goes to."""
    return {task_of(key, window, tasks) for key in keys(shape) for window in windows(shape)}


def windows(shape: Shape) -> range:
    """The windows of days that a shape can be looked back at from, its own first."""
    return range(shape.first // WINDOW, (shape.last + table().limits.once_days) // WINDOW + 1)


def task_of(key: Hashable, window: int, tasks: int) -> int:
    """The task of a cell and window."""
    return crc32(repr((key, window)).encode()) % tasks


def pairs(step: Step) -> None:
    """The `Joints` among the shapes of one task."""
    found: dict[int, Dealt] = {}
    for row in from_all(step.paths, step.at, Dealt):
        known = found.get(row.number)
        if known is None or row.name < known.name:
            found[row.number] = row
    mine = [found[number] for number in sorted(found)]
    hand_on(step.path, {0: [encode(joints(mine, step.at, step.tasks))]}, 1)


def joints(mine: Sequence[Dealt], task: int = 0, tasks: int = 1) -> Joints:
    """What is to be joined of some shapes (as `fusion.events.joints`), and no more than holds them together."""
    shapes, together = [row.shape for row in mine], Groups(len(mine))
    equal, fits = list[tuple[int, int]](), dict[int, tuple[float, int, int, int]]()
    for pair, score in fitting(shapes, task, tasks):
        to, at = sorted(pair, key=lambda at: shapes[at].tier)
        if shapes[to].tier < shapes[at].tier:
            rank = -score, abs(shapes[at].first - shapes[to].first), mine[to].name, to
            fits[at] = min(rank, fits.get(at, rank))
        elif may_join(shapes[to], shapes[at]) and together.head(to) != together.head(at):
            together.join(to, at)
            equal.append((to, at))
    ranks = list(fits.values())
    return Joints(
        column([mine[one].number for one, _ in equal]), column([mine[other].number for _, other in equal]),
        column([mine[at].number for at in fits]), column([mine[rank[3]].number for rank in ranks]),
        np.array([rank[0] for rank in ranks], np.float64).tobytes(),
        np.array([rank[1] for rank in ranks], np.int64).tobytes(), column([rank[2] for rank in ranks]),
    )  # fmt: skip


def fitting(shapes: Sequence[Shape], task: int, tasks: int) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs in a task's own cells and windows of which the rule holds, and how much speaks for them."""

    def looking(shape: Shape) -> list[Hashable]:
        return [key for key in keys(shape) if task_of(key, shape.first // WINDOW, tasks) == task]

    def entering(shape: Shape) -> list[Hashable]:
        return [key for key in keys(shape) if any(task_of(key, one, tasks) == task for one in windows(shape))]

    for pair in neighbours(shapes, looking, entering):
        score = alike(shapes[pair[0]], shapes[pair[1]])
        if score > 0:
            yield pair, score
