"""Claims to events: connected components of one pairwise rule, tier by tier, the same for any order of arrival.

1. What is carried from another report is of its origin's event.
2. Tellings of one tier are joined wherever the rule holds; the tiers are the precise in place and day, those of a
   large city, and the vague (a province, "last week", no day at all, a bare toll).
3. What is joined in a lower tier then goes with the one of a higher tier that it fits best, so that it cannot glue two.
4. A denial goes with the event that it fits best; one that fits none is kept aside and is no event.
5. An analyst's merges and splits come last, later ones over earlier ones.

Tellings of one shape are compared once, and only those of one neighbourhood (`near`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from contested.fusion.agreed import event_of
from contested.fusion.alike import alike
from contested.fusion.copies import Copies, copies
from contested.fusion.event import Event, event_id
from contested.fusion.groups import Groups, joined
from contested.fusion.near import neighbours
from contested.fusion.telling import VAGUE, Shape, Telling, tellings
from contested.fusion.voice import Hearing
from contested.model import Decision, Told


class Events:
    """The events of some claims, to be gone through or asked for by their own or an earlier id, or by a claim's."""

    def __init__(self, events: Iterable[Event], aside: Iterable[str]) -> None:
        self.all = tuple(sorted(events, key=lambda event: (event.time.start or "9999", event.id)))
        self.aside = tuple(sorted(aside))
        self._of_claim = {claim: event for event in self.all for claim in event.claims}
        self._of_id = {event_id(claim): event for claim, event in self._of_claim.items()}

    def of_claim(self, claim: str) -> Event | None:
        """The event that a claim tells of; None for states, totals, plans and denials of what nobody told."""
        return self._of_claim.get(claim)

    def find(self, id: str) -> Event | None:
        """The event of an id, also of one that it had before other events joined it; None where there is none.

        Of an event that fell apart as more was told, the part that has the claim that the id is of.
        """
        return self._of_id.get(id)


def events(told: Iterable[Told], carried: Copies | None = None, decisions: Iterable[Decision] = ()) -> Events:
    """Group claims into events.

    Args:
        told: claims with their reports, in any order; a claim that is there twice counts once.
        carried: who carries whom, found in `told` where None.
        decisions: what analysts decided and stands, the latest last; one on claims that are not here says nothing.
    """
    rows = {each.claim.id: each for each in told}
    carried = carried or copies(rows.values())
    found, voice = tellings(rows.values()), Hearing(rows.values(), carried)
    groups, aside = group(found, carried)
    ruled = rule([[each.claim.id for at in members for each in found[at].claims] for members in groups], decisions)
    return Events(
        (event_of([rows[claim] for claim in claims], voice) for claims in ruled),
        (each.claim.id for at in aside for each in found[at].claims),
    )


def group(found: Sequence[Telling], carried: Copies) -> tuple[list[list[int]], list[int]]:
    """The groups of tellings (places in `found`), and the denials that belong to none."""
    groups = Groups(len(found))
    alike_in_all: dict[Shape, list[int]] = defaultdict(list)
    for at in join_copies(found, carried, groups):
        alike_in_all[found[at].shape].append(at)
    shapes, members = list(alike_in_all), list(alike_in_all.values())
    for one, other in joints(shapes, [min(found[at].head.id for at in rows) for rows in members]):
        for at in (*members[one], *members[other]):
            groups.join(members[one][0], at)
    together = groups.all()
    answers = [all(found[at].shape.part == "denied" for at in rows) for rows in together]
    aside = [at for rows, answer in zip(together, answers, strict=True) if answer for at in rows]
    return [rows for rows, answer in zip(together, answers, strict=True) if not answer], aside


def join_copies(found: Sequence[Telling], carried: Copies, groups: Groups) -> list[int]:
    """Join what one report carries from another; the tellings that are nobody's copy."""
    first: dict[tuple[tuple[str, int], str, str, int], int] = {}
    met: Counter[tuple[str, int, str, str]] = Counter()
    own = []
    for at, telling in enumerate(found):
        head = telling.head
        words = head.trigger.text.casefold()
        place = head.report, head.sentence.start, head.type, words
        met[place] += 1
        origin = first.setdefault((carried.line(head.report, head.sentence), head.type, words, met[place]), at)
        if origin == at:
            own.append(at)
        groups.join(origin, at)
    return own


def joints(shapes: Sequence[Shape], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs of shapes (places in `shapes`) to be joined; a shape with itself where its tellings are one event."""
    equals: list[tuple[int, int]] = []
    fits: dict[int, tuple[float, int, str, int]] = {}
    for pair in neighbours(shapes):
        score = alike(shapes[pair[0]], shapes[pair[1]])
        if score <= 0:
            continue
        to, at = sorted(pair, key=lambda at: shapes[at].tier)
        if shapes[to].tier < shapes[at].tier:
            rank = -score, abs(shapes[at].first - shapes[to].first), names[to], to
            fits[at] = min(rank, fits.get(at, rank))
        elif may_join(shapes[to], shapes[at]):
            equals.append(pair)
    yield from equals
    for together in joined(len(shapes), equals):
        ranks = [(fits[at], at) for at in together if at in fits]
        if ranks:
            (_, _, _, to), at = min(ranks)
            yield at, to
    for at, shape in enumerate(shapes):
        if may_join(shape, shape) and alike(shape, shape) > 0:
            yield at, at


def may_join(one: Shape, other: Shape) -> bool:
    """Whether two tellings of one tier may join where the rule holds; the vaguest only of the very same days."""
    if one.tier == VAGUE:
        return (one.first, one.last) == (other.first, other.last)
    return one.tier < VAGUE


def rule(groups: Iterable[Iterable[str]], decisions: Iterable[Decision]) -> list[list[str]]:
    """Groups of claims after what analysts decided, in the order of their smallest claims."""
    of = {claim: number for number, claims in enumerate(groups) for claim in claims}
    named = {event_id(claim): claim for claim in of} | {claim: claim for claim in of}
    new = len(of)
    for decision in decisions:
        if decision.kind == "merge":
            meant = [of[named[id]] for id in (decision.subject, *decision.others) if id in named]
            of |= {claim: meant[0] for claim, number in of.items() if number in meant}
        elif decision.kind == "split":
            of |= dict.fromkeys((claim for claim in decision.others if claim in of), new)
            new += 1
    found: dict[int, list[str]] = defaultdict(list)
    for claim in sorted(of):
        found[of[claim]].append(claim)
    return list(found.values())
