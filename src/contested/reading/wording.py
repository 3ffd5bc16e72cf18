"""The writer's own words for sides and deeds ("terrorists", "liberated"), each with its neutral reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from contested.model import Wording
from contested.reading.entities import Entity, Heard
from contested.reading.lexicon import Lexicon, WordingInfo
from contested.reading.tokens import Tokens

BEFORE: Final = frozenset("DJNQ#")  # what a group of words holds before a word of it
BEHIND: Final = frozenset("JNQ#")  # and behind it
OF_SENTENCES: Final = frozenset(("verb", "adverb", "adjective"))
NAMED: Final = frozenset(("actor", "place"))


class Words:
    """Finds the wording of a report."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.wordings = lexicon.wordings
        heads = {
            form: [head for head in heads if head.type == "actor" and not head.before]
            for form, heads in lexicon.heads.items()
        }
        self.parties = frozenset(form for form, found in heads.items() if any(not head.weak for head in found))
        self.beside = frozenset(form for form, found in heads.items() if found).union(lexicon.nouns)

    def found(self, tokens: Tokens, heard: Sequence[Heard], war: bool) -> list[Wording]:
        """All wording of a report in text order; ``war``: whether it speaks of armed force."""
        out: list[Wording] = []
        for sentence, (first, _) in zip(heard, tokens.sentences, strict=True):
            for entity in sentence.vocabulary:
                if entity.kind == "wording" and self._is_wording(tokens, entity, sentence, first, war):
                    out.append(self._made(tokens, entity))
        return out

    def _is_wording(self, tokens: Tokens, entity: Entity, sentence: Heard, first: int, war: bool) -> bool:
        info = self.wordings[entity.value]
        if (
            info.needs_actor
            and not self._beside_actor(tokens, entity, sentence, first)
            and not (war and self._of_conflict(tokens, info, sentence, first))
        ):
            return False
        here = sentence.entity_at.get(entity.first)
        return here is None or here.kind not in NAMED or _covers(entity, here)

    def _made(self, tokens: Tokens, entity: Entity) -> Wording:
        info = self.wordings[entity.value]
        start, end = tokens.starts[entity.first], tokens.ends[entity.last - 1]
        return Wording(
            start=start,
            end=end,
            text=tokens.text[start:end],
            kind=info.kind,  # type: ignore[arg-type]
            neutral=info.neutral,
            favours=info.favours,
        )

    def _of_conflict(self, tokens: Tokens, info: WordingInfo, sentence: Heard, first: int) -> bool:
        """Whether a verb, adverb or predicate adjective stands in a sentence that names an armed actor."""
        if info.pos not in OF_SENTENCES and info.kind != "verb":
            return False
        if any(entity.kind == "actor" for entity in sentence.entity_at.values()):
            return True
        return not self.parties.isdisjoint(tokens.lowers[first : first + len(sentence.classes)])

    def _beside_actor(self, tokens: Tokens, entity: Entity, sentence: Heard, first: int) -> bool:
        """Whether a word stands in a group of words that names an armed actor, or is one itself."""
        lowers, entity_at = tokens.lowers, sentence.entity_at
        return any(
            (i in entity_at and entity_at[i].kind == "actor") or lowers[i] in self.beside
            for i in _around(entity, sentence.classes, first)
        )


def _around(entity: Entity, classes: Sequence[str], first: int) -> Iterator[int]:
    """The tokens of the group of words that a word stands in."""
    low, high = entity.first, entity.last
    while low > first and classes[low - 1 - first] in BEFORE:
        low -= 1
    while high - first < len(classes) and classes[high - first] in BEHIND:
        high += 1
    return iter(range(low, high))


def _covers(outer: Entity, inner: Entity) -> bool:
    """Whether one entity holds another whole ("ISIS terrorists" the actor, not "Liberation" the front)."""
    return outer.first <= inner.first and inner.last <= outer.last
