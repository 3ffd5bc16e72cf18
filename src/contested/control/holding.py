"""Who holds each place, as rows: probabilities by side, the last word, and every claim for and against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from contested.control.days import iso
from contested.control.observations import Observation
from contested.control.state import State, Status
from contested.fusion.credence import Credence, Credences


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One voice's word on a place: on which day, known when, what it says, and how far it is believed.

    ``says``: "holds" or "does not hold", of ``sides``. ``share``: how much of it counts (0 for a mere repetition).
    ``again``: further claims of the voice, copies included, that add nothing. ``admiralty``: source letter and
    information digit, two axes.
    """

    claim: str
    day: str
    known: str
    voice: str
    voice_side: str | None
    stance: str
    says: Literal["holds", "does not hold"]
    sides: tuple[str, ...]
    credence: float
    why: tuple[tuple[str, float], ...]
    admiralty: tuple[str, str]
    share: float
    again: tuple[str, ...]


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds one place on one day. ``sides``: P by side id. ``since``: from when it has stood like this.

    ``unknown_since``: from when it has been unknown, None where it is not. ``evidence`` is None unless asked for.
    """

    id: str
    name: str
    lat: float
    lon: float
    sides: dict[str, float]
    side: str
    status: Status
    since: str
    unknown_since: str | None
    last_word: str | None
    claims: tuple[str, ...]
    evidence: tuple[Word, ...] | None = None


def holdings(
    state: State, on: int, credences: Credences, kept: Callable[[float, float], bool], *, evidence: bool = False
) -> list[Holding]:
    """The places that something was said of by a day, in order of name.

    Args:
        state: who holds what.
        on: the day (ordinal).
        credences: how far claims are believed.
        kept: whether a spot (lat, lon) is asked for.
        evidence: whether each claim is told of, and not its id alone.
    """
    row = state.row(on)
    found = []
    for place, site in enumerate(state.sites):
        word = state.last_word(place, on)
        heard = [one for one in state.observed.get(place, ()) if one.day <= on]
        if word is None or not heard or not kept(site.lat, site.lon):
            continue
        mark, since = state.mark(place, row), iso(state.since(place, row))
        chances = zip(state.sides, state.chances[row, place].tolist(), strict=True)
        found.append(
            Holding(
                id=site.id, name=site.name, lat=site.lat, lon=site.lon,
                sides={side: round(chance, 4) for side, chance in chances},
                side=mark.side, status=mark.status, since=since,
                unknown_since=since if mark.status == "unknown" else None, last_word=iso(word),
                claims=claims(heard), evidence=words(state, heard, credences) if evidence else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.name, one.id))


def claims(heard: Sequence[Observation]) -> tuple[str, ...]:
    """The ids of all claims behind some observations, newest day first, each voice's repetitions behind its first."""
    ranked = sorted(heard, key=lambda one: (-one.day, one.testimony.claim))
    return tuple(dict.fromkeys(id for one in ranked for id in (one.testimony.claim, *one.testimony.again)))


def words(state: State, heard: Sequence[Observation], credences: Credences) -> tuple[Word, ...]:
    """Each voice's word, oldest day first."""
    ranked = sorted(heard, key=lambda one: (one.day, one.testimony.known, one.testimony.claim))
    return tuple(_word(state, one, credences.of(one.testimony.claim)) for one in ranked)


def _word(state: State, one: Observation, credence: Credence) -> Word:
    testimony = one.testimony
    return Word(
        claim=testimony.claim, day=iso(one.day), known=iso(testimony.known), voice=testimony.voice.name,
        voice_side=testimony.voice.side, stance=testimony.stance, says="holds" if one.holds else "does not hold",
        sides=tuple(state.sides[side] for side in one.sides), credence=credence.probability,
        why=tuple((row.feature, row.weight) for row in credence.why), admiralty=credence.admiralty,
        share=one.share, again=testimony.again,
    )  # fmt: skip
