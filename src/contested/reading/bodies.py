"""Organisations by their head words, and what is named inside other names: "UK" in "UK-based", "U.S." of its army."""

from __future__ import annotations

from typing import Final

from contested.gazetteer.index import Gazetteer
from contested.reading.entities import Entity, Line
from contested.reading.lexicon import Lexicon

#: Kinds of actors whose names name no place: an "Army of Idlib" need not be there.
ROAMING: Final = frozenset(("rebel", "jihadist", "militia", "armed_group", "media", "external_forces", "coalition"))
WIDE: Final = frozenset(("country", "admin1"))


class Bodies:
    """Finds organisations, and the places and nations named in parts of names."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self.lexicon, self.gazetteer = lexicon, gazetteer
        self.heads, self.made, self.bare = lexicon.organisations, lexicon.signs["made"], lexicon.signs["bare"]
        self.leading = lexicon.signs["leading"]

    def organisation(self, line: Line, i: int, end: int) -> Entity | None:
        """ "the Sham Legion", "Ministry of Health", "Kentucky State Police": a head word in capitals."""
        lowers, heads = line.lowers, self.heads
        if end - i < 2:
            return None
        if lowers[i] in heads and lowers[i + 1] in ("of", "for") and end - i > 2:
            return self._made(line, i, end, heads[lowers[i]])
        if lowers[i] in self.leading and line.words[i + 1][:1].isupper():
            return self._made(line, i, i + 2, "state_forces")  # "Battlegroup Zapad"
        last = -1
        for at in range(i, end):
            lower = lowers[at]
            if lower in heads and at > i:
                last = at
            elif at > i and (lower in self.lexicon.titles or lower in self.lexicon.given):
                break
            elif at > i and lower == "the" and lowers[at - 1] not in ("of", "for", "and"):
                break  # "In Homs | the Mission"
        if last < 0:
            return None
        if last + 1 < end and lowers[last + 1] in ("of", "for") and last + 2 < end:
            return self._made(line, i, end, heads[lowers[last]])
        if last + 1 < end and not self._broken(lowers[last + 1]):
            return None
        return self._made(line, i, last + 1, heads[lowers[last]])

    def _broken(self, after: str) -> bool:
        """Whether an organisation's name may end before this word of the stretch: at a title, a person's or a joint."""
        return after in self.lexicon.titles or after in self.lexicon.given or after in ("and", "the", "in")

    def _made(self, line: Line, first: int, last: int, kind: str) -> Entity:
        made = Entity("actor", first, last, name=line.text(first, last))
        made.organisation = kind
        return made

    # --- names within names -------------------------------------------------------------------------------------------

    def inside(self, line: Line, i: int) -> list[Entity] | None:
        """Places and nations in a word with a hyphen ("London-based", "Turkish-Russian"); None for another word."""
        word = line.words[i]
        parts = word.split("-")
        if len(parts) < 2 or not parts[0][:1].isupper() or self.gazetteer.strict(word):
            return None
        ending = parts[-1].lower() in self.made
        if not ending and not all(part[:1].isupper() for part in parts):
            return None
        found: list[Entity] = []
        at = line.tokens.starts[i]
        for part in parts[:-1] if ending else parts:
            entity = self._part(part, i, ending)
            if entity is not None:
                entity.span = (at, at + len(part))
                found.append(entity)
            at += len(part) + 1
        return found if ending or (found and len(found) == len(parts)) else None

    def _part(self, part: str, i: int, ending: bool) -> Entity | None:
        row = self.gazetteer.demonym(part)
        if row is not None:
            return Entity("nationality", i, i + 1, name=part, row=row)
        rows = self.gazetteer.strict(part)
        if rows and (ending or self.gazetteer.place(rows[0]).level != "settlement"):
            place = self.gazetteer.place(rows[0])
            if place.importance > (4.0 if ending else 6.0):
                return Entity("place", i, i + 1, name=part, rows=rows)
        return None

    def within(self, line: Line, entity: Entity) -> list[Entity]:
        """Places and nations that an organisation's name names: "Syrian" in "Syrian government"."""
        if entity.last - entity.first < 2:
            return []
        kind = self.lexicon.actors[entity.value].kind if entity.value >= 0 else entity.organisation
        found: list[Entity] = []
        i = entity.first
        while i < entity.last:
            one = self._inner(line, i, entity, kind) if line.words[i][0].isupper() else None
            if one is not None:
                found.append(one)
                i = one.last
            else:
                i += 1
        return found

    def _inner(self, line: Line, i: int, entity: Entity, kind: str) -> Entity | None:
        word = line.words[i]
        row = self.gazetteer.demonym(word)
        if row is not None and kind not in ("media",):
            return Entity("nationality", i, i + 1, name=word, row=row)
        if kind in ROAMING or (i > entity.first and line.before(i) not in ("of", "the")):
            return None
        for stop in range(min(entity.last, i + 3), i, -1):
            if (stop == entity.last and i == entity.first) or line.lowers[stop - 1] in self.bare:
                continue
            rows = self.gazetteer.strict(line.text(i, stop))
            if rows and self._sure(rows[0], line.lowers[i]):
                return Entity("place", i, stop, name=line.text(i, stop), rows=rows)
        return None

    def _sure(self, row: int, lower: str) -> bool:
        place = self.gazetteer.place(row)
        return place.level in WIDE or (place.importance > 5.0 and not self.lexicon.words.get(lower, 0))
