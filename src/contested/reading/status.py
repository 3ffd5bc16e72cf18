"""Polarity, modality and outcome of a draft: decided once for every event type, from its verb group and its noun group.

Modals, phase verbs ("failed to", "continues to", "is likely to"), negation, adverbs and the adjectives of an event noun
each say one thing; what is said by none is asserted, affirmed and, for what is told as done, succeeded.
"""

from __future__ import annotations

from typing import NamedTuple

from contested.model import Modality, Outcome, Polarity
from contested.reading.clauses import Clauses, VerbGroup
from contested.reading.events import Draft
from contested.reading.lexicon import Lexicon

DONE = frozenset("control losses".split())
NONE = frozenset(("no", "neither", "none", "nobody", "nor", "not"))
GOVERNING_NOUNS = {
    "attempt": "attempted", "attempts": "attempted", "bid": "attempted", "effort": "attempted", "efforts": "attempted",
    "plan": "planned", "plans": "planned", "threat": "planned", "intention": "planned", "order": "planned", "orders": "planned",
    "pledge": "planned", "promise": "planned", "decision": "planned", "preparations": "planned", "readiness": "planned",
    "failure": "failed", "inability": "failed", "ability": "possible", "goal": "planned", "aim": "planned", "right": "planned",
    "call": "planned", "calls": "planned", "warning": "predicted", "likelihood": "predicted", "refusal": "failed", "need": "planned",
    "ultimatum": "planned", "deal": "planned", "agreement": "planned", "battle": "planned", "operation": "planned", "offensive": "planned", "push": "planned", "campaign": "planned", "drive": "planned",
}  # fmt: skip
ADJECTIVES: dict[str, tuple[str, str]] = {
    "planned": ("modality", "planned"), "possible": ("modality", "possible"), "potential": ("modality", "possible"),
    "alleged": ("modality", "reported"), "reported": ("modality", "reported"), "suspected": ("modality", "reported"),
    "expected": ("modality", "predicted"), "imminent": ("modality", "predicted"), "looming": ("modality", "predicted"),
    "anticipated": ("modality", "predicted"), "upcoming": ("modality", "planned"), "future": ("modality", "planned"),
    "apparent": ("modality", "reported"), "impending": ("modality", "predicted"), "threatened": ("modality", "planned"),
    "purported": ("modality", "reported"), "supposed": ("modality", "reported"), "intended": ("modality", "planned"),
    "proposed": ("modality", "planned"), "further": ("modality", ""),
}  # fmt: skip


class Status(NamedTuple):
    """How a draft is meant. ``phase``: what the phase verb says, "" for none."""

    polarity: Polarity
    modality: Modality
    outcome: Outcome | None


class Judge:
    """Reads the status of drafts."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = lexicon.cue_sets
        self.lexicon = lexicon
        self.phases: dict[str, str] = {}
        for name, words in cues["phase"].items():
            for word in words:
                self.phases.setdefault(word, name)
        self.modals: dict[str, Modality] = {}
        for name, words in cues["modality"].items():
            if name.endswith("modals"):
                for word in words:
                    self.modals[word] = name.removesuffix("_modals")  # type: ignore[assignment]
        self.adverbs: dict[str, Modality] = {
            word: name.removesuffix("_adverbs")  # type: ignore[misc]
            for name, words in cues["modality"].items()
            if name.endswith("adverbs")
            for word in words
        }
        outcome = cues["outcome"]
        self.failed_adjectives, self.succeeded_adjectives = (
            outcome["failed_adjectives"],
            outcome["succeeded_adjectives"],
        )
        self.ongoing_adjectives = outcome["ongoing_adjectives"]
        self.partial = outcome["partial_adverbs"]
        self.outcome_verbs: dict[str, Outcome] = {}
        for result in ("failed", "succeeded", "ongoing"):
            for verb in outcome[f"{result}_verbs"]:
                self.outcome_verbs[verb] = result  # type: ignore[assignment]

    def status(self, clauses: Clauses, draft: Draft, family: str) -> Status:
        """The status of a draft; ``outcome`` None where nothing says it."""
        polarity: Polarity = "affirmed"
        modality: Modality = "asserted"
        outcome: Outcome | None = None
        verb = draft.verb
        if verb is not None:
            polarity, modality, outcome = self._verb(clauses, verb, family, draft)
        if draft.noun:
            polarity, modality, outcome = self._noun(clauses, draft, polarity, modality, outcome)
        lowers = clauses.tokens.lowers
        for _role, group, slot in (*draft.roles, *draft.places):
            if slot in ("subject", "object") and verb is not None:
                opens = (lowers[group.whole[0]], lowers[group.whole[0] - 1] if group.whole[0] > clauses.first else "")
                if NONE & set(opens):
                    polarity = "negated"
        return Status(polarity, modality, outcome)

    def _verb(
        self, clauses: Clauses, verb: VerbGroup, family: str, draft: Draft
    ) -> tuple[Polarity, Modality, Outcome | None]:
        polarity: Polarity = "negated" if verb.negated else "affirmed"
        modality: Modality = "asserted"
        outcome: Outcome | None = None
        lowers = clauses.tokens.lowers
        if verb.modal:
            modality = self.modals.get(verb.modal, "asserted")
            if modality == "conditional":
                modality = "predicted"
        phases = self._phases(clauses, verb)
        if verb.form == "infinitive":
            phases.append(self._governing(clauses, verb))
        elif verb.form == "ing":
            phases.append(self._governing_ing(clauses, verb))
        for phase in phases:
            if phase == "failed":
                outcome = "failed"
                polarity = "affirmed"
            elif phase == "attempted":
                outcome = outcome or "unknown"
            elif phase == "succeeded":
                if verb.negated:
                    outcome, polarity = "failed", "affirmed"
                else:
                    outcome = outcome or "succeeded"
            elif phase == "ongoing":
                outcome = outcome or "ongoing"
            elif phase == "negated":
                polarity = "negated"
            elif phase == "denied":
                modality = "denied"
            elif phase in ("planned", "predicted", "possible", "reported") and modality == "asserted":
                modality = phase  # type: ignore[assignment]
        for i in range(max(clauses.first, verb.first - 2), min(verb.last + 1, clauses.first + len(clauses.classes))):
            word = lowers[i]
            if word in self.partial and i < verb.last:
                outcome = outcome or "partial"
            found = self.adverbs.get(word)
            if (
                found is not None
                and modality == "asserted"
                and (found != "predicted" or word in ("likely", "probably"))
            ):
                modality = found
        if outcome is None and self._progressive(clauses, verb):
            outcome = "ongoing"
        return polarity, modality, outcome

    def _phases(self, clauses: Clauses, verb: VerbGroup) -> list[str]:
        """What the verbs before the head, and "be likely", say of it."""
        lowers, found = clauses.tokens.lowers, []
        for i in range(verb.first, verb.head):
            kind = clauses.classes[i - clauses.first]
            if kind in "vspdnge":
                copular = (
                    i > verb.first
                    and clauses.classes[i - 1 - clauses.first] in "BVX"
                    and any(clauses.classes[k - clauses.first] == "B" for k in range(verb.first, i))
                )
                key = f"be {lowers[i]}" if copular else ""
                for lemma in (key, *(self.lexicon.forms.get(lowers[i]) or (lowers[i],))):
                    if lemma in self.phases:
                        found.append(self.phases[lemma])
                        break
            elif (
                kind in "JVN"
                and f"be {lowers[i]}" in self.phases
                and any(clauses.classes[k - clauses.first] == "B" for k in range(verb.first, i))
            ):
                found.append(self.phases[f"be {lowers[i]}"])
            elif kind in "BH" and i + 1 < verb.head and clauses.classes[i + 1 - clauses.first] == "T":
                found.append("planned")
        return found

    def _governing(self, clauses: Clauses, verb: VerbGroup) -> str:
        """What governs an infinitive: a noun ("a bid to"), a verb with an object ("ordered troops to"), or a purpose."""
        chunks, lowers = clauses.chunks, clauses.tokens.lowers
        j = verb.index - 1
        while j >= 0 and chunks[j].kind in "VYJX":
            j -= 1
        if j < 0:
            return "planned"
        group = chunks[j].group
        if chunks[j].kind == "N" and group is not None:
            noun = GOVERNING_NOUNS.get(lowers[group.whole[1] - 1]) or GOVERNING_NOUNS.get(lowers[group.head])
            if noun is not None:
                return noun
            k = j - 1
            while k >= 0 and chunks[k].kind in "VPC,N":
                k -= 1
            if k >= 0 and chunks[k].kind == "W":
                for lemma in clauses.verbs[k].lemmas:
                    if lemma in (
                        "force",
                        "compel",
                        "oblige",
                        "allow",
                        "help",
                        "enable",
                        "cause",
                        "lead",
                        "prompt",
                        "permit",
                        "see",
                        "push",
                    ):
                        return ""
                    if lemma in self.phases:
                        return self.phases[lemma]
            return "planned"
        if chunks[j].kind == "C":
            before = [i for i in clauses.verbs if i < j]
            return (
                self._governing(clauses, clauses.verbs[before[-1]])
                if before and clauses.verbs[before[-1]].form == "infinitive"
                else "planned"
            )
        if chunks[j].kind == "W":
            words = lowers[chunks[j].last - 1]
            for lemma in (*(self.lexicon.forms.get(words) or (words,)), f"be {words}"):
                if lemma in self.phases:
                    return self.phases[lemma]
            if set(self.lexicon.forms.get(words, ())) & {"force", "compel", "oblige", "return", "serve", "go", "come"}:
                return ""
        return "planned"

    def _governing_ing(self, clauses: Clauses, verb: VerbGroup) -> str:
        """What governs an -ing form: "failed in capturing", "stopped short of entering", "without firing"."""
        chunks, lowers = clauses.chunks, clauses.tokens.lowers
        j = verb.index - 1
        if j >= 0 and chunks[j].kind == "P":
            word = lowers[chunks[j].last - 1]
            if word == "without":
                return "negated"
            if word in ("from", "in", "of", "at") and j >= 1:
                for k in range(j - 1, max(-1, j - 4), -1):
                    if chunks[k].kind == "W":
                        words = lowers[chunks[k].last - 1]
                        between = " ".join(lowers[chunks[k].last : chunks[j].last])
                        for lemma in self.lexicon.forms.get(words) or (words,):
                            for key in (f"{lemma} {between}", f"{lemma} {word}", lemma):
                                if key in self.phases and self.phases[key] in (
                                    "failed",
                                    "succeeded",
                                    "negated",
                                    "attempted",
                                ):
                                    return self.phases[key]
                        return ""
        elif j >= 0 and chunks[j].kind == "W":
            words = lowers[chunks[j].last - 1]
            for lemma in self.lexicon.forms.get(words) or (words,):
                if lemma in self.phases:
                    return self.phases[lemma]
        return ""

    def _progressive(self, clauses: Clauses, verb: VerbGroup) -> bool:
        if not verb.chain or clauses.classes[verb.head - clauses.first] != "g":
            return False
        return any(clauses.classes[i - clauses.first] == "B" for i in range(verb.first, verb.head))

    def _noun(
        self, clauses: Clauses, draft: Draft, polarity: Polarity, modality: Modality, outcome: Outcome | None
    ) -> tuple[Polarity, Modality, Outcome | None]:
        group = clauses.chunks[draft.chunk].group
        assert group is not None
        lowers = clauses.tokens.lowers
        for i in range(group.whole[0], group.whole[1]):
            word = lowers[i]
            if word in self.failed_adjectives:
                outcome = "failed"
            elif word in self.succeeded_adjectives:
                outcome = outcome or "succeeded"
            elif word in self.ongoing_adjectives:
                outcome = outcome or "ongoing"
            elif word == "no" and i == group.whole[0]:
                polarity = "negated"
            elif word in ADJECTIVES and ADJECTIVES[word][1] and modality == "asserted":
                modality = ADJECTIVES[word][1]  # type: ignore[assignment]
        for i, verb in clauses.verbs.items():
            is_subject = draft.chunk in clauses.subjects(i)
            is_object = (
                not is_subject and i < draft.chunk and not verb.passive and draft.chunk in clauses.objects(i + 1)
            )
            if is_subject:
                outcome = self._told(clauses, verb) or outcome
            elif is_object and set(verb.lemmas) & {
                "repel",
                "repulse",
                "foil",
                "thwart",
                "fend",
                "beat",
                "ward",
                "rebuff",
                "stave",
                "defeat",
                "stop",
                "prevent",
                "halt",
                "avert",
                "block",
            }:
                outcome = "failed"
        return polarity, modality, outcome

    def _told(self, clauses: Clauses, verb: VerbGroup) -> Outcome | None:
        """What a verb says of the event that is its subject: "the attack has failed", "was repelled"."""
        for lemma in verb.lemmas:
            key = f"be {clauses.tokens.lowers[verb.head]}" if verb.passive else lemma
            if key in self.outcome_verbs:
                return self.outcome_verbs[key]
        if "be" in verb.lemmas:
            for i in range(verb.last, min(verb.last + 3, clauses.first + len(clauses.classes))):
                key = f"be {clauses.tokens.lowers[i]}"
                if key in self.outcome_verbs:
                    return self.outcome_verbs[key]
        return None
