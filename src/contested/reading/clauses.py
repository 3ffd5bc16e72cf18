"""Who each verb group of a sentence has for its subject.

Subjects are inherited by coordination, participles and infinitives; relative words take their antecedent; a reduced
relative hangs on the noun before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from contested.reading.chunks import Chunk
from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.phrases import PREPOSITIONS, SKIPPED, Phrases
from contested.reading.tokens import Tokens
from contested.reading.verbs import VerbGroup

if TYPE_CHECKING:
    from contested.reading.triggers import Sense

FARTHEST = 60  # steps that a subject is looked for to the left
ACTING = frozenset(("actor", "people", "name"))
CONTROLLING = ACTING | {"number"}  # "forced thousands to flee"
INSERTED = frozenset("RWPSNYVT")  # what opens an insertion between commas
CONTROLLED = frozenset("VPC,N")  # what may stand between a verb and the infinitive's subject


class Clauses(Phrases):
    """The clause structure of one sentence."""

    def __init__(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        chunks: list[Chunk],
        lexicon: Lexicon,
        entity_at: Mapping[int, Entity] | None = None,
    ) -> None:
        super().__init__(tokens, classes, first, chunks, lexicon, entity_at)
        self.senses: dict[int, list[Sense]] = {}  # of each verb group, as far as `triggers` has looked
        self._subjects: dict[int, list[int]] = {}

    def subjects(self, i: int) -> list[int]:
        """Chunk indexes of a verb group's subject, coordinated ones all; empty where there is none to be seen."""
        found = self._subjects.get(i)
        if found is None:
            self._subjects[i] = []  # a cycle ends here
            found = self._subjects[i] = self._find_subjects(self.verbs[i])
        return found

    def _find_subjects(self, verb: VerbGroup) -> list[int]:
        if verb.form == "infinitive":
            return self._controller(verb.index)
        j = verb.index - 1
        for _ in range(FARTHEST):
            if j < 0:
                break
            found, j = self._look(verb, j)
            if found is not None:
                return found
        return self._inherit(verb.index) if verb.form == "ing" else []

    def _look(self, verb: VerbGroup, j: int) -> tuple[list[int] | None, int]:
        """What the chunk at ``j``, left of a verb, says of its subject; where to look next if it says nothing."""
        kind = self.chunks[j].kind
        if kind in SKIPPED or kind == '"':
            return None, j - 1
        if kind == ")":
            return None, self._opening(j)
        if kind == "N":
            return self._noun(verb, j)
        if kind in ",:":
            if kind == "," and (verb.form == "ing" or self.reduced(verb.index) or self._listed(verb.index, j)):
                return self._inherit(verb.index), j
            return None, self._parenthesis(j)
        if kind == "R" or (kind == "Z" and self.kind(j - 1) == "N"):
            return self._antecedent(j), j
        if kind == "W" and self.reduced(j):
            return None, j - 1
        if kind == "P" and verb.form == "ing" and self._accused(j):
            return [j - 1], j
        if kind in "CWSPT":
            asks = kind == "S" and verb.form == "finite" and self.lower(j) in ("where", "when")
            return [] if asks else self._inherit(verb.index), j
        return [], j

    def _noun(self, verb: VerbGroup, j: int) -> tuple[list[int] | None, int]:
        """The subject where a noun group stands at ``j``: that noun, unless it is in a phrase or another's object."""
        before = self.kind(j - 1)
        if before in PREPOSITIONS:
            if self.reduced(verb.index):
                return self._gapped(verb.index, j), j
            if verb.form == "ing":
                return self._inherit(verb.index), j
            return None, self._before_phrase(j)
        if before == "W" and self.verbs[j - 1].form == "infinitive" and self._tells(verb):
            return None, self.before(j - 2)  # "the offensive to retake X began"
        if verb.form == "ing" and before == "W" and not self._verbs_between(j, verb.index):
            return [j] if self._acts(j) else self._inherit(verb.index), j
        return self._coordinated_left(j), j

    def _accused(self, j: int) -> bool:
        """Whether "of" at ``j`` ties a deed to somebody who is accused of it: "accused the guards of beating"."""
        verb = self.verbs.get(self.before(j - 2)) if self._acts(j - 1) else None
        charges = self.lexicon.cue_sets["attribution"]["charged"]
        return verb is not None and self.lower(j) == "of" and not charges.isdisjoint(verb.lemmas)

    def _listed(self, i: int, j: int) -> bool:
        """Whether a verb behind a comma is one of a list: "stormed the base, set fire to its gate and ..."."""
        if j != i - 1:
            return False
        k = next((k for k in range(j - 1, -1, -1) if self.chunks[k].kind in ",;"), -1)
        if k > 0 and self.chunks[k].kind == ",":
            return self.chunks[k + 1].kind != "R" and any(n < k and not self.reduced(n) for n in self.verbs)
        return any(n < j and not self.reduced(n) for n in self.verbs)

    def _gapped(self, i: int, j: int) -> list[int]:
        """The subject of a bare past form behind a phrase: the phrase's noun ("the area held by X").

        Where an auxiliary is left out after a conjunction it is the outer noun: "the road was opened and the pocket in
        Y encircled".
        """
        outer = self._before_phrase(j)
        if outer > 0 and self.chunks[outer].kind == "N" and self.chunks[outer - 1].kind == "C":
            before = [verb for k, verb in self.verbs.items() if k < outer]
            by = self.kind(i + 1) == "P" and self.lower(i + 1) == "by"
            if before and before[-1].passive and not by:
                return [outer]
        return [j]

    def _tells(self, verb: VerbGroup) -> bool:
        """Whether a verb group has a subject of its own clause."""
        return verb.form != "ing" and not self.reduced(verb.index)

    def _verbs_between(self, a: int, b: int) -> bool:
        return any(a < i < b for i in self.verbs)

    def _acts(self, j: int) -> bool:
        return self.kind(j) == "N" and self.group(j).type in ACTING

    def _opening(self, j: int) -> int:
        """The chunk before the bracket that the one at ``j`` closes."""
        while j >= 0 and self.chunks[j].kind != "(":
            j -= 1
        return j - 1

    def _before_phrase(self, j: int) -> int:
        """The chunk before a prepositional phrase whose noun group is at ``j``."""
        return self.before(j - 1, PREPOSITIONS)

    def _parenthesis(self, j: int) -> int:
        """The chunk before an insertion between commas that ends at ``j``; else the chunk before the comma."""
        mark = self.chunks[j].kind
        k = next((k for k in range(j - 1, -1, -1) if self.chunks[k].kind in (mark, ";", ".")), -1)
        inserted = 0 < k < j - 1 and self.chunks[k].kind == mark and self.chunks[k + 1].kind in INSERTED
        return k - 1 if inserted else j - 1

    def _coordinated_left(self, j: int) -> list[int]:
        """The noun groups coordinated with the one at ``j``, to its left, as far as they are nobody's object."""
        chunks = self.chunks
        found = [j]
        if self.kind(j - 1) != "C":
            return found  # a list has "and" before its last
        while j >= 2 and chunks[j - 1].kind in ",C":
            k = j - 3 if chunks[j - 2].kind == "," and j > 2 else j - 2
            if chunks[k].kind != "N" or not self.alike(k, j) or self.kind(k - 1) in ("W", "P", "T"):
                break
            found.append(k)
            j = k
        found.reverse()
        return found

    def _antecedent(self, j: int) -> list[int]:
        """The noun group that a relative word at ``j`` points to: the nearest, or, behind a comma and before a plural
        verb (", which have ..." after a list of places), the nearest plural one."""
        k = next((k for k in range(j - 1, -1, -1) if self.chunks[k].kind in "NW.;"), -1)
        if k < 0 or self.chunks[k].kind != "N":
            return []
        if k >= 1 and self.chunks[j - 1].kind == "," and self._plural_verb(j):
            return [next((m for m in range(k, -1, -1) if self._plural(m)), k)]
        return [k]

    def _plural_verb(self, j: int) -> bool:
        follows = self.verbs.get(j + 1)
        return follows is not None and self.tokens.lowers[follows.first] in ("have", "are", "were")

    def _plural(self, k: int) -> bool:
        if self.chunks[k].kind != "N":
            return False
        group = self.group(k)
        return group.type in ("people", "actor") or (
            group.type != "place" and self.tokens.lowers[group.head].endswith("s")
        )

    def _inherit(self, i: int) -> list[int]:
        """The subject of the clause that a participle, gerund or coordinated verb depends on."""
        for j in range(i - 1, -1, -1):
            if j in self.verbs and not self.reduced(j) and not self._inserted(j):
                found = self.subjects(j)
                if found or self.verbs[j].form != "infinitive":
                    return found
        for j, verb in self.verbs.items():
            if j > i and verb.form in ("finite", "participle") and not self.reduced(j):
                return self.subjects(j)
        return []

    def _inserted(self, j: int) -> bool:
        """Whether a verb stands in an insertion that a conjunction follows: "came, residents said, and took it"."""
        if self.kind(j + 1) != "," or self.kind(j + 2) != "C":
            return False
        found = self.subjects(j)
        return bool(found) and found[0] > 0 and self.kind(found[0] - 1) == ","

    def _controller(self, i: int) -> list[int]:
        """Who an infinitive's subject is: the object of a verb that makes others act, else that verb's subject."""
        j = self.before(i - 1)
        if j >= 1 and self.kind(j) == "N" and self.group(j).type in CONTROLLING:
            verb = self.verbs.get(self.before(j - 1, CONTROLLED))
            makes_act = self.lexicon.cue_sets["grammar"]["object_control"]
            if verb is not None and not verb.passive and not makes_act.isdisjoint(verb.lemmas):
                return [j]
        return self._inherit(i)
