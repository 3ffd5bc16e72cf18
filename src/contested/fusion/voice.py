"""A voice is an origin: claims that carry one report's words, and claims of one publisher, are one voice."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from contested.fusion.copies import Copies
from contested.model import Report, Told


class Voice:
    """Tells which voice a claim is."""

    def __init__(self, told: Iterable[Told], carried: Copies) -> None:
        self._carried = carried
        self._publisher = {each.report.id: publisher(each.report) for each in told}

    def of(self, told: Told) -> Hashable:
        """The publisher of the report that a claim's words come from, else that report."""
        origin = self._carried.origin(told.report.id, told.claim.sentence)
        return self._publisher.get(origin, origin)

    def count(self, told: Iterable[Told]) -> int:
        """How many independent voices there are among some claims."""
        return len({self.of(each) for each in told})


def publisher(report: Report) -> tuple[str, str | None] | str:
    """Who published a report: two of one name that stand on different sides are two; nobody known: the report."""
    return (report.source, report.side) if report.source else report.id
