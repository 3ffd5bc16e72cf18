"""One report being read from checked words: the rules' own work, with the model's words in place of their drafts."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence

from contested.llm.check import Checked
from contested.llm.ground import Grounder, Scene
from contested.model import Claim, Report, Span, Words
from contested.reading.claims import Maker
from contested.reading.headings import Heading
from contested.reading.names import Entity
from contested.reading.reader import Reader, Work
from contested.reading.sentence import Group
from contested.reading.tokens import Tokens
from contested.reading.where import Map

REPLACED = ("name", "person", "nationality")  # what a name may have been taken for that is a place


class AskedWork(Work):
    """The rules' work on a report; names that the model calls places are places, and its words make the claims."""

    def __init__(
        self,
        reader: Reader,
        report: Report,
        tokens: Tokens,
        *,
        checked: Sequence[Checked],
        name: str,
        same: set[tuple[str, int]],
        drop: Callable[[str], None],
    ) -> None:
        super().__init__(reader, report, tokens)
        self.checked, self.name, self.same, self.drop = checked, name, same, drop
        self.place_at: dict[int, Entity] = {}
        self.scenes: dict[int, Scene] = {}
        self.grounder: Grounder | None = None

    def _settle(self) -> None:
        """After the rules have settled all names: the model's places among them, so that all are resolved together."""
        super()._settle()
        for each in self.checked:
            for where in each.where:
                self._add_place(self._index_at(where.name.start), where.name)
        self.named.entities.sort(key=lambda entity: entity.first)

    def _add_place(self, index: int, words: Words) -> None:
        first, last = self.tokens.sentences[index]
        inside = [
            i for i in range(first, last) if self.tokens.starts[i] < words.end and words.start < self.tokens.ends[i]
        ]
        classes, entity_at = self.named.heard[index].classes, self.named.heard[index].entity_at
        there = [entity_at[i] for i in inside if i in entity_at]
        known = next((entity for entity in there if entity.kind == "place"), None)
        if known is not None:
            self.place_at[words.start] = known
        elif all(entity.kind in REPLACED for entity in there):
            entity = Entity("place", inside[0], inside[-1] + 1, name=words.text)
            entity.rows = self.reader.gazetteer.strict(words.text)
            others = (other for other in self.named.entities if not any(other is each for each in there))
            self.named.entities = [*others, entity]
            for i in inside:
                entity_at[i] = entity
                classes[i - first] = "Q"
            self.place_at[words.start] = entity

    def _eventful(self) -> Iterator[int]:
        """None is parsed beforehand: the model has said what the sentences tell."""
        return iter(())

    def _sentence(self, maker: Maker, index: int, war: bool) -> None:
        """The claims of a sentence from the model's words."""
        checked = [each for each in self.checked if each.sentence == index]
        if not checked:
            return
        if self.grounder is None:
            self.grounder = Grounder(
                maker, self.name, place_at=self.place_at, scene_at=self._scene_at, same=self.same, drop=self.drop
            )
        maker.made.extend(self.grounder.sentence(self._scene(index), checked))

    def _carried(self, claims: list[Claim], places: Map, heads: Sequence[Heading]) -> list[Claim]:
        return claims  # the model has said where and when

    def _scene(self, index: int) -> Scene:
        """A sentence as the rules see it, made once."""
        if index not in self.scenes:
            first, last = self.tokens.sentences[index]
            entity_at, vocabulary = self.named.heard[index].entity_at, self.named.heard[index].vocabulary
            structures, tokens = self.reader.structures, self.tokens
            sentence = structures.sentence(tokens, first, last, entity_at, self.times, self.counts)

            def describe(start: int, end: int) -> Group:
                tags = sentence.tags[start - first : end - first]
                return structures.nouns.describer.group(tokens, tags, start, end, entity_at)

            span = Span(tokens.starts[first], tokens.ends[last - 1])
            heads = sorted(sentence.groups)
            groups = [group for group in map(sentence.group, heads) if group is not None]
            self.scenes[index] = Scene(first, span, groups, vocabulary, describe)
        return self.scenes[index]

    def _scene_at(self, offset: int) -> Scene:
        return self._scene(self._index_at(offset))

    def _index_at(self, offset: int) -> int:
        """The number of the sentence that an offset of a word lies in."""
        starts = self.tokens.starts
        return bisect.bisect_right(self.tokens.sentences, offset, key=lambda each: starts[each[0]]) - 1
