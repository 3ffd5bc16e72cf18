"""Polarity, modality and outcome of a draft: decided once for every event type, from its verb group and its noun group.

Modals, phase verbs ("failed to", "continues to", "is likely to"), negation, adverbs and the adjectives of an event noun
each say one thing; what is said by none is asserted, affirmed and, for what is told as done, succeeded.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple, cast

from contested.model import Modality, Outcome, Polarity
from contested.reading.clauses import Clauses
from contested.reading.events import Draft
from contested.reading.lexicon import Lexicon
from contested.reading.phases import Phases
from contested.reading.verbs import VerbGroup

NONE = frozenset(("no", "neither", "none", "nobody", "nor", "not"))
HEDGES = frozenset(("planned", "predicted", "possible", "reported"))  # phases that are modalities
OUTCOMES: tuple[Outcome, ...] = ("failed", "succeeded", "ongoing")
#: Of the adverbs of prediction, those that make one beside any verb; "soon" with a past form only tells when.
PREDICTING = ("likely", "probably")
BEFORE, BEHIND = 2, 1  # tokens around a verb group in which its adverbs stand
COMPLEMENT = 3  # tokens behind "be" in which its adjective stands


class Status(NamedTuple):
    """How a draft is meant; ``outcome`` None where nothing says it."""

    polarity: Polarity
    modality: Modality
    outcome: Outcome | None


Meant = tuple[Polarity, Modality, Outcome | None]  # a status in the making
PLAIN: Meant = ("affirmed", "asserted", None)


class Judge:
    """Reads the status of drafts."""

    def __init__(self, lexicon: Lexicon) -> None:
        modality, outcome = lexicon.cue_sets["modality"], lexicon.cue_sets["outcome"]
        self.phases = Phases(lexicon)
        self.modals = _by_word(modality, "_modals")
        self.adverbs = _by_word(modality, "_adverbs")
        self.adjectives = _by_word(modality, "_adjectives")
        self.partial = outcome["partial_adverbs"]
        self.adverbials = self.partial.union(self.adverbs)
        self.ends = lexicon.cue_sets["governing"]["ends"]
        self.outcome_adjectives = {word: each for each in OUTCOMES for word in outcome[f"{each}_adjectives"]}
        self.outcome_verbs = {word: each for each in OUTCOMES for word in outcome[f"{each}_verbs"]}

    def status(self, clauses: Clauses, draft: Draft) -> Status:
        """The status of a draft."""
        meant = self._verb(clauses, draft.verb) if draft.verb is not None else PLAIN
        if draft.noun:
            meant = self._noun(clauses, draft, meant)
        polarity, modality, outcome = meant
        if draft.verb is not None and not NONE.isdisjoint(clauses.words) and _nobody(clauses, draft):
            polarity = "negated"
        return Status(polarity, modality, outcome)

    # --- by a verb ----------------------------------------------------------------------------------------------------

    def _verb(self, clauses: Clauses, verb: VerbGroup) -> Meant:
        modal = self.modals.get(verb.modal, "asserted") if verb.modal else "asserted"
        # "would" promises no more than "will" unless a condition stands beside it, which is read elsewhere.
        own: Modality = "predicted" if modal == "conditional" else modal
        meant: Meant = ("negated" if verb.negated else "affirmed", own, None)
        for phase in self.phases.around(clauses, verb):
            meant = _phased(meant, phase, verb.negated)
        polarity, modality, outcome = self._adverbs(clauses, verb, meant)
        if outcome is None and _progressive(clauses, verb):
            outcome = "ongoing"
        return polarity, modality, outcome

    def _adverbs(self, clauses: Clauses, verb: VerbGroup, meant: Meant) -> Meant:
        """What adverbs in and around a verb group add to what it says itself."""
        lowers, (polarity, modality, outcome) = clauses.tokens.lowers, meant
        first = max(clauses.first, verb.first - BEFORE)
        last = min(verb.last + BEHIND, clauses.first + len(clauses.classes))
        if self.adverbials.isdisjoint(lowers[first:last]):
            return meant
        for i in range(first, last):
            word = lowers[i]
            if i < verb.last and word in self.partial:
                outcome = outcome or "partial"
            if modality == "asserted" and word in self.adverbs:
                found = self.adverbs[word]
                modality = found if found != "predicted" or word in PREDICTING else modality
        return polarity, modality, outcome

    # --- by a noun ----------------------------------------------------------------------------------------------------

    def _noun(self, clauses: Clauses, draft: Draft, meant: Meant) -> Meant:
        polarity, modality, outcome = meant
        group = clauses.chunks[draft.chunk].group
        assert group is not None, "an event noun heads a group"
        first, last = group.whole
        lowers = clauses.tokens.lowers
        if lowers[first] == "no":
            polarity = "negated"
        for word in lowers[first:last]:
            if word in self.outcome_adjectives:
                found = self.outcome_adjectives[word]
                outcome = found if found == "failed" else outcome or found
            elif modality == "asserted" and word in self.adjectives:
                modality = self.adjectives[word]
        return polarity, modality, self._of_argument(clauses, draft.chunk, outcome)

    def _of_argument(self, clauses: Clauses, chunk: int, outcome: Outcome | None) -> Outcome | None:
        """How an event turned out by the verbs that it is the subject or an object of."""
        for i, verb in clauses.verbs.items():
            if chunk in clauses.subjects(i):
                outcome = self._told(clauses, verb) or outcome
            elif i < chunk and self._ends(verb) and chunk in clauses.objects(i + 1):
                outcome = "failed"
        return outcome

    def _ends(self, verb: VerbGroup) -> bool:
        """Whether what is done is that its object fails: "repelled the attack"."""
        return not verb.passive and not self.ends.isdisjoint(verb.lemmas)

    def _told(self, clauses: Clauses, verb: VerbGroup) -> Outcome | None:
        """What a verb says of the event that is its subject: "the attack has failed", "was repelled"."""
        lowers = clauses.tokens.lowers
        keys = [f"be {lowers[verb.head]}"] if verb.passive else list(verb.lemmas)
        if "be" in verb.lemmas:
            end = min(verb.last + COMPLEMENT, clauses.first + len(clauses.classes))
            keys.extend([f"be {word}" for word in lowers[verb.last : end]])
        return next((self.outcome_verbs[key] for key in keys if key in self.outcome_verbs), None)


def _by_word(modality: Mapping[str, Set[str]], ending: str) -> dict[str, Modality]:
    """Word -> modality, from the cue lists whose names end so ("planned_modals")."""
    return {
        word: cast(Modality, name.removesuffix(ending))
        for name, words in modality.items()
        if name.endswith(ending)
        for word in words
    }


def _phased(meant: Meant, phase: str, negated: bool) -> Meant:
    """A status with one phase more; "did not manage to" has failed."""
    polarity, modality, outcome = meant
    if phase == "failed" or (phase == "succeeded" and negated):
        polarity, outcome = "affirmed", "failed"
    elif phase in ("succeeded", "ongoing"):
        outcome = outcome or cast(Outcome, phase)
    elif phase == "attempted":
        outcome = outcome or "unknown"
    elif phase == "negated":
        polarity = "negated"
    elif phase == "denied":
        modality = "denied"
    elif phase in HEDGES and modality == "asserted":
        modality = cast(Modality, phase)
    return polarity, modality, outcome


def _nobody(clauses: Clauses, draft: Draft) -> bool:
    """Whether a word of none opens a subject or object, or stands before it: "no civilians were killed"."""
    lowers = clauses.tokens.lowers
    for _, group, slot in draft.roles + draft.places:
        if slot in ("subject", "object"):
            first = group.whole[0]
            if lowers[first] in NONE or (first > clauses.first and lowers[first - 1] in NONE):
                return True
    return False


def _progressive(clauses: Clauses, verb: VerbGroup) -> bool:
    """Whether a verb tells of what is going on: "are advancing"."""
    begin, head = verb.first - clauses.first, verb.head - clauses.first
    return bool(verb.chain) and clauses.classes[head] == "g" and "B" in clauses.classes[begin:head]
