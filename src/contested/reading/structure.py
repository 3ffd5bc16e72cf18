"""A sentence's structure: what it names is one unit to the grammar, the learned table parses the units, and every verb
and noun gets what hangs on it as typed noun groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from contested.reading.counts import Quantity
from contested.reading.entities import Entity
from contested.reading.groups import Describer
from contested.reading.lexicon import ADJECTIVE, ADVERB, BASE, ING, NOUN, PARTICIPLE, PAST, PLURAL, THIRD, Lexicon
from contested.reading.segments import Segments
from contested.reading.sentence import Argument, Group, Sentence, VerbGroup
from contested.reading.syntax import Syntax
from contested.reading.syntax.arcs import arcs
from contested.reading.syntax.tree import Tree, is_verb
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens

NAMED = frozenset(("actor", "place", "person", "name", "nationality", "means"))  # kinds that are one unit
LONGEST_TIME = 6  # tokens from which a time is told by words that are read as any are
DAY = "Monday"  # how the grammar reads a time of several words
NOMINAL = frozenset(("NN", "NNS", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X", "WH", "EX"))
AREAS = frozenset(("area_km2", "distance_km"))
NAMED_KINDS = frozenset(("place", "actor", "name", "person"))
SUBJECT = frozenset(("nsubj", "nsubj:pass"))
ADJACENT = frozenset(("compound", "amod", "nummod", "flat", "other", "appos", "nmod", "obl", "nsubj"))
SINGULAR = frozenset(("place", "time"))  # kinds of units that little hangs on
WITHIN = {"place": ("in", "of", "near"), "time": ("of", "in")}  # prepositions that may hang on them
NO_VERBS = frozenset(("obj", "obl", "nmod", "nsubj", "iobj", "compound", "amod"))  # labels that no finite verb bears
FINITE = frozenset(("VVBD", "VVBZ", "VVBP", "BE", "HAVE", "DO", "MODAL"))
OPENS_OBJECT = frozenset(("SCONJ", "WH", "DET", "NUM", "PRPS", "PROPN", "ADJ", "NN", "NNS", "PRON"))
BEFORE_HEAD = frozenset(("det", "amod", "nummod", "compound", "flat", "nmod:poss", "advmod", "other"))
CLIMBED = BEFORE_HEAD | {"conj", "cc", "punct", "case"}
PART_OF_GROUP = frozenset(("det", "amod", "nummod", "compound", "flat", "case", "mark", "punct", "advmod", "cc"))
BEHIND_HEAD = frozenset(("flat", "nummod", "compound"))
AUXILIARY = frozenset(("aux", "aux:pass", "cop"))
NEGATING = frozenset(("never", "neither", "nor", "hardly", "scarcely", "not", "n't"))
ROAD_ENDS = frozenset(("between", "from", "linking", "connecting", "to"))
DIVISIBLE = frozenset(("place", "area", "name", "site", "road"))
SHORTEST_KNOWN = 4  # letters of a word that the lexicon may overrule the tagger by
CORE = frozenset(("subject", "object", "indirect", "complement", "particle", "poss", "mod"))
CLOSE = 3  # tokens between two verbs that share an object
MOST_INNER = 8  # groups of one list that an outer one is folded with


class Unit(NamedTuple):
    """Tokens [first, last) that are one word to the grammar: how it reads them, its tag where that is known, and what it
    names: place, actor, time, number, "" for nothing."""

    first: int
    last: int
    word: str
    tag: str
    kind: str = ""


class Structures:
    """Builds the structure of sentences."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax) -> None:
        grammar = lexicon.cue_sets["grammar"]
        self.lexicon, self.syntax, self.describer = lexicon, syntax, Describer(lexicon)
        self.segments = Segments(lexicon)
        self.quantifiers, self.parts = grammar["quantifiers"], grammar["parts"]
        self.directions = lexicon.cue_sets["relations"]["directions"]
        self.transparent, self.prepositions = grammar["transparent"], lexicon.prepositions
        classes = lexicon.cue_sets["classes"]
        self.controlling = grammar["object_control"]
        self.harmed = frozenset(lexicon.cues["losses"]["suffered"])
        self.numbers = frozenset(grammar["quantifiers"])
        self.determiners, self.prepositional = classes["D"], classes["P"] | classes["T"]

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
        units, asides = self._units(tokens, first, last, entity_at, times, counts)
        words = [unit.word for unit in units]
        fixed = {at: unit.tag for at, unit in enumerate(units) if unit.tag}
        tree = self._tree(units, words, fixed)
        sentence = _spread(tokens, first, last, units, asides, tree, entity_at)
        self._verbs(sentence)
        self._arguments(sentence, units, words, tree)
        return sentence

    def _tree(self, units: Sequence[Unit], words: Sequence[str], fixed: Mapping[int, str]) -> Tree:
        """The tree of a sentence's units: each segment parsed by itself, the later ones hung on the first."""
        lowers = [unit.word.lower() for unit in units]
        segments = self.segments.cut(lowers, lambda at: bool(units[at].tag))
        size = len(units)
        tags, heads, labels = ["PUNCT"] * size, [-1] * size, ["punct"] * size
        root = -1
        for segment in segments:
            at = {k: i for i, k in enumerate(segment.units)}
            known = {at[k]: tag for k, tag in fixed.items() if k in at}
            own = [words[k] for k in segment.units]
            tree = _mended(self._parsed(own, known), own, [units[k].kind for k in segment.units], self._controls)
            for i, k in enumerate(segment.units):
                tags[k], labels[k] = tree.tags[i], tree.labels[i]
                above = tree.heads[i]
                heads[k] = segment.units[above] if above >= 0 else -1
                if above < 0 and tags[k] != "PUNCT" and root >= 0:
                    host = segment.host if segment.host >= 0 else root
                    heads[k], labels[k] = host, segment.label
            if root < 0:
                root = _root(segment.units, heads, tags)
        return Tree(tags, heads, labels)

    def _controls(self, word: str) -> bool:
        """Whether a verb makes its object act: "forced them to leave"."""
        return any(lemma in self.controlling for lemma in self.lexicon.forms.get(word.lower(), (word.lower(),)))

    def _parsed(self, words: Sequence[str], known: dict[int, str]) -> Tree:
        """The tree of a segment; where it has no finite verb, once more with the form that is likely to be one."""
        tree = self.syntax.parse(words, known)
        reduced = self._reduced(words, tree)
        if reduced >= 0:
            return self.syntax.parse(words, {**known, reduced: "VVBN"})
        if _is_clause(tree):
            return tree
        found = self._likely_finite(words, tree.tags)
        return tree if found is None else self.syntax.parse(words, {**known, found[0]: found[1]})

    def _reduced(self, words: Sequence[str], tree: Tree) -> int:
        """A form read as a past that is a participle, since a finite verb stands in its object's place; -1 for none.

        "Footage | published on Monday | shows": "published" is none of the clause's verbs.
        """
        for at, label in enumerate(tree.labels):
            above = tree.heads[at]
            if above < 0 or above > at or tree.tags[at] not in ("VVBZ", "VVBD", "VVBP") or label not in NO_VERBS:
                continue
            if tree.tags[above] == "VVBD" and self.lexicon.words.get(words[above].lower(), 0) & PARTICIPLE:
                return above
        return -1

    def _likely_finite(self, words: Sequence[str], tags: Sequence[str]) -> tuple[int, str] | None:
        """The word of a clause without a finite verb that is likely to be its verb, and its tag; None for none.

        "Soldiers shot three men", "Four men died in Goma", "Taliban enter Kabul"; but "12 killed in Goma" is a passive.
        """
        for at, word in enumerate(words):
            lower = word.lower()
            if at == 0 or not self.lexicon.words.get(lower, 0) & PAST or tags[at] == "PROPN":
                continue
            before, after = tags[at - 1], tags[at + 1] if at + 1 < len(tags) else "PUNCT"
            if before in ("DET", "ADP", "PRPS", "TO") or (at + 1 < len(words) and words[at + 1].lower() == "by"):
                continue
            transitive = any(self.lexicon.transitive.get(lemma, False) for lemma in self.lexicon.forms.get(lower, ()))
            if after in OPENS_OBJECT or not transitive:
                return at, "VVBD"
        for at in range(1, len(words) - 1):
            bits, before = self.lexicon.words.get(words[at].lower(), 0), tags[at - 1]
            if tags[at + 1] not in OPENS_OBJECT or words[at][0].isupper() or tags[at][0] == "V":
                continue
            if bits & THIRD and before in ("NN", "PROPN", "NNS"):
                return at, "VVBZ"
            if bits & BASE and words[at].lower() in self.lexicon.forms and before in ("NNS", "PROPN"):
                return at, "VVBP"
        return None

    # --- units --------------------------------------------------------------------------------------------------------

    def _units(
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
        for entity in {id(each): each for each in entity_at.values()}.values():
            if entity.kind in NAMED and entity.last <= last:
                word = tokens.words[entity.last - 1]
                single = entity.last - entity.first == 1
                tag = "" if single and entity.kind in ("nationality", "means") else _tag_of_name(entity, word)
                spans[entity.first] = (entity.last, word, tag, entity.kind)
        self._roads(tokens, last, spans)
        units: list[Unit] = []
        asides: list[tuple[int, int, int]] = []
        i = first
        while i < last:
            bracket = self._bracket(tokens, i, last, units)
            if bracket:
                asides.append((i, bracket, len(units) - 1))
                i = bracket
                continue
            stop, word, tag, kind = spans.get(i, (i + 1, tokens.words[i], "", ""))
            if not tag and stop == i + 1:
                tag = self._known(tokens, i, first, last)
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

    def _known(self, tokens: Tokens, i: int, first: int, last: int) -> str:
        """The tag of a word that the lexicon is sure of: one that can only be a noun, an event noun in -ing."""
        lower = tokens.lowers[i]
        bits = self.lexicon.words.get(lower, 0)
        if tokens.words[i] != lower and i > first:
            return ""
        past = bits & PAST and not bits & (NOUN | PLURAL | ADJECTIVE | BASE)
        if past and i > first and tokens.lowers[i - 1] == "to":
            return "VVB"  # a slip of the pen: "served to returned"
        if lower == "to" and i + 1 < last:
            following = self.lexicon.words.get(tokens.lowers[i + 1], 0)
            if following & PAST and not following & (NOUN | PLURAL | ADJECTIVE | BASE):
                return "TO"
        if bits & PARTICIPLE and not bits & (PAST | BASE | NOUN | PLURAL):
            return "VVBN"
        if bits & PAST and bits & PARTICIPLE and not bits & (NOUN | BASE) and self._lists_verb(tokens, i, first, last):
            return "VVBD"
        if lower in self.harmed and i > first and tokens.lowers[i - 1][-1:].isdigit() | (tokens.lowers[i - 1] in self.numbers):
            return "NNS" if i + 1 >= last or self._ends_group(tokens.lowers[i + 1]) else ""
        owned = i > first and (tokens.lowers[i - 1] in ("'s", "’s") or tokens.lowers[i - 1] in self.determiners)
        if owned and bits & (NOUN | PLURAL) and bits & (BASE | THIRD | PAST) and not bits & ADJECTIVE:
            if i + 1 >= last or self._ends_group(tokens.lowers[i + 1]):
                return "NNS" if bits & PLURAL else "NN"
        if self._names_event(tokens, i, first):
            return "NNS" if bits & (PLURAL | THIRD) and lower.endswith("s") else "NN"
        if lower in self.lexicon.nouns and lower.endswith("ing"):
            before = tokens.lowers[i - 1] if i > first else ""
            after = tokens.lowers[i + 1] if i + 1 < last else ""
            opens = before == "" or before in self.determiners or before in self.prepositional or before in ("and", "as")
            return "NN" if after == "of" or (opens and self._ends_group(after)) else ""
        if not bits & (NOUN | PLURAL) or bits & (ADJECTIVE | ADVERB | BASE | THIRD | PAST | PARTICIPLE | ING):
            return ""
        if len(lower) < SHORTEST_KNOWN or lower in self.lexicon.closed or tokens.words[i] != lower:
            return ""
        return "NNS" if bits & PLURAL else "NN"

    def _lists_verb(self, tokens: Tokens, i: int, first: int, last: int) -> bool:
        """Whether a past form goes on a list of verbs: "took the town, captured the airbase and destroyed 12 tanks"."""
        before = tokens.lowers[max(first, i - 5) : i]
        if not before or before[-1] not in (",", "and", "then") or i + 1 >= last:
            return False
        after = tokens.lowers[i + 1]
        opens = after in self.determiners or after[0].isdigit() or tokens.words[i + 1][0].isupper()
        return opens and not any(self.lexicon.closed.get(word) in ("B", "H") for word in before)

    def _names_event(self, tokens: Tokens, i: int, first: int) -> bool:
        """Whether a word heads an event noun of several words: "air raid", "suicide bomb"."""
        for noun in self.lexicon.nouns.get(tokens.lowers[i], ()):
            size = len(noun.before)
            if size and i - size >= first and tuple(tokens.lowers[i - size : i]) == noun.before:
                return True
        return False

    def _ends_group(self, word: str) -> bool:
        """Whether a noun group has ended before a word: a preposition, a mark, a verb."""
        bits = self.lexicon.words.get(word, 0)
        verb = bits & (THIRD | PAST | PARTICIPLE) and not bits & (ADJECTIVE | NOUN)
        return bool(verb) or word in self.prepositional or self.lexicon.closed.get(word, "") in tuple("BHKMCS") or not word[:1].isalpha()

    def _bracket(self, tokens: Tokens, i: int, last: int, units: Sequence[Unit]) -> int:
        """Where a bracket ends that only renames what stands before it: "(RSF)", "(SDF)"; 0 where none begins."""
        if tokens.words[i] not in "([" or not units:
            return 0
        stop = next((j for j in range(i + 1, min(i + 5, last)) if tokens.words[j] in ")]"), 0)
        inside = tokens.words[i + 1 : stop] if stop else []
        renames = len(inside) == 1 and inside[0][0].isalpha() and inside[0].isupper()
        return stop + 1 if renames and units[-1].word[0].isalpha() else 0

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _verbs(self, sentence: Sentence) -> None:
        """The verb groups of a sentence, copulas with their complements among them."""
        for token in range(sentence.first, sentence.last):
            tag = sentence.tag(token)
            if is_verb(tag):
                sentence.verbs[token] = self._verb(sentence, token, token, tag)
            elif sentence.label(token) == "cop" and sentence.head(token) >= 0:
                verb = self._verb(sentence, token, sentence.head(token), tag)
                verb.copula = sentence.head(token)
                sentence.verbs[token] = verb
        for verb in sentence.verbs.values():
            self._share(sentence, verb)

    def _verb(self, sentence: Sentence, token: int, centre: int, tag: str) -> VerbGroup:
        """The verb group of a token; its auxiliaries hang on ``centre``: itself, or the complement of a copula."""
        lower = sentence.lowers[token]
        copula = centre != token
        verb = VerbGroup(token, ("be",) if copula else self.lexicon.forms.get(lower) or (lower,))
        be = have = infinitive = False
        for child in sentence.under(centre):
            label, word = sentence.label(child), sentence.lowers[child]
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
                verb.passive = verb.passive or label == "aux:pass"
            elif label == "mark" and sentence.tag(child) == "TO":
                infinitive, verb.first = True, min(verb.first, child)
            elif word in NEGATING and label in ("advmod", "other", "cc") and child <= token + 1:
                verb.negated = True
                verb.first, verb.last = min(verb.first, child), max(verb.last, child + 1)
            elif label == "nsubj:pass":
                verb.passive = True
        finite = bool(verb.modal) or be or have
        if infinitive:
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

    # --- arguments ----------------------------------------------------------------------------------------------------

    def _arguments(self, sentence: Sentence, units: Sequence[Unit], words: Sequence[str], tree: Tree) -> None:
        """Fill the slots of verbs and nouns."""
        heads = [unit.last - 1 for unit in units]
        copulas = {verb.copula: verb.head for verb in sentence.verbs.values() if verb.copula >= 0}
        for arc in arcs(words, tree):
            head, dependent = heads[arc.head], heads[arc.dependent]
            slot = self.prepositions.get(arc.slot, arc.slot)
            if slot == "complement" and dependent in sentence.verbs:
                sentence.complements.setdefault(head, []).append(dependent)
                continue
            if (dependent in sentence.verbs and not is_nominal(sentence, dependent)) or self._is_bare(sentence, dependent):
                continue
            place = copulas[head] if slot == "subject" and head in copulas else head
            found = sentence.arguments.setdefault(place, [])
            for group in self.groups(sentence, dependent):
                if not any(each.slot == slot and each.token == group.head for each in found):
                    found.append(Argument(slot, group, group.head))
            sentence.via[place, dependent] = arc.via
        self._share_agents(sentence)
        self._share_objects(sentence)
        self._hand_down(sentence)
        for token in range(sentence.first, sentence.last):
            if is_nominal(sentence, token) and sentence.label(token) not in PART_OF_GROUP:
                self.group(sentence, token)
        for complement, copula in copulas.items():
            slot = self._preposition(sentence, complement) or "complement"
            found = sentence.arguments.setdefault(copula, [])
            found.extend(Argument(slot, group, group.head) for group in self.groups(sentence, complement))

    def _share_agents(self, sentence: Sentence) -> None:
        """Give coordinated passives one agent: "were abducted and killed by X", "shot by X and left behind"."""
        for token, verb in sentence.verbs.items():
            other = sentence.verbs.get(sentence.head(token)) if sentence.label(token) == "conj" else None
            if other is None or not (verb.passive and other.passive):
                continue
            mine, theirs = sentence.subjects(token), sentence.subjects(other.head)
            if mine and not theirs:
                sentence.arguments.setdefault(other.head, []).extend(mine)
            elif theirs and not mine:
                sentence.arguments.setdefault(token, []).extend(theirs)

    def _hand_down(self, sentence: Sentence) -> None:
        """Give a complement the phrases of the verb over it: "In Homs, the army | continues to shell the rebels"."""
        for token in sentence.verbs:
            above = sentence.head(token)
            if sentence.label(token) != "xcomp" or above not in sentence.verbs:
                continue
            own = sentence.arguments.setdefault(token, [])
            tokens = {each.token for each in own}
            over = sentence.arguments.get(above, ())
            own.extend(each for each in over if each.slot not in CORE and each.token not in tokens)

    def _share_objects(self, sentence: Sentence) -> None:
        """Give coordinated verbs the object that stands behind the last: "killed and wounded some 700"."""
        for token, verb in sentence.verbs.items():
            other = sentence.verbs.get(sentence.head(token)) if sentence.label(token) == "conj" else None
            if other is None or verb.passive or token - other.head > CLOSE or sentence.objects(token):
                continue
            behind = [each for each in sentence.objects(other.head) if each.token > token]
            sentence.arguments.setdefault(token, []).extend(behind)

    def _is_bare(self, sentence: Sentence, token: int) -> bool:
        """Whether a token is a mere relative or complement word."""
        return sentence.tag(token) in ("WH", "WRB", "SCONJ") or sentence.lowers[token] == "that"

    def _preposition(self, sentence: Sentence, token: int) -> str:
        """The preposition that a noun stands behind, "" for none."""
        found = [sentence.lowers[each] for each in sentence.under(token) if sentence.label(each) == "case" and each < token]
        slot = "_".join(found)
        return self.prepositions.get(slot, slot)

    def groups(self, sentence: Sentence, token: int) -> list[Group]:
        """The noun groups that a noun stands for: itself, or what it only measures or places ("dozens of villages")."""
        outer = self.group(sentence, token)
        inner = self._of(sentence, token)
        if not inner:
            return self._sharing(sentence, outer)
        first = self.group(sentence, inner[0])
        if not self._folds(sentence, outer, first):
            outer.of = first
            return [outer]
        found: list[Group] = []
        for each in inner[:MOST_INNER]:
            for group in self.groups(sentence, each):
                found.append(self._joined(sentence, outer, group))
        return found

    def _sharing(self, sentence: Sentence, group: Group) -> list[Group]:
        """Two groups where two names share one head: "Armenian and Azerbaijani forces", "Homs and Aleppo provinces"."""
        inside = {id(each): each for at in range(group.first, group.head) if (each := sentence.entity_at.get(at))}
        names = [each for each in inside.values() if each.kind in ("nationality", "actor", "place")]
        joined = [each for each in range(group.first, group.head) if sentence.lowers[each] in ("and", "or", "/")]
        if len(names) < 2 or not joined or group.possessor is not None or sentence.tag(group.head) != "NNS":
            return [group]
        found: list[Group] = []
        for name in names:
            one = group.within(group)
            one.part = None
            if name.kind == "nationality":
                one.nation, one.entity = name, None
            else:
                one.entity, one.nation = name, None
            one.first, one.whole = name.first, (name.first, name.last if name is not names[-1] else group.last)
            found.append(one)
        return found

    def _of(self, sentence: Sentence, token: int) -> list[int]:
        """The nouns that "of" hangs on one, coordinated ones all."""
        for child in sentence.under(token):
            if child > token and sentence.label(child) in ("nmod", "obl") and self._preposition(sentence, child) == "of":
                return list(_coordinated(sentence, child))
        return []

    def group(self, sentence: Sentence, token: int) -> Group:
        """The noun group that a token heads, as it stands in its words."""
        known = sentence.groups.get(token)
        if known is not None:
            return known
        first, last = self._bounds(sentence, token)
        tags = sentence.tags[first - sentence.first : last - sentence.first]
        group = self.describer.group(sentence.tokens, tags, first, last, sentence.entity_at)
        group.whole = (first, last)
        sentence.groups[token] = group
        self._renamed(sentence, token, group)
        if group.type == "road":
            self._road(sentence, token, group)
        return group

    def _bounds(self, sentence: Sentence, token: int) -> tuple[int, int]:
        """The tokens of a noun group: its head with what stands before it and hangs on it."""
        first = token
        entity = sentence.entity_at.get(token)
        if entity is not None and entity.last == token + 1:
            first = entity.first
        while first > sentence.first and self._belongs(sentence, first - 1, token):
            first -= 1
        last = token + 1
        while last < sentence.last and sentence.head(last) == token and self._goes_on(sentence, last):
            last += 1
        return first, last if last == token + 1 or entity is None else token + 1

    def _goes_on(self, sentence: Sentence, token: int) -> bool:
        """Whether a token right behind a head is a part of its name: "Brigade 47"."""
        return sentence.label(token) in BEHIND_HEAD and token not in sentence.entity_at

    def _belongs(self, sentence: Sentence, token: int, head: int) -> bool:
        """Whether a token before a noun hangs on it as a modifier does."""
        at = token
        for _ in range(8):
            label = sentence.label(at)
            if label not in CLIMBED or (label == "case" and sentence.tag(at) != "POS"):
                return False
            if label == "punct" and sentence.lowers[at] not in ("-", "–", "'", "’"):
                return False
            at = sentence.head(at)
            if at == head:
                return label in BEFORE_HEAD or label == "punct"
            if at < 0 or at > head:
                return False
        return False

    def _renamed(self, sentence: Sentence, token: int, group: Group) -> None:
        """Take the name of what is only told by a common noun: "the capital, Kabul"."""
        if group.entity is not None or group.type not in ("place", "site", "thing", "area"):
            return
        for child in sentence.under(token):
            if sentence.label(child) in ("appos", "flat") and child in sentence.entity_at:
                entity = sentence.entity_at[child]
                directed = group.type == "thing" and sentence.lowers[token] in self.directions
                if directed:
                    group.type, group.kind = "place", "region"
                if entity.kind == "place" and group.type in ("place", "site"):
                    group.entity = entity
                    group.whole = (group.whole[0], max(group.whole[1], entity.last))
                    return

    def _road(self, sentence: Sentence, token: int, group: Group) -> None:
        """ "the road between A and B", "the highway from A to B": one place with two ends."""
        ends: list[Group] = []
        for child in sentence.under(token):
            if child > token and self._preposition(sentence, child) in ROAD_ENDS:
                ends.extend(self.group(sentence, each) for each in _coordinated(sentence, child))
        inside = {id(each): each for at in range(group.first, group.head) if (each := sentence.entity_at.get(at))}
        for each in inside.values():
            if each.kind == "place" and len(inside) > 1:
                end = Group(each.first, each.last, each.last - 1, "place", "place")
                end.entity = each
                ends.append(end)
        named = [end for end in ends if end.entity is not None and end.entity.kind in ("place", "name")]
        if len(named) >= 2:
            group.entity, group.parent = named[0].entity, named[1]
            group.whole = (group.whole[0], max(end.whole[1] for end in named[:2]))

    # --- folding ------------------------------------------------------------------------------------------------------

    def _folds(self, sentence: Sentence, outer: Group, inner: Group) -> bool:
        """Whether A of "A of B" only measures or places B."""
        head = sentence.lowers[outer.head]
        if outer.type == "event":
            return False
        if head in self.quantifiers or outer.type in ("number", "pronoun"):
            return True
        if head in self.parts and inner.type in DIVISIBLE:
            return True
        if head in self.parts and inner.type == "thing":
            return inner.first + 1 == inner.last and sentence.lowers[inner.head] in ("country", "region")
        if outer.weak:
            return inner.type in ("actor", "name", "people")
        alike = head in self.transparent or (outer.type == "actor" and outer.entity is None)
        return alike and inner.type in ("actor", "name")

    def _joined(self, sentence: Sentence, outer: Group, inner: Group) -> Group:
        """The inner group with the outer around it; a described outer keeps its own kind ("fighters of Y")."""
        group = inner.within(outer)
        if inner.type in ("name", "thing") and sentence.lowers[outer.head] in self.parts:
            group.type, group.kind = "place", outer.kind or "region"
        elif outer.type == "actor" and inner.type in ("name", "people"):
            group.type, group.kind = "actor", outer.kind
        return group


def _root(units: Sequence[int], heads: Sequence[int], tags: Sequence[str]) -> int:
    """The unit that a segment's clauses hang on: its first root that is a verb, else its first root."""
    roots = [k for k in units if heads[k] < 0 and tags[k] != "PUNCT"]
    return next((k for k in roots if is_verb(tags[k])), roots[0] if roots else -1)


def _mended(tree: Tree, words: Sequence[str], kinds: Sequence[str], controls: Callable[[str], bool]) -> Tree:
    """A tree with what a greedy parser often gets wrong put right; ``kinds``: what the units name, "" for nothing.

    Nothing but "of" and "in" hangs on a place or a day ("on Monday | by the army"); what hangs on a particle hangs on
    its verb; an infinitive is a complement of a verb or adjective, or hangs on a noun; a noun without preposition by a
    verb is its subject or object; a relative clause hangs on a noun.
    """
    tags, heads, labels = list(tree.tags), list(tree.heads), list(tree.labels)
    children: dict[int, list[int]] = {}
    for at, head in enumerate(heads):
        children.setdefault(head, []).append(at)

    def has(at: int, *wanted: str) -> bool:
        return any(labels[child] in wanted for child in children.get(at, ()))

    _rooted(tags, heads, labels)
    _listed(tags, heads, labels, words, kinds)
    _gapped(tags, heads, labels)
    _reduced(tags, heads, labels)
    _gathered(tags, heads, labels)
    infinitives = {heads[at] for at, tag in enumerate(tags) if tag == "TO" and labels[at] == "mark"}
    for at in range(len(tags)):
        above, label = heads[at], labels[at]
        if above < 0 or tags[at] == "PUNCT":
            continue
        if label in ("obl", "nmod") and kinds[above] in SINGULAR and heads[above] >= 0:
            first = next((child for child in children.get(at, ()) if labels[child] == "case"), at)
            if first != at and words[first].lower() not in WITHIN.get(kinds[above], ()):
                above = heads[at] = heads[above]
        if label == "nmod" and is_verb(tags[heads[above]] if heads[above] >= 0 else "X") and labels[above] == "obl":
            if any(words[c].lower() == "by" for c in children.get(at, ()) if labels[c] == "case"):
                above = heads[at] = heads[above]  # "hacked to death | by militiamen"
        if label in ("obl", "nmod", "obj") and tags[above] in ("ADV", "ADP"):
            if labels[above] in ("advmod", "compound:prt", "other") and heads[above] >= 0 and is_verb(tags[heads[above]]):
                above = heads[at] = heads[above]
        if label == "nmod" and is_verb(tags[above]):
            label = labels[at] = "obl"
        if at in infinitives and label in ("amod", "other", "obj", "nmod", "obl", "compound", "appos"):
            label = labels[at] = "acl" if tags[above] in ("NN", "NNS", "PROPN") else "xcomp"
        if at in infinitives and label == "acl" and labels[above] == "obj" and controls(words[heads[above]]):
            heads[at], label = heads[above], "xcomp"
            labels[at] = label
        if label == "aux" and is_verb(tags[at]):
            own = next((c for c in children.get(at, ()) if labels[c] in SUBJECT), -1)
            if own >= 0 and own < at < above:
                labels[own] = "nsubj:pass" if has(above, "aux:pass") else "nsubj"
                heads[own], heads[at], label = above, own, "acl"  # "Bambari, | seized in May, | was won back"
                labels[at], tags[at] = label, "VVBN" if tags[at] == "VVBD" else tags[at]
        if label == "ccomp" and is_verb(tags[at]) and at not in infinitives and not has(at, "nsubj", "nsubj:pass"):
            own = next((c for c in children.get(above, ()) if above < c < at and labels[c] == "obj"), -1)
            if own >= 0:
                heads[own], labels[own] = at, "nsubj:pass" if has(at, "aux:pass") else "nsubj"  # "says | ten were killed"
        if label == "parataxis" and at < above and is_verb(tags[at]) and is_verb(tags[above]) and has(at, "nsubj"):
            if not has(above, "nsubj", "nsubj:pass"):
                heads[at], labels[at], heads[above], labels[above] = heads[above], labels[above], at, "conj"
                continue
        if kinds[at] == "time" and label == "nsubj":
            own = next((c for c in children.get(at, ()) if labels[c] == "appos" and tags[c] in NOMINAL), -1)
            if own >= 0:
                heads[own], labels[own], labels[at] = above, label, "obl"  # "Every night | the port comes under fire"
        if kinds[at] == "time" and label in ADJACENT and not has(at, "case") and tags[above] in ("NN", "NNS", "PROPN", "NUM"):
            if heads[above] >= 0 and is_verb(tags[heads[above]]) and words[at + 1 : at + 2] not in (["'s"], ["’s"]):
                heads[at], label = heads[above], "obl"
                labels[at] = label
        if label == "acl:relcl" and is_verb(tags[above]):
            noun = next((k for k in range(at - 1, above, -1) if tags[k] in ("NN", "NNS", "PROPN")), -1)
            if noun >= 0:
                heads[at] = noun
        if label == "conj" and is_verb(tags[above]) and any(words[c].lower() == "that" for c in children.get(at, ())):
            labels[at] = "ccomp"
        if kinds[at] in NAMED_KINDS and kinds[above] == "time" and label in ("flat", "compound", "appos") and heads[above] >= 0:
            verb = heads[above]
            heads[at], label = verb, "obj"
            if is_verb(tags[verb]) and at < verb and not has(verb, "nsubj", "nsubj:pass"):
                label = "nsubj:pass" if has(verb, "aux:pass") else "nsubj"  # "On Thursday | Asaba was taken"
            labels[at] = label
        if label == "nsubj:pass" and tags[above] == "VVBD" and not has(above, "aux:pass"):
            label = labels[at] = "nsubj"  # "12 were killed and eight | surrendered"
        if tags[at] == "VVBG" and not has(at, "obj", "aux", "mark") and (label in SUBJECT or has(at, "case", "det")):
            tags[at] = "NN"  # "fighting had broken out"
        bare = tags[at] in ("NN", "NNS", "PROPN", "NUM", "PRON") and not has(at, "case", "cop", "mark")
        if bare and label in ("ccomp", "obl", "other") and is_verb(tags[above]) and kinds[at] != "time":
            labels[at] = "nsubj" if at < above and not has(above, "nsubj", "nsubj:pass") else "obj" if at > above else label
        if label in ("nsubj", "nsubj:pass") and tags[above] in ("NN", "NNS", "PROPN") and at == above - 1:
            if not has(above, "cop"):
                labels[at] = "compound"
    return Tree(tags, heads, labels) if _is_tree(heads) else tree


def _is_clause(tree: Tree) -> bool:
    """Whether the root of a tree is a finite verb, or has an auxiliary or a copula."""
    root = next((at for at, head in enumerate(tree.heads) if head < 0 and tree.tags[at] != "PUNCT"), -1)
    if root < 0 or tree.tags[root] in FINITE:
        return True
    return any(head == root and tree.labels[at] in AUXILIARY for at, head in enumerate(tree.heads))


def _rooted(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Make a finite verb that hangs on a noun as a participle does the root: "fighters led by X | entered Y"."""
    root = next((at for at, head in enumerate(heads) if head < 0 and tags[at] != "PUNCT"), -1)
    if root < 0 or tags[root] not in ("NN", "NNS", "PROPN", "NUM", "PRON"):
        return
    for at, label in enumerate(labels):
        if label in ("acl", "other", "conj") and tags[at] in ("VVBD", "VVBZ") and at > root:
            if not any(heads[c] == at and labels[c] in ("nsubj", "nsubj:pass", "mark") for c in range(len(heads))):
                heads[at], heads[root], labels[root] = -1, at, "nsubj"
                return


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether no token hangs on itself, by however many steps."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        at, trail = start, []
        while at >= 0 and state[at] == 0:
            state[at] = 1
            trail.append(at)
            at = heads[at]
        if at >= 0 and state[at] == 1:
            return False
        for each in trail:
            state[each] = 2
    return True


def _listed(
    tags: Sequence[str], heads: list[int], labels: list[str], words: Sequence[str], kinds: Sequence[str]
) -> None:
    """Make one list of places that commas and a last "and" join: "in east Aleppo, central Homs, and the desert"."""
    chain: list[int] = []
    joined = False
    at = 0
    while at <= len(tags):
        separated = at < len(tags) and (words[at] == "," or tags[at] in ("CCONJ", "DET", "ADJ") or kinds[at] == "place")
        if at < len(tags) and kinds[at] == "place":
            chain.append(at)
        elif at < len(tags) and tags[at] == "CCONJ" and chain:
            joined = True
        if not separated:
            lead = chain[0] if chain else -1
            if joined and len(chain) > 1 and labels[lead] not in SUBJECT:
                for each in chain[1:]:
                    if labels[each] in ("parataxis", "appos", "conj", "obl", "obj", "nmod", "other") and heads[lead] != each:
                        heads[each], labels[each] = lead, "conj"
            chain, joined = [], False
        at += 1


def _gapped(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Give a participle that shares an auxiliary its own subject: "the road was opened and the pocket | encircled"."""
    for at, tag in enumerate(tags):
        if tag != "VVBN" or any(heads[c] == at and labels[c] in ("aux", "aux:pass", "obj", "nsubj", "nsubj:pass") for c in range(len(tags))):
            continue
        link = next((k for k in range(at - 1, max(-1, at - 10), -1) if tags[k] == "CCONJ"), -1)
        noun = next((k for k in range(link + 1, at) if tags[k] in ("NN", "NNS", "PROPN") and labels[k] not in ("compound", "flat", "nmod:poss")), -1)
        first = next((k for k in range(link - 1, -1, -1) if is_verb(tags[k])), -1)
        if link < 0 or noun < 0 or first < 0 or tags[first] != "VVBN" or labels[noun] not in ("conj", "obj", "obl"):
            continue
        passive = any(heads[c] == first and labels[c] == "aux:pass" for c in range(len(tags)))
        cased = any(heads[c] == noun and labels[c] == "case" for c in range(len(tags)))
        if passive and not cased:
            if at in _line(heads, first):
                heads[first], labels[first] = heads[at], labels[at]
            heads[at], labels[at] = first, "conj"
            heads[noun], labels[noun] = at, "nsubj:pass"


def _line(heads: Sequence[int], at: int) -> list[int]:
    """The tokens from one's head up to the root."""
    found: list[int] = []
    while heads[at] >= 0 and len(found) < len(heads):
        at = heads[at]
        found.append(at)
    return found


def _reduced(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Make a finite verb that a participle took for its object the clause's: "the army | led by X | continues"."""
    for at, tag in enumerate(tags):
        above = heads[at]
        if above < 0 or above > at or tag not in ("VVBZ", "VVBD", "VVBP") or labels[at] not in NO_VERBS or tags[above] != "VVBN":
            continue
        noun = next((k for k in range(above - 1, -1, -1) if tags[k] in ("NN", "NNS", "PROPN")), -1)
        if noun >= 0 and not any(heads[c] == at and labels[c] in SUBJECT for c in range(len(tags))):
            heads[at], labels[at] = heads[above], labels[above]
            heads[above], labels[above] = noun, "acl"
            heads[noun], labels[noun] = at, "nsubj"
            for child in range(noun):
                if heads[child] == above:
                    heads[child] = at
            return


def _gathered(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Hang what stays without a head where it belongs: a noun behind a verb is its object, a number is its noun's.

    A noun that a list takes from the clause behind "and" is that clause's subject: "burned houses, and | residents
    fled".
    """
    nominal = ("NN", "NNS", "PROPN", "PRON")
    for at, tag in enumerate(tags):
        after = next((k for k in range(at + 1, len(tags)) if tags[k] not in ("ADV", "NEG", "HAVE", "BE", "MODAL")), -1)
        if heads[at] < 0 and tag in ("NUM", "DET", "ADJ") and after == at + 1 and tags[after] in nominal:
            heads[at], labels[at] = after, "nummod" if tag == "NUM" else "amod"
        elif heads[at] < 0 and tag in nominal:
            k = at - 1
            while k >= 0 and tags[k] in ("NUM", "DET", "ADJ", "PRPS"):
                k -= 1
            if k >= 0 and is_verb(tags[k]) and not any(heads[c] == k and labels[c] == "obj" for c in range(len(tags))):
                heads[at], labels[at] = k, "obj"
        elif tag in nominal and labels[at] == "conj" and after >= 0 and tags[after] in ("VVBD", "VVBZ", "VVBP"):
            verb = any(heads[c] == after and labels[c] in SUBJECT for c in range(len(tags)))
            if labels[after] == "conj" and not verb and heads[after] < at:
                heads[at], labels[at] = after, "nsubj"


def is_nominal(sentence: Sentence, token: int) -> bool:
    """Whether a token can head a noun group."""
    return sentence.tag(token) in NOMINAL


def _coordinated(sentence: Sentence, token: int) -> Iterator[int]:
    """A noun and those that are coordinated with it, in text order."""
    yield token
    for child in sentence.under(token):
        if child > token and sentence.label(child) == "conj":
            yield from _coordinated(sentence, child)


def _tag_of_name(entity: Entity, word: str) -> str:
    """The tag of a name: a common one where it is written small ("the Syrian army")."""
    if entity.kind == "nationality":
        return "ADJ"
    if word[0].isupper() or not word[0].isalpha():
        return "PROPN"
    return "NNS" if word.endswith("s") and not word.endswith("ss") else "NN"


def _spread(
    tokens: Tokens,
    first: int,
    last: int,
    units: Sequence[Unit],
    asides: Sequence[tuple[int, int, int]],
    tree: Tree,
    entity_at: Mapping[int, Entity],
) -> Sentence:
    """A tree over units as one over tokens: the last token of a unit heads it, brackets hang on what they rename."""
    size = last - first
    tags, heads, labels = ["PUNCT"] * size, [-1] * size, ["punct"] * size
    ends = [unit.last - 1 for unit in units]
    for at, unit in enumerate(units):
        end = unit.last - 1 - first
        above = tree.heads[at]
        tags[end], labels[end] = tree.tags[at], tree.labels[at]
        heads[end] = ends[above] if above >= 0 else -1
        for token in range(unit.first, unit.last - 1):
            tags[token - first], labels[token - first], heads[token - first] = tree.tags[at], "flat", ends[at]
            if unit.kind == "measure":
                tags[token - first] = "NUM"
    for begin, stop, unit_before in asides:
        for token in range(begin, stop):
            mark = not tokens.words[token][0].isalpha()
            heads[token - first] = ends[unit_before]
            tags[token - first], labels[token - first] = ("PUNCT", "punct") if mark else ("PROPN", "appos")
    return Sentence(tokens, first, last, tags, heads, labels, entity_at)
