"""A sentence's structure: what it names is one unit to the grammar, the learned table parses the units, and every verb
and noun gets what hangs on it as typed noun groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from contested.reading.counts import Quantity
from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.mending import NOMINAL
from contested.reading.noun_groups import NounGroups
from contested.reading.sentence import Argument, Sentence
from contested.reading.syntax import Syntax
from contested.reading.syntax.arcs import ways
from contested.reading.syntax.tree import Tree
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens
from contested.reading.trees import Trees
from contested.reading.units import Unit, Units
from contested.reading.verb_groups import VerbGroups

CORE: Final = frozenset(("subject", "object", "indirect", "complement", "particle", "poss", "mod"))
PLACED: Final = frozenset(("in", "at", "near", "outside", "inside", "on"))  # slots of where something is
BARE: Final = frozenset(("WH", "WRB", "SCONJ"))  # tags of mere relative and complement words, as "that" is one
CLOSE: Final = 3  # tokens between two verbs that share an object


class Draft(NamedTuple):
    """The sentence of tokens [first, last) before it is parsed: its units, and the brackets that only rename one.

    Of a bracket: its first token, the one behind its last, the unit before it.
    """

    tokens: Tokens
    first: int
    last: int
    units: list[Unit]
    asides: list[tuple[int, int, int]]
    entity_at: Mapping[int, Entity]


class Structures:
    """Builds the structure of sentences."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax) -> None:
        self.units, self.trees = Units(lexicon), Trees(lexicon, syntax)
        self.verbs, self.nouns = VerbGroups(lexicon), NounGroups(lexicon)
        self.prepositions = lexicon.prepositions
        self.seeing = lexicon.cue_sets["attribution"]["seeing"]

    def sentence(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        entity_at: Mapping[int, Entity],
        times: Sequence[TimeSpan],
        counts: Sequence[Quantity],
    ) -> Sentence:
        """The structure of the sentence of tokens [first, last); ``times`` and ``counts``: those that begin in it."""
        draft = self.draft(tokens, first, last, entity_at, times, counts)
        return self.built(draft, self.parsed([draft])[0])

    def draft(
        self,
        tokens: Tokens,
        first: int,
        last: int,
        entity_at: Mapping[int, Entity],
        times: Sequence[TimeSpan],
        counts: Sequence[Quantity],
    ) -> Draft:
        """What `sentence` parses."""
        units, asides = self.units.of(tokens, first, last, entity_at, times, counts)
        return Draft(tokens, first, last, units, asides, entity_at)

    def parsed(self, drafts: Sequence[Draft]) -> list[Tree]:
        """The trees of drafts, each as it would be alone; many at once take less time."""
        return self.trees.of([draft.units for draft in drafts])

    def built(self, draft: Draft, tree: Tree) -> Sentence:
        """The structure of a draft, whose tree is known."""
        sentence = _spread(draft, tree)
        self.verbs.add(sentence)
        self._arguments(sentence, draft.units, tree)
        return sentence

    def _arguments(self, sentence: Sentence, units: Sequence[Unit], tree: Tree) -> None:
        """Fill the slots of verbs and nouns."""
        heads, tags, verbs, first = [unit.last - 1 for unit in units], sentence.tags, sentence.verbs, sentence.first
        copulas = {verb.copula: verb.head for verb in verbs.values() if verb.copula >= 0}
        for (above, written, below), via in ways([unit.word for unit in units], tree).items():
            head, dependent = heads[above], heads[below]
            slot = self.prepositions.get(written, written)
            is_verb = dependent in verbs
            if is_verb and slot == "complement":
                sentence.complements.setdefault(head, []).append(dependent)
                continue
            tag = tags[dependent - first]
            if (is_verb and tag not in NOMINAL) or tag in BARE or sentence.lowers[dependent] == "that":
                continue
            place = copulas[head] if slot == "subject" and head in copulas else head
            found = sentence.arguments.setdefault(place, [])
            for group in self.nouns.groups(sentence, dependent):
                if not _stands(found, slot, group.head):
                    found.append(Argument(slot, group, group.head))
            sentence.via[place, dependent] = via
        self._of_several_words(sentence)
        self._share_agents(sentence)
        self._share_objects(sentence)
        self._hand_down(sentence)
        self.nouns.add(sentence)
        self._days(sentence, units)
        for complement, copula in copulas.items():
            slot = self.nouns.preposition(sentence, complement) or "complement"
            found = sentence.arguments.setdefault(copula, [])
            found.extend(Argument(slot, group, group.head) for group in self.nouns.groups(sentence, complement))
        for head, arguments in sentence.arguments.items():
            for each in arguments:
                sentence.taken.setdefault(each.token, []).append((head, each))

    def _of_several_words(self, sentence: Sentence) -> None:
        """Read a noun between two prepositions as one with them: "fled | in the direction of | Homs" is towards it."""
        for head, arguments in sentence.arguments.items():
            for at, each in enumerate(arguments):
                of, first = each.group.of, each.group.first
                if of is None or each.token < 0 or sentence.lowers[first] not in ("the", sentence.lowers[each.token]):
                    continue
                slot = self.prepositions.get(f"{each.slot}_{sentence.lowers[each.token]}_of")
                if slot is not None:
                    arguments[at] = Argument(slot, of, of.head)
                    sentence.via[head, of.head] = sentence.via.get((head, each.token), "")

    def _days(self, sentence: Sentence, units: Sequence[Unit]) -> None:
        """Say of groups that are times that they are: "fell on Wednesday" falls on nobody."""
        for unit in units:
            group = sentence.groups.get(unit.last - 1) if unit.kind == "time" else None
            if group is not None and group.type == "thing":
                group.kind = "time"

    def _share_agents(self, sentence: Sentence) -> None:
        """Give coordinated passives one agent: "were abducted and killed by X", "shot by X and left behind"."""
        for token, verb in sentence.verbs.items():
            other = sentence.verbs.get(sentence.head(token)) if sentence.label(token) == "conj" else None
            if other is None or not (verb.passive and other.passive):
                continue
            suffered = {each.token for each in (*sentence.objects(token), *sentence.objects(other.head))}
            mine, theirs = (
                [each for each in sentence.subjects(head) if each.token not in suffered] for head in (token, other.head)
            )  # "was shot | and died"
            if mine and not theirs:
                sentence.arguments.setdefault(other.head, []).extend(mine)
            elif theirs and not mine:
                sentence.arguments.setdefault(token, []).extend(theirs)

    def _hand_down(self, sentence: Sentence) -> None:
        """Give a complement the phrases of the verb over it: "In Homs, the army | continues to shell the rebels".

        What is seen at a place is there: "In Homs observers saw | a house hit by a shell".
        """
        for token in sentence.verbs:
            above, wanted = sentence.head(token), None
            if sentence.label(token) != "xcomp" or above not in sentence.verbs:
                above, wanted = self._seen_by(sentence, token), PLACED
            if above < 0:
                continue
            own = sentence.arguments.setdefault(token, [])
            tokens = {each.token for each in own}
            over = [each for each in sentence.arguments.get(above, ()) if wanted is None or each.slot in wanted]
            own.extend(each for each in over if each.slot not in CORE and each.token not in tokens)

    def _seen_by(self, sentence: Sentence, token: int) -> int:
        """The verb of seeing or hearing whose object a verb's clause is, or the noun that it describes; -1 for none."""
        above, label = sentence.head(token), sentence.label(token)
        if label == "acl" and above >= 0 and sentence.label(above) == "obj":
            above = sentence.head(above)
        elif label != "ccomp":
            return -1
        verb = sentence.verbs.get(above)
        return above if verb is not None and not self.seeing.isdisjoint(verb.lemmas) else -1

    def _share_objects(self, sentence: Sentence) -> None:
        """Give coordinated verbs the object that stands behind the last: "killed and wounded some 700"."""
        for token, verb in sentence.verbs.items():
            other = sentence.verbs.get(sentence.head(token)) if sentence.label(token) == "conj" else None
            if other is None or verb.passive or token - other.head > CLOSE or sentence.objects(token):
                continue
            behind = [each for each in sentence.objects(other.head) if each.token > token]
            sentence.arguments.setdefault(token, []).extend(behind)


def _stands(found: Sequence[Argument], slot: str, token: int) -> bool:
    """Whether a token stands in a slot already."""
    return (slot, token) in [(each.slot, each.token) for each in found]


def _spread(draft: Draft, tree: Tree) -> Sentence:
    """A tree over units as one over tokens: the last token of a unit heads it, brackets hang on what they rename."""
    tokens, first, last, units, asides, entity_at = draft
    size = last - first
    tags, heads, labels = ["PUNCT"] * size, [-1] * size, ["punct"] * size
    ends = [unit.last - 1 for unit in units]
    for at, (end, tag, above, label) in enumerate(zip(ends, tree.tags, tree.heads, tree.labels, strict=True)):
        tags[end - first], labels[end - first] = tag, label
        heads[end - first] = ends[above] if above >= 0 else -1
        unit = units[at]
        for token in range(unit.first - first, end - first):
            tags[token], labels[token], heads[token] = tag, "flat", end
            if unit.kind == "measure":
                tags[token] = "NUM"
    for begin, stop, unit_before in asides:
        for token in range(begin, stop):
            mark = not tokens.words[token][0].isalpha()
            heads[token - first] = ends[unit_before]
            tags[token - first], labels[token - first] = ("PUNCT", "punct") if mark else ("PROPN", "appos")
    return Sentence(tokens, first, last, tags, heads, labels, entity_at)
