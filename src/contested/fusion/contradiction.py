"""Where the claims of one event contradict each other, attribute by attribute, and who says which.

Two accounts contradict each other where both cannot be right: other sides that did it, places that do not reach each
other, days that do not meet, figures whose bounds exclude each other, success and failure, and a denial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple, TypeVar

from contested.fusion.event import Attribute, Contradiction, Variant
from contested.fusion.figures import Figure, figures
from contested.fusion.table import table
from contested.fusion.telling import follows, spot, who
from contested.fusion.voice import Hearing
from contested.gazetteer.sphere import kilometres
from contested.model import Count, Place, Told

ENDLESS = float("inf")
ENDS = {"succeeded": "failed", "failed": "succeeded"}
Value = TypeVar("Value")


class Account(NamedTuple):
    """What one claim says of an attribute, in words and as a value to compare."""

    label: str
    value: object
    told: Told


def contradictions(yes: Sequence[Told], no: Sequence[Told], voice: Hearing) -> Iterator[Contradiction]:
    """All contradictions among the claims that tell an event (`yes`) and those that deny it."""
    if no:
        rows = [*(Account("yes", True, each) for each in yes), *(Account("no", False, each) for each in no)]
        yield from contradiction("happened", rows, lambda one, other: one != other, voice)
    yield from contradiction("actor", doers(yes), frozenset.isdisjoint, voice)
    yield from contradiction("place", places(yes), elsewhere, voice)
    yield from contradiction("time", times(yes), disjoint, voice)
    for what in sorted({count.what for each in yes for count in each.claim.counts}):
        for party in figures(yes, what):
            yield from contradiction("count", counts(party), disjoint, voice)
    yield from contradiction("outcome", outcomes(yes), lambda one, other: one != other, voice)


def contradiction(
    attribute: Attribute, rows: Iterable[Account], clash: Callable[..., bool], voice: Hearing
) -> Iterator[Contradiction]:
    """One attribute's accounts, where some of them clash: those that do, the one of most voices first."""
    said: dict[str, list[Account]] = {}
    for row in rows:
        said.setdefault(row.label, []).append(row)
    opposed = [
        label
        for one, other in combinations(said, 2)
        if clash(said[one][0].value, said[other][0].value)
        for label in (one, other)
    ]
    found = [variant(label, [row.told for row in said[label]], voice) for label in dict.fromkeys(opposed)]
    if found:
        yield Contradiction(
            attribute=attribute, variants=tuple(sorted(found, key=lambda row: (-row.voices, row.value)))
        )


def variant(label: str, told: Sequence[Told], voice: Hearing) -> Variant:
    """One account with who gives it."""
    return Variant(
        value=label,
        claims=tuple(dict.fromkeys(each.claim.id for each in told)),
        sources=tuple(dict.fromkeys(each.report.source or each.report.id for each in told)),
        voices=voice.count(told),
    )


def doers(told: Iterable[Told]) -> Iterator[Account]:
    """The sides that are said to have done it; civilians, and actors of no known side, contradict nobody."""
    for each in told:
        kind = each.claim.type
        role = "patient" if kind in table().turned else "agent"
        sides = who(row for row in each.claim.actors if row.role == role).sides
        if sides and kind not in table().mutual:
            yield Account(" and ".join(sorted(sides)), sides, each)


def places(told: Iterable[Told]) -> Iterator[Account]:
    """The places that were found."""
    for each in told:
        place = spot(each.claim)
        if place is not None and place.lat is not None and not follows(each.claim):
            yield Account(place.name, place, each)


def elsewhere(one: Place, other: Place) -> bool:
    """Whether two places do not reach each other."""
    if one.id == other.id or None in (one.lat, one.lon, other.lat, other.lon):
        return False
    km = kilometres(one.lat, one.lon, other.lat, other.lon)  # type: ignore[arg-type]
    return km > max(one.radius_km or 0.0, other.radius_km or 0.0) + table().limits.near_km


def times(told: Iterable[Told]) -> Iterator[Account]:
    """The days that are said."""
    for each in told:
        time = each.claim.time
        if time.start and time.end and time.basis == "stated" and not follows(each.claim):
            first, last = time.start[:10], time.end[:10]
            yield Account(first if first == last else f"{first} to {last}", (first, last), each)


def counts(rows: Iterable[Figure]) -> Iterator[Account]:
    """The figures of one kind, as bounds."""
    for each, count, _ in rows:
        low, high = bounds(count)
        if high >= low > -ENDLESS:
            yield Account(f"{count.what}: {in_words(low, high)}", (low, high), each)


def bounds(count: Count) -> tuple[float, float]:
    """Lowest and highest; open where the words set none."""
    low = count.low if count.low is not None else count.best
    return (-ENDLESS if low is None else low), (ENDLESS if count.high is None else count.high)


def in_words(low: float, high: float) -> str:
    """Bounds in words."""
    if high == ENDLESS:
        return f"at least {low:g}"
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def disjoint(one: tuple[object, object], other: tuple[object, object]) -> bool:
    """Whether two intervals do not meet."""
    return bool(one[1] < other[0] or other[1] < one[0])  # type: ignore[operator]


def outcomes(told: Iterable[Told]) -> Iterator[Account]:
    """Success and failure of what was done: where an attack is repelled, that is the attack's."""
    for each in told:
        outcome = each.claim.outcome
        if outcome in ENDS and not follows(each.claim):
            said = ENDS[outcome] if each.claim.type in table().undoes else outcome
            yield Account(said, said, each)
