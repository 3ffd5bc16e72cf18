"""The one rule of sameness: do two tellings tell of one event? Features that hold, their weights, their sum.

The rule is symmetric and looks at the two alone, so that groups made by it do not depend on what arrived before.
"""

from __future__ import annotations

from functools import lru_cache

from contested.fusion.table import table
from contested.fusion.telling import NO_DAY, Shape, Where, Who
from contested.gazetteer.sphere import kilometres
from contested.model import Feature

NEVER = -100.0


def alike(one: Shape, other: Shape) -> float:
    """How much speaks for one event, in the units of the table: above 0 it is one."""
    names = held(one, other)
    if names is None:
        return NEVER
    weights = table().weights
    return kinship(one.type, other.type) + sum(weights[name] for name in names)


def why(one: Shape, other: Shape) -> tuple[Feature, ...]:
    """The rows of the table that hold of two tellings; none where they can never be one event."""
    names = held(one, other)
    if names is None:
        return ()
    kin = Feature("same type" if one.type == other.type else "kin of type", kinship(one.type, other.type))
    return (kin, *(Feature(name, table().weights[name]) for name in names))


def held(one: Shape, other: Shape) -> list[str] | None:
    """The features that hold, without that of the types; None where time, place or type rule it out."""
    if kinship(one.type, other.type) == NEVER:
        return None
    time = timing(one, other)
    where = placing(one.where, other.where) if time else None
    if time is None or where is None:
        return None
    rest = (casting(one, other), suffering(one, other), counting(one, other), ending(one, other))
    names = ["base", time, where, *(name for name in rest if name)]
    if one.another != other.another:
        names.append("another")
    if one.part != other.part:
        names.append("answers")
    return names


def kinship(one: str, other: str) -> float:
    """How alike two types are; `NEVER` where they cannot be one event."""
    return table().kin.get((one, other), NEVER)


def timing(one: Shape, other: Shape) -> str | None:
    """How the two agree in time; None: they are too far apart, or say no more than a season."""
    limits = table().limits
    longer = max(one.last - one.first, other.last - other.first)
    once = happens_once(one) and happens_once(other)
    if NO_DAY in (one.first, other.first) or longer > (limits.month_days if once else limits.long_days):
        return None
    apart = max(one.first, other.first) - min(one.last, other.last)
    if apart > (limits.once_days if once else limits.often_days):
        return None
    if apart > 0:
        return "days apart, once" if once else "days apart, often"
    if not (one.dated and other.dated):
        return "about the day, once" if once else "about the day"
    equal = (one.first, one.last) == (other.first, other.last)
    return "same day" if longer <= 1 or (equal and longer <= limits.few_days) else "overlap"


def happens_once(shape: Shape) -> bool:
    """Whether what is told happens to its place once in a while: a city falls once, but part by part."""
    small = shape.where is None or not shape.where.part or shape.where.reach <= table().limits.precise_km
    return shape.type in table().once and small


@lru_cache(maxsize=1 << 18)
def placing(one: Where | None, other: Where | None) -> str | None:
    """How the two agree in place; None: they are elsewhere."""
    if one is None or other is None:
        return "no place" if one is other else None
    if one.id is not None and one.id == other.id:
        return size(one, other)
    if one.lat is None or other.lat is None:
        return None if one.keys.isdisjoint(other.keys) else "same name"
    assert one.lon is not None and other.lon is not None
    km = kilometres(one.lat, one.lon, other.lat, other.lon)
    limits = table().limits
    if not one.keys.isdisjoint(other.keys) and km <= max(one.reach, other.reach, limits.same_km):
        return size(one, other)
    if one.area or other.area:
        return None
    if km <= limits.near_km:
        return "near place"
    return "place within" if km <= max(one.reach, other.reach) else None


def size(one: Where, other: Where) -> str:
    """The feature of one place, by how large it is."""
    if one.area or other.area:
        return "same area"
    return "same place" if min(one.reach, other.reach) <= table().limits.precise_km else "same city"


def casting(one: Shape, other: Shape) -> str | None:
    """How the two agree on who did it."""
    if one.type in table().mutual or other.type in table().mutual:
        return agreement(both(one), both(other), "same doer", "doer of one side", None)
    hands = one.type in table().hands and other.type in table().hands
    crossed = [bool(a.doers.sides & b.sufferers.sides) for a, b in ((one, other), (other, one))]
    if all(crossed):
        return "other winner" if hands else "roles turned round"
    if hands and any(crossed) and one.doers.sides.isdisjoint(other.doers.sides):
        return "other winner"
    return agreement(one.doers, other.doers, "same doer", "doer of one side", "other winner" if hands else "other doer")


def suffering(one: Shape, other: Shape) -> str | None:
    """How the two agree on whom it was done to."""
    return agreement(one.sufferers, other.sufferers, "same sufferer", "same sufferer", None)


def both(shape: Shape) -> Who:
    """All who take part."""
    return Who(shape.doers.ids | shape.sufferers.ids, shape.doers.sides | shape.sufferers.sides)


def agreement(one: Who, other: Who, same: str, side: str, differ: str | None) -> str | None:
    """The name of the feature that holds of two casts; None where one of them is not known."""
    if not one.ids.isdisjoint(other.ids):
        return same
    if not one.sides.isdisjoint(other.sides):
        return side
    return differ if one.sides and other.sides else None


def counting(one: Shape, other: Shape) -> str | None:
    """How the two agree on the losses."""
    ratios = [
        max(mine, yours) / max(1.0, min(mine, yours))
        for mine, yours in zip(one.losses, other.losses, strict=True)
        if mine is not None and yours is not None
    ]
    if not ratios:
        return None
    limits = table().limits
    if min(ratios) <= limits.equal_counts:
        return "counts agree"
    if min(ratios) <= limits.rising_counts:
        return "counts alike"
    return "counts differ" if min(ratios) > limits.other_counts else None


def ending(one: Shape, other: Shape) -> str | None:
    """Whether one says that it succeeded and one that it failed."""
    return "other outcome" if one.outcome and other.outcome and one.outcome != other.outcome else None
