"""Whom a writer's words speak for and against: sides, from the words' own sense and the claim that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from contested.model import Actor, Claim, Told, Wording

Leaning = Literal["for", "against"]


class Leant(NamedTuple):
    """Some words of a report speak for or against a side."""

    report: str
    start: int
    end: int
    leaning: Leaning
    side: str


def leanings(told: Iterable[Told]) -> set[Leant]:
    """Whom the words of some claims speak for and against, each word once however many claims it stands in."""
    return {
        Leant(each.report.id, word.start, word.end, leaning, side)
        for each in told
        for word in each.claim.wording
        for leaning, side in sides_of(word, each.claim, each.report.side)
    }


def sides_of(word: Wording, claim: Claim, speaker: str | None) -> Iterator[tuple[Leaning, str]]:
    """The sides that one word speaks for or against; none where its sense hangs on somebody of no known side."""
    if word.favours in ("agent", "patient"):
        yield from (("for", row.side) for row in claim.actors if row.role == word.favours and row.side)
    elif word.favours in ("named", "against_named"):
        leaning: Leaning = "for" if word.favours == "named" else "against"
        yield from ((leaning, row.side) for row in named(word, claim.actors) if row.side)
    elif word.favours == "speaker":
        yield from (("for", side) for side in (speaker,) if side)
    elif word.favours is not None:
        yield "for", word.favours


def named(word: Wording, actors: Sequence[Actor]) -> Iterator[Actor]:
    """The actors whose names a word stands in."""
    for actor in actors:
        if actor.mention is not None and word.start < actor.mention.end and actor.mention.start < word.end:
            yield actor
