"""Which constructions a verb stands in: "take X", "take control of X", "drive X out", "come under the control of X".

A construction is a lemma with further words: particles, nouns that the verb takes, prepositions. They are looked for on
what hangs on the verb, not in the text beside it, so that voice and order do not matter: "control of X was taken" is
"take control of X".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Final

from contested.reading.lexicon import Lexicon, Verb
from contested.reading.sentence import Argument, Sentence, VerbGroup

KEPT: Final = 20_000  # words whose singulars are kept at hand
NOUNS: Final = ("object", "complement", "indirect", "subject")  # slots in which a construction's own noun may stand
PARTICLES: Final = frozenset(
    ("compound:prt", "advmod", "case", "mark", "other", "obl")
)  # labels of small words beside a verb
#: Types of object beside which a construction's noun is no subject: "the army lost the town" is no lost army.
WHOLE: Final = frozenset(("actor", "people", "place", "site", "area", "road", "gear", "name"))
OVER: Final = "over"  # the particle that makes another verb of nearly every one
ADJUNCTS: Final = frozenset(("xcomp", "advmod", "obj", "obl", "ccomp", "amod", "compound", "other", "acl", "advcl"))

Opened = Mapping[str, list[tuple[int, frozenset[str], Verb]]]  # a verb's constructions by their first further word
NOTHING: Final[tuple[bool, frozenset[str]]] = (False, frozenset())


class Sense:
    """A construction that a verb stands in.

    ``taken``: the tokens of its own words. ``last``: the token behind the last of them that stands close.
    ``arguments``: the verb's, as the construction turns them: what its last preposition takes is its object.
    """

    __slots__ = ("arguments", "taken", "verb")

    def __init__(self, verb: Verb, taken: tuple[int, ...], arguments: list[Argument]) -> None:
        self.verb, self.taken, self.arguments = verb, taken, arguments


class Constructions:
    """Finds the constructions of a sentence's verbs."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.forms = lexicon.forms
        self.verbs = lexicon.verbs
        self._opened: dict[str, Opened] = {}  # the verbs met so far
        classes, grammar = lexicon.cue_sets["classes"], lexicon.cue_sets["grammar"]
        self.prepositions = classes["P"] | classes["T"] | grammar["particles"]
        self.linking = {**lexicon.prepositions}
        self.sure, self.unsure = _marks(lexicon)
        self.further = frozenset().union(*map(attrgetter("rest"), chain.from_iterable(lexicon.verbs.values())))
        self._meant: dict[str, tuple[str, ...]] = {}  # word -> the further words of constructions that it can be
        self._sentence: Sentence | None = None
        self._there: frozenset[str] = frozenset()
        self._found: dict[tuple[str, ...], list[Verb]] = {}

    def may_be(self, words: frozenset[str]) -> bool:
        """Whether a sentence with these words can tell of an event at all: most that cannot are found out by this."""
        if not words.isdisjoint(self.sure):
            return True
        return any(not self.unsure[form].isdisjoint(words) for form in self.unsure.keys() & words)

    def of(self, sentence: Sentence, verb: VerbGroup) -> Iterator[Sense]:
        """The constructions whose words all stand by a verb, those of most words first."""
        for each in self.possible(sentence, verb.lemmas):
            found = self._match(sentence, verb, each) if each.rest else self._plain(sentence, verb, each)
            if found is not None:
                yield found

    def possible(self, sentence: Sentence, lemmas: tuple[str, ...]) -> list[Verb]:
        """The constructions of lemmas whose words all stand in a sentence, those of most words first."""
        if self._sentence is not sentence:
            self._sentence, self._found = sentence, {}
            self._there = self._words(sentence)
        found = self._found.get(lemmas)
        if found is None:
            found = self._found[lemmas] = self._possible(lemmas)
        return found

    def _possible(self, lemmas: Sequence[str]) -> list[Verb]:
        found: list[Verb] = []
        for lemma in lemmas:
            senses = self._opened.get(lemma)
            if senses is None and lemma in self.verbs:
                senses = self._opened[lemma] = _by_first_word(self.verbs[lemma])
            if senses is not None:
                there = self._there
                few, many = (senses, there) if len(senses) < len(there) else (there, senses)
                some = [each for word in few if word in many for each in senses[word] if each[1] <= there]
                some += senses.get("", ())
                if len(some) > 1:
                    some.sort(key=itemgetter(0))
                found += [each for _, _, each in some]
        if len(found) > 1:
            found.sort(key=_fewness)
        return found

    def _words(self, sentence: Sentence) -> frozenset[str]:
        """The further words of constructions that the words of a sentence are, or can be the plural of."""
        found: list[str] = []
        for word in sentence.words:
            meant = self._meant.get(word)
            if meant is None:
                if len(self._meant) >= KEPT:
                    self._meant.clear()
                meant = self._meant[word] = tuple([each for each in singulars(word) if each in self.further])
            if meant:
                found += meant
        return frozenset(found)

    def _plain(self, sentence: Sentence, verb: VerbGroup, sense: Verb) -> Sense:
        return Sense(sense, (), list(sentence.arguments.get(verb.head, ())))

    def _match(self, sentence: Sentence, verb: VerbGroup, sense: Verb) -> Sense | None:
        """Match the further words of a construction one after the other."""
        arguments = list(sentence.arguments.get(verb.head, ()))
        over = any(each.slot == "particle" and sentence.lowers[each.token] == OVER for each in arguments)
        if over and OVER not in sense.rest:
            return None  # "took over | the Syrian side of" takes nobody's side
        taken: list[int] = []
        at, rest = verb.head, sense.rest
        i = 0
        while i < len(rest):
            word = rest[i]
            joined = "_".join(rest[i : i + 2])
            if joined in self.linking and i + 2 < len(rest) and rest[i + 2] not in self.prepositions:
                bound = self._behind(sentence, at, arguments, joined, rest, i + 2)  # "put out of | action"
                if bound is not None:
                    at, used = bound
                    taken.append(at)
                    i += 2 + used
                    continue
            if word in self.prepositions:
                last = i == len(rest) - 1
                following = None if last or rest[i + 1] in self.prepositions else rest[i + 1]
                if following is not None:
                    bound = self._behind(sentence, at, arguments, word, rest, i + 1)
                    if bound is not None:
                        at, used = bound
                        taken.append(at)
                        i += 1 + used
                        continue
                if last:
                    turned = self._turned(sentence, verb.head, at, arguments, word)
                    if turned is not None:
                        return Sense(sense, tuple(taken), turned)
                small = self._particle(sentence, verb, at, word)
                if small is None:
                    return None
                taken.append(small)
                if small == verb.copula:
                    at = small  # "are back in": what the preposition takes hangs on the word that the copula takes
                i += 1
                continue
            bound = self._bound(sentence, verb, at, arguments, rest, i)
            if bound is None:
                return None
            token, used = bound
            taken.append(token)
            if at == verb.head:
                at = token
            i += used
        arguments = [each for each in arguments if each.token not in taken]
        if at != verb.head and not any(each.slot == "object" for each in arguments):
            arguments += [each for each in sentence.arguments.get(at, ()) if each.slot != "of"]
        return Sense(sense, tuple(taken), arguments)

    def _turned(
        self, sentence: Sentence, verb: int, at: int, arguments: Sequence[Argument], word: str
    ) -> list[Argument] | None:
        """The arguments with what the last preposition takes as their object, None where it takes nothing."""
        slot = self.linking.get(word, word)
        own = sentence.arguments.get(at, ()) if at != verb else ()
        inner = [each for each in own if each.slot == slot] or [each for each in arguments if each.slot == slot]
        inner = [each for each in inner if each.group.kind != "time"]
        if not inner:
            return None
        tokens = {each.token for each in inner}
        kept = [each for each in arguments if each.token not in tokens and each.token != at and each.slot != "object"]
        kept += [each for each in own if each.token not in tokens]
        whom = [each for each in arguments if each.slot == "object" and each.group.type == "actor"]
        kept += [Argument("against", each.group, each.token) for each in whom if each.token not in tokens]
        return kept + [Argument("object", each.group, each.token) for each in inner]

    def _behind(
        self, sentence: Sentence, at: int, arguments: Sequence[Argument], word: str, rest: Sequence[str], i: int
    ) -> tuple[int, int] | None:
        """The construction's noun behind a preposition ("into the hands"), and how many of its words that takes."""
        slot = self.linking.get(word, word)
        own = arguments if not sentence.arguments.get(at) or at in sentence.verbs else sentence.arguments[at]
        for each in (*own, *arguments, *_on_object(sentence, arguments)):
            if each.slot == slot and each.token >= 0:
                used = self._is(sentence, each.token, rest, i)
                if used:
                    return each.token, used
        return None

    def _bound(
        self, sentence: Sentence, verb: VerbGroup, at: int, arguments: Sequence[Argument], rest: Sequence[str], i: int
    ) -> tuple[int, int] | None:
        """The construction's own noun, adjective or adverb by a verb, and how many of its words that takes."""
        suffered = any(each.slot == "object" and each.group.type in WHOLE for each in arguments)
        for each in arguments:
            if each.token >= 0 and each.slot in NOUNS and not (suffered and each.slot == "subject"):
                used = self._is(sentence, each.token, rest, i)
                if used:
                    return each.token, used
        centre = verb.copula if verb.copula >= 0 else verb.head
        for token in (*sentence.under(centre), *sentence.under(at), verb.copula):
            if token >= 0 and (token == verb.copula or self._is_adjunct(sentence, token)):
                used = self._is(sentence, token, rest, i)
                if used:
                    return token, used
        return None

    def _is_adjunct(self, sentence: Sentence, token: int) -> bool:
        """Whether a word by a verb can be its construction's own: it stands behind no preposition."""
        label = sentence.label(token)
        return label in ADJUNCTS and not (label == "obl" and sentence.child(token, "case") is not None)

    def _is(self, sentence: Sentence, token: int, rest: Sequence[str], i: int) -> int:
        """How many of a construction's words, from ``i`` on, a noun with its modifiers is; 0 for none."""
        own = singulars(sentence.lowers[token])
        for size in (1, 2, 3):
            j = i + size - 1
            if j >= len(rest) or (size > 1 and rest[j] in self.prepositions):
                break
            if rest[j] in own:
                before = rest[i:j]
                near = sentence.lowers[max(sentence.first, token - 6) : token]
                if all(any(word in singulars(each) for each in near) for word in before):
                    return size
        return 0

    def _particle(self, sentence: Sentence, verb: VerbGroup, at: int, word: str) -> int | None:
        """A small word by a verb: its particle, an adverb, or the first of several words of a preposition."""
        centre = verb.copula if verb.copula >= 0 else verb.head
        if centre != verb.head and sentence.lowers[centre] == word:
            return centre
        for token in (*sentence.under(centre), *(sentence.under(at) if at != verb.head else ())):
            marks = word == "to" and token < verb.head  # "to go"
            if sentence.lowers[token] == word and sentence.label(token) in PARTICLES and not marks:
                return token
        for child in sentence.under(verb.head):
            for token in sentence.under(child):
                behind = sentence.label(token + 1) if token < child - 1 else ""
                if sentence.lowers[token] == word and sentence.label(token) == behind == "case":
                    return token
        after = verb.head + 1
        close = after < sentence.last and sentence.lowers[after] == word and not self._before_day(sentence, after)
        infinitive = close and word == "to" and sentence.label(after) == "mark"  # "going to operate"
        return after if close and not infinitive else None

    def _before_day(self, sentence: Sentence, token: int) -> bool:
        """Whether a small word stands before a time: "fell | on Wednesday"."""
        head = sentence.head(token) if sentence.label(token) == "case" else -1
        group = sentence.groups.get(head)
        return group is not None and group.kind == "time"


def _fewness(verb: Verb) -> int:
    return -len(verb.rest)


def _by_first_word(senses: Sequence[Verb]) -> Opened:
    """First further word ("" for none) -> the constructions that have it: their place among all, their words."""
    found: dict[str, list[tuple[int, frozenset[str], Verb]]] = {}
    for place, each in enumerate(senses):
        found.setdefault(each.rest[0] if each.rest else "", []).append((place, frozenset(each.rest), each))
    return found


def _on_object(sentence: Sentence, arguments: Sequence[Argument]) -> list[Argument]:
    """What the parser hung on a verb's object though the verb can take it: "drove them from their homes"."""
    objects = [each.token for each in arguments if each.slot == "object"]
    return [each for token in objects for each in sentence.arguments.get(token, ())]


def _marks(lexicon: Lexicon) -> tuple[frozenset[str], dict[str, set[str]]]:
    """Forms that can name an event by themselves, and forms that can with one of some other words."""
    sure: set[str] = set(lexicon.nouns)
    unsure: dict[str, set[str]] = defaultdict(set)
    told = {lemma: _further(senses) for lemma, senses in lexicon.verbs.items()}
    auxiliaries = {word: ("be",) for word, found in lexicon.closed.items() if found == "B"}
    auxiliaries |= {word: ("have",) for word, found in lexicon.closed.items() if found == "H"}
    for form, lemmas in (*lexicon.forms.items(), *auxiliaries.items()):
        for lemma in lemmas:
            alone, words = told.get(lemma, NOTHING)
            if alone:
                sure.add(form)
            if words:
                unsure[form] |= words
    return frozenset(sure), dict(unsure)


def _further(senses: Sequence[Verb]) -> tuple[bool, frozenset[str]]:
    """Whether a verb can name an event by itself, and the words beside which it can."""
    naming = [each.rest[:1] for each in senses if each.trigger is not None]
    words = frozenset().union(*naming)
    return () in naming, frozenset().union(*map(_plurals, words))


@lru_cache(KEPT)
def _plurals(word: str) -> tuple[str, ...]:
    """Forms whose singular a word can be."""
    forms = (word, word + "s", word + "es")
    if word.endswith("man"):
        return (*forms, word[:-3] + "men")
    return (*forms, word[:-1] + "ies") if word.endswith("y") else forms


@lru_cache(KEPT)
def singulars(word: str) -> tuple[str, ...]:
    """What a noun's singular can be, the word itself first."""
    if not word.endswith("s"):
        return (word, word[:-2] + "an") if word.endswith("men") else (word,)
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("ves"):
        return word, word[:-1], word[:-3] + "fe", word[:-3] + "f"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])
