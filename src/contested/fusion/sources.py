"""Who reports what, about whom, in whose words, and how that stands up beside what others say.

A source is a publisher by name and side: two of one name that stand on different sides are two. Shares are of the
source's own claims, copies left out, so that nobody is corroborated by those who copy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from contested.fusion.copies import Copies
from contested.fusion.event import Event
from contested.fusion.events import Events
from contested.fusion.share import Share, share
from contested.fusion.table import table
from contested.fusion.telling import part_of, who
from contested.fusion.testimony import Voice
from contested.fusion.voice import Hearing, publisher
from contested.fusion.wording import leanings
from contested.model import Claim, Told


class Mentioned(msgspec.Struct, frozen=True, gc=False):
    """Something and how often."""

    name: str
    count: int


class Source(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One publisher's record, as of what is known.

    ``about``: known actors, by the claims they are in. ``favours`` and ``disfavours``: sides that its wording speaks
    for and against, by the words marked; ``worded``: claims with such words. ``copied``: claims carried from others, of
    all; ``copied_from`` and ``carried_by``: whom, by claims. ``leads``: own claims that others carry. The shares that
    follow are of own claims of events. ``corroborated``: another voice tells the event; ``contradicted``: another voice
    tells it otherwise or denies it, by attribute in ``contradicted_in``. ``against_interest``: claims to its own side's
    harm, of those that bear on its side; None where it stands on none.
    """

    name: str | None
    side: str | None
    reports: int
    claims: int
    first: str
    last: str
    about: tuple[Mentioned, ...]
    types: tuple[Mentioned, ...]
    favours: tuple[Mentioned, ...]
    disfavours: tuple[Mentioned, ...]
    worded: Share
    copied: Share
    copied_from: tuple[Mentioned, ...]
    carried_by: tuple[Mentioned, ...]
    leads: int
    corroborated: Share
    contradicted: Share
    contradicted_in: tuple[Mentioned, ...]
    against_interest: Share | None


def sources(told: Iterable[Told], carried: Copies, found: Events) -> tuple[Source, ...]:
    """The record of every source, the one with most claims first; the same for any order of `told`."""
    rows = sorted({each.claim.id: each for each in told}.values(), key=lambda each: (each.known, each.claim.id))
    by: dict[tuple[str | None, str | None], list[Told]] = defaultdict(list)
    for each in rows:
        by[each.report.source, each.report.side].append(each)
    ledger = Beside(rows, carried, found)
    made = [record(name, side, mine, ledger) for (name, side), mine in by.items()]
    return tuple(sorted(made, key=lambda row: (-row.claims, row.name or "", row.side or "")))


class Teller(NamedTuple):
    """Whose voice, published by whom."""

    voice: Voice
    publisher: tuple[str, str | None] | str

    def apart(self, other: Teller) -> bool:
        """Whether another is another voice, and not this publisher quoting somebody else."""
        return self.voice != other.voice and self.publisher != other.publisher


class Beside:
    """What stands beside a claim: whose words it carries, who else tells its event, who tells it otherwise."""

    def __init__(self, told: Sequence[Told], carried: Copies, found: Events) -> None:
        self.voice, self.carried = Hearing(told, carried), carried
        self.told = {each.claim.id: each for each in told}
        self.reports = {each.report.id: each.report for each in told}
        self.events = found
        self.tellers = {
            event.id: {self.teller(self.told[claim]) for claim in event.claims if self.tells(claim)}
            for event in found.all
        }

    def tells(self, claim: str) -> bool:
        """Whether a claim is here and says that its event happened."""
        return claim in self.told and part_of(self.told[claim].claim) == "told"

    def lender(self, told: Told) -> str | None:
        """The publisher whose words a claim carries, None where they are its own."""
        origin = self.reports.get(self.carried.origin(told.report.id, told.claim.sentence), told.report)
        return None if publisher(origin) == publisher(told.report) else origin.source or origin.id

    def borrowers(self, told: Told) -> set[str]:
        """The publishers that carry a claim's words."""
        others = (self.reports.get(one) for one in self.carried.carriers(told.report.id, told.claim.sentence))
        mine = publisher(told.report)
        return {other.source or other.id for other in others if other and publisher(other) != mine}

    def teller(self, told: Told) -> Teller:
        """Whose voice a claim is, and who publishes it."""
        return Teller(self.voice.of(told), publisher(told.report))

    def corroborated(self, told: Told, event: Event) -> bool:
        """Whether another voice tells the event, and another publisher."""
        mine = self.teller(told)
        return any(mine.apart(other) for other in self.tellers[event.id])

    def contradicted(self, told: Told, event: Event) -> list[str]:
        """The attributes of which another voice says something else."""
        mine = self.teller(told)
        return [
            row.attribute
            for row in event.contradictions
            if any(told.claim.id in variant.claims for variant in row.variants)
            and any(
                self.others(variant.claims, mine) for variant in row.variants if told.claim.id not in variant.claims
            )
        ]

    def others(self, claims: Iterable[str], mine: Teller) -> bool:
        """Whether somebody else than `mine` makes one of some claims."""
        return any(mine.apart(self.teller(self.told[claim])) for claim in claims if claim in self.told)


def record(name: str | None, side: str | None, told: Sequence[Told], beside: Beside) -> Source:
    """One source's record."""
    lenders = [beside.lender(each) for each in told]
    own = [each for each, lender in zip(told, lenders, strict=True) if lender is None]
    in_event = [(each, event) for each in own if (event := beside.events.of_claim(each.claim.id))]
    otherwise = [beside.contradicted(each, event) for each, event in in_event]
    borrowed = [beside.borrowers(each) for each in own]
    leant = leanings(told)
    return Source(
        name=name,
        side=side,
        reports=len({each.report.id for each in told}),
        claims=len(told),
        first=min(each.known for each in told),
        last=max(each.known for each in told),
        about=counted(one for each in told for one in {actor.id for actor in each.claim.actors if actor.id}),
        types=counted(each.claim.type for each in told),
        favours=counted(row.side for row in leant if row.leaning == "for"),
        disfavours=counted(row.side for row in leant if row.leaning == "against"),
        worded=share(sum(any(row.favours for row in each.claim.wording) for each in told), len(told)),
        copied=share(len(told) - len(own), len(told)),
        copied_from=counted(lender for lender in lenders if lender),
        carried_by=counted(one for ones in borrowed for one in ones),
        leads=sum(map(bool, borrowed)),
        corroborated=share(sum(beside.corroborated(each, event) for each, event in in_event), len(in_event)),
        contradicted=share(sum(map(bool, otherwise)), len(in_event)),
        contradicted_in=counted(attribute for attributes in otherwise for attribute in attributes),
        against_interest=against_interest(side, own),
    )


def counted(names: Iterable[str]) -> tuple[Mentioned, ...]:
    """How often each name stands there, the most frequent first."""
    return tuple(
        Mentioned(name, count) for name, count in sorted(Counter(names).items(), key=lambda row: (-row[1], row[0]))
    )


def against_interest(side: str | None, told: Iterable[Told]) -> Share | None:
    """The claims that tell a side's harm, of those that bear on it."""
    if side is None:
        return None
    bearing = [harm for each in told if (harm := harms(each.claim, side)) is not None]
    return share(sum(bearing), len(bearing))


def harms(claim: Claim, side: str) -> bool | None:
    """Whether a claim tells that a side lost or failed; None where it does not bear on it.

    What is denied or has not happened harms nobody.
    """
    agents = who(row for row in claim.actors if row.role == "agent").sides
    patients = who(row for row in claim.actors if row.role == "patient").sides
    does, suffers = (patients, agents) if claim.type in table().turned else (agents, patients)
    if side not in does and side not in suffers:
        return None
    if part_of(claim) != "told":
        return False
    return (side in suffers and side not in does) or (side in does and claim.outcome == "failed")
