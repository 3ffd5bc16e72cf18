"""Tokens to word classes: one character a token, so that groups are found by one pattern over a string.

    D determiner   P preposition   T to   C conjunction   S subordinator   R relative   Z that   O pronoun
    M modal        H have          B be   K do            X negation       V adverb
    N noun         Q name          J adjective            # number         Y time       ' possessive mark
    v base or present verb   s third person   d past or participle   n participle only   p past only   g -ing
    , comma   ; semicolon   : colon or dash   ( )   " quotation mark   . full stop   ? other

Closed classes come from the cues file. Open classes come from the forms that a word can have; where a word can be
several, its neighbours decide, left to right, once.
"""

from __future__ import annotations

from contested.reading.lexicon import ADJECTIVE, ADVERB, BASE, ING, NOUN, PARTICIPLE, PAST, PLURAL, THIRD, Lexicon

PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", "–": ":", "—": ":", "--": ":", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".",
    "!": ".", "?": ".", "…": ".", "...": ".", '"': '"', "“": '"', "”": '"', "«": '"', "»": '"', "'": '"', "’": '"',
    "‘": '"', "-": ":", "'s": "'", "’s": "'", "%": "N", "$": "#", "€": "#", "£": "#", "/": "C", "&": "C",
}  # fmt: skip
# What stands before a noun, and what stands before a verb.
BEFORE_NOUN = frozenset("DJPQ#'")
BEFORE_VERB = frozenset("TMKO")
ENDS_GROUP = frozenset("NQO#Y")
OPENS_GROUP = frozenset("DQO#JN")
PLURAL_WORDS = frozenset("police people men women troops cattle children gunmen militiamen".split())
SINGULAR_S = frozenset(("isis", "us", "hamas"))
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest north-east north-west south-east south-west".split())
PARTICLES = frozenset("out back off up down over away".split())
VERBAL = BASE | THIRD | PAST | PARTICIPLE | ING
SUFFIXES = (
    ("ing", "g"), ("ed", "d"), ("ly", "V"), ("ous", "J"), ("ful", "J"), ("ive", "J"), ("able", "J"), ("ible", "J"),
    ("al", "J"), ("ic", "J"), ("less", "J"), ("ern", "J"), ("ian", "J"),
    ("-backed", "J"), ("-led", "J"), ("-held", "J"), ("-based", "J"), ("-controlled", "J"),
)  # fmt: skip


class Classifier:
    """Word classes by form, remembered."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = lexicon.words
        self.demonyms = lexicon.demonyms
        self.events = frozenset(lexicon.nouns)
        phases = {word.split()[0] for words in lexicon.cue_sets["phase"].values() for word in words}
        self.phases = frozenset(form for form, lemmas in lexicon.forms.items() if phases.intersection(lemmas))
        self.phrasal = frozenset(
            form
            for form, lemmas in lexicon.forms.items()
            for lemma in lemmas
            for sense in lexicon.verbs.get(lemma, ())
            if sense.rest[:1] and sense.rest[0] in PARTICLES
        )
        attribution = lexicon.cue_sets["attribution"]
        says = attribution["said"] | attribution["claimed"] | attribution["denied"]
        self.says = frozenset(form for form, lemmas in lexicon.forms.items() if says.intersection(lemmas))
        self.known: dict[str, str] = {**lexicon.closed, **PUNCTUATION}

    def first(self, word: str, lower: str) -> str:
        """What a word can be by its form: a class, or for an ambiguous one a letter that `decide` resolves."""
        found = self.known.get(lower)
        if found is None:
            found = self.known[lower] = self._form(lower) if len(self.known) < 200_000 else "N"
        # A name is written with a capital; closed classes and numbers stay what they are.
        if found in "NJabekjxgvsdnpVyh" and word != lower:
            return "Q"
        return found

    def _form(self, lower: str) -> str:
        if lower[0].isdigit():
            return "#"
        if not lower[0].isalpha():
            return "?"
        bits = self.words.get(lower, 0)
        if not bits and "-" in lower:
            return self._compound(lower)
        found = _by_bits(bits) if bits else _by_suffix(lower)
        return "d" if found == "p" and lower.endswith("ed") else found  # "burned" beside "burnt"

    def _compound(self, lower: str) -> str:
        last = lower.rpartition("-")[2]
        for suffix, found in SUFFIXES[-4:]:
            if lower.endswith(suffix):
                return found
        bits = self.words.get(last, 0)
        if lower.startswith(("re-", "counter-")) and bits:
            return _by_bits(bits)
        if bits & (PARTICIPLE | PAST | ING) and not bits & NOUN:
            return "J"
        return "N" if bits & (NOUN | PLURAL) and not bits & ADJECTIVE else "J"

    def sentence(
        self, words: list[str], lowers: list[str], first: int, last: int, fixed: dict[int, str] | None = None
    ) -> list[str]:
        """The classes of one sentence's tokens; ``fixed``: those that are known already (times, numbers)."""
        classes = [self.first(words[i], lowers[i]) for i in range(first, last)]
        if fixed:
            for i, found in fixed.items():
                classes[i - first] = found
        for at in range(1, len(classes) - 1):
            # "rebels' advance": the mark of a plural's possession looks like a closing quotation mark.
            if (
                classes[at] == '"'
                and words[first + at] in "'’"
                and lowers[first + at - 1][-1] == "s"
                and classes[at + 1] not in ',.;"'
            ) and not any(words[first + k] in "'‘" for k in range(at)):
                classes[at] = "'"
        # The first word's capital says nothing: it is a name only if it is not a word.
        for at, found in enumerate(classes):
            if found not in '",(:.#':
                if found == "Q":
                    plain = self.known[lowers[first + at]]
                    if lowers[first + at] in self.demonyms:
                        break
                    if plain != "N" or self.words.get(lowers[first + at], 0):
                        classes[at] = plain
                break
        self._decide(classes, lowers, first)
        return classes

    def _decide(self, classes: list[str], lowers: list[str], first: int) -> None:
        size = len(classes)
        for i, found in enumerate(classes):
            if lowers[first + i] in DIRECTIONS and i and i + 1 < size and lowers[first + i + 1] == "of" and classes[i - 1] in "NQdpvs#Y":
                classes[i] = "P"  # "an advance south of X"
                continue
            if found not in "abekjxgyZdh":
                continue
            before = classes[i - 1] if i else "."
            j = i - 1
            while before == "V" and j > 0:
                j -= 1
                before = classes[j]
            after = classes[i + 1] if i + 1 < size else "."
            previous = lowers[first + i - 1] if i else ""
            if found in "ab" and before in "NQO" and after in '.,Z"' and lowers[first + i] in self.says:
                classes[i] = "v" if found == "a" else "s"
                continue
            if found == "a":
                classes[i] = _noun_or_base(before, after, j, classes, previous)
            elif found == "b":
                word, behind = lowers[first + i], lowers[first + i + 1] if i + 1 < size else ""
                if before in "NQ" and behind in PARTICLES and word in self.phrasal and not previous.endswith("s"):
                    classes[i] = "s"
                else:
                    classes[i] = _plural_or_third(before, after, previous)
            elif found == "h":  # base and past alike: "hit", "cut", "fell", "run"
                classes[i] = _base_or_past(before, after, lowers[first + i + 1] if i + 1 < size else "")
            elif found == "e":  # past or participle or adjective: "wounded", "advanced"
                classes[i] = "J" if (before in "DJ#'P" or i == 0) and after in "NQaJjbxegy" else "d"
            elif found == "d":
                if (before in "DJ'#P" and after in "NQaJjbxy") or (i == 0 and after in "NJb"):
                    classes[i] = "J"
            elif found == "k":  # adjective or verb: "open", "clear"
                classes[i] = "v" if before in BEFORE_VERB or (before in "NQ" and after in "DQ") else "J"
            elif found == "j":  # adjective or noun: "militant", "official"
                classes[i] = "J" if after in "NQaJjbxgy" else "N"
            elif found == "x":  # adjective or noun or verb
                classes[i] = "v" if before in BEFORE_VERB else "J" if after in "NQajbJxy" else "N"
            elif found == "y":  # noun or past or participle: "thought", "left", "wound"
                classes[i] = "N" if before in "DJ'" else "d"
            elif found == "g":
                event = lowers[first + i] in self.events
                opens = before in '.,C":P' and (
                    after in "dsvpnhBMHK" or (after in "P,.CS:)Y" and (i == 0 or before == "P"))
                )
                if before in "dps" and after in "NQ" and previous not in self.phases:
                    classes[i] = "J"  # "fought running battles"
                else:
                    classes[i] = "N" if event and opens else _ing(before, after)
            elif found == "Z" and before in "NQ" and after in "vsdpMHBKVabdeT":
                classes[i] = "R"

    def group(self, found: str) -> bool:
        """Whether a class may stand inside a noun group."""
        return found in "DJNQ#O'"


def _by_bits(bits: int) -> str:
    verb = bits & VERBAL
    noun = bits & (NOUN | PLURAL)
    adjective = bits & ADJECTIVE
    if bits & ING:
        return "g"
    if bits & (PAST | PARTICIPLE) and not bits & BASE:
        if noun and not adjective:
            return "y"
        if adjective:
            return "e"
        return "d" if bits & PAST and bits & PARTICIPLE else ("n" if bits & PARTICIPLE else "p")
    if bits & BASE and bits & (PAST | PARTICIPLE):
        return "h"
    if bits & BASE:
        if noun:
            return "x" if adjective else "a"
        return "k" if adjective else "v"
    if bits & THIRD:
        return "b" if noun else "s"
    if noun:
        return "j" if adjective else "N"
    if adjective:
        return "J"
    return "V" if bits & ADVERB else ("v" if verb else "N")


def _by_suffix(lower: str) -> str:
    for suffix, found in SUFFIXES:
        if lower.endswith(suffix) and len(lower) > len(suffix) + 2:
            return found
    return "N"


def _noun_or_base(before: str, after: str, at: int, classes: list[str], previous: str) -> str:
    """ "attack", "advance": a noun after what opens a noun group, a verb after "to", a modal or a pronoun."""
    if before in BEFORE_VERB:
        return "v"
    if before in BEFORE_NOUN and before != "Q":
        return "N"
    if before in "NQ" and (
        after in "DQO#" or (after in "NJjx" and (previous.endswith("s") or previous in PLURAL_WORDS))
    ):
        # "rebels attack the town", "police shoot protesters": a plural subject and what opens its object.
        return "v"
    if before == "C":
        # "to seize and hold the town": as the verb before the conjunction.
        back = at - 1
        while back >= 0 and classes[back] in "DJNQ#'O":
            back -= 1
        return "v" if back >= 0 and classes[back] in "vT" and after in OPENS_GROUP else "N"
    return "N"


def _base_or_past(before: str, after: str, following: str) -> str:
    """ "hit", "cut", "fell", "run": a base form after "to" or a modal; a past form after a subject or an auxiliary."""
    if before in "TMK":
        return "v"
    if before in "BHO" or following == "by":
        return "d"
    if before in "DJ#'P":
        return "N"
    if before in "QN" and after in '.,"':
        return "d" if before == "Q" else "N"
    return "d" if before in "NQVY),CRX" and after in "DQO#PJTNVYabexZC" else "N"


def _plural_or_third(before: str, after: str, previous: str) -> str:
    """ "attacks", "strikes": a verb after a singular name or noun and before what opens an object; else a noun."""
    if before in "DJ#P'":
        return "N"
    if before in "NQ" and after in "DQO#" and (not previous.endswith("s") or previous in SINGULAR_S):
        return "s"
    if before in {"R", "O"}:
        return "s"
    if before in "NQ" and after == "T" and not previous.endswith("s"):
        return "s"
    return "N"


def _ing(before: str, after: str) -> str:
    """ "fighting", "shelling": a noun after a determiner; a verb after "be", a preposition, or before an object."""
    if before in "DJ'#":
        return "J" if after in "NQbaJj" else "N"
    if before == "B":
        return "g"
    if after in "DQO#TX":
        return "g"
    if before in "NQ" and after in "NJbaj":
        return "g"
    return "g"
