"""Actors of claims that tell of a time before there was such an actor: "German armies" of 1870 are no Bundeswehr.

Who is meant is then what the writer calls them: the name stays, and nobody that is known stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from contested.model import Actor, Claim
from contested.reading.lexicon import ActorInfo, Lexicon

POINTING: Final = frozenset(("it", "they", "them", "its", "their", "he", "him", "his", "we", "us", "our"))
UNNAMED: Final = "forces"  # whom only a pronoun points to


class Anachronisms:
    """Takes their identity from actors that were not there yet."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.since = _since(lexicon.actors)

    def without(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims with their actors as they can have been; most reports tell of nothing so old."""
        early = [claim for claim in claims if any(self._is_early(actor, claim) for actor in claim.actors)]
        if not early:
            return list(claims)
        names = _names(actor for claim in claims for actor in claim.actors)
        return [
            replace(
                claim,
                actors=tuple(
                    _unknown(actor, names) if self._is_early(actor, claim) else actor for actor in claim.actors
                ),
            )
            for claim in claims
        ]

    def _is_early(self, actor: Actor, claim: Claim) -> bool:
        """Whether a claim tells of a day before its actor's first."""
        first = self.since.get(actor.id or "")
        day = claim.time.end or claim.time.start
        return first is not None and day is not None and day[: len(first)] < first[: len(day)]


def _since(actors: Sequence[ActorInfo]) -> Mapping[str, str]:
    """Actor id -> the first day that there was it, or the force or state that it is a part of."""
    known = {actor.id: actor for actor in actors}
    found: dict[str, str] = {}
    for actor in actors:
        seen: set[str] = set()
        at: ActorInfo | None = actor
        while at is not None and at.since is None and at.id not in seen:
            seen.add(at.id)
            at = known.get(at.parent or "")
        if at is not None and at.since is not None:
            found[actor.id] = at.since
    return found


def _names(actors: Iterable[Actor]) -> Mapping[str, str]:
    """What the report first calls each known actor by more than a pronoun."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.id is not None and actor.label.lower() not in POINTING:
            found.setdefault(actor.id, actor.label)
    return found


def _unknown(actor: Actor, names: Mapping[str, str]) -> Actor:
    return replace(actor, id=None, name=names.get(actor.id or "", UNNAMED), parent=None, side=None)
