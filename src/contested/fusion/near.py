"""Which tellings need to be compared at all: those of one neighbourhood in place and time.

Every telling is entered under what it can be found by (its place's id, its name, the cells of a grid that it reaches
into; its actors, where it has no place) and under its last day. A telling meets those that begin no later and last till
it can touch them, so that a new report touches its neighbours only, and the work grows with the reports and not with
their square.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from contested.fusion.table import table
from contested.fusion.telling import NO_DAY, Shape, Where

CELL = 0.2  # degrees
KM_A_DEGREE = 111.2
Entered = dict[Hashable, dict[int, list[int]]]


def neighbours(
    shapes: Sequence[Shape],
    looking: Callable[[Shape], list[Hashable]] | None = None,
    entering: Callable[[Shape], list[Hashable]] | None = None,
) -> Iterator[tuple[int, int]]:
    """Pairs of places in `shapes`, each once, among which are all that the rule of sameness could join.

    Args:
        shapes: tellings by their shapes.
        looking: under which of its `keys` a shape looks for others; all where None.
        entering: under which of them others find it; all where None.
    """
    limits, kin, once = table().limits, table().kin, table().once
    long: Entered = defaultdict(lambda: defaultdict(list))
    short: Entered = defaultdict(lambda: defaultdict(list))
    for at in sorted(range(len(shapes)), key=lambda at: (shapes[at].first, at)):
        shape, met = shapes[at], set[int]()
        mine = (looking or keys)(shape)
        for key in mine:
            met.update(touching(short.get(key), shape.first - limits.once_days, shape.first + limits.few_days))
            met.update(touching(long.get(key), shape.first - limits.once_days, shape.first + limits.month_days))
        entered = short if shape.last - shape.first <= limits.few_days else long
        for key in entering(shape) if entering else mine:
            entered[key][shape.last].append(at)
        for other in sorted(met):
            earlier = shapes[other]
            apart = limits.once_days if shape.type in once and earlier.type in once else limits.often_days
            if earlier.last + apart >= shape.first and (earlier.type, shape.type) in kin:
                yield other, at


def touching(days: dict[int, list[int]] | None, first: int, last: int) -> Iterator[int]:
    """What was entered under some days."""
    if days is not None:
        for day in range(first, last + 1):
            if day in days:
                yield from days[day]


def keys(shape: Shape) -> list[Hashable]:
    """What a telling can be found by; nothing for one without a day or of a season."""
    if shape.first == NO_DAY or shape.last - shape.first > table().limits.month_days:
        return []
    if shape.where is None:
        return [("actor", one) for one in sorted(shape.doers.ids | shape.sufferers.ids)]
    return place_keys(shape.where)


def place_keys(where: Where) -> list[Hashable]:
    """The id, the names and, but for areas, the cells of a place."""
    found: list[Hashable] = [("name", key) for key in sorted(where.keys)]
    if where.id is not None:
        found.append(("id", where.id))
    if where.lat is not None and where.lon is not None and not where.area:
        found.extend(cells(where.lat, where.lon, where.reach + table().limits.near_km))
    return found


def cells(lat: float, lon: float, km: float) -> Iterator[tuple[int, int]]:
    """The cells of the grid that a circle's box touches; the date line is a border of the grid."""
    north = km / KM_A_DEGREE
    east = north / max(0.1, math.cos(math.radians(min(89.0, abs(lat) + north))))
    for row in range(math.floor((lat - north) / CELL), math.floor((lat + north) / CELL) + 1):
        for column in range(math.floor((lon - east) / CELL), math.floor((lon + east) / CELL) + 1):
            yield row, column
