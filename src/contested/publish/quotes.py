"""A report with nothing left of its words but the quotes that claims rest on: for a site that may not carry full texts.

Every offset stays true: what is taken out becomes as many spaces, with one "…" for each stretch of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from contested.model import Reading, Sentence

GAP = "…"


def quotes_only(reading: Reading) -> Reading:
    """The reading without the words that no claim quotes; sentences without a quote, and mentions outside, are gone."""
    kept = merged((claim.quote.start, claim.quote.end) for claim in reading.claims)
    sentences = tuple(
        row for row in reading.sentences if any(row.start < end and start < row.end for start, end in kept)
    )
    return msgspec.structs.replace(
        reading,
        report=msgspec.structs.replace(reading.report, text=masked(reading.report.text, kept, sentences)),
        sentences=sentences,
        mentions=tuple(
            each for each in reading.mentions if any(start <= each.start and each.end <= end for start, end in kept)
        ),
    )


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def masked(text: str, kept: Iterable[tuple[int, int]], sentences: Iterable[Sentence]) -> str:
    """A text as long as it was, blank outside the kept spans but for the sign of a gap in a sentence."""
    rows = sorted(sentences, key=lambda row: row.start)
    return "".join(_parts(text, kept, [(row.start, row.end) for row in rows]))


def _parts(text: str, kept: Iterable[tuple[int, int]], sentences: list[tuple[int, int]]) -> Iterator[str]:
    at = 0
    for start, end in [*kept, (len(text), len(text))]:
        blank = [" "] * (start - at)
        for first, last in sentences:
            low, high = max(first, at), min(last, start)
            spot = next((spot for spot in range(low, high) if text[spot].isalnum()), None)
            if spot is not None:
                blank[spot - at] = GAP
        yield "".join(blank)
        yield text[start:end]
        at = end
