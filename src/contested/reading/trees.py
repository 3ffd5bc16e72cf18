"""The tree of a sentence's units: each segment parsed by itself, put right, and the later ones hung on the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from contested.reading.attachment import ALIGHT
from contested.reading.lexicon import BASE, PARTICIPLE, PAST, THIRD, Lexicon
from contested.reading.mending import AUXILIARY, NO_VERBS, mended
from contested.reading.segments import Segment, Segments
from contested.reading.syntax import Syntax
from contested.reading.syntax.tree import Tree, is_verb
from contested.reading.units import Unit

DASHES: Final = frozenset(("–", "—", "-", ":"))
FARTHEST_DASH: Final = 6  # tokens of a dateline
#: Past participles that look like the plain form.
UNCHANGED: Final = frozenset(("overrun", "hit", "cut", "set", "shut", "split", "beset", "hurt", "put", "rid", "cast"))
FINITE: Final = frozenset(("VVBD", "VVBZ", "VVBP", "BE", "HAVE", "DO", "MODAL"))
SUBJECTS: Final = ("nsubj", "nsubj:pass")
NAMES: Final = frozenset(("PROPN", "NUM"))
OPENS_OBJECT: Final = frozenset(("SCONJ", "WH", "DET", "NUM", "PRPS", "PROPN", "ADJ", "NN", "NNS", "PRON"))

CLOSING: Final = frozenset('”"»’')  # quotation marks behind a name: "the “Islamic State” | shells"
WAYS: Final = frozenset((
    "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
    "south-east", "south-west", "toward", "towards", "into", "near", "within",
))  # fmt: skip
HELPERS: Final = frozenset(("was", "were", "been", "is", "are", "be", "being", "has", "have", "had"))
TELL: Final = frozenset(("say", "said", "claim", "claimed", "suggest", "suggested", "indicate", "indicated"))
SMALL: Final = frozenset(
    ("in", "on", "into", "out", "up", "down", "off", "back", "from", "through", "over", "to", "across")
)
#: Words, beside forms in -ed and -ing, that may be sure of their tag.
HURT: Final = frozenset(("wounded", "injured"))
FELL: Final = frozenset(("killed", "dead"))
APOSTROPHES: Final = frozenset(("'", "’"))
QUOTES: Final = frozenset(("'", "‘", "’", '"', "“", "«"))
SURE: Final = UNCHANGED.union(ALIGHT, APOSTROPHES, ("is", "reports", "round"))


class Piece(NamedTuple):
    """A segment as it is parsed: its words, what each names, and the tags that are known, by place."""

    segment: Segment
    words: list[str]
    kinds: list[str]
    known: dict[int, str]


class Trees:
    """Parses sentences."""

    def __init__(self, lexicon: Lexicon, syntax: Syntax) -> None:
        self.lexicon, self.syntax, self.segments = lexicon, syntax, Segments(lexicon)
        self.controlling = lexicon.cue_sets["grammar"]["object_control"]
        self.using = lexicon.cue_sets["grammar"]["using"]
        heads = lexicon.heads.items()  # "the regime forces from the town" force nobody
        self.forces = frozenset(word for word, found in heads if any(head.type == "actor" for head in found))

    def of(self, sentences: Sequence[Sequence[Unit]]) -> list[Tree]:
        """The trees of sentences' units, the same alone or among others: each segment is parsed by itself."""
        cut = [self._pieces(units) for units in sentences]
        parsed = iter(self._parsed([piece for pieces in cut for piece in pieces]))
        told = [[unit.word for unit in units] for units in sentences]
        return [self._hung(words, pieces, parsed) for words, pieces in zip(told, cut, strict=True)]

    def _pieces(self, units: Sequence[Unit]) -> list[Piece]:
        """What of a sentence is parsed together."""
        words = [unit.word for unit in units]
        fixed = {at: unit.tag for at, unit in enumerate(units) if unit.tag}
        lowers = [word.lower() for word in words]
        found: list[Piece] = []
        for segment in self.segments.cut(lowers, lambda at: bool(units[at].kind) or units[at].tag in NAMES):
            own = self._lowered([words[k] for k in segment.units])
            known = {i: fixed[k] for i, k in enumerate(segment.units) if k in fixed}
            known.update(sure(own))
            if segment.saying >= 0:
                known[segment.units.index(segment.saying)] = "VVBZ" if lowers[segment.saying].endswith("s") else "VVBD"
            found.append(Piece(segment, own, [units[k].kind for k in segment.units], known))
        return found

    def _hung(self, words: Sequence[str], pieces: Sequence[Piece], parsed: Iterator[Tree]) -> Tree:
        """The tree of a sentence from those of its pieces: the later ones hang on the first."""
        size, root = len(words), -1
        tags, heads, labels = ["PUNCT"] * size, [-1] * size, ["punct"] * size
        for segment, own, kinds, _ in pieces:
            tree = mended(next(parsed), own, kinds, self._controls)
            self._quoted(tree, own)
            for i, k in enumerate(segment.units):
                tags[k], labels[k] = tree.tags[i], tree.labels[i]
                above = tree.heads[i]
                heads[k] = segment.units[above] if above >= 0 else -1
                if above < 0 and tags[k] != "PUNCT" and root >= 0:
                    host = segment.host if segment.host >= 0 else root
                    heads[k], labels[k] = host, segment.label
            if root < 0:
                root = _root(segment.units, heads, tags)
        for segment, *_ in pieces:
            if segment.saying >= 0:
                self._said_more(segment, words, tags, heads, labels)
        return Tree(tags, heads, labels)

    def _said_more(
        self, segment: Segment, words: Sequence[str], tags: Sequence[str], heads: list[int], labels: Sequence[str]
    ) -> None:
        """Who spoke is who says more: "Rebels shelled X, the army said, | adding that two died", "| blaming Y"."""
        at = segment.units[-1] + 2
        if at < len(words) and tags[at] == "VVBG" and labels[at] == "advcl" and heads[at] == heads[segment.saying]:
            heads[at] = segment.saying if self._says(words[at]) else heads[at]

    def _quoted(self, tree: Tree, words: Sequence[str]) -> None:
        """Leave what is told in the words of who tells it: "announced that it took the hill | and burned a tank"."""
        tags, heads, labels = tree.tags, tree.heads, tree.labels
        for at, label in enumerate(labels):
            above = heads[at]
            if label != "conj" or above < 0 or not (is_verb(tags[at]) and is_verb(tags[above])):
                continue
            if not self._says(words[above]) or self._says(words[at]):
                continue
            told = next((c for c in range(above + 1, at) if heads[c] == above and labels[c] == "ccomp"), -1)
            own = any(heads[c] == at and labels[c] in SUBJECTS for c in range(len(tags)))
            if told >= 0 and not own and any(words[c].lower() == "that" for c in range(above + 1, told)):
                heads[at] = told

    def _lowered(self, words: list[str]) -> list[str]:
        """The words with the first behind a dateline written small, if it is a common word: "HOMS – Units"."""
        for i in range(1, min(len(words) - 1, FARTHEST_DASH)):
            word = words[i + 1]
            if words[i] in DASHES and word.istitle() and word.lower() in self.lexicon.heads:
                return [*words[: i + 1], word.lower(), *words[i + 2 :]]
        return words

    def _says(self, word: str) -> bool:
        """Whether a form can be one of a verb of saying."""
        return any(lemma in self.segments.saying for lemma in self.lexicon.forms.get(word.lower(), ()))

    def _controls(self, word: str) -> str:
        """How an infinitive behind a verb's object hangs on the verb; "" where it does not.

        "forced them to leave": a complement, which the object does; "used aircraft to shell": what the subject does.
        """
        lemmas = self.lexicon.forms.get(word.lower(), (word.lower(),))
        if any(lemma in self.controlling for lemma in lemmas):
            return "xcomp"
        return "advcl" if any(lemma in self.using for lemma in lemmas) else ""

    def _parsed(self, pieces: Sequence[Piece]) -> list[Tree]:
        """The trees of pieces; of those without a finite verb, once more with the form that is likely to be one."""
        trees = self.syntax.parse_all([piece.words for piece in pieces], [piece.known for piece in pieces])
        again = [(at, known) for at, known in enumerate(map(self._known_again, pieces, trees)) if known is not None]
        others = self.syntax.parse_all([pieces[at].words for at, _ in again], [known for _, known in again])
        for (at, _), tree in zip(again, others, strict=True):
            trees[at] = tree
        return trees

    def _known_again(self, piece: Piece, tree: Tree) -> dict[int, str] | None:
        """The tags to parse a piece with once more; None where its tree stays."""
        words = piece.words
        reduced = self._reduced(words, tree)
        if reduced >= 0:
            return {**piece.known, reduced: "VVBN"}
        found = None if _is_clause(tree) else self._likely_finite(words, tree.tags)
        if found is None or piece.known.get(found[0]) == "NNS":
            return None  # "12 dead, 30 | wounded"
        return {**piece.known, found[0]: found[1]}

    def _takes(self, word: str, following: str) -> bool:
        """Whether a word that names no event by itself does as a verb with the small word behind it."""
        if word in self.lexicon.nouns or following not in SMALL or word in self.forces:
            return False
        senses = (each for lemma in self.lexicon.forms.get(word, ()) for each in self.lexicon.verbs.get(lemma, ()))
        return any(each.trigger is not None and (not each.rest or each.rest[0] == following) for each in senses)

    def _reduced(self, words: Sequence[str], tree: Tree) -> int:
        """A form read as a past that is a participle, since a finite verb stands in its object's place; -1 for none.

        "Footage | published on Monday | shows": "published" is none of the clause's verbs.
        """
        for at, label in enumerate(tree.labels):
            above = tree.heads[at]
            if above < 0 or above > at or tree.tags[at] not in ("VVBZ", "VVBD", "VVBP"):
                continue
            bare = label == "ccomp" and not self._says(words[above]) and not _opens(tree, at)
            if label not in NO_VERBS and not bare:
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
            lower, before = words[at].lower(), tags[at - 1 - (words[at - 1] in CLOSING and at > 1)]
            bits = self.lexicon.words.get(lower, 0)
            third = bits & THIRD or (lower.endswith("s") and lower in self.lexicon.forms)
            if third and before in ("NN", "PROPN", "NNS") and self._takes(lower, words[at + 1].lower()):
                return at, "VVBZ"  # "Army closes in on the town"
            if tags[at + 1] not in OPENS_OBJECT or words[at][0].isupper() or tags[at][0] == "V":
                continue
            if third and before in ("NN", "PROPN", "NNS"):
                return at, "VVBZ"
            if bits & BASE and lower in self.lexicon.forms and before in ("NNS", "PROPN"):
                return at, "VVBP"
        return self._paired(words, tags)

    def _paired(self, words: Sequence[str], tags: Sequence[str]) -> tuple[int, str] | None:
        """The first of two plain forms behind a plural: "gunmen | rob and kidnap | a trader"."""
        for at in range(1, len(words) - 3):
            pair = (words[at].lower(), words[at + 2].lower())
            verbs = all(self.lexicon.words.get(each, 0) & BASE and each in self.lexicon.forms for each in pair)
            if verbs and words[at + 1] == "and" and tags[at - 1] == "NNS" and tags[at + 3] in OPENS_OBJECT:
                return at, "VVBP"
        return None


def _opens(tree: Tree, verb: int) -> bool:
    """Whether a clause has a subject or a word that opens it, or its verb has an object above it."""
    above = tree.heads[verb]
    return any(
        (head == verb and tree.labels[at] in ("nsubj", "nsubj:pass", "mark"))
        or (head == above and tree.labels[at] == "obj")
        for at, head in enumerate(tree.heads)
    )


def _root(units: Sequence[int], heads: Sequence[int], tags: Sequence[str]) -> int:
    """The unit that a segment's clauses hang on: its first root that is a verb, else its first root."""
    roots = [k for k in units if heads[k] < 0 and tags[k] != "PUNCT"]
    return next((k for k in roots if is_verb(tags[k])), roots[0] if roots else -1)


def _is_clause(tree: Tree) -> bool:
    """Whether the root of a tree is a finite verb, or has an auxiliary or a copula."""
    root = next((at for at, head in enumerate(tree.heads) if head < 0 and tree.tags[at] != "PUNCT"), -1)
    if root < 0 or tree.tags[root] in FINITE:
        return True
    return any(head == root and tree.labels[at] in AUXILIARY for at, head in enumerate(tree.heads))


def _runs_on(lowers: Sequence[str], at: int) -> bool:
    """Whether a form in -ed stands between an adverb and a direction: "forces also recently | advanced | northwest"."""
    if not 2 <= at < len(lowers) - 1 or lowers[at + 1] not in WAYS:
        return False
    return lowers[at - 1] in ("recently", "also", "then", "later", "reportedly") and HELPERS.isdisjoint(
        lowers[at - 4 if at > 3 else 0 : at]
    )


def _are_numbered(lowers: Sequence[str], at: int) -> bool:
    """Whether a word is the second half of what a sum comes to: "losses at more than 1,000 killed and | wounded"."""
    if at < 4 or lowers[at] not in HURT or lowers[at - 2] not in FELL or lowers[at - 1] not in ("and", "or"):
        return False
    return lowers[at - 3][:1].isdigit() and not {"at", "reached"}.isdisjoint(lowers[max(0, at - 7) : at - 3])


def _owns(lowers: Sequence[str], at: int) -> bool:
    """Whether a mark behind a plural says whose the next noun is: "the fighters| ' ambush"; it ends no quotation."""
    if at == 0 or not lowers[at - 1].endswith("s") or not lowers[at + 1 : at + 2] or not lowers[at + 1].isalpha():
        return False
    return not any(word in QUOTES for word in lowers[:at])


def sure(words: Sequence[str]) -> dict[int, str]:
    """Tags that the words themselves are sure of: "IS" in capitals, "ablaze", "there was fighting", "went round"."""
    lowers = [word.lower() for word in words]
    shouted = all(word == word.upper() for word in words)
    found: dict[int, str] = {}
    there = "there" in lowers
    for i, lower in enumerate(lowers):
        if lower not in SURE and not lower.endswith("ed") and not (there and lower.endswith("ing")):
            continue
        if words[i] == "IS" and not shouted:
            found[i] = "PROPN"
        elif lower in APOSTROPHES:
            if _owns(lowers, i):
                found[i] = "POS"
        elif lower in ALIGHT:
            found[i] = "ADJ"
        elif lower == "reports" and lowers[i + 1 : i + 2] and lowers[i + 1] in TELL:
            found[i] = "NNS"  # "Defence ministry reports say"
        elif lower in UNCHANGED and lowers[i + 1 : i + 2] == ["by"]:
            found[i] = "VVBN"  # "Azaz overrun by militants"
        elif lower == "overrun" and i and lowers[i - 1] in ("is", "are", "was", "were", "been", "be", "being"):
            found[i] = "VVBN"
        elif _are_numbered(lowers, i):
            found[i] = "NNS"
        elif lower.endswith("ed") and _runs_on(lowers, i):
            found[i] = "VVBD"
        elif lower == "round" and i and lowers[i - 1] in ("go", "goes", "went", "gone", "going"):
            found[i] = "ADP"
        elif i > 1 and lowers[i - 2] == "there" and lower.endswith("ing") and lowers[i - 1] in ("was", "were", "is"):
            found[i] = "NN"
    return found
