"""Who stands on which side: of the report's war, on the report's day."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Final

from contested.reading.lexicon import Lexicon

LOCAL: Final = frozenset(("rebel", "militia", "armed_group", "jihadist"))
MANY: Final = 10  # rebel groups of a side that are called "the factions"
Row = tuple[str, str, str | None, str | None]  # conflict, side, from, to


class Sides:
    """The wars that a country had by a date, and the sides of actors in them; ``date`` None: at any time."""

    def __init__(self, lexicon: Lexicon, country: str | None, date: str | None) -> None:
        self.lexicon, self.country, self.date = lexicon, country, date
        self.conflicts = {
            conflict.id
            for conflict in lexicon.conflicts
            if country in conflict.countries and (date is None or conflict.from_[: len(date)] <= date)
        }
        self._sides: dict[int, str | None] = {}

    def side_of(self, index: int) -> str | None:
        """The side of a known actor on the report's day, in the report's war; its parent's where it has none."""
        if index not in self._sides:
            self._sides[index] = self._find_side(index)
        return self._sides[index]

    def _find_side(self, index: int) -> str | None:
        seen: set[int] = set()
        while index >= 0 and index not in seen:
            seen.add(index)
            actor = self.lexicon.actors[index]
            rows = [row for row in actor.sides if self._holds(row)]
            here = [row for row in rows if row[0] in self.conflicts]
            if here:
                return here[0][1]
            if rows and not self.conflicts:
                return rows[0][1]
            index = self.lexicon.actor_index.get(actor.parent or "", -1)
        return None

    def _holds(self, row: Row) -> bool:
        _, _, begins, ends = row
        return self.date is None or (
            (begins is None or begins <= self.date) and (ends is None or self.date[: len(ends)] <= ends)
        )

    def state(self, country: str | None, kind: str) -> int:
        """The index of a country's government or (any other ``kind``) armed forces, -1 where we know none."""
        if country is None:
            return -1
        wanted = "government" if kind == "government" else "state_forces"
        found = self.lexicon.states.get((country, wanted), ())
        return next((index for index in found if self._stands(index)), -1)

    def _stands(self, index: int) -> bool:
        """Whether an actor is there on the report's day, as far as its memberships say."""
        rows = self.lexicon.actors[index].sides
        return not rows or any(self._holds(row) for row in rows)

    @cached_property
    def peopled(self) -> frozenset[str]:
        """The sides of this war that groups of no state stand on."""
        actors = self.lexicon.actors
        return frozenset(
            row[1]
            for actor in actors
            if actor.kind in LOCAL
            for row in actor.sides
            if row[0] in self.conflicts and self._holds(row)
        )

    @cached_property
    def many_rebels(self) -> bool:
        """Whether the side that most rebels of this war are on is of many groups."""
        here = [row for row in self.lexicon.rebels if row[0] in self.conflicts and row[1] == self.rebel_side]
        return len(here) >= MANY

    @cached_property
    def rebel_side(self) -> str | None:
        """The side that most rebel groups of this war are on."""
        rows = self.lexicon.rebels
        sides = Counter([row[1] for row in rows if row[0] in self.conflicts and self._holds(row)])
        ranked = sorted(sides.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
