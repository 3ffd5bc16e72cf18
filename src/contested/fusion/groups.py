"""Connected components: what is joined pair by pair, as groups that do not depend on the order of the pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Groups:
    """A disjoint-set forest over 0 … size - 1; a group's head is its smallest member.

    Source: R. E. Tarjan, "Efficiency of a Good But Not Linear Set Union Algorithm", 1975.
    """

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def head(self, one: int) -> int:
        """The smallest member of the group of `one`."""
        above = self._above
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    def join(self, one: int, other: int) -> None:
        """Make the groups of two members one group."""
        first, second = self.head(one), self.head(other)
        if first != second:
            self._above[max(first, second)] = min(first, second)

    def all(self) -> list[list[int]]:
        """Every group, its members in rising order, groups in the order of their heads."""
        found: dict[int, list[int]] = {}
        for one in range(len(self._above)):
            found.setdefault(self.head(one), []).append(one)
        return list(found.values())


def joined(size: int, pairs: Iterable[Sequence[int]]) -> list[list[int]]:
    """The connected components of 0 … size - 1 under some pairs."""
    groups = Groups(size)
    for one, other in pairs:
        groups.join(one, other)
    return groups.all()
