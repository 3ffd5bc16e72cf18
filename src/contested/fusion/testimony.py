"""Testimony: one voice says that a side holds, or does not hold, one site from one day on.

A voice is whoever vouches for the words, by name and side: the speaker that the report names, else the report's
publisher; for copied words it is the voice of their origin. The same voice saying the same again is one testimony.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from contested.fusion.copies import Copies
from contested.fusion.parts import TAKING, meant, of_province
from contested.fusion.sites import Site, Sites, counts_more
from contested.fusion.stakes import Stakes, Stance, stakes
from contested.model import Claim, Report, Told

#: Claims that say who holds a place, and those that only say that somebody is near or that there is fighting.
LONG_DAYS = 7
EARLIER_DAYS = 365  # what is said of times longer before the first report is history
#: The roles of the place that is meant, in order: who withdraws leaves where it comes from, not where that is told of.
WHERE: Mapping[str, tuple[str, ...]] = {
    "withdrawal": ("from", "at"), "surrender": ("at", "from"), "handover": ("at", "from"),
}  # fmt: skip
CHANGES = frozenset({"agent", "not_agent", "beneficiary"})
HOLDING = frozenset({"agent", "not_agent", "beneficiary", "presence", "surrounds", "strikes"})


#: Where words were first (a report's id and its sentence's start), the type of a claim in them, and its site.
Origin = tuple[tuple[str, int], str, str]


class Voice(msgspec.Struct, frozen=True, gc=False):
    """Who vouches: two sources of one name that stand on different sides are two voices."""

    name: str
    side: str | None


class Testimony(msgspec.Struct, frozen=True, gc=False):
    """Voice V says of site S that ``holds`` hold it and ``leaves`` do not, from day ``day`` on, known on ``known``.

    Days are ordinals (1 = 1 January of year 1). ``again``: ids of claims that say it once more, copies included.
    ``state``: it tells how things stand, not that they changed; ``dated``: the report says on which day. ``kind``: what
    it is told as: the claim's type, "failed" for what was tried, "denied" for a denial, "struck" for a strike.
    ``some``: it counts settlements in an area, and does not speak of all of it.
    """

    claim: str
    site: str
    voice: Voice
    stance: Stance
    stakes: Stakes
    day: int
    known: int
    vague: bool
    state: bool
    dated: bool
    again: tuple[str, ...] = ()
    kind: str = "control"
    some: bool = False

    def until(self, day: int, known: Mapping[str, int]) -> Testimony | None:
        """As of an earlier day: without what was known later (``known``: claim id to ordinal); None for all of it."""
        if self.known > day:
            return None
        again = tuple(claim for claim in self.again if known[claim] <= day)
        return self if len(again) == len(self.again) else msgspec.structs.replace(self, again=again)

    @property
    def against_change(self) -> bool:
        """Whether it says that things are as they were."""
        return self.state or self.stakes.against

    def agrees(self, other: Testimony) -> bool | None:
        """Whether another testimony says the same, None where the two do not touch each other.

        A strike from afar neither bears out nor contradicts what others say.
        """
        if self.stakes.strikes or other.stakes.strikes:
            return None
        mine, theirs = self.stakes, other.stakes
        both = bool(mine.holds and theirs.holds)
        if meet(mine.holds, theirs.holds) or (not both and meet(mine.leaves, theirs.leaves)):
            return True
        if both or meet(mine.holds, theirs.leaves) or meet(mine.leaves, theirs.holds):
            return False
        return None


def meet(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a side is among both: of one or two sides each, sooner seen than by sets of them."""
    return any(side in others for side in some)


class Speakers(msgspec.Struct, frozen=True):
    """What all claims together say of who stands where: how often actors by id are of a side, and on which sides
    reports of each source stand. Those of several lots of claims add up (`merged`)."""

    actors: dict[str, dict[str, int]]
    sources: dict[str, set[str | None]]

    def merged(self, others: Iterable[Speakers]) -> Speakers:
        """These and those of other claims."""
        actors, sources = defaultdict[str, Counter[str]](Counter), defaultdict[str, set[str | None]](set)
        for each in (self, *others):
            for id, sides in each.actors.items():
                actors[id].update(sides)
            for source, stands in each.sources.items():
                sources[source] |= stands
        return Speakers({id: dict(sides) for id, sides in actors.items()}, dict(sources))


def speakers(told: Iterable[Told]) -> Speakers:
    """What some claims say of who stands where."""
    actors, sources = defaultdict[str, Counter[str]](Counter), defaultdict[str, set[str | None]](set)
    for report in {each.report.id: each.report for each in told}.values():
        if report.source:
            sources[report.source].add(report.side)
    for actor in (actor for each in told for actor in each.claim.actors):
        if actor.id and actor.side:
            actors[actor.id][actor.side] += 1
    return Speakers({id: dict(sides) for id, sides in actors.items()}, dict(sources))


class Voices:
    """Whose voice a claim is."""

    def __init__(
        self, told: Collection[Told], copies: Copies, known: Speakers | None = None, origins: Iterable[Report] = ()
    ) -> None:
        """Listen.

        Args:
            told: the claims that will be asked about.
            copies: who carries whom.
            known: what is known of who stands where, gathered from `told` where None.
            origins: reports that `told` carry and that tell none of them.
        """
        known = known or speakers(told)
        self.copies = copies
        self.reports = {each.id: each for each in origins} | {each.report.id: each.report for each in told}
        self._actors = {id: min(found, key=lambda side: (-found[side], side)) for id, found in known.actors.items()}
        # publishers by name, where all reports under the name stand on one side
        only = ((name, next(iter(sides))) for name, sides in known.sources.items() if len(sides) == 1)
        self._publishers = {name: Voice(name, side) for name, side in only}
        self._known: dict[str, Voice] = {}

    def of(self, told: Told) -> Voice:
        """The voice behind a claim."""
        if told.claim.id not in self._known:
            self._known[told.claim.id] = self._found(told)
        return self._known[told.claim.id]

    def _found(self, told: Told) -> Voice:
        origin = self.reports.get(self.copies.origin(told.report.id, told.claim.sentence), told.report)
        speaker = told.claim.attribution[0] if told.claim.attribution and origin is told.report else None
        if speaker is not None and speaker.kind in ("named", "party"):
            if speaker.source in self._publishers:
                return self._publishers[speaker.source]
            side = self._side(told, speaker.actor_id)
            if side is not None or speaker.kind == "named":
                return Voice(speaker.source, side if side is not None else origin.side)
        return Voice(origin.source or f"report {origin.id}", origin.side)

    def _side(self, told: Told, actor: str | None) -> str | None:
        """An actor's side: as this claim has it, else as most claims do."""
        if actor is None:
            return None
        own = next((each.side for each in told.claim.actors if each.id == actor and each.side), None)
        return own or self._actors.get(actor)


def testimonies(told: Sequence[Told], copies: Copies, sites: Sites, voices: Voices | None = None) -> list[Testimony]:
    """What claims say of who holds which site, each voice's word once, in order of site, day and claim."""
    voices, first = voices or Voices(told, copies), first_day(told)
    found: dict[tuple[object, ...], list[Testimony]] = defaultdict(list)
    origins, changes = _origins(told, copies, sites), _changes(told, sites)
    for each in told:
        ended = changes.get(each.report.id, {}) if undated_state(each.claim) else {}
        for made in _of(each, voices, sites, first, origins):
            if made.site in ended:
                made = _until(made, each, ended[made.site], voices)
            found[made.site, made.voice, made.stakes.holds, made.stakes.leaves, made.day].append(made)
    return sorted((_once(same) for same in found.values()), key=lambda one: (one.site, one.day, one.known, one.claim))


def undated_state(claim: Claim) -> bool:
    """Whether a claim tells how things stand, and not when."""
    return claim.scope == "state" and claim.time.basis != "stated"


def _changes(told: Iterable[Told], sites: Sites) -> Mapping[str, Mapping[str, list[Told]]]:
    """By report and site what is told of changes of hands whose day is said, where that report also tells of states."""
    states = {each.report.id for each in told if undated_state(each.claim)}
    found: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for each in told:
        claim, meant = each.claim, stakes(each.claim)
        if each.report.id in states and claim.scope == "event" and claim.time.basis == "stated" and not meant.against:
            for site, _ in told_at(each, sites) if meant.bears in CHANGES else ():
                found[each.report.id][site.id].append(each)
    return found


def _until(state: Testimony, told: Told, changes: Iterable[Told], voices: Voices) -> Testimony:
    """A state as of the day before the first change that the same voice tells of after it: "They held it for years. On
    Friday they left" does not say that they hold it today."""
    days = [
        when(each)[0]
        for each in changes
        if each.claim.trigger.start > told.claim.trigger.start and voices.of(each) == state.voice
        and _undoes(stakes(each.claim), state.stakes.holds)
    ]  # fmt: skip
    day = min(days, default=state.day + 1) - 1
    return state if day >= state.day else msgspec.structs.replace(state, day=day)


def _undoes(change: Stakes, holders: Sequence[str]) -> bool:
    """Whether after a change those who held a place do not."""
    return bool(set(holders) & set(change.leaves)) or bool(
        holders and change.holds and set(change.holds) - set(holders)
    )


def _origins(told: Iterable[Told], copies: Copies, sites: Sites) -> Mapping[Origin, int]:
    """The days of what is said in words that others carry, by where they were first: "on Friday" is the Friday before
    the origin, whenever a copy is told. A report that says a sentence twice means one day."""
    found: dict[Origin, int] = {}
    for each in told:
        line = copies.line(each.report.id, each.claim.sentence)
        if copies.carried(each.report.id, each.claim.sentence) and line[0] == each.report.id:
            for site, _ in told_at(each, sites):
                key, day = (line, each.claim.type, site.id), when(each)[0]
                found[key] = min(day, found.get(key, day))
    return found


def first_day(told: Iterable[Told]) -> int:
    """The first day (ordinal) of which anything that is said is heard."""
    return min((ordinal(each.known) for each in told), default=EARLIER_DAYS + 1) - EARLIER_DAYS


def _once(same: list[Testimony]) -> Testimony:
    """One testimony of several that are the same voice's; the earliest known stays, and of these one that says who
    holds the place rather than one from which it follows."""
    same.sort(key=lambda one: (one.known, one.stakes.bears not in CHANGES, one.claim))
    again = sorted({one.claim for one in same[1:]} - {same[0].claim})
    return msgspec.structs.replace(same[0], again=tuple(again))


def _of(told: Told, voices: Voices, sites: Sites, first: int, origins: Mapping[Origin, int]) -> Iterable[Testimony]:
    """A claim's testimonies, one for each site that it took place at."""
    found = stakes(told.claim)
    if found.bears not in HOLDING and not (found.holds or found.leaves):
        return
    if not (found.holds or found.leaves) or (told.claim.scope == "cumulative" and len(told.claim.places) != 1):
        return
    for site, vague in told_at(told, sites):
        voice = voices.of(told)
        day, known = when(told)
        line = voices.copies.line(told.report.id, told.claim.sentence)
        day = min(day, origins.get((line, told.claim.type, site.id), day))
        if day < first:
            return
        meant = _vouched(found, voice)
        if not (meant.holds or meant.leaves):
            return
        yield Testimony(
            told.claim.id, site.id, voice, found.stance(voice.side), meant, day, known, vague,
            told.claim.scope == "state" or told.claim.type == "control", told.claim.time.basis == "stated",
            kind=_kind(told.claim, found), some=counts_more(told.claim, "at"),
        )  # fmt: skip


def _vouched(found: Stakes, voice: Voice) -> Stakes:
    """What a voice vouches for: a denial says who holds a place only where the holder denies that it lost it."""
    if not found.against or voice.side in found.holds:
        return found
    return msgspec.structs.replace(found, holds=())


def _kind(claim: Claim, found: Stakes) -> str:
    """What a claim is told as."""
    if found.strikes:
        return "struck"
    if found.against and claim.type != "control":
        return "denied"
    return "failed" if claim.outcome == "failed" else claim.type


def told_at(told: Told, sites: Sites) -> Iterable[tuple[Site, bool]]:
    """The sites that a claim is about, in order, and whether it is about a part of them."""
    roles = WHERE.get(told.claim.type, ("at",))
    first = next((role for role in roles if any(place.role == role for place in told.claim.places)), None)
    seen: set[str] = set()
    for place, site in zip(told.claim.places, sites.told(told), strict=True):
        if place.role != first or of_province(told, place):
            continue
        if told.claim.type in TAKING and meant(told, place) == "thing":
            continue
        if site is not None and site.id not in seen:
            seen.add(site.id)
            yield site, place.extent != "whole" or place.relation not in ("in", "at")


def when(told: Told) -> tuple[int, int]:
    """The day from which a claim holds and the day on which it was known; nothing holds after it was told.

    What is said to have been so for long, and not until it is told, is heard at its beginning: whether it still is so
    is not said.
    """
    known, time = ordinal(told.known), told.claim.time
    if not (time.end or time.start):
        return known, known
    first, last = ordinal(time.start or time.end or ""), ordinal(time.end or time.start or "")
    lasting = told.claim.scope == "state" and last - first > LONG_DAYS and last < known
    # of times longer ago than is heard at all, its last year is heard
    return min(max(first, last - EARLIER_DAYS) if lasting else last, known), known


@lru_cache(maxsize=1 << 16)
def ordinal(day: str) -> int:
    """An ISO date, date-time, month or year as an ordinal; the first day of a month or year."""
    year, month, number = (*(int(part) for part in day[:10].split("-")), 1, 1)[:3]
    return date(year, month, number).toordinal()
