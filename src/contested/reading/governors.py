"""What stands over a verb and says how it is meant: phase verbs, nouns, adjectives, prepositions, clauses of thought.

"failed to", "is expected to", "a bid to", "on the verge of", "without", "doubts that": a phase of the verb below.
An infinitive or -ing form that nothing tells as done is planned: a false statement is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from contested.reading.lexicon import Lexicon
from contested.reading.sentence import Sentence, VerbGroup

if TYPE_CHECKING:
    from contested.reading.status import Status

#: Phases that a verb passes on to an -ing form behind a preposition: "failed in capturing".
PASSED: Final = frozenset(("failed", "succeeded", "negated", "attempted"))
HEDGES: Final = frozenset(("planned", "predicted", "possible", "reported"))  # phases that are modalities
BEING: Final = frozenset(("be", "become", "remain"))
PURPOSES: Final = frozenset(("xcomp", "advcl", "acl", "ccomp", "conj", "parataxis"))
UNREAL: Final = frozenset(("predicted", "possible", "planned", "conditional"))
PRESENT: Final = frozenset(("VVB", "VVBP", "VVBZ"))
HIGHEST: Final = 8  # verbs and nouns above one that are asked


class Governors:
    """Reads the phases that stand over a verb; ``own``: what a verb's own words say."""

    def __init__(self, lexicon: Lexicon, own: Callable[[Sentence, VerbGroup], Status]) -> None:
        governing = lexicon.cue_sets["governing"]
        self.own = own
        self.phases: dict[str, str] = {}  # lemma, or "be" and a word, to its phase
        for phase, lemmas in lexicon.cue_sets["phase"].items():
            for lemma in lemmas:
                self.phases.setdefault(lemma, phase)
        nouns = ("attempted", "planned", "failed", "possible", "predicted")
        self.nouns = {word: phase for phase in nouns for word in governing[phase]}
        self.makes, self.then, self.charging = governing["makes"], governing["then"], governing["charging"]
        self.doing, self.as_done, self.undone = governing["doing"], governing["as_done"], governing["undone"]
        self.foremost, self.thinking, self.tellings = (
            governing["foremost"],
            governing["thinking"],
            governing["tellings"],
        )
        self.thwarting = governing["thwarting"]
        self.unclear, self.untrue, self.true = governing["unclear"], governing["untrue"], governing["true"]

    def phases_over(self, sentence: Sentence, verb: VerbGroup) -> Iterator[tuple[str, bool]]:
        """The phases that stand over a verb, inner ones first, each with whether it is negated."""
        token = verb.copula if verb.copula >= 0 else verb.head
        for _ in range(HIGHEST):
            label, above = sentence.label(token), sentence.head(token)
            if above >= 0 and label in ("nsubj", "other") and verb.form in ("ing", "infinitive"):
                yield from self._of_predicate(sentence, above)  # "Taking the town would be a success"
            if above < 0 or label not in PURPOSES:
                return
            if label == "conj":
                if not self._shares(sentence, token, above):
                    return
                token = above
                continue
            governor = verb_at(sentence, above)
            phase = self._phase(sentence, token, above, label, governor)
            if phase is None:
                return
            yield phase, governor.negated if governor is not None else False
            if governor is not None and "yet" in (sentence.lowers[each] for each in sentence.under(above)):
                yield "negated", False  # "has yet to capture"
            if governor is None:
                if any(sentence.lowers[each] == "no" for each in sentence.under(above)):
                    yield "negated", False  # "made no attempt to enter"
                upper = self._verb_of(sentence, above)
                if upper is not None:
                    own = self.own(sentence, upper)
                    if own.modality != "asserted":
                        yield own.modality, False
                    if upper.negated:
                        yield "negated", False
                    above = upper.head
            if governor is not None:
                own = self.own(sentence, governor)
                if own.modality != "asserted":
                    yield own.modality, False
                if governor.negated and phase not in PASSED | HEDGES:
                    yield "negated", False
            token = above

    def _of_predicate(self, sentence: Sentence, above: int) -> Iterator[tuple[str, bool]]:
        """What a predicate says of the verb that is its subject."""
        governor = verb_at(sentence, above)
        own = self.own(sentence, governor).modality if governor is not None else "asserted"
        if own in UNREAL:
            yield own, False

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
        verb = verb_at(sentence, token)
        form = verb.form if verb is not None else "finite"
        if verb is not None and (sentence.lowers[verb.first] == "to" or is_infinitive(sentence, verb)):
            form = "infinitive"
        marks = [sentence.lowers[each] for each in sentence.under(token) if sentence.label(each) in ("mark", "case")]
        before = sentence.lowers[max(sentence.first, token - 2) : token]
        if form == "ing" and not self.undone.isdisjoint((*marks, *before)):
            return "negated"
        if label == "advcl" and "until" in marks and sentence.tag(token) in PRESENT:
            return "predicted"
        if label == "advcl" and "before" in marks and governor is not None and governor.passive:
            pointing = any(each.group.type == "pronoun" for each in sentence.subjects(token))
            if pointing and not self.thwarting.isdisjoint(self.keys(sentence, governor)):
                return "negated"  # "the bombers were killed before they reached the gate"
        if governor is None or (label == "acl" and above not in sentence.verbs):
            return self._of_no_verb(sentence, above, label, form, marks)
        if form == "infinitive" and (
            sentence.lowers[above] in self.foremost or self._is_foremost(sentence, above, token)
        ):
            return ""  # "was the first to enter", "becomes the first town to be taken"
        if label == "xcomp" and sentence.lowers[above] == "had" and opens(sentence, above):
            return "possible"  # "Had the army taken the town"
        keys = self.keys(sentence, governor)
        if form not in ("infinitive", "ing") and label in ("ccomp", "advcl", "acl"):
            thought = self._thought(sentence, governor, above)
            if thought is not None:
                return thought
        own = next((self.phases[key] for key in keys if key in self.phases), None)
        if form == "infinitive":
            made = not self.makes.isdisjoint(governor.lemmas) or not self.then.isdisjoint(governor.lemmas)
            past = is_past(sentence, token) or sentence.lowers[governor.head] == "had"  # "had to leave"
            made, own = made or past, None if past and own == "planned" else own
            described = governor.form == "participle" and label == "advcl"  # "a campaign led by X | to drive out Y"
            pushed = "push" in governor.lemmas and not sentence.objects(governor.head)  # "push to weed out rebels"
            made = made and not described and not pushed
            own = None if own == "ongoing" and not self.then.isdisjoint(governor.lemmas) else own  # "went on to take"
            if label == "xcomp" or own is not None:
                return own if own is not None else "" if made else "planned"
            then = not self.then.isdisjoint(governor.lemmas)
            return "" if made and (then or sentence.objects(governor.head)) else "planned"
        if form == "ing" and label in ("xcomp", "advcl", "ccomp", "acl"):
            if not self.charging.isdisjoint(keys):
                return None  # "accused of looting"
            return self._of_ing(keys, marks, own, label, sentence.lowers[token - 1] != ",")
        if label == "ccomp" and governor.copula >= 0 and own is not None:
            return own  # "it is likely that"
        return "" if label == "xcomp" else None

    def _is_foremost(self, sentence: Sentence, above: int, token: int) -> bool:
        """Whether a verb of being says of what comes behind it that it was the first, or the last, to do a thing."""
        verb = sentence.verbs.get(above)
        if verb is None or BEING.isdisjoint(verb.lemmas):
            return False
        between = range(verb.last, token)
        return any(sentence.lowers[each] in self.foremost and sentence.tag(each) == "ADJ" for each in between)

    def _of_ing(
        self, keys: Sequence[str], marks: Sequence[str], own: str | None, label: str, close: bool
    ) -> str | None:
        """What a verb says of an -ing form below it: "stopped shelling", "failed in capturing", "stopped short of".

        ``close``: no comma stands before it.
        """
        if not marks:
            return (own or "") if label == "xcomp" else own if own in PASSED and close else None
        for key in keys:
            for longer in (f"{key} short {marks[0]}", f"{key} {marks[0]}", key):
                if self.phases.get(longer) in PASSED or (longer != key and longer in self.phases):
                    return self.phases[longer]
        return None if not self.as_done.isdisjoint(marks) else "planned"  # "is close to taking", "talk of taking"

    def _of_no_verb(self, sentence: Sentence, above: int, label: str, form: str, marks: Sequence[str]) -> str | None:
        """What a noun or an adjective says of a verb that hangs on it: "a bid to", "the verge of", "no proof that"."""
        word = sentence.lowers[above]
        phase = self.nouns.get(word)
        if form == "infinitive":
            first = any(sentence.lowers[each] in self.foremost for each in (above, *sentence.under(above)))
            return phase or (None if first else "planned")
        if form == "ing" and not marks:
            upper = self._verb_of(sentence, above)
            stopped = upper is not None and any(self.phases.get(each) == "negated" for each in upper.lemmas)
            return "negated" if stopped else None  # "stopped them taking the town"
        if form == "ing" and marks:
            if word in self.doing or (phase is None and not self.as_done.isdisjoint(marks)):
                return None
            return phase or "planned"
        if word in self.unclear:
            return "possible"
        if word in self.untrue:
            return "denied"
        if label not in ("acl", "ccomp"):
            return None
        if phase in ("failed", "possible", "predicted"):
            return phase
        return self._of_telling(sentence, above) if word in self.tellings else None

    def _of_telling(self, sentence: Sentence, noun: int) -> str | None:
        """What is said of a telling: "reports that they took the town are false", "unconfirmed reports that"."""
        if any(sentence.lowers[each] in self.unclear for each in sentence.under(noun)):
            return "possible"
        above = sentence.head(noun)
        if above >= 0 and sentence.lowers[above] in self.untrue:
            return "denied"
        if above >= 0 and sentence.lowers[above] in self.unclear:
            return "possible"
        return None

    def _thought(self, sentence: Sentence, governor: VerbGroup, above: int) -> str | None:
        """What a verb says of a clause that is only thought of, or said not to be so."""
        word = sentence.lowers[governor.copula if governor.copula >= 0 else above]
        if word in self.untrue or (word in self.true and governor.negated):
            return "denied"
        if word in self.unclear or not self.thinking.isdisjoint(governor.lemmas):
            return "possible"
        if "be" not in governor.lemmas:
            return None
        subjects = (self.nouns.get(sentence.lowers[each.token]) for each in sentence.subjects(governor.head))
        return next((each for each in subjects if each in ("possible", "predicted")), None)  # "There were rumours that"

    def keys(self, sentence: Sentence, governor: VerbGroup) -> list[str]:
        """How a governing verb is looked up: its lemmas, "be" and its participle or complement."""
        if governor.copula >= 0:
            return [f"be {sentence.lowers[governor.copula]}"]
        keys = self.active_keys(sentence, governor)
        if governor.passive or governor.first < governor.head:
            keys = [f"be {sentence.lowers[governor.head]}", *keys]  # "was expected to", "are going to"
        return keys

    def active_keys(self, sentence: Sentence, governor: VerbGroup) -> list[str]:
        """A verb's first lemma with its particle, then all its lemmas: "give up", "give"."""
        small = sentence.child(governor.head, "compound:prt")
        keys = list(governor.lemmas)
        return keys if small is None else [f"{keys[0]} {sentence.lowers[small]}", *keys]


def verb_at(sentence: Sentence, token: int) -> VerbGroup | None:
    """The verb group of a token, or of the copula whose complement it is."""
    found = sentence.verbs.get(token)
    if found is not None:
        return found
    cop = sentence.child(token, "cop")
    return sentence.verbs.get(cop) if cop is not None else None


def is_infinitive(sentence: Sentence, verb: VerbGroup) -> bool:
    """Whether "to" stands before a verb: "to take the town"."""
    if sentence.lowers[verb.first] == "to":
        return not is_past(sentence, verb.head)
    before = verb.first - 1
    base = verb.first == verb.head and sentence.tag(verb.head) in ("VVB", "VVBP")
    return base and before >= sentence.first and sentence.lowers[before] == "to"


def opens(sentence: Sentence, token: int) -> bool:
    """Whether a token opens a clause: nothing or a mark stands before it."""
    return token == sentence.first or not sentence.lowers[token - 1][0].isalnum()


def is_past(sentence: Sentence, token: int) -> bool:
    """Whether an infinitive tells of what is over: "is said to have taken the town"."""
    return any(sentence.label(each) == "aux" and sentence.lowers[each] == "have" for each in sentence.under(token))
