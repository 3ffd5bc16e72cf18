"""What governs a verb: phase verbs ("failed to", "continues to", "is likely to"), nouns ("a bid to"), prepositions.

Each answer is a phase: failed, attempted, succeeded, ongoing, planned, predicted, possible, reported, denied, negated,
or "" for nothing that changes what the verb says.
"""

from __future__ import annotations

from contested.reading.clauses import Clauses
from contested.reading.lexicon import Lexicon
from contested.reading.verbs import VerbGroup

CONTENT = frozenset("vspdnge")  # classes of verb forms that may be a phase verb
BESIDE = frozenset("VYJX")  # chunks between an infinitive and what governs it
BETWEEN = frozenset("VPC,N")  # chunks between an object and its verb
#: Phases that a verb passes on to an -ing form behind a preposition: "failed in capturing".
PASSED = frozenset(("failed", "succeeded", "negated", "attempted"))
LINKS = ("from", "in", "of", "at")
REACH = 3  # chunks before such a preposition in which its verb stands


class Phases:
    """Reads what governs verbs."""

    def __init__(self, lexicon: Lexicon) -> None:
        governing = lexicon.cue_sets["governing"]
        self.forms = lexicon.forms
        self.of: dict[str, str] = {}  # lemma, or "be" and a word, to its phase
        for phase, lemmas in lexicon.cue_sets["phase"].items():
            for lemma in lemmas:
                self.of.setdefault(lemma, phase)
        nouns = ("attempted", "planned", "failed", "possible", "predicted")
        self.nouns = {word: phase for phase in nouns for word in governing[phase]}
        self.makes, self.then = governing["makes"], governing["then"]

    def around(self, clauses: Clauses, verb: VerbGroup) -> list[str]:
        """All that is said of a verb by what stands before its head and by what governs it, inner words last."""
        found = self._within(clauses, verb) if verb.head > verb.first else []
        if verb.form == "infinitive":
            found.append(self._of_infinitive(clauses, verb))
        elif verb.form == "ing":
            found.append(self._of_participle(clauses, verb))
        return found

    def _lemmas(self, word: str) -> tuple[str, ...]:
        return self.forms.get(word) or (word,)

    def _first(self, lemmas: tuple[str, ...]) -> str | None:
        return next((self.of[lemma] for lemma in lemmas if lemma in self.of), None)

    def _within(self, clauses: Clauses, verb: VerbGroup) -> list[str]:
        """What the verbs before the head say of it, and "be likely", "be to"."""
        lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
        found: list[str] = []
        be = False  # whether a form of "be" stands before
        for i in range(verb.first, verb.head):
            kind = classes[i - first]
            phase: str | None = None
            if kind in CONTENT:
                copular = be and classes[i - 1 - first] in "BVX"
                phase = self._first((f"be {lowers[i]}" if copular else "", *self._lemmas(lowers[i])))
            elif be and kind in "JVN":
                phase = self.of.get(f"be {lowers[i]}")
            elif kind in "BH" and i + 1 < verb.head and classes[i + 1 - first] == "T":
                phase = "planned"
            if phase is not None:
                found.append(phase)
            be = be or kind == "B"
        return found

    # --- infinitives --------------------------------------------------------------------------------------------------

    def _of_infinitive(self, clauses: Clauses, verb: VerbGroup) -> str:
        """What governs an infinitive: a noun ("a bid to"), a verb ("ordered troops to"), or a purpose."""
        chunks = clauses.chunks
        j = _before(clauses, verb.index - 1, BESIDE)
        if j < 0:
            return "planned"
        kind = chunks[j].kind
        if kind == "N":
            return self._by_object(clauses, j)
        if kind == "C":
            before = [i for i in clauses.verbs if i < j]
            other = clauses.verbs[before[-1]] if before else verb
            return self._of_infinitive(clauses, other) if before and other.form == "infinitive" else "planned"
        return self._by_verb(clauses.tokens.lowers[chunks[j].last - 1]) if kind == "W" else "planned"

    def _by_object(self, clauses: Clauses, j: int) -> str:
        """What a noun says of the infinitive behind it, or the verb that the noun is the object of."""
        lowers, group = clauses.tokens.lowers, clauses.chunks[j].group
        assert group is not None, "a noun chunk has a group"
        noun = self.nouns.get(lowers[group.whole[1] - 1]) or self.nouns.get(lowers[group.head])
        if noun is not None:
            return noun
        k = _before(clauses, j - 1, BETWEEN)
        if k >= 0 and clauses.chunks[k].kind == "W":
            for lemma in clauses.verbs[k].lemmas:
                if lemma in self.makes:
                    return ""
                if lemma in self.of:
                    return self.of[lemma]
        return "planned"

    def _by_verb(self, word: str) -> str:
        """What a verb says of the infinitive right behind it."""
        phase = self._first((*self._lemmas(word), f"be {word}"))
        if phase is not None:
            return phase
        return "planned" if self.then.isdisjoint(self.forms.get(word, ())) else ""

    # --- forms in -ing ------------------------------------------------------------------------------------------------

    def _of_participle(self, clauses: Clauses, verb: VerbGroup) -> str:
        """What governs an -ing form: "failed in capturing", "stopped short of entering", "without firing"."""
        chunks, lowers = clauses.chunks, clauses.tokens.lowers
        j = verb.index - 1
        if j < 0:
            return ""
        word = lowers[chunks[j].last - 1]
        if chunks[j].kind == "W":
            return self._first(self._lemmas(word)) or ""
        if chunks[j].kind == "P":
            return "negated" if word == "without" else self._by_preposition(clauses, j, word) if word in LINKS else ""
        return ""

    def _by_preposition(self, clauses: Clauses, j: int, word: str) -> str:
        """What the verb before a preposition says of the -ing form behind it."""
        chunks, lowers = clauses.chunks, clauses.tokens.lowers
        k = next((k for k in range(j - 1, max(-1, j - 1 - REACH), -1) if chunks[k].kind == "W"), None)
        if k is None:
            return ""
        between = " ".join(lowers[chunks[k].last : chunks[j].last])
        for lemma in self._lemmas(lowers[chunks[k].last - 1]):
            for key in (f"{lemma} {between}", f"{lemma} {word}", lemma):
                if self.of.get(key) in PASSED:
                    return self.of[key]
        return ""


def _before(clauses: Clauses, i: int, skipped: frozenset[str]) -> int:
    """The last chunk up to ``i`` that is of none of the kinds that are skipped; -1 for none."""
    while i >= 0 and clauses.chunks[i].kind in skipped:
        i -= 1
    return i
