"""What is one word to the grammar: a name, a time, a number; and what the lexicon knows of a word's tag beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from contested.reading.counts import Quantity
from contested.reading.entities import Entity
from contested.reading.lexicon import ADJECTIVE, ADVERB, BASE, ING, NOUN, PARTICIPLE, PAST, PLURAL, THIRD, Lexicon
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens

NAMED: Final = frozenset(("actor", "place", "person", "name", "nationality", "means"))  # kinds that are one unit
AREAS: Final = frozenset(("area_km2", "distance_km"))
COMPOUND: Final = (
    "-backed", "-led", "-held", "-controlled", "-based", "-run", "-occupied", "-aligned", "-made", "-dominated",
)  # fmt: skip
LONGEST_TIME: Final = 6  # tokens from which a time is told by words that are read as any are
DAY: Final = "Monday"  # how the grammar reads a time of several words
ENDING: Final = frozenset("BHKMCS")  # classes of words before which a noun group has ended
KEPT: Final = 20_000  # words of which that is kept at hand
SHORTEST_KNOWN: Final = 4  # letters of a word that the lexicon may overrule the tagger by


class Unit:
    """Tokens [first, last) that are one word to the grammar.

    How it reads them, its tag where that is known, and what it names: place, actor, time, number, "" for nothing.
    """

    __slots__ = ("first", "kind", "last", "tag", "word")

    def __init__(self, first: int, last: int, word: str, tag: str, kind: str) -> None:
        self.first, self.last, self.word, self.tag, self.kind = first, last, word, tag, kind


class Units:
    """Finds the units of sentences."""

    def __init__(self, lexicon: Lexicon) -> None:
        classes, grammar = lexicon.cue_sets["classes"], lexicon.cue_sets["grammar"]
        self.lexicon, self.words, self.nouns, self.closed = lexicon, lexicon.words, lexicon.nouns, lexicon.closed
        self.determiners, self.prepositional = classes["D"], classes["P"] | classes["T"]
        self.harmed = frozenset(lexicon.cues["losses"]["suffered"])
        self.numbers = frozenset(grammar["quantifiers"])
        self._ends_group = lru_cache(KEPT)(self._ends_a_group)
        self._settled = lru_cache(KEPT)(self._said_of)
        self.attributive, self.predicative = grammar["attributive"], grammar["predicative"]

    def of(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        entity_at: Mapping[int, Entity],
        times: Sequence[TimeSpan],
        counts: Sequence[Quantity],
    ) -> tuple[list[Unit], list[tuple[int, int, int]]]:
        """The units of a sentence, and (first, last, unit before) of the brackets between them that only rename."""
        spans: dict[int, tuple[int, str, str, str]] = {}
        for time in times:
            if time.last - time.first <= LONGEST_TIME and time.last <= last:
                single = time.last - time.first == 1
                word = tokens.words[time.first] if single else DAY
                spans[time.first] = (time.last, word, "" if single else "PROPN", "time")
        for count in counts:
            stop = min(count.last, last)
            if stop - count.first > 1 and count.what in AREAS:
                spans.setdefault(count.first, (stop, tokens.words[stop - 1], "NNS", "measure"))
            elif stop - count.first > 1 and count.what is None:
                figure = next((w for w in tokens.words[count.first : stop] if w[0].isdigit()), tokens.words[stop - 1])
                spans.setdefault(count.first, (stop, figure, "NUM", "number"))
            elif count.what is None and tokens.words[count.first][-1:] != "s":
                spans.setdefault(count.first, (stop, tokens.words[count.first], "NUM", ""))
        for entity in {id(each): each for each in entity_at.values()}.values():
            if entity.kind in NAMED and entity.last <= last:
                word = tokens.words[entity.last - 1]
                single = entity.last - entity.first == 1
                tag = "" if single and entity.kind in ("nationality", "means") else _tag_of_name(entity, word)
                spans[entity.first] = (entity.last, word, tag, entity.kind)
        self._roads(tokens, last, spans)
        units: list[Unit] = []
        asides: list[tuple[int, int, int]] = []
        i, words, lowers = first, tokens.words, tokens.lowers
        while i < last:
            bracket = self._bracket(tokens, i, last, units) if words[i] in "([" else 0
            if bracket:
                asides.append((i, bracket, len(units) - 1))
                i = bracket
                continue
            span = spans.get(i)
            stop, word, tag, kind = span if span is not None else (i + 1, words[i], "", "")
            if not tag and stop == i + 1:
                settled = self._settled(lowers[i])
                if settled is None:
                    tag = self._known(tokens, i, first, last)
                elif settled and words[i] == lowers[i]:
                    tag = settled
            units.append(Unit(i, stop, word, tag, kind))
            i = stop
        return units, asides

    def _roads(self, tokens: Tokens, last: int, spans: dict[int, tuple[int, str, str, str]]) -> None:
        """Make one unit of "Damascus to Palmyra highway", "Homs-Palmyra road": two places, what joins them, a road."""
        for first, (stop, _, _, kind) in sorted(spans.items()):
            if kind != "place" or stop + 1 >= last or tokens.lowers[stop] not in ("to", "-", "–"):
                continue
            other = spans.get(stop + 1)
            if other is None or other[3] != "place" or other[0] >= last:
                continue
            heads = self.lexicon.heads.get(tokens.lowers[other[0]], ())
            if any(head.type == "road" for head in heads):
                del spans[stop + 1]
                spans[first] = (other[0] + 1, tokens.words[other[0]], "NN", "road")

    def _said_of(self, lower: str) -> str | None:
        """What `_known` says of a word in small letters wherever it stands, None where that hangs on its neighbours."""
        told = self.predicative, self.attributive, self.nouns, self.harmed, ("to", "having")
        if lower.endswith(COMPOUND) or any(lower in words for words in told):
            return None
        bits = self.words.get(lower, 0)
        noun = bits & (NOUN | PLURAL)
        either = noun and bits & (BASE | THIRD | PAST) and not bits & ADJECTIVE
        if either or (bits & (PAST | PARTICIPLE) and not bits & NOUN):
            return None
        return self._noun(lower, bits)

    def _noun(self, lower: str, bits: int) -> str:
        """The tag of a word that can only be a noun."""
        if not bits & (NOUN | PLURAL) or bits & (ADJECTIVE | ADVERB | BASE | THIRD | PAST | PARTICIPLE | ING):
            return ""
        if len(lower) < SHORTEST_KNOWN or lower in self.closed:
            return ""
        return "NNS" if bits & PLURAL else "NN"

    def _known(self, tokens: Tokens, i: int, first: int, last: int) -> str:
        """The tag of a word that the lexicon is sure of: one that can only be a noun, an event noun in -ing."""
        lower = tokens.lowers[i]
        bits = self.words.get(lower, 0)
        ends = i + 1 >= last or self._ends_group(tokens.lowers[i + 1])
        if lower.endswith(COMPOUND) and not ends:
            return "ADJ"  # "US-backed fighters", "the ISIS-held town"
        if tokens.words[i] != lower and i > first:
            return ""
        if lower in self.predicative:
            return "ADJ"  # "set houses ablaze"
        if lower in self.attributive and not ends and self.words.get(tokens.lowers[i + 1], 0) & PLURAL:
            return "ADJ"  # "regime forces and allied militias have"
        if lower == "having" and i + 1 < last and self.words.get(tokens.lowers[i + 1], 0) & PARTICIPLE:
            return "HAVE"
        if lower in self.nouns and not bits & (BASE | THIRD | PAST | ING | PARTICIPLE) and ends:
            return "NNS" if lower.endswith("s") else "NN"  # "the army offensive in Homs"
        if lower == "to" and i > first and i + 1 < last and tokens.lowers[i - 1] == tokens.lowers[i + 1]:
            return "ADP"  # "from house to house"
        past = bits & PAST and not bits & (NOUN | PLURAL | ADJECTIVE | BASE)
        if past and i > first and tokens.lowers[i - 1] == "to":
            return "VVB"  # a slip of the pen: "served to returned"
        if lower == "to" and i + 1 < last:
            following = self.words.get(tokens.lowers[i + 1], 0)
            if following & PAST and not following & (NOUN | PLURAL | ADJECTIVE | BASE):
                return "TO"
        if bits & PARTICIPLE and not bits & (PAST | BASE | NOUN | PLURAL):
            return "VVBN"
        if bits & PAST and bits & PARTICIPLE and not bits & (NOUN | BASE) and self._lists_verb(tokens, i, first, last):
            return "VVBD"
        if (
            lower in self.harmed
            and i > first
            and tokens.lowers[i - 1][-1:].isdigit() | (tokens.lowers[i - 1] in self.numbers)
        ):
            return "NNS" if i + 1 >= last or self._ends_group(tokens.lowers[i + 1]) else ""
        if lower in self.harmed and bits & PARTICIPLE and ends and i > first:
            passive = any(self.closed.get(word) == "B" for word in tokens.lowers[first:i])
            if passive and tokens.lowers[i - 1] not in self.determiners:
                return "VVBN"  # "40 were killed, dozens | injured as a result of"
        owned = i > first and (tokens.lowers[i - 1] in ("'s", "’s") or tokens.lowers[i - 1] in self.determiners)
        either = bits & (NOUN | PLURAL) and bits & (BASE | THIRD | PAST) and not bits & ADJECTIVE
        if owned and either and (i + 1 >= last or self._ends_group(tokens.lowers[i + 1])):
            return "NNS" if bits & PLURAL else "NN"
        if self._names_event(tokens, i, first):
            return "NNS" if bits & (PLURAL | THIRD) and lower.endswith("s") else "NN"
        if lower in self.nouns and lower.endswith("ing"):
            before = tokens.lowers[i - 1] if i > first else ""
            after = tokens.lowers[i + 1] if i + 1 < last else ""
            opens = (
                before == "" or before in self.determiners or before in self.prepositional or before in ("and", "as")
            )
            return "NN" if after == "of" or (opens and self._ends_group(after)) else ""
        return self._noun(lower, bits) if tokens.words[i] == lower else ""

    def _lists_verb(self, tokens: Tokens, i: int, first: int, last: int) -> bool:
        """Whether a past form goes on a list of verbs: "took the town, captured the airbase and destroyed 12 tanks"."""
        before = tokens.lowers[max(first, i - 5) : i]
        if not before or before[-1] not in (",", "and", "then") or i + 1 >= last:
            return False
        after = tokens.lowers[i + 1]
        opens = after in self.determiners or after[0].isdigit() or tokens.words[i + 1][0].isupper()
        return opens and not any(self.closed.get(word) in ("B", "H") for word in before)

    def _names_event(self, tokens: Tokens, i: int, first: int) -> bool:
        """Whether a word heads an event noun of several words: "air raid", "suicide bomb"."""
        for noun in self.nouns.get(tokens.lowers[i], ()):
            size = len(noun.before)
            if size and i - size >= first and tuple(tokens.lowers[i - size : i]) == noun.before:
                return True
        return False

    def _ends_a_group(self, word: str) -> bool:
        """Whether a noun group has ended before a word: a preposition, a mark, a verb."""
        bits = self.words.get(word, 0)
        verb = bits & (THIRD | PAST | PARTICIPLE) and not bits & (ADJECTIVE | NOUN)
        return bool(verb) or word in self.prepositional or self.closed.get(word, "") in ENDING or not word[:1].isalpha()

    def _bracket(self, tokens: Tokens, i: int, last: int, units: Sequence[Unit]) -> int:
        """Where a bracket ends that only renames what stands before it: "(RSF)", "(SDF)"; 0 where none begins."""
        if not units:
            return 0
        stop = next((j for j in range(i + 1, min(i + 5, last)) if tokens.words[j] in ")]"), 0)
        inside = tokens.words[i + 1 : stop] if stop else []
        renames = len(inside) == 1 and inside[0][0].isalpha() and inside[0].isupper()
        return stop + 1 if renames and units[-1].word[0].isalpha() else 0


def _tag_of_name(entity: Entity, word: str) -> str:
    """The tag of a name: a common one where it is written small ("the Syrian army")."""
    if entity.kind == "nationality":
        return "ADJ"
    if word[0].isupper() or not word[0].isalpha():
        return "PROPN"
    return "NNS" if word.endswith("s") and not word.endswith("ss") else "NN"
