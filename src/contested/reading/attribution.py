"""Who says so: statements handed to somebody, and the conditions that statements hang on.

A reporting verb hands what it governs to its subject: the clause after it, or what stands before it in the sentence
where it comes last. "According to" and its like hand over the whole sentence.
"""

from __future__ import annotations

from typing import NamedTuple

from contested.reading.clauses import Clauses
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity


class Said(NamedTuple):
    """A stretch of tokens [first, last) that is handed to a speaker.

    ``how``: said, claimed, denied, predicted. ``cue``: tokens [first, last) of the words that hand it over.
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
        self.unnamed = cues["unnamed"]
        self.conditions = lexicon.cue_sets["condition"]["words"]

    def statements(self, clauses: Clauses, vocabulary: list[Entity]) -> list[Said]:
        """The statements of a sentence, inner ones first."""
        found: list[Said] = []
        first, last = clauses.first, clauses.first + len(clauses.classes)
        for i, verb in clauses.verbs.items():
            how = next((self.how[lemma] for lemma in verb.lemmas if lemma in self.how), None)
            if how is None:
                continue
            found.extend(self._spoken(clauses, i, how, first, last))
        for entity in vocabulary:
            if entity.kind == "attribution":
                speaker = next((c.group for c in clauses.chunks if c.kind == "N" and c.first >= entity.last), None)
                if speaker is not None and speaker.first - entity.last <= 2:
                    found.append(Said(first, last, speaker, "said", (entity.first, entity.last)))
        for i, chunk in enumerate(clauses.chunks[:-1]):
            group = chunk.group
            if (
                group is not None
                and clauses.chunks[i + 1].kind == "Z"
                and clauses.tokens.lowers[group.head] in self.nouns
            ):
                found.append(Said(chunk.last, last, group, "claimed", (group.head, group.head + 1)))
        found.sort(key=lambda said: (said.last - said.first, said.first))
        return found

    def _spoken(self, clauses: Clauses, i: int, how: str, first: int, last: int) -> list[Said]:
        verb, chunks = clauses.verbs[i], clauses.chunks
        cue = (verb.first, verb.last)
        subjects = clauses.subjects(i)
        speaker = chunks[subjects[-1]].group if subjects else None
        others = [group for k in subjects[:-1] if (group := chunks[k].group) is not None]
        if (
            speaker is None
            and i + 1 < len(chunks)
            and chunks[i + 1].kind == "N"
            and i > 0
            and chunks[i - 1].kind in ',"'
        ):
            # "..., said the ministry"
            return [Said(first, verb.first, chunks[i + 1].group, how, cue)]
        if verb.passive:
            phrases, _ = clauses.phrases(i + 1)
            by = next((chunks[k].group for word, k in phrases if word == "by"), None)
            if by is not None and self.can_speak(clauses, by):
                return [Said(first, last, by, how, cue)]
            follows = chunks[i + 1].kind if i + 1 < len(chunks) else ""
            return [Said(verb.last, last, None, how, cue)] if follows == "Z" else []
        if speaker is None:
            return []
        begin = min([speaker.whole[0], *(group.whole[0] for group in others)])
        last_words = i + 1 >= len(chunks) or chunks[i + 1].kind in '.,"'
        opens = begin > first and clauses.classes[begin - 1 - first] in ',":'
        follows = chunks[i + 1].kind if i + 1 < len(chunks) else ""
        if not self.can_speak(clauses, speaker) and not (how == "said" and last_words and opens) and follows != "Z":
            return []
        if how == "denied":
            return [Said(verb.last, last, speaker, how, cue)]
        after = i + 1
        while after < len(chunks) and chunks[after].kind in "VYJ":
            after += 1
        if self._complement(clauses, after):
            return [Said(verb.last, last, each, how, cue) for each in (*others, speaker)]
        before = begin - 1
        if last_words and how == "said" and self.can_speak(clauses, speaker) and before > first:
            return [Said(first, begin, each, how, cue) for each in (*others, speaker)]
        if before > first and clauses.classes[before - first] in ',":':
            ends = (
                after >= len(chunks) or chunks[after].kind in '.,"PT;' or (chunks[after].kind == "N" and how == "said")
            )
            if ends:
                inserted = after < len(chunks) and chunks[after].kind == ","
                return [Said(first, last if inserted else begin, each, how, cue) for each in (*others, speaker)]
        if (
            after < len(chunks)
            and chunks[after].kind == "N"
            and how in ("said", "claimed")
            and chunks[after].group is not None
            and chunks[after].group.event is not None
        ):
            return [Said(verb.last, last, speaker, how, cue)]
        return []

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
        while k < len(chunks) and chunks[k].kind in "NPTVYJCX,D#":
            if chunks[k].kind == "N" and k > after and chunks[k - 1].kind == "N":
                pass
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
        chunks, lowers = clauses.chunks, clauses.tokens.lowers
        for i, chunk in enumerate(chunks):
            if chunk.kind == "S" and lowers[chunk.first] in self.conditions and lowers[chunk.first] != "once":
                seen = False
                for k in range(i + 1, len(chunks)):
                    seen = seen or chunks[k].kind == "W"
                    if seen and chunks[k].kind in ",;.:" and (chunks[k].kind != "," or self._new_clause(clauses, k)):
                        return Condition(chunk.first, chunks[k].first)
                return Condition(chunk.first, chunks[-1].last)
        return None

    def _new_clause(self, clauses: Clauses, k: int) -> bool:
        chunks = clauses.chunks
        for j in range(k + 1, len(chunks)):
            if chunks[j].kind == "W":
                return True
            if chunks[j].kind in ".;":
                return False
        return False
