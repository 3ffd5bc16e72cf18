"""Footnotes of a brief, numbered in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contested.fusion.copies import Copies
from contested.model import Told
from contested.publish.brief.model import Note
from contested.publish.brief.say import listed

UNNAMED = "an unspecified source"


class Citing:
    """The notes of one brief; ``rows``: the claims told, by id; ``sides``: names of sides by id."""

    def __init__(self, rows: Mapping[str, Told], carried: Copies, sides: Mapping[str, str]) -> None:
        self.rows, self.carried, self.sides = rows, carried, sides
        self.notes: list[Note] = []
        self._numbers: dict[tuple[str, int, int], int] = {}

    def cite(self, claims: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the notes of some claims, one for each stretch of words; made where they are new."""
        return tuple(sorted({self._number(self.rows[claim]) for claim in claims if claim in self.rows}))

    def _number(self, told: Told) -> int:
        claim, report = told.claim, told.report
        quote = claim.quote
        key = (report.id, quote.start, quote.end)
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            self.notes.append(
                Note(
                    number=len(self.notes) + 1, claim=claim.id, report=report.id, source=report.source,
                    date=report.date, title=report.title, url=report.url, quote=" ".join(quote.text.split()),
                )
            )  # fmt: skip
        return self._numbers[key]

    def voices(self, claims: Iterable[str]) -> str:
        """Who says so, by name, each with the side that it stands on; what only carries another's words is left out."""
        return listed(sorted({self.voice(self.rows[claim]) for claim in self.own(claims)})) or UNNAMED

    def own(self, claims: Iterable[str]) -> list[str]:
        """The claims that are of their reports' own making; all of them where each is carried from elsewhere."""
        rows = [claim for claim in claims if claim in self.rows]
        own = [claim for claim in rows if not self._copied(self.rows[claim])]
        return own or rows

    def _copied(self, told: Told) -> bool:
        return self.carried.origin(told.report.id, told.claim.sentence) != told.report.id

    def voice(self, told: Told) -> str:
        """A source by name, with its side."""
        name = told.report.source or UNNAMED
        side = self.sides.get(told.report.side or "")
        return f"{name} (aligned with {side})" if side else name
