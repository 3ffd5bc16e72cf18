"""Polarity, modality and outcome of an event: decided once for every type, from what its verb or noun hangs on.

Modals, negation and adverbs stand by the verb; what governs it is read up the tree: phase verbs ("failed to",
"continues to", "is likely to"), nouns ("a bid to"), purposes, prepositions ("without"). Each says one thing; what is
said by none is asserted and affirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Final, NamedTuple, cast

from contested.model import Modality, Outcome, Polarity
from contested.reading.frames import Match
from contested.reading.governors import HEDGES, UNREAL, Governors, is_infinitive, is_past, opens
from contested.reading.lexicon import Lexicon
from contested.reading.nominal import left_out
from contested.reading.sentence import Sentence, VerbGroup

NONE: Final = frozenset(("no", "neither", "none", "nobody", "nor", "not"))
UNREAL_MODALS: Final = frozenset(("would", "could", "might"))  # of what "the fall of X" would do
MEASURED: Final = ("fewer", "less", "more", "only")  # "no fewer than ten" are some
SINGLE: Final = (["a", "single"], ["one", "single"], ["one", "of"], ["a", "soul"])
OUTCOMES: Final[tuple[Outcome, ...]] = ("failed", "succeeded", "ongoing")
#: Of the adverbs of prediction, those that make one beside any verb; "soon" with a past form only tells when.
PREDICTING: Final = ("likely", "probably")
IFS: Final = frozenset(("if", "unless", "lest"))
DEFINITE: Final = frozenset(("the", "this", "that", "these", "those", "its", "their", "his", "her"))
TRIED: Final = frozenset(("offensive", "clash", "raid", "shelling", "air_strike", "infiltration", "sniping"))
INVERTED: Final = frozenset(("had", "were", "should"))
TOWARD_NOUN: Final = frozenset(
    ("object", "for", "on", "to", "at", "against")
)  # slots of a planned event: "prepare for X"


class Status(NamedTuple):
    """How a match is meant; ``outcome`` None where nothing says it."""

    polarity: Polarity
    modality: Modality
    outcome: Outcome | None


PLAIN: Final = Status("affirmed", "asserted", None)


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
        self.ends, self.perceived, self.able = governing["ends"], governing["perceived"], governing["able"]
        self.outcome_adjectives = {word: each for each in OUTCOMES for word in outcome[f"{each}_adjectives"]}
        self.outcome_verbs = {word: each for each in OUTCOMES for word in outcome[f"{each}_verbs"]}
        self.governors = Governors(lexicon, self._own)
        self.phases, self.nouns = self.governors.phases, self.governors.nouns
        self.traces = governing["traces"]
        self.thinking, self.foremost = governing["thinking"], governing["foremost"]
        self.conditions = lexicon.cue_sets["condition"]["words"] - {"once"}  # more often a time than a condition

    def status(self, sentence: Sentence, match: Match) -> Status:
        """The status of a match."""
        tried = match.type in TRIED
        meant = self.verb(sentence, match.verb, tried) if match.verb is not None else PLAIN
        if match.noun:
            meant = self._noun(sentence, match, meant)
        nobody = not NONE.isdisjoint(sentence.words) and (_nobody(sentence, match) or _none_of(sentence, match))
        if match.negated or nobody:
            meant = meant._replace(polarity="negated")
        return meant

    def is_unwilled(self, sentence: Sentence, match: Match) -> bool:
        """Whether an event is one that nobody wants, "do not seek to fight": nothing happened, nor will it."""
        willed = ("planned", "attempted") if match.type in TRIED else ("planned",)
        if match.noun:
            over = (sentence.verbs.get(head) for head, each in sentence.takers(match.head) if each.slot == "object")
            return any(
                verb.negated and any(self.phases.get(lemma) in willed for lemma in verb.lemmas)
                for verb in over
                if verb is not None
            )  # "does not want a fight"
        if match.verb is None:
            return False
        return any(negated and phase in willed for phase, negated in self.governors.phases_over(sentence, match.verb))

    # --- by a verb ----------------------------------------------------------------------------------------------------

    def verb(self, sentence: Sentence, verb: VerbGroup, tried: bool = False) -> Status:
        """What a verb's own words and all that governs it say; ``tried``: to try it is to do it (an attack)."""
        meant = self._own(sentence, verb)
        governed = False
        for phase, negated in self.governors.phases_over(sentence, verb):
            governed = True
            if phase == "attempted" and tried and negated:
                meant = _phased(meant, "negated", False)  # "do not seek to fight"
            elif phase != "attempted" or not tried:
                meant = _phased(meant, phase, negated)
        if not governed and is_infinitive(sentence, verb) and not self._is_foremost(sentence, verb):
            meant = _phased(meant, "planned", False)  # "To take the town, they need more men"
        if not governed and verb.form == "ing" and verb.first - 2 >= sentence.first:
            word, small = sentence.lowers[verb.first - 2 : verb.first]
            keys = (f"{lemma} {small}" for lemma in self.forms.get(word, ()))
            undone = word in self.governors.undone
            phase = "negated" if undone else next((self.phases[key] for key in keys if key in self.phases), "")
            meant = meant if not phase else _phased(meant, phase, False)  # "plans on taking", "short of taking"
        if sentence.lowers[sentence.last - 1] == "?" or sentence.lowers[sentence.first] in self.thinking:
            meant = _phased(meant, "possible", False)
        return meant

    def _is_foremost(self, sentence: Sentence, verb: VerbGroup) -> bool:
        """ "The first to enter", "the first town to be taken": the infinitive tells what was done."""
        above = sentence.head(verb.head)
        if above < 0:
            return False
        return any(sentence.lowers[each] in self.foremost for each in (above, *sentence.under(above)))

    def _own(self, sentence: Sentence, verb: VerbGroup) -> Status:
        """What a verb's auxiliaries and adverbs say."""
        over = sentence.lowers[verb.first] == "to" and is_past(sentence, verb.head)  # "seems | to have taken"
        heard = verb.modal in self.able and not self.perceived.isdisjoint(verb.lemmas)  # "shots could be heard"
        modal = self.modals.get(verb.modal, "asserted") if verb.modal and not (over or heard) else "asserted"
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
        if modality == "asserted" and _is_inverted(sentence, verb):
            modality = "possible"
        if outcome is None and verb.progressive:
            outcome = "ongoing"
        return Status("negated" if verb.negated else "affirmed", modality, outcome)

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
        if modality == "asserted":
            polarity, modality = self._governed(sentence, match, lowers[first] in DEFINITE, polarity)
        return Status(polarity, modality, outcome)

    def _governed(
        self, sentence: Sentence, match: Match, definite: bool, polarity: Polarity
    ) -> tuple[Polarity, Modality]:
        """What a verb says of an event noun that it takes: "planned an attack", "could enable a recapture"."""
        for head, each in sentence.takers(match.head):
            verb = sentence.verbs.get(head)
            if verb is None:
                if each.slot == "of" and sentence.lowers[head] in self.traces and _has_none(sentence, head):
                    return "negated", "asserted"  # "no evidence of a counterattack"
                phase = self.nouns.get(sentence.lowers[head]) if each.slot in ("of", "at", "to") else None
                if phase in HEDGES and not definite:
                    return polarity, cast(Modality, phase)
                continue
            phase = self._of_slot(sentence, verb, each.slot)
            if phase in HEDGES and not (definite and phase == "reported"):
                return "negated" if verb.negated else polarity, cast(Modality, phase)
            if phase in ("negated", "denied") and each.slot == "object":
                return ("negated", "asserted") if phase == "negated" else (polarity, "denied")
            if (not definite or verb.modal in UNREAL_MODALS) and each.slot in ("subject", "object"):
                over = self.verb(sentence, verb)
                if over.modality in UNREAL:
                    return polarity, over.modality
                if over.polarity == "negated":
                    return "negated", "asserted"
        return polarity, "asserted"

    def _of_slot(self, sentence: Sentence, verb: VerbGroup, slot: str) -> str | None:
        """What a verb says of an event noun in a slot: "called for the capture", "its fall is a matter of time"."""
        if slot == "subject" and verb.copula >= 0:
            found = self.phases.get(f"be {sentence.lowers[verb.copula]}")
            return found if found in ("predicted", "possible") else None
        longer = self.phases.get(f"{verb.lemmas[0]} {slot}")
        if longer or slot not in TOWARD_NOUN:
            return longer
        return next(
            (self.phases[key] for key in self.governors.active_keys(sentence, verb) if key in self.phases), None
        )

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
        return next(
            (self.outcome_verbs[key] for key in self.governors.keys(sentence, verb) if key in self.outcome_verbs), None
        )

    # --- conditions ---------------------------------------------------------------------------------------------------

    def condition(self, sentence: Sentence, token: int) -> tuple[int, int] | None:
        """The tokens [first, last) of the condition that an event stands in or hangs on."""
        if self.conditions.isdisjoint(sentence.words) and "should" not in sentence.words:
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
        if any(sentence.lowers[each] in IFS and sentence.label(each) == "mark" for each in sentence.under(token)):
            return True
        verb = sentence.verbs.get(token)
        if verb is not None and sentence.lowers[verb.first] == "should" and _is_inverted(sentence, verb):
            return True  # "Should they refuse, the army will storm the town"
        if sentence.label(token) not in ("advcl", "parataxis", "ccomp"):
            return False
        marks = (sentence.lowers[each] for each in sentence.under(token) if sentence.label(each) in ("mark", "advmod"))
        first = sentence.span(token)[0]
        opening = " ".join(sentence.lowers[first : first + 2])  # "in case"
        return opening in self.conditions or any(mark in self.conditions for mark in marks)


def _is_inverted(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "Had the army taken the town, ...": the auxiliary opens the clause, its subject stands behind it."""
    first = verb.first
    if first == verb.head or sentence.lowers[first] not in INVERTED or sentence.lowers[sentence.last - 1] == "?":
        return False
    return opens(sentence, first) and any(first < each.token < verb.head for each in sentence.subjects(verb.head))


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
        polarity = "negated" if negated else polarity  # "has not tried to take the town"
    elif phase == "negated":
        polarity = "negated"
    elif phase == "denied":
        modality = "denied"
    elif phase in HEDGES | UNREAL and modality == "asserted":
        modality = cast(Modality, phase)
        if negated and phase in ("predicted", "planned"):
            polarity = "negated"
    return Status(polarity, modality, outcome)


def _none_of(sentence: Sentence, match: Match) -> bool:
    """Whether a verb's subject or object is nobody, though no role is: "no one was hurt", "not a single man fell"."""
    if match.verb is None or match.noun:
        return False
    head = match.verb.head
    for each in (*sentence.subjects(head), *sentence.objects(head)):
        if each.token < 0 or left_out(sentence, each.group):
            continue
        first = each.group.whole[0]
        words = {sentence.lowers[each.token], sentence.lowers[first]}
        before = sentence.lowers[max(sentence.first, first - 1) : first]
        if not NONE.isdisjoint(words) and "".join(sentence.lowers[first + 1 : first + 2]) not in MEASURED:
            return True
        if before == ["no"] or (before == ["not"] and sentence.lowers[first : first + 2] in SINGLE):
            return True
    return False


def _has_none(sentence: Sentence, noun: int) -> bool:
    """Whether there is none of what a noun names: "no sign", "little evidence"."""
    return any(sentence.lowers[each] in ("no", "little", "scant") for each in sentence.under(noun))


def _nobody(sentence: Sentence, match: Match) -> bool:
    """Whether a word of none opens a subject or object, or stands before it: "no civilians were killed"."""
    lowers = sentence.lowers
    for _, group, slot in match.roles + match.places:
        if slot in ("subject", "object"):
            first = group.whole[0]
            if left_out(sentence, group):
                continue
            if lowers[first] == "no" and first + 1 < sentence.last and lowers[first + 1] in MEASURED:
                continue
            if lowers[first] in NONE or (
                first > sentence.first and lowers[first - 1] in ("no", "neither", "none", "nobody")
            ):
                return True
    return False
