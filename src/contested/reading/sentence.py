"""A sentence as reading sees it: its tokens, the things that it names, its tree, and what hangs on what in it.

These are the types that all of reading shares. Tokens are numbered through the whole report; a noun group and a verb
group are known by their head's token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contested.reading.entities import Entity
from contested.reading.lexicon import Noun
from contested.reading.tokens import Tokens

INSIDE: Final = -1  # the token of a filler that is only a part of another group


class Group:
    """A noun group: tokens [first, last), its head token, what it stands for.

    ``type``: actor, people, place, site, gear, road, area, event, number, measure, pronoun, name, thing. ``kind``: the
    actor kind, place level or other kind within the type. ``entity``: the named entity that it is or that identifies
    it; ``nation``: the nationality beside it. ``event``: the event noun that heads it. ``weak``: a head that is an
    actor only with somebody beside it. ``whole``: its tokens with what was folded into it; ``text``: the offsets of its
    words where they end within a token. ``part``: the outer group of "A of B" that this B was folded with; ``of``: the
    group that "of" hangs on it where it was not; ``parent``: a road's other end. ``possessor``: the tokens before a
    possessive mark.
    """

    __slots__ = (
        "entity", "event", "first", "head", "kind", "last", "nation", "of", "parent", "part", "possessor", "text",
        "type", "weak", "whole",
    )  # fmt: skip

    def __init__(self, first: int, last: int, head: int, type: str = "thing", kind: str = "") -> None:
        self.first, self.last, self.head = first, last, head
        self.type, self.kind = type, kind
        self.entity: Entity | None = None
        self.nation: Entity | None = None
        self.event: Noun | None = None
        self.of: Group | None = None
        self.part: Group | None = None
        self.parent: Group | None = None
        self.possessor: tuple[int, int] | None = None
        self.weak = False
        self.text: tuple[int, int] | None = None
        self.whole = (first, last)

    def __repr__(self) -> str:
        return f"Group({self.first}:{self.last} {self.type}/{self.kind} {self.entity} of={self.of})"

    def within(self, outer: Group) -> Group:
        """This group with another folded around it: "members of Y"; it stands for what it stood for."""
        group = Group(min(outer.first, self.first), self.last, self.head, self.type, self.kind)
        group.entity, group.nation, group.event, group.weak = self.entity, self.nation, self.event, self.weak
        group.of, group.parent, group.possessor = self.of, self.parent, self.possessor
        group.whole = (min(outer.whole[0], self.whole[0]), max(self.whole[1], outer.last))
        group.part = outer
        return group


class VerbGroup:
    """A verb with its auxiliaries: ``head`` is its own token, [first, last) all of them with the adverbs between.

    ``lemmas``: what its form can be of. ``form``: finite, infinitive, ing, participle (a bare past participle).
    ``modal``: the modal's word, "" for none. ``negated``: by "not", "never". ``passive``: what it does is done to its
    subject. ``copula``: for "be" with a complement, the complement's token, else -1.
    """

    __slots__ = ("copula", "first", "form", "head", "last", "lemmas", "modal", "negated", "passive", "progressive")

    def __init__(self, head: int, lemmas: tuple[str, ...]) -> None:
        self.head, self.first, self.last, self.lemmas = head, head, head + 1, lemmas
        self.form, self.modal = "finite", ""
        self.negated = self.passive = self.progressive = False
        self.copula = -1

    def __repr__(self) -> str:
        return f"VerbGroup({self.first}:{self.last} {self.lemmas} {self.form} passive={self.passive})"


class Argument:
    """What stands in a slot of a verb or a noun: subject, object, indirect, complement, modifier, a preposition.

    ``token``: the head of the group, `INSIDE` where it is only a part of another group's words.
    """

    __slots__ = ("group", "slot", "token")

    def __init__(self, slot: str, group: Group, token: int) -> None:
        self.slot, self.group, self.token = slot, group, token


class Sentence:
    """One sentence: tokens [first, last) of a report with tags, heads and labels (lists over the sentence's tokens).

    ``heads`` hold tokens of the report, -1 for a root. ``children``: token -> the tokens that hang on it, in text
    order. ``verbs``: verb groups by head, in text order. ``arguments``: what hangs on a verb or noun, by its token.
    ``taken``: token -> (the verb or noun, the argument of it) for each slot that the token's group stands in.
    ``entity_at``: token -> the named thing that it is part of. ``words``: its words in lower case.
    """

    __slots__ = (
        "arguments", "children", "complements", "entity_at", "first", "groups", "heads", "labels", "last", "lowers",
        "tags", "taken", "tokens", "verbs", "via", "words",
    )  # fmt: skip

    def __init__(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        tags: list[str],
        heads: list[int],
        labels: list[str],
        entity_at: Mapping[int, Entity],
    ) -> None:
        self.tokens, self.first, self.last = tokens, first, last
        self.tags, self.heads, self.labels, self.entity_at = tags, heads, labels, entity_at
        self.lowers = tokens.lowers
        self.words = frozenset(tokens.lowers[first:last])
        self.children: dict[int, list[int]] = {}
        for at, head in enumerate(heads, first):
            if head in self.children:
                self.children[head].append(at)
            else:
                self.children[head] = [at]
        self.groups: dict[int, Group] = {}
        self.verbs: dict[int, VerbGroup] = {}
        self.arguments: dict[int, list[Argument]] = {}
        self.taken: dict[int, list[tuple[int, Argument]]] = {}
        self.complements: dict[int, list[int]] = {}
        self.via: dict[tuple[int, int], str] = {}

    def tag(self, token: int) -> str:
        """A token's tag."""
        return self.tags[token - self.first]

    def head(self, token: int) -> int:
        """The token that one hangs on, -1 for none."""
        return self.heads[token - self.first]

    def label(self, token: int) -> str:
        """How a token hangs on its head."""
        return self.labels[token - self.first]

    def under(self, token: int) -> Sequence[int]:
        """The tokens that hang on one, in text order."""
        return self.children.get(token, ())

    def child(self, token: int, *labels: str) -> int | None:
        """The first token that hangs on one by one of some labels."""
        for each in self.children.get(token, ()):
            if self.labels[each - self.first] in labels:
                return each
        return None

    def subjects(self, token: int) -> list[Argument]:
        """Who does what a verb says."""
        return [each for each in self.arguments.get(token, ()) if each.slot == "subject"]

    def objects(self, token: int) -> list[Argument]:
        """What a verb does it to."""
        return [each for each in self.arguments.get(token, ()) if each.slot == "object"]

    def takers(self, token: int) -> Sequence[tuple[int, Argument]]:
        """The verbs and nouns that a token's group hangs on, each with the argument of it."""
        return self.taken.get(token, ())

    def group(self, token: int) -> Group | None:
        """The group that a token heads, with what was folded around it where something was."""
        taken = self.taken.get(token)
        return taken[0][1].group if taken else self.groups.get(token)

    def above(self, token: int) -> list[int]:
        """The tokens from one's head up to the root."""
        found: list[int] = []
        at = self.heads[token - self.first]
        while at >= 0 and len(found) <= self.last - self.first:
            found.append(at)
            at = self.heads[at - self.first]
        return found

    def span(self, token: int) -> tuple[int, int]:
        """The first token of all that hangs on one, and the one behind the last."""
        low, high, stack = token, token, [token]
        while stack:
            under = self.children.get(stack.pop())
            if under:  # in text order
                low = under[0] if under[0] < low else low
                high = under[-1] if under[-1] > high else high
                stack += under
        return low, high + 1
