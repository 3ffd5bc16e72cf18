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
LINKS = frozenset(("between", "from", "linking", "connecting"))
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
        return self._roads(self._fold(found, tokens.lowers), tokens.lowers)

    def _fold(self, chunks: list[Chunk], lowers: Sequence[str]) -> list[Chunk]:
        """Fold "A of B" where A only measures or places B: "dozens of villages", "the town of X", "members of Y"."""
        out: list[Chunk] = []  # the rest of the sentence, backwards
        for chunk in reversed(chunks):
            outer = chunk.group
            inner = out[-2].group if outer is not None and len(out) > 1 else None
            if outer is not None and inner is not None:
                link = out[-1]
                if link.kind == "P" and lowers[link.first] == "of" and link.last - link.first == 1:
                    if self._folds(lowers, outer, inner):
                        _replace(out, chunk, self._joined(outer, inner, lowers))
                        continue
                    outer.of = inner
                elif link.kind in "T:" and _is_road_end(outer, inner):
                    inner.parent, inner.first, inner.whole = outer, chunk.first, (chunk.first, inner.whole[1])
                    _replace(out, chunk, inner)
                    continue
            out.append(chunk)
        out.reverse()
        return out

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

    def _roads(self, chunks: list[Chunk], lowers: Sequence[str]) -> list[Chunk]:
        """ "the road between A and B", "the highway from A to B": one place with two ends."""
        i = 0
        while i + 4 < len(chunks):
            road, link, joint = chunks[i].group, chunks[i + 1], chunks[i + 3]
            if road is not None and road.type == "road" and link.kind == "P" and lowers[link.first] in LINKS:
                one, other = chunks[i + 2].group, chunks[i + 4].group
                named = one is not None and other is not None and one.type in NAMED and other.type in NAMED
                if named and joint.kind in "CT":
                    assert one is not None and other is not None
                    road.entity, road.parent = one.entity, other
                    road.whole = (road.whole[0], other.whole[1])
                    chunks[i : i + 5] = [Chunk("N", chunks[i].first, chunks[i + 4].last, road)]
            i += 1
        return chunks


def _replace(out: list[Chunk], outer: Chunk, group: Group) -> None:
    """Put one chunk in the place of an outer one, the link behind it, and the inner one behind that."""
    out.pop()
    out[-1] = Chunk("N", outer.first, out[-1].last, group)


def _is_road_end(end: Group, road: Group) -> bool:
    """ "the Damascus to Palmyra highway": a place, "to" or a dash, and a road with a place."""
    return road.type == "road" and road.entity is not None and end.type == "place" and end.entity is not None
