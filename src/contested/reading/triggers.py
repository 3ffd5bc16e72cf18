"""Which senses of a verb the words around it allow: "take X", "take control of X", "drive X out"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from contested.reading.chunks import Chunk
from contested.reading.clauses import Clauses
from contested.reading.lexicon import Lexicon, Verb
from contested.reading.verbs import AUXILIARIES, VerbGroup

SKIPPED_IN_PHRASE = frozenset("DJVY'#Q")
MOST_SKIPPED = 4  # tokens between two words of a phrase
LINKING = frozenset(("of", "at", "on", "against", "to", "with"))  # may follow a noun that has become the subject
NONE = -1


class Sense(NamedTuple):
    """A verb's sense in a sentence: the token behind its words, the chunk where its objects begin, and the chunk of an
    object that stands between the verb and its words ("drive the rebels out"), or -1."""

    verb: Verb
    end: int
    start: int
    between: int = NONE


class Senses:
    """Finds the senses of a sentence's verbs, each verb's once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.plain = {lemma: [each for each in senses if not each.rest] for lemma, senses in lexicon.verbs.items()}
        self.phrasal = {lemma: _by_opener(senses) for lemma, senses in lexicon.verbs.items()}
        self.passive: dict[str, list[Verb]] = defaultdict(list)  # "be besieged": by the word after "be"
        for each in lexicon.verbs.get("be", ()):
            if each.rest:
                self.passive[each.rest[0]].append(each)
        self.sure, self.unsure = _marks(lexicon)
        self.light = frozenset(
            lemma for lemma, senses in lexicon.verbs.items() if any(each.light is not None for each in senses)
        )

    def may_be(self, words: frozenset[str]) -> bool:
        """Whether a sentence with these words can tell of an event at all: most that cannot are found out by this."""
        if not words.isdisjoint(self.sure):
            return True
        return any(not self.unsure[form].isdisjoint(words) for form in self.unsure.keys() & words)

    def may_tell(self, clauses: Clauses, verb: VerbGroup) -> bool:
        """Whether a verb among these words can tell of an event by one of its senses."""
        form = clauses.tokens.lowers[verb.head]
        if form in self.sure or form in self.passive:
            return True
        return form in self.unsure and not self.unsure[form].isdisjoint(clauses.words)

    def may_carry(self, verb: VerbGroup) -> bool:
        """Whether a verb can be the verb of an event noun: "launched an attack", "the attack was condemned"."""
        return verb.passive or not self.light.isdisjoint(verb.lemmas)

    def of(self, clauses: Clauses, verb: VerbGroup) -> list[Sense]:
        """The senses whose words all follow, those of most words first."""
        known = clauses.senses.get(verb.index)
        if known is None:
            known = clauses.senses[verb.index] = self._find(clauses, verb)
        return known

    def _find(self, clauses: Clauses, verb: VerbGroup) -> list[Sense]:
        found: list[Sense] = []
        for lemma in verb.lemmas:
            if lemma not in self.plain:
                continue
            openers = self.phrasal[lemma].keys()
            if not openers.isdisjoint(clauses.words):
                ranked = dict(row for form in openers & clauses.words for row in self.phrasal[lemma][form])
                for rank in sorted(ranked):
                    _add(found, clauses, verb, ranked[rank], ranked[rank].rest)
            found.extend(Sense(each, verb.head + 1, verb.index + 1) for each in self.plain[lemma])
        if verb.passive:
            for each in self.passive.get(clauses.tokens.lowers[verb.head], ()):
                _add(found, clauses, verb, each, each.rest[1:])
        if len(found) > 1:
            found.sort(key=lambda sense: -len(sense.verb.rest))
        return found


def _by_opener(senses: Sequence[Verb]) -> dict[str, list[tuple[int, Verb]]]:
    """Senses with further words, numbered, by each form that the first of these words can have in a text."""
    found: dict[str, list[tuple[int, Verb]]] = defaultdict(list)
    for rank, each in enumerate(senses):
        for form in _plurals(each.rest[0]) if each.rest else ():
            found[form].append((rank, each))
    return dict(found)


def _marks(lexicon: Lexicon) -> tuple[frozenset[str], dict[str, set[str]]]:
    """Forms that can name an event by themselves, and forms that can with one of some other words."""
    sure: set[str] = set(lexicon.nouns)
    unsure: dict[str, set[str]] = defaultdict(set)
    # auxiliaries have forms that no table of verbs has: "weren't"
    auxiliaries = {word: (AUXILIARIES[found],) for word, found in lexicon.closed.items() if found in AUXILIARIES}
    for form, lemmas in (*lexicon.forms.items(), *auxiliaries.items()):
        for each in (each for lemma in lemmas for each in lexicon.verbs.get(lemma, ()) if each.trigger is not None):
            if each.rest:
                unsure[form].update(_plurals(each.rest[0]))
            else:
                sure.add(form)
    return frozenset(sure), dict(unsure)


def _add(found: list[Sense], clauses: Clauses, verb: VerbGroup, each: Verb, rest: tuple[str, ...]) -> None:
    match = _follow(clauses, verb, rest)
    if match is not None:
        found.append(Sense(each, *match))


def _follow(clauses: Clauses, verb: VerbGroup, rest: tuple[str, ...]) -> tuple[int, int, int] | None:
    """Match the words after a verb: directly, or after its object ("drive the rebels out")."""
    chunks = clauses.chunks
    end = _match(clauses, verb.head + 1, rest)
    if end is not None:
        return end, _chunk_from(chunks, end, verb.index), NONE
    between = clauses.objects(verb.index + 1)
    if between:
        end = _match(clauses, chunks[between[-1]].last, rest)
        if end is not None:
            return end, _chunk_from(chunks, end, between[-1]), between[0]
    if (verb.passive or clauses.reduced(verb.index)) and _is_passive_phrase(clauses, verb, rest):
        return verb.head + 1, verb.index + 1, NONE
    return None


def _is_passive_phrase(clauses: Clauses, verb: VerbGroup, rest: tuple[str, ...]) -> bool:
    """ "hostages were freed", "a grenade was thrown": the noun of the phrase is the passive's subject."""
    if len(rest) > 1 and rest[1] not in LINKING:
        return False
    lowers = clauses.tokens.lowers
    return any(rest[0] in singulars(lowers[clauses.group(k).head]) for k in clauses.subjects(verb.index))


def _match(clauses: Clauses, at: int, rest: Sequence[str]) -> int | None:
    """The token behind a phrase whose words stand from a token on, with determiners and the like between."""
    lowers, classes, first = clauses.tokens.lowers, clauses.classes, clauses.first
    last = first + len(classes)
    for word in rest:
        skipped = 0
        while at < last and lowers[at] != word and word not in singulars(lowers[at]):
            if classes[at - first] not in SKIPPED_IN_PHRASE or skipped == MOST_SKIPPED:
                return None
            at += 1
            skipped += 1
        if at >= last:
            return None
        at += 1
    return at


def singulars(word: str) -> tuple[str, ...]:
    """What a noun's singular can be, the word itself first."""
    if not word.endswith("s"):
        return (word, word[:-2] + "an") if word.endswith("men") else (word,)
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("ves"):
        return word, word[:-1], word[:-3] + "fe", word[:-3] + "f"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])


def _plurals(word: str) -> tuple[str, ...]:
    """A word and what its plural can be: all words of which it is among the `singulars`."""
    found = (word, f"{word}s", f"{word}es")
    if word.endswith("man"):
        return *found, f"{word[:-2]}en"
    return (*found, f"{word[:-1]}ies", f"{word[:-1]}ves", f"{word[:-2]}ves") if word[-1] in "yef" else found


def _chunk_from(chunks: Sequence[Chunk], token: int, at: int) -> int:
    """The first chunk, from ``at`` on, that reaches beyond a token: "shot dead | three policemen"."""
    while at < len(chunks) and chunks[at].last <= token:
        at += 1
    return at
