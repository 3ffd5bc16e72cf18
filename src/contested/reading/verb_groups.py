"""The verb groups of a sentence: a verb with its auxiliaries, and what coordinated verbs share."""

from __future__ import annotations

from typing import Final

from contested.reading.lexicon import Lexicon
from contested.reading.mending import AUXILIARY
from contested.reading.sentence import Sentence, VerbGroup
from contested.reading.syntax.lemmas import lemma

NEGATING: Final = frozenset(("never", "neither", "nor", "hardly", "scarcely", "not", "n't"))


class VerbGroups:
    """Finds verb groups."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.forms = lexicon.forms

    def add(self, sentence: Sentence) -> None:
        """The verb groups of a sentence, copulas with their complements among them."""
        for token, (tag, label) in enumerate(zip(sentence.tags, sentence.labels, strict=True), sentence.first):
            if tag[0] == "V":
                sentence.verbs[token] = self._verb(sentence, token, token, tag)
            elif label == "cop" and sentence.head(token) >= 0:
                verb = self._verb(sentence, token, sentence.head(token), tag)
                verb.copula = sentence.head(token)
                sentence.verbs[token] = verb
        for verb in sentence.verbs.values():
            self._share(sentence, verb)

    def _verb(self, sentence: Sentence, token: int, centre: int, tag: str) -> VerbGroup:
        """The verb group of a token; its auxiliaries hang on ``centre``: itself, or the complement of a copula."""
        lower = sentence.lowers[token]
        copula = centre != token
        verb = VerbGroup(token, ("be",) if copula else self.forms.get(lower) or (lemma(lower, tag),))
        be = have = yet = infinitive = False
        first, labels, lowers = sentence.first, sentence.labels, sentence.lowers
        for child in sentence.under(centre):
            label, word = labels[child - first], lowers[child]
            if child == token:
                continue
            if label in AUXILIARY and child < token + 1:
                verb.first = min(verb.first, child)
                kind = sentence.tag(child)
                if kind == "MODAL":
                    verb.modal = word
                elif kind in ("BE", "BEN", "GET"):
                    be = True
                elif kind == "HAVE":
                    have = True
                    yet = sentence.lowers[child + 1] == "yet" if child + 1 < token else False
                verb.passive = verb.passive or label == "aux:pass"
            elif label == "mark" and sentence.tag(child) == "TO":
                infinitive, verb.first = True, min(verb.first, child)
            elif word in NEGATING and label in ("advmod", "other", "cc") and child <= token + 1:
                if _excludes(sentence, child):
                    continue  # "the first town, but not the second, fell"
                verb.negated = True
                verb.first, verb.last = min(verb.first, child), max(verb.last, child + 1)
            elif word == "longer" and sentence.lowers[child - 1] == "no":
                verb.negated = True  # "no longer holds": it did once
            elif label == "nsubj:pass":
                verb.passive = True
        finite = bool(verb.modal) or be or have
        if infinitive and have and verb.first < token - 1 and not be:
            verb.modal, verb.negated = "have to", verb.negated or yet  # "has to take it", "has yet to"
        elif infinitive:
            verb.form = "infinitive"
        elif tag == "VVBG" or lower.endswith("ing"):
            verb.form, verb.progressive = ("finite", True) if be else ("ing", False)
        elif tag == "VVBN" and not finite and not verb.passive:
            verb.form = "participle"
        return verb

    def _share(self, sentence: Sentence, verb: VerbGroup) -> None:
        """What a coordinated verb shares with the first: "will attack and conquer", "was captured and looted"."""
        token = verb.head
        if verb.copula >= 0 or sentence.label(token) != "conj" or verb.first < token:
            return
        other = sentence.verbs.get(sentence.head(token))
        if other is None or sentence.child(token, "nsubj", "nsubj:pass") is not None:
            return
        mine, theirs = sentence.tag(token), sentence.tag(other.head)
        same = mine == theirs or {mine, theirs} == {"VVBD", "VVBN"}
        if mine in ("VVB", "VVBP") and theirs == "VVB":
            verb.form, verb.modal, verb.negated = other.form, other.modal, other.negated
        elif same and mine in ("VVBN", "VVBD") and other.passive and sentence.child(token, "obj") is None:
            verb.passive, verb.form, verb.modal = True, other.form, other.modal
            verb.negated = verb.negated or other.negated
        elif same and mine == "VVBG":
            verb.form, verb.progressive = other.form, other.progressive


def _excludes(sentence: Sentence, token: int) -> bool:
    """Whether "not" stands behind "but" and before a noun: it leaves that out, and says nothing of the verb."""
    first = token > sentence.first and sentence.lowers[token - 1] in ("but", "and")
    return first and token + 1 < sentence.last and sentence.tag(token + 1) in ("DET", "PROPN", "NN", "NNS")
