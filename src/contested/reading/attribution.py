"""Who says so: statements handed to somebody, and the conditions that statements hang on.

A reporting verb hands what it governs to its subject: the clause after it, or what stands before it in the sentence
where it comes last. "According to" and its like hand over the whole sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from contested.reading.clauses import Clauses
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity

NEXT = 2  # tokens between "according to" and its speaker, at most
# what is made of a word of saying by a negation: "did not confirm", "did not deny"
UNSAID = {"said": "unsaid", "claimed": "unsaid", "predicted": "unsaid", "denied": "claimed"}
OPENING = frozenset("NPTVYJCX,D#")  # chunks that may stand before the verb of a clause that is said


class Said(NamedTuple):
    """A stretch of tokens [first, last) that is handed to a speaker.

    ``how``: said, claimed, denied, predicted; unsaid: nobody would say so. ``cue``: tokens [first, last) of the words
    that hand it over.
    """

    first: int
    last: int
    speaker: Group | None
    how: str
    cue: tuple[int, int]


class Condition(NamedTuple):
    """A stretch of tokens that states a condition."""

    first: int
    last: int


class Hearer:
    """Finds statements and conditions in a sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.cue_sets["attribution"]
        self.lexicon = lexicon
        self.how: dict[str, str] = {}
        for name in ("said", "claimed", "denied", "predicted"):
            for word in cues[name]:
                self.how.setdefault(word, name)
        self.nouns = cues["nouns"]
        self.charged = cues["charged"]
        self.conditions = lexicon.cue_sets["condition"]["words"] - {"once"}  # more often a time than a condition

    def statements(self, clauses: Clauses, vocabulary: list[Entity]) -> list[Said]:
        """The statements of a sentence, inner ones first."""
        found: list[Said] = []
        for i, verb in clauses.verbs.items():
            for lemma in verb.lemmas:
                if lemma in self.how:
                    how = self.how[lemma]
                    found.extend(self._spoken(clauses, i, UNSAID[how] if verb.negated else how))
                    break
        found.extend(self._by_phrase(clauses, vocabulary))
        found.extend(self._by_noun(clauses))
        if len(found) > 1:
            found.sort(key=lambda said: (said.last - said.first, said.first))
        return found

    def _by_phrase(self, clauses: Clauses, vocabulary: list[Entity]) -> Iterator[Said]:
        """"According to X": the whole sentence is X's."""
        first, last = clauses.first, clauses.first + len(clauses.classes)
        for entity in vocabulary:
            if entity.kind == "attribution":
                speaker = next((c.group for c in clauses.chunks if c.kind == "N" and c.first >= entity.last), None)
                if speaker is not None and speaker.first - entity.last <= NEXT:
                    yield Said(first, last, speaker, "said", (entity.first, entity.last))

    def _by_noun(self, clauses: Clauses) -> Iterator[Said]:
        """"Reports that ...": what follows is the noun's."""
        last = clauses.first + len(clauses.classes)
        for chunk, after in pairwise(clauses.chunks):
            group = chunk.group
            if after.kind == "Z" and group is not None and clauses.tokens.lowers[group.head] in self.nouns:
                yield Said(chunk.last, last, group, "claimed", (group.head, group.head + 1))

    # --- by a verb ----------------------------------------------------------------------------------------------------

    def _spoken(self, clauses: Clauses, i: int, how: str) -> list[Said]:
        """What a verb of saying hands over: nothing where nobody speaks or nothing is said."""
        verb, chunks = clauses.verbs[i], clauses.chunks
        cue = (verb.first, verb.last)
        subjects = [group for k in clauses.subjects(i) if (group := chunks[k].group) is not None]
        after = chunks[i + 1] if i + 1 < len(chunks) else None
        if not subjects and after is not None and after.kind == "N" and i > 0 and chunks[i - 1].kind in ',"':
            return [Said(clauses.first, verb.first, after.group, how, cue)]  # "..., said the ministry"
        if verb.passive:
            return self._passive(clauses, i, how)
        if not subjects:
            return []
        told = self._told(clauses, i, how, subjects)
        speakers = subjects[-1:] if how == "denied" else subjects
        return [Said(*told, speaker, how, cue) for speaker in speakers] if told is not None else []

    def _passive(self, clauses: Clauses, i: int, how: str) -> list[Said]:
        """"It was reported that ...", "was announced by X"."""
        verb, chunks = clauses.verbs[i], clauses.chunks
        last, cue = clauses.first + len(clauses.classes), (verb.first, verb.last)
        phrases, _ = clauses.phrases(i + 1)
        by = next((chunks[k].group for word, k in phrases if word == "by"), None)
        if by is not None and self.can_speak(clauses, by):
            return [Said(clauses.first, last, by, how, cue)]
        follows = i + 1 < len(chunks) and chunks[i + 1].kind == "Z"
        return [Said(verb.last, last, None, how, cue)] if follows else []

    def _told(self, clauses: Clauses, i: int, how: str, speakers: list[Group]) -> tuple[int, int] | None:
        """The tokens that a verb hands to its subject: the clause behind it, or what stands before the speaker."""
        verb, chunks, first = clauses.verbs[i], clauses.chunks, clauses.first
        last = first + len(clauses.classes)
        begin = min([speakers[-1].whole[0], *[group.whole[0] for group in speakers]])
        comma = begin - 1 > first and clauses.classes[begin - 1 - first] in ',":'
        opens = begin > first and clauses.classes[begin - 1 - first] in ',":'
        follows = chunks[i + 1].kind if i + 1 < len(chunks) else ""
        closes = follows == "" or follows in '.,"'
        able = self.can_speak(clauses, speakers[-1])
        if not able and not (how == "said" and closes and opens) and follows != "Z":
            return None
        after = i + 1
        while after < len(chunks) and chunks[after].kind in "VYJ":
            after += 1
        if how == "denied" or self._complement(clauses, after) or not self.charged.isdisjoint(verb.lemmas):
            return verb.last, last
        if closes and how == "said" and able and begin - 1 > first:
            return first, begin
        if comma and self._ends(clauses, after, how):
            inserted = after < len(chunks) and chunks[after].kind == ","
            return first, last if inserted else begin
        return (verb.last, last) if how in ("said", "claimed", "unsaid") and _is_event(clauses, after) else None

    def _ends(self, clauses: Clauses, after: int, how: str) -> bool:
        """Whether the words of saying end their clause, so that what they hand over stood before them."""
        if after >= len(clauses.chunks):
            return True
        kind = clauses.chunks[after].kind
        return kind in '.,"PT;' or (kind == "N" and how == "said")

    def _complement(self, clauses: Clauses, after: int) -> bool:
        """Whether a clause follows: "that ...", a quotation, or a subject with a verb of its own."""
        chunks = clauses.chunks
        if after >= len(chunks):
            return False
        if chunks[after].kind in 'Z":':
            return True
        if chunks[after].kind == "," and after + 1 < len(chunks) and chunks[after + 1].kind == '"':
            return True
        k = after
        while k < len(chunks) and chunks[k].kind in OPENING:
            k += 1
            if k < len(chunks) and chunks[k].kind == "W" and clauses.verbs[k].form in ("finite", "participle"):
                return True
            if k < len(chunks) and chunks[k].kind == "Z":
                return True
        return False

    def can_speak(self, clauses: Clauses, group: Group) -> bool:
        """Whether a group can be a speaker: somebody, or a source by its head."""
        if group.type in ("actor", "people", "pronoun", "name"):
            return True
        if group.type == "place" and group.entity is not None:
            return True
        head = clauses.tokens.lowers[group.head]
        return any(each.type == "source" for each in self.lexicon.heads.get(head, ()))

    def condition(self, clauses: Clauses) -> Condition | None:
        """The first condition of a sentence: from its word to the comma or the end of its clause."""
        if self.conditions.isdisjoint(clauses.words):
            return None
        chunks, lowers = clauses.chunks, clauses.tokens.lowers
        for i, chunk in enumerate(chunks):
            if chunk.kind == "S" and lowers[chunk.first] in self.conditions:
                return Condition(chunk.first, _end_of_clause(clauses, i))
        return None


def _end_of_clause(clauses: Clauses, i: int) -> int:
    """The token at which the clause ends that a subordinating word opens: behind its verb, at a mark."""
    chunks, seen = clauses.chunks, False
    for k in range(i + 1, len(chunks)):
        kind = chunks[k].kind
        seen = seen or kind == "W"
        if seen and kind in ",;.:" and (kind != "," or _verb_follows(clauses, k)):
            return chunks[k].first
    return chunks[-1].last


def _verb_follows(clauses: Clauses, k: int) -> bool:
    """Whether a verb stands between a comma and the end of its sentence."""
    kinds = (chunk.kind for chunk in clauses.chunks[k + 1 :])
    return next((kind == "W" for kind in kinds if kind in "W.;"), False)


def _is_event(clauses: Clauses, i: int) -> bool:
    """Whether the chunk at ``i`` is an event noun: "claimed the attack"."""
    group = clauses.chunks[i].group if i < len(clauses.chunks) else None
    return group is not None and group.event is not None
