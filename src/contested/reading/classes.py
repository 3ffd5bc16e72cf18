"""Tokens to word classes: one character a token, so that groups are found by one pattern over a string.

    D determiner   P preposition   T to   C conjunction   S subordinator   R relative   Z that   O pronoun
    M modal        H have          B be   K do            X negation       V adverb
    N noun         Q name          J adjective            # number         Y time       ' possessive mark
    v base or present verb   s third person   d past or participle   n participle only   p past only   g -ing
    , comma   ; semicolon   : colon or dash   ( )   " quotation mark   . full stop   ? other

Closed classes come from the cues file. Open classes come from the forms that a word can have; a word that can be
several has first one of the letters of `neighbours`, which decides:

    a noun or base verb   b plural or third person   e past or adjective   h base or past   j noun or adjective
    k adjective or verb   x adjective, noun or verb  y noun or past
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from contested.reading.lexicon import ADJECTIVE, ADVERB, BASE, ING, NOUN, PARTICIPLE, PAST, PLURAL, THIRD, Lexicon
from contested.reading.neighbours import Neighbours

PUNCTUATION: Final = {
    ",": ",", ";": ";", ":": ":", "–": ":", "—": ":", "--": ":", "(": "(", ")": ")", "[": "(", "]": ")", ".": ".",
    "!": ".", "?": ".", "…": ".", "...": ".", '"': '"', "“": '"', "”": '"', "«": '"', "»": '"', "'": '"', "’": '"',
    "‘": '"', "-": ":", "'s": "'", "’s": "'", "%": "N", "$": "#", "€": "#", "£": "#", "/": "C", "&": "C",
}  # fmt: skip
NAMEABLE: Final = frozenset("NJabekjxgvsdnpVyh")  # what a capital makes a name of; closed classes and numbers stay
NOT_WORDS: Final = frozenset('",(:.#')  # what may stand before the first word of a sentence
UNPOSSESSED: Final = frozenset(',.;"')
VERBAL: Final = BASE | THIRD | PAST | PARTICIPLE | ING
REMEMBERED: Final = 200_000  # forms, so that a long run on odd text keeps its memory


class Forms(dict[str, str]):
    """Words as written to what each can be by its form, found when first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self.closed: Mapping[str, str] = {**lexicon.closed, **PUNCTUATION}
        self.words = lexicon.words
        endings = lexicon.cues["endings"]
        self.endings = [(ending, found) for found in "gdVJ" for ending in endings[found]]
        self.adjectives = endings["compound_adjectives"]
        self.who = frozenset(
            form
            for form, heads in lexicon.heads.items()
            if any(head.type in ("actor", "people") and not head.before and not head.weak for head in heads)
        )

    def __missing__(self, word: str) -> str:
        lower = word.lower()
        found = self.closed.get(lower) or self._open(lower)
        if word != lower and found in NAMEABLE:
            found = "Q"
        if len(self) < REMEMBERED:
            self[word] = found
        return found

    def _open(self, lower: str) -> str:
        if lower[0].isdigit():
            return "#"
        if not lower[0].isalpha():
            return "?"
        bits = self.words.get(lower, 0)
        if not bits and "-" in lower:
            return self._compound(lower)
        found = _by_bits(bits) if bits else self._by_ending(lower)
        if found == "j" and lower in self.who:
            return "N"  # "army" may modify a noun as "militant" does, and is one all the same
        return "d" if found == "p" and lower.endswith("ed") else found  # "burned" beside "burnt"

    def _by_ending(self, lower: str) -> str:
        for ending, found in self.endings:
            if lower.endswith(ending) and len(lower) > len(ending) + 2:
                return found
        return "N"

    def _compound(self, lower: str) -> str:
        if lower.endswith(self.adjectives):
            return "J"
        bits = self.words.get(lower.rpartition("-")[2], 0)
        if lower.startswith(("re-", "counter-")) and bits:
            return _by_bits(bits)
        if bits & (PARTICIPLE | PAST | ING) and not bits & NOUN:
            return "J"
        return "N" if bits & (NOUN | PLURAL) and not bits & ADJECTIVE else "J"


def _by_bits(bits: int) -> str:
    """The letter for what a form can be."""
    noun, adjective = bool(bits & (NOUN | PLURAL)), bool(bits & ADJECTIVE)
    if bits & ING:
        return "g"
    if bits & (PAST | PARTICIPLE):
        return "h" if bits & BASE else _by_past(bits, noun, adjective)
    if bits & BASE:
        return {(True, True): "x", (True, False): "a", (False, True): "k"}.get((noun, adjective), "v")
    if bits & THIRD:
        return "b" if noun else "s"
    if noun:
        return "j" if adjective else "N"
    if adjective:
        return "J"
    return "V" if bits & ADVERB else "N"


def _by_past(bits: int, noun: bool, adjective: bool) -> str:
    if adjective:
        return "e"
    if noun:
        return "y"
    return "d" if bits & PAST and bits & PARTICIPLE else "n" if bits & PARTICIPLE else "p"


class Classifier:
    """Gives the tokens of a sentence their classes."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words, self.demonyms = lexicon.words, lexicon.demonyms
        self.forms = Forms(lexicon)
        self.neighbours = Neighbours(lexicon)

    def sentence(
        self, words: Sequence[str], lowers: Sequence[str], first: int, last: int, fixed: dict[int, str] | None = None
    ) -> list[str]:
        """The classes of one sentence's tokens; ``fixed``: those that are known already (times, numbers)."""
        own, low = words[first:last], lowers[first:last]
        classes = list(map(self.forms.__getitem__, own))
        if fixed:
            for i, found in fixed.items():
                classes[i - first] = found
        if '"' in classes:
            _possessives(classes, own, low)
        self._opening(classes, low)
        self.neighbours.decide(classes, low)
        return classes

    def _opening(self, classes: list[str], lowers: Sequence[str]) -> None:
        """The first word's capital says nothing: it is a name only if it is not a word."""
        at = next((at for at, found in enumerate(classes) if found not in NOT_WORDS), None)
        if at is None or classes[at] != "Q" or lowers[at] in self.demonyms:
            return
        plain = self.forms[lowers[at]]
        if plain != "N" or self.words.get(lowers[at], 0):
            classes[at] = plain


def _possessives(classes: list[str], words: Sequence[str], lowers: Sequence[str]) -> None:
    """ "rebels' advance": the mark of a plural's possession looks like a closing quotation mark."""
    opened = False  # a single quotation mark stands before: this one may close it
    for at in range(len(classes) - 1):
        if opened:
            return
        marks = at and classes[at] == '"' and words[at] in "'’" and lowers[at - 1][-1] == "s"
        if marks and classes[at + 1] not in UNPOSSESSED:
            classes[at] = "'"
        opened = words[at] in ("'", "‘")
