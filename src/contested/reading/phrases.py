"""A sentence's chunks as a line to walk along: which noun groups a verb or a noun takes as objects and in phrases.

A shallow dependency analysis: no tree, only what a role can be read from. A past form without object and auxiliary is
a reduced relative ("held by ISIS") where its verb needs an object.
"""

from __future__ import annotations

from collections.abc import Mapping

from contested.reading.chunks import Chunk
from contested.reading.entities import Entity
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens
from contested.reading.verbs import VerbGroup

SKIPPED = frozenset("VYJX")  # adverbs, times, stray adjectives
BEFORE_OBJECT = SKIPPED | {'"'}
BEHIND_COMMA = SKIPPED | {"C"}
PREPOSITIONS = frozenset("PT")
OPENING = frozenset(',VYJ"')  # what may stand between an opening phrase and its clause
ALIKE = frozenset(("actor", "people", "name", "number", "gear", "site", "place"))  # what one list may hold together


class Phrases:
    """The chunks of one sentence, its verb groups, and what follows and opens each.

    ``words``: the sentence's words in lower case. ``directions``: words that are a preposition before "of".
    """

    def __init__(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        chunks: list[Chunk],
        lexicon: Lexicon,
        entity_at: Mapping[int, Entity] | None = None,
    ) -> None:
        self.tokens, self.classes, self.first, self.chunks, self.lexicon = tokens, classes, first, chunks, lexicon
        self.entity_at = entity_at or {}
        self.words = frozenset(tokens.lowers[first : first + len(classes)])
        self.directions = lexicon.cue_sets["grammar"]["directions"]
        self.verbs = {
            i: VerbGroup(i, tokens, classes, first, chunk, lexicon)
            for i, chunk in enumerate(chunks)
            if chunk.kind == "W"
        }
        self._first_verb = next(iter(self.verbs), len(chunks))
        self._objects: dict[tuple[int, bool], list[int]] = {}
        self._phrases: dict[int, tuple[list[tuple[str, int]], int]] = {}
        self._reduced: dict[int, bool] = {}

    def group(self, i: int) -> Group:
        """The noun group of a chunk that is one."""
        group = self.chunks[i].group
        assert group is not None
        return group

    def lower(self, i: int) -> str:
        """The lower-case words of a chunk."""
        chunk = self.chunks[i]
        lowers = self.tokens.lowers
        return lowers[chunk.first] if chunk.last - chunk.first == 1 else " ".join(lowers[chunk.first : chunk.last])

    def after(self, i: int, kinds: frozenset[str] = SKIPPED) -> int:
        """The first chunk from ``i`` on that is none of some kinds; the number of chunks if there is none."""
        chunks, last = self.chunks, len(self.chunks)
        while i < last and chunks[i].kind in kinds:
            i += 1
        return i

    def before(self, i: int, kinds: frozenset[str] = SKIPPED) -> int:
        """The first chunk from ``i`` back that is none of some kinds; -1 if there is none."""
        chunks = self.chunks
        while i >= 0 and chunks[i].kind in kinds:
            i -= 1
        return i

    def kind(self, i: int) -> str:
        """The kind of a chunk; "" outside the sentence."""
        return self.chunks[i].kind if 0 <= i < len(self.chunks) else ""

    # --- reduced relatives --------------------------------------------------------------------------------------------

    def reduced(self, i: int) -> bool:
        """Whether a bare past form is a reduced relative or a passive participle: "held by ISIS", "backed by Y"."""
        known = self._reduced.get(i)
        if known is None:
            known = self._reduced[i] = self.verbs[i].form == "participle" and self._is_reduced(i)
        return known

    def _is_reduced(self, i: int) -> bool:
        verb = self.verbs[i]
        if self.classes[verb.head - self.first] == "n":
            return True
        after = self.after(i + 1)
        kind = self.kind(after)
        if kind == "C" and self.kind(after + 1) == "W":
            return self.verbs[after + 1].form == "participle" and self.reduced(after + 1)  # "shot and killed"
        if kind == "N":
            return False
        if kind in ("P", "T"):
            word = self.tokens.lowers[self.chunks[after].first]
            if word == "by":
                return True
            if self._is_particle(verb, word):
                return False  # "handed over the crossing"
        return self._hangs_on_noun(i) and self.transitive(verb)

    def _hangs_on_noun(self, i: int) -> bool:
        """Whether what stands before a bare past form is a noun, or a passive that shares its auxiliary."""
        before = self.before(i - 1)
        kind = self.kind(before)
        if kind == "C" and before > 0:
            earlier = [verb for k, verb in self.verbs.items() if k < before]
            return bool(earlier) and earlier[-1].passive  # "was captured and looted"
        return kind in ("", "N") or (kind == "," and self.kind(before - 1) == "N")

    def _is_particle(self, verb: VerbGroup, word: str) -> bool:
        verbs = self.lexicon.verbs
        return any(sense.rest[:1] == (word,) for lemma in verb.lemmas for sense in verbs.get(lemma, ()))

    def transitive(self, verb: VerbGroup) -> bool:
        """Whether the verb needs an object in every sense that it has as an event."""
        known = self.lexicon.transitive
        return any(lemma in known for lemma in verb.lemmas) and all(known.get(lemma, True) for lemma in verb.lemmas)

    # --- objects ------------------------------------------------------------------------------------------------------

    def objects(self, start: int, closed: bool = False) -> list[int]:
        """Chunk indexes of the coordinated noun groups that begin at or right after chunk ``start``.

        ``closed``: the last of them is no subject of what follows.
        """
        found = self._objects.get((start, closed))
        if found is None:
            found = self._objects[start, closed] = self._find_objects(start, closed)
        return found

    def _find_objects(self, start: int, closed: bool) -> list[int]:
        i = self.after(start, BEFORE_OBJECT)
        if self.kind(i) == "," and self.kind(i + 1) == "Y" and self.kind(i + 2) == ",":
            i += 3  # "launched, on Friday, an attack"
        if self.kind(i) != "N":
            return []
        found = [i]
        while self.kind(i + 1) in (",", "C"):
            i += 3 if self.kind(i + 2) == "C" and i + 3 < len(self.chunks) else 2
            if self.kind(i) != "N" or not (closed or not self.is_subject(i)) or not self.alike(found[-1], i):
                break
            found.append(i)
        return found

    def alike(self, a: int, b: int) -> bool:
        """Whether two noun groups may stand in one list."""
        one, other = self.group(a).type, self.group(b).type
        return one == other or "thing" in (one, other) or (one in ALIKE and other in ALIKE)

    def is_subject(self, k: int) -> bool:
        """Whether the noun group at ``k`` opens a clause of its own."""
        verb = self.verbs.get(self.after(k + 1))
        return verb is not None and verb.form in ("finite", "participle") and not self.reduced(verb.index)

    # --- phrases ------------------------------------------------------------------------------------------------------

    def phrases(self, start: int) -> tuple[list[tuple[str, int]], int]:
        """The prepositional phrases from chunk ``start`` to the end of its clause: (preposition, chunk index), end."""
        found = self._phrases.get(start)
        if found is None:
            found = self._phrases[start] = self._find_phrases(start)
        return found

    def _find_phrases(self, start: int) -> tuple[list[tuple[str, int]], int]:
        found: list[tuple[str, int]] = []
        i, last = start, len(self.chunks)
        while i < last:
            kind = self.chunks[i].kind
            if kind in PREPOSITIONS:
                at = self._phrase(i, found)
            elif kind in SKIPPED or kind == '"' or (kind == "N" and not self.is_subject(i)):
                at = i + 1
            elif kind in (",", "C"):
                at = self._goes_on(i, bool(found))
            elif kind == "(":
                at = next((j for j in range(i, last) if self.chunks[j].kind == ")"), last) + 1
            else:
                break
            if at <= i:
                break
            i = at
        return found, i

    def _phrase(self, i: int, found: list[tuple[str, int]]) -> int:
        """Add the phrase that begins at a preposition; the chunk behind it, 0 where it belongs to a verb."""
        words = self.lower(i)
        is_direction = words in self.directions  # "south of X": the direction says more than "of"
        j = i + 1
        while self.kind(j) in PREPOSITIONS:
            words = words if is_direction else self.lower(j)
            j += 1
        j = self.after(j)
        kind = self.kind(j)
        if kind != "N":
            return 0 if kind == "W" else j
        nouns = self.objects(j, words == "between" or self._of_subject(i))
        found.extend([(words, k) for k in nouns])
        return nouns[-1] + 1

    def _of_subject(self, i: int) -> bool:
        """Whether a phrase hangs on a noun that opens its clause: "the fighting in X and Y killed ..."."""
        return i > 0 and self.chunks[i - 1].kind == "N" and self._first_verb >= i

    def _goes_on(self, i: int, follows: bool) -> int:
        """Where a clause goes on behind a comma or a conjunction, 0 where it ends; ``follows``: behind a phrase."""
        j = self.after(i + 1, BEHIND_COMMA)
        kind = self.kind(j)
        if kind in PREPOSITIONS and self.kind(j + 1) != "W":
            return j
        more = follows and self.chunks[i].kind == "," and kind == "N" and not self.is_subject(j)
        return j + 1 if more else 0

    def opening(self, subject: int) -> list[tuple[str, int]]:
        """The prepositional phrases that open the clause of the subject at a chunk: "In X, rebels ..."."""
        found: list[tuple[str, int]] = []
        i = self.before(subject - 1, OPENING)
        while i >= 1 and self.chunks[i].kind == "N":
            j = i
            while j >= 2 and self.chunks[j - 1].kind in ",C" and self.chunks[j - 2].kind == "N":
                j -= 2
            if self.chunks[j - 1].kind not in PREPOSITIONS:
                break
            words = self.lower(j - 1)
            found.extend((words, k) for k in range(j, i + 1) if self.chunks[k].kind == "N")
            i = self.before(j - 2, OPENING)
        return found if i < 0 or self.chunks[i].kind in ".;:CZS" else []
