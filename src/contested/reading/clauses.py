"""Chunks to clauses: for each verb group its voice, subject, objects and prepositional phrases; for each noun its own.

A shallow dependency analysis: no tree, only what a role can be read from. Subjects are inherited by coordination,
participles and infinitives; relative words take their antecedent; a past form without object and auxiliary is a
reduced relative ("held by ISIS") where its verb needs an object.
"""

from __future__ import annotations

from functools import cached_property

from contested.reading.classes import DIRECTIONS
from contested.reading.groups import Chunk, Group
from contested.reading.lexicon import Lexicon, Verb
from contested.reading.names import Entity
from contested.reading.tokens import Tokens

CONTENT = frozenset("vspdng")
SKIPPED = frozenset("VYJX")  # adverbs, times, stray adjectives
PREPOSITIONS = frozenset("PT")
OBJECT_CONTROL = frozenset(
    "force order allow urge ask tell call help enable cause lead prompt compel push oblige permit require expect want send use see leave".split()
)


class VerbGroup:
    """A verb group: ``head`` is its last content verb (or its auxiliary), ``chain`` all its content verbs.

    ``form``: finite, infinitive, ing, participle (a bare past form that may be either voice until its object is known).
    """

    __slots__ = (
        "auxiliary",
        "chain",
        "first",
        "form",
        "head",
        "index",
        "last",
        "lemmas",
        "modal",
        "negated",
        "passive",
    )

    def __init__(
        self, index: int, tokens: Tokens, classes: list[str], first: int, chunk: Chunk, lexicon: Lexicon
    ) -> None:
        self.index, self.first, self.last = index, chunk.first, chunk.last
        lowers = tokens.lowers
        self.chain: list[int] = []
        self.modal, self.negated, self.auxiliary = "", False, ""
        infinitive = False
        previous = ""
        for i in range(chunk.first, chunk.last):
            found = classes[i - first]
            if found in CONTENT:
                self.chain.append(i)
                self.passive = found in "dn" and (previous == "B" or (bool(self.chain[1:]) and self.passive))
                self.auxiliary = previous
                previous = ""
            elif found in "MHBK":
                if found == "M":
                    self.modal = lowers[i]
                previous = found
            elif found == "X":
                self.negated = True
            elif found == "T" and not self.chain:
                infinitive = True
        if not self.chain:
            self.head = max(i for i in range(chunk.first, chunk.last) if classes[i - first] in "MHBKJ")
            self.passive = False
            self.lemmas: tuple[str, ...] = _auxiliary_lemma(lowers[self.head], classes[self.head - first])
            self.form = "infinitive" if infinitive else "finite"
            return
        self.head = self.chain[-1]
        self.lemmas = lexicon.forms.get(lowers[self.head]) or (lowers[self.head],)
        found = classes[self.chain[0] - first]
        bare = self.auxiliary == "" and len(self.chain) == 1
        starts = classes[chunk.first - first]
        if infinitive:
            self.form = "infinitive"
        elif (found == "g" and bare and "B" not in classes[chunk.first - first : self.head - first]) or (starts == "H" and lowers[chunk.first] == "having"):
            self.form = "ing"
        elif found in "dn" and bare and not self.modal:
            self.form = "participle"
        else:
            self.form = "finite"


def _auxiliary_lemma(word: str, found: str) -> tuple[str, ...]:
    return {"B": ("be",), "H": ("have",), "K": ("do",)}.get(found, (word,))


class Arguments:
    """What stands around a verb or a noun: slots (subject, object, complement, prepositions) to groups."""

    __slots__ = ("end", "slots")

    def __init__(self) -> None:
        self.slots: list[tuple[str, Group, int]] = []  # slot, filler, chunk index (-1: inside the group itself)
        self.end = -1

    def of(self, slot: str) -> list[Group]:
        """The fillers of a slot."""
        return [group for name, group, _ in self.slots if name == slot]


class Clauses:
    """The clause structure of one sentence."""

    def __init__(
        self,
        tokens: Tokens,
        classes: list[str],
        first: int,
        chunks: list[Chunk],
        lexicon: Lexicon,
        entity_at: dict[int, Entity] | None = None,
    ) -> None:
        self.tokens, self.classes, self.first, self.chunks, self.lexicon = tokens, classes, first, chunks, lexicon
        self.entity_at = entity_at or {}
        self.verbs = {
            i: VerbGroup(i, tokens, classes, first, chunk, lexicon)
            for i, chunk in enumerate(chunks)
            if chunk.kind == "W"
        }
        self.figurative = lexicon.cue_sets["condition"]["figurative"]
        self.disaster = not lexicon.cue_sets["condition"]["accidents"].isdisjoint(
            tokens.lowers[first : first + len(classes)]
        )
        self._subjects: dict[int, list[int]] = {}
        self._objects: dict[tuple[int, bool], list[int]] = {}
        self._phrases: dict[int, tuple[list[tuple[str, int]], int]] = {}
        self._reduced: dict[int, bool] = {}
        self.senses: dict[int, list[tuple[Verb, int, int, int]]] = {}  # filled by events.Finder
        self.words = frozenset(tokens.lowers[first : first + len(classes)])

    def may_hold(self, word: str) -> bool:
        """Whether the sentence has a word, in the singular or a plural, so that a phrase with it may be there at all."""
        words = self.words
        return word in words or f"{word}s" in words or f"{word}es" in words or (word[-1] in "yef" and self._irregular(word))

    def _irregular(self, word: str) -> bool:
        stem = word[:-1]
        return f"{stem}ies" in self.words or f"{stem}ves" in self.words or f"{word[:-2]}ves" in self.words

    def lower(self, i: int) -> str:
        """The lower-case words of a chunk."""
        chunk = self.chunks[i]
        lowers = self.tokens.lowers
        return lowers[chunk.first] if chunk.last - chunk.first == 1 else " ".join(lowers[chunk.first : chunk.last])

    @cached_property
    def finite(self) -> list[int]:
        """Indexes of the finite verb groups, reduced relatives left out."""
        return [
            i
            for i, verb in self.verbs.items()
            if verb.form == "finite" or (verb.form == "participle" and not self.reduced(i))
        ]

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
        chunks = self.chunks
        after = i + 1
        while after < len(chunks) and chunks[after].kind in SKIPPED:
            after += 1
        if after + 1 < len(chunks) and chunks[after].kind == "C" and chunks[after + 1].kind == "W":
            return self.verbs[after + 1].form == "participle" and self.reduced(after + 1)  # "shot and killed"
        if after < len(chunks) and chunks[after].kind == "N":
            return False
        if after < len(chunks) and chunks[after].kind == "P":
            word = self.tokens.lowers[chunks[after].first]
            if word == "by":
                return True
            if any(sense.rest[:1] == (word,) for lemma in verb.lemmas for sense in self.lexicon.verbs.get(lemma, ())):
                return False  # a particle: "handed over the crossing"
        before = i - 1
        while before >= 0 and chunks[before].kind in SKIPPED:
            before -= 1
        if before > 0 and chunks[before].kind == "C":
            # "was captured and looted": the auxiliary serves both.
            earlier = [k for k in self.verbs if k < before]
            return bool(earlier) and self.verbs[earlier[-1]].passive and self.transitive(verb)
        if before < 0 or chunks[before].kind == ",":
            return self.transitive(verb) and (before < 0 or chunks[before - 1].kind == "N")
        if chunks[before].kind != "N":
            return False
        if not self.transitive(verb):
            return False
        # A later finite verb without a subject of its own takes this noun: then this is a relative on it.
        return True

    def transitive(self, verb: VerbGroup) -> bool:
        """Whether the verb needs an object in every sense that it has as an event."""
        senses = [
            sense
            for lemma in verb.lemmas
            for sense in self.lexicon.verbs.get(lemma, ())
            if sense.trigger is not None and not sense.rest
        ]
        return bool(senses) and not any(
            self.lexicon.frames[self.lexicon.triggers[sense.trigger].frame].intransitive
            for sense in senses
            if sense.trigger is not None
        )

    # --- subjects -----------------------------------------------------------------------------------------------------

    def subjects(self, i: int) -> list[int]:
        """Chunk indexes of a verb group's subject, coordinated ones all; empty where there is none to be seen."""
        if i not in self._subjects:
            self._subjects[i] = []  # a cycle ends here
            self._subjects[i] = self._find_subjects(i)
        return self._subjects[i]

    def _find_subjects(self, i: int) -> list[int]:
        verb, chunks = self.verbs[i], self.chunks
        j = i - 1
        if verb.form == "infinitive":
            return self._controller(i)
        steps = 0
        while j >= 0 and steps < 60:
            steps += 1
            kind = chunks[j].kind
            if kind in SKIPPED or kind in '")':
                j = self._opening(j) if kind == ")" else j - 1
            elif kind == "N":
                before = chunks[j - 1].kind if j else ""
                if before in PREPOSITIONS and before:
                    if self.reduced(i):
                        return self._gapped(i, j)
                    j = self._before_phrase(j)
                    if verb.form == "ing":
                        return self._inherit(i)
                elif (
                    verb.form == "ing"
                    and self.verbs_between(j, i) == 0
                    and before not in ("", ",", "C", "S", "Z")
                    and chunks[j - 1].kind == "W"
                ):
                    return [j] if self._actor_like(j) else self._inherit(i)
                else:
                    return self._coordinated_left(j)
            elif kind in ",:":
                if kind == "," and (verb.form == "ing" or self.reduced(i) or self._listed(i, j)):
                    return self._inherit(i)
                j = self._parenthesis(j)
            elif kind == "R":
                return self._antecedent(j)
            elif kind == "W" and self.reduced(j):
                j -= 1
            elif kind in "CWSPT":
                if kind == "S" and verb.form == "finite" and self.lower(j) in ("where", "when"):
                    return []
                return self._inherit(i)
            elif kind == "Z":
                return self._antecedent(j) if j and chunks[j - 1].kind == "N" else []
            else:
                return []
        return self._inherit(i) if verb.form == "ing" else []

    def _listed(self, i: int, j: int) -> bool:
        """Whether a verb behind a comma is one of a list: "stormed the base, set fire to its gate and ..."."""
        if j != i - 1:
            return False
        k = j - 1
        while k >= 0 and self.chunks[k].kind not in ",;":
            k -= 1
        told = any(n < (k if k > 0 else j) and not self.reduced(n) for n in self.verbs)
        if k > 0 and self.chunks[k].kind == ",":
            opens = self.chunks[k + 1].kind
            return told and opens not in "R" and any(n < k for n in self.verbs)
        return any(n < j and not self.reduced(n) for n in self.verbs)

    def _gapped(self, i: int, j: int) -> list[int]:
        """The subject of a bare past form behind a phrase: the phrase's noun ("the area held by X"), or, where an
        auxiliary is left out after a conjunction ("the road was opened and the pocket in Y encircled"), the outer one."""
        outer = self._before_phrase(j)
        if outer > 0 and self.chunks[outer].kind == "N" and self.chunks[outer - 1].kind == "C":
            before = [self.verbs[k] for k in self.verbs if k < outer]
            after = i + 1 < len(self.chunks) and self.chunks[i + 1].kind == "P" and self.lower(i + 1) == "by"
            if before and before[-1].passive and not after:
                return [outer]
        return [j]

    def verbs_between(self, a: int, b: int) -> int:
        """How many verb groups stand between two chunks."""
        return sum(1 for i in self.verbs if a < i < b)

    def _actor_like(self, j: int) -> bool:
        group = self.chunks[j].group
        return group is not None and group.type in ("actor", "people", "name")

    def _opening(self, j: int) -> int:
        while j >= 0 and self.chunks[j].kind != "(":
            j -= 1
        return j - 1

    def _before_phrase(self, j: int) -> int:
        """The chunk before a prepositional phrase whose noun group is at ``j``."""
        j -= 1
        while j >= 0 and self.chunks[j].kind in PREPOSITIONS:
            j -= 1
        return j

    def _parenthesis(self, j: int) -> int:
        """The chunk before an insertion between commas that ends at ``j``; else the chunk before the comma."""
        k, mark = j - 1, self.chunks[j].kind
        while k >= 0 and self.chunks[k].kind not in f"{mark};.":
            k -= 1
        if k > 0 and self.chunks[k].kind == mark:
            inner = self.chunks[k + 1].kind if k + 1 < j else ""
            if inner in ("R", "W", "P", "S", "N", "Y", "V", "T"):
                return k - 1
        return j - 1

    def _coordinated_left(self, j: int) -> list[int]:
        """The noun groups coordinated with the one at ``j``, to its left, as far as they are nobody's object."""
        chunks = self.chunks
        found = [j]
        if j < 2 or chunks[j - 1].kind != "C":
            return found  # a list has "and" before its last
        while j >= 2 and chunks[j - 1].kind in ",C":
            k = j - 2
            if chunks[k].kind == "," and k > 0:
                k -= 1
            if chunks[k].kind != "N" or not self._alike(k, j):
                break
            governor = chunks[k - 1].kind if k else ""
            if governor in ("W", "P", "T"):
                break
            found.append(k)
            j = k
        found.reverse()
        return found

    def _antecedent(self, j: int) -> list[int]:
        """The noun group that a relative word at ``j`` points to: the nearest; with a comma, not a mere place of it."""
        k = j - 1
        while k >= 0 and self.chunks[k].kind != "N":
            if self.chunks[k].kind in "W.;":
                return []
            k -= 1
        if k >= 1 and self.chunks[j - 1].kind == "," and self._plural_verb(j):
            # ", which have ..." after a list of places points to the plural noun before it.
            m = k
            while (m >= 0 and self.chunks[m].kind != "N") or (m >= 0 and not self._plural(m)):
                m -= 1
            return [m] if m >= 0 else [k]
        return [k] if k >= 0 else []

    def _plural_verb(self, j: int) -> bool:
        follows = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
        return (
            follows is not None and follows.kind == "W" and self.tokens.lowers[follows.first] in ("have", "are", "were")
        )

    def _plural(self, k: int) -> bool:
        group = self.chunks[k].group
        return group is not None and (
            (self.tokens.lowers[group.head].endswith("s")
            and group.type not in ("place",))
            or group.type in ("people", "actor")
        )

    def _inherit(self, i: int) -> list[int]:
        """The subject of the clause that a participle, gerund or coordinated verb depends on."""
        for j in range(i - 1, -1, -1):
            if j in self.verbs and not self.reduced(j) and self.chunks[j].kind == "W":
                found = self.subjects(j)
                if self.verbs[j].form != "infinitive" or found:
                    return found
        for j in range(i + 1, len(self.chunks)):
            if j in self.verbs and self.verbs[j].form in ("finite", "participle") and not self.reduced(j):
                return self.subjects(j)
        return []

    def _controller(self, i: int) -> list[int]:
        """Who an infinitive's subject is: the object of a verb that makes others act, else that verb's subject."""
        j = i - 1
        while j >= 0 and self.chunks[j].kind in SKIPPED:
            j -= 1
        if j >= 1 and self.chunks[j].kind == "N" and self._actor_like(j):
            k = j - 1
            while k >= 0 and self.chunks[k].kind in "VPC,N":
                k -= 1
            if (
                k >= 0
                and self.chunks[k].kind == "W"
                and set(self.verbs[k].lemmas) & OBJECT_CONTROL
                and not self.verbs[k].passive
            ):
                return [j]
        return self._inherit(i)

    # --- objects and phrases ------------------------------------------------------------------------------------------

    def _of_subject(self, i: int) -> bool:
        """Whether a phrase hangs on a noun that opens its clause: "the fighting in X and Y killed ..."."""
        return i > 0 and self.chunks[i - 1].kind == "N" and not any(k < i for k in self.verbs)

    def objects(self, start: int, closed: bool = False) -> list[int]:
        """Chunk indexes of the coordinated noun groups that begin at or right after chunk ``start``.

        ``closed``: the last of them is no subject of what follows.
        """
        found = self._objects.get((start, closed))
        if found is None:
            found = self._objects[start, closed] = self._find_objects(start, closed)
        return found

    def _find_objects(self, start: int, closed: bool) -> list[int]:
        chunks = self.chunks
        i = start
        while i < len(chunks) and (chunks[i].kind in SKIPPED or chunks[i].kind == '"'):
            i += 1
        if i + 3 < len(chunks) and chunks[i].kind == "," and chunks[i + 1].kind == "Y" and chunks[i + 2].kind == ",":
            i += 3  # "launched, on Friday, an attack"
        if i >= len(chunks) or chunks[i].kind != "N":
            return []
        found = [i]
        while i + 2 < len(chunks) and chunks[i + 1].kind in ",C":
            k = i + 2
            if chunks[k].kind == "C" and k + 1 < len(chunks):
                k += 1
            if chunks[k].kind == "N" and (closed or not self._is_subject(k)) and self._alike(found[-1], k):
                found.append(k)
                i = k
            else:
                break
        return found

    def _alike(self, a: int, b: int) -> bool:
        one, other = self.chunks[a].group, self.chunks[b].group
        return (
            one is not None
            and other is not None
            and (
                one.type == other.type
                or "thing" in (one.type, other.type)
                or {one.type, other.type} <= {"actor", "people", "name", "number", "gear", "site", "place"}
            )
        )

    def _is_subject(self, k: int) -> bool:
        """Whether the noun group at ``k`` opens a clause of its own."""
        j = k + 1
        while j < len(self.chunks) and self.chunks[j].kind in SKIPPED:
            j += 1
        return (
            j < len(self.chunks)
            and self.chunks[j].kind == "W"
            and self.verbs[j].form in ("finite", "participle")
            and not self.reduced(j)
        )

    def phrases(self, start: int) -> tuple[list[tuple[str, int]], int]:
        """The prepositional phrases from chunk ``start`` to the end of its clause: (preposition, chunk index), end."""
        found = self._phrases.get(start)
        if found is None:
            found = self._phrases[start] = self._find_phrases(start)
        return found

    def _find_phrases(self, start: int) -> tuple[list[tuple[str, int]], int]:
        chunks = self.chunks
        found: list[tuple[str, int]] = []
        i = start
        while i < len(chunks):
            kind = chunks[i].kind
            if kind in PREPOSITIONS:
                words = self.lower(i)
                toward = words in DIRECTIONS
                j = i + 1
                while j < len(chunks) and chunks[j].kind in PREPOSITIONS:
                    words = self.lower(j) if not toward else words
                    j += 1
                while j < len(chunks) and chunks[j].kind in SKIPPED:
                    j += 1
                if j < len(chunks) and chunks[j].kind == "N":
                    for k in self.objects(j, words == "between" or self._of_subject(i)):
                        found.append((words, k))
                        i = k + 1
                    continue
                if j < len(chunks) and chunks[j].kind == "W":
                    break
                i = j
            elif kind in SKIPPED or kind in '"' or (kind == "N" and not self._is_subject(i)):
                i += 1
            elif kind in {",", "C"}:
                j = i + 1
                while j < len(chunks) and (chunks[j].kind in SKIPPED or chunks[j].kind == "C"):
                    j += 1
                if (
                    j < len(chunks)
                    and chunks[j].kind in PREPOSITIONS
                    and not (j + 1 < len(chunks) and chunks[j + 1].kind == "W")
                ):
                    i = j
                elif kind == "," and j < len(chunks) and chunks[j].kind == "N" and not self._is_subject(j) and found:
                    i = j + 1
                else:
                    break
            elif kind == "(":
                while i < len(chunks) and chunks[i].kind != ")":
                    i += 1
                i += 1
            else:
                break
        return found, i

    def opening(self, subject: int) -> list[tuple[str, int]]:
        """The prepositional phrases that open the clause of the subject at a chunk: "In X, rebels ..."."""
        chunks = self.chunks
        i = subject - 1
        while i >= 0 and chunks[i].kind in ',VYJ"':
            i -= 1
        found: list[tuple[str, int]] = []
        while i >= 1 and chunks[i].kind == "N":
            j = i
            while j >= 2 and chunks[j - 1].kind in ",C" and chunks[j - 2].kind == "N":
                j -= 2
            if chunks[j - 1].kind not in PREPOSITIONS:
                break
            words = self.lower(j - 1)
            found.extend((words, k) for k in range(j, i + 1) if chunks[k].kind == "N")
            i = j - 2
            while i >= 0 and chunks[i].kind in ',VYJ"':
                i -= 1
        return found if i < 0 or chunks[i].kind in ".;:C,ZS" or not found else (found if i < 0 else [])
