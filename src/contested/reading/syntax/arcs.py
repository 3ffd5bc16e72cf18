"""A sentence's tree as arcs: who does what to whom, the same for every voice and turn of phrase.

"The army captured the town", "the town was captured by the army", "the town captured by the army", "the army, which
captured the town", "the army tried to capture the town": all give (captured, subject, army), (captured, object, town).
A noun has arcs too: "the capture of the town by the army", "army positions", "its shelling of the town".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from contested.reading.syntax.tree import Tree

#: How an arc was found.
DIRECT: Final = "direct"  # as it stands in the tree
BY: Final = "by"  # the agent of a passive
CONJ: Final = "conj"  # shared with, or as, another member of a list
CONTROL: Final = "control"  # "tried to take", "forced them to flee"
RELATIVE: Final = "relative"  # "the army, which took", "the town they took", "the town it fought in"
REDUCED: Final = "reduced"  # "the town taken by"
PARTICIPLE: Final = "participle"  # "troops holding the town", "a plan to take the town"
ADVERBIAL: Final = "adverbial"  # "…, killing six", "attacked to take": the subject of the main clause; not said by form
SHARED: Final = "shared"  # "captured and looted the town", "In May it took X and lost Y"; not said by form
COPULA: Final = "copula"  # "the town is under its control"
NOMINAL: Final = "nominal"  # of a noun

#: Ways that go beyond what form alone says.
INFERRED: Final = frozenset((ADVERBIAL, SHARED))

SUBJECTS: Final = frozenset(("nsubj", "nsubj:pass"))
PASSIVE: Final = frozenset(("aux:pass", "nsubj:pass"))  # labels of what a passive has
FINITE: Final = frozenset(("aux", "nsubj", "nsubj:pass"))  # what a verb has that is no mere participle
PARTICIPLES: Final = frozenset(("VVBN", "VVBD"))
BEING: Final = frozenset(("BE", "BEN", "GET"))
NOUNS: Final = frozenset(("NN", "NNS", "PROPN"))
MOST: Final = 48  # members of a list, so that lists of lists stay linear
CHARGING: Final = frozenset(("of", "for", "from"))  # "accused | of shelling", "blamed | for", "kept | from"
Way = tuple[str, int, str]  # slot, dependent, how it was found
DEEPEST: Final = 8  # steps from a verb to the one whose subject it shares


class Arc(NamedTuple):
    """``dependent`` stands in a slot of ``head``: places of head words in the sentence.

    ``slot`` is subject or object (of the active), indirect, particle, complement, poss or mod (of nouns), or a
    preposition as it is written, words joined by "_"; ``via`` says how it was found.
    """

    head: int
    slot: str
    dependent: int
    via: str


def arcs(words: Sequence[str], tree: Tree) -> list[Arc]:
    """The arcs of a sentence's verbs and nouns, in the order of their heads.

    Args:
        words: the tokens.
        tree: their tree.
    """
    return [Arc(*arc, via) for arc, via in ways(words, tree).items()]


def ways(words: Sequence[str], tree: Tree) -> dict[tuple[int, str, int], str]:
    """The same as `arcs`, as head, slot and dependent -> how the arc was found."""
    clause = _Clauses(words, tree)
    found: dict[tuple[int, str, int], str] = {}
    for head, tag in enumerate(tree.tags):
        if not clause.kids[head] and (tag[0] != "V" or clause.heads[head] < 0):
            continue  # it has no arcs, nor shares any
        for slot, dependent, via in clause.verb(head) if tag[0] == "V" else clause.noun(head):
            if dependent != head:
                found.setdefault((head, slot, dependent), via)
    return found


class _Clauses:
    """A tree seen from its clauses."""

    def __init__(self, words: Sequence[str], tree: Tree) -> None:
        self.words, self.tags, self.heads, self.labels = words, tree.tags, tree.heads, tree.labels
        self.kids: list[list[int]] = [[] for _ in words]
        for i, head in enumerate(tree.heads):
            if head >= 0 and tree.labels[i] != "punct":
                self.kids[head].append(i)
        self._subjects: dict[int, list[tuple[int, str]]] = {}
        self._prepositions: dict[int, str] = {}

    def verb(self, v: int) -> list[Way]:
        """Slot, dependent and way of each arc of a verb."""
        passive = self.is_passive(v)
        subject = "object" if passive else "subject"
        found: list[Way] = [(subject, dependent, via) for dependent, via in self.subjects(v)]
        objects = False
        for kid in self.kids[v]:
            label = self.labels[kid]
            if label == "obj":
                objects = True
                found += [("object", x, via) for x, via in self.resolved(kid, v)]
            elif label == "obl":
                found += self.oblique(kid, v, passive)
            elif label == "iobj":
                found += [("indirect", x, via) for x, via in self.resolved(kid, v)]
            elif label == "compound:prt":
                found.append(("particle", kid, DIRECT))
            elif label in ("xcomp", "ccomp"):
                found += [("complement", x, via) for x, via in self.listed(kid)]
        if not objects and not passive:
            found += [("object", x, SHARED) for x in self.shared_objects(v)]
        if self.labels[v] == "conj":
            found += self.shared_obliques(v)
        elif self.labels[v] == "acl:relcl":
            found += self.antecedent(v, objects, passive)
        return found

    def noun(self, n: int) -> list[Way]:
        """Slot, dependent and way of each arc of a noun, or of another word that says something of a subject."""
        found: list[Way] = []
        for kid in self.kids[n]:
            if self.labels[kid] == "cop":
                found += [("subject", x, COPULA) for x, _ in self.subjects(n)]
                break
        for kid in self.kids[n]:
            label = self.labels[kid]
            if label in ("compound", "amod"):
                found += [("mod", x, NOMINAL) for x, _ in self.listed(kid)]
            elif label in ("nmod", "obl"):
                found += [(slot, x, NOMINAL) for slot, x, _ in self.oblique(kid, n, passive=False)]
            elif label == "nmod:poss":
                found += [("poss", x, NOMINAL) for x, _ in self.listed(kid)]
            elif label == "acl" and self.tags[kid][0] == "V" and self.is_infinitive(kid):
                found.append(("complement", kid, NOMINAL))
        return found

    def listed(self, i: int) -> list[tuple[int, str]]:
        """A word and those that are coordinated with it."""
        found = [(i, DIRECT)]
        if not self.kids[i]:
            return found
        open_ = [i]
        while open_ and len(found) < MOST:
            members = [kid for kid in self.kids[open_.pop()] if self.labels[kid] == "conj"]
            found += [(kid, CONJ) for kid in members]
            open_ += members
        return found[:MOST]

    def resolved(self, i: int, v: int) -> list[tuple[int, str]]:
        """What a word in a verb's slot stands for: itself and its list, or what its relative clause hangs on."""
        if self.tags[i] == "WRB":
            return []
        if self.tags[i] != "WH":
            return self.listed(i)
        antecedent = self.antecedent_of(v)
        return [] if antecedent < 0 else [(x, RELATIVE) for x, _ in self.listed(antecedent)]

    def antecedent_of(self, v: int) -> int:
        """The noun that a relative clause, or one that a verb is coordinated with or completes, hangs on; else -1."""
        for _ in range(DEEPEST):
            head = self.heads[v]
            if head < 0 or self.labels[v] == "acl:relcl":
                return head
            if self.labels[v] not in ("conj", "xcomp", "ccomp"):
                return -1
            v = head
        return -1

    def is_passive(self, v: int) -> bool:
        """Whether a verb's surface subject is its object."""
        for _ in range(DEEPEST):
            kids = self.kids[v]
            if kids and not PASSIVE.isdisjoint([self.labels[kid] for kid in kids]):
                return True
            if self.tags[v] == "VVBN" and self.labels[v] == "conj" and self.is_gapped(v):
                v = self.heads[v]
                continue
            if self.tags[v] not in PARTICIPLES or (self.heads[v] < 0 and self.tags[v] != "VVBN"):
                return False
            if self.labels[v] == "acl" and self.is_bare(v):
                return True  # "the town held by": no past tense stands there
            if self.tags[v] != "VVBN":
                return False
            helped = {self.tags[kid] for kid in kids if self.labels[kid] in ("aux", "cop")}
            if helped & BEING and "HAVE" not in helped:
                return True
            if not self.is_bare(v):
                return not helped and not any(self.labels[kid] == "obj" for kid in kids)  # "12 killed in blast"
            if self.labels[v] == "advcl":
                return True
            if self.labels[v] != "conj" or self.tags[self.heads[v]][0] != "V":
                return False
            v = self.heads[v]
        return False

    def is_gapped(self, v: int) -> bool:
        """Whether a participle has a subject but neither object nor auxiliary: "killed and two others wounded"."""
        labels = {self.labels[kid] for kid in self.kids[v]}
        return "nsubj" in labels and labels.isdisjoint(("obj", "aux")) and self.heads[v] >= 0

    def is_bare(self, v: int) -> bool:
        """Whether a verb has neither auxiliary nor subject of its own."""
        return FINITE.isdisjoint([self.labels[kid] for kid in self.kids[v]])

    def is_infinitive(self, v: int) -> bool:
        """Whether a verb has "to" before it."""
        return any(self.tags[kid] == "TO" for kid in self.kids[v])

    def subjects(self, v: int) -> list[tuple[int, str]]:
        """The words in a clause's subject, as it stands on the surface, and how each was found."""
        steps: list[tuple[int, int, str]] = []
        found: list[tuple[int, str]] = []
        while len(steps) < DEEPEST and v not in self._subjects:
            found, above, via = self._own_subjects(v)
            steps.append((v, above, via))
            if above < 0:
                break
            v = above
        else:
            found = self._subjects.get(v, [])
        for step, above, via in reversed(steps):  # kept for all clauses on the way
            if above >= 0:
                found = [(x, via) for x, _ in found]
            self._subjects[step] = found
        return found

    def _own_subjects(self, v: int) -> tuple[list[tuple[int, str]], int, str]:
        """A clause's own subjects; else the clause (-1: none) whose subject it has, and by what way."""
        own = [kid for kid in self.kids[v] if self.labels[kid] in SUBJECTS]
        if own:
            return [found for kid in own for found in self.resolved(kid, v)], -1, ""
        head, label = self.heads[v], self.labels[v]
        if head < 0:
            return [], -1, ""
        if label == "conj":
            return [], head, CONJ
        if label == "xcomp":
            objects = [x for kid in self.kids[head] if self._controls(kid, v) for x, _ in self.listed(kid)]
            return ([(x, CONTROL) for x in objects], -1, "") if objects else ([], head, CONTROL)
        if label == "acl" and (self.tags[v] in PARTICIPLES or self.tags[v] == "VVBG"):
            via = PARTICIPLE if self.tags[v] == "VVBG" else REDUCED
            return [(x, via) for x, _ in self.listed(head)], -1, ""
        if label == "acl" and self.is_infinitive(v):
            governor = self.governor(head)
            if governor >= 0:
                return [], governor, ADVERBIAL
        if label == "advcl" and self.tags[v] == "VVBG" and self.labels[head] == "acl" and self.is_passive(head):
            by = [kid for kid in self.kids[head] if self.labels[kid] == "obl" and self.preposition(kid) == "by"]
            if by and any(
                self.labels[kid] == "obj" for kid in self.kids[v]
            ):  # "mines planted by rebels | before losing the town"
                return [(x, ADVERBIAL) for x, _ in self.listed(by[0])], -1, ""
        if label == "advcl" and self.tags[v] in ("VVBG", "VVBN") and self._is_charge(v):
            objects = [x for kid in self.kids[head] if self._controls(kid, v) for x, _ in self.listed(kid)]
            if objects:
                return [(x, CONTROL) for x in objects], -1, ""
        if label == "advcl" and (self.tags[v] in ("VVBN", "VVBG") or self.is_infinitive(v)):
            return [], head, ADVERBIAL
        return [], -1, ""

    def governor(self, n: int) -> int:
        """The verb that a noun is an argument of: "made | another attempt to"; -1 for none."""
        for _ in range(DEEPEST):
            if n < 0 or self.labels[n] not in ("obj", "obl", "nmod", "conj", "nsubj:pass"):
                return -1
            n = self.heads[n]
            if n >= 0 and self.tags[n][0] == "V":
                return n
        return -1

    def _controls(self, kid: int, v: int) -> bool:
        """Whether a word is the object that acts in the verb behind it: "forced them to flee"."""
        return kid < v and self.labels[kid] in ("obj", "iobj") and self.tags[kid] != "WH"

    def _is_charge(self, v: int) -> bool:
        """Whether an -ing form is what somebody is charged with or kept from: "accused the army | of shelling"."""
        return any(self.labels[kid] == "mark" and self.words[kid].lower() in CHARGING for kid in self.kids[v])

    def oblique(self, i: int, v: int, passive: bool) -> list[Way]:
        """The arcs of what stands behind a preposition."""
        first = self.preposition(i)
        if not first:
            return []
        if self.tags[i] in ("WH", "WRB"):
            antecedent = self.antecedent_of(v)
            return [(first, antecedent, RELATIVE)] if antecedent >= 0 else []
        found: list[Way] = []
        for x, via in self.listed(i):
            slot = self.preposition(x) or first
            if slot == "by" and passive:
                found.append(("subject", x, BY if via == DIRECT else via))
            else:
                found.append((slot, x, via))
        return found

    def preposition(self, i: int) -> str:
        """The preposition before a word, its words joined by "_"; "" where there is none."""
        known = self._prepositions.get(i)
        if known is None:
            known = self._prepositions[i] = self._preposition(i)
        return known

    def _preposition(self, i: int) -> str:
        written: list[str] = []
        for kid in [kid for kid in self.kids[i] if kid < i and self.labels[kid] == "case"][:2]:
            written.append(self.words[kid].lower())
            written += [self.words[part].lower() for part in self.kids[kid] if self._is_part(part)]
        return "_".join(written)

    def _is_part(self, i: int) -> bool:
        """Whether a word below a preposition is a part of it: "because of"."""
        return self.labels[i] in ("other", "flat", "case") and self.tags[i] in ("ADP", "TO", "SCONJ", "NN")

    def shared_objects(self, v: int) -> Sequence[int]:
        """The objects of the next verb of a list, where a verb has none and nothing stands between but "and"."""
        members = [kid for kid in self.kids[v] if self.labels[kid] == "conj" and self.tags[kid] == self.tags[v]]
        if not members or self.is_passive(members[0]):
            return ()
        between = range(v + 1, members[0])
        if any(self.tags[k] != "CCONJ" for k in between) or not between:
            return []
        return [x for kid in self.kids[members[0]] if self.labels[kid] == "obj" for x, _ in self.listed(kid)]

    def shared_obliques(self, v: int) -> list[Way]:
        """What stands in front of a list of verbs holds of each: "In Idlib, the army took X and shelled Y"."""
        first = self.heads[v]
        if self.tags[first][0] != "V" or self.labels[first] == "conj" or self._has_subject(v):
            return []
        found: list[Way] = []
        for kid in self.kids[first]:
            if kid < first and self.labels[kid] == "obl":
                found += [(slot, x, SHARED) for slot, x, _ in self.oblique(kid, first, passive=False)]
        return found

    def _has_subject(self, v: int) -> bool:
        return not SUBJECTS.isdisjoint([self.labels[kid] for kid in self.kids[v]])

    def antecedent(self, v: int, objects: bool, passive: bool) -> list[Way]:
        """What a relative clause without a relative word is about: "the town they took", "the town it fought in"."""
        if self.heads[v] < 0 or passive or not self.lacks_relative(v) or self.completion(v) != v:
            return []
        behind = [kid for kid in self.kids[v] if kid > v and self.tags[kid] == "ADP"]
        stranded = [kid for kid in behind if self.labels[kid] != "compound:prt"]
        slot = self.words[stranded[-1]].lower() if stranded else "" if objects else "object"
        if not slot or not self._has_subject(v):
            return []
        return [(slot, x, RELATIVE) for x, _ in self.listed(self.heads[v])]

    def lacks_relative(self, v: int) -> bool:
        """Whether no relative word stands in a clause before its verb."""
        return not any(self.tags[k] in ("WH", "WRB") for k in range(self.heads[v] + 1, v))

    def completion(self, v: int) -> int:
        """The last verb of a chain such as "wanted to take"."""
        for _ in range(DEEPEST):
            below = [kid for kid in self.kids[v] if self.labels[kid] == "xcomp" and self.tags[kid][0] == "V"]
            if not below:
                return v
            v = below[-1]
        return v
