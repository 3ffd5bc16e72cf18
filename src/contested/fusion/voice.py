"""Whose voice a claim is, remembered: claims that carry one origin's words, or one speaker's, are one voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from contested.fusion.copies import Copies
from contested.fusion.testimony import Voice, Voices
from contested.model import Report, Told


class Hearing:
    """The voices of some claims."""

    def __init__(self, told: Collection[Told], carried: Copies, voices: Voices | None = None) -> None:
        self._voices = voices or Voices(told, carried)
        self._known: dict[str, Voice] = {}

    def of(self, told: Told) -> Voice:
        """The voice behind a claim."""
        found = self._known.get(told.claim.id)
        if found is None:
            found = self._known[told.claim.id] = self._voices.of(told)
        return found

    def all(self, told: Iterable[Told]) -> set[Voice]:
        """The independent voices among some claims; a report that names who says so adds none of its own."""
        heard: dict[str, set[Voice]] = defaultdict(set)
        own: dict[str, Voice] = {}
        for each in told:
            heard[each.report.id].add(self.of(each))
            own[each.report.id] = Voice(each.report.source or f"report {each.report.id}", each.report.side)
        return {
            voice for report, voices in heard.items() for voice in voices if len(voices) == 1 or voice != own[report]
        }

    def count(self, told: Iterable[Told]) -> int:
        """How many independent voices there are among some claims."""
        return len(self.all(told))


def publisher(report: Report) -> tuple[str, str | None] | str:
    """Who published a report: two of one name that stand on different sides are two; nobody known: the report."""
    return (report.source, report.side) if report.source else report.id
