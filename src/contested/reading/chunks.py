"""Word classes to chunks: verb groups, noun groups, times, and single tokens of every other class.

One pattern over the class string finds them. "A of B" becomes one noun group where A only measures or places B.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from contested.reading.entities import Entity
from contested.reading.groups import Describer, Group
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens

# An auxiliary with what may stand behind it: "were on Monday", "has not", "are each".
AUX = "(?:[MHBK](?:P?Y)?[VXO]?[VX]*(?:D(?=[dn]))?)"
CHUNK = re.compile(
    r"(?P<X>[PCSRZ,;:()\".?])"  # what begins no group, first: it need not try what follows
    rf"|(?P<W>(?=[VTXMHBKvspdng])(?:V*T?[VX]*{AUX}+d[VX]*[dn]"
    rf"|V*(?:T(?=[VX]*[vMHBKs]))?[VX]*{AUX}*[vspdng](?:V*T[VX]*{AUX}*[vspdn]|(?<=[vspdn])V*(?=g)g)*"
    rf"|V*{AUX}+(?:[JN][VX]*)?T[VX]*{AUX}*[vspdn]"
    rf"|V*T?[VX]*{AUX}+))"
    r"|(?P<N>D*(?:V(?=[J#])|(?<=D)V(?=N)|(?<=D)Y+(?=[JN])|[J#N']|Q(?!#[#J]*N)|(?<=#)C(?=#))*[NQ#]|D(?:V?J)+|[OD])"
    r"|(?P<Y>Y+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
ENDS_OF_ROAD = ["P", "N", "C", "N"], ["P", "N", "T", "N"]  # kinds of the chunks behind a road
LINKS = frozenset(("between", "from", "linking", "connecting"))
FOLDING = frozenset("PT:")  # what may stand between two groups that are one: "of", "to", a dash
NAMED = frozenset(("place", "name"))
DIVISIBLE = frozenset(("place", "area", "name", "site", "road"))


class Chunk:
    """A piece of a sentence: ``kind`` W (verb group), N (noun group), Y (time) or its class character."""

    __slots__ = ("first", "group", "kind", "last")

    def __init__(self, kind: str, first: int, last: int, group: Group | None = None) -> None:
        self.kind, self.first, self.last, self.group = kind, first, last, group

    def __repr__(self) -> str:
        return f"{self.kind}[{self.first}:{self.last}]"


class Chunker:
    """Splits a sentence into chunks."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.cue_sets["grammar"]
        self.quantifiers, self.parts = grammar["quantifiers"], grammar["parts"]
        self.transparent = grammar["transparent"]
        self.describer = Describer(lexicon)

    def chunks(self, tokens: Tokens, classes: list[str], first: int, entity_at: Mapping[int, Entity]) -> list[Chunk]:
        """The chunks of a sentence whose classes are given, in order; together they are the whole sentence."""
        found: list[Chunk] = []
        describe = self.describer.group
        for match in CHUNK.finditer("".join(classes)):
            kind, (at, stop) = match.lastgroup, match.span()
            start, end = first + at, first + stop
            if kind == "N":
                found.append(Chunk("N", start, end, describe(tokens, classes, first, start, end, entity_at)))
            elif kind in ("W", "Y"):
                found.append(Chunk(kind, start, end))
            else:
                found.append(Chunk(classes[at], start, end))
        self._fold(found, tokens.lowers)
        self._roads(found, tokens.lowers)
        return found

    def _fold(self, chunks: list[Chunk], lowers: Sequence[str]) -> None:
        """Fold "A of B" where A only measures or places B: "dozens of villages", "the town of X", "members of Y"."""
        links = [i for i, chunk in enumerate(chunks) if chunk.kind in FOLDING]
        for i in reversed(links):  # so that B is whole before A is asked about it
            if not 0 < i < len(chunks) - 1:
                continue
            outer, inner = chunks[i - 1].group, chunks[i + 1].group
            both = self._both(outer, chunks[i], inner, lowers) if outer is not None and inner is not None else None
            if both is not None:
                chunks[i - 1 : i + 2] = [Chunk("N", chunks[i - 1].first, chunks[i + 1].last, both)]

    def _both(self, outer: Group, link: Chunk, inner: Group, lowers: Sequence[str]) -> Group | None:
        """The one group that two with a link between them are; None where they stay two."""
        if link.kind != "P":
            if not _is_road_end(outer, inner):
                return None
            inner.parent, inner.first, inner.whole = outer, outer.first, (outer.first, inner.whole[1])
            return inner
        if lowers[link.first] != "of":
            return None
        if self._folds(lowers, outer, inner):
            return self._joined(outer, inner, lowers)
        outer.of = inner
        return None

    def _folds(self, lowers: Sequence[str], outer: Group, inner: Group) -> bool:
        head = lowers[outer.head]
        if outer.type == "event":
            return False
        if head in self.quantifiers or outer.type in ("number", "pronoun"):
            return True
        if head in self.parts and inner.type in DIVISIBLE:
            return True
        if head in self.parts and inner.type == "thing":
            return inner.first + 1 == inner.last and lowers[inner.head] in ("country", "region")
        if outer.weak:
            return inner.type in ("actor", "name", "people")
        alike = head in self.transparent or (outer.type == "actor" and outer.entity is None)
        return alike and inner.type in ("actor", "name")

    def _joined(self, outer: Group, inner: Group, lowers: Sequence[str]) -> Group:
        """The inner group with the outer around it; a described outer keeps its own kind ("fighters of Y")."""
        group = inner.within(outer)
        if inner.type in ("name", "thing") and lowers[outer.head] in self.parts:
            group.type, group.kind = "place", outer.kind or "region"
        elif outer.type == "actor" and inner.type in ("name", "people"):
            group.type, group.kind = "actor", outer.kind
        return group

    def _roads(self, chunks: list[Chunk], lowers: Sequence[str]) -> None:
        """ "the road between A and B", "the highway from A to B": one place with two ends."""
        roads = [i for i, chunk in enumerate(chunks[:-4]) if chunk.group is not None and chunk.group.type == "road"]
        for i in reversed(roads):
            road, *rest = chunks[i : i + 5]
            if [chunk.kind for chunk in rest] not in ENDS_OF_ROAD or lowers[rest[0].first] not in LINKS:
                continue
            group, one, other = road.group, rest[1].group, rest[3].group
            assert group is not None and one is not None and other is not None
            if one.type in NAMED and other.type in NAMED:
                group.entity, group.parent = one.entity, other
                group.whole = (group.whole[0], other.whole[1])
                chunks[i : i + 5] = [Chunk("N", road.first, rest[3].last, group)]


def _is_road_end(end: Group, road: Group) -> bool:
    """ "the Damascus to Palmyra highway": a place, "to" or a dash, and a road with a place."""
    return road.type == "road" and road.entity is not None and end.type == "place" and end.entity is not None
