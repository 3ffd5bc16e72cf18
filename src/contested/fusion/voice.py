"""Whose voice a claim is, remembered: claims that carry one origin's words, or one speaker's, are one voice."""

from __future__ import annotations

from collections.abc import Iterable

from contested.fusion.copies import Copies
from contested.fusion.testimony import Voice, Voices
from contested.model import Report, Told


class Hearing:
    """The voices of some claims."""

    def __init__(self, told: Iterable[Told], carried: Copies) -> None:
        self._voices = Voices(told, carried)
        self._known: dict[str, Voice] = {}

    def of(self, told: Told) -> Voice:
        """The voice behind a claim."""
        found = self._known.get(told.claim.id)
        if found is None:
            found = self._known[told.claim.id] = self._voices.of(told)
        return found

    def count(self, told: Iterable[Told]) -> int:
        """How many independent voices there are among some claims."""
        return len({self.of(each) for each in told})


def publisher(report: Report) -> tuple[str, str | None] | str:
    """Who published a report: two of one name that stand on different sides are two; nobody known: the report."""
    return (report.source, report.side) if report.source else report.id
