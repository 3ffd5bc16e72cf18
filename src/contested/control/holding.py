"""Who holds each place, as rows: probabilities by side, the last word, and every claim for and against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from contested.control.days import iso
from contested.control.observations import Observation
from contested.control.rings import Ring
from contested.control.state import State, Status
from contested.fusion.credence import Credences, logistic
from contested.fusion.sites import own_key


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One voice's word on a place, or a baseline's: on which day, known when, what it says, and how far it is believed.

    ``claim`` is None for a baseline, ``baseline`` None for a claim. ``told_as``: the claim's type, or "failed",
    "denied", "struck", "baseline". ``share``: how much of it counts (0 for a mere repetition); ``colour``: whether a
    side may be said to hold the place on its strength. ``again``: further claims of the voice, copies included, that
    add nothing. ``admiralty``: source letter and information digit, two axes.
    """

    claim: str | None
    baseline: str | None
    day: str
    known: str
    voice: str
    voice_side: str | None
    stance: str
    told_as: str
    says: Literal["holds", "does_not_hold"]
    sides: tuple[str, ...]
    credence: float
    why: tuple[tuple[str, float], ...]
    admiralty: tuple[str, str] | None
    share: float
    colour: bool
    again: tuple[str, ...]


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds one place or area on one day. ``sides``: P by side id. ``since``: from when it has stood like this.

    ``side``: who holds it, or who is likelier of those who contend; None where it is unknown. ``why``: what that stands
    on, or what is missing. ``scope``: "place", or what part or kind of area it is. ``unknown_since``: from when it has
    been unknown, None where it is not. ``surrounded_by``: the sides that are said to stand all around. ``evidence`` is
    None unless asked for.
    """

    id: str
    name: str
    level: str
    scope: str
    lat: float
    lon: float
    status: Status
    side: str | None
    why: str
    sides: dict[str, float]
    since: str
    unknown_since: str | None
    last_word: str | None
    surrounded_by: tuple[str, ...]
    claims: tuple[str, ...]
    evidence: tuple[Word, ...] | None = None

    @property
    def probability(self) -> float:
        """P of the side that holds it, or of the likeliest."""
        return max(self.sides.values()) if self.side is None else self.sides[self.side]


def holdings(
    state: State,
    on: int,
    credences: Credences,
    kept: Callable[[float, float], bool],
    *,
    evidence: bool = False,
    rings: Iterable[Ring] = (),
) -> list[Holding]:
    """The places and areas that something was said of by a day, in order of name.

    Args:
        state: who holds what.
        on: the day (ordinal).
        credences: how far claims are believed.
        kept: whether a spot (lat, lon) is asked for.
        evidence: whether each claim is told of, and not its id alone.
        rings: those that stand; a place that is said to be ringed is listed too.
    """
    row = state.row(on)
    ringed = {own_key(ring.place): ring for ring in rings}
    found = []
    for place, site in enumerate(state.sites):
        word = state.last_word(place, on)
        heard = [one for one in state.observed.get(place, ()) if one.day <= on]
        ring = ringed.get(site.id)
        if word is None or not (heard or ring) or not kept(site.lat, site.lon):
            continue
        mark, since = state.mark(place, row), iso(state.since(place, row))
        chances = zip(state.sides, state.chances[row, place].tolist(), strict=True)
        found.append(
            Holding(
                id=site.id, name=site.name, level=site.level, scope=site.scope, lat=site.lat, lon=site.lon,
                status=mark.status, side=mark.side if mark.status != "unknown" else None, why=mark.why,
                sides={side: round(chance, 4) for side, chance in chances}, since=since,
                unknown_since=since if mark.status == "unknown" else None, last_word=iso(word),
                surrounded_by=ring.by if ring else (),
                claims=tuple(dict.fromkeys((*claims(heard), *(ring.claims if ring else ())))),
                evidence=words(state, heard, credences) if evidence else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.name, one.id))


def claims(heard: Sequence[Observation]) -> tuple[str, ...]:
    """The ids of all claims behind some observations, newest day first, each voice's repetitions behind its first."""
    ranked = sorted((one for one in heard if one.baseline is None), key=lambda one: (-one.day, one.testimony.claim))
    return tuple(dict.fromkeys(id for one in ranked for id in (one.testimony.claim, *one.testimony.again)))


def words(state: State, heard: Sequence[Observation], credences: Credences) -> tuple[Word, ...]:
    """Each voice's word and each baseline's, oldest day first."""
    ranked = sorted(heard, key=lambda one: (one.day, one.testimony.known, one.testimony.claim, one.baseline or ""))
    return tuple(_word(state, one, credences) for one in ranked)


def _word(state: State, one: Observation, credences: Credences) -> Word:
    testimony = one.testimony
    credence = credences.of(testimony.claim) if one.baseline is None else None
    return Word(
        claim=testimony.claim if credence else None, baseline=one.baseline, day=iso(one.day),
        known=iso(testimony.known), voice=testimony.voice.name, voice_side=testimony.voice.side,
        stance=testimony.stance, told_as=testimony.kind, says="holds" if one.holds else "does_not_hold",
        sides=tuple(state.sides[side] for side in one.sides),
        credence=credence.probability if credence else round(logistic(one.odds), 4),
        why=tuple((row.feature, row.weight) for row in credence.why) if credence else (),
        admiralty=credence.admiralty if credence else None, share=one.share, colour=one.colour,
        again=testimony.again,
    )  # fmt: skip
