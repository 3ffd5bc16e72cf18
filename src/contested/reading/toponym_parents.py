"""Which wider place the words of a sentence say that each of its places lies in, and of what level they say it is.

"Palma in Cabo Delgado", "Palma (Cabo Delgado)", "Mozambique's Palma", "the Syrian town of Azaz", "Homs and Aleppo
governorates", "In Kharkiv Oblast, the army took Peremoha and Shestakove": a parent stands behind, before, or over all
that follows, and the members of a list share what is said of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.queries import Bond
from contested.reading.entities import Entity
from contested.reading.tokens import Tokens

#: What may stand between a place and the wider place that it lies in, levels, directions and articles left out.
LIES_IN: Final = (
    ((",",), "beside"), (("in",), "plain"), ((",", "in"), "plain"), (("of",), "plain"), (("(",), "plain"),
    (("in", "of"), "plain"), ((",", "in", "of"), "plain"), (("of", "of"), "plain"),
)  # fmt: skip
#: What may follow a parent behind a comma; anything else may make it the beginning of a clause of its own.
CLOSES: Final = frozenset((
    "", ",", ".", ";", ")", "(", ":", "-", "–", "—", "!", "?", "and", "or", "but", "on", "in", "at", "by", "after",
    "before", "when", "where", "which", "during", "for", "with", "from", "to", "as", "while", "killing", "since",
    "until",
))  # fmt: skip
JOINTS: Final = ((",",), ("and",), ("or",), (",", "and"), (",", "or"), ("&",))
POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
HEADED: Final = ((",", "the", "capital", "of"), (",", "capital", "of"), (",", "the", "provincial", "capital", "of"),
          ("is", "the", "capital", "of"), ("(", "the", "capital", "of"))  # fmt: skip
BEFORE_OPENERS: Final = frozenset(
    ("elsewhere", "also", "meanwhile", "and", "but", "further", "south", "north", ",", "the")
)
OPENERS: Final = frozenset(("in", "across", "throughout", "around", "inside"))
RANK: Final = {"country": 3, "admin1": 2, "region": 2, "admin2": 1}
DIVISIONS: Final = frozenset(("admin1", "admin2"))
FOREMOST: Final = 4  # rows of a name that are looked through for a division of that name
SEATS: Final = frozenset(
    ("provincial", "regional", "facto", "district", "declared", "proclaimed")
)  # of capitals by their name
OWNERS: Final = frozenset(("their", "its", "his"))  # "their de facto Syrian capital of Raqqa"


class Stated(NamedTuple):
    """The parent (a place or a nationality) that is stated for a place, and how firmly."""

    parent: Entity
    bond: Bond


class Parents:
    """The stated parents and levels of one report's places, by the first token of each name."""

    def __init__(
        self,
        tokens: Tokens,
        gazetteer: Gazetteer,
        levels: Mapping[str, str],
        directions: frozenset[str],
    ) -> None:
        self.tokens, self.lowers, self.gazetteer, self.directions = tokens, tokens.lowers, gazetteer, directions
        self.levels, self.several = levels, {plural(word): level for word, level in levels.items()}
        self.plain_words = directions.union(levels, self.several, ("the", "'s", "’s", "of"))
        self.stated: dict[int, Stated] = {}
        self.hints: dict[int, str] = {}

    def _may_stand(self, entity: Entity) -> bool:
        """Whether a name may be a place's, or the parent of one; a people without a country ("Amhara") is neither."""
        if entity.span is not None:
            return False
        return entity.kind == "place" or (entity.kind == "nationality" and entity.row >= 0)

    def read(self, entities: Sequence[Entity]) -> None:
        """Take in all places and nationalities of the report, in text order."""
        names = [entity for entity in entities if self._may_stand(entity)]
        names.sort(key=lambda entity: entity.first)
        at = 0
        for first, last in self.tokens.sentences:
            begin = at
            while at < len(names) and names[at].first < last:
                at += 1
            if at > begin:
                self._sentence(names[begin:at], first, last)

    def _sentence(self, names: Sequence[Entity], first: int, last: int) -> None:
        places = [name for name in names if name.kind == "place"]
        if not places:
            return
        for place in places:
            hint = self._hint(place)
            if hint is not None:
                self.hints[place.first] = hint
        if len(names) > 1:
            runs = self._runs(names)
            for run in runs:
                self._share_level(run)
            listed = self._listed(names)
            for one, other in pairwise(names):
                self._pair(one, other, last, other.first in listed)
            for run in runs:
                self._share_parent(run)
            self._opened(places, first, last)

    # --- levels -------------------------------------------------------------------------------------------------------

    def _hint(self, entity: Entity) -> str | None:
        """The level that a noun beside a name says: "Aleppo province", "the town of X", "river X"."""
        lowers, first, last = self.lowers, entity.first, entity.last
        hint = self.levels.get(lowers[last]) if last < len(lowers) else None
        if hint == "settlement" and lowers[last + 1 : last + 2] == ["of"] and self._width(entity):
            hint = None  # "the Texas town of Paris"
        if hint is None and last - first > 1:
            hint = self.levels.get(lowers[last - 1])
        if hint is None and first >= 2 and lowers[first - 1] == "of":
            hint = self.levels.get(lowers[first - 2])
            if hint is None and lowers[first - 2] == "capital" and self._is_division(entity):
                hint = "settlement" if self._is_capital(entity) else "admin1"  # "the capital of Baghlan" is no town's
        return self.levels.get(lowers[first - 1]) if hint is None and first else hint

    def _is_capital(self, entity: Entity) -> bool:
        """Whether a name behind "capital of" is that of the town: "the provincial capital of Kunduz"."""
        kind = self.lowers[entity.first - 3] if entity.first > 2 else ""
        owned = OWNERS.intersection(self.lowers[max(0, entity.first - 6) : entity.first - 2])
        town = any(self.gazetteer.place(row).level == "settlement" for row in entity.rows[:FOREMOST])
        return town and (kind in SEATS or bool(owned))

    def _is_division(self, entity: Entity) -> bool:
        levels = [self.gazetteer.place(row).level for row in entity.rows[:FOREMOST]]
        return "admin1" in levels and levels[0] != "country"

    def _share_level(self, run: Sequence[Entity]) -> None:
        """ "Homs and Aleppo governorates", "the towns of A, B and C": one noun for all."""
        lowers, last = self.lowers, run[-1].last
        level = self.several.get(lowers[last]) if last < len(lowers) else None
        level = level or self.several.get(lowers[last - 1])
        if level is None:
            first = run[0].first
            noun = lowers[first - 2] if first >= 2 and lowers[first - 1] == "of" else lowers[first - 1] if first else ""
            level = self.several.get(noun)
        if level is not None:
            for entity in run:
                self.hints.setdefault(entity.first, level)

    # --- parents ------------------------------------------------------------------------------------------------------

    def _runs(self, names: Sequence[Entity]) -> list[list[Entity]]:
        """Places of one sentence that are joined to lists."""
        runs: list[list[Entity]] = []
        for one, other in pairwise(names):
            if one.kind != "place" or other.kind != "place":
                continue
            if tuple(self.lowers[one.last : other.first]) not in JOINTS or self._is_comma_parent(one, other):
                continue
            if runs and runs[-1][-1] is one:
                runs[-1].append(other)
            else:
                runs.append([one, other])
        return runs

    def _listed(self, names: Sequence[Entity]) -> set[int]:
        """Names that stand in a list of three and more, where a comma says nothing: "Colorado, Georgia, Illinois"."""
        joined = [tuple(self.lowers[one.last : other.first]) in JOINTS for one, other in pairwise(names)]
        beside = zip(names[1:], joined, [False, *joined], [*joined[1:], False], strict=False)
        return {name.first for name, here, before, after in beside if here and (before or after)}

    def _is_comma_parent(self, one: Entity, other: Entity) -> bool:
        """Whether what stands behind a comma is what the name before it lies in: "Springfield, Illinois"."""
        return self.lowers[one.last] == "," and other.first == one.last + 1 and self.rank(other) > self.rank(one)

    def _pair(self, one: Entity, other: Entity, last: int, listed: bool) -> None:
        """What two neighbouring names say of each other."""
        words = self.lowers[one.last : other.first]
        if other.kind == "place":
            if words and words[0] in POSSESSIVE and (not self.plain_words.isdisjoint(words) or len(words) == 1):
                if self.plain_words.issuperset(words[1:]) and self.rank(one) > self.rank(other):
                    self.stated[other.first] = Stated(one, "plain")
                return
            if self._modifies(one, other, words):
                self.stated[other.first] = Stated(one, "shared" if one.kind == "nationality" else "plain")
                return
        if one.kind == "place" and other.kind == "place" and one.first not in self.stated:
            bond = self._lies_in(one, other, words, last)
            if bond is not None and listed and len(words) == 1 and words[0] == ",":
                bond = "beside"
            if bond is not None:
                self.stated[one.first] = Stated(other, bond)

    def _modifies(self, one: Entity, other: Entity, words: Sequence[str]) -> bool:
        """Whether a wide place or a nation stands before a place as its adjective: "the Syrian town of Azaz"."""
        if not words or not self.plain_words.issuperset(words) or (one.kind == "nationality" and one.row < 0):
            return False
        sorts = [self.levels.get(word) or self.several.get(word) for word in words]
        if all(sort is None or sort == "facility" for sort in sorts) or words[0] == "of":
            return False
        if words[-1] != "of" and sorts[-1] is None:
            return False
        if one.kind == "place" and len(words) == 1:
            return False  # "Aleppo province Maskanah" is two names side by side
        return self.rank(one) > self.rank(other)

    def _lies_in(self, one: Entity, other: Entity, words: Sequence[str], last: int) -> Bond | None:
        """How firmly the words say that one place lies in the next: "Maskanah, Aleppo"; None where they do not."""
        if tuple(words) in HEADED:
            return "plain" if self.rank(other) > self.rank(one) or self._is_division(other) else None
        kept = tuple([w for w in words if w not in self.levels and w not in self.directions and w != "the"])
        bond: Bond | None = next((bond for link, bond in LIES_IN if link == kept), None)  # type: ignore[misc]
        if bond is None:
            return None
        if kept[0] == "(" and (other.last - other.first == 1 and self.tokens.words[other.first].isupper()):
            return None  # its own short form: "New South Wales (NSW)"
        if kept[0] == "(" and self.rank(one) == 0 and self._closed(other, last):
            return "plain"
        after = self._after(other, last)
        if self.rank(other) > 0 and (not one.rows or self.rank(other) > self.rank(one)):
            if bond == "beside" and after in CLOSES:
                return "plain"
            return bond
        dual = bond == "plain" and self._is_division(other) and self.rank(one) == 0
        return "plain" if dual else None

    def _closed(self, entity: Entity, last: int) -> bool:
        return self._after(entity, last) == ")"

    def _after(self, entity: Entity, last: int) -> str:
        """The word behind a name and the level said with it; "" at the end of the sentence."""
        at = entity.last
        while at < last and self.lowers[at] in self.levels:
            at += 1
        return self.lowers[at] if at < last else ""

    def _share_parent(self, run: Sequence[Entity]) -> None:
        """Give the parent of a list's last or first member to those that have none: "A, B and C districts of X"."""
        end, begin = self.stated.get(run[-1].first), self.stated.get(run[0].first)
        over = end if end is not None and end.bond == "plain" else None
        if over is None and begin is not None and begin.parent.first < run[0].first:
            over = begin
        if over is None:
            return
        for entity in run:
            if entity is not over.parent and self.rank(entity) < self.rank(over.parent):
                self.stated.setdefault(entity.first, Stated(over.parent, "shared"))

    def _opened(self, places: Sequence[Entity], first: int, last: int) -> None:
        """Where a sentence opens with a wide place, what is named behind it lies there, if nothing else is said."""
        opener = places[0]
        rank = self.rank(opener)
        if rank == 0 or not self._opens(opener, first) or self._after(opener, last) not in (",", ":"):
            return
        for place in places[1:]:
            before = self.lowers[place.first - 1]
            if before not in ("from", "to") and self.rank(place) < rank:
                self.stated.setdefault(place.first, Stated(opener, "shared"))

    def _opens(self, entity: Entity, first: int) -> bool:
        """Whether a name stands at the head of a sentence, alone or behind "in": "Elsewhere in Kharkiv Oblast,"."""
        before = [word for word in self.lowers[first : entity.first] if word not in self.directions]
        ahead = [word for word in before if word not in BEFORE_OPENERS]
        opened = len(ahead) == 1 and ahead[0] in OPENERS
        return opened or (not ahead and self._after(entity, 1 << 30) == ":")

    def rank(self, entity: Entity) -> int:
        """How wide a named place is: 3 a country, 2 a first-level division or region, 1 a district, 0 what is less."""
        if entity.kind == "nationality":
            return 3
        hint = self.hints.get(entity.first)
        if hint is not None:
            return RANK.get(hint, 0)
        return self._width(entity)

    def _width(self, entity: Entity) -> int:
        """How wide what a name means first by itself is."""
        if not entity.rows or entity.rows[0] not in self.gazetteer.strict(entity.name):
            return 0  # another spelling says little
        return RANK.get(self.gazetteer.place(entity.rows[0]).level, 0)


def plural(noun: str) -> str:
    """The plural of a noun of level: "cities", "provinces"."""
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeou" else noun + "s"
