"""Polarity, modality and outcome of an event: decided once for every type, from what its verb or noun hangs on.

Modals, negation and adverbs stand by the verb; what governs it is read up the tree: phase verbs ("failed to",
"continues to", "is likely to"), nouns ("a bid to"), purposes, prepositions ("without"). Each says one thing; what is
said by none is asserted and affirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple, cast

from contested.model import Modality, Outcome, Polarity
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.sentence import Sentence, VerbGroup

NONE = frozenset(("no", "neither", "none", "nobody", "nor", "not"))
UNREAL_MODALS = frozenset(("would", "could", "might"))  # of what "the fall of X" would do
HEDGES = frozenset(("planned", "predicted", "possible", "reported"))  # phases that are modalities
OUTCOMES: tuple[Outcome, ...] = ("failed", "succeeded", "ongoing")
#: Of the adverbs of prediction, those that make one beside any verb; "soon" with a past form only tells when.
PREDICTING = ("likely", "probably")
#: Phases that a verb passes on to an -ing form behind a preposition: "failed in capturing".
PASSED = frozenset(("failed", "succeeded", "negated", "attempted"))
PURPOSES = frozenset(("xcomp", "advcl", "acl", "ccomp", "conj", "parataxis"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her"))
UNREAL = frozenset(("predicted", "possible", "planned", "conditional"))
TRIED = frozenset(("offensive", "clash", "raid", "shelling", "air_strike", "infiltration", "sniping"))
HIGHEST = 8  # verbs and nouns above one that are asked
TOWARD_NOUN = frozenset(("object", "for", "on", "to", "at", "against"))  # slots of a planned event: "prepare for X"


class Status(NamedTuple):
    """How a match is meant; ``outcome`` None where nothing says it."""

    polarity: Polarity
    modality: Modality
    outcome: Outcome | None


PLAIN = Status("affirmed", "asserted", None)


class Judge:
    """Reads the status of matches."""

    def __init__(self, lexicon: Lexicon) -> None:
        modality, outcome = lexicon.cue_sets["modality"], lexicon.cue_sets["outcome"]
        governing = lexicon.cue_sets["governing"]
        self.forms = lexicon.forms
        self.modals = _by_word(modality, "_modals")
        self.adverbs = _by_word(modality, "_adverbs")
        self.adjectives = _by_word(modality, "_adjectives")
        self.partial = outcome["partial_adverbs"]
        self.ends = governing["ends"]
        self.outcome_adjectives = {word: each for each in OUTCOMES for word in outcome[f"{each}_adjectives"]}
        self.outcome_verbs = {word: each for each in OUTCOMES for word in outcome[f"{each}_verbs"]}
        self.phases: dict[str, str] = {}  # lemma, or "be" and a word, to its phase
        for phase, lemmas in lexicon.cue_sets["phase"].items():
            for lemma in lemmas:
                self.phases.setdefault(lemma, phase)
        nouns = ("attempted", "planned", "failed", "possible", "predicted")
        self.nouns = {word: phase for phase in nouns for word in governing[phase]}
        self.makes, self.then = governing["makes"], governing["then"]
        self.conditions = lexicon.cue_sets["condition"]["words"] - {"once"}  # more often a time than a condition

    def status(self, sentence: Sentence, match: Match) -> Status:
        """The status of a match."""
        tried = match.type in TRIED
        meant = self.verb(sentence, match.verb, tried) if match.verb is not None else PLAIN
        if match.noun:
            meant = self._noun(sentence, match, meant)
        if not NONE.isdisjoint(sentence.words) and _nobody(sentence, match):
            meant = meant._replace(polarity="negated")
        return meant

    # --- by a verb ----------------------------------------------------------------------------------------------------

    def verb(self, sentence: Sentence, verb: VerbGroup, tried: bool = False) -> Status:
        """What a verb's own words and all that governs it say; ``tried``: to try it is to do it (an attack)."""
        meant = self._own(sentence, verb)
        for phase, negated in self._governors(sentence, verb):
            if phase == "attempted" and tried and negated:
                meant = _phased(meant, "negated", False)  # "do not seek to fight"
            elif phase != "attempted" or not tried:
                meant = _phased(meant, phase, negated)
        return meant

    def _own(self, sentence: Sentence, verb: VerbGroup) -> Status:
        """What a verb's auxiliaries and adverbs say."""
        over = sentence.lowers[verb.first] == "to" and _is_past(sentence, verb.head)  # "seems | to have taken"
        modal = self.modals.get(verb.modal, "asserted") if verb.modal and not over else "asserted"
        # "would" promises no more than "will" unless a condition stands beside it, which is read elsewhere.
        modality: Modality = "predicted" if modal == "conditional" else modal
        if modality == "asserted" and not over and _is_due(sentence, verb.head):
            modality = "planned"
        outcome: Outcome | None = None
        for word in _adverbs(sentence, verb):
            if word in self.partial:
                outcome = outcome or "partial"
            found = self.adverbs.get(word)
            if found is not None and modality == "asserted" and (found != "predicted" or word in PREDICTING):
                modality = found
        if outcome is None and verb.progressive:
            outcome = "ongoing"
        return Status("negated" if verb.negated else "affirmed", modality, outcome)

    def _governors(self, sentence: Sentence, verb: VerbGroup) -> Iterator[tuple[str, bool]]:
        """The phases that stand over a verb, inner ones first, each with whether it is negated."""
        token = verb.copula if verb.copula >= 0 else verb.head
        for _ in range(HIGHEST):
            label, above = sentence.label(token), sentence.head(token)
            if above < 0 or label not in PURPOSES:
                return
            if label == "conj":
                if not self._shares(sentence, token, above):
                    return
                token = above
                continue
            governor = _verb_at(sentence, above)
            phase = self._phase(sentence, token, above, label, governor)
            if phase is None:
                return
            yield phase, governor.negated if governor is not None else False
            if governor is None:
                upper = self._verb_of(sentence, above)
                if upper is not None:
                    own = self._own(sentence, upper)
                    if own.modality != "asserted":
                        yield own.modality, False
                    if upper.negated:
                        yield "negated", False
                    above = upper.head
            if governor is not None:
                own = self._own(sentence, governor)
                if own.modality != "asserted":
                    yield own.modality, False
                if governor.negated and phase not in PASSED | HEDGES:
                    yield "negated", False
            token = above

    def _verb_of(self, sentence: Sentence, noun: int) -> VerbGroup | None:
        """The verb that takes a noun which something hangs on: "made another attempt to"."""
        return next((sentence.verbs[head] for head, _ in sentence.takers(noun) if head in sentence.verbs), None)

    def _shares(self, sentence: Sentence, token: int, other: int) -> bool:
        """Whether a coordinated verb stands under what governs the first: "to attack and conquer"."""
        mine, theirs = sentence.verbs.get(token), sentence.verbs.get(other)
        return (
            mine is not None and theirs is not None and mine.form == theirs.form and mine.form in ("infinitive", "ing")
        )

    def _phase(self, sentence: Sentence, token: int, above: int, label: str, governor: VerbGroup | None) -> str | None:
        """What the word above says of a verb below; None where it says nothing and stands in no chain with it."""
        verb = _verb_at(sentence, token)
        form = verb.form if verb is not None else "finite"
        if verb is not None and sentence.lowers[verb.first] == "to":
            form = "infinitive"
        marks = [sentence.lowers[each] for each in sentence.under(token) if sentence.label(each) in ("mark", "case")]
        if "without" in marks:
            return "negated"
        if governor is None:
            noun = self._of_noun(sentence, above)
            if label == "acl" and (form == "infinitive" or marks):
                return noun or ("planned" if form == "infinitive" else None)
            return noun if label in ("acl", "ccomp") and noun in ("failed", "possible") else None
        keys = self._keys(sentence, governor)
        own = next((self.phases[key] for key in keys if key in self.phases), None)
        if form == "infinitive":
            made = not self.makes.isdisjoint(governor.lemmas) or not self.then.isdisjoint(governor.lemmas)
            past = _is_past(sentence, token) or sentence.lowers[governor.head] == "had"  # "had to leave"
            made, own = made or past, None if past and own == "planned" else own
            if label == "xcomp" or own is not None:
                return own if own is not None else "" if made else "planned"
            return "" if made and sentence.objects(governor.head) else "planned"
        if form == "ing" and label in ("xcomp", "advcl", "ccomp"):
            return self._of_ing(keys, marks, own, label)
        if label == "ccomp" and governor.copula >= 0 and own is not None:
            return own  # "it is likely that"
        return "" if label == "xcomp" else None

    def _of_ing(self, keys: Sequence[str], marks: Sequence[str], own: str | None, label: str) -> str | None:
        """What a verb says of an -ing form below it: "stopped shelling", "failed in capturing", "stopped short of"."""
        if not marks:
            return (own or "") if label == "xcomp" else None
        for key in keys:
            for longer in (f"{key} short {marks[0]}", f"{key} {marks[0]}", key):
                if self.phases.get(longer) in PASSED:
                    return self.phases[longer]
        return None

    def _keys(self, sentence: Sentence, governor: VerbGroup) -> list[str]:
        """How a governing verb is looked up: its lemmas, "be" and its participle or complement."""
        if governor.copula >= 0:
            return [f"be {sentence.lowers[governor.copula]}"]
        keys = list(governor.lemmas)
        if governor.passive:
            keys = [f"be {sentence.lowers[governor.head]}", *keys]
        return keys

    def _of_noun(self, sentence: Sentence, token: int) -> str | None:
        """What a noun says of what hangs on it: "a bid to", "no confirmation that"."""
        return self.nouns.get(sentence.lowers[token])

    # --- by a noun ----------------------------------------------------------------------------------------------------

    def _noun(self, sentence: Sentence, match: Match, meant: Status) -> Status:
        polarity, modality, outcome = meant
        first, last = match.head, match.last
        group = sentence.group(match.head)
        if group is not None:
            first, last = group.whole
        lowers = sentence.lowers
        if lowers[first] == "no":
            polarity = "negated"
        for word in lowers[first:last]:
            if word in self.outcome_adjectives:
                found = self.outcome_adjectives[word]
                outcome = found if found == "failed" else outcome or found
            elif modality == "asserted" and word in self.adjectives:
                modality = self.adjectives[word]
        outcome = self._of_argument(sentence, match.head, outcome)
        if match.verb is None and modality == "asserted":
            polarity, modality = self._governed(sentence, match, lowers[first] in DEFINITE, polarity)
        return Status(polarity, modality, outcome)

    def _governed(
        self, sentence: Sentence, match: Match, definite: bool, polarity: Polarity
    ) -> tuple[Polarity, Modality]:
        """What a verb says of an event noun that it takes: "planned an attack", "could enable a recapture"."""
        for head, each in sentence.takers(match.head):
            verb = sentence.verbs.get(head)
            if verb is None:
                phase = self.nouns.get(sentence.lowers[head]) if each.slot in ("of", "at", "to") else None
                if phase in HEDGES and not definite:
                    return polarity, cast(Modality, phase)
                continue
            phase = self.phases.get(verb.lemmas[0]) if each.slot in TOWARD_NOUN else None
            if phase in HEDGES and not (definite and phase == "reported"):
                return "negated" if verb.negated else polarity, cast(Modality, phase)
            if phase == "negated" and each.slot == "object":
                return "negated", "asserted"
            if (not definite or verb.modal in UNREAL_MODALS) and each.slot in ("subject", "object"):
                over = self.verb(sentence, verb)
                if over.modality in UNREAL:
                    return polarity, over.modality
                if over.polarity == "negated":
                    return "negated", "asserted"
        return polarity, "asserted"

    def _of_argument(self, sentence: Sentence, token: int, outcome: Outcome | None) -> Outcome | None:
        """How an event turned out by the verbs that it is the subject or an object of."""
        for head, each in sentence.takers(token):
            verb = sentence.verbs.get(head)
            if verb is None:
                continue
            if each.slot == "subject" or (verb.passive and each.slot == "object"):
                outcome = self._told(sentence, verb) or outcome
            if each.slot == "object" and not self.ends.isdisjoint(verb.lemmas):
                outcome = "failed"
        return outcome

    def _told(self, sentence: Sentence, verb: VerbGroup) -> Outcome | None:
        """What a verb says of the event that is its subject: "the attack has failed", "was repelled"."""
        return next((self.outcome_verbs[key] for key in self._keys(sentence, verb) if key in self.outcome_verbs), None)

    # --- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, sentence: Sentence, token: int) -> tuple[int, int] | None:
        """The tokens [first, last) of the condition that an event stands in or hangs on."""
        if self.conditions.isdisjoint(sentence.words):
            return None
        chain = [token, *sentence.above(token)]
        for each in chain:
            if self._is_condition(sentence, each):
                return sentence.span(each)
        for each in chain:
            for child in sentence.under(each):
                if self._is_condition(sentence, child):
                    return sentence.span(child)
        return None

    def _is_condition(self, sentence: Sentence, token: int) -> bool:
        if sentence.label(token) not in ("advcl", "parataxis", "ccomp"):
            return False
        marks = (sentence.lowers[each] for each in sentence.under(token) if sentence.label(each) in ("mark", "advmod"))
        return any(mark in self.conditions for mark in marks)


def _verb_at(sentence: Sentence, token: int) -> VerbGroup | None:
    """The verb group of a token, or of the copula whose complement it is."""
    found = sentence.verbs.get(token)
    if found is not None:
        return found
    cop = sentence.child(token, "cop")
    return sentence.verbs.get(cop) if cop is not None else None


def _is_past(sentence: Sentence, token: int) -> bool:
    """Whether an infinitive tells of what is over: "is said to have taken the town"."""
    return any(sentence.label(each) == "aux" and sentence.lowers[each] == "have" for each in sentence.under(token))


def _is_due(sentence: Sentence, token: int) -> bool:
    """ "The army is to take the town": "be" and "to" before one verb."""
    tags = {sentence.tag(each): each for each in sentence.under(token) if each < token}
    return "BE" in tags and "TO" in tags and tags["BE"] < tags["TO"]


def _adverbs(sentence: Sentence, verb: VerbGroup) -> Iterator[str]:
    """The adverbs of a verb."""
    centre = verb.copula if verb.copula >= 0 else verb.head
    for child in sentence.under(centre):
        if sentence.label(child) in ("advmod", "other", "parataxis") and sentence.tag(child)[0] != "V":
            yield sentence.lowers[child]


def _by_word(modality: Mapping[str, Set[str]], ending: str) -> dict[str, Modality]:
    """Word -> modality, from the cue lists whose names end so ("planned_modals")."""
    return {
        word: cast(Modality, name.removesuffix(ending))
        for name, words in modality.items()
        if name.endswith(ending)
        for word in words
    }


def _phased(meant: Status, phase: str, negated: bool) -> Status:
    """A status with one phase more; "did not manage to" has failed."""
    polarity, modality, outcome = meant
    if phase == "failed" or (phase == "succeeded" and negated):
        polarity, outcome = "affirmed", "failed"
    elif phase in ("succeeded", "ongoing"):
        outcome = outcome or cast(Outcome, phase)
    elif phase == "attempted":
        outcome = outcome or "unknown"
        modality = "planned" if modality == "asserted" else modality
    elif phase == "negated":
        polarity = "negated"
    elif phase == "denied":
        modality = "denied"
    elif phase in HEDGES | UNREAL and modality == "asserted":
        modality = cast(Modality, phase)
        if negated and phase in ("predicted", "planned"):
            polarity = "negated"
    return Status(polarity, modality, outcome)


def _nobody(sentence: Sentence, match: Match) -> bool:
    """Whether a word of none opens a subject or object, or stands before it: "no civilians were killed"."""
    lowers = sentence.lowers
    for _, group, slot in match.roles + match.places:
        if slot in ("subject", "object"):
            first = group.whole[0]
            if lowers[first] == "no" and first + 1 < sentence.last and lowers[first + 1] in ("fewer", "less", "more"):
                continue
            if lowers[first] in NONE or (
                first > sentence.first and lowers[first - 1] in ("no", "neither", "none", "nobody")
            ):
                return True
    return False
