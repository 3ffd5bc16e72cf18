"""Which accounts stand against each other on a page: never two that one sentence gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from contested.fusion.event import Contradiction, Variant
from contested.model import Span, Told

Sentence = tuple[str, Span]


def between_sentences(rows: Iterable[Contradiction], told: Mapping[str, Told]) -> tuple[Contradiction, ...]:
    """The contradictions without what a sentence says against itself: it was read wrongly, and disputes nothing.

    Of two accounts that rest on one sentence the one of more voices keeps it; an account that rests on nothing else
    goes, and a contradiction of which one account is left is none.
    """
    return tuple(found for row in rows if len((found := apart(row, told)).variants) > 1)


def apart(row: Contradiction, told: Mapping[str, Told]) -> Contradiction:
    """A contradiction in which no sentence gives two accounts."""
    given: set[Sentence] = set()
    kept: list[Variant] = []
    for variant in row.variants:
        own = {claim: sentence(told[claim]) for claim in variant.claims if claim in told}
        claims = tuple(claim for claim, where in own.items() if where not in given)
        given |= set(own.values())
        if claims:
            sources = tuple(dict.fromkeys(told[claim].report.source or told[claim].report.id for claim in claims))
            kept.append(replace(variant, claims=claims, sources=sources))
    return replace(row, variants=tuple(kept))


def sentence(told: Told) -> Sentence:
    """The sentence of a report that a claim stands in."""
    return told.report.id, told.claim.sentence
