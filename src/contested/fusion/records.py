"""What became of each voice's testimony: borne out by another voice, contradicted, denied, or left alone.

Estimated from the claims themselves, as of the day of judging. A testimony is borne out where an independent voice of
another side (or of none) says the same about the site within days, contradicted where one says the opposite and nobody
bears it out. A voice's record is kept by kind of claim: what a party says of its own gains says little of what it says
of its losses, and what it says in general little of what it says with names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import msgspec

from contested.fusion.testimony import Testimony, Voice

MOST_COVERAGE = 0.8  # silence never says more than that one in five would be left alone all the same
START = 0.7  # share borne out, of those that are judged at all, before any was heard
COVERAGE_PRIOR = (1.0, 3.0)  # gains with and without a second voice that are thought to have been seen before any


class Heard(msgspec.Struct, frozen=True, gc=False):
    """What other voices say of one testimony, within the days that count."""

    testimony: Testimony
    borne_out: int
    contradicted: int
    denied: bool


class Record(msgspec.Struct, frozen=True, gc=False):
    """Of a voice's testimony of one kind, how much was borne out and contradicted.

    A kind is a stance, and whether it is said from whom a place was taken. ``share``: borne out, with a prior of
    `record_prior` claims at the share of all voices for that kind, which has one at that of the stance (``mean``).
    """

    borne_out: int
    contradicted: int
    share: float
    mean: float


def heard(testimony: Sequence[Testimony], limits: Mapping[str, float]) -> dict[tuple[str, str], Heard]:
    """What was heard of each testimony, by claim and site; `testimony` in order of site and day."""
    found: dict[tuple[str, str], Heard] = {}
    for _, group in groupby(testimony, key=lambda one: one.site):
        here = list(group)
        first = 0
        for one in here:
            while here[first].day < one.day - limits["days_before"]:
                first += 1
            others = []
            for other in here[first:]:
                if other.day > one.day + limits["days_after"]:
                    break
                others.append(other)
            found[one.claim, one.site] = _heard(one, others)
    return found


def _heard(one: Testimony, others: Iterable[Testimony]) -> Heard:
    borne, against, denied = set(), set(), False
    for other in others:
        if not independent(one, other):
            continue
        agrees = one.agrees(other)
        if agrees:
            borne.add(other.voice)
        elif agrees is False and other.against_change and other.day >= one.day:
            # who held the place before a change, and who took it after, are no contradiction of it
            against.add(other.voice)
            # a denial answers what was known before it
            denied = denied or (other.stakes.against and other.known > one.known and other.day >= one.day)
    return Heard(one, len(borne), 0 if borne else len(against), denied)


def independent(one: Testimony, other: Testimony) -> bool:
    """Whether two testimonies are of voices that do not follow one line."""
    if one.voice.name == other.voice.name:
        return False
    return one.voice.side is None or one.voice.side != other.voice.side


class Records:
    """The records of all voices, by stance."""

    def __init__(self, heard: Iterable[Heard], limits: Mapping[str, float]) -> None:
        self.prior = limits["record_prior"]
        self.confirmation_days = limits["confirmation_days"]
        self._counts: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0])
        self._gains: list[tuple[int, bool]] = []
        for each in heard:
            one = each.testimony
            if one.stakes.against:
                continue  # a denial is contradicted by what it denies: that says nothing of the denier
            for key in keys(one.voice, one.stance, opposed=one.stakes.opposed):
                counts = self._counts[key]
                counts[0] += each.borne_out > 0
                counts[1] += each.contradicted > 0
            if one.stance == "own gain" and not one.against_change:
                self._gains.append((one.known, each.borne_out > 0))
        self._coverage: dict[int, float] = {}

    def of(self, voice: Voice, stance: str, *, opposed: bool = False, without: Iterable[Heard] = ()) -> Record:
        """A voice's record for claims of a kind, but for some testimony of its own."""
        left_out = [
            each for each in without if each.testimony.voice == voice and each.testimony.stance == stance
            and not each.testimony.stakes.against
        ]  # fmt: skip
        borne, against, share, mean = 0, 0, START, START
        for at, key in enumerate(reversed(keys(voice, stance, opposed=opposed))):
            borne, against = self._counts.get(key, (0, 0))
            borne -= sum(each.borne_out > 0 for each in left_out)
            against -= sum(each.contradicted > 0 for each in left_out)
            share = (borne + share * self.prior) / (borne + against + self.prior)
            mean = share if at == 0 else mean
        return Record(borne, against, share, mean)

    def coverage(self, day: int) -> float:
        """How often a gain told by the gainer has found a second voice, of those old enough to have found one."""
        if day not in self._coverage:
            old = [borne for known, borne in self._gains if known + self.confirmation_days <= day]
            seen, unseen = COVERAGE_PRIOR
            self._coverage[day] = min(MOST_COVERAGE, (sum(old) + seen) / (len(old) + seen + unseen))
        return self._coverage[day]


def keys(voice: Voice, stance: str, *, opposed: bool) -> tuple[tuple[object, ...], ...]:
    """What a testimony is counted under: its voice's claims of its kind, all voices' of its kind, all of its stance."""
    return (voice, stance, opposed), (stance, opposed), (stance,)


def records(heard: Mapping[tuple[str, str], Heard], limits: Mapping[str, float]) -> Records:
    """The records behind what was heard."""
    return Records(heard.values(), limits)
