"""The noun groups of a sentence: a noun with its modifiers, folded where one only measures or places another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from contested.reading.groups import Describer
from contested.reading.lexicon import Lexicon
from contested.reading.mending import NOMINAL
from contested.reading.sentence import Group, Sentence

BEFORE_HEAD: Final = frozenset(("det", "amod", "nummod", "compound", "flat", "nmod:poss", "advmod", "other"))
CLIMBED: Final = BEFORE_HEAD | {"conj", "cc", "punct", "case"}
PART_OF_GROUP: Final = frozenset(("det", "amod", "nummod", "compound", "flat", "case", "mark", "punct", "advmod", "cc"))
BEHIND_HEAD: Final = frozenset(("flat", "nummod", "compound"))
ROAD_ENDS: Final = frozenset(("between", "from", "linking", "connecting", "to"))
DIVISIBLE: Final = frozenset(("place", "area", "name", "site", "road"))
OPENING: Final = frozenset("([")
CLOSING: Final = frozenset(")]")
MARKS: Final = frozenset(("-", "–", "'", "’", "‘", "“", "”", '"'))  # marks that stand inside a group
JOINING: Final = frozenset(("and", "or", "/"))
MOST_INNER: Final = 8  # groups of one list that an outer one is folded with


class NounGroups:
    """Finds noun groups; each is kept with its sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.cue_sets["grammar"]
        self.describer = Describer(lexicon)
        self.quantifiers, self.parts = grammar["quantifiers"], grammar["parts"]
        self.transparent, self.prepositions = grammar["transparent"], lexicon.prepositions
        self.directions, self.siding = lexicon.cue_sets["relations"]["directions"], grammar["siding"]

    def add(self, sentence: Sentence) -> None:
        """Find the groups of all nouns that modify no other."""
        for token, (tag, label) in enumerate(zip(sentence.tags, sentence.labels, strict=True), sentence.first):
            if tag in NOMINAL and label not in PART_OF_GROUP and token not in sentence.groups:
                self.group(sentence, token)

    def preposition(self, sentence: Sentence, token: int) -> str:
        """The preposition that a noun stands behind, "" for none."""
        labels, first, lowers = sentence.labels, sentence.first, sentence.lowers
        found = [lowers[each] for each in sentence.under(token) if each < token and labels[each - first] == "case"]
        slot = "_".join(found)
        return self.prepositions.get(slot, slot)

    def groups(self, sentence: Sentence, token: int) -> list[Group]:
        """The noun groups that a noun stands for: itself, or what it only measures or places ("dozens of villages")."""
        outer = self.group(sentence, token)
        inner = self._of(sentence, token) or self._sided(sentence, token, outer)
        if not inner:
            return self._sharing(sentence, outer)
        first = self.group(sentence, inner[0])
        if not self._folds(sentence, outer, first):
            outer.of = first
            return [outer]
        found: list[Group] = []
        for each in inner[:MOST_INNER]:
            for group in self.groups(sentence, each):
                found.append(self._joined(sentence, outer, group))
        return found

    def _sharing(self, sentence: Sentence, group: Group) -> list[Group]:
        """Two groups where two names share one head: "Armenian and Azerbaijani forces", "Homs and Aleppo provinces"."""
        if group.first == group.head:
            return [group]
        joined = not JOINING.isdisjoint(sentence.lowers[group.first : group.head])
        if not joined or group.possessor is not None or sentence.tag(group.head) != "NNS":
            return [group]
        inside = {id(each): each for at in range(group.first, group.head) if (each := sentence.entity_at.get(at))}
        names = [each for each in inside.values() if each.kind in ("nationality", "actor", "place")]
        if len(names) < 2:
            return [group]
        found: list[Group] = []
        for name in names:
            one = group.within(group)
            one.part = None
            if name.kind == "nationality":
                one.nation, one.entity = name, None
            else:
                one.entity, one.nation = name, None
            one.first, one.whole = name.first, (name.first, name.last if name is not names[-1] else group.last)
            found.append(one)
        return found

    def _of(self, sentence: Sentence, token: int) -> list[int]:
        """The nouns that "of" hangs on one, coordinated ones all."""
        for child in sentence.under(token):
            if child > token and sentence.label(child) in ("nmod", "obl") and self.preposition(sentence, child) == "of":
                return list(_coordinated(sentence, child))
        return []

    def _sided(self, sentence: Sentence, token: int, group: Group) -> list[int]:
        """Those whose an unnamed force is by what it is called: "forces loyal to X", "troops allied with X"."""
        if group.type != "actor" or group.entity is not None or group.nation is not None:
            return []
        for child in sentence.under(token):
            if child == token + 1 and sentence.lowers[child] in self.siding:
                for each in sentence.under(child):
                    if each > child and self.preposition(sentence, each) in ("to", "with"):
                        return list(_coordinated(sentence, each))
        return []

    def group(self, sentence: Sentence, token: int) -> Group:
        """The noun group that a token heads, as it stands in its words."""
        known = sentence.groups.get(token)
        if known is not None:
            return known
        first, last = self._bounds(sentence, token)
        tags = sentence.tags[first - sentence.first : last - sentence.first]
        group = self.describer.group(sentence.tokens, tags, first, last, sentence.entity_at)
        group.whole = (first, last)
        sentence.groups[token] = group
        self._renamed(sentence, token, group)
        if group.type == "road":
            self._road(sentence, token, group)
        return group

    def _bounds(self, sentence: Sentence, token: int) -> tuple[int, int]:
        """The tokens of a noun group: its head with what stands before it and hangs on it."""
        first = token
        entity = sentence.entity_at.get(token)
        if entity is not None and entity.last == token + 1:
            first = entity.first
        while first > sentence.first:
            before = _before_bracket(sentence, first) if sentence.lowers[first - 1] in CLOSING else first
            if not self._belongs(sentence, before - 1, token):
                break
            first = before - 1
        last = token + 1
        while last < sentence.last and sentence.head(last) == token and self._goes_on(sentence, last):
            last += 1
        return first, last if last == token + 1 or entity is None else token + 1

    def _goes_on(self, sentence: Sentence, token: int) -> bool:
        """Whether a token right behind a head is a part of its name: "Brigade 47"."""
        return sentence.label(token) in BEHIND_HEAD and token not in sentence.entity_at

    def _belongs(self, sentence: Sentence, token: int, head: int) -> bool:
        """Whether a token before a noun hangs on it as a modifier does."""
        at, first, labels, heads = token, sentence.first, sentence.labels, sentence.heads
        for _ in range(8):
            label = labels[at - first]
            if label not in CLIMBED or (label == "case" and sentence.tag(at) != "POS"):
                return False
            if label == "punct" and sentence.lowers[at] not in MARKS:
                return False
            at = heads[at - first]
            if at == head:
                return label in BEFORE_HEAD or label == "punct"
            if at < 0 or at > head:
                return False
        return False

    def _renamed(self, sentence: Sentence, token: int, group: Group) -> None:
        """Take the name of what is only told by a common noun: "the capital, Kabul", "Colonel | Balraj"."""
        if group.type == "actor" and group.entity is None and group.whole[1] == token + 1:
            behind = sentence.entity_at.get(token + 1) if token + 1 < sentence.last else None
            if behind is not None and behind.kind == "person" and sentence.head(behind.last - 1) == token:
                group.whole = (group.whole[0], behind.last)
        if group.entity is not None or group.type not in ("place", "site", "thing", "area"):
            return
        for child in sentence.under(token):
            if sentence.label(child) in ("appos", "flat") and child in sentence.entity_at:
                entity = sentence.entity_at[child]
                directed = group.type == "thing" and sentence.lowers[token] in self.directions
                if directed:
                    group.type, group.kind = "place", "region"
                if entity.kind == "person" and group.type == "thing" and sentence.label(child) == "appos":
                    group.type, group.kind = "people", "person"  # "the commandant, Artem Bardin,"
                    return
                if entity.kind == "place" and group.type in ("place", "site"):
                    group.entity = entity
                    group.whole = (group.whole[0], max(group.whole[1], entity.last))
                    return

    def _road(self, sentence: Sentence, token: int, group: Group) -> None:
        """ "the road between A and B", "the highway from A to B": one place with two ends."""
        ends: list[Group] = []
        for child in sentence.under(token):
            if child > token and self.preposition(sentence, child) in ROAD_ENDS:
                ends.extend(self.group(sentence, each) for each in _coordinated(sentence, child))
        inside = {id(each): each for at in range(group.first, group.head) if (each := sentence.entity_at.get(at))}
        for each in inside.values():
            if each.kind == "place" and len(inside) > 1:
                end = Group(each.first, each.last, each.last - 1, "place", "place")
                end.entity = each
                ends.append(end)
        named = [end for end in ends if end.entity is not None and end.entity.kind in ("place", "name")]
        if len(named) >= 2:
            group.entity, group.parent = named[0].entity, named[1]
            group.whole = (group.whole[0], max(end.whole[1] for end in named[:2]))

    # --- folding ------------------------------------------------------------------------------------------------------

    def _folds(self, sentence: Sentence, outer: Group, inner: Group) -> bool:
        """Whether A of "A of B" only measures or places B."""
        head = sentence.lowers[outer.head]
        if outer.type == "event":
            return False
        if head in self.quantifiers or outer.type in ("number", "pronoun"):
            return True
        if head in self.parts and inner.type in DIVISIBLE:
            return True
        if head in self.parts and inner.type == "thing":
            return inner.first + 1 == inner.last and sentence.lowers[inner.head] in ("country", "region")
        if outer.weak:
            return inner.type in ("actor", "name", "people")
        alike = head in self.transparent or (outer.type == "actor" and outer.entity is None)
        return alike and inner.type in ("actor", "name")

    def _joined(self, sentence: Sentence, outer: Group, inner: Group) -> Group:
        """The inner group with the outer around it; a described outer keeps its own kind ("fighters of Y")."""
        group = inner.within(outer)
        if inner.type == "actor" and inner.entity is None and inner.nation is None:
            group.nation = outer.nation  # "Russian assault groups of the 1st Guards Tank Army"
        if inner.type in ("name", "thing") and sentence.lowers[outer.head] in self.parts:
            group.type, group.kind = "place", outer.kind or "region"
        elif outer.type == "actor" and inner.type in ("name", "people"):
            group.type, group.kind = "actor", outer.kind
        return group


def is_nominal(sentence: Sentence, token: int) -> bool:
    """Whether a token can head a noun group."""
    return sentence.tag(token) in NOMINAL


def _before_bracket(sentence: Sentence, token: int) -> int:
    """Where a short bracket before a token opens, the token itself where none stands there: "X Front (XF) | men"."""
    if token - 1 > sentence.first and sentence.lowers[token - 1] in CLOSING:
        for at in range(token - 2, max(sentence.first, token - 5), -1):
            if sentence.lowers[at] in OPENING:
                return at
    return token


def _coordinated(sentence: Sentence, token: int) -> Iterator[int]:
    """A noun and those that are coordinated with it, in text order."""
    yield token
    for child in sentence.under(token):
        if child > token and sentence.label(child) == "conj":
            yield from _coordinated(sentence, child)
