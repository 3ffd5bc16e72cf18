"""Word classes to groups: verb groups and noun groups, the noun groups typed by what heads them.

One pattern over the class string finds the groups; what a noun group stands for is read off its head: a named entity,
a common noun that the knowledge files type, or an event noun.
"""

from __future__ import annotations

import re

from contested.reading.lexicon import Head, Lexicon, Noun
from contested.reading.names import Entity
from contested.reading.tokens import Tokens

AUX = "(?:[MHBK](?:P?Y)?[VXO]?[VX]*)"  # an auxiliary with what may stand behind it: "were on Monday", "has not"
CHUNK = re.compile(
    rf"(?P<W>V*T?[VX]*{AUX}+d[VX]*[dn]|V*(?:T(?=[VX]*[vMHBKs]))?[VX]*{AUX}*[vspdng](?:V*T[VX]*{AUX}*[vspdn]|(?<=[vspdn])V*(?=g)g)*"
    rf"|V*{AUX}+(?:[JN][VX]*)?T[VX]*{AUX}*[vspdn]"
    rf"|V*T?[VX]*{AUX}+)"
    r"|(?P<N>D*(?:V(?=[J#])|(?<=D)V(?=N)|(?<=D)Y(?=[JN])|[J#NQ']|(?<=#)C(?=#))*[NQ#]|D(?:V?J)+|[OD])"
    r"|(?P<Y>Y+)"
    r"|(?P<X>.)",
    re.DOTALL,
)
QUANTIFIERS = frozenset(
    """dozen dozens hundred hundreds thousand thousands score scores number numbers series fleet fleets couple lot lots
    majority rest bulk handful pair wave waves spate string group-of kilometres kilometers km kilometre worth percent
    % half third thirds quarter quarters million millions tens most remnants ranks presence remainder barrage host total
    squad batch convoy-of some several many each one all two three four five six seven eight nine ten none any""".split()
)
PARTS = frozenset(
    """section sections part parts area areas swathe swathes swath swaths portion portions stretch stretches tract
    tracts half side countryside gate gates outskirt outskirts edge edges entrance entrances suburb suburbs centre
    center heart north south east west town city village district province governorate state region island river plain
    plains valley desert mountain mountains hill hills neighbourhood neighborhood neighbourhoods neighborhoods districts
    towns villages cities vicinity fringes fringe periphery perimeter border borders coast bank banks territory
    territories capital settlement hamlet quarter quarters corner camp port airport airbase base field fields suburb
    approaches surroundings countrysides pocket enclave control sector sectors dam crossing crossings front road highway
    northeast northwest southeast southwest oblast ground lands land peninsula municipality county locality junction
    community oasis bridge refinery farms farm triangle zone corridor""".split()
)
MEASURES = frozenset("km kms km2 km² kilometres kilometers miles sq hectares acres metres meters yards".split())
WHOSE = ("-backed", "-led", "-allied", "-aligned", "-loyal", "-trained", "-armed", "-affiliated", "-dominated", "-linked")
SERVING = frozenset("government rebel opposition security armed military allied regime loyalist ground insurgent".split())
HUMAN = ("ers", "ors", "ists", "ians", "ees", "er", "or", "ist", "ian", "men", "women", "man", "woman")
TRANSPARENT = frozenset(
    """forces force members member fighters fighter troops soldiers units unit elements element remnants presence ranks
    positions position leader leaders supporters army militants commanders""".split()
)


class Group:
    """A noun group: tokens [first, last), its head token, what it stands for.

    ``type``: actor, people, place, site, gear, road, area, event, number, pronoun, time, name, thing. ``entity``: the
    named entity that it is or that identifies it. ``event``: the event noun that heads it. ``weak``: a head that is an
    actor only with somebody beside it. ``of``: the group that "of" hangs on it.
    """

    __slots__ = (
        "entity",
        "event",
        "first",
        "head",
        "kind",
        "last",
        "nation",
        "of",
        "parent",
        "part",
        "possessor",
        "type",
        "weak",
        "whole",
    )

    def __init__(self, first: int, last: int, head: int) -> None:
        self.first, self.last, self.head = first, last, head
        self.type, self.kind = "thing", ""
        self.entity: Entity | None = None
        self.nation: Entity | None = None
        self.event: Noun | None = None
        self.of: Group | None = None
        self.part: Group | None = None
        self.parent: Group | None = None
        self.possessor: tuple[int, int] | None = None
        self.weak = False
        self.whole = (first, last)

    def __repr__(self) -> str:
        return f"Group({self.first}:{self.last} {self.type}/{self.kind} {self.entity} of={self.of})"


class Chunk:
    """A piece of a sentence: ``kind`` W (verb group), N (noun group), Y (time) or its class character."""

    __slots__ = ("first", "group", "kind", "last")

    def __init__(self, kind: str, first: int, last: int, group: Group | None = None) -> None:
        self.kind, self.first, self.last, self.group = kind, first, last, group

    def __repr__(self) -> str:
        return f"{self.kind}[{self.first}:{self.last}]"


class Grouper:
    """Splits a sentence into chunks."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.heads, self.nouns = lexicon.heads, lexicon.nouns

    def chunks(self, tokens: Tokens, classes: list[str], first: int, entity_at: dict[int, Entity]) -> list[Chunk]:
        """The chunks of a sentence whose classes are given, in order; "A of B" folded into one where B says what A is."""
        found: list[Chunk] = []
        for match in CHUNK.finditer("".join(classes)):
            kind = match.lastgroup or "X"
            start, end = first + match.start(), first + match.end()
            if kind == "N":
                found.append(Chunk("N", start, end, self.describe(tokens, classes, first, start, end, entity_at)))
            elif kind == "X":
                found.append(Chunk(classes[start - first], start, end))
            else:
                found.append(Chunk(kind, start, end))
        return self._fold(tokens, found)

    def describe(
        self, tokens: Tokens, classes: list[str], first: int, start: int, end: int, entity_at: dict[int, Entity]
    ) -> Group:
        """What a noun group stands for."""
        group = Group(start, end, end - 1)
        found = classes[end - 1 - first]
        if "'" in classes[start - first : end - first]:
            mark = max(i for i in range(start, end) if classes[i - first] == "'")
            if mark + 1 < end:
                group.possessor = (start, mark)
        entity = entity_at.get(end - 1)
        if found == "O":
            group.type = "pronoun"
            return group
        lowers = tokens.lowers
        if entity is not None and entity.kind in ("actor", "person", "place", "nationality", "name"):
            self._named(group, entity)
            if not (
                entity.kind in ("place", "name") and self._noun(group, lowers, start, end) and group.type == "event"
            ):
                return group
        elif entity is not None and entity.kind == "means" and not self._event(group, lowers, start, end):
            group.type, group.kind, group.entity = "gear", "means", entity
            if not self._armed_means(group, lowers[end - 1], start, end, entity_at):
                return group
        elif found == "#":
            group.type = "number"
            return group
        elif lowers[end - 1] in MEASURES and classes[start - first : end - first].count("#"):
            group.type = "measure"
            return group
        elif found == "J" and lowers[end - 1] in self.heads:
            self._noun(group, lowers, start, end)
        elif not self._noun(group, lowers, start, end):
            if _is_human(lowers[end - 1]):
                group.type, group.kind = "people", "civilians"
        if group.weak and any(_says_whose(lower) for lower in lowers[start : end - 1]):
            group.weak = False
        self._modifiers(group, entity_at, start, end)
        if group.type == "thing" and group.entity is not None and group.entity.kind == "actor" and lowers[end - 1] in self.lexicon.organisations:
            group.type, group.kind = "actor", self.lexicon.organisations[lowers[end - 1]]  # "the UN mission"
        return group

    def _armed_means(self, group: Group, head: str, start: int, end: int, entity_at: dict[int, Entity]) -> bool:
        """ "Israeli warplanes": a platform with an owner is who acts."""
        heads = self.heads.get(head, ())
        if not any(each.type == "actor" and not each.before for each in heads):
            return False
        owner = any(at in entity_at and entity_at[at].kind in ("actor", "nationality") for at in range(start, end))
        if owner:
            group.type, group.kind = "actor", "armed_group"
        return owner

    def _named(self, group: Group, entity: Entity) -> None:
        kinds = {"actor": "actor", "person": "people", "place": "place", "nationality": "people", "name": "name"}
        group.type, group.entity = kinds[entity.kind], entity
        group.kind = entity.kind
        if entity.kind == "nationality":
            group.nation, group.entity = entity, None

    def _event(self, group: Group, lowers: list[str], start: int, end: int) -> bool:
        for noun in self.nouns.get(lowers[end - 1], ()):
            size = len(noun.before)
            if (
                end - 1 - size >= start - (0 if size < 2 else 2)
                and tuple(lowers[end - 1 - size : end - 1]) == noun.before
            ):
                group.event, group.type = noun, "event"
                return True
        return False

    def _noun(self, group: Group, lowers: list[str], start: int, end: int) -> bool:
        """Type a group by its common noun; event nouns first, longer ones before shorter ones."""
        event = self._event(group, lowers, start, end)
        best: Head | None = None
        for head in self.heads.get(lowers[end - 1], ()):
            size = len(head.before)
            if head.type in ("measure", "source"):
                continue
            if end - 1 - size >= start and tuple(lowers[end - 1 - size : end - 1]) == head.before:
                best = head
                break
        size = len(group.event.before) if group.event else -1
        if best is not None and len(best.before) == size and best.type == "actor":
            # "suicide bomber": somebody, and the name of what they do.
            group.type, group.kind, group.weak = best.type, best.kind, best.weak
            return True
        if best is not None and (not event or len(best.before) > size):
            group.type, group.kind, group.weak, group.event = best.type, best.kind, best.weak, None
            return True
        return event

    def _modifiers(self, group: Group, entity_at: dict[int, Entity], start: int, end: int) -> None:
        """Who or what stands before the head: "ISIS militants", "Syrian troops", "Maskanah residents"."""
        for at in range(end - 1, start - 1, -1):
            entity = entity_at.get(at)
            if entity is None:
                continue
            if entity.kind in ("actor", "person") and group.entity is None:
                group.entity = entity
            elif entity.kind == "nationality" and group.nation is None:
                group.nation = entity
            elif (
                entity.kind == "place"
                and group.entity is None
                and group.type in ("place", "site", "road", "event", "actor", "people")
            ):
                group.entity = entity

    def _fold(self, tokens: Tokens, chunks: list[Chunk]) -> list[Chunk]:
        """Fold "A of B" where A only measures or places B: "dozens of villages", "the town of X", "members of Y"."""
        lowers = tokens.lowers
        out: list[Chunk] = []
        i = len(chunks) - 1
        while i >= 0:
            chunk = chunks[i]
            if (
                chunk.kind == "N"
                and len(out) >= 2
                and out[-1].kind == "P"
                and lowers[out[-1].first] == "of"
                and out[-1].last - out[-1].first == 1
                and out[-2].kind == "N"
            ):
                outer, inner = chunk.group, out[-2].group
                assert outer is not None and inner is not None
                if self._folds(lowers, outer, inner):
                    out.pop()
                    out[-1] = Chunk("N", chunk.first, out[-1].last, _joined(outer, inner, lowers))
                    i -= 1
                    continue
                outer.of = inner
            if self._road_ends(chunk, out):
                road = out[-2].group
                assert road is not None and chunk.group is not None
                road.parent, road.first, road.whole = chunk.group, chunk.first, (chunk.first, road.whole[1])
                out.pop()
                out[-1] = Chunk("N", chunk.first, out[-1].last, road)
                i -= 1
                continue
            out.append(chunk)
            i -= 1
        out.reverse()
        return self._roads(out, lowers)

    def _roads(self, chunks: list[Chunk], lowers: list[str]) -> list[Chunk]:
        """ "the road between A and B", "the highway from A to B": one place with two ends."""
        i = 0
        while i + 4 < len(chunks):
            road, link, end = chunks[i].group, chunks[i + 1], chunks[i + 2].group
            if (
                road is not None
                and road.type == "road"
                and link.kind == "P"
                and lowers[link.first] in ("between", "from", "linking", "connecting")
                and end is not None
                and end.type in ("place", "name")
                and chunks[i + 3].kind in "CT"
                and (other := chunks[i + 4].group) is not None
                and other.type in ("place", "name")
            ):
                road.entity, road.parent = end.entity, other
                road.whole = (road.whole[0], other.whole[1])
                chunks[i : i + 5] = [Chunk("N", chunks[i].first, chunks[i + 4].last, road)]
            i += 1
        return chunks

    def _road_ends(self, chunk: Chunk, out: list[Chunk]) -> bool:
        """ "the Damascus to Palmyra highway": a place, "to" or a dash, and a road with a place."""
        if chunk.group is None or len(out) < 2 or out[-1].kind not in "T:" or out[-2].group is None:
            return False
        road, end = out[-2].group, chunk.group
        return road.type == "road" and road.entity is not None and end.type == "place" and end.entity is not None

    def _folds(self, lowers: list[str], outer: Group, inner: Group) -> bool:
        head = lowers[outer.head]
        if outer.type == "event":
            return False
        if head in QUANTIFIERS or outer.type in {"number", "pronoun"}:
            return inner.type != "time"
        if head in PARTS and inner.type in ("place", "area", "name", "site", "road", "thing"):
            return inner.type != "thing" or (
                inner.first + 1 == inner.last and lowers[inner.head] in ("country", "region")
            )
        if head in TRANSPARENT or outer.weak:
            return inner.type in ("actor", "name") or (outer.weak and inner.type == "people")
        return outer.type == "actor" and inner.type in ("actor", "name") and outer.entity is None


def _says_whose(word: str) -> bool:
    """Whether a modifier makes a group of fighters out of a mere "force": "Turkish-backed", "pro-government"."""
    return word.endswith(WHOSE) or word.startswith(("pro-", "anti-")) or word in SERVING


def _is_human(word: str) -> bool:
    """Whether an unlisted noun names people by its ending: "visitors", "planner", "archaeologist"."""
    return len(word) > 5 and word.endswith(HUMAN)


def _joined(outer: Group, inner: Group, lowers: list[str]) -> Group:
    """The inner group with the outer around it; a described outer keeps its own kind ("fighters of Y")."""
    group = Group(inner.first, inner.last, inner.head)
    for name in ("type", "kind", "entity", "nation", "event", "of", "possessor", "weak", "parent"):
        setattr(group, name, getattr(inner, name))
    if inner.type in ("name", "thing") and lowers[outer.head] in PARTS:
        group.type, group.kind = "place", outer.kind or "region"
    elif outer.type == "actor" and inner.type in ("name", "people"):
        group.type, group.kind = "actor", outer.kind
    group.part = outer
    group.first = outer.first
    group.whole = (outer.whole[0], inner.whole[1])
    return group
